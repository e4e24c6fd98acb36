/* How clauses stand and in what order, what reopens when one falls, and memory that runs out. */
#include "truce/text/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/base/buffer.h"
#include "truce/case/read.h"
#include "truce/text/falls.h"

#define HEAD                                                                                       \
    "truce 1\ncase k \"K\"\nparty a \"A\"\nparty b \"B\"\nperson p \"P\" of a\n"                   \
    "actor other \"O\"\ntext t \"T\" of a, b\n"
#define WORDING(name, clause, version)                                                             \
    "wording " name " of " clause " version " version "\n  paragraph \"x\"\n"

static truce_status lay(const char *bytes, const truce_draft_asked *asked, truce_arena *arena,
                        truce_case *c, truce_drafts *d) {
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(bytes)};
    truce_view view;
    truce_report report = truce_report_new(arena);
    truce_status status = truce_case_view(&input, 1, TRUCE_STR(""), arena, &view, NULL);
    if (status == TRUCE_OK) {
        status = truce_case_read(&view, (truce_read_options){0}, arena, c, &report, NULL);
    }
    return status == TRUCE_OK ? truce_drafts_make(c, asked, arena, d, NULL) : status;
}

static void expect_state(const char *records, truce_draft_state want) {
    truce_arena arena = truce_arena_new();
    truce_buffer bytes = truce_buffer_new();
    truce_case c;
    truce_drafts d;
    truce_buffer_printf(&bytes, HEAD "clause x \"X\" of t\nclause y \"Y\" of t\n%s", records);
    truce_buffer_byte(&bytes, '\0');
    assert_int_equal(lay(bytes.data, &(truce_draft_asked){0}, &arena, &c, &d), TRUCE_OK);
    if (d.clauses[0].state != want) {
        fail_msg("%s: %s, not %s", records, truce_draft_state_words(d.clauses[0].state),
                 truce_draft_state_words(want));
    }
    assert_int_equal(d.drafts[0].in_state[want], want == TRUCE_DRAFT_UNWRITTEN ? 2 : 1);
    truce_buffer_clear(&bytes);
    truce_arena_clear(&arena);
}

static void a_clause_stands_as_the_least_settled_of_what_is_said(void **state) {
    (void)state;
    expect_state("", TRUCE_DRAFT_UNWRITTEN);
    expect_state(WORDING("w", "x", "1"), TRUCE_DRAFT_UNSAID);
    expect_state(WORDING("w", "x", "1") "standing s of w by a, b closed\n", TRUCE_DRAFT_CLOSED);
    expect_state(WORDING("w", "x", "1") "standing s of w by a closed\n", TRUCE_DRAFT_UNSAID);
    expect_state(
        WORDING("w", "x", "1") "standing s of w by a closed\nstanding r of w by other open\n"
                               "standing q of w by b closed\n",
        TRUCE_DRAFT_CLOSED); /* whoever is no party counts for nothing */
    expect_state(
        WORDING("w", "x", "1") "standing s of w by p closed\nstanding r of w by b closed\n",
        TRUCE_DRAFT_CLOSED); /* one of the side speaks for it */
    expect_state(
        WORDING("w", "x", "1") "standing s of w by p open\nstanding r of w by a, b closed\n",
        TRUCE_DRAFT_OPEN); /* but where the side says two things, the lesser holds */
    expect_state(
        WORDING("w", "x", "1") "standing s of w by a open\nstanding r of w by a, b closed\n",
        TRUCE_DRAFT_CLOSED); /* the last that is written holds */
    expect_state(WORDING("w", "x", "1") "standing s of w by a provisional\n"
                                        "standing r of w by b conditional on y\n",
                 TRUCE_DRAFT_CONDITIONAL);
    expect_state(WORDING("w", "x", "1") "standing s of w by a, b closed\n" WORDING("v", "x", "2"),
                 TRUCE_DRAFT_UNSAID); /* a new wording asks anew */
    expect_state(WORDING("w", "x", "2") "standing s of w by a, b closed\n" WORDING("v", "x", "2"),
                 TRUCE_DRAFT_FORKED);
    expect_state("wording w of x version 1\n  paragraph \"x [b1]\"\n  bracket b1 \"y\" of a\n"
                 "standing s of w by a, b closed\n",
                 TRUCE_DRAFT_BRACKETED);
    expect_state(WORDING("w", "x", "1") "criticism k1 \"bad\" of w by a\n"
                                        "standing s of w by a, b closed\n",
                 TRUCE_DRAFT_CLOSED); /* a criticism is no answer */
}

static void numbers_are_ordered_as_people_count(void **state) {
    (void)state;
    static const char *const rising[] = {"",   "1", "1.1", "1.2", "1.10", "1.10.1",
                                         "1a", "2", "10",  "A",   "a"};
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        for (size_t k = 0; k < sizeof rising / sizeof *rising; k++) {
            const int order =
                truce_draft_number_compare(truce_str_of(rising[i]), truce_str_of(rising[k]));
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
    }
    assert_int_equal(truce_draft_number_compare(TRUCE_STR("04.2"), TRUCE_STR("4.02")), 0);
}

