/* The single text where memory runs out: each page and form of it, and what other answers tell of
 * it. What is told stands in the pages of tests/golden/text. */
#include "truce/actions/text.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/folder.h"
#include "support/memory.h"
#include "truce/actions/impasse.h"

#define SINGLE CASE("single-text.truce")

typedef struct asked {
    answerer ask;
    truce_request request;
} asked;

static const asked pages[] = {
    {truce_text_answer, {.seed = 0}},           {truce_text_answer, {.clause = {"3", 1}}},
    {truce_text_answer, {.version = {"1", 1}}}, {truce_text_answer, {.redline = {"1..3", 4}}},
    {truce_text_answer, {.history = true}},     {truce_text_answer, {.falls = {"3", 1}}},
    {truce_text_answer, {.draft = true}},       {truce_matrix_answer, {.seed = 0}},
    {truce_impasse_answer, {.seed = 0}},        {truce_brief_answer, {.sections = {"text", 4}}},
};

/* Everything is let through but what comes after `allowed` allocations: one of them, or all. */
static bool runs_out(const asked *page, truce_paper_form form, long allowed, bool once) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const char *const paths[] = {SINGLE};
    const truce_paper paper = {.form = form, .text = {.width = 80}};
    open_case(&session, &(question){.path = SINGLE}, paths, 1);
    session.request.clause = page->request.clause;
    session.request.version = page->request.version;
    session.request.redline = page->request.redline;
    session.request.falls = page->request.falls;
    session.request.sections = page->request.sections;
    session.request.history = page->request.history;
    session.request.draft = page->request.draft;
    truce_buffer_lit(&out, "before");
    fails_once = once;
    allocations_left = allowed;
    const truce_status status = page->ask(&session, paper, &out, &err);
    const bool failed = allocations_left < 0;
    allocations_left = LONG_MAX;
    assert_int_equal(status, failed ? TRUCE_ENOMEM : TRUCE_OK);
    assert_true(failed ? out.size == 6 : out.size > 6);
    truce_buffer_clear(&out);
    truce_session_close(&session);
    return failed;
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    static const truce_paper_form forms[] = {TRUCE_PAPER_TEXT, TRUCE_PAPER_JSON, TRUCE_PAPER_HTML,
                                             TRUCE_PAPER_MARKDOWN};
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            for (int once = 0; once < 2; once++) {
                long allowed = 0;
                while (runs_out(&pages[i], forms[f], allowed, once == 1)) {
                    allowed++;
                }
                assert_true(allowed > 3);
            }
        }
    }
}

static truce_status import(const char *path, truce_buffer *out) {
    truce_error err;
    truce_report report;
    truce_arena arena = truce_arena_new();
    const truce_status status = truce_text_import(path, TRUCE_STR("2"), &arena, out, &report, &err);
    truce_arena_clear(&arena);
    return status;
}

static void an_import_without_memory_writes_nothing(void **state) {
    char folder[FOLDER_PATH];
    char path[FOLDER_PATH];
    static const char text[] = "# Rules {#rules}\n\n## 1 Gates {#gates}\n\nKarda [karda: may | "
                               "osmir: shall] open them.\n";
    (void)state;
    folder_make(folder);
    FILE *const file = fopen(folder_file(folder, "draft.md", path), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    long allowed = 0;
    for (bool failed = true; failed; allowed++) {
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "before");
        fails_once = false;
        allocations_left = allowed;
        const truce_status status = import(path, &out);
        failed = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, failed ? TRUCE_ENOMEM : TRUCE_OK);
        assert_true(failed ? out.size == 6 : out.size > 6);
        truce_buffer_clear(&out);
    }
    assert_true(allowed > 3);
    folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
        cmocka_unit_test(an_import_without_memory_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
