/* Lines taken apart into tokens, then every byte on its own, then what is refused and where. */
#include "case/lex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The line's tokens, written as w(word) t(text) , and ! for what is no token. */
static const char *taken_apart(const char *line, size_t size) {
    static char out[512];
    size_t used = 0;
    lexer lex = lexer_new(line, line + size);
    for (lexer_next(&lex); lex.kind != TOKEN_END; lexer_next(&lex)) {
        const char *const open = lex.kind == TOKEN_WORD ? "w(" : lex.kind == TOKEN_TEXT ? "t(" : "";
        const int shown = lex.kind == TOKEN_BAD ? 0 : (int)lex.size;
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s%s", open, shown, lex.at,
                                 lex.kind == TOKEN_BAD ? "!"
                                 : *open != '\0'       ? ")"
                                                       : "");
    }
    assert_ptr_equal(lex.at, line + size);
    lexer_next(&lex);
    assert_int_equal(lex.kind, TOKEN_END); /* the end stays the end */
    out[used] = '\0';
    return out;
}

static void expect_tokens(const char *line, const char *want) {
    assert_string_equal(taken_apart(line, strlen(line)), want);
}

static void a_line_is_words_texts_and_commas(void **state) {
    (void)state;
    expect_tokens("", "");
    expect_tokens("   ", "");
    expect_tokens("party union \"Dockers\"", "w(party)w(union)t(Dockers)");
    expect_tokens("per a,b , c", "w(per)w(a),w(b),w(c)");
    expect_tokens("wage 4.0..5.0 2024-05~ s2:P8.office",
                  "w(wage)w(4.0..5.0)w(2024-05~)w(s2:P8.office)");
    expect_tokens("a\"b\"c\"d\"", "w(a)t(b)w(c)t(d)");
    expect_tokens("\"\"", "t()");
}

static void a_comment_runs_to_the_end_outside_of_quotes(void **state) {
    (void)state;
    expect_tokens("# all of it, \"too", "");
    expect_tokens("talks slow# so they say", "w(talks)w(slow)");
    expect_tokens("note \"no. # here\" # but here", "w(note)t(no. # here)");
}

static void escapes_stay_as_written_and_are_marked(void **state) {
    (void)state;
    expect_tokens("\"a \\\"b\\\" \\\\\"", "t(a \\\"b\\\" \\\\)");
    static const char text[] = "\"\\\\\" \"b\"";
    lexer lex = lexer_new(text, text + sizeof text - 1);
    lexer_next(&lex);
    assert_true(lex.escaped);
    lexer_next(&lex);
    assert_false(lex.escaped);
}

static void expect_fault(const char *line, token_fault why, size_t at) {
    lexer lex = lexer_new(line, line + strlen(line));
    do {
        lexer_next(&lex);
    } while (lex.kind != TOKEN_BAD && lex.kind != TOKEN_END);
    assert_int_equal(lex.kind, TOKEN_BAD);
    assert_int_equal(lex.why, why);
    assert_int_equal(lex.at - line, at);
    lexer_next(&lex);
    assert_int_equal(lex.kind, TOKEN_END); /* nothing is made of the rest */
}

static void what_is_no_token_says_why_and_where(void **state) {
    (void)state;
    expect_fault("note \"open", FAULT_OPEN_TEXT, 5);
    expect_fault("note \"open\\\"", FAULT_OPEN_TEXT, 5);
    expect_fault("note \"a\\n\"", FAULT_ESCAPE, 7);
    expect_fault("note \"a\\", FAULT_ESCAPE, 7);
    expect_fault("a\tb", FAULT_TAB, 1);
    expect_fault("\"a\tb\"", FAULT_TAB, 2);
    expect_fault("a # b\tc", FAULT_TAB, 5);
    expect_fault("a # b\x01", FAULT_CONTROL, 5);
    expect_fault("a\x7f", FAULT_CONTROL, 1);
    expect_fault("\"\x1b[m\"", FAULT_CONTROL, 1);
    expect_fault("a\rb", FAULT_CONTROL, 1);
}

static void every_byte_is_a_letter_or_has_a_meaning(void **state) {
    (void)state;
    for (int b = 0; b < 256; b++) {
        const char line[] = {'a', (char)b, 'b'};
        const char *const got = taken_apart(line, sizeof line);
        const char *want = NULL;
        char word[8];
        if (b == ' ') {
            want = "w(a)w(b)";
        } else if (b == ',') {
            want = "w(a),w(b)";
        } else if (b == '#') {
            want = "w(a)";
        } else if (b < 0x20 || b == 0x7f || b == '"') {
            want = "w(a)!";
        } else {
            (void)snprintf(word, sizeof word, "w(a%cb)", b);
            want = word;
        }
        assert_string_equal(got, want);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_words_texts_and_commas),
        cmocka_unit_test(a_comment_runs_to_the_end_outside_of_quotes),
        cmocka_unit_test(escapes_stay_as_written_and_are_marked),
        cmocka_unit_test(what_is_no_token_says_why_and_where),
        cmocka_unit_test(every_byte_is_a_letter_or_has_a_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
