/* legal.h - the states that several can bring about by legal sequences: any of them may move, and
 * again later, only not twice in a row (private to the room). */
#ifndef TRUCE_STABILITY_LEGAL_H
#define TRUCE_STABILITY_LEGAL_H

#include "stability/moves.h"

/* Scratch for one question after the other. */
typedef struct legal_room {
    uint32_t n_states, n_makers;
    uint8_t *phase, *first; /* [states] */
    uint32_t *stack;        /* [4 * (states + 1)] */
} legal_room;

/* False when memory is out; it is taken from `arena`. */
bool legal_room_make(const truce_graph_states *states, truce_arena *arena, legal_room *out);

/* Set in `set`, cleared before, the bits of all states that those in `movers` (bit j) can bring
 * about from s, of which s itself is only one where they can come back to it. O(steps met) */
void legal_reach(legal_room *room, const moves *steps, uint32_t movers, uint32_t s, uint64_t *set);

/* Of the moves of each maker, those for which `may` holds; NULL when memory is out. */
const moves *legal_steps(const truce_graph_states *states, const moves *of,
                         bool (*may)(const void *context, uint32_t maker, uint32_t from,
                                     uint32_t to),
                         const void *context, truce_arena *arena);

static inline size_t legal_words(uint32_t n_states) {
    return (size_t)n_states / 64 + 1;
}

#endif
