/* Steps, exchanges, values, agreements, obligations, reports and incidents: what the reader makes
 * of their lines; that two lines with one first word are told apart by what follows it; that memory
 * may run out anywhere. What is refused stands in tests/golden/check/plans*.transcript; the way to
 * JSON and back in json_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/case/read.h"
#include "truce/case/words.h"

static const char *const text =
    "truce 1\n"
    "case c \"C\"\n"
    "party a \"A\"\n"
    "party b \"B\"\n"
    "group w \"W\" of b\n"
    "group life \"L\" of a\n"
    "reader r \"R\"\n"
    "issue i \"I\"\n  rung low\n  rung high\n"
    "source s \"S\" press\n"
    "claim s:P1 by a\n  a demands i low\n  event e\n"
    "event e \"E\" other\n"
    "step one \"One\" of a to b\n"
    "  gives i low\n  gives \"words\"\n  after two within 3 days\n  after x tranche 2 within 1..4 "
    "days\n"
    "  not before 2031-01-02\n  done e\n"
    "step two \"Two\"\n"
    "exchange x \"X\" of b and a\n"
    "  category w 5 at 30 life, 20\n  class life\n  excludes life\n  excludes life 3 by a\n"
    "  tranche 2 at 2031-03-02 releases 3 w for 90 life\n  extends 1 day per 10\n"
    "values v of a by r\n  step one is 1.5..2\n"
    "agreement g \"G\" of a, b\n  phase 1 for 42 days\n  phase 2 \"Next\"\n"
    "obligation o \"O\" of a to b\n  in g clause \"3.2\"\n  covers aid\n  from "
    "2031-01-01T06:00:00Z until "
    "2031-02-01\n"
    "  from s:P1\n  quantity 2.50 trucks per week\n  after one\n"
    "report q \"Q\"\n  concerns o\n  not kept\n"
    "incident n \"N\"\n  attributed s:P1 to someone by b\n";

static truce_status read_it(truce_arena *arena, truce_case *c, truce_report *report) {
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(text)};
    truce_view view;
    const truce_status status = truce_case_view(&input, 1, TRUCE_STR(""), arena, &view, NULL);
    *report = truce_report_new(arena);
    return status != TRUCE_OK
               ? status
               : truce_case_read(&view, (truce_read_options){0}, arena, c, report, NULL);
}

static void expect_name(const truce_case *c, truce_ref ref, const char *name) {
    assert_true(truce_str_equal(truce_case_name(c, ref.symbol), truce_str_of(name)));
}

static void lines_fill_what_their_slots_say(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_case c;
    truce_report report;
    assert_int_equal(read_it(&arena, &c, &report), TRUCE_OK);
    assert_int_equal(c.n_steps, 2);
    const truce_plan *const one = &c.steps[0];
    expect_name(&c, one->top.names.at[0], "a");
    expect_name(&c, one->top.to.at[0], "b");
    assert_int_equal(one->n_lines, 6);
    assert_int_equal(one->lines[0].kind, TRUCE_PLAN_GIVES);
    expect_name(&c, one->lines[0].item.issue, "i");
    assert_int_equal(one->lines[0].item.values[0].index, 0);
    assert_int_equal(one->lines[1].kind, TRUCE_PLAN_GIVES_WORDS);
    assert_true(truce_str_equal(one->lines[1].text, TRUCE_STR("words")));
    assert_int_equal(one->lines[2].kind, TRUCE_PLAN_AFTER);
    assert_int_equal(one->lines[2].days.low.units, 3);
    assert_int_equal(one->lines[2].days.high.units, 3);
    assert_int_equal(one->lines[2].tranche.place, 0);
    assert_int_equal(one->lines[3].tranche.low.units, 2);
    assert_int_equal(one->lines[3].days.low.units, 1);
    assert_int_equal(one->lines[3].days.high.units, 4);
    assert_int_equal(one->lines[4].kind, TRUCE_PLAN_NOT_BEFORE);
    assert_int_equal(one->lines[4].when.date.marks & TRUCE_DATE_GIVEN, TRUCE_DATE_GIVEN);
    assert_int_equal(one->lines[5].kind, TRUCE_PLAN_DONE);
    assert_int_equal(c.steps[1].top.names.n, 0);

    const truce_plan *const x = &c.exchanges[0];
    expect_name(&c, x->top.what, "b");
    expect_name(&c, x->top.to.at[0], "a");
    assert_int_equal(x->lines[0].shares.n, 2);
    expect_name(&c, x->lines[0].shares.at[0].of, "life");
    assert_int_equal(x->lines[0].shares.at[1].of.symbol, 0);
    assert_int_equal(x->lines[0].shares.at[1].n.low.units, 20);
    assert_int_equal(x->lines[1].number.place, 0);
    assert_int_equal(x->lines[2].number.place, 0);
    assert_int_equal(x->lines[3].number.low.units, 3);
    assert_int_equal(x->lines[4].counts.at[0].n.low.units, 3);
    assert_int_equal(x->lines[4].shares.at[0].n.low.units, 90);
    assert_int_equal(x->lines[5].days.low.units, 1);
    assert_int_equal(x->lines[5].number.low.units, 10);

    assert_int_equal(c.values[0].lines[0].number.low.units, 15);
    assert_int_equal(c.values[0].lines[0].number.high.units, 2);
    assert_int_equal(c.agreements[0].top.names.n, 2);
    assert_int_equal(c.agreements[0].lines[0].days.low.units, 42);
    assert_true(truce_str_equal(c.agreements[0].lines[1].text, TRUCE_STR("Next")));

    const truce_plan *const o = &c.obligations[0];
    assert_int_equal(o->lines[1].kind, TRUCE_PLAN_COVERS);
    assert_true(
        truce_str_equal(truce_words_at(TRUCE_WORDS_CLAUSE, o->lines[1].covers), TRUCE_STR("aid")));
    assert_int_equal(o->lines[2].kind, TRUCE_PLAN_SINCE);
    assert_true(truce_str_equal(o->lines[2].until.text, TRUCE_STR("2031-02-01")));
    assert_int_equal(o->lines[3].kind, TRUCE_PLAN_FROM);
    assert_int_equal(o->lines[3].claims.n, 1);
    assert_int_equal(o->lines[4].period, TRUCE_PERIOD_WEEK);
    assert_true(truce_str_equal(o->lines[4].unit, TRUCE_STR("trucks")));
    assert_int_equal(c.reports[0].lines[1].kind, TRUCE_PLAN_NOT_KEPT);
    assert_int_equal(c.incidents[0].lines[0].to.at[0].symbol, c.someone);
    truce_arena_clear(&arena);
}

/* Each allocation fails once: no memory is told, and nothing is lost or used afterwards. */
static void each_allocation_may_fail(void **state) {
    (void)state;
    truce_status status = TRUCE_ENOMEM;
    long n = 0;
    for (; status == TRUCE_ENOMEM; n++) {
        truce_arena arena = truce_arena_new();
        truce_case c;
        truce_report report;
        allocations_left = n;
        status = read_it(&arena, &c, &report);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
    }
    assert_int_equal(status, TRUCE_OK);
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_fill_what_their_slots_say),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
