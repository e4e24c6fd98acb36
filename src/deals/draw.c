#include "deals/draw.h"

#include <assert.h>
#include <string.h>

#include "deals/wide.h"

/* 0 to bound - 1, each as likely: bits are drawn again until they are below. */
static void random_below(truce_random *random, const uint64_t *bound, uint32_t n, uint64_t *out) {
    const uint32_t bits = wide_bits(bound, n);
    do {
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t used = bits <= i * 64 ? 0 : bits - i * 64;
            out[i] = used == 0 ? 0 : truce_random_next(random) >> (used >= 64 ? 0 : 64 - used);
        }
    } while (wide_compare(out, bound, n) >= 0);
}

/* ---- towards the end ------------------------------------------------------------------------- */

/* Cliques in the order in which they are met from the start, turned round; along[]: the edge back.
 */
static bool plan_order(draw *d) {
    const cliques *const all = d->p.all;
    d->order = truce_arena_take(&d->p.arena, all->n * sizeof *d->order);
    uint32_t *along = truce_arena_take(&d->p.arena, all->n * sizeof *along);
    if (d->order == NULL || along == NULL) {
        return false;
    }
    uint32_t first = all->n;
    uint32_t last = all->n;
    d->order[--first] = all->start;
    along[all->start] = PASSING_NOWHERE;
    while (last > first) {
        const uint32_t from = d->order[--last];
        const clique *const c = &all->at[from];
        for (uint32_t e = 0; e < c->n_edges; e++) {
            if (e != along[from]) {
                along[c->edges[e].to] = c->edges[e].back;
                d->order[--first] = c->edges[e].to;
            }
        }
    }
    d->p.along = along;
    return true;
}

sums_end draw_init(draw *d, const truce_worth *worth, const band *b, const cliques *all,
                   size_t entries_max, size_t bytes_max) {
    *d = (draw){0};
    if (!passing_init(&d->p, worth, b, all, PASSING_DOWN, entries_max, bytes_max, true) ||
        !plan_order(d)) {
        return SUMS_NO_MEMORY;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const sums_end end = passing_send(&d->p, d->order[i], d->p.along[d->order[i]]);
        if (end != SUMS_DONE) {
            return end;
        }
    }
    const sums *const s = &d->p.sent[all->start];
    static const uint64_t one[] = {1};
    d->n_total = s->count + 1;
    d->total = truce_arena_zero(&d->p.arena, d->n_total, sizeof *d->total);
    d->key = truce_arena_zero(&d->p.arena, b->words, sizeof *d->key);
    for (size_t i = 0; d->total != NULL && i < s->n; i++) {
        wide_add_product(d->total, d->n_total, s->words + i * sums_stride(s) + s->key, s->count,
                         one, 1);
    }
    return d->total != NULL && d->key != NULL ? SUMS_DONE : SUMS_NO_MEMORY;
}

void draw_clear(draw *d) {
    if (d->p.all != NULL) {
        passing_clear(&d->p);
    }
}

/* ---- and back -------------------------------------------------------------------------------- */

/* One clique's turn: a way to choose it, and an entry of what each edge brought. */
typedef struct turn {
    draw *d;
    const clique *c;
    const passing_ways *ways;
    uint32_t *edges; /* that bring something */
    uint32_t n_edges;
    size_t *picked;        /* [edge]: the entry, counted over the whole table */
    uint64_t *rest;        /* [edge + 1]: the key that is left for edges from this one on */
    uint64_t *left;        /* [n]: what is left of the random number */
    uint64_t *ways_behind; /* [edge + 1]: how many packages the picks so far stand for */
    uint64_t *product;
    uint32_t n;
} turn;

static const sums *brought_by(const turn *t, uint32_t i) {
    return &t->d->p.sent[t->c->edges[t->edges[i]].to];
}

/* What is left of a key; false when a field would be below 0. */
static bool take_off(const band *b, const uint64_t *key, const uint64_t *off, uint64_t *out) {
    bool ok = true;
    uint64_t borrow = 0;
    for (uint32_t i = 0; i < b->words; i++) {
        const uint64_t guarded = key[i] | b->guards[i];
        const uint64_t difference = guarded - off[i];
        const uint64_t with = difference - borrow;
        borrow = (guarded < off[i]) | (difference < borrow);
        ok = ok && (~with & b->guards[i]) == 0;
        out[i] = with & ~b->guards[i];
    }
    return ok;
}

