/* Small papers as a terminal shows them, to the cell. What holds of every paper is in
 * render_test.c. */
#include "truce/document/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(literal) TRUCE_STR(literal)

static void expect_text(const truce_document *doc, int width, bool colour, const char *want) {
    truce_buffer out = truce_buffer_new();
    const truce_text_style style = {.width = width, .colour = colour};
    assert_int_equal(truce_document_text(doc, style, &out, NULL), TRUCE_OK);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
}

static void add_position(truce_document *doc, truce_cell *cell, truce_str what) {
    truce_sentence *const s = truce_document_sentence(doc, truce_document_cell(doc, cell));
    truce_sentence_add(doc, s, TRUCE_SPAN_STRONG, S("demands"));
    truce_sentence_add(doc, s, TRUCE_SPAN_TERM, what);
    truce_sentence_badge(doc, s, TRUCE_TONE_CAUTION, S("one source"));
    truce_sentence_claim(doc, s, S("s2:P6"));
    truce_sentence_claim(doc, s, S("s2:P7"));
}

static truce_document matrix(truce_arena *arena) {
    const truce_column columns[] = {{S("Issue"), 20}, {S("A"), 40}, {S("B"), 40}};
    truce_document doc = truce_document_new(arena, S("T"), S(""));
    truce_block *const table = truce_document_table(&doc, S("Now"), columns, 3);
    truce_row *row = truce_document_row(&doc, table);
    truce_document_say(&doc, truce_document_cell(&doc, &row->cells[0]), S("Return"), S(""));
    add_position(&doc, &row->cells[1], S("home, for all"));
    add_position(&doc, &row->cells[1], S("now"));
    row = truce_document_row(&doc, table);
    truce_document_say(&doc, truce_document_cell(&doc, &row->cells[0]), S("Aid"), S(""));
    add_position(&doc, &row->cells[2], S("more"));
    return doc;
}

static void a_table_shares_its_width_and_aligns_its_columns(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = matrix(&arena);
    expect_text(&doc, 60, false,
                "T\n"
                "═\n"
                "\n"
                "Now\n"
                "\n"
                "Issue  │ A                        │ B\n"
                "───────┼──────────────────────────┼─────────────────────────\n"
                "Return │ · demands “home, for     │ —\n"
                "       │   all” [one source]      │\n"
                "       │   (s2:P6, s2:P7)         │\n"
                "       │ · demands “now” [one     │\n"
                "       │   source] (s2:P6, s2:P7) │\n"
                "───────┼──────────────────────────┼─────────────────────────\n"
                "Aid    │ —                        │ demands “more” [one\n"
                "       │                          │ source] (s2:P6, s2:P7)\n");
    truce_arena_clear(&arena);
}

static void a_table_that_is_too_narrow_is_stacked(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_column columns[] = {{S("Issue"), 20}, {S("A"), 40}, {S("B"), 40}, {S("C"), 40}};
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    truce_block *const table = truce_document_table(&doc, S(""), columns, 4);
    truce_row *const row = truce_document_row(&doc, table);
    truce_document_say(&doc, truce_document_cell(&doc, &row->cells[0]), S("Return of all"), S(""));
    for (size_t i = 1; i < 3; i++) {
        add_position(&doc, &row->cells[i], S("home, for all"));
    }
    truce_document_say(&doc, truce_document_cell(&doc, &row->cells[3]),
                       S("is silent on all of this"), S(""));
    expect_text(&doc, 40, false,
                "T\n═\n\n"
                "Return of all\n"
                "  A:\n"
                "    demands “home, for all” [one source]\n"
                "    (s2:P6, s2:P7)\n"
                "  B:\n"
                "    demands “home, for all” [one source]\n"
                "    (s2:P6, s2:P7)\n"
                "  C:\n"
                "    is silent on all of this\n");
    truce_arena_clear(&arena);
}

static void lists_set_their_names_in_a_column(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("Title"), S("Subtitle"));
    truce_document_say(&doc, truce_document_note(&doc),
                       S("A note that is long enough to need two lines."), S(""));
    (void)truce_document_heading(&doc, 2, S("who"), S("Who"));
    truce_block *list = truce_document_list(&doc);
    truce_document_say(&doc, truce_document_item(&doc, list, S("s2"), S("Agency")),
                       S("Published on Sunday, captured later."), S(""));
    truce_document_say(&doc, truce_document_item(&doc, list, S("s2:P6"), S("s2:P6")),
                       S("Somebody said so."), S("a rule"));
    truce_document_say(&doc, truce_document_item(&doc, list, S(""), S("a-name-too-long-for-it")),
                       S("Text."), S(""));
    list = truce_document_list(&doc);
    truce_document_say(&doc, truce_document_item(&doc, list, S(""), S("")), S("Unnamed."), S(""));
    expect_text(&doc, 40, false,
                "Title\n═════\nSubtitle\n\n"
                "│ A note that is long enough to need two\n"
                "│ lines.\n"
                "\n\nWho\n───\n\n"
                "s2     Agency: Published on Sunday,\n"
                "       captured later.\n"
                "s2:P6  Somebody said so. (computed: a\n"
                "       rule)\n"
                "a-name-too-long-for-it\n"
                "       Text.\n"
                "\n- Unnamed.\n");
    truce_arena_clear(&arena);
}

static void colour_is_bold_for_titles_and_dim_or_bright_for_the_rest(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    truce_sentence *const s =
        truce_document_say(&doc, truce_document_paragraph(&doc), S("Plain"), S(""));
    truce_sentence_add(&doc, s, TRUCE_SPAN_MUTED, S("quiet"));
    truce_sentence_badge(&doc, s, TRUCE_TONE_CAUTION, S("one source"));
    truce_sentence_claim(&doc, s, S("s2:P6"));
    expect_text(&doc, 40, true,
                "\033[1mT\033[0m\n═\n\n"
                "Plain \033[2mquiet\033[0m \033[33m[one source]\033[0m \033[36m(s2:P6)\033[0m\n");
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_shares_its_width_and_aligns_its_columns),
        cmocka_unit_test(a_table_that_is_too_narrow_is_stacked),
        cmocka_unit_test(lists_set_their_names_in_a_column),
        cmocka_unit_test(colour_is_bold_for_titles_and_dim_or_bright_for_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
