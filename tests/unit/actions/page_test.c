/* One page is one page, whatever the case; what is new since a day, on a case one can follow. */
#include "truce/actions/brief.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/generate.h"
#include "truce/document/pdf.h"

enum { PAGE_LINES = 69, PAGE_WIDTH = 112 };

static size_t count_lines(const truce_buffer *text) {
    size_t lines = 0;
    for (size_t i = 0; i < text->size; i++) {
        lines += text->data[i] == '\n';
    }
    return lines;
}

static bool says(truce_buffer *text, const char *words) {
    truce_buffer_byte(text, '\0');
    const bool found = strstr(text->data, words) != NULL;
    text->size--;
    return found;
}

/* The page of a case, at the width for which it is made. */
static truce_buffer page_of(const question *q) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const char *const paths[] = {q->path};
    const truce_paper paper = {.form = TRUCE_PAPER_TEXT, .text = {.width = PAGE_WIDTH}};
    open_case(&session, q, paths, 1);
    if (truce_brief_answer(&session, paper, &out, &err) != TRUCE_OK) {
        fail_msg("%s: %s", q->path, err.message);
    }
    truce_session_close(&session);
    return out;
}

/* The answer about texts in memory, as text. */
static truce_buffer answer_about(const truce_input *inputs, size_t n, const char *since,
                                 bool one_page) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const truce_request request = {.since = truce_str_of(since), .one_page = one_page};
    const truce_paper paper = {.form = TRUCE_PAPER_TEXT, .text = {.width = PAGE_WIDTH}};
    if (truce_session_open_inputs(&session, &request, inputs, n, &err) != TRUCE_OK ||
        truce_brief_answer(&session, paper, &out, &err) != TRUCE_OK) {
        truce_buffer shown = truce_buffer_new();
        truce_report_show(&session.report, false, &shown);
        fail_msg("%s %.*s", err.message, (int)shown.size, shown.data);
    }
    truce_session_close(&session);
    return out;
}

static void the_sample_cases_fill_a_page_and_no_more(void **state) {
    (void)state;
    static const char *const since[] = {NULL, "2024-03", "1978-09-10", "2031-02-03"};
    static const char *const paths[] = {CASE("gaza-talks"), CASE("camp-david"),
                                        CASE("harbour-strike.truce")};
    for (size_t p = 0; p < 3; p++) {
        for (size_t s = 0; s < 4; s++) {
            const question q = {.path = paths[p], .one_page = true, .since = since[s]};
            truce_buffer page = page_of(&q);
            assert_in_range(count_lines(&page), 30, PAGE_LINES);
            assert_true(says(&page, "Where the talks stand"));
            assert_true(says(&page, "What to ask next"));
            assert_true(says(&page, "The whole brief, with every claim and its source"));
            assert_true(says(&page, "What is new since") == (since[s] != NULL));
            truce_buffer_clear(&page);
        }
    }
}

/* The sheets of a PDF are counted by the objects that are pages. */
static size_t count_sheets(const truce_buffer *pdf) {
    static const char page[] = "/Type /Page ";
    size_t n = 0;
    for (size_t i = 0; i + sizeof page <= pdf->size; i++) {
        n += memcmp(pdf->data + i, page, sizeof page - 1) == 0;
    }
    return n;
}

static void a_page_is_one_sheet(void **state) {
    (void)state;
    static const question asked[] = {
        {.path = CASE("gaza-talks"), .one_page = true},
        {.path = CASE("gaza-talks"), .one_page = true, .since = "2024-04-01"},
        {.path = CASE("camp-david"), .one_page = true, .since = "1978-09-10"},
        {.path = CASE("harbour-strike.truce"), .one_page = true, .since = "2031-02-03"}};
    if (!truce_document_pdf_built()) {
        return;
    }
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        truce_buffer pdf = answer(truce_brief_answer, &asked[i], TRUCE_PAPER_PDF);
        assert_int_equal(count_sheets(&pdf), 1);
        truce_buffer_clear(&pdf);
    }
    const question whole = {.path = CASE("harbour-strike.truce")};
    truce_buffer pdf = answer(truce_brief_answer, &whole, TRUCE_PAPER_PDF);
    assert_true(count_sheets(&pdf) > 1);
    truce_buffer_clear(&pdf);
}

