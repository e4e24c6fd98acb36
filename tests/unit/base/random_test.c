/* The first numbers of a known state, streams that differ, and bounds that hold. */
#include "truce/base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* Published with the algorithm and repeated in other libraries' tests. */
static void the_numbers_are_those_of_xoshiro256_star_star(void **state) {
    (void)state;
    static const uint64_t want[] = {
        11520,
        0,
        1509978240,
        1215971899390074240,
        1216172134540287360,
        607988272756665600,
        UINT64_C(16172922978634559625),
        8476171486693032832,
        UINT64_C(10595114339597558777),
        2904607092377533576,
    };
    truce_random r = {{1, 2, 3, 4}};
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        assert_true(truce_random_next(&r) == want[i]);
    }
}

static void a_seed_and_a_stream_give_the_same_numbers_again(void **state) {
    (void)state;
    truce_random a = truce_random_new(7, 3);
    truce_random b = truce_random_new(7, 3);
    truce_random other_stream = truce_random_new(7, 4);
    truce_random other_seed = truce_random_new(8, 3);
    size_t same = 0;
    for (int i = 0; i < 1000; i++) {
        const uint64_t x = truce_random_next(&a);
        assert_true(x == truce_random_next(&b));
        same += x == truce_random_next(&other_stream);
        same += x == truce_random_next(&other_seed);
    }
    assert_int_equal(same, 0);
}

/* The same bits, drawn by a stream of its own: copied is continued. */
static void a_copy_goes_on_with_the_same_numbers(void **state) {
    (void)state;
    truce_random a = truce_random_new(1, 0);
    (void)truce_random_next(&a);
    truce_random b = a;
    assert_true(truce_random_next(&a) == truce_random_next(&b));
}

/* 60,000 draws of 6: each face 10,000 times, with a standard deviation of 91. */
static void numbers_below_a_bound_are_equally_likely(void **state) {
    (void)state;
    truce_random r = truce_random_new(5, 0);
    size_t seen[6] = {0};
    for (int i = 0; i < 60000; i++) {
        seen[truce_random_below(&r, 6)]++;
    }
    for (int face = 0; face < 6; face++) {
        assert_in_range(seen[face], 9540, 10460);
    }
    for (int i = 0; i < 100; i++) {
        assert_int_equal(truce_random_below(&r, 1), 0);
    }
}

/* Three quarters of all 64-bit numbers: a plain product would make every third number twice as
 * likely. Of 30,000 draws, a third in each third. */
static void a_large_bound_leans_to_no_number(void **state) {
    (void)state;
    const uint64_t third = UINT64_C(1) << 62;
    truce_random r = truce_random_new(9, 0);
    size_t by_rest[3] = {0};
    size_t by_third[3] = {0};
    for (int i = 0; i < 30000; i++) {
        const uint64_t x = truce_random_below(&r, 3 * third);
        assert_true(x < 3 * third);
        by_rest[x % 3]++;
        by_third[x / third]++;
    }
    for (int k = 0; k < 3; k++) {
        assert_in_range(by_rest[k], 9590, 10410);
        assert_in_range(by_third[k], 9590, 10410);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_numbers_are_those_of_xoshiro256_star_star),
        cmocka_unit_test(a_seed_and_a_stream_give_the_same_numbers_again),
        cmocka_unit_test(a_copy_goes_on_with_the_same_numbers),
        cmocka_unit_test(numbers_below_a_bound_are_equally_likely),
        cmocka_unit_test(a_large_bound_leans_to_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
