/* A number in the arena is lent to libtommath as an operand as it lies there: the library reads
 * operands through const pointers. Results are its own, and are copied and given back. */
#include "truce/solve/bigint.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include <tommath.h>

static mp_int lend(truce_bigint a) {
    assert(a.n <= INT_MAX);
    return (mp_int){.used = (int)a.n,
                    .alloc = (int)a.n,
                    .sign = MP_ZPOS,
                    .dp = (mp_digit *)(uintptr_t)a.digits};
}

/* Take the digits over, when `made` says that there are any, and give the library its own back. */
static truce_status keep(mp_int *number, mp_err made, truce_arena *arena, truce_bigint *out,
                         truce_error *err) {
    const size_t n = made == MP_OKAY ? (size_t)number->used : 0;
    mp_digit *digits = made == MP_OKAY ? truce_arena_take(arena, n * sizeof *digits) : NULL;
    if (digits != NULL && n > 0) {
        memcpy(digits, number->dp, n * sizeof *digits);
    }
    mp_clear(number);
    if (digits == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a number");
    }
    *out = (truce_bigint){digits, n};
    return TRUCE_OK;
}

static truce_status no_number(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for a number");
}

truce_status truce_bigint_from(uint64_t value, truce_arena *arena, truce_bigint *out,
                               truce_error *err) {
    mp_int number;
    if (mp_init(&number) != MP_OKAY) {
        return no_number(err);
    }
    mp_set_u64(&number, value);
    return keep(&number, MP_OKAY, arena, out, err);
}

truce_status truce_bigint_add(truce_bigint a, truce_bigint b, truce_arena *arena, truce_bigint *out,
                              truce_error *err) {
    const mp_int left = lend(a);
    const mp_int right = lend(b);
    mp_int sum;
    if (mp_init(&sum) != MP_OKAY) {
        return no_number(err);
    }
    return keep(&sum, mp_add(&left, &right, &sum), arena, out, err);
}

truce_status truce_bigint_multiply(truce_bigint a, truce_bigint b, truce_arena *arena,
                                   truce_bigint *out, truce_error *err) {
    const mp_int left = lend(a);
    const mp_int right = lend(b);
    mp_int product;
    if (mp_init(&product) != MP_OKAY) {
        return no_number(err);
    }
    return keep(&product, mp_mul(&left, &right, &product), arena, out, err);
}

/* factors[0], of at least one, becomes the product. */
static truce_status multiply_pairs(truce_bigint *factors, size_t n, truce_arena *scratch,
                                   truce_error *err) {
    truce_status status = TRUCE_OK;
    for (; n > 1 && status == TRUCE_OK; n -= n / 2) {
        for (size_t i = 0; i < n / 2 && status == TRUCE_OK; i++) {
            status =
                truce_bigint_multiply(factors[i], factors[n - 1 - i], scratch, &factors[i], err);
        }
    }
    return status;
}

