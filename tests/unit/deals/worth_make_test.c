/* Amounts one can work out by hand, as text; then random exact records, each package of which is
 * weighed a second time by reading the lines, without beliefs or spaces; then how amounts read as
 * numbers; then limits, and memory that runs out. */
#include "truce/deals/worth_make.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "truce/case/read.h"

static truce_arena arena;
static truce_view view;
static truce_case c;
static truce_report report;
static truce_input input;
static truce_space space;
static truce_worth worth;
static truce_error error;

static int forget(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

static const char base[] = "truce 1\n"
                           "case k \"K\"\n"
                           "party union \"U\"\n"
                           "party company \"C\"\n"
                           "group crew \"Crew\" of union\n"
                           "group hands \"Hands\" of union\n"
                           "reader desk \"Desk\"\n"
                           "issue wage \"W\"\n"
                           "  range 2..5 step 1 x\n"
                           "issue cams \"C\"\n"
                           "  rung none\n"
                           "  rung some\n"
                           "  option vote\n"
                           "issue back \"B\"\n"
                           "  per crew, hands\n"
                           "  rung out\n"
                           "  rung home\n"
                           "link tie cams some requires wage 3 or more\n";

/* The worth by the first two records of the case. */
static truce_status make(const char *text) {
    static const truce_stands none;
    static const uint32_t records[] = {0, 1};
    truce_belief beliefs[2];
    truce_arena_clear(&arena);
    const truce_str bytes = truce_arena_printf(&arena, "%s%s", base, text);
    if (bytes.data == NULL) {
        return TRUCE_ENOMEM;
    }
    input = (truce_input){TRUCE_STR("t"), bytes};
    report = truce_report_new(&arena);
    error = (truce_error){.message = ""};
    assert_int_equal(truce_case_view(&input, 1, (truce_str){NULL, 0}, &arena, &view, NULL),
                     TRUCE_OK);
    truce_status status = truce_case_read(&view, (truce_read_options){.no_warnings = true}, &arena,
                                          &c, &report, &error);
    if (status == TRUCE_OK) {
        status = truce_space_make_with(&c, &none, records, 2, &arena, &space, &error);
    }
    if (status == TRUCE_OK) {
        status = truce_beliefs_make(&c, &space, records, 2, &arena, &report, beliefs, &error);
    }
    if (status == TRUCE_EPARSE) {
        fail_msg("%.*s in %s", TRUCE_STR_ARGS(report.problems[0].message), text);
    }
    return status == TRUCE_OK ? truce_worth_make(&c, beliefs, 2, &arena, &worth, &error) : status;
}

/* The amount of a package, [variable] -> value. Sums fit `width` words. */
static const uint64_t *sum_of(const uint32_t *package, uint32_t party) {
    static uint64_t sum[64];
    memset(sum, 0, sizeof sum);
    for (uint32_t t = 0; t < worth.n_terms; t++) {
        const truce_worth_term *const term = &worth.terms[t];
        size_t at = 0;
        for (uint32_t i = 0; i < term->n_variables; i++) {
            const uint32_t v = term->variables[i];
            at = at * worth.choices->n_values[v] + package[v];
        }
        const uint64_t *const amount = term->amounts + (at * worth.n_parties + party) * worth.width;
        unsigned carry = 0;
        for (uint32_t w = 0; w < worth.width; w++) {
            const uint64_t first = sum[w] + amount[w];
            const unsigned over = first < amount[w];
            sum[w] = first + carry;
            carry = over | (sum[w] < first);
        }
    }
    return sum;
}

static void expect_text(truce_amounts amount, uint32_t party, const char *want) {
    truce_str text = {NULL, 0};
    assert_int_equal(truce_worth_text(&worth, party, amount, &arena, &text, NULL), TRUCE_OK);
    assert_string_equal(text.data, want);
}

static void expect_worth(const uint32_t package[4], const char *union_has,
                         const char *company_has) {
    expect_text(sum_of(package, 0), 0, union_has);
    expect_text(sum_of(package, 1), 1, company_has);
}

/* ---- by hand ---- */

static const char both[] = "preferences u of union by desk in percent\n"
                           "  weight wage 60\n  weight cams 30\n  weight back for crew 10\n"
                           "  value wage 2 is 0\n  value wage 5 is 100\n"
                           "  value cams none is 100\n  value cams some is 12.5\n"
                           "  value cams vote is 0\n"
                           "  value back home is 100\n  value back out is 0\n"
                           "  value cams some is 100 if back home for crew and wage 4 or more\n"
                           "  wage 5 and cams none together add -2.25\n"
                           "  reserve 1 of 7\n"
                           "preferences co of company by desk\n"
                           "  value wage 2 is 1\n  value wage 5 is -0.5\n"
                           "  value cams none is 0\n  value cams some or vote is 1 of 3\n"
                           "  reserve\n    wage 3\n    cams vote\n";

static void a_package_is_worth_what_its_author_says(void **state) {
    (void)state;
    assert_int_equal(make(both), TRUCE_OK);
    assert_int_equal(worth.n_parties, 2);
    assert_int_equal(worth.width, 1);
    assert_int_equal(worth.choices->n_variables, 4);
    assert_null(worth.options[0]);
    expect_worth((const uint32_t[]){0, 0, 0, 0}, "30", "1");
    expect_worth((const uint32_t[]){3, 0, 1, 0}, "97.75", "-0.5");
    expect_worth((const uint32_t[]){2, 1, 1, 0}, "80", "0.3333333333333333");
    expect_worth((const uint32_t[]){2, 1, 0, 1}, "43.75", "0.3333333333333333");
    expect_worth((const uint32_t[]){1, 2, 0, 0}, "20", "0.8333333333333334");
}

static void a_reserve_is_exact_and_a_package_is_itself(void **state) {
    (void)state;
    assert_int_equal(make(both), TRUCE_OK);
    uint64_t unit = 0;
    assert_true(truce_bigint_fits(worth.units[0], &unit));
    assert_true(worth.reserved[0] && worth.reserved[1]);
    assert_int_equal(unit % 7, 0);
    assert_int_equal(worth.reserve[0], unit / 7);
    expect_text(&worth.reserve[1], 1, "0.8333333333333334");
    assert_int_equal(worth.reserve[1], sum_of((const uint32_t[]){1, 2, 0, 0}, 1)[0]);
    assert_int_equal(make("preferences u of union by desk\n  value cams none is 0.5\n"
                          "  value cams some or vote is 1\n  reserve -2.75\n"
                          "preferences co of company by desk\n  value wage 2 is 1\n"
                          "  value wage 5 is 4\n  reserve 0..1\n"),
                     TRUCE_OK);
    assert_true(worth.reserved[0]);
    assert_false(worth.reserved[1]);
    expect_text(&worth.reserve[0], 0, "-2.75");
}

static void links_are_nogoods(void **state) {
    (void)state;
    assert_int_equal(make(both), TRUCE_OK);
    assert_int_equal(worth.choices->n_nogoods, 1);
    const truce_nogood *const nogood = &worth.choices->nogoods[0];
    assert_int_equal(nogood->n_choices, 2);
    assert_int_equal(nogood->choices[0].variable, 0);
    assert_int_equal(nogood->choices[0].value, 0);
    assert_int_equal(nogood->choices[1].value, 1);
    assert_int_equal(nogood->labels.n, 0);
    assert_int_equal(nogood->link, 0);
}

static void nobody_has_to_have_a_reserve(void **state) {
    (void)state;
    assert_int_equal(make("preferences u of union by desk\npreferences co of company by desk\n"),
                     TRUCE_OK);
    assert_null(worth.reserve);
    assert_int_equal(worth.n_terms, 0);
    assert_int_equal(worth.width, 1);
}

static void a_value_that_stands_for_many_options_says_how_many(void **state) {
    (void)state;
    assert_int_equal(make("issue wide \"W\"\n  range 0..1000000 step 1 x\n"
                          "preferences u of union by desk\n  value wide 10 or less is 2\n"
                          "  value wide 11 or more is 1\n"
                          "preferences co of company by desk\n"),
                     TRUCE_OK);
    assert_int_equal(worth.choices->n_values[4], 2);
    assert_int_equal(worth.options[4][0], 11);
    assert_int_equal(worth.options[4][1], 999990);
}

/* ---- as numbers ---- */

/* A worth of one unit, to read amounts by. */
static void set_unit(uint64_t unit, uint32_t width) {
    static truce_bigint units[2];
    assert_int_equal(truce_bigint_from(unit, &arena, &units[0], NULL), TRUCE_OK);
    units[1] = units[0];
    worth = (truce_worth){.n_parties = 2, .width = width, .units = units};
}

static double double_of(truce_amounts amount) {
    double number = NAN;
    assert_int_equal(truce_worth_double(&worth, 0, amount, &number, NULL), TRUCE_OK);
    return number;
}

static void amounts_read_as_decimals_or_as_doubles(void **state) {
    (void)state;
    static const struct {
        int64_t amount;
        uint64_t unit;
        const char *text;
    } cases[] = {
        {0, 7, "0"},
        {14, 7, "2"},
        {-7, 2, "-3.5"},
        {1, 8, "0.125"},
        {-1, 1000000, "-0.000001"},
        {1, 3, "0.3333333333333333"},
        {-2, 3, "-0.6666666666666666"},
        {10, 6, "1.6666666666666667"},
        {INT64_MAX, 1, "9223372036854775807"},
        {INT64_MIN, 1, "-9223372036854775808"},
        {1, UINT64_C(1) << 40, "0.0000000000009094947017729282379150390625"},
        {1, UINT64_C(1) << 41, "4.547473508864641e-13"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const uint64_t amount = (uint64_t)cases[i].amount;
        set_unit(cases[i].unit, 1);
        expect_text(&amount, 0, cases[i].text);
        assert_true(double_of(&amount) ==
                    (double)((long double)cases[i].amount / (long double)cases[i].unit));
    }
    const uint64_t wide[] = {0, 0, 1}; /* 2^128 */
    set_unit(1, 3);
    expect_text(wide, 0, "340282366920938463463374607431768211456");
    assert_true(double_of(wide) == 0x1p128);
    const uint64_t minus[] = {UINT64_MAX, UINT64_MAX, UINT64_MAX};
    expect_text(minus, 0, "-1");
    assert_true(double_of(minus) == -1);
}

/* The least amount that is enough: what is between two of them counts up, below 0 too. */
static void a_number_is_the_least_amount_that_is_enough(void **state) {
    (void)state;
    static const struct {
        int64_t units;
        int32_t scale;
        int64_t amount; /* of a unit of 4 */
    } samples[] = {{0, 0, 0},   {5, 1, 2},    {51, 2, 3}, {1, 18, 1},
                   {-5, 1, -2}, {-51, 2, -2}, {75, 1, 30}};
    truce_worth w = {.width = 1};
    truce_bigint unit;
    uint64_t amount = 77;
    assert_int_equal(truce_bigint_from(4, &arena, &unit, NULL), TRUCE_OK);
    w.units = &unit;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        assert_int_equal(truce_worth_amount(&w, 0,
                                            (truce_decimal){samples[i].units, samples[i].scale},
                                            &amount, NULL),
                         TRUCE_OK);
        assert_true((int64_t)amount == samples[i].amount);
    }
    uint64_t wide[2];
    w.width = 2;
    assert_int_equal(truce_worth_amount(&w, 0, (truce_decimal){-51, 2}, wide, NULL), TRUCE_OK);
    assert_true(wide[0] == (uint64_t)-2 && wide[1] == UINT64_MAX);
    assert_int_equal(truce_bigint_from(UINT64_MAX, &arena, &unit, NULL), TRUCE_OK);
    w.width = 1;
    assert_int_equal(truce_worth_amount(&w, 0, (truce_decimal){7, 0}, &amount, &error),
                     TRUCE_EINVAL);
}

static void doubles_are_the_nearest(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 2000; round++) {
        uint64_t seed = round; /* a failing round reproduces itself */
        const int64_t whole = (int64_t)(next_random(&seed) >> (11 + below(&seed, 40)));
        const uint64_t unit = 1 + (next_random(&seed) >> (11 + below(&seed, 40)));
        const uint64_t amount = (uint64_t)whole;
        set_unit(unit, 1);
        /* both have at most 53 bits, so one division rounds once */
        assert_true(double_of(&amount) == (double)whole / (double)unit);
    }
}

