/* passing.h - from clique to clique along the tree: what the packages of the part behind an edge
 * add up to (sums.h), for each way to choose what the edge has in common with the rest.
 *
 * A clique sends once all its other edges have brought theirs. Where the sums of a run get too
 * many, an exact one ends; another moves all keys to a grid, finer at first: down, so that nothing
 * within the limits is lost and some is counted that is beyond them; or up, so that only what is
 * within is counted.
 */
#ifndef TRUCE_DEALS_PASSING_H
#define TRUCE_DEALS_PASSING_H

#include "deals/sums.h"
#include "deals/ways.h"

typedef enum passing_mode { PASSING_EXACT, PASSING_DOWN, PASSING_UP } passing_mode;

typedef struct passing {
    const truce_worth *worth;
    const band *b;
    const cliques *all;
    passing_mode mode;
    size_t entries_max; /* of one clique's sums */
    size_t bytes_max;   /* of them, too */
    uint64_t steps_max; /* of an exact run, see passing_steps(); 0: any number. To be set first */
    uint64_t steps;     /* so far */
    bool keep;          /* everything, to go back along it */
    size_t first; /* of each cell, so many of the least keys; 0: all. To be set before sending */
    uint32_t fineness; /* bits of a limit that the grid leaves */
    bool rounded;
    uint64_t *low_bits; /* of each field, those that are not on the grid */
    sums *sent;         /* [clique] */
    uint32_t *along;    /* [clique]: the edge sent along */
    uint32_t *order;    /* [n_order]: who has sent, in turn */
    uint32_t n_order;
    uint64_t *bits; /* [clique]: no count sent has more */
    /* When everything is kept, of those that sent: */
    ways *ways_of; /* [clique] */
    sums *
        finer; /* [clique]: what was sent before it was moved to the grid, where it was not on it */
    uint64_t **finer_low; /* [clique]: the low bits of that grid */
    truce_arena arena;
} passing;

/* A run; passing_clear gives it back. False when memory is out (it is then cleared). */
bool passing_init(passing *p, const truce_worth *worth, const band *b, const cliques *all,
                  passing_mode mode, size_t entries_max, size_t bytes_max, bool keep);
void passing_clear(passing *p);

/* Clique `from` sends along its edge number `edge` (WAYS_NOWHERE: to nobody, for one cell). */
sums_end passing_send(passing *p, uint32_t from, uint32_t edge);

/* How many sums it takes, at most, for the clique to send. */
int64_t passing_cost(const passing *p, uint32_t from, uint32_t edge);

/* So many sums of so many sources in steps, of some nanoseconds each. */
uint64_t passing_steps(const passing *p, double added, double sources);

#endif
