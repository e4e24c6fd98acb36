/* Days on an axis, then rows one can draw, then random ones: nothing may run into a word. */
#include "truce/document/chronology.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "document/axis.h"
#include "drawn.h"
#include "support/memory.h"
#include "support/random.h"

#define S(literal) TRUCE_STR(literal)

/* ---- the axis ---- */

static void expect_day(int64_t day, const char *want, const char *coarse) {
    char text[24];
    size_t n = axis_write_day(day, false, text);
    assert_int_equal(n, strlen(want));
    assert_memory_equal(text, want, n);
    n = axis_write_day(day, true, text);
    assert_int_equal(n, strlen(coarse));
    assert_memory_equal(text, coarse, n);
}

static void days_are_those_of_the_calendar(void **state) {
    (void)state;
    expect_day(0, "1970-01-01", "1970-01");
    expect_day(-1, "1969-12-31", "1969-12");
    expect_day(19782, "2024-02-29", "2024-02");
    expect_day(19783, "2024-03-01", "2024-03");
    expect_day(3181, "1978-09-17", "1978-09");
    expect_day(-141427, "1582-10-15", "1582-10");
    char text[24];
    assert_true(axis_write_day(-TRUCE_CHRONOLOGY_DAY_MOST, false, text) < 24);
    assert_true(axis_write_day(TRUCE_CHRONOLOGY_DAY_MOST, false, text) < 24);
}

static void an_axis_is_to_scale_until_a_stretch_is_too_long(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    axis a;
    int64_t three[] = {10, 0, 40, 10};
    assert_true(axis_make(&a, three, 4, &arena));
    assert_int_equal(a.n, 3);
    assert_true(axis_place(&a, 0) == 0 && axis_place(&a, 10) == 0.25 && axis_place(&a, 40) == 1);
    assert_false(a.broken[1] || a.broken[2]);
    int64_t far[] = {0, 10000, 10003, 10005, 10006, 10010, 10020};
    assert_true(axis_make(&a, far, 7, &arena));
    assert_true(a.broken[1] && !a.broken[2]);
    assert_true(axis_place(&a, 10000) > 0.2 && axis_place(&a, 10000) < 0.4);
    const double day = axis_place(&a, 10003) - axis_place(&a, 10000);
    assert_true(axis_place(&a, 10006) - axis_place(&a, 10003) - day < 1e-9);
    int64_t one[] = {5};
    assert_true(axis_make(&a, one, 1, &arena) && axis_place(&a, 5) == 0.5);
    assert_true(axis_make(&a, one, 0, &arena) && a.n == 0);
    truce_arena_clear(&arena);
}

static void later_days_stand_further_right(void **state) {
    (void)state;
    for (uint32_t round = 1; round < 300; round++) {
        truce_arena arena = truce_arena_new();
        int64_t days[20];
        uint64_t seed = round;
        for (size_t i = 0; i < 20; i++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            days[i] = (int64_t)(seed >> 33) % (i % 4 == 0 ? 100000 : 60);
        }
        axis a;
        assert_true(axis_make(&a, days, 20, &arena));
        for (size_t i = 1; i < a.n; i++) {
            assert_true(a.at[i] > a.at[i - 1] && a.days[i] > a.days[i - 1]);
        }
        assert_true(a.at[0] == 0 && a.at[a.n - 1] > 0.999 && a.at[a.n - 1] < 1.001);
        truce_arena_clear(&arena);
    }
}

/* ---- drawings ---- */

static const truce_chronology_row usual[] = {
    {.label = {"Blockade imposed", 16},
     .note = {"2007", 4},
     .dated = true,
     .first = 13514,
     .last = 13878},
    {.label = {"Talks open", 10},
     .tie = TRUCE_CHRONOLOGY_AFTER,
     .dated = true,
     .first = 19807,
     .last = 19807,
     .link = {"s1:P1", 5}},
    {.label = {"First round", 11}, .tie = TRUCE_CHRONOLOGY_WITHIN, .words = {"on a Sunday", 11}},
    {.label = {"A vote", 6}, .dated = true, .first = 19810, .last = 19815, .soft = true},
    {.group = {"No time given", 13},
     .label = {"An answer", 9},
     .dated = true,
     .first = 19820,
     .last = 19820,
     .open_last = true,
     .hollow = true},
};

static truce_chronology sample(const truce_chronology_row *rows, size_t n) {
    return (truce_chronology){.title = S("What is said to have happened"),
                              .alternative = S("A blockade in 2007."),
                              .rows = rows,
                              .n_rows = n};
}

