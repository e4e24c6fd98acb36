/* Plans one can draw; then random small ones against the definitions: every set of demands given
 * up, every loop. Then limits, wrong rules, and memory that runs out.
 *
 * `unit_sequence_order SEED` runs one random plan. */
#include "truce/sequence/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"

enum { STEPS = 7, RULES = 14, OWNERS = 3, ROUNDS = 3000, PLAN = -1 };

typedef struct plan {
    truce_order_rule at[RULES];
    truce_order_rules rules;
} plan;

static truce_order_rule before(uint32_t a, uint32_t b, int owner) {
    return (truce_order_rule){a, b, false, owner == PLAN ? TRUCE_NO_OWNER : (uint32_t)owner};
}

static truce_order_rule with(uint32_t a, uint32_t b, int owner) {
    return (truce_order_rule){a, b, true, owner == PLAN ? TRUCE_NO_OWNER : (uint32_t)owner};
}

static truce_ordering find(const truce_order_rules *rules, truce_order_limits limits,
                           truce_arena *arena) {
    truce_ordering out;
    assert_int_equal(truce_order_find(rules, &limits, arena, &out, NULL), TRUCE_OK);
    return out;
}

/* ---- by hand --------------------------------------------------------------------------------- */

static void a_plan_without_a_loop_has_an_order(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_order_rule at[] = {before(3, 1, PLAN), with(1, 4, 0), before(4, 0, 1)};
    const truce_order_rules rules = {5, 2, at, 3};
    const truce_ordering o = find(&rules, (truce_order_limits){0}, &arena);
    assert_true(o.feasible && o.n_knots == 0 && !o.contradictory && o.counted);
    assert_int_equal(o.n_moments, 4);
    const uint32_t moment[] = {0, 1, 2, 3, 1};
    const uint32_t line[] = {2, 3, 1, 0};
    assert_memory_equal(o.moment, moment, sizeof moment);
    assert_memory_equal(o.line, line, sizeof line);
    truce_arena_clear(&arena);
}

/* Each side's last step is the other's first. */
static void two_demands_against_each_other_are_a_loop_with_two_cuts(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_order_rule at[] = {before(0, 1, 0), before(1, 0, 1), before(0, 2, PLAN)};
    const truce_order_rules rules = {3, 2, at, 3};
    const truce_ordering o = find(&rules, (truce_order_limits){0}, &arena);
    assert_true(!o.feasible && o.n_knots == 1 && o.line == NULL && o.counted);
    const truce_order_knot *const k = &o.knots[0];
    assert_int_equal(k->steps.n, 2);
    assert_int_equal(k->demands.n, 2);
    assert_int_equal(k->n_loops, 1);
    assert_true(k->covered && k->smallest && k->counted);
    assert_int_equal(k->loops[0].n, 2);
    assert_int_equal(k->loops[0].at[0].rule, 0);
    assert_int_equal(k->loops[0].at[1].rule, 1);
    assert_int_equal(k->n_cuts, 2);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(k->cuts[i].rules.n, 1);
        assert_int_equal(k->cuts[i].rules.at[0], i);
        assert_int_equal(k->cuts[i].asked[i], 1);
        assert_int_equal(k->cuts[i].asked[1 - i], 0);
        bool given_up[3] = {false};
        given_up[i] = true;
        truce_order_line line;
        assert_int_equal(truce_order_lay(&rules, given_up, &arena, &line, NULL), TRUCE_OK);
        assert_true(line.feasible);
        assert_int_equal(line.line[0], 1 - i);
    }
    truce_arena_clear(&arena);
}

static void what_is_to_be_together_cannot_be_one_before_the_other(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_order_rule at[] = {with(0, 1, PLAN), with(1, 2, 0), before(0, 2, 1)};
    const truce_order_rules rules = {3, 2, at, 3};
    const truce_ordering o = find(&rules, (truce_order_limits){0}, &arena);
    assert_int_equal(o.n_knots, 1);
    assert_int_equal(o.knots[0].loops[0].n, 3);
    assert_int_equal(o.knots[0].loops[0].n_demands, 2);
    assert_int_equal(o.knots[0].n_cuts, 2);
    assert_int_equal(o.n_moments, 2); /* by the plan */
    truce_arena_clear(&arena);
}

