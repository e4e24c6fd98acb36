/* Deals that one can count on one's fingers; then thousands of small random ones, counted person by
 * person and laid out day by day; then each way in which a deal can be wrong, too large, or out of
 * memory.
 *
 * `unit_sequence_exchange SEED` runs one random deal. */
#include "truce/sequence/exchange.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/base/random.h"

#define UNKNOWN TRUCE_EXCHANGE_UNKNOWN
#define NONE    TRUCE_EXCHANGE_NONE
#define ANY     TRUCE_EXCHANGE_ANY

enum { ROUNDS = 20000 };

/* ---- by hand --------------------------------------------------------------------------------- */

static const truce_exchange_due FIFTY[] = {{0, 30}, {1, 20}};
static const truce_exchange_due THIRTY[] = {{ANY, 30}};

/* 33 released, 5 of them at 50 (of which 30 of one class and 20 of another), 28 at 30 of any. */
static const truce_exchange_category SAMPLE[] = {{5, {FIFTY, 2, false}}, {28, {THIRTY, 1, false}}};
static const truce_exchange_class POOL[] = {{250}, {900}};
static const truce_exchange_part FIRST[] = {{0, 2, NULL}, {1, 1, NULL}};
static const truce_exchange_part SECOND[] = {{1, 20, NULL}, {0, 3, NULL}};
static const truce_exchange_tranche TRANCHES[] = {{FIRST, 2, NULL, 0, NONE},
                                                  {SECOND, 2, NULL, 6, NONE}};

static truce_exchange_deal sample(void) {
    return (truce_exchange_deal){.categories = SAMPLE,
                                 .n_categories = 2,
                                 .classes = POOL,
                                 .n_classes = 2,
                                 .tranches = TRANCHES,
                                 .n_tranches = 2};
}

static truce_exchange count(const truce_exchange_deal *deal, truce_arena *arena) {
    truce_exchange x;
    truce_error err = {.message = ""};
    const truce_status status = truce_exchange_count(deal, arena, &x, &err);
    if (status != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return x;
}

static void expect_amount(truce_exchange_amount got, int64_t number, bool open) {
    assert_int_equal(got.number, number);
    assert_int_equal(got.open, open);
}

static void the_sample_deal_adds_up_to_1090(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_exchange_deal deal = sample();
    const truce_exchange x = count(&deal, &arena);
    expect_amount(x.persons, 33, false);
    expect_amount(x.due, 1090, false);
    expect_amount(x.any, 840, false);
    expect_amount(x.pools[0].due, 150, false);
    expect_amount(x.pools[1].due, 100, false);
    expect_amount(x.distributed_due, 880, false);
    assert_int_equal(x.steps[0].persons, 3);
    expect_amount(x.steps[0].due_all, 130, false);
    assert_int_equal(x.steps[0].n_due, 3);
    assert_int_equal(x.steps[0].due[0].number, 60);
    assert_int_equal(x.steps[0].due[2].of, ANY);
    assert_int_equal(x.steps[1].due[0].so_far, 150);
    assert_int_equal(x.steps[1].released[0].of, 0);
    expect_amount(x.steps[1].due_so_far, 880, false);
    expect_amount(x.shares[1].left, 7, false);
    assert_int_equal(x.length, UNKNOWN);
    /* Seven are in no tranche, and nothing else is wrong. */
    assert_int_equal(x.n_found, 1);
    assert_int_equal(x.found[0].kind, TRUCE_EXCHANGE_LEFT);
    assert_int_equal(x.found[0].category, 1);
    assert_int_equal(x.found[0].number, 7);
    truce_arena_clear(&arena);
}

static void one_person_moved_changes_the_sample_by_20(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_exchange_deal deal = sample();
    const truce_exchange x = count(&deal, &arena);
    truce_exchange_move move;
    assert_int_equal(truce_exchange_moved(&x, 1, 0, &arena, &move, NULL), TRUCE_OK);
    assert_int_equal(move.by, 20);
    assert_int_equal(move.n, 3);
    assert_int_equal(move.at[0].by, 30);
    assert_int_equal(move.at[1].by, 20);
    assert_int_equal(move.at[2].pool, ANY);
    assert_int_equal(move.at[2].by, -30);
    assert_int_equal(truce_exchange_moved(&x, 0, 1, &arena, &move, NULL), TRUCE_OK);
    assert_int_equal(move.by, -20);
    assert_int_equal(truce_exchange_moved(&x, 1, 1, &arena, &move, NULL), TRUCE_OK);
    assert_int_equal(move.by, 0);
    assert_int_equal(move.n, 0);
    truce_arena_clear(&arena);
}

static void exclusions_bite_by_class(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_exchange_deal deal = sample();
    /* Two lists of the first class, which may name the same persons. */
    const truce_exchange_exclusion out[] = {{0, 100, 0}, {0, 60, 1}, {1, 70, 0}};
    deal.exclusions = out;
    deal.n_exclusions = 3;
    const truce_exchange x = count(&deal, &arena);
    assert_int_equal(x.pools[0].available_most, 150);
    assert_int_equal(x.pools[0].available_least, 90);
    expect_amount(x.pools[0].short_least, 0, false);
    expect_amount(x.pools[0].short_most, 60, false);
    assert_int_equal(x.pools[0].short_from, 1);
    expect_amount(x.pools[1].short_most, 0, false);
    /* 840 of any class: 730 are left in the second, none in the first. */
    expect_amount(x.any_short_least, 110, false);
    expect_amount(x.any_short_most, 110, false);
    assert_int_equal(x.any_short_from, NONE); /* only with those in no tranche */
    truce_arena_clear(&arena);
}

static void what_nobody_says_stays_open(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_exchange_category some[] = {{UNKNOWN, {FIFTY, 2, false}}, {4, {NULL, 0, true}}};
    const truce_exchange_class pool[] = {{UNKNOWN}, {10}};
    const truce_exchange_part part[] = {{0, 1, NULL}};
    const truce_exchange_tranche tranche[] = {{part, 1, NULL, UNKNOWN, NONE}};
    const truce_exchange_deal deal = {.categories = some,
                                      .n_categories = 2,
                                      .classes = pool,
                                      .n_classes = 2,
                                      .tranches = tranche,
                                      .n_tranches = 1};
    const truce_exchange x = count(&deal, &arena);
    expect_amount(x.persons, 5, true);
    expect_amount(x.due, 50, true);
    expect_amount(x.distributed_due, 50, false);
    expect_amount(x.shares[0].left, 0, true);
    assert_int_equal(x.pools[0].available_most, UNKNOWN);
    expect_amount(x.pools[0].short_most, 0, true);
    expect_amount(x.pools[1].short_most, 10, true);
    truce_exchange_plan plan;
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, NULL), TRUCE_OK);
    assert_int_equal(plan.n, 0);
    assert_int_equal(plan.undated, 1);
    assert_int_equal(plan.spans[0].last, UNKNOWN);
    truce_arena_clear(&arena);
}