/* Three that block come before anything is said twice elsewhere. */
static void what_blocks_is_on_the_page_with_who_says_so(void **state) {
    (void)state;
    const question q = {.path = CASE("gaza-talks"), .one_page = true};
    truce_buffer page = page_of(&q);
    assert_true(says(&page, "How long the ceasefire lasts: Hamas demands permanent"));
    assert_true(says(&page, "Return of the displaced: Hamas demands home"));
    assert_true(says(&page, "s2:P7.naeim"));
    truce_buffer_clear(&page);
}

static void made_up_cases_fit_a_page(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        truce_arena arena = truce_arena_new();
        const generated g = generate_case(
            (generate_options){.seed = seed, .records = 40 + (unsigned)seed * 4}, &arena);
        truce_buffer page =
            answer_about(g.files, g.n_files, seed % 2 == 0 ? "2031-02-03" : NULL, true);
        if (count_lines(&page) > PAGE_LINES) {
            fail_msg("seed %u: %zu lines", (unsigned)seed, count_lines(&page));
        }
        truce_buffer_clear(&page);
        truce_arena_clear(&arena);
    }
}

/* Titles as long as the language allows, and many of everything. */
static void a_case_that_wants_to_burst_the_page_does_not(void **state) {
    (void)state;
    truce_buffer text = truce_buffer_new();
    char title[900];
    memset(title, 'w', sizeof title - 1);
    for (size_t i = 9; i < sizeof title; i += 10) {
        title[i] = ' ';
    }
    title[sizeof title - 1] = '\0';
    truce_buffer_printf(&text, "truce 1\ncase big \"%s\"\n  note \"%s\"\n", title, title);
    for (int i = 0; i < 12; i++) {
        truce_buffer_printf(&text, "party p%d \"%s\"\nmediator m%d \"%s\"\n", i, title, i, title);
    }
    for (int i = 0; i < 40; i++) {
        truce_buffer_printf(&text, "issue i%d \"%s\"\n  rung a \"%s\"\n  rung b \"%s\"\n", i, title,
                            title, title);
        truce_buffer_printf(&text, "offer o%d \"%s\" by p0\n", i, title);
    }
    truce_buffer_lit(&text, "source s \"S\" press\n  published 2024-03-01\n");
    for (int i = 0; i < 40; i++) {
        truce_buffer_printf(&text,
                            "claim s:P%d by p%d\n  p%d firmly demands i%d a\n"
                            "  p%d firmly demands i%d b\n  offer o%d issued by p0 to p1\n"
                            "  not offer o%d received by p1\n  talks %s\n  p%d softens on i%d\n"
                            "  m1 has leverage over p%d \"%s\"\n",
                            i + 1, i % 12, i % 12, i, (i + 1) % 12, i, i, i,
                            i % 2 == 0 ? "running" : "broken", i % 12, i, i % 12, title);
    }
    const truce_input input = {TRUCE_STR("big.truce"), truce_buffer_str(&text)};
    for (int since = 0; since < 2; since++) {
        truce_buffer page = answer_about(&input, 1, since == 1 ? "2024-02" : NULL, true);
        assert_in_range(count_lines(&page), 1, PAGE_LINES);
        truce_buffer_clear(&page);
    }
    truce_buffer_clear(&text);
}

/* ---- what is new ---- */

static const char story[] =
    "truce 1\ncase story \"Story\"\nparty north \"North\"\nparty south \"South\"\n"
    "mediator board \"Board\"\n"
    "source d1 \"D1\" press\n  published 2024-01-01\n"
    "source d2 \"D2\" press\n  published 2024-02-01\n"
    "issue pay \"Pay\"\n  range 0..9 step 1 percent\n"
    "offer plan \"The plan\" by north to south\n"
    "claim d1:P1 by north\n  north demands pay 7\n"
    "claim d1:P2 by north\n  offer plan issued by north\n"
    "claim d1:P3\n  south is mediator\n  event opens\n"
    "event letter \"A letter\" other\nevent opens \"The room opens\" open\n"
    "event out \"South walks out\" leave by south\n"
    "claim d2:P4\n  event letter\n  event out\n  event opens\n  talks broken\n"
    "claim d2:P1 by north\n  north demands pay 5\n"
    "claim d2:P2 by south\n  not offer plan received by south\n"
    "claim d2:P3 by south\n  south demands pay 2\n";

