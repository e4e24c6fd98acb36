/* What is drawn, against the laws it must follow: means and squares with a closed form, by
 * proposals and by a walk; everything within what is stated, for random beliefs. Seeds are fixed;
 * the bounds are some five standard errors. */
#include "deals/chance.h"

#include "deals/chance_set.h"
#include "support/memory.h"
#include "truce/base/random.h"
#include "unit/deals/small_beliefs.h"

enum { NUMBERS = 5, DRAWS = 20000, WALKED = 20000 };

static const truce_bounds ANYTHING = {{0, 1}, {1, 1}};

/* One belief: the weights of `n` issues, of which the first has `n_values` values. */
typedef struct lone {
    uint32_t n_values[NUMBERS], numbers[NUMBERS], offsets[NUMBERS + 1];
    truce_domain choices;
    truce_bounds values[NUMBERS];
    truce_belief_line lines[NUMBERS];
    truce_belief_order orders[NUMBERS], importance[NUMBERS];
    truce_belief_issue issues[NUMBERS];
    truce_belief belief;
    int64_t drawn[3][NUMBERS * NUMBERS]; /* weights, values, amounts */
    truce_arena arena;
} lone;

static void begin(lone *l, uint32_t n, uint32_t n_values) {
    *l = (lone){.arena = truce_arena_new()};
    for (uint32_t i = 0; i < NUMBERS; i++) {
        l->numbers[i] = i;
        l->values[i] = ANYTHING;
        l->lines[i].left = TRUCE_NONE;
        l->n_values[i] = i == 0 ? n_values : 2;
        l->offsets[i + 1] = l->offsets[i] + l->n_values[i];
        l->issues[i] = (truce_belief_issue){
            .weight = ANYTHING, .values = l->values, .mentioned = true, .anchored = true};
    }
    l->issues[0].orders = l->orders;
    assert_int_equal(truce_domain_init(&l->choices, l->n_values, n, 0, 0, &l->arena, NULL),
                     TRUCE_OK);
    l->belief = (truce_belief){.issues = l->issues, .top = 1, .importance = l->importance};
}

static truce_belief_order order(const lone *l, uint32_t better, uint32_t worse, bool tied) {
    return (truce_belief_order){.better = &l->numbers[better],
                                .worse = &l->numbers[worse],
                                .n_better = 1,
                                .n_worse = 1,
                                .tied = tied};
}

static void heavier(lone *l, uint32_t better, uint32_t worse, bool tied) {
    l->importance[l->belief.n_importance++] = order(l, better, worse, tied);
}

static void better(lone *l, uint32_t a, uint32_t b, bool tied) {
    l->orders[l->issues[0].n_orders++] = order(l, a, b, tied);
}

typedef struct moments {
    double weight[NUMBERS], weight_square[NUMBERS], value[NUMBERS];
    double best[NUMBERS]; /* how often the value is the best */
} moments;

static moments draw_all(lone *l, bool walk) {
    const uint32_t n = walk ? WALKED : DRAWS;
    moments sum = {.weight = {0}};
    mind m;
    chances d;
    truce_random r = truce_random_new(11, walk);
    chance_profile p = {l->drawn[0], l->drawn[1], l->drawn[2], 0};
    assert_int_equal(mind_make(&l->belief, &l->choices, &l->arena, &m, NULL), TRUCE_OK);
    assert_int_equal(chance_open(&m, 5, &l->arena, &d, NULL), TRUCE_OK);
    assert_false(d.walks);
    if (walk) {
        for (uint32_t i = 0; i < m.n_issues; i++) {
            if (d.values[i].method != CHANCE_FIXED) {
                d.values[i].method = CHANCE_WALK;
            }
        }
        if (d.weights->method != CHANCE_FIXED) {
            d.weights->method = CHANCE_WALK;
        }
    }
    const double weight = (double)(m.weight_unit * d.weight_by);
    const double value = (double)(m.value_unit * d.value_by);
    chance_restart(&d, &r);
    for (uint32_t k = 0; k < n; k++) {
        chance_next(&d, l->offsets, &r, &p);
        for (uint32_t i = 0; i < m.n_issues; i++) {
            const double w = (double)p.weights[i] / weight;
            sum.weight[i] += w / n;
            sum.weight_square[i] += w * w / n;
        }
        for (uint32_t v = 0; v < l->n_values[0]; v++) {
            const double x = (double)p.values[v] / value;
            sum.value[v] += x / n;
            sum.best[v] += (x > 0.9999999) * (1.0 / n);
        }
    }
    return sum;
}

