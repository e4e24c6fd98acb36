/* Counts one can do by hand; then random small worths against every package, exactly and with so
 * little room that only bounds can be had; then memory that runs out.
 *
 * `unit_deals_zopa SEED` runs one random worth. */
#include "truce/deals/zopa.h"

#include <math.h>

#include "worths.h"

WORTHS_MEMORY

enum { ROUNDS = 4000 };

static const char *decimal(truce_bigint n, truce_arena *arena) {
    truce_str text;
    assert_int_equal(truce_bigint_decimal(n, arena, &text, NULL), TRUCE_OK);
    return text.data;
}

/* ---- by hand --------------------------------------------------------------------------------- */

/* n issues of ten options, worth 0 to 9 to the one and 9 to 0 to the other. */
typedef struct ladder {
    truce_arena arena;
    truce_domain choices;
    truce_worth worth;
    uint64_t reserve[2];
} ladder;

static void ladder_make(ladder *l, uint32_t n, uint64_t reserve_a, uint64_t reserve_b) {
    *l = (ladder){.arena = truce_arena_new(), .reserve = {reserve_a, reserve_b}};
    static const bool both[] = {true, true};
    uint32_t *n_values = truce_arena_zero(&l->arena, n, sizeof *n_values);
    uint32_t *variables = truce_arena_zero(&l->arena, n, sizeof *variables);
    truce_worth_term *terms = truce_arena_zero(&l->arena, n, sizeof *terms);
    uint64_t *amounts = truce_arena_zero(&l->arena, 20, sizeof *amounts);
    truce_bigint *units = truce_arena_zero(&l->arena, 2, sizeof *units);
    for (uint32_t i = 0; i < 10; i++) {
        amounts[(size_t)2 * i] = i;
        amounts[(size_t)2 * i + 1] = 9 - i;
    }
    for (uint32_t v = 0; v < n; v++) {
        n_values[v] = 10;
        variables[v] = v;
        terms[v] = (truce_worth_term){&variables[v], 1, amounts};
    }
    assert_int_equal(truce_bigint_from(1, &l->arena, &units[0], NULL), TRUCE_OK);
    units[1] = units[0];
    assert_int_equal(truce_domain_init(&l->choices, n_values, n, 0, 0, &l->arena, NULL), TRUCE_OK);
    l->worth = (truce_worth){.choices = &l->choices,
                             .n_parties = 2,
                             .width = 1,
                             .terms = terms,
                             .n_terms = n,
                             .units = units,
                             .reserve = l->reserve,
                             .reserved = both};
}

static void expect(ladder *l, const truce_zopa_options *options, const char *want) {
    truce_zopa got;
    assert_int_equal(truce_zopa_count(&l->worth, NULL, options, &l->arena, &got, NULL), TRUCE_OK);
    assert_true(got.exact);
    assert_false(got.estimated);
    assert_string_equal(decimal(got.at_least, &l->arena), want);
    assert_string_equal(decimal(got.at_most, &l->arena), want);
}

static void every_package_counts_where_nobody_asks_for_more_than_nothing(void **state) {
    (void)state;
    ladder l;
    ladder_make(&l, 300, 0, 0);
    char want[302];
    memset(want, '0', sizeof want);
    want[0] = '1';
    want[301] = '\0';
    expect(&l, NULL, want);
    truce_arena_clear(&l.arena);
}

static void nothing_is_left_where_the_parties_ask_for_more_than_there_is(void **state) {
    (void)state;
    ladder l;
    ladder_make(&l, 20, 91, 90);
    expect(&l, NULL, "0");
    l.reserve[0] = 181;
    expect(&l, NULL, "0");
    truce_arena_clear(&l.arena);
}

/* Ten digits with the sum 45: 432457640 numbers. With the sum 44 or 45 for a lower demand: twice,
 * but for what 44 lacks. */
static void numbers_with_a_given_sum_of_digits(void **state) {
    (void)state;
    ladder l;
    ladder_make(&l, 10, 45, 45);
    expect(&l, NULL, "432457640");
    l.reserve[0] = 90;
    l.reserve[1] = 0;
    expect(&l, NULL, "1");
    l.reserve[0] = 89;
    expect(&l, NULL, "11");
    truce_arena_clear(&l.arena);
}