static void quotas_spread_a_tranche_and_releases_extend_the_truce(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_exchange_deal deal = sample();
    const truce_exchange_extension each_ten[] = {{.after = 3, .each = 10, .days = 1}};
    deal.days = 7;
    deal.extensions = each_ten;
    deal.n_extensions = 1;
    deal.released_a_day = 10;
    deal.given_a_day = 200;
    const truce_exchange x = count(&deal, &arena);
    assert_int_equal(x.length, 9); /* 23 more: twice ten */
    truce_exchange_plan plan;
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, NULL), TRUCE_OK);
    assert_int_equal(plan.n, 5);
    assert_int_equal(plan.days[0].day, 0);
    assert_int_equal(plan.days[0].given, 130);
    assert_int_equal(plan.days[1].day, 6);
    assert_int_equal(plan.days[1].released, 10);
    assert_int_equal(plan.days[1].due, 300);
    assert_int_equal(plan.days[1].given, 200);
    assert_int_equal(plan.days[1].given_wait, 100);
    assert_int_equal(plan.days[1].length, 8);
    assert_int_equal(plan.days[2].day, 7); /* the extension earned on day 6 covers it */
    assert_int_equal(plan.days[3].released, 3);
    assert_int_equal(plan.days[3].length, 9);
    assert_int_equal(plan.days[4].released, 0);
    assert_int_equal(plan.days[4].given_all, 880);
    assert_int_equal(plan.days[4].given_wait, 0);
    assert_int_equal(plan.late_from, UNKNOWN);
    assert_int_equal(plan.spans[1].first, 6);
    assert_int_equal(plan.spans[1].last, 8);
    assert_int_equal(plan.spans[1].given, 9);
    truce_arena_clear(&arena);
}

static void a_release_after_the_truce_is_over_is_told(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_exchange_deal deal = sample();
    deal.days = 6;
    const truce_exchange x = count(&deal, &arena);
    truce_exchange_plan plan;
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, NULL), TRUCE_OK);
    assert_int_equal(plan.late_from, 6);
    truce_arena_clear(&arena);
}

static void what_is_due_instead_falls_due_with_the_last_of_its_tranche(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_exchange_deal deal = sample();
    const truce_exchange_due dues[] = {{1, 60}, {0, 30}, {ANY, 25}};
    const truce_exchange_ratio instead[] = {{dues, 2, false}, {&dues[2], 1, false}};
    const truce_exchange_tranche tranches[] = {{FIRST, 2, &instead[0], 0, NONE},
                                               {NULL, 0, &instead[1], 1, NONE}};
    const truce_exchange_total told[] = {
        {1000, false, 0}, {33, true, 0}, {1000, false, 1}, {1100, false, 2}};
    deal.tranches = tranches;
    deal.released_a_day = 2;
    deal.totals = told;
    deal.n_totals = 4;
    const truce_exchange x = count(&deal, &arena);
    expect_amount(x.steps[0].due_all, 90, false);
    expect_amount(x.steps[0].by_ratios, 130, false);
    assert_int_equal(x.steps[0].due[0].number, 30);
    expect_amount(x.steps[1].due_so_far, 115, false);
    expect_amount(x.due, 115 + 3 * 50 + 27 * 30, false);
    assert_true(x.totals[1].agrees);
    assert_int_equal(x.totals[0].difference, -75);
    assert_int_equal(x.totals[2].same_as, 0);
    assert_int_equal(x.totals[3].same_as, 3);
    truce_exchange_plan plan;
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, NULL), TRUCE_OK);
    assert_int_equal(plan.n, 2);
    assert_int_equal(plan.days[0].due, 0);
    assert_int_equal(plan.days[1].due, 115);
    assert_int_equal(plan.spans[1].first, 1);
    truce_arena_clear(&arena);
}

/* ---- person by person ------------------------------------------------------------------------ */

enum { CATEGORIES = 3, CLASSES = 3, PARTS = 3, SOME = 4, PERSONS = 400, GIVEN = 4000, DAYS = 6000 };

typedef struct drawn {
    truce_exchange_deal deal;
    truce_exchange_category categories[CATEGORIES];
    truce_exchange_class classes[CLASSES];
    truce_exchange_exclusion exclusions[SOME];
    truce_exchange_transfer transfers[SOME];
    truce_exchange_tranche tranches[SOME];
    truce_exchange_part parts[SOME][PARTS];
    truce_exchange_extension extensions[SOME];
    truce_exchange_total totals[SOME];
    truce_exchange_due dues[CATEGORIES + 2 * SOME][SOME];
    truce_exchange_ratio ratios[SOME], instead[SOME];
} drawn;

static int64_t below(truce_random *r, uint64_t n) {
    return (int64_t)truce_random_below(r, n);
}

static bool one_in(truce_random *r, uint64_t n) {
    return truce_random_below(r, n) == 0;
}

static truce_exchange_ratio draw_ratio(drawn *d, truce_random *r, uint32_t at) {
    const uint32_t n = (uint32_t)below(r, SOME);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t pool = (uint32_t)below(r, d->deal.n_classes + 1);
        d->dues[at][i] = (truce_exchange_due){pool == d->deal.n_classes ? ANY : pool, below(r, 4)};
    }
    return (truce_exchange_ratio){d->dues[at], n, one_in(r, 20)};
}

