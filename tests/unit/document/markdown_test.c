/* Small papers in Markdown, to the byte, and every way a text could become markup. */
#include "truce/document/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(literal) TRUCE_STR(literal)

static void expect_markdown(const truce_document *doc, const char *want) {
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_document_markdown(doc, &out, NULL), TRUCE_OK);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
}

static void a_paper_with_one_block_of_each_kind(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("Title"), S("Subtitle"));
    truce_document_say(&doc, truce_document_note(&doc), S("A note."), S(""));
    (void)truce_document_heading(&doc, 2, S("who"), S("Who"));
    truce_sentence *s =
        truce_document_say(&doc, truce_document_paragraph(&doc), S("They"), S("a rule"));
    truce_sentence_add(&doc, s, TRUCE_SPAN_STRONG, S(" demand "));
    truce_sentence_add(&doc, s, TRUCE_SPAN_TERM, S("home"));
    truce_sentence_add(&doc, s, TRUCE_SPAN_MUTED, S("."));
    truce_sentence_badge(&doc, s, TRUCE_TONE_PLAIN, S("B"));
    truce_sentence_badge(&doc, s, TRUCE_TONE_CAUTION, S("one source"));
    truce_sentence_badge(&doc, s, TRUCE_TONE_STRONG, S("narrator"));
    truce_sentence_claim(&doc, s, S("s2:P6"));
    truce_sentence_claim(&doc, s, S("s2:P7"));
    (void)truce_document_heading(&doc, 3, S("x"), S("Sources"));
    truce_block *const list = truce_document_list(&doc);
    truce_document_say(&doc, truce_document_item(&doc, list, S("s2"), S("Agency")), S("x"), S(""));
    truce_document_say(&doc, truce_document_item(&doc, list, S(""), S("")), S("y"), S(""));
    const truce_column columns[] = {{S("Issue"), 1}, {S("A|B"), 1}};
    truce_block *const table = truce_document_table(&doc, S("Now"), columns, 2);
    truce_row *const row = truce_document_row(&doc, table);
    truce_document_say(&doc, truce_document_cell(&doc, &row->cells[0]), S("one|two"), S(""));
    truce_document_say(&doc, truce_document_cell(&doc, &row->cells[0]), S("three"), S(""));
    expect_markdown(&doc, "# Title\n\nSubtitle\n\n> A note.\n\n## Who\n\n"
                          "They **demand** “home”. \\[B\\] *\\[one source\\]* **\\[narrator\\]** "
                          "(s2:P6, s2:P7) (computed: a rule)\n\n"
                          "### Sources\n\n- **s2**: **Agency**: x\n- y\n\n"
                          "**Now**\n\n| Issue | A\\|B |\n| --- | --- |\n"
                          "| one\\|two<br>three | — |\n");
    truce_arena_clear(&arena);
}

static void no_text_becomes_markup(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"# x", "\\# x"},
        {"- x", "\\- x"},
        {"+ x", "\\+ x"},
        {"=== x", "\\=== x"},
        {"> x", "\\> x"},
        {"12. x", "12\\. x"},
        {"12) x", "12\\) x"},
        {"12 x", "12 x"},
        {"    code", "code"},
        {"a - b + c = 1. d", "a - b + c = 1. d"},
        {"*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"},
        {"[a](b) ![c]", "\\[a\\](b) !\\[c\\]"},
        {"<b> &amp; \\", "\\<b\\> \\&amp; \\\\"},
        {"a\nb", "a\\\\u{A}b"},
        {"\xE2\x80\xAE", "\\\\u{202E}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_arena arena = truce_arena_new();
        truce_document doc = truce_document_new(&arena, S("T"), S(""));
        truce_document_say(&doc, truce_document_paragraph(&doc), truce_str_of(cases[i].text),
                           S(""));
        const truce_str want = truce_arena_printf(&arena, "# T\n\n%s\n", cases[i].want);
        expect_markdown(&doc, want.data);
        truce_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_with_one_block_of_each_kind),
        cmocka_unit_test(no_text_becomes_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
