/* What each combination of options does, and the smallest changes: against the definitions on small
 * random models in which nobody may change what is held; then the limits, and memory running out.
 */
#include "truce/stability/whatif.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "support/memory.h"

/* Where the held options are as `taken` has them, nobody leaves these states. */
static void confine(graph_brute *b, uint64_t options, uint64_t taken) {
    uint64_t in = 0;
    for (uint32_t s = 0; s < b->n; s++) {
        in |= (uint64_t)((b->at[s] & options) == taken) << s;
    }
    for (uint32_t i = 0; i < b->n_makers; i++) {
        for (uint32_t s = 0; s < b->n; s++) {
            b->moves[i][s] &= in;
            b->ups[i][s] &= in;
        }
    }
}

static uint32_t place(const graph_brute *b, truce_graph_state s) {
    for (uint32_t i = 0; i < b->n; i++) {
        if (b->at[i] == s) {
            return i;
        }
    }
    return b->n;
}

static void expect_at(const truce_graph_model *m, const truce_whatif *w, uint32_t i,
                      truce_graph_state asked, const truce_whatif_at *at) {
    graph_brute b;
    graph_brute_make(m, &b);
    const truce_graph_state state = (asked & ~w->options) | w->taken[i];
    const uint32_t s = place(&b, state);
    confine(&b, w->options, w->taken[i]);
    assert_int_equal(at->feasible, s < b.n);
    for (uint32_t c = 0; c < TRUCE_CONCEPTS && s < b.n; c++) {
        bool all = true;
        for (uint32_t j = 0; j < b.n_makers; j++) {
            const bool want = graph_brute_stable(&b, (truce_graph_concept)c, j, s);
            assert_int_equal(at->stable[j] >> c & 1, want);
            all = all && want;
        }
        assert_int_equal(at->equilibrium >> c & 1, all);
    }
}

/* A combination that does it, and of which no part does. */
static bool smallest(const truce_whatif *w, uint32_t i, uint32_t asked, uint32_t c, uint64_t now,
                     bool undo) {
    for (uint32_t k = 0; k < w->n; k++) {
        const truce_whatif_at *const at = &w->at[k * w->n_asked + asked];
        const bool does = at->feasible && ((at->equilibrium >> c & 1) == 0) == undo;
        const uint64_t change = (w->taken[i] ^ now) & w->options;
        const uint64_t part = (w->taken[k] ^ now) & w->options;
        if ((k == i && !does) || (k != i && does && (part & ~change) == 0)) {
            return false;
        }
    }
    return true;
}

static void expect_smallest(const truce_whatif *w, uint64_t now) {
    uint32_t found[UINT32_C(1) << TRUCE_WHATIF_OPTIONS_MAX];
    for (uint32_t asked = 0; asked < w->n_asked; asked++) {
        for (uint32_t c = 0; c < 2 * TRUCE_CONCEPTS; c++) {
            const bool undo = c % 2 == 1;
            const uint32_t n =
                truce_whatif_smallest(w, asked, (truce_graph_concept)(c / 2), now, undo, found);
            uint32_t met = 0;
            for (uint32_t i = 0; i < w->n; i++) {
                met += smallest(w, i, asked, c / 2, now, undo);
            }
            assert_int_equal(n, met);
            for (uint32_t k = 0; k < n; k++) {
                assert_true(smallest(w, found[k], asked, c / 2, now, undo));
                assert_true(k == 0 || found[k] != found[k - 1]);
            }
        }
    }
}

static void each_combination_is_its_definition(void **state) {
    (void)state;
    uint32_t undone = 0;
    for (uint64_t seed = 0; seed < 300; seed++) {
        truce_arena arena = truce_arena_new();
        truce_graph_model m;
        truce_whatif w;
        if (graph_random(seed, seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON, &arena, &m)) {
            const uint64_t some = (UINT64_C(1) << m.n_options) - 1;
            const truce_graph_state asked[] = {(seed * 13) & some, (seed * 7) & some};
            const truce_whatif_question q = {.options = ((seed * 5) & some) | 1,
                                             .asked = asked,
                                             .n_asked = 2,
                                             .stable = {.threads = 1 + (uint32_t)(seed % 2)}};
            assert_int_equal(truce_whatif_find(&m, &q, &arena, &w, NULL), TRUCE_OK);
            assert_int_equal(w.n, 1U << __builtin_popcountll(q.options));
            for (uint32_t i = 0; i < 2 * w.n; i++) {
                assert_true(i < 2 || w.taken[i / 2] > w.taken[i / 2 - 1] || i % 2 == 1);
                expect_at(&m, &w, i / 2, asked[i % 2], &w.at[i]);
                undone += w.at[i].feasible && w.at[i].equilibrium == 0;
            }
            expect_smallest(&w, asked[0]);
        }
        truce_arena_clear(&arena);
    }
    assert_true(undone > 100);
}

static void too_many_are_refused(void **state) {
    (void)state;
    truce_graph_option options[12] = {{{NULL, 0}, 0, TRUCE_GRAPH_BOTH}};
    const int64_t weights[12] = {1};
    const truce_graph_preference p = {.rule = TRUCE_GRAPH_WEIGHTS, .weights = weights};
    const truce_graph_model m = {
        .options = options, .n_options = 12, .n_makers = 1, .preferences = &p};
    const truce_graph_state asked = 0;
    truce_arena arena = truce_arena_new();
    truce_error err;
    truce_whatif w;
    truce_whatif_question q = {.options = 0x7FF, .asked = &asked, .n_asked = 1};
    assert_int_equal(truce_whatif_find(&m, &q, &arena, &w, &err), TRUCE_EINVAL);
    assert_string_equal(
        err.message,
        "what if: 1 to 10 options of the model can be held in every combination, not 11");
    q.options = 0;
    assert_int_equal(truce_whatif_find(&m, &q, &arena, &w, &err), TRUCE_EINVAL);
    q.options = UINT64_C(1) << 12; /* there is none */
    assert_int_equal(truce_whatif_find(&m, &q, &arena, &w, &err), TRUCE_EINVAL);
    q.options = 0x3FF;
    assert_int_equal(truce_whatif_find(&m, &q, &arena, &w, &err), TRUCE_OK);
    q.n_asked = TRUCE_WHATIF_ASKED_MAX + 1;
    assert_int_equal(truce_whatif_find(&m, &q, &arena, &w, &err), TRUCE_EINVAL);
    truce_arena_clear(&arena);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    truce_arena keep = truce_arena_new();
    truce_graph_model m;
    const truce_graph_state asked = 0;
    const truce_whatif_question q = {.options = 1, .asked = &asked, .n_asked = 1};
    assert_true(graph_random(19, GRAPH_TWO | GRAPH_COMMON, &keep, &m));
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        truce_arena arena = truce_arena_new();
        truce_whatif w;
        allocations_left = n;
        status = truce_whatif_find(&m, &q, &arena, &w, NULL);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
        assert_true(n > 0 || status == TRUCE_ENOMEM);
    }
    truce_arena_clear(&keep);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_combination_is_its_definition),
        cmocka_unit_test(too_many_are_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
