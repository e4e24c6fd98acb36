/* The canonical form by example, each of which must also be its own canonical form; then what the
 * header promises of broken text and of memory. */
#include "truce/case/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t allocations_left = SIZE_MAX;
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);
static bool memory_is_out(void) {
    return allocations_left != SIZE_MAX && (allocations_left == 0 || allocations_left-- == 0);
}
void *__wrap_malloc(size_t size) {
    return memory_is_out() ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t n, size_t size) {
    return memory_is_out() ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *p, size_t size) {
    return memory_is_out() ? NULL : __real_realloc(p, size);
}

static void expect_once(const char *text, size_t size, const char *want) {
    truce_buffer out = truce_buffer_new();
    truce_buffer_lit(&out, "before\n\n"); /* it is appended to, never trimmed */
    assert_int_equal(truce_case_format((truce_str){text, size}, &out, NULL), TRUCE_OK);
    truce_buffer_byte(&out, '\0');
    assert_memory_equal(out.data, "before\n\n", 8);
    assert_string_equal(out.data + 8, want);
    truce_buffer_clear(&out);
}

static void expect_format(const char *text, const char *want) {
    expect_once(text, strlen(text), want);
    expect_once(want, strlen(want), want);
}

static void nothing_stays_nothing(void **state) {
    (void)state;
    expect_format("", "");
    expect_format("\n\n  \n", "");
    expect_once(NULL, 0, "");
}

static void words_stand_one_space_apart_and_commas_behind_words(void **state) {
    (void)state;
    expect_format("truce   1  \n", "truce 1\n");
    expect_format("issue a  \"A\"\n  per   b ,c,  d\n", "issue a \"A\"\n  per b, c, d\n");
    expect_format("party a\"A\"of b\n", "party a \"A\" of b\n");
    expect_format("party a \"two  blanks, \\\"kept\\\"  \\\\\"\n",
                  "party a \"two  blanks, \\\"kept\\\"  \\\\\"\n");
}

static void the_last_line_needs_no_end_and_gets_one(void **state) {
    (void)state;
    expect_format("party a \"A\"", "party a \"A\"\n");
    expect_format("party a \"A\"\n\n\n", "party a \"A\"\n");
    expect_format("# nothing else", "# nothing else\n");
}

static void a_byte_order_mark_and_carriage_returns_go(void **state) {
    (void)state;
    expect_format("\xEF\xBB\xBFtruce 1\r\n\r\nparty a \"A\"\r\n# end\r\n",
                  "truce 1\n\nparty a \"A\"\n# end\n");
}

static void lines_are_indented_by_two_and_lists_by_four(void **state) {
    (void)state;
    expect_format("claim s:P1\n a demands all of\n      w 5\n  talks slow\n",
                  "claim s:P1\n  a demands all of\n    w 5\n  talks slow\n");
}

static void records_with_lines_are_parted_and_declarations_stay_together(void **state) {
    (void)state;
    expect_format(
        "truce 1\naudience public\nparty a \"A\"\nparty b \"B\"\nissue w \"W\"\n  rung x\n"
        "issue v \"V\"\n  rung y\nparty c \"C\"\n\n\n\nparty d \"D\"\n",
        "truce 1\naudience public\n\nparty a \"A\"\nparty b \"B\"\n\nissue w \"W\"\n"
        "  rung x\n\nissue v \"V\"\n  rung y\n\nparty c \"C\"\n\nparty d \"D\"\n");
}

static void comments_are_kept_where_they_belong(void **state) {
    (void)state;
    expect_format(
        "#! first\ntruce 1 # version\n# on a\nparty a \"A\"#who\n# between\nparty b \"B\"\n",
        "#! first\ntruce 1  # version\n\n# on a\nparty a \"A\"  #who\n# between\n"
        "party b \"B\"\n");
    expect_format("issue w \"W\"\n# low\n  rung x\n        # high   \n  rung y\n",
                  "issue w \"W\"\n  # low\n  rung x\n  # high\n  rung y\n");
    expect_format("claim s:P1\n  a demands all of\n# of what\n    w 5\n",
                  "claim s:P1\n  a demands all of\n    # of what\n    w 5\n");
    expect_format("party a \"A\"\n# 1\n\n# 2\n\n\n# 3\nparty b \"B\"\n",
                  "party a \"A\"\n# 1\n\n# 2\n\n# 3\nparty b \"B\"\n");
    expect_format("party a \"A\"\n\n  # last words\n\n", "party a \"A\"\n\n# last words\n");
}

/* Found by looking one line ahead only: the second run put in what the first had not. */
static void blank_lines_and_comments_inside_a_record_do_not_part_it(void **state) {
    (void)state;
    expect_format(
        "party a \"A\"\nissue w \"W\"\n\n  rung x\nissue v \"V\"\n  # y\n  rung y\nparty b \"B\"\n",
        "party a \"A\"\n\nissue w \"W\"\n  rung x\n\nissue v \"V\"\n  # y\n  rung y\n\n"
        "party b \"B\"\n");
}

static void what_cannot_be_taken_apart_is_copied_as_it_stands(void **state) {
    (void)state;
    expect_format("party  a  \"open  text\n", "party a \"open  text\n");
    expect_format("party  a  \"a\tb\"  c\n", "party a \"a\tb\"  c\n");
    expect_format("party  a  # a\tb  \n", "party a  # a\tb\n");
    expect_format("party  a  \"a\\n\"\n", "party a \"a\\n\"\n");
    expect_format("\"open\n", "\"open\n");
}

static void when_memory_is_out_it_says_so(void **state) {
    (void)state;
    char text[40000];
    size_t size = 0;
    while (size + 20 < sizeof text) {
        memcpy(text + size, "party  a \"A\"  # x\n", 18);
        size += 18;
    }
    size_t n = 0;
    for (truce_status status = TRUCE_ENOMEM; status != TRUCE_OK; n++) {
        truce_buffer out = truce_buffer_new();
        allocations_left = n;
        status = truce_case_format((truce_str){text, size}, &out, NULL);
        allocations_left = SIZE_MAX;
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
        truce_buffer_clear(&out);
    }
    assert_true(n > 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_stays_nothing),
        cmocka_unit_test(words_stand_one_space_apart_and_commas_behind_words),
        cmocka_unit_test(the_last_line_needs_no_end_and_gets_one),
        cmocka_unit_test(a_byte_order_mark_and_carriage_returns_go),
        cmocka_unit_test(lines_are_indented_by_two_and_lists_by_four),
        cmocka_unit_test(records_with_lines_are_parted_and_declarations_stay_together),
        cmocka_unit_test(comments_are_kept_where_they_belong),
        cmocka_unit_test(blank_lines_and_comments_inside_a_record_do_not_part_it),
        cmocka_unit_test(what_cannot_be_taken_apart_is_copied_as_it_stands),
        cmocka_unit_test(when_memory_is_out_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
