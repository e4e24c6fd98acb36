/* From a case to a graph model: each line's part of it, what only the list of outcomes shows to be
 * wrong, what a reader who sees less is given, and that memory may run out anywhere. */
#include "support/modelled.h"

#include "support/memory.h"
#include "truce/stability/states.h"

#define HEAD                                                                                       \
    "truce 1\n"                                                                                    \
    "case c \"C\"\n"                                                                               \
    "party a \"Side A\"\n"                                                                         \
    "party b \"Side B\"\n"                                                                         \
    "mediator d \"Board\"\n"                                                                       \
    "reader x \"X\"\n"                                                                             \
    "model m \"M\" by x\n"                                                                         \
    "  status quo go\n"                                                                            \
    "  never go and not stay and lie-low\n"                                                        \
    "  together go and not stay by a, d from lie-low\n"                                            \
    "move go \"Go\" of a in m\n  once taken\n"                                                     \
    "move stay \"Stay\" of b in m\n"                                                               \
    "move lie-low \"Lie low\" of b in m\n  once dropped\n"

#define ORDERS                                                                                     \
    "order o of a in m by x\n"                                                                     \
    "  prefers go if not stay\n  strong\n  prefers stay iff (go or lie-low)\n"                     \
    "  unknown go against not stay\n  toward b negative\n"                                         \
    "order p of b in m by x\n"                                                                     \
    "  weighs go -3\n  strong from 2\n  strong from -1\n"                                          \
    "order q of b in m by a\n"                                                                     \
    "  ranks nothing\n  equals go\n  strong\n  ranks stay\n  ranks lie-low\n"                      \
    "  ranks go, stay\n  ranks stay, lie-low\n  ranks go, stay, lie-low\n"

typedef struct made {
    truce_arena arena;
    truce_case c;
    truce_report report;
    truce_modelled modelled;
    truce_graph_model m;
    truce_error err;
    truce_status status;
} made;

/* By the orders that are given, in the order of makers. */
static void make(made *out, const char *text, uint32_t second) {
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(text)};
    uint32_t orders[TRUCE_GRAPH_MAKERS_MAX] = {0, second};
    *out = (made){.arena = truce_arena_new(), .err = {.message = ""}};
    out->status = modelled_read(&input, 1, &out->arena, &out->c, &out->report, &out->err);
    if (out->status == TRUCE_OK) {
        out->status = truce_modelled_find(&out->c, 0, &out->arena, &out->modelled, &out->err);
    }
    if (out->status == TRUCE_OK) {
        out->status = truce_modelled_graph(&out->modelled, orders, &out->report, &out->arena,
                                           &out->m, &out->err);
    }
}

static void every_line_has_its_part(void **state) {
    (void)state;
    made g;
    make(&g, HEAD ORDERS, 0);
    assert_int_equal(g.status, TRUCE_OK);
    assert_int_equal(g.m.n_options, 3);
    assert_int_equal(g.m.n_makers, 3); /* the board, by the common move */
    assert_true(truce_str_equal(g.m.options[2].name, TRUCE_STR("lie-low")));
    assert_true(truce_str_equal(g.m.makers[1], TRUCE_STR("Side B")));
    assert_int_equal(g.m.options[2].owner, 1);
    assert_int_equal(g.m.options[0].direction, TRUCE_GRAPH_FORWARD);
    assert_int_equal(g.m.options[1].direction, TRUCE_GRAPH_BOTH);
    assert_int_equal(g.m.options[2].direction, TRUCE_GRAPH_BACK);
    assert_true(g.m.has_status_quo);
    assert_int_equal(g.m.status_quo, 1);
    assert_int_equal(g.m.n_infeasible, 1);
    assert_int_equal(g.m.infeasible[0].care, 7);
    assert_int_equal(g.m.infeasible[0].taken, 5);
    assert_int_equal(g.m.n_common, 1);
    assert_int_equal(g.m.common[0].to.care, 3);
    assert_int_equal(g.m.common[0].to.taken, 1);
    assert_int_equal(g.m.common[0].from.taken, 4);
    assert_int_equal(g.m.common[0].makers, 5);
    const truce_graph_preference *const p = g.m.preferences;
    assert_int_equal(p[0].rule, TRUCE_GRAPH_STATEMENTS);
    assert_int_equal(p[0].n_statements, 2);
    assert_int_equal(p[0].n_strong_statements, 1);
    assert_true(truce_graph_holds(p[0].statements[0], 1));
    assert_true(truce_graph_holds(p[0].statements[0], 2));
    assert_false(truce_graph_holds(p[0].statements[0], 0));
    assert_int_equal(p[0].n_unknown, 1);
    assert_int_equal(p[0].unknown[0].b.care, 2);
    assert_int_equal(p[0].unknown[0].b.taken, 0);
    assert_int_equal(p[1].rule, TRUCE_GRAPH_WEIGHTS);
    assert_int_equal(p[1].weights[0], -3);
    assert_int_equal(p[1].n_strong_from, 2);
    assert_int_equal(p[1].strong_from[0], -1);
    assert_int_equal(p[2].rule, TRUCE_GRAPH_WEIGHTS); /* nobody says what the board prefers */
    assert_int_equal(p[2].weights[0], 0);
    static const int8_t attitudes[] = {1, -1, 0, 0, 1, 0, 0, 0, 1};
    assert_memory_equal(g.m.attitudes, attitudes, sizeof attitudes);
    truce_arena_clear(&g.arena);
}

