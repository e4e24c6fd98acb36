/* Random small impasses against the definition: every package and every set of positions, looked at
 * one by one; then limits, and memory that runs out.
 *
 * `unit_deals_impasse SEED` runs one random problem. */
#include "truce/deals/impasse.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "small_stands.h"
#include "support/memory.h"
#include "truce/deals/enough.h"

static bool item_holds(const truce_case *c, const truce_item *item, const uint32_t *package,
                       truce_arena *arena) {
    bool failed = false;
    const uint32_t issue = truce_case_find(c, TRUCE_KIND_ISSUE, item->issue);
    truce_stand_term t = {.issue = issue,
                          .options = truce_item_options(&c->issues[issue], item, arena, &failed)};
    const bool women =
        item->groups.n > 0 &&
        truce_str_equal(truce_case_name(c, item->groups.at[0].symbol), TRUCE_STR("women"));
    const uint32_t group = women ? 1 : 0;
    t.groups = &group;
    t.n_groups = item->groups.n;
    return term_holds(&t, package);
}

static bool links_allow(const problem *p, const uint32_t *package, truce_arena *arena) {
    for (uint32_t i = 0; i < p->t.c.n_links; i++) {
        const truce_link *const link = &p->t.c.links[i];
        const bool a = item_holds(&p->t.c, &link->a, package, arena);
        const bool b = item_holds(&p->t.c, &link->b, package, arena);
        if (a && b == (link->kind == TRUCE_LINK_EXCLUDES)) {
            return false;
        }
    }
    return true;
}

/* Which positions each package contradicts, a bit each; what links rule out is left out. */
enum { PACKAGES = 3 * 4 * 3 * 3, ALL = PACKAGES << ASSUMPTIONS };
typedef struct table {
    uint32_t package[ALL][VARIABLES];
    unsigned against[ALL];
    uint32_t n;
} table;

static void look_at_all(problem *p, table *t) {
    truce_arena arena = truce_arena_new();
    t->n = 0;
    for (uint32_t i = 0; i < ALL; i++) {
        uint32_t rest = i;
        uint32_t *const package = t->package[t->n];
        for (uint32_t v = VARIABLES; v-- > 0;) {
            package[v] = rest % sizes[v];
            rest /= sizes[v];
        }
        if (!links_allow(p, package, &arena)) {
            continue;
        }
        t->against[t->n] = 0;
        for (uint32_t s = 0; s < p->stands.n; s++) {
            t->against[t->n] |= rules_out(&p->at[s], package) ? 1U << p->at[s].position : 0;
        }
        t->n++;
    }
    truce_arena_clear(&arena);
}

static bool is_feasible(const table *t, unsigned kept) {
    for (uint32_t i = 0; i < t->n; i++) {
        if ((t->against[i] & kept) == 0) {
            return true;
        }
    }
    return false;
}

/* Packages, whatever the assumptions: those of one package stand next to each other. */
static uint64_t count_packages(const table *t, unsigned kept) {
    uint64_t n = 0;
    for (uint32_t i = 0; i < t->n;) {
        bool any = false;
        const uint32_t *const first = t->package[i];
        for (; i < t->n && memcmp(t->package[i], first, 4 * sizeof *first) == 0; i++) {
            any = any || (t->against[i] & kept) == 0;
        }
        n += any;
    }
    return n;
}

static unsigned bits_of(const uint32_t *at, uint32_t n) {
    unsigned bits = 0;
    for (uint32_t i = 0; i < n; i++) {
        bits |= 1U << at[i];
    }
    return bits;
}

static truce_cost cost_of(const problem *p, unsigned given, uint32_t party) {
    truce_cost cost = {{0, 0, 0}};
    for (uint32_t i = 0; i < p->stands.n_positions; i++) {
        if ((given & 1U << i) != 0 && p->holders[i].party == party) {
            cost.given[p->holders[i].firmness]++;
        }
    }
    return cost;
}

