/* Preferences one can argue through; then random ones, where every corner of what is stated, and
 * every package, is tried; then numbers too long, and memory that runs out. */
#include "truce/deals/doubt.h"

#include "support/memory.h"
#include "unit/deals/small_beliefs.h"

/* ---- what a party can gain, by trying everything ----------------------------------------------
 */

enum { WEIGHTS_MAX = (UNIT * FINE + 1) * (UNIT * FINE + 2) / 2 };

typedef struct tables {
    int gain[ISSUES_MAX][VALUES_MAX][VALUES_MAX]; /* the most that one value is above another */
    int least[ISSUES_MAX][VALUES_MAX], most[ISSUES_MAX][VALUES_MAX];
    int weights[WEIGHTS_MAX][ISSUES_MAX]; /* in steps of 1 / (UNIT * FINE) */
    size_t n_weights;
    bool possible; /* something satisfies what is stated */
} tables;

static void fill_issue(const small_case *c, small_belief *s, uint32_t issue, tables *t) {
    const uint32_t n = c->n_values[issue];
    int v[VALUES_MAX] = {0};
    bool any = false;
    if (!s->issues[issue].mentioned) {
        return;
    }
    const bool anchored = s->issues[issue].anchored;
    s->issues[issue].anchored = anchored && !small_all_tie(s, issue, n);
    for (uint32_t a = 0; a < n; a++) {
        t->least[issue][a] = UNIT;
        for (uint32_t b = 0; b < n; b++) {
            t->gain[issue][a][b] = -UNIT;
        }
    }
    do {
        if (small_values_fit(s, issue, n, v)) {
            any = true;
            for (uint32_t a = 0; a < n; a++) {
                t->least[issue][a] = v[a] < t->least[issue][a] ? v[a] : t->least[issue][a];
                t->most[issue][a] = v[a] > t->most[issue][a] ? v[a] : t->most[issue][a];
                for (uint32_t b = 0; b < n; b++) {
                    const int gain = v[a] - v[b];
                    t->gain[issue][a][b] =
                        gain > t->gain[issue][a][b] ? gain : t->gain[issue][a][b];
                }
            }
        }
    } while (small_next_values(n, v));
    s->issues[issue].anchored = anchored;
    t->possible = t->possible && any;
}

static void fill(const small_case *c, small_belief *s, tables *t) {
    int w[ISSUES_MAX] = {0};
    *t = (tables){.possible = true};
    for (uint32_t i = 0; i < c->choices.n_variables; i++) {
        fill_issue(c, s, i, t);
    }
    do {
        if (small_weights_fit(s, c->choices.n_variables, w)) {
            assert_true(t->n_weights < WEIGHTS_MAX);
            memcpy(t->weights[t->n_weights++], w, sizeof w);
        }
    } while (small_next_weights(c->choices.n_variables, w));
    t->possible = t->possible && t->n_weights > 0;
}

/* The largest sum over the weights that fit, of factors[issue] and what joint terms add. */
static int largest(const small_case *c, const tables *t, const int *factors, int constant) {
    int most = -100000;
    for (size_t k = 0; k < t->n_weights; k++) {
        int sum = constant * FINE;
        for (uint32_t i = 0; i < c->choices.n_variables; i++) {
            sum += t->weights[k][i] * factors[i];
        }
        most = sum > most ? sum : most;
    }
    return most;
}

/* The joint term that stands for the value of an issue in a package, or TRUCE_NONE. */
static uint32_t replaced(const small_belief *s, uint32_t issue, const uint32_t *package) {
    uint32_t by = TRUCE_NONE;
    for (uint32_t j = 0; j < s->belief.n_joints; j++) {
        if (s->joints[j].replaces == issue && small_holds_joint(s, j, package)) {
            by = j;
        }
    }
    return by;
}

static int gain_on(const small_belief *s, const tables *t, uint32_t issue, const uint32_t *to,
                   const uint32_t *from) {
    const uint32_t a = replaced(s, issue, to);
    const uint32_t b = replaced(s, issue, from);
    if (a == b) {
        return a == TRUCE_NONE ? t->gain[issue][to[issue]][from[issue]] : 0;
    }
    return (a == TRUCE_NONE ? t->most[issue][to[issue]] : s->amount_high[a]) -
           (b == TRUCE_NONE ? t->least[issue][from[issue]] : s->amount_low[b]);
}

