/* A plot one can draw on paper, then random ones: no sign is run into, and nothing leaves the page.
 */
#include "truce/document/scatter.h"

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

static const truce_spot stairs[] = {{10, 90}, {40, 70}, {60, 50}, {95, 5}};
static const truce_scatter_mark marks[] = {
    {.at = {60, 50}, .sign = {"N", 1}, .label = {"Nash: 60 and 50", 15}, .tip = {"Nash", 4}},
    {.at = {40, 70}, .sign = {"E", 1}, .label = {"egalitarian: 40 and 70", 22}},
    {.at = {20, 20},
     .form = TRUCE_SCATTER_SQUARE,
     .sign = {"b", 1},
     .label = {"Board's bridging proposal", 25},
     .link = {"gazette:P5", 10}},
};

static truce_scatter sample(void) {
    return (truce_scatter){.title = S("What packages are worth"),
                           .alternative = S("Four packages are efficient."),
                           .across = {S("Union, by analyst-1"), 0, 100, true, 30},
                           .up = {S("Company, by analyst-1"), 0, 100, true, 45},
                           .efficient = stairs,
                           .n_efficient = 4,
                           .marks = marks,
                           .n_marks = 3};
}

static void a_small_plot_holds_what_it_was_given(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_scatter scatter = sample();
    const truce_drawing d = truce_scatter_draw(&arena, &scatter);
    expect_readable(&d);
    assert_true(d.width == TRUCE_SCATTER_WIDTH);
    assert_true(is_drawn(&d, "Nash: 60 and 50") && is_drawn(&d, "Union, by analyst-1"));
    assert_true(is_drawn(&d, "0") && is_drawn(&d, "20") && is_drawn(&d, "100"));
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_CIRCLE, TRUCE_INK_MUTED), 4);
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_PATH, TRUCE_INK_GROUND), 3);
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_BOX, TRUCE_INK_BAND), 1);
    size_t dashed = 0;
    size_t linked = 0;
    for (size_t i = 0; i < d.n_shapes; i++) {
        dashed += d.shapes[i].dashed ? 1 : 0;
        linked += truce_str_equal(d.shapes[i].link, S("gazette:P5")) ? 1 : 0;
    }
    assert_int_equal(dashed, 2);
    assert_int_equal(linked, 1);
    truce_arena_clear(&arena);
}

static void the_two_sides_have_the_same_form(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scatter scatter = sample();
    const truce_drawing one = truce_scatter_draw(&arena, &scatter);
    const truce_scatter_axis across = scatter.across;
    scatter.across = scatter.up;
    scatter.up = across;
    truce_spot turned[4];
    for (size_t i = 0; i < 4; i++) {
        turned[i] = (truce_spot){stairs[3 - i].y, stairs[3 - i].x};
    }
    scatter.efficient = turned;
    truce_scatter_mark turned_marks[3];
    for (size_t i = 0; i < 3; i++) {
        turned_marks[i] = marks[i];
        turned_marks[i].at = (truce_spot){marks[i].at.y, marks[i].at.x};
    }
    scatter.marks = turned_marks;
    const truce_drawing other = truce_scatter_draw(&arena, &scatter);
    assert_int_equal(one.n_shapes, other.n_shapes);
    assert_true(one.height == other.height);
    truce_arena_clear(&arena);
}

static void a_reservation_value_beyond_the_plot_is_told_by_what_is_tinted(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scatter scatter = sample();
    scatter.up.reserve = -5; /* all is good enough for it */
    truce_drawing d = truce_scatter_draw(&arena, &scatter);
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_BOX, TRUCE_INK_BAND), 1);
    scatter.up.reserve = 500; /* nothing is */
    d = truce_scatter_draw(&arena, &scatter);
    assert_int_equal(count_shapes(&d, TRUCE_SHAPE_BOX, TRUCE_INK_BAND), 0);
    truce_arena_clear(&arena);
}

static void ticks_are_round_numbers_of_any_size(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scatter scatter = sample();
    scatter.n_marks = 0;
    scatter.n_efficient = 0;
    scatter.across = (truce_scatter_axis){.low = -0.0004, .high = 0.0011};
    scatter.up = (truce_scatter_axis){.low = 2500000, .high = 2600000};
    const truce_drawing d = truce_scatter_draw(&arena, &scatter);
    expect_readable(&d);
    assert_true(is_drawn(&d, "0.0005") && is_drawn(&d, "0.0010") && is_drawn(&d, "2520000"));
    scatter.across = (truce_scatter_axis){.low = 7, .high = 7}; /* no range, no tick */
    const truce_drawing flat = truce_scatter_draw(&arena, &scatter);
    expect_readable(&flat);
    truce_arena_clear(&arena);
}

static double between(uint64_t *seed, double low, double high) {
    return low + (high - low) * (double)(next_random(seed) >> 11) / 9007199254740992.0;
}

static void no_sign_is_run_into(void **state) {
    (void)state;
    enum { EFFICIENT = 60, MARKS = 12 };
    size_t signs = 0;
    size_t marked = 0;
    for (uint64_t round = 0; round < 400; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_scatter scatter = sample();
        truce_spot efficient[EFFICIENT];
        truce_scatter_mark some[MARKS];
        const size_t n = 1 + (size_t)(next_random(&seed) % EFFICIENT);
        double x = 0;
        double y = 100;
        for (size_t i = 0; i < n; i++) {
            x = between(&seed, x, x + (100 - x) / 8);
            y = between(&seed, y - y / 8, y);
            efficient[i] = (truce_spot){x, y};
        }
        const size_t n_marks = (size_t)(next_random(&seed) % (MARKS + 1));
        for (size_t i = 0; i < n_marks; i++) {
            some[i] = (truce_scatter_mark){
                .at = next_random(&seed) % 2 == 0
                          ? efficient[next_random(&seed) % n]
                          : (truce_spot){between(&seed, 0, 100), between(&seed, 0, 100)},
                .form = (truce_scatter_form)(next_random(&seed) % 2),
                .sign = truce_str_of(next_random(&seed) % 3 == 0 ? "KS" : "N"),
                .label = S("an-unusually-long-word-which-has-hyphens and others after it")};
        }
        scatter.efficient = efficient;
        scatter.n_efficient = n;
        scatter.marks = some;
        scatter.n_marks = n_marks;
        scatter.small = next_random(&seed) % 3 == 0;
        const truce_drawing d = truce_scatter_draw(&arena, &scatter);
        expect_readable(&d);
        size_t drawn = 0;
        for (size_t i = 0; i < d.n_shapes; i++) {
            drawn += d.shapes[i].kind == TRUCE_SHAPE_TEXT && d.shapes[i].strong ? 1 : 0;
        }
        if (scatter.small) {
            signs += drawn - 1; /* without the title */
            marked += n_marks;
        }
        truce_arena_clear(&arena);
    }
    assert_true(signs > marked * 8 / 10); /* the others found no free place */
}

static void running_out_of_memory_is_remembered(void **state) {
    (void)state;
    const truce_scatter scatter = sample();
    for (long allowed = 0;; allowed++) {
        truce_arena arena = truce_arena_new();
        allocations_left = allowed;
        const truce_drawing d = truce_scatter_draw(&arena, &scatter);
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
        cmocka_unit_test(a_small_plot_holds_what_it_was_given),
        cmocka_unit_test(the_two_sides_have_the_same_form),
        cmocka_unit_test(a_reservation_value_beyond_the_plot_is_told_by_what_is_tinted),
        cmocka_unit_test(ticks_are_round_numbers_of_any_size),
        cmocka_unit_test(no_sign_is_run_into),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
