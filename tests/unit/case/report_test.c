/* Places taken apart and shown: lines, columns in code points, carets in cells, what is escaped and
 * what is cut; then for a narrowed reader; then counting, order and memory. */
#include "truce/case/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "truce/base/random.h"
#include "truce/case/read.h"

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

static truce_arena arena;
static truce_report report;
static truce_text texts[3];
static truce_place records[64];

static int forget(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

/* A report about up to three texts, laid end to end as the reader lays them. */
static void begin(const char *a, const char *b, const char *third) {
    const char *const all[] = {a, b, third};
    truce_place base = 0;
    truce_arena_clear(&arena);
    report = truce_report_new(&arena);
    report.texts = texts;
    for (uint32_t i = 0; i < 3 && all[i] != NULL; i++) {
        static const char *const names[] = {"a.truce", "b.truce", "c.truce"};
        texts[i] = (truce_text){
            .name = truce_str_of(names[i]), .bytes = truce_str_of(all[i]), .base = base};
        base += (truce_place)strlen(all[i]) + 1;
        report.n_texts = i + 1;
    }
}

static void narrow_to(size_t n, const truce_place *places) {
    memcpy(records, places, n * sizeof *places);
    report.narrowed = true;
    report.records = records;
    report.n_records = n;
}

static void expect_show(const char *want) {
    truce_buffer out = truce_buffer_new();
    truce_report_show(&report, false, &out);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
}

/* One problem with nothing but a place, shown. */
static void expect_at(truce_place place, size_t size, const char *want) {
    report.n = report.errors = 0;
    truce_report_add(&report, false, place, size, (truce_str){NULL, 0}, "m");
    expect_show(want);
}

static void a_place_is_file_line_and_column(void **state) {
    (void)state;
    begin("ab\ncd\n", "", "ef");
    static const struct {
        truce_place place;
        const char *where, *text;
    } places[] = {
        {0, "a.truce:1:1", "ab"}, {2, "a.truce:1:3", "ab"},  {3, "a.truce:2:1", "cd"},
        {5, "a.truce:2:3", "cd"}, {6, "a.truce:3:1", ""},    {7, "b.truce:1:1", ""},
        {8, "c.truce:1:1", "ef"}, {10, "c.truce:1:3", "ef"},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const truce_str where = truce_report_where(&report, places[i].place, &arena);
        assert_string_equal(where.data, places[i].where);
        const truce_where w = truce_report_locate(&report, places[i].place);
        assert_true(truce_str_equal(w.text, truce_str_of(places[i].text)));
        assert_int_equal(w.offset + 1, w.column);
        assert_int_equal(w.record.size, 0);
    }
}

static void columns_count_code_points_and_carets_cells(void **state) {
    (void)state;
    /* a, o with umlaut, two wide ideographs, e with a combining accent, x: bytes 1 2 3 3 3 1 */
    begin("a\xC3\xB6\xE9\x81\x94\xE7\x88\xBE"
          "e\xCC\x81x\n",
          NULL, NULL);
    assert_int_equal(truce_report_locate(&report, 12).column, 7);
    expect_at(12, 1,
              "a.truce:1:7: error: m\n"
              "     1 | a\xC3\xB6\xE9\x81\x94\xE7\x88\xBE"
              "e\xCC\x81x\n"
              "       |        ^\n");
    expect_at(3, 6,
              "a.truce:1:3: error: m\n"
              "     1 | a\xC3\xB6\xE9\x81\x94\xE7\x88\xBE"
              "e\xCC\x81x\n"
              "       |   ^~~~\n");
}

static void what_a_terminal_must_not_get_is_escaped(void **state) {
    (void)state;
    begin("a\x1b[31m\tb \xE2\x80\xAE\xD8\xB3 x\n", NULL, NULL);
    expect_at(15, 1,
              "a.truce:1:13: error: m\n"
              "     1 | a\\u{1B}[31m\\u{9}b \\u{202E}\xD8\xB3 x\n"
              "       |                             ^\n");
    begin("k\xE4 x\n", NULL, NULL);
    expect_at(1, 1,
              "a.truce:1:2: error: m\n"
              "     1 | k\\x{E4} x\n"
              "       |  ^~~~~~\n");
    texts[0].name = TRUCE_STR("a\nb\x1b.truce");
    report.n = report.errors = 0;
    truce_report_add(&report, true, 0, 0, TRUCE_STR("h\x07"), "m%s", "\x1b[m");
    expect_show("a\\u{A}b\\u{1B}.truce:1:1: warning: m\\u{1B}[m\n"
                "     1 | k\\x{E4} x\n"
                "       | ^\n"
                "       = h\\u{7}\n");
}

static void the_line_end_and_the_byte_order_mark_are_not_shown(void **state) {
    (void)state;
    begin("\xEF\xBB\xBF"
          "ab c\r\nde\r\n",
          NULL, NULL);
    expect_at(6, 1, "a.truce:1:4: error: m\n     1 | ab c\n       |    ^\n");
    expect_at(7, 0, "a.truce:1:5: error: m\n     1 | ab c\n       |     ^\n");
    expect_at(0, 0, "a.truce:1:1: error: m\n     1 | ab c\n       | ^\n");
    expect_at(9, 9,
              "a.truce:2:1: error: m\n     2 | de\n       | ^~\n"); /* never beyond the line */
}

static void of_a_long_line_the_surroundings_are_shown(void **state) {
    (void)state;
    char text[1001];
    char want[600];
    for (int i = 0; i < 500; i++) {
        memcpy(text + 2 * i, "\xC3\xB6", 2); /* an even cut lies within one */
    }
    text[1000] = '\0';
    begin(text, NULL, NULL);
    /* 50 of two bytes before, 40 behind. */
    char before[101];
    char behind[81];
    memcpy(before, text, 100);
    before[100] = '\0';
    memcpy(behind, text, 80);
    behind[80] = '\0';
    (void)snprintf(want, sizeof want,
                   "a.truce:1:251: error: m\n     1 | ...%s%s...\n       | %*s^\n", before, behind,
                   53, "");
    expect_at(500, 2, want);
    report.n = report.errors = 0;
    truce_report_add(&report, false, 501, 1000, (truce_str){NULL, 0}, "m");
    truce_buffer out = truce_buffer_new();
    truce_report_show(&report, false, &out);
    assert_true(truce_buffer_str(&out).size < 600);
    truce_buffer_clear(&out);
}

static void a_narrowed_reader_is_told_the_record_and_the_line_in_it(void **state) {
    (void)state;
    begin("truce 1\nparty a \"A\"\n  note \"n\"\n# c\nclaim s:P1 by x\n  talks slow\n",
          "truce 1\nx\n", NULL);
    const truce_place places[] = {8, 35, 73};
    narrow_to(3, places);
    assert_string_equal(truce_report_where(&report, 0, &arena).data, "a.truce:1:1"); /* the head */
    assert_string_equal(truce_report_where(&report, 8, &arena).data, "party a, line 1, column 1");
    assert_string_equal(truce_report_where(&report, 22, &arena).data, "party a, line 2, column 3");
    assert_string_equal(truce_report_where(&report, 53, &arena).data,
                        "claim s:P1, line 2, column 3");
    const truce_where w = truce_report_locate(&report, 53);
    assert_int_equal(w.file.size, 0);
    assert_true(truce_str_equal(w.text, TRUCE_STR("  talks slow")));
    /* The head of the second file is not the last record of the first. */
    assert_string_equal(truce_report_where(&report, texts[1].base, &arena).data, "b.truce:1:1");
    expect_at(53, 5,
              "claim s:P1, line 2, column 3: error: m\n"
              "     2 |   talks slow\n"
              "       |   ^~~~~\n");
    report.narrowed = false;
    assert_true(truce_str_equal(truce_report_locate(&report, 53).record, TRUCE_STR("claim s:P1")));
    assert_string_equal(truce_report_where(&report, 53, &arena).data, "a.truce:6:3");
}

/* Texts longer than what is counted at a time, with lines that are long, short and empty. */
static void places_are_the_same_once_lines_are_counted(void **state) {
    (void)state;
    enum { SIZE = 14000, STEP = 37, N = 1 + 2 * SIZE / STEP };
    static char text[2][SIZE + 1];
    static struct { size_t line[2], column; } before[N];
    truce_random r = truce_random_new(5, 1);
    truce_place places[64];
    size_t n_places = 0;
    for (int t = 0; t < 2; t++) {
        for (size_t i = 0; i < SIZE; i++) {
            const bool dense = i / 1000 % 3 == 0;
            text[t][i] = truce_random_below(&r, dense ? 3 : 300) == 0 ? '\n' : 'x';
        }
    }
    begin(text[0], text[1], NULL);
    for (truce_place p = 500; p < 2 * SIZE; p += 900) {
        places[n_places++] = p;
    }
    narrow_to(n_places, places);
    for (int counted = 0; counted < 2; counted++) {
        size_t n = 0;
        for (truce_place p = 0; p <= texts[1].base + SIZE; p += STEP) {
            size_t line[2];
            truce_where w;
            for (int narrowed = 0; narrowed < 2; narrowed++) {
                report.narrowed = narrowed == 1;
                w = truce_report_locate(&report, p);
                line[narrowed] = w.line;
            }
            if (counted == 0) {
                memcpy(before[n].line, line, sizeof line);
                before[n].column = w.column;
            }
            assert_memory_equal(before[n].line, line, sizeof line);
            assert_int_equal(before[n].column, w.column);
            n++;
        }
        assert_true(n > 700 && n <= N);
        assert_true(truce_report_count_lines(&report));
        assert_true(truce_report_count_lines(&report));
        assert_non_null(report.lines);
    }
}

static void problems_are_in_the_order_of_the_text_errors_first(void **state) {
    (void)state;
    begin("abc\n", NULL, NULL);
    truce_report_add(&report, false, 2, 0, (truce_str){NULL, 0}, "third");
    truce_report_add(&report, true, 1, 0, (truce_str){NULL, 0}, "a second");
    truce_report_add(&report, false, 1, 0, (truce_str){NULL, 0}, "first b");
    truce_report_add(&report, false, 1, 0, (truce_str){NULL, 0}, "first a");
    truce_report_sort(&report);
    static const char *const want[] = {"first a", "first b", "a second", "third"};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(report.problems[i].message.data, want[i]);
    }
    assert_int_equal(report.errors, 3);
    assert_int_equal(report.warnings, 1);
}

