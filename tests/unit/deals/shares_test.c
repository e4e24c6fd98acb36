/* Shares of random small cases, against every package of every profile drawn; preferences that have
 * to be walked through; the count of packages; and memory that runs out. */
#include "truce/deals/shares.h"

#include "deals/tally.h"
#include "support/memory.h"
#include "unit/deals/small_beliefs.h"

__extension__ typedef unsigned __int128 wide;

enum { PROFILES = 25 };

/* One profile: what each package is worth to each party, and what follows. */
typedef struct seen {
    int64_t worth[PACKAGES_MAX][PARTIES_MAX];
    int64_t floor[PARTIES_MAX]; /* the reservation value, or the own minimum where that is higher */
    bool efficient[PACKAGES_MAX], acceptable[PACKAGES_MAX];
    bool nash[PACKAGES_MAX], kalai[PACKAGES_MAX];
    bool agreeable;
} seen;

static int64_t worth_of(const small_case *c, const small_belief *s, const truce_profile *p,
                        const uint32_t *package) {
    int64_t sum = 0;
    uint32_t offset = 0;
    for (uint32_t i = 0; i < c->choices.n_variables; i++) {
        int64_t value = p->values[offset + package[i]];
        for (uint32_t j = 0; j < s->belief.n_joints; j++) {
            if (s->joints[j].replaces == i && small_holds_joint(s, j, package)) {
                value = p->amounts[j];
            }
        }
        sum += p->weights[i] * value;
        offset += c->n_values[i];
    }
    for (uint32_t j = 0; j < s->belief.n_joints; j++) {
        if (s->joints[j].replaces == TRUCE_NONE && small_holds_joint(s, j, package)) {
            sum += p->amounts[j];
        }
    }
    return sum;
}

static bool beats(const small_case *c, const seen *s, uint32_t y, uint32_t x) {
    bool none_loses = true;
    bool one_gains = false;
    for (uint32_t p = 0; p < c->n_parties; p++) {
        none_loses = none_loses && s->worth[y][p] >= s->worth[x][p];
        one_gains = one_gains || s->worth[y][p] > s->worth[x][p];
    }
    return none_loses && one_gains;
}

static void mark_named(const small_case *c, seen *s, const int64_t *most) {
    wide best_nash = 0;
    wide best_kalai = 0;
    for (int turn = 0; turn < 2; turn++) {
        for (uint32_t x = 0; x < c->n_packages; x++) {
            if (!s->efficient[x] || !s->acceptable[x]) {
                continue;
            }
            wide nash = 1;
            wide kalai = (wide)1 << 63;
            for (uint32_t p = 0; p < c->n_parties; p++) {
                const wide gain = (wide)(s->worth[x][p] - s->floor[p]);
                const wide range = (wide)(most[p] - s->floor[p]);
                const wide share = range > 0 ? (gain << 63) / range : (wide)1 << 63;
                nash *= p < 2 ? gain : 1;
                kalai = share < kalai ? share : kalai;
            }
            best_nash = turn == 0 && nash > best_nash ? nash : best_nash;
            best_kalai = turn == 0 && kalai > best_kalai ? kalai : best_kalai;
            s->nash[x] = turn == 1 && nash == best_nash;
            s->kalai[x] = turn == 1 && kalai == best_kalai;
        }
    }
}

