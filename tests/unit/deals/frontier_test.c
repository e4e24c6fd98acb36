/* Frontiers one can draw; then random small worths against every package; then thinned ones against
 * exact ones; then memory that runs out.
 *
 * `unit_deals_frontier SEED [joined]` runs one random worth. */
#include "truce/deals/frontier.h"

#include "small_worth.h"
#include "support/memory.h"

enum { ROUNDS = 4000 };

static truce_frontier find(const small_worth *w, truce_frontier_options options,
                           truce_arena *arena) {
    truce_frontier f;
    truce_error err = {.message = ""};
    if (truce_frontier_find(&w->worth, options, arena, &f, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return f;
}

/* ---- against every package ------------------------------------------------------------------- */

typedef struct outcome {
    int64_t sum[TRUCE_WORTH_PARTIES_MAX];
    uint32_t package[SMALL_VARIABLES];
} outcome;

typedef struct seen {
    outcome all[SMALL_PACKAGES];
    size_t n;
    uint64_t lowest[TRUCE_WORTH_PARTIES_MAX][SMALL_WIDTH];
    uint64_t highest[TRUCE_WORTH_PARTIES_MAX][SMALL_WIDTH];
    truce_bigint outcomes;
} seen;

static uint32_t parties_in_hand; /* for qsort */

static int falling(const void *left, const void *right) {
    const outcome *const l = left;
    const outcome *const r = right;
    for (uint32_t p = 0; p < parties_in_hand; p++) {
        if (l->sum[p] != r->sum[p]) {
            return l->sum[p] > r->sum[p] ? -1 : 1;
        }
    }
    return 0;
}

static truce_bigint options_of(const small_worth *w, const uint32_t *package, truce_arena *arena) {
    truce_bigint factors[SMALL_VARIABLES];
    truce_bigint product;
    for (uint32_t v = 0; v < w->domain.n_variables; v++) {
        const uint64_t *const options = w->worth.options != NULL ? w->worth.options[v] : NULL;
        const uint64_t n = options != NULL ? options[package[v]] : 1;
        assert_int_equal(truce_bigint_from(n, arena, &factors[v], NULL), TRUCE_OK);
    }
    assert_int_equal(truce_bigint_product(factors, w->domain.n_variables, arena, &product, NULL),
                     TRUCE_OK);
    return product;
}

static bool reserve_kept(const small_worth *w, const outcome *o) {
    bool kept = true;
    for (uint32_t p = 0; p < w->worth.n_parties && w->worth.reserve != NULL; p++) {
        kept = kept && (!w->worth.reserved[p] || o->sum[p] >= w->reserve[p]);
    }
    return kept;
}

static void look_at_all(const small_worth *w, bool unreserved, truce_arena *arena, seen *s) {
    int64_t lowest[TRUCE_WORTH_PARTIES_MAX] = {0};
    int64_t highest[TRUCE_WORTH_PARTIES_MAX] = {0};
    uint32_t package[SMALL_VARIABLES] = {0};
    bool any = small_any(w);
    bool first = true;
    s->n = 0;
    s->outcomes = (truce_bigint){0};
    for (; any; any = small_next(w, package)) {
        outcome *const o = &s->all[s->n];
        if (!small_allowed(w, package)) {
            continue;
        }
        small_sum(w, package, o->sum);
        memcpy(o->package, package, sizeof package);
        for (uint32_t p = 0; p < w->worth.n_parties; p++) {
            lowest[p] = first || o->sum[p] < lowest[p] ? o->sum[p] : lowest[p];
            highest[p] = first || o->sum[p] > highest[p] ? o->sum[p] : highest[p];
        }
        first = false;
        assert_int_equal(
            truce_bigint_add(s->outcomes, options_of(w, package, arena), arena, &s->outcomes, NULL),
            TRUCE_OK);
        s->n += unreserved || reserve_kept(w, o);
    }
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        small_amount(w, lowest[p], s->lowest[p]);
        small_amount(w, highest[p], s->highest[p]);
    }
    parties_in_hand = w->worth.n_parties;
    qsort(s->all, s->n, sizeof *s->all, falling);
}

static bool beaten(const small_worth *w, const seen *s, size_t i) {
    for (size_t j = 0; j < i; j++) {
        bool covers = true;
        for (uint32_t p = 0; p < w->worth.n_parties; p++) {
            covers = covers && s->all[j].sum[p] >= s->all[i].sum[p];
        }
        if (covers && falling(&s->all[j], &s->all[i]) != 0) {
            return true;
        }
    }
    return false;
}

static void expect_vector(const small_worth *w, const truce_frontier *f, size_t i,
                          const int64_t *sum) {
    const uint32_t width = w->worth.width;
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        uint64_t want[SMALL_WIDTH];
        small_amount(w, sum[p], want);
        assert_memory_equal(f->vectors + (i * w->worth.n_parties + p) * width, want,
                            width * sizeof *want);
    }
}