/* One number that orders the costs of one party. */
static uint64_t weigh(truce_cost cost) {
    return cost.given[0] * UINT64_C(10000) + cost.given[1] * UINT64_C(100) + cost.given[2];
}

static bool is_better(const problem *p, unsigned a, unsigned b) {
    const uint64_t a0 = weigh(cost_of(p, a, 0));
    const uint64_t a1 = weigh(cost_of(p, a, 1));
    const uint64_t b0 = weigh(cost_of(p, b, 0));
    const uint64_t b1 = weigh(cost_of(p, b, 1));
    return a0 <= b0 && a1 <= b1 && (a0 < b0 || a1 < b1);
}

static bool costs_same(const problem *p, unsigned a, unsigned b) {
    return weigh(cost_of(p, a, 0)) == weigh(cost_of(p, b, 0)) &&
           weigh(cost_of(p, a, 1)) == weigh(cost_of(p, b, 1));
}

static void expect_count(truce_str packages, bool exact, uint64_t n) {
    const uint64_t counted = strtoull(packages.data, NULL, 10);
    if (exact) {
        assert_int_equal(counted, n);
    } else {
        assert_true(counted <= n);
    }
}

static void expect_example(const table *t, const uint32_t *example, unsigned kept) {
    bool found = false;
    assert_non_null(example);
    for (uint32_t i = 0; i < t->n && !found; i++) {
        found =
            memcmp(t->package[i], example, 4 * sizeof *example) == 0 && (t->against[i] & kept) == 0;
    }
    assert_true(found);
}

static void expect_conflicts(const problem *p, const table *t, const truce_impasse *im) {
    const unsigned all = (1U << p->stands.n_positions) - 1;
    uint32_t n = 0;
    for (unsigned kept = 0; kept <= all; kept++) {
        bool minimal = !is_feasible(t, kept);
        for (uint32_t i = 0; i < p->stands.n_positions && minimal; i++) {
            minimal = (kept & 1U << i) == 0 || is_feasible(t, kept & ~(1U << i));
        }
        bool listed = !minimal;
        for (uint32_t i = 0; i < im->n_conflicts && !listed; i++) {
            listed = bits_of(im->conflicts[i].positions, im->conflicts[i].n) == kept;
        }
        assert_true(listed);
        n += minimal;
    }
    assert_int_equal(n, im->n_conflicts);
}

static uint32_t find_openings(const problem *p, const table *t, unsigned *openings) {
    const unsigned all = (1U << p->stands.n_positions) - 1;
    uint32_t n = 0;
    for (unsigned given = 0; given <= all; given++) {
        bool minimal = is_feasible(t, all & ~given);
        for (uint32_t i = 0; i < p->stands.n_positions && minimal; i++) {
            minimal = (given & 1U << i) == 0 || !is_feasible(t, (all & ~given) | 1U << i);
        }
        if (minimal) {
            openings[n++] = given;
        }
    }
    return n;
}

static void expect_openings(const problem *p, const table *t, const truce_impasse *im) {
    const unsigned all = (1U << p->stands.n_positions) - 1;
    unsigned openings[1U << POSITIONS_MAX];
    const uint32_t n = find_openings(p, t, openings);
    assert_int_equal(strtoull(im->openings_total.data, NULL, 10), n);
    assert_true(im->openings_exact && im->pareto_complete);
    for (uint32_t i = 0; i < im->n_openings; i++) {
        const truce_opening *const o = &im->openings[i];
        const unsigned given = bits_of(o->positions, o->n);
        bool listed = false;
        bool best = true;
        for (uint32_t k = 0; k < n; k++) {
            listed = listed || openings[k] == given;
            best = best && !is_better(p, openings[k], given);
        }
        assert_true(listed);
        assert_int_equal(best, o->pareto);
        for (uint32_t party = 0; party < 2; party++) {
            const truce_cost cost = cost_of(p, given, party);
            assert_memory_equal(&cost, &o->costs[party], sizeof cost);
        }
        expect_count(o->packages, o->exact, count_packages(t, all & ~given));
        expect_example(t, o->example, all & ~given);
    }
    uint32_t n_pareto = 0;
    for (uint32_t k = 0; k < n; k++) { /* each cost that no other betters is there */
        bool there = false;
        bool counted = true;
        for (uint32_t i = 0; i < n && counted; i++) {
            counted = !is_better(p, openings[i], openings[k]) &&
                      (i >= k || !costs_same(p, openings[i], openings[k]));
        }
        n_pareto += counted;
        for (uint32_t i = 0; i < n && !there; i++) {
            there = is_better(p, openings[i], openings[k]);
        }
        for (uint32_t i = 0; i < im->n_openings && !there; i++) {
            const unsigned given = bits_of(im->openings[i].positions, im->openings[i].n);
            there = costs_same(p, given, openings[k]);
        }
        assert_true(there);
    }
    assert_int_equal(im->n_pareto, n_pareto);
}

