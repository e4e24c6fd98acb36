/* What a domain makes of what it is given, the order of sets and which of them hang together, and
 * memory that runs out. */
#include "truce/solve/domain.h"

#include "small.h"

SMALL_MEMORY

static void choices_and_labels_are_sorted_and_stand_once(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    const uint32_t n_values[] = {2, 3, 2};
    assert_int_equal(truce_domain_init(&d, n_values, 3, 5, 0, &arena, NULL), TRUCE_OK);
    const truce_choice choices[] = {{2, 1}, {0, 1}, {2, 1}};
    const uint32_t labels[] = {4, 0, 4};
    assert_int_equal(truce_domain_forbid(&d, choices, 3, labels, 3, TRUCE_NO_LINK, NULL), TRUCE_OK);
    assert_int_equal(d.n_nogoods, 1);
    const truce_nogood g = d.nogoods[0];
    assert_int_equal(g.n_choices, 2);
    assert_int_equal(g.choices[0].variable, 0);
    assert_int_equal(g.choices[1].variable, 2);
    assert_int_equal(g.labels.n, 2);
    assert_int_equal(g.labels.at[0], 0);
    assert_int_equal(g.labels.at[1], 4);
    truce_arena_clear(&arena);
}

static void what_is_never_chosen_together_needs_no_nogood(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    const uint32_t n_values[] = {2, 3};
    assert_int_equal(truce_domain_init(&d, n_values, 2, 0, 0, &arena, NULL), TRUCE_OK);
    const truce_choice choices[] = {{1, 1}, {0, 1}, {1, 2}};
    assert_int_equal(truce_domain_forbid(&d, choices, 3, NULL, 0, TRUCE_NO_LINK, NULL), TRUCE_OK);
    assert_int_equal(d.n_nogoods, 0);
    truce_arena_clear(&arena);
}

static void too_many_values_are_refused(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d = {.n_labels = 77};
    const uint32_t n_values[] = {UINT32_MAX / 2, 1};
    truce_error err;
    assert_int_equal(truce_domain_init(&d, n_values, 2, 0, 0, &arena, &err), TRUCE_ELIMIT);
    assert_int_equal(d.n_labels, 77);
    assert_string_equal(err.message, "more than 2147483647 values in all");
    truce_arena_clear(&arena);
}

static void smaller_sets_come_first_then_smaller_numbers(void **state) {
    (void)state;
    const uint32_t numbers[] = {1, 3, 5, 2, 9};
    const truce_set pair = {numbers, 2};
    assert_true(truce_set_compare((truce_set){numbers + 4, 1}, pair) < 0);
    assert_true(truce_set_compare(pair, (truce_set){numbers + 3, 2}) < 0);
    assert_true(truce_set_compare((truce_set){numbers + 1, 2}, pair) > 0);
    assert_int_equal(truce_set_compare(pair, pair), 0);
    assert_int_equal(truce_set_compare((truce_set){0}, (truce_set){0}), 0);
}

static void sets_hang_together_along_common_numbers(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const uint32_t numbers[] = {4, 7, 1, 7, 2, 3, 1, 5};
    const truce_set sets[] = {{numbers, 2}, {numbers + 4, 2}, {numbers + 2, 2}, {numbers + 6, 2}};
    const uint32_t *component = NULL;
    uint32_t n = 0;
    assert_int_equal(truce_sets_components((truce_sets){sets, 4}, 8, &arena, &component, &n, NULL),
                     TRUCE_OK);
    assert_int_equal(n, 2);
    const uint32_t want[] = {0, 1, 0, 0};
    assert_memory_equal(component, want, sizeof want);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status != TRUCE_OK; n++) {
        truce_arena arena = truce_arena_new();
        truce_domain d = {.n_labels = 77};
        const uint32_t n_values[] = {2};
        allocations_left = n;
        status = truce_domain_init(&d, n_values, 1, 0, 0, &arena, NULL);
        assert_true(status == TRUCE_OK || d.n_labels == 77);
        for (uint32_t i = 0; status == TRUCE_OK && i < 2000; i++) {
            const truce_choice choice = {0, i % 2};
            status = truce_domain_forbid(&d, &choice, 1, NULL, 0, TRUCE_NO_LINK, NULL);
            assert_int_equal(d.n_nogoods, status == TRUCE_OK ? i + 1 : i);
        }
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
        truce_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_and_labels_are_sorted_and_stand_once),
        cmocka_unit_test(what_is_never_chosen_together_needs_no_nogood),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(smaller_sets_come_first_then_smaller_numbers),
        cmocka_unit_test(sets_hang_together_along_common_numbers),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
