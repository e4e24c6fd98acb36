/* The six basic concepts against their definitions on thousands of small random models, on one
 * thread and on several, and what implies what. */
#include "truce/stability/stable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/graphs.h"

static void find(const truce_graph_model *m, uint32_t threads, truce_arena *arena,
                 truce_graph_states *states, truce_stable *found) {
    truce_error err;
    assert_int_equal(truce_graph_check(m, &err), TRUCE_OK);
    assert_int_equal(truce_graph_list(m, arena, states, &err), TRUCE_OK);
    const truce_stable_options options = {.threads = threads};
    assert_int_equal(truce_stable_find(states, &options, arena, found, &err), TRUCE_OK);
}

static void agree_on(uint64_t seed, unsigned traits) {
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_graph_states states;
    truce_stable found;
    graph_brute b;
    if (graph_random(seed, traits, &arena, &m)) {
        find(&m, 1 + (uint32_t)(seed % 3), &arena, &states, &found);
        graph_brute_make(&m, &b);
        assert_int_equal(states.n, b.n);
        for (uint32_t s = 0; s < b.n; s++) {
            assert_true(truce_graph_at(&states, s) == b.at[s]);
            for (int c = 0; c < TRUCE_CONCEPTS; c++) {
                bool all = true;
                for (uint32_t i = 0; i < b.n_makers; i++) {
                    const bool want = graph_brute_stable(&b, (truce_graph_concept)c, i, s);
                    if (truce_stable_bit(found.stable[c][i], s) != want) {
                        fail_msg("seed %llu: %s of maker %u at state %u", (unsigned long long)seed,
                                 truce_graph_concept_key((truce_graph_concept)c), (unsigned)i,
                                 (unsigned)s);
                    }
                    all = all && want;
                }
                assert_true(truce_stable_bit(found.equilibria[c], s) == all);
            }
        }
    }
    truce_arena_clear(&arena);
}

static void each_concept_is_its_definition(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 1500; seed++) {
        agree_on(seed, GRAPH_PLAIN);
    }
}

static void each_concept_is_its_definition_with_common_moves(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 1500; seed++) {
        agree_on(seed, GRAPH_COMMON);
    }
}

/* ---- what implies what
 * ----------------------------------------------------------------------------- */

static void expect_implied(const truce_stable *found, truce_graph_concept a,
                           truce_graph_concept b) {
    for (uint32_t i = 0; i < found->states->model->n_makers; i++) {
        for (uint32_t w = 0; w <= found->states->n / 64; w++) {
            assert_true((found->stable[a][i][w] & ~found->stable[b][i][w]) == 0);
        }
    }
}

static void concepts_imply_each_other(void **state) {
    (void)state;
    static const truce_graph_concept implied[][2] = {
        {TRUCE_NASH, TRUCE_SSEQ}, {TRUCE_SSEQ, TRUCE_SEQ}, {TRUCE_SSEQ, TRUCE_SMR},
        {TRUCE_SEQ, TRUCE_GMR},   {TRUCE_SMR, TRUCE_GMR},  {TRUCE_NASH, TRUCE_SIM}};
    for (uint64_t seed = 0; seed < 10000; seed++) {
        truce_arena arena = truce_arena_new();
        truce_graph_model m;
        truce_graph_states states;
        truce_stable found;
        if (graph_random(seed + 5000, seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON, &arena, &m)) {
            find(&m, 1, &arena, &states, &found);
            for (size_t k = 0; k < sizeof implied / sizeof *implied; k++) {
                expect_implied(&found, implied[k][0], implied[k][1]);
            }
        }
        truce_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_concept_is_its_definition),
        cmocka_unit_test(each_concept_is_its_definition_with_common_moves),
        cmocka_unit_test(concepts_imply_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