truce_status truce_bigint_product(const truce_bigint *factors, size_t n, truce_arena *arena,
                                  truce_bigint *out, truce_error *err) {
    if (n == 0) {
        return truce_bigint_from(1, arena, out, err);
    }
    truce_arena scratch = truce_arena_new();
    truce_bigint one = {0};
    truce_bigint *all = truce_arena_take(&scratch, n * sizeof *all);
    if (all == NULL) {
        return no_number(err);
    }
    memcpy(all, factors, n * sizeof *all);
    truce_status status = multiply_pairs(all, n, &scratch, err);
    if (status == TRUCE_OK) {
        status = truce_bigint_from(1, &scratch, &one, err);
    }
    if (status == TRUCE_OK) { /* once more, into the arena of the answer */
        status = truce_bigint_multiply(all[0], one, arena, out, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

truce_status truce_bigint_from_words(const uint32_t *words, size_t n, truce_arena *arena,
                                     truce_bigint *out, truce_error *err) {
    mp_int number;
    if (mp_init(&number) != MP_OKAY) {
        return no_number(err);
    }
    return keep(&number,
                mp_unpack(&number, n, MP_LSB_FIRST, sizeof *words, MP_NATIVE_ENDIAN, 0, words),
                arena, out, err);
}

truce_status truce_bigint_words(truce_bigint a, truce_arena *arena, const uint32_t **words,
                                size_t *n, truce_error *err) {
    const mp_int number = lend(a);
    const size_t count = mp_iszero(&number) ? 0 : mp_pack_count(&number, 0, sizeof **words);
    uint32_t *made = truce_arena_take(arena, count * sizeof *made);
    if (made == NULL || (count > 0 && mp_pack(made, count, NULL, MP_LSB_FIRST, sizeof *made,
                                              MP_NATIVE_ENDIAN, 0, &number) != MP_OKAY)) {
        return no_number(err);
    }
    *words = made;
    *n = count;
    return TRUCE_OK;
}

/* The digits to the base 10^9, the lowest first, take the place of those to the base 2^32 one after
 * the other: each division brings one, and a word of the highest becomes 0 nearly as often. */
truce_status truce_bigint_decimal(truce_bigint a, truce_arena *arena, truce_str *out,
                                  truce_error *err) {
    enum { DIGITS = 9 };
    const uint64_t base = 1000000000;
    const mp_int number = lend(a);
    size_t n = mp_iszero(&number) ? 0 : mp_pack_count(&number, 0, sizeof(uint32_t));
    truce_arena scratch = truce_arena_new();
    uint32_t *const words = truce_arena_take(&scratch, n * sizeof *words);
    const size_t most = n + n / 8 + 2; /* 2^32 is less than 10^9 by 9/8 */
    char *const room = truce_arena_take(&scratch, most * DIGITS);
    bool ok = words != NULL && room != NULL &&
              (n == 0 || mp_pack(words, n, NULL, MP_LSB_FIRST, sizeof *words, MP_NATIVE_ENDIAN, 0,
                                 &number) == MP_OKAY);
    size_t at = most * DIGITS;
    while (ok && n > 0) {
        uint64_t rest = 0;
        for (size_t i = n; i-- > 0;) {
            rest = rest << 32 | words[i];
            words[i] = (uint32_t)(rest / base);
            rest %= base;
        }
        for (uint32_t i = 0; i < DIGITS; i++) {
            room[--at] = (char)('0' + rest % 10);
            rest /= 10;
        }
        n -= words[n - 1] == 0;
    }
    while (ok && at < most * DIGITS && room[at] == '0') {
        at++;
    }
    if (ok && at == most * DIGITS) {
        room[--at] = '0';
    }
    const size_t size = ok ? most * DIGITS - at : 0;
    char *const text = ok ? truce_arena_take(arena, size + 1) : NULL;
    if (text != NULL) {
        memcpy(text, room + at, size);
        text[size] = '\0';
        *out = (truce_str){text, size};
    }
    truce_arena_clear(&scratch);
    return text != NULL ? TRUCE_OK : no_number(err);
}

int truce_bigint_compare(truce_bigint a, truce_bigint b) {
    const mp_int left = lend(a);
    const mp_int right = lend(b);
    return mp_cmp_mag(&left, &right);
}

bool truce_bigint_fits(truce_bigint a, uint64_t *value) {
    const mp_int number = lend(a);
    if (mp_count_bits(&number) > 64) {
        return false;
    }
    *value = mp_get_mag_u64(&number);
    return true;
}

truce_status truce_bigint_common_multiple(truce_bigint a, truce_bigint b, truce_arena *arena,
                                          truce_bigint *out, truce_error *err) {
    const mp_int left = lend(a);
    const mp_int right = lend(b);
    mp_int multiple;
    if (mp_init(&multiple) != MP_OKAY) {
        return no_number(err);
    }
    return keep(&multiple, mp_lcm(&left, &right, &multiple), arena, out, err);
}

truce_status truce_bigint_divide(truce_bigint a, truce_bigint b, truce_arena *arena,
                                 truce_bigint *out, bool *rest, truce_error *err) {
    const mp_int left = lend(a);
    const mp_int right = lend(b);
    mp_int quotient;
    mp_int remainder;
    assert(b.n > 0);
    if (mp_init(&quotient) != MP_OKAY) {
        return no_number(err);
    }
    if (mp_init(&remainder) != MP_OKAY) {
        mp_clear(&quotient);
        return no_number(err);
    }
    const mp_err made = mp_div(&left, &right, &quotient, &remainder);
    const bool any = made == MP_OKAY && remainder.used > 0;
    mp_clear(&remainder);
    const truce_status status = keep(&quotient, made, arena, out, err);
    if (status == TRUCE_OK && rest != NULL) {
        *rest = any;
    }
    return status;
}

size_t truce_bigint_bits(truce_bigint a) {
    const mp_int number = lend(a);
    return (size_t)mp_count_bits(&number);
}

truce_status truce_bigint_to_words(truce_bigint a, uint64_t *words, size_t n, truce_error *err) {
    const mp_int number = lend(a);
    size_t written = 0;
    assert(truce_bigint_bits(a) <= 64 * n);
    memset(words, 0, n * sizeof *words);
    if (a.n > 0 && mp_pack(words, n, &written, MP_LSB_FIRST, sizeof *words, MP_NATIVE_ENDIAN, 0,
                           &number) != MP_OKAY) {
        return no_number(err);
    }
    return TRUCE_OK;
}
