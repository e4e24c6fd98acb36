/* One statement put before all else: against the same model with it put there, on small random
 * models; then memory running out. */
#include "truce/stability/addition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "support/memory.h"

static bool says(truce_addition a, truce_graph_state s) {
    return truce_graph_matches(a.says, s) != a.denied;
}

/* By definition, with the statement worth more than everything else; NULL: as it is. */
static bool stable_with(const truce_graph_model *m, const truce_addition *a, truce_graph_concept c,
                        uint32_t maker, uint32_t s) {
    graph_brute b;
    graph_brute_make(m, &b);
    for (uint32_t x = 0; x < b.n && a != NULL; x++) {
        b.worth[maker][x] += says(*a, b.at[x]) ? UINT64_C(1) << 40 : 0;
    }
    for (uint32_t x = 0; x < b.n; x++) {
        b.ups[maker][x] = 0;
        for (uint32_t y = 0; y < b.n; y++) {
            b.ups[maker][x] |= (uint64_t)(b.worth[maker][y] > b.worth[maker][x]) << y;
        }
        b.ups[maker][x] &= b.moves[maker][x];
    }
    return graph_brute_stable(&b, c, maker, s);
}

/* How many statements of so many options do it. */
static uint32_t count(const truce_graph_model *m, uint32_t options, bool stable,
                      truce_graph_concept c, uint32_t maker, uint32_t s) {
    uint32_t n = 0;
    for (uint64_t care = 1; care >> m->n_options == 0; care++) {
        for (uint64_t taken = 0; taken <= care; taken++) {
            for (int denied = 0; denied < 2 && (taken & ~care) == 0; denied++) {
                const truce_addition a = {{care, taken}, denied == 1};
                const bool counts = (uint32_t)__builtin_popcountll(care) == options &&
                                    (options == 2 || denied == 0);
                n += counts && stable_with(m, &a, c, maker, s) != stable;
            }
        }
    }
    return n;
}

static void what_is_put_first_does_what_it_is_said_to(void **state) {
    (void)state;
    uint32_t by_one = 0, by_two = 0, by_none = 0;
    for (uint64_t seed = 0; seed < 120; seed++) {
        truce_arena arena = truce_arena_new();
        truce_graph_model m;
        truce_graph_states states;
        if (graph_random(seed, GRAPH_SMALL | (seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON), &arena,
                         &m)) {
            assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_OK);
            const uint32_t maker = (uint32_t)(seed % m.n_makers);
            const uint32_t s = (uint32_t)(seed / 3 % states.n);
            for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
                truce_additions found;
                assert_int_equal(truce_additions_find(&states, s, maker, c, &found, NULL),
                                 TRUCE_OK);
                assert_int_equal(found.stable, stable_with(&m, NULL, c, maker, s));
                for (uint32_t k = 0; k < found.n; k++) {
                    assert_true(stable_with(&m, &found.at[k], c, maker, s) != found.stable);
                }
                const uint32_t one = count(&m, 1, found.stable, c, maker, s);
                const uint32_t two = count(&m, 2, found.stable, c, maker, s);
                /* conjunctions before disjunctions: both are of two options */
                assert_true(one > 0 ? found.n == one
                                    : (found.n > 0) == (two > 0) && found.n <= two);
                by_one += one > 0;
                by_two += one == 0 && two > 0;
                by_none += one == 0 && two == 0;
            }
        }
        truce_arena_clear(&arena);
    }
    assert_true(by_one > 20 && by_two > 5 && by_none > 5);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    truce_arena keep = truce_arena_new();
    truce_graph_model m;
    truce_graph_states states;
    assert_true(graph_random(19, GRAPH_TWO | GRAPH_COMMON, &keep, &m));
    assert_int_equal(truce_graph_list(&m, &keep, &states, NULL), TRUCE_OK);
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        truce_additions found;
        allocations_left = n;
        status = truce_additions_find(&states, 0, 0, TRUCE_SMR, &found, NULL);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
        assert_true(n > 0 || status == TRUCE_ENOMEM);
    }
    truce_arena_clear(&keep);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_first_does_what_it_is_said_to),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
