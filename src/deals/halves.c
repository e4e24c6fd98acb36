#include "deals/halves.h"

#include <stdlib.h>

#include "deals/pairs.h"
#include "deals/wide.h"
#include "solve/key_heap.h"

truce_status halves_number(const uint64_t *words, size_t n, truce_arena *arena, truce_bigint *out) {
    truce_arena scratch = truce_arena_new();
    uint32_t *half = truce_arena_take(&scratch, 2 * n * sizeof *half);
    for (size_t i = 0; half != NULL && i < n; i++) {
        half[2 * i] = (uint32_t)words[i];
        half[2 * i + 1] = (uint32_t)(words[i] >> 32);
    }
    const truce_status status =
        half != NULL ? truce_bigint_from_words(half, 2 * n, arena, out, NULL) : TRUCE_ENOMEM;
    truce_arena_clear(&scratch);
    return status;
}

/* ---- who sends next -------------------------------------------------------------------------- */

typedef struct turns {
    passing *p;
    uint32_t *waiting; /* [clique]: edges that have not brought anything yet */
    bool *has_sent;
    key_heap heap;
} turns;

/* The only edge that brought nothing. */
static uint32_t open_edge(const turns *t, uint32_t from) {
    const clique *const c = &t->p->all->at[from];
    uint32_t e = 0;
    while (e < c->n_edges && t->has_sent[c->edges[e].to]) {
        e++;
    }
    return e < c->n_edges ? e : WAYS_NOWHERE;
}

static bool put(turns *t, uint32_t clique_number) {
    return key_heap_put(&t->heap, passing_cost(t->p, clique_number, open_edge(t, clique_number)),
                        clique_number);
}

/* Does it look as if the sums that are left cost more than there are steps for? Who sends next has
 * the fewest, so every choice that is left to be added costs about as much at least, and pairing
 * the halves more. */
static bool is_hopeless(const turns *t, double choices_left) {
    const passing *const p = t->p;
    if (p->mode != PASSING_EXACT || p->steps_max == 0 || t->heap.n == 0) {
        return false;
    }
    const keyed *const next = &t->heap.at[0];
    const double choices = (double)p->all->at[next->number].choices;
    const double each = (double)next->key / choices;
    const double left =
        (double)passing_steps(p, each * choices_left, choices) + pairs_steps(p->b, each, each);
    return (double)p->steps + left > (double)p->steps_max;
}

/* All but the last two send, who are then neighbours. */
static sums_end send_inwards(turns *t) {
    const cliques *const all = t->p->all;
    for (uint32_t i = 0; i < all->n; i++) {
        t->waiting[i] = all->at[i].n_edges;
        if (t->waiting[i] == 1 && !put(t, i)) {
            return SUMS_NO_MEMORY;
        }
    }
    double choices_left = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        choices_left += (double)all->at[i].choices;
    }
    for (uint32_t left = all->n; left > 2; left--) {
        if (is_hopeless(t, choices_left)) {
            return SUMS_TOO_MANY;
        }
        const uint32_t from = key_heap_take(&t->heap).number;
        const uint32_t edge = open_edge(t, from);
        const sums_end end = passing_send(t->p, from, edge);
        if (end != SUMS_DONE) {
            return end;
        }
        const uint32_t to = all->at[from].edges[edge].to;
        t->has_sent[from] = true;
        choices_left -= (double)all->at[from].choices;
        if (--t->waiting[to] == 1 && !put(t, to)) {
            return SUMS_NO_MEMORY;
        }
    }
    return SUMS_DONE;
}

/* ---- the meeting ----------------------------------------------------------------------------- */

static sums_end add_up(const uint64_t *total, size_t n, truce_arena *arena, truce_bigint *out) {
    return halves_number(total, n, arena, out) == TRUCE_OK ? SUMS_DONE : SUMS_NO_MEMORY;
}