static int largest_gain(const small_case *c, const small_belief *s, const tables *t,
                        const uint32_t *to, const uint32_t *from) {
    int factors[ISSUES_MAX] = {0};
    int constant = 0;
    for (uint32_t i = 0; i < c->choices.n_variables; i++) {
        factors[i] = gain_on(s, t, i, to, from);
    }
    for (uint32_t j = 0; j < s->belief.n_joints; j++) {
        const int change = small_holds_joint(s, j, to) - small_holds_joint(s, j, from);
        if (s->joints[j].replaces == TRUCE_NONE) {
            constant += change * (change > 0 ? s->amount_high[j] : s->amount_low[j]);
        }
    }
    return largest(c, t, factors, constant);
}

static bool can_beat(const small_case *c, const tables *t, const uint32_t *y, const uint32_t *x) {
    bool none_loses = true;
    bool one_gains = false;
    for (uint32_t p = 0; p < c->n_parties; p++) {
        const int gain = largest_gain(c, &c->parties[p], &t[p], y, x);
        const int loss = gain == 0 ? largest_gain(c, &c->parties[p], &t[p], x, y) : 0;
        none_loses = none_loses && (gain > 0 || (gain == 0 && loss == 0));
        one_gains = one_gains || gain > 0;
    }
    return none_loses && one_gains;
}

static bool is_safe(const small_case *c, const tables *t, const uint32_t *y) {
    bool safe = true;
    for (uint32_t p = 0; p < c->n_parties; p++) {
        const small_belief *s = &c->parties[p];
        int factors[ISSUES_MAX] = {0};
        int constant = s->reserve_high;
        for (uint32_t i = 0; i < c->choices.n_variables; i++) {
            const uint32_t by = replaced(s, i, y);
            factors[i] = by == TRUCE_NONE ? -t[p].least[i][y[i]] : -s->amount_low[by];
        }
        for (uint32_t j = 0; j < s->belief.n_joints; j++) {
            if (s->joints[j].replaces == TRUCE_NONE && small_holds_joint(s, j, y)) {
                constant -= s->amount_low[j];
            }
        }
        switch (s->belief.reserve_kind) {
        case TRUCE_RESERVE_NONE:
            break;
        case TRUCE_RESERVE_AMOUNT:
            safe = safe && largest(c, &t[p], factors, constant) <= 0;
            break;
        case TRUCE_RESERVE_PACKAGE:
            safe = safe && largest_gain(c, s, &t[p], s->reserve_package, y) <= 0;
            break;
        }
    }
    return safe;
}

/* ---- agreement --------------------------------------------------------------------------------
 */

typedef struct tally {
    size_t possible, beaten, unbeaten, safe, unsafe;
} tally;

static void expect_package(const small_case *c, const uint32_t *package) {
    for (uint32_t i = 0; i < c->choices.n_variables; i++) {
        assert_in_range(package[i], 0, c->n_values[i] - 1);
    }
    assert_false(small_is_linked(&c->choices, package));
}

static void compare(const small_case *c, const tables *t, const truce_doubt *doubt,
                    truce_arena *arena, tally *seen) {
    bool some_safe = false;
    truce_finding safe;
    for (uint32_t x = 0; x < c->n_packages; x++) {
        bool beaten = false;
        bool answer;
        for (uint32_t y = 0; y < c->n_packages; y++) {
            const bool beats = can_beat(c, t, c->packages[y], c->packages[x]);
            assert_int_equal(
                truce_doubt_can_beat(doubt, c->packages[y], c->packages[x], &answer, NULL),
                TRUCE_OK);
            assert_int_equal(answer, beats);
            beaten = beaten || beats;
        }
        truce_finding by;
        assert_int_equal(truce_doubt_beaten(doubt, c->packages[x], 0, arena, &by, NULL), TRUCE_OK);
        assert_int_equal(by.found, beaten ? TRUCE_FOUND_ONE : TRUCE_FOUND_NONE);
        if (beaten) {
            expect_package(c, by.package);
            assert_true(can_beat(c, t, by.package, c->packages[x]));
        }
        seen->beaten += beaten;
        seen->unbeaten += !beaten;
        const bool is = is_safe(c, t, c->packages[x]);
        assert_int_equal(truce_doubt_is_safe(doubt, c->packages[x], &answer, NULL), TRUCE_OK);
        assert_int_equal(answer, is);
        some_safe = some_safe || is;
    }
    assert_int_equal(truce_doubt_safe(doubt, 0, arena, &safe, NULL), TRUCE_OK);
    assert_int_equal(safe.found, some_safe ? TRUCE_FOUND_ONE : TRUCE_FOUND_NONE);
    if (some_safe) {
        expect_package(c, safe.package);
        assert_true(is_safe(c, t, safe.package));
    }
    seen->safe += some_safe;
    seen->unsafe += !some_safe;
}

