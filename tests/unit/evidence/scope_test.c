/* What each claim's time rests on, then which claims were known by a date and which come from a
 * source, counted; then memory that runs out. */
#include "truce/evidence/scope.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/told.h"

static const char times[] = "truce 1\n"
                            "case times \"Times\"\n"
                            "party a \"A\"\n"
                            "reader r \"R\"\n"
                            "source dated \"Dated\" press\n"
                            "  published 2024-03-10\n"
                            "source guessed \"Guessed\" press\n"
                            "source blank \"Blank\" press\n"
                            "source kept \"Kept\" document\n"
                            "  captured 2024-04-01\n"
                            "issue i \"I\"\n"
                            "  rung low\n"
                            "  rung high\n"
                            "dating guess of guessed 2024-02~ by r\n"
                            "dating again of guessed 2023 by r\n"
                            "dating closer of dated:P4 2024-01 by r\n"
                            "dating finer of guessed:P2 2024-02-20 by r\n"
                            "claim dated:P1\n"
                            "  said 2024-03-01\n"
                            "  published 2024-03-12\n"
                            "  a demands i low\n"
                            "claim dated:P2\n"
                            "  said \"last Sunday\"\n"
                            "  published 2024-03-12\n"
                            "  a demands i low\n"
                            "claim dated:P3\n"
                            "  said \"last Sunday\"\n"
                            "  a demands i low\n"
                            "claim dated:P4\n"
                            "  a demands i low\n"
                            "claim guessed:P1\n"
                            "  a demands i low\n"
                            "claim guessed:P2\n"
                            "  a demands i low\n"
                            "claim blank:P1\n"
                            "  a demands i low\n"
                            "claim kept:P1\n"
                            "  a demands i low\n";

/* ---- times ---- */

static void expect_time_in(const char *text, const char *claim, truce_time_basis basis,
                           const char *date, const char *dating) {
    told t;
    truce_scope scope;
    truce_date want = {0};
    tell(&t, truce_str_of(text));
    scope_all(&t, &scope);
    const truce_claim_time got = scope.times[named(&t, TRUCE_KIND_CLAIM, claim)];
    if (date != NULL) {
        assert_int_equal(truce_date_parse(truce_str_of(date), &want, NULL), TRUCE_OK);
    }
    assert_int_equal(got.basis, basis);
    assert_true(got.date.first == want.first && got.date.last == want.last &&
                got.date.marks == want.marks);
    assert_int_equal(got.dating,
                     dating != NULL ? named(&t, TRUCE_KIND_DATING, dating) : TRUCE_NONE);
    truce_arena_clear(&t.arena);
}

static void expect_time(const char *claim, truce_time_basis basis, const char *date,
                        const char *dating) {
    expect_time_in(times, claim, basis, date, dating);
}

static void a_claims_time_is_the_day_on_which_it_was_said(void **state) {
    (void)state;
    expect_time("dated:P1", TRUCE_BASIS_SAID, "2024-03-01", NULL);
}

static void words_for_a_day_are_no_date_and_leave_the_claims_own_publication(void **state) {
    (void)state;
    expect_time("dated:P2", TRUCE_BASIS_PUBLISHED, "2024-03-12", NULL);
}

static void else_it_is_the_publication_of_its_source(void **state) {
    (void)state;
    expect_time("dated:P3", TRUCE_BASIS_SOURCE_PUBLISHED, "2024-03-10", NULL);
}

static void
an_estimate_of_the_claim_itself_comes_before_the_publication_of_its_source(void **state) {
    (void)state;
    expect_time("dated:P4", TRUCE_BASIS_DATING, "2024-01", "closer");
}

static void else_it_is_the_first_estimate_of_its_source(void **state) {
    (void)state;
    expect_time("guessed:P1", TRUCE_BASIS_DATING, "2024-02~", "guess");
}

static void an_estimate_of_the_claim_comes_before_one_of_its_source(void **state) {
    (void)state;
    expect_time("guessed:P2", TRUCE_BASIS_DATING, "2024-02-20", "finer");
}

static void capture_does_not_date_a_claim(void **state) {
    (void)state;
    expect_time("kept:P1", TRUCE_BASIS_NONE, NULL, NULL);
    expect_time("blank:P1", TRUCE_BASIS_NONE, NULL, NULL);
}

