#include "stability/moves.h"

#include <inttypes.h>
#include <stdlib.h>

uint64_t moves_open(const truce_graph_model *m, uint32_t maker, truce_graph_state s) {
    uint64_t open = 0;
    for (uint32_t k = 0; k < m->n_options; k++) {
        const truce_graph_option *const o = &m->options[k];
        const bool taken = (s >> k & 1) != 0;
        const bool can =
            o->direction == TRUCE_GRAPH_BOTH || taken == (o->direction == TRUCE_GRAPH_BACK);
        open |= (uint64_t)(o->owner == maker && can) << k;
    }
    for (uint32_t i = 0; i < m->n_infeasible; i++) {
        const truce_graph_pattern p = m->infeasible[i];
        const bool one = p.care != 0 && (p.care & (p.care - 1)) == 0;
        open &= one && ((s ^ p.taken) & p.care) != 0 ? ~p.care : UINT64_MAX;
    }
    return open;
}

/* A list that grows to MOVES_MAX. */
typedef struct list {
    uint32_t *at;
    size_t n, cap;
    size_t *total; /* of all makers */
} list;

static truce_status push(list *l, uint32_t to, truce_error *err) {
    if (*l->total == MOVES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "more than %" PRIu32 " moves; this is only done for "
                          "smaller models",
                          MOVES_MAX);
    }
    if (l->n == l->cap) {
        const size_t cap = l->cap == 0 ? 256 : l->cap * 2;
        uint32_t *const grown = realloc(l->at, cap * sizeof *grown);
        if (grown == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu moves", cap);
        }
        l->at = grown;
        l->cap = cap;
    }
    l->at[l->n++] = to;
    ++*l->total;
    return TRUCE_OK;
}

static int rising(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left, r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* Sort what was added from `begin` on, each once. */
static void settle(list *l, size_t begin) {
    if (l->n == begin) {
        return;
    }
    qsort(l->at + begin, l->n - begin, sizeof *l->at, rising);
    size_t kept = begin + 1;
    for (size_t i = begin + 1; i < l->n; i++) {
        if (l->at[i] != l->at[kept - 1]) {
            l->at[kept++] = l->at[i];
        }
    }
    *l->total -= l->n - kept;
    l->n = kept;
}

static truce_status add_from(const truce_graph_states *states, uint32_t maker, uint32_t from,
                             list *l, truce_error *err) {
    const truce_graph_model *const m = states->model;
    const truce_graph_state s = truce_graph_at(states, from);
    const uint64_t open = moves_open(m, maker, s);
    const size_t begin = l->n;
    truce_status status = TRUCE_OK;
    for (uint32_t to = 0; moves_by_list(states, open) && to < states->n && status == TRUCE_OK;
         to++) {
        const bool leads = to != from && ((truce_graph_at(states, to) ^ s) & ~open) == 0;
        status = leads ? push(l, to, err) : TRUCE_OK;
    }
    for (uint64_t flip = moves_by_list(states, open) ? 0 : moves_next(open, 0);
         flip != 0 && status == TRUCE_OK; flip = moves_next(open, flip)) {
        const uint32_t to = truce_graph_find(states, s ^ flip);
        status = to != TRUCE_GRAPH_NONE ? push(l, to, err) : TRUCE_OK;
    }
    for (uint32_t i = 0; i < m->n_common && status == TRUCE_OK; i++) {
        const truce_graph_common *const c = &m->common[i];
        if ((c->makers >> maker & 1) != 0 && truce_graph_matches(c->from, s)) {
            const uint32_t to = truce_graph_find(states, (s & ~c->to.care) | c->to.taken);
            status = to != TRUCE_GRAPH_NONE && to != from ? push(l, to, err) : TRUCE_OK;
        }
    }
    settle(l, begin);
    return status;
}

static truce_status list_one(const truce_graph_states *states, uint32_t maker, size_t *total,
                             truce_arena *arena, moves *out, truce_error *err) {
    list l = {.total = total};
    truce_status status = TRUCE_OK;
    out->begin = truce_arena_zero(arena, (size_t)states->n + 1, sizeof *out->begin);
    if (out->begin == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for moves");
    }
    for (uint32_t s = 0; s < states->n && status == TRUCE_OK; s++) {
        status = add_from(states, maker, s, &l, err);
        out->begin[s + 1] = (uint32_t)l.n;
    }
    if (status == TRUCE_OK) {
        out->to = truce_arena_take(arena, l.n * sizeof *out->to);
        if (out->to == NULL) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for %zu moves", l.n);
        } else if (l.n > 0) {
            memcpy(out->to, l.at, l.n * sizeof *l.at);
        }
    }
    free(l.at);
    return status;
}

truce_status moves_list(const truce_graph_states *states, truce_arena *arena, const moves **out,
                        truce_error *err) {
    const uint32_t n = states->model->n_makers;
    uint64_t tried = 0; /* before any is: also those that lead nowhere take time */
    for (uint32_t i = 0; i < n; i++) {
        const int own = __builtin_popcountll(truce_graph_own(states->model, i));
        tried += own < 32 ? (uint64_t)states->n << own : UINT64_MAX / 32;
    }
    if (tried > UINT64_C(64) * MOVES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "more than %" PRIu32 " moves; this is only done for "
                          "smaller models",
                          MOVES_MAX);
    }
    moves *const of = truce_arena_zero(arena, n, sizeof *of);
    truce_status status = of != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory");
    size_t total = 0;
    for (uint32_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = list_one(states, i, &total, arena, &of[i], err);
    }
    if (status == TRUCE_OK) {
        *out = of;
    }
    return status;
}

bool moves_turn(const moves *of, uint32_t n, truce_arena *arena, moves *out) {
    const uint32_t total = of->begin[n];
    moves turned = {.begin = truce_arena_zero(arena, (size_t)n + 2, sizeof *turned.begin),
                    .to = truce_arena_take(arena, (size_t)total * sizeof *turned.to)};
    if (turned.begin == NULL || turned.to == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < total; i++) {
        turned.begin[of->to[i] + 2]++;
    }
    for (uint32_t s = 0; s < n; s++) {
        turned.begin[s + 2] += turned.begin[s + 1];
    }
    for (uint32_t s = 0; s < n; s++) { /* begin[t + 1] moves from t's begin to its end */
        for (uint32_t i = of->begin[s]; i < of->begin[s + 1]; i++) {
            turned.to[turned.begin[of->to[i] + 1]++] = s;
        }
    }
    *out = turned;
    return true;
}