static void trying_everything_gives_the_same_answers(void **state) {
    (void)state;
    tally seen = {0};
    for (uint64_t seed = 0; seed < 4000; seed++) {
        truce_arena arena = truce_arena_new();
        small_case c;
        tables t[PARTIES_MAX];
        bool possible = true;
        truce_doubt *doubt;
        small_case_make(seed, &arena, &c);
        for (uint32_t p = 0; p < c.n_parties; p++) {
            fill(&c, &c.parties[p], &t[p]);
            possible = possible && t[p].possible;
        }
        const truce_status status =
            truce_doubt_open(c.beliefs, c.n_parties, &c.choices, &arena, &doubt, NULL);
        assert_int_equal(status, possible ? TRUCE_OK : TRUCE_EINVAL);
        if (possible) {
            assert_false(truce_doubt_is_rounded(doubt));
            compare(&c, t, doubt, &arena, &seen);
        }
        seen.possible += possible;
        truce_arena_clear(&arena);
    }
    assert_in_range(seen.possible, 1000, 4000);
    assert_in_range(seen.beaten, 5000, 100000);
    assert_in_range(seen.unbeaten, 1000, 100000);
    assert_in_range(seen.safe, 300, 4000);
    assert_in_range(seen.unsafe, 300, 4000);
}

/* ---- preferences one can argue through --------------------------------------------------------
 */

enum { MANY = 12, RUNGS = 10 };

static const truce_bounds ANYTHING = {{0, 1}, {1, 1}};

static truce_ratio ratio(int64_t over, int64_t under) {
    truce_ratio r;
    assert_true(truce_ratio_divide(truce_ratio_whole(over), truce_ratio_whole(under), &r));
    return r;
}

/* Issues of rungs in a row. The buyer wants low rungs and the seller high ones, and nothing else is
 * known but, for `known`, how the issues rank: the first matters most to both. */
typedef struct haggle {
    uint32_t n_values[MANY];
    truce_domain choices;
    truce_bounds values[RUNGS];
    truce_belief_order up[RUNGS], down[RUNGS], rank[MANY];
    uint32_t numbers[MANY > RUNGS ? MANY : RUNGS];
    truce_belief_issue issues[2][MANY];
    truce_belief beliefs[2];
} haggle;

static truce_belief_order above(const uint32_t *better, const uint32_t *worse) {
    return (truce_belief_order){.better = better, .worse = worse, .n_better = 1, .n_worse = 1};
}