static void near(double got, double want, double off) {
    if (got - want > off || want - got > off) {
        print_message("%f is not near %f\n", got, want);
    }
    assert_true(got - want <= off && want - got <= off);
}

static double bound(bool walk) {
    return walk ? 0.02 : 0.01;
}

/* Uniform on a simplex of n corners: each mean 1/n, each mean square 2 / (n (n + 1)). */
static void weights_without_orders_are_uniform_on_the_simplex(void **state) {
    (void)state;
    for (int walk = 0; walk < 2; walk++) {
        lone l;
        begin(&l, 4, 2);
        const moments m = draw_all(&l, walk);
        for (int i = 0; i < 4; i++) {
            near(m.weight[i], 0.25, bound(walk));
            near(m.weight_square[i], 0.1, bound(walk));
        }
        truce_arena_clear(&l.arena);
    }
}

/* In one row the j-th of n has the mean 1/n (1/j + ... + 1/n). */
static void weights_in_a_row_have_the_means_of_the_ordered_simplex(void **state) {
    (void)state;
    for (int walk = 0; walk < 2; walk++) {
        lone l;
        begin(&l, 4, 2);
        heavier(&l, 2, 0, false);
        heavier(&l, 0, 3, false);
        heavier(&l, 3, 1, false);
        const moments m = draw_all(&l, walk);
        const int rank[] = {2, 0, 3, 1};
        double mean = 0;
        for (int j = 3; j >= 0; j--) {
            mean += 1.0 / (j + 1) / 4;
            near(m.weight[rank[j]], mean, bound(walk));
        }
        truce_arena_clear(&l.arena);
    }
}

/* Two that tie count twice: the simplex is 2 z + w = 1. With v heavier than z besides, the corners
 * are (z, v, w) = (0, 0, 1), (0, 1, 0) and (1/3, 1/3, 0). */
static void ties_count_as_often_as_they_are(void **state) {
    (void)state;
    for (int walk = 0; walk < 2; walk++) {
        lone l;
        begin(&l, 3, 2);
        heavier(&l, 0, 2, true);
        const moments m = draw_all(&l, walk);
        near(m.weight[0], 0.25, bound(walk));
        near(m.weight[2], 0.25, bound(walk));
        near(m.weight[1], 0.5, bound(walk));
        truce_arena_clear(&l.arena);
        begin(&l, 4, 2);
        heavier(&l, 0, 2, true);
        heavier(&l, 3, 0, false);
        const moments o = draw_all(&l, walk);
        near(o.weight[0], 1.0 / 9, bound(walk));
        near(o.weight[3], 4.0 / 9, bound(walk));
        near(o.weight[1], 1.0 / 3, bound(walk));
        truce_arena_clear(&l.arena);
    }
}

/* Two weights, the first from 0.2 to 0.4: the mean is 0.3, the variance 0.04 / 12. */
static void an_interval_of_two_weights_is_uniform(void **state) {
    (void)state;
    for (int walk = 0; walk < 2; walk++) {
        lone l;
        begin(&l, 2, 2);
        l.issues[0].weight = (truce_bounds){{1, 5}, {2, 5}};
        const moments m = draw_all(&l, walk);
        near(m.weight[0], 0.3, 0.002);
        near(m.weight_square[0] - m.weight[0] * m.weight[0], 0.04 / 12, 0.0002);
        near(m.weight[1], 0.7, 0.002);
        truce_arena_clear(&l.arena);
    }
}

