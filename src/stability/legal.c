/* Whoever moved to a state may not be the next to move. So a state that was entered by one is left
 * by all others, and one that a second maker enters as well is left by the first one too: each is
 * on the stack at most twice. */
#include "stability/legal.h"

#include <string.h>

enum { NEVER, BY_ONE, BY_SEVERAL };

bool legal_room_make(const truce_graph_states *states, truce_arena *arena, legal_room *out) {
    legal_room room = {.n_states = states->n, .n_makers = states->model->n_makers};
    room.phase = truce_arena_take(arena, states->n);
    room.first = truce_arena_take(arena, states->n);
    room.stack = truce_arena_take(arena, 4 * ((size_t)states->n + 1) * sizeof *room.stack);
    *out = room;
    return room.phase != NULL && room.first != NULL && room.stack != NULL;
}

/* How high the stack is afterwards. */
static size_t enter(legal_room *room, uint32_t state, uint32_t mover, size_t top, uint64_t *set) {
    uint32_t leave = 0;
    if (room->phase[state] == NEVER) {
        room->phase[state] = BY_ONE;
        room->first[state] = (uint8_t)mover;
        set[state / 64] |= UINT64_C(1) << (state % 64);
        leave = ~(UINT32_C(1) << mover);
    } else if (room->phase[state] == BY_ONE && room->first[state] != mover) {
        room->phase[state] = BY_SEVERAL;
        leave = UINT32_C(1) << room->first[state];
    }
    if (leave != 0) {
        room->stack[top++] = state;
        room->stack[top++] = leave;
    }
    return top;
}

void legal_reach(legal_room *room, const moves *steps, uint32_t movers, uint32_t s, uint64_t *set) {
    size_t top = 0;
    memset(room->phase, NEVER, room->n_states);
    memset(set, 0, legal_words(room->n_states) * sizeof *set);
    room->stack[top++] = s;
    room->stack[top++] = UINT32_MAX;
    while (top > 0) {
        const uint32_t by = room->stack[--top] & movers;
        const uint32_t from = room->stack[--top];
        for (uint32_t j = 0; j < room->n_makers; j++) {
            const moves *const m = &steps[j];
            for (uint32_t i = m->begin[from]; i < m->begin[from + 1] && (by >> j & 1) != 0; i++) {
                top = enter(room, m->to[i], j, top, set);
            }
        }
    }
}

const moves *legal_steps(const truce_graph_states *states, const moves *of,
                         bool (*may)(const void *context, uint32_t maker, uint32_t from,
                                     uint32_t to),
                         const void *context, truce_arena *arena) {
    const uint32_t n_makers = states->model->n_makers;
    moves *const kept = truce_arena_zero(arena, n_makers, sizeof *kept);
    for (uint32_t j = 0; kept != NULL && j < n_makers; j++) {
        const moves *const m = &of[j];
        kept[j].begin = truce_arena_take(arena, ((size_t)states->n + 1) * sizeof *kept->begin);
        kept[j].to = truce_arena_take(arena, (size_t)m->begin[states->n] * sizeof *kept->to);
        if (kept[j].begin == NULL || kept[j].to == NULL) {
            return NULL;
        }
        uint32_t n = 0;
        for (uint32_t s = 0; s < states->n; s++) {
            kept[j].begin[s] = n;
            for (uint32_t i = m->begin[s]; i < m->begin[s + 1]; i++) {
                if (may(context, j, s, m->to[i])) {
                    kept[j].to[n++] = m->to[i];
                }
            }
        }
        kept[j].begin[states->n] = n;
    }
    return kept;
}