static void what_became_known_since_is_told_by_sort(void **state) {
    (void)state;
    const truce_input input = {TRUCE_STR("story.truce"), TRUCE_STR(story)};
    truce_buffer brief = answer_about(&input, 1, "2024-01-15", false);
    assert_true(says(&brief, "4 claims became known after 2024-01-15."));
    /* Who came and went is told first, then what was told last; of what was known before, nothing.
     */
    assert_true(says(&brief, "How the talks stand\n\nbroken"));
    assert_true(says(&brief, "What happened\n\ntold 2024-02-01  South walks out"));
    assert_true(says(&brief, "told 2024-02-01  A letter"));
    assert_false(says(&brief, "The room opens â"));
    assert_true(says(&brief, "Gaps that closed\n\nSouth: no position is reported"));
    assert_true(says(&brief, "Pay. Since then a claim says it."));
    assert_true(says(&brief, "What moved\n\nNorth  moves on Pay (downwards), from: demands: 7"));
    assert_true(says(&brief, "New accounts that do not match\n\nThe plan"));
    assert_true(says(&brief, "not received"));
    assert_true(says(&brief, "Pay  South demands 2 percent"));
    truce_buffer_clear(&brief);
    brief = answer_about(&input, 1, "2024-02-01", false);
    assert_true(says(&brief, "0 claims became known after 2024-02-01."));
    assert_false(says(&brief, "What moved"));
    truce_buffer_clear(&brief);
}

/* Two reports clash, until the later original of one is in hand and somebody has looked at both. */
static void an_account_that_later_claims_settle_is_told_as_settled(void **state) {
    (void)state;
    static const char text[] =
        "truce 1\ncase end \"End\"\nparty north \"North\"\n"
        "source d1 \"D1\" press\n  published 2024-01-01\n"
        "source d2 \"D2\" press\n  published 2024-01-01\n"
        "source d3 \"D3\" press\n  published 2024-01-01\n  captured 2024-02-01\n"
        "claim d1:P1\n  talks running\n"
        "claim d2:P1\n  copy of d3:P1\n  talks broken\n"
        "claim d3:P1\n  talks broken\n"
        "account looked \"Two rooms\" none between d1:P1, d3:P1\n  why \"two rooms\"\n";
    const truce_input input = {TRUCE_STR("end.truce"), TRUCE_STR(text)};
    truce_buffer brief = answer_about(&input, 1, "2024-01-15", false);
    assert_true(says(&brief, "No longer at odds\n\nWhether the talks go on"));
    truce_buffer_clear(&brief);
}

/* What was a matter of how much is meant is one of time when somebody says another thing later. */
static void an_account_of_another_kind_is_told_as_that_and_not_as_settled(void **state) {
    (void)state;
    static const char text[] = "truce 1\ncase end \"End\"\nparty north \"North\"\n"
                               "issue pay \"Pay\"\n  rung low\n  rung mid\n  rung high\n"
                               "source d1 \"D1\" press\n  published 2024-01-01\n"
                               "source d2 \"D2\" press\n  published 2024-01-01\n"
                               "source d3 \"D3\" press\n  published 2024-02-01\n"
                               "claim d1:P1\n  north demands pay low\n"
                               "claim d2:P1\n  north demands pay mid or less\n"
                               "claim d3:P1\n  north demands pay high\n";
    const truce_input input = {TRUCE_STR("end.truce"), TRUCE_STR(text)};
    truce_buffer brief = answer_about(&input, 1, "2024-01-15", false);
    assert_true(says(&brief, "Still at odds, of another kind\n\nNorth: Pay"));
    assert_true(says(&brief, "Before: How much is meant (scope). Now: One thing, then another"));
    assert_false(says(&brief, "No longer at odds\n\n"));
    assert_false(says(&brief, "New accounts that do not match\n\n"));
    truce_buffer_clear(&brief);
}

