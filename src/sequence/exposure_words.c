/* The sets that can have passed, as lengths of chains: a length asks so much of each other chain,
 * and lengths that ask no more than there is make such a set. Lengths are chosen chain after chain;
 * any choice that fits the choices before it can be completed, so nothing is tried in vain. A few
 * chains are left to the bits of a word: for each length of another chain, the bits that fit it. */
#include "exposure_parts.h"

#include <stdlib.h>

#define BITS_MAX 64

/* Which chains together have the most lengths that fit in a word; the lowest of several. */
static void choose_inner(words *w) {
    const chains *const c = w->c;
    const int32_t NONE = -1; /* last[i][p]: the chain added last to reach p among the first i */
    int32_t last[BITS_MAX + 1][BITS_MAX + 1];
    for (uint32_t i = 0; i <= c->n; i++) {
        for (uint32_t p = 0; p <= BITS_MAX; p++) {
            last[i][p] = i > 0 ? last[i - 1][p] : NONE;
        }
        const uint32_t lengths = i > 0 ? chain_length(c, i - 1) + 1 : 1;
        for (uint32_t p = 1; i > 0 && p * lengths <= BITS_MAX; p++) {
            if ((p == 1 || last[i - 1][p] != NONE) && last[i - 1][p * lengths] == NONE) {
                last[i][p * lengths] = (int32_t)i - 1;
            }
        }
    }
    uint32_t best = BITS_MAX;
    while (best > 1 && last[c->n][best] == NONE) {
        best--;
    }
    bool inside[BITS_MAX] = {false};
    for (uint32_t p = best, i = c->n; p > 1;) {
        const uint32_t chain = (uint32_t)last[i][p];
        inside[chain] = true;
        p /= chain_length(c, chain) + 1;
        i = chain;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        if (inside[i]) {
            w->inner[w->n_inner++] = i;
        } else {
            w->outer[w->n_outer++] = i;
        }
    }
}

/* ---- the bits of a word ---------------------------------------------------------------------- */

/* The length that inner chain i has at a bit. */
static uint32_t length_at(const words *w, uint32_t i, uint32_t bit) {
    return bit / w->stride[i] % (chain_length(w->c, w->inner[i]) + 1);
}

typedef struct ranked {
    int64_t rise;
    uint32_t bit;
} ranked;

static int by_rise(const void *left, const void *right) {
    const ranked *l = left;
    const ranked *r = right;
    return l->rise != r->rise ? (l->rise > r->rise) - (l->rise < r->rise)
                              : (l->bit > r->bit) - (l->bit < r->bit);
}

static void number_bits(words *w) {
    w->n_bits = 1;
    for (uint32_t i = 0; i < w->n_inner; i++) {
        w->stride[i] = w->n_bits;
        w->n_bits *= chain_length(w->c, w->inner[i]) + 1;
        w->n_levels += chain_length(w->c, w->inner[i]);
    }
    w->full = UINT64_C(1) << (w->n_bits - 1);
    for (uint32_t i = 0; i < w->n_inner; i++) {
        for (uint32_t bit = 0; bit < w->n_bits; bit++) {
            if (length_at(w, i, bit) < chain_length(w->c, w->inner[i])) {
                w->not_last[i] |= UINT64_C(1) << bit;
            }
        }
    }
    for (int side = 0; side < TRUCE_SIDES; side++) {
        ranked at[BITS_MAX];
        for (uint32_t bit = 0; bit < w->n_bits; bit++) {
            at[bit] = (ranked){.bit = bit};
            for (uint32_t i = 0; i < w->n_inner; i++) {
                at[bit].rise += chain_sum(w->c, side, w->inner[i], length_at(w, i, bit));
            }
        }
        qsort(at, w->n_bits, sizeof *at, by_rise);
        w->below[side][0] = 0;
        for (uint32_t r = 0; r < BITS_MAX; r++) {
            w->rise[side][r] = r < w->n_bits ? at[r].rise : INT64_MAX;
            w->below[side][r + 1] =
                w->below[side][r] | (r < w->n_bits ? UINT64_C(1) << at[r].bit : 0);
        }
    }
}

