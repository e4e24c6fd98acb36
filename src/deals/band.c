#include "deals/band.h"

#include <string.h>

#include "deals/wide.h"

static size_t combinations_of(const truce_worth *w, const truce_worth_term *t) {
    size_t n = 1;
    for (uint32_t i = 0; i < t->n_variables; i++) {
        n *= w->choices->n_values[t->variables[i]];
    }
    return n;
}

/* The extreme amounts of a party: the largest, or the smallest. */
static const uint64_t *extreme(const truce_worth *w, const truce_worth_term *t, uint32_t party,
                               bool largest) {
    const size_t n = combinations_of(w, t);
    const uint64_t *best = t->amounts + (size_t)party * w->width;
    for (size_t i = 1; i < n; i++) {
        const uint64_t *const amount = t->amounts + (i * w->n_parties + party) * w->width;
        const int order = wide_compare_signed(amount, best, w->width);
        best = (largest ? order > 0 : order < 0) ? amount : best;
    }
    return best;
}

/* A row, if one is needed: `bound` is the amount asked for; NULL: the row is wanted, and no package
 * exceeds its limit. False when memory is out. */
static bool add_row(band *b, uint32_t party, bool most, const uint64_t *bound, truce_arena *arena) {
    const truce_worth *const w = b->worth;
    const uint32_t wide = w->width + 1;
    uint64_t *base = truce_arena_take(arena, (size_t)w->n_terms * w->width * sizeof *base);
    uint64_t *sums = truce_arena_zero(arena, (size_t)3 * wide, sizeof *sums);
    if (base == NULL || sums == NULL) {
        return false;
    }
    uint64_t *const best = sums;         /* what loses nothing */
    uint64_t *const worst = sums + wide; /* what loses most */
    uint64_t *const one = sums + 2 * (size_t)wide;
    for (uint32_t t = 0; t < w->n_terms; t++) {
        const uint64_t *const top = extreme(w, &w->terms[t], party, !most);
        memcpy(base + (size_t)t * w->width, top, w->width * sizeof *base);
        wide_extend(one, wide, top, w->width);
        (void)wide_add(best, best, one, wide);
        wide_extend(one, wide, extreme(w, &w->terms[t], party, most), w->width);
        (void)wide_add(worst, worst, one, wide);
    }
    if (bound != NULL) {
        wide_extend(one, wide, bound, w->width);
        const int order = wide_compare_signed(worst, one, wide);
        if (most ? order <= 0 : order >= 0) {
            return true;
        }
    } else {
        memcpy(one, worst, wide * sizeof *one);
    }
    (void)wide_subtract(one, most ? one : best, most ? best : one, wide);
    if (wide_is_negative(one, wide)) {
        b->impossible = true;
        return true;
    }
    b->rows[b->n_rows++] = (band_row){
        .party = party, .most = most, .base = base, .limit = one, .bits = wide_bits(one, wide)};
    return true;
}

/* Where the fields lie; the keys made of them. */
static bool lay_out(band *b, truce_arena *arena) {
    uint32_t bits = 0;
    for (uint32_t r = b->n_rows; r-- > 0;) {
        b->rows[r].place = bits;
        bits += b->rows[r].bits + 2;
    }
    b->words = (bits + 63) / 64;
    b->limits = truce_arena_zero(arena, b->words, sizeof *b->limits);
    b->guards = truce_arena_zero(arena, b->words, sizeof *b->guards);
    b->ceiling = truce_arena_zero(arena, b->words, sizeof *b->ceiling);
    b->added = truce_arena_zero(arena, b->words, sizeof *b->added);
    b->loss = truce_arena_zero(arena, (size_t)b->worth->width + 1, sizeof *b->loss);
    if (b->limits == NULL || b->guards == NULL || b->ceiling == NULL || b->added == NULL ||
        b->loss == NULL) {
        return false;
    }
    for (uint32_t r = 0; r < b->n_rows; r++) {
        const band_row *const row = &b->rows[r];
        const uint32_t top = row->place + row->bits + 1;
        wide_put(b->limits, b->words, row->limit, b->worth->width + 1, row->place);
        wide_set_bits(b->guards, top, top + 1);
    }
    for (uint32_t i = 0; i < b->words; i++) {
        b->ceiling[i] = b->limits[i] | b->guards[i];
    }
    return true;
}

bool band_make(const truce_worth *worth, const truce_band *asked, truce_arena *arena, band *out) {
    band b = {.worth = worth};
    bool ok = true;
    for (uint32_t p = 0; ok && p < worth->n_parties; p++) {
        const size_t at = (size_t)p * worth->width;
        if (asked->has_least != NULL && asked->has_least[p]) {
            ok = add_row(&b, p, false, asked->least + at, arena);
        }
        if (ok && asked->has_most != NULL && asked->has_most[p]) {
            ok = add_row(&b, p, true, asked->most + at, arena);
        }
    }
    ok = ok && lay_out(&b, arena);
    if (ok) {
        *out = b;
    }
    return ok;
}

bool band_add_term(const band *b, uint32_t term, size_t combination, uint64_t *key) {
    const truce_worth *const w = b->worth;
    for (uint32_t r = 0; r < b->n_rows; r++) {
        const band_row *const row = &b->rows[r];
        const uint64_t *const amount =
            w->terms[term].amounts + (combination * w->n_parties + row->party) * w->width;
        const uint64_t *const base = row->base + (size_t)term * w->width;
        (void)wide_subtract(b->loss, row->most ? amount : base, row->most ? base : amount,
                            w->width);
        if (wide_compare(b->loss, row->limit, w->width + 1) > 0) {
            return false;
        }
        memset(b->added, 0, b->words * sizeof *b->added);
        wide_put(b->added, b->words, b->loss, w->width, row->place);
        (void)wide_add(key, key, b->added, b->words);
    }
    return band_keeps(b, key, b->words);
}

bool band_full(const truce_worth *worth, truce_arena *arena, band *out) {
    band b = {.worth = worth};
    bool ok = true;
    for (uint32_t p = 0; ok && p < worth->n_parties; p++) {
        ok = add_row(&b, p, false, NULL, arena);
    }
    ok = ok && lay_out(&b, arena);
    if (ok) {
        *out = b;
    }
    return ok;
}