static void twenty_errors_are_shown_and_the_rest_counted(void **state) {
    (void)state;
    begin("a\n", NULL, NULL);
    for (int i = 0; i < TRUCE_ERRORS_SHOWN + 1; i++) {
        truce_report_add(&report, false, 0, 0, (truce_str){NULL, 0}, "e%d", i);
    }
    for (int i = 0; i < TRUCE_WARNINGS_SHOWN + 7; i++) {
        truce_report_add(&report, true, 0, 0, (truce_str){NULL, 0}, "w%d", i);
    }
    assert_int_equal(report.n, 70);
    assert_int_equal(report.errors, 21);
    assert_int_equal(report.warnings, 57);
    truce_buffer out = truce_buffer_new();
    truce_report_show(&report, false, &out);
    truce_buffer_byte(&out, '\0');
    const char *const end = "and 1 more error\nand 7 more warnings\n";
    assert_string_equal(out.data + out.size - 1 - strlen(end), end);
    assert_null(strstr(out.data, "e20"));
    assert_null(strstr(out.data, "w50"));
    truce_buffer_clear(&out);
}

static void colour_adds_only_colour(void **state) {
    (void)state;
    begin("ab\n", NULL, NULL);
    truce_report_add(&report, false, 0, 2, TRUCE_STR("h"), "m");
    truce_buffer plain = truce_buffer_new();
    truce_buffer coloured = truce_buffer_new();
    truce_report_show(&report, false, &plain);
    truce_report_show(&report, true, &coloured);
    size_t used = 0;
    for (size_t i = 0; i < coloured.size; i++) {
        if (coloured.data[i] == '\033') {
            while (coloured.data[i] != 'm') {
                i++;
            }
            continue;
        }
        coloured.data[used++] = coloured.data[i];
    }
    assert_int_equal(used, plain.size);
    assert_memory_equal(coloured.data, plain.data, used);
    assert_null(memchr(plain.data, '\033', plain.size));
    truce_buffer_clear(&plain);
    truce_buffer_clear(&coloured);
}

