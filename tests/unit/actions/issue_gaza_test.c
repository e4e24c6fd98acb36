/* A brief of one issue of cases/gaza-talks: what the articles say of it, all of it and no half. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "truce/actions/accounts.h"
#include "truce/actions/swaps.h"

#define GAZA CASE("gaza-talks")

/* An answer as Markdown, in which no line is broken; free it. */
static char *told(answerer ask, const question *q) {
    truce_buffer out = answer(ask, q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    char *const text = malloc(out.size);
    assert_non_null(text);
    memcpy(text, out.data, out.size);
    truce_buffer_clear(&out);
    return text;
}

static char *brief_of(const char *issue) {
    const question q = {.path = GAZA, .issue = issue};
    return told(truce_brief_answer, &q);
}

/* The line that holds `begin`, of which `end` must be on it too. */
static void expect_line(const char *text, const char *begin, const char *end) {
    const char *const at = strstr(text, begin);
    if (at == NULL) {
        fail_msg("nothing says: %s", begin);
    }
    const char *const stop = strchr(at, '\n');
    const char *const found = strstr(at, end);
    if (found == NULL || (stop != NULL && found > stop)) {
        fail_msg("%s: not \"%s\" but: %.*s", begin, end,
                 stop != NULL ? (int)(stop - at) : (int)strlen(at), at);
    }
}

static void
what_rests_on_a_headline_alone_says_so_and_what_is_set_against_it_stands_there(void **state) {
    (void)state;
    static const char *const pages[] = {"rafah", "duration"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *const text = brief_of(pages[i]);
        assert_non_null(strstr(text, "What matters most"));
        expect_line(text, "Operation in Rafah \xE2\x80\x94 the report s4", "headline only");
        assert_non_null(strstr(text, "(s4:P7.issue)"));
        free(text);
    }
    char *const rafah = brief_of("rafah");
    expect_line(rafah, "matters most \xE2\x80\x94 the report s4", "headline only");
    free(rafah);
    /* Only as much is said to matter: nothing is set against that. */
    char *const blockade = brief_of("blockade");
    assert_null(strstr(blockade, "What matters most"));
    free(blockade);
}

static void blame_over_an_issue_has_what_others_say_of_the_same_time_beside_it(void **state) {
    (void)state;
    char *const rafah = brief_of("rafah");
    expect_line(rafah, "**On whom blame falls**", "blame on Hamas \xE2\x80\x94 2 officials");
    expect_line(rafah, "**On whom blame falls**", "the Rafah vow");
    expect_line(rafah, "**On whom blame falls**", "no blame on Benjamin Netanyahu (Israel)");
    expect_line(rafah, "**On whom blame falls**", "(s4:P10.officials)");
    assert_null(strstr(rafah, "bad faith")); /* of another time */
    free(rafah);
    /* Accusations over the war, by both, in claims that speak of the blockade too. */
    char *const blockade = brief_of("blockade");
    assert_null(strstr(blockade, "On whom blame falls"));
    free(blockade);
}

static void what_a_claim_says_of_other_issues_is_counted_and_the_issues_are_named(void **state) {
    (void)state;
    char *const text = brief_of("blockade");
    expect_line(text, "**s3:P5**:", "; and 3 on other issues.");
    expect_line(text, "**s0:P8.demands**:", "Blockade of Gaza: lifted; and 7 on other issues.");
    expect_line(text, "**s2:P6**:", "; and 6 on other issues.");
    expect_line(text, "**See also**: Attacks from Gaza", "(--issue rebuilding).");
    free(text);
}

static void only_accounts_of_which_most_is_about_the_issue_stand_on_its_page(void **state) {
    (void)state;
    char *const blockade = brief_of("blockade");
    assert_null(strstr(blockade, "Who governs Gaza"));
    free(blockade);
    char *const hostages = brief_of("hostages");
    assert_null(strstr(hostages, "Comprehensive or limited"));
    assert_null(strstr(hostages, "Two different triggers"));
    free(hostages);
    char *const duration = brief_of("duration");
    assert_non_null(strstr(duration, "Comprehensive or limited"));
    free(duration);
    char *const network = brief_of("aid-network");
    assert_non_null(strstr(network, "Does Hamas divert aid?"));
    free(network);
}

static void beside_a_number_that_is_missing_stands_the_one_that_is_told(void **state) {
    (void)state;
    char *const text = brief_of("hostages");
    expect_line(text, "No position gives an exact number", "counted as 130");
    expect_line(text, "No position gives an exact number", "(s2:P6.facts)");
    free(text);
    char *const aid = brief_of("prisoner-classes");
    assert_null(strstr(aid, "counted as 130"));
    free(aid);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            what_rests_on_a_headline_alone_says_so_and_what_is_set_against_it_stands_there),
        cmocka_unit_test(blame_over_an_issue_has_what_others_say_of_the_same_time_beside_it),
        cmocka_unit_test(what_a_claim_says_of_other_issues_is_counted_and_the_issues_are_named),
        cmocka_unit_test(only_accounts_of_which_most_is_about_the_issue_stand_on_its_page),
        cmocka_unit_test(beside_a_number_that_is_missing_stands_the_one_that_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