static void a_plan_that_contradicts_itself_is_told(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_order_rule at[] = {before(0, 1, PLAN), before(1, 2, PLAN), before(2, 0, PLAN),
                                   before(1, 0, 0), before(3, 3, PLAN)};
    const truce_order_rules rules = {4, 1, at, 5};
    const truce_ordering o = find(&rules, (truce_order_limits){0}, &arena);
    assert_true(o.contradictory && o.n_knots == 2 && o.counted);
    const truce_order_knot *const k = &o.knots[0];
    assert_true(k->contradictory && k->n_cuts == 0 && k->n == 0);
    assert_int_equal(k->n_loops, 2); /* the plan's, and the demand's */
    assert_int_equal(k->loops[0].n_demands, 0);
    assert_int_equal(k->loops[0].n, 3);
    assert_int_equal(o.knots[1].loops[0].n, 1);
    truce_str total;
    assert_int_equal(truce_bigint_decimal(o.total, &arena, &total, NULL), TRUCE_OK);
    assert_string_equal(total.data, "0");
    truce_arena_clear(&arena);
}

static void knots_are_not_multiplied_out(void **state) {
    (void)state;
    enum { KNOTS = 100 };
    truce_arena arena = truce_arena_new();
    truce_order_rule at[2 * KNOTS];
    for (uint32_t i = 0; i < KNOTS; i++) {
        at[2 * i] = before(2 * i, 2 * i + 1, 0);
        at[2 * i + 1] = before(2 * i + 1, 2 * i, 1);
    }
    const truce_order_rules rules = {2 * KNOTS, 2, at, 2 * KNOTS};
    const truce_ordering o = find(&rules, (truce_order_limits){0}, &arena);
    assert_int_equal(o.n_knots, KNOTS);
    assert_int_equal(o.knots[99].steps.at[0], 198);
    truce_str total;
    assert_int_equal(truce_bigint_decimal(o.total, &arena, &total, NULL), TRUCE_OK);
    assert_string_equal(total.data, "1267650600228229401496703205376");
    truce_arena_clear(&arena);
}

/* ---- against the definitions ----------------------------------------------------------------- */

static void random_plan(plan *p, uint64_t seed) {
    p->rules = (truce_order_rules){.n_steps = 1 + (uint32_t)below(&seed, STEPS),
                                   .n_owners = OWNERS,
                                   .at = p->at,
                                   .n = (uint32_t)below(&seed, RULES + 1)};
    const unsigned hard = (unsigned)below(&seed, 60);
    const unsigned together = (unsigned)below(&seed, 40);
    for (uint32_t i = 0; i < p->rules.n; i++) {
        uint32_t a = (uint32_t)below(&seed, p->rules.n_steps);
        uint32_t b = (uint32_t)below(&seed, p->rules.n_steps);
        const bool plan_own = percent(&seed, hard);
        if (plan_own && a > b && percent(&seed, 95)) {
            const uint32_t swap = a;
            a = b;
            b = swap;
        }
        if (a == b && percent(&seed, 95) && p->rules.n_steps > 1) {
            a = a > 0 ? a - 1 : 1;
        }
        p->at[i] = (truce_order_rule){a, b, percent(&seed, together),
                                      plan_own ? TRUCE_NO_OWNER : (uint32_t)below(&seed, OWNERS)};
    }
}

