/* Lines on texts small enough to count by hand, then against what a line is: as many words as
 * fit, none lost, none reordered. */
#include "truce/document/wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(literal) TRUCE_STR(literal)

/* The lines of `flow`, joined by '/', each with its indentation as dots. */
static void expect_lines(const truce_flow *flow, size_t width, const char *want) {
    truce_buffer got = truce_buffer_new();
    size_t next = 0;
    truce_flow_line line;
    while (truce_document_flow_next(flow, &next, width, &line)) {
        if (line.first > 0) {
            truce_buffer_byte(&got, '/');
        }
        truce_buffer_fill(&got, '.', line.indent);
        size_t cells = 0;
        for (size_t i = line.first; i < line.end; i++) {
            const truce_flow_piece *const piece = &flow->pieces[i];
            if (piece->space && i > line.first) {
                truce_buffer_byte(&got, ' ');
                cells++;
            }
            truce_buffer_add(&got, (truce_str){flow->bytes.data + piece->at, piece->size});
            cells += piece->cells;
        }
        assert_int_equal(cells, line.cells);
    }
    truce_buffer_byte(&got, '\0');
    assert_string_equal(got.data, want);
    truce_buffer_clear(&got);
}

static void a_line_takes_the_words_that_fit(void **state) {
    (void)state;
    truce_flow flow = truce_document_flow_new();
    expect_lines(&flow, 10, "");
    truce_document_flow_add(&flow, 0, S(" home  for all"));
    expect_lines(&flow, 12, "home for all");
    expect_lines(&flow, 11, "home for/all");
    expect_lines(&flow, 4, "home/for/all");
    expect_lines(&flow, 2, "home/for/all"); /* nothing is cut without a limit */
    assert_int_equal(truce_document_flow_natural(&flow), 12);
    assert_int_equal(truce_document_flow_longest(&flow), 4);
    truce_document_flow_clear(&flow);
}

static void glued_pieces_stay_together(void **state) {
    (void)state;
    truce_flow flow = truce_document_flow_new();
    truce_document_flow_add(&flow, 1, S("a bird"));
    truce_document_flow_glue(&flow);
    truce_document_flow_add(&flow, 0, S(", sings"));
    truce_document_flow_enclosed(&flow, 2, "(", S("at dawn"), ")");
    expect_lines(&flow, 6, "a/bird,/sings/(at/dawn)");
    expect_lines(&flow, 99, "a bird, sings (at dawn)");
    truce_document_flow_clear(&flow);
}

static void paragraphs_begin_lines_and_hang(void **state) {
    (void)state;
    truce_flow flow = truce_document_flow_new();
    truce_document_flow_paragraph(&flow, 2);
    truce_document_flow_add(&flow, 0, S("- one two"));
    truce_document_flow_paragraph(&flow, 2);
    truce_document_flow_add(&flow, 0, S("- three"));
    expect_lines(&flow, 6, "- one/..two/-/..three");
    expect_lines(&flow, 99, "- one two/- three");
    truce_document_flow_clear(&flow);
}

static void words_wider_than_the_limit_are_cut_behind_punctuation_if_there_is_some(void **state) {
    (void)state;
    truce_flow flow = truce_document_flow_new();
    truce_document_flow_reset(&flow, 6);
    truce_document_flow_add(&flow, 0, S("x abcdefghijklmn ab.def.ghi a.bcdefgh"));
    expect_lines(&flow, 6, "x/abcdef/ghijkl/mn/ab./def./ghi/a.bcde/fgh");
    truce_document_flow_clear(&flow);
}

static void cells_are_counted_not_bytes(void **state) {
    (void)state;
    truce_flow flow = truce_document_flow_new();
    truce_document_flow_add(&flow, 0, S("\xE4\xB8\xAD\xE6\x96\x87 \xD8\xAD\xD9\x85 \xE2\x80\xAE"));
    assert_int_equal(truce_document_flow_natural(&flow), 4 + 1 + 2 + 1 + 8); /* \u{202E} */
    expect_lines(&flow, 7, "\xE4\xB8\xAD\xE6\x96\x87 \xD8\xAD\xD9\x85/\\u{202E}");
    truce_document_flow_clear(&flow);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_takes_the_words_that_fit),
        cmocka_unit_test(glued_pieces_stay_together),
        cmocka_unit_test(paragraphs_begin_lines_and_hang),
        cmocka_unit_test(words_wider_than_the_limit_are_cut_behind_punctuation_if_there_is_some),
        cmocka_unit_test(cells_are_counted_not_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
