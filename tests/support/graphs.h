/* graphs.h - small random graph models, and what is true of them straight from the definitions: who
 * can move where is asked of every pair of states, sets of states are the bits of a word, and
 * nothing is taken from the library but the model itself. */
#ifndef TRUCE_TESTS_GRAPHS_H
#define TRUCE_TESTS_GRAPHS_H

#include "truce/stability/stable.h"

enum { GRAPH_STATES_MAX = 64 };

typedef enum graph_traits {
    GRAPH_PLAIN = 0,
    GRAPH_COMMON = 1, /* has common moves */
    GRAPH_TWO = 2,    /* two makers */
    GRAPH_STRICT = 4, /* payoffs without ties */
    GRAPH_UNSURE = 8, /* unknown and strong preferences, attitudes */
    GRAPH_SMALL = 16  /* at most 3 options */
} graph_traits;

/* The model of this seed, checked; in `arena`, and no state of it is feasible for some seeds: then
 * false. */
bool graph_random(uint64_t seed, unsigned traits, truce_arena *arena, truce_graph_model *out);

typedef struct graph_brute {
    const truce_graph_model *model;
    uint32_t n, n_makers;
    truce_graph_state at[GRAPH_STATES_MAX];
    uint64_t worth[TRUCE_GRAPH_MAKERS_MAX][GRAPH_STATES_MAX];
    uint64_t moves[TRUCE_GRAPH_MAKERS_MAX][GRAPH_STATES_MAX]; /* [maker][from] */
    uint64_t ups[TRUCE_GRAPH_MAKERS_MAX][GRAPH_STATES_MAX];   /* those that are improvements */
} graph_brute;

void graph_brute_make(const truce_graph_model *model, graph_brute *out);

/* All states that those in `movers` (bit j) can bring about from s by steps of step[mover][from],
 * nobody twice in a row. */
uint64_t graph_brute_reach(const graph_brute *b, uint64_t step[][GRAPH_STATES_MAX], uint32_t movers,
                           uint32_t s);

/* Is s stable for maker i, by the definition in docs/stability.md? */
bool graph_brute_stable(graph_brute *b, truce_graph_concept c, uint32_t i, uint32_t s);

#endif
