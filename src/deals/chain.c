#include "deals/chain.h"

#include <assert.h>
#include <stdlib.h>

#include "deals/amounts.h"
#include "deals/dense.h"

static bool one_vector(shape s, vectors *out) {
    *out = (vectors){.n = 1, .cap = 1, .limbs = 1, .bits = 1};
    out->at = calloc(1, shape_words(s) * sizeof *out->at);
    return out->at != NULL;
}

uint64_t chain_steps(shape s, uint64_t candidates) {
    static const uint64_t by_parties[TRUCE_WORTH_PARTIES_MAX + 1] = {1,   1,   1,   12,  60,
                                                                     120, 200, 300, 400, 500};
    const uint64_t each = by_parties[s.parties] * s.width;
    return candidates < UINT64_MAX / each ? candidates * each : UINT64_MAX;
}

/* ---- one step -------------------------------------------------------------------------------- */

/* All sums of a vector of each. */
static merge_end add_sets(shape s, const vectors *larger, const vectors *smaller,
                          merge_limits limits, vectors *out) {
    head *const heads = malloc((smaller->n > 0 ? smaller->n : 1) * sizeof *heads);
    if (heads == NULL) {
        return MERGE_NO_MEMORY;
    }
    for (size_t i = 0; i < smaller->n; i++) {
        heads[i] = (head){.base = larger, .shift = smaller->at + i * shape_words(s)};
        if (smaller->counts != NULL) {
            const uint64_t *const count = smaller->counts + i * smaller->limbs;
            const bool single = smaller->limbs == 1 && *count == 1;
            heads[i].factor = single ? NULL : count;
            heads[i].factor_limbs = smaller->limbs;
        }
    }
    const merge_end end = vectors_merge(s, heads, (uint32_t)smaller->n, limits, out);
    free(heads);
    return end;
}

enum { DENSE_FROM = 16 };

typedef struct adding {
    const chain *c;
    chain_limits limits;
    truce_arena *arena; /* where steps live */
    chain_sum *out;
    uint64_t *floors;  /* of the sum so far */
    uint64_t heads;    /* vectors of all sets that are not in the sum yet */
    chain_step last;   /* its `from` is still with the sum */
    uint32_t n_steps;  /* kept */
    size_t bytes;      /* of these */
    vectors spare;     /* a set whose room is used again */
    size_t dense_from; /* vectors with which a table is tried */
} adding;

static bool thin(adding *a, size_t n_max) {
    a->out->thinned = true;
    return vectors_thin(&a->out->sum, a->c->s, a->c->ranges, n_max, &a->out->loss);
}

/* Keep the last step, now that the sum does not get thinner any more. The steps so far are of no
 * use when one is missing. */
static void keep_step(adding *a) {
    vectors *const sum = &a->out->sum;
    const size_t bytes = sum->n * sizeof *sum->from;
    uint32_t *const from =
        a->out->steps != NULL && sum->from != NULL && bytes <= a->limits.bytes_max - a->bytes
            ? truce_arena_take(a->arena, bytes)
            : NULL;
    if (from == NULL) {
        a->out->steps = NULL;
    } else {
        if (bytes > 0) {
            memcpy(from, sum->from, bytes);
        }
        a->bytes += bytes;
        a->last.from = from;
        a->out->steps[a->n_steps++] = a->last;
    }
}

/* They can be found again as the steps can. */
static void drop_counts(chain_sum *sum) {
    free(sum->sum.counts);
    sum->sum.counts = NULL;
    sum->uncounted = true;
}

/* As many vectors as there are steps left for, if the sum stays so large: for each a candidate with
 * every vector of the sets that are left. No more than memory allows; 0: any number. */
static size_t vectors_max(const adding *a) {
    const size_t n_max = a->limits.n_max;
    if (a->limits.steps_max == 0 || a->heads == 0) {
        return n_max;
    }
    const uint64_t taken = a->out->taken;
    const uint64_t left = a->limits.steps_max > taken ? a->limits.steps_max - taken : 0;
    const uint64_t fit = left / chain_steps(a->c->s, a->heads) + 1;
    return n_max > 0 && n_max < fit ? n_max : (size_t)fit;
}

