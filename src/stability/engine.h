/* engine.h - the two questions that stability is made of, answered by classes where moves are
 * transitive and by lists of moves where common ones are not (private to the room). */
#ifndef TRUCE_STABILITY_ENGINE_H
#define TRUCE_STABILITY_ENGINE_H

#include "stability/moves.h"
#include "stability/reach.h"
#include "truce/stability/stable.h"

typedef struct engine {
    const truce_graph_states *states;
    const classes *classes;    /* [maker], or NULL: */
    const moves *forth, *back; /* [maker], as they go and turned round */
} engine;

/* Fails as truce_stable_find() does. */
TRUCE_MUST_USE truce_status engine_make(const truce_graph_states *states, truce_arena *arena,
                                        engine *out, truce_error *err);

/* What one thread needs. */
typedef struct engine_room {
    reach reach;
    uint32_t *scratch; /* by classes: one for each class of the maker with most; else [states] */
    uint8_t *phase, *first;
} engine_room;

/* False when memory is out; it is taken from `arena`. */
bool engine_room_make(const engine *e, truce_arena *arena, engine_room *out);

/* In place, [states]: for each the largest of its own number and those of the states to which the
 * maker can move from it. */
void engine_raise(const engine *e, engine_room *room, uint32_t maker, uint32_t *value);

/* As reach_least(). */
void engine_least(const engine *e, engine_room *room, uint32_t maker, bool improving,
                  const uint32_t *value, uint32_t *least);

/* The changes that an improvement of maker j from s consists of, into `flips`, as many as they are.
 * `flips` has room for all moves of j from s. */
uint32_t engine_improvements(const engine *e, uint32_t j, uint32_t s, uint64_t *flips);

/* How much room that is. */
uint32_t engine_most_moves(const engine *e, uint32_t j);

/* sim.c: stable[maker] where asked. */
TRUCE_MUST_USE truce_status sim_find(const engine *e, uint32_t threads, uint64_t *const *stable,
                                     truce_error *err);

#endif
