/* Products of two 63-bit numbers, and the sum of two of them, fit a signed 128-bit integer; each
 * result is brought to lowest terms there before it is looked at. */
#include "truce/base/ratio.h"

#include <assert.h>

__extension__ typedef __int128 wide;

static wide common_divisor(wide a, wide b) {
    while (b != 0) {
        const wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* over / under in lowest terms, if it fits; under is more than 0. */
static bool settle(wide over, wide under, truce_ratio *out) {
    const wide divisor = common_divisor(over < 0 ? -over : over, under);
    const wide a = over / divisor;
    const wide b = under / divisor;
    if (a > INT64_MAX || a < -INT64_MAX || b > INT64_MAX) {
        return false;
    }
    *out = (truce_ratio){(int64_t)a, (int64_t)b};
    return true;
}

truce_ratio truce_ratio_of(truce_decimal value) {
    assert(value.scale >= 0 && value.scale <= TRUCE_DECIMAL_DIGITS_MAX);
    wide under = 1;
    for (int32_t i = 0; i < value.scale; i++) {
        under *= 10;
    }
    truce_ratio made = {0, 1};
    const bool fits = settle(value.units, under, &made);
    assert(fits);
    (void)fits;
    return made;
}

int truce_ratio_compare(truce_ratio a, truce_ratio b) {
    const wide left = (wide)a.over * b.under;
    const wide right = (wide)b.over * a.under;
    return (left > right) - (left < right);
}

bool truce_ratio_add(truce_ratio a, truce_ratio b, truce_ratio *out) {
    return settle((wide)a.over * b.under + (wide)b.over * a.under, (wide)a.under * b.under, out);
}

bool truce_ratio_subtract(truce_ratio a, truce_ratio b, truce_ratio *out) {
    return truce_ratio_add(a, (truce_ratio){-b.over, b.under}, out);
}

bool truce_ratio_multiply(truce_ratio a, truce_ratio b, truce_ratio *out) {
    return settle((wide)a.over * b.over, (wide)a.under * b.under, out);
}

bool truce_ratio_divide(truce_ratio a, truce_ratio b, truce_ratio *out) {
    if (b.over == 0) {
        return false;
    }
    const wide over = (wide)a.over * b.under;
    const wide under = (wide)a.under * b.over;
    return under < 0 ? settle(-over, -under, out) : settle(over, under, out);
}

bool truce_ratio_between(truce_ratio a, truce_ratio b, truce_ratio share, truce_ratio *out) {
    truce_ratio way;
    truce_ratio part;
    return truce_ratio_subtract(b, a, &way) && truce_ratio_multiply(way, share, &part) &&
           truce_ratio_add(a, part, out);
}

double truce_ratio_double(truce_ratio a) {
    return (double)a.over / (double)a.under;
}
