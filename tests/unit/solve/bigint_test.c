/* Numbers whose digits one can write down, the laws of arithmetic on random ones, and memory that
 * runs out in the library and in the arena. The library's allocations are made to fail where it is
 * entered, since it is a shared one. */
#include "truce/solve/bigint.h"

#include <tommath.h>

#include "small.h"

SMALL_MEMORY

static bool library_is_out;

mp_err __real_mp_init(mp_int *a);
mp_err __wrap_mp_init(mp_int *a);
mp_err __wrap_mp_init(mp_int *a) {
    return may_allocate() ? __real_mp_init(a) : MP_MEM;
}
mp_err __real_mp_add(const mp_int *a, const mp_int *b, mp_int *c);
mp_err __wrap_mp_add(const mp_int *a, const mp_int *b, mp_int *c);
mp_err __wrap_mp_add(const mp_int *a, const mp_int *b, mp_int *c) {
    return library_is_out ? MP_MEM : __real_mp_add(a, b, c);
}
mp_err __real_mp_mul(const mp_int *a, const mp_int *b, mp_int *c);
mp_err __wrap_mp_mul(const mp_int *a, const mp_int *b, mp_int *c);
mp_err __wrap_mp_mul(const mp_int *a, const mp_int *b, mp_int *c) {
    return library_is_out ? MP_MEM : __real_mp_mul(a, b, c);
}
mp_err __real_mp_radix_size(const mp_int *a, int radix, int *size);
mp_err __wrap_mp_radix_size(const mp_int *a, int radix, int *size);
mp_err __wrap_mp_radix_size(const mp_int *a, int radix, int *size) {
    return library_is_out ? MP_MEM : __real_mp_radix_size(a, radix, size);
}

mp_err __real_mp_unpack(mp_int *a, size_t n, mp_order order, size_t size, mp_endian endian,
                        size_t nails, const void *words);
mp_err __wrap_mp_unpack(mp_int *a, size_t n, mp_order order, size_t size, mp_endian endian,
                        size_t nails, const void *words);
mp_err __wrap_mp_unpack(mp_int *a, size_t n, mp_order order, size_t size, mp_endian endian,
                        size_t nails, const void *words) {
    return library_is_out ? MP_MEM : __real_mp_unpack(a, n, order, size, endian, nails, words);
}

mp_err __real_mp_lcm(const mp_int *a, const mp_int *b, mp_int *c);
mp_err __wrap_mp_lcm(const mp_int *a, const mp_int *b, mp_int *c);
mp_err __wrap_mp_lcm(const mp_int *a, const mp_int *b, mp_int *c) {
    return library_is_out ? MP_MEM : __real_mp_lcm(a, b, c);
}
mp_err __real_mp_div(const mp_int *a, const mp_int *b, mp_int *c, mp_int *d);
mp_err __wrap_mp_div(const mp_int *a, const mp_int *b, mp_int *c, mp_int *d);
mp_err __wrap_mp_div(const mp_int *a, const mp_int *b, mp_int *c, mp_int *d) {
    return library_is_out ? MP_MEM : __real_mp_div(a, b, c, d);
}
mp_err __real_mp_pack(void *words, size_t max, size_t *n, mp_order order, size_t size,
                      mp_endian endian, size_t nails, const mp_int *a);
mp_err __wrap_mp_pack(void *words, size_t max, size_t *n, mp_order order, size_t size,
                      mp_endian endian, size_t nails, const mp_int *a);
mp_err __wrap_mp_pack(void *words, size_t max, size_t *n, mp_order order, size_t size,
                      mp_endian endian, size_t nails, const mp_int *a) {
    return library_is_out ? MP_MEM : __real_mp_pack(words, max, n, order, size, endian, nails, a);
}

static truce_bigint from(uint64_t value, truce_arena *arena) {
    truce_bigint a;
    assert_int_equal(truce_bigint_from(value, arena, &a, NULL), TRUCE_OK);
    return a;
}

static truce_bigint times(truce_bigint a, truce_bigint b, truce_arena *arena) {
    assert_int_equal(truce_bigint_multiply(a, b, arena, &a, NULL), TRUCE_OK);
    return a;
}

static truce_bigint plus(truce_bigint a, truce_bigint b, truce_arena *arena) {
    assert_int_equal(truce_bigint_add(a, b, arena, &a, NULL), TRUCE_OK);
    return a;
}

static void expect(truce_bigint a, const char *digits) {
    truce_arena arena = truce_arena_new();
    truce_str text;
    assert_int_equal(truce_bigint_decimal(a, &arena, &text, NULL), TRUCE_OK);
    assert_string_equal(text.data, digits);
    assert_int_equal(text.size, strlen(digits));
    truce_arena_clear(&arena);
}

static void a_zeroed_number_is_zero(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_bigint zero = {0};
    expect(zero, "0");
    expect(plus(zero, zero, &arena), "0");
    expect(plus(zero, from(7, &arena), &arena), "7");
    expect(times(zero, from(7, &arena), &arena), "0");
    assert_int_equal(truce_bigint_compare(zero, from(0, &arena)), 0);
    assert_true(truce_bigint_compare(zero, from(1, &arena)) < 0);
    truce_arena_clear(&arena);
}

