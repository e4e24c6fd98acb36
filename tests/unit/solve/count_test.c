/* Counts one can do by hand; then random small domains against every assignment, under every limit;
 * then domains too large for that, counted in another way; then memory that runs out.
 *
 * `unit_solve_count SEED` runs one random domain. */
#include "truce/solve/count.h"

#include "small.h"

SMALL_MEMORY

enum { ROUNDS = 6000 };

static truce_count count(const truce_domain *d, const bool *kept, truce_count_limits limits) {
    truce_count out;
    assert_int_equal(truce_count_assignments(d, kept, &limits, d->arena, &out, NULL), TRUCE_OK);
    return out;
}

static truce_first first(const truce_domain *d, const bool *kept, truce_count_limits limits) {
    truce_first out;
    assert_int_equal(truce_first_assignment(d, kept, &limits, d->arena, &out, NULL), TRUCE_OK);
    return out;
}

static void expect_number(const truce_domain *d, truce_count got, const char *want) {
    truce_str text;
    assert_true(got.exact);
    assert_int_equal(truce_bigint_decimal(got.n, d->arena, &text, NULL), TRUCE_OK);
    assert_string_equal(text.data, want);
}

static void forbid(truce_domain *d, const truce_choice *choices, uint32_t n) {
    assert_int_equal(truce_domain_forbid(d, choices, n, NULL, 0, TRUCE_NO_LINK, NULL), TRUCE_OK);
}

/* ---- by hand --------------------------------------------------------------------------------- */

static void nothing_can_be_chosen_in_one_way(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    assert_int_equal(truce_domain_init(&d, NULL, 0, 0, 0, &arena, NULL), TRUCE_OK);
    expect_number(&d, count(&d, NULL, (truce_count_limits){0}), "1");
    const truce_first f = first(&d, NULL, (truce_count_limits){0});
    assert_true(f.known && f.values != NULL);
    truce_arena_clear(&arena);
}

static void free_variables_multiply(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    uint32_t n_values[250];
    for (size_t i = 0; i < 250; i++) {
        n_values[i] = 10;
    }
    assert_int_equal(truce_domain_init(&d, n_values, 250, 0, 0, &arena, NULL), TRUCE_OK);
    char want[252];
    memset(want, '0', sizeof want);
    want[0] = '1';
    want[251] = '\0';
    expect_number(&d, count(&d, NULL, (truce_count_limits){0}), want);
    truce_arena_clear(&arena);
}

/* Neighbours of a chain differ, three values: 3 * 2^(n-1); of a ring: 2^n + 2 (-1)^n. */
static void colourings_of_chains_and_rings(void **state) {
    (void)state;
    enum { N = 100 };
    for (uint32_t ring = 0; ring < 2; ring++) {
        truce_arena arena = truce_arena_new();
        truce_domain d;
        uint32_t n_values[N];
        for (size_t i = 0; i < N; i++) {
            n_values[i] = 3;
        }
        assert_int_equal(truce_domain_init(&d, n_values, N, 0, 0, &arena, NULL), TRUCE_OK);
        for (uint32_t i = 0; i + 1 < N + ring; i++) {
            for (uint32_t a = 0; a < 3; a++) {
                forbid(&d, (const truce_choice[]){{i, a}, {(i + 1) % N, a}}, 2);
            }
        }
        expect_number(&d, count(&d, NULL, (truce_count_limits){0}),
                      ring == 0 ? "1901475900342344102245054808064"
                                : "1267650600228229401496703205378");
        const truce_first f = first(&d, NULL, (truce_count_limits){0});
        for (uint32_t i = 0; i < N; i++) {
            assert_int_equal(f.values[i], i % 2);
        }
        truce_arena_clear(&arena);
    }
}

