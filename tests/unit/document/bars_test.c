/* Bars one could draw on paper: what is surely so is full, what is perhaps so faint, and the second
 * share a stroke. */
#include "truce/document/bars.h"

#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drawn.h"
#include "support/memory.h"

#define S(literal) TRUCE_STR(literal)

static const truce_bar at[] = {
    {{"Pay: 50 crowns", 14}, 1, 1, 1, {"always", 6}, {"Pay: 50 crowns", 14}},
    {{"Pay: 20 crowns; Dress: half of it paid, and a label that is much too long for one line", 86},
     0.25,
     0.5,
     0.125,
     {"25 to 50 %", 10},
     {NULL, 0}},
    {{"Pay: 10 crowns", 14}, 0, 0.01, -1, {"0 to 1 %", 8}, {NULL, 0}}};

static const truce_bars sample = {.title = {"How often", 9},
                                  .alternative = {"Three packages.", 15},
                                  .at = at,
                                  .n = 3,
                                  .key = {"surely efficient", 16},
                                  .key_faint = {"perhaps", 7},
                                  .key_second = {"worth enough to all", 19}};

static void bars_are_as_long_as_their_shares(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_drawing d = truce_bars_draw(&arena, &sample);
    expect_readable(&d);
    assert_true(d.width == TRUCE_BARS_WIDTH);
    assert_true(is_drawn(&d, "Pay: 50 crowns") && is_drawn(&d, "25 to 50 %"));
    assert_true(is_drawn(&d, "surely efficient") && is_drawn(&d, "worth enough to all"));
    double full = 0;
    double faint = 0;
    double track = 0;
    size_t strokes = 0;
    for (size_t i = 0; i < d.n_shapes; i++) {
        const truce_shape *const s = &d.shapes[i];
        const double wide = s->to.x - s->at.x;
        const bool box = s->kind == TRUCE_SHAPE_BOX;
        track = box && s->fill == TRUCE_INK_GROUND ? wide : track;
        full += box && s->fill == TRUCE_INK_MUTED && !s->faint ? wide : 0;
        faint += box && s->fill == TRUCE_INK_MUTED && s->faint ? wide : 0;
        strokes += s->kind == TRUCE_SHAPE_LINE && s->stroke == TRUCE_INK_TEXT;
    }
    const double piece = 18; /* in the key */
    assert_true(fabs(full - piece - 1.25 * track) < 1e-9);
    assert_true(fabs(faint - piece - 0.26 * track) < 1e-9);
    assert_int_equal(strokes, 3); /* of two bars, and in the key */
    truce_arena_clear(&arena);
}

static void a_key_that_says_nothing_is_left_out(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_bars bars = sample;
    const truce_drawing with = truce_bars_draw(&arena, &bars);
    bars.key_second = (truce_str){NULL, 0};
    const truce_drawing without = truce_bars_draw(&arena, &bars);
    assert_true(without.height < with.height);
    assert_false(is_drawn(&without, "worth enough to all"));
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_remembered(void **state) {
    (void)state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        truce_arena arena = truce_arena_new();
        allocations_left = n;
        failed = truce_bars_draw(&arena, &sample).failed;
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
        assert_true(n < 1000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_are_as_long_as_their_shares),
        cmocka_unit_test(a_key_that_says_nothing_is_left_out),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
