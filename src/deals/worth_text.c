/* An amount is a whole number of units; as a number it is their quotient, brought to lowest terms.
 */

#include "truce/deals/worth_make.h"

#include <math.h>

#include "truce/base/json.h"

enum { EXACT_DIGITS_MAX = 40 };

/* over / under, both from 0 on, with its sign. */
typedef struct quotient {
    bool negative;
    truce_bigint over, under;
} quotient;

/* The size of a number in two's complement. */
static truce_status size_of(const uint64_t *words, uint32_t width, truce_arena *scratch,
                            quotient *q, truce_error *err) {
    uint32_t *const halves = truce_arena_take(scratch, 2 * (size_t)width * sizeof *halves);
    if (halves == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a number");
    }
    q->negative = (words[width - 1] >> 63) != 0;
    uint64_t carry = q->negative;
    for (uint32_t i = 0; i < width; i++) {
        const uint64_t word = (q->negative ? ~words[i] : words[i]) + carry;
        carry = carry != 0 && word == 0;
        halves[2 * i] = (uint32_t)word;
        halves[2 * i + 1] = (uint32_t)(word >> 32);
    }
    return truce_bigint_from_words(halves, 2 * (size_t)width, scratch, &q->over, err);
}

static truce_status find_quotient(const truce_worth *worth, uint32_t party, truce_amounts amount,
                                  truce_arena *scratch, quotient *q, truce_error *err) {
    truce_bigint multiple;
    truce_status status = size_of(amount, worth->width, scratch, q, err);
    q->under = worth->units[party];
    if (status != TRUCE_OK) {
        return status;
    }
    if (truce_bigint_bits(q->over) == 0) {
        return truce_bigint_from(1, scratch, &q->under, err);
    }
    /* a / gcd(a, b) is lcm(a, b) / b */
    const truce_bigint over = q->over;
    status = truce_bigint_common_multiple(over, q->under, scratch, &multiple, err);
    if (status == TRUCE_OK) {
        status = truce_bigint_divide(multiple, q->under, scratch, &q->over, NULL, err);
    }
    return status == TRUCE_OK ? truce_bigint_divide(multiple, over, scratch, &q->under, NULL, err)
                              : status;
}

/* number * 2^bits */
static truce_status shift(truce_bigint number, size_t bits, truce_arena *scratch, truce_bigint *out,
                          truce_error *err) {
    const size_t n = bits / 32 + 1;
    uint32_t *const words = truce_arena_zero(scratch, n, sizeof *words);
    truce_bigint power;
    if (words == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a number");
    }
    words[n - 1] = UINT32_C(1) << (bits % 32);
    const truce_status status = truce_bigint_from_words(words, n, scratch, &power, err);
    return status == TRUCE_OK ? truce_bigint_multiply(number, power, scratch, out, err) : status;
}

/* The nearest double. The quotient is taken with 64 to 66 bits, the last of which also stands for
 * all that is left behind it; a long double of 64 bits would do, but not everywhere is there one.
 */
