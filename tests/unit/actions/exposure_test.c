/* What sides have given and not yet received in the order of the plan, for every pair of them:
 * cases one can follow by hand, then against the definition on drawn plans; plans with very many
 * steps; demands that the days of a plan do not allow. */
#include "truce/actions/sequence.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"
#include "truce/base/random.h"

static json_t *ask(const char *text) {
    return json_text(truce_sequence_answer, text, &(truce_request){.seed = 1});
}

static json_int_t whole(const json_t *object, const char *key) {
    assert_true(json_is_integer(member(object, key)));
    return json_integer_value(member(object, key));
}

/* What one side of a pair has, or NULL. */
static const json_t *pair_of(const json_t *root, const char *gives, const char *to) {
    size_t i;
    json_t *p;
    json_array_foreach(member(root, "pairs"), i, p) {
        if (strcmp(text_of(p, "gives"), gives) == 0 && strcmp(text_of(p, "to"), to) == 0) {
            return p;
        }
    }
    return NULL;
}

#define THREE "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\nparty d \"D\"\nreader r \"R\"\n"

/* A gives B twice before B gives once; D gets and gives once; only B gives it nothing back. */
static void every_pair_has_its_exposure_in_the_order_of_the_plan(void **state) {
    (void)state;
    json_t *const root =
        ask(THREE "step last \"L\" of b to a\n  after second\n"
                  "step first \"F\" of a to b\nstep second \"S\" of a to b\n"
                  "  after first\nstep there \"T\" of d to a\nstep back \"K\" of a to d\n"
                  "  after there\nstep gift \"G\" of d to b\n"
                  "values v of d by r\n  step there is 4..5\n  step back is 1..2\n");
    const json_t *const one = pair_of(root, "a", "b");
    assert_int_equal(whole(one, "steps"), 2);
    assert_int_equal(whole(one, "exposed"), whole(one, "of")); /* all, after the second */
    assert_int_equal(whole(one, "after"), 2);
    assert_int_equal(whole(pair_of(root, "b", "a"), "exposed"), 0);
    /* D has given what costs it up to 5, for nothing yet; A has then received all. */
    const json_t *const other = pair_of(root, "d", "a");
    assert_int_equal(whole(other, "exposed"), 5);
    assert_int_equal(whole(other, "of"), 1);
    assert_int_equal(whole(other, "gain"), whole(pair_of(root, "a", "d"), "of"));
    /* What is not answered has no exposure, and is not left out either. */
    assert_int_equal(whole(pair_of(root, "d", "b"), "steps"), 1);
    assert_null(json_object_get(pair_of(root, "d", "b"), "exposed"));
    json_decref(root);
}

static void with_two_sides_there_is_no_table_of_pairs(void **state) {
    (void)state;
    static const char text[] = THREE "step x \"X\" of a to b\nstep y \"Y\" of b to a\n";
    json_t *const root = ask(text);
    assert_null(json_object_get(pair_of(root, "a", "b"), "exposed"));
    /* Nobody says anything of the order, so there is no plan to follow. */
    assert_true(json_is_null(member(member(root, "exposure"), "planned")));
    json_decref(root);
    truce_buffer out =
        answer_text(truce_sequence_answer, text, &(truce_request){.seed = 1}, TRUCE_PAPER_TEXT);
    truce_buffer_byte(&out, '\0');
    assert_null(strstr(out.data, "Pairs of sides"));
    assert_null(strstr(out.data, "As the plan has it"));
    truce_buffer_clear(&out);
}

/* ---- against the definition ------------------------------------------------------------------ */

enum { STEPS = 12, SIDES = 4 };

typedef struct drawn {
    uint32_t n;
    struct {
        uint32_t giver, receiver;
        int day;   /* in March, from 1; 0: none */
        int after; /* a step, or -1 */
        int with;
    } at[STEPS];
} drawn;

