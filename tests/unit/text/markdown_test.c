/* A text as Markdown: what was written is read back to the same, whatever signs stand in it; each
 * form that people write; memory that runs out. What is refused stands in
 * tests/golden/text/import*. */
#include "truce/text/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "truce/case/read.h"

enum { ROUNDS = 600 };

#define HEAD "truce 1\nparty union \"U\"\nparty company \"C\"\n"

/* Read a case and lay its first text out. */
static truce_status lay(truce_str bytes, truce_arena *arena, truce_case *c, truce_drafts *d) {
    const truce_input input = {TRUCE_STR("t.truce"), bytes};
    truce_view view;
    truce_report report = truce_report_new(arena);
    truce_status status = truce_case_view(&input, 1, TRUCE_STR(""), arena, &view, NULL);
    if (status == TRUCE_OK) {
        status = truce_case_read(&view, (truce_read_options){0}, arena, c, &report, NULL);
    }
    if (status == TRUCE_EPARSE) {
        truce_buffer text = truce_buffer_new();
        truce_report_show(&report, false, &text);
        print_message("%.*s\n%.*s", TRUCE_STR_ARGS(bytes), TRUCE_STR_ARGS(truce_buffer_str(&text)));
        truce_buffer_clear(&text);
    }
    return status == TRUCE_OK ? truce_drafts_make(c, &(truce_draft_asked){0}, arena, d, NULL)
                              : status;
}

static void write_markdown(truce_str bytes, truce_buffer *out) {
    truce_arena arena = truce_arena_new();
    truce_case c;
    truce_drafts d;
    assert_int_equal(lay(bytes, &arena, &c, &d), TRUCE_OK);
    assert_true(truce_markdown_write(&d, 0, &arena, out));
    truce_arena_clear(&arena);
}

static void expect_same(truce_str got, truce_str want) {
    if (!truce_str_equal(got, want)) {
        fail_msg("\n%.*s\nis not\n%.*s", TRUCE_STR_ARGS(got), TRUCE_STR_ARGS(want));
    }
}

/* The records of Markdown, as a case of their own. */
static void read_markdown(truce_str bytes, truce_buffer *out) {
    truce_arena arena = truce_arena_new();
    truce_report report;
    truce_buffer_lit(out, HEAD);
    const truce_status status =
        truce_markdown_read(TRUCE_STR("t.md"), bytes, 3, &arena, out, &report, NULL);
    if (status != TRUCE_OK) {
        truce_buffer text = truce_buffer_new();
        truce_report_show(&report, false, &text);
        fail_msg("%.*s\n%.*s", TRUCE_STR_ARGS(bytes), TRUCE_STR_ARGS(truce_buffer_str(&text)));
    }
    truce_arena_clear(&arena);
}

/* ---- there and back ---- */

static const char *const pieces[] = {
    "a", "word", " ", "  ",   "#",    "-",   "*", "_",        "4.",        "2)", "[[",
    "]", "|",    ":", "\\\\", "\\\"", "{#x", "}", "`",        "<b>",       "&",  "=",
    "~", "+",    ">", "!",    "1",    "(",   ")", "\xD7\xA9", "(nothing)", ",",  "union: "};

/* Some of them; without [[ where that stands for itself, and without spaces at both ends of a
 * paragraph, which may have none. */
static void put_words(uint64_t *seed, bool paragraph, truce_buffer *out) {
    const size_t n = 1 + (size_t)below(seed, 7);
    truce_buffer_lit(out, "\"");
    if (paragraph) {
        truce_buffer_add(out, truce_str_of(below(seed, 2) == 0 ? "4." : "x"));
    }
    for (size_t i = 0; i < n; i++) {
        const char *const piece = pieces[below(seed, sizeof pieces / sizeof *pieces)];
        if (paragraph || strcmp(piece, "[[") != 0) {
            truce_buffer_add(out, truce_str_of(piece));
        } else {
            truce_buffer_lit(out, "[");
        }
    }
    if (paragraph) {
        truce_buffer_lit(out, ".");
    }
    truce_buffer_lit(out, "\"");
}

