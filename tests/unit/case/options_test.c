/* The set of every form of an item, written by hand on one ladder and one range; then meeting and
 * equality against plain lists of yes and no, on random items. */
#include "truce/case/options.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "truce/case/read.h"

/* ---- sets one can write down ----------------------------------------------------------------- */

/* Rungs none 0, some 1, most 2, all 3; off the ladder: aside is the second of six options, so 4 +
 * 1, and other the last, so 4 + 5. Steps of pay: 2.0 is 0, 8.0 is 24. */
static const char prelude[] = "truce 1\n"
                              "case ladder \"Ladder\"\n"
                              "party a \"A\"\n"
                              "source s \"S\" press\n"
                              "group g \"G\"\n"
                              "issue aid \"Aid\"\n"
                              "  per g\n"
                              "  rung none\n"
                              "  option aside\n"
                              "  rung some\n"
                              "  rung most\n"
                              "  rung all\n"
                              "  option other\n"
                              "issue pay \"Pay\"\n"
                              "  range 2.0..8.0 step 0.25 percent\n"
                              "issue bare \"Bare\"\n"
                              "claim s:P1\n"
                              "  a demands ";

typedef struct read_item {
    truce_arena arena;
    truce_case c;
    const truce_demand *demand;
    truce_option_set set;
} read_item;

/* The set of `words`; clear the arena afterwards. */
static void read_one(read_item *made, const char *words) {
    char text[1024];
    truce_view view;
    truce_error err = {.message = ""};
    made->arena = truce_arena_new();
    truce_report report = truce_report_new(&made->arena);
    (void)snprintf(text, sizeof text, "%s%s\n", prelude, words);
    const truce_str kept = truce_arena_str(&made->arena, truce_str_of(text));
    const truce_input input = {TRUCE_STR("ladder.truce"), kept};
    assert_int_equal(truce_case_view(&input, 1, (truce_str){NULL, 0}, &made->arena, &view, &err),
                     TRUCE_OK);
    if (truce_case_read(&view, (truce_read_options){.no_warnings = true}, &made->arena, &made->c,
                        &report, &err) != TRUCE_OK) {
        fail_msg("%s: %s", words, err.message);
    }
    bool failed = false;
    made->demand = &made->c.claims[0].statements[0].as.position.demands[0];
    const uint32_t issue = truce_case_find(&made->c, TRUCE_KIND_ISSUE, made->demand->item.issue);
    made->set =
        truce_item_options(&made->c.issues[issue], &made->demand->item, &made->arena, &failed);
    assert_false(failed);
}

static void expect_set(const char *words, const char *want) {
    read_item made;
    char got[256];
    size_t n = 0;
    read_one(&made, words);
    got[0] = '\0';
    for (uint32_t i = 0; i < made.set.n; i++) {
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%d-%d", i > 0 ? " " : "",
                              (int)made.set.at[i].low, (int)made.set.at[i].high);
    }
    if (strcmp(got, want) != 0) {
        fail_msg("%s: got %s, want %s", words, got, want);
    }
    truce_arena_clear(&made.arena);
}

static void a_rung_is_its_rank(void **state) {
    (void)state;
    expect_set("aid none", "0-0");
    expect_set("aid some", "1-1");
    expect_set("aid all", "3-3");
    expect_set("aid some for g", "1-1");
}

static void an_option_off_the_ladder_lies_beyond_the_rungs(void **state) {
    (void)state;
    expect_set("aid aside", "5-5");
    expect_set("aid other", "9-9");
}

static void several_options_are_put_in_order_and_joined_where_they_touch(void **state) {
    (void)state;
    expect_set("aid all or none", "0-0 3-3");
    expect_set("aid most or none or some", "0-2");
    expect_set("aid other or all or aside", "3-3 5-5 9-9");
    expect_set("aid some or some", "1-1");
}

static void or_more_and_or_less_go_to_the_end_of_the_ladder(void **state) {
    (void)state;
    expect_set("aid some or more", "1-3");
    expect_set("aid some or less", "0-1");
    expect_set("aid all or more", "3-3");
    expect_set("aid none or less", "0-0");
    expect_set("aid none or more", "0-3");
}

