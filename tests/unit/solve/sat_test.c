/* The solver's answers on clauses one can solve by hand and on random ones against every
 * assignment; conflicts checked by it; and elimination that gives up at once against brute force,
 * so that the solver finds the conflicts. Without a solver: that this is said, and nothing else
 * changes. */
#include "truce/solve/sat.h"

#include "small.h"
#include "truce/solve/conflicts.h"

SMALL_MEMORY

enum { ROUNDS = 1500, VARIABLES = 6 };

static truce_sat *open_solver(void) {
    truce_sat *sat = NULL;
    assert_int_equal(truce_sat_open(0, &sat, NULL), TRUCE_OK);
    return sat;
}

static void without_a_solver_that_is_said(void **state) {
    (void)state;
    truce_sat *sat = NULL;
    truce_error err;
    const truce_status status = truce_sat_open(0, &sat, &err);
    assert_int_equal(status, truce_sat_available() ? TRUCE_OK : TRUCE_ENOTFOUND);
    truce_sat_close(sat);
    truce_sat_close(NULL);
}

static void assumptions_hold_for_one_call(void **state) {
    (void)state;
    if (!truce_sat_available()) {
        skip();
    }
    truce_sat *sat = open_solver();
    truce_sat_clause(sat, (const int32_t[]){1, 2}, 2);
    truce_sat_clause(sat, (const int32_t[]){-1, 3}, 2);
    assert_int_equal(truce_sat_solve(sat, (const int32_t[]){-2}, 1, NULL, 0), TRUCE_SAT_YES);
    assert_true(truce_sat_value(sat, 1) && truce_sat_value(sat, 3) && truce_sat_value(sat, -2));
    assert_int_equal(truce_sat_solve(sat, (const int32_t[]){4, -2, -3}, 3, NULL, 0), TRUCE_SAT_NO);
    assert_true(truce_sat_failed(sat, -2) && truce_sat_failed(sat, -3));
    assert_false(truce_sat_failed(sat, 4));
    assert_int_equal(truce_sat_solve(sat, (const int32_t[]){-2}, 1, (const int32_t[]){-1, -3}, 2),
                     TRUCE_SAT_NO);
    assert_int_equal(truce_sat_solve(sat, NULL, 0, NULL, 0), TRUCE_SAT_YES);
    truce_sat_clause(sat, NULL, 0);
    assert_int_equal(truce_sat_solve(sat, NULL, 0, NULL, 0), TRUCE_SAT_NO);
    truce_sat_close(sat);
}

static bool satisfies(const int32_t *clause, size_t n, uint32_t bits) {
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        any = any || ((bits >> (abs(clause[i]) - 1) & 1) != 0) == (clause[i] > 0);
    }
    return any;
}

static void it_answers_as_trying_all_does(void **state) {
    (void)state;
    if (!truce_sat_available()) {
        skip();
    }
    for (uint64_t seed = 0; seed < 300; seed++) {
        uint64_t random = seed;
        truce_sat *sat = open_solver();
        bool good[1U << VARIABLES];
        memset(good, true, sizeof good);
        for (size_t c = below(&random, 24) + 1; c > 0; c--) {
            int32_t clause[3];
            for (size_t i = 0; i < 3; i++) {
                const int32_t v = 1 + (int32_t)below(&random, VARIABLES);
                clause[i] = percent(&random, 50) ? v : -v;
            }
            truce_sat_clause(sat, clause, 3);
            bool any = false;
            for (uint32_t bits = 0; bits < 1U << VARIABLES; bits++) {
                good[bits] = good[bits] && satisfies(clause, 3, bits);
                any = any || good[bits];
            }
            assert_int_equal(truce_sat_solve(sat, NULL, 0, NULL, 0),
                             any ? TRUCE_SAT_YES : TRUCE_SAT_NO);
        }
        truce_sat_close(sat);
    }
}

/* ---- conflicts by the solver ----------------------------------------------------------------- */

static truce_conflicts find(const truce_domain *d, truce_conflict_limits limits) {
    truce_conflicts out;
    assert_int_equal(truce_conflicts_find(d, &limits, d->arena, &out, NULL), TRUCE_OK);
    return out;
}

static void expect_same(truce_sets a, truce_sets b) {
    assert_int_equal(a.n, b.n);
    for (size_t i = 0; i < a.n; i++) {
        assert_int_equal(truce_set_compare(a.at[i], b.at[i]), 0);
    }
}

static void elimination_and_the_solver_agree(void **state) {
    (void)state;
    if (!truce_sat_available()) {
        skip();
    }
    uint64_t asked = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        truce_arena arena = truce_arena_new();
        truce_domain d;
        small_domain(seed, &arena, &d);
        const truce_conflicts want = find(&d, (truce_conflict_limits){.no_solver = true});
        const truce_conflicts got = find(&d, (truce_conflict_limits){.nogoods_max = 1});
        assert_int_equal(want.calls, 0);
        assert_true(got.complete && !got.undecided);
        assert_int_equal(got.contradictory, want.contradictory);
        expect_same(got.sets, want.sets);
        expect_same(got.links, want.links);
        asked += got.calls;
        truce_arena_clear(&arena);
    }
    assert_true(asked > ROUNDS);
}

