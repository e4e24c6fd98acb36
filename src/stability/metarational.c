/* Let W_k(t) be the least rank v such that the others, to move at t with k moves left, can answer
 * somebody who came from a state of rank v. They choose a state x that they can bring about, and
 * the maker the worst for them of what it can do from there: nothing, or a move to y, which is met
 * when p(y) <= v or, with moves left, when W_{k-2}(y) <= v. So
 *
 *   W_k(t) = the least over x of max(p(x), the largest over y of min(p(y), W_{k-2}(y)))
 *
 * where W_0 answers nothing and W_1 ends with x. Each is one search (reach.h) and one pass. */
#include "truce/stability/metarational.h"

#include <stdlib.h>
#include <string.h>

#include "stability/engine.h"
#include "truce/base/parallel.h"

typedef struct finding {
    const engine *e;
    uint32_t moves;
    uint64_t *stable[TRUCE_GRAPH_MAKERS_MAX];
    uint32_t settled[TRUCE_GRAPH_MAKERS_MAX];
    bool failed[TRUCE_GRAPH_MAKERS_MAX];
} finding;

/* What an answer x is worth: in place, `answer` held W_{k-2}. */
static void weigh_answers(const engine *e, engine_room *room, uint32_t maker, uint32_t *answer) {
    const uint32_t *const rank = e->states->rank[maker];
    for (uint32_t y = 0; y < e->states->n; y++) {
        answer[y] = answer[y] < rank[y] ? answer[y] : rank[y];
    }
    engine_raise(e, room, maker, answer);
    for (uint32_t x = 0; x < e->states->n; x++) {
        answer[x] = answer[x] > rank[x] ? answer[x] : rank[x];
    }
}

/* [3][states]: W, what it is computed from, and W before. */
static uint32_t look_ahead(const engine *e, engine_room *room, uint32_t maker, uint32_t ahead,
                           uint32_t *rooms[3]) {
    const uint32_t n = e->states->n;
    const size_t bytes = (size_t)n * sizeof(uint32_t);
    uint32_t *const answered = rooms[0], *const value = rooms[1], *const before = rooms[2];
    uint32_t left = (ahead - 1) % 2; /* moves that W knows */
    if (left == 0) {
        memset(answered, 0xFF, bytes);
    } else {
        engine_least(e, room, maker, false, e->states->rank[maker], answered);
    }
    while (left + 2 <= ahead - 1) {
        memcpy(before, answered, bytes);
        memcpy(value, answered, bytes);
        weigh_answers(e, room, maker, value);
        engine_least(e, room, maker, false, value, answered);
        left += 2;
        if (memcmp(before, answered, bytes) == 0) {
            return left - 1; /* was h already with two moves fewer */
        }
    }
    return 0;
}

static void find_maker(finding *f, uint32_t maker) {
    const truce_graph_states *const states = f->e->states;
    const uint32_t *const rank = states->rank[maker];
    truce_arena arena = truce_arena_new();
    engine_room room;
    uint32_t *rooms[3];
    f->failed[maker] = !engine_room_make(f->e, &arena, &room);
    for (int i = 0; i < 3; i++) {
        rooms[i] = truce_arena_take(&arena, (size_t)states->n * sizeof *rooms[i]);
        f->failed[maker] = f->failed[maker] || rooms[i] == NULL;
    }
    if (!f->failed[maker]) {
        uint32_t *const w = rooms[0];
        f->settled[maker] = look_ahead(f->e, &room, maker, f->moves, rooms);
        for (uint32_t t = 0; t < states->n; t++) {
            w[t] = w[t] < rank[t] ? w[t] : rank[t];
        }
        engine_raise(f->e, &room, maker, w);
        for (uint32_t s = 0; s < states->n; s++) {
            f->stable[maker][s / 64] |= (uint64_t)(w[s] <= rank[s]) << (s % 64);
        }
    }
    truce_arena_clear(&arena);
}

static void find_makers(void *of, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        find_maker(of, (uint32_t)i);
    }
}

truce_status truce_metarational_find(const truce_graph_states *states, uint32_t ahead,
                                     uint32_t threads, truce_arena *arena, truce_metarational *out,
                                     truce_error *err) {
    const uint32_t n_makers = states->model->n_makers;
    const size_t words = (size_t)states->n / 64 + 1;
    truce_arena scratch = truce_arena_new();
    finding f = {.moves = ahead > 0 ? ahead : 1};
    truce_metarational found = {.moves = f.moves};
    engine e;
    truce_status status = engine_make(states, &scratch, &e, err);
    uint64_t *const all = truce_arena_zero(arena, words, sizeof *all);
    bool room = all != NULL;
    f.e = &e;
    for (uint32_t i = 0; i < n_makers; i++) {
        f.stable[i] = truce_arena_zero(arena, words, sizeof *all);
        found.stable[i] = f.stable[i];
        room = room && f.stable[i] != NULL;
    }
    if (status == TRUCE_OK && room) {
        truce_parallel_on(n_makers, threads, find_makers, &f);
        found.settled = 1;
        memset(all, 0xFF, words * sizeof *all);
        for (uint32_t i = 0; i < n_makers; i++) {
            room = room && !f.failed[i];
            found.settled = f.settled[i] == 0 || found.settled == 0 ? 0
                            : f.settled[i] > found.settled          ? f.settled[i]
                                                                    : found.settled;
            for (size_t w = 0; w < words; w++) {
                all[w] &= f.stable[i][w];
            }
        }
        found.equilibria = all;
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK && !room) {
        status =
            truce_fail(err, TRUCE_ENOMEM, "no memory to look %u moves ahead", (unsigned)f.moves);
    }
    if (status == TRUCE_OK) {
        *out = found;
    }
    return status;
}
