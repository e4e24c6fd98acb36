/* Families one can hit by hand; then random small ones against the definition, every set of
 * numbers; then limits; then memory that runs out.
 *
 * `unit_solve_hitting SEED` runs one random family. */
#include "truce/solve/hitting.h"

#include "small.h"

SMALL_MEMORY

enum { ROUNDS = 6000, NUMBERS = 8, SETS = 12, WIDTH = 3 };

typedef struct family {
    truce_arena arena;
    uint32_t n_numbers;
    truce_sets sets;
    truce_costs costs;
} family;

static truce_set make_set(truce_arena *arena, uint32_t bits) {
    uint32_t *at = truce_arena_take(arena, NUMBERS * 4 * sizeof *at);
    uint32_t n = 0;
    for (uint32_t i = 0; i < 32; i++) {
        if ((bits >> i & 1) != 0) {
            at[n++] = i;
        }
    }
    return (truce_set){at, n};
}

static void make_family(family *f, uint32_t n_numbers, const uint32_t *bits, size_t n) {
    *f = (family){.arena = truce_arena_new(), .n_numbers = n_numbers};
    truce_set *sets = truce_arena_take(&f->arena, n * sizeof *sets);
    for (size_t i = 0; i < n; i++) {
        sets[i] = make_set(&f->arena, bits[i]);
    }
    f->sets = (truce_sets){sets, n};
}

static void random_family(family *f, uint64_t seed) {
    uint32_t bits[SETS];
    const uint32_t n_numbers = 1 + (uint32_t)below(&seed, NUMBERS);
    const size_t n = below(&seed, SETS + 1);
    for (size_t i = 0; i < n; i++) {
        bits[i] = 0;
        const size_t size = percent(&seed, 1) ? 0 : 1 + below(&seed, 4);
        for (size_t k = 0; k < size; k++) {
            bits[i] |= UINT32_C(1) << below(&seed, n_numbers);
        }
    }
    make_family(f, n_numbers, bits, n);
    f->costs.width = (uint32_t)below(&seed, WIDTH + 1);
    uint32_t *at = truce_arena_take(&f->arena, NUMBERS * WIDTH * sizeof *at);
    const size_t dearest = 1 + below(&seed, 4);
    for (size_t i = 0; i < (size_t)n_numbers * f->costs.width; i++) {
        at[i] = (uint32_t)below(&seed, dearest);
    }
    f->costs.at = at;
}

static truce_hitting find(family *f, truce_hitting_limits limits) {
    truce_hitting h;
    assert_int_equal(
        truce_hitting_find(f->sets, f->n_numbers, f->costs, &limits, &f->arena, &h, NULL),
        TRUCE_OK);
    return h;
}

/* ---- by hand --------------------------------------------------------------------------------- */

static void nothing_need_be_given_up_where_nothing_conflicts(void **state) {
    (void)state;
    family f;
    make_family(&f, 3, NULL, 0);
    const truce_hitting h = find(&f, (truce_hitting_limits){0});
    assert_int_equal(h.sets.n, 1);
    assert_int_equal(h.sets.at[0].n, 0);
    assert_true(h.complete && h.counted && h.n == 1);
    truce_arena_clear(&f.arena);
}

static void nothing_hits_an_empty_set(void **state) {
    (void)state;
    family f;
    make_family(&f, 3, (const uint32_t[]){1, 0}, 2);
    const truce_hitting h = find(&f, (truce_hitting_limits){0});
    assert_int_equal(h.sets.n, 0);
    assert_true(h.complete && h.counted && h.n == 0);
    truce_arena_clear(&f.arena);
}

/* 0 conflicts with 1, with 2 and with 3: give up 0, or the three. */
static void a_star_is_hit_at_its_centre_first(void **state) {
    (void)state;
    family f;
    make_family(&f, 4, (const uint32_t[]){3, 5, 9}, 3);
    const truce_hitting h = find(&f, (truce_hitting_limits){0});
    assert_int_equal(h.sets.n, 2);
    assert_int_equal(small_bits(h.sets.at[0]), 1);
    assert_int_equal(small_bits(h.sets.at[1]), 14);
    const uint32_t dear[] = {1, 0, 0, 9, 0, 9, 0, 9};
    f.costs = (truce_costs){dear, 2};
    const truce_hitting by_cost = find(&f, (truce_hitting_limits){.sets_max = 1});
    assert_int_equal(by_cost.sets.n, 1);
    assert_int_equal(small_bits(by_cost.sets.at[0]), 14);
    assert_false(by_cost.complete);
    assert_true(by_cost.counted && by_cost.n == 2);
    truce_arena_clear(&f.arena);
}