static void a_number_is_its_step(void **state) {
    (void)state;
    expect_set("pay 2.0", "0-0");
    expect_set("pay 2.25", "1-1");
    expect_set("pay 8", "24-24");
    expect_set("pay 2..2.5", "0-2");
    expect_set("pay 2..2.5 or 2.75", "0-3");
    expect_set("pay 5..6 or 2 or 4..5.5", "0-0 8-16");
    expect_set("pay 2.5 or more", "2-24");
    expect_set("pay 2.5 or less", "0-2");
}

static void what_is_not_stated_is_no_set(void **state) {
    (void)state;
    expect_set("aid unstated", "");
    expect_set("aid unstated for g", "");
    expect_set("bare unstated", "");
    expect_set("bare before pay 5.0", "");
}

static void unknown_sets_neither_meet_nor_are_equal(void **state) {
    (void)state;
    const truce_option_set none = {NULL, 0};
    const truce_interval all[] = {{0, 3}};
    assert_false(truce_options_meet(none, none));
    assert_false(truce_options_equal(none, none));
    assert_false(truce_options_meet(none, (truce_option_set){all, 1}));
    assert_false(truce_options_meet((truce_option_set){all, 1}, none));
    assert_false(truce_options_equal(none, (truce_option_set){all, 1}));
}

/* ---- against lists of yes and no ------------------------------------------------------------- */

enum { OPTIONS_MAX = 10, STEPS = 20, NUMBERS = 2 * OPTIONS_MAX, VALUES_MAX = 5, ROUNDS = 20000 };

typedef struct listed {
    bool has[NUMBERS + STEPS];
    bool known;
} listed;

static truce_decimal whole(int number) {
    return (truce_decimal){number, 0};
}

/* Which numbers an item names, by trying each. */
static listed list_of(const truce_issue *issue, const truce_item *item) {
    listed made = {.known = item->n_values > 0};
    for (uint32_t i = 0; i < item->n_values; i++) {
        const truce_value *const v = &item->values[i];
        for (int64_t at = 0; at < NUMBERS + STEPS; at++) {
            int64_t low = 0;
            int64_t high = 0;
            int64_t top = 0;
            if (v->kind == TRUCE_VALUE_OPTION) {
                const truce_option *const o = &issue->options[v->index];
                low = o->rung ? (int64_t)o->rank : (int64_t)issue->n_rungs + v->index;
                high = low;
                top = (int64_t)issue->n_rungs - 1;
            } else {
                low = v->low.units;
                high = v->high.units;
                top = issue->steps;
            }
            made.has[at] = made.has[at] || (at >= low && at <= high) ||
                           (item->extent == TRUCE_EXTENT_OR_MORE && at >= low && at <= top) ||
                           (item->extent == TRUCE_EXTENT_OR_LESS && at <= high);
        }
    }
    return made;
}

static void random_issue(uint64_t *seed, truce_issue *issue, truce_option *options) {
    *issue = (truce_issue){.options = options};
    if (percent(seed, 40)) {
        issue->has_range = true;
        issue->low = whole(0);
        issue->high = whole(STEPS - 1);
        issue->step = whole(1);
        issue->steps = STEPS - 1;
        return;
    }
    issue->n_options = 1 + (uint32_t)below(seed, OPTIONS_MAX);
    for (uint32_t i = 0; i < issue->n_options; i++) {
        const bool rung = percent(seed, 70);
        options[i] = (truce_option){.rung = rung, .rank = rung ? issue->n_rungs : TRUCE_NONE};
        issue->n_rungs += rung;
    }
}

/* Only what the reader lets through: `or more` needs one rung or one number. */
static void random_item(uint64_t *seed, const truce_issue *issue, truce_value *values,
                        truce_item *item) {
    *item = (truce_item){.extent = TRUCE_EXTENT_UNSTATED, .values = values};
    if (percent(seed, 5)) {
        return;
    }
    item->extent = TRUCE_EXTENT_VALUES;
    item->n_values = 1 + (uint32_t)below(seed, VALUES_MAX);
    bool one = item->n_values == 1;
    for (uint32_t i = 0; i < item->n_values; i++) {
        truce_value *const v = &values[i];
        *v = (truce_value){0};
        if (issue->has_range) {
            const int low = (int)below(seed, STEPS);
            const int high =
                percent(seed, 50) ? low : low + (int)below(seed, (size_t)(STEPS - low));
            v->kind = low == high ? TRUCE_VALUE_NUMBER : TRUCE_VALUE_RANGE;
            v->low = whole(low);
            v->high = whole(high);
            one = one && low == high;
        } else {
            v->kind = TRUCE_VALUE_OPTION;
            v->index = (uint32_t)below(seed, issue->n_options);
            one = one && issue->options[v->index].rung;
        }
    }
    if (one && percent(seed, 50)) {
        item->extent = percent(seed, 50) ? TRUCE_EXTENT_OR_MORE : TRUCE_EXTENT_OR_LESS;
    }
}

