/* Models, moves and orders: what the reader makes of them, what is so of moves and the way back to
 * words, and that memory may run out anywhere. What is refused stands in
 * tests/golden/check/models*; the way to JSON and back in json_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/case/logic.h"
#include "truce/case/read.h"

#define HEAD                                                                                       \
    "truce 1\n"                                                                                    \
    "case c \"C\"\n"                                                                               \
    "party a \"A\"\n"                                                                              \
    "party b \"B\"\n"                                                                              \
    "reader x \"X\"\n"                                                                             \
    "model m \"M\" by x\n"                                                                         \
    "  status quo go, stay\n"                                                                      \
    "  never go and not stay\n"                                                                    \
    "  together go by a, b from stay\n"                                                            \
    "move go \"Go\" of a in m\n  once taken\n"                                                     \
    "move stay \"Stay\" of b in m\n"                                                               \
    "move wait \"Wait\" of b in m\n"

static const char *const text = HEAD "order o of a in m by x\n"
                                     "  prefers go if (stay or not wait)\n"
                                     "  strong\n"
                                     "  unknown go against stay and wait\n"
                                     "  toward b negative\n"
                                     "order p of b in m by a\n"
                                     "  ranks go, stay\n  equals nothing\n  strong\n  ranks stay\n"
                                     "order q of b in m by x\n  weighs go -3\n  strong from 2\n";

static truce_status read_it(const char *bytes, truce_arena *arena, truce_case *c,
                            truce_report *report) {
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(bytes)};
    truce_view view;
    const truce_status status = truce_case_view(&input, 1, TRUCE_STR(""), arena, &view, NULL);
    *report = truce_report_new(arena);
    return status != TRUCE_OK
               ? status
               : truce_case_read(&view, (truce_read_options){0}, arena, c, report, NULL);
}

static void expect_name(const truce_case *c, truce_ref ref, const char *want) {
    assert_true(truce_str_equal(truce_case_name(c, ref.symbol), truce_str_of(want)));
}

static void each_record_says_what_its_line_says(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_case c;
    truce_report report;
    assert_int_equal(read_it(text, &arena, &c, &report), TRUCE_OK);
    assert_int_equal(c.n_models, 1);
    const truce_plan *const m = &c.models[0];
    expect_name(&c, m->top.author, "x");
    assert_int_equal(m->lines[0].names.n, 2);
    assert_int_equal(m->lines[1].logic.n, 4);
    assert_true(truce_logic_joined(m->lines[1].logic));
    uint32_t at = 0;
    bool taken = false;
    expect_name(&c, *truce_logic_next(m->lines[1].logic, &at, &taken), "go");
    assert_true(taken);
    expect_name(&c, *truce_logic_next(m->lines[1].logic, &at, &taken), "stay");
    assert_false(taken);
    assert_null(truce_logic_next(m->lines[1].logic, &at, &taken));
    assert_int_equal(m->lines[2].by.n, 2);
    expect_name(&c, m->lines[2].other.at[0].move, "stay");
    assert_int_equal(c.n_moves, 3);
    expect_name(&c, c.moves[0].top.what, "a");
    expect_name(&c, c.moves[0].top.model, "m");
    assert_int_equal(c.moves[0].lines[0].kind, TRUCE_PLAN_ONCE_TAKEN);
    assert_int_equal(c.n_orders, 3);
    expect_name(&c, c.orders[0].top.author, "x");
    const truce_logic logic = c.orders[0].lines[0].logic;
    static const truce_logic_kind kinds[] = {TRUCE_LOGIC_MOVE, TRUCE_LOGIC_MOVE, TRUCE_LOGIC_MOVE,
                                             TRUCE_LOGIC_NOT,  TRUCE_LOGIC_OR,   TRUCE_LOGIC_IF};
    assert_int_equal(logic.n, sizeof kinds / sizeof *kinds);
    for (uint32_t i = 0; i < logic.n; i++) {
        assert_int_equal(logic.at[i].kind, kinds[i]);
    }
    assert_false(truce_logic_joined(logic));
    assert_int_equal(c.orders[0].lines[3].attitude, TRUCE_ATTITUDE_NEGATIVE);
    assert_int_equal(c.orders[1].lines[1].names.n, 0);
    assert_int_equal(c.orders[2].lines[0].number.low.units, -3);
    assert_int_equal(c.orders[2].lines[1].number.low.units, 2);
    truce_arena_clear(&arena);
}

/* As it is written, or as it would be with no more parentheses than it needs. */
static void what_is_so_of_moves_goes_to_words_and_back(void **state) {
    (void)state;
    static const struct {
        const char *written, *back;
    } cases[] = {
        {"go", "go"},
        {"not not not go", "not go"},
        {"(((go)))", "go"},
        {"( go )and(stay)", "go and stay"},
        {"(go and stay) and wait", "go and stay and wait"},
        {"go and (stay and wait)", "go and (stay and wait)"},
        {"go and stay or wait", "go and stay or wait"},
        {"go and (stay or wait)", "go and (stay or wait)"},
        {"not (go and stay)", "not (go and stay)"},
        {"not go and stay", "not go and stay"},
        {"go or stay if wait and go", "go or stay if wait and go"},
        {"(go if stay) iff wait", "(go if stay) iff wait"},
        {"go if (stay if wait)", "go if (stay if wait)"},
        {"not (go iff not stay) or wait", "not (go iff not stay) or wait"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_arena arena = truce_arena_new();
        truce_case c;
        truce_report report;
        truce_buffer out = truce_buffer_new();
        const truce_str whole = truce_arena_printf(
            &arena, HEAD "order o of a in m by x\n  prefers %s\n", cases[i].written);
        assert_int_equal(read_it(whole.data, &arena, &c, &report), TRUCE_OK);
        truce_logic_write(&c, c.orders[0].lines[0].logic, &out);
        const truce_str got = truce_buffer_str(&out);
        if (!truce_str_equal(got, truce_str_of(cases[i].back))) {
            fail_msg("%s came back as %.*s", cases[i].written, TRUCE_STR_ARGS(got));
        }
        truce_buffer_clear(&out);
        truce_arena_clear(&arena);
    }
}

/* A model at its bounds is read; one beyond is refused, as is a statement. */
static truce_status read_many(unsigned moves, unsigned makers, unsigned words, unsigned deep) {
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    truce_case c;
    truce_report report;
    truce_buffer_lit(&out, "truce 1\ncase c \"C\"\nreader x \"X\"\nmodel m \"M\" by x\n");
    for (unsigned i = 0; i < makers; i++) {
        truce_buffer_printf(&out, "party a%u \"A\"\n", i);
    }
    for (unsigned i = 0; i < moves; i++) {
        truce_buffer_printf(&out, "move m%u \"M\" of a%u in m\n", i, i % makers);
    }
    truce_buffer_lit(&out, "order o of a0 in m by x\n  prefers ");
    truce_buffer_fill(&out, '(', deep);
    truce_buffer_lit(&out, "m0");
    truce_buffer_fill(&out, ')', deep);
    for (unsigned i = 1; i < words; i++) {
        truce_buffer_lit(&out, " or m0");
    }
    truce_buffer_lit(&out, "\n");
    truce_buffer_byte(&out, '\0');
    const truce_status status = read_it(out.data, &arena, &c, &report);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
    return status;
}

static void what_is_too_large_is_refused(void **state) {
    (void)state;
    assert_int_equal(read_many(62, 16, 128, 128), TRUCE_OK);
    assert_int_equal(read_many(63, 16, 1, 0), TRUCE_EPARSE);
    assert_int_equal(read_many(62, 17, 1, 0), TRUCE_EPARSE);
    assert_int_equal(read_many(62, 16, 129, 0), TRUCE_EPARSE);
    assert_int_equal(read_many(62, 16, 1, 129), TRUCE_EPARSE);
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    truce_status status = TRUCE_ENOMEM;
    long n = 0;
    for (; status == TRUCE_ENOMEM; n++) {
        truce_arena arena = truce_arena_new();
        truce_case c;
        truce_report report;
        allocations_left = n;
        status = read_it(text, &arena, &c, &report);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
    }
    assert_int_equal(status, TRUCE_OK);
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_record_says_what_its_line_says),
        cmocka_unit_test(what_is_so_of_moves_goes_to_words_and_back),
        cmocka_unit_test(what_is_too_large_is_refused),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