static void make_haggle(haggle *h, uint32_t n, uint32_t rungs, bool known, truce_arena *arena) {
    *h = (haggle){0};
    for (uint32_t i = 0; i < sizeof h->numbers / sizeof h->numbers[0]; i++) {
        h->numbers[i] = i;
    }
    for (uint32_t v = 0; v < rungs; v++) {
        h->values[v] = ANYTHING;
        if (v > 0) {
            h->up[v - 1] = above(&h->numbers[v], &h->numbers[v - 1]);
            h->down[v - 1] = above(&h->numbers[v - 1], &h->numbers[v]);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        h->n_values[i] = rungs;
        if (i > 0) {
            h->rank[i - 1] = above(&h->numbers[i - 1], &h->numbers[i]);
        }
        for (uint32_t p = 0; p < 2; p++) {
            h->issues[p][i] = (truce_belief_issue){.weight = ANYTHING,
                                                   .values = h->values,
                                                   .orders = p == 0 ? h->down : h->up,
                                                   .n_orders = rungs - 1,
                                                   .mentioned = true,
                                                   .anchored = true};
        }
    }
    assert_int_equal(truce_domain_init(&h->choices, h->n_values, n, 0, 0, arena, NULL), TRUCE_OK);
    for (uint32_t p = 0; p < 2; p++) {
        h->beliefs[p] = (truce_belief){.party = p,
                                       .issues = h->issues[p],
                                       .importance = h->rank,
                                       .n_importance = known ? n - 1 : 0,
                                       .top = 1};
    }
}

/* Ten billion packages and more, and what is best for one side is found out at once. */
static void what_is_best_for_a_party_is_never_beaten(void **state) {
    (void)state;
    for (int known = 0; known < 2; known++) {
        truce_arena arena = truce_arena_new();
        haggle h;
        truce_doubt *doubt;
        truce_finding by;
        make_haggle(&h, MANY, RUNGS, known != 0, &arena);
        assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, NULL),
                         TRUCE_OK);
        uint32_t package[MANY] = {0};
        assert_int_equal(truce_doubt_beaten(doubt, package, 0, &arena, &by, NULL), TRUCE_OK);
        assert_int_equal(by.found, TRUCE_FOUND_NONE);
        package[MANY - 1] = RUNGS - 1; /* the least for the seller, all else for the buyer */
        assert_int_equal(truce_doubt_beaten(doubt, package, 0, &arena, &by, NULL), TRUCE_OK);
        assert_int_equal(by.found, TRUCE_FOUND_ONE);
        memset(package, 0, sizeof package);
        package[0] = 1;
        assert_int_equal(truce_doubt_beaten(doubt, package, 0, &arena, &by, NULL), TRUCE_OK);
        assert_int_equal(by.found, TRUCE_FOUND_ONE);
        truce_arena_clear(&arena);
    }
}

/* Both know their worth to the hundredth and want opposite things: no package of ten to the twelve
 * is better for one without being worse for the other, and it takes both parties' rows to see it.
 */
static void opposite_worths_need_both_parties_rows(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    haggle h;
    truce_doubt *doubt;
    truce_finding by;
    truce_bounds values[2][RUNGS];
    make_haggle(&h, MANY, RUNGS, false, &arena);
    for (int v = 0; v < RUNGS; v++) {
        for (int p = 0; p < 2; p++) {
            const truce_ratio at = ratio(p == 0 ? RUNGS - 1 - v : v, RUNGS - 1);
            values[p][v] = (truce_bounds){at, at};
        }
    }
    for (int i = 0; i < MANY; i++) {
        for (int p = 0; p < 2; p++) {
            const truce_ratio weight = ratio(i + 1, MANY * (MANY + 1) / 2);
            h.issues[p][i].weight = (truce_bounds){weight, weight};
            h.issues[p][i].values = values[p];
        }
    }
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, NULL), TRUCE_OK);
    const uint32_t package[MANY] = {4, 5, 3, 6, 4, 5, 2, 7, 4, 5, 4, 5};
    assert_int_equal(truce_doubt_beaten(doubt, package, 1000, &arena, &by, NULL), TRUCE_OK);
    assert_int_equal(by.found, TRUCE_FOUND_NONE);
    truce_arena_clear(&arena);
}

static void a_spent_effort_decides_nothing(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    haggle h;
    truce_doubt *doubt;
    truce_finding by;
    make_haggle(&h, MANY, RUNGS, true, &arena);
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, NULL), TRUCE_OK);
    const uint32_t package[MANY] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};
    assert_int_equal(truce_doubt_beaten(doubt, package, 3, &arena, &by, NULL), TRUCE_OK);
    assert_int_equal(by.found, TRUCE_FOUND_UNDECIDED);
    assert_int_equal(truce_doubt_beaten(doubt, package, 0, &arena, &by, NULL), TRUCE_OK);
    assert_int_equal(by.found, TRUCE_FOUND_ONE);
    truce_arena_clear(&arena);
}

/* The first case after `seed` of two parties and more that contradicts nothing, with a joint term.
 */
static uint64_t possible_seed(uint64_t seed) {
    for (bool good = false; !good; seed++) {
        truce_arena arena = truce_arena_new();
        small_case c;
        truce_doubt *doubt;
        small_case_make(seed, &arena, &c);
        good =
            c.n_parties > 1 && c.beliefs[0].n_joints > 0 && c.n_packages > 4 &&
            truce_doubt_open(c.beliefs, c.n_parties, &c.choices, &arena, &doubt, NULL) == TRUCE_OK;
        truce_arena_clear(&arena);
    }
    return seed - 1;
}

