/* What a vector of a long sum is made of adds up to it, however little of the steps is kept. */
#include "deals/chain.h"

#include "deals/amounts.h"
#include "small_worth.h"
#include "support/memory.h"

enum { ROUNDS = 300, SETS = 24 };

typedef struct random_chain {
    chain c;
    vectors sets[SETS];
    truce_arena arena;
} random_chain;

/* A set of random vectors without the beaten ones, as a merge of single vectors gives it. */
static void random_set(uint64_t *seed, shape s, int64_t most, vectors *out) {
    enum { HEADS = 7 };
    uint64_t amounts[HEADS * 5];
    uint64_t zero[5] = {0};
    const vectors unit = {.at = zero, .n = 1, .limbs = 1, .bits = 1};
    head heads[HEADS];
    for (size_t i = 0; i < HEADS; i++) {
        for (uint32_t p = 0; p < s.parties; p++) {
            amounts[i * s.parties + p] = below(seed, (size_t)most);
        }
        heads[i] = (head){.base = &unit, .shift = amounts + i * s.parties};
    }
    *out = (vectors){0};
    assert_int_equal(vectors_merge(s, heads, HEADS, (merge_limits){0}, out), MERGE_DONE);
}

static void chain_make(random_chain *r, uint64_t seed) {
    const shape s = {2 + (uint32_t)below(&seed, 4), 1};
    const int64_t most = percent(&seed, 50) ? 4 : s.parties < 4 ? 30 : 10;
    r->arena = truce_arena_new();
    r->c = (chain){.s = s,
                   .sets = r->sets,
                   .n = s.parties == 2   ? SETS
                        : s.parties == 3 ? SETS / 2
                                         : SETS / 4};
    for (uint32_t i = 0; i < r->c.n; i++) {
        random_set(&seed, s, most, &r->sets[i]);
    }
}

static void chain_clear(random_chain *r) {
    for (uint32_t i = 0; i < r->c.n; i++) {
        vectors_clear(&r->sets[i]);
    }
    truce_arena_clear(&r->arena);
}

static void expect_sum(const chain *c, const uint32_t *places, const uint64_t *want) {
    uint64_t sum[5] = {0};
    for (uint32_t i = 0; i < c->n; i++) {
        assert_in_range(places[i], 0, c->sets[i].n - 1);
        vector_add(sum, sum, c->sets[i].at + places[i] * shape_words(c->s), c->s.parties, 1);
    }
    assert_true(vector_equal(sum, want, c->s.parties, 1));
}

static void parts_add_up_to_the_vector_they_are_parts_of(void **state) {
    (void)state;
    enum { WANTED = 9 };
    unsigned dropped = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_chain r;
        chain_sum sum;
        chain_make(&r, seed);
        const size_t bytes = (size_t)1 << (seed % 20);
        const chain_limits limits = {.bytes_max = bytes};
        assert_true(chain_add(&r.c, 0, r.c.n, limits, &r.arena, &sum));
        dropped += sum.steps == NULL;
        size_t at[WANTED];
        uint32_t places[WANTED][SETS];
        uint64_t chance = seed;
        for (size_t i = 0; i < WANTED; i++) {
            at[i] = below(&chance, sum.sum.n);
        }
        assert_true(chain_split(&r.c, 0, r.c.n, &sum, at, WANTED, bytes, places[0], NULL));
        for (size_t i = 0; i < WANTED; i++) {
            expect_sum(&r.c, places[0] + i * r.c.n, sum.sum.at + at[i] * shape_words(r.c.s));
        }
        vectors_clear(&sum.sum);
        chain_clear(&r);
    }
    assert_in_range(dropped, ROUNDS / 4, ROUNDS - ROUNDS / 10);
}

/* The place in the first of two sets whose vector, with one of the second, is worth so much. */
static uint32_t first_part(const chain *c, const uint64_t *want) {
    const size_t words = shape_words(c->s);
    for (uint32_t i = 0; i < c->sets[0].n; i++) {
        for (uint32_t k = 0; k < c->sets[1].n; k++) {
            uint64_t sum[5];
            vector_add(sum, c->sets[0].at + i * words, c->sets[1].at + k * words, c->s.parties, 1);
            if (vector_equal(sum, want, c->s.parties, 1)) {
                return i;
            }
        }
    }
    return UINT32_MAX;
}