/* What is shown to a reader is the same whether hidden records stand between or not. */
static void line_numbers_do_not_tell_of_hidden_records(void **state) {
    (void)state;
    static const char *const cases[] = {
        "truce 1\naudience public\nparty a \"A\"\nclaim s:P1 by a\n  audience b\n  talks slow\n\n"
        "party b \"B\"\n  note \"x\n",
        "truce 1\naudience public\nparty a \"A\"\nparty b \"B\"\n  note \"x\n",
    };
    char shown[2][300];
    for (int i = 0; i < 2; i++) {
        const truce_input input = {TRUCE_STR("t"), truce_str_of(cases[i])};
        truce_view view;
        truce_case c;
        truce_arena_clear(&arena);
        report = truce_report_new(&arena);
        assert_int_equal(truce_case_view(&input, 1, TRUCE_STR("r"), &arena, &view, NULL), TRUCE_OK);
        assert_int_equal(truce_case_read(&view, (truce_read_options){0}, &arena, &c, &report, NULL),
                         TRUCE_EPARSE);
        truce_buffer out = truce_buffer_new();
        truce_report_show(&report, false, &out);
        (void)snprintf(shown[i], sizeof shown[i], "%.*s", TRUCE_STR_ARGS(truce_buffer_str(&out)));
        truce_buffer_clear(&out);
    }
    assert_string_equal(shown[0], shown[1]);
    assert_string_equal(
        shown[0], "party b, line 2, column 8: error: this text has no closing quote\n"
                  "     2 |   note \"x\n"
                  "       |        ^\n"
                  "       = close it with \" on the same line; a \" inside is written \\\"\n");
}

