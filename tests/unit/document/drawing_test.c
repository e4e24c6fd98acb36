/* What a drawing holds, how wide texts are taken to be, and where lines break. */
#include "truce/document/drawing.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "truce/base/utf8.h"
#include "truce/document/document.h"

#define S(literal) TRUCE_STR(literal)

static void expect_near(double got, double want) {
    assert_true(got - want < 1e-9 && want - got < 1e-9);
}

static void shapes_stand_in_the_order_they_were_drawn(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_drawing d = truce_drawing_new(&arena, 100, S("T"));
    truce_spot points[] = {{0, 0}, {10, 0}, {10, 5}};
    truce_drawing_line(&d, (truce_spot){1, 2}, (truce_spot){3, 4}, TRUCE_INK_RULE, 1.5);
    truce_drawing_path(&d, points, 3, true, TRUCE_INK_SERIES_2)->faint = true;
    points[1].x = 99; /* they were copied */
    truce_drawing_text(&d, (truce_spot){7, 8}, TRUCE_ANCHOR_END, 12, TRUCE_INK_TEXT, S("x"));
    assert_int_equal(d.n_shapes, 3);
    assert_int_equal(d.shapes[0].kind, TRUCE_SHAPE_LINE);
    assert_int_equal(d.shapes[1].kind, TRUCE_SHAPE_PATH);
    assert_true(d.shapes[1].faint && d.shapes[1].points[1].x == 10);
    assert_int_equal(d.shapes[2].anchor, TRUCE_ANCHOR_END);
    assert_false(d.failed);
    truce_arena_clear(&arena);
}

static void an_arrowhead_points_where_it_is_told(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_drawing d = truce_drawing_new(&arena, 100, S("T"));
    const truce_shape *s =
        truce_drawing_arrowhead(&d, (truce_spot){0, 0}, (truce_spot){0, 30}, 10, TRUCE_INK_TEXT);
    assert_true(s->points[0].x == 0 && s->points[0].y == 30);
    expect_near(s->points[1].y, 20);
    expect_near(s->points[1].x, -s->points[2].x);
    /* From its own place it points somewhere, and is still a triangle. */
    s = truce_drawing_arrowhead(&d, (truce_spot){5, 5}, (truce_spot){5, 5}, 10, TRUCE_INK_TEXT);
    expect_near(s->points[1].x, -5);
    truce_arena_clear(&arena);
}

static void widths_go_by_classes_of_letters(void **state) {
    (void)state;
    const double word = truce_drawing_text_width(S("pause"), 10, false);
    assert_true(word > 25 && word < 40);
    assert_true(truce_drawing_text_width(S("pause"), 10, true) > word);
    expect_near(truce_drawing_text_width(S("pause"), 20, false), 2 * word);
    assert_true(truce_drawing_text_width(S("ill"), 10, false) <
                truce_drawing_text_width(S("WMW"), 10, false) / 2);
    /* a combining accent has no width, an ideograph one em, a hidden point that of its escape */
    expect_near(truce_drawing_text_width(S("e\xCC\x81"), 10, false),
                truce_drawing_text_width(S("e"), 10, false));
    assert_true(truce_drawing_text_width(S("\xE4\xB8\xAD"), 10, false) >= 10);
    assert_true(truce_drawing_text_width(S("\xE2\x80\xAE"), 10, false) > 40);
    assert_true(truce_drawing_text_width(S("\xFF"), 10, false) > 30);
    assert_true(truce_drawing_text_width(S(""), 10, false) == 0);
}

static void expect_lines(truce_drawing *d, const char *text, double width, size_t most,
                         const char *want) {
    truce_str lines[TRUCE_DRAWING_LINES];
    truce_buffer got = truce_buffer_new();
    const size_t n = truce_drawing_wrap(d, truce_str_of(text), 10, false, width, lines, most);
    for (size_t i = 0; i < n; i++) {
        truce_buffer_add(&got, lines[i]);
        truce_buffer_byte(&got, '/');
    }
    truce_buffer_byte(&got, '\0');
    assert_string_equal(got.data, want);
    truce_buffer_clear(&got);
}

