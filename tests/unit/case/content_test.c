/* What an offer says, as bytes: however it is laid out, and whatever is noted with it. */
#include "truce/case/content.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect_content(const char *text, const char *want, const char *want_salt) {
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(text)};
    truce_case_part *parts = NULL;
    size_t n = 0;
    truce_str salt;
    assert_int_equal(truce_case_parts(&input, 1, &arena, &parts, &n, NULL), TRUCE_OK);
    assert_int_equal(n, 1);
    assert_true(truce_case_is_offer(&parts[0], TRUCE_STR("")));
    assert_true(truce_case_is_offer(&parts[0], TRUCE_STR("f")));
    assert_false(truce_case_is_offer(&parts[0], TRUCE_STR("g")));
    truce_case_content(&parts[0], &out, &salt);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    assert_true(truce_str_equal(salt, truce_str_of(want_salt)));
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void content_is_the_first_line_then_texts_then_terms(void **state) {
    (void)state;
    expect_content("truce 1\noffer f \"F\" by a to b, c replaces e\n  text \"one\"\n  terms\n"
                   "    w 4.50\n    l low or more if \"x\"\n  text \"two\"\n  salt \"s\"\n",
                   "offer f \"F\" by a to b, c replaces e\ntext \"one\"\ntext \"two\"\nterms\n"
                   "w 4.50\nl low or more if \"x\"\n",
                   "s");
    expect_content("truce 1\nmessage f \"F\"\n  text \"a \\\"b\\\" \\\\\"\n",
                   "message f \"F\"\ntext \"a \\\"b\\\" \\\\\"\n", "");
}

static void layout_comments_notes_and_reports_are_no_part_of_it(void **state) {
    (void)state;
    expect_content("truce 1\n# before\noffer   f  \"F\"  by a ,b # aside\n\n  note \"n\"\n"
                   "  terms from s:P1\n    w 5\n  why \"y\"\n  terms   # as issued\n\n"
                   "      w   4\n  audience team\n  salt \"c2FsdA==\"\n# behind\n",
                   "offer f \"F\" by a, b\nterms\nw 4\n", "c2FsdA==");
    expect_content("truce 1\r\noffer f \"F\"\r\n  text \"x\"\r\n", "offer f \"F\"\ntext \"x\"\n",
                   "");
}

static void other_records_are_no_offers(void **state) {
    (void)state;
    const truce_case_part part = {.kind = TRUCE_STR("claim"), .name = TRUCE_STR("f")};
    assert_false(truce_case_is_offer(&part, TRUCE_STR("f")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_is_the_first_line_then_texts_then_terms),
        cmocka_unit_test(layout_comments_notes_and_reports_are_no_part_of_it),
        cmocka_unit_test(other_records_are_no_offers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
