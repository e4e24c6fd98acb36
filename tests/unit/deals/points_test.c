/* Points one can do by hand; then frontiers of random small worths, made by comparing every package
 * with every other, against the definitions as fractions; then memory that runs out.
 *
 * `unit_deals_points SEED` runs one random worth. */
#include "truce/deals/points.h"

#include <math.h>

#include "worths.h"

WORTHS_MEMORY

enum { ROUNDS = 4000, PACKAGES = 729 };

/* ---- frontiers by comparing everything with everything --------------------------------------- */

typedef struct listed {
    int64_t at[PACKAGES][WORTHS_PARTIES]; /* what every package that is looked at is worth */
    size_t n;
    int64_t frontier[PACKAGES][WORTHS_PARTIES];
    size_t n_frontier;
    int64_t lowest[WORTHS_PARTIES], highest[WORTHS_PARTIES]; /* over all that links allow */
    bool any;
} listed;

static bool beats(const int64_t *a, const int64_t *b, uint32_t n) {
    bool more = false;
    for (uint32_t p = 0; p < n; p++) {
        if (a[p] < b[p]) {
            return false;
        }
        more = more || a[p] > b[p];
    }
    return more;
}

static int falling(const void *left, const void *right) {
    const int64_t *const l = left;
    const int64_t *const r = right;
    for (uint32_t p = 0; p < WORTHS_PARTIES; p++) {
        if (l[p] != r[p]) {
            return l[p] > r[p] ? -1 : 1;
        }
    }
    return 0;
}

static void list_all(const worths *w, bool unreserved, listed *l) {
    const uint32_t n = w->worth.n_parties;
    uint32_t package[WORTHS_VARIABLES] = {0};
    memset(l, 0, sizeof *l);
    do {
        int64_t got[WORTHS_PARTIES] = {0};
        if (!worths_allowed(w, package)) {
            continue;
        }
        worths_of(w, package, got);
        for (uint32_t p = 0; p < n; p++) {
            l->lowest[p] = !l->any || got[p] < l->lowest[p] ? got[p] : l->lowest[p];
            l->highest[p] = !l->any || got[p] > l->highest[p] ? got[p] : l->highest[p];
        }
        l->any = true;
        if (unreserved || worths_rational(w, got)) {
            memcpy(l->at[l->n++], got, sizeof got);
        }
    } while (worths_next(w, package));
    for (size_t i = 0; i < l->n; i++) {
        bool beaten = false;
        for (size_t k = 0; k < l->n && !beaten; k++) {
            beaten = beats(l->at[k], l->at[i], n) ||
                     (k < i && memcmp(l->at[k], l->at[i], sizeof l->at[i]) == 0);
        }
        if (!beaten) {
            memcpy(l->frontier[l->n_frontier++], l->at[i], sizeof l->at[i]);
        }
    }
    qsort(l->frontier, l->n_frontier, sizeof *l->frontier, falling);
}

static uint64_t *amounts_of(worths *w, const int64_t *small) {
    uint64_t *out = truce_arena_zero(&w->arena, WORTHS_PARTIES, w->worth.width * sizeof *out);
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        worths_amount(out + (size_t)p * w->worth.width, small[p], w->worth.width, w->shift);
    }
    return out;
}

static truce_frontier frontier_of(worths *w, const listed *l) {
    const size_t words = (size_t)w->worth.n_parties * w->worth.width;
    uint64_t *vectors = truce_arena_zero(&w->arena, l->n_frontier, words * sizeof *vectors);
    for (size_t i = 0; i < l->n_frontier; i++) {
        memcpy(vectors + i * words, amounts_of(w, l->frontier[i]), words * sizeof *vectors);
    }
    return (truce_frontier){.worth = &w->worth,
                            .vectors = vectors,
                            .n = l->n_frontier,
                            .exact = true,
                            .lowest = amounts_of(w, l->lowest),
                            .highest = amounts_of(w, l->highest)};
}

/* ---- the definitions ------------------------------------------------------------------------- */

typedef struct fraction {
    int64_t above, below; /* below > 0 */
} fraction;

static int compare(fraction a, fraction b) {
    const int64_t l = a.above * b.below;
    const int64_t r = b.above * a.below;
    return (l > r) - (l < r);
}

static fraction minus(fraction a, fraction b) {
    return (fraction){a.above * b.below - b.above * a.below, a.below * b.below};
}

typedef struct ends {
    int64_t from[WORTHS_PARTIES], most[WORTHS_PARTIES], unit[WORTHS_PARTIES];
    uint32_t n;
} ends;

static ends ends_of(const worths *w, const listed *l, bool unreserved) {
    ends e = {.n = w->worth.n_parties};
    for (uint32_t p = 0; p < e.n; p++) {
        uint64_t unit = 0;
        assert_true(truce_bigint_fits(w->worth.units[p], &unit));
        e.unit[p] = (int64_t)unit;
        e.from[p] = l->lowest[p];
        if (!unreserved && w->worth.reserved[p]) {
            const int64_t reserve = worths_small(w, w->worth.reserve + (size_t)p * w->worth.width);
            e.from[p] = reserve > e.from[p] ? reserve : e.from[p];
        }
        for (size_t i = 0; i < l->n; i++) {
            e.most[p] = i == 0 || l->at[i][p] > e.most[p] ? l->at[i][p] : e.most[p];
        }
    }
    return e;
}

