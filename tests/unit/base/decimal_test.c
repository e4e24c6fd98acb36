/* Numbers one can check by eye, then random pairs against 128-bit arithmetic at one common scale,
 * then every text that is not a number that can be kept. */
#include "truce/base/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/random.h"

__extension__ typedef __int128 wide;

enum { WRITE_MAX = 24 };

static truce_decimal parse(const char *text) {
    truce_decimal value = {0};
    truce_error err = {0};
    if (truce_decimal_parse(truce_str_of(text), &value, &err) != TRUCE_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return value;
}

static void expect_written(truce_decimal value, const char *want) {
    char out[WRITE_MAX];
    const size_t size = truce_decimal_write(value, out);
    assert_int_equal(size, strlen(want));
    assert_memory_equal(out, want, size);
}

/* ---- cases ----------------------------------------------------------------------------------- */

static void a_number_keeps_its_digits_and_its_scale(void **state) {
    (void)state;
    const struct {
        const char *text;
        int64_t units;
        int32_t scale;
    } cases[] = {
        {"0", 0, 0},
        {"130", 130, 0},
        {"6.5", 65, 1},
        {"6.50", 650, 2},
        {"-0.25", -25, 2},
        {"0.000", 0, 3},
        {"0.05", 5, 2},
        {"999999999999999999", INT64_C(999999999999999999), 0},
        {"-0.99999999999999999", INT64_C(-99999999999999999), 17},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const truce_decimal value = parse(cases[i].text);
        assert_int_equal(value.units, cases[i].units);
        assert_int_equal(value.scale, cases[i].scale);
        expect_written(value, cases[i].text);
    }
}

static void zeros_in_front_and_the_sign_of_zero_are_not_kept(void **state) {
    (void)state;
    expect_written(parse("007"), "7");
    expect_written(parse("-00.10"), "-0.10");
    expect_written(parse("-0.0"), "0.0");
}

static void every_value_that_can_be_held_can_be_written(void **state) {
    (void)state;
    expect_written((truce_decimal){INT64_MIN, 0}, "-9223372036854775808");
    expect_written((truce_decimal){INT64_MIN, 18}, "-9.223372036854775808");
    expect_written((truce_decimal){INT64_MAX, 18}, "9.223372036854775807");
    expect_written((truce_decimal){-1, 18}, "-0.000000000000000001");
    expect_written((truce_decimal){0, 18}, "0.000000000000000000");
}

static void order_is_by_value_not_by_digits(void **state) {
    (void)state;
    assert_int_equal(truce_decimal_compare(parse("6.5"), parse("6.50")), 0);
    assert_int_equal(truce_decimal_compare(parse("6.5"), parse("6.49")), 1);
    assert_int_equal(truce_decimal_compare(parse("-6.5"), parse("-6.49")), -1);
    assert_int_equal(truce_decimal_compare(parse("-0"), parse("0.00")), 0);
    assert_int_equal(truce_decimal_compare(parse("9"), parse("10.0")), -1);
    const truce_decimal most = {INT64_MAX, 0};
    const truce_decimal least = {INT64_MIN, 0};
    const truce_decimal small = {INT64_MAX, 18};
    assert_int_equal(truce_decimal_compare(most, small), 1);
    assert_int_equal(truce_decimal_compare(least, small), -1);
    assert_int_equal(truce_decimal_compare(least, most), -1);
}

static void a_value_on_the_grid_has_a_step(void **state) {
    (void)state;
    const struct {
        const char *value, *low, *step;
        int64_t index;
    } cases[] = {
        {"0", "0", "1", 0},
        {"6.5", "0", "0.5", 13},
        {"6.50", "-1", "0.25", 30},
        {"130", "100", "10", 3},
        {"-5", "-10", "2.5", 2},
        {"0.3", "0.1", "0.1", 2},
        {"10.00", "10", "7", 0},
        {"-1.5", "-1.50", "9", 0},
        {"1", "0", "0.00000000000000001", INT64_C(100000000000000000)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t index = -1;
        assert_true(truce_decimal_step(parse(cases[i].value), parse(cases[i].low),
                                       parse(cases[i].step), &index));
        assert_int_equal(index, cases[i].index);
    }
}

static void a_value_off_the_grid_has_none(void **state) {
    (void)state;
    const struct {
        truce_decimal value, low, step;
    } cases[] = {
        {{-1, 0}, {0, 0}, {1, 0}},         /* below */
        {{55, 1}, {0, 0}, {1, 0}},         /* between */
        {{1, 18}, {0, 0}, {2, 18}},        /* just between */
        {{5, 0}, {0, 0}, {0, 0}},          /* no step */
        {{5, 0}, {0, 0}, {-1, 0}},         /* a step down */
        {{-5, 0}, {0, 0}, {-1, 0}},        /* which would lead there */
        {{INT64_MAX, 0}, {-1, 0}, {1, 0}}, /* index 2^63 */
        {{INT64_MAX, 0}, {INT64_MIN, 0}, {1, 18}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t index = -7;
        assert_false(truce_decimal_step(cases[i].value, cases[i].low, cases[i].step, &index));
        assert_int_equal(index, -7);
    }
    int64_t index = -7;
    const truce_decimal one = {1, 0};
    assert_true(
        truce_decimal_step((truce_decimal){INT64_MAX, 0}, (truce_decimal){0, 0}, one, &index));
    assert_int_equal(index, INT64_MAX);
}

/* ---- properties ------------------------------------------------------------------------------ */

/* Of any size: equally many of each number of bits. */
static truce_decimal random_decimal(uint64_t *seed) {
    const uint64_t bits = next_random(seed) >> (1 + next_random(seed) % 63);
    const int64_t size = (int64_t)bits;
    return (truce_decimal){next_random(seed) % 2 == 0 ? size : -size,
                           (int32_t)(next_random(seed) % 19)};
}

/* units * 10^(18 - scale), so that all are at scale 18. */
static wide at_scale_18(truce_decimal value) {
    wide units = value.units;
    for (int32_t scale = value.scale; scale < 18; scale++) {
        units *= 10;
    }
    return units;
}

static void comparison_is_that_of_128_bit_integers(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 100000; round++) {
        uint64_t seed = round;
        const truce_decimal a = random_decimal(&seed);
        truce_decimal b = random_decimal(&seed);
        if (round % 3 == 0 && a.scale < 18 && a.units < INT64_MAX / 10 &&
            a.units > INT64_MIN / 10) { /* equal, or nearly */
            b = (truce_decimal){a.units * 10 + (int64_t)(seed % 3) - 1, a.scale + 1};
        }
        const wide left = at_scale_18(a);
        const wide right = at_scale_18(b);
        assert_int_equal(truce_decimal_compare(a, b), left < right ? -1 : left > right);
        assert_int_equal(truce_decimal_compare(b, a), -truce_decimal_compare(a, b));
    }
}

static void a_step_is_found_exactly_when_low_and_steps_add_up(void **state) {
    (void)state;
    size_t n_found = 0;
    for (uint64_t round = 0; round < 100000; round++) {
        uint64_t seed = round;
        const truce_decimal low = random_decimal(&seed);
        const truce_decimal step = random_decimal(&seed);
        truce_decimal value = random_decimal(&seed);
        if (round % 2 == 0) { /* on the grid, or one unit beside it */
            const wide k = (wide)(next_random(&seed) >> (1 + next_random(&seed) % 63));
            const wide there = low.units + k * step.units;
            if (there < INT64_MAX && there > INT64_MIN && low.scale == step.scale) {
                value = (truce_decimal){(int64_t)there + (round % 8 == 0), low.scale};
            }
        }
        int64_t index = -1;
        const bool found = truce_decimal_step(value, low, step, &index);
        const wide above = at_scale_18(value) - at_scale_18(low);
        const wide stride = at_scale_18(step);
        if (found) {
            n_found++;
            assert_true(stride > 0 && index >= 0 && above % stride == 0);
            assert_true(above / stride == index);
        } else {
            assert_true(stride <= 0 || above < 0 || above % stride != 0 ||
                        above / stride > INT64_MAX);
        }
    }
    assert_true(n_found > 500);
}

static void what_is_written_reads_back_the_same(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 100000; round++) {
        uint64_t seed = round;
        truce_decimal value = random_decimal(&seed);
        value.units %= INT64_C(1000000000000000000);
        value.scale %= 18; /* a zero stands before 18 digits behind the dot: 19 in all */
        char text[WRITE_MAX];
        const size_t size = truce_decimal_write(value, text);
        truce_decimal back = {0};
        assert_int_equal(truce_decimal_parse((truce_str){text, size}, &back, NULL), TRUCE_OK);
        assert_int_equal(back.units, value.units);
        assert_int_equal(back.scale, value.scale);
    }
}

/* The grammar a second time, byte by byte, over all texts of up to six bytes of an alphabet that
 * holds each kind of byte. */
static bool is_number(const char *text) {
    const char *p = text + (*text == '-');
    bool after_digit = false;
    bool dot = false;
    for (; *p != '\0'; p++) {
        if (*p == '.' && after_digit && !dot) {
            dot = true;
            after_digit = false;
        } else if (*p >= '0' && *p <= '9') {
            after_digit = true;
        } else {
            return false;
        }
    }
    return after_digit;
}

static void texts_are_numbers_exactly_when_the_grammar_says_so(void **state) {
    (void)state;
    static const char ALPHABET[] = "-.07+ e";
    const size_t n = sizeof ALPHABET; /* the NUL ends a text early */
    for (size_t code = 0; code < n * n * n * n * n * n; code++) {
        char text[7] = {0};
        size_t rest = code;
        for (size_t i = 0; i < 6; i++, rest /= n) {
            text[i] = ALPHABET[rest % n];
        }
        truce_decimal value;
        const truce_status status = truce_decimal_parse(truce_str_of(text), &value, NULL);
        assert_int_equal(status, is_number(text) ? TRUCE_OK : TRUCE_EPARSE);
    }
}

/* ---- refusals -------------------------------------------------------------------------------- */

static void what_is_not_a_number_is_refused_and_nothing_is_written(void **state) {
    (void)state;
    const truce_str cases[] = {
        TRUCE_STR(""),    TRUCE_STR("-"),     TRUCE_STR("."),   TRUCE_STR("1."),
        TRUCE_STR(".5"),  TRUCE_STR("+1"),    TRUCE_STR("1e3"), TRUCE_STR("1,5"),
        TRUCE_STR("--1"), TRUCE_STR("1.2.3"), TRUCE_STR(" 1"),  TRUCE_STR("1 "),
        TRUCE_STR("-.5"), TRUCE_STR("0x10"),  TRUCE_STR("1\0"), TRUCE_STR("1234567890123456789x"),
        {NULL, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_decimal value = {7, 8};
        truce_error err = {0};
        assert_int_equal(truce_decimal_parse(cases[i], &value, &err), TRUCE_EPARSE);
        assert_string_equal(err.message,
                            "not a number that can be kept exactly; write digits, with a '.' "
                            "between digits if need be, as in 130, 6.5 or -0.25");
        assert_true(value.units == 7 && value.scale == 8);
    }
}

static void more_than_18_digits_are_too_many(void **state) {
    (void)state;
    const char *cases[] = {"1234567890123456789", "0.123456789012345678", "-1234567890.123456789",
                           "0000000000000000000"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_decimal value = {7, 8};
        truce_error err = {0};
        assert_int_equal(truce_decimal_parse(truce_str_of(cases[i]), &value, &err), TRUCE_ELIMIT);
        assert_string_equal(err.message, "the number has 19 digits; 18 is the most");
        assert_true(value.units == 7 && value.scale == 8);
    }
}

static void a_step_of_a_range_is_its_number_again(void **state) {
    (void)state;
    const struct {
        const char *low, *step;
        int64_t index;
        const char *value;
    } cases[] = {{"2.0", "0.25", 0, "2.00"},
                 {"2.0", "0.25", 3, "2.75"},
                 {"-1", "0.5", 4, "1.0"},
                 {"0", "5", 100000, "500000"},
                 {"6.5", "1", 2, "8.5"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_decimal value = {0};
        int64_t index = -1;
        assert_true(
            truce_decimal_at(parse(cases[i].low), parse(cases[i].step), cases[i].index, &value));
        expect_written(value, cases[i].value);
        assert_true(truce_decimal_step(value, parse(cases[i].low), parse(cases[i].step), &index));
        assert_int_equal(index, cases[i].index);
    }
    truce_decimal untouched = {7, 0};
    assert_false(truce_decimal_at(parse("0"), parse("999999999999999999"), 2, &untouched));
    assert_false(truce_decimal_at(parse("1"), parse("0.00000000000000001"), INT64_MAX, &untouched));
    assert_false(truce_decimal_at(parse("99"), parse("0.00000000000000001"), 1, &untouched));
    assert_int_equal(untouched.units, 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_keeps_its_digits_and_its_scale),
        cmocka_unit_test(zeros_in_front_and_the_sign_of_zero_are_not_kept),
        cmocka_unit_test(every_value_that_can_be_held_can_be_written),
        cmocka_unit_test(order_is_by_value_not_by_digits),
        cmocka_unit_test(a_value_on_the_grid_has_a_step),
        cmocka_unit_test(a_value_off_the_grid_has_none),
        cmocka_unit_test(comparison_is_that_of_128_bit_integers),
        cmocka_unit_test(a_step_is_found_exactly_when_low_and_steps_add_up),
        cmocka_unit_test(what_is_written_reads_back_the_same),
        cmocka_unit_test(texts_are_numbers_exactly_when_the_grammar_says_so),
        cmocka_unit_test(what_is_not_a_number_is_refused_and_nothing_is_written),
        cmocka_unit_test(more_than_18_digits_are_too_many),
        cmocka_unit_test(a_step_of_a_range_is_its_number_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