static void draw(drawn *d, truce_random *r) {
    *d = (drawn){.deal = {.n_categories = 1 + (uint32_t)below(r, CATEGORIES),
                          .n_classes = (uint32_t)below(r, CLASSES + 1),
                          .n_tranches = (uint32_t)below(r, SOME + 1),
                          .n_extensions = (uint32_t)below(r, 3),
                          .n_totals = (uint32_t)below(r, SOME + 1),
                          .released_a_day = below(r, 5),
                          .given_a_day = below(r, 9),
                          .days = below(r, 12)}};
    truce_exchange_deal *const deal = &d->deal;
    deal->n_exclusions = deal->n_classes > 0 ? (uint32_t)below(r, SOME + 1) : 0;
    deal->n_transfers = deal->n_classes > 0 ? (uint32_t)below(r, SOME + 1) : 0;
    for (uint32_t i = 0; i < deal->n_classes; i++) {
        d->classes[i].size = one_in(r, 6) ? UNKNOWN : below(r, 25);
    }
    for (uint32_t i = 0; i < deal->n_categories; i++) {
        d->categories[i].persons = one_in(r, 8) ? UNKNOWN : below(r, 9);
        d->categories[i].ratio = draw_ratio(d, r, i);
    }
    for (uint32_t i = 0; i < deal->n_exclusions; i++) {
        d->exclusions[i] =
            (truce_exchange_exclusion){(uint32_t)below(r, deal->n_classes),
                                       one_in(r, 8) ? TRUCE_EXCHANGE_ALL : below(r, 12), 0};
    }
    for (uint32_t i = 0; i < deal->n_transfers; i++) {
        d->transfers[i] =
            (truce_exchange_transfer){(uint32_t)below(r, deal->n_classes), below(r, 6)};
    }
    for (uint32_t i = 0; i < deal->n_tranches; i++) {
        d->ratios[i] = draw_ratio(d, r, CATEGORIES + i);
        d->instead[i] = draw_ratio(d, r, CATEGORIES + SOME + i);
        d->tranches[i] = (truce_exchange_tranche){
            d->parts[i], (uint32_t)below(r, PARTS + 1), one_in(r, 3) ? &d->instead[i] : NULL,
            one_in(r, 5) ? UNKNOWN : below(r, 8) + 3 * (int64_t)i, NONE};
        for (uint32_t k = 0; k < d->tranches[i].n_parts; k++) {
            d->parts[i][k] =
                (truce_exchange_part){(uint32_t)below(r, deal->n_categories), below(r, 5),
                                      one_in(r, 4) ? &d->ratios[i] : NULL};
        }
    }
    for (uint32_t i = 0; i < deal->n_extensions; i++) {
        d->extensions[i] = (truce_exchange_extension){below(r, 5), 1 + below(r, 4), below(r, 3)};
    }
    for (uint32_t i = 0; i < deal->n_totals; i++) {
        d->totals[i] = (truce_exchange_total){below(r, 30), one_in(r, 2), i};
    }
    deal->categories = d->categories;
    deal->classes = d->classes;
    deal->exclusions = d->exclusions;
    deal->transfers = d->transfers;
    deal->tranches = d->tranches;
    deal->extensions = d->extensions;
    deal->totals = d->totals;
}

/* One of those whom the one side releases. */
typedef struct person {
    uint32_t category;
    const truce_exchange_ratio *ratio;
    uint32_t tranche; /* or NONE */
    bool nobody;      /* stands for what a tranche has due instead of the ratios */
} person;

typedef struct people {
    person at[PERSONS];
    uint32_t n, persons;
    uint32_t due[CLASSES + 1];
    bool open[CLASSES + 1];
} people;

static void add_person(people *p, uint32_t category, const truce_exchange_ratio *ratio,
                       uint32_t tranche) {
    assert_true(p->n < PERSONS);
    p->at[p->n++] = (person){category, ratio, tranche, false};
    p->persons++;
}

static const truce_exchange_ratio NOTHING = {NULL, 0, false};

/* Everybody, those in tranches first; then what is due, one by one. */
static void gather(const truce_exchange_deal *d, people *p) {
    *p = (people){.n = 0};
    for (uint32_t t = 0; t < d->n_tranches; t++) {
        for (uint32_t k = 0; k < d->tranches[t].n_parts; k++) {
            const truce_exchange_part *const part = &d->tranches[t].parts[k];
            for (int64_t i = 0; i < part->persons; i++) {
                add_person(p, part->category,
                           d->tranches[t].instead != NULL ? &NOTHING
                           : part->ratio != NULL          ? part->ratio
                                                          : &d->categories[part->category].ratio,
                           t);
            }
        }
        if (d->tranches[t].instead != NULL) {
            p->at[p->n++] = (person){NONE, d->tranches[t].instead, t, true};
        }
    }
    for (uint32_t c = 0; c < d->n_categories; c++) {
        const truce_exchange_ratio *const ratio = &d->categories[c].ratio;
        int64_t placed = 0;
        for (uint32_t i = 0; i < p->n; i++) {
            placed += p->at[i].tranche != NONE && p->at[i].category == c;
        }
        for (; placed < d->categories[c].persons; placed++) {
            add_person(p, c, ratio, NONE);
        }
        for (uint32_t i = 0; d->categories[c].persons == UNKNOWN && i <= ratio->n; i++) {
            for (uint32_t k = 0; i == ratio->n && ratio->open && k <= d->n_classes; k++) {
                p->open[k] = true;
            }
            if (i < ratio->n && ratio->at[i].number > 0) {
                p->open[ratio->at[i].pool == ANY ? d->n_classes : ratio->at[i].pool] = true;
            }
        }
    }
    for (uint32_t i = 0; i < p->n; i++) {
        const truce_exchange_ratio *const ratio = p->at[i].ratio;
        for (uint32_t k = 0; k < ratio->n; k++) {
            p->due[ratio->at[k].pool == ANY ? d->n_classes : ratio->at[k].pool] +=
                (uint32_t)ratio->at[k].number;
        }
        for (uint32_t k = 0; ratio->open && k <= d->n_classes; k++) {
            p->open[k] = true;
        }
    }
}

/* Give out what is due, one by one; how many of each class, and of any, are not there. At worst
 * what is open is a lot, and a class of unknown size has nobody. */