static const char told_later[] = "truce 1\n"
                                 "case later \"Told later\"\n"
                                 "party a \"A\"\n"
                                 "reader r \"R\"\n"
                                 "issue i \"I\"\n"
                                 "  rung low\n"
                                 "source book \"Book\" memoir\n"
                                 "  published 2031\n"
                                 "source thesis \"Thesis\" study\n"
                                 "dating bound of thesis 2030 by r\n"
                                 "dating then of book:P3 2024-02 by r\n"
                                 "claim book:P1\n"
                                 "  a demands i low\n"
                                 "claim book:P2\n"
                                 "  said 2024-01-05\n"
                                 "  a demands i low\n"
                                 "claim book:P3\n"
                                 "  a demands i low\n"
                                 "claim book:P4\n"
                                 "  published 2032\n"
                                 "  a demands i low\n"
                                 "claim thesis:P1\n"
                                 "  a demands i low\n";

static void what_tells_of_the_past_dates_nothing_by_its_publication(void **state) {
    (void)state;
    expect_time_in(told_later, "book:P1", TRUCE_BASIS_TOLD_LATER, NULL, NULL);
    expect_time_in(told_later, "book:P2", TRUCE_BASIS_SAID, "2024-01-05", NULL);
    expect_time_in(told_later, "book:P3", TRUCE_BASIS_DATING, "2024-02", "then");
    expect_time_in(told_later, "book:P4", TRUCE_BASIS_TOLD_LATER, NULL, NULL);
    expect_time_in(told_later, "thesis:P1", TRUCE_BASIS_TOLD_LATER, NULL, NULL);
}

/* ---- what was known ---- */

/* The statements of the claims that are in, each once and in reading order; and those of each kind
 * are what truce_scope_next() finds. */
static void expect_stated(const truce_case *c, const truce_scope *scope) {
    uint32_t n = 0;
    uint32_t next[32] = {0};
    for (uint32_t i = 0; i < c->n_claims; i++) {
        for (uint32_t s = 0; scope->in[i] && s < c->claims[i].n_statements; s++, n++) {
            const truce_stated *const at = &scope->stated[n];
            assert_true(n < scope->n_stated);
            assert_ptr_equal(at->statement, &c->claims[i].statements[s]);
            assert_int_equal(at->claim, i);
            assert_int_equal(at->kind, at->statement->kind);
            assert_int_equal(at->inferred, (c->claims[i].marks & TRUCE_MARK_INFERRED) != 0);
            assert_ptr_equal(truce_scope_next(scope, TRUCE_STATED(at->kind), &next[at->kind]), at);
        }
    }
    assert_int_equal(n, scope->n_stated);
    for (uint32_t kind = 0; kind < sizeof next / sizeof *next; kind++) {
        assert_null(truce_scope_next(scope, TRUCE_STATED(kind), &next[kind]));
    }
}

/* `want` holds a letter for each claim of `text` in reading order: y known, - not. */
static void expect_known(const char *text, const char *at, const char *want, uint32_t later,
                         uint32_t undated) {
    told t;
    truce_scope scope;
    truce_date date = {0};
    truce_error err;
    tell(&t, truce_str_of(text));
    assert_int_equal(truce_date_parse(truce_str_of(at), &date, &err), TRUCE_OK);
    assert_int_equal(truce_scope_make(&t.c, date, NULL, 0, &t.arena, &scope, &err), TRUCE_OK);
    char got[32] = "";
    uint32_t n_in = 0;
    for (uint32_t i = 0; i < t.c.n_claims; i++) {
        got[i] = scope.in[i] ? 'y' : '-';
        n_in += scope.in[i];
    }
    assert_string_equal(got, want);
    expect_stated(&t.c, &scope);
    assert_int_equal(scope.n_in, n_in);
    assert_int_equal(scope.n_later, later);
    assert_int_equal(scope.n_undated, undated);
    assert_true(scope.narrowed);
    truce_arena_clear(&t.arena);
}

