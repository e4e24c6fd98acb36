/* Digits in an array, least arithmetic that will do. A sum is made by bringing both numbers to the
 * smaller exponent, so it needs as many digits as lie between the highest place and the lowest. */
#include "truce/formats/numeral.h"

#include <assert.h>
#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Take zeros off both ends. False when more digits are left than there is room for. */
static bool settle(bool negative, const uint8_t *digits, size_t n, int64_t exponent,
                   truce_numeral *out) {
    while (n > 0 && digits[0] == 0) {
        digits++;
        n--;
    }
    while (n > 0 && digits[n - 1] == 0) {
        n--;
        exponent++;
    }
    if (n == 0) {
        *out = (truce_numeral){0};
        return true;
    }
    if (n > TRUCE_NUMERAL_ROOM || exponent < -TRUCE_NUMERAL_ROOM ||
        exponent + (int64_t)n > TRUCE_NUMERAL_ROOM) {
        return false;
    }
    truce_numeral a = {
        .negative = negative, .n = (uint8_t)n, .exponent = (int16_t)exponent, .digits = {0}};
    memcpy(a.digits, digits, n);
    *out = a;
    return true;
}

/* What is left of a text that is being read. */
typedef struct rest {
    const char *p, *end;
} rest;

static bool eat(rest *r, char c) {
    const bool there = r->p < r->end && *r->p == c;
    r->p += there;
    return there;
}

/* The exponent behind an e, saturated far outside of what is accepted. */
static bool read_exponent(rest *r, int64_t *exponent) {
    *exponent = 0;
    if (!eat(r, 'e') && !eat(r, 'E')) {
        return true;
    }
    const bool minus = eat(r, '-');
    if (!minus) {
        (void)eat(r, '+');
    }
    const char *const begin = r->p;
    while (r->p < r->end && is_digit(*r->p)) {
        *exponent = *exponent < 100000 ? *exponent * 10 + (*r->p - '0') : *exponent;
        r->p++;
    }
    *exponent = minus ? -*exponent : *exponent;
    return r->p > begin;
}

truce_status truce_numeral_parse(truce_str text, truce_numeral *out, truce_error *err) {
    rest r = {text.data, text.data + text.size};
    const bool negative = text.size > 0 && eat(&r, '-');
    if (!negative && text.size > 0) {
        (void)eat(&r, '+');
    }
    uint8_t digits[TRUCE_NUMERAL_DIGITS_MAX];
    size_t n = 0;
    size_t zeros = 0; /* behind the last digit that is none: they count once another follows */
    size_t seen = 0;
    int64_t places = 0;
    bool point = false, too_long = false;
    for (; r.p < r.end && (is_digit(*r.p) || (*r.p == '.' && !point)); r.p++) {
        if (*r.p == '.') {
            point = true;
            continue;
        }
        seen++;
        places += point;
        if (*r.p == '0') {
            zeros += n > 0;
            continue;
        }
        if (n + zeros >= TRUCE_NUMERAL_DIGITS_MAX) {
            too_long = true;
            continue;
        }
        memset(digits + n, 0, zeros);
        n += zeros;
        zeros = 0;
        digits[n++] = (uint8_t)(*r.p - '0');
    }
    int64_t exponent = 0;
    if (seen == 0 || !read_exponent(&r, &exponent) || r.p != r.end) {
        return truce_fail(err, TRUCE_EPARSE, "this is not a number");
    }
    exponent += (int64_t)zeros - places;
    if (too_long) {
        return truce_fail(err, TRUCE_ELIMIT, "a number of more than %d digits",
                          TRUCE_NUMERAL_DIGITS_MAX);
    }
    if (n > 0 && (exponent < -TRUCE_NUMERAL_PLACES_MAX ||
                  exponent + (int64_t)n > TRUCE_NUMERAL_PLACES_MAX)) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "a number with more than %d places before or behind its point",
                          TRUCE_NUMERAL_PLACES_MAX);
    }
    (void)settle(negative, digits, n, exponent, out);
    return TRUCE_OK;
}