/* No two of n variables may have the same of n values: n!. A clique, so one table has them all. */
static void permutations(void **state) {
    (void)state;
    enum { N = 7 };
    truce_arena arena = truce_arena_new();
    truce_domain d;
    uint32_t n_values[N];
    for (size_t i = 0; i < N; i++) {
        n_values[i] = N;
    }
    assert_int_equal(truce_domain_init(&d, n_values, N, 0, 0, &arena, NULL), TRUCE_OK);
    for (uint32_t i = 0; i < N; i++) {
        for (uint32_t j = 0; j < i; j++) {
            for (uint32_t a = 0; a < N; a++) {
                forbid(&d, (const truce_choice[]){{i, a}, {j, a}}, 2);
            }
        }
    }
    expect_number(&d, count(&d, NULL, (truce_count_limits){0}), "5040");
    const truce_first f = first(&d, NULL, (truce_count_limits){0});
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(f.values[i], i);
    }
    const truce_count_limits few[] = {{.words_max = 400}, {.work_max = 1}};
    for (size_t i = 0; i < 2; i++) {
        const truce_count some = count(&d, NULL, few[i]);
        uint64_t n = 0;
        assert_false(some.exact);
        assert_true(truce_bigint_fits(some.n, &n));
        assert_in_range(n, 6, 5039);
    }
    truce_arena_clear(&arena);
}

/* Of a thousand values only one is told apart from the others: tables need not know more. */
static void values_that_nothing_tells_apart_are_counted_together(void **state) {
    (void)state;
    enum { N = 1000, LONG = 7 };
    truce_arena arena = truce_arena_new();
    truce_domain d;
    uint32_t n_values[LONG];
    for (uint32_t i = 0; i < LONG; i++) {
        n_values[i] = N;
    }
    assert_int_equal(truce_domain_init(&d, n_values, 2, 0, 0, &arena, NULL), TRUCE_OK);
    forbid(&d, (const truce_choice[]){{0, 3}, {1, 999}}, 2);
    expect_number(&d, count(&d, NULL, (truce_count_limits){.words_max = 10}), "999999");
    /* Each with each of the others: 7 of them choose the value told apart, or all but 1, ... */
    assert_int_equal(truce_domain_init(&d, n_values, LONG, 0, 0, &arena, NULL), TRUCE_OK);
    for (uint32_t i = 0; i < LONG; i++) {
        for (uint32_t j = 0; j < i; j++) {
            forbid(&d, (const truce_choice[]){{i, i}, {j, j}}, 2);
        }
    }
    /* 999^7 where none does, and 999^6 for each that does alone */
    expect_number(&d, count(&d, NULL, (truce_count_limits){.words_max = 1000}),
                  "999979069895083965006");
    truce_arena_clear(&arena);
}

/* One more variable than values: no way, and the search must see it within the limits. */
static void pigeons_without_a_hole(void **state) {
    (void)state;
    enum { N = 5 };
    truce_arena arena = truce_arena_new();
    truce_domain d;
    uint32_t n_values[N + 1];
    for (size_t i = 0; i <= N; i++) {
        n_values[i] = N;
    }
    assert_int_equal(truce_domain_init(&d, n_values, N + 1, 0, 0, &arena, NULL), TRUCE_OK);
    for (uint32_t i = 0; i <= N; i++) {
        for (uint32_t j = 0; j < i; j++) {
            for (uint32_t a = 0; a < N; a++) {
                forbid(&d, (const truce_choice[]){{i, a}, {j, a}}, 2);
            }
        }
    }
    const truce_first f = first(&d, NULL, (truce_count_limits){0});
    assert_true(f.known);
    assert_null(f.values);
    const truce_first cut = first(&d, NULL, (truce_count_limits){.effort_max = 100});
    assert_false(cut.known);
    assert_null(cut.values);
    truce_arena_clear(&arena);
}

/* A hub with very many leaves: each leaf may not have the hub's value. */
static void a_star_of_many_is_no_more_than_its_leaves(void **state) {
    (void)state;
    enum { LEAVES = 3000 };
    truce_arena arena = truce_arena_new();
    truce_domain d;
    uint32_t *n_values = truce_arena_take(&arena, (LEAVES + 1) * sizeof *n_values);
    for (size_t i = 0; i <= LEAVES; i++) {
        n_values[i] = 3;
    }
    assert_int_equal(truce_domain_init(&d, n_values, LEAVES + 1, 0, 0, &arena, NULL), TRUCE_OK);
    for (uint32_t i = 1; i <= LEAVES; i++) {
        for (uint32_t a = 0; a < 3; a++) {
            forbid(&d, (const truce_choice[]){{0, a}, {i, a}}, 2);
        }
    }
    const truce_count got = count(&d, NULL, (truce_count_limits){0});
    truce_bigint want;
    truce_bigint two;
    assert_int_equal(truce_bigint_from(3, &arena, &want, NULL), TRUCE_OK);
    assert_int_equal(truce_bigint_from(2, &arena, &two, NULL), TRUCE_OK);
    for (uint32_t i = 0; i < LEAVES; i++) {
        assert_int_equal(truce_bigint_multiply(want, two, &arena, &want, NULL), TRUCE_OK);
    }
    assert_true(got.exact);
    assert_int_equal(truce_bigint_compare(got.n, want), 0);
    truce_arena_clear(&arena);
}