/* ---- against a second reading ---- */

/* A record by its numbers: weights, values of each option, one conditional value, one joint term.
 */
typedef struct drawn {
    int weight[4];
    int value[4][4];
    int per; /* divides every value */
    bool conditional;
    int instead; /* of cams some, while back is home for hands */
    bool joint;
    int adds; /* for wage 2 or 3 and cams none */
} drawn;

static const char *const wages[] = {"2", "3", "4", "5"};
static const char *const cams[] = {"none", "some", "vote"};
static const char *const backs[] = {"out", "home"};

static void draw(uint64_t *seed, drawn *d, const char *head, truce_buffer *text) {
    static const int pers[] = {1, 3, 7, 80, 9999991};
    const char *const groups[] = {"crew", "hands"};
    d->per = pers[below(seed, 5)];
    d->conditional = below(seed, 2) == 0;
    d->joint = below(seed, 2) == 0;
    d->instead = (int)below(seed, 200) - 100;
    d->adds = (int)below(seed, 200) - 100;
    for (int v = 0; v < 4; v++) {
        d->weight[v] = 1 + (int)below(seed, 50);
        for (int k = 0; k < 4; k++) {
            d->value[v][k] = (int)below(seed, 1000) - 500;
        }
    }
    truce_buffer_printf(text, "%s\n  weight wage %d\n  weight cams %d\n", head, d->weight[0],
                        d->weight[1]);
    for (int k = 0; k < 4; k++) {
        truce_buffer_printf(text, "  value wage %s is %d of %d\n", wages[k], d->value[0][k],
                            d->per);
    }
    for (int k = 0; k < 3; k++) {
        truce_buffer_printf(text, "  value cams %s is %d of %d\n", cams[k], d->value[1][k], d->per);
    }
    for (int g = 0; g < 2; g++) {
        truce_buffer_printf(text, "  weight back for %s %d\n", groups[g], d->weight[2 + g]);
        for (int k = 0; k < 2; k++) {
            truce_buffer_printf(text, "  value back %s for %s is %d of %d\n", backs[k], groups[g],
                                d->value[2 + g][k], d->per);
        }
    }
    if (d->conditional) {
        truce_buffer_printf(text, "  value cams some is %d of %d if back home for hands\n",
                            d->instead, d->per);
    }
    if (d->joint) {
        truce_buffer_printf(text, "  wage 2 or 3 and cams none together add %d of %d\n", d->adds,
                            d->per);
    }
}

