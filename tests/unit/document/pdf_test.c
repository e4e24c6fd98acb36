/* A document on sheets: how many there are, that nothing but the document decides the bytes, and
 * each failure. What the file holds is looked at by tests/pdf/file_test.sh, with a reader's tools.
 * Skipped where truce is built without cairo and pango. */
#include "truce/document/pdf.h"

#include <limits.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "support/memory.h"

#define S(literal) TRUCE_STR(literal)

/* ---- samples ---- */

/* One of everything, with an anchor that is linked and one that is not there. */
static truce_document sample(truce_arena *arena) {
    const truce_column columns[] = {{S("Issue"), 20}, {S("Village"), 40}, {S("Farm"), 40}};
    truce_document doc = truce_document_new(arena, S("The well"), S("What was said"));
    truce_sentence *s =
        truce_document_say(&doc, truce_document_note(&doc), S("Two claims."), S("claims counted"));
    truce_document_heading(&doc, 2, S("matrix"), S("Where each side stands"));
    truce_block *const table = truce_document_table(&doc, S("Positions"), columns, 3);
    for (size_t i = 0; i < 4; i++) {
        truce_row *const row = truce_document_row(&doc, table);
        (void)truce_document_say(&doc, truce_document_cell(&doc, &row->cells[0]), S("Water"),
                                 S(""));
        s = truce_document_sentence(&doc, truce_document_cell(&doc, &row->cells[1]));
        truce_sentence_add(&doc, s, TRUCE_SPAN_STRONG, S("demands"));
        truce_sentence_add(&doc, s, TRUCE_SPAN_TERM, S("\xD7\x94\xD7\xA4\xD7\x95\xD7\x92\xD7\x94"));
        truce_sentence_add(&doc, s, TRUCE_SPAN_MUTED, S("since \xD8\xAD\xD9\x85 on"));
        truce_sentence_badge(&doc, s, TRUCE_TONE_CAUTION, S("second-hand"));
        truce_sentence_badge(&doc, s, TRUCE_TONE_STRONG, S("a badge that is much too long"));
        truce_sentence_claim(&doc, s, S("letter:P1"));
        truce_sentence_claim(&doc, s, S("nowhere:P1"));
    }
    truce_document_heading(&doc, 3, S("claims"), S("Claims"));
    truce_block *const list = truce_document_list(&doc);
    (void)truce_document_say(&doc, truce_document_item(&doc, list, S("letter:P1"), S("Letter")),
                             S("The village asks for half."), S(""));
    (void)truce_document_item(&doc, list, S("empty:P1"), S(""));
    truce_drawing d = truce_drawing_new(arena, 300, S("Water"));
    d.height = 80;
    (void)truce_drawing_box(&d, (truce_spot){0, 0}, (truce_spot){300, 80}, 4, TRUCE_INK_BAND);
    truce_drawing_text(&d, (truce_spot){150, 40}, TRUCE_ANCHOR_MIDDLE, 12, TRUCE_INK_TEXT,
                       S("half"))
        ->link = S("letter:P1");
    truce_block *const figure = truce_document_figure(&doc, S("steps"), S("Steps"));
    (void)truce_document_say(&doc, truce_document_caption(&doc, figure), S("Steps."), S(""));
    truce_document_draw(&doc, figure, &d);
    assert_false(doc.failed);
    return doc;
}

static truce_status make(const truce_document *doc, truce_pdf_options options, truce_buffer *out) {
    truce_error err = {.status = TRUCE_OK};
    const truce_status status = truce_document_pdf(doc, &options, out, &err);
    assert_int_equal(err.status, status);
    return status;
}

static size_t pages_of(const truce_document *doc, truce_pdf_options options) {
    truce_buffer out = truce_buffer_new();
    truce_pdf_made made = {0, 0};
    options.made = &made;
    assert_int_equal(make(doc, options, &out), TRUCE_OK);
    truce_buffer_clear(&out);
    return made.pages;
}

static bool holds(const truce_buffer *out, const char *what) {
    const size_t size = strlen(what);
    for (size_t i = 0; i + size <= out->size; i++) {
        if (memcmp(out->data + i, what, size) == 0) {
            return true;
        }
    }
    return false;
}