/* Make the sum so far smaller until that with one more set is not far too large, and has fewer than
 * 2^32 candidates. */
static merge_end add_within(adding *a, const vectors *set, uint32_t *n_heads, bool *swapped,
                            vectors *next) {
    enum { AT_MOST = 4 };
    const size_t n_max = vectors_max(a);
    for (;;) {
        const vectors *const sum = &a->out->sum;
        *swapped = set->n > sum->n;
        const vectors *const larger = *swapped ? set : sum;
        const vectors *const smaller = *swapped ? sum : set;
        const bool fits = smaller->n == 0 || larger->n <= UINT32_MAX / smaller->n;
        *n_heads = (uint32_t)smaller->n;
        if (fits || n_max == 0) {
            const merge_limits limits = {
                .n_max = sum->n > 1 ? n_max * AT_MOST : 0,
                .record = a->out->steps != NULL && fits,
                .uncounted = a->out->uncounted,
            };
            const merge_end end = add_sets(a->c->s, larger, smaller, limits, next);
            a->out->taken += chain_steps(a->c->s, (uint64_t)larger->n * smaller->n);
            if (end != MERGE_TOO_LARGE) {
                return end;
            }
        }
        if (!thin(a, sum->n / 2)) {
            return MERGE_NO_MEMORY;
        }
    }
}

static bool add_set(adding *a, uint32_t number, bool first) {
    const chain *const c = a->c;
    vectors next = a->spare;
    uint32_t n_heads = 0;
    bool swapped = false;
    a->spare = (vectors){0};
    if (add_within(a, &c->sets[number], &n_heads, &swapped, &next) != MERGE_DONE) {
        vectors_clear(&next);
        return false;
    }
    if (!first) {
        keep_step(a);
    }
    a->spare = a->out->sum;
    a->out->sum = next;
    if (a->out->steps == NULL && a->limits.counts == CHAIN_COUNTED_WITH_STEPS) {
        drop_counts(a->out);
    }
    a->last = (chain_step){NULL, n_heads, swapped};
    if (c->floored != NULL) {
        vector_add(a->floors, a->floors, c->most + number * shape_words(c->s), c->s.parties,
                   c->s.width);
        if (!vectors_leave_out(&a->out->sum, c->s, a->floors, c->floored)) {
            return false;
        }
    }
    a->heads -= c->sets[number].n;
    const size_t n_max = vectors_max(a);
    return n_max == 0 || a->out->sum.n <= n_max || thin(a, (n_max + 1) / 2);
}

/* Where neither steps nor counts are wanted any more: add the sets from .. to - 1 at once, if that
 * can be done; it is tried again when the sum is twice as long. False when memory is out. */
static bool add_densely(adding *a, uint32_t from, uint32_t to, bool *done) {
    const chain *const c = a->c;
    const size_t each = (shape_words(c->s) + 1) * sizeof(uint64_t);
    const size_t n_max = vectors_max(a);
    *done = false;
    if (c->s.parties != 2 || c->s.width != 1 || c->floored != NULL || from == to ||
        a->out->steps != NULL || !a->out->uncounted || a->out->thinned ||
        a->out->sum.n < a->dense_from) {
        return true;
    }
    a->dense_from = 2 * a->out->sum.n;
    const dense_end end =
        dense_add(&a->out->sum, c->sets + from, to - from, n_max > 0 ? n_max * each : SIZE_MAX);
    *done = end == DENSE_DONE;
    return end != DENSE_NO_MEMORY &&
           (!*done || n_max == 0 || a->out->sum.n <= n_max || thin(a, (n_max + 1) / 2));
}