/* The first entry of a cell whose key is not below this one. */
static size_t first_from(const sums *s, size_t cell, const uint64_t *key) {
    size_t low = s->begin[cell];
    size_t high = s->begin[cell + 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (wide_compare(s->words + middle * sums_stride(s), key, s->key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The entry of a cell with this key, or one past the last of the table. */
static size_t find(const sums *s, size_t cell, const uint64_t *key) {
    const size_t at = first_from(s, cell, key);
    const bool found =
        at < s->begin[cell + 1] && wide_compare(s->words + at * sums_stride(s), key, s->key) == 0;
    return found ? at : s->n;
}

/* Entry `entry` joins the picks as number i: how many packages they then stand for. */
static void pick_entry(turn *t, uint32_t i, size_t entry) {
    const sums *const s = brought_by(t, i);
    uint64_t *const product = t->ways_behind + (size_t)(i + 1) * t->n;
    t->picked[i] = entry;
    memset(product, 0, t->n * sizeof *product);
    wide_add_product(product, t->n, t->ways_behind + (size_t)i * t->n, t->n,
                     s->words + entry * sums_stride(s) + s->key, s->count);
}

/* Is the random number spent within these picks? Else it is less by what they stand for. */
static bool spend(turn *t) {
    const uint64_t *const behind = t->ways_behind + (size_t)t->n_edges * t->n;
    if (wide_compare(t->left, behind, t->n) < 0) {
        return true;
    }
    (void)wide_subtract(t->left, t->left, behind, t->n);
    return false;
}

/* Pick for edges from `i` on what makes up the key that is left. */
static bool pick_edges(turn *t, uint32_t way, uint32_t i) { // NOLINT(misc-no-recursion): by edge
    const uint32_t words = t->d->p.b->words;
    const uint64_t *const rest = t->rest + (size_t)i * words;
    if (i == t->n_edges) {
        return wide_is_zero(rest, words) && spend(t);
    }
    const sums *const s = brought_by(t, i);
    const size_t cell = t->ways->cells[t->edges[i]][way];
    if (i + 1 == t->n_edges) {
        const size_t entry = find(s, cell, rest);
        if (entry == s->n) {
            return false;
        }
        pick_entry(t, i, entry);
        return spend(t);
    }
    for (size_t entry = s->begin[cell]; entry < s->begin[cell + 1]; entry++) {
        const uint64_t *const key = s->words + entry * sums_stride(s);
        if (take_off(t->d->p.b, rest, key, t->rest + (size_t)(i + 1) * words)) {
            pick_entry(t, i, entry);
            if (pick_edges(t, way, i + 1)) {
                return true;
            }
        }
    }
    return false;
}

/* Which of the ways, and the picks with it. */
static uint32_t pick_way(turn *t, const uint64_t *key, size_t cell) {
    const band *const b = t->d->p.b;
    for (size_t k = t->ways->begin[cell]; k < t->ways->begin[cell + 1]; k++) {
        const uint32_t way = t->ways->order[k];
        memset(t->ways_behind, 0, t->n * sizeof *t->ways_behind);
        t->ways_behind[0] = t->ways->times[way];
        if (take_off(b, key, t->ways->keys + (size_t)way * b->words, t->rest) &&
            pick_edges(t, way, 0)) {
            return way;
        }
    }
    assert(!"the counts of a sum are those of the ways to it");
    return 0;
}

static void choose(const draw *d, const clique *c, uint32_t way, uint32_t *package) {
    for (uint32_t i = c->n_variables; i-- > 0;) {
        const uint32_t n_values = d->p.worth->choices->n_values[c->variables[i]];
        package[c->variables[i]] = way % n_values;
        way /= n_values;
    }
}

static bool turn_make(draw *d, uint32_t number, uint32_t count, truce_arena *scratch, turn *t) {
    const clique *const c = &d->p.all->at[number];
    *t = (turn){.d = d, .c = c, .ways = &d->p.ways[number], .n = count + 1};
    t->edges = truce_arena_take(scratch, c->n_edges * sizeof *t->edges);
    t->picked = truce_arena_take(scratch, c->n_edges * sizeof *t->picked);
    const size_t levels = (size_t)c->n_edges + 1;
    t->rest = truce_arena_zero(scratch, levels, d->p.b->words * sizeof *t->rest);
    t->left = truce_arena_zero(scratch, t->n, sizeof *t->left);
    t->ways_behind = truce_arena_zero(scratch, levels, t->n * sizeof *t->ways_behind);
    if (t->edges == NULL || t->picked == NULL || t->rest == NULL || t->left == NULL ||
        t->ways_behind == NULL) {
        return false;
    }
    for (uint32_t e = 0; e < c->n_edges; e++) {
        if (e != d->p.along[number]) {
            t->edges[t->n_edges++] = e;
        }
    }
    return true;
}

/* Of the finer entries that became this one on the grid, one by its count. All of these lie between
 * the key and the key with all low bits set. */
static const uint64_t *pick_finer(const draw *d, uint32_t number, size_t cell,
                                  const uint64_t *entry, truce_random *random, uint64_t *left) {
    const sums *const finer = &d->p.finer[number];
    const uint64_t *const low = d->p.finer_low[number];
    const uint32_t words = finer->key;
    random_below(random, entry + words, finer->count, left);
    for (size_t i = first_from(finer, cell, entry);; i++) {
        assert(i < finer->begin[cell + 1]);
        const uint64_t *const one = finer->words + i * sums_stride(finer);
        bool same = true;
        for (uint32_t k = 0; k < words; k++) {
            same = same && (one[k] & ~low[k]) == entry[k];
        }
        if (same && wide_compare(left, one + words, finer->count) < 0) {
            return one;
        }
        if (same) {
            (void)wide_subtract(left, left, one + words, finer->count);
        }
    }
}

/* Each clique after the one it sent to: which entry of its table is wanted is then known. */
static bool go_back(draw *d, truce_random *random, size_t *wanted, size_t *cells,
                    uint32_t *package) {
    truce_arena scratch = truce_arena_new();
    bool ok = true;
    for (uint32_t i = d->p.all->n; ok && i-- > 0;) {
        const uint32_t number = d->order[i];
        const sums *const s = &d->p.sent[number];
        const uint64_t *entry = s->words + wanted[number] * sums_stride(s);
        turn t;
        ok = turn_make(d, number, s->count, &scratch, &t);
        if (ok) {
            if (d->p.finer[number].begin != NULL) {
                entry = pick_finer(d, number, cells[number], entry, random, t.left);
            }
            random_below(random, entry + s->key, s->count, t.left);
            const uint32_t way = pick_way(&t, entry, cells[number]);
            choose(d, t.c, way, package);
            for (uint32_t e = 0; e < t.n_edges; e++) {
                const uint32_t from = t.c->edges[t.edges[e]].to;
                wanted[from] = t.picked[e];
                cells[from] = t.ways->cells[t.edges[e]][way];
            }
        }
        truce_arena_clear(&scratch);
    }
    return ok;
}

bool draw_take(draw *d, truce_random *random, uint32_t *package) {
    truce_arena scratch = truce_arena_new();
    const sums *const s = &d->p.sent[d->p.all->start];
    uint64_t *left = truce_arena_zero(&scratch, d->n_total, sizeof *left);
    uint64_t *one = truce_arena_zero(&scratch, d->n_total, sizeof *one);
    size_t *wanted = truce_arena_zero(&scratch, d->p.all->n, sizeof *wanted);
    size_t *cells = truce_arena_zero(&scratch, d->p.all->n, sizeof *cells);
    bool ok = left != NULL && one != NULL && wanted != NULL && cells != NULL;
    if (ok) {
        size_t i = 0;
        random_below(random, d->total, d->n_total, left);
        for (;; i++) {
            memcpy(one, s->words + i * sums_stride(s) + s->key, s->count * sizeof *one);
            if (wide_compare(left, one, d->n_total) < 0) {
                break;
            }
            (void)wide_subtract(left, left, one, d->n_total);
        }
        wanted[d->p.all->start] = i;
        ok = go_back(d, random, wanted, cells, package);
    }
    truce_arena_clear(&scratch);
    return ok;
}

bool draw_keeps(draw *d, const uint32_t *package) {
    const truce_worth *const w = d->p.worth;
    memset(d->key, 0, d->p.b->words * sizeof *d->key);
    for (uint32_t t = 0; t < w->n_terms; t++) {
        size_t combination = 0;
        for (uint32_t i = 0; i < w->terms[t].n_variables; i++) {
            const uint32_t v = w->terms[t].variables[i];
            combination = combination * w->choices->n_values[v] + package[v];
        }
        if (!band_add_term(d->p.b, t, combination, d->key)) {
            return false;
        }
    }
    return true;
}
