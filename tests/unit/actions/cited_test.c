/* What the short names of sources stand for is told below every answer: of those that it cites, and
 * of no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "truce/actions/accounts.h"
#include "truce/actions/actors.h"
#include "truce/actions/gaps.h"
#include "truce/actions/impasse.h"
#include "truce/actions/offers.h"
#include "truce/actions/sequence.h"
#include "truce/actions/timeline.h"
#include "truce/actions/ways.h"
#include "truce/actions/witnesses.h"

static const char title[] = "Sources cited here";

/* Whether "s2:" is cited, as "(s2:P9)" or ", s2:P9" or at the start of a line. */
static bool cites(const char *text, const char *key) {
    const size_t size = strlen(key);
    const char *at = text;
    while ((at = strstr(at, key)) != NULL) {
        if (at[size] == ':' && (at == text || strchr("( \n", at[-1]) != NULL)) {
            return true;
        }
        at += size;
    }
    return false;
}

/* The answer in two: what it says, and the list below; NULL for an answer without one. */
static char *cut(truce_buffer *out) {
    truce_buffer_byte(out, '\0');
    char *const list = strstr(out->data, title);
    if (list != NULL) {
        list[-1] = '\0';
    }
    return list;
}

static void expect_keys(const question *q, answerer ask, const char *const *keys, size_t n) {
    truce_buffer out = answer(ask, q, TRUCE_PAPER_TEXT);
    char *const list = cut(&out);
    const char *last = list;
    for (size_t i = 0; i < n; i++) {
        char line[40];
        (void)snprintf(line, sizeof line, "\n%s ", keys[i]);
        const char *const at = list != NULL ? strstr(list, line) : NULL;
        if ((at != NULL) != cites(out.data, keys[i])) {
            fail_msg("%s: cited, or listed, and not both: %s", q->path, keys[i]);
        }
        assert_true(at == NULL || at > last); /* in the case's order */
        last = at != NULL ? at : last;
    }
    truce_buffer_clear(&out);
}

static void each_source_that_an_answer_cites_is_listed_below_it_and_no_other(void **state) {
    (void)state;
    static const char *const gaza[] = {"s0", "s1", "s2", "s3", "s4", "falter-report"};
    static const char *const harbour[] = {"gazette", "minute", "diary"};
    static const answerer asks[] = {
        truce_accounts_answer,  truce_actors_answer, truce_gaps_answer,     truce_impasse_answer,
        truce_matrix_answer,    truce_offers_answer, truce_sequence_answer, truce_timeline_answer,
        truce_witnesses_answer, truce_ways_answer};
    static const question questions[] = {
        {.path = CASE("gaza-talks")},
        {.path = CASE("gaza-talks"), .only = "s2"},
        {.path = CASE("harbour-strike.truce")},
        {.path = CASE("harbour-strike.truce"), .reader = "public"},
    };
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
            expect_keys(&questions[q], asks[i], q < 2 ? gaza : harbour, q < 2 ? 6 : 3);
        }
    }
    const question issue = {.path = CASE("gaza-talks"), .issue = "rafah"};
    expect_keys(&issue, truce_brief_answer, gaza, 6);
    expect_keys(&issue, truce_matrix_answer, gaza, 6);
}

static void a_line_tells_what_it_is_who_printed_it_and_when(void **state) {
    (void)state;
    const question q = {.path = CASE("gaza-talks")};
    truce_buffer out = answer(truce_matrix_answer, &q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "Round Deadlock \xE2\x80\x94 press, StackCamp, undated"));
    assert_non_null(strstr(out.data, "press, Trendy Digests, 2024-03\\~ (estimate)"));
    truce_buffer_clear(&out);
    const question dated = {.path = CASE("harbour-strike.truce")};
    out = answer(truce_matrix_answer, &dated, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "Talks at the port stall \xE2\x80\x94 press, 2031-02-03"));
    truce_buffer_clear(&out);
}

static void a_brief_that_lists_its_sources_does_so_once(void **state) {
    (void)state;
    const question whole = {.path = CASE("gaza-talks")};
    const question part = {.path = CASE("gaza-talks"), .sections = "accounts"};
    truce_buffer out = answer(truce_brief_answer, &whole, TRUCE_PAPER_TEXT);
    assert_null(cut(&out));
    truce_buffer_clear(&out);
    out = answer(truce_brief_answer, &part, TRUCE_PAPER_TEXT);
    assert_non_null(cut(&out));
    truce_buffer_clear(&out);
}

static void machines_find_the_sources_of_every_answer(void **state) {
    (void)state;
    const question q = {.path = CASE("gaza-talks")};
    json_t *const root = json_answer(truce_offers_answer, &q);
    const json_t *const s2 = member(member(root, "sources"), "s2");
    assert_string_equal(text_of(s2, "publisher"), "Trendy Digests");
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_source_that_an_answer_cites_is_listed_below_it_and_no_other),
        cmocka_unit_test(a_line_tells_what_it_is_who_printed_it_and_when),
        cmocka_unit_test(a_brief_that_lists_its_sources_does_so_once),
        cmocka_unit_test(machines_find_the_sources_of_every_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