/* Can all rules of these bits be kept? A `before` whose end leads back to its start cannot. */
static bool can_be_kept(const truce_order_rules *rules, uint32_t kept) {
    bool leads[STEPS][STEPS] = {{false}};
    for (uint32_t i = 0; i < rules->n; i++) {
        if ((kept >> i & 1) != 0) {
            leads[rules->at[i].before][rules->at[i].after] = true;
            if (rules->at[i].together) {
                leads[rules->at[i].after][rules->at[i].before] = true;
            }
        }
    }
    for (uint32_t k = 0; k < rules->n_steps; k++) {
        for (uint32_t i = 0; i < rules->n_steps; i++) {
            for (uint32_t j = 0; j < rules->n_steps; j++) {
                leads[i][j] |= leads[i][k] && leads[k][j];
            }
        }
    }
    for (uint32_t i = 0; i < rules->n; i++) {
        const truce_order_rule *const r = &rules->at[i];
        if ((kept >> i & 1) != 0 && !r->together &&
            (r->before == r->after || leads[r->after][r->before])) {
            return false;
        }
    }
    return true;
}

static uint32_t bits_of(truce_set set) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < set.n; i++) {
        bits |= UINT32_C(1) << set.at[i];
    }
    return bits;
}

/* All loops: which demands lie on one, and the fewest on any. */
typedef struct loops {
    const truce_order_rules *rules;
    uint32_t on;
    uint32_t fewest;
    uint32_t first;
} loops;

static void follow(loops *l, uint32_t at, uint32_t passed, uint32_t used, uint32_t demands,
                   bool strict) {
    for (uint32_t i = 0; i < l->rules->n; i++) {
        const truce_order_rule *const r = &l->rules->at[i];
        const uint32_t mine = r->owner != TRUCE_NO_OWNER ? UINT32_C(1) << i : 0;
        for (int back = 0; back < (r->together ? 2 : 1); back++) {
            const uint32_t from = back == 0 ? r->before : r->after;
            const uint32_t to = back == 0 ? r->after : r->before;
            if (from != at || (used >> i & 1) != 0) {
                continue;
            }
            if (to == l->first && (strict || !r->together)) {
                const uint32_t all = demands | mine;
                const uint32_t n = (uint32_t)__builtin_popcount(all);
                l->on |= all;
                l->fewest = n < l->fewest ? n : l->fewest;
            } else if ((passed >> to & 1) == 0) {
                follow(l, to, passed | UINT32_C(1) << to, used | UINT32_C(1) << i, demands | mine,
                       strict || !r->together);
            }
        }
    }
}

static void expect_loops(const truce_order_rules *rules, const truce_order_knot *k,
                         uint32_t loops_max) {
    loops all = {.rules = rules, .fewest = UINT32_MAX};
    for (uint32_t i = 0; i < k->steps.n; i++) {
        all.first = k->steps.at[i];
        follow(&all, all.first, UINT32_C(1) << all.first, 0, 0, false);
    }
    uint32_t shown = 0;
    assert_true(k->n_loops >= 1 && k->n_loops <= loops_max);
    assert_int_equal(k->loops[0].n_demands, all.fewest);
    for (uint32_t i = 0; i < k->n_loops; i++) {
        const truce_order_loop *const loop = &k->loops[i];
        uint32_t passed = 0;
        uint32_t n_demands = 0;
        bool strict = false;
        const uint32_t before_it = shown;
        for (uint32_t j = 0; j < loop->n; j++) {
            const truce_order_link *const l = &loop->at[j];
            const truce_order_rule *const r = &rules->at[l->rule];
            assert_true((l->from == r->before && l->to == r->after) ||
                        (r->together && l->from == r->after && l->to == r->before));
            assert_int_equal(loop->at[(j + 1) % loop->n].from, l->to);
            assert_true(loop->at[0].from <= l->from && (passed >> l->from & 1) == 0);
            passed |= UINT32_C(1) << l->from;
            strict = strict || !r->together;
            if (r->owner != TRUCE_NO_OWNER) {
                n_demands++;
                shown |= UINT32_C(1) << l->rule;
            }
        }
        assert_true(strict);
        assert_int_equal(n_demands, loop->n_demands);
        assert_true(i == 0 || shown != before_it); /* each adds something */
    }
    const uint32_t missing = all.on & bits_of(k->demands) & ~shown;
    assert_true(!k->covered || missing == 0);
    for (uint32_t i = 0; !k->covered && k->n_loops < loops_max && i < rules->n; i++) {
        assert_true((missing >> i & 1) == 0 || rules->at[i].together);
    }
}

