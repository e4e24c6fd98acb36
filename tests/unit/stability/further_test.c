/* What looks further than the six basic concepts: its limits, and memory running out anywhere. That
 * each is its definition is seen in tests/property/stability_further_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "support/memory.h"
#include "truce/stability/coalition.h"
#include "truce/stability/limited.h"
#include "truce/stability/metarational.h"
#include "truce/stability/paths.h"
#include "truce/stability/relational.h"

static truce_status ask(const truce_graph_states *states, int what, truce_arena *arena) {
    union {
        truce_metarational m;
        truce_limited l;
        truce_nonmyopic n;
        truce_coalitions c;
        truce_relational r;
        truce_paths p;
    } out;
    switch (what) {
    case 0:
        return truce_metarational_find(states, 5, 1, arena, &out.m, NULL);
    case 1:
        return truce_limited_find(states, 3, arena, &out.l, NULL);
    case 2:
        return truce_nonmyopic_find(states, arena, &out.n, NULL);
    case 3:
        return truce_coalitions_find(states, 0, arena, &out.c, NULL);
    case 4:
        return truce_paths_find(states, 0, false, arena, &out.p, NULL);
    default:
        return truce_relational_find(states, TRUCE_UNKNOWN_A, arena, &out.r, NULL);
    }
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    for (int what = 0; what < 6; what++) {
        truce_arena keep = truce_arena_new();
        truce_graph_model m;
        truce_graph_states states;
        assert_true(graph_random(19, GRAPH_TWO | GRAPH_COMMON | GRAPH_UNSURE, &keep, &m));
        assert_int_equal(truce_graph_list(&m, &keep, &states, NULL), TRUCE_OK);
        truce_status status = TRUCE_ENOMEM;
        for (long n = 0; status == TRUCE_ENOMEM; n++) {
            truce_arena arena = truce_arena_new();
            allocations_left = n;
            status = ask(&states, what, &arena);
            allocations_left = LONG_MAX;
            truce_arena_clear(&arena);
            assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
            assert_true(n > 0 || status == TRUCE_ENOMEM);
        }
        truce_arena_clear(&keep);
    }
}

static void limited_moves_are_for_two(void **state) {
    (void)state;
    const truce_graph_option option = {{NULL, 0}, 0, TRUCE_GRAPH_BOTH};
    const int64_t payoffs[] = {0, 1};
    const truce_graph_preference p = {
        .rule = TRUCE_GRAPH_PAYOFFS, .payoffs = payoffs, .n_payoffs = 2};
    const truce_graph_model m = {
        .options = &option, .n_options = 1, .n_makers = 1, .preferences = &p};
    truce_arena arena = truce_arena_new();
    truce_graph_states states;
    truce_error err;
    truce_limited found;
    assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_OK);
    assert_int_equal(truce_limited_find(&states, 2, &arena, &found, &err), TRUCE_EINVAL);
    assert_string_equal(err.message,
                        "limited moves are defined for two decision makers; there are 1");
    assert_int_equal(truce_limited_find(&states, 0, &arena, &found, &err), TRUCE_EINVAL);
    truce_arena_clear(&arena);
}

static void what_is_too_large_is_refused(void **state) {
    (void)state;
    truce_graph_option options[13] = {{{NULL, 0}, 0, TRUCE_GRAPH_BOTH}};
    const int64_t weights[13] = {1};
    const truce_graph_preference p = {.rule = TRUCE_GRAPH_WEIGHTS, .weights = weights};
    const truce_graph_model m = {
        .options = options, .n_options = 13, .n_makers = 1, .preferences = &p};
    truce_arena arena = truce_arena_new();
    truce_graph_states states;
    assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_OK);
    assert_int_equal(ask(&states, 3, &arena), TRUCE_ELIMIT);
    assert_int_equal(ask(&states, 5, &arena), TRUCE_ELIMIT);
    assert_int_equal(ask(&states, 0, &arena), TRUCE_OK);
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(limited_moves_are_for_two),
        cmocka_unit_test(what_is_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