static void a_day_is_a_disc_and_what_is_longer_a_bar(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_chronology c = sample(usual, 5);
    const truce_drawing d = truce_chronology_draw(&arena, &c);
    expect_readable(&d);
    assert_true(is_drawn(&d, "Blockade imposed") && is_drawn(&d, "on a Sunday") &&
                is_drawn(&d, "No time given") && is_drawn(&d, "2007-01"));
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_CIRCLE, TRUCE_INK_TEXT), 1); /* the one day */
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_BOX, TRUCE_INK_TEXT), 1);    /* 2007 */
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_BOX, TRUCE_INK_BAND), 1);    /* about a week */
    bool linked = false;
    bool dashed = false;
    for (size_t i = 0; i < d.n_shapes; i++) {
        linked = linked || (d.shapes[i].kind == TRUCE_SHAPE_CIRCLE && d.shapes[i].link.size > 0);
        dashed = dashed || (d.shapes[i].kind == TRUCE_SHAPE_BOX && d.shapes[i].dashed);
    }
    assert_true(linked && dashed);
    truce_arena_clear(&arena);
}

static void without_any_date_there_is_no_axis(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_chronology c = sample(&usual[2], 1);
    const truce_drawing d = truce_chronology_draw(&arena, &c);
    expect_readable(&d);
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_LINE, TRUCE_INK_NONE), 0);
    const truce_chronology none = sample(NULL, 0);
    assert_true(truce_chronology_draw(&arena, &none).height > 0);
    truce_arena_clear(&arena);
}

static truce_str words(uint64_t *seed) {
    static const char *const of[] = {
        "",
        "Talks open",
        "Anger abroad, and starvation is reported from the north",
        "unbrokenwordthatislongerthananycolumniswide",
        "after \xE2\x80\x9CTalks open\xE2\x80\x9D",
        "\xD8\xAD\xD9\x85\xD8\xA7\xD8\xB3 \xD8\xAA\xD8\xB7\xD9\x84\xD8\xA8",
        "\xE5\x81\x9C\xE6\x88\x98\xE5\x8D\x8F\xE5\xAE\x9A"};
    return truce_str_of(of[below(seed, sizeof of / sizeof *of)]);
}

static void no_line_or_mark_runs_into_a_word(void **state) {
    (void)state;
    enum { ROWS = 20 };
    for (uint64_t round = 0; round < 400; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_chronology_row rows[ROWS];
        const size_t n = below(&seed, ROWS);
        for (size_t i = 0; i < n; i++) {
            const int64_t day = (int64_t)below(&seed, 3) * 9000 + (int64_t)below(&seed, 50);
            rows[i] = (truce_chronology_row){.group = below(&seed, 4) == 0 ? S("A heading") : S(""),
                                             .label = words(&seed),
                                             .note = words(&seed),
                                             .tie = i > 0 ? (truce_chronology_tie)below(&seed, 3)
                                                          : TRUCE_CHRONOLOGY_LOOSE,
                                             .dated = below(&seed, 2) == 0,
                                             .first = below(&seed, 20) == 0 ? INT64_MIN / 2 : day,
                                             .last = day + (int64_t)below(&seed, 3) * 20,
                                             .open_first = below(&seed, 6) == 0,
                                             .open_last = below(&seed, 6) == 0,
                                             .soft = below(&seed, 2) == 0,
                                             .hollow = below(&seed, 2) == 0,
                                             .words = words(&seed)};
        }
        const truce_chronology c = {.title = words(&seed), .rows = rows, .n_rows = n};
        const truce_drawing d = truce_chronology_draw(&arena, &c);
        expect_readable(&d);
        truce_arena_clear(&arena);
    }
}

static void running_out_of_memory_is_remembered(void **state) {
    (void)state;
    const truce_chronology c = sample(usual, 5);
    for (long allowed = 0;; allowed++) {
        truce_arena arena = truce_arena_new();
        allocations_left = allowed;
        const truce_drawing d = truce_chronology_draw(&arena, &c);
        const bool ran_out = allocations_left < 0;
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
        assert_int_equal(d.failed, ran_out);
        if (!ran_out) {
            assert_true(allowed > 0);
            break;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_those_of_the_calendar),
        cmocka_unit_test(an_axis_is_to_scale_until_a_stretch_is_too_long),
        cmocka_unit_test(later_days_stand_further_right),
        cmocka_unit_test(a_day_is_a_disc_and_what_is_longer_a_bar),
        cmocka_unit_test(without_any_date_there_is_no_axis),
        cmocka_unit_test(no_line_or_mark_runs_into_a_word),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
