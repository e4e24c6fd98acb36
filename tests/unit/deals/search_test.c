/* Random small worths against every package: draws, the nearest, the best ones; then limits, and
 * memory that runs out.
 *
 * `unit_deals_search SEED` runs one random worth. */
#include "truce/deals/search.h"

#include <math.h>

#include "worths.h"

WORTHS_MEMORY

enum { ROUNDS = 2500, PACKAGES = 729 };

static uint32_t number_of(const worths *w, const uint32_t *package) {
    uint32_t number = 0;
    for (uint32_t v = 0; v < w->choices.n_variables; v++) {
        assert_true(package[v] < w->choices.n_values[v]);
        number = number * w->choices.n_values[v] + package[v];
    }
    return number;
}

static void expect_worth(const worths *w, truce_searched found) {
    int64_t want[WORTHS_PARTIES];
    worths_of(w, found.package, want);
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        assert_int_equal(worths_small(w, found.worth + (size_t)p * w->worth.width), want[p]);
    }
}

/* ---- draws ----------------------------------------------------------------------------------- */

static bool is_drawable(const worths *w, const uint32_t *package) {
    int64_t got[WORTHS_PARTIES];
    worths_of(w, package, got);
    return worths_allowed(w, package) && worths_rational(w, got);
}

static void check_draws(worths *w, uint64_t seed) {
    enum { DRAWS = 5 };
    uint32_t package[WORTHS_VARIABLES] = {0};
    bool any = false;
    do {
        any = any || is_drawable(w, package);
    } while (worths_next(w, package));
    const truce_search_limits tight = {.vectors_max = 1 + seed % 5, .tries_max = 40};
    for (uint32_t i = 0; i < 2; i++) {
        truce_drawn got;
        assert_int_equal(truce_draw_packages(&w->worth, NULL, DRAWS, seed, i == 0 ? NULL : &tight,
                                             &w->arena, &got, NULL),
                         TRUCE_OK);
        assert_true(i == 1 || got.none == !any);
        assert_true(i == 1 || got.n == (any ? DRAWS : 0));
        assert_true(!got.none || !any);
        for (uint32_t k = 0; k < got.n; k++) {
            assert_true(is_drawable(w, got.at[k].package));
            expect_worth(w, got.at[k]);
        }
    }
}

/* Each package of a band comes about as often as its options say, within the limits and beyond. */
static void draws_are_uniform(void **state) {
    (void)state;
    enum { DRAWS = 20000 };
    uint32_t tried = 0;
    for (uint64_t seed = 0; tried < 8; seed++) {
        worths w;
        worths_make(&w, seed, (worths_shape){.variables = 4});
        uint32_t package[WORTHS_VARIABLES] = {0};
        double want[PACKAGES] = {0};
        double all = 0;
        do {
            if (is_drawable(&w, package)) {
                const double options = (double)worths_options(&w, package);
                want[number_of(&w, package)] = options;
                all += options;
            }
        } while (worths_next(&w, package));
        const truce_search_limits tight = {.vectors_max = 3};
        truce_drawn got = {0};
        if (all > 3) {
            assert_int_equal(truce_draw_packages(&w.worth, NULL, DRAWS, seed,
                                                 tried % 2 == 0 ? NULL : &tight, &w.arena, &got,
                                                 NULL),
                             TRUCE_OK);
            tried++;
            assert_int_equal(got.n, DRAWS);
        }
        double chi = 0;
        uint32_t count[PACKAGES] = {0};
        uint32_t kinds = 0;
        for (uint32_t i = 0; i < got.n; i++) {
            count[number_of(&w, got.at[i].package)]++;
        }
        for (uint32_t i = 0; got.n > 0 && i < PACKAGES; i++) {
            const double expected = want[i] / all * DRAWS;
            chi += expected > 5 ? pow((double)count[i] - expected, 2) / expected : 0;
            kinds += expected > 5;
        }
        assert_true(chi < kinds + 5 * sqrt(2.0 * kinds) + 5);
        truce_arena_clear(&w.arena);
    }
}

/* ---- the nearest ----------------------------------------------------------------------------- */

/* The sums of the least and of the most that the terms can give a party. */
static void ranges(const worths *w, int64_t *out) {
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        out[p] = 0;
        for (uint32_t t = 0; t < w->worth.n_terms; t++) {
            const truce_worth_term *const term = &w->worth.terms[t];
            size_t n = 1;
            for (uint32_t i = 0; i < term->n_variables; i++) {
                n *= w->choices.n_values[term->variables[i]];
            }
            int64_t low = INT64_MAX;
            int64_t high = INT64_MIN;
            for (size_t i = 0; i < n; i++) {
                const int64_t one =
                    worths_small(w, term->amounts + (i * w->worth.n_parties + p) * w->worth.width);
                low = one < low ? one : low;
                high = one > high ? one : high;
            }
            out[p] += high - low;
        }
    }
}