static drawn draw(truce_random *r) {
    drawn d = {.n = 2 + (uint32_t)truce_random_below(r, STEPS - 1)};
    for (uint32_t i = 0; i < d.n; i++) {
        d.at[i].giver = (uint32_t)truce_random_below(r, SIDES);
        d.at[i].receiver = (d.at[i].giver + 1 + (uint32_t)truce_random_below(r, SIDES - 1)) % SIDES;
        d.at[i].day = truce_random_below(r, 3) == 0 ? 1 + (int)i : 0;
        d.at[i].after = i > 0 && truce_random_below(r, 2) == 0 ? (int)truce_random_below(r, i) : -1;
        d.at[i].with = i > 0 && truce_random_below(r, 5) == 0 ? (int)truce_random_below(r, i) : -1;
        d.at[i].day = d.at[i].with >= 0 ? 0 : d.at[i].day;
        d.at[i].after = d.at[i].with >= 0 ? -1 : d.at[i].after;
    }
    return d;
}

static void write_drawn(const drawn *d, truce_buffer *out) {
    truce_buffer_printf(out, "truce 1\ncase c \"C\"\n");
    for (int i = 0; i < SIDES; i++) {
        truce_buffer_printf(out, "party p%d \"P%d\"\n", i, i);
    }
    for (uint32_t i = 0; i < d->n; i++) {
        truce_buffer_printf(out, "step s%u \"S\" of p%u to p%u\n", i, d->at[i].giver,
                            d->at[i].receiver);
        if (d->at[i].day > 0) {
            truce_buffer_printf(out, "  at 2031-03-%02d\n", d->at[i].day);
        }
        if (d->at[i].after >= 0) {
            truce_buffer_printf(out, "  after s%d\n", d->at[i].after);
        }
        if (d->at[i].with >= 0) {
            truce_buffer_printf(out, "  with s%d\n", d->at[i].with);
        }
    }
    truce_buffer_byte(out, '\0');
}

/* The moment of each step in an order, from 0. */
static void places_of(const json_t *order, int place[STEPS]) {
    size_t m;
    json_t *moment;
    for (int i = 0; i < STEPS; i++) {
        place[i] = -1;
    }
    json_array_foreach(order, m, moment) {
        size_t i;
        json_t *id;
        json_array_foreach(member(moment, "things"), i, id) {
            const int step = atoi(json_string_value(id) + strlen("step-")) - 1;
            assert_int_equal(place[step], -1);
            place[step] = (int)m;
        }
    }
}

/* What `a` has given `b`, part of all it gives, less what it has received likewise, times both
 * numbers: the largest before the last moment that counts. */
static json_int_t largest(const drawn *d, const int place[STEPS], uint32_t a, uint32_t b) {
    json_int_t n[2] = {0, 0};
    int last = -1;
    for (uint32_t i = 0; i < d->n; i++) {
        const bool gives = d->at[i].giver == a && d->at[i].receiver == b;
        const bool gets = d->at[i].giver == b && d->at[i].receiver == a;
        n[0] += gives;
        n[1] += gets;
        last = (gives || gets) && place[i] > last ? place[i] : last;
    }
    json_int_t most = 0;
    for (int m = 0; m < last; m++) {
        json_int_t now = 0;
        for (uint32_t i = 0; i < d->n; i++) {
            now += place[i] <= m && d->at[i].giver == a && d->at[i].receiver == b ? n[1] : 0;
            now -= place[i] <= m && d->at[i].giver == b && d->at[i].receiver == a ? n[0] : 0;
        }
        most = now > most ? now : most;
    }
    return n[0] > 0 && n[1] > 0 ? most : -1;
}

/* The plan's rules are kept, and days rise as far as they are known. */
static void expect_planned(const drawn *d, const json_t *root, const int place[STEPS]) {
    const json_t *const things = member(root, "things");
    for (uint32_t i = 0; i < d->n; i++) {
        assert_true(place[i] >= 0);
        assert_true(d->at[i].after < 0 || place[d->at[i].after] < place[i]);
        assert_true(d->at[i].with < 0 || place[d->at[i].with] == place[i]);
        for (uint32_t j = 0; j < d->n; j++) {
            const char *const one = text_of(json_array_get(things, i), "earliest");
            const char *const two = text_of(json_array_get(things, j), "earliest");
            assert_true(*one == '\0' || *two == '\0' || strcmp(one, two) >= 0 ||
                        place[i] < place[j]);
        }
    }
}

