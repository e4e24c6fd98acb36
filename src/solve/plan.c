/* The variable whose table has the fewest cells goes first; its neighbours then become neighbours
 * of each other. Where even that table is too large, the one of its variables with the most
 * neighbours is fixed, which takes it out of all tables. Keys in the heap that became wrong are
 * found out when met. Neighbours that are gone stay in a list until it is made anew, so that taking
 * many away from one variable costs no more than their number. */
#include "solve/plan.h"

#include <stdlib.h>

#include "solve/key_heap.h"

enum { WORK_FACTOR = 64 };

typedef struct list {
    uint32_t *at;
    uint32_t n;
    size_t cap;
} list;

typedef struct work {
    const truce_domain *d;
    value_weights weights;
    truce_arena *arena;
    plan_limits limits;
    list *near;    /* [variable]: its neighbours, rising; skip those that are out */
    list *nogoods; /* [variable]: those with it */
    list *tables;  /* [variable]: buckets whose table has it */
    bool *nogood_used, *table_used;
    bool *out; /* [variable]: eliminated or fixed */
    key_heap heap;
    bucket *buckets;
    uint32_t n_buckets;
    uint32_t *fixed;
    uint32_t n_fixed;
    size_t words; /* of the tables that wait for their parents */
    uint64_t work;
} work;

static bool append(work *w, list *l, uint32_t number) {
    uint32_t *at = truce_arena_grow(w->arena, l->at, l->n, &l->cap, sizeof *at);
    if (at != NULL) {
        l->at = at;
        l->at[l->n++] = number;
    }
    return at != NULL;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static void sort_once(list *l) {
    uint32_t kept = 0;
    if (l->n > 0) {
        qsort(l->at, l->n, sizeof *l->at, by_number);
    }
    for (uint32_t i = 0; i < l->n; i++) {
        if (kept == 0 || l->at[kept - 1] != l->at[i]) {
            l->at[kept++] = l->at[i];
        }
    }
    l->n = kept;
}

static bool prepare(work *w) {
    const truce_domain *const d = w->d;
    w->near = truce_arena_zero(w->arena, d->n_variables, sizeof *w->near);
    w->nogoods = truce_arena_zero(w->arena, d->n_variables, sizeof *w->nogoods);
    w->tables = truce_arena_zero(w->arena, d->n_variables, sizeof *w->tables);
    w->out = truce_arena_zero(w->arena, d->n_variables, sizeof *w->out);
    w->table_used = truce_arena_zero(w->arena, d->n_variables, sizeof *w->table_used);
    w->nogood_used = truce_arena_zero(w->arena, d->n_nogoods, sizeof *w->nogood_used);
    w->buckets = truce_arena_zero(w->arena, d->n_variables, sizeof *w->buckets);
    w->fixed = truce_arena_take(w->arena, d->n_variables * sizeof *w->fixed);
    if (w->near == NULL || w->nogoods == NULL || w->tables == NULL || w->out == NULL ||
        w->table_used == NULL || w->nogood_used == NULL || w->buckets == NULL || w->fixed == NULL) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < d->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[i];
        for (uint32_t k = 0; ok && k < g->n_choices; k++) {
            const uint32_t v = g->choices[k].variable;
            ok = append(w, &w->nogoods[v], (uint32_t)i);
            for (uint32_t j = 0; ok && j < g->n_choices; j++) {
                ok = j == k || append(w, &w->near[v], g->choices[j].variable);
            }
        }
    }
    for (uint32_t v = 0; ok && v < d->n_variables; v++) {
        sort_once(&w->near[v]);
    }
    return ok;
}

/* ---- sizes ----------------------------------------------------------------------------------- */

static uint64_t cells_of(const work *w, uint32_t v) {
    const uint64_t most = INT64_MAX / 2;
    uint64_t cells = 1;
    for (uint32_t i = 0; i < w->near[v].n && cells < most; i++) {
        const uint64_t n = w->out[w->near[v].at[i]] ? 1 : w->d->n_values[w->near[v].at[i]];
        cells = cells > most / n ? most : cells * n;
    }
    return cells;
}

/* Of the number of values that a variable may have, alike ones and all. */
static uint64_t bits_for(const work *w, uint32_t v) {
    uint64_t n = w->weights == NULL ? w->d->n_values[v] : 0;
    for (uint32_t a = 0; w->weights != NULL && a < w->d->n_values[v]; a++) {
        n += w->weights[v][a];
    }
    uint64_t bits = 0;
    while (UINT64_C(1) << bits < n) {
        bits++;
    }
    return bits;
}

static bool put(work *w, uint32_t v) {
    return key_heap_put(&w->heap, (int64_t)cells_of(w, v), v);
}

/* ---- one step -------------------------------------------------------------------------------- */