/* Of two orders of one maker the chosen one counts. */
static void ranks_are_numbers_for_outcomes(void **state) {
    (void)state;
    made g;
    make(&g, HEAD ORDERS, 1);
    assert_int_equal(g.status, TRUCE_OK);
    assert_int_equal(g.modelled.makers[1].n_orders, 2);
    const truce_graph_preference *const p = &g.m.preferences[1];
    static const int64_t want[] = {5, 5, 4, 2, 3, 1, 0}; /* 5 of the 8 states is not feasible */
    assert_int_equal(p->rule, TRUCE_GRAPH_PAYOFFS);
    assert_int_equal(p->n_payoffs, 7);
    assert_memory_equal(p->payoffs, want, sizeof want);
    assert_int_equal(p->n_strong_from, 1);
    assert_int_equal(p->strong_from[0], 5);
    truce_arena_clear(&g.arena);
}

static void expect_wrong(const char *orders, const char *message) {
    made g;
    truce_arena all = truce_arena_new();
    make(&g, truce_arena_printf(&all, HEAD "%s", orders).data, 0);
    assert_int_equal(g.status, TRUCE_EPARSE);
    assert_int_equal(g.report.n, 1);
    if (!truce_str_equal(g.report.problems[0].message, truce_str_of(message))) {
        fail_msg("%.*s", TRUCE_STR_ARGS(g.report.problems[0].message));
    }
    truce_arena_clear(&g.arena);
    truce_arena_clear(&all);
}

static void an_order_by_ranks_has_each_outcome_that_can_be(void **state) {
    (void)state;
    expect_wrong("order q of b in m by a\n  ranks go\n  ranks nothing\n",
                 "this order by ranks leaves out an outcome that can be");
    expect_wrong("order q of a in m by a\n  ranks go, lie-low\n",
                 "this ranks an outcome that cannot be");
    made g;
    make(&g, "truce 1\ncase c \"C\"\nreader x \"X\"\nmodel m \"M\" by x\n", 0);
    assert_int_equal(g.status, TRUCE_EINVAL);
    assert_string_equal(g.err.message, "the model m has no moves");
    truce_arena_clear(&g.arena);
}

/* What a check tells: of each order by ranks, whichever would be chosen. */
static size_t checked(const char *text, truce_status *status) {
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(text)};
    made g = {.arena = truce_arena_new(), .err = {.message = ""}};
    *status = modelled_read(&input, 1, &g.arena, &g.c, &g.report, &g.err);
    if (*status == TRUCE_OK) {
        *status = truce_modelled_find(&g.c, 0, &g.arena, &g.modelled, &g.err);
    }
    if (*status == TRUCE_OK) {
        *status = truce_modelled_check(&g.modelled, &g.report, &g.arena, &g.err);
    }
    const size_t n = *status == TRUCE_OK ? g.report.n : 0;
    truce_arena_clear(&g.arena);
    return n;
}

static void a_check_tells_of_rival_orders_too(void **state) {
    (void)state;
    truce_status status;
    assert_int_equal(checked(HEAD ORDERS, &status), 0);
    assert_int_equal(status, TRUCE_OK);
    assert_int_equal(checked(HEAD ORDERS "order r of b in m by x\n  ranks go\n"
                                         "order s of a in m by x\n  ranks go, lie-low\n",
                             &status),
                     2);
    assert_int_equal(status, TRUCE_OK);
    status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        allocations_left = n;
        (void)checked(HEAD ORDERS, &status);
        allocations_left = LONG_MAX;
    }
    assert_int_equal(status, TRUCE_OK);
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    made g = {.status = TRUCE_ENOMEM};
    long n = 0;
    for (; g.status == TRUCE_ENOMEM; n++) {
        allocations_left = n;
        make(&g, HEAD ORDERS, 1);
        allocations_left = LONG_MAX;
        truce_arena_clear(&g.arena);
    }
    assert_int_equal(g.status, TRUCE_OK);
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_has_its_part),
        cmocka_unit_test(ranks_are_numbers_for_outcomes),
        cmocka_unit_test(an_order_by_ranks_has_each_outcome_that_can_be),
        cmocka_unit_test(a_check_tells_of_rival_orders_too),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