/* Lines of a hundred letters, each a paragraph's. */
static truce_document lines(truce_arena *arena, size_t n) {
    static const char line[] = "It was said in the first hour that water, and not the road, would "
                               "be what both sides came to it for. ";
    assert_int_equal(sizeof line - 1, 101);
    truce_document doc = truce_document_new(arena, S("Lines"), S(""));
    truce_buffer text = truce_buffer_new();
    for (size_t i = 0; i < n; i++) {
        truce_buffer_add(&text, S(line));
    }
    const truce_str kept = truce_arena_str(arena, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    (void)truce_document_say(&doc, truce_document_paragraph(&doc), kept, S(""));
    return doc;
}

/* ---- tests ---- */

static void a_document_becomes_a_whole_file(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena);
    truce_buffer out = truce_buffer_new();
    truce_pdf_made made = {99, 99};
    assert_int_equal(make(&doc, (truce_pdf_options){.made = &made}, &out), TRUCE_OK);
    assert_memory_equal(out.data, "%PDF-", 5);
    assert_memory_equal(out.data + out.size - 6, "%%EOF\n", 6);
    assert_int_equal(made.pages, 1);
    assert_int_equal(made.unknown, 0);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void what_is_there_already_stays(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena);
    truce_buffer out = truce_buffer_new();
    truce_buffer_lit(&out, "before ");
    assert_int_equal(make(&doc, (truce_pdf_options){0}, &out), TRUCE_OK);
    assert_memory_equal(out.data, "before %PDF-", 12);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

/* The clock goes on, the zone, the locale and the languages of the environment change. */
static void only_the_document_decides_the_bytes(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena);
    truce_buffer first = truce_buffer_new();
    truce_buffer second = truce_buffer_new();
    const struct timespec pause = {.tv_sec = 1, .tv_nsec = 100000000};
    assert_int_equal(make(&doc, (truce_pdf_options){0}, &first), TRUCE_OK);
    assert_false(holds(&first, "/CreationDate"));
    assert_false(holds(&first, "/ModDate"));
    (void)nanosleep(&pause, NULL);
    (void)setenv("TZ", "Asia/Kathmandu", 1);
    (void)setenv("LANG", "ar_EG.UTF-8", 1);
    (void)setenv("LANGUAGE", "fa:ur:yi", 1);
    (void)setenv("PANGO_LANGUAGE", "fa:yi", 1);
    (void)setlocale(LC_ALL, "de_DE.UTF-8");
    tzset();
    assert_int_equal(make(&doc, (truce_pdf_options){0}, &second), TRUCE_OK);
    (void)setlocale(LC_ALL, "C");
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    truce_buffer_clear(&first);
    truce_buffer_clear(&second);
    truce_arena_clear(&arena);
}

static void a_dense_page_holds_seventy_lines(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = lines(&arena, 70);
    assert_int_equal(pages_of(&doc, (truce_pdf_options){.dense = true}), 1);
    assert_int_equal(pages_of(&doc, (truce_pdf_options){0}), 2);
    truce_arena_clear(&arena);
}

static void sheets_of_both_sizes_can_be_had(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = lines(&arena, 5);
    for (int sheet = TRUCE_PDF_A4; sheet <= TRUCE_PDF_LETTER; sheet++) {
        truce_buffer out = truce_buffer_new();
        assert_int_equal(make(&doc, (truce_pdf_options){.sheet = (truce_pdf_sheet)sheet}, &out),
                         TRUCE_OK);
        assert_int_equal(holds(&out, "[ 0 0 612 792 ]"), sheet == TRUCE_PDF_LETTER);
        truce_buffer_clear(&out);
    }
    truce_arena_clear(&arena);
}

static void more_pages_than_asked_for_are_refused(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = lines(&arena, 200);
    truce_buffer out = truce_buffer_new();
    const size_t pages = pages_of(&doc, (truce_pdf_options){0});
    assert_true(pages > 2);
    assert_int_equal(make(&doc, (truce_pdf_options){.pages_max = pages}, &out), TRUCE_OK);
    out.size = 0;
    assert_int_equal(make(&doc, (truce_pdf_options){.pages_max = pages - 1}, &out), TRUCE_ELIMIT);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void a_passage_beyond_its_bound_is_refused(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = lines(&arena, 1024 * 1024 / 101 + 1);
    truce_buffer out = truce_buffer_new();
    assert_int_equal(make(&doc, (truce_pdf_options){0}, &out), TRUCE_ELIMIT);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

/* A row that is higher than a page goes on, and so does everything behind it. */
static void rows_break_across_pages(void **state) {
    (void)state;
    const truce_column columns[] = {{S("Issue"), 20}, {S("Village"), 80}};
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("Rows"), S(""));
    truce_block *const table = truce_document_table(&doc, S(""), columns, 2);
    truce_row *const row = truce_document_row(&doc, table);
    for (size_t i = 0; i < 300; i++) {
        (void)truce_document_say(&doc, truce_document_cell(&doc, &row->cells[1]), S("again"),
                                 S(""));
    }
    const size_t pages = pages_of(&doc, (truce_pdf_options){0});
    assert_true(pages >= 5 && pages <= 7);
    truce_arena_clear(&arena);
}

/* As many columns as there can be: on any sheet too narrow, so the cells stand below one another.
 */
static void a_table_of_too_many_columns_is_stacked(void **state) {
    (void)state;
    truce_column columns[TRUCE_DOCUMENT_COLUMNS_MAX];
    for (size_t i = 0; i < TRUCE_DOCUMENT_COLUMNS_MAX; i++) {
        columns[i] = (truce_column){S("Side"), 1};
    }
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("Wide"), S(""));
    truce_block *const table =
        truce_document_table(&doc, S(""), columns, TRUCE_DOCUMENT_COLUMNS_MAX);
    (void)truce_document_row(&doc, table);
    const size_t pages = pages_of(&doc, (truce_pdf_options){0});
    assert_true(pages > 5 && pages < 20);
    truce_arena_clear(&arena);
}