/* What nobody weighs is a factor of the number, and is no work. */
static void issues_that_nobody_weighs_are_counted_and_cost_nothing(void **state) {
    (void)state;
    enum { ISSUES = 30000, WEIGHED = 3 };
    static const uint64_t level[20] = {0};
    for (uint32_t tight = 0; tight < 2; tight++) {
        ladder l;
        ladder_make(&l, ISSUES, 0, 26);
        truce_worth_term *const terms = (truce_worth_term *)(uintptr_t)l.worth.terms;
        for (uint32_t v = WEIGHED; v < ISSUES; v++) {
            terms[v].amounts = level;
        }
        const truce_zopa_options options = {.steps_max = tight == 1 ? 1 : 0, .samples = 1000};
        truce_zopa got;
        assert_int_equal(truce_zopa_count(&l.worth, NULL, &options, &l.arena, &got, NULL),
                         TRUCE_OK);
        /* 26 or 27 of 27: four packages of the three issues. */
        const char *const least = decimal(got.at_least, &l.arena);
        const char *const most = decimal(got.at_most, &l.arena);
        assert_true(tight == 1 || got.exact);
        if (got.exact) {
            assert_int_equal(strlen(least), ISSUES - WEIGHED + 1);
            assert_int_equal(least[0], '4');
        }
        assert_true(strlen(most) >= ISSUES - WEIGHED + 1);
        assert_true(truce_bigint_compare(got.at_least, got.at_most) <= 0);
        truce_arena_clear(&l.arena);
    }
}

/* An exact count that looks as if it would take more than there are steps for is not begun; the
 * bounds hold the number all the same. */
static void bounds_within_the_steps_hold_the_number(void **state) {
    (void)state;
    ladder l;
    ladder_make(&l, 40, 150, 150);
    truce_zopa exact;
    truce_zopa got;
    assert_int_equal(truce_zopa_count(&l.worth, NULL, NULL, &l.arena, &exact, NULL), TRUCE_OK);
    assert_true(exact.exact);
    const truce_zopa_options few = {.steps_max = 2000};
    assert_int_equal(truce_zopa_count(&l.worth, NULL, &few, &l.arena, &got, NULL), TRUCE_OK);
    assert_false(got.exact);
    assert_true(truce_bigint_compare(got.at_least, exact.at_least) <= 0);
    assert_true(truce_bigint_compare(got.at_most, exact.at_least) >= 0);
    const truce_zopa_options enough = {.steps_max = 100000000};
    assert_int_equal(truce_zopa_count(&l.worth, NULL, &enough, &l.arena, &got, NULL), TRUCE_OK);
    assert_true(got.exact);
    assert_int_equal(truce_bigint_compare(got.at_least, exact.at_least), 0);
    truce_arena_clear(&l.arena);
}

static void a_band_has_two_ends(void **state) {
    (void)state;
    ladder l;
    ladder_make(&l, 10, 0, 0);
    const uint64_t least[] = {1, 0};
    const uint64_t most[] = {2, 0};
    const bool first[] = {true, false};
    const truce_band band = {.least = least, .has_least = first, .most = most, .has_most = first};
    truce_zopa got;
    assert_int_equal(truce_zopa_count(&l.worth, &band, NULL, &l.arena, &got, NULL), TRUCE_OK);
    assert_string_equal(decimal(got.at_least, &l.arena), "65"); /* 10 + 55 */
    truce_arena_clear(&l.arena);
}

static void without_issues_there_is_one_package_and_without_options_none(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    truce_worth w = {.choices = &d, .n_parties = 2, .width = 1};
    truce_zopa got;
    assert_int_equal(truce_domain_init(&d, NULL, 0, 0, 0, &arena, NULL), TRUCE_OK);
    assert_int_equal(truce_zopa_count(&w, NULL, NULL, &arena, &got, NULL), TRUCE_OK);
    assert_true(got.exact);
    assert_string_equal(decimal(got.at_least, &arena), "1");
    const uint64_t least[] = {1, 0};
    const bool first[] = {true, false};
    const truce_band band = {.least = least, .has_least = first};
    assert_int_equal(truce_zopa_count(&w, &band, NULL, &arena, &got, NULL), TRUCE_OK);
    assert_true(got.exact);
    assert_string_equal(decimal(got.at_most, &arena), "0");
    const uint32_t none = 0;
    assert_int_equal(truce_domain_init(&d, &none, 1, 0, 0, &arena, NULL), TRUCE_OK);
    assert_int_equal(truce_zopa_count(&w, NULL, NULL, &arena, &got, NULL), TRUCE_OK);
    assert_true(got.exact);
    assert_string_equal(decimal(got.at_most, &arena), "0");
    truce_arena_clear(&arena);
}

/* ---- against every package ------------------------------------------------------------------- */

static bool keeps(const worths *w, const truce_band *band, const uint32_t *package) {
    int64_t got[WORTHS_PARTIES];
    bool keep = worths_allowed(w, package);
    worths_of(w, package, got);
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        const size_t at = (size_t)p * w->worth.width;
        keep = keep && (band->has_least == NULL || !band->has_least[p] ||
                        got[p] >= worths_small(w, band->least + at));
        keep = keep && (band->has_most == NULL || !band->has_most[p] ||
                        got[p] <= worths_small(w, band->most + at));
    }
    return keep;
}