/* A hundred pairs that have nothing in common: 2^100 ways, listed as a hundred times two. */
static void components_are_not_multiplied_out(void **state) {
    (void)state;
    enum { PAIRS = 100 };
    truce_arena arena = truce_arena_new();
    truce_set sets[PAIRS];
    uint32_t numbers[2 * PAIRS];
    for (uint32_t i = 0; i < PAIRS; i++) {
        numbers[2 * i] = i;
        numbers[2 * i + 1] = PAIRS + i;
        sets[i] = (truce_set){numbers + (size_t)2 * i, 2};
    }
    truce_hitting_parts parts;
    assert_int_equal(truce_hitting_by_part((truce_sets){sets, PAIRS}, 2 * PAIRS, (truce_costs){0},
                                           NULL, &arena, &parts, NULL),
                     TRUCE_OK);
    assert_int_equal(parts.n, PAIRS);
    assert_true(parts.complete && parts.counted);
    truce_str total;
    assert_int_equal(truce_bigint_decimal(parts.total, &arena, &total, NULL), TRUCE_OK);
    assert_string_equal(total.data, "1267650600228229401496703205376");
    for (uint32_t i = 0; i < PAIRS; i++) {
        assert_int_equal(parts.at[i].numbers.n, 2);
        assert_int_equal(parts.at[i].numbers.at[1], PAIRS + i);
        assert_int_equal(parts.at[i].hitting.sets.n, 2);
        assert_int_equal(parts.at[i].hitting.sets.at[1].at[0], PAIRS + i);
    }
    truce_arena_clear(&arena);
}

/* A ring of 60 conflicting pairs has far more hitting sets than are listed, and the search for the
 * cheapest goes straight to one of 30: its pairs that have nothing in common are counted ahead. */
static void the_cheapest_of_very_many_are_found(void **state) {
    (void)state;
    enum { RING = 60 };
    truce_arena arena = truce_arena_new();
    truce_set sets[RING];
    uint32_t numbers[2 * RING];
    for (uint32_t i = 0; i < RING; i++) {
        const uint32_t next = (i + 1) % RING;
        numbers[2 * i] = i < next ? i : next;
        numbers[2 * i + 1] = i < next ? next : i;
        sets[i] = (truce_set){numbers + (size_t)2 * i, 2};
    }
    truce_hitting h;
    const truce_hitting_limits limits = {.sets_max = 50, .effort_max = 3000000};
    assert_int_equal(truce_hitting_find((truce_sets){sets, RING}, RING, (truce_costs){0}, &limits,
                                        &arena, &h, NULL),
                     TRUCE_OK);
    assert_false(h.counted);
    assert_false(h.complete);
    assert_true(h.cheapest);
    assert_true(h.sets.n >= 2);
    assert_true(h.n >= h.sets.n);
    assert_int_equal(h.sets.at[0].n, RING / 2);
    assert_int_equal(h.sets.at[1].n, RING / 2);
    truce_arena_clear(&arena);
}

/* ---- against the definition ------------------------------------------------------------------ */

static bool hits_all(const family *f, uint32_t bits) {
    bool all = true;
    for (size_t i = 0; i < f->sets.n; i++) {
        all = all && (small_bits(f->sets.at[i]) & bits) != 0;
    }
    return all;
}

static bool is_minimal(const family *f, uint32_t bits) {
    bool minimal = hits_all(f, bits);
    for (uint32_t i = 0; minimal && i < f->n_numbers; i++) {
        minimal = (bits >> i & 1) == 0 || !hits_all(f, bits & ~(UINT32_C(1) << i));
    }
    return minimal;
}

static int by_cost(const family *f, truce_set a, truce_set b) {
    const uint32_t width = f->costs.width;
    for (uint32_t k = 0; k < (width > 0 ? width : 1); k++) {
        uint64_t l = 0;
        uint64_t r = 0;
        for (uint32_t i = 0; i < a.n; i++) {
            l += width > 0 ? f->costs.at[a.at[i] * width + k] : 1;
        }
        for (uint32_t i = 0; i < b.n; i++) {
            r += width > 0 ? f->costs.at[b.at[i] * width + k] : 1;
        }
        if (l != r) {
            return l < r ? -1 : 1;
        }
    }
    return 0;
}