static double distance(const worths *w, const int64_t *range, const int64_t *a, const int64_t *b) {
    double sum = 0;
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        const double share = range[p] > 0 ? (double)(a[p] - b[p]) / (double)range[p] : 0;
        sum += share * share;
    }
    return sqrt(sum);
}

static void check_nearest(worths *w, uint64_t seed) {
    int64_t target[WORTHS_PARTIES];
    int64_t range[WORTHS_PARTIES];
    uint64_t *amounts =
        truce_arena_zero(&w->arena, WORTHS_PARTIES, w->worth.width * sizeof *amounts);
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        target[p] = (int64_t)below(&seed, 20) - 4;
        worths_amount(amounts + (size_t)p * w->worth.width, target[p], w->worth.width, w->shift);
    }
    ranges(w, range);
    double best = INFINITY;
    uint32_t package[WORTHS_VARIABLES] = {0};
    do {
        if (worths_allowed(w, package)) {
            int64_t got[WORTHS_PARTIES];
            worths_of(w, package, got);
            best = fmin(best, distance(w, range, got, target));
        }
    } while (worths_next(w, package));
    const truce_search_limits tight = {.vectors_max = 1 + below(&seed, 5)};
    for (uint32_t i = 0; i < 2; i++) {
        truce_nearest got;
        assert_int_equal(truce_nearest_package(&w->worth, amounts, i == 0 ? NULL : &tight,
                                               &w->arena, &got, NULL),
                         TRUCE_OK);
        assert_int_equal(got.found.package != NULL, best < INFINITY);
        if (got.found.package != NULL) {
            int64_t own[WORTHS_PARTIES];
            expect_worth(w, got.found);
            assert_true(worths_allowed(w, got.found.package));
            worths_of(w, got.found.package, own);
            assert_true(fabs(got.distance - distance(w, range, own, target)) < 1e-12);
            assert_true(i == 1 || got.exact);
            assert_true(got.exact ? fabs(got.distance - best) < 1e-9 : got.distance > best - 1e-9);
        }
    }
}

/* ---- the best -------------------------------------------------------------------------------- */

static int falling(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l < r) - (l > r);
}

static int64_t weighed(const worths *w, const int64_t *weights, const uint32_t *package) {
    int64_t got[WORTHS_PARTIES];
    int64_t sum = 0;
    worths_of(w, package, got);
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        sum += weights[p] * got[p];
    }
    return sum;
}

static void check_best(worths *w, uint64_t seed) {
    int64_t weights[WORTHS_PARTIES];
    truce_bigint numbers[WORTHS_PARTIES];
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        weights[p] = (int64_t)below(&seed, 4);
        assert_int_equal(truce_bigint_from((uint64_t)weights[p], &w->arena, &numbers[p], NULL),
                         TRUCE_OK);
    }
    int64_t all[PACKAGES];
    uint32_t n = 0;
    uint32_t package[WORTHS_VARIABLES] = {0};
    do {
        if (worths_allowed(w, package)) {
            all[n++] = weighed(w, weights, package);
        }
    } while (worths_next(w, package));
    qsort(all, n, sizeof *all, falling);
    const uint32_t k = 1 + (uint32_t)below(&seed, 40);
    truce_ranking got;
    assert_int_equal(truce_best_packages(&w->worth, numbers, k, &w->arena, &got, NULL), TRUCE_OK);
    assert_int_equal(got.n, n < k ? n : k);
    bool seen[PACKAGES] = {false};
    for (uint32_t i = 0; i < got.n; i++) {
        const uint32_t number = number_of(w, got.at[i].package);
        assert_false(seen[number]);
        seen[number] = true;
        assert_true(worths_allowed(w, got.at[i].package));
        assert_int_equal(weighed(w, weights, got.at[i].package), all[i]);
        expect_worth(w, got.at[i]);
    }
}

static void check(uint64_t seed) {
    worths w;
    worths_make(&w, seed, (worths_shape){0});
    check_draws(&w, seed);
    check_nearest(&w, seed);
    check_best(&w, seed);
    truce_arena_clear(&w.arena);
}