static void expect_package(const small_worth *w, const truce_frontier *f,
                           const truce_frontier_point *point) {
    int64_t sum[TRUCE_WORTH_PARTIES_MAX];
    assert_true(small_allowed(w, point->package));
    small_sum(w, point->package, sum);
    expect_vector(w, f, point->vector, sum);
}

static void expect_all(const small_worth *w, const truce_frontier *f, const seen *s,
                       truce_arena *arena) {
    size_t n = 0;
    assert_true(f->exact);
    assert_true(f->epsilon == 0);
    assert_int_equal(truce_bigint_compare(f->outcomes, s->outcomes), 0);
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        const size_t at = (size_t)p * w->worth.width;
        const size_t bytes = w->worth.width * sizeof(uint64_t);
        assert_memory_equal(f->lowest + at, s->lowest[p], bytes);
        assert_memory_equal(f->highest + at, s->highest[p], bytes);
    }
    for (size_t i = 0; i < s->n;) {
        truce_bigint count = {0};
        const size_t first = i;
        for (; i < s->n && falling(&s->all[first], &s->all[i]) == 0; i++) {
            assert_int_equal(truce_bigint_add(count, options_of(w, s->all[i].package, arena), arena,
                                              &count, NULL),
                             TRUCE_OK);
        }
        if (beaten(w, s, first)) {
            continue;
        }
        assert_in_range(n, 0, f->n - 1);
        expect_vector(w, f, n, s->all[first].sum);
        assert_int_equal(f->points[n].vector, n);
        expect_package(w, f, &f->points[n]);
        assert_int_equal(truce_bigint_compare(f->points[n].packages, count), 0);
        n++;
    }
    assert_int_equal(n, f->n);
    assert_int_equal(f->n_points, f->n);
}

static void compare_with_all(uint64_t seed, small_kind kind) {
    static seen s;
    small_worth w;
    const bool unreserved = (seed & 1) != 0;
    small_worth_make(&w, seed, kind);
    truce_arena arena = truce_arena_new();
    look_at_all(&w, unreserved, &arena, &s);
    const truce_frontier f =
        find(&w, (truce_frontier_options){.unreserved = unreserved, .points_max = SMALL_PACKAGES},
             &arena);
    expect_all(&w, &f, &s, &arena);
    truce_arena_clear(&arena);
    truce_arena_clear(&w.arena);
}

static void links_and_joint_terms_too(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        compare_with_all(seed, (small_kind){.joined = true, .parties_max = 5});
    }
}

static void random_sums_are_what_looking_at_every_package_says(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        compare_with_all(seed, (small_kind){.parties_max = 5});
    }
    for (uint64_t seed = 0; seed < ROUNDS / 4; seed++) {
        compare_with_all(seed, (small_kind){.parties_max = 9, .width = 1});
    }
}

/* ---- thinned --------------------------------------------------------------------------------- */

/* Is some vector of `f` at most epsilon of each party's range worse than this one? */
static bool has_near(const small_worth *w, const truce_frontier *f, double factor,
                     const int64_t *sum, const double *ranges) {
    const uint32_t parties = w->worth.n_parties;
    for (size_t i = 0; i < f->n; i++) {
        bool near = true;
        for (uint32_t p = 0; p < parties; p++) {
            const double got = (double)(int64_t)f->vectors[i * parties + p] / factor;
            near = near && got >= (double)sum[p] - f->epsilon * ranges[p] - 1e-6;
        }
        if (near) {
            return true;
        }
    }
    return false;
}

/* Is there enough between a vector and what is least for each party? */
static bool well_kept(const small_worth *w, const outcome *o, double epsilon,
                      const double *ranges) {
    bool kept = true;
    for (uint32_t p = 0; p < w->worth.n_parties && w->worth.reserve != NULL; p++) {
        kept = kept && (!w->worth.reserved[p] ||
                        (double)o->sum[p] >= (double)w->reserve[p] + epsilon * ranges[p]);
    }
    return kept;
}

/* Whether memory is bounded, or work, or both. */
static truce_frontier_options tight(uint64_t seed) {
    return (truce_frontier_options){.bytes_max = seed % 3 == 2 ? 0 : 1 + 500 * (seed % 8),
                                    .steps_max = seed % 3 == 0 ? 0 : 1 + seed % 31,
                                    .points_max = SMALL_PACKAGES};
}

