/* decimal.h - exact decimal numbers, as people write them: 6.5, -0.25, 130.
 *
 * A number that somebody stated is kept as stated: no binary rounding, no lost trailing zero.
 */
#ifndef TRUCE_BASE_DECIMAL_H
#define TRUCE_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

enum { TRUCE_DECIMAL_DIGITS_MAX = 18 };

/* units * 10^-scale. `6.50` is {650, 2}: the scale keeps how it was written. Zeros in front and the
 * sign of -0 are not kept. Every function takes a scale of 0..18 only; anything else is a wrong
 * program. */
typedef struct truce_decimal {
    int64_t units;
    int32_t scale; /* 0..18 */
} truce_decimal;

/* Read all of `text`: an optional '-', digits, and optionally '.' with digits behind it. No
 * exponent, no '+', no leading or trailing dot, at most 18 digits in all, zeros included.
 * TRUCE_EPARSE (not such a number) or TRUCE_ELIMIT (too many digits); `out` untouched then. */
TRUCE_MUST_USE truce_status truce_decimal_parse(truce_str text, truce_decimal *out,
                                                truce_error *err);

/* -1, 0 or 1 by value: 6.5 equals 6.50. Exact for every pair. */
int truce_decimal_compare(truce_decimal a, truce_decimal b);

/* Which step of the grid low, low+step, low+2*step ... `value` is, into `*index` (0 at low).
 * False when value < low, or is between two steps, or step <= 0, or the index exceeds INT64_MAX.
 * Exact. */
bool truce_decimal_step(truce_decimal value, truce_decimal low, truce_decimal step, int64_t *index);

/* The reverse: low + index * step, at the finer scale of the two. False when it does not fit 18
 * digits; `out` is untouched then. Exact. */
bool truce_decimal_at(truce_decimal low, truce_decimal step, int64_t index, truce_decimal *out);

/* Write it as read, e.g. "-0.25"; `out` has room for 24 bytes. Returns the size, no NUL. What is
 * written reads back as the same units and scale if it has at most 18 digits, and is a number in
 * JSON as well. */
size_t truce_decimal_write(truce_decimal value, char *out);

#endif