static void searches_agree_with_every_package(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

/* ---- by hand --------------------------------------------------------------------------------- */

static void the_best_for_one_that_leaves_the_other_enough(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const uint64_t vectors[] = {8, 0, 6, 4, 4, 7, 0, 9};
    const truce_worth w = {.n_parties = 2, .width = 1};
    const truce_frontier f = {.worth = &w, .vectors = vectors, .n = 4, .exact = true};
    const uint64_t least[] = {0, 5};
    const bool second[] = {false, true};
    const truce_band band = {.least = least, .has_least = second};
    truce_tied got;
    assert_int_equal(truce_best_within(&f, 0, &band, &arena, &got, NULL), TRUCE_OK);
    assert_int_equal(got.n, 1);
    assert_int_equal(got.vectors[0], 2);
    const uint64_t too_much[] = {0, 10};
    const truce_band none = {.least = too_much, .has_least = second};
    assert_int_equal(truce_best_within(&f, 0, &none, &arena, &got, NULL), TRUCE_OK);
    assert_int_equal(got.n, 0);
    truce_arena_clear(&arena);
}

/* 10^40 packages: 40 issues, worth 0 to 9 and 9 to 0. */
static void large_searches_find_what_can_be_told_by_hand(void **state) {
    (void)state;
    enum { N = 40 };
    truce_arena arena = truce_arena_new();
    uint32_t n_values[N];
    uint32_t variables[N];
    truce_worth_term terms[N];
    uint64_t amounts[20];
    for (uint32_t i = 0; i < 10; i++) {
        amounts[(size_t)2 * i] = i;
        amounts[(size_t)2 * i + 1] = 9 - i;
    }
    for (uint32_t v = 0; v < N; v++) {
        n_values[v] = 10;
        variables[v] = v;
        terms[v] = (truce_worth_term){&variables[v], 1, amounts};
    }
    truce_domain d;
    assert_int_equal(truce_domain_init(&d, n_values, N, 0, 0, &arena, NULL), TRUCE_OK);
    const truce_worth w = {.choices = &d, .n_parties = 2, .width = 1, .terms = terms, .n_terms = N};
    const uint64_t target[] = {100, 260};
    truce_nearest near;
    assert_int_equal(truce_nearest_package(&w, target, NULL, &arena, &near, NULL), TRUCE_OK);
    assert_true(near.exact && near.distance == 0);
    assert_int_equal(near.found.worth[0], 100);
    const truce_search_limits tight = {.vectors_max = 20};
    assert_int_equal(truce_nearest_package(&w, target, &tight, &arena, &near, NULL), TRUCE_OK);
    assert_true(!near.exact && near.distance == 0); /* moved there */
    truce_bigint weights[2] = {{0}, {0}};
    truce_ranking best;
    assert_int_equal(truce_bigint_from(1, &arena, &weights[0], NULL), TRUCE_OK);
    assert_int_equal(truce_best_packages(&w, weights, 50, &arena, &best, NULL), TRUCE_OK);
    assert_int_equal(best.n, 50);
    for (uint32_t i = 0; i < best.n; i++) {
        assert_int_equal(best.at[i].worth[0], i == 0 ? 360 : i <= 40 ? 359 : 358);
    }
    const uint64_t least[] = {300, 60};
    const bool both[] = {true, true};
    const truce_band band = {.least = least, .has_least = both};
    truce_drawn drawn;
    assert_int_equal(truce_draw_packages(&w, &band, 3, 1, NULL, &arena, &drawn, NULL), TRUCE_OK);
    assert_int_equal(drawn.n, 3);
    for (uint32_t i = 0; i < drawn.n; i++) {
        assert_int_equal(drawn.at[i].worth[0], 300);
    }
    truce_arena_clear(&arena);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static truce_status search_one(const worths *w, uint32_t kind, truce_arena *arena,
                               truce_error *err) {
    static const uint64_t target[WORTHS_PARTIES * WORTHS_WIDTH];
    static const truce_search_limits tight = {.vectors_max = 2, .tries_max = 2};
    const truce_bigint weights[WORTHS_PARTIES] = {{0}};
    truce_drawn drawn;
    truce_nearest near;
    truce_ranking best;
    switch (kind) {
    case 0:
        return truce_draw_packages(&w->worth, NULL, 2, 1, NULL, arena, &drawn, err);
    case 1:
        return truce_draw_packages(&w->worth, NULL, 2, 1, &tight, arena, &drawn, err);
    case 2:
        return truce_nearest_package(&w->worth, target, NULL, arena, &near, err);
    case 3:
        return truce_nearest_package(&w->worth, target, &tight, arena, &near, err);
    default:
        return truce_best_packages(&w->worth, weights, 7, arena, &best, err);
    }
}

static void running_out_of_memory_is_told(void **state) {
    (void)state;
    for (uint32_t kind = 0; kind < 5; kind++) {
        for (uint64_t seed = 0; seed < 6; seed++) {
            worths w;
            worths_make(&w, seed, (worths_shape){0});
            for (long left = 0;; left++) {
                truce_arena arena = truce_arena_new();
                truce_error err = {0};
                allocations_left = left;
                const truce_status status = search_one(&w, kind, &arena, &err);
                allocations_left = LONG_MAX;
                truce_arena_clear(&arena);
                if (status == TRUCE_OK) {
                    break;
                }
                assert_int_equal(status, TRUCE_ENOMEM);
                assert_int_equal(err.status, TRUCE_ENOMEM);
            }
            truce_arena_clear(&w.arena);
        }
    }
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_for_one_that_leaves_the_other_enough),
        cmocka_unit_test(searches_agree_with_every_package),
        cmocka_unit_test(draws_are_uniform),
        cmocka_unit_test(large_searches_find_what_can_be_told_by_hand),
        cmocka_unit_test(running_out_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