static void look(const small_case *c, const truce_profile *profile, seen *s) {
    int64_t most[PARTIES_MAX] = {0};
    *s = (seen){.agreeable = false};
    for (uint32_t x = 0; x < c->n_packages; x++) {
        s->acceptable[x] = true;
        s->efficient[x] = true;
        for (uint32_t p = 0; p < c->n_parties; p++) {
            s->worth[x][p] = worth_of(c, &c->parties[p], &profile[p], c->packages[x]);
            s->floor[p] = x == 0 || s->worth[x][p] < s->floor[p] ? s->worth[x][p] : s->floor[p];
        }
    }
    for (uint32_t p = 0; p < c->n_parties; p++) {
        const small_belief *b = &c->parties[p];
        if (b->belief.reserve_kind == TRUCE_RESERVE_NONE) {
            continue;
        }
        const int64_t reserve = b->belief.reserve_kind == TRUCE_RESERVE_AMOUNT
                                    ? profile[p].reserve
                                    : worth_of(c, b, &profile[p], b->reserve_package);
        for (uint32_t x = 0; x < c->n_packages; x++) {
            s->acceptable[x] = s->acceptable[x] && s->worth[x][p] >= reserve;
        }
        s->floor[p] = reserve > s->floor[p] ? reserve : s->floor[p];
    }
    for (uint32_t x = 0; x < c->n_packages; x++) {
        for (uint32_t y = 0; y < c->n_packages; y++) {
            s->efficient[x] = s->efficient[x] && !beats(c, s, y, x);
        }
        for (uint32_t p = 0; s->acceptable[x] && p < c->n_parties; p++) {
            const bool more = !s->agreeable || s->worth[x][p] > most[p];
            most[p] = more ? s->worth[x][p] : most[p];
        }
        s->agreeable = s->agreeable || s->acceptable[x];
    }
    mark_named(c, s, most);
}

static bool is_same_package(const small_case *c, const uint32_t *a, const uint32_t *b) {
    return memcmp(a, b, c->choices.n_variables * sizeof *a) == 0;
}

static void expect_shares(const small_case *c, const truce_doubt *doubt, const truce_shares *got,
                          const truce_shares_options *options) {
    static seen all[PROFILES];
    uint32_t agreeable = 0;
    size_t points = 0;
    for (uint32_t i = 0; i < PROFILES; i++) {
        truce_arena arena = truce_arena_new();
        truce_profile profile[PARTIES_MAX];
        assert_int_equal(truce_doubt_profile(doubt, options, i, &arena, profile, NULL), TRUCE_OK);
        look(c, profile, &all[i]);
        agreeable += all[i].agreeable;
        truce_arena_clear(&arena);
    }
    assert_int_equal(got->agreeable, agreeable);
    assert_int_equal(got->n, got->seen);
    for (uint32_t k = 0; k < got->n; k++) {
        const truce_share *share = &got->at[k];
        const truce_share_range range = truce_binomial_range(share->efficient, PROFILES, 0.95);
        uint32_t x = 0;
        uint32_t efficient = 0, nash = 0, kalai = 0, acceptable = 0;
        while (x < c->n_packages && !is_same_package(c, c->packages[x], share->package)) {
            x++;
        }
        assert_true(x < c->n_packages);
        for (uint32_t i = 0; i < PROFILES; i++) {
            efficient += all[i].efficient[x];
            nash += all[i].nash[x];
            kalai += all[i].kalai[x];
            acceptable += all[i].acceptable[x];
        }
        assert_int_equal(share->efficient, efficient);
        assert_int_equal(share->acceptable, acceptable);
        assert_int_equal(share->kalai_smorodinsky, kalai);
        if (c->n_parties == 2) {
            assert_int_equal(share->nash, nash);
        }
        assert_true(all[share->first].efficient[x]);
        assert_true(!(share->range.low < range.low) && !(share->range.low > range.low));
        assert_true(k == 0 || !(share->range.low > got->at[k - 1].range.low));
        assert_true(share->beaten.found != TRUCE_FOUND_UNDECIDED);
        if (share->beaten.found == TRUCE_FOUND_NONE) {
            assert_int_equal(share->efficient, PROFILES);
        }
        points += efficient;
    }
    /* what is not listed is alike to something that is */
    for (uint32_t i = 0; i < PROFILES; i++) {
        for (uint32_t x = 0; x < c->n_packages; x++) {
            bool listed = !all[i].efficient[x];
            for (uint32_t k = 0; k < got->n && !listed; k++) {
                for (uint32_t y = 0; y < c->n_packages; y++) {
                    listed = listed || (is_same_package(c, c->packages[y], got->at[k].package) &&
                                        memcmp(all[i].worth[x], all[i].worth[y],
                                               sizeof all[i].worth[x]) == 0);
                }
            }
            assert_true(listed);
        }
    }
    assert_true(got->frontier * PROFILES < (double)points + 0.5);
    assert_true(got->frontier * PROFILES > (double)points - 0.5);
}

