/* graph_found.h - which states of a model are stable for whom, under all that was asked (private).
 */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_FOUND_H
#define TRUCE_SRC_ACTIONS_GRAPH_FOUND_H

#include "graph_question.h"
#include "truce/stability/coalition.h"

/* Of one concept; bits of states as in truce_stable. */
typedef struct graph_stability {
    const uint64_t *stable[TRUCE_GRAPH_MAKERS_MAX];
    const uint64_t *equilibria;
    const uint64_t *general[TRUCE_GRAPH_MAKERS_MAX]; /* of GRAPH_STRENGTH: stable by preference of
                                                        either strength; else NULL */
    bool unknown; /* non-myopic, and not settled within the bound: no states are told */
} graph_stability;

typedef struct graph_found {
    const graph_question *q;
    const truce_graph_states *states;
    graph_stability at[GRAPH_CONCEPTS_MAX]; /* as q has its concepts */
    truce_coalitions coalitions;            /* of GRAPH_COALITIONS */
} graph_found;

/* `states` and `q` are kept; `out` lives in `arena`. Fails as the functions of the room do. */
TRUCE_MUST_USE truce_status graph_find(const graph_question *q, const truce_graph_states *states,
                                       truce_arena *arena, graph_found *out, truce_error *err);

/* How many of the concepts that were asked about make s an equilibrium. */
uint32_t graph_equilibrium(const graph_found *found, uint32_t s);

#endif