static void when_memory_is_out_it_is_remembered(void **state) {
    (void)state;
    for (size_t n = 0; n < 20; n++) {
        begin("abc\n", NULL, NULL);
        allocations_left = n;
        for (int i = 0; i < 20; i++) {
            truce_report_add(&report, false, 1, 0, (truce_str){NULL, 0}, "message %d", i);
        }
        truce_report_sort(&report);
        truce_buffer out = truce_buffer_new();
        truce_report_show(&report, true, &out);
        allocations_left = SIZE_MAX;
        assert_int_equal(report.errors, 20); /* counted all the same */
        assert_true(report.failed || report.n == 20);
        truce_buffer_clear(&out);
    }
}

#define T(name) cmocka_unit_test_teardown(name, forget)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(a_place_is_file_line_and_column),
        T(columns_count_code_points_and_carets_cells),
        T(what_a_terminal_must_not_get_is_escaped),
        T(the_line_end_and_the_byte_order_mark_are_not_shown),
        T(of_a_long_line_the_surroundings_are_shown),
        T(a_narrowed_reader_is_told_the_record_and_the_line_in_it),
        T(places_are_the_same_once_lines_are_counted),
        T(problems_are_in_the_order_of_the_text_errors_first),
        T(twenty_errors_are_shown_and_the_rest_counted),
        T(colour_adds_only_colour),
        T(line_numbers_do_not_tell_of_hidden_records),
        T(when_memory_is_out_it_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