/* What a page has no room for is where it says, whole. */
static void the_command_that_a_page_names_shows_all_that_is_new_of_it(void **state) {
    (void)state;
    const question page = {.path = CASE("gaza-talks"), .one_page = true, .since = "2024-04-01"};
    const question whole = {
        .path = CASE("gaza-talks"), .sections = "accounts", .since = "2024-04-01"};
    truce_buffer out = answer(truce_brief_answer, &page, TRUCE_PAPER_TEXT);
    assert_true(says(&out, "truce brief --since 2024-04-01 --sections accounts"));
    truce_buffer_clear(&out);
    out = answer(truce_brief_answer, &whole, TRUCE_PAPER_TEXT);
    assert_true(says(&out, "New accounts that do not match"));
    assert_false(says(&out, " more: truce"));
    assert_false(says(&out, "What happened\n"));
    assert_true(says(&out, "Hamas accused of bad faith")); /* the last of them */
    truce_buffer_clear(&out);
}

static void machines_are_told_the_names(void **state) {
    (void)state;
    const question q = {.path = CASE("gaza-talks"), .since = "2024-03"};
    json_t *const root = json_answer(truce_brief_answer, &q);
    const json_t *const since = member(root, "since");
    const json_t *const claims = member(since, "claims");
    const json_t *const listed = member(root, "claims");
    size_t i;
    json_t *name;
    assert_string_equal(text_of(since, "date"), "2024-03");
    assert_int_equal(json_array_size(claims), 41);
    json_array_foreach(claims, i, name) {
        assert_non_null(json_object_get(listed, json_string_value(name)));
    }
    assert_true(json_array_size(member(since, "accounts_opened")) > 5);
    assert_non_null(find_object(member(since, "accounts_changed"), "kind_before", "scope"));
    assert_true(json_integer_value(member(since, "claims_undated")) > 0);
    json_decref(root);
}

/* A total that is newly stated, and demands that now run in a loop. */
static void machines_are_told_of_exchanges_and_of_the_order(void **state) {
    (void)state;
    json_t *root = json_answer(
        truce_brief_answer, &(question){.path = CASE("phased-deal.truce"), .since = "2032-05-06"});
    const json_t *since = member(root, "since");
    const json_t *const total = json_array_get(member(since, "exchanges"), 0);
    assert_int_equal(json_array_size(member(since, "exchanges")), 1);
    assert_string_equal(text_of(total, "exchange"), "swap");
    assert_string_equal(text_of(total, "new"), "total");
    assert_int_equal(json_integer_value(member(total, "stated")), 1060);
    assert_int_equal(json_integer_value(member(total, "difference")), -30);
    assert_true(has_text(member(total, "claims"), "courier:P3"));
    assert_true(json_is_true(member(member(since, "order"), "feasible")));
    assert_int_equal(json_array_size(member(member(since, "order"), "new_loop")), 0);
    json_decref(root);
    root = json_answer(truce_brief_answer,
                       &(question){.path = CASE("gaza-talks"), .since = "2023-12"});
    since = member(root, "since");
    const json_t *const order = member(since, "order");
    assert_true(json_is_true(member(order, "feasible_before")));
    assert_true(json_is_false(member(order, "feasible")));
    const json_t *const israel = find_object(member(order, "new_loop"), "by", "israel");
    assert_string_equal(text_of(israel, "before"), "release");
    assert_true(has_text(member(israel, "claims"), "s1:P6.positions"));
    json_decref(root);
}

static void a_date_that_is_none_is_refused(void **state) {
    (void)state;
    const truce_input input = {TRUCE_STR("story.truce"), TRUCE_STR(story)};
    const truce_request request = {.since = TRUCE_STR("yesterday")};
    truce_session session;
    truce_error err;
    assert_int_equal(truce_session_open_inputs(&session, &request, &input, 1, &err), TRUCE_EINVAL);
    assert_non_null(strstr(err.message, "--since"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_cases_fill_a_page_and_no_more),
        cmocka_unit_test(a_page_is_one_sheet),
        cmocka_unit_test(what_blocks_is_on_the_page_with_who_says_so),
        cmocka_unit_test(made_up_cases_fit_a_page),
        cmocka_unit_test(a_case_that_wants_to_burst_the_page_does_not),
        cmocka_unit_test(what_became_known_since_is_told_by_sort),
        cmocka_unit_test(an_account_that_later_claims_settle_is_told_as_settled),
        cmocka_unit_test(an_account_of_another_kind_is_told_as_that_and_not_as_settled),
        cmocka_unit_test(the_command_that_a_page_names_shows_all_that_is_new_of_it),
        cmocka_unit_test(machines_are_told_the_names),
        cmocka_unit_test(machines_are_told_of_exchanges_and_of_the_order),
        cmocka_unit_test(a_date_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