static void shares_are_those_of_every_package_in_every_profile(void **state) {
    (void)state;
    size_t compared = 0;
    for (uint64_t seed = 0; seed < 700; seed++) {
        truce_arena arena = truce_arena_new();
        small_case c;
        truce_doubt *doubt;
        truce_shares shares;
        const truce_shares_options options = {.profiles = PROFILES, .seed = seed, .most = 100};
        small_case_make(seed, &arena, &c);
        if (c.n_packages > 0 && truce_doubt_open(c.beliefs, c.n_parties, &c.choices, &arena, &doubt,
                                                 NULL) == TRUCE_OK) {
            assert_int_equal(truce_doubt_shares(doubt, &options, &arena, &shares, NULL), TRUCE_OK);
            if (shares.n_walks == 0) {
                expect_shares(&c, doubt, &shares, &options);
                compared++;
            }
        }
        truce_arena_clear(&arena);
    }
    assert_in_range(compared, 200, 700);
}

/* ---- walked through ---------------------------------------------------------------------------
 */

enum { LONG = 14 };

/* Two rows of seven values that nothing compares: so few of the orders of fourteen keep both that
 * proposals are given up. The second party wants the opposite. */
static void what_proposals_miss_is_walked_through(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain choices;
    const uint32_t n_values[] = {LONG};
    const truce_bounds anything = {{0, 1}, {1, 1}};
    uint32_t numbers[LONG];
    truce_bounds values[LONG];
    truce_belief_order orders[2][LONG];
    truce_belief_issue issues[2];
    truce_belief beliefs[2];
    uint32_t n = 0;
    for (uint32_t v = 0; v < LONG; v++) {
        numbers[v] = v;
        values[v] = anything;
        if (v % (LONG / 2) != 0) {
            for (int p = 0; p < 2; p++) {
                orders[p][n] = (truce_belief_order){.better = &numbers[p == 0 ? v : v - 1],
                                                    .worse = &numbers[p == 0 ? v - 1 : v],
                                                    .n_better = 1,
                                                    .n_worse = 1};
            }
            n++;
        }
    }
    for (int p = 0; p < 2; p++) {
        issues[p] = (truce_belief_issue){.weight = {{1, 1}, {1, 1}},
                                         .values = values,
                                         .orders = orders[p],
                                         .n_orders = n,
                                         .mentioned = true,
                                         .anchored = true};
        beliefs[p] = (truce_belief){.issues = &issues[p], .top = 1};
    }
    truce_doubt *doubt;
    truce_shares shares;
    truce_shares again;
    const truce_shares_options options = {.profiles = 990, .seed = 4, .most = LONG};
    assert_int_equal(truce_domain_init(&choices, n_values, 1, 0, 0, &arena, NULL), TRUCE_OK);
    assert_int_equal(truce_doubt_open(beliefs, 2, &choices, &arena, &doubt, NULL), TRUCE_OK);
    assert_int_equal(truce_doubt_shares(doubt, &options, &arena, &shares, NULL), TRUCE_OK);
    assert_int_equal(shares.n_walks, TRUCE_SHARES_WALKS);
    assert_int_equal(shares.n_profiles, 1000);
    truce_shares_options few = options;
    few.steps_max = 100000;
    assert_int_equal(truce_doubt_shares(doubt, &few, &arena, &again, NULL), TRUCE_OK);
    assert_in_range(again.n_profiles, TRUCE_SHARES_LEAST, 999);
    assert_int_equal(again.n_profiles % TRUCE_SHARES_WALKS, 0);
    few.steps_max = TRUCE_SHARES_LEAST;
    assert_int_equal(truce_doubt_shares(doubt, &few, &arena, &again, NULL), TRUCE_ELIMIT);
    assert_int_equal(truce_doubt_shares(doubt, &options, &arena, &again, NULL), TRUCE_OK);
    for (uint32_t k = 0; k < shares.n; k++) {
        const truce_share *share = &shares.at[k];
        truce_profile p[2];
        assert_int_equal(share->efficient, again.at[k].efficient);
        assert_true(share->range.low <= share->efficient / 1000.0 &&
                    share->efficient / 1000.0 <= share->range.high);
        assert_int_equal(truce_doubt_profile(doubt, &options, share->first, &arena, p, NULL),
                         TRUCE_OK);
        for (uint32_t y = 0; y < LONG; y++) { /* efficient in its witness */
            const uint32_t x = share->package[0];
            assert_false(p[0].values[y] >= p[0].values[x] && p[1].values[y] >= p[1].values[x] &&
                         (p[0].values[y] > p[0].values[x] || p[1].values[y] > p[1].values[x]));
        }
    }
    truce_arena_clear(&arena);
}

