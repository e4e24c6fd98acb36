/* Names one can count on the fingers, then many against a plain list, then no memory. */
#include "truce/base/symbols.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"

static truce_arena arena;
static truce_symbols symbols;

static int set_up(void **state) {
    (void)state;
    allocations_left = LONG_MAX;
    arena = truce_arena_new();
    return truce_symbols_init(&symbols, &arena, 7, NULL) == TRUCE_OK ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

static void equal_texts_have_one_symbol_numbered_as_they_come(void **state) {
    (void)state;
    const char again[] = "north";
    assert_int_equal(truce_symbols_add(&symbols, TRUCE_STR("north")), 1);
    assert_int_equal(truce_symbols_add(&symbols, TRUCE_STR("south")), 2);
    assert_int_equal(truce_symbols_add(&symbols, truce_str_of(again)), 1);
    assert_int_equal(truce_symbols_add(&symbols, TRUCE_STR("north-east")), 3);
    assert_int_equal(truce_symbols_find(&symbols, TRUCE_STR("south")), 2);
    assert_int_equal(truce_symbols_find(&symbols, TRUCE_STR("east")), 0);
    assert_int_equal(truce_symbols_find(&symbols, TRUCE_STR("")), 0);
    assert_true(truce_str_equal(truce_symbols_text(&symbols, 3), TRUCE_STR("north-east")));
    assert_int_equal(symbols.n, 4);
}

static void what_is_expected_is_not_yet_there(void **state) {
    (void)state;
    truce_symbols_expect(&symbols, TRUCE_STR("s2:P8.office"));
    truce_symbols_expect(&symbols, TRUCE_STR("")); /* as the name of no claim */
    assert_int_equal(truce_symbols_find(&symbols, TRUCE_STR("s2:P8.office")), 0);
    assert_int_equal(symbols.n, 1);
    assert_int_equal(truce_symbols_add(&symbols, TRUCE_STR("s2:P8.office")), 1);
}

/* Of every length, so that each way of hashing a text is met, with room made for some or none. */
static void many_names_are_told_apart(void **state) {
    (void)state;
    enum { MANY = 20000 };
    static char names[MANY][40];
    for (int made_room = 0; made_room < 2; made_room++) {
        truce_symbols many;
        assert_int_equal(truce_symbols_init(&many, &arena, 1, NULL), TRUCE_OK);
        assert_true(made_room == 0 || truce_symbols_reserve(&many, MANY + 1));
        const uint64_t *const slots = many.slots;
        const truce_str *const texts = many.texts;
        for (int i = 0; i < MANY; i++) {
            const int size = snprintf(names[i], sizeof names[i], "%.*s%d", i % 30,
                                      "abcdefghijklmnopqrstuvwxyzabcdef", i);
            assert_int_equal(truce_symbols_add(&many, (truce_str){names[i], (size_t)size}), i + 1);
        }
        assert_true((many.slots == slots) == (made_room == 1));
        assert_true((many.texts == texts) == (made_room == 1));
        for (int i = 0; i < MANY; i++) {
            assert_int_equal(truce_symbols_find(&many, truce_str_of(names[i])), i + 1);
        }
    }
}

static void without_memory_it_says_so_and_stays_as_it_was(void **state) {
    (void)state;
    static char names[4096][8];
    allocations_left = 0;
    assert_false(truce_symbols_reserve(&symbols, 1000000));
    int i = 0;
    truce_symbol symbol = 1;
    for (; symbol != 0; i++) {
        assert_true(i < 4096); /* what the arena has is soon used up */
        (void)snprintf(names[i], sizeof names[i], "n%d", i);
        symbol = truce_symbols_add(&symbols, truce_str_of(names[i]));
    }
    assert_int_equal(truce_symbols_find(&symbols, truce_str_of(names[i - 1])), 0);
    assert_int_equal(truce_symbols_find(&symbols, truce_str_of(names[i - 2])), i - 1);
    truce_error err;
    truce_arena none = truce_arena_new();
    truce_symbols other;
    assert_int_equal(truce_symbols_init(&other, &none, 0, &err), TRUCE_ENOMEM);
    allocations_left = LONG_MAX;
    assert_int_equal(truce_symbols_add(&symbols, truce_str_of(names[i - 1])), i);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_texts_have_one_symbol_numbered_as_they_come, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_expected_is_not_yet_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_names_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_memory_it_says_so_and_stays_as_it_was, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
