/* A decimal is compared by bringing both numbers to the finer of the two scales. 10^18 times any
 * int64_t is below 2^123, so every step here fits a signed 128-bit integer with room to spare. */
#include "truce/base/decimal.h"

#include <assert.h>

__extension__ typedef __int128 wide;

enum { SCALE_MAX = TRUCE_DECIMAL_DIGITS_MAX, UNITS_DIGITS_MAX = 19 };

static const int64_t POWERS_OF_TEN[SCALE_MAX + 1] = {
    INT64_C(1),
    INT64_C(10),
    INT64_C(100),
    INT64_C(1000),
    INT64_C(10000),
    INT64_C(100000),
    INT64_C(1000000),
    INT64_C(10000000),
    INT64_C(100000000),
    INT64_C(1000000000),
    INT64_C(10000000000),
    INT64_C(100000000000),
    INT64_C(1000000000000),
    INT64_C(10000000000000),
    INT64_C(100000000000000),
    INT64_C(1000000000000000),
    INT64_C(10000000000000000),
    INT64_C(100000000000000000),
    INT64_C(1000000000000000000),
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t digit_run(const char *p, size_t n) {
    size_t i = 0;
    while (i < n && is_digit(p[i])) {
        i++;
    }
    return i;
}

/* What stands where: [-] whole [. fraction]. */
typedef struct shape {
    bool negative;
    truce_str whole;
    truce_str fraction; /* empty when there is no dot */
} shape;

static bool find_shape(truce_str text, shape *out) {
    const bool negative = text.size > 0 && text.data[0] == '-';
    const size_t start = negative ? 1 : 0;
    const size_t n_whole = start < text.size ? digit_run(text.data + start, text.size - start) : 0;
    if (n_whole == 0) {
        return false;
    }
    *out = (shape){.negative = negative, .whole = {text.data + start, n_whole}};
    const size_t dot = start + n_whole;
    if (dot == text.size) {
        return true;
    }
    const size_t n_fraction = digit_run(text.data + dot + 1, text.size - dot - 1);
    out->fraction = (truce_str){text.data + dot + 1, n_fraction};
    return text.data[dot] == '.' && n_fraction > 0 && dot + 1 + n_fraction == text.size;
}

static int64_t append_digits(int64_t units, truce_str digits) {
    for (size_t i = 0; i < digits.size; i++) {
        units = units * 10 + (digits.data[i] - '0');
    }
    return units;
}

truce_status truce_decimal_parse(truce_str text, truce_decimal *out, truce_error *err) {
    assert(out != NULL);

    shape number;
    if (!find_shape(text, &number)) {
        return truce_fail(err, TRUCE_EPARSE,
                          "not a number that can be kept exactly; write digits, with a '.' between "
                          "digits if need be, as in 130, 6.5 or -0.25");
    }
    const size_t n_digits = number.whole.size + number.fraction.size;
    if (n_digits > TRUCE_DECIMAL_DIGITS_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "the number has %zu digits; %d is the most", n_digits,
                          TRUCE_DECIMAL_DIGITS_MAX);
    }
    const int64_t size = append_digits(append_digits(0, number.whole), number.fraction);
    *out = (truce_decimal){.units = number.negative ? -size : size,
                           .scale = (int32_t)number.fraction.size};
    return TRUCE_OK;
}

/* The units it would have at a finer scale. */
static wide units_at(truce_decimal value, int32_t scale) {
    return (wide)value.units * POWERS_OF_TEN[scale - value.scale];
}

static bool is_valid(truce_decimal value) {
    return value.scale >= 0 && value.scale <= SCALE_MAX;
}

static int32_t finer(int32_t a, int32_t b) {
    return a > b ? a : b;
}

int truce_decimal_compare(truce_decimal a, truce_decimal b) {
    assert(is_valid(a) && is_valid(b));

    if (a.scale == b.scale) {
        return (a.units > b.units) - (a.units < b.units);
    }
    const int32_t scale = finer(a.scale, b.scale);
    const wide left = units_at(a, scale);
    const wide right = units_at(b, scale);
    return (left > right) - (left < right);
}

bool truce_decimal_step(truce_decimal value, truce_decimal low, truce_decimal step,
                        int64_t *index) {
    assert(is_valid(value) && is_valid(low) && is_valid(step) && index != NULL);

    const int32_t scale = finer(value.scale, finer(low.scale, step.scale));
    const wide above = units_at(value, scale) - units_at(low, scale);
    const wide stride = units_at(step, scale);
    if (stride <= 0 || above < 0 || above % stride != 0 || above / stride > INT64_MAX) {
        return false;
    }
    *index = (int64_t)(above / stride);
    return true;
}

bool truce_decimal_at(truce_decimal low, truce_decimal step, int64_t index, truce_decimal *out) {
    assert(is_valid(low) && is_valid(step) && out != NULL);

    const int32_t scale = finer(low.scale, step.scale);
    const wide most = POWERS_OF_TEN[TRUCE_DECIMAL_DIGITS_MAX] - 1;
    const wide start = units_at(low, scale);
    const wide stride = units_at(step, scale);
    if (start > most || start < -most || stride > most || stride < -most) {
        return false;
    }
    const wide units = start + stride * index; /* below 10^18 + 10^18 * 2^63 */
    if (units > most || units < -most) {
        return false;
    }
    *out = (truce_decimal){.units = (int64_t)units, .scale = scale};
    return true;
}

size_t truce_decimal_write(truce_decimal value, char *out) {
    assert(is_valid(value) && out != NULL);

    /* Digits come last first, at least one of them before the dot. */
    char digits[UNITS_DIGITS_MAX];
    uint64_t rest = value.units < 0 ? 0 - (uint64_t)value.units : (uint64_t)value.units;
    int n = 0;
    while (rest != 0 || n <= value.scale) {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    size_t size = 0;
    if (value.units < 0) {
        out[size++] = '-';
    }
    while (n > 0) {
        if (n == value.scale) {
            out[size++] = '.';
        }
        out[size++] = digits[--n];
    }
    return size;
}