/* How good a package is; the larger the better. */
static fraction rate(const ends *e, const int64_t *got, truce_point kind) {
    const fraction one = {1, 1};
    fraction product = one;
    fraction sum = {0, 1};
    fraction low = {INT32_MAX, 1};
    fraction low_share = one;
    fraction high_share = {0, 1};
    bool any = false;
    for (uint32_t p = 0; p < e->n; p++) {
        const fraction gain = {got[p] - e->from[p], e->unit[p]};
        product.above *= gain.above;
        sum = (fraction){sum.above * gain.below + gain.above * sum.below, sum.below * gain.below};
        low = compare(gain, low) < 0 ? gain : low;
        if (e->most[p] > e->from[p]) {
            const fraction share = {got[p] - e->from[p], e->most[p] - e->from[p]};
            low_share = compare(share, low_share) < 0 ? share : low_share;
            high_share = compare(share, high_share) > 0 ? share : high_share;
            any = true;
        }
    }
    const fraction none = {0, 1};
    switch (kind) {
    case TRUCE_POINT_NASH:
        return product;
    case TRUCE_POINT_KALAI_SMORODINSKY:
        return any ? low_share : none;
    case TRUCE_POINT_EGALITARIAN:
        return low;
    case TRUCE_POINT_MAX_WELFARE:
        return sum;
    default:
        return any ? minus(low_share, high_share) : none;
    }
}

static double oppose(const listed *l, const ends *e) {
    double best = INFINITY;
    for (size_t i = 0; i < l->n; i++) {
        double sum = 0;
        for (uint32_t p = 0; p < e->n; p++) {
            const double one = 1 - (double)l->at[i][p] / (double)l->highest[p];
            sum += one * one;
        }
        best = sum < best ? sum : best;
    }
    return sqrt(best);
}

static bool is_tied(truce_tied tied, size_t vector) {
    for (size_t i = 0; i < tied.n; i++) {
        if (tied.vectors[i] == vector) {
            return true;
        }
    }
    return false;
}

static void check_kind(const listed *l, const ends *e, truce_point kind, truce_tied got) {
    fraction best = {0, 1};
    for (size_t i = 0; i < l->n_frontier; i++) {
        const fraction one = rate(e, l->frontier[i], kind);
        best = i == 0 || compare(one, best) > 0 ? one : best;
    }
    for (size_t i = 0; i < l->n_frontier; i++) {
        assert_int_equal(compare(rate(e, l->frontier[i], kind), best) == 0, is_tied(got, i));
    }
    for (size_t i = 1; i < got.n; i++) {
        assert_true(got.vectors[i - 1] < got.vectors[i]);
    }
    /* But for the shares' distance no package beyond the frontier is better. */
    for (size_t i = 0; i < l->n && kind != TRUCE_POINT_MIN_GAP; i++) {
        assert_true(compare(rate(e, l->at[i], kind), best) <= 0);
    }
}

static void check_points(worths *w, const truce_frontier *f, const listed *l, bool unreserved) {
    truce_points got;
    assert_int_equal(truce_points_find(f, (truce_points_options){.unreserved = unreserved},
                                       &w->arena, &got, NULL),
                     TRUCE_OK);
    assert_true(got.exact);
    const ends e = ends_of(w, l, unreserved);
    bool opposed = l->n > 0;
    for (truce_point kind = 0; kind < TRUCE_POINTS; kind++) {
        check_kind(l, &e, kind, got.at[kind]);
    }
    for (uint32_t p = 0; p < e.n; p++) {
        const size_t at = (size_t)p * w->worth.width;
        assert_int_equal(worths_small(w, got.from + at), e.from[p]);
        assert_true(l->n == 0 || worths_small(w, got.most + at) == e.most[p]);
        opposed = opposed && l->highest[p] != 0;
    }
    assert_int_equal(got.opposed, opposed);
    if (opposed) {
        assert_true(fabs(got.opposition - oppose(l, &e)) < 1e-12);
    }
}

static void check(uint64_t seed) {
    static listed l;
    worths w;
    worths_make(&w, seed, (worths_shape){0});
    for (uint32_t unreserved = 0; unreserved < 2; unreserved++) {
        list_all(&w, unreserved != 0, &l);
        const truce_frontier f = frontier_of(&w, &l);
        check_points(&w, &f, &l, unreserved != 0);
    }
    /* A frontier with packages below a reservation value: they are passed over. */
    list_all(&w, true, &l);
    const truce_frontier all = frontier_of(&w, &l);
    list_all(&w, false, &l);
    truce_points got;
    assert_int_equal(truce_points_find(&all, (truce_points_options){0}, &w.arena, &got, NULL),
                     TRUCE_OK);
    for (truce_point kind = 0; kind < TRUCE_POINTS; kind++) {
        assert_int_equal(got.at[kind].n > 0, l.n > 0);
    }
    truce_arena_clear(&w.arena);
}