static worths_wide count_each(const worths *w, const truce_band *band) {
    uint32_t package[WORTHS_VARIABLES] = {0};
    worths_wide n = 0;
    do {
        if (keeps(w, band, package)) {
            n += worths_options(w, package);
        }
    } while (worths_next(w, package));
    return n;
}

/* As decimals, modulo 2^128. */
static worths_wide number(truce_bigint n, truce_arena *arena) {
    worths_wide sum = 0;
    for (const char *c = decimal(n, arena); *c != '\0'; c++) {
        const unsigned char digit = (unsigned char)(*c - '0');
        sum = sum * 10U + digit;
    }
    return sum;
}

static truce_band random_band(worths *w, uint64_t *seed) {
    const uint32_t n = w->worth.n_parties;
    uint64_t *least = truce_arena_zero(&w->arena, (size_t)n * w->worth.width, sizeof *least);
    uint64_t *most = truce_arena_zero(&w->arena, (size_t)n * w->worth.width, sizeof *most);
    bool *has_least = truce_arena_zero(&w->arena, n, sizeof *has_least);
    bool *has_most = truce_arena_zero(&w->arena, n, sizeof *has_most);
    for (uint32_t p = 0; p < n; p++) {
        const int64_t low = (int64_t)below(seed, 12) - 2;
        worths_amount(least + (size_t)p * w->worth.width, low, w->worth.width, w->shift);
        worths_amount(most + (size_t)p * w->worth.width, low + (int64_t)below(seed, 12),
                      w->worth.width, w->shift);
        has_least[p] = percent(seed, 60);
        has_most[p] = percent(seed, 40);
    }
    return (truce_band){least, has_least, most, has_most};
}

/* No option stands for so many that a count has more than 128 bits. */
static bool is_countable(const worths *w) {
    uint32_t wide = 0;
    for (uint32_t v = 0; w->worth.options != NULL && v < w->choices.n_variables; v++) {
        bool large = false;
        for (uint32_t i = 0; w->worth.options[v] != NULL && i < w->choices.n_values[v]; i++) {
            large = large || w->worth.options[v][i] > 10;
        }
        wide += large;
    }
    return wide < 2;
}

static void check(uint64_t seed) {
    worths w;
    worths_make(&w, seed, (worths_shape){0});
    const truce_band reserved = truce_band_reserved(&w.worth);
    const truce_band any = random_band(&w, &seed);
    const truce_band *const bands[] = {&reserved, &any};
    for (uint32_t i = 0; i < 2; i++) {
        truce_zopa got;
        const worths_wide want = count_each(&w, bands[i]);
        assert_int_equal(
            truce_zopa_count(&w.worth, i == 0 ? NULL : bands[i], NULL, &w.arena, &got, NULL),
            TRUCE_OK);
        assert_true(got.exact);
        assert_true(number(got.at_least, &w.arena) == want);
        assert_true(number(got.at_most, &w.arena) == want);
        const truce_zopa_options tight = {.vectors_max = 1 + below(&seed, 12),
                                          .steps_max = below(&seed, 400),
                                          .samples = 20,
                                          .seed = seed};
        assert_int_equal(truce_zopa_count(&w.worth, bands[i], &tight, &w.arena, &got, NULL),
                         TRUCE_OK);
        if (is_countable(&w)) {
            assert_true(number(got.at_least, &w.arena) <= want);
            assert_true(number(got.at_most, &w.arena) >= want);
            assert_true(!got.exact || number(got.at_least, &w.arena) == want);
            assert_true(!got.exact || number(got.at_most, &w.arena) == want);
        }
        if (got.estimated) {
            assert_true(want > 0 && got.error > 0 && isfinite(got.error));
            assert_true(truce_bigint_compare(got.at_least, got.estimate) <= 0);
            assert_true(truce_bigint_compare(got.estimate, got.at_most) <= 0);
        }
    }
    truce_arena_clear(&w.arena);
}