/* Where fewer are asked for, those come that would come first. */
static void expect_first(problem *p, const truce_impasse *all) {
    for (uint32_t most = 1; most <= 3; most++) {
        truce_impasse im;
        assert_int_equal(truce_impasse_find(&p->t.c, &p->stands,
                                            (truce_impasse_options){.openings_max = most},
                                            &p->t.arena, &im, NULL),
                         TRUCE_OK);
        assert_int_equal(im.n_openings, all->n_openings < most ? all->n_openings : most);
        assert_int_equal(im.n_pareto, all->n_pareto);
        for (uint32_t i = 0; i < im.n_openings; i++) {
            assert_int_equal(im.openings[i].pareto, i < im.n_pareto || im.openings[i].pareto);
        }
        assert_int_equal(im.openings[0].symmetric, all->openings[0].symmetric);
        assert_int_equal(im.openings[0].n, all->openings[0].n);
    }
}

static bool is_accepted(const problem *p, uint32_t party, uint32_t variable, uint32_t value) {
    static const uint32_t issue[] = {0, 1, 2, 2};
    const int64_t number = number_of(variable, value);
    for (uint32_t i = 0; i < p->stands.n_accepted; i++) {
        const truce_acceptance *const a = &p->accepted[i];
        if (a->party == party && a->term.issue == issue[variable] &&
            (a->term.n_groups == 0 || a->term.groups[0] == variable - 2) &&
            a->term.options.at[0].low <= number && number <= a->term.options.at[0].high) {
            return true;
        }
    }
    return false;
}

static void expect_acceptable(const problem *p, const table *t, const truce_impasse *im) {
    bool acceptable = false;
    for (uint32_t i = 0; i < t->n && !acceptable; i++) {
        acceptable = t->against[i] == 0;
        for (uint32_t v = 0; v < 4; v++) {
            for (uint32_t party = 0; party < 2; party++) {
                acceptable = acceptable && is_accepted(p, party, v, t->package[i][v]);
            }
        }
    }
    assert_int_equal(acceptable, im->acceptable);
}

/* ---- how little would have to give ---- */

/* Numbers that each variable may have, where anything keeps others out. */
typedef struct bounds {
    int64_t low[4], high[4];
} bounds;
static const bounds anything = {{0, 0, 0, 0}, {9, 9, 9, 9}};

/* Whether a package is left within the bounds, without the positions given up and some stands. */
static bool is_left(const problem *p, const table *t, unsigned given, unsigned dropped,
                    const bounds *b) {
    for (uint32_t i = 0; i < t->n; i++) {
        bool left = true;
        for (uint32_t v = 0; v < 4 && left; v++) {
            const int64_t number = number_of(v, t->package[i][v]);
            left = b->low[v] <= number && number <= b->high[v];
        }
        for (uint32_t s = 0; s < p->stands.n && left; s++) {
            left = (given >> p->at[s].position & 1) != 0 || (dropped >> s & 1) != 0 ||
                   !rules_out(&p->at[s], t->package[i]);
        }
        if (left) {
            return true;
        }
    }
    return false;
}

