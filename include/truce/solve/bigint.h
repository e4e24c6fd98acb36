/* bigint.h - whole numbers from 0 on, as large as they get: how many packages, how many openings.
 *
 * A number is a plain value whose digits lie in an arena; copying the value copies the number. The
 * arithmetic is libtommath's.
 */
#ifndef TRUCE_SOLVE_BIGINT_H
#define TRUCE_SOLVE_BIGINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

/* All zero: the number 0. The digits are libtommath's, the lowest first, and nobody else's affair.
 */
typedef struct truce_bigint {
    const void *digits;
    size_t n;
} truce_bigint;

/* In each: numbers are borrowed, and the result's digits live in `arena`; the result may be one of
 * the arguments. Fails with TRUCE_ENOMEM, also where a number gets too large for the library (some
 * 2^31 bits); the result is then left as it was. Costs are in digits of 60 bits. */

/* O(1) */
TRUCE_MUST_USE truce_status truce_bigint_from(uint64_t value, truce_arena *arena, truce_bigint *out,
                                              truce_error *err);

/* a + b: O(n) */
TRUCE_MUST_USE truce_status truce_bigint_add(truce_bigint a, truce_bigint b, truce_arena *arena,
                                             truce_bigint *out, truce_error *err);

/* a * b: O(n^2) for small numbers, O(n^1.5) for large ones */
TRUCE_MUST_USE truce_status truce_bigint_multiply(truce_bigint a, truce_bigint b,
                                                  truce_arena *arena, truce_bigint *out,
                                                  truce_error *err);

/* The product of `n` numbers, 1 for none: they are multiplied in pairs, so that large ones meet
 * large ones. */
TRUCE_MUST_USE truce_status truce_bigint_product(const truce_bigint *factors, size_t n,
                                                 truce_arena *arena, truce_bigint *out,
                                                 truce_error *err);

/* The number whose digits to the base 2^32 are words[n], the lowest first; borrowed. */
TRUCE_MUST_USE truce_status truce_bigint_from_words(const uint32_t *words, size_t n,
                                                    truce_arena *arena, truce_bigint *out,
                                                    truce_error *err);

/* The other way: the digits to the base 2^32 into words[*n], the lowest first; none for 0. */
TRUCE_MUST_USE truce_status truce_bigint_words(truce_bigint a, truce_arena *arena,
                                               const uint32_t **words, size_t *n, truce_error *err);

/* In decimal, without separators, with a NUL behind it that the size does not count: O(n^2) */
TRUCE_MUST_USE truce_status truce_bigint_decimal(truce_bigint a, truce_arena *arena, truce_str *out,
                                                 truce_error *err);

/* Less than, equal to or greater than 0, as a is to b. */
int truce_bigint_compare(truce_bigint a, truce_bigint b);

/* The least number that both divide; a and b are not 0: O(n^2) */
TRUCE_MUST_USE truce_status truce_bigint_common_multiple(truce_bigint a, truce_bigint b,
                                                         truce_arena *arena, truce_bigint *out,
                                                         truce_error *err);

/* a / b without its remainder, of which *rest (may be NULL) tells whether there is one; b is not 0:
 * O(n^2) */
TRUCE_MUST_USE truce_status truce_bigint_divide(truce_bigint a, truce_bigint b, truce_arena *arena,
                                                truce_bigint *out, bool *rest, truce_error *err);

/* How many bits it has; 0 has none. */
size_t truce_bigint_bits(truce_bigint a);

/* The number to the base 2^64, the lowest first, into words[n], of which those beyond it are 0. It
 * has at most 64 * n bits. Fails with TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_bigint_to_words(truce_bigint a, uint64_t *words, size_t n,
                                                  truce_error *err);

/* Does it fit in 64 bits? Then it is in *value. */
bool truce_bigint_fits(truce_bigint a, uint64_t *value);

#endif