/* ---- failures -------------------------------------------------------------------------------- */

static void what_cannot_be_is_refused_by_name(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    haggle h;
    truce_doubt *doubt = NULL;
    truce_error err;
    make_haggle(&h, 3, 3, true, &arena);
    h.issues[1][2].weight = (truce_bounds){{2, 5}, {1, 1}}; /* the least: 0.4 */
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, &err),
                     TRUCE_EINVAL);
    assert_string_equal(err.message, "no weights satisfy what is stated of them");
    make_haggle(&h, 3, 3, true, &arena);
    h.values[0].low = (truce_ratio){9, 10}; /* the buyer's best, the seller's worst */
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, &err),
                     TRUCE_EINVAL);
    assert_string_equal(err.message, "no values satisfy what is stated of issue 0");
    assert_null(doubt);
    truce_arena_clear(&arena);
}

static void fractions_without_a_grid_are_rounded_and_long_ones_refused(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    haggle h;
    truce_doubt *doubt = NULL;
    make_haggle(&h, 3, 3, true, &arena);
    const truce_ratio thirds = {1, 3};
    const truce_ratio billionths = {123456789, 1000000000};
    const truce_ratio longest = {INT64_MAX, 7};
    truce_bounds values[3] = {ANYTHING, {thirds, thirds}, ANYTHING};
    h.issues[0][0].values = values;
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, NULL), TRUCE_OK);
    assert_false(truce_doubt_is_rounded(doubt));
    values[2] = (truce_bounds){{0, 1}, billionths};
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, NULL), TRUCE_OK);
    assert_true(truce_doubt_is_rounded(doubt));
    const truce_ratio primes[] = {
        {1, 99991}, {1, 99989}, {INT64_C(9997800119), INT64_C(9998000099)}};
    for (int i = 0; i < 3; i++) { /* together 1, and on no grid that is coarse enough */
        h.issues[1][i].weight = (truce_bounds){primes[i], primes[i]};
    }
    h.beliefs[1].n_importance = 0;
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, NULL), TRUCE_OK);
    h.beliefs[0].absolute = true;
    h.issues[0][1].weight = (truce_bounds){longest, longest};
    assert_int_equal(truce_doubt_open(h.beliefs, 2, &h.choices, &arena, &doubt, NULL),
                     TRUCE_ELIMIT);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    const uint64_t seed = possible_seed(0);
    bool done = false;
    for (long n = 0; !done; n++) {
        truce_arena arena = truce_arena_new();
        truce_arena mine = truce_arena_new();
        small_case c;
        truce_doubt *doubt = NULL;
        truce_finding by = {TRUCE_FOUND_UNDECIDED, NULL};
        truce_finding safe = {TRUCE_FOUND_UNDECIDED, NULL};
        bool beats = false;
        bool is = false;
        small_case_make(seed, &arena, &c);
        allocations_left = n;
        truce_status status =
            truce_doubt_open(c.beliefs, c.n_parties, &c.choices, &mine, &doubt, NULL);
        if (status == TRUCE_OK) {
            status = truce_doubt_can_beat(doubt, c.packages[0], c.packages[1], &beats, NULL);
        }
        if (status == TRUCE_OK) {
            status = truce_doubt_beaten(doubt, c.packages[0], 0, &mine, &by, NULL);
        }
        if (status == TRUCE_OK) {
            status = truce_doubt_safe(doubt, 0, &mine, &safe, NULL);
        }
        if (status == TRUCE_OK) {
            status = truce_doubt_is_safe(doubt, c.packages[0], &is, NULL);
        }
        allocations_left = LONG_MAX;
        done = status == TRUCE_OK;
        if (!done) {
            assert_int_equal(status, TRUCE_ENOMEM);
        }
        truce_arena_clear(&arena);
        truce_arena_clear(&mine);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trying_everything_gives_the_same_answers),
        cmocka_unit_test(what_is_best_for_a_party_is_never_beaten),
        cmocka_unit_test(opposite_worths_need_both_parties_rows),
        cmocka_unit_test(a_spent_effort_decides_nothing),
        cmocka_unit_test(what_cannot_be_is_refused_by_name),
        cmocka_unit_test(fractions_without_a_grid_are_rounded_and_long_ones_refused),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
