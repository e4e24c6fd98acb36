/* amounts.h - arithmetic on the amounts of worth.h, whatever their width.
 *
 * Every function takes the width last. Where that is a constant, 1 or 2, the compiler leaves plain
 * 64-bit or 128-bit arithmetic; so a loop over many vectors is written once, and called with 1, 2
 * and any width.
 */
#ifndef TRUCE_DEALS_AMOUNTS_H
#define TRUCE_DEALS_AMOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { AMOUNT_WORDS_MAX = 64 };

#define AMOUNTS_INLINE static inline __attribute__((always_inline))

__extension__ typedef __int128 amount_two;
__extension__ typedef unsigned __int128 amount_two_bits;

AMOUNTS_INLINE amount_two amount_two_of(const uint64_t *a) {
    return (amount_two)((amount_two_bits)a[1] << 64 | a[0]);
}

/* Less than, equal to or greater than 0, as a is to b. */
AMOUNTS_INLINE int amount_compare(const uint64_t *a, const uint64_t *b, uint32_t width) {
    if (width == 1) {
        return ((int64_t)*a > (int64_t)*b) - ((int64_t)*a < (int64_t)*b);
    }
    if (width == 2) {
        return (amount_two_of(a) > amount_two_of(b)) - (amount_two_of(a) < amount_two_of(b));
    }
    const int64_t high_a = (int64_t)a[width - 1];
    const int64_t high_b = (int64_t)b[width - 1];
    if (high_a != high_b) {
        return high_a > high_b ? 1 : -1;
    }
    for (uint32_t i = width - 1; i-- > 0;) {
        if (a[i] != b[i]) {
            return a[i] > b[i] ? 1 : -1;
        }
    }
    return 0;
}

/* out = a + b; `out` may be either. */
AMOUNTS_INLINE void amount_add(uint64_t *out, const uint64_t *a, const uint64_t *b,
                               uint32_t width) {
    if (width == 1) {
        *out = *a + *b;
        return;
    }
    amount_two_bits carry = 0;
    for (uint32_t i = 0; i < width; i++) {
        carry += (amount_two_bits)a[i] + b[i];
        out[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

/* out = a - b; `out` may be either. */
AMOUNTS_INLINE void amount_subtract(uint64_t *out, const uint64_t *a, const uint64_t *b,
                                    uint32_t width) {
    if (width == 1) {
        *out = *a - *b;
        return;
    }
    amount_two_bits carry = 1;
    for (uint32_t i = 0; i < width; i++) {
        carry += (amount_two_bits)a[i] + ~b[i];
        out[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

/* Of n amounts that rise, `stride` words apart (below 0: leftwards), the place of the first that is
 * at least `limit` (order 0) or more than it (order 1); n when there is none. O(log place). The
 * first ones are looked at four by four, without a branch for each. */
AMOUNTS_INLINE size_t amount_first(const uint64_t *at, ptrdiff_t stride, size_t n,
                                   const uint64_t *limit, int order, uint32_t width) {
    enum { FOUR = 4, NEAR = 64 };
    size_t low = 0; /* what is before it is too little */
    for (; n - low >= FOUR && low < NEAR; low += FOUR) {
        const uint64_t *const four = at + (ptrdiff_t)low * stride;
        if (amount_compare(four + 3 * stride, limit, width) >= order) {
            return low + (size_t)(amount_compare(four, limit, width) < order) +
                   (size_t)(amount_compare(four + stride, limit, width) < order) +
                   (size_t)(amount_compare(four + 2 * stride, limit, width) < order);
        }
    }
    size_t step = FOUR;
    while (step <= n - low &&
           amount_compare(at + (ptrdiff_t)(low + step - 1) * stride, limit, width) < order) {
        low += step;
        step *= 2;
    }
    size_t length = step <= n - low ? step - 1 : n - low; /* it is in low .. low + length */
    while (length > 0) {
        const size_t half = (length + 1) / 2;
        const bool little =
            amount_compare(at + (ptrdiff_t)(low + half - 1) * stride, limit, width) < order;
        low += little ? half : 0;
        length = little ? length - half : half - 1;
    }
    return low;
}

/* As a number that is rounded. */
static inline double amount_double(const uint64_t *a, uint32_t width) {
    double value = (double)(int64_t)a[width - 1];
    for (uint32_t i = width - 1; i-- > 0;) {
        value = value * 0x1p64 + (double)a[i];
    }
    return value;
}

/* ---- vectors: an amount for each party ------------------------------------------------------- */

AMOUNTS_INLINE void vector_add(uint64_t *out, const uint64_t *a, const uint64_t *b,
                               uint32_t parties, uint32_t width) {
    for (uint32_t p = 0; p < parties; p++) {
        amount_add(out + (size_t)p * width, a + (size_t)p * width, b + (size_t)p * width, width);
    }
}

AMOUNTS_INLINE void vector_subtract(uint64_t *out, const uint64_t *a, const uint64_t *b,
                                    uint32_t parties, uint32_t width) {
    for (uint32_t p = 0; p < parties; p++) {
        amount_subtract(out + (size_t)p * width, a + (size_t)p * width, b + (size_t)p * width,
                        width);
    }
}

AMOUNTS_INLINE bool vector_equal(const uint64_t *a, const uint64_t *b, uint32_t parties,
                                 uint32_t width) {
    for (uint32_t i = 0; i < parties * width; i++) {
        if (a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

/* Two short amounts as one number, which is ordered as they are. */
AMOUNTS_INLINE amount_two vector_number(const uint64_t *a) {
    return (amount_two)((amount_two_bits)a[0] << 64 | (a[1] ^ (uint64_t)1 << 63));
}

/* By the first party, then the second, ... */
AMOUNTS_INLINE int vector_compare(const uint64_t *a, const uint64_t *b, uint32_t parties,
                                  uint32_t width) {
    for (uint32_t p = 0; p < parties; p++) {
        const int order = amount_compare(a + (size_t)p * width, b + (size_t)p * width, width);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

/* Is a at least b for every party? */
AMOUNTS_INLINE bool vector_covers(const uint64_t *a, const uint64_t *b, uint32_t parties,
                                  uint32_t width) {
    for (uint32_t p = 0; p < parties; p++) {
        if (amount_compare(a + (size_t)p * width, b + (size_t)p * width, width) < 0) {
            return false;
        }
    }
    return true;
}

#endif
