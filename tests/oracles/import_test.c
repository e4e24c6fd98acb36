/* Every public scenario of ../shared/oracles becomes a case, and the case has its numbers: the
 * packages are counted and weighed one by one, in floating point, from the model of the case alone,
 * and what is largest agrees with what was computed elsewhere. Skipped (exit 77) where that folder
 * is absent: the files are not ours to hand on. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "oracles.h"
#include "truce/case/options.h"
#include "truce/case/read.h"
#include "truce/formats/case_scenario.h"
#include "truce/formats/foreign.h"
#include "truce/formats/foreign_write.h"
#include "truce/formats/scenario_case.h"

enum { ISSUES_MAX = 16, PARTIES_MAX = 9, VALUES_MAX = 1024 };

/* ---- a case as plain numbers
 * --------------------------------------------------------------------- */

typedef struct table {
    uint32_t n_issues, n_parties;
    uint32_t n_values[ISSUES_MAX];
    double weight[PARTIES_MAX][ISSUES_MAX];
    double worth[PARTIES_MAX][ISSUES_MAX][VALUES_MAX];
    double reserve[PARTIES_MAX];
} table;

static double decimal(truce_decimal d) {
    return (double)d.units / pow(10, d.scale);
}

static double amount(const truce_amount *a) {
    assert_int_not_equal(a->kind, TRUCE_AMOUNT_RANGE);
    return decimal(a->low) / decimal(a->of);
}

static uint32_t issue_of(const truce_case *c, const truce_item *item) {
    return truce_case_find(c, TRUCE_KIND_ISSUE, item->issue);
}

/* Between two numbers that are stated, on the straight line. */
static void fill(double *worth, const bool *stated, uint32_t n) {
    uint32_t last = 0;
    assert_true(stated[0] && stated[n - 1]);
    for (uint32_t v = 1; v < n; v++) {
        if (!stated[v]) {
            continue;
        }
        for (uint32_t k = last + 1; k < v; k++) {
            worth[k] = worth[last] + (worth[v] - worth[last]) * (k - last) / (v - last);
        }
        last = v;
    }
}

static void read_party(const truce_case *c, uint32_t party, table *t, truce_arena *arena) {
    static bool stated[ISSUES_MAX][VALUES_MAX];
    const truce_preferences *const p = &c->preferences[party];
    memset(stated, 0, sizeof stated);
    for (uint32_t i = 0; i < p->n_lines; i++) {
        const truce_preference *const line = &p->lines[i];
        const truce_item *const item = line->n_items > 0 ? &line->items[0].item : NULL;
        bool failed = false;
        if (line->kind == TRUCE_PREFERS_WEIGHT) {
            t->weight[party][issue_of(c, item)] = amount(&line->amount);
        } else if (line->kind == TRUCE_PREFERS_VALUE) {
            const uint32_t issue = issue_of(c, item);
            const truce_option_set set =
                truce_item_options(&c->issues[issue], item, arena, &failed);
            assert_false(failed);
            assert_int_equal(set.n, 1);
            assert_int_equal(set.at[0].low, set.at[0].high);
            t->worth[party][issue][set.at[0].low] = amount(&line->amount);
            stated[issue][set.at[0].low] = true;
        } else {
            assert_int_equal(line->kind, TRUCE_PREFERS_RESERVE);
            t->reserve[party] = amount(&line->amount);
        }
    }
    for (uint32_t i = 0; i < t->n_issues; i++) {
        fill(t->worth[party][i], stated[i], t->n_values[i]);
    }
}