/* What is listed: minimal hitting sets in their order, and all that cost less than the last. */
static void expect_listed(const family *f, const truce_hitting *h, uint64_t wanted) {
    uint64_t cheaper = 0;
    for (size_t i = 0; i < h->sets.n; i++) {
        const truce_set set = h->sets.at[i];
        assert_true(is_minimal(f, small_bits(set)));
        if (i > 0) {
            const int order = by_cost(f, h->sets.at[i - 1], set);
            assert_true(order < 0 || (order == 0 && truce_set_compare(h->sets.at[i - 1], set) < 0));
        }
        cheaper += by_cost(f, set, h->sets.at[h->sets.n - 1]) < 0;
    }
    uint64_t n = 0;
    uint64_t cheaper_in_all = 0;
    truce_arena arena = truce_arena_new();
    for (uint32_t bits = 0; bits < UINT32_C(1) << f->n_numbers; bits++) {
        if (is_minimal(f, bits)) {
            n++;
            cheaper_in_all +=
                h->sets.n > 0 && by_cost(f, make_set(&arena, bits), h->sets.at[h->sets.n - 1]) < 0;
        }
    }
    truce_arena_clear(&arena);
    assert_true(cheaper == cheaper_in_all || !h->cheapest);
    assert_true(h->cheapest || (!h->complete && wanted == 0));
    assert_true(h->counted ? h->n == n : h->n <= n);
    assert_true(!h->complete || h->sets.n == n);
    assert_true(wanted == 0 || h->sets.n == (n < wanted ? n : wanted));
}

static void check(uint64_t seed) {
    family f;
    random_family(&f, seed);
    uint64_t more = ~seed;
    truce_hitting_limits limits = {0};
    if (percent(&more, 40)) {
        limits.sets_max = 1 + below(&more, 6);
    }
    const truce_hitting h = find(&f, limits);
    assert_true(h.counted);
    expect_listed(&f, &h, limits.sets_max > 0 ? limits.sets_max : UINT64_MAX);
    limits.effort_max = 1 + below(&more, 1500);
    const truce_hitting cut = find(&f, limits);
    expect_listed(&f, &cut, 0);
    truce_arena_clear(&f.arena);
}

static void they_are_exactly_the_minimal_hitting_sets_cheapest_first(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

static void the_product_of_the_parts_is_their_number(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        family f;
        random_family(&f, seed);
        bool any_empty = false;
        for (size_t i = 0; i < f.sets.n; i++) {
            any_empty = any_empty || f.sets.at[i].n == 0;
        }
        if (!any_empty) {
            const truce_hitting h = find(&f, (truce_hitting_limits){0});
            truce_hitting_parts parts;
            assert_int_equal(
                truce_hitting_by_part(f.sets, f.n_numbers, f.costs, NULL, &f.arena, &parts, NULL),
                TRUCE_OK);
            uint64_t total = 0;
            assert_true(parts.complete && parts.counted);
            assert_true(truce_bigint_fits(parts.total, &total));
            assert_int_equal(total, h.n);
        }
        truce_arena_clear(&f.arena);
    }
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    for (uint64_t seed = 200; seed < 230; seed++) {
        truce_status status[2] = {TRUCE_ENOMEM, TRUCE_ENOMEM};
        for (long n = 0; status[0] != TRUCE_OK || status[1] != TRUCE_OK; n++) {
            family f;
            random_family(&f, seed);
            const truce_hitting_limits limits = {.sets_max = 1 + seed % 3};
            truce_hitting h = {.n = 77};
            truce_hitting_parts parts = {.n = 77};
            truce_arena answers = truce_arena_new();
            allocations_left = n;
            status[0] =
                truce_hitting_find(f.sets, f.n_numbers, f.costs, &limits, &answers, &h, NULL);
            allocations_left = n;
            status[1] = TRUCE_OK;
            if (f.sets.n > 0 && f.sets.at[0].n > 0) {
                status[1] = truce_hitting_by_part((truce_sets){f.sets.at, 1}, f.n_numbers, f.costs,
                                                  &limits, &answers, &parts, NULL);
            }
            allocations_left = LONG_MAX;
            assert_true(status[0] == TRUCE_OK || (status[0] == TRUCE_ENOMEM && h.n == 77));
            assert_true(status[1] == TRUCE_OK || (status[1] == TRUCE_ENOMEM && parts.n == 77));
            truce_arena_clear(&answers);
            truce_arena_clear(&f.arena);
        }
    }
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_need_be_given_up_where_nothing_conflicts),
        cmocka_unit_test(nothing_hits_an_empty_set),
        cmocka_unit_test(a_star_is_hit_at_its_centre_first),
        cmocka_unit_test(components_are_not_multiplied_out),
        cmocka_unit_test(the_cheapest_of_very_many_are_found),
        cmocka_unit_test(they_are_exactly_the_minimal_hitting_sets_cheapest_first),
        cmocka_unit_test(the_product_of_the_parts_is_their_number),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