static void without_a_date_all_claims_are_in(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    tell(&t, truce_str_of(times));
    scope_all(&t, &scope);
    assert_int_equal(scope.n_in, 8);
    assert_int_equal(scope.n_later + scope.n_undated, 0);
    assert_false(scope.narrowed);
    truce_arena_clear(&t.arena);
}

static void known_is_what_was_published_captured_or_dated_by_then(void **state) {
    (void)state;
    expect_known(times, "2025", "yyyyyy-y", 0, 1);
    expect_known(times, "2024-03-10", "--yyyy--", 3, 1);
    expect_known(times, "2024-02", "----yy--", 5, 1);
    expect_known(times, "2023", "--------", 7, 1);
}

/* P1 was said on 1 March and published on the 12th: on the 5th nobody had it. */
static void being_said_is_not_being_known(void **state) {
    (void)state;
    expect_known(times, "2024-03-05", "----yy--", 5, 1);
}

static void a_publication_of_its_own_is_not_replaced_by_that_of_its_source(void **state) {
    (void)state;
    expect_known("truce 1\ncase live \"A page that grows\"\nparty a \"A\"\n"
                 "issue i \"I\"\n  rung low\n"
                 "source s \"S\" press\n  published 2024-01-01\n"
                 "claim s:P1\n  a demands i low\n"
                 "claim s:P2\n  published 2024-02-01\n  a demands i low\n",
                 "2024-01-15", "y-", 1, 0);
}

static void an_estimate_does_not_outweigh_a_later_publication(void **state) {
    (void)state;
    expect_known("truce 1\ncase late \"Late\"\nparty a \"A\"\nreader r \"R\"\n"
                 "issue i \"I\"\n  rung low\n"
                 "source s \"S\" press\n  published 2024-06-01\n"
                 "dating old of s 2024-01 by r\n"
                 "claim s:P1\n  a demands i low\n",
                 "2024-02", "-", 1, 0);
}

/* That it held in 2024 was told to nobody before 2031. */
static void what_tells_of_the_past_is_known_from_its_publication(void **state) {
    (void)state;
    expect_known(told_later, "2024-12", "-----", 5, 0);
    expect_known(told_later, "2030", "----y", 4, 0);
    expect_known(told_later, "2031", "yyy-y", 1, 0);
    expect_known(told_later, "2032", "yyyyy", 0, 0);
}

/* A date that may lie on either side of the one asked for tells nothing: it is not "later". */
static void a_coarse_date_that_may_lie_after_is_counted_as_undated(void **state) {
    (void)state;
    static const char coarse[] = "truce 1\ncase coarse \"Coarse\"\nparty a \"A\"\n"
                                 "issue i \"I\"\n  rung low\n"
                                 "source s \"S\" press\n  published 2024\n"
                                 "source u \"U\" press\n  captured 2024-03-30/..\n"
                                 "claim s:P1\n  a demands i low\n"
                                 "claim u:P1\n  a demands i low\n";
    expect_known(coarse, "2024-06", "--", 0, 2);
    expect_known(coarse, "2024", "y-", 0, 1);
    expect_known(coarse, "2024-02", "--", 1, 1); /* u was captured later, surely */
    expect_known(coarse, "2023", "--", 2, 0);
}

static void a_coarse_publication_is_refined_by_capture_or_estimate(void **state) {
    (void)state;
    expect_known("truce 1\ncase finer \"Finer\"\nparty a \"A\"\nreader r \"R\"\n"
                 "issue i \"I\"\n  rung low\n"
                 "source s \"S\" press\n  published 2024\n  captured 2024-02-01\n"
                 "source u \"U\" press\n  published 2024\n"
                 "dating soon of u 2024-01~ by r\n"
                 "claim s:P1\n  a demands i low\n"
                 "claim u:P1\n  a demands i low\n",
                 "2024-03", "yy", 0, 0);
}

/* ---- only some sources ---- */