/* Three points at random between 0 and 1, in order: 1/4, 1/2, 3/4. */
static void values_in_a_row_are_points_in_order(void **state) {
    (void)state;
    for (int walk = 0; walk < 2; walk++) {
        lone l;
        begin(&l, 1, 5);
        for (uint32_t v = 0; v < 4; v++) {
            better(&l, v, v + 1, false);
        }
        const moments m = draw_all(&l, walk);
        for (int v = 0; v < 5; v++) {
            near(m.value[v], 1 - 0.25 * v, bound(walk));
        }
        truce_arena_clear(&l.arena);
    }
}

/* Without orders each of four values is the best as often as the others. With a above b, all twelve
 * orders of the four that keep it are as likely: a is the best in six of them, b never, the others
 * in three each. */
static void the_best_value_is_as_likely_as_its_orders(void **state) {
    (void)state;
    for (int walk = 0; walk < 2; walk++) {
        lone l;
        begin(&l, 1, 4);
        const moments m = draw_all(&l, walk);
        for (int v = 0; v < 4; v++) {
            near(m.best[v], 0.25, 2 * bound(walk));
            near(m.value[v], 0.5, 2 * bound(walk));
        }
        truce_arena_clear(&l.arena);
        begin(&l, 1, 4);
        better(&l, 0, 1, false);
        const moments o = draw_all(&l, walk);
        near(o.best[0], 0.5, 2 * bound(walk));
        near(o.best[1], 0, 0);
        near(o.best[2], 0.25, 2 * bound(walk));
        near(o.best[3], 0.25, 2 * bound(walk));
        truce_arena_clear(&l.arena);
    }
}

/* Of two values within 0.5 to 1 and one within 0 to 1: the best is one of the first two, and the
 * third the worst. */
static void ends_that_cannot_be_are_never_drawn(void **state) {
    (void)state;
    for (int walk = 0; walk < 2; walk++) {
        lone l;
        begin(&l, 1, 3);
        l.values[0] = l.values[1] = (truce_bounds){{1, 2}, {1, 1}};
        const moments m = draw_all(&l, walk);
        near(m.best[0], 0.5, 2 * bound(walk));
        near(m.best[1], 0.5, 2 * bound(walk));
        near(m.value[0], 0.875, bound(walk));
        near(m.value[2], 0, 0);
        truce_arena_clear(&l.arena);
    }
}

/* A quarter of the way from the worst to a value that is uniform. */
static void values_on_a_line_follow_their_ends(void **state) {
    (void)state;
    lone l;
    begin(&l, 1, 4);
    better(&l, 0, 1, false);
    better(&l, 1, 3, false);
    l.lines[2] = (truce_belief_line){3, 1, {1, 4}};
    l.issues[0].lines = l.lines;
    const moments m = draw_all(&l, false);
    near(m.value[1], 0.5, 0.01);
    near(m.value[2], 0.125, 0.0025);
    truce_arena_clear(&l.arena);
}

/* ---- within what is stated --------------------------------------------------------------------
 */

static bool within(int64_t x, int64_t unit, int low, int high, int of) {
    return x * of >= low * unit - of && x * of <= high * unit + of;
}