static bool has(const list *l, uint32_t number) {
    uint32_t low = 0;
    uint32_t high = l->n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (l->at[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < l->n && l->at[low] == number;
}

/* The two rising lists in one, but for `u` and what is out, as the neighbours of `u`. */
static bool merge_near(work *w, uint32_t u, const list *more) {
    const list old = w->near[u];
    uint32_t *at = truce_arena_take(w->arena, ((size_t)old.n + more->n) * sizeof *at);
    if (at == NULL) {
        return false;
    }
    uint32_t n = 0;
    uint32_t i = 0;
    uint32_t j = 0;
    while (i < old.n || j < more->n) {
        uint32_t x = 0;
        if (i < old.n && (j == more->n || old.at[i] <= more->at[j])) {
            x = old.at[i++];
            j += j < more->n && more->at[j] == x;
        } else {
            x = more->at[j++];
        }
        if (x != u && !w->out[x]) {
            at[n++] = x;
        }
    }
    w->near[u] = (list){.at = at, .n = n, .cap = n};
    return true;
}

static bool connect(work *w, uint32_t u, const list *near) {
    for (uint32_t i = 0; i < near->n; i++) {
        if (near->at[i] != u && !w->out[near->at[i]] && !has(&w->near[u], near->at[i])) {
            return merge_near(w, u, near);
        }
    }
    return true;
}

/* Take a variable out of the graph; `joined`: its neighbours become each other's. */
static bool take_out(work *w, uint32_t v, bool joined) {
    enum { SHORT = 32 }; /* lists that are cheap to look through */
    const list near = w->near[v];
    bool ok = true;
    w->out[v] = true;
    for (uint32_t i = 0; ok && i < near.n; i++) {
        const uint32_t u = near.at[i];
        if (!w->out[u]) {
            ok = (!joined || connect(w, u, &near)) && (w->near[u].n > SHORT || put(w, u));
        }
    }
    return ok;
}

/* What of `all` is not used yet, and is now. */
static list use(list all, bool *used) {
    list l = {.at = all.at};
    for (uint32_t i = 0; i < all.n; i++) {
        if (!used[all.at[i]]) {
            used[all.at[i]] = true;
            l.at[l.n++] = all.at[i];
        }
    }
    return l;
}

/* The bucket of `v`, as it would be. */
static bucket weigh(const work *w, uint32_t v) {
    bucket b = {.variable = v, .bits = bits_for(w, v)};
    for (uint32_t i = 0; i < w->tables[v].n; i++) {
        const uint32_t child = w->tables[v].at[i];
        b.bits += w->table_used[child] ? 0 : w->buckets[child].bits;
    }
    b.cells = (size_t)cells_of(w, v);
    b.width = (uint32_t)(b.bits / 32 + 1);
    return b;
}

static bool fits(const work *w, const bucket *b) {
    if (b->cells > w->limits.words_max / b->width) {
        return false;
    }
    const uint64_t words = (uint64_t)b->cells * b->width;
    return w->words + words <= w->limits.words_max &&
           w->work + words * w->d->n_values[b->variable] <= w->limits.work_max;
}

static bool eliminate_bucket(work *w, bucket b) {
    const uint32_t v = b.variable;
    const list nogoods = use(w->nogoods[v], w->nogood_used);
    const list children = use(w->tables[v], w->table_used);
    if (!merge_near(w, v, &(list){0})) { /* without those that are out */
        return false;
    }
    b.scope = w->near[v].at;
    b.n_scope = w->near[v].n;
    b.nogoods = nogoods.at;
    b.n_nogoods = nogoods.n;
    b.children = children.at;
    b.n_children = children.n;
    w->words += b.cells * b.width;
    w->work += (uint64_t)b.cells * b.width * w->d->n_values[v];
    for (uint32_t i = 0; i < b.n_children; i++) {
        w->words -= w->buckets[b.children[i]].cells * w->buckets[b.children[i]].width;
    }
    bool ok = true;
    for (uint32_t i = 0; ok && i < b.n_scope; i++) {
        ok = append(w, &w->tables[b.scope[i]], w->n_buckets);
    }
    w->buckets[w->n_buckets++] = b;
    return ok && take_out(w, v, true);
}

/* Of `v` and its neighbours the one with the most neighbours, the first of these. */
static uint32_t most_connected(const work *w, uint32_t v) {
    uint32_t best = v;
    for (uint32_t i = 0; i < w->near[v].n; i++) {
        const uint32_t u = w->near[v].at[i];
        const uint32_t n = w->near[u].n;
        const uint32_t most = w->near[best].n;
        if (!w->out[u] && (n > most || (n == most && u < best))) {
            best = u;
        }
    }
    return best;
}

static bool go_through(work *w) {
    bool ok = true;
    for (uint32_t v = 0; ok && v < w->d->n_variables; v++) {
        ok = put(w, v);
    }
    while (ok && w->heap.n > 0) {
        const keyed next = key_heap_take(&w->heap);
        if (w->out[next.number]) {
            continue;
        }
        if ((uint64_t)next.key != cells_of(w, next.number)) {
            ok = put(w, next.number);
            continue;
        }
        const bucket b = weigh(w, next.number);
        if (fits(w, &b)) {
            ok = eliminate_bucket(w, b);
            continue;
        }
        const uint32_t v = most_connected(w, next.number);
        w->fixed[w->n_fixed++] = v;
        ok = take_out(w, v, false) && (v == next.number || put(w, next.number));
    }
    return ok;
}

bool plan_make(const truce_domain *d, value_weights weights, plan_limits limits, truce_arena *arena,
               plan *out) {
    if (limits.work_max == 0) {
        limits.work_max = (uint64_t)limits.words_max * WORK_FACTOR;
    }
    work w = {.d = d, .weights = weights, .arena = arena, .limits = limits};
    const bool ok = prepare(&w) && go_through(&w);
    free(w.heap.at);
    if (ok) {
        *out = (plan){.at = w.buckets,
                      .n = w.n_fixed > 0 ? 0 : w.n_buckets,
                      .fixed = w.fixed,
                      .n_fixed = w.n_fixed,
                      .work = w.work};
    }
    return ok;
}