static void statements_are_listed_in_reading_order_with_their_kinds(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_date date = {0};
    tell(&t, TRUCE_STR("truce 1\n"
                       "party a \"A\"\n"
                       "issue i \"I\"\n"
                       "event e \"E\" round\n"
                       "source early \"Early\" press\n"
                       "  published 2024-01-01\n"
                       "source late \"Late\" press\n"
                       "  published 2024-03-01\n"
                       "claim early:P1\n"
                       "  event e\n"
                       "  a softens\n"
                       "claim late:P1\n"
                       "  a hardens\n"
                       "claim early:P2 inferred\n"
                       "  a participates\n"
                       "  event e\n"));
    scope_all(&t, &scope);
    assert_int_equal(scope.n_stated, 5);
    expect_stated(&t.c, &scope);
    assert_int_equal(truce_date_parse(TRUCE_STR("2024-02"), &date, NULL), TRUCE_OK);
    truce_scope then;
    assert_int_equal(truce_scope_before(&scope, date, &t.arena, &then, NULL), TRUCE_OK);
    assert_int_equal(then.n_stated, 4);
    expect_stated(&t.c, &then);
    truce_arena_clear(&t.arena);
}

static void only_claims_of_the_sources_asked_for_are_in(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    tell(&t, truce_str_of(times));
    const uint32_t only[] = {named(&t, TRUCE_KIND_SOURCE, "kept"),
                             named(&t, TRUCE_KIND_SOURCE, "guessed"),
                             named(&t, TRUCE_KIND_SOURCE, "kept")};
    truce_error err;
    assert_int_equal(truce_scope_make(&t.c, (truce_date){0}, only, 3, &t.arena, &scope, &err),
                     TRUCE_OK);
    assert_int_equal(scope.n_in, 3);
    assert_true(scope.in[named(&t, TRUCE_KIND_CLAIM, "guessed:P1")]);
    assert_true(scope.in[named(&t, TRUCE_KIND_CLAIM, "guessed:P2")]);
    assert_true(scope.in[named(&t, TRUCE_KIND_CLAIM, "kept:P1")]);
    assert_true(scope.narrowed);
    assert_int_equal(scope.n_later + scope.n_undated, 0);
    truce_arena_clear(&t.arena);
}

/* What stands in other sources was not asked about, so it is not counted as left out. */
static void a_date_and_sources_together_leave_out_both(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_date at = {0};
    truce_error err;
    tell(&t, truce_str_of(times));
    const uint32_t only[] = {named(&t, TRUCE_KIND_SOURCE, "dated")};
    assert_int_equal(truce_date_parse(TRUCE_STR("2024-03-11"), &at, &err), TRUCE_OK);
    assert_int_equal(truce_scope_make(&t.c, at, only, 1, &t.arena, &scope, &err), TRUCE_OK);
    assert_int_equal(scope.n_in, 2);
    assert_int_equal(scope.n_later, 2);
    assert_int_equal(scope.n_undated, 0);
    truce_arena_clear(&t.arena);
}

/* ---- what is new ---- */

static const char captures[] =
    "truce 1\ncase since \"Since\"\nparty a \"A\"\nreader r \"R\"\n"
    "source old \"Old\" press\n  published 2024-03-01\n"
    "source late \"Late\" press\n  published 2024-03-20\n"
    "source found \"Found\" press\n  published 2024-03-01\n  captured 2024-03-20\n"
    "source blank \"Blank\" press\n"
    "source month \"Month\" press\n  published 2024-03\n"
    "source guessed \"Guessed\" press\n"
    "dating guess of guessed 2024-04~ by r\n"
    "claim old:P1\n  talks running\nclaim late:P1\n  talks running\n"
    "claim found:P1\n  talks running\nclaim blank:P1\n  talks running\n"
    "claim month:P1\n  talks running\nclaim guessed:P1\n  talks running\n"
    "claim old:P2\n  published 2024-03-21\n  talks running\n";