static void powers_of_ten_have_their_noughts(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_bigint a = from(1, &arena);
    char want[302] = "1";
    for (size_t i = 1; i <= 300; i++) {
        a = times(a, from(10, &arena), &arena);
        want[i] = '0';
        if (i % 50 == 0) {
            want[i + 1] = '\0';
            expect(a, want);
        }
    }
    truce_arena_clear(&arena);
}

static void what_fits_in_64_bits_comes_back(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    uint64_t value = 1;
    assert_true(truce_bigint_fits((truce_bigint){0}, &value));
    assert_int_equal(value, 0);
    const truce_bigint most = from(UINT64_MAX, &arena);
    expect(most, "18446744073709551615");
    assert_true(truce_bigint_fits(most, &value));
    assert_true(value == UINT64_MAX);
    const truce_bigint more = plus(most, from(1, &arena), &arena);
    expect(more, "18446744073709551616");
    assert_false(truce_bigint_fits(more, &value));
    assert_true(truce_bigint_compare(more, most) > 0);
    truce_arena_clear(&arena);
}

/* (a + b) * c == a * c + b * c, with numbers of up to twenty factors. */
static void multiplying_distributes_over_adding(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 500; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_bigint n[3];
        for (size_t i = 0; i < 3; i++) {
            n[i] = from(next_random(&seed), &arena);
            for (size_t k = below(&seed, 20); k > 0; k--) {
                n[i] = times(n[i], from(next_random(&seed), &arena), &arena);
            }
        }
        const truce_bigint left = times(plus(n[0], n[1], &arena), n[2], &arena);
        const truce_bigint right =
            plus(times(n[0], n[2], &arena), times(n[1], n[2], &arena), &arena);
        assert_int_equal(truce_bigint_compare(left, right), 0);
        assert_true(truce_bigint_compare(plus(left, from(1, &arena), &arena), right) > 0);
        truce_arena_clear(&arena);
    }
}

static void a_product_is_that_of_one_after_the_other(void **state) {
    (void)state;
    for (size_t n = 0; n < 40; n++) {
        uint64_t seed = n;
        truce_arena arena = truce_arena_new();
        truce_bigint factors[40];
        truce_bigint want = from(1, &arena);
        for (size_t i = 0; i < n; i++) {
            factors[i] = from(next_random(&seed), &arena);
            want = times(want, factors[i], &arena);
        }
        truce_bigint got;
        assert_int_equal(truce_bigint_product(factors, n, &arena, &got, NULL), TRUCE_OK);
        assert_int_equal(truce_bigint_compare(got, want), 0);
        truce_arena_clear(&arena);
    }
}

static void words_are_digits_to_the_base_2_to_the_32(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_bigint a;
    const uint32_t words[] = {7, 0, 1, 0, 0};
    assert_int_equal(truce_bigint_from_words(words, 5, &arena, &a, NULL), TRUCE_OK);
    expect(a, "18446744073709551623");
    const uint32_t *back = NULL;
    size_t n = 77;
    assert_int_equal(truce_bigint_words(a, &arena, &back, &n, NULL), TRUCE_OK);
    assert_int_equal(n, 3);
    assert_memory_equal(back, words, n * sizeof *back);
    assert_int_equal(truce_bigint_from_words(words, 0, &arena, &a, NULL), TRUCE_OK);
    expect(a, "0");
    assert_int_equal(truce_bigint_words(a, &arena, &back, &n, NULL), TRUCE_OK);
    assert_int_equal(n, 0);
    truce_arena_clear(&arena);
}

/* (a * b + c) / b is a with a rest of c, for c < b; and the common multiple is divided by both. */
static void what_is_multiplied_can_be_divided_again(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 500; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_bigint n[2];
        for (size_t i = 0; i < 2; i++) {
            n[i] = from(2 + next_random(&seed) / 2, &arena);
            for (size_t k = below(&seed, 6); k > 0; k--) {
                n[i] = times(n[i], from(next_random(&seed) | 1, &arena), &arena);
            }
        }
        truce_bigint got;
        truce_bigint multiple;
        bool rest = true;
        const truce_bigint product = times(n[0], n[1], &arena);
        assert_int_equal(truce_bigint_divide(product, n[1], &arena, &got, &rest, NULL), TRUCE_OK);
        assert_int_equal(truce_bigint_compare(got, n[0]), 0);
        assert_false(rest);
        const truce_bigint more = plus(product, from(1, &arena), &arena);
        assert_int_equal(truce_bigint_divide(more, n[1], &arena, &got, &rest, NULL), TRUCE_OK);
        assert_int_equal(truce_bigint_compare(got, n[0]), 0);
        assert_true(rest);
        assert_int_equal(truce_bigint_common_multiple(n[0], n[1], &arena, &multiple, NULL),
                         TRUCE_OK);
        assert_true(truce_bigint_compare(multiple, product) <= 0);
        for (size_t i = 0; i < 2; i++) {
            assert_int_equal(truce_bigint_divide(multiple, n[i], &arena, &got, &rest, NULL),
                             TRUCE_OK);
            assert_false(rest);
        }
        truce_arena_clear(&arena);
    }
    truce_arena arena = truce_arena_new();
    truce_bigint got;
    assert_int_equal(
        truce_bigint_common_multiple(from(84, &arena), from(90, &arena), &arena, &got, NULL),
        TRUCE_OK);
    expect(got, "1260");
    assert_int_equal(truce_bigint_divide((truce_bigint){0}, got, &arena, &got, NULL, NULL),
                     TRUCE_OK);
    expect(got, "0");
    truce_arena_clear(&arena);
}

