/* numeral.h - a number as another tool wrote it, exactly: 0.41051514203415784, 1e-3, +7, .5
 *
 * Such tools write what their floating point printed, so that numbers are longer than a person's
 * and may carry an exponent. Nothing is rounded here: a number that cannot be held is refused.
 */
#ifndef TRUCE_FORMATS_NUMERAL_H
#define TRUCE_FORMATS_NUMERAL_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/decimal.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

enum {
    TRUCE_NUMERAL_DIGITS_MAX = 40, /* of a number that is read, zeros at both ends not counted */
    TRUCE_NUMERAL_PLACES_MAX = 50, /* digits before the point, and digits behind it */
    TRUCE_NUMERAL_ROOM = 128
};

/* digits * 10^exponent, negative or not. Neither the first digit nor the last is 0; zero has none,
 * and is not negative. */
typedef struct truce_numeral {
    bool negative;
    uint8_t n;
    int16_t exponent;
    uint8_t digits[TRUCE_NUMERAL_ROOM]; /* 0..9, the first weighs most */
} truce_numeral;

/* Read all of `text`: an optional sign, digits with an optional point among, before or behind them,
 * and an optional exponent. TRUCE_EPARSE (not a number; NaN and Infinity are none), TRUCE_ELIMIT
 * (more digits or places than above); `out` is untouched then, and the message says what is wrong
 * without saying where. */
TRUCE_MUST_USE truce_status truce_numeral_parse(truce_str text, truce_numeral *out,
                                                truce_error *err);

truce_numeral truce_numeral_of(int64_t value);
truce_numeral truce_numeral_of_decimal(truce_decimal value);

static inline bool truce_numeral_is_zero(const truce_numeral *a) {
    return a->n == 0;
}

/* -1, 0 or 1. */
int truce_numeral_compare(const truce_numeral *a, const truce_numeral *b);

/* Exact sum, difference and product. False where the result does not fit; `out`, which may be one
 * of the arguments, is untouched then. Always true for what was read and sums and products of two
 * such. */
TRUCE_MUST_USE bool truce_numeral_add(const truce_numeral *a, const truce_numeral *b,
                                      truce_numeral *out);
TRUCE_MUST_USE bool truce_numeral_subtract(const truce_numeral *a, const truce_numeral *b,
                                           truce_numeral *out);
TRUCE_MUST_USE bool truce_numeral_multiply(const truce_numeral *a, const truce_numeral *b,
                                           truce_numeral *out);

/* The exact quotient: false too where `b` is 0, or the decimals of the quotient do not end. */
TRUCE_MUST_USE bool truce_numeral_divide(const truce_numeral *a, const truce_numeral *b,
                                         truce_numeral *out);

/* Whether it is a whole number from INT64_MIN + 1 to INT64_MAX, and which. */
TRUCE_MUST_USE bool truce_numeral_whole(const truce_numeral *a, int64_t *out);

/* Append it without an exponent, "-0.25": at most 2 * TRUCE_NUMERAL_ROOM characters. */
void truce_numeral_write(const truce_numeral *a, truce_buffer *out);

/* Append over / under as an amount of the case language, where a number has at most 18 digits: as a
 * decimal where `under` is 1 and that fits, else as `N of M`; fractions of 0 and 1 become 0 and 1.
 * False (and nothing appended) where no such writing is exact. `under` is more than 0. */
TRUCE_MUST_USE bool truce_numeral_write_amount(const truce_numeral *over,
                                               const truce_numeral *under, truce_buffer *out);

#endif