/* The worth of a package, times `per`. */
static long weigh(const drawn *d, const uint32_t package[4]) {
    long sum = 0;
    for (int v = 0; v < 4; v++) {
        const bool instead = v == 1 && package[1] == 1 && d->conditional && package[3] == 1;
        sum += (long)d->weight[v] * (instead ? d->instead : d->value[v][package[v]]);
    }
    return sum + (d->joint && package[0] < 2 && package[1] == 0 ? d->adds : 0);
}

static void random_records_weigh_as_their_lines_say(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 200; round++) {
        uint64_t seed = round; /* a failing round reproduces itself */
        drawn d[2];
        truce_buffer text = truce_buffer_new();
        draw(&seed, &d[0], "preferences u of union by desk", &text);
        draw(&seed, &d[1], "preferences co of company by desk", &text);
        truce_buffer_byte(&text, '\0');
        assert_int_equal(make(text.data), TRUCE_OK);
        for (uint32_t code = 0; code < 4 * 3 * 2 * 2; code++) {
            const uint32_t package[4] = {code / 12, code / 4 % 3, code / 2 % 2, code % 2};
            for (uint32_t p = 0; p < 2; p++) {
                uint64_t unit = 0;
                assert_true(truce_bigint_fits(worth.units[p], &unit));
                assert_int_equal(worth.width, 1);
                const int64_t got = (int64_t)sum_of(package, p)[0];
                assert_true(got * d[p].per == weigh(&d[p], package) * (int64_t)unit);
            }
        }
        truce_buffer_clear(&text);
    }
}