/* How many of chain `other` the first `length` of `chain` ask for. */
static uint32_t asks(const chains *c, uint32_t chain, uint32_t length, uint32_t other) {
    return length > 0 ? c->need[(size_t)c->moment[c->begin[chain] + length - 1] * c->n + other] : 0;
}

static bool fit(const chains *c, uint32_t a, uint32_t length_a, uint32_t b, uint32_t length_b) {
    return asks(c, a, length_a, b) <= length_b && asks(c, b, length_b, a) <= length_a;
}

/* The bits at which inner chains fit each other. */
static uint64_t fit_inside(const words *w) {
    uint64_t bits = 0;
    for (uint32_t bit = 0; bit < w->n_bits; bit++) {
        bool good = true;
        for (uint32_t i = 0; i < w->n_inner; i++) {
            for (uint32_t j = 0; j < i; j++) {
                good = good && fit(w->c, w->inner[i], length_at(w, i, bit), w->inner[j],
                                   length_at(w, j, bit));
            }
        }
        bits |= (uint64_t)good << bit;
    }
    return bits;
}

/* The bits that fit so much of an outer chain. */
static uint64_t fit_outside(const words *w, uint32_t chain, uint32_t length) {
    uint64_t bits = 0;
    for (uint32_t bit = 0; bit < w->n_bits; bit++) {
        bool good = true;
        for (uint32_t i = 0; i < w->n_inner; i++) {
            good = good && fit(w->c, w->inner[i], length_at(w, i, bit), chain, length);
        }
        bits |= (uint64_t)good << bit;
    }
    return bits;
}

/* ---- the words ------------------------------------------------------------------------------- */

typedef struct writer {
    words *w;
    uint64_t ideals_max;
    size_t n_max;
    const uint64_t **fits; /* [outer][length]: its bits */
    uint32_t *length;      /* [outer]: chosen */
    size_t cap;            /* of the words' arrays */
    bool no_memory;
} writer;

static bool put(writer *x, uint64_t key, uint64_t valid, int64_t base0, int64_t base1) {
    words *const w = x->w;
    if (w->n == x->cap) {
        /* One array moves after the other, so that all have the same room. */
        const size_t cap = w->n > 0 ? 2 * w->n : 1024;
        uint64_t *keys = realloc(w->key, cap * sizeof *keys);
        w->key = keys != NULL ? keys : w->key;
        uint64_t *valids = keys != NULL ? realloc(w->valid, cap * sizeof *valids) : NULL;
        w->valid = valids != NULL ? valids : w->valid;
        int64_t *first = valids != NULL ? realloc(w->base[0], cap * sizeof *first) : NULL;
        w->base[0] = first != NULL ? first : w->base[0];
        int64_t *second = first != NULL ? realloc(w->base[1], cap * sizeof *second) : NULL;
        w->base[1] = second != NULL ? second : w->base[1];
        x->no_memory = second == NULL;
        if (x->no_memory) {
            return false;
        }
        x->cap = cap;
    }
    w->key[w->n] = key;
    w->valid[w->n] = valid;
    w->base[0][w->n] = base0;
    w->base[1][w->n] = base1;
    w->n++;
    w->ideals += (uint64_t)__builtin_popcountll(valid);
    w->too_many = w->ideals > x->ideals_max || w->n > x->n_max;
    return !w->too_many;
}

/* Choose a length of outer chain i - 1, then of those below; false to stop. */
static bool choose(writer *x, uint32_t i, uint64_t key, uint64_t valid, int64_t base0,
                   int64_t base1) {
    words *const w = x->w;
    if (i == 0) {
        return put(x, key, valid, base0, base1);
    }
    const uint32_t mine = w->outer[i - 1];
    for (uint32_t length = 0; length <= chain_length(w->c, mine); length++) {
        bool enough = true;
        bool good = true;
        for (uint32_t k = i; k < w->n_outer; k++) {
            enough = enough && asks(w->c, w->outer[k], x->length[k], mine) <= length;
            good = good && asks(w->c, mine, length, w->outer[k]) <= x->length[k];
        }
        if (!good) {
            break; /* and more would ask for more */
        }
        x->length[i - 1] = length;
        if (enough &&
            !choose(x, i - 1, key + length * w->weight[i - 1], valid & x->fits[i - 1][length],
                    base0 + chain_sum(w->c, 0, mine, length),
                    base1 + chain_sum(w->c, 1, mine, length))) {
            return false;
        }
    }
    return true;
}

