/* Components against the definition (two nodes are in one when each leads to the other), on random
 * small graphs; then a long ring, and memory that runs out. */
#include "truce/base/graph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"

enum { NODES = 9, ARCS = 24 };

static void components_are_what_leads_to_each_other(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 4000; round++) {
        uint64_t seed = round;
        const uint32_t n = 1 + (uint32_t)below(&seed, NODES);
        const size_t n_list = below(&seed, ARCS);
        truce_arc list[ARCS];
        bool leads[NODES][NODES] = {{false}};
        for (size_t i = 0; i < n_list; i++) {
            list[i] =
                (truce_arc){(uint32_t)below(&seed, n), (uint32_t)below(&seed, n), (uint32_t)i};
            leads[list[i].from][list[i].to] = true;
        }
        for (uint32_t k = 0; k < n; k++) {
            for (uint32_t i = 0; i < n; i++) {
                for (uint32_t j = 0; j < n; j++) {
                    leads[i][j] |= leads[i][k] && leads[k][j];
                }
            }
        }
        truce_arena arena = truce_arena_new();
        truce_arcs arcs;
        uint32_t component[NODES];
        uint32_t count = 0;
        assert_true(truce_arcs_make(&arcs, n, list, n_list, &arena));
        assert_true(truce_arcs_components(&arcs, component, &count, &arena));
        for (uint32_t i = 0; i < n; i++) {
            assert_true(component[i] < count);
            for (uint32_t j = 0; j < n; j++) {
                assert_int_equal(component[i] == component[j],
                                 i == j || (leads[i][j] && leads[j][i]));
                assert_true(!leads[i][j] || component[i] <= component[j]);
            }
        }
        size_t met = 0;
        for (uint32_t v = 0; v < n; v++) {
            uint32_t last = 0;
            for (uint32_t i = arcs.begin[v]; i < arcs.begin[v + 1]; i++, met++) {
                assert_true(list[arcs.edge[i]].from == v && list[arcs.edge[i]].to == arcs.to[i]);
                assert_true(i == arcs.begin[v] || last < arcs.edge[i]);
                last = arcs.edge[i];
            }
        }
        assert_int_equal(met, n_list);
        truce_arena_clear(&arena);
    }
}

static void a_long_ring_is_one_component(void **state) {
    (void)state;
    enum { RING = 200000 };
    truce_arena arena = truce_arena_new();
    truce_arc *list = truce_arena_take(&arena, RING * sizeof *list);
    uint32_t *component = truce_arena_take(&arena, RING * sizeof *component);
    assert_true(list != NULL && component != NULL);
    for (uint32_t i = 0; i < RING; i++) {
        list[i] = (truce_arc){i, (i + 1) % RING, TRUCE_NO_EDGE};
    }
    truce_arcs arcs;
    uint32_t count = 0;
    assert_true(truce_arcs_make(&arcs, RING, list, RING, &arena));
    assert_true(truce_arcs_components(&arcs, component, &count, &arena));
    assert_int_equal(count, 1);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_told(void **state) {
    (void)state;
    const truce_arc list[] = {{0, 1, 0}, {1, 0, 1}};
    bool through = false;
    for (long n = 0; !through; n++) {
        truce_arena arena = truce_arena_new();
        truce_arcs arcs;
        uint32_t component[2];
        uint32_t count = 77;
        allocations_left = n;
        through = truce_arcs_make(&arcs, 2, list, 2, &arena) &&
                  truce_arcs_components(&arcs, component, &count, &arena);
        allocations_left = LONG_MAX;
        assert_int_equal(count, through ? 1 : 77);
        truce_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_are_what_leads_to_each_other),
        cmocka_unit_test(a_long_ring_is_one_component),
        cmocka_unit_test(running_out_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
