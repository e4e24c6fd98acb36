/* Numbers as tools print them, read and written; arithmetic against whole numbers; amounts of the
 * case language, which say the same number; then what is refused. */
#include "truce/formats/numeral.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/random.h"
#include "truce/base/decimal.h"

static truce_numeral number(const char *text) {
    truce_numeral n = {0};
    truce_error err;
    if (truce_numeral_parse(truce_str_of(text), &n, &err) != TRUCE_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return n;
}

static void expect_written(const truce_numeral *n, const char *want) {
    truce_buffer out = truce_buffer_new();
    truce_numeral_write(n, &out);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
}

static void numbers_are_kept_exactly(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"0", "0"},
        {"-0.0", "0"},
        {"0e99999", "0"},
        {"7", "7"},
        {"+7", "7"},
        {"007.50", "7.5"},
        {".5", "0.5"},
        {"5.", "5"},
        {"1e3", "1000"},
        {"1E-3", "0.001"},
        {"-2.5e+1", "-25"},
        {"0.41051514203415784", "0.41051514203415784"},
        {"1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"},
        {"10000000000000000000000000000000000000000000000000",
         "10000000000000000000000000000000000000000000000000"},
        {"0.00000000000000000000000000000000000000000000000001",
         "0.00000000000000000000000000000000000000000000000001"},
        {"1000.0001000", "1000.0001"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const truce_numeral n = number(cases[i][0]);
        expect_written(&n, cases[i][1]);
    }
}

static void what_is_no_number_or_too_long_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *text;
        truce_status status;
    } cases[] = {
        {"", TRUCE_EPARSE},
        {".", TRUCE_EPARSE},
        {"-", TRUCE_EPARSE},
        {"+-1", TRUCE_EPARSE},
        {"1.2.3", TRUCE_EPARSE},
        {"1e", TRUCE_EPARSE},
        {"1e+", TRUCE_EPARSE},
        {"e5", TRUCE_EPARSE},
        {"NaN", TRUCE_EPARSE},
        {"Infinity", TRUCE_EPARSE},
        {"0x10", TRUCE_EPARSE},
        {"1,5", TRUCE_EPARSE},
        {" 1", TRUCE_EPARSE},
        {"1 ", TRUCE_EPARSE},
        {"1e50", TRUCE_ELIMIT},
        {"1e-51", TRUCE_ELIMIT},
        {"1e99999999999999999999", TRUCE_ELIMIT},
        {"12345678901234567890123456789012345678901", TRUCE_ELIMIT},
        {"0.12345678901234567890123456789012345678901", TRUCE_ELIMIT},
        {"100000000000000000000000000000000000000000000000000", TRUCE_ELIMIT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_numeral n = truce_numeral_of(77);
        truce_error err = {.message = ""};
        const truce_status status = truce_numeral_parse(truce_str_of(cases[i].text), &n, &err);
        if (status != cases[i].status) {
            fail_msg("\"%s\" gives %d", cases[i].text, (int)status);
        }
        assert_true(err.message[0] != '\0');
        expect_written(&n, "77");
    }
}

static void arithmetic_is_that_of_whole_numbers(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        const int64_t a = (int64_t)below(&seed, 2000001) - 1000000;
        const int64_t b = (int64_t)below(&seed, round % 2 == 0 ? 20 : 2000001) - 10;
        const truce_numeral x = truce_numeral_of(a);
        const truce_numeral y = truce_numeral_of(b);
        truce_numeral z;
        int64_t got = 0;
        assert_true(truce_numeral_add(&x, &y, &z) && truce_numeral_whole(&z, &got));
        assert_int_equal(got, a + b);
        assert_true(truce_numeral_subtract(&x, &y, &z) && truce_numeral_whole(&z, &got));
        assert_int_equal(got, a - b);
        assert_true(truce_numeral_multiply(&x, &y, &z) && truce_numeral_whole(&z, &got));
        assert_int_equal(got, a * b);
        assert_int_equal(truce_numeral_compare(&x, &y), (a > b) - (a < b));
    }
}

