/* A ladder one can draw on paper, then random ones: nothing may run into a word or off the page. */
#include "truce/document/ladder.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drawn.h"
#include "support/memory.h"
#include "support/random.h"

#define S(literal) TRUCE_STR(literal)

static const truce_ladder_row rows[] = {
    {TRUCE_LADDER_RUNG, {"a halt", 6}, 0},
    {TRUCE_LADDER_RUNG, {"durable", 7}, 0},
    {TRUCE_LADDER_RUNG, {"permanent, not open to change", 29}, 0},
    {TRUCE_LADDER_OFF, {"part of a comprehensive agreement", 33}, 0},
    {TRUCE_LADDER_UNSAID, {"not stated which", 16}, 0},
};
static const truce_ladder_lane lanes[] = {
    {{"Hamas", 5}, TRUCE_INK_SERIES_1, 0},
    {{"Israel", 6}, TRUCE_INK_SERIES_2, 0},
    {{"Others", 6}, TRUCE_INK_MUTED, 3},
};
static const truce_ladder_stretch up[] = {{1, 2}};
static const truce_ladder_stretch two[] = {{0, 0}, {2, 2}};

static truce_ladder sample(const truce_ladder_mark *marks, size_t n) {
    return (truce_ladder){.title = S("How long the ceasefire lasts"),
                          .alternative = S("Hamas demands permanent."),
                          .rows = rows,
                          .n_rows = 5,
                          .lanes = lanes,
                          .n_lanes = 3,
                          .marks = marks,
                          .n_marks = n};
}

static const truce_ladder_mark usual[] = {
    {.lane = 0, .row = 2, .moved_to = 1, .label = {"demands", 7}, .earlier = true},
    {.lane = 0,
     .row = 0,
     .moved_to = TRUCE_LADDER_STAYS,
     .label = {"accepts", 7},
     .form = TRUCE_LADDER_SQUARE,
     .hollow = true},
    {.lane = 1,
     .row = 1,
     .stretches = up,
     .n_stretches = 1,
     .open_last = true,
     .moved_to = TRUCE_LADDER_STAYS,
     .label = {"rejects", 7},
     .form = TRUCE_LADDER_CROSS,
     .dashed = true},
    {.lane = 1,
     .row = 0,
     .stretches = two,
     .n_stretches = 2,
     .moved_to = TRUCE_LADDER_STAYS,
     .label = {"offers, for Women and Children", 30},
     .form = TRUCE_LADDER_SQUARE,
     .ring = true,
     .link = {"s1:P1", 5},
     .tip = {"Israel offers a halt", 20}},
};

static void a_small_ladder_holds_what_it_was_given(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_ladder ladder = sample(usual, 4);
    const truce_drawing d = truce_ladder_draw(&arena, &ladder);
    expect_readable(&d);
    assert_true(d.width >= TRUCE_LADDER_WIDTH && d.height > 200);
    assert_true(is_drawn(&d, "How long the ceasefire lasts") && is_drawn(&d, "Hamas"));
    assert_true(is_drawn(&d, "rejects") && is_drawn(&d, "and 3"));
    /* The earlier disc is faint, the later square hollow and in the ink of its lane. */
    bool faint = false;
    bool hollow = false;
    size_t linked = 0;
    for (size_t i = 0; i < d.n_shapes; i++) {
        const truce_shape *const s = &d.shapes[i];
        faint =
            faint || (s->kind == TRUCE_SHAPE_CIRCLE && s->fill == TRUCE_INK_SERIES_1 && s->faint);
        hollow = hollow || (s->kind == TRUCE_SHAPE_PATH && s->fill == TRUCE_INK_GROUND &&
                            s->stroke == TRUCE_INK_SERIES_1);
        linked += truce_str_equal(s->link, S("s1:P1")) ? 1 : 0;
    }
    assert_true(faint && hollow);
    assert_true(linked >= 3); /* ring, mark and words */
    assert_true(truce_str_equal(d.alternative, S("Hamas demands permanent.")));
    truce_arena_clear(&arena);
}

static void the_lanes_of_parties_are_alike_whichever_comes_first(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_ladder_mark marks[] = {
        {.lane = 0, .row = 0, .moved_to = TRUCE_LADDER_STAYS, .label = S("demands")},
        {.lane = 1, .row = 2, .moved_to = TRUCE_LADDER_STAYS, .label = S("demands")},
    };
    truce_ladder ladder = sample(marks, 2);
    const truce_drawing one = truce_ladder_draw(&arena, &ladder);
    marks[0].row = 2;
    marks[1].row = 0;
    const truce_drawing other = truce_ladder_draw(&arena, &ladder);
    assert_true(one.height == other.height && one.n_shapes == other.n_shapes);
    truce_arena_clear(&arena);
}

static void a_lane_without_marks_says_that_nothing_is_reported(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_ladder_mark mark = {
        .lane = 0, .row = 0, .moved_to = TRUCE_LADDER_STAYS, .label = S("demands")};
    const truce_ladder ladder = sample(&mark, 1);
    const truce_drawing d = truce_ladder_draw(&arena, &ladder);
    expect_readable(&d);
    assert_true(is_drawn(&d, "reported"));
    truce_arena_clear(&arena);
}