static void thinned_vectors_are_as_near_as_epsilon_says(void **state) {
    (void)state;
    static seen s;
    unsigned thinned = 0;
    for (uint64_t seed = 0; seed < ROUNDS / 2; seed++) {
        small_worth w;
        small_worth_make(&w, seed,
                         (small_kind){.joined = seed % 2 == 0, .parties_max = 5, .width = 1});
        truce_arena arena = truce_arena_new();
        look_at_all(&w, false, &arena, &s);
        const truce_frontier f = find(&w, tight(seed), &arena);
        const double factor = (double)w.factor[0];
        double ranges[TRUCE_WORTH_PARTIES_MAX];
        for (uint32_t p = 0; p < w.worth.n_parties; p++) {
            ranges[p] = (double)(int64_t)(s.highest[p][0] - s.lowest[p][0]) / factor;
        }
        thinned += !f.exact;
        assert_true(f.exact ? f.epsilon == 0 : f.epsilon >= 0);
        for (size_t i = 0; i < s.n; i++) {
            assert_true(!well_kept(&w, &s.all[i], f.epsilon, ranges) || beaten(&w, &s, i) ||
                        has_near(&w, &f, factor, s.all[i].sum, ranges));
        }
        for (uint32_t i = 0; i < f.n_points; i++) {
            expect_package(&w, &f, &f.points[i]);
        }
        truce_arena_clear(&arena);
        truce_arena_clear(&w.arena);
    }
    assert_in_range(thinned, ROUNDS / 20, ROUNDS);
}

/* ---- what the header promises ---------------------------------------------------------------- */

static void points_are_spread_evenly_with_both_ends(void **state) {
    (void)state;
    small_worth w;
    uint64_t seed = 0;
    truce_frontier all;
    truce_arena arena = truce_arena_new();
    for (;; seed++) {
        small_worth_make(&w, seed, (small_kind){.parties_max = 2});
        all = find(&w, (truce_frontier_options){.unreserved = true}, &arena);
        if (all.n > 20) {
            break;
        }
        truce_arena_clear(&w.arena);
    }
    for (uint32_t n = 1; n < 20; n++) {
        const truce_frontier some =
            find(&w, (truce_frontier_options){.unreserved = true, .points_max = n}, &arena);
        assert_int_equal(some.n, all.n);
        assert_int_equal(some.n_points, n);
        assert_int_equal(some.points[0].vector, 0);
        assert_int_equal(some.points[n - 1].vector, n > 1 ? all.n - 1 : 0);
        for (uint32_t i = 1; i < n; i++) {
            const size_t step = some.points[i].vector - some.points[i - 1].vector;
            assert_in_range(step, (all.n - 1) / (n - 1), (all.n - 1) / (n - 1) + 1);
            expect_package(&w, &all, &some.points[i]);
        }
    }
    const size_t wanted[] = {7, 3, 7};
    truce_frontier_point points[3];
    assert_int_equal(truce_frontier_packages(&all, wanted, 3, &arena, points, NULL), TRUCE_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(points[i].vector, wanted[i]);
        expect_package(&w, &all, &points[i]);
    }
    truce_arena_clear(&arena);
    truce_arena_clear(&w.arena);
}

static void what_cannot_be_searched_is_said(void **state) {
    (void)state;
    small_worth w;
    truce_arena arena = truce_arena_new();
    truce_frontier f = {.n = 77};
    truce_error err;
    small_worth_make(&w, 1, (small_kind){.parties_max = 2});
    w.worth.n_parties = 1;
    assert_int_equal(truce_frontier_find(&w.worth, (truce_frontier_options){0}, &arena, &f, &err),
                     TRUCE_EINVAL);
    w.worth.n_parties = TRUCE_WORTH_PARTIES_MAX + 1;
    assert_int_equal(truce_frontier_find(&w.worth, (truce_frontier_options){0}, &arena, &f, &err),
                     TRUCE_EINVAL);
    w.worth.n_parties = 2;
    w.worth.width = 65;
    assert_int_equal(truce_frontier_find(&w.worth, (truce_frontier_options){0}, &arena, &f, &err),
                     TRUCE_ELIMIT);
    assert_int_equal(f.n, 77);
    truce_arena_clear(&arena);
    truce_arena_clear(&w.arena);
}

static void memory_that_runs_out_is_an_error_and_nothing_else(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        small_worth w;
        small_worth_make(&w, seed, (small_kind){.joined = seed % 2 == 0, .parties_max = 5});
        const size_t bytes = seed % 3 == 0 ? 1500 : 0;
        bool done = false;
        for (long n = 0; !done; n += 1 + n / 8) {
            truce_arena arena = truce_arena_new();
            truce_frontier f = {.n = 77};
            allocations_left = n;
            const truce_status status = truce_frontier_find(
                &w.worth, (truce_frontier_options){.bytes_max = bytes}, &arena, &f, NULL);
            allocations_left = LONG_MAX;
            done = status == TRUCE_OK;
            assert_true(done || (status == TRUCE_ENOMEM && f.n == 77));
            truce_arena_clear(&arena);
        }
        truce_arena_clear(&w.arena);
    }
}

int main(int argc, char **argv) {
    if (argc > 1) {
        compare_with_all(strtoull(argv[1], NULL, 10),
                         (small_kind){.joined = argc > 2, .parties_max = 5});
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_sums_are_what_looking_at_every_package_says),
        cmocka_unit_test(links_and_joint_terms_too),
        cmocka_unit_test(thinned_vectors_are_as_near_as_epsilon_says),
        cmocka_unit_test(points_are_spread_evenly_with_both_ends),
        cmocka_unit_test(what_cannot_be_searched_is_said),
        cmocka_unit_test(memory_that_runs_out_is_an_error_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
