/* A map one can draw, then random ones: nothing may run into a word, and sides are alike. */
#include "truce/document/network.h"

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

static const truce_network_node nodes[] = {
    {{"Hamas", 5}, {"", 0}, TRUCE_INK_SERIES_1},
    {{"Israel", 6}, {"", 0}, TRUCE_INK_SERIES_2},
    {{"Qatar", 5}, {"mediator, host", 14}, TRUCE_INK_NONE},
    {{"United States", 13}, {"", 0}, TRUCE_INK_NONE},
    {{"Iran", 4}, {"", 0}, TRUCE_INK_NONE},
};
static const truce_network_tie ties[] = {
    {.from = 2, .to = 0, .label = {"leverage", 8}, .link = {"s3:P10", 6}},
    {.from = 3, .to = 1, .label = {"alliance", 8}, .both = true, .line = TRUCE_NETWORK_HEAVY},
    {.from = 1,
     .to = 0,
     .label = {"not: contact", 12},
     .faint = true,
     .line = TRUCE_NETWORK_DASHED},
    {.from = 0, .to = 2, .label = {"dependence", 10}},
    {.from = 4, .to = 3, .label = {"rivalry", 7}},
};

static truce_network sample(void) {
    return (truce_network){.title = S("Who is tied to whom"),
                           .alternative = S("Qatar has leverage over Hamas."),
                           .others = S("Between others"),
                           .n_pillars = 2,
                           .nodes = nodes,
                           .n_nodes = 5,
                           .ties = ties,
                           .n_ties = 5};
}

/* The x of the head of the arrow with that ink that comes `nth`, and where it points. */
static double head_x(const truce_drawing *d, size_t nth) {
    for (size_t i = 0; i < d->n_shapes; i++) {
        if (d->shapes[i].kind == TRUCE_SHAPE_PATH && nth-- == 0) {
            return d->shapes[i].points[0].x;
        }
    }
    return -1;
}

static void arrows_point_at_whom_they_are_about(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_network n = sample();
    const truce_drawing d = truce_network_draw(&arena, &n);
    expect_readable(&d);
    assert_true(is_drawn(&d, "Hamas") && is_drawn(&d, "Qatar") && is_drawn(&d, "mediator, host") &&
                is_drawn(&d, "Between others") && is_drawn(&d, "rivalry"));
    assert_true(head_x(&d, 0) < 20);                         /* contact: to the left pillar */
    assert_true(head_x(&d, 1) < 20);                         /* leverage */
    assert_true(head_x(&d, 2) > 100 && head_x(&d, 2) < 120); /* dependence: to the box */
    assert_true(head_x(&d, 3) > 220 && head_x(&d, 3) < 240); /* alliance: both ends */
    assert_true(head_x(&d, 4) > 320);
    assert_true(head_x(&d, 5) > 230); /* rivalry, below */
    truce_arena_clear(&arena);
}

static void the_pillars_are_alike(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_network n = sample();
    const truce_drawing d = truce_network_draw(&arena, &n);
    const truce_shape *found[2] = {NULL, NULL};
    for (size_t i = 0; i < d.n_shapes; i++) {
        if (d.shapes[i].kind == TRUCE_SHAPE_BOX && d.shapes[i].fill >= TRUCE_INK_SERIES_1) {
            found[d.shapes[i].fill - TRUCE_INK_SERIES_1] = &d.shapes[i];
        }
    }
    assert_non_null(found[0]);
    assert_non_null(found[1]);
    assert_true(found[0]->at.y == found[1]->at.y && found[0]->to.y == found[1]->to.y);
    assert_true(found[0]->to.x - found[0]->at.x == found[1]->to.x - found[1]->at.x);
    assert_true(found[0]->at.x == d.width - found[1]->to.x);
    truce_arena_clear(&arena);
}

static void who_is_tied_to_others_only_stands_below(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_network n = sample();
    const truce_drawing d = truce_network_draw(&arena, &n);
    size_t iran = 0;
    for (size_t i = 0; i < d.n_shapes; i++) {
        iran += truce_str_equal(d.shapes[i].text, S("Iran")) ? 1 : 0;
    }
    assert_int_equal(iran, 1);
    truce_arena_clear(&arena);
}

static truce_str words(uint64_t *seed) {
    static const char *const of[] = {
        "",
        "leverage",
        "pressure (the International community and others)",
        "unbrokenwordthatislongerthananycolumniswide",
        "self-declared-guarantor-of-all",
        "\xD8\xAD\xD9\x85\xD8\xA7\xD8\xB3 \xD8\xAA\xD8\xB7\xD9\x84\xD8\xA8",
        "\xE5\x81\x9C\xE6\x88\x98\xE5\x8D\x8F\xE5\xAE\x9A"};
    return truce_str_of(of[below(seed, sizeof of / sizeof *of)]);
}

static void every_tie_is_drawn_and_no_line_runs_into_a_word(void **state) {
    (void)state;
    enum { NODES = 9, TIES = 30 };
    for (uint64_t round = 0; round < 400; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_network_node some[NODES];
        truce_network_tie between[TIES];
        const size_t n = 2 + below(&seed, NODES - 1);
        const size_t n_ties = below(&seed, TIES);
        for (size_t i = 0; i < n; i++) {
            some[i] = (truce_network_node){words(&seed), words(&seed), truce_ink_of_series(i)};
        }
        size_t heads = 0;
        for (size_t i = 0; i < n_ties; i++) {
            const size_t from = below(&seed, n);
            between[i] = (truce_network_tie){.from = from,
                                             .to = (from + 1 + below(&seed, n - 1)) % n,
                                             .both = below(&seed, 4) == 0,
                                             .faint = below(&seed, 4) == 0,
                                             .line = (truce_network_line)below(&seed, 3),
                                             .label = words(&seed)};
            heads += between[i].both ? 2 : 1;
        }
        const truce_network network = {.title = words(&seed),
                                       .others = S("Between others"),
                                       .n_pillars = 1 + below(&seed, 2),
                                       .nodes = some,
                                       .n_nodes = n,
                                       .ties = between,
                                       .n_ties = n_ties};
        const truce_drawing d = truce_network_draw(&arena, &network);
        expect_readable(&d);
        assert_int_equal(count_shapes(&d, TRUCE_SHAPE_PATH, TRUCE_INK_TEXT), heads);
        truce_arena_clear(&arena);
    }
}

static void running_out_of_memory_is_remembered(void **state) {
    (void)state;
    const truce_network n = sample();
    for (long allowed = 0;; allowed++) {
        truce_arena arena = truce_arena_new();
        allocations_left = allowed;
        const truce_drawing d = truce_network_draw(&arena, &n);
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
        cmocka_unit_test(arrows_point_at_whom_they_are_about),
        cmocka_unit_test(the_pillars_are_alike),
        cmocka_unit_test(who_is_tied_to_others_only_stands_below),
        cmocka_unit_test(every_tie_is_drawn_and_no_line_runs_into_a_word),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