static void give_out(const truce_exchange_deal *d, const people *p, bool overlapping, bool worst,
                     int64_t *lacking) {
    enum { A_LOT = 1000 };
    int64_t there[CLASSES + 1] = {0};
    for (uint32_t c = 0; c < d->n_classes; c++) {
        const bool known = d->classes[c].size != UNKNOWN;
        there[c] = known ? d->classes[c].size : worst ? 0 : 100 * A_LOT;
        int64_t out = 0;
        for (uint32_t i = 0; i < d->n_exclusions; i++) {
            const truce_exchange_exclusion *const e = &d->exclusions[i];
            if (e->pool == c && e->number == TRUCE_EXCHANGE_ALL) {
                out = there[c];
                break;
            }
            if (e->pool == c) {
                out = !overlapping ? out + e->number : e->number > out ? e->number : out;
            }
        }
        there[c] = there[c] > out ? there[c] - out : 0;
    }
    if (d->n_classes == 0 && !worst) {
        there[0] = 100 * A_LOT; /* nobody describes the pool */
    }
    for (uint32_t c = 0; c <= d->n_classes; c++) {
        lacking[c] = 0;
        const uint32_t due = p->due[c] + (worst && p->open[c] ? A_LOT : 0);
        for (uint32_t i = 0; i < due; i++) {
            uint32_t from = c;
            for (from = c == d->n_classes ? 0 : c;
                 c == d->n_classes && from < d->n_classes && there[from] == 0;) {
                from++;
            }
            if (from <= CLASSES && there[from] > 0) {
                there[from]--;
            } else {
                lacking[c]++;
            }
        }
    }
}

static void check_pools(const truce_exchange_deal *d, const people *p, const truce_exchange *x) {
    int64_t best[2][CLASSES + 1];
    int64_t worst[2][CLASSES + 1];
    for (uint32_t k = 0; k < 2; k++) {
        give_out(d, p, k == 0, false, best[k]);
        give_out(d, p, k == 0, true, worst[k]);
    }
    for (uint32_t c = 0; c <= d->n_classes; c++) {
        const bool any = c == d->n_classes;
        expect_amount(any ? x->any : x->pools[c].due, p->due[c], p->open[c]);
        expect_amount(any ? x->any_short_least : x->pools[c].short_least, best[0][c],
                      best[0][c] != worst[0][c]);
        expect_amount(any ? x->any_short_most : x->pools[c].short_most, best[1][c],
                      best[1][c] != worst[1][c]);
    }
    /* The first tranche with which something is short: only it and those before it are owed. */
    uint32_t first[CLASSES + 1];
    for (uint32_t c = 0; c <= d->n_classes; c++) {
        first[c] = NONE;
    }
    for (uint32_t t = 0; t < d->n_tranches; t++) {
        people some = {.n = 0};
        int64_t lacking[CLASSES + 1];
        for (uint32_t i = 0; i < p->n; i++) {
            const truce_exchange_ratio *const ratio = p->at[i].ratio;
            for (uint32_t k = 0; p->at[i].tranche <= t && k < ratio->n; k++) {
                some.due[ratio->at[k].pool == ANY ? d->n_classes : ratio->at[k].pool] +=
                    (uint32_t)ratio->at[k].number;
            }
        }
        give_out(d, &some, false, false, lacking);
        for (uint32_t c = 0; c <= d->n_classes; c++) {
            first[c] = lacking[c] > 0 && first[c] == NONE ? t : first[c];
        }
    }
    for (uint32_t c = 0; c < d->n_classes; c++) {
        assert_int_equal(x->pools[c].short_from, first[c]);
    }
    assert_int_equal(x->any_short_from, first[d->n_classes]);
}

static int64_t line_of(const truce_exchange_line *lines, uint32_t n, uint32_t of, int64_t *so_far) {
    for (uint32_t i = 0; i < n; i++) {
        assert_true(i == 0 || lines[i - 1].of < lines[i].of);
        assert_true(lines[i].number > 0);
        if (lines[i].of == of) {
            *so_far = lines[i].so_far;
            return lines[i].number;
        }
    }
    return 0;
}

static void check_steps(const truce_exchange_deal *d, const people *p, const truce_exchange *x) {
    int64_t persons[CATEGORIES] = {0};
    int64_t due[CLASSES + 1] = {0};
    int64_t all_persons = 0;
    int64_t all_due = 0;
    bool open = false;
    for (uint32_t t = 0; t < d->n_tranches; t++) {
        const truce_exchange_step *const step = &x->steps[t];
        int64_t now_persons[CATEGORIES] = {0};
        int64_t now_due[CLASSES + 1] = {0};
        int64_t sum = 0;
        bool now_open = false;
        for (uint32_t i = 0; i < p->n; i++) {
            if (p->at[i].tranche == t) {
                if (!p->at[i].nobody) {
                    now_persons[p->at[i].category]++;
                }
                now_open = now_open || p->at[i].ratio->open;
                for (uint32_t k = 0; k < p->at[i].ratio->n; k++) {
                    const truce_exchange_due one = p->at[i].ratio->at[k];
                    now_due[one.pool == ANY ? d->n_classes : one.pool] += one.number;
                    sum += one.number;
                }
            }
        }
        for (uint32_t c = 0; c < d->n_categories; c++) {
            persons[c] += now_persons[c];
            all_persons += now_persons[c];
            int64_t so_far = persons[c];
            assert_int_equal(line_of(step->released, step->n_released, c, &so_far), now_persons[c]);
            assert_int_equal(so_far, persons[c]);
        }
        for (uint32_t c = 0; c <= d->n_classes; c++) {
            due[c] += now_due[c];
            int64_t so_far = due[c];
            assert_int_equal(line_of(step->due, step->n_due, c == d->n_classes ? ANY : c, &so_far),
                             now_due[c]);
            assert_int_equal(so_far, due[c]);
        }
        open = open || now_open;
        all_due += sum;
        assert_int_equal(step->persons_so_far, all_persons);
        expect_amount(step->due_all, sum, now_open);
        expect_amount(step->due_so_far, all_due, open);
        bool ratios_open = false;
        int64_t by_ratios = 0;
        for (uint32_t k = 0; k < d->tranches[t].n_parts; k++) {
            const truce_exchange_part *const part = &d->tranches[t].parts[k];
            const truce_exchange_ratio *const ratio =
                part->ratio != NULL ? part->ratio : &d->categories[part->category].ratio;
            for (int64_t one = 0; one < part->persons; one++) {
                ratios_open = ratios_open || ratio->open;
                for (uint32_t i = 0; i < ratio->n; i++) {
                    by_ratios += ratio->at[i].number;
                }
            }
        }
        expect_amount(step->by_ratios, by_ratios, ratios_open);
    }
    expect_amount(x->distributed_due, all_due, open);
}

