/* states.h - the feasible states of a graph model, written out, and how each maker ranks them.
 *
 * What is asked of all states at once stands on this list; a single question needs none
 * (stability/ask.h).
 */
#ifndef TRUCE_STABILITY_STATES_H
#define TRUCE_STABILITY_STATES_H

#include "truce/base/arena.h"
#include "truce/stability/model.h"

#define TRUCE_GRAPH_STATES_MAX (UINT32_C(1) << 24)
#define TRUCE_GRAPH_NONE       UINT32_MAX /* no state */

/* States are known by their place in the list, 0 to n - 1. */
typedef struct truce_graph_states {
    const truce_graph_model *model; /* kept */
    uint32_t n;
    const truce_graph_state *at; /* [n], rising; NULL: every combination is feasible, and the state
                                    at i is i */
    const uint32_t *const *rank; /* [maker][n]: 0 is the worst; equal for ties; none is left out */
    const uint32_t *n_ranks;     /* [maker] */
} truce_graph_states;

/* List the states.
 *
 * model  checked; kept
 * arena  `out` lives in it
 *
 * Fails with TRUCE_EINVAL (not one payoff for each feasible state; the message tells how many there
 * are), TRUCE_ELIMIT (more than TRUCE_GRAPH_STATES_MAX states, or patterns of infeasible states so
 * entangled that the feasible ones are not found in 64 times as many steps, each an option decided
 * or a pattern looked at) or TRUCE_ENOMEM; `out`
 * is then left as it was. Cost: O(states * (options + patterns + statements of all makers)), and 12
 * bytes for each state, with 24 more for a while; 8 fewer where every combination is feasible.
 */
TRUCE_MUST_USE truce_status truce_graph_list(const truce_graph_model *model, truce_arena *arena,
                                             truce_graph_states *out, truce_error *err);

static inline truce_graph_state truce_graph_at(const truce_graph_states *states, uint32_t i) {
    return states->at == NULL ? i : states->at[i];
}

/* Where a state stands; TRUCE_GRAPH_NONE where it is not feasible. O(log states) */
uint32_t truce_graph_find(const truce_graph_states *states, truce_graph_state s);

#endif
