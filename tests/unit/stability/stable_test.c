/* What is stable, on cases one can check by hand, then in every failure. That each concept is its
 * definition is seen in tests/property/stability_test.c. */
#include "truce/stability/stable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "support/memory.h"

static void find(const truce_graph_model *m, truce_arena *arena, truce_graph_states *states,
                 truce_stable *found) {
    truce_error err;
    assert_int_equal(truce_graph_check(m, &err), TRUCE_OK);
    assert_int_equal(truce_graph_list(m, arena, states, &err), TRUCE_OK);
    assert_int_equal(truce_stable_find(states, NULL, arena, found, &err), TRUCE_OK);
}

/* ---- a case to check by hand
 * ----------------------------------------------------------------------- */

/* Either of two can begin the war, which nobody ends. It is not a maker's own option for both, so
 * that only the common move lets B begin it; and B may not begin it twice in a row. */
static void a_common_move_can_be_made_by_each(void **state) {
    (void)state;
    const truce_graph_option options[] = {{{NULL, 0}, 0, TRUCE_GRAPH_BOTH},
                                          {{NULL, 0}, 0, TRUCE_GRAPH_FORWARD}};
    const truce_graph_common war = {{2, 0}, {2, 2}, 2};
    const int64_t a[] = {0, 1, -5, -4}; /* A gains by arming, and all lose by war */
    const int64_t b[] = {1, 0, -5, -5};
    const truce_graph_preference prefer[] = {
        {.rule = TRUCE_GRAPH_PAYOFFS, .payoffs = a, .n_payoffs = 4},
        {.rule = TRUCE_GRAPH_PAYOFFS, .payoffs = b, .n_payoffs = 4}};
    truce_graph_model m = {.options = options,
                           .n_options = 2,
                           .n_makers = 2,
                           .preferences = prefer,
                           .common = &war,
                           .n_common = 1};
    truce_arena arena = truce_arena_new();
    truce_graph_states states;
    truce_stable found;
    find(&m, &arena, &states, &found);
    assert_false(truce_stable_bit(found.stable[TRUCE_NASH][0], 0));
    assert_true(truce_stable_bit(found.stable[TRUCE_GMR][0], 0));  /* B could answer by war */
    assert_false(truce_stable_bit(found.stable[TRUCE_SEQ][0], 0)); /* but would not gain by it */
    m.n_common = 0;
    find(&m, &arena, &states, &found);
    assert_false(truce_stable_bit(found.stable[TRUCE_GMR][0], 0));
    truce_arena_clear(&arena);
}

static void only_what_is_asked_is_found(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_graph_states states;
    truce_stable found;
    assert_true(graph_random(3, GRAPH_PLAIN, &arena, &m));
    assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_OK);
    const truce_stable_options options = {.concepts = 1U << TRUCE_SEQ};
    assert_int_equal(truce_stable_find(&states, &options, &arena, &found, NULL), TRUCE_OK);
    assert_null(found.stable[TRUCE_NASH][0]);
    assert_null(found.equilibria[TRUCE_SIM]);
    assert_non_null(found.equilibria[TRUCE_SEQ]);
    truce_arena_clear(&arena);
}

/* ---- failures
 * -------------------------------------------------------------------------------------- */

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    for (unsigned traits = GRAPH_PLAIN; traits <= GRAPH_COMMON; traits++) {
        truce_status status = TRUCE_ENOMEM;
        truce_arena keep = truce_arena_new();
        truce_graph_model m;
        assert_true(graph_random(11, traits, &keep, &m));
        for (long n = 0; status == TRUCE_ENOMEM; n++) {
            for (int once = 0; once < 2; once++) {
                truce_arena arena = truce_arena_new();
                truce_graph_states states;
                truce_stable found;
                fails_once = once == 1;
                allocations_left = n;
                status = truce_graph_list(&m, &arena, &states, NULL);
                if (status == TRUCE_OK) {
                    status = truce_stable_find(&states, NULL, &arena, &found, NULL);
                }
                allocations_left = LONG_MAX;
                fails_once = false;
                truce_arena_clear(&arena);
                assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
            }
        }
        truce_arena_clear(&keep);
    }
}

static void what_is_too_large_is_refused(void **state) {
    (void)state;
    truce_graph_option options[40] = {{{NULL, 0}, 0, TRUCE_GRAPH_BOTH}};
    const int64_t weights[40] = {1};
    const truce_graph_preference p = {.rule = TRUCE_GRAPH_WEIGHTS, .weights = weights};
    const truce_graph_pattern never = {3, 3};
    truce_graph_model m = {.options = options, .n_options = 40, .n_makers = 1, .preferences = &p};
    truce_arena arena = truce_arena_new();
    truce_graph_states states;
    assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_ELIMIT);
    m.infeasible = &never;
    m.n_infeasible = 1;
    m.n_options = 26;
    assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_ELIMIT);
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_common_move_can_be_made_by_each),
        cmocka_unit_test(only_what_is_asked_is_found),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(what_is_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