static void points_agree_with_their_definitions(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

/* The frontier that the program finds, in place of one made here. */
static void points_of_a_frontier_that_was_found(void **state) {
    (void)state;
    static listed l;
    for (uint64_t seed = 0; seed < ROUNDS / 8; seed++) {
        worths w;
        worths_make(&w, seed, (worths_shape){.plain = true});
        for (uint32_t unreserved = 0; unreserved < 2; unreserved++) {
            truce_frontier f;
            list_all(&w, unreserved != 0, &l);
            assert_int_equal(truce_frontier_find(
                                 &w.worth, (truce_frontier_options){.unreserved = unreserved != 0},
                                 &w.arena, &f, NULL),
                             TRUCE_OK);
            assert_int_equal(f.n, l.n_frontier);
            check_points(&w, &f, &l, unreserved != 0);
        }
        truce_arena_clear(&w.arena);
    }
}

/* ---- by hand --------------------------------------------------------------------------------- */

/* What is looked at: (0, 9), (4, 7), (6, 4), (8, 0); units 1 and 1, or 1 and 10. */
static truce_points by_hand(truce_arena *arena, uint64_t unit) {
    static const uint64_t vectors[] = {8, 0, 6, 4, 4, 7, 0, 9};
    static const uint64_t lowest[] = {0, 0};
    static const uint64_t highest[] = {8, 9};
    static truce_bigint units[2];
    assert_int_equal(truce_bigint_from(1, arena, &units[0], NULL), TRUCE_OK);
    assert_int_equal(truce_bigint_from(unit, arena, &units[1], NULL), TRUCE_OK);
    static truce_worth w;
    w = (truce_worth){.n_parties = 2, .width = 1, .units = units};
    const truce_frontier f = {
        .worth = &w, .vectors = vectors, .n = 4, .lowest = lowest, .highest = highest};
    truce_points got;
    assert_int_equal(truce_points_find(&f, (truce_points_options){0}, arena, &got, NULL), TRUCE_OK);
    assert_false(got.exact);
    return got;
}

static void expect_one(truce_tied tied, size_t want) {
    assert_int_equal(tied.n, 1);
    assert_int_equal(tied.vectors[0], want);
}

static void four_packages_that_everybody_can_check(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_points got = by_hand(&arena, 1);
    expect_one(got.at[TRUCE_POINT_NASH], 2);                /* 4 * 7 */
    expect_one(got.at[TRUCE_POINT_KALAI_SMORODINSKY], 2);   /* 4/8, against 4/9 */
    expect_one(got.at[TRUCE_POINT_MAX_WELFARE], 2);         /* 4 + 7 */
    expect_one(got.at[TRUCE_POINT_MIN_GAP], 2);             /* 7/9 - 4/8, against 6/8 - 4/9 */
    assert_int_equal(got.at[TRUCE_POINT_EGALITARIAN].n, 2); /* 4 either way */
    assert_true(got.opposed);
    assert_true(fabs(got.opposition - sqrt(0.25 + 4.0 / 81)) < 1e-15);
    got = by_hand(&arena, 10); /* of utilities, the second party's are tenths now */
    expect_one(got.at[TRUCE_POINT_NASH], 2);
    expect_one(got.at[TRUCE_POINT_EGALITARIAN], 2); /* 0.7 against 0.4 and 0.9 of nothing */
    expect_one(got.at[TRUCE_POINT_MAX_WELFARE], 0); /* 8 + 0 */
    truce_arena_clear(&arena);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void running_out_of_memory_is_told_and_leaves_the_result_alone(void **state) {
    (void)state;
    static listed l;
    worths w;
    worths_make(&w, 5, (worths_shape){.parties = 3, .variables = 6});
    list_all(&w, true, &l);
    const truce_frontier f = frontier_of(&w, &l);
    for (long left = 0;; left++) {
        truce_arena arena = truce_arena_new();
        truce_points got = {.opposition = 77};
        truce_error err;
        allocations_left = left;
        const truce_status status =
            truce_points_find(&f, (truce_points_options){.unreserved = true}, &arena, &got, &err);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
        if (status == TRUCE_OK) {
            assert_true(left > 1);
            break;
        }
        assert_int_equal(status, TRUCE_ENOMEM);
        assert_true(got.opposition == 77 && err.status == TRUCE_ENOMEM);
    }
    truce_arena_clear(&w.arena);
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_packages_that_everybody_can_check),
        cmocka_unit_test(points_agree_with_their_definitions),
        cmocka_unit_test(points_of_a_frontier_that_was_found),
        cmocka_unit_test(running_out_of_memory_is_told_and_leaves_the_result_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
