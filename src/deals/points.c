/* Every idea gives a vector a number, and the largest wins. Gains are made comparable by
 * multiplying each with the units, or the most gains, of all other parties: shares and utilities
 * are then whole numbers over one denominator, which need not be divided by. */
#include "truce/deals/points.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "deals/wide.h"

typedef struct search {
    const truce_frontier *f;
    const truce_worth *w;
    bool unreserved;
    truce_arena *arena;
    truce_arena scratch;
    uint64_t *from, *most; /* [party] */
    bool any;              /* a vector is looked at */
    uint64_t *gains;       /* [party]: of the vector in hand */
    bool *counts;          /* [party]: whether it can gain anything */
    uint64_t *by_unit;     /* [party]: the product of the others' units, `unit_words` each */
    uint64_t *by_most;     /* [party]: the product of the others' most gains, `most_words` each */
    uint32_t unit_words, most_words;
    uint32_t words;          /* of a score */
    uint64_t *score, *other; /* work areas of so many */
} search;

static const uint64_t *amount(const search *s, truce_amounts all, size_t party) {
    return all + party * s->w->width;
}

static const uint64_t *vector_at(const search *s, size_t i) {
    return s->f->vectors + i * s->w->n_parties * s->w->width;
}

/* ---- what is looked at ----------------------------------------------------------------------- */

static bool has_reserve(const search *s, uint32_t party) {
    return !s->unreserved && s->w->reserve != NULL && s->w->reserved != NULL &&
           s->w->reserved[party];
}

static bool is_looked_at(const search *s, const uint64_t *vector) {
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        if (has_reserve(s, p) &&
            wide_compare_signed(amount(s, vector, p), amount(s, s->w->reserve, p), s->w->width) <
                0) {
            return false;
        }
    }
    return true;
}

/* d of each party, and the most it can get. False when memory is out. */
static bool find_ends(search *s) {
    const uint32_t width = s->w->width;
    const size_t words = (size_t)s->w->n_parties * width;
    s->from = truce_arena_zero(s->arena, words, sizeof *s->from);
    s->most = truce_arena_zero(s->arena, words, sizeof *s->most);
    if (s->from == NULL || s->most == NULL) {
        return false;
    }
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        const uint64_t *from = amount(s, s->f->lowest, p);
        if (has_reserve(s, p) &&
            wide_compare_signed(amount(s, s->w->reserve, p), from, width) > 0) {
            from = amount(s, s->w->reserve, p);
        }
        memcpy(s->from + (size_t)p * width, from, width * sizeof *from);
    }
    for (size_t i = 0; i < s->f->n; i++) {
        const uint64_t *const vector = vector_at(s, i);
        if (!is_looked_at(s, vector)) {
            continue;
        }
        for (uint32_t p = 0; p < s->w->n_parties; p++) {
            uint64_t *const most = s->most + (size_t)p * width;
            const uint64_t *const u = amount(s, vector, p);
            if (!s->any || wide_compare_signed(u, most, width) > 0) {
                memcpy(most, u, width * sizeof *most);
            }
        }
        s->any = true;
    }
    return true;
}

/* ---- what gains are multiplied with ---------------------------------------------------------- */

/* [party]: the product of factors[other], for all others, each in as many words as is returned in
 * *words; a factor of 0 is left out. */
static uint64_t *products(search *s, uint64_t *const *factors, const uint32_t *n_factors,
                          uint32_t *words) {
    const uint32_t n = s->w->n_parties;
    uint32_t all = 1;
    for (uint32_t p = 0; p < n; p++) {
        all += n_factors[p];
    }
    uint64_t *out = truce_arena_zero(&s->scratch, (size_t)n * all, sizeof *out);
    uint64_t *product = truce_arena_zero(&s->scratch, all, sizeof *product);
    if (out == NULL || product == NULL) {
        return NULL;
    }
    for (uint32_t p = 0; p < n; p++) {
        uint64_t *const at = out + (size_t)p * all;
        at[0] = 1;
        for (uint32_t q = 0; q < n; q++) {
            if (q != p && !wide_is_zero(factors[q], n_factors[q])) {
                memset(product, 0, all * sizeof *product);
                wide_add_product(product, all, at, all, factors[q], n_factors[q]);
                memcpy(at, product, all * sizeof *at);
            }
        }
    }
    *words = all;
    return out;
}