/* The bounds that a demand, or the refusal of an end, sets; false where there are none such. */
static bool own_bounds(const truce_stand *s, int64_t *low, int64_t *high, int64_t *top) {
    const truce_stand_term *const t = s->terms;
    *top = t->issue == 0 ? 2 : t->issue == 1 ? 3 : 1;
    *low = t->options.at[0].low;
    *high = t->options.at[0].high;
    if (s->n_terms != 1 || s->n_conditions > 0 || s->kind == TRUCE_STAND_ONLY_IF || *high > *top) {
        return false;
    }
    if (s->kind == TRUCE_STAND_DEMAND) {
        return true;
    }
    if (t->issue == 2) {
        return false; /* off the ladder there is something else; or it is for two groups */
    }
    const bool upper = *high == *top;
    *high = upper ? *low - 1 : *top;
    *low = upper ? 0 : t->options.at[0].high + 1;
    return *low <= *high && (upper || t->options.at[0].low == 0);
}

static void bound(bounds *b, const truce_stand_term *t, int64_t low, int64_t high) {
    for (uint32_t v = 0; v < 4; v++) {
        const uint32_t issue = v < 2 ? v : 2;
        if (issue == t->issue && (t->n_groups == 0 || t->groups[0] == v - 2)) {
            b->low[v] = low > b->low[v] ? low : b->low[v];
            b->high[v] = high < b->high[v] ? high : b->high[v];
        }
    }
}

static bool is_left_within(const problem *p, const table *t, unsigned given, unsigned dropped,
                           const truce_stand_term *term, int64_t low, int64_t high) {
    bounds b = anything;
    bound(&b, term, low, high);
    return is_left(p, t, given, dropped, &b);
}

/* Bounds for the groups named (bit i: the place i), and others for the rest. */
static void bound_for(bounds *b, const truce_stand_term *t, int64_t low, int64_t high,
                      int64_t own_low, int64_t own_high, unsigned groups) {
    if (t->issue != 2) {
        bound(b, t, low, high);
        return;
    }
    for (uint32_t g = 0; g < 2; g++) {
        truce_stand_term term = *t;
        const bool in = (groups >> g & 1) != 0;
        if (t->n_groups == 0 || t->groups[0] == g) {
            term.groups = &g;
            term.n_groups = 1;
            bound(b, &term, in ? low : own_low, in ? high : own_high);
        }
    }
}

/* Letting in `low` .. `high` for some of the groups (bit i: the place i), and for the others no
 * more than the stand leaves. */
static bool is_left_for(const problem *p, const table *t, unsigned given, unsigned dropped,
                        const truce_stand *s, int64_t low, int64_t high, unsigned groups) {
    int64_t own_low;
    int64_t own_high;
    int64_t top;
    bounds b = anything;
    assert_true(own_bounds(s, &own_low, &own_high, &top));
    bound_for(&b, s->terms, low, high, own_low, own_high, groups);
    return is_left(p, t, given, dropped, &b);
}

/* For whom the options have to be let in: any one of them is enough, or none can be left out. */
static void expect_groups(const problem *p, const table *t, unsigned given, unsigned dropped,
                          const truce_stand *s, int64_t low, int64_t high, unsigned groups,
                          bool any) {
    if (s->terms[0].issue != 2) {
        assert_int_equal(groups, 0);
        return;
    }
    assert_true(groups != 0 && (!any || groups == 3));
    assert_true(is_left_for(p, t, given, dropped, s, low, high, groups));
    for (unsigned g = 1; g < 4 && groups != g; g <<= 1) {
        assert_int_equal(is_left_for(p, t, given, dropped, s, low, high, g), any);
    }
}

