/* marco.h - the conflicts of a part by asking a solver, where elimination outgrows its limits.
 *
 * A second solver, the map, knows the sets of labels that nothing is known of yet, and proposes
 * one: of at most one label first, then of two, and so on, so that one knows how far one got. One
 * that leaves an assignment is grown until it is as large as it can be, and its subsets are known;
 * one that leaves none is shrunk to a conflict, and its supersets are. PAPER: liffiton2016 */
#ifndef TRUCE_SOLVE_MARCO_H
#define TRUCE_SOLVE_MARCO_H

#include "solve/eliminate.h"

typedef struct marco_limits {
    uint32_t size_max;              /* of a conflict */
    uint32_t conflicts_max;         /* of one call */
    uint64_t calls_max;             /* of the solver, both together */
    bool (*stop)(const void *data); /* asked before each call; NULL: never */
    const void *stop_data;
} marco_limits;

/* `best` has the conflicts of at most *known labels (as elements), and gets the others that are
 * found; *known grows as far as it gets. *undecided: whether there is an assignment at all is not
 * known; false when it is. *calls counts up. */
part_end marco(const part *p, const marco_limits *limits, antichain *best, uint32_t *known,
               bool *undecided, uint64_t *calls);

#endif