/* ---- the count --------------------------------------------------------------------------------
 */

static void a_full_count_keeps_what_came_first(void **state) {
    (void)state;
    tally t = tally_new(1);
    bool out_of_memory = false;
    for (uint64_t i = 0; i < 5000; i++) {
        tally_entry *e = tally_find(&t, i * i, (uint32_t)i, &out_of_memory);
        assert_true(e != NULL || t.full);
        if (e != NULL) {
            e->efficient += i % 7 == 0 ? 2 : 1;
        }
    }
    assert_true(t.full && t.n > 1000 && t.n < 5000);
    assert_null(tally_find(&t, 4999 * 4999, 0, &out_of_memory));
    assert_non_null(tally_find(&t, 49, 0, &out_of_memory));
    assert_int_equal(tally_rank(&t, 10), 10);
    for (uint64_t k = 0; k < 10; k++) { /* the most frequent first, then by package */
        assert_int_equal(t.at[k].package, 49 * k * k);
        assert_int_equal(t.at[k].efficient, 2);
    }
    tally_close(&t);
    assert_false(out_of_memory);
}

/* ---- failures ---------------------------------------------------------------------------------
 */

static void links_that_leave_nothing_are_an_error(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    small_case c;
    truce_doubt *doubt;
    truce_shares shares = {.n = 77};
    truce_error err;
    uint64_t seed = 0;
    do {
        truce_arena_clear(&arena);
        small_case_make(seed++, &arena, &c);
    } while (truce_doubt_open(c.beliefs, c.n_parties, &c.choices, &arena, &doubt, NULL) !=
             TRUCE_OK);
    for (uint32_t v = 0; v < c.n_values[0]; v++) {
        const truce_choice choice = {0, v};
        assert_int_equal(truce_domain_forbid(&c.choices, &choice, 1, NULL, 0, TRUCE_NO_LINK, NULL),
                         TRUCE_OK);
    }
    assert_int_equal(truce_doubt_shares(doubt, NULL, &arena, &shares, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "the links leave no package");
    assert_int_equal(shares.n, 77);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    const truce_shares_options options = {.profiles = 3, .seed = 1, .most = 3};
    for (uint64_t seed = 0; seed < 6; seed++) {
        bool done = false;
        for (long n = 0; !done; n++) {
            truce_arena arena = truce_arena_new();
            truce_arena mine = truce_arena_new();
            small_case c;
            truce_doubt *doubt = NULL;
            truce_shares shares = {.n = 77};
            truce_profile profile[PARTIES_MAX];
            small_case_make(seed, &arena, &c);
            allocations_left = n;
            truce_status status =
                truce_doubt_open(c.beliefs, c.n_parties, &c.choices, &mine, &doubt, NULL);
            if (status == TRUCE_OK) {
                status = truce_doubt_shares(doubt, &options, &mine, &shares, NULL);
            }
            if (status == TRUCE_OK) {
                status = truce_doubt_profile(doubt, &options, 2, &mine, profile, NULL);
            }
            allocations_left = LONG_MAX;
            done = status != TRUCE_ENOMEM;
            assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM || status == TRUCE_EINVAL);
            assert_true(status == TRUCE_OK || shares.n == 77 || n > 0);
            truce_arena_clear(&arena);
            truce_arena_clear(&mine);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_those_of_every_package_in_every_profile),
        cmocka_unit_test(what_proposals_miss_is_walked_through),
        cmocka_unit_test(a_full_count_keeps_what_came_first),
        cmocka_unit_test(links_that_leave_nothing_are_an_error),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