bool chain_add(const chain *c, uint32_t from, uint32_t to, chain_limits limits, truce_arena *arena,
               chain_sum *out) {
    *out = (chain_sum){.uncounted = limits.counts == CHAIN_UNCOUNTED};
    /* Steps that may be dropped are by themselves until it is known that they are not. */
    const bool droppable = limits.bytes_max > 0 && limits.bytes_max < SIZE_MAX;
    truce_arena own = truce_arena_new();
    adding a = {.c = c,
                .limits = limits,
                .arena = droppable ? &own : arena,
                .out = out,
                .dense_from = DENSE_FROM};
    a.floors = calloc(shape_words(c->s), sizeof *a.floors);
    out->steps =
        limits.bytes_max > 0 ? truce_arena_zero(a.arena, to - from, sizeof *out->steps) : NULL;
    for (uint32_t i = from; i < to; i++) {
        a.heads += c->sets[i].n;
    }
    bool ok = a.floors != NULL && (limits.bytes_max == 0 || out->steps != NULL) &&
              one_vector(c->s, &out->sum);
    if (ok && c->floored != NULL) {
        memcpy(a.floors, c->floors, shape_words(c->s) * sizeof *a.floors);
        ok = vectors_leave_out(&out->sum, c->s, a.floors, c->floored);
    }
    /* Thinned and without all its steps a sum is of no use to who wanted them. */
    bool useless = false;
    for (uint32_t i = from; ok && !useless && i < to; i++) {
        bool done = false;
        ok = add_densely(&a, i, to, &done);
        if (!ok || done) {
            break;
        }
        ok = add_set(&a, i, i == from);
        useless = out->thinned && out->steps == NULL && limits.bytes_max > 0;
        if (out->steps == NULL) {
            truce_arena_clear(&own);
        }
    }
    if (ok && from < to) {
        keep_step(&a);
        free(out->sum.from);
        out->sum.from = NULL;
    }
    vectors_clear(&a.spare);
    free(a.floors);
    if (ok) {
        truce_arena_adopt(arena, &own);
    }
    truce_arena_clear(&own);
    if (!ok) {
        vectors_clear(&out->sum);
    }
    return ok;
}

/* ---- of what a vector is made ---------------------------------------------------------------- */

static void follow_steps(const chain_step *steps, uint32_t n, size_t place, uint32_t *places) {
    for (uint32_t i = n; i-- > 0;) {
        const uint32_t larger = steps[i].from[place] / steps[i].n_heads;
        const uint32_t smaller = steps[i].from[place] % steps[i].n_heads;
        places[i] = steps[i].swapped ? larger : smaller;
        place = steps[i].swapped ? smaller : larger;
    }
}

/* The ways to make up a vector of one of `a` and one of `b`, by falling vectors of `a`. */
typedef struct pairing {
    shape s;
    const vectors *a, *b;
    const uint64_t *wanted;
    size_t i, j; /* what is left: of `a` from i on, of `b` up to before j */
} pairing;

/* Both fall, so while one is gone through from its first the other is from its last. */
AMOUNTS_INLINE bool walk(pairing *p, uint32_t parties, uint32_t width) {
    const size_t words = (size_t)parties * width;
    uint64_t sum[TRUCE_WORTH_PARTIES_MAX * AMOUNT_WORDS_MAX];
    while (p->i < p->a->n && p->j > 0) {
        vector_add(sum, p->a->at + p->i * words, p->b->at + (p->j - 1) * words, parties, width);
        const int order = vector_compare(sum, p->wanted, parties, width);
        if (order == 0) {
            return true;
        }
        p->i += order > 0;
        p->j -= order < 0;
    }
    return false;
}

/* The same for two parties, where the first parts fall and the second rise. Of what `b` has with
 * which a vector of `a` gives the first party enough, the last place gives the second most. While
 * that is too little no vector of `a` will do before one that makes up for it, so that is the next
 * one looked at. Far from a pair the steps are long. */
AMOUNTS_INLINE bool leap(pairing *p, uint32_t width) {
    const ptrdiff_t words = 2 * (ptrdiff_t)width;
    uint64_t lacks[2 * AMOUNT_WORDS_MAX];
    while (p->i < p->a->n && p->j > 0) {
        const uint64_t *const now = p->a->at + p->i * 2 * width;
        vector_subtract(lacks, p->wanted, now, 2, width);
        p->j -= amount_first(p->b->at + (p->j - 1) * 2 * width, -words, p->j, lacks, 0, width);
        if (p->j == 0) {
            return false;
        }
        const uint64_t *const best = p->b->at + (p->j - 1) * 2 * width;
        if (vector_equal(best, lacks, 2, width)) {
            return true;
        }
        amount_subtract(lacks, p->wanted + width, best + width, width);
        p->i += amount_first(now + width, words, p->a->n - p->i, lacks, 0, width);
    }
    return false;
}