static truce_status to_double(const quotient *q, truce_arena *scratch, double *out,
                              truce_error *err) {
    const size_t over_bits = truce_bigint_bits(q->over);
    const size_t under_bits = truce_bigint_bits(q->under);
    truce_bigint over = q->over;
    truce_bigint under = q->under;
    truce_bigint whole;
    bool rest = false;
    uint64_t bits = 0;
    truce_status status = TRUCE_OK;
    const int up = (int)(under_bits + 63) - (int)over_bits; /* the quotient gets 63 or 64 bits */
    if (over_bits == 0) {
        *out = 0;
        return TRUCE_OK;
    }
    status = up >= 0 ? shift(over, (size_t)up, scratch, &over, err)
                     : shift(under, (size_t)-up, scratch, &under, err);
    if (status == TRUCE_OK) {
        status = truce_bigint_divide(over, under, scratch, &whole, &rest, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    (void)truce_bigint_fits(whole, &bits);
    const double size = ldexp((double)(bits | rest), -up); /* one rounding: to 53 bits, to even */
    *out = q->negative ? -size : size;
    return TRUCE_OK;
}

truce_status truce_worth_double(const truce_worth *worth, uint32_t party, truce_amounts amount,
                                double *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    quotient q;
    truce_status status = find_quotient(worth, party, amount, &scratch, &q, err);
    if (status == TRUCE_OK) {
        status = to_double(&q, &scratch, out, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

/* ---- text ---- */

/* How often a factor divides a number, which is then without it. */
static truce_status take_out(truce_bigint *number, uint64_t factor, truce_arena *scratch,
                             size_t *times, truce_error *err) {
    truce_bigint by;
    truce_status status = truce_bigint_from(factor, scratch, &by, err);
    for (*times = 0; status == TRUCE_OK && *times <= EXACT_DIGITS_MAX; ++*times) {
        truce_bigint part;
        bool rest = false;
        status = truce_bigint_divide(*number, by, scratch, &part, &rest, err);
        if (status != TRUCE_OK || rest) {
            break;
        }
        *number = part;
    }
    return status;
}

/* over * 10^digits / under, in decimal: the digits without their point. */
static truce_status scaled(const quotient *q, size_t digits, truce_arena *scratch, truce_str *out,
                           truce_error *err) {
    truce_bigint number = q->over;
    truce_bigint ten;
    truce_status status = truce_bigint_from(10, scratch, &ten, err);
    for (size_t i = 0; i < digits && status == TRUCE_OK; i++) {
        status = truce_bigint_multiply(number, ten, scratch, &number, err);
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_divide(number, q->under, scratch, &number, NULL, err);
    }
    return status == TRUCE_OK ? truce_bigint_decimal(number, scratch, out, err) : status;
}

static truce_str with_point(const quotient *q, truce_str digits, size_t behind,
                            truce_arena *arena) {
    const char *const sign = q->negative ? "-" : "";
    if (behind == 0) {
        return truce_arena_printf(arena, "%s%.*s", sign, TRUCE_STR_ARGS(digits));
    }
    if (digits.size > behind) {
        const int front = (int)(digits.size - behind);
        return truce_arena_printf(arena, "%s%.*s.%.*s", sign, front, digits.data, (int)behind,
                                  digits.data + front);
    }
    const int zeros = (int)(behind - digits.size);
    return truce_arena_printf(arena, "%s0.%.*s%.*s", sign, zeros,
                              "0000000000000000000000000000000000000000", TRUCE_STR_ARGS(digits));
}

/* The shortest decimal that reads back as this number. */
static truce_str shortest(double number, truce_arena *arena) {
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_json_double(&json, number);
    const truce_str text =
        out.failed ? (truce_str){NULL, 0} : truce_arena_str(arena, truce_buffer_str(&out));
    truce_buffer_clear(&out);
    return text;
}

truce_status truce_worth_text(const truce_worth *worth, uint32_t party, truce_amounts amount,
                              truce_arena *arena, truce_str *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    quotient q;
    size_t twos = 0;
    size_t fives = 0;
    truce_str text = {NULL, 0};
    truce_status status = find_quotient(worth, party, amount, &scratch, &q, err);
    truce_bigint left = q.under;
    if (status == TRUCE_OK) {
        status = take_out(&left, 2, &scratch, &twos, err);
    }
    if (status == TRUCE_OK) {
        status = take_out(&left, 5, &scratch, &fives, err);
    }
    const size_t behind = twos > fives ? twos : fives;
    if (status == TRUCE_OK && truce_bigint_bits(left) == 1) { /* nothing but twos and fives */
        truce_str digits;
        status = scaled(&q, behind, &scratch, &digits, err);
        if (status == TRUCE_OK && digits.size <= EXACT_DIGITS_MAX && behind <= EXACT_DIGITS_MAX) {
            text = with_point(&q, digits, behind, arena);
            status = text.data != NULL ? TRUCE_OK
                                       : truce_fail(err, TRUCE_ENOMEM, "no memory for a number");
        }
    }
    if (status == TRUCE_OK && text.data == NULL) {
        double number = 0;
        status = to_double(&q, &scratch, &number, err);
        if (status == TRUCE_OK) {
            text = shortest(number, arena);
            status = text.data != NULL ? TRUCE_OK
                                       : truce_fail(err, TRUCE_ENOMEM, "no memory for a number");
        }
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = text;
    }
    return status;
}

/* ---- the way back ---- */

/* |value| * unit / 10^scale, up for what is above 0 and towards 0 below it: both are up. */
static truce_status whole_of(truce_decimal value, truce_bigint unit, truce_arena *scratch,
                             truce_bigint *out, truce_error *err) {
    const uint64_t size = (uint64_t)(value.units < 0 ? -value.units : value.units);
    uint64_t ten = 1;
    bool rest = false;
    truce_bigint over;
    truce_bigint under;
    for (int32_t i = 0; i < value.scale; i++) {
        ten *= 10;
    }
    truce_status status = truce_bigint_from(size, scratch, &over, err);
    if (status == TRUCE_OK) {
        status = truce_bigint_multiply(over, unit, scratch, &over, err);
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_from(ten, scratch, &under, err);
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_divide(over, under, scratch, out, &rest, err);
    }
    if (status == TRUCE_OK && rest && value.units > 0) {
        status = truce_bigint_from(1, scratch, &under, err);
        return status == TRUCE_OK ? truce_bigint_add(*out, under, scratch, out, err) : status;
    }
    return status;
}

truce_status truce_worth_amount(const truce_worth *worth, uint32_t party, truce_decimal value,
                                uint64_t *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_bigint whole;
    uint64_t *const words = truce_arena_take(&scratch, worth->width * sizeof *words);
    truce_status status = words != NULL
                              ? whole_of(value, worth->units[party], &scratch, &whole, err)
                              : truce_fail(err, TRUCE_ENOMEM, "no memory for a number");
    if (status == TRUCE_OK && truce_bigint_bits(whole) > 64 * (size_t)worth->width - 2) {
        status = truce_fail(err, TRUCE_EINVAL, "that is far from what packages can be worth");
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_to_words(whole, words, worth->width, err);
    }
    bool carry = value.units < 0;
    for (uint32_t i = 0; i < worth->width && status == TRUCE_OK; i++) {
        out[i] = value.units < 0 ? ~words[i] + carry : words[i];
        carry = carry && out[i] == 0;
    }
    truce_arena_clear(&scratch);
    return status;
}