static int64_t length_of(const truce_exchange_deal *d, int64_t released) {
    int64_t days = d->days;
    for (uint32_t i = 0; i < d->n_extensions; i++) {
        for (int64_t k = d->extensions[i].after + d->extensions[i].each; k <= released;
             k += d->extensions[i].each) {
            days += d->extensions[i].days;
        }
    }
    return d->days == 0 ? UNKNOWN : days;
}

/* ---- what does not add up, as its words say -------------------------------------------------- */

typedef struct wanted {
    const truce_exchange *x;
    uint32_t n;
} wanted;

static void want_against(wanted *w, truce_exchange_finding_kind kind, uint32_t tranche,
                         uint32_t category, uint32_t pool, uint32_t total, int64_t number,
                         int64_t stated, uint32_t against) {
    assert_true(w->n < w->x->n_found);
    const truce_exchange_finding *const f = &w->x->found[w->n++];
    assert_int_equal(f->kind, kind);
    assert_int_equal(f->tranche, tranche);
    assert_int_equal(f->category, category);
    assert_int_equal(f->pool, pool);
    assert_int_equal(f->total, total);
    assert_int_equal(f->number, number);
    assert_int_equal(f->stated, stated);
    assert_int_equal(f->against, against);
}

static void want(wanted *w, truce_exchange_finding_kind kind, uint32_t tranche, uint32_t category,
                 uint32_t pool, uint32_t total, int64_t number, int64_t stated) {
    want_against(w, kind, tranche, category, pool, total, number, stated, NONE);
}

/* The persons of a category in tranches up to this one. */
static int64_t in_tranches(const people *p, uint32_t category, uint32_t until) {
    int64_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        n += p->at[i].tranche <= until && p->at[i].tranche != NONE && p->at[i].category == category;
    }
    return n;
}

static void check_found_shares(const truce_exchange_deal *d, const people *p, wanted *w) {
    for (uint32_t c = 0; c < d->n_categories; c++) {
        const int64_t has = d->categories[c].persons;
        const int64_t in = in_tranches(p, c, NONE);
        if (has > in) {
            want(w, TRUCE_EXCHANGE_LEFT, NONE, c, NONE, NONE, has - in, 0);
        }
    }
    for (uint32_t c = 0; c < d->n_categories; c++) {
        const int64_t has = d->categories[c].persons;
        if (has != UNKNOWN && has < in_tranches(p, c, NONE)) {
            uint32_t t = 0;
            while (in_tranches(p, c, t) <= has) {
                t++;
            }
            want(w, TRUCE_EXCHANGE_OVER, t, c, NONE, NONE, in_tranches(p, c, NONE) - has, 0);
        }
    }
}

static void check_found(const truce_exchange_deal *d, const people *p, const truce_exchange *x) {
    wanted w = {x, 0};
    check_found_shares(d, p, &w);
    for (uint32_t t = 0; t < d->n_tranches; t++) {
        /* No number is both: what one of the two says, or more where it is open. */
        const truce_exchange_amount due = x->steps[t].due_all;
        const truce_exchange_amount ratios = x->steps[t].by_ratios;
        bool both = false;
        for (int64_t n = 0; n < 1000 && !both; n++) {
            both = (due.open ? n >= due.number : n == due.number) &&
                   (ratios.open ? n >= ratios.number : n == ratios.number);
        }
        if (!both) {
            want(&w, TRUCE_EXCHANGE_INSTEAD, t, NONE, NONE, NONE, ratios.number, due.number);
        }
    }
    for (uint32_t t = 0; t < d->n_tranches; t++) {
        int64_t latest = UNKNOWN;
        uint32_t against = NONE;
        for (uint32_t k = 0; k < t; k++) {
            against = d->tranches[k].day >= latest ? k : against;
            latest = d->tranches[k].day > latest ? d->tranches[k].day : latest;
        }
        if (d->tranches[t].day != UNKNOWN && d->tranches[t].day < latest) {
            want_against(&w, TRUCE_EXCHANGE_BACK, t, NONE, NONE, NONE, d->tranches[t].day, latest,
                         against);
        }
    }
    for (uint32_t c = 0; c < d->n_classes; c++) {
        int64_t longest = 0;
        uint32_t against = NONE;
        for (uint32_t i = 0; i < d->n_exclusions; i++) {
            const truce_exchange_exclusion *const e = &d->exclusions[i];
            if (e->pool == c && e->number != TRUCE_EXCHANGE_ALL && e->number > longest) {
                longest = e->number;
                against = i;
            }
        }
        if (d->classes[c].size != UNKNOWN && longest > d->classes[c].size) {
            want_against(&w, TRUCE_EXCHANGE_EXCLUDED, NONE, NONE, c, NONE, d->classes[c].size,
                         longest, against);
        }
    }
    for (uint32_t c = 0; c < d->n_classes; c++) {
        if (x->pools[c].short_most.number > 0) {
            want(&w, TRUCE_EXCHANGE_SHORT, x->pools[c].short_from, NONE, c, NONE,
                 x->pools[c].short_most.number, 0);
        }
    }
    if (x->any_short_most.number > 0) {
        want(&w, TRUCE_EXCHANGE_SHORT, x->any_short_from, NONE, ANY, NONE, x->any_short_most.number,
             0);
    }
    for (uint32_t c = 0; c < d->n_classes; c++) {
        int64_t sent = 0;
        for (uint32_t i = 0; i < d->n_transfers; i++) {
            sent += d->transfers[i].pool == c ? d->transfers[i].number : 0;
        }
        assert_int_equal(x->pools[c].abroad, sent);
        const int64_t due =
            p->open[c] || p->open[d->n_classes] ? INT64_MAX : p->due[c] + p->due[d->n_classes];
        const int64_t there =
            x->pools[c].available_most == UNKNOWN ? INT64_MAX : x->pools[c].available_most;
        if (sent > due || sent > there) {
            want(&w, TRUCE_EXCHANGE_ABROAD, NONE, NONE, c, NONE, due < there ? due : there, sent);
        }
    }
    for (uint32_t i = 0; i < d->n_totals; i++) {
        const truce_exchange_amount is = d->totals[i].released ? x->persons : x->due;
        const int64_t told = d->totals[i].value;
        assert_int_equal(x->totals[i].difference, told - is.number);
        if (is.open ? told < is.number : told != is.number) {
            want(&w, TRUCE_EXCHANGE_TOTAL, NONE, NONE, NONE, i, is.number, told);
        }
    }
    for (uint32_t i = 0; i < d->n_totals; i++) {
        uint32_t first = 0;
        uint32_t same = 0;
        while (d->totals[first].released != d->totals[i].released) {
            first++;
        }
        while (d->totals[same].released != d->totals[i].released ||
               d->totals[same].value != d->totals[i].value) {
            same++;
        }
        assert_int_equal(x->totals[i].same_as, same);
        if (d->totals[first].value != d->totals[i].value) {
            want_against(&w, TRUCE_EXCHANGE_TOTALS, NONE, NONE, NONE, i, d->totals[first].value,
                         d->totals[i].value, first);
        }
    }
    assert_int_equal(w.n, x->n_found);
}

