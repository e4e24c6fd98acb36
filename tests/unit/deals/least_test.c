/* Ways to open all components against every choice of one set of each; then costs that need wide
 * numbers, more ways than are kept, and memory that runs out.
 *
 * `unit_deals_least SEED` runs one random problem. */
#include "deals/least.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"

enum { ROUNDS = 3000, PARTIES = 5, POSITIONS = 14, PARTS = 5, SETS = 6, SIZE = 5, CHOICES = 7776 };

typedef struct problem {
    truce_stands stands;
    truce_stand_holder holders[POSITIONS];
    uint32_t numbers[PARTS][SETS][SIZE];
    truce_set sets[PARTS][SETS];
    truce_hitting_part at[PARTS];
    truce_hitting_parts parts;
} problem;

/* Sets need not be those of conflicts, nor rise: what they cost is all that counts here. */
static void random_problem(problem *p, uint64_t seed) {
    *p = (problem){.parts = {.at = p->at, .n = (uint32_t)below(&seed, PARTS + 1)}};
    p->stands = (truce_stands){.positions = p->holders,
                               .n_positions = POSITIONS,
                               .n_parties = 1 + (uint32_t)below(&seed, PARTIES)};
    const uint32_t heard = 1 + (uint32_t)below(&seed, p->stands.n_parties);
    for (uint32_t i = 0; i < POSITIONS; i++) {
        p->holders[i] = (truce_stand_holder){(uint32_t)below(&seed, heard),
                                             (truce_stand_firmness)below(&seed, 3)};
    }
    for (uint32_t i = 0; i < p->parts.n; i++) {
        const uint32_t n = 1 + (uint32_t)below(&seed, SETS);
        for (uint32_t k = 0; k < n; k++) {
            p->sets[i][k] = (truce_set){p->numbers[i][k], 1 + (uint32_t)below(&seed, SIZE)};
            for (uint32_t j = 0; j < SIZE; j++) {
                p->numbers[i][k][j] = (uint32_t)below(&seed, POSITIONS);
            }
        }
        p->at[i].hitting.sets = (truce_sets){p->sets[i], n};
    }
}

/* ---- the definition ---- */

typedef struct cost {
    truce_cost of[PARTIES];
} cost;

static void add(const problem *p, truce_set set, cost *sum) {
    for (uint32_t i = 0; i < set.n; i++) {
        const truce_stand_holder h = p->holders[set.at[i]];
        sum->of[h.party].given[h.firmness]++;
    }
}

static bool asks_no_more(const cost *a, const cost *b, uint32_t n_parties) {
    for (uint32_t i = 0; i < n_parties; i++) {
        int order = 0;
        for (int f = 0; f < TRUCE_STAND_FIRMNESS_N && order == 0; f++) {
            order =
                (a->of[i].given[f] > b->of[i].given[f]) - (a->of[i].given[f] < b->of[i].given[f]);
        }
        if (order > 0) {
            return false;
        }
    }
    return true;
}

static size_t list_all(const problem *p, cost *all) {
    size_t n = 1;
    all[0] = (cost){{{{0}}}};
    for (uint32_t i = 0; i < p->parts.n; i++) {
        const truce_sets sets = p->at[i].hitting.sets;
        for (size_t k = n * sets.n; k-- > 0;) { /* from the last, so that none is overwritten */
            all[k] = all[k % n];
            add(p, sets.at[k / n], &all[k]);
        }
        n *= sets.n;
    }
    return n;
}

static bool is_beaten(const cost *all, size_t n, const cost *one, uint32_t n_parties) {
    for (size_t i = 0; i < n; i++) {
        if (asks_no_more(&all[i], one, n_parties) && !asks_no_more(one, &all[i], n_parties)) {
            return true;
        }
    }
    return false;
}

static size_t places_of(const least *l, const cost *one) {
    size_t n = 0;
    for (size_t i = 0; i < l->ways.n; i++) {
        cost of = {{{{0}}}};
        least_costs(l, i, of.of);
        n += memcmp(&of, one, sizeof of) == 0;
    }
    return n;
}

static void check(uint64_t seed) {
    static problem p;
    static cost all[CHOICES];
    truce_arena arena = truce_arena_new();
    least l;
    random_problem(&p, seed);
    const size_t n = list_all(&p, all);
    assert_true(least_find(&p.stands, &p.parts, &arena, &l));
    assert_true(l.complete);
    for (size_t i = 0; i < n; i++) { /* each cost that none betters is there once, no other is */
        assert_int_equal(places_of(&l, &all[i]), !is_beaten(all, n, &all[i], p.stands.n_parties));
    }
    for (size_t i = 0; i < l.ways.n; i++) {
        const truce_set *of[PARTS];
        cost told = {{{{0}}}};
        cost made = {{{{0}}}};
        uint32_t positions = 0;
        least_costs(&l, i, told.of);
        least_sets(&l, i, of);
        for (uint32_t k = 0; k < p.parts.n; k++) {
            assert_in_range(of[k] - p.sets[k], 0, p.at[k].hitting.sets.n - 1);
            add(&p, *of[k], &made);
            positions += of[k]->n;
        }
        assert_memory_equal(&told, &made, sizeof told);
        assert_int_equal(least_positions(&l, i), positions);
    }
    truce_arena_clear(&arena);
}