static bool multiply_units(search *s) {
    uint64_t *factors[TRUCE_WORTH_PARTIES_MAX];
    uint32_t n_factors[TRUCE_WORTH_PARTIES_MAX];
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        const uint32_t *half = NULL;
        size_t n = 0;
        if (truce_bigint_words(s->w->units[p], &s->scratch, &half, &n, NULL) != TRUCE_OK) {
            return false;
        }
        factors[p] = truce_arena_zero(&s->scratch, n / 2 + 1, sizeof *factors[p]);
        if (factors[p] == NULL) {
            return false;
        }
        for (size_t i = 0; i < n; i++) {
            factors[p][i / 2] |= (uint64_t)half[i] << (i % 2 * 32);
        }
        n_factors[p] = (uint32_t)((n + 1) / 2);
    }
    s->by_unit = products(s, factors, n_factors, &s->unit_words);
    return s->by_unit != NULL;
}

static bool multiply_most(search *s) {
    const uint32_t width = s->w->width;
    uint64_t *factors[TRUCE_WORTH_PARTIES_MAX];
    uint32_t n_factors[TRUCE_WORTH_PARTIES_MAX];
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        factors[p] = truce_arena_zero(&s->scratch, width, sizeof *factors[p]);
        if (factors[p] == NULL) {
            return false;
        }
        (void)wide_subtract(factors[p], amount(s, s->most, p), amount(s, s->from, p), width);
        n_factors[p] = width;
        s->counts[p] = !wide_is_zero(factors[p], width);
    }
    s->by_most = products(s, factors, n_factors, &s->most_words);
    return s->by_most != NULL;
}

/* ---- scores ---------------------------------------------------------------------------------- */

static void multiply_gains(const search *s, uint64_t *score) {
    const uint32_t width = s->w->width;
    memset(score, 0, s->words * sizeof *score);
    score[0] = 1;
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        memset(s->other, 0, s->words * sizeof *s->other);
        wide_add_product(s->other, s->words, score, s->words, s->gains + (size_t)p * width, width);
        memcpy(score, s->other, s->words * sizeof *score);
    }
}

/* A party's gain times the product that goes with it, into s->other. */
static void scale_gain(const search *s, uint32_t p, const uint64_t *by, uint32_t n_by) {
    const uint32_t width = s->w->width;
    memset(s->other, 0, s->words * sizeof *s->other);
    wide_add_product(s->other, s->words, s->gains + (size_t)p * width, width, by + (size_t)p * n_by,
                     n_by);
}

/* The least of all parties' scaled gains, or the largest; of `counts` only, where it is given. */
static void extreme_gain(const search *s, const uint64_t *by, uint32_t n_by, const bool *counts,
                         bool largest, uint64_t *score) {
    bool any = false;
    memset(score, 0, s->words * sizeof *score);
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        if (counts != NULL && !counts[p]) {
            continue;
        }
        scale_gain(s, p, by, n_by);
        const int order = wide_compare(s->other, score, s->words);
        if (!any || (largest ? order > 0 : order < 0)) {
            memcpy(score, s->other, s->words * sizeof *score);
        }
        any = true;
    }
}

static void sum_gains(const search *s, uint64_t *score) {
    memset(score, 0, s->words * sizeof *score);
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        scale_gain(s, p, s->by_unit, s->unit_words);
        (void)wide_add(score, score, s->other, s->words);
    }
}

/* How good a vector is; of TRUCE_POINT_MIN_GAP the smaller is the better. `low` is a work area. */
static void rate(const search *s, const uint64_t *vector, truce_point kind, uint64_t *low,
                 uint64_t *score) {
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        (void)wide_subtract(s->gains + (size_t)p * s->w->width, amount(s, vector, p),
                            amount(s, s->from, p), s->w->width);
    }
    switch (kind) {
    case TRUCE_POINT_NASH:
        multiply_gains(s, score);
        break;
    case TRUCE_POINT_KALAI_SMORODINSKY:
        extreme_gain(s, s->by_most, s->most_words, s->counts, false, score);
        break;
    case TRUCE_POINT_EGALITARIAN:
        extreme_gain(s, s->by_unit, s->unit_words, NULL, false, score);
        break;
    case TRUCE_POINT_MAX_WELFARE:
        sum_gains(s, score);
        break;
    case TRUCE_POINT_MIN_GAP:
        extreme_gain(s, s->by_most, s->most_words, s->counts, false, low);
        extreme_gain(s, s->by_most, s->most_words, s->counts, true, score);
        (void)wide_subtract(score, score, low, s->words);
        break;
    case TRUCE_POINTS:
        assert(false && "not a point");
    }
}