static void the_parts_are_those_with_most_of_the_first_set(void **state) {
    (void)state;
    size_t several = 0; /* ways to make up a vector: what is left when the first is taken */
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_chain r;
        chain_sum halves[2];
        chain_sum sum;
        chain_make(&r, seed);
        const uint32_t middle = r.c.n / 2;
        const chain_limits limits = {.counts = CHAIN_UNCOUNTED};
        assert_true(chain_add(&r.c, 0, middle, limits, &r.arena, &halves[0]));
        assert_true(chain_add(&r.c, middle, r.c.n, limits, &r.arena, &halves[1]));
        const vectors sets[] = {halves[0].sum, halves[1].sum};
        const chain both = {.s = r.c.s, .sets = sets, .n = 2};
        assert_null(sets[0].counts);
        assert_true(chain_add(&both, 0, 2, (chain_limits){.n_max = 0}, &r.arena, &sum));
        const size_t step = sum.sum.n / 20 + 1;
        for (size_t at = 0; at < sum.sum.n; at += step) {
            uint32_t places[2];
            assert_true(chain_split(&both, 0, 2, &sum, &at, 1, 0, places, NULL));
            expect_sum(&both, places, sum.sum.at + at * shape_words(both.s));
            assert_int_equal(places[0], first_part(&both, sum.sum.at + at * shape_words(both.s)));
            several += sum.sum.counts != NULL && sum.sum.counts[at * sum.sum.limbs] > 1;
        }
        vectors_clear(&sum.sum);
        vectors_clear(&halves[0].sum);
        vectors_clear(&halves[1].sum);
        chain_clear(&r);
    }
    assert_in_range(several, ROUNDS, SIZE_MAX);
}

static uint64_t count_at(const vectors *v, size_t at) {
    return v->counts != NULL ? v->counts[at * v->limbs] : 1;
}

static void counts_dropped_with_the_steps_are_found_again(void **state) {
    (void)state;
    enum { WANTED = 9 };
    unsigned dropped = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_chain r;
        chain_sum counted;
        chain_sum sum;
        chain_numbers counts = {.at = NULL};
        chain_make(&r, seed);
        const chain_limits limits = {.bytes_max = (size_t)1 << (seed % 16),
                                     .counts = CHAIN_COUNTED_WITH_STEPS};
        assert_true(chain_add(&r.c, 0, r.c.n, (chain_limits){.n_max = 0}, &r.arena, &counted));
        assert_true(chain_add(&r.c, 0, r.c.n, limits, &r.arena, &sum));
        assert_int_equal(sum.sum.n, counted.sum.n);
        assert_memory_equal(sum.sum.at, counted.sum.at,
                            sum.sum.n * shape_words(r.c.s) * sizeof *sum.sum.at);
        assert_true(!sum.uncounted || sum.steps == NULL);
        assert_false(counted.uncounted);
        size_t at[WANTED];
        uint32_t places[WANTED][SETS];
        uint64_t chance = seed;
        for (size_t i = 0; i < WANTED; i++) {
            at[i] = below(&chance, sum.sum.n);
        }
        assert_true(
            chain_split(&r.c, 0, r.c.n, &sum, at, WANTED, limits.bytes_max, places[0], &counts));
        assert_int_equal(counts.at != NULL, sum.uncounted);
        for (size_t i = 0; i < WANTED; i++) {
            const uint64_t *const found = counts.at + i * counts.limbs;
            expect_sum(&r.c, places[0] + i * r.c.n, sum.sum.at + at[i] * shape_words(r.c.s));
            assert_int_equal(sum.uncounted ? *found : count_at(&sum.sum, at[i]),
                             count_at(&counted.sum, at[i]));
            dropped += sum.uncounted && *found > 1;
        }
        free(counts.at);
        vectors_clear(&counted.sum);
        vectors_clear(&sum.sum);
        chain_clear(&r);
    }
    assert_in_range(dropped, ROUNDS, UINT_MAX);
}

static void memory_that_runs_out_says_so(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 8; seed++) {
        random_chain r;
        chain_make(&r, seed);
        bool done = false;
        for (long n = 0; !done; n += 1 + n / 4) {
            chain_sum sum;
            uint32_t places[SETS];
            const size_t at = 0;
            allocations_left = n;
            chain_numbers counts = {.at = NULL};
            const chain_limits limits = {.bytes_max = 64, .counts = CHAIN_COUNTED_WITH_STEPS};
            if (chain_add(&r.c, 0, r.c.n, limits, &r.arena, &sum)) {
                done = chain_split(&r.c, 0, r.c.n, &sum, &at, 1, 64, places, &counts);
                vectors_clear(&sum.sum);
                free(counts.at);
            }
            allocations_left = LONG_MAX;
        }
        chain_clear(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_to_the_vector_they_are_parts_of),
        cmocka_unit_test(the_parts_are_those_with_most_of_the_first_set),
        cmocka_unit_test(counts_dropped_with_the_steps_are_found_again),
        cmocka_unit_test(memory_that_runs_out_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