static void new_is_what_was_published_or_came_to_hand_after_the_day(void **state) {
    (void)state;
    told t;
    truce_scope now;
    truce_scope then;
    truce_date day = {0};
    truce_error err;
    tell(&t, truce_str_of(captures));
    scope_all(&t, &now);
    assert_int_equal(truce_date_parse(TRUCE_STR("2024-03-10"), &day, &err), TRUCE_OK);
    assert_int_equal(truce_scope_before(&now, day, &t.arena, &then, &err), TRUCE_OK);
    const struct {
        const char *claim;
        bool known;
    } expected[] = {{"old:P1", true},   {"late:P1", false}, {"found:P1", false},
                    {"blank:P1", true}, {"month:P1", true}, {"guessed:P1", false},
                    {"old:P2", false}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        if (then.in[named(&t, TRUCE_KIND_CLAIM, expected[i].claim)] != expected[i].known) {
            fail_msg("%s should be %s", expected[i].claim, expected[i].known ? "known" : "new");
        }
    }
    assert_int_equal(then.n_in, 3);
    assert_int_equal(then.n_later, 4);
    assert_int_equal(then.n_undated, 2);
    assert_true(then.narrowed);
    allocations_left = 0;
    const truce_status status = truce_scope_before(&now, day, &t.arena, &then, &err);
    allocations_left = LONG_MAX;
    assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM); /* the arena may have had room */
    truce_arena_clear(&t.arena);
}

static void what_is_not_asked_about_is_not_new_either(void **state) {
    (void)state;
    told t;
    truce_scope now;
    truce_scope then;
    truce_date day = {0};
    truce_error err;
    tell(&t, truce_str_of(captures));
    const uint32_t only[] = {named(&t, TRUCE_KIND_SOURCE, "old")};
    assert_int_equal(truce_date_parse(TRUCE_STR("2024-03-10"), &day, &err), TRUCE_OK);
    assert_int_equal(truce_scope_make(&t.c, (truce_date){0}, only, 1, &t.arena, &now, &err),
                     TRUCE_OK);
    assert_int_equal(truce_scope_before(&now, day, &t.arena, &then, &err), TRUCE_OK);
    assert_int_equal(then.n_in, 1);
    assert_int_equal(then.n_later, 1);
    assert_int_equal(then.n_undated, 0);
    truce_arena_clear(&t.arena);
}

/* ---- failures ---- */

static void without_memory_nothing_is_written(void **state) {
    (void)state;
    told t;
    tell(&t, truce_str_of(times));
    for (long allowed = 0;; allowed++) {
        truce_arena arena = truce_arena_new();
        truce_scope scope = {.n_in = 77};
        truce_error err;
        allocations_left = allowed;
        const truce_status status =
            truce_scope_make(&t.c, (truce_date){0}, NULL, 0, &arena, &scope, &err);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
        if (status == TRUCE_OK) {
            assert_true(allowed > 0);
            break;
        }
        assert_int_equal(status, TRUCE_ENOMEM);
        assert_int_equal(scope.n_in, 77);
    }
    truce_arena_clear(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claims_time_is_the_day_on_which_it_was_said),
        cmocka_unit_test(words_for_a_day_are_no_date_and_leave_the_claims_own_publication),
        cmocka_unit_test(else_it_is_the_publication_of_its_source),
        cmocka_unit_test(
            an_estimate_of_the_claim_itself_comes_before_the_publication_of_its_source),
        cmocka_unit_test(else_it_is_the_first_estimate_of_its_source),
        cmocka_unit_test(an_estimate_of_the_claim_comes_before_one_of_its_source),
        cmocka_unit_test(capture_does_not_date_a_claim),
        cmocka_unit_test(what_tells_of_the_past_dates_nothing_by_its_publication),
        cmocka_unit_test(without_a_date_all_claims_are_in),
        cmocka_unit_test(known_is_what_was_published_captured_or_dated_by_then),
        cmocka_unit_test(what_tells_of_the_past_is_known_from_its_publication),
        cmocka_unit_test(being_said_is_not_being_known),
        cmocka_unit_test(a_publication_of_its_own_is_not_replaced_by_that_of_its_source),
        cmocka_unit_test(an_estimate_does_not_outweigh_a_later_publication),
        cmocka_unit_test(a_coarse_date_that_may_lie_after_is_counted_as_undated),
        cmocka_unit_test(a_coarse_publication_is_refined_by_capture_or_estimate),
        cmocka_unit_test(statements_are_listed_in_reading_order_with_their_kinds),
        cmocka_unit_test(only_claims_of_the_sources_asked_for_are_in),
        cmocka_unit_test(a_date_and_sources_together_leave_out_both),
        cmocka_unit_test(new_is_what_was_published_or_came_to_hand_after_the_day),
        cmocka_unit_test(what_is_not_asked_about_is_not_new_either),
        cmocka_unit_test(without_memory_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
