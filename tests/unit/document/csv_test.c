/* Cells one can read, then any cells at all: read back by the rules of RFC 4180 they are what was
 * written, and none begins as a formula does. */
#include "truce/document/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "truce/base/random.h"

#define S(literal) TRUCE_STR(literal)

static void cells_are_quoted_where_they_have_to_be(void **state) {
    (void)state;
    truce_buffer out = truce_buffer_new();
    truce_csv csv = {.out = &out};
    truce_csv_cell(&csv, S("plain"));
    truce_csv_cell(&csv, S(""));
    truce_csv_cell(&csv, S("a, b"));
    truce_csv_cell(&csv, S("the \"ford\""));
    truce_csv_row(&csv);
    truce_csv_cell(&csv, S("two\nlines"));
    truce_csv_own(&csv, S("-1"));
    truce_csv_row(&csv);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, "plain,,\"a, b\",\"the \"\"ford\"\"\"\r\n\"two\nlines\",-1\r\n");
    truce_buffer_clear(&out);
}

static void no_cell_of_anybodys_begins_as_a_formula(void **state) {
    (void)state;
    static const char *const formulas[] = {"=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1"};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        truce_buffer out = truce_buffer_new();
        truce_csv csv = {.out = &out};
        truce_csv_cell(&csv, truce_str_of(formulas[i]));
        assert_int_equal(out.data[out.data[0] == '"' ? 1 : 0], '\'');
        truce_buffer_clear(&out);
    }
}

/* One cell at `*at`, unquoted into `cell`; true when the row goes on behind it. */
static bool read_cell(truce_str text, size_t *at, truce_buffer *cell) {
    cell->size = 0;
    if (text.data[*at] == '"') {
        for (++*at; text.data[*at] != '"' || text.data[*at + 1] == '"'; ++*at) {
            *at += text.data[*at] == '"';
            truce_buffer_byte(cell, text.data[*at]);
        }
        ++*at;
    } else {
        while (strchr(",\r", text.data[*at]) == NULL) {
            assert_true(text.data[*at] != '"' && text.data[*at] != '\n');
            truce_buffer_byte(cell, text.data[(*at)++]);
        }
    }
    const bool more = text.data[*at] == ',';
    if (!more) {
        assert_memory_equal(text.data + *at, "\r\n", 2);
    }
    *at += more ? 1 : 2;
    return more;
}

static void any_cells_are_read_back_as_they_were_written(void **state) {
    enum { CELLS = 5, MOST = 6 };
    static const char letters[] = {'a', '"', ',', '\n', '\r', '=', '\'', ' '};
    (void)state;
    for (uint64_t round = 0; round < 3000; round++) {
        truce_random random = truce_random_new(round, 0);
        char cells[CELLS][MOST];
        size_t sizes[CELLS];
        truce_buffer out = truce_buffer_new();
        truce_buffer cell = truce_buffer_new();
        truce_csv csv = {.out = &out};
        for (size_t i = 0; i < CELLS; i++) {
            sizes[i] = truce_random_next(&random) % MOST;
            for (size_t n = 0; n < sizes[i]; n++) {
                cells[i][n] = letters[truce_random_next(&random) % sizeof letters];
            }
            truce_csv_cell(&csv, (truce_str){cells[i], sizes[i]});
        }
        truce_csv_row(&csv);
        const size_t size = out.size;
        truce_buffer_byte(&out, '\0');
        size_t at = 0;
        for (size_t i = 0; i < CELLS; i++) {
            assert_int_equal(read_cell(truce_buffer_str(&out), &at, &cell), i + 1 < CELLS);
            const bool guarded = sizes[i] > 0 && strchr("=+-@\t\r\n", cells[i][0]) != NULL;
            assert_int_equal(cell.size, sizes[i] + guarded);
            assert_true(cell.size == guarded ||
                        memcmp(cell.data + guarded, cells[i], sizes[i]) == 0);
        }
        assert_int_equal(at, size);
        truce_buffer_clear(&cell);
        truce_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_where_they_have_to_be),
        cmocka_unit_test(no_cell_of_anybodys_begins_as_a_formula),
        cmocka_unit_test(any_cells_are_read_back_as_they_were_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