/* All vectors with the best score. */
static bool find_best(search *s, truce_point kind, truce_tied *out) {
    uint64_t *best = truce_arena_zero(&s->scratch, s->words, sizeof *best);
    uint64_t *low = truce_arena_zero(&s->scratch, s->words, sizeof *low);
    size_t *tied = NULL;
    size_t n = 0;
    size_t cap = 0;
    if (best == NULL || low == NULL) {
        return false;
    }
    for (size_t i = 0; i < s->f->n; i++) {
        const uint64_t *const vector = vector_at(s, i);
        if (!is_looked_at(s, vector)) {
            continue;
        }
        rate(s, vector, kind, low, s->score);
        int order = n == 0 ? 1 : wide_compare(s->score, best, s->words);
        order = kind == TRUCE_POINT_MIN_GAP && n > 0 ? -order : order;
        if (order > 0) {
            memcpy(best, s->score, s->words * sizeof *best);
            n = 0;
        }
        if (order >= 0) {
            size_t *grown = truce_arena_grow(s->arena, tied, n, &cap, sizeof *tied);
            if (grown == NULL) {
                return false;
            }
            tied = grown;
            tied[n++] = i;
        }
    }
    *out = (truce_tied){tied, n};
    return true;
}

/* ---- opposition ------------------------------------------------------------------------------ */

/* A number from 0 on as a fraction of 1 and a power of 2. */
static double fraction(const uint64_t *a, uint32_t n, int *power) {
    double sum = 0;
    for (uint32_t i = n; i-- > 0 && sum < 0x1p64;) {
        sum = sum * 0x1p64 + (double)a[i];
        *power = (int)i * 64;
    }
    int own = 0;
    sum = frexp(sum, &own);
    *power = sum > 0 ? *power + own : 0;
    return sum;
}

/* 1 - u / most, without regard to its sign. */
static double shortfall(const search *s, const uint64_t *u, const uint64_t *most, uint64_t *room) {
    const uint32_t width = s->w->width;
    int power = 0;
    int power_most = 0;
    (void)wide_subtract(room, most, u, width);
    const double lacking = fraction(room, width, &power);
    memset(room, 0, width * sizeof *room);
    if (wide_is_negative(most, width)) {
        (void)wide_subtract(room, room, most, width);
    } else {
        memcpy(room, most, width * sizeof *room);
    }
    const double all = fraction(room, width, &power_most);
    return ldexp(lacking / all, power - power_most);
}

static bool oppose(search *s, truce_points *out) {
    uint64_t *room = truce_arena_zero(&s->scratch, s->w->width, sizeof *room);
    if (room == NULL) {
        return false;
    }
    out->opposed = s->any;
    for (uint32_t p = 0; p < s->w->n_parties; p++) {
        out->opposed = out->opposed && !wide_is_zero(amount(s, s->f->highest, p), s->w->width);
    }
    double best = INFINITY;
    for (size_t i = 0; out->opposed && i < s->f->n; i++) {
        const uint64_t *const vector = vector_at(s, i);
        double sum = 0;
        for (uint32_t p = 0; p < s->w->n_parties; p++) {
            const double one =
                shortfall(s, amount(s, vector, p), amount(s, s->f->highest, p), room);
            sum += one * one;
        }
        best = sum < best && is_looked_at(s, vector) ? sum : best;
    }
    out->opposition = out->opposed ? sqrt(best) : 0;
    return true;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static bool prepare(search *s) {
    s->counts = truce_arena_zero(&s->scratch, s->w->n_parties, sizeof *s->counts);
    s->gains =
        truce_arena_zero(&s->scratch, (size_t)s->w->n_parties * s->w->width, sizeof *s->gains);
    if (s->counts == NULL || s->gains == NULL || !find_ends(s) || !multiply_units(s) ||
        !multiply_most(s)) {
        return false;
    }
    const uint32_t by = s->unit_words > s->most_words ? s->unit_words : s->most_words;
    const uint32_t scaled = by + s->w->width + 1;
    const uint32_t product = s->w->n_parties * s->w->width + 1;
    s->words = scaled > product ? scaled : product;
    s->score = truce_arena_zero(&s->scratch, s->words, sizeof *s->score);
    s->other = truce_arena_zero(&s->scratch, s->words, sizeof *s->other);
    return s->score != NULL && s->other != NULL;
}

truce_status truce_points_find(const truce_frontier *frontier, truce_points_options options,
                               truce_arena *arena, truce_points *out, truce_error *err) {
    assert(frontier != NULL && arena != NULL && out != NULL);
    search s = {.f = frontier,
                .w = frontier->worth,
                .unreserved = options.unreserved,
                .arena = arena,
                .scratch = truce_arena_new()};
    truce_points made = {.exact = frontier->exact};
    bool ok = prepare(&s);
    for (truce_point kind = 0; ok && kind < TRUCE_POINTS; kind++) {
        ok = find_best(&s, kind, &made.at[kind]);
    }
    ok = ok && oppose(&s, &made);
    made.from = s.from;
    made.most = s.most;
    truce_arena_clear(&s.scratch);
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to compare %zu packages", frontier->n);
    }
    *out = made;
    return TRUCE_OK;
}
