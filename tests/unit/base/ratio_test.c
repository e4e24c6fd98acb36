/* Fractions that one can check by hand, then random ones against each other's laws, then what does
 * not fit. */
#include "truce/base/ratio.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "truce/base/random.h"

static truce_ratio ratio(int64_t over, int64_t under) {
    truce_ratio made = {77, 77};
    assert_true(truce_ratio_divide(truce_ratio_whole(over), truce_ratio_whole(under), &made));
    return made;
}

static void expect(truce_ratio got, int64_t over, int64_t under) {
    assert_int_equal(got.over, over);
    assert_int_equal(got.under, under);
}

static void decimals_come_in_lowest_terms(void **state) {
    (void)state;
    expect(truce_ratio_of((truce_decimal){650, 2}), 13, 2);
    expect(truce_ratio_of((truce_decimal){0, 18}), 0, 1);
    expect(truce_ratio_of((truce_decimal){-25, 2}), -1, 4);
    expect(truce_ratio_of((truce_decimal){INT64_C(999999999999999999), 18}),
           INT64_C(999999999999999999), INT64_C(1000000000000000000));
}

static void the_four_operations_are_exact(void **state) {
    (void)state;
    truce_ratio r;
    assert_true(truce_ratio_add(ratio(1, 6), ratio(1, 3), &r));
    expect(r, 1, 2);
    assert_true(truce_ratio_subtract(ratio(1, 6), ratio(1, 6), &r));
    expect(r, 0, 1);
    assert_true(truce_ratio_multiply(ratio(-2, 3), ratio(3, 4), &r));
    expect(r, -1, 2);
    assert_true(truce_ratio_divide(ratio(35, 80), ratio(-7, 8), &r));
    expect(r, -1, 2);
    assert_true(truce_ratio_between(ratio(1, 2), ratio(2, 1), ratio(1, 3), &r));
    expect(r, 1, 1);
    assert_true(truce_ratio_double(ratio(1, 4)) == 0.25);
}

static void order_is_that_of_the_numbers(void **state) {
    (void)state;
    assert_int_equal(truce_ratio_compare(ratio(1, 3), ratio(333333333, 1000000000)), 1);
    assert_int_equal(truce_ratio_compare(ratio(-1, 3), ratio(1, 3)), -1);
    assert_int_equal(truce_ratio_compare(ratio(2, 6), ratio(1, 3)), 0);
    assert_true(truce_ratio_equal(ratio(2, 6), ratio(1, 3)));
    const truce_ratio close = {INT64_MAX - 1, INT64_MAX};
    const truce_ratio closer = {INT64_MAX - 2, INT64_MAX - 1};
    assert_int_equal(truce_ratio_compare(close, closer), 1);
}

static int64_t some(truce_random *r, int64_t most) {
    return (int64_t)truce_random_below(r, (uint64_t)(2 * most + 1)) - most;
}

static void what_is_added_can_be_taken_away_again(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 20000; round++) {
        truce_random draw = truce_random_new(1, round); /* a failing round reproduces itself */
        const int64_t under = 1001 + some(&draw, 1000);
        const truce_ratio a = ratio(some(&draw, 1000000), under);
        const truce_ratio b = ratio(some(&draw, 1000000), 1001 + some(&draw, 999));
        truce_ratio r;
        truce_ratio back;
        assert_true(truce_ratio_add(a, b, &r));
        assert_true(truce_ratio_subtract(r, b, &back));
        assert_true(truce_ratio_equal(back, a));
        assert_int_equal(truce_ratio_compare(r, a), (b.over > 0) - (b.over < 0));
        if (b.over != 0) {
            assert_true(truce_ratio_multiply(a, b, &r));
            assert_true(truce_ratio_divide(r, b, &back));
            assert_true(truce_ratio_equal(back, a));
        }
    }
}

static void what_does_not_fit_is_told_and_nothing_is_written(void **state) {
    (void)state;
    const truce_ratio large = truce_ratio_whole(INT64_MAX);
    const truce_ratio small = {1, INT64_MAX};
    const truce_ratio smaller = {1, INT64_MAX - 1};
    truce_ratio r = {77, 78};
    assert_false(truce_ratio_add(large, truce_ratio_whole(1), &r));
    assert_false(truce_ratio_subtract(truce_ratio_whole(-2), large, &r));
    assert_false(truce_ratio_add(small, smaller, &r));
    assert_false(truce_ratio_multiply(small, smaller, &r));
    assert_false(truce_ratio_divide(small, large, &r));
    assert_false(truce_ratio_divide(small, truce_ratio_whole(0), &r));
    assert_false(truce_ratio_between(small, smaller, small, &r));
    expect(r, 77, 78);
    assert_true(truce_ratio_subtract(truce_ratio_whole(-1), truce_ratio_whole(INT64_MAX - 1), &r));
    expect(r, -INT64_MAX, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_come_in_lowest_terms),
        cmocka_unit_test(the_four_operations_are_exact),
        cmocka_unit_test(order_is_that_of_the_numbers),
        cmocka_unit_test(what_is_added_can_be_taken_away_again),
        cmocka_unit_test(what_does_not_fit_is_told_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
