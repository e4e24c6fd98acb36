/* wide.h - whole numbers of a known number of 64-bit words, the lowest first. */
#ifndef TRUCE_DEALS_WIDE_H
#define TRUCE_DEALS_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 wide_pair;

/* Less than, equal to or greater than 0, as a is to b; without sign. */
static inline int wide_compare(const uint64_t *a, const uint64_t *b, uint32_t n) {
    for (uint32_t i = n; i-- > 0;) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

static inline bool wide_is_zero(const uint64_t *a, uint32_t n) {
    uint64_t any = 0;
    for (uint32_t i = 0; i < n; i++) {
        any |= a[i];
    }
    return any == 0;
}

/* out = a + b, and what is carried out of it; `out` may be one of them. */
static inline uint64_t wide_add(uint64_t *out, const uint64_t *a, const uint64_t *b, uint32_t n) {
    uint64_t carry = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t sum = a[i] + b[i];
        const uint64_t with = sum + carry;
        carry = (sum < a[i]) | (with < sum);
        out[i] = with;
    }
    return carry;
}

/* out = a - b, and what had to be borrowed; `out` may be one of them. */
static inline uint64_t wide_subtract(uint64_t *out, const uint64_t *a, const uint64_t *b,
                                     uint32_t n) {
    uint64_t borrow = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t difference = a[i] - b[i];
        const uint64_t with = difference - borrow;
        borrow = (a[i] < b[i]) | (difference < borrow);
        out[i] = with;
    }
    return borrow;
}

/* sum += a * b, where the sum has room for it. */
static inline void wide_add_product(uint64_t *sum, uint32_t n, const uint64_t *a, uint32_t n_a,
                                    const uint64_t *b, uint32_t n_b) {
    for (uint32_t i = 0; i < n_a && i < n; i++) {
        uint64_t carry = 0;
        for (uint32_t j = 0; a[i] != 0 && i + j < n && (j < n_b || carry != 0); j++) {
            const wide_pair x = (wide_pair)a[i] * (j < n_b ? b[j] : 0) + sum[i + j] + carry;
            sum[i + j] = (uint64_t)x;
            carry = (uint64_t)(x >> 64);
        }
    }
}

/* Two's complement of n words in more of them. */
static inline void wide_extend(uint64_t *out, uint32_t n_out, const uint64_t *a, uint32_t n) {
    for (uint32_t i = 0; i < n_out; i++) {
        out[i] = i < n ? a[i] : (a[n - 1] >> 63) != 0 ? UINT64_MAX : 0;
    }
}

static inline bool wide_is_negative(const uint64_t *a, uint32_t n) {
    return a[n - 1] >> 63 != 0;
}

/* As wide_compare, in two's complement. */
static inline int wide_compare_signed(const uint64_t *a, const uint64_t *b, uint32_t n) {
    const bool negative = wide_is_negative(a, n);
    return negative != wide_is_negative(b, n) ? (negative ? -1 : 1) : wide_compare(a, b, n);
}

/* How many bits the number needs; 0 for 0. */
static inline uint32_t wide_bits(const uint64_t *a, uint32_t n) {
    for (uint32_t i = n; i-- > 0;) {
        if (a[i] != 0) {
            uint32_t bits = 0;
            while (bits < 64 && a[i] >> bits != 0) {
                bits++;
            }
            return i * 64 + bits;
        }
    }
    return 0;
}

static inline bool wide_bit(const uint64_t *a, uint32_t bit) {
    return (a[bit / 64] >> bit % 64 & 1) != 0;
}

/* out |= a << bit; what does not fit is 0. */
static inline void wide_put(uint64_t *out, uint32_t n_out, const uint64_t *a, uint32_t n,
                            uint32_t bit) {
    const uint32_t words = bit / 64;
    const uint32_t rest = bit % 64;
    for (uint32_t i = 0; i < n && i + words < n_out; i++) {
        out[i + words] |= a[i] << rest;
        if (rest > 0 && i + words + 1 < n_out) {
            out[i + words + 1] |= a[i] >> (64 - rest);
        }
    }
}

/* The bits from..to (without) of `out` are set. */
static inline void wide_set_bits(uint64_t *out, uint32_t from, uint32_t to) {
    for (uint32_t bit = from; bit < to; bit++) {
        out[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

#endif