typedef struct truth {
    uint32_t cuts[1 << RULES];
    uint32_t n;
    uint32_t demands;
} truth;

static void find_truth(const truce_order_rules *rules, truth *t) {
    static bool keeps[1 << RULES];
    const uint32_t all = (UINT32_C(1) << rules->n) - 1;
    t->n = t->demands = 0;
    for (uint32_t i = 0; i < rules->n; i++) {
        t->demands |= rules->at[i].owner != TRUCE_NO_OWNER ? UINT32_C(1) << i : 0;
    }
    for (uint32_t cut = 0; cut <= all; cut++) {
        keeps[cut] = (cut & ~t->demands) == 0 && can_be_kept(rules, all & ~cut);
        bool minimal = keeps[cut];
        for (uint32_t i = 0; minimal && i < rules->n; i++) {
            minimal = (cut >> i & 1) == 0 || !keeps[cut & ~(UINT32_C(1) << i)];
        }
        if (minimal) {
            t->cuts[t->n++] = cut;
        }
    }
}

static void expect_cuts(const truce_order_rules *rules, const truth *t, const truce_ordering *o) {
    uint64_t product = 1;
    for (uint32_t i = 0; i < o->n_knots; i++) {
        const truce_order_knot *const k = &o->knots[i];
        assert_true(k->counted && k->smallest && k->n_cuts == k->n);
        product *= k->n;
        for (uint32_t c = 0; c < k->n_cuts; c++) {
            assert_true(c == 0 || truce_set_compare(k->cuts[c - 1].rules, k->cuts[c].rules) < 0);
            uint32_t asked[OWNERS] = {0};
            for (uint32_t d = 0; d < k->cuts[c].rules.n; d++) {
                asked[rules->at[k->cuts[c].rules.at[d]].owner]++;
            }
            assert_memory_equal(asked, k->cuts[c].asked, sizeof asked);
        }
    }
    assert_int_equal(product, t->n);
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t rest = t->cuts[i];
        for (uint32_t j = 0; j < o->n_knots; j++) {
            const truce_order_knot *const k = &o->knots[j];
            const uint32_t mine = t->cuts[i] & bits_of(k->demands);
            bool listed = false;
            for (uint32_t c = 0; c < k->n_cuts; c++) {
                listed = listed || bits_of(k->cuts[c].rules) == mine;
            }
            assert_true(listed);
            rest &= ~mine;
        }
        assert_int_equal(rest, 0);
    }
}

/* With limits: what is listed is minimal, and where it says so the first. */
static void expect_limited(const truce_order_rules *rules, const truce_ordering *whole,
                           truce_order_limits limits, truce_arena *arena) {
    const truce_ordering o = find(rules, limits, arena);
    assert_int_equal(o.n_knots, whole->n_knots);
    for (uint32_t i = 0; i < o.n_knots; i++) {
        const truce_order_knot *const all = &whole->knots[i];
        const truce_order_knot *const k = &o.knots[i];
        assert_true(k->n_cuts <= limits.cuts_max);
        assert_true(k->n_cuts > 0 || k->contradictory || limits.effort_max > 0);
        assert_true(k->counted ? k->n == all->n : k->n <= all->n && k->n >= k->n_cuts);
        uint32_t next = 0;
        for (uint32_t c = 0; c < k->n_cuts; c++) {
            while (next < all->n_cuts &&
                   truce_set_compare(all->cuts[next].rules, k->cuts[c].rules) != 0) {
                next++;
            }
            assert_true(next < all->n_cuts);
            assert_true(!k->smallest || !k->counted || next == c);
            assert_true(!k->smallest || k->cuts[c].rules.n == all->cuts[c].rules.n);
        }
    }
}