truce_numeral truce_numeral_of(int64_t value) {
    uint8_t digits[20];
    size_t n = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    for (; left > 0; left /= 10) {
        digits[--n] = (uint8_t)(left % 10);
    }
    truce_numeral a;
    (void)settle(value < 0, digits + n, sizeof digits - n, 0, &a);
    return a;
}

truce_numeral truce_numeral_of_decimal(truce_decimal value) {
    truce_numeral a = truce_numeral_of(value.units);
    a.exponent = (int16_t)(a.n > 0 ? a.exponent - value.scale : 0);
    return a;
}

/* The digit that weighs 10^place. */
static uint8_t digit_at(const truce_numeral *a, int64_t place) {
    const int64_t i = (int64_t)a->n - 1 - (place - a->exponent);
    return i >= 0 && i < a->n ? a->digits[i] : 0;
}

static int64_t top_place(const truce_numeral *a) {
    return a->n > 0 ? (int64_t)a->exponent + a->n - 1 : INT16_MIN;
}

static int64_t low_place(const truce_numeral *a) {
    return a->n > 0 ? a->exponent : INT16_MAX;
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* By size, without the sign. */
static int compare_sizes(const truce_numeral *a, const truce_numeral *b) {
    const int64_t top = most(top_place(a), top_place(b));
    const int64_t low = least(low_place(a), low_place(b));
    for (int64_t place = top; place >= low; place--) {
        const int difference = (int)digit_at(a, place) - (int)digit_at(b, place);
        if (difference != 0) {
            return difference < 0 ? -1 : 1;
        }
    }
    return 0;
}

int truce_numeral_compare(const truce_numeral *a, const truce_numeral *b) {
    if (a->negative != b->negative) {
        return a->negative ? -1 : 1;
    }
    const int sizes = compare_sizes(a, b);
    return a->negative ? -sizes : sizes;
}

/* The sizes added, or the smaller one taken from the larger: digit by digit from the lowest place.
 */
static bool combine(const truce_numeral *larger, const truce_numeral *smaller, bool subtract,
                    bool negative, truce_numeral *out) {
    uint8_t digits[3 * TRUCE_NUMERAL_ROOM];
    const int64_t low = least(low_place(larger), low_place(smaller));
    const int64_t top = most(top_place(larger), top_place(smaller)) + 1;
    if (top < low) {
        *out = (truce_numeral){0};
        return true;
    }
    const size_t n = (size_t)(top - low) + 1;
    assert(n <= sizeof digits);
    int carry = 0;
    for (int64_t place = low; place <= top; place++) {
        const int other = digit_at(smaller, place);
        int sum = digit_at(larger, place) + (subtract ? -other : other) + carry;
        carry = sum > 9 ? 1 : sum < 0 ? -1 : 0;
        sum -= 10 * carry;
        digits[n - 1 - (size_t)(place - low)] = (uint8_t)sum;
    }
    assert(carry == 0);
    return settle(negative, digits, n, low, out);
}

bool truce_numeral_add(const truce_numeral *a, const truce_numeral *b, truce_numeral *out) {
    const bool swap = compare_sizes(a, b) < 0;
    const truce_numeral *const larger = swap ? b : a;
    const truce_numeral *const smaller = swap ? a : b;
    return combine(larger, smaller, a->negative != b->negative, larger->negative, out);
}

bool truce_numeral_subtract(const truce_numeral *a, const truce_numeral *b, truce_numeral *out) {
    truce_numeral other = *b;
    other.negative = b->n > 0 && !b->negative;
    return truce_numeral_add(a, &other, out);
}

bool truce_numeral_multiply(const truce_numeral *a, const truce_numeral *b, truce_numeral *out) {
    uint32_t sums[2 * TRUCE_NUMERAL_ROOM] = {0};
    uint8_t digits[2 * TRUCE_NUMERAL_ROOM];
    const size_t n = (size_t)a->n + b->n;
    for (size_t i = 0; i < a->n; i++) {
        for (size_t j = 0; j < b->n; j++) {
            sums[i + j + 1] += (uint32_t)a->digits[i] * b->digits[j];
        }
    }
    uint32_t carry = 0;
    for (size_t i = n; i-- > 0;) {
        const uint32_t sum = sums[i] + carry;
        digits[i] = (uint8_t)(sum % 10);
        carry = sum / 10;
    }
    assert(carry == 0);
    return settle(a->negative != b->negative, digits, n, (int64_t)a->exponent + b->exponent, out);
}

/* Long division, as on paper: bring down a digit, take the divisor off as often as it goes. */
bool truce_numeral_divide(const truce_numeral *a, const truce_numeral *b, truce_numeral *out) {
    uint8_t digits[2 * TRUCE_NUMERAL_ROOM];
    truce_numeral divisor = *b;
    truce_numeral left = {0};
    size_t n = 0;
    if (b->n == 0) {
        return false;
    }
    divisor.negative = false;
    divisor.exponent = 0;
    for (; n < a->n || (left.n > 0 && n < sizeof digits); n++) {
        const truce_numeral down = truce_numeral_of(n < a->n ? a->digits[n] : 0);
        left.exponent = (int16_t)(left.n > 0 ? left.exponent + 1 : 0);
        if (!truce_numeral_add(&left, &down, &left)) {
            return false;
        }
        uint8_t times = 0;
        while (truce_numeral_compare(&left, &divisor) >= 0) {
            if (!truce_numeral_subtract(&left, &divisor, &left)) {
                return false;
            }
            times++;
        }
        digits[n] = times;
    }
    const int64_t exponent = (int64_t)a->exponent - b->exponent - ((int64_t)n - a->n);
    return left.n == 0 && settle(a->negative != b->negative, digits, n, exponent, out);
}

bool truce_numeral_whole(const truce_numeral *a, int64_t *out) {
    int64_t value = 0;
    if (a->exponent < 0 || a->n + a->exponent > 19) {
        return false;
    }
    for (int place = a->n + a->exponent - 1; place >= 0; place--) {
        const int digit = digit_at(a, place);
        if (value > (INT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = a->negative ? -value : value;
    return true;
}

void truce_numeral_write(const truce_numeral *a, truce_buffer *out) {
    if (a->negative) {
        truce_buffer_byte(out, '-');
    }
    for (int64_t place = most(top_place(a), 0); place >= least(low_place(a), 0); place--) {
        if (place == -1) {
            truce_buffer_byte(out, '.');
        }
        truce_buffer_byte(out, (char)('0' + digit_at(a, place)));
    }
}

/* How many digits it is written with. */
static int64_t written_digits(const truce_numeral *a) {
    return most(top_place(a), 0) - least(low_place(a), 0) + 1;
}

static truce_numeral shifted(const truce_numeral *a, int64_t by) {
    truce_numeral b = *a;
    b.exponent = (int16_t)(a->n > 0 ? a->exponent + by : 0);
    return b;
}

bool truce_numeral_write_amount(const truce_numeral *over, const truce_numeral *under,
                                truce_buffer *out) {
    const truce_numeral one = truce_numeral_of(1);
    assert(!under->negative && under->n > 0);
    if (over->n == 0 || truce_numeral_compare(over, under) == 0) {
        truce_buffer_byte(out, over->n == 0 ? '0' : '1');
        return true;
    }
    if (truce_numeral_compare(under, &one) == 0 &&
        written_digits(over) <= TRUCE_DECIMAL_DIGITS_MAX) {
        truce_numeral_write(over, out);
        return true;
    }
    /* The same power of ten on both sides changes nothing. Up loses zeros behind the point, down
     * those before it; the smallest that fits is taken. */
    for (int64_t i = 0; i <= 4 * TRUCE_NUMERAL_ROOM; i++) {
        const int64_t by = i % 2 == 0 ? -i / 2 : i / 2 + 1;
        const truce_numeral n = shifted(over, by);
        const truce_numeral m = shifted(under, by);
        if (written_digits(&n) <= TRUCE_DECIMAL_DIGITS_MAX &&
            written_digits(&m) <= TRUCE_DECIMAL_DIGITS_MAX) {
            truce_numeral_write(&n, out);
            truce_buffer_lit(out, " of ");
            truce_numeral_write(&m, out);
            return true;
        }
    }
    return false;
}
