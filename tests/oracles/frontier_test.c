/* The efficient packages of every public scenario of ../shared/oracles: their number where it was
 * computed exactly elsewhere, and the best of them in several senses. The numbers go from the files
 * to the engine as whole numbers, without a case between. Skipped (exit 77) where that folder is
 * absent. */
#include "truce/deals/points.h"

#include "oracles.h"
#include "truce/formats/foreign.h"

__extension__ typedef unsigned __int128 wide;

enum { WIDTH = 4 };

/* ---- a scenario as whole numbers
 * ------------------------------------------------------------------ */

/* number * 10^places, into words in two's complement. */
static void to_words(const truce_numeral *number, int places, uint64_t words[WIDTH]) {
    assert_true(number->n == 0 || number->exponent + places >= 0);
    memset(words, 0, WIDTH * sizeof *words);
    const int zeros = number->n > 0 ? number->exponent + places : 0;
    for (int i = 0; i < number->n + zeros; i++) {
        wide carry = i < number->n ? number->digits[i] : 0;
        for (int w = 0; w < WIDTH; w++) {
            carry += (wide)words[w] * 10;
            words[w] = (uint64_t)carry;
            carry >>= 64;
        }
        assert_true(carry == 0);
    }
    uint64_t borrow = number->negative;
    for (int w = 0; w < WIDTH && number->negative; w++) {
        words[w] = ~words[w] + borrow;
        borrow = borrow != 0 && words[w] == 0;
    }
}

static double to_double(const uint64_t *words, uint32_t width, int places) {
    const bool negative = words[width - 1] >> 63 != 0;
    uint64_t borrow = negative;
    double value = 0, weight = 1;
    for (uint32_t w = 0; w < width; w++) {
        uint64_t word = words[w];
        if (negative) {
            word = ~word + borrow;
            borrow = borrow != 0 && word == 0;
        }
        value += (double)word * weight;
        weight *= 18446744073709551616.0;
    }
    return (negative ? -value : value) / pow(10, places);
}

typedef struct model {
    truce_domain choices;
    truce_worth worth;
    int places[TRUCE_WORTH_PARTIES_MAX]; /* a utility of 1 is 10^places */
} model;

/* weight * value; of a range, of the number at a step, exactly. */
static truce_numeral utility(const truce_scenario_issue *issue, const truce_scenario_worth *worth,
                             uint32_t value) {
    truce_numeral u;
    if (!issue->range) {
        u = worth->values[value].over;
    } else {
        const truce_numeral k = truce_numeral_of(value);
        truce_numeral run, steps, slope;
        u = worth->points[0].worth.over;
        if (worth->n_points > 1) {
            assert_int_equal(worth->n_points, 2);
            assert_true(truce_numeral_subtract(&issue->high, &issue->low, &run));
            assert_true(truce_numeral_divide(&run, &issue->step, &steps));
            assert_true(truce_numeral_subtract(&worth->points[1].worth.over, &u, &slope));
            assert_true(truce_numeral_divide(&slope, &steps, &slope));
            assert_true(truce_numeral_multiply(&slope, &k, &slope));
            assert_true(truce_numeral_add(&u, &slope, &u));
        }
    }
    assert_true(truce_numeral_multiply(&u, &worth->weight, &u));
    return u;
}

static uint32_t n_values_of(const truce_scenario_issue *issue) {
    truce_numeral run;
    int64_t steps = 0;
    if (!issue->range) {
        return issue->n_values;
    }
    assert_true(truce_numeral_subtract(&issue->high, &issue->low, &run));
    assert_true(truce_numeral_divide(&run, &issue->step, &run));
    assert_true(truce_numeral_whole(&run, &steps));
    return (uint32_t)steps + 1;
}