static void a_table_that_needs_it_lies_on_its_side(void **state) {
    (void)state;
    truce_column columns[9];
    for (size_t i = 0; i < 9; i++) {
        columns[i] = (truce_column){S("A party to the talks"), 1};
    }
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("Turned"), S(""));
    truce_block *const table = truce_document_table(&doc, S(""), columns, 9);
    truce_row *const row = truce_document_row(&doc, table);
    for (size_t i = 0; i < 9; i++) {
        (void)truce_document_say(&doc, truce_document_cell(&doc, &row->cells[i]),
                                 S("it has been said that"), S(""));
    }
    truce_buffer out = truce_buffer_new();
    assert_int_equal(make(&doc, (truce_pdf_options){.sheet = TRUCE_PDF_LETTER}, &out), TRUCE_OK);
    assert_true(holds(&out, "[ 0 0 792 612 ]"));
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void what_no_font_has_is_counted(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("Unknown"), S(""));
    truce_buffer out = truce_buffer_new();
    truce_pdf_made made = {0, 0};
    /* Three private points, which mean nothing anywhere. */
    (void)truce_document_say(&doc, truce_document_paragraph(&doc),
                             S("\xF4\x8F\xBF\x80\xF4\x8F\xBF\x81\xF4\x8F\xBF\x82"), S(""));
    assert_int_equal(make(&doc, (truce_pdf_options){.made = &made}, &out), TRUCE_OK);
    assert_int_equal(made.unknown, 3);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void running_out_at_any_allocation_is_reported(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena);
    long allowed = 0;
    for (;; allowed++) {
        truce_buffer out = truce_buffer_new();
        truce_pdf_made made = {99, 99};
        truce_error err = {.status = TRUCE_OK};
        allocations_left = allowed;
        const truce_status status =
            truce_document_pdf(&doc, &(truce_pdf_options){.made = &made}, &out, &err);
        const bool ran_out = allocations_left < 0;
        allocations_left = LONG_MAX;
        truce_buffer_clear(&out);
        if (!ran_out) {
            assert_int_equal(status, TRUCE_OK);
            break;
        }
        assert_int_equal(status, TRUCE_ENOMEM);
        assert_int_equal(err.status, TRUCE_ENOMEM);
        assert_int_equal(made.pages, 99);
    }
    assert_true(allowed > 20);
    truce_arena_clear(&arena);
}

static void a_document_that_failed_is_refused(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = sample(&arena);
    truce_buffer out = truce_buffer_new();
    doc.failed = true;
    assert_int_equal(make(&doc, (truce_pdf_options){0}, &out), TRUCE_ENOMEM);
    assert_int_equal(out.size, 0);
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_becomes_a_whole_file),
        cmocka_unit_test(what_is_there_already_stays),
        cmocka_unit_test(only_the_document_decides_the_bytes),
        cmocka_unit_test(a_dense_page_holds_seventy_lines),
        cmocka_unit_test(sheets_of_both_sizes_can_be_had),
        cmocka_unit_test(more_pages_than_asked_for_are_refused),
        cmocka_unit_test(a_passage_beyond_its_bound_is_refused),
        cmocka_unit_test(rows_break_across_pages),
        cmocka_unit_test(a_table_of_too_many_columns_is_stacked),
        cmocka_unit_test(a_table_that_needs_it_lies_on_its_side),
        cmocka_unit_test(what_no_font_has_is_counted),
        cmocka_unit_test(running_out_at_any_allocation_is_reported),
        cmocka_unit_test(a_document_that_failed_is_refused),
    };
    if (!truce_document_pdf_built()) {
        puts("skipped: this truce is built without cairo and pango");
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