static void expect_line(const truce_order_rules *rules, const truce_ordering *o) {
    uint32_t place[STEPS];
    for (uint32_t i = 0; i < o->n_moments; i++) {
        place[o->line[i]] = i;
    }
    for (uint32_t i = 0; i < rules->n; i++) {
        const truce_order_rule *const r = &rules->at[i];
        const uint32_t a = place[o->moment[r->before]];
        const uint32_t b = place[o->moment[r->after]];
        assert_true(r->together ? a == b : a < b);
    }
}

static void run_one(uint64_t seed) {
    static truth t;
    plan p;
    truce_arena arena = truce_arena_new();
    random_plan(&p, seed);
    find_truth(&p.rules, &t);
    const truce_ordering o =
        find(&p.rules, (truce_order_limits){.loops_max = 30, .cuts_max = 1 << RULES}, &arena);
    assert_int_equal(o.feasible, t.n == 1 && t.cuts[0] == 0);
    assert_int_equal(o.contradictory, t.n == 0);
    if (o.feasible) {
        expect_line(&p.rules, &o);
    }
    for (uint32_t i = 0; i < o.n_knots; i++) {
        expect_loops(&p.rules, &o.knots[i], 30);
    }
    if (o.contradictory) {
        assert_int_equal(o.n_knots > 0, true);
    } else {
        expect_cuts(&p.rules, &t, &o);
    }
    static const uint64_t efforts[] = {0, 1, 200, 1000, 5000, 20000};
    for (size_t i = 0; i < sizeof efforts / sizeof *efforts; i++) {
        const uint32_t few = 1 + (uint32_t)(seed % 5);
        expect_limited(&p.rules, &o,
                       (truce_order_limits){.cuts_max = few, .effort_max = efforts[i]}, &arena);
    }
    truce_arena_clear(&arena);
}

static void cuts_and_loops_are_those_of_the_definitions(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        run_one(seed);
    }
}

/* Where the loops are too many to list, the smallest cuts are still found, from few loops. */
static void what_escapes_few_loops_leads_to_the_smallest_cuts(void **state) {
    (void)state;
    enum { N = 10, WISHES = 26 };
    unsigned by_escapes = 0;
    for (uint64_t round = 0; round < 60; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        truce_order_rule at[WISHES];
        for (uint32_t i = 0; i < WISHES; i++) {
            const uint32_t a = (uint32_t)below(&seed, N);
            at[i] = before(a, (a + 1 + (uint32_t)below(&seed, N - 1)) % N, (int)(i % 2));
            at[i].together = percent(&seed, 10);
        }
        const truce_order_rules rules = {N, 2, at, WISHES};
        const truce_order_limits all = {.cuts_max = 10000};
        const truce_order_limits few = {.cuts_max = 5, .effort_max = 20000};
        const truce_ordering whole = find(&rules, all, &arena);
        const truce_ordering o = find(&rules, few, &arena);
        for (uint32_t k = 0; k < o.n_knots; k++) {
            assert_true(whole.knots[k].counted && whole.knots[k].smallest);
            by_escapes += o.knots[k].smallest && !o.knots[k].counted;
            for (uint32_t c = 0; o.knots[k].smallest && c < o.knots[k].n_cuts; c++) {
                assert_int_equal(o.knots[k].cuts[c].rules.n, whole.knots[k].cuts[c].rules.n);
            }
        }
        truce_arena_clear(&arena);
    }
    assert_true(by_escapes > 10);
}

/* ---- limits and failures --------------------------------------------------------------------- */

/* Everybody wants everything first: as many cuts as there are orders. */
static void a_knot_with_very_many_loops_is_still_cut(void **state) {
    (void)state;
    enum { N = 14 };
    truce_arena arena = truce_arena_new();
    truce_order_rule at[N * N];
    uint32_t n = 0;
    for (uint32_t i = 0; i < N; i++) {
        for (uint32_t j = 0; j < N; j++) {
            if (i != j) {
                at[n++] = before(i, j, (int)(i % 2));
            }
        }
    }
    const truce_order_rules rules = {N, 2, at, n};
    const truce_ordering o = find(&rules, (truce_order_limits){.effort_max = 2000000}, &arena);
    assert_int_equal(o.n_knots, 1);
    const truce_order_knot *const k = &o.knots[0];
    assert_true(k->n_cuts >= 1 && !k->counted && !o.counted);
    for (uint32_t c = 0; c < k->n_cuts; c++) {
        assert_int_equal(k->cuts[c].rules.n, N * (N - 1) / 2); /* one of each pair */
        bool given_up[N * N] = {false};
        for (uint32_t d = 0; d < k->cuts[c].rules.n; d++) {
            given_up[k->cuts[c].rules.at[d]] = true;
        }
        truce_order_line line;
        assert_int_equal(truce_order_lay(&rules, given_up, &arena, &line, NULL), TRUCE_OK);
        assert_true(line.feasible);
    }
    truce_arena_clear(&arena);
}