/* The scenario as a case, read as any case is. */
static void read_case(const truce_scenario *scenario, table *t) {
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    truce_error err = {.message = ""};
    truce_view view;
    truce_case c;
    truce_report report = truce_report_new(&arena);
    memset(t, 0, sizeof *t);
    if (truce_scenario_to_case(scenario, &arena, &out, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    const truce_input input = {TRUCE_STR("case.truce"), truce_buffer_str(&out)};
    assert_int_equal(truce_case_view(&input, 1, TRUCE_STR(""), &arena, &view, &err), TRUCE_OK);
    if (truce_case_read(&view, (truce_read_options){.seed = 1}, &arena, &c, &report, &err) !=
            TRUCE_OK ||
        report.warnings > 0) {
        truce_buffer shown = truce_buffer_new();
        truce_report_show(&report, false, &shown);
        fail_msg("%.*s", TRUCE_STR_ARGS(truce_buffer_str(&shown)));
    }
    t->n_issues = c.n_issues;
    t->n_parties = c.n_preferences;
    assert_true(c.n_issues <= ISSUES_MAX && c.n_preferences <= PARTIES_MAX);
    for (uint32_t i = 0; i < c.n_issues; i++) {
        t->n_values[i] =
            c.issues[i].has_range ? (uint32_t)c.issues[i].steps + 1 : c.issues[i].n_options;
        assert_true(t->n_values[i] <= VALUES_MAX);
    }
    for (uint32_t p = 0; p < c.n_preferences; p++) {
        read_party(&c, p, t, &arena);
    }
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

/* ---- one by one
 * ---------------------------------------------------------------------------------- */

typedef struct best {
    uint64_t outcomes;
    double nash, egalitarian, welfare, opposition;
    double least[PARTIES_MAX], most[PARTIES_MAX];
} best;

static double utility(const table *t, uint32_t party, const uint32_t *package) {
    double u = 0;
    for (uint32_t i = 0; i < t->n_issues; i++) {
        u += t->weight[party][i] * t->worth[party][i][package[i]];
    }
    return u;
}

static bool next(const table *t, uint32_t *package) {
    uint32_t i = t->n_issues;
    while (i > 0 && package[i - 1] + 1 == t->n_values[i - 1]) {
        package[--i] = 0;
    }
    if (i > 0) {
        package[i - 1]++;
    }
    return i > 0;
}

static best weigh(const table *t) {
    uint32_t package[ISSUES_MAX] = {0};
    best b = {
        .nash = -INFINITY, .egalitarian = -INFINITY, .welfare = -INFINITY, .opposition = INFINITY};
    for (uint32_t p = 0; p < t->n_parties; p++) {
        b.least[p] = INFINITY;
        b.most[p] = -INFINITY;
    }
    do {
        b.outcomes++;
        for (uint32_t p = 0; p < t->n_parties; p++) {
            const double u = utility(t, p, package);
            b.least[p] = fmin(b.least[p], u);
            b.most[p] = fmax(b.most[p], u);
        }
    } while (next(t, package));
    do {
        double product = 1, least = INFINITY, sum = 0, distance = 0;
        bool rational = true;
        for (uint32_t p = 0; p < t->n_parties; p++) {
            const double u = utility(t, p, package);
            const double gain = u - fmax(t->reserve[p], b.least[p]);
            rational = rational && u >= t->reserve[p] - 1e-12;
            product *= gain;
            least = fmin(least, gain);
            sum += u;
            distance += pow(1 - u / b.most[p], 2);
        }
        if (rational) {
            b.nash = fmax(b.nash, product);
            b.egalitarian = fmax(b.egalitarian, least);
            b.welfare = fmax(b.welfare, sum);
            b.opposition = fmin(b.opposition, sqrt(distance));
        }
    } while (next(t, package));
    return b;
}

/* ---- against what was computed elsewhere
 * --------------------------------------------------------- */

/* What the first of some points comes to. */
static void expect_point(const char *scenario, const char *what, const json_t *points,
                         const table *t, const best *b, double got) {
    const json_t *const point = json_array_get(points, 0);
    double product = 1, least = INFINITY, sum = 0;
    for (uint32_t p = 0; p < t->n_parties; p++) {
        const double u = json_number_value(json_array_get(point, p));
        const double gain = u - fmax(t->reserve[p], b->least[p]);
        product *= gain;
        least = fmin(least, gain);
        sum += u;
    }
    expect_near(scenario, what, got, what[0] == 'n' ? product : what[0] == 'e' ? least : sum);
}

static table the_table, the_table_back; /* large */

/* Out as Genius XML and in again: the same numbers. */
static void check_round_trip(const char *name, const truce_scenario *scenario) {
    static const uint32_t all[PARTIES_MAX] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    truce_error err = {.message = ""};
    truce_view view;
    truce_case c;
    truce_report report = truce_report_new(&arena);
    truce_scenario left, back;
    truce_foreign_files files;
    assert_int_equal(truce_scenario_to_case(scenario, &arena, &out, &err), TRUCE_OK);
    const truce_input input = {TRUCE_STR("case.truce"), truce_buffer_str(&out)};
    assert_int_equal(truce_case_view(&input, 1, TRUCE_STR(""), &arena, &view, &err), TRUCE_OK);
    assert_int_equal(
        truce_case_read(&view, (truce_read_options){.seed = 1}, &arena, &c, &report, &err),
        TRUCE_OK);
    if (truce_scenario_from_case(&c, true, all, c.n_preferences, &arena, &left, &err) != TRUCE_OK ||
        truce_genius_write(&left, &arena, &files, &err) != TRUCE_OK ||
        truce_genius_read(files.at, files.n, TRUCE_GENIUS_AS_WRITTEN, &arena, &back, &err) !=
            TRUCE_OK) {
        fail_msg("%s: %s", name, err.message);
    }
    read_case(&back, &the_table_back);
    assert_memory_equal(&the_table, &the_table_back, sizeof the_table);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void check_genius(const json_t *want) {
    const char *const name = json_string_value(json_object_get(want, "name"));
    truce_arena arena = truce_arena_new();
    truce_input inputs[ORACLE_FILES_MAX];
    const size_t n = oracle_genius_files(want, inputs, &arena);
    truce_scenario scenario;
    truce_error err;
    if (truce_genius_read(inputs, n, TRUCE_GENIUS_AS_WRITTEN, &arena, &scenario, &err) !=
        TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    read_case(&scenario, &the_table);
    const best b = weigh(&the_table);
    assert_int_equal(the_table.n_parties, json_integer_value(json_object_get(want, "parties")));
    assert_int_equal(the_table.n_issues, json_integer_value(json_object_get(want, "issues")));
    assert_int_equal(b.outcomes, json_integer_value(json_object_get(want, "outcomes")));
    for (uint32_t p = 0; p < the_table.n_parties; p++) {
        expect_near(name, "reserved", the_table.reserve[p],
                    json_number_value(json_array_get(json_object_get(want, "reserved"), p)));
    }
    expect_point(name, "nash", json_object_get(want, "nash"), &the_table, &b, b.nash);
    expect_point(name, "egalitarian", json_object_get(want, "egalitarian"), &the_table, &b,
                 b.egalitarian);
    expect_point(name, "welfare", json_object_get(want, "max_welfare"), &the_table, &b, b.welfare);
    expect_near(name, "opposition", b.opposition,
                json_number_value(json_object_get(want, "opposition")));
    check_round_trip(name, &scenario);
    /* As Genius computes it there is a case too. */
    if (truce_genius_read(inputs, n, TRUCE_GENIUS_GENIUS, &arena, &scenario, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    read_case(&scenario, &the_table);
    for (uint32_t p = 0; p < the_table.n_parties; p++) {
        for (uint32_t i = 0; i < the_table.n_issues; i++) {
            double most = -INFINITY;
            for (uint32_t v = 0; v < the_table.n_values[i]; v++) {
                most = fmax(most, the_table.worth[p][i][v]);
            }
            assert_true(most <= 1);
            assert_true(most == 1 || scenario.issues[i].range);
        }
    }
    truce_arena_clear(&arena);
}

static void the_genius_scenarios_become_cases_with_their_numbers(void **state) {
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

static void check_negolog(const json_t *want) {
    const char *const name = json_string_value(json_object_get(want, "domain"));
    truce_arena arena = truce_arena_new();
    truce_input inputs[2];
    oracle_negolog_files(want, inputs, &arena);
    truce_scenario scenario;
    truce_error err;
    if (truce_negolog_read(inputs, 2, &arena, &scenario, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    read_case(&scenario, &the_table);
    best b = weigh(&the_table);
    assert_int_equal(b.outcomes, json_integer_value(json_object_get(want, "size")));
    for (uint32_t p = 0; p < 2; p++) {
        expect_near(name, "reservation", the_table.reserve[p],
                    json_number_value(json_array_get(json_object_get(want, "reservation"), p)));
    }
    expect_point(name, "welfare", json_object_get(want, "max_welfare_points"), &the_table, &b,
                 b.welfare);
    check_round_trip(name, &scenario);
    truce_arena_clear(&arena);
}

static void the_negolog_domains_become_cases_with_their_numbers(void **state) {
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
        cmocka_unit_test(the_genius_scenarios_become_cases_with_their_numbers),
        cmocka_unit_test(the_negolog_domains_become_cases_with_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