/* ---- day by day ------------------------------------------------------------------------------ */

/* Tranches in the order in which they come. */
static uint32_t come_order(const truce_exchange_deal *d, uint32_t *order) {
    uint32_t n = 0;
    for (int64_t day = 0; day < DAYS; day++) {
        for (uint32_t t = 0; t < d->n_tranches; t++) {
            if (d->tranches[t].day == day) {
                order[n++] = t;
            }
        }
    }
    return n;
}

static void check_plan(const truce_exchange_deal *d, const people *p,
                       const truce_exchange_plan *plan) {
    uint32_t order[SOME];
    const uint32_t n = come_order(d, order);
    uint32_t owed[GIVEN]; /* the place in `order` for whose sake each is due */
    uint32_t n_owed = 0;
    uint32_t n_given = 0;
    uint32_t front = 0; /* in `order` */
    uint32_t next = 0;  /* the next person to look at */
    int64_t released_all = 0;
    size_t row = 0;
    int64_t late = UNKNOWN;
    truce_exchange_span spans[SOME];
    for (uint32_t t = 0; t < SOME; t++) {
        spans[t] = (truce_exchange_span){UNKNOWN, UNKNOWN, UNKNOWN};
    }
    for (int64_t day = 0; day < DAYS && (front < n || n_given < n_owed); day++) {
        int64_t released = 0;
        int64_t waits = 0;
        const uint32_t owed_before = n_owed;
        const int64_t length = length_of(d, released_all);
        while (front < n && d->tranches[order[front]].day <= day) {
            const uint32_t t = order[front];
            while (next < p->n && (p->at[next].tranche != t || p->at[next].nobody)) {
                next++;
            }
            if (next < p->n) { /* somebody of it waits */
                if (d->released_a_day > 0 && released == d->released_a_day) {
                    break;
                }
                spans[t].first = spans[t].first == UNKNOWN ? day : spans[t].first;
                released++;
                for (uint32_t k = 0; k < p->at[next].ratio->n; k++) {
                    for (int64_t i = 0; i < p->at[next].ratio->at[k].number; i++) {
                        owed[n_owed++] = front;
                    }
                }
                next++;
                continue;
            }
            const truce_exchange_ratio *const instead =
                d->tranches[t].instead != NULL ? d->tranches[t].instead : &NOTHING;
            for (uint32_t k = 0; k < instead->n; k++) {
                for (int64_t i = 0; i < instead->at[k].number; i++) {
                    owed[n_owed++] = front;
                }
            }
            spans[t].first = spans[t].first == UNKNOWN ? day : spans[t].first;
            spans[t].last = day;
            front++;
            next = 0;
        }
        if (released > 0 && length != UNKNOWN && day >= length && late == UNKNOWN) {
            late = day;
        }
        released_all += released;
        int64_t given = 0;
        while (n_given < n_owed && (d->given_a_day == 0 || given < d->given_a_day)) {
            n_given++;
            given++;
        }
        for (uint32_t k = 0; k < front; k++) {
            bool open = false;
            for (uint32_t i = n_given; i < n_owed; i++) {
                open = open || owed[i] <= k;
            }
            if (!open && spans[order[k]].given == UNKNOWN) {
                spans[order[k]].given = day;
            }
        }
        for (uint32_t k = 0; k < p->n; k++) {
            waits += !p->at[k].nobody && p->at[k].tranche != NONE &&
                     d->tranches[p->at[k].tranche].day != UNKNOWN &&
                     d->tranches[p->at[k].tranche].day <= day;
        }
        if (released + given == 0 && n_owed == owed_before) {
            continue;
        }
        assert_true(row < plan->n);
        const truce_exchange_day *const got = &plan->days[row++];
        assert_int_equal(got->day, day);
        assert_int_equal(got->released, released);
        assert_int_equal(got->released_all, released_all);
        assert_int_equal(got->released_wait, waits - released_all);
        assert_int_equal(got->due, n_owed - owed_before);
        assert_int_equal(got->due_all, n_owed);
        assert_int_equal(got->given, given);
        assert_int_equal(got->given_all, n_given);
        assert_int_equal(got->given_wait, n_owed - n_given);
        assert_int_equal(got->length, length_of(d, released_all));
    }
    assert_int_equal(row, plan->n);
    assert_int_equal(plan->late_from, late);
    assert_int_equal(plan->undated, d->n_tranches - n);
    for (uint32_t t = 0; t < d->n_tranches; t++) {
        assert_int_equal(plan->spans[t].first, spans[t].first);
        assert_int_equal(plan->spans[t].last, spans[t].last);
        assert_int_equal(plan->spans[t].given, spans[t].given);
    }
}

static void check_moves(const truce_exchange_deal *d, const truce_exchange *x, truce_arena *arena) {
    for (uint32_t from = 0; from < d->n_categories; from++) {
        for (uint32_t to = 0; to < d->n_categories; to++) {
            int64_t by[CLASSES + 1] = {0};
            int64_t all = 0;
            const truce_exchange_ratio *const before = &d->categories[from].ratio;
            const truce_exchange_ratio *const after = &d->categories[to].ratio;
            for (uint32_t i = 0; i < before->n; i++) {
                by[before->at[i].pool == ANY ? d->n_classes : before->at[i].pool] -=
                    before->at[i].number;
            }
            for (uint32_t i = 0; i < after->n; i++) {
                by[after->at[i].pool == ANY ? d->n_classes : after->at[i].pool] +=
                    after->at[i].number;
            }
            truce_exchange_move move;
            assert_int_equal(truce_exchange_moved(x, from, to, arena, &move, NULL), TRUCE_OK);
            uint32_t at = 0;
            for (uint32_t c = 0; c <= d->n_classes; c++) {
                all += by[c];
                if (by[c] != 0) {
                    assert_true(at < move.n);
                    assert_int_equal(move.at[at].pool, c == d->n_classes ? ANY : c);
                    assert_int_equal(move.at[at++].by, by[c]);
                }
            }
            assert_int_equal(at, move.n);
            assert_int_equal(move.by, all);
            assert_int_equal(move.open, from != to && (before->open || after->open));
        }
    }
}