static void ways_are_those_that_no_choice_betters(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        check(seed);
    }
}

/* ---- much of it ---- */

/* Digits of 22 bits: three of them need more than one word. */
static void costs_may_be_wider_than_a_word(void **state) {
    (void)state;
    enum { MANY = 3000000 };
    static const truce_stand_holder holders[] = {
        {0, TRUCE_STAND_RED_LINE}, {0, TRUCE_STAND_FLEXIBLE}, {1, TRUCE_STAND_STATED}};
    const truce_stands stands = {.positions = holders, .n_positions = 3, .n_parties = 2};
    uint32_t *const open = malloc(MANY * sizeof *open);
    assert_non_null(open);
    for (size_t i = 0; i < MANY; i++) {
        open[i] = 1;
    }
    const uint32_t red[] = {0};
    const uint32_t other[] = {2, 2};
    const truce_set sets[] = {{open, MANY}, {red, 1}, {other, 2}};
    const truce_hitting_part at[] = {{.hitting = {.sets = {sets, 3}}},
                                     {.hitting = {.sets = {sets, 2}}}};
    const truce_hitting_parts parts = {.at = at, .n = 2};
    truce_arena arena = truce_arena_new();
    least l;
    assert_true(least_find(&stands, &parts, &arena, &l));
    assert_int_equal(l.s.width, 2);
    assert_int_equal(l.ways.n, 2); /* what is open twice over, or once and of the other party */
    for (size_t i = 0; i < 2; i++) {
        truce_cost costs[2];
        least_costs(&l, i, costs);
        assert_int_equal(costs[0].given[TRUCE_STAND_RED_LINE], 0);
        assert_int_equal(costs[0].given[TRUCE_STAND_FLEXIBLE],
                         costs[1].given[TRUCE_STAND_STATED] == 0 ? 2 * MANY : MANY);
    }
    truce_arena_clear(&arena);
    free(open);
}

/* Either party gives up 1, 2, 4, ... positions: no two choices cost the same, and none is better.
 */
static void where_there_are_too_many_some_are_left_out_and_it_is_told(void **state) {
    (void)state;
    enum { DOUBLED = 19 };
    static uint32_t numbers[2][1 << DOUBLED];
    static const truce_stand_holder holders[] = {{0, TRUCE_STAND_STATED}, {1, TRUCE_STAND_STATED}};
    const truce_stands stands = {.positions = holders, .n_positions = 2, .n_parties = 2};
    truce_set sets[DOUBLED][2];
    truce_hitting_part at[DOUBLED] = {{.hitting = {.complete = false}}};
    for (size_t i = 0; i < (size_t)1 << DOUBLED; i++) {
        numbers[1][i] = 1;
    }
    for (uint32_t i = 0; i < DOUBLED; i++) {
        sets[i][0] = (truce_set){numbers[0], 1U << i};
        sets[i][1] = (truce_set){numbers[1], 1U << i};
        at[i].hitting.sets = (truce_sets){sets[i], 2};
    }
    truce_arena arena = truce_arena_new();
    least l;
    assert_true(
        least_find(&stands, &(truce_hitting_parts){.at = at, .n = DOUBLED - 4}, &arena, &l));
    assert_true(l.complete);
    assert_int_equal(l.ways.n, 1 << (DOUBLED - 4));
    assert_true(least_find(&stands, &(truce_hitting_parts){.at = at, .n = DOUBLED}, &arena, &l));
    assert_false(l.complete);
    assert_in_range(l.ways.n, 1 << 10, 1 << 17);
    bool one_sided[2] = {false, false}; /* neither party is spared more than the other */
    for (size_t i = 0; i < l.ways.n; i++) {
        truce_cost costs[2];
        least_costs(&l, i, costs);
        assert_int_equal(costs[0].given[TRUCE_STAND_STATED] + costs[1].given[TRUCE_STAND_STATED],
                         (1 << DOUBLED) - 1);
        one_sided[0] = one_sided[0] || costs[0].given[TRUCE_STAND_STATED] >= 3 << (DOUBLED - 2);
        one_sided[1] = one_sided[1] || costs[1].given[TRUCE_STAND_STATED] >= 3 << (DOUBLED - 2);
    }
    assert_true(one_sided[0] && one_sided[1]);
    truce_arena_clear(&arena);
}

/* ---- memory ---- */

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    static problem p;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        random_problem(&p, seed);
        bool found = false;
        for (long allowed = 0; !found; allowed++) {
            truce_arena arena = truce_arena_new();
            least l = {.complete = false, .bits = 77};
            allocations_left = allowed;
            found = least_find(&p.stands, &p.parts, &arena, &l);
            allocations_left = LONG_MAX;
            assert_true(found || l.bits == 77);
            truce_arena_clear(&arena);
        }
    }
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_are_those_that_no_choice_betters),
        cmocka_unit_test(costs_may_be_wider_than_a_word),
        cmocka_unit_test(where_there_are_too_many_some_are_left_out_and_it_is_told),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
