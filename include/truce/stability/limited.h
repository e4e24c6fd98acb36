/* limited.h - how two makers move who foresee a number of moves and each do their best.
 *
 * With h moves to go, whoever's turn it is may stay, which ends it, or move, after which it is the
 * other's turn with h - 1 to go; each knows what the other prefers. Whoever cannot move stays. A
 * state is L_h stable for a maker who has the first of h moves and stays. Where moving leads to
 * nothing better than staying, a maker stays; where several moves lead to equally good ends, it
 * takes the one whose end, and then whose first state, is lowest. (The literature assumes that
 * there are no ties: what is foreseen need not be unique then.) L_1 is nash. A state is
 * non-myopically stable when it is L_h stable for every h from some number on.
 *
 * PAPER: zagare1984, kilgour1984 (non-myopic), kilgour1987 (L_h)
 */
#ifndef TRUCE_STABILITY_LIMITED_H
#define TRUCE_STABILITY_LIMITED_H

#include "truce/stability/states.h"

#define TRUCE_LIMITED_MOVES_MAX 4096 /* looked at before the non-myopic question is given up */

typedef struct truce_limited {
    uint32_t moves;            /* h */
    const uint64_t *stable[2]; /* bits as in truce_stable */
    const uint64_t *equilibria;
    const uint32_t *ends[2]; /* [states]: where it ends when that maker has the first move */
} truce_limited;

/* L_h, for the two makers of `states`, kept; `moves` is 1 to TRUCE_LIMITED_MOVES_MAX. `out` lives
 * in `arena`. Fails with TRUCE_EINVAL (not two makers, or moves out of range), TRUCE_ELIMIT (more
 * than 2^26 moves in the model) or TRUCE_ENOMEM; `out` is then left as it was. O(h * moves of the
 * model) */
TRUCE_MUST_USE truce_status truce_limited_find(const truce_graph_states *states, uint32_t moves,
                                               truce_arena *arena, truce_limited *out,
                                               truce_error *err);

typedef struct truce_nonmyopic {
    bool known; /* what is foreseen came back to what it was within TRUCE_LIMITED_MOVES_MAX moves;
                   else nothing below is set */
    uint32_t from, period; /* for every h from `from` on, h and h + period foresee the same */
    const uint64_t *stable[2];
    const uint64_t *equilibria;
} truce_nonmyopic;

/* Arguments and errors as truce_limited_find(). O((from + 2 * period) * moves of the model) */
TRUCE_MUST_USE truce_status truce_nonmyopic_find(const truce_graph_states *states,
                                                 truce_arena *arena, truce_nonmyopic *out,
                                                 truce_error *err);

#endif