static void pairs_are_those_of_the_definition(void **state) {
    (void)state;
    uint32_t followed = 0;
    for (uint64_t round = 0; round < 400; round++) {
        truce_random r = truce_random_new(round, 9);
        truce_buffer text = truce_buffer_new();
        const drawn d = draw(&r);
        write_drawn(&d, &text);
        json_t *const root = ask(text.data);
        const json_t *const exposure = member(root, "exposure");
        const json_t *const planned =
            json_is_null(exposure) ? NULL : json_object_get(exposure, "planned");
        int place[STEPS];
        if (planned != NULL && !json_is_null(planned)) {
            places_of(member(planned, "order"), place);
            expect_planned(&d, root, place);
            for (uint32_t a = 0; a < SIDES; a++) {
                for (uint32_t b = 0; b < SIDES; b++) {
                    char names[2][8];
                    (void)snprintf(names[0], sizeof names[0], "p%u", a);
                    (void)snprintf(names[1], sizeof names[1], "p%u", b);
                    const json_t *const p = a != b ? pair_of(root, names[0], names[1]) : NULL;
                    if (p != NULL && json_object_get(p, "exposed") != NULL) {
                        assert_int_equal(whole(p, "exposed"), largest(&d, place, a, b));
                        followed++;
                    }
                }
            }
        }
        json_decref(root);
        truce_buffer_clear(&text);
    }
    assert_true(followed > 200);
}

/* ---- many ------------------------------------------------------------------------------------ */

/* Two sides give in turn, a step a day: in every order that is told, days do not go back; and with
 * more steps than are searched, none is refused. */
static void with_many_steps_orders_keep_the_days_and_none_is_refused(void **state) {
    (void)state;
    static const uint32_t sizes[] = {450, 2500};
    for (size_t c = 0; c < sizeof sizes / sizeof *sizes; c++) {
        truce_buffer text = truce_buffer_new();
        truce_buffer_printf(&text, THREE);
        for (uint32_t i = 0; i < sizes[c]; i++) { /* two on a day, b first; in groups of 28 days */
            truce_buffer_printf(&text, "step s%u \"S\" of %c to %c\n  at %u-%02u-%02u\n", i,
                                "ab"[i % 2], "ba"[i % 2], 2031 + i / 56 / 12, 1 + i / 56 % 12,
                                1 + i / 2 % 28);
        }
        truce_buffer_byte(&text, '\0');
        json_t *const root = ask(text.data);
        assert_null(json_object_get(root, "exposure_refused"));
        const json_t *const exposure = member(root, "exposure");
        const json_t *const free = json_array_get(member(exposure, "orders"), 0);
        assert_true(json_is_true(member(free, "possible")));
        assert_int_equal(json_array_size(member(member(exposure, "planned"), "order")), sizes[c]);
        size_t i;
        json_t *point;
        json_array_foreach(member(free, "points"), i, point) {
            /* On a day both give one thing, so nobody is ever behind by more than one. */
            for (size_t side = 0; side < 2; side++) {
                const json_int_t of = whole(json_array_get(member(exposure, "sides"), side), "of");
                const json_int_t worst =
                    whole(json_array_get(member(point, "worst"), side), "exposure");
                assert_true(worst * (sizes[c] / 2) <= of);
            }
            const json_t *const order = json_object_get(point, "order");
            assert_true(order == NULL || json_array_size(order) == sizes[c]);
        }
        json_decref(root);
        truce_buffer_clear(&text);
    }
}

/* ---- demands and days ------------------------------------------------------------------------ */

static void what_the_days_do_not_allow_is_told_and_stops_nothing(void **state) {
    (void)state;
    json_t *const root =
        ask(THREE "issue i \"I\"\n  rung x\n  rung y\nsource s \"S\" press\n"
                  "  published 2031-01-01\nclaim s:P1 by b\n  b demands i x before i y\n"
                  "step late \"Late\" of a to b\n  gives i x\n  at 2031-03-09\n"
                  "step soon \"Soon\" of a to b\n  gives i y\n  until 2031-03-04\n"
                  "step back \"Back\" of b to a\n");
    assert_true(json_is_true(member(root, "feasible"))); /* but for the days */
    const json_t *const rules = member(root, "rules");
    assert_true(
        json_is_true(member(json_array_get(rules, json_array_size(rules) - 1), "against_days")));
    const json_t *const orders = member(member(root, "exposure"), "orders");
    assert_true(json_is_false(member(json_array_get(orders, 0), "possible")));
    assert_true(json_is_true(member(json_array_get(orders, 0), "against_days")));
    assert_true(json_is_true(member(json_array_get(orders, 1), "possible")));
    json_decref(root);
}

