/* Simultaneous answers: the maker takes an improvement, and some of the others one each, all from
 * the same state. For one maker after the other; every choice of an improvement or none for each of
 * the others is tried, until one is an answer.
 *
 * Where a table of all combinations fits, it goes before: floor[j][c] is the least that the makers
 * from j on could make of combination c with any change of their options at all, so that whole
 * branches without an answer are left out; floor[n] is the rank of each combination itself. */
#include <stdlib.h>
#include <string.h>

#include "stability/engine.h"
#include "truce/base/parallel.h"

enum { BLOCK = 4096, TABLE_OPTIONS_MAX = 24 };

typedef struct sim {
    const engine *e;
    uint32_t maker;
    uint64_t *stable;                            /* of it */
    size_t room[TRUCE_GRAPH_MAKERS_MAX + 1];     /* where each maker's improvements begin */
    uint32_t *floor[TRUCE_GRAPH_MAKERS_MAX + 1]; /* [maker][combination], or all NULL; makers that
                                                    can change nothing share that of the next */
    bool *failed;                                /* [block] */
} sim;

/* One state, and everybody's improvements from it. */
typedef struct instant {
    const sim *sim;
    uint32_t n_makers, rank; /* of the state, for the maker */
    const uint64_t *flips[TRUCE_GRAPH_MAKERS_MAX];
    uint32_t n[TRUCE_GRAPH_MAKERS_MAX];
} instant;

static bool is_answer(const instant *t, truce_graph_state s) {
    const sim *const q = t->sim;
    if (q->floor[0] != NULL) {
        return q->floor[t->n_makers][s] <= t->rank;
    }
    const uint32_t at = truce_graph_find(q->e->states, s);
    return at != TRUCE_GRAPH_NONE && q->e->states->rank[q->maker][at] <= t->rank;
}

/* Does some choice of the others from j on, at least one, make an answer of combination s? These
 * options have been changed to come to it. */
static bool answered(const instant *t, uint32_t j, truce_graph_state s, uint64_t changed) {
    const sim *const q = t->sim;
    for (; j < t->n_makers; j++) {
        if (q->floor[0] != NULL && q->floor[j][s] > t->rank) {
            return false;
        }
        for (uint32_t i = 0; i < t->n[j] && j != q->maker; i++) {
            const uint64_t flip = t->flips[j][i];
            if ((flip & changed) == 0 &&
                (is_answer(t, s ^ flip) || answered(t, j + 1, s ^ flip, changed | flip))) {
                return true;
            }
        }
    }
    return false;
}

static bool stable_at(const instant *t, truce_graph_state s) {
    const uint32_t maker = t->sim->maker;
    const uint32_t *const floor = t->sim->floor[0];
    for (uint32_t i = 0; i < t->n[maker] && floor != NULL; i++) {
        if (floor[s ^ t->flips[maker][i]] > t->rank) {
            return false; /* seen at once */
        }
    }
    for (uint32_t i = 0; i < t->n[maker]; i++) {
        const uint64_t flip = t->flips[maker][i];
        if (!answered(t, 0, s ^ flip, flip)) {
            return false;
        }
    }
    return true;
}

static void find_block(const sim *q, uint32_t block) {
    const truce_graph_states *const states = q->e->states;
    instant t = {.sim = q, .n_makers = states->model->n_makers};
    uint64_t *const flips = malloc((q->room[t.n_makers] + 1) * sizeof *flips);
    const uint32_t end = states->n - block * BLOCK < BLOCK ? states->n : (block + 1) * BLOCK;
    q->failed[block] = flips == NULL;
    for (uint32_t s = block * BLOCK; flips != NULL && s < end; s++) {
        t.rank = states->rank[q->maker][s];
        t.flips[q->maker] = flips + q->room[q->maker];
        t.n[q->maker] = engine_improvements(q->e, q->maker, s, flips + q->room[q->maker]);
        for (uint32_t j = 0; j < t.n_makers && t.n[q->maker] > 0; j++) {
            t.flips[j] = flips + q->room[j];
            t.n[j] = engine_improvements(q->e, j, s, flips + q->room[j]);
        }
        q->stable[s / 64] |= (uint64_t)stable_at(&t, truce_graph_at(states, s)) << (s % 64);
    }
    free(flips);
}

static void find_blocks(void *of, size_t from, size_t to) {
    for (size_t b = from; b < to; b++) {
        find_block(of, (uint32_t)b);
    }
}

/* Each number becomes the least of its own and of those that differ from it in these options. */
static void sink(uint32_t *floor, size_t n, uint64_t options) {
    for (; options != 0; options &= options - 1) {
        const size_t bit = (size_t)(options & ~(options - 1));
        for (size_t begin = 0; begin < n; begin += 2 * bit) {
            for (size_t c = begin; c < begin + bit; c++) {
                const uint32_t least = floor[c] < floor[c + bit] ? floor[c] : floor[c + bit];
                floor[c] = floor[c + bit] = least;
            }
        }
    }
}

/* False when memory is out. */
static bool make_floors(sim *q, truce_arena *arena) {
    const truce_graph_states *const states = q->e->states;
    const truce_graph_model *const m = states->model;
    const size_t n = (size_t)1 << (m->n_options <= TABLE_OPTIONS_MAX ? m->n_options : 0);
    if (q->e->classes == NULL || m->n_options > TABLE_OPTIONS_MAX || n / 64 > states->n) {
        return true;
    }
    uint32_t *floor = truce_arena_take(arena, n * sizeof *floor);
    if (floor == NULL) {
        return false;
    }
    memset(floor, 0xFF, n * sizeof *floor);
    for (uint32_t s = 0; s < states->n; s++) {
        floor[truce_graph_at(states, s)] = states->rank[q->maker][s];
    }
    q->floor[m->n_makers] = floor;
    for (uint32_t j = m->n_makers; j > 0; j--) {
        q->floor[j - 1] = q->floor[j];
        if (q->e->classes[j - 1].moves && j - 1 != q->maker) {
            floor = truce_arena_take(arena, n * sizeof *floor);
            if (floor == NULL) {
                return false;
            }
            memcpy(floor, q->floor[j], n * sizeof *floor);
            sink(floor, n, truce_graph_own(m, j - 1));
            q->floor[j - 1] = floor;
        }
    }
    return true;
}

static bool find_one(const engine *e, uint32_t maker, uint32_t threads, uint64_t *stable) {
    const uint32_t n_makers = e->states->model->n_makers;
    const uint32_t n_blocks = (e->states->n + BLOCK - 1) / BLOCK;
    truce_arena arena = truce_arena_new();
    sim q = {.e = e, .maker = maker, .stable = stable};
    q.failed = truce_arena_zero(&arena, n_blocks, sizeof *q.failed);
    for (uint32_t i = 0; i < n_makers; i++) {
        q.room[i + 1] = q.room[i] + engine_most_moves(e, i);
    }
    bool done = q.failed != NULL && make_floors(&q, &arena);
    if (done) {
        truce_parallel_on(n_blocks, threads, find_blocks, &q);
    }
    for (uint32_t b = 0; done && b < n_blocks; b++) {
        done = !q.failed[b];
    }
    truce_arena_clear(&arena);
    return done;
}

truce_status sim_find(const engine *e, uint32_t threads, uint64_t *const *stable,
                      truce_error *err) {
    for (uint32_t i = 0; i < e->states->model->n_makers; i++) {
        if (!find_one(e, i, threads, stable[i])) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for simultaneous answers");
        }
    }
    return TRUCE_OK;
}
