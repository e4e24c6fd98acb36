/* For one maker, with p a state's rank: let best(s) be the best that it can reach by itself from s,
 * and least(t) the smallest value that the others can bring about from t. An improvement from s to
 * t is answered exactly when least(t) <= p(s), where values are p for gmr and seq, and best for smr
 * and sseq. So s is stable when no t that the maker can move to has min(least(t), p(t)) > p(s): the
 * second member leaves out what is no improvement. The largest of these over a class is one pass.
 */
#include "truce/stability/stable.h"

#include <stdlib.h>
#include <string.h>

#include "stability/engine.h"
#include "truce/base/parallel.h"

const char *truce_graph_concept_key(truce_graph_concept concept) {
    static const char *const keys[] = {"nash", "gmr", "smr", "seq", "sseq", "sim"};
    return keys[concept];
}

typedef struct finding {
    const engine *e;
    uint32_t concepts;
    uint64_t *stable[TRUCE_CONCEPTS][TRUCE_GRAPH_MAKERS_MAX];
    bool failed[TRUCE_GRAPH_MAKERS_MAX]; /* by maker: memory was out */
} finding;

static void keep_where_equal(const uint32_t *a, const uint32_t *rank, uint32_t n, uint64_t *bits) {
    for (uint32_t s = 0; s < n; s++) {
        bits[s / 64] |= (uint64_t)(a[s] <= rank[s]) << (s % 64);
    }
}

static void find_one(const engine *e, engine_room *room, uint32_t maker, bool improving,
                     const uint32_t *value, uint32_t *least, uint64_t *bits) {
    const uint32_t n = e->states->n;
    const uint32_t *const rank = e->states->rank[maker];
    engine_least(e, room, maker, improving, value, least);
    for (uint32_t s = 0; s < n; s++) {
        least[s] = least[s] < rank[s] ? least[s] : rank[s];
    }
    engine_raise(e, room, maker, least);
    keep_where_equal(least, rank, n, bits);
}

static void find_maker(finding *f, uint32_t maker) {
    const truce_graph_states *const states = f->e->states;
    const uint32_t *const rank = states->rank[maker];
    truce_arena arena = truce_arena_new();
    engine_room room;
    uint32_t *const best = truce_arena_take(&arena, (size_t)states->n * sizeof *best);
    uint32_t *const least = truce_arena_take(&arena, (size_t)states->n * sizeof *least);
    f->failed[maker] = best == NULL || least == NULL || !engine_room_make(f->e, &arena, &room);
    if (!f->failed[maker]) {
        memcpy(best, rank, (size_t)states->n * sizeof *best);
        engine_raise(f->e, &room, maker, best);
        if (f->stable[TRUCE_NASH][maker] != NULL) {
            keep_where_equal(best, rank, states->n, f->stable[TRUCE_NASH][maker]);
        }
        for (truce_graph_concept c = TRUCE_GMR; c <= TRUCE_SSEQ; c++) {
            if (f->stable[c][maker] != NULL) {
                find_one(f->e, &room, maker, c == TRUCE_SEQ || c == TRUCE_SSEQ,
                         c == TRUCE_GMR || c == TRUCE_SEQ ? rank : best, least,
                         f->stable[c][maker]);
            }
        }
    }
    truce_arena_clear(&arena);
}

static void find_makers(void *of, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        find_maker(of, (uint32_t)i);
    }
}

static truce_status take_bits(finding *f, truce_arena *arena, truce_stable *out, truce_error *err) {
    const uint32_t n_makers = f->e->states->model->n_makers;
    const size_t words = (size_t)f->e->states->n / 64 + 1;
    for (int c = 0; c < TRUCE_CONCEPTS; c++) {
        for (uint32_t i = 0; (f->concepts >> c & 1) != 0 && i < n_makers; i++) {
            f->stable[c][i] = truce_arena_zero(arena, words, sizeof(uint64_t));
            if (f->stable[c][i] == NULL) {
                return truce_fail(err, TRUCE_ENOMEM, "no memory for what is stable");
            }
            out->stable[c][i] = f->stable[c][i];
        }
    }
    return TRUCE_OK;
}

static truce_status meet_equilibria(const finding *f, truce_arena *arena, truce_stable *out,
                                    truce_error *err) {
    const size_t words = (size_t)f->e->states->n / 64 + 1;
    for (int c = 0; c < TRUCE_CONCEPTS; c++) {
        if (out->stable[c][0] == NULL) {
            continue;
        }
        uint64_t *const all = truce_arena_take(arena, words * sizeof *all);
        if (all == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for equilibria");
        }
        memcpy(all, out->stable[c][0], words * sizeof *all);
        for (uint32_t i = 1; i < f->e->states->model->n_makers; i++) {
            for (size_t w = 0; w < words; w++) {
                all[w] &= out->stable[c][i][w];
            }
        }
        out->equilibria[c] = all;
    }
    return TRUCE_OK;
}

truce_status truce_stable_find(const truce_graph_states *states,
                               const truce_stable_options *options, truce_arena *arena,
                               truce_stable *out, truce_error *err) {
    const truce_stable_options all = {.concepts = 0};
    const truce_stable_options *const o = options != NULL ? options : &all;
    const uint32_t n_makers = states->model->n_makers;
    finding f = {.concepts = o->concepts != 0 ? o->concepts : (1U << TRUCE_CONCEPTS) - 1};
    truce_arena scratch = truce_arena_new();
    truce_stable found = {.states = states};
    engine e;
    truce_status status = engine_make(states, &scratch, &e, err);
    f.e = &e;
    if (status == TRUCE_OK) {
        status = take_bits(&f, arena, &found, err);
    }
    if (status == TRUCE_OK && (f.concepts & ~(1U << TRUCE_SIM)) != 0) {
        truce_parallel_on(n_makers, o->threads, find_makers, &f);
        for (uint32_t i = 0; i < n_makers; i++) {
            status = f.failed[i] ? truce_fail(err, TRUCE_ENOMEM, "no memory to search %u states",
                                              (unsigned)states->n)
                                 : status;
        }
    }
    if (status == TRUCE_OK && (f.concepts >> TRUCE_SIM & 1) != 0) {
        status = sim_find(&e, o->threads, f.stable[TRUCE_SIM], err);
    }
    if (status == TRUCE_OK) {
        status = meet_equilibria(&f, arena, &found, err);
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = found;
    }
    return status;
}