static void a_value_has_its_true_place_on_the_scale(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_ladder_row values[] = {{TRUCE_LADDER_VALUE, S("2.0 percent"), 0},
                                       {TRUCE_LADDER_VALUE, S("2.5 percent"), 0.125},
                                       {TRUCE_LADDER_VALUE, S("6.0 percent"), 1}};
    truce_ladder ladder = sample(NULL, 0);
    ladder.rows = values;
    ladder.n_rows = 3;
    const truce_drawing d = truce_ladder_draw(&arena, &ladder);
    expect_readable(&d);
    double at[3] = {0, 0, 0};
    size_t n = 0;
    for (size_t i = 0; i < d.n_shapes && n < 3; i++) {
        if (d.shapes[i].kind == TRUCE_SHAPE_CIRCLE) {
            at[n++] = d.shapes[i].at.y;
        }
    }
    assert_int_equal(n, 3);
    const double share = (at[1] - at[0]) / (at[2] - at[0]);
    assert_true(share > 0.1249 && share < 0.1251);
    truce_arena_clear(&arena);
}

static truce_str words(uint64_t *seed) {
    static const char *const of[] = {
        "",
        "demands",
        "has not accepted, for Women and Children",
        "International community rejects",
        "\xD8\xAD\xD9\x85\xD8\xA7\xD8\xB3 \xD8\xAA\xD8\xB7\xD9\x84\xD8\xA8",
        "an-unusually-long-word-which-has-hyphens",
        "unbrokenwordthatislongerthananylaneiswide",
        "\xE5\x81\x9C\xE6\x88\x98\xE5\x8D\x8F\xE5\xAE\x9A \xE8\xB0\x88\xE5\x88\xA4"};
    return truce_str_of(of[below(seed, sizeof of / sizeof *of)]);
}

static void no_line_or_mark_runs_into_a_word(void **state) {
    (void)state;
    enum { ROWS = 9, LANES = 5, MARKS = 30 };
    for (uint64_t round = 0; round < 400; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_ladder_row some_rows[ROWS];
        truce_ladder_lane some_lanes[LANES];
        truce_ladder_mark marks[MARKS];
        truce_ladder_stretch stretches[MARKS][2];
        const size_t n_rows = 2 + below(&seed, ROWS - 1);
        const size_t n_lanes = 1 + below(&seed, LANES);
        const size_t rungs = 1 + below(&seed, n_rows);
        const bool scale = below(&seed, 3) == 0;
        for (size_t i = 0; i < n_rows; i++) {
            some_rows[i] = (truce_ladder_row){
                i < rungs ? scale ? TRUCE_LADDER_VALUE : TRUCE_LADDER_RUNG : TRUCE_LADDER_OFF,
                words(&seed), rungs > 1 ? (double)i / (double)(rungs - 1) : 0};
        }
        for (size_t i = 0; i < n_lanes; i++) {
            some_lanes[i] =
                (truce_ladder_lane){words(&seed), truce_ink_of_series(i), below(&seed, 3)};
        }
        const size_t n = below(&seed, MARKS);
        for (size_t i = 0; i < n; i++) {
            const size_t row = below(&seed, n_rows);
            const size_t before = below(&seed, n + 1);
            marks[i] = (truce_ladder_mark){.lane = below(&seed, n_lanes),
                                           .row = row,
                                           .form = (truce_ladder_form)below(&seed, 4),
                                           .hollow = below(&seed, 2) == 0,
                                           .ring = below(&seed, 2) == 0,
                                           .dashed = below(&seed, 2) == 0,
                                           .moved_to = TRUCE_LADDER_STAYS,
                                           .label = words(&seed)};
            if (below(&seed, 3) == 0) {
                stretches[i][0] = (truce_ladder_stretch){row, row + below(&seed, n_rows - row)};
                marks[i].stretches = stretches[i];
                marks[i].n_stretches = 1;
                marks[i].open_last = below(&seed, 2) == 0;
                marks[i].open_first = below(&seed, 2) == 0;
            }
            if (before < i && marks[before].lane == marks[i].lane) {
                marks[i].moved_to = before;
            }
        }
        const truce_ladder ladder = {.title = words(&seed),
                                     .rows = some_rows,
                                     .n_rows = n_rows,
                                     .lanes = some_lanes,
                                     .n_lanes = n_lanes,
                                     .marks = marks,
                                     .n_marks = n};
        const truce_drawing d = truce_ladder_draw(&arena, &ladder);
        expect_readable(&d);
        truce_arena_clear(&arena);
    }
}

static void the_legend_shows_only_what_is_used(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_ladder_words w = {.forms = {S("demands")}, .hollow = S("second-hand")};
    const truce_drawing few = truce_ladder_legend(&arena, S("Marks"), &w);
    expect_readable(&few);
    assert_true(is_drawn(&few, "demands") && is_drawn(&few, "second-hand"));
    w.bar = S("all of these");
    w.ring = S("a red line");
    w.dashed = S("on a condition");
    w.earlier = S("an earlier position, and an arrow from it to the later one, if both are shown");
    const truce_drawing all = truce_ladder_legend(&arena, S("Marks"), &w);
    expect_readable(&all);
    assert_true(all.height > few.height && all.n_shapes > few.n_shapes);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_remembered(void **state) {
    (void)state;
    const truce_ladder ladder = sample(usual, 4);
    for (long allowed = 0;; allowed++) {
        truce_arena arena = truce_arena_new();
        allocations_left = allowed;
        const truce_drawing d = truce_ladder_draw(&arena, &ladder);
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
        cmocka_unit_test(a_small_ladder_holds_what_it_was_given),
        cmocka_unit_test(the_lanes_of_parties_are_alike_whichever_comes_first),
        cmocka_unit_test(a_lane_without_marks_says_that_nothing_is_reported),
        cmocka_unit_test(a_value_has_its_true_place_on_the_scale),
        cmocka_unit_test(no_line_or_mark_runs_into_a_word),
        cmocka_unit_test(the_legend_shows_only_what_is_used),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
