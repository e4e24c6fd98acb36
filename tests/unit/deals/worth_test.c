/* What a package is worth, and whether an efficient one beats it, against plain numbers. */
#include "truce/deals/worth.h"

#include "small_worth.h"
#include "truce/deals/frontier.h"

enum { ROUNDS = 1500, PACKAGES = 300 };

/* The next package in the order of the numbers of its values; false behind the last. */
static bool next_package(const small_worth *w, uint32_t *package) {
    for (uint32_t v = w->domain.n_variables; v-- > 0;) {
        if (++package[v] < w->domain.n_values[v]) {
            return true;
        }
        package[v] = 0;
    }
    return false;
}

static bool has_packages(const small_worth *w) {
    size_t n = 1;
    for (uint32_t v = 0; v < w->domain.n_variables; v++) {
        n *= w->domain.n_values[v];
    }
    return n > 0 && n <= PACKAGES;
}

static void a_package_is_worth_the_sum_of_its_terms(void **state) {
    (void)state;
    size_t looked_at = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        small_worth w;
        small_worth_make(&w, seed, (small_kind){true, 0, 5});
        uint32_t package[SMALL_VARIABLES] = {0};
        for (bool more = has_packages(&w); more; more = next_package(&w, package)) {
            uint64_t got[TRUCE_WORTH_PARTIES_MAX * SMALL_WIDTH];
            uint64_t want[SMALL_WIDTH];
            int64_t sum[TRUCE_WORTH_PARTIES_MAX];
            truce_worth_of(&w.worth, package, got);
            small_sum(&w, package, sum);
            for (uint32_t p = 0; p < w.worth.n_parties; p++) {
                small_amount(&w, sum[p], want);
                assert_memory_equal(got + (size_t)p * w.worth.width, want,
                                    w.worth.width * sizeof *want);
            }
            looked_at++;
        }
        truce_arena_clear(&w.arena);
    }
    assert_true(looked_at > ROUNDS * 5);
}

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

typedef struct listed {
    int64_t sums[PACKAGES][TRUCE_WORTH_PARTIES_MAX];
    size_t n;
} listed;

static void list_allowed(const small_worth *w, listed *out) {
    uint32_t package[SMALL_VARIABLES] = {0};
    out->n = 0;
    for (bool more = has_packages(w); more; more = next_package(w, package)) {
        if (small_allowed(w, package)) {
            small_sum(w, package, out->sums[out->n++]);
        }
    }
}

static void a_package_is_beaten_where_some_package_beats_it(void **state) {
    (void)state;
    static listed all;
    size_t beaten = 0;
    size_t efficient = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        small_worth w;
        truce_frontier f;
        small_worth_make(&w, seed, (small_kind){false, 0, 4});
        const truce_frontier_options options = {.unreserved = true};
        assert_int_equal(truce_frontier_find(&w.worth, options, &w.arena, &f, NULL), TRUCE_OK);
        list_allowed(&w, &all);
        for (size_t i = 0; i < all.n; i++) {
            uint64_t amounts[TRUCE_WORTH_PARTIES_MAX * SMALL_WIDTH];
            bool want = false;
            for (uint32_t p = 0; p < w.worth.n_parties; p++) {
                small_amount(&w, all.sums[i][p], amounts + (size_t)p * w.worth.width);
            }
            for (size_t k = 0; k < all.n && !want; k++) {
                want = beats(all.sums[k], all.sums[i], w.worth.n_parties);
            }
            const size_t got = truce_frontier_beats(&f, amounts);
            assert_int_equal(got < f.n, want);
            beaten += want;
            efficient += !want;
        }
        truce_arena_clear(&w.arena);
    }
    assert_true(beaten > ROUNDS && efficient > ROUNDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_package_is_worth_the_sum_of_its_terms),
        cmocka_unit_test(a_package_is_beaten_where_some_package_beats_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
