/* Each piece is worked on once, however many there are. */
#include "truce/base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 5000 };

static unsigned char seen[MOST];
static atomic_bool empty_or_beyond; /* cmocka asks in its own thread only */

static void see(void *with, size_t from, size_t to) {
    const size_t n = *(const size_t *)with;
    if (from >= to || to > n) {
        empty_or_beyond = true;
    }
    for (size_t i = from; i < to && i < MOST; i++) {
        seen[i]++;
    }
}

static void expect_once(size_t n) {
    assert_false(empty_or_beyond);
    for (size_t i = 0; i < MOST; i++) {
        assert_int_equal(seen[i], i < n);
    }
}

static void see_one(void *with, size_t piece) {
    see(with, piece, piece + 1);
}

static void check(size_t n, size_t least) {
    memset(seen, 0, sizeof seen);
    truce_parallel(n, least, see, &n);
    expect_once(n);
    memset(seen, 0, sizeof seen);
    truce_parallel_on(n, least, see, &n);
    expect_once(n);
    memset(seen, 0, sizeof seen);
    truce_parallel_each(n, least % 4, see_one, &n);
    expect_once(n);
}

static void each_piece_is_worked_on_once(void **state) {
    (void)state;
    static const size_t ns[] = {0, 1, 2, 3, 7, 63, 64, 65, 1000, 4999, MOST};
    static const size_t leasts[] = {1, 2, 64, 4999, SIZE_MAX};
    for (size_t i = 0; i < sizeof ns / sizeof ns[0]; i++) {
        for (size_t k = 0; k < sizeof leasts / sizeof leasts[0]; k++) {
            check(ns[i], leasts[k]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_piece_is_worked_on_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