/* Divisors without a common factor: amounts of several words, and still exact. */
static void wide_amounts_are_exact_too(void **state) {
    (void)state;
    assert_int_equal(make("preferences u of union by desk\n"
                          "  value cams none is 1 of 999999999999999989\n"
                          "  value cams some is -1 of 999999999999999967\n"
                          "  value cams vote is 1 of 999999999999999877\n"
                          "preferences co of company by desk\n"
                          "  value cams none is 123456789012345678\n"
                          "  value cams some is -123456789012345678\n  value cams vote is 0\n"),
                     TRUCE_OK);
    assert_int_equal(worth.width, 2);
    expect_worth((const uint32_t[]){0, 0, 0, 0}, "1e-18", "123456789012345678");
    expect_worth((const uint32_t[]){0, 1, 0, 0}, "-1e-18", "-123456789012345678");
    truce_str decimal;
    assert_int_equal(truce_bigint_decimal(worth.units[0], &arena, &decimal, NULL), TRUCE_OK);
    assert_int_equal(decimal.size, 54);
}

/* ---- limits, memory ---- */

static void too_many_combinations_are_refused(void **state) {
    (void)state;
    truce_buffer text = truce_buffer_new();
    for (int i = 0; i < 3; i++) {
        truce_buffer_printf(&text, "issue w%d \"W\"\n  range 1..200 step 1 x\n", i);
    }
    truce_buffer_printf(&text, "preferences u of union by desk\n"
                               "  w0 1 and w1 1 and w2 1 together add 1\n"
                               "preferences co of company by desk\n");
    truce_buffer_byte(&text, '\0');
    assert_int_equal(make(text.data), TRUCE_ELIMIT);
    assert_string_equal(error.message, "what holds together is of issues with more than 4194304 "
                                       "combinations of options");
    truce_buffer_clear(&text);
}