/* Whatever number of calls it stops after: nothing wrong is listed, nothing known is missing. */
static void cut_short_it_claims_no_more_than_it_knows(void **state) {
    (void)state;
    if (!truce_sat_available()) {
        skip();
    }
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        uint64_t random = seed;
        truce_arena arena = truce_arena_new();
        truce_domain d;
        small_domain(seed, &arena, &d);
        const truce_conflicts want = find(&d, (truce_conflict_limits){.no_solver = true});
        const truce_conflict_limits limits = {.nogoods_max = 1,
                                              .calls_max = 1 + below(&random, 40),
                                              .size_max = (uint32_t)below(&random, 4)};
        const truce_conflicts got = find(&d, limits);
        size_t listed = 0;
        for (size_t i = 0; i < got.sets.n && !got.undecided; i++) {
            bool is_one = false;
            for (size_t k = 0; k < want.sets.n; k++) {
                is_one = is_one || truce_set_compare(got.sets.at[i], want.sets.at[k]) == 0;
            }
            assert_true(is_one);
            listed += got.sets.at[i].n <= got.sizes_known;
        }
        for (size_t k = 0; k < want.sets.n && !got.undecided; k++) {
            const uint32_t most = limits.size_max > 0 ? limits.size_max : UINT32_MAX;
            listed -= want.sets.at[k].n <= got.sizes_known && want.sets.at[k].n <= most;
        }
        assert_int_equal(listed, 0);
        assert_true(!got.contradictory || want.contradictory);
        assert_true(got.undecided || got.contradictory == want.contradictory);
        truce_arena_clear(&arena);
    }
}

static void the_check_finds_what_is_no_conflict(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    const uint32_t n_values[] = {2};
    assert_int_equal(truce_domain_init(&d, n_values, 1, 3, 0, &arena, NULL), TRUCE_OK);
    for (uint32_t label = 0; label < 3; label++) {
        const truce_choice choice = {0, label == 0};
        assert_int_equal(truce_domain_forbid(&d, &choice, 1, &label, 1, TRUCE_NO_LINK, NULL),
                         TRUCE_OK);
    }
    const uint32_t all[] = {0, 1, 2};
    const truce_set right = {all, 2};
    const truce_set loose = {all + 1, 2};
    const truce_set too_large = {all, 3};
    truce_conflict_check c;
    const truce_set sets[][2] = {{right, right}, {right, loose}, {too_large, right}};
    for (size_t i = 0; i < 3; i++) {
        const truce_status status =
            truce_conflicts_check(&d, (truce_sets){sets[i], 2}, 0, &c, NULL);
        assert_int_equal(status, truce_sat_available() ? TRUCE_OK : TRUCE_ENOTFOUND);
        if (status == TRUCE_OK) {
            assert_int_equal(c.all_right, i == 0);
            assert_int_equal(c.n, i == 2 ? 1 : 2);
        }
    }
    if (truce_sat_available()) {
        assert_int_equal(truce_conflicts_check(&d, (truce_sets){sets[0], 2}, 4, &c, NULL),
                         TRUCE_OK);
        assert_int_equal(c.n, 1);
        assert_true(c.all_right);
    }
    truce_arena_clear(&arena);
}

static void what_is_found_passes_the_check(void **state) {
    (void)state;
    if (!truce_sat_available()) {
        skip();
    }
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        truce_arena arena = truce_arena_new();
        truce_domain d;
        small_domain(seed, &arena, &d);
        const truce_conflicts found = find(&d, (truce_conflict_limits){0});
        truce_conflict_check c;
        assert_int_equal(truce_conflicts_check(&d, found.sets, 0, &c, NULL), TRUCE_OK);
        assert_true(c.all_right);
        assert_int_equal(c.n, found.sets.n);
        truce_arena_clear(&arena);
    }
}

/* ---- memory: ours; the solver's own ends the program ----------------------------------------- */

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    if (!truce_sat_available()) {
        skip();
    }
    for (uint64_t seed = 400; seed < 420; seed++) {
        truce_status status[2] = {TRUCE_ENOMEM, TRUCE_ENOMEM};
        for (long n = 0; status[0] != TRUCE_OK || status[1] != TRUCE_OK; n++) {
            truce_arena arena = truce_arena_new();
            truce_domain d;
            small_domain(seed, &arena, &d);
            truce_arena answers = truce_arena_new();
            truce_conflicts out = {.effort = 77};
            truce_conflict_check c = {.n = 77};
            const truce_conflict_limits limits = {.nogoods_max = 1};
            allocations_left = n;
            status[0] = truce_conflicts_find(&d, &limits, &answers, &out, NULL);
            allocations_left = n;
            status[1] = truce_conflicts_check(&d, (truce_sets){0}, 0, &c, NULL);
            allocations_left = LONG_MAX;
            assert_true(status[0] == TRUCE_OK || (status[0] == TRUCE_ENOMEM && out.effort == 77));
            assert_true(status[1] == TRUCE_OK || (status[1] == TRUCE_ENOMEM && c.n == 77));
            truce_arena_clear(&answers);
            truce_arena_clear(&arena);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_solver_that_is_said),
        cmocka_unit_test(assumptions_hold_for_one_call),
        cmocka_unit_test(it_answers_as_trying_all_does),
        cmocka_unit_test(elimination_and_the_solver_agree),
        cmocka_unit_test(cut_short_it_claims_no_more_than_it_knows),
        cmocka_unit_test(the_check_finds_what_is_no_conflict),
        cmocka_unit_test(what_is_found_passes_the_check),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