static void check(uint64_t seed) {
    truce_random r = truce_random_new(seed, 0);
    drawn d;
    draw(&d, &r);
    people p;
    gather(&d.deal, &p);
    truce_arena arena = truce_arena_new();
    const truce_exchange x = count(&d.deal, &arena);
    bool unknown = false;
    bool open = false;
    int64_t due = 0;
    for (uint32_t i = 0; i < d.deal.n_categories; i++) {
        unknown = unknown || d.categories[i].persons == UNKNOWN;
    }
    for (uint32_t c = 0; c <= d.deal.n_classes; c++) {
        open = open || p.open[c];
        due += p.due[c];
    }
    expect_amount(x.persons, p.persons, unknown);
    expect_amount(x.due, due, open);
    check_steps(&d.deal, &p, &x);
    check_pools(&d.deal, &p, &x);
    check_found(&d.deal, &p, &x);
    check_moves(&d.deal, &x, &arena);
    assert_int_equal(x.length,
                     length_of(&d.deal, d.deal.n_tranches > 0
                                            ? x.steps[d.deal.n_tranches - 1].persons_so_far
                                            : 0));
    truce_exchange_plan plan;
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, NULL), TRUCE_OK);
    check_plan(&d.deal, &p, &plan);
    truce_arena_clear(&arena);
}

static void random_deals_are_what_counting_persons_gives(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

/* ---- what can go wrong ----------------------------------------------------------------------- */

static void refuse(const truce_exchange_deal *deal, truce_status want, const char *message) {
    truce_arena arena = truce_arena_new();
    truce_exchange x = {.n_found = 77};
    truce_error err = {.message = ""};
    assert_int_equal(truce_exchange_count(deal, &arena, &x, &err), want);
    assert_string_equal(err.message, message);
    assert_int_equal(x.n_found, 77);
    truce_arena_clear(&arena);
}

static void what_is_no_deal_is_named(void **state) {
    (void)state;
    truce_exchange_deal deal = sample();
    const truce_exchange_due nowhere[] = {{2, 1}};
    const truce_exchange_due negative[] = {{ANY, -1}};
    const truce_exchange_ratio bad = {negative, 1, false};
    const truce_exchange_category leads_nowhere[] = {{1, {nowhere, 1, false}}};
    const truce_exchange_category less_than_none[] = {{-1, {NULL, 0, false}}};
    deal.categories = leads_nowhere;
    refuse(&deal, TRUCE_EINVAL, "category 0 names class 2, and there is none");
    deal.categories = less_than_none;
    refuse(&deal, TRUCE_EINVAL, "category 0 has the number -1");
    deal = sample();
    const truce_exchange_part unknown_category[] = {{2, 1, NULL}};
    const truce_exchange_part negative_persons[] = {{1, -4, NULL}};
    const truce_exchange_part bad_ratio[] = {{1, 4, &bad}};
    truce_exchange_tranche tranche = {unknown_category, 1, NULL, 0, NONE};
    deal.tranches = &tranche;
    deal.n_tranches = 1;
    refuse(&deal, TRUCE_EINVAL, "tranche 0 names category 2, and there is none");
    tranche.parts = negative_persons;
    refuse(&deal, TRUCE_EINVAL, "tranche 0 has the number -4");
    tranche.parts = bad_ratio;
    refuse(&deal, TRUCE_EINVAL, "tranche 0 has the number -1");
    tranche.parts = FIRST;
    tranche.day = -2;
    refuse(&deal, TRUCE_EINVAL, "tranche 0 is on day -2");
    tranche.day = 0;
    tranche.instead = &bad;
    refuse(&deal, TRUCE_EINVAL, "tranche 0 has the number -1");
    deal = sample();
    const truce_exchange_class no_class[] = {{-5}, {0}};
    deal.classes = no_class;
    refuse(&deal, TRUCE_EINVAL, "class 0 has the number -5");
    deal = sample();
    truce_exchange_exclusion out = {2, 1, 0};
    deal.exclusions = &out;
    deal.n_exclusions = 1;
    refuse(&deal, TRUCE_EINVAL, "exclusion 0 names class 2, and there is none");
    out = (truce_exchange_exclusion){1, -1, 0};
    refuse(&deal, TRUCE_EINVAL, "exclusion 0 has the number -1");
    deal = sample();
    truce_exchange_transfer abroad = {ANY, 1};
    deal.transfers = &abroad;
    deal.n_transfers = 1;
    refuse(&deal, TRUCE_EINVAL, "transfer 0 names class 4294967295, and there is none");
    abroad = (truce_exchange_transfer){0, -1};
    refuse(&deal, TRUCE_EINVAL, "transfer 0 has the number -1");
    deal = sample();
    const truce_exchange_extension never = {0, 0, 1};
    deal.extensions = &never;
    deal.n_extensions = 1;
    refuse(&deal, TRUCE_EINVAL, "extension 0: each further 0 beyond 0 are no 1 days");
    deal = sample();
    const truce_exchange_total total = {-1, false, 0};
    deal.totals = &total;
    deal.n_totals = 1;
    refuse(&deal, TRUCE_EINVAL, "total 0 has the number -1");
    deal = sample();
    deal.given_a_day = -1;
    refuse(&deal, TRUCE_EINVAL, "a quota of 0 and -1 a day");
    deal = sample();
    deal.days = -7;
    refuse(&deal, TRUCE_EINVAL, "a truce of -7 days");
}

static void what_grows_beyond_64_bits_is_named(void **state) {
    (void)state;
    truce_exchange_deal deal = sample();
    const truce_exchange_due half[] = {{0, INT64_MAX / 2 + 1}, {1, INT64_MAX / 2 + 1}};
    truce_exchange_category many[] = {{1, {half, 2, false}}, {0, {NULL, 0, false}}};
    deal.categories = many;
    deal.n_tranches = 0;
    refuse(&deal, TRUCE_ELIMIT, "what is due for one person is too large a number");
    many[0] = (truce_exchange_category){2, {half, 1, false}};
    refuse(&deal, TRUCE_ELIMIT, "what is due for a category is too large a number");
    many[0] = (truce_exchange_category){INT64_MAX, {NULL, 0, false}};
    many[1].persons = 1;
    refuse(&deal, TRUCE_ELIMIT, "all persons is too large a number");
    deal = sample();
    const truce_exchange_part crowd[] = {{1, INT64_MAX, NULL}};
    const truce_exchange_tranche tranche = {crowd, 1, NULL, 0, NONE};
    deal.tranches = &tranche;
    deal.n_tranches = 1;
    refuse(&deal, TRUCE_ELIMIT, "what is due in a tranche is too large a number");
    deal = sample();
    const truce_exchange_exclusion out[] = {{0, INT64_MAX - 1, 0}, {0, 2, 0}};
    deal.exclusions = out;
    deal.n_exclusions = 2;
    refuse(&deal, TRUCE_ELIMIT, "what is excluded of a class is too large a number");
    deal = sample();
    const truce_exchange_extension long_ones[] = {{0, 1, INT64_MAX / 2}};
    deal.days = 1;
    deal.extensions = long_ones;
    deal.n_extensions = 1;
    refuse(&deal, TRUCE_ELIMIT, "the length of the truce in days is too large a number");
}

static void a_plan_without_end_is_refused(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_exchange_deal deal = sample();
    const truce_exchange_category many[] = {{TRUCE_EXCHANGE_DAYS_MAX + 1, {NULL, 0, false}}};
    const truce_exchange_part crowd[] = {{0, TRUCE_EXCHANGE_DAYS_MAX + 1, NULL}};
    truce_exchange_tranche tranche = {crowd, 1, NULL, 0, NONE};
    deal.categories = many;
    deal.n_categories = 1;
    deal.tranches = &tranche;
    deal.n_tranches = 1;
    deal.released_a_day = 1;
    truce_exchange x = count(&deal, &arena);
    truce_exchange_plan plan = {.n = 77};
    truce_error err;
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, &err), TRUCE_ELIMIT);
    assert_string_equal(err.message, "the quotas need more than 4000000 days");
    tranche.day = INT64_MAX;
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, &err), TRUCE_ELIMIT);
    assert_string_equal(err.message, "the quotas lead to a day beyond 2^63 - 1");
    assert_int_equal(plan.n, 77);
    truce_arena_clear(&arena);
}