static bool prepare(writer *x, truce_arena *scratch) {
    words *const w = x->w;
    x->fits = truce_arena_take(scratch, w->n_outer * sizeof *x->fits);
    x->length = truce_arena_zero(scratch, w->n_outer, sizeof *x->length);
    if (x->fits == NULL || x->length == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < w->n_outer; i++) {
        const uint32_t lengths = chain_length(w->c, w->outer[i]) + 1;
        uint64_t *bits = truce_arena_take(scratch, lengths * sizeof *bits);
        for (uint32_t k = 0; bits != NULL && k < lengths; k++) {
            bits[k] = fit_outside(w, w->outer[i], k);
        }
        if (bits == NULL) {
            return false;
        }
        x->fits[i] = bits;
    }
    return true;
}

/* The word with one more of each outer chain: keys rise, so the places sought do. */
static bool link_up(words *w) {
    w->next = malloc((w->n * w->n_outer + 1) * sizeof *w->next);
    w->reach = malloc(w->n * sizeof *w->reach);
    w->open = malloc(w->n * sizeof *w->open);
    for (uint32_t i = 0; w->next != NULL && i < w->n_outer; i++) {
        size_t to = 0;
        for (size_t k = 0; k < w->n; k++) {
            const uint64_t length =
                w->key[k] / w->weight[i] % (chain_length(w->c, w->outer[i]) + UINT64_C(1));
            const uint64_t sought = w->key[k] + w->weight[i];
            const bool ended = length == chain_length(w->c, w->outer[i]);
            while (!ended && to < w->n && w->key[to] < sought) {
                to++;
            }
            const bool there = !ended && to < w->n && w->key[to] == sought;
            w->next[k * w->n_outer + i] = there ? (uint32_t)to : WORDS_NONE;
        }
    }
    return w->next != NULL && w->reach != NULL && w->open != NULL;
}

/* Keys of all lengths of the outer chains have to fit. */
static bool weigh(words *w) {
    uint64_t weight = 1;
    for (uint32_t i = 0; i < w->n_outer; i++) {
        const uint64_t lengths = chain_length(w->c, w->outer[i]) + UINT64_C(1);
        w->weight[i] = weight;
        if (weight > UINT64_MAX / 2 / lengths) {
            return false;
        }
        weight *= lengths;
    }
    return true;
}

bool words_make(const chains *c, uint64_t ideals_max, size_t bytes_max, truce_arena *arena,
                words *out) {
    *out = (words){.c = c, .ideals = c->m->n + UINT64_C(1), .too_many = c->n > BITS_MAX - 1};
    if (out->too_many) {
        return true;
    }
    out->outer = truce_arena_take(arena, c->n * sizeof *out->outer);
    out->weight = truce_arena_take(arena, c->n * sizeof *out->weight);
    if (out->outer == NULL || out->weight == NULL) {
        return false;
    }
    choose_inner(out);
    number_bits(out);
    out->too_many = !weigh(out);
    if (out->too_many) {
        return true;
    }
    const size_t bytes = 6 * sizeof(uint64_t) + out->n_outer * sizeof(uint32_t);
    truce_arena scratch = truce_arena_new();
    writer x = {.w = out, .ideals_max = ideals_max, .n_max = bytes_max / bytes};
    x.n_max = x.n_max < WORDS_NONE ? x.n_max : WORDS_NONE - 1;
    bool ok = prepare(&x, &scratch);
    if (ok) {
        out->ideals = 0;
        (void)choose(&x, out->n_outer, 0, fit_inside(out), 0, 0);
        ok = !x.no_memory;
    }
    ok = ok && (out->too_many || link_up(out));
    truce_arena_clear(&scratch);
    return ok;
}

void words_clear(words *w) {
    free(w->key);
    free(w->valid);
    free(w->base[0]);
    free(w->base[1]);
    free(w->next);
    free(w->reach);
    free(w->open);
}
