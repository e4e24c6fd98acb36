/* The records of a single text: what the reader makes of them, where brackets stand in a paragraph,
 * and that memory may run out anywhere. What is refused stands in tests/golden/check/texts*; the
 * way to JSON and back in json_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/case/brackets.h"
#include "truce/case/read.h"

static const char *const text = "truce 1\n"
                                "case c \"C\"\n"
                                "party a \"A\"\n"
                                "party b \"B\"\n"
                                "issue i \"I\"\n  rung low\n  rung high\n"
                                "term t \"T\"\n"
                                "source s \"S\" press\n"
                                "claim s:P1 by a\n  a demands i low\n"
                                "text x \"X\" of a, b\n  indivisible\n"
                                "clause c1 \"One\" of x number \"1\"\n  about i\n  covers aid\n"
                                "  reopens with c2\n  deliberate \"soon\"\n"
                                "clause c2 \"Two\" of x\n"
                                "wording w1 of c1 version 3 by a\n"
                                "  paragraph \"It [b1] end[b2] soon.\"\n"
                                "  bracket b1 \"shall\" of a says i high\n  bracket b2 of b\n"
                                "  from s:P1\n  at 2031-01-02\n"
                                "criticism k \"too soon\" of w1 by b\n"
                                "wording w2 of c1 version 4\n  struck\n"
                                "change ch of w2 for k\n"
                                "standing st of w1 by a, b conditional on c2\n"
                                "reading r \"at once\" of w1 by b\n"
                                "definition d \"soon\" of x by b\n  means \"at once\"\n  term t\n";

static truce_status read_it(truce_arena *arena, truce_case *c, truce_report *report) {
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(text)};
    truce_view view;
    const truce_status status = truce_case_view(&input, 1, TRUCE_STR(""), arena, &view, NULL);
    *report = truce_report_new(arena);
    return status != TRUCE_OK
               ? status
               : truce_case_read(&view, (truce_read_options){0}, arena, c, report, NULL);
}

static void expect_text(truce_str got, const char *want) {
    assert_true(truce_str_equal(got, truce_str_of(want)));
}

static void expect_name(const truce_case *c, truce_ref ref, const char *want) {
    expect_text(truce_case_name(c, ref.symbol), want);
}

static void each_record_says_what_its_line_says(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_case c;
    truce_report report;
    assert_int_equal(read_it(&arena, &c, &report), TRUCE_OK);
    assert_int_equal(c.n_drafts, 1);
    assert_int_equal(c.drafts[0].top.names.n, 2);
    assert_int_equal(c.drafts[0].lines[0].kind, TRUCE_PLAN_INDIVISIBLE);
    assert_int_equal(c.n_clauses, 2);
    expect_name(&c, c.clauses[0].top.what, "x");
    expect_text(c.clauses[0].top.text, "1");
    assert_int_equal(c.clauses[0].n_lines, 4);
    assert_int_equal(c.clauses[0].lines[2].kind, TRUCE_PLAN_REOPENS_WITH);
    expect_name(&c, c.clauses[0].lines[2].names.at[0], "c2");
    assert_int_equal(c.clauses[1].top.text.size, 0);
    assert_int_equal(c.n_wordings, 2);
    const truce_plan *const w = &c.wordings[0];
    expect_name(&c, w->head.kind == TRUCE_KIND_WORDING ? w->top.what : (truce_ref){0}, "c1");
    assert_int_equal(w->top.number.low.units, 3);
    assert_int_equal(w->n_lines, 5);
    expect_name(&c, w->lines[1].what, "b1");
    expect_text(w->lines[1].text, "shall");
    expect_name(&c, w->lines[1].item.issue, "i");
    assert_int_equal(w->lines[2].text.size, 0);
    assert_int_equal(w->lines[2].item.issue.symbol, 0);
    assert_int_equal(c.wordings[1].lines[0].kind, TRUCE_PLAN_STRUCK);
    expect_text(c.criticisms[0].head.title, "too soon");
    expect_name(&c, c.changes[0].top.names.at[0], "k");
    assert_int_equal(c.changes[0].top.number.place, 0);
    assert_int_equal(c.standings[0].top.standing, TRUCE_STANDING_CONDITIONAL);
    assert_int_equal(c.standings[0].top.by.n, 2);
    expect_name(&c, c.standings[0].top.names.at[0], "c2");
    expect_text(c.readings[0].head.title, "at once");
    expect_name(&c, c.definitions[0].lines[1].what, "t");
    truce_arena_clear(&arena);
}

static void a_paragraph_is_words_and_brackets(void **state) {
    (void)state;
    static const struct {
        const char *paragraph;
        const char *kinds; /* w words, o opening, b bracket, s stray */
    } cases[] = {
        {"", ""},           {"as it is]", "w"},
        {"[b1]", "b"},      {"a [b-1] c[d]", "wbwb"},
        {"[[b1] [", "ows"}, {"[B] [b 1] []", "swswsw"},
        {"[b1", "sw"},      {"[[[b1]", "ob"},
        {"[b1[b2]", "swb"}, {"\xD7\xA9[b1]\xD7\x9D", "wbw"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const truce_str paragraph = truce_str_of(cases[i].paragraph);
        size_t at = 0;
        size_t n = 0;
        truce_piece piece = {0};
        const char *next = paragraph.data;
        while (truce_piece_next(paragraph, &at, &piece)) {
            assert_true(piece.text.data == next && piece.text.size > 0);
            next += piece.text.size;
            assert_int_equal("wobs"[piece.kind], cases[i].kinds[n++]);
            assert_int_equal(piece.kind == TRUCE_PIECE_BRACKET ? piece.name.size + 2
                                                               : piece.text.size,
                             piece.text.size);
        }
        assert_int_equal(at, paragraph.size);
        assert_int_equal(n, strlen(cases[i].kinds));
    }
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
        status = read_it(&arena, &c, &report);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
    }
    assert_int_equal(status, TRUCE_OK);
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_record_says_what_its_line_says),
        cmocka_unit_test(a_paragraph_is_words_and_brackets),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