static void expect_within(const small_case *c, const small_belief *s, const mind *m,
                          const chances *d, const chance_profile *p, const uint32_t *offsets) {
    const int64_t weight = m->weight_unit * d->weight_by;
    const int64_t value = m->value_unit * d->value_by;
    int64_t sum = 0;
    for (uint32_t i = 0; i < c->choices.n_variables; i++) {
        sum += p->weights[i];
        assert_true(within(p->weights[i], weight, s->weight_low[i], s->weight_high[i], UNIT));
        for (uint32_t v = 0; v < c->n_values[i] && m->issues[i].weight.high > 0; v++) {
            const int64_t x = p->values[offsets[i] + v];
            assert_true(within(x, value, s->low[i][v], s->high[i][v], UNIT));
        }
        for (uint32_t o = 0; o < s->issues[i].n_orders && m->issues[i].weight.high > 0; o++) {
            const int64_t above = p->values[offsets[i] + s->better[i][o]];
            const int64_t below_it = p->values[offsets[i] + s->worse[i][o]];
            assert_true(above >= below_it && (!s->orders[i][o].tied || above == below_it));
        }
    }
    for (uint32_t o = 0; o < s->belief.n_importance; o++) {
        const uint32_t n = c->choices.n_variables;
        assert_true(p->weights[s->better[n][o]] >= p->weights[s->worse[n][o]] - 1);
    }
    assert_true(s->belief.absolute || (sum <= weight && sum > weight - 20));
    for (uint32_t j = 0; j < s->belief.n_joints; j++) {
        const bool added = s->joints[j].replaces == TRUCE_NONE;
        assert_true(within(p->amounts[j], added ? weight * value : value, s->amount_low[j],
                           s->amount_high[j], added ? UNIT * UNIT : UNIT));
    }
}

static void everything_drawn_is_within_what_is_stated(void **state) {
    (void)state;
    size_t walked = 0;
    for (uint64_t seed = 0; seed < 1500; seed++) {
        truce_arena arena = truce_arena_new();
        small_case c;
        mind m;
        chances d;
        int64_t weights[ISSUES_MAX], values[ISSUES_MAX * VALUES_MAX], amounts[JOINTS_MAX];
        uint32_t offsets[ISSUES_MAX + 1] = {0};
        chance_profile p = {weights, values, amounts, 0};
        small_case_make(seed, &arena, &c);
        for (uint32_t i = 0; i < c.choices.n_variables; i++) {
            offsets[i + 1] = offsets[i] + c.n_values[i];
        }
        if (mind_make(&c.beliefs[0], &c.choices, &arena, &m, NULL) == TRUCE_OK) {
            truce_random r = truce_random_new(seed, 1);
            assert_int_equal(chance_open(&m, seed, &arena, &d, NULL), TRUCE_OK);
            walked += d.walks;
            chance_restart(&d, &r);
            for (int k = 0; k < 20; k++) {
                chance_next(&d, offsets, &r, &p);
                expect_within(&c, &c.parties[0], &m, &d, &p, offsets);
            }
            for (uint32_t i = 0; i < m.n_issues; i++) { /* and by a walk */
                d.values[i].method =
                    d.values[i].method == CHANCE_FIXED ? CHANCE_FIXED : CHANCE_WALK;
            }
            d.weights->method = d.weights->method == CHANCE_FIXED ? CHANCE_FIXED : CHANCE_WALK;
            chance_restart(&d, &r);
            for (int k = 0; k < 5; k++) {
                chance_next(&d, offsets, &r, &p);
                expect_within(&c, &c.parties[0], &m, &d, &p, offsets);
            }
        }
        truce_arena_clear(&arena);
    }
    assert_in_range(walked, 0, 100); /* proposals do for what is small */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_without_orders_are_uniform_on_the_simplex),
        cmocka_unit_test(weights_in_a_row_have_the_means_of_the_ordered_simplex),
        cmocka_unit_test(ties_count_as_often_as_they_are),
        cmocka_unit_test(an_interval_of_two_weights_is_uniform),
        cmocka_unit_test(values_in_a_row_are_points_in_order),
        cmocka_unit_test(the_best_value_is_as_likely_as_its_orders),
        cmocka_unit_test(ends_that_cannot_be_are_never_drawn),
        cmocka_unit_test(values_on_a_line_follow_their_ends),
        cmocka_unit_test(everything_drawn_is_within_what_is_stated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