static void a_number_is_its_words_of_64_bits(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    uint64_t words[3] = {7, 7, 7};
    assert_int_equal(truce_bigint_bits((truce_bigint){0}), 0);
    assert_int_equal(truce_bigint_bits(from(1, &arena)), 1);
    assert_int_equal(truce_bigint_bits(from(UINT64_MAX, &arena)), 64);
    assert_int_equal(truce_bigint_to_words((truce_bigint){0}, words, 3, NULL), TRUCE_OK);
    assert_true(words[0] == 0 && words[1] == 0 && words[2] == 0);
    const truce_bigint a =
        plus(times(from(UINT64_MAX, &arena), from(5, &arena), &arena), from(6, &arena), &arena);
    assert_int_equal(truce_bigint_bits(a), 67); /* 5 * 2^64 + 1 */
    assert_int_equal(truce_bigint_to_words(a, words, 3, NULL), TRUCE_OK);
    assert_true(words[0] == 1 && words[1] == 5 && words[2] == 0);
    assert_int_equal(truce_bigint_to_words(a, words, 2, NULL), TRUCE_OK);
    assert_true(words[0] == 1 && words[1] == 5);
    truce_arena_clear(&arena);
}

static truce_status all_of_it(truce_arena *arena, truce_bigint *a, truce_str *text) {
    truce_status status = truce_bigint_from(UINT64_MAX, arena, a, NULL);
    status = status == TRUCE_OK ? truce_bigint_add(*a, *a, arena, a, NULL) : status;
    status = status == TRUCE_OK ? truce_bigint_multiply(*a, *a, arena, a, NULL) : status;
    const truce_bigint factors[] = {*a, *a, *a};
    status = status == TRUCE_OK ? truce_bigint_product(factors, 3, arena, a, NULL) : status;
    const uint32_t words[] = {1, 2, 3};
    status = status == TRUCE_OK ? truce_bigint_from_words(words, 3, arena, a, NULL) : status;
    const uint32_t *back = NULL;
    size_t n = 0;
    status = status == TRUCE_OK ? truce_bigint_words(*a, arena, &back, &n, NULL) : status;
    status =
        status == TRUCE_OK ? truce_bigint_common_multiple(*a, factors[0], arena, a, NULL) : status;
    status =
        status == TRUCE_OK ? truce_bigint_divide(*a, factors[0], arena, a, NULL, NULL) : status;
    return status == TRUCE_OK ? truce_bigint_decimal(*a, arena, text, NULL) : status;
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status != TRUCE_OK; n++) {
        truce_arena arena = truce_arena_new();
        truce_bigint a = {0};
        truce_str text = {0};
        allocations_left = n;
        status = all_of_it(&arena, &a, &text);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && text.data == NULL));
        truce_arena_clear(&arena);
    }
    truce_arena arena = truce_arena_new();
    const truce_bigint a = from(6, &arena);
    truce_bigint b = a;
    truce_str text = {0};
    library_is_out = true;
    assert_int_equal(truce_bigint_add(a, a, &arena, &b, NULL), TRUCE_ENOMEM);
    assert_int_equal(truce_bigint_multiply(a, a, &arena, &b, NULL), TRUCE_ENOMEM);
    assert_int_equal(truce_bigint_decimal(a, &arena, &text, NULL), TRUCE_ENOMEM);
    const uint32_t words[] = {1, 2, 3};
    assert_int_equal(truce_bigint_from_words(words, 3, &arena, &b, NULL), TRUCE_ENOMEM);
    assert_int_equal(truce_bigint_common_multiple(a, a, &arena, &b, NULL), TRUCE_ENOMEM);
    assert_int_equal(truce_bigint_divide(a, a, &arena, &b, NULL, NULL), TRUCE_ENOMEM);
    uint64_t word = 0;
    assert_int_equal(truce_bigint_to_words(a, &word, 1, NULL), TRUCE_ENOMEM);
    library_is_out = false;
    assert_ptr_equal(b.digits, a.digits);
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_zeroed_number_is_zero),
        cmocka_unit_test(powers_of_ten_have_their_noughts),
        cmocka_unit_test(what_fits_in_64_bits_comes_back),
        cmocka_unit_test(multiplying_distributes_over_adding),
        cmocka_unit_test(a_product_is_that_of_one_after_the_other),
        cmocka_unit_test(words_are_digits_to_the_base_2_to_the_32),
        cmocka_unit_test(what_is_multiplied_can_be_divided_again),
        cmocka_unit_test(a_number_is_its_words_of_64_bits),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