static void lines_break_at_spaces_and_the_last_says_that_there_was_more(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_drawing d = truce_drawing_new(&arena, 100, S("T"));
    expect_lines(&d, "", 100, 3, "");
    expect_lines(&d, "   ", 100, 3, "");
    expect_lines(&d, "six weeks", 100, 3, "six weeks/");
    expect_lines(&d, " six  weeks ", 45, 3, "six/weeks/");
    expect_lines(&d, "six weeks and more", 46, 2, "six/weeks\xE2\x80\xA6/");
    expect_lines(&d, "six weeks and more", 65, 8, "six weeks/and more/");
    expect_lines(&d, "ununbroken", 33, 8, "ununb/roken/");
    expect_lines(&d, "self-rule", 40, 8, "self-/rule/");
    expect_lines(&d, "un", 1, 8, "u/n/"); /* a letter at least, whatever the width */
    expect_lines(&d, "unun", 1, 2, "u/n\xE2\x80\xA6/");
    truce_arena_clear(&arena);
}

/* Against the definition: no line is wider than asked unless one letter is, nothing but spaces is
 * lost, and no line could have taken the next word. */
static void any_text_is_broken_within_its_width(void **state) {
    (void)state;
    static const char *const pieces[] = {" ",        "a", "word", "longer", "\xE4\xB8\xAD",
                                         "\xD8\xAD", "W"};
    for (uint64_t round = 0; round < 2000; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_drawing d = truce_drawing_new(&arena, 100, S("T"));
        truce_buffer text = truce_buffer_new();
        for (uint64_t n = next_random(&seed) % 12; n > 0; n--) {
            truce_buffer_add(&text, truce_str_of(pieces[next_random(&seed) % 7]));
        }
        const double width = (double)(next_random(&seed) % 120);
        truce_str lines[64];
        const size_t n =
            truce_drawing_wrap(&d, truce_buffer_str(&text), 10, false, width, lines, 64);
        size_t kept = 0;
        for (size_t i = 0; i < n; i++) {
            assert_true(lines[i].size > 0);
            assert_true(truce_drawing_text_width(lines[i], 10, false) <= width ||
                        truce_utf8_count(lines[i]) == 1);
            for (size_t k = 0; k < lines[i].size; k++) {
                kept += lines[i].data[k] != ' ' ? 1 : 0;
            }
        }
        for (size_t k = 0; k < text.size; k++) {
            kept -= text.data[k] != ' ' ? 1 : 0;
        }
        assert_int_equal(kept, 0);
        truce_buffer_clear(&text);
        truce_arena_clear(&arena);
    }
}

static void without_memory_shapes_go_to_scratch_and_the_document_knows(void **state) {
    (void)state;
    const truce_spot points[] = {{0, 0}, {1, 1}};
    truce_arena arena = truce_arena_new();
    allocations_left = 0;
    truce_drawing d = truce_drawing_new(&arena, 100, S("T"));
    truce_drawing_circle(&d, points[0], 3, TRUCE_INK_TEXT)->tip = S("x");
    assert_true(d.failed);
    d.failed = false;
    assert_non_null(truce_drawing_path(&d, points, 2, true, TRUCE_INK_TEXT));
    assert_true(d.failed);
    d.failed = false;
    truce_str line;
    assert_int_equal(truce_drawing_wrap(&d, S("six weeks"), 10, false, 40, &line, 1), 1);
    assert_true(d.failed); /* the ellipsis found no memory */
    allocations_left = LONG_MAX;
    truce_drawing_circle(&d, points[0], 3, TRUCE_INK_TEXT)->tip = S("x");
    assert_int_equal(d.n_shapes, 0);
    truce_document doc = truce_document_new(&arena, S(""), S(""));
    truce_document_draw(&doc, truce_document_figure(&doc, S("f"), S("F")), &d);
    assert_true(doc.failed);
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_stand_in_the_order_they_were_drawn),
        cmocka_unit_test(an_arrowhead_points_where_it_is_told),
        cmocka_unit_test(widths_go_by_classes_of_letters),
        cmocka_unit_test(lines_break_at_spaces_and_the_last_says_that_there_was_more),
        cmocka_unit_test(any_text_is_broken_within_its_width),
        cmocka_unit_test(without_memory_shapes_go_to_scratch_and_the_document_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
