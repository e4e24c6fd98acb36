#include "stability/reach.h"

#include <string.h>

#include "stability/radix.h"

bool reach_make(const truce_graph_states *states, const classes *of, truce_arena *arena,
                reach *out) {
    const uint32_t n_makers = states->model->n_makers;
    const size_t n = states->n;
    reach r = {.states = states, .of = of};
    uint32_t ranks = 0;
    r.order = truce_arena_take(arena, n * sizeof *r.order);
    r.stack = truce_arena_take(arena, n * sizeof *r.stack);
    r.seen = truce_arena_zero(arena, n / 64 + 1, sizeof *r.seen);
    r.at = truce_arena_zero(arena, n_makers, sizeof *r.at);
    r.swept = truce_arena_zero(arena, n_makers, sizeof *r.swept);
    bool room =
        r.order != NULL && r.stack != NULL && r.seen != NULL && r.at != NULL && r.swept != NULL;
    for (uint32_t j = 0; room && j < n_makers; j++) {
        ranks = states->n_ranks[j] > ranks ? states->n_ranks[j] : ranks;
        r.at[j] = truce_arena_zero(arena, of[j].n, sizeof **r.at);
        r.swept[j] = truce_arena_zero(arena, of[j].directed ? of[j].n : 0, sizeof **r.swept);
        room = r.at[j] != NULL && r.swept[j] != NULL;
    }
    r.count = truce_arena_take(arena, ((size_t)ranks + 1) * sizeof *r.count);
    *out = r;
    return room && r.count != NULL;
}

/* What one search is about. */
typedef struct search {
    reach *r;
    bool improving;
    uint32_t *least;
    uint32_t top; /* the stack's */
} search;

static void meet(search *q, uint32_t state, uint32_t value) {
    uint64_t *const word = &q->r->seen[state / 64];
    const uint64_t bit = UINT64_C(1) << (state % 64);
    if ((*word & bit) == 0) {
        *word |= bit;
        q->least[state] = value;
        q->r->stack[q->top++] = state;
    }
}

/* All states from which maker j can go to state t, where all its options go both ways. */
static void sweep(search *q, uint32_t j, uint32_t t, uint32_t value) {
    const classes *const c = &q->r->of[j];
    const uint32_t k = c->of[t];
    const uint32_t end = q->improving ? c->worse[t] : c->begin[k + 1];
    uint32_t *const at = &q->r->at[j][k];
    while (*at < end) {
        meet(q, c->member[(*at)++], value);
    }
}

/* The same where some have a direction. Where a class was swept below a rank, those that lead to it
 * were as well. */
static void sweep_directed(search *q, uint32_t j, uint32_t t, uint32_t value) {
    const classes *const c = &q->r->of[j];
    const uint32_t *const rank = q->r->states->rank[j];
    const uint32_t k = c->of[t];
    const uint32_t below = q->improving ? rank[t] : UINT32_MAX;
    uint32_t *const at = q->r->at[j], *const swept = q->r->swept[j];
    if (swept[k] >= below) {
        return;
    }
    for (uint32_t b = c->group[k]; b < c->group_end[k]; b++) {
        if (swept[b] < below && classes_leads(c, b, k)) {
            swept[b] = below;
            while (at[b] < c->begin[b + 1] && rank[c->member[at[b]]] < below) {
                meet(q, c->member[at[b]++], value);
            }
        }
    }
}

void reach_least(reach *r, uint32_t maker, bool improving, const uint32_t *value, uint32_t *least) {
    const uint32_t n = r->states->n, n_makers = r->states->model->n_makers;
    search q = {.r = r, .improving = improving, .least = least};
    count_sort(value, n, r->states->n_ranks[maker], r->count, r->order);
    memset(r->seen, 0, ((size_t)n / 64 + 1) * sizeof *r->seen);
    for (uint32_t j = 0; j < n_makers; j++) {
        const classes *const c = &r->of[j];
        if (c->moves) {
            memcpy(r->at[j], c->begin, (size_t)c->n * sizeof *c->begin);
        }
        if (c->directed) {
            memset(r->swept[j], 0, (size_t)c->n * sizeof **r->swept);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t worst = value[r->order[i]];
        meet(&q, r->order[i], worst);
        while (q.top > 0) {
            const uint32_t t = r->stack[--q.top];
            for (uint32_t j = 0; j < n_makers; j++) {
                if (j == maker || !r->of[j].moves) {
                    continue;
                }
                if (r->of[j].directed) {
                    sweep_directed(&q, j, t, worst);
                } else {
                    sweep(&q, j, t, worst);
                }
            }
        }
    }
}