static void make_model(const truce_scenario *s, truce_arena *arena, model *m) {
    uint32_t *const n_values = truce_arena_zero(arena, s->n_issues, sizeof *n_values);
    truce_worth_term *const terms = truce_arena_zero(arena, s->n_issues, sizeof *terms);
    uint32_t *const variables = truce_arena_zero(arena, s->n_issues, sizeof *variables);
    uint64_t *const reserve = truce_arena_zero(arena, s->n_parties, WIDTH * sizeof *reserve);
    bool *const reserved = truce_arena_zero(arena, s->n_parties, sizeof *reserved);
    truce_bigint *const units = truce_arena_zero(arena, s->n_parties, sizeof *units);
    truce_error err;
    assert_true(n_values && terms && variables && reserve && reserved && units);
    for (uint32_t p = 0; p < s->n_parties; p++) {
        int lowest = s->parties[p].reserve.n > 0 ? s->parties[p].reserve.exponent : 0;
        for (uint32_t i = 0; i < s->n_issues; i++) {
            for (uint32_t v = 0; v < n_values_of(&s->issues[i]); v++) {
                const truce_numeral u = utility(&s->issues[i], &s->parties[p].worth[i], v);
                lowest = u.n > 0 && u.exponent < lowest ? u.exponent : lowest;
            }
        }
        m->places[p] = -lowest;
        reserved[p] = s->parties[p].reserved;
        to_words(&s->parties[p].reserve, m->places[p], &reserve[p * WIDTH]);
        truce_bigint ten;
        assert_int_equal(truce_bigint_from(1, arena, &units[p], &err), TRUCE_OK);
        assert_int_equal(truce_bigint_from(10, arena, &ten, &err), TRUCE_OK);
        for (int k = 0; k < m->places[p]; k++) {
            assert_int_equal(truce_bigint_multiply(units[p], ten, arena, &units[p], &err),
                             TRUCE_OK);
        }
    }
    for (uint32_t i = 0; i < s->n_issues; i++) {
        n_values[i] = n_values_of(&s->issues[i]);
        variables[i] = i;
        uint64_t *const amounts =
            truce_arena_zero(arena, (size_t)n_values[i] * s->n_parties, WIDTH * sizeof *amounts);
        assert_non_null(amounts);
        for (uint32_t v = 0; v < n_values[i]; v++) {
            for (uint32_t p = 0; p < s->n_parties; p++) {
                const truce_numeral u = utility(&s->issues[i], &s->parties[p].worth[i], v);
                to_words(&u, m->places[p], &amounts[((size_t)v * s->n_parties + p) * WIDTH]);
            }
        }
        terms[i] =
            (truce_worth_term){.variables = &variables[i], .n_variables = 1, .amounts = amounts};
    }
    assert_int_equal(truce_domain_init(&m->choices, n_values, s->n_issues, 0, 0, arena, &err),
                     TRUCE_OK);
    m->worth = (truce_worth){.choices = &m->choices,
                             .n_parties = s->n_parties,
                             .width = WIDTH,
                             .terms = terms,
                             .n_terms = s->n_issues,
                             .units = units,
                             .reserve = reserve,
                             .reserved = reserved};
}

