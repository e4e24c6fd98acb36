/* Columns of a table that was filled by hand: what headings need, in cells of a terminal and in
 * letters on paper. */
#include "truce/document/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { COLUMNS = 3 };

/* A box to tick under a short heading, beside two columns of much text. */
static bool share_out(size_t width, double share, size_t widths[COLUMNS]) {
    static const truce_column columns[COLUMNS] = {
        {{"Done", 4}, 2}, {{"What is due", 11}, 40}, {{"From whom it is due", 19}, 40}};
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, TRUCE_STR("Widths"), TRUCE_STR(""));
    truce_flow flow = truce_document_flow_new();
    truce_block *const table = truce_document_table(&doc, TRUCE_STR("To tick"), columns, COLUMNS);
    truce_row *const row = truce_document_row(&doc, table);
    for (size_t i = 0; i < COLUMNS; i++) {
        truce_sentence *const sentence =
            truce_document_sentence(&doc, truce_document_cell(&doc, &row->cells[i]));
        truce_sentence_add(
            &doc, sentence, TRUCE_SPAN_PLAIN,
            i == 0 ? TRUCE_STR("x")
                   : TRUCE_STR("so many words that no line of a table has room for all of them"));
    }
    assert_false(doc.failed);
    const bool fits = truce_document_table_widths(table, width, 3, share, &flow, widths);
    truce_document_flow_clear(&flow);
    truce_arena_clear(&arena);
    return fits;
}

static void a_heading_has_its_own_width_on_a_terminal(void **state) {
    size_t widths[COLUMNS];
    (void)state;
    assert_true(share_out(80, 0, widths));
    assert_int_equal(widths[0], 4);
    assert_int_equal(widths[0] + widths[1] + widths[2] + 6, 80);
}

/* Bold letters are wider than a cell is taken to be: in four of them "Done" would be broken. */
static void no_word_of_a_heading_is_broken_on_paper(void **state) {
    static const double cell = .56;
    size_t widths[COLUMNS];
    (void)state;
    for (size_t width = 60; width <= 200; width++) {
        assert_true(share_out(width, cell, widths));
        assert_true((double)widths[0] * cell >=
                    truce_drawing_text_width(TRUCE_STR("Done"), 1, true));
        assert_true(widths[0] <= 7);
        assert_true(widths[0] + widths[1] + widths[2] + 6 <= width);
    }
}

static void where_there_is_too_little_room_it_says_so(void **state) {
    size_t widths[COLUMNS];
    (void)state;
    assert_false(share_out(30, .56, widths));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_has_its_own_width_on_a_terminal),
        cmocka_unit_test(no_word_of_a_heading_is_broken_on_paper),
        cmocka_unit_test(where_there_is_too_little_room_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
