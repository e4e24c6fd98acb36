/* ratio.h - exact fractions of whole numbers, for what people state as 35 of 80, or as decimals,
 * and what lies on a straight line between.
 *
 * Each operation is exact or says that its result does not fit; nothing is ever rounded.
 */
#ifndef TRUCE_BASE_RATIO_H
#define TRUCE_BASE_RATIO_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/decimal.h"

/* over / under, in lowest terms; under is more than 0, and 0 is 0 / 1. So equal fractions have
 * equal fields. `over` is never INT64_MIN. */
typedef struct truce_ratio {
    int64_t over, under;
} truce_ratio;

/* Every decimal fits. */
truce_ratio truce_ratio_of(truce_decimal value);

static inline truce_ratio truce_ratio_whole(int64_t value) {
    return (truce_ratio){value, 1};
}

/* -1, 0 or 1, for every pair. */
int truce_ratio_compare(truce_ratio a, truce_ratio b);

static inline bool truce_ratio_equal(truce_ratio a, truce_ratio b) {
    return a.over == b.over && a.under == b.under;
}

/* a + b, a - b, a * b, a / b. False when the result does not fit 63 bits over 63 bits, or b is 0 in
 * a division; `out` is untouched then. */
bool truce_ratio_add(truce_ratio a, truce_ratio b, truce_ratio *out);
bool truce_ratio_subtract(truce_ratio a, truce_ratio b, truce_ratio *out);
bool truce_ratio_multiply(truce_ratio a, truce_ratio b, truce_ratio *out);
bool truce_ratio_divide(truce_ratio a, truce_ratio b, truce_ratio *out);

/* a + (b - a) * share: the point of the straight line from a to b. False as above. */
bool truce_ratio_between(truce_ratio a, truce_ratio b, truce_ratio share, truce_ratio *out);

/* Within a rounding or two of the nearest double. */
double truce_ratio_double(truce_ratio a);

#endif