/* ---- against every assignment ---------------------------------------------------------------- */

static void check(uint64_t seed) {
    truce_arena arena = truce_arena_new();
    truce_domain d;
    small_domain(seed, &arena, &d);
    uint64_t more = ~seed;
    bool kept[SMALL_LABELS];
    uint32_t bits = 0;
    const bool all = percent(&more, 30);
    for (uint32_t i = 0; i < d.n_labels; i++) {
        kept[i] = all || percent(&more, 40);
        bits |= kept[i] ? UINT32_C(1) << i : 0;
    }
    truce_count_limits limits = {0};
    if (percent(&more, 40)) {
        limits.words_max = 1 + below(&more, 60);
    }
    if (percent(&more, 20)) {
        limits.work_max = 1 + below(&more, 60);
    }
    if (percent(&more, 20)) {
        limits.effort_max = 1 + below(&more, 60);
    }
    uint32_t want_first[SMALL_VARIABLES];
    const uint64_t want = small_count(&d, bits, UINT32_MAX, want_first);
    const truce_count got = count(&d, all ? NULL : kept, limits);
    uint64_t n = 0;
    assert_true(truce_bigint_fits(got.n, &n));
    assert_true(got.exact ? n == want : n <= want);
    assert_true(got.exact || limits.words_max > 0 || limits.work_max > 0);
    assert_true(n > 0 || want == 0 || limits.effort_max > 0);
    const truce_first f = first(&d, all ? NULL : kept, limits);
    assert_true(f.known || (limits.effort_max > 0 && f.values == NULL));
    if (f.known) {
        assert_true((f.values != NULL) == (want > 0));
        for (uint32_t v = 0; want > 0 && v < d.n_variables; v++) {
            assert_int_equal(f.values[v], want_first[v]);
        }
    }
    truce_arena_clear(&arena);
}

static void the_number_and_the_first_are_those_of_all_assignments(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    for (uint64_t seed = 300; seed < 340; seed++) {
        truce_status status[2] = {TRUCE_ENOMEM, TRUCE_ENOMEM};
        for (long n = 0; status[0] != TRUCE_OK || status[1] != TRUCE_OK; n++) {
            truce_arena arena = truce_arena_new();
            truce_domain d;
            small_domain(seed, &arena, &d);
            const truce_count_limits limits = {.words_max = seed % 2 == 0 ? 0 : 20};
            truce_count got = {.n = {.n = 77}};
            truce_first f = {.values = (const uint32_t *)&got};
            truce_arena answers = truce_arena_new();
            allocations_left = n;
            status[0] = truce_count_assignments(&d, NULL, &limits, &answers, &got, NULL);
            allocations_left = n;
            status[1] = truce_first_assignment(&d, NULL, &limits, &answers, &f, NULL);
            allocations_left = LONG_MAX;
            assert_true(status[0] == TRUCE_OK || (status[0] == TRUCE_ENOMEM && got.n.n == 77));
            assert_true(status[1] == TRUCE_OK ||
                        (status[1] == TRUCE_ENOMEM && f.values == (const uint32_t *)&got));
            truce_arena_clear(&answers);
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
        cmocka_unit_test(nothing_can_be_chosen_in_one_way),
        cmocka_unit_test(free_variables_multiply),
        cmocka_unit_test(colourings_of_chains_and_rings),
        cmocka_unit_test(permutations),
        cmocka_unit_test(values_that_nothing_tells_apart_are_counted_together),
        cmocka_unit_test(pigeons_without_a_hole),
        cmocka_unit_test(a_star_of_many_is_no_more_than_its_leaves),
        cmocka_unit_test(the_number_and_the_first_are_those_of_all_assignments),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