static truce_frontier find(const model *m, truce_arena *arena) {
    truce_frontier f;
    truce_error err = {.message = ""};
    if (truce_frontier_find(&m->worth, (truce_frontier_options){.points_max = 1}, arena, &f,
                            &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    assert_true(f.exact);
    return f;
}

/* ---- the best of them
 * ----------------------------------------------------------------------------- */

typedef struct best {
    double nash, egalitarian, welfare, gap, opposition;
} best;

/* `from`: what gains count from, for each party; `most`: what shares are of. */
static void weigh(const double *u, uint32_t n, const double *from, const double *most,
                  const double *highest, best *b) {
    double product = 1, least = INFINITY, sum = 0, low = INFINITY, high = -INFINITY, distance = 0;
    for (uint32_t p = 0; p < n; p++) {
        const double gain = u[p] - from[p];
        const double share = gain / (most[p] - from[p]);
        product *= gain;
        least = fmin(least, gain);
        sum += u[p];
        low = fmin(low, share);
        high = fmax(high, share);
        distance += pow(1 - u[p] / highest[p], 2);
    }
    b->nash = fmax(b->nash, product);
    b->egalitarian = fmax(b->egalitarian, least);
    b->welfare = fmax(b->welfare, sum);
    b->gap = fmin(b->gap, high - low);
    b->opposition = fmin(b->opposition, sqrt(distance));
}

static best nothing(void) {
    return (best){-INFINITY, -INFINITY, -INFINITY, INFINITY, INFINITY};
}

/* The utilities of a vector of the frontier. */
static void vector(const model *m, const truce_frontier *f, size_t i, double *u) {
    for (uint32_t p = 0; p < m->worth.n_parties; p++) {
        u[p] = to_double(&f->vectors[(i * m->worth.n_parties + p) * WIDTH], WIDTH, m->places[p]);
    }
}

/* A point that was computed elsewhere: the first of those that are as good. */
static void point(const json_t *points, uint32_t n, double *u) {
    for (uint32_t p = 0; p < n; p++) {
        u[p] = json_number_value(json_array_get(json_array_get(points, 0), p));
    }
}

static void expect_outcomes(const char *name, const truce_frontier *f, json_int_t want,
                            truce_arena *arena) {
    uint64_t outcomes = 0;
    (void)arena;
    assert_true(truce_bigint_fits(f->outcomes, &outcomes));
    if (outcomes != (uint64_t)want) {
        fail_msg("%s: %llu outcomes", name, (unsigned long long)outcomes);
    }
}

/* Whether a vector is one of the points that were computed elsewhere, where at most 20 are listed.
 */
static bool is_listed(const json_t *points, const double *u, uint32_t n) {
    bool listed = json_array_size(points) >= 20;
    for (size_t i = 0; i < json_array_size(points) && !listed; i++) {
        listed = true;
        for (uint32_t p = 0; p < n && listed; p++) {
            const double there = json_number_value(json_array_get(json_array_get(points, i), p));
            listed = fabs(u[p] - there) <= 1e-9 * fmax(1, fabs(there));
        }
    }
    return listed;
}

/* The points that stand for an idea of what is fair, each with its ties among efficient packages.
 */
static void expect_points(const json_t *want, const model *m, const truce_frontier *f,
                          truce_arena *arena) {
    static const char *const names[TRUCE_POINTS] = {
        [TRUCE_POINT_NASH] = "nash",
        [TRUCE_POINT_EGALITARIAN] = "egalitarian",
        [TRUCE_POINT_MAX_WELFARE] = "max_welfare",
        [TRUCE_POINT_MIN_GAP] = "ks_min_spread",
    };
    const char *const scenario = json_string_value(json_object_get(want, "name"));
    truce_points points;
    truce_error err;
    double u[TRUCE_WORTH_PARTIES_MAX];
    assert_int_equal(
        truce_points_find(f, (truce_points_options){.unreserved = false}, arena, &points, &err),
        TRUCE_OK);
    for (int k = 0; k < TRUCE_POINTS; k++) {
        assert_true(points.at[k].n > 0);
        for (size_t i = 0; i < points.at[k].n && names[k] != NULL; i++) {
            vector(m, f, points.at[k].vectors[i], u);
            if (!is_listed(json_object_get(want, names[k]), u, m->worth.n_parties)) {
                fail_msg("%s: %s has a point that was not found elsewhere", scenario, names[k]);
            }
        }
    }
    assert_true(points.opposed);
    expect_near(scenario, "opposition", points.opposition,
                json_number_value(json_object_get(want, "opposition")));
}

static void check_genius(const json_t *want) {
    const char *const name = json_string_value(json_object_get(want, "name"));
    truce_arena arena = truce_arena_new();
    truce_input inputs[ORACLE_FILES_MAX];
    truce_scenario s;
    truce_error err;
    model m = {.places = {0}};
    const size_t n_files = oracle_genius_files(want, inputs, &arena);
    assert_int_equal(truce_genius_read(inputs, n_files, TRUCE_GENIUS_AS_WRITTEN, &arena, &s, &err),
                     TRUCE_OK);
    make_model(&s, &arena, &m);
    const truce_frontier f = find(&m, &arena);
    const json_t *const size = json_object_get(want, "frontier_size_exact");
    expect_outcomes(name, &f, json_integer_value(json_object_get(want, "outcomes")), &arena);
    if (json_is_integer(size)) {
        assert_int_equal(f.n, json_integer_value(size));
    } else {
        /* Floating point takes exact ties apart, and nothing else. */
        assert_true(f.n > 0 && f.n <= (size_t)json_integer_value(
                                          json_object_get(want, "frontier_size_float64")));
    }
    double from[TRUCE_WORTH_PARTIES_MAX], most[TRUCE_WORTH_PARTIES_MAX];
    double highest[TRUCE_WORTH_PARTIES_MAX], u[TRUCE_WORTH_PARTIES_MAX];
    for (uint32_t p = 0; p < s.n_parties; p++) {
        const double low = to_double(&f.lowest[(size_t)p * WIDTH], WIDTH, m.places[p]);
        const double reserve =
            json_number_value(json_array_get(json_object_get(want, "reserved"), p));
        from[p] = fmax(low, reserve);
        highest[p] = to_double(&f.highest[(size_t)p * WIDTH], WIDTH, m.places[p]);
        most[p] = -INFINITY;
    }
    for (size_t i = 0; i < f.n; i++) {
        vector(&m, &f, i, u);
        for (uint32_t p = 0; p < s.n_parties; p++) {
            most[p] = fmax(most[p], u[p]);
        }
    }
    best got = nothing();
    for (size_t i = 0; i < f.n; i++) {
        vector(&m, &f, i, u);
        weigh(u, s.n_parties, from, most, highest, &got);
    }
    static const char *const points[] = {"nash", "egalitarian", "max_welfare", "ks_min_spread"};
    for (int k = 0; k < 4; k++) {
        best there = nothing();
        point(json_object_get(want, points[k]), s.n_parties, u);
        weigh(u, s.n_parties, from, most, highest, &there);
        expect_near(name, points[k],
                    k == 0   ? got.nash
                    : k == 1 ? got.egalitarian
                    : k == 2 ? got.welfare
                             : got.gap,
                    k == 0   ? there.nash
                    : k == 1 ? there.egalitarian
                    : k == 2 ? there.welfare
                             : there.gap);
    }
    expect_near(name, "opposition", got.opposition,
                json_number_value(json_object_get(want, "opposition")));
    expect_points(want, &m, &f, &arena);
    truce_arena_clear(&arena);
}

static void the_frontiers_of_the_genius_scenarios_agree(void **state) {
    (void)state;
    json_t *const all = oracle_expected("genius_expected.json");
    const json_t *const scenarios = json_object_get(all, "scenarios");
    size_t i = 0;
    const json_t *one = NULL;
    assert_int_equal(json_array_size(scenarios), 21);
    json_array_foreach(scenarios, i, one) {
        check_genius(one);
    }
    json_decref(all);
}

/* There, gains count from 0 and distances are to 1. */
static void check_negolog(const json_t *want) {
    static const double zero[] = {0, 0}, one[] = {1, 1};
    const char *const name = json_string_value(json_object_get(want, "domain"));
    truce_arena arena = truce_arena_new();
    truce_input inputs[2];
    truce_scenario s;
    truce_error err;
    model m = {.places = {0}};
    double u[2];
    oracle_negolog_files(want, inputs, &arena);
    assert_int_equal(truce_negolog_read(inputs, 2, &arena, &s, &err), TRUCE_OK);
    make_model(&s, &arena, &m);
    const truce_frontier f = find(&m, &arena);
    expect_outcomes(name, &f, json_integer_value(json_object_get(want, "size")), &arena);
    assert_int_equal(f.n, json_integer_value(json_object_get(want, "pareto_distinct_points")));
    best got = nothing();
    for (size_t i = 0; i < f.n; i++) {
        vector(&m, &f, i, u);
        weigh(u, 2, zero, one, one, &got);
    }
    static const char *const points[] = {"nash_points", "egalitarian_points", "max_welfare_points"};
    for (int k = 0; k < 3; k++) {
        best there = nothing();
        point(json_object_get(want, points[k]), 2, u);
        weigh(u, 2, zero, one, one, &there);
        expect_near(name, points[k],
                    k == 0   ? got.nash
                    : k == 1 ? got.egalitarian
                             : got.welfare,
                    k == 0   ? there.nash
                    : k == 1 ? there.egalitarian
                             : there.welfare);
    }
    expect_near(name, "opposition", got.opposition,
                json_number_value(json_object_get(want, "opposition_min_distance_to_1_1")));
    truce_arena_clear(&arena);
}

static void the_frontiers_of_the_negolog_domains_agree(void **state) {
    (void)state;
    json_t *const all = oracle_expected("negolog_expected.json");
    const json_t *const domains = json_object_get(all, "domains");
    size_t i = 0;
    const json_t *one = NULL;
    assert_int_equal(json_array_size(domains), 11);
    json_array_foreach(domains, i, one) {
        check_negolog(one);
    }
    json_decref(all);
}

int main(void) {
    if (!oracle_is_there()) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frontiers_of_the_genius_scenarios_agree),
        cmocka_unit_test(the_frontiers_of_the_negolog_domains_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