static void put_case(uint64_t *seed, truce_buffer *out) {
    static const char *const numbers[] = {"",
                                          " number \"4\"",
                                          " number \"4.10\"",
                                          " number \"IV (a)\"",
                                          " number \"\\\"x\\\\\"",
                                          " number \"4.\""};
    static const char *const owners[] = {"", " of union", " of union, company"};
    truce_buffer_lit(out, HEAD "text t ");
    put_words(seed, false, out);
    truce_buffer_lit(out, "\n");
    const size_t clauses = (size_t)below(seed, 5);
    for (size_t i = 0; i < clauses; i++) {
        truce_buffer_printf(out, "clause c%zu ", i);
        put_words(seed, false, out);
        truce_buffer_printf(out, " of t%s\n",
                            numbers[below(seed, sizeof numbers / sizeof *numbers)]);
        if (below(seed, 5) == 0) {
            continue;
        }
        truce_buffer_printf(out, "wording w%zu of c%zu version 1\n", i, i);
        const size_t paragraphs = 1 + (size_t)below(seed, 3);
        for (size_t k = 0; k < paragraphs; k++) {
            truce_buffer_lit(out, "  paragraph ");
            put_words(seed, true, out);
            if (below(seed, 2) == 0) {
                out->size--; /* goes on behind the words */
                truce_buffer_printf(out, "[b%zu] and [b%zu]\"", k, k);
                truce_buffer_printf(out, "\n  bracket b%zu ", k);
                put_words(seed, false, out);
                truce_buffer_printf(out, "%s\n  bracket b%zu of company", owners[below(seed, 3)],
                                    k);
            }
            truce_buffer_lit(out, "\n");
        }
    }
}

static void what_is_written_is_read_back(void **state) {
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t seed = round;
        truce_buffer text = truce_buffer_new();
        truce_buffer first = truce_buffer_new();
        truce_buffer again = truce_buffer_new();
        truce_buffer second = truce_buffer_new();
        put_case(&seed, &text);
        write_markdown(truce_buffer_str(&text), &first);
        read_markdown(truce_buffer_str(&first), &again);
        write_markdown(truce_buffer_str(&again), &second);
        expect_same(truce_buffer_str(&second), truce_buffer_str(&first));
        truce_buffer_clear(&text);
        truce_buffer_clear(&first);
        truce_buffer_clear(&again);
        truce_buffer_clear(&second);
    }
}

/* ---- what people write ---- */

static void expect_read(const char *markdown, const char *want) {
    truce_buffer got = truce_buffer_new();
    read_markdown(truce_str_of(markdown), &got);
    expect_same((truce_str){got.data + strlen(HEAD), got.size - strlen(HEAD)}, truce_str_of(want));
    truce_buffer_clear(&got);
}

static void headings_are_clauses_and_empty_lines_part_paragraphs(void **state) {
    (void)state;
    expect_read(
        "# The *deal* {#deal}\r\n\r\n## 4.2. Pay, again\r\nTo be paid\r\n  on Friday.\r\n\r\n"
        "## (a) Rest {#rest number=\"IV\"}\n\none\n\n- two\n- three\n",
        "text deal \"The *deal*\"\n"
        "\nclause c-pay-again \"Pay, again\" of deal number \"4.2\"\n"
        "\nclause rest \"(a) Rest\" of deal number \"IV\"\n"
        "\nwording c-pay-again-v3 of c-pay-again version 3\n"
        "  paragraph \"To be paid on Friday.\"\n"
        "\nwording rest-v3 of rest version 3\n"
        "  paragraph \"one\"\n  paragraph \"- two\"\n  paragraph \"- three\"\n");
}

static void brackets_have_owners_and_stand_once(void **state) {
    (void)state;
    expect_read("# T {#t}\n## A {#a}\nIt [union: shall|company,union:  may \\| not\\ ] end\n"
                "[union: shall|company,union:  may \\| not\\ ] or \\[x].\n",
                "text t \"T\"\n\nclause a \"A\" of t\n"
                "\nwording a-v3 of a version 3\n"
                "  paragraph \"It [b1] end [b1] or [[x].\"\n"
                "  bracket b1 \"shall\" of union\n"
                "  bracket b1 \"may | not \" of company, union\n");
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    static const char markdown[] =
        "# T\n\nPre\n\n## 1 A {#a}\n\nx [union: b | company: (nothing)] y\n";
    truce_status status = TRUCE_ENOMEM;
    long n = 0;
    for (; status == TRUCE_ENOMEM; n++) {
        truce_arena arena = truce_arena_new();
        truce_buffer out = truce_buffer_new();
        truce_report report;
        allocations_left = n;
        status = truce_markdown_read(TRUCE_STR("t.md"), truce_str_of(markdown), 1, &arena, &out,
                                     &report, NULL);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || out.size == 0);
        truce_buffer_clear(&out);
        truce_arena_clear(&arena);
    }
    assert_int_equal(status, TRUCE_OK);
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(headings_are_clauses_and_empty_lines_part_paragraphs),
        cmocka_unit_test(brackets_have_owners_and_stand_once),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