static void places_are_aligned(void **state) {
    (void)state;
    const truce_numeral a = number("1e30");
    const truce_numeral b = number("-1e-20");
    truce_numeral sum;
    assert_true(truce_numeral_add(&a, &b, &sum));
    expect_written(&sum, "999999999999999999999999999999.99999999999999999999");
    assert_true(truce_numeral_multiply(&a, &b, &sum));
    expect_written(&sum, "-10000000000");
    assert_true(truce_numeral_subtract(&a, &a, &sum));
    expect_written(&sum, "0");
    assert_int_equal(truce_numeral_compare(&a, &b), 1);
    assert_int_equal(truce_numeral_compare(&b, &sum), -1);
}

static void a_result_without_room_is_refused(void **state) {
    (void)state;
    truce_numeral a = number("9999999999999999999999999999999999999999e9");
    truce_numeral b = number("1e-50");
    const truce_numeral before = a;
    while (truce_numeral_multiply(&a, &a, &a)) {
    }
    assert_true(truce_numeral_multiply(&b, &b, &b));
    assert_int_equal(b.exponent, -100);
    assert_false(truce_numeral_multiply(&b, &b, &b));
    assert_int_equal(b.exponent, -100);
    assert_true(truce_numeral_compare(&a, &before) >= 0);
    int64_t whole = 77;
    assert_false(truce_numeral_whole(&a, &whole));
    assert_false(truce_numeral_whole(&b, &whole));
    assert_int_equal(whole, 77);
}

static void quotients_are_exact_or_refused(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"35", "80", "0.4375"},
        {"-1", "8", "-0.125"},
        {"0.5", "-0.25", "-2"},
        {"0", "7", "0"},
        {"1e30", "1e-20", "100000000000000000000000000000000000000000000000000"},
        {"21", "7", "3"},
        {"0.3", "0.003", "100"},
        {"1", "3", NULL},
        {"2", "7", NULL},
        {"1", "0", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const truce_numeral a = number(cases[i][0]);
        const truce_numeral b = number(cases[i][1]);
        truce_numeral c = truce_numeral_of(77);
        assert_int_equal(truce_numeral_divide(&a, &b, &c), cases[i][2] != NULL);
        expect_written(&c, cases[i][2] != NULL ? cases[i][2] : "77");
    }
    uint64_t seed = 3;
    for (int round = 0; round < 5000; round++) {
        const truce_numeral a = truce_numeral_of((int64_t)below(&seed, 2000001) - 1000000);
        const truce_numeral b = truce_numeral_of(1 + (int64_t)below(&seed, 5000));
        truce_numeral product, back;
        assert_true(truce_numeral_multiply(&a, &b, &product));
        assert_true(truce_numeral_divide(&product, &b, &back));
        assert_int_equal(truce_numeral_compare(&back, &a), 0);
        if (truce_numeral_divide(&a, &b, &back)) {
            assert_true(truce_numeral_multiply(&back, &b, &back));
            assert_int_equal(truce_numeral_compare(&back, &a), 0);
        } else {
            int64_t left = 0; /* a divisor of 2s and 5s alone always ends */
            assert_true(truce_numeral_whole(&b, &left));
            while (left % 2 == 0) {
                left /= 2;
            }
            while (left % 5 == 0) {
                left /= 5;
            }
            assert_int_not_equal(left, 1);
        }
    }
}

static void decimals_come_over(void **state) {
    (void)state;
    truce_numeral n = truce_numeral_of_decimal((truce_decimal){-650, 2});
    expect_written(&n, "-6.5");
    n = truce_numeral_of_decimal((truce_decimal){0, 3});
    expect_written(&n, "0");
}

static void whole_numbers_go_to_the_edge(void **state) {
    (void)state;
    int64_t whole = 0;
    truce_numeral n = truce_numeral_of(INT64_MAX);
    assert_true(truce_numeral_whole(&n, &whole));
    assert_int_equal(whole, INT64_MAX);
    n = truce_numeral_of(-INT64_MAX);
    assert_true(truce_numeral_whole(&n, &whole));
    assert_int_equal(whole, -INT64_MAX);
    n = number("9223372036854775808");
    assert_false(truce_numeral_whole(&n, &whole));
    n = number("2.5");
    assert_false(truce_numeral_whole(&n, &whole));
}

