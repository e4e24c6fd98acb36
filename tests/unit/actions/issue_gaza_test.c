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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            what_rests_on_a_headline_alone_says_so_and_what_is_set_against_it_stands_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