static void a_version_leaves_later_wordings_out(void **state) {
    (void)state;
    static const char text[] =
        HEAD "clause x \"X\" of t number \"2\"\nclause y \"Y\" of t number \"1\"\n"
             "clause z \"Z\" of t\n" WORDING("w3", "x", "3")
                 WORDING("w1", "x", "1") "  number \"0.5\"\n"
                                         "wording w5 of x version 5\n  struck\n";
    truce_arena arena = truce_arena_new();
    truce_case c;
    truce_drafts d;
    assert_int_equal(lay(text, &(truce_draft_asked){.version = 2}, &arena, &c, &d), TRUCE_OK);
    assert_int_equal(d.drafts[0].version, 1);
    assert_int_equal(d.clauses[0].last, 1);
    assert_true(truce_str_equal(d.clauses[0].number, TRUCE_STR("0.5")));
    assert_int_equal(d.drafts[0].clauses.at[0], 0);
    assert_int_equal(lay(text, &(truce_draft_asked){0}, &arena, &c, &d), TRUCE_OK);
    assert_int_equal(d.drafts[0].version, 5);
    assert_true(d.clauses[0].struck);
    assert_int_equal(d.clauses[0].wordings.n, 3);
    assert_int_equal(truce_draft_wording(&d, &d.clauses[0], 4), 0);
    assert_int_equal(truce_draft_wording(&d, &d.clauses[0], 1), 1);
    assert_int_equal(truce_draft_wording(&d, &d.clauses[1], 9), TRUCE_NONE);
    assert_int_equal(d.drafts[0].clauses.at[2], 2); /* without a number: at the end */
    truce_arena_clear(&arena);
}

static void what_hangs_on_a_clause_reopens_with_it(void **state) {
    (void)state;
    static const char text[] =
        HEAD "issue i \"I\"\nissue j \"J\"\nissue k2 \"K\"\n"
             "link l i requires j\nlink m k2 excludes j\n"
             "clause x \"X\" of t\n  about j\nclause y \"Y\" of t\n  about i\n"
             "clause z \"Z\" of t\n  reopens with y\nclause v \"V\" of t\nclause u \"U\" of t\n"
             "  about k2\n" WORDING("wx", "x", "1") WORDING("wy", "y", "1") WORDING("wz", "z", "1")
                 WORDING("wv", "v", "1")
                     WORDING("wu", "u", "1") "standing s of wv by a conditional on x\nstanding r "
                                             "of wx by b conditional on z\n";
    static const struct {
        uint32_t clause, with, steps;
        truce_falls_why why;
    } want[] = {
        {3, 0, 1, TRUCE_FALLS_CONDITION}, {1, 0, 1, TRUCE_FALLS_LINK}, {2, 1, 2, TRUCE_FALLS_WITH}};
    truce_arena arena = truce_arena_new();
    truce_case c;
    truce_drafts d;
    truce_falls falls;
    assert_int_equal(lay(text, &(truce_draft_asked){0}, &arena, &c, &d), TRUCE_OK);
    assert_int_equal(truce_falls_find(&d, 0, &arena, &falls, NULL), TRUCE_OK);
    assert_int_equal(falls.n, 3);
    for (uint32_t i = 0; i < falls.n; i++) {
        assert_int_equal(falls.at[i].clause, want[i].clause);
        assert_int_equal(falls.at[i].with, want[i].with);
        assert_int_equal(falls.at[i].steps, want[i].steps);
        assert_int_equal(falls.at[i].why, want[i].why);
    }
    assert_int_equal(truce_falls_find(&d, 4, &arena, &falls, NULL), TRUCE_OK);
    assert_int_equal(falls.n, 0); /* what is excluded does not lean on it */
    assert_int_equal(truce_falls_find(&d, 2, &arena, &falls, NULL), TRUCE_OK);
    assert_int_equal(falls.n, 3); /* round: z, x on condition of it, and on */
    truce_arena_clear(&arena);
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    static const char text[] =
        HEAD "clause x \"X\" of t\n" WORDING("w", "x", "1") "standing s of w by a, b closed\n";
    truce_arena case_arena = truce_arena_new();
    truce_case c;
    truce_drafts d;
    assert_int_equal(lay(text, &(truce_draft_asked){0}, &case_arena, &c, &d), TRUCE_OK);
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        truce_arena arena = truce_arena_new();
        truce_falls falls;
        allocations_left = n;
        status = truce_drafts_make(&c, &(truce_draft_asked){0}, &arena, &d, NULL);
        if (status == TRUCE_OK) {
            status = truce_falls_find(&d, 0, &arena, &falls, NULL);
        }
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
    }
    assert_int_equal(status, TRUCE_OK);
    truce_arena_clear(&case_arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clause_stands_as_the_least_settled_of_what_is_said),
        cmocka_unit_test(numbers_are_ordered_as_people_count),
        cmocka_unit_test(a_version_leaves_later_wordings_out),
        cmocka_unit_test(what_hangs_on_a_clause_reopens_with_it),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
