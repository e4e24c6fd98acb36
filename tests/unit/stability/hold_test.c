/* A model with options held: the states in which they are so, which everybody ranks as before, and
 * no other; and memory running out anywhere. */
#include "truce/stability/hold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "support/memory.h"

static uint32_t place(const graph_brute *b, truce_graph_state s) {
    for (uint32_t i = 0; i < b->n; i++) {
        if (b->at[i] == s) {
            return i;
        }
    }
    fail_msg("a state that was not feasible");
    return 0;
}

static int order(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

static void expect_held(const truce_graph_model *m, truce_graph_pattern held, truce_arena *arena) {
    truce_graph_model h;
    truce_graph_states states;
    graph_brute all, left;
    assert_int_equal(truce_graph_hold(m, held, arena, &h, NULL), TRUCE_OK);
    assert_int_equal(truce_graph_check(&h, NULL), TRUCE_OK);
    graph_brute_make(m, &all);
    graph_brute_make(&h, &left);
    uint32_t n = 0;
    for (uint32_t s = 0; s < all.n; s++) {
        n += truce_graph_matches(held, all.at[s]);
    }
    assert_int_equal(left.n, n);
    if (n == 0) {
        return;
    }
    assert_int_equal(truce_graph_list(&h, arena, &states, NULL), TRUCE_OK);
    for (uint32_t s = 0; s < n; s++) {
        const uint32_t before = place(&all, left.at[s]);
        assert_true(truce_graph_matches(held, left.at[s]));
        for (uint32_t i = 0; i < m->n_makers; i++) {
            for (uint32_t t = 0; t < n; t++) {
                const uint32_t then = place(&all, left.at[t]);
                assert_int_equal(order(states.rank[i][s], states.rank[i][t]),
                                 order(all.worth[i][before], all.worth[i][then]));
                assert_int_equal(left.moves[i][s] >> t & 1, all.moves[i][before] >> then & 1);
            }
        }
    }
}

static void what_is_held_stays_and_the_rest_is_as_it_was(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 1000; seed++) {
        truce_arena arena = truce_arena_new();
        truce_graph_model m;
        if (graph_random(seed, seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON, &arena, &m)) {
            const uint64_t some = (UINT64_C(1) << m.n_options) - 1;
            const uint64_t care = (seed * 7919) & some;
            expect_held(&m, (truce_graph_pattern){care, (seed * 31) & care}, &arena);
        }
        truce_arena_clear(&arena);
    }
}

static void things_stand_as_they_are_held(void **state) {
    (void)state;
    const truce_graph_option options[] = {{{NULL, 0}, 0, TRUCE_GRAPH_BOTH},
                                          {{NULL, 0}, 0, TRUCE_GRAPH_BOTH}};
    const int64_t payoffs[] = {5, 6, 7};
    const truce_graph_pattern never = {3, 3};
    const truce_graph_preference p = {
        .rule = TRUCE_GRAPH_PAYOFFS, .payoffs = payoffs, .n_payoffs = 3};
    const truce_graph_model m = {.options = options,
                                 .n_options = 2,
                                 .n_makers = 1,
                                 .infeasible = &never,
                                 .n_infeasible = 1,
                                 .preferences = &p,
                                 .has_status_quo = true,
                                 .status_quo = 2};
    truce_arena arena = truce_arena_new();
    truce_graph_model h;
    assert_int_equal(truce_graph_hold(&m, (truce_graph_pattern){2, 0}, &arena, &h, NULL), TRUCE_OK);
    assert_true(h.has_status_quo);
    assert_int_equal(h.status_quo, 0);
    assert_int_equal(h.preferences[0].n_payoffs, 2);
    assert_int_equal(h.preferences[0].payoffs[1], 6);
    assert_int_equal(truce_graph_hold(&m, (truce_graph_pattern){1, 1}, &arena, &h, NULL), TRUCE_OK);
    assert_false(h.has_status_quo); /* 3 is no state */
    truce_arena_clear(&arena);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 12; seed++) {
        truce_arena keep = truce_arena_new();
        truce_graph_model m, h;
        if (graph_random(seed, GRAPH_PLAIN, &keep, &m)) {
            truce_status status = TRUCE_ENOMEM;
            for (long n = 0; status == TRUCE_ENOMEM; n++) {
                truce_arena arena = truce_arena_new();
                allocations_left = n;
                status = truce_graph_hold(&m, (truce_graph_pattern){1, 1}, &arena, &h, NULL);
                allocations_left = LONG_MAX;
                truce_arena_clear(&arena);
                assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
                assert_true(n > 0 || status == TRUCE_ENOMEM);
            }
        }
        truce_arena_clear(&keep);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_held_stays_and_the_rest_is_as_it_was),
        cmocka_unit_test(things_stand_as_they_are_held),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
