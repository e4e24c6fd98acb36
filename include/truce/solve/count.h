/* count.h - how many assignments are left, and which is the first of them.
 *
 * Both look at the hard nogoods and at those whose labels are all kept, first take away what
 * follows at once, and then go piece by piece: variables that no nogood connects multiply.
 */
#ifndef TRUCE_SOLVE_COUNT_H
#define TRUCE_SOLVE_COUNT_H

#include <stdbool.h>

#include "truce/solve/bigint.h"
#include "truce/solve/domain.h"

/* Zero values are the defaults. */
typedef struct truce_count_limits {
    size_t words_max;    /* 32-bit words of all tables of a piece at a time; 0: 4,000,000 */
    uint64_t work_max;   /* words that are written, for each value of the variable that a table is
                            summed over; 0: 64 times words_max, about 0.3 s */
    uint64_t effort_max; /* choices looked at in search of the first; 0: 100,000,000 */
} truce_count_limits;

typedef struct truce_first {
    bool known;             /* within the limits */
    const uint32_t *values; /* [n_variables]; NULL: there is no assignment, or it is not known */
} truce_first;

/* Find the first assignment: variables in their order, each with its smallest value that leads to
 * an assignment.
 *
 * kept    [n_labels]: whether the label is; NULL: all are. Borrowed.
 * limits  NULL: the defaults
 * arena   `out` lives in it
 *
 * Fails with TRUCE_ENOMEM; `out` is then left as it was. Cost: variables are tried in their order;
 * where none of the values of one is left, the reasons are combined into a nogood over those
 * before, which is kept, and the search goes on at the last of these. PAPER: ginsberg1993.
 */
TRUCE_MUST_USE truce_status truce_first_assignment(const truce_domain *d, const bool *kept,
                                                   const truce_count_limits *limits,
                                                   truce_arena *arena, truce_first *out,
                                                   truce_error *err);

typedef struct truce_count {
    truce_bigint n;
    bool exact;    /* else at least so many */
    uint64_t work; /* as work_max counts it */
} truce_count;

/* Count the assignments, with the arguments and errors of truce_first_assignment.
 *
 * The variables of a piece are eliminated in the order that keeps the tables small, and a table
 * tells for each choice of its variables how many assignments of those behind it there are: exact,
 * whatever the size of the numbers. Values that no nogood tells apart are taken together. Where the
 * tables would outgrow `words_max` or `work_max`, variables get the value they have in the first
 * assignment, with those that are alike, until they do not: what is then counted are some of the
 * assignments, and so a lower bound; 0 where the first is not known. PAPER: dechter1999,
 * freuder1991.
 */
TRUCE_MUST_USE truce_status truce_count_assignments(const truce_domain *d, const bool *kept,
                                                    const truce_count_limits *limits,
                                                    truce_arena *arena, truce_count *out,
                                                    truce_error *err);

#endif