static void memory_that_runs_out_is_told(void **state) {
    (void)state;
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status != TRUCE_OK; n++) {
        truce_arena_clear(&arena);
        allocations_left = n;
        status = make(both);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
        assert_true(n < 20000);
    }
    const uint64_t amount = sum_of((const uint32_t[]){2, 1, 1, 0}, 1)[0];
    truce_str text = {NULL, 77};
    status = TRUCE_ENOMEM;
    for (long n = 0; status != TRUCE_OK; n++) {
        truce_arena fresh = truce_arena_new();
        allocations_left = n;
        status = truce_worth_text(&worth, 1, &amount, &fresh, &text, NULL);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK ? text.size == 18 : text.size == 77);
        truce_arena_clear(&fresh);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_package_is_worth_what_its_author_says, forget),
        cmocka_unit_test_teardown(a_reserve_is_exact_and_a_package_is_itself, forget),
        cmocka_unit_test_teardown(links_are_nogoods, forget),
        cmocka_unit_test_teardown(nobody_has_to_have_a_reserve, forget),
        cmocka_unit_test_teardown(a_value_that_stands_for_many_options_says_how_many, forget),
        cmocka_unit_test_teardown(amounts_read_as_decimals_or_as_doubles, forget),
        cmocka_unit_test_teardown(a_number_is_the_least_amount_that_is_enough, forget),
        cmocka_unit_test_teardown(doubles_are_the_nearest, forget),
        cmocka_unit_test_teardown(random_records_weigh_as_their_lines_say, forget),
        cmocka_unit_test_teardown(wide_amounts_are_exact_too, forget),
        cmocka_unit_test_teardown(too_many_combinations_are_refused, forget),
        cmocka_unit_test_teardown(memory_that_runs_out_is_told, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