/* Go to the first pair of those left: the vector i of `a` and j - 1 of `b`. False when there is
 * none. */
static bool find_pair(pairing *p) {
    if (p->s.parties == 2) {
        return p->s.width == 1 ? leap(p, 1) : leap(p, p->s.width);
    }
    return p->s.width == 1 && p->s.parties == 3 ? walk(p, 3, 1) : walk(p, p->s.parties, p->s.width);
}

typedef struct halves {
    chain_sum left, right;
    size_t *at_left, *at_right; /* [n] */
    truce_arena arena;          /* of the steps */
} halves;

static const uint64_t *count_of(const vectors *v, size_t place) {
    static const uint64_t one = 1;
    return v->counts != NULL ? v->counts + place * v->limbs : &one;
}

/* Say where the first pair for each vector is; with counts, add up those of all its pairs. */
static void pair_up(const chain *c, const chain_sum *sum, const size_t *at, size_t n, halves *h,
                    chain_numbers *counts) {
    const vectors *const a = &h->left.sum;
    const vectors *const b = &h->right.sum;
    for (size_t k = 0; k < n; k++) {
        const uint64_t *const wanted = sum->sum.at + at[k] * shape_words(c->s);
        pairing p = {.s = c->s, .a = a, .b = b, .wanted = wanted, .j = b->n};
        bool found = find_pair(&p);
        assert(found);
        h->at_left[k] = p.i;
        h->at_right[k] = p.j - 1;
        for (; counts != NULL && found; p.i++, found = find_pair(&p)) {
            count_add_product(counts->at + k * counts->limbs, counts->limbs, count_of(a, p.i),
                              a->limbs, count_of(b, p.j - 1), b->limbs);
        }
    }
}

static bool halve(const chain *c, uint32_t from, uint32_t middle, uint32_t to, const chain_sum *sum,
                  const size_t *at, size_t n, size_t bytes_max, halves *h, chain_numbers *counts) {
    const chain_limits limits = {.bytes_max = bytes_max,
                                 .counts = counts != NULL ? CHAIN_COUNTED : CHAIN_UNCOUNTED};
    h->at_left = malloc(n * sizeof *h->at_left);
    h->at_right = malloc(n * sizeof *h->at_right);
    bool ok = h->at_left != NULL && h->at_right != NULL &&
              chain_add(c, from, middle, limits, &h->arena, &h->left) &&
              chain_add(c, middle, to, limits, &h->arena, &h->right);
    if (ok && counts != NULL) {
        /* A vector has fewer than 2^64 pairs. */
        counts->limbs = h->left.sum.limbs + h->right.sum.limbs + 1;
        counts->at = calloc(n, counts->limbs * sizeof *counts->at);
        ok = counts->at != NULL;
    }
    if (ok) {
        pair_up(c, sum, at, n, h, counts);
    }
    return ok;
}

bool chain_split(const chain *c, uint32_t from, uint32_t to, const chain_sum *sum, const size_t *at,
                 size_t n, size_t bytes_max, uint32_t *places, chain_numbers *counts) {
    chain_numbers *const missing = sum->uncounted ? counts : NULL;
    if (sum->steps != NULL || n == 0 || from == to) {
        for (size_t i = 0; i < n && from < to; i++) {
            follow_steps(sum->steps, to - from, at[i], places + i * c->n + from);
        }
        return true;
    }
    if (to - from == 1) {
        for (size_t i = 0; i < n; i++) {
            places[i * c->n + from] = (uint32_t)vectors_find(
                &c->sets[from], c->s, sum->sum.at + at[i] * shape_words(c->s));
        }
        return true;
    }
    const uint32_t middle = from + (to - from) / 2;
    halves h = {.arena = truce_arena_new()};
    const bool ok = halve(c, from, middle, to, sum, at, n, bytes_max, &h, missing) &&
                    chain_split(c, from, middle, &h.left, h.at_left, n, bytes_max, places, NULL) &&
                    chain_split(c, middle, to, &h.right, h.at_right, n, bytes_max, places, NULL);
    vectors_clear(&h.left.sum);
    vectors_clear(&h.right.sum);
    truce_arena_clear(&h.arena);
    free(h.at_left);
    free(h.at_right);
    return ok;
}