static void counts_and_bounds_agree_with_every_package(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

/* Halves of hundreds of distinct worths, two to nine parties, one amount to a word or many. */
static void large_halves_agree_with_every_package(void **state) {
    (void)state;
    enum { ISSUES = 8, OPTIONS = 4, PACKAGES = 1 << 16 };
    static const uint32_t n_values[ISSUES] = {4, 4, 4, 4, 4, 4, 4, 4};
    static const uint32_t variables[ISSUES] = {0, 1, 2, 3, 4, 5, 6, 7};
    for (uint64_t round = 0; round < 60; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        const uint32_t parties = 2 + (uint32_t)(round % 8);
        const size_t most = (size_t)1 << (5 + 7 * (round % 5));
        uint64_t *amounts =
            truce_arena_zero(&arena, (size_t)ISSUES * OPTIONS * parties, sizeof *amounts);
        truce_worth_term terms[ISSUES];
        for (size_t i = 0; i < (size_t)ISSUES * OPTIONS * parties; i++) {
            amounts[i] = below(&seed, most);
        }
        for (uint32_t v = 0; v < ISSUES; v++) {
            terms[v] =
                (truce_worth_term){&variables[v], 1, amounts + (size_t)v * OPTIONS * parties};
        }
        uint64_t reserve[9];
        bool reserved[9];
        for (uint32_t p = 0; p < parties; p++) {
            reserve[p] = most * ISSUES / 8 + below(&seed, most * ISSUES / 3);
            reserved[p] = true;
        }
        uint64_t want = 0;
        for (uint32_t package = 0; package < PACKAGES; package++) {
            bool keeps_all = true;
            for (uint32_t p = 0; p < parties && keeps_all; p++) {
                uint64_t sum = 0;
                for (uint32_t v = 0; v < ISSUES; v++) {
                    sum += terms[v].amounts[(package >> 2 * v & 3) * parties + p];
                }
                keeps_all = sum >= reserve[p];
            }
            want += keeps_all;
        }
        truce_domain d;
        assert_int_equal(truce_domain_init(&d, n_values, ISSUES, 0, 0, &arena, NULL), TRUCE_OK);
        const truce_worth w = {.choices = &d,
                               .n_parties = parties,
                               .width = 1,
                               .terms = terms,
                               .n_terms = ISSUES,
                               .reserve = reserve,
                               .reserved = reserved};
        truce_zopa got;
        uint64_t n = 0;
        assert_int_equal(truce_zopa_count(&w, NULL, NULL, &arena, &got, NULL), TRUCE_OK);
        assert_true(got.exact && truce_bigint_fits(got.at_least, &n));
        assert_int_equal(n, want);
        truce_arena_clear(&arena);
    }
}

/* The estimates of many seeds lie around the number as their errors say. */
static void estimates_are_as_far_off_as_they_say(void **state) {
    (void)state;
    enum { SEEDS = 200 };
    ladder l;
    ladder_make(&l, 12, 50, 50);
    truce_zopa exact;
    assert_int_equal(truce_zopa_count(&l.worth, NULL, NULL, &l.arena, &exact, NULL), TRUCE_OK);
    const double want = strtod(decimal(exact.at_least, &l.arena), NULL);
    double sum = 0;
    uint32_t near = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        truce_zopa got;
        const truce_zopa_options options = {.vectors_max = 40, .samples = 100, .seed = seed};
        assert_int_equal(truce_zopa_count(&l.worth, NULL, &options, &l.arena, &got, NULL),
                         TRUCE_OK);
        assert_true(!got.exact && got.estimated);
        const double estimate = strtod(decimal(got.estimate, &l.arena), NULL);
        sum += estimate / want;
        near += fabs(estimate - want) <= got.error * estimate;
    }
    assert_true(fabs(sum / SEEDS - 1) < 0.03);
    assert_in_range(near, SEEDS * 55 / 100, SEEDS * 80 / 100);
    truce_arena_clear(&l.arena);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void running_out_of_memory_is_told_and_leaves_the_result_alone(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 12; seed++) {
        worths w;
        worths_make(&w, seed, (worths_shape){0});
        const truce_zopa_options tight = {.vectors_max = 2, .samples = 3};
        for (long left = 0;; left++) {
            truce_arena arena = truce_arena_new();
            truce_zopa got = {.error = 77};
            truce_error err;
            allocations_left = left;
            const truce_status status =
                truce_zopa_count(&w.worth, NULL, seed % 2 == 0 ? &tight : NULL, &arena, &got, &err);
            allocations_left = LONG_MAX;
            truce_arena_clear(&arena);
            if (status == TRUCE_OK) {
                break;
            }
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_true(got.error == 77 && err.status == TRUCE_ENOMEM);
        }
        truce_arena_clear(&w.arena);
    }
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_package_counts_where_nobody_asks_for_more_than_nothing),
        cmocka_unit_test(nothing_is_left_where_the_parties_ask_for_more_than_there_is),
        cmocka_unit_test(numbers_with_a_given_sum_of_digits),
        cmocka_unit_test(a_band_has_two_ends),
        cmocka_unit_test(issues_that_nobody_weighs_are_counted_and_cost_nothing),
        cmocka_unit_test(bounds_within_the_steps_hold_the_number),
        cmocka_unit_test(without_issues_there_is_one_package_and_without_options_none),
        cmocka_unit_test(counts_and_bounds_agree_with_every_package),
        cmocka_unit_test(large_halves_agree_with_every_package),
        cmocka_unit_test(estimates_are_as_far_off_as_they_say),
        cmocka_unit_test(running_out_of_memory_is_told_and_leaves_the_result_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