/* The nearest below and above, and no nearer. */
static void expect_ends(const problem *p, const table *t, unsigned given, unsigned dropped,
                        const truce_stand *s, const truce_enough_end *near) {
    int64_t low;
    int64_t high;
    int64_t top;
    const truce_stand_term *const term = s->terms;
    if (!own_bounds(s, &low, &high, &top)) {
        assert_false(near->below || near->above);
        return;
    }
    if (near->below) {
        assert_true(near->low < low);
        assert_true(is_left_within(p, t, given, dropped, term, near->low, high));
        expect_groups(p, t, given, dropped, s, near->low, high,
                      bits_of(near->below_for, near->n_below_for), near->below_any);
    }
    if (near->above) {
        assert_true(near->high > high);
        assert_true(is_left_within(p, t, given, dropped, term, low, near->high));
        expect_groups(p, t, given, dropped, s, low, near->high,
                      bits_of(near->above_for, near->n_above_for), near->above_any);
    }
    assert_false(is_left_within(p, t, given, dropped, term, near->below ? near->low + 1 : 0, high));
    assert_false(
        is_left_within(p, t, given, dropped, term, low, near->above ? near->high - 1 : top));
}

static void bound_end(bounds *b, const truce_stand *s, const truce_enough_end *end) {
    int64_t low;
    int64_t high;
    int64_t top;
    if ((end->below || end->above) && own_bounds(s, &low, &high, &top)) {
        const bool below = end->below && (!end->above || low - end->low <= end->high - high);
        const uint32_t n = below ? end->n_below_for : end->n_above_for;
        const uint32_t *const groups = below ? end->below_for : end->above_for;
        const bool any = below ? end->below_any : end->above_any;
        const unsigned named = n == 0 ? 3 : bits_of(groups, any ? 1 : n);
        bound_for(b, s->terms, below ? end->low : low, below ? high : end->high, low, high, named);
    }
}

static void expect_together(const problem *p, const table *t, const truce_opening *o,
                            const truce_enough_opening *near) {
    bounds b = anything;
    unsigned dropped = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        dropped |= bits_of(near->at[i].gives, near->at[i].n_gives);
        for (uint32_t g = 0; g < near->at[i].n_gives; g++) {
            bound_end(&b, &p->at[near->at[i].gives[g]], &near->at[i].ends[g]);
        }
    }
    assert_int_equal(near->together, is_left(p, t, 0, dropped, &b));
    assert_int_equal(near->together, near->example != NULL);
    for (uint32_t v = 0; v < 4 && near->example != NULL; v++) {
        const int64_t number = number_of(v, near->example[v]);
        assert_true(b.low[v] <= number && number <= b.high[v]);
    }
}

static void expect_nearest(problem *p, const table *t, const truce_impasse *im) {
    truce_enough_opening *const near = truce_arena_take(&p->t.arena, im->n_openings * sizeof *near);
    assert_int_equal(truce_enough_find(&p->t.c, im, im->n_openings,
                                       (truce_impasse_options){.effort = UINT64_MAX}, &p->t.arena,
                                       near, NULL),
                     TRUCE_OK);
    for (uint32_t i = 0; i < im->n_openings; i++) {
        const truce_opening *const o = &im->openings[i];
        assert_non_null(near[i].at);
        for (uint32_t k = 0; k < o->n; k++) {
            const truce_enough *const at = &near[i].at[k];
            const unsigned given = bits_of(o->positions, o->n) & ~(1U << o->positions[k]);
            const unsigned gives = bits_of(at->gives, at->n_gives);
            assert_int_equal(at->position, o->positions[k]);
            assert_true(is_left(p, t, given, gives, &anything));
            for (uint32_t g = 0; g < at->n_gives; g++) {
                assert_int_equal(p->at[at->gives[g]].position, at->position);
                assert_false(is_left(p, t, given, gives & ~(1U << at->gives[g]), &anything));
            }
            for (uint32_t g = 0; g < at->n_gives; g++) {
                expect_ends(p, t, given, gives, &p->at[at->gives[g]], &at->ends[g]);
            }
        }
        expect_together(p, t, o, &near[i]);
    }
    if (im->n_openings > 0) { /* one search is enough for few */
        assert_int_equal(truce_enough_find(&p->t.c, im, 1, (truce_impasse_options){.effort = 1},
                                           &p->t.arena, near, NULL),
                         TRUCE_OK);
        p->n_beyond += near[0].at == NULL;
    }
}