static void expect_amount(const char *over, const char *under, const char *want) {
    const truce_numeral n = number(over);
    const truce_numeral m = number(under);
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_numeral_write_amount(&n, &m, &out), want != NULL);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want != NULL ? want : "");
    truce_buffer_clear(&out);
}

static void amounts_are_written_with_at_most_18_digits(void **state) {
    (void)state;
    expect_amount("0", "1", "0");
    expect_amount("0", "7", "0");
    expect_amount("7", "7", "1");
    expect_amount("0.5", "1", "0.5");
    expect_amount("-3", "4", "-3 of 4");
    expect_amount("0.33333333333333", "0.66666666666666", "0.33333333333333 of 0.66666666666666");
    expect_amount("0.41051514203415784", "1", "0.41051514203415784");
    /* 19 digits with the zero in front */
    expect_amount("0.363636363636363636", "1", "3.63636363636363636 of 10");
    expect_amount("0.042095085672640184", "1", "0.42095085672640184 of 10");
    expect_amount("1e-30", "1", "0.00000000000000001 of 10000000000000");
    expect_amount("1e25", "1", "100000000000000000 of 0.00000001");
    /* 19 digits that matter */
    expect_amount("1234567890123456789", "1", NULL);
    expect_amount("1", "1234567890123456789", NULL);
    expect_amount("1e-49", "1", NULL);
    expect_amount("1e-49", "1e-49", "1");
}

/* What is written is read by the language's own reader of numbers, and is the same fraction. */
static void what_is_written_is_the_number(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char text[64];
        const size_t n = 1 + below(&seed, 18);
        size_t size = 0;
        for (size_t i = 0; i < n; i++) {
            text[size++] = (char)('0' + below(&seed, 10));
        }
        (void)snprintf(text + size, sizeof text - size, "e%d", (int)below(&seed, 32) - 20);
        const truce_numeral over = number(text);
        const truce_numeral under = truce_numeral_of(1 + (int64_t)below(&seed, 3));
        truce_buffer out = truce_buffer_new();
        if (truce_numeral_write_amount(&over, &under, &out)) {
            truce_decimal a, b = {1, 0};
            const truce_str written = truce_buffer_str(&out);
            const char *const blank = memchr(written.data, ' ', written.size);
            truce_str first = written;
            if (blank != NULL) {
                first.size = (size_t)(blank - written.data);
                const truce_str second = {blank + 4, written.size - first.size - 4};
                assert_int_equal(truce_decimal_parse(second, &b, NULL), TRUCE_OK);
                truce_numeral m = {0};
                truce_numeral left, right;
                truce_numeral k = {0};
                assert_int_equal(truce_numeral_parse(second, &m, NULL), TRUCE_OK);
                assert_int_equal(truce_numeral_parse(first, &k, NULL), TRUCE_OK);
                assert_true(truce_numeral_multiply(&over, &m, &left));
                assert_true(truce_numeral_multiply(&under, &k, &right));
                assert_int_equal(truce_numeral_compare(&left, &right), 0);
            }
            assert_int_equal(truce_decimal_parse(first, &a, NULL), TRUCE_OK);
        } else {
            assert_true(over.n > 0);
        }
        truce_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_kept_exactly),
        cmocka_unit_test(what_is_no_number_or_too_long_is_refused),
        cmocka_unit_test(arithmetic_is_that_of_whole_numbers),
        cmocka_unit_test(places_are_aligned),
        cmocka_unit_test(a_result_without_room_is_refused),
        cmocka_unit_test(quotients_are_exact_or_refused),
        cmocka_unit_test(decimals_come_over),
        cmocka_unit_test(whole_numbers_go_to_the_edge),
        cmocka_unit_test(amounts_are_written_with_at_most_18_digits),
        cmocka_unit_test(what_is_written_is_the_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
