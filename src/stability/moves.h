/* moves.h - every move of a model, written out: for small models, and for those with common moves,
 * which need not be transitive (private to the room). */
#ifndef TRUCE_STABILITY_MOVES_H
#define TRUCE_STABILITY_MOVES_H

#include "truce/stability/states.h"

#define MOVES_MAX (UINT32_C(1) << 26) /* of all makers together */

/* The moves of one maker: from state s to to[begin[s]] .. to[begin[s + 1] - 1], rising. */
typedef struct moves {
    uint32_t *begin; /* [states + 1] */
    uint32_t *to;
} moves;

/* For each maker, [n_makers]. Fails with TRUCE_ELIMIT (more than MOVES_MAX) or TRUCE_ENOMEM.
 * O(moves * log states), also of those to infeasible states. */
TRUCE_MUST_USE truce_status moves_list(const truce_graph_states *states, truce_arena *arena,
                                       const moves **out, truce_error *err);

/* The same moves by where they lead: those that lead to s come from to[begin[s]] .., rising. False
 * when memory is out. */
bool moves_turn(const moves *of, uint32_t n_states, truce_arena *arena, moves *out);

/* For each i of [begin[s], begin[s + 1]): has maker j something to gain? */
static inline bool moves_improves(const truce_graph_states *states, uint32_t maker, uint32_t from,
                                  uint32_t to) {
    return states->rank[maker][to] > states->rank[maker][from];
}

/* The options that a maker can change in one move from s, as directions allow and as far as they
 * are not held one way. O(options + infeasible patterns) */
uint64_t moves_open(const truce_graph_model *model, uint32_t maker, truce_graph_state s);

/* The next choice of some of `open` after `chosen`, rising; 0 after the last. */
static inline uint64_t moves_next(uint64_t open, uint64_t chosen) {
    return (chosen - open) & open;
}

/* Are there fewer states than choices of some of `open`? */
static inline bool moves_by_list(const truce_graph_states *states, uint64_t open) {
    const int n = __builtin_popcountll(open);
    return n >= 32 || UINT64_C(1) << n > states->n;
}

#endif