static void expect_by_definition(problem *p, table *t) {
    const unsigned all = (1U << p->stands.n_positions) - 1;
    truce_impasse im;
    truce_error err = {.message = ""};
    look_at_all(p, t);
    if (truce_impasse_find(&p->t.c, &p->stands,
                           (truce_impasse_options){.openings_max = 1U << POSITIONS_MAX},
                           &p->t.arena, &im, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    assert_true(im.complete);
    assert_int_equal(im.linked, t->n == 0);
    assert_int_equal(im.possible, is_feasible(t, all));
    if (!im.linked) {
        expect_conflicts(p, t, &im);
    }
    if (im.possible) {
        expect_count(im.packages, im.exact, count_packages(t, all));
        expect_example(t, im.example, all);
    } else if (!im.linked) {
        expect_openings(p, t, &im);
        expect_first(p, &im);
        expect_nearest(p, t, &im);
    }
    expect_acceptable(p, t, &im);
}

static void random_problems_are_solved_as_the_definition_says(void **state) {
    const uint64_t only = *(const uint64_t *)*state;
    static problem p;
    static table t;
    unsigned n_beyond = 0;
    for (uint64_t seed = only > 0 ? only : 1; seed <= (only > 0 ? only : 3000); seed++) {
        random_problem(&p, seed);
        expect_by_definition(&p, &t);
        n_beyond += p.n_beyond;
        truce_arena_clear(&p.t.arena);
    }
    assert_true(only > 0 || n_beyond > 0);
}

/* ---- limits ---- */

static bool at_once(const void *data) {
    return *(const bool *)data;
}

/* Told to stop, it says what it does not know, and nothing that is not so. */
static void told_to_stop_it_tells_what_it_does_not_know(void **state) {
    (void)state;
    static problem p;
    static table t;
    const bool stop = true;
    unsigned n_open = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        truce_impasse im;
        random_problem(&p, seed);
        look_at_all(&p, &t);
        assert_int_equal(
            truce_impasse_find(&p.t.c, &p.stands,
                               (truce_impasse_options){.stop = at_once, .stop_data = &stop},
                               &p.t.arena, &im, NULL),
            TRUCE_OK);
        const bool possible = is_feasible(&t, (1U << p.stands.n_positions) - 1);
        n_open += !im.complete;
        assert_true(im.complete ? im.possible == possible : !im.possible);
        truce_arena_clear(&p.t.arena);
    }
    assert_true(n_open > 0);
}

static void a_long_range_is_as_many_values_as_limits_were_named(void **state) {
    (void)state;
    static told t;
    tell(&t, TRUCE_STR("truce 1\nparty north \"North\"\nparty south \"South\"\n"
                       "issue sum \"Sum\"\n  range 0..1000000 step 1 euros\n"));
    const truce_interval most = {0, 399999};
    const truce_interval least = {600000, 1000000};
    const truce_stand_term terms[] = {{.issue = 0, .options = {&most, 1}},
                                      {.issue = 0, .options = {&least, 1}}};
    const truce_stand at[] = {{.position = 0, .terms = &terms[0], .n_terms = 1},
                              {.position = 1, .terms = &terms[1], .n_terms = 1}};
    const truce_stand_holder holders[] = {{0, TRUCE_STAND_STATED}, {1, TRUCE_STAND_RED_LINE}};
    const truce_stands stands = {
        .at = at, .n = 2, .positions = holders, .n_positions = 2, .n_parties = 2};
    truce_impasse im;
    assert_int_equal(truce_impasse_find(&t.c, &stands, (truce_impasse_options){.size_max = 0},
                                        &t.arena, &im, NULL),
                     TRUCE_OK);
    assert_int_equal(im.space.variables[0].n_values, 3);
    assert_int_equal(im.n_conflicts, 1);
    assert_int_equal(im.n_openings, 2);
    assert_true(im.openings[0].pareto && im.openings[1].pareto);
    assert_false(im.openings[0].exact);
    truce_arena_clear(&t.arena);
}

enum { MANY_GROUPS = 40 };

/* A case with one issue, three rungs for each of 40 groups. */
static void tell_of_many_groups(told *t) {
    static char text[4096];
    size_t n = (size_t)snprintf(text, sizeof text, "truce 1\nparty north \"North\"\n");
    for (int i = 0; i < MANY_GROUPS; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "group q%d \"Q\"\n", i);
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "issue g \"G\"\n  per q0");
    for (int i = 1; i < MANY_GROUPS; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, ", q%d", i);
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "\n  rung r0\n  rung r1\n  rung r2\n");
    tell(t, (truce_str){text, n});
}