/* ---- whose part of a tranche ---- */

#define SWAP                                                                                       \
    THREE "group g \"G\" of b\nexchange x \"X\" of a and b\n  category g 2 at 3\n"                 \
          "  tranche 1 releases 1 g\n  tranche 2 releases 1 g\n"

/* The things that the step is tied to, as "before/after/with name;" by the rules of the plan. */
static void ties_of(const json_t *root, const char *step, char *out, size_t size) {
    static const char *const ways[][2] = {
        {"before", "after"}, {"after", "before"}, {"one", "with"}, {"with", "one"}};
    size_t i;
    json_t *rule;
    const json_t *const mine = find_object(member(root, "things"), "name", step);
    *out = '\0';
    json_array_foreach(member(root, "rules"), i, rule) {
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            const char *const other = text_of(rule, ways[w][0]);
            if (*other != '\0' && strcmp(text_of(rule, ways[w][1]), text_of(mine, "id")) == 0) {
                (void)snprintf(out + strlen(out), size - strlen(out), "%s %s;",
                               w >= 2 ? "with" : ways[w][1],
                               text_of(find_object(member(root, "things"), "id", other), "name"));
            }
        }
    }
}

static void a_step_is_tied_to_the_part_that_is_named(void **state) {
    (void)state;
    static const struct {
        const char *line, *ties;
    } cases[] = {
        {"after x tranche 1", "after x tranche 1 release;after x tranche 1 return;"},
        {"after x tranche 1 by a", "after x tranche 1 release;"},
        {"after x tranche 1 by b within 2 days", "after x tranche 1 return;"},
        {"after x tranche 1 by a, b", "after x tranche 1 release;after x tranche 1 return;"},
        {"after x by b", "after x tranche 2 return;"},
        {"before x by b", "before x tranche 1 return;"},
        {"before x tranche 2 by a", "before x tranche 2 release;"},
        {"with x tranche 2 by b", "with x tranche 2 return;"},
        {"with x tranche 2", "with x tranche 2 release;with x tranche 2 return;"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1000];
        char ties[400];
        (void)snprintf(text, sizeof text, SWAP "step s \"S\" of a to b\n  %s\n", cases[i].line);
        json_t *const root = ask(text);
        ties_of(root, "s", ties, sizeof ties);
        assert_string_equal(ties, cases[i].ties);
        json_decref(root);
    }
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    static const char text[] =
        THREE "step x \"X\" of a to b\n  at 2031-03-01\nstep y \"Y\" of b to a\n  after x\n"
              "step z \"Z\" of b to d\nstep u \"U\" of d to b\nvalues v of b by r\n  step y is 2\n";
    const truce_input input = {TRUCE_STR("c.truce"), TRUCE_STR(text)};
    const truce_request request = {.seed = 1};
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        truce_session session;
        truce_buffer out = truce_buffer_new();
        assert_int_equal(truce_session_open_inputs(&session, &request, &input, 1, NULL), TRUCE_OK);
        allocations_left = n;
        status =
            truce_sequence_answer(&session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, NULL);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || out.size == 0);
        truce_buffer_clear(&out);
        truce_session_close(&session);
    }
    assert_int_equal(status, TRUCE_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_has_its_exposure_in_the_order_of_the_plan),
        cmocka_unit_test(with_two_sides_there_is_no_table_of_pairs),
        cmocka_unit_test(pairs_are_those_of_the_definition),
        cmocka_unit_test(with_many_steps_orders_keep_the_days_and_none_is_refused),
        cmocka_unit_test(what_the_days_do_not_allow_is_told_and_stops_nothing),
        cmocka_unit_test(a_step_is_tied_to_the_part_that_is_named),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