static bool holds(truce_option_set set, int64_t at) {
    for (uint32_t i = 0; i < set.n; i++) {
        if (at >= set.at[i].low && at <= set.at[i].high) {
            return true;
        }
    }
    return false;
}

static void expect_listed(truce_option_set set, const listed *list) {
    assert_int_equal(set.n > 0, list->known);
    for (int64_t at = 0; at < NUMBERS + STEPS; at++) {
        assert_int_equal(holds(set, at), list->has[at]);
    }
    for (uint32_t i = 0; i < set.n; i++) {
        assert_true(set.at[i].low <= set.at[i].high);
        assert_true(i == 0 || set.at[i - 1].high + 1 < set.at[i].low);
    }
}

static void sets_meet_and_are_equal_as_lists_of_their_options_are(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    size_t n_meet = 0;
    size_t n_equal = 0;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t seed = round; /* a failing round reproduces itself */
        truce_issue issue;
        truce_option options[OPTIONS_MAX];
        truce_value values[2][VALUES_MAX];
        truce_item items[2];
        truce_option_set sets[2];
        listed lists[2];
        bool failed = false;
        random_issue(&seed, &issue, options);
        for (int i = 0; i < 2; i++) {
            random_item(&seed, &issue, values[i], &items[i]);
            lists[i] = list_of(&issue, &items[i]);
            sets[i] = truce_item_options(&issue, &items[i], &arena, &failed);
            expect_listed(sets[i], &lists[i]);
        }
        assert_false(failed);
        bool meet = false;
        bool equal = lists[0].known && lists[1].known;
        for (int64_t at = 0; at < NUMBERS + STEPS; at++) {
            meet = meet || (lists[0].has[at] && lists[1].has[at]);
            equal = equal && lists[0].has[at] == lists[1].has[at];
        }
        if (truce_options_meet(sets[0], sets[1]) != meet ||
            truce_options_meet(sets[1], sets[0]) != meet ||
            truce_options_equal(sets[0], sets[1]) != equal ||
            truce_options_equal(sets[1], sets[0]) != equal) {
            fail_msg("round %d", (int)round);
        }
        n_meet += meet;
        n_equal += equal;
        if (round % 1000 == 0) {
            truce_arena_clear(&arena);
        }
    }
    assert_in_range(n_meet, ROUNDS / 10, ROUNDS * 9 / 10); /* both answers were tried */
    assert_in_range(n_equal, ROUNDS / 50, ROUNDS / 2);
    truce_arena_clear(&arena);
}

static void a_set_that_finds_no_memory_is_told_as_failed(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_option options[] = {{.rung = true, .rank = 0}};
    truce_value value = {.kind = TRUCE_VALUE_OPTION};
    const truce_issue issue = {.options = options, .n_options = 1, .n_rungs = 1};
    const truce_item item = {.extent = TRUCE_EXTENT_VALUES, .n_values = 1, .values = &value};
    bool failed = false;
    allocations_left = 0;
    const truce_option_set set = truce_item_options(&issue, &item, &arena, &failed);
    allocations_left = LONG_MAX;
    assert_true(failed);
    assert_int_equal(set.n, 0);
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rung_is_its_rank),
        cmocka_unit_test(an_option_off_the_ladder_lies_beyond_the_rungs),
        cmocka_unit_test(several_options_are_put_in_order_and_joined_where_they_touch),
        cmocka_unit_test(or_more_and_or_less_go_to_the_end_of_the_ladder),
        cmocka_unit_test(a_number_is_its_step),
        cmocka_unit_test(what_is_not_stated_is_no_set),
        cmocka_unit_test(unknown_sets_neither_meet_nor_are_equal),
        cmocka_unit_test(sets_meet_and_are_equal_as_lists_of_their_options_are),
        cmocka_unit_test(a_set_that_finds_no_memory_is_told_as_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