static void is_refused(const truce_stand *at) {
    static told t;
    tell_of_many_groups(&t);
    const truce_stand_holder holder = {0, TRUCE_STAND_STATED};
    const truce_stands stands = {
        .at = at, .n = 1, .positions = &holder, .n_positions = 1, .n_parties = 1};
    truce_impasse im = {.n_conflicts = 7};
    truce_error err;
    assert_int_equal(truce_impasse_find(&t.c, &stands, (truce_impasse_options){.size_max = 0},
                                        &t.arena, &im, &err),
                     TRUCE_ELIMIT);
    assert_int_equal(im.n_conflicts, 7);
    truce_arena_clear(&t.arena);
}

static void a_stand_with_too_many_ways_to_fail_is_refused(void **state) {
    (void)state;
    const truce_interval both = {0, 1};
    const truce_stand_term term = {.issue = 0, .options = {&both, 1}};
    is_refused(&(truce_stand){.kind = TRUCE_STAND_REFUSAL, .terms = &term, .n_terms = 1});
}

/* 17 conditions that fail in two ways each: found out before the first is combined with another. */
static void a_stand_with_too_many_conditions_is_refused_before_it_is_compiled(void **state) {
    (void)state;
    enum { CONDITIONS = 17 };
    const truce_interval both = {0, 1};
    uint32_t groups[2 * CONDITIONS + 1];
    truce_stand_term terms[2 * CONDITIONS + 1];
    truce_stand_condition conditions[CONDITIONS];
    for (uint32_t i = 0; i < 2 * CONDITIONS + 1; i++) {
        groups[i] = i;
        terms[i] = (truce_stand_term){
            .issue = 0, .options = {&both, 1}, .groups = &groups[i], .n_groups = 1};
    }
    for (size_t i = 0; i < CONDITIONS; i++) {
        conditions[i] = (truce_stand_condition){.terms = &terms[2 * i + 1], .n = 2};
    }
    is_refused(&(truce_stand){.kind = TRUCE_STAND_ONLY_IF,
                              .terms = terms,
                              .n_terms = 1,
                              .conditions = conditions,
                              .n_conditions = CONDITIONS});
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    static problem p;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        random_problem(&p, seed);
        for (long allowed = 0;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_impasse im = {.n_conflicts = 77};
            truce_error err;
            allocations_left = allowed;
            const truce_status status = truce_impasse_find(
                &p.t.c, &p.stands, (truce_impasse_options){.size_max = 0}, &arena, &im, &err);
            allocations_left = LONG_MAX;
            truce_arena_clear(&arena);
            if (status == TRUCE_OK) {
                break;
            }
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(im.n_conflicts, 77);
        }
        truce_arena_clear(&p.t.arena);
    }
}

int main(int argc, char **argv) {
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(random_problems_are_solved_as_the_definition_says, &seed),
        cmocka_unit_test(told_to_stop_it_tells_what_it_does_not_know),
        cmocka_unit_test(a_long_range_is_as_many_values_as_limits_were_named),
        cmocka_unit_test(a_stand_with_too_many_ways_to_fail_is_refused),
        cmocka_unit_test(a_stand_with_too_many_conditions_is_refused_before_it_is_compiled),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
