/* Ranges with a closed form, ranges in tables, and the definition. */
#include "truce/solve/binomial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect_close(double got, double want, double off) {
    assert_true(got - want <= off && want - got <= off);
}

/* No hit in n: the upper end p has (1 - p)^n = 0.025. */
static void none_and_all_have_a_closed_form(void **state) {
    (void)state;
    const truce_share_range none = truce_binomial_range(0, 10, 0.95);
    double power = 1;
    for (int i = 0; i < 10; i++) {
        power *= 1 - none.high;
    }
    expect_close(none.low, 0, 0);
    expect_close(power, 0.025, 1e-12);
    const truce_share_range all = truce_binomial_range(10, 10, 0.95);
    expect_close(all.low, 1 - none.high, 1e-12);
    expect_close(all.high, 1, 0);
    const truce_share_range one = truce_binomial_range(1, 1, 0.9);
    expect_close(one.low, 0.05, 1e-12);
}

static void ranges_are_those_of_the_tables(void **state) {
    (void)state;
    const truce_share_range five = truce_binomial_range(5, 20, 0.95);
    expect_close(five.low, 0.0866, 5e-5);
    expect_close(five.high, 0.4910, 5e-5);
    const truce_share_range half = truce_binomial_range(50, 100, 0.95);
    expect_close(half.low, 0.3983, 5e-5);
    expect_close(half.high, 0.6017, 5e-5);
}

/* P(at most k of n) from the left, each term from the one before. */
static double at_most(int k, int n, double p) {
    double term = 1;
    double sum = 0;
    for (int i = 0; i < n; i++) {
        term *= 1 - p;
    }
    for (int j = 0; j <= k; j++) {
        sum += term;
        term *= (double)(n - j) / (double)(j + 1) * p / (1 - p);
    }
    return sum;
}

static void each_end_leaves_half_of_the_doubt_outside(void **state) {
    (void)state;
    for (int n = 1; n <= 60; n++) {
        for (int k = 0; k <= n; k++) {
            const truce_share_range r = truce_binomial_range((uint32_t)k, (uint32_t)n, 0.9);
            if (k > 0) {
                expect_close(1 - at_most(k - 1, n, r.low), 0.05, 1e-9);
            }
            if (k < n) {
                expect_close(at_most(k, n, r.high), 0.05, 1e-9);
            }
            assert_true(r.low <= (double)k / n && (double)k / n <= r.high);
        }
    }
}

static void large_counts_have_narrow_ranges(void **state) {
    (void)state;
    const truce_share_range r = truce_binomial_range(5000000, 10000000, 0.95);
    expect_close(r.low, 0.5 - 0.00031, 1e-5);
    expect_close(r.high, 0.5 + 0.00031, 1e-5);
    const truce_share_range few = truce_binomial_range(3, 4000000000u, 0.95);
    assert_true(few.low > 0 && few.low < few.high && few.high < 1e-8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_and_all_have_a_closed_form),
        cmocka_unit_test(ranges_are_those_of_the_tables),
        cmocka_unit_test(each_end_leaves_half_of_the_doubt_outside),
        cmocka_unit_test(large_counts_have_narrow_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
