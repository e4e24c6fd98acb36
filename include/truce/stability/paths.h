/* paths.h - how could the conflict come from the state as it stands to another one?
 *
 * Shortest legal sequences of moves from one state, by any moves or by improvements alone: who
 * moves, and to where. Any maker may move, only not twice in a row. PAPER: li2004quo
 */
#ifndef TRUCE_STABILITY_PATHS_H
#define TRUCE_STABILITY_PATHS_H

#include "truce/stability/states.h"

typedef struct truce_paths {
    const truce_graph_states *states; /* kept */
    uint32_t from;
    bool improving;
    /* [states]: how many moves it takes, 0 for `from`, TRUCE_GRAPH_NONE where no sequence leads. */
    const uint32_t *length;
    const struct truce_paths_steps *steps; /* nobody else's affair */
} truce_paths;

typedef struct truce_paths_move {
    uint32_t maker, to;
} truce_paths_move;

/* Find them all. `from` is a place in the list of states. `out` lives in `arena`. Fails with
 * TRUCE_ENOMEM; `out` is then left as it was. O(states * options + moves), with common moves a
 * maker more in each product. */
TRUCE_MUST_USE truce_status truce_paths_find(const truce_graph_states *states, uint32_t from,
                                             bool improving, truce_arena *arena, truce_paths *out,
                                             truce_error *err);

/* One shortest sequence to a state that has a length: that many moves into `moves`. Of several, the
 * one whose last move is by the first maker and from the first state that were met, so that it is
 * always the same. O(length) */
void truce_paths_to(const truce_paths *paths, uint32_t to, truce_paths_move *moves);

#endif