static sums_end count_pairs(passing *p, uint32_t left, uint32_t right, truce_arena *arena,
                            truce_bigint *out) {
    const size_t n = (size_t)((p->bits[left] + p->bits[right]) / 64 + 1);
    const sums *const l = &p->sent[left];
    const sums *const r = &p->sent[right];
    truce_arena scratch = truce_arena_new();
    uint64_t *total = truce_arena_zero(&scratch, n, sizeof *total);
    bool ok = total != NULL;
    for (size_t cell = 0; ok && cell < l->n_cells; cell++) {
        ok = pairs_count(p->b, l, r, cell, total, (uint32_t)n, NULL);
    }
    const sums_end end = ok ? add_up(total, n, arena, out) : SUMS_NO_MEMORY;
    truce_arena_clear(&scratch);
    return end;
}

/* A tree of one clique. */
static sums_end count_alone(passing *p, truce_arena *arena, truce_bigint *out) {
    const sums *const s = &p->sent[0];
    truce_arena scratch = truce_arena_new();
    uint64_t *total = truce_arena_zero(&scratch, (size_t)s->count + 1, sizeof *total);
    static const uint64_t one[] = {1};
    for (size_t i = 0; total != NULL && i < s->n; i++) {
        wide_add_product(total, s->count + 1, s->words + i * sums_stride(s) + s->key, s->count, one,
                         1);
    }
    const sums_end made =
        total != NULL ? add_up(total, (size_t)s->count + 1, arena, out) : SUMS_NO_MEMORY;
    truce_arena_clear(&scratch);
    return made;
}

sums_end halves_meet(passing *p) {
    if (p->all->n == 1) {
        return passing_send(p, 0, WAYS_NOWHERE);
    }
    turns t = {.p = p};
    t.waiting = truce_arena_zero(&p->arena, p->all->n, sizeof *t.waiting);
    t.has_sent = truce_arena_zero(&p->arena, p->all->n, sizeof *t.has_sent);
    sums_end end = t.waiting != NULL && t.has_sent != NULL ? send_inwards(&t) : SUMS_NO_MEMORY;
    if (end == SUMS_DONE) {
        const uint32_t left = key_heap_take(&t.heap).number;
        const uint32_t edge = open_edge(&t, left);
        const clique_edge *const e = &p->all->at[left].edges[edge];
        end = passing_send(p, left, edge);
        if (end == SUMS_DONE) {
            end = passing_send(p, e->to, e->back);
        }
    }
    free(t.heap.at);
    return end;
}

sums_end halves_count(passing *p, truce_arena *arena, truce_bigint *out) {
    const sums_end end = halves_meet(p);
    if (end != SUMS_DONE) {
        return end;
    }
    const uint32_t n = p->all->n;
    if (n == 1) {
        return count_alone(p, arena, out);
    }
    const uint32_t left = p->order[n - 2];
    const uint32_t right = p->order[n - 1];
    if (p->mode == PASSING_EXACT && p->steps_max > 0 &&
        (double)p->steps + pairs_steps(p->b, (double)p->sent[left].n, (double)p->sent[right].n) >
            (double)p->steps_max) {
        return SUMS_TOO_MANY;
    }
    return count_pairs(p, left, right, arena, out);
}

/* Cliques in the order in which they are met from the start, turned round; along[]: the edge back.
 */
static void plan_order(const cliques *all, uint32_t *order, uint32_t *along) {
    uint32_t first = all->n;
    uint32_t last = all->n;
    order[--first] = all->start;
    along[all->start] = WAYS_NOWHERE;
    while (last > first) {
        const uint32_t from = order[--last];
        const clique *const c = &all->at[from];
        for (uint32_t e = 0; e < c->n_edges; e++) {
            if (e != along[from]) {
                along[c->edges[e].to] = c->edges[e].back;
                order[--first] = c->edges[e].to;
            }
        }
    }
}

sums_end halves_to_end(passing *p) {
    uint32_t *order = truce_arena_take(&p->arena, p->all->n * sizeof *order);
    uint32_t *along = truce_arena_take(&p->arena, p->all->n * sizeof *along);
    if (order == NULL || along == NULL) {
        return SUMS_NO_MEMORY;
    }
    plan_order(p->all, order, along);
    sums_end end = SUMS_DONE;
    for (uint32_t i = 0; end == SUMS_DONE && i < p->all->n; i++) {
        end = passing_send(p, order[i], along[order[i]]);
    }
    return end;
}
