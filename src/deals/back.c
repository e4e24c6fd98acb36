/* The ways to choose a clique that lead to an entry are gone through until the random number is
 * used up: each uses up as many packages as there are behind it. */
#include "deals/back.h"

#include <assert.h>
#include <string.h>

#include "deals/wide.h"

/* Bits are drawn again until they are below. */
void back_random(truce_random *random, const uint64_t *bound, uint32_t n, uint64_t *out) {
    const uint32_t bits = wide_bits(bound, n);
    do {
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t used = bits <= i * 64 ? 0 : bits - i * 64;
            out[i] = used == 0 ? 0 : truce_random_next(random) >> (used >= 64 ? 0 : 64 - used);
        }
    } while (wide_compare(out, bound, n) >= 0);
}

/* A random number below the bound, or without any the rank. */
static void pick_number(truce_random *random, uint64_t rank, const uint64_t *bound, uint32_t n,
                        uint64_t *out) {
    memset(out, 0, n * sizeof *out);
    out[0] = rank;
    if (random != NULL) {
        back_random(random, bound, n, out);
    }
}

/* One clique's turn: a way to choose it, and an entry of what each edge brought. */
typedef struct turn {
    const passing *p;
    const clique *c;
    const ways *ways;
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
    return &t->p->sent[t->c->edges[t->edges[i]].to];
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
    const uint32_t words = t->p->b->words;
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
        if (take_off(t->p->b, rest, key, t->rest + (size_t)(i + 1) * words)) {
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
    const band *const b = t->p->b;
    for (size_t k = t->ways->begin[cell]; k < t->ways->begin[cell + 1]; k++) {
        const uint32_t way = t->ways->order[k];
        memset(t->ways_behind, 0, t->n * sizeof *t->ways_behind);
        t->ways_behind[0] = t->ways->times[way];
        if (take_off(b, key, t->ways->keys + (size_t)way * b->words, t->rest) &&
            pick_edges(t, way, 0)) {
            return way;
        }
    }
    assert(false && "the counts of a sum are those of the ways to it");
    return 0;
}

static void choose(const passing *p, const clique *c, uint32_t way, uint32_t *package) {
    for (uint32_t i = c->n_variables; i-- > 0;) {
        const uint32_t n_values = p->worth->choices->n_values[c->variables[i]];
        package[c->variables[i]] = way % n_values;
        way /= n_values;
    }
}

static bool turn_make(const passing *p, uint32_t number, uint32_t count, truce_arena *scratch,
                      turn *t) {
    const clique *const c = &p->all->at[number];
    *t = (turn){.p = p, .c = c, .ways = &p->ways_of[number], .n = count + 1};
    t->edges = truce_arena_take(scratch, c->n_edges * sizeof *t->edges);
    t->picked = truce_arena_take(scratch, c->n_edges * sizeof *t->picked);
    const size_t levels = (size_t)c->n_edges + 1;
    t->rest = truce_arena_zero(scratch, levels, p->b->words * sizeof *t->rest);
    t->left = truce_arena_zero(scratch, t->n, sizeof *t->left);
    t->ways_behind = truce_arena_zero(scratch, levels, t->n * sizeof *t->ways_behind);
    if (t->edges == NULL || t->picked == NULL || t->rest == NULL || t->left == NULL ||
        t->ways_behind == NULL) {
        return false;
    }
    for (uint32_t e = 0; e < c->n_edges; e++) {
        if (e != p->along[number]) {
            t->edges[t->n_edges++] = e;
        }
    }
    return true;
}

/* Of the finer entries that became this one on the grid, one by its count. All of these lie between
 * the key and the key with all low bits set. */
static const uint64_t *pick_finer(const passing *p, uint32_t number, size_t cell,
                                  const uint64_t *entry, truce_random *random, uint64_t *left) {
    const sums *const finer = &p->finer[number];
    const uint64_t *const low = p->finer_low[number];
    const uint32_t words = finer->key;
    pick_number(random, 0, entry + words, finer->count, left);
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
/* How many packages an entry stands for, as far as ranks can tell. */
static uint64_t packages_behind(const sums *s, size_t entry) {
    const uint64_t *const count = s->words + entry * sums_stride(s) + s->key;
    return s->count > 1 && !wide_is_zero(count + 1, s->count - 1) ? UINT64_MAX : count[0];
}

bool back_go(const passing *p, size_t *wanted, size_t *cells, truce_random *random, uint64_t *ranks,
             uint32_t *package) {
    truce_arena scratch = truce_arena_new();
    bool ok = true;
    for (uint32_t i = p->n_order; ok && i-- > 0;) {
        const uint32_t number = p->order[i];
        const sums *const s = &p->sent[number];
        const uint64_t *entry = s->words + wanted[number] * sums_stride(s);
        turn t;
        ok = turn_make(p, number, s->count, &scratch, &t);
        if (ok) {
            if (p->finer[number].begin != NULL) {
                entry = pick_finer(p, number, cells[number], entry, random, t.left);
            }
            pick_number(random, ranks != NULL ? ranks[number] : 0, entry + s->key, s->count,
                        t.left);
            const uint32_t way = pick_way(&t, entry, cells[number]);
            choose(p, t.c, way, package);
            uint64_t rank = t.left[0];
            for (uint32_t e = 0; e < t.n_edges; e++) {
                const uint32_t from = t.c->edges[t.edges[e]].to;
                wanted[from] = t.picked[e];
                cells[from] = t.ways->cells[t.edges[e]][way];
                if (ranks != NULL) {
                    const uint64_t behind = packages_behind(brought_by(&t, e), t.picked[e]);
                    ranks[from] = rank % behind;
                    rank /= behind;
                }
            }
        }
        truce_arena_clear(&scratch);
    }
    return ok;
}