static void a_very_long_loop_is_no_trouble(void **state) {
    (void)state;
    enum { N = 30000 };
    truce_arena arena = truce_arena_new();
    truce_order_rule *at = truce_arena_take(&arena, N * sizeof *at);
    assert_non_null(at);
    for (uint32_t i = 0; i < N; i++) {
        at[i] = before(i, (i + 1) % N, i % 3 == 0 ? 0 : PLAN);
    }
    const truce_order_rules rules = {N, 1, at, N};
    const truce_ordering o = find(&rules, (truce_order_limits){0}, &arena);
    assert_int_equal(o.knots[0].loops[0].n, N);
    assert_int_equal(o.knots[0].n_cuts, 24);
    assert_true(o.knots[0].smallest);
    truce_arena_clear(&arena);
}

static void a_wrong_rule_is_named_and_nothing_is_written(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_order_rule at[] = {before(0, 1, 0), before(1, 2, 0)};
    const truce_order_rules steps = {2, 1, at, 2};
    const truce_order_rules owners = {3, 0, at, 2};
    truce_ordering o = {.n_moments = 77};
    truce_error err;
    assert_int_equal(truce_order_find(&steps, NULL, &arena, &o, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "rule 1 names step 2, and there are 2");
    assert_int_equal(truce_order_find(&owners, NULL, &arena, &o, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "rule 0 is of owner 0, and there are 0");
    assert_int_equal(o.n_moments, 77);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    const uint64_t efforts[] = {0, 1, 5000};
    for (size_t e = 0; e < sizeof efforts / sizeof *efforts; e++) {
        for (uint64_t seed = 0; seed < 12; seed++) {
            plan p;
            random_plan(&p, seed * 31 + 5);
            truce_status status = TRUCE_ENOMEM;
            for (long n = 0; status != TRUCE_OK; n++) {
                truce_arena arena = truce_arena_new();
                truce_ordering o = {.n_moments = 77};
                truce_error err;
                const truce_order_limits limits = {.effort_max = efforts[e]};
                allocations_left = n;
                fails_once = seed % 2 == 0;
                status = truce_order_find(&p.rules, &limits, &arena, &o, &err);
                const bool refused = allocations_left < 0;
                allocations_left = LONG_MAX;
                assert_true(status == (refused ? TRUCE_ENOMEM : TRUCE_OK));
                assert_true(status == TRUCE_OK || o.n_moments == 77);
                truce_arena_clear(&arena);
            }
        }
    }
}

int main(int argc, char **argv) {
    if (argc > 1) {
        run_one(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_without_a_loop_has_an_order),
        cmocka_unit_test(two_demands_against_each_other_are_a_loop_with_two_cuts),
        cmocka_unit_test(what_is_to_be_together_cannot_be_one_before_the_other),
        cmocka_unit_test(a_plan_that_contradicts_itself_is_told),
        cmocka_unit_test(knots_are_not_multiplied_out),
        cmocka_unit_test(cuts_and_loops_are_those_of_the_definitions),
        cmocka_unit_test(what_escapes_few_loops_leads_to_the_smallest_cuts),
        cmocka_unit_test(a_knot_with_very_many_loops_is_still_cut),
        cmocka_unit_test(a_very_long_loop_is_no_trouble),
        cmocka_unit_test(a_wrong_rule_is_named_and_nothing_is_written),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