/* One person in each of a million tranches, a thousand a day, two due for each, 1,500 a day. */
static void a_million_tranches_are_counted_and_laid_out(void **state) {
    (void)state;
    enum { N = 1000000, A_DAY = 1000 };
    truce_arena arena = truce_arena_new();
    const truce_exchange_due due[] = {{ANY, 2}};
    const truce_exchange_category category[] = {{N, {due, 1, false}}};
    const truce_exchange_part part[] = {{0, 1, NULL}};
    truce_exchange_tranche *const tranches = truce_arena_zero(&arena, N, sizeof *tranches);
    for (uint32_t i = 0; i < N; i++) {
        tranches[i] = (truce_exchange_tranche){part, 1, NULL, i / A_DAY, NONE};
    }
    const truce_exchange_deal deal = {.categories = category,
                                      .n_categories = 1,
                                      .tranches = tranches,
                                      .n_tranches = N,
                                      .given_a_day = 1500};
    truce_exchange x;
    truce_exchange_plan plan;
    assert_int_equal(truce_exchange_count(&deal, &arena, &x, NULL), TRUCE_OK);
    expect_amount(x.due, 2 * N, false);
    assert_int_equal(x.n_found, 0);
    assert_int_equal(truce_exchange_lay_out(&x, &arena, &plan, NULL), TRUCE_OK);
    assert_int_equal(plan.spans[N - 1].last, N / A_DAY - 1);
    assert_int_equal(plan.spans[N - 1].given, 2 * N / 1500);
    assert_int_equal(plan.days[plan.n - 1].given_all, 2 * N);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        truce_random r = truce_random_new(seed, 1);
        drawn d;
        draw(&d, &r);
        truce_arena room = truce_arena_new();
        const truce_exchange counted = count(&d.deal, &room);
        for (long n = 0; n < 8; n++) {
            truce_arena arena = truce_arena_new();
            truce_exchange x = {.n_found = 77};
            truce_exchange_plan plan = {.n = 77};
            truce_exchange_move move = {.n = 77};
            allocations_left = n;
            truce_status status = truce_exchange_count(&d.deal, &arena, &x, NULL);
            allocations_left = LONG_MAX;
            assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && x.n_found == 77));
            assert_true(n > 0 || status == TRUCE_ENOMEM);
            truce_arena_clear(&arena);
            allocations_left = n;
            status = truce_exchange_lay_out(&counted, &arena, &plan, NULL);
            allocations_left = LONG_MAX;
            assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && plan.n == 77));
            assert_true(n > 0 || status == TRUCE_ENOMEM);
            truce_arena_clear(&arena);
            allocations_left = n;
            status = truce_exchange_moved(&counted, 0, 0, &arena, &move, NULL);
            allocations_left = LONG_MAX;
            assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && move.n == 77));
            assert_true(n > 0 || status == TRUCE_ENOMEM);
            truce_arena_clear(&arena);
        }
        truce_arena_clear(&room);
    }
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_deal_adds_up_to_1090),
        cmocka_unit_test(one_person_moved_changes_the_sample_by_20),
        cmocka_unit_test(exclusions_bite_by_class),
        cmocka_unit_test(what_nobody_says_stays_open),
        cmocka_unit_test(quotas_spread_a_tranche_and_releases_extend_the_truce),
        cmocka_unit_test(a_release_after_the_truce_is_over_is_told),
        cmocka_unit_test(what_is_due_instead_falls_due_with_the_last_of_its_tranche),
        cmocka_unit_test(random_deals_are_what_counting_persons_gives),
        cmocka_unit_test(what_is_no_deal_is_named),
        cmocka_unit_test(what_grows_beyond_64_bits_is_named),
        cmocka_unit_test(a_plan_without_end_is_refused),
        cmocka_unit_test(a_million_tranches_are_counted_and_laid_out),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
