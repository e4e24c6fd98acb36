/* reach.h - the worst that the others can bring about, from every state at once (private).
 *
 * What somebody who moves to a state has to fear is the least value among the states that the
 * others can bring about from there. States are taken by rising value, and from each all states
 * are found that can lead to it and were not found before: these have this value for their least.
 * A maker's moves are transitive (classes.h), so that no legal sequence is lost or gained when the
 * same one may move twice in a row, and each state is met once. The state itself counts among those
 * that can be brought about; it never is the answer to a move that was an improvement.
 */
#ifndef TRUCE_STABILITY_REACH_H
#define TRUCE_STABILITY_REACH_H

#include "stability/classes.h"

/* Scratch for one thread. */
typedef struct reach {
    const truce_graph_states *states;
    const classes *of;       /* [maker] */
    uint32_t *order, *stack; /* [states] */
    uint64_t *seen;          /* a bit for each state */
    uint32_t *count;         /* [ranks + 1] of the maker with most */
    uint32_t **at;           /* [maker][class]: up to where it was swept */
    uint32_t **swept;        /* [maker][class], of directed ones: below which rank */
} reach;

/* False when memory is out; it is taken from `arena`. */
bool reach_make(const truce_graph_states *states, const classes *of, truce_arena *arena,
                reach *out);

/* For every state t, in least[t]: the least value[x] of t and of all x that the makers other than
 * `maker` can bring about from t, by improvements alone if `improving`. Values are below the
 * number of that maker's ranks. O(states + classes), with directions O(moves) at worst. */
void reach_least(reach *r, uint32_t maker, bool improving, const uint32_t *value, uint32_t *least);

#endif
