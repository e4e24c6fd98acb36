/* What is put into a document stands there in order, and what memory cannot hold goes nowhere. */
#include "truce/document/document.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/document/parts.h"

#define S(literal) TRUCE_STR(literal)

static void blocks_stand_in_the_order_they_were_opened(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S("U"));
    assert_true(truce_str_equal(doc.language, S("en")));
    (void)truce_document_heading(&doc, 3, S("id"), S("H"));
    truce_document_say(&doc, truce_document_paragraph(&doc), S("p"), S("b"));
    (void)truce_document_note(&doc);
    truce_block *const list = truce_document_list(&doc);
    for (size_t i = 0; i < 100; i++) {
        (void)truce_document_item(&doc, list, S("a"), S("l"));
    }
    assert_int_equal(doc.n_blocks, 4);
    assert_int_equal(doc.blocks[0].level, 3);
    assert_int_equal(doc.blocks[1].kind, TRUCE_BLOCK_PARAGRAPH);
    assert_true(truce_str_equal(doc.blocks[1].passages[0].sentences[0].basis, S("b")));
    assert_int_equal(doc.blocks[2].n_passages, 1);
    assert_int_equal(doc.blocks[3].n_passages, 100);
    assert_true(truce_str_equal(doc.blocks[3].passages[99].anchor, S("a")));
    assert_false(doc.failed);
    truce_arena_clear(&arena);
}

static void a_row_has_one_blank_cell_for_each_column(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S(""), S(""));
    truce_column columns[3] = {{S("a"), 1}, {S("b"), 2}, {S("c"), 3}};
    truce_block *const table = truce_document_table(&doc, S("caption"), columns, 3);
    columns[1].title = S("changed"); /* they were copied */
    for (size_t i = 0; i < 20; i++) {
        truce_row *const row = truce_document_row(&doc, table);
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(row->cells[k].n_passages, 0);
        }
        (void)truce_document_cell(&doc, &row->cells[2]);
        (void)truce_document_cell(&doc, &row->cells[2]);
    }
    assert_int_equal(table->n_rows, 20);
    assert_int_equal(table->rows[0].cells[2].n_passages, 2);
    assert_true(truce_str_equal(table->columns[1].title, S("b")));
    truce_arena_clear(&arena);
}

static void expect_gap(truce_str before, truce_span_style a, truce_str after, truce_span_style b,
                       bool want) {
    const truce_span left = {before, a};
    const truce_span right = {after, b};
    assert_int_equal(truce_sentence_gap(&left, &right), want);
}

static void spans_stand_one_space_apart_unless_punctuation_joins_them(void **state) {
    (void)state;
    const truce_span_style plain = TRUCE_SPAN_PLAIN;
    const truce_span_style term = TRUCE_SPAN_TERM;
    expect_gap(S("demands"), TRUCE_SPAN_STRONG, S("home"), plain, true);
    expect_gap(S("demands "), plain, S("home"), plain, false);
    expect_gap(S("demands"), plain, S(" home"), plain, false);
    expect_gap(S("home"), term, S(", for all"), plain, false);
    expect_gap(S("Qatar"), plain, S("\xE2\x80\x99s word"), plain, false);
    expect_gap(S("called ("), plain, S("home"), term, false);
    expect_gap(S("home ("), term, S("for all"), plain, true); /* the quotation mark parts them */
    expect_gap(S("for all"), plain, S("... home"), term, true);
    expect_gap(S(""), plain, S("home"), plain, false);
    const truce_span first = {S("home"), plain};
    assert_false(truce_sentence_gap(NULL, &first));
}

static void a_basis_is_shown_once_for_a_run_of_sentences(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S(""), S(""));
    truce_passage *const p = truce_document_paragraph(&doc);
    truce_document_say(&doc, p, S("1"), S("a"));
    truce_document_say(&doc, p, S("2"), S("a"));
    truce_document_say(&doc, p, S("3"), S("b"));
    truce_document_say(&doc, p, S("4"), S(""));
    const bool want[] = {false, true, true, false};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(truce_document_basis_due(p, i), want[i]);
    }
    truce_arena_clear(&arena);
}

static void without_memory_everything_goes_to_scratch(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    allocations_left = 0;
    truce_document doc = truce_document_new(&arena, S(""), S(""));
    truce_column columns[TRUCE_DOCUMENT_COLUMNS_MAX];
    for (size_t i = 0; i < TRUCE_DOCUMENT_COLUMNS_MAX; i++) {
        columns[i] = (truce_column){S("c"), 1};
    }
    truce_block *const table =
        truce_document_table(&doc, S(""), columns, TRUCE_DOCUMENT_COLUMNS_MAX);
    assert_true(doc.failed);
    truce_row *const row = truce_document_row(&doc, table);
    allocations_left = LONG_MAX; /* memory that comes back does not mend it */
    for (size_t i = 0; i < TRUCE_DOCUMENT_COLUMNS_MAX; i++) {
        truce_passage *const p = truce_document_cell(&doc, &row->cells[i]);
        truce_sentence *const s = truce_document_say(&doc, p, S("x"), S(""));
        truce_sentence_badge(&doc, s, TRUCE_TONE_PLAIN, S("x"));
        truce_sentence_claim(&doc, s, S("x"));
        assert_int_equal(s->n_spans + s->n_badges + s->n_claims + row->cells[i].n_passages, 0);
    }
    assert_true(doc.failed);
    assert_int_equal(doc.n_blocks, 0);
    assert_int_equal(arena.bytes, 0);
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_stand_in_the_order_they_were_opened),
        cmocka_unit_test(a_row_has_one_blank_cell_for_each_column),
        cmocka_unit_test(spans_stand_one_space_apart_unless_punctuation_joins_them),
        cmocka_unit_test(a_basis_is_shown_once_for_a_run_of_sentences),
        cmocka_unit_test(without_memory_everything_goes_to_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
