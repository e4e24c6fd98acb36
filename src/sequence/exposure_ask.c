/* From which sets can the end be reached within both bounds? Words are asked from the last to the
 * first, so that those with one more moment are known; within a word all bits move at once, until
 * none is added. */
#include "exposure_parts.h"

#include <string.h>

/* How many of the bits' rises are at most `bound`. */
static uint32_t rank(const int64_t rise[64], int64_t bound) {
    uint32_t r = 0;
    for (uint32_t step = 32; step > 0; step /= 2) {
        r += rise[r + step - 1] <= bound ? step : 0;
    }
    return r + (rise[r] <= bound);
}

/* The bits of a word that do not expose a side more than its bound. */
static inline uint64_t within(const words *w, size_t i, int side, int64_t bound) {
    return w->below[side][rank(w->rise[side], bound - w->base[side][i])];
}

/* The least exposure among these bits, all above the bound, if it is less than `least`. */
static int64_t least_of(const words *w, size_t i, int side, int64_t bound, uint64_t bits,
                        int64_t least) {
    const uint32_t first = rank(w->rise[side], bound - w->base[side][i]);
    for (uint32_t r = first; r < w->n_bits && w->rise[side][r] < least - w->base[side][i]; r++) {
        const uint64_t bit = w->below[side][r + 1] & ~w->below[side][r];
        if ((bits & bit) != 0) {
            return w->base[side][i] + w->rise[side][r];
        }
    }
    return least;
}

bool words_ask(words *w, int side, int64_t bound, int64_t *blocked) {
    *blocked = WORDS_FREE;
    for (size_t i = w->n; i-- > 0;) {
        const uint64_t end = i == w->n - 1 ? w->full : 0;
        const uint64_t open = w->open[i];
        const uint32_t *const next = w->next + i * w->n_outer;
        uint64_t met = end;
        for (uint32_t k = 0; open != 0 && k < w->n_outer; k++) {
            met |= next[k] != WORDS_NONE ? w->reach[next[k]] : 0;
        }
        met &= open;
        if (met == 0) {
            w->reach[i] = 0;
            continue;
        }
        const uint64_t may = within(w, i, side, bound) | end;
        uint64_t reach = met & may;
        uint64_t before = 0;
        while (reach != before) {
            before = reach;
            for (uint32_t k = 0; k < w->n_inner; k++) {
                met |= reach >> w->stride[k] & w->not_last[k] & open;
            }
            reach = met & may;
        }
        w->reach[i] = reach;
        if ((met & ~may) != 0) {
            *blocked = least_of(w, i, side, bound, met & ~may, *blocked);
        }
    }
    return (w->reach[0] & 1) != 0;
}

void words_limit(words *w, int side, int64_t bound) {
    for (size_t i = 0; i < w->n; i++) {
        if (w->open[i] != 0) {
            w->open[i] &= within(w, i, side, bound) | (i == w->n - 1 ? w->full : 0);
        }
    }
}

void words_narrow(words *w, const int64_t bounds[TRUCE_SIDES]) {
    words_reopen(w);
    words_limit(w, 0, bounds[0]);
    words_limit(w, 1, bounds[1]);
    memcpy(w->valid, w->open, w->n * sizeof *w->valid);
}

void words_reopen(words *w) {
    memcpy(w->open, w->valid, w->n * sizeof *w->open);
}

void words_close(words *w) {
    memset(w->open, 0, w->n * sizeof *w->open);
    w->open[0] = w->reach[0] & 1;
    for (size_t i = 0; i < w->n; i++) {
        uint64_t met = w->open[i];
        uint64_t before = 0;
        while (met != before) {
            before = met;
            for (uint32_t k = 0; k < w->n_inner; k++) {
                met |= (met & w->not_last[k]) << w->stride[k] & w->reach[i];
            }
        }
        w->open[i] = met;
        const uint32_t *const next = w->next + i * w->n_outer;
        for (uint32_t k = 0; met != 0 && k < w->n_outer; k++) {
            if (next[k] != WORDS_NONE) {
                w->open[next[k]] |= met & w->reach[next[k]];
            }
        }
    }
}

void words_order(const words *w, uint32_t *order) {
    const chains *const c = w->c;
    uint32_t passed[64] = {0}; /* [chain] */
    size_t word = 0;
    uint32_t bit = 0;
    for (uint32_t n = 0; n < c->m->n; n++) {
        uint32_t lowest = UINT32_MAX;
        size_t to_word = 0;
        uint32_t to_bit = 0;
        for (uint32_t k = 0; k < w->n_inner + w->n_outer; k++) {
            const bool inside = k < w->n_inner;
            const uint32_t chain = inside ? w->inner[k] : w->outer[k - w->n_inner];
            if (passed[chain] == chain_length(c, chain)) {
                continue;
            }
            const uint32_t moment = c->moment[c->begin[chain] + passed[chain]];
            const size_t then = inside ? word : w->next[word * w->n_outer + k - w->n_inner];
            const uint32_t at = inside ? bit + w->stride[k] : bit;
            if (then != WORDS_NONE && (w->reach[then] >> at & 1) != 0 && moment < lowest) {
                lowest = moment;
                to_word = then;
                to_bit = at;
            }
        }
        order[n] = lowest;
        passed[c->chain[lowest]]++;
        word = to_word;
        bit = to_bit;
    }
}
