/* small_beliefs.h - random beliefs small enough to try everything: values in quarters, so that all
 * corners of an issue's values are quarters too; weights in quarters of at most three issues, so
 * that all their corners are twenty-fourths. */
#ifndef TRUCE_TESTS_UNIT_DEALS_SMALL_BELIEFS_H
#define TRUCE_TESTS_UNIT_DEALS_SMALL_BELIEFS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "truce/deals/belief.h"
#include "truce/solve/domain.h"

enum {
    ISSUES_MAX = 3,
    VALUES_MAX = 4,
    PARTIES_MAX = 3,
    JOINTS_MAX = 2,
    ORDERS_MAX = 4,
    PACKAGES_MAX = 64,
    UNIT = 4, /* a weight or value of 1 */
    FINE = 6, /* corners of the weights lie on UNIT * FINE */
};

typedef struct small_belief {
    truce_belief belief;
    truce_belief_issue issues[ISSUES_MAX];
    truce_bounds values[ISSUES_MAX][VALUES_MAX];
    truce_belief_order orders[ISSUES_MAX][ORDERS_MAX], importance[ORDERS_MAX];
    uint32_t better[ISSUES_MAX + 1][ORDERS_MAX], worse[ISSUES_MAX + 1][ORDERS_MAX];
    truce_belief_joint joints[JOINTS_MAX];
    truce_belief_part parts[JOINTS_MAX][ISSUES_MAX];
    uint64_t sets[JOINTS_MAX][ISSUES_MAX];
    uint32_t reserve_package[ISSUES_MAX];
    /* the same in units */
    int low[ISSUES_MAX][VALUES_MAX], high[ISSUES_MAX][VALUES_MAX];
    int weight_low[ISSUES_MAX], weight_high[ISSUES_MAX];
    int amount_low[JOINTS_MAX], amount_high[JOINTS_MAX]; /* added: of UNIT * UNIT */
    int reserve_low, reserve_high;
} small_belief;

typedef struct small_case {
    uint32_t n_values[ISSUES_MAX];
    truce_domain choices;
    small_belief parties[PARTIES_MAX];
    truce_belief beliefs[PARTIES_MAX];
    uint32_t n_parties;
    uint32_t packages[PACKAGES_MAX][ISSUES_MAX]; /* those that no link rules out */
    uint32_t n_packages;
} small_case;

static inline truce_ratio small_ratio(int over, int under, int64_t total) {
    truce_ratio r;
    assert_true(truce_ratio_divide(truce_ratio_whole(over * total), truce_ratio_whole(under), &r));
    return r;
}

static inline truce_bounds small_span(int low, int high, int under, int64_t total) {
    return (truce_bounds){small_ratio(low, under, total), small_ratio(high, under, total)};
}

/* An interval within 0..most, often all of it, at times a number. */
static inline void small_interval(uint64_t *seed, int most, int *low, int *high) {
    *low = 0;
    *high = most;
    if (percent(seed, 50)) {
        *low = (int)below(seed, (size_t)most + 1);
        *high = percent(seed, 40) ? *low : *low + (int)below(seed, (size_t)(most - *low) + 1);
    }
}

/* Pairs that go from the lower to the higher number of a shuffled row, so that none run in circles.
 */
static inline uint32_t small_orders(uint64_t *seed, uint32_t n, truce_belief_order *orders,
                                    uint32_t *better, uint32_t *worse) {
    const uint32_t turn = (uint32_t)below(seed, n);
    const uint32_t count = percent(seed, 50) ? 0 : (uint32_t)below(seed, ORDERS_MAX);
    uint32_t made = 0;
    for (uint32_t i = 0; i < count && n > 1; i++) {
        const uint32_t a = (uint32_t)below(seed, n);
        const uint32_t b = (uint32_t)below(seed, n);
        if (a != b) {
            better[made] = ((a < b ? a : b) + turn) % n;
            worse[made] = ((a < b ? b : a) + turn) % n;
            orders[made] = (truce_belief_order){.better = &better[made],
                                                .worse = &worse[made],
                                                .n_better = 1,
                                                .n_worse = 1,
                                                .tied = percent(seed, 15)};
            made++;
        }
    }
    return made;
}

static inline void small_party(uint64_t *seed, const small_case *c, small_belief *s) {
    const uint32_t n = c->choices.n_variables;
    const bool absolute = percent(seed, 10);
    const int64_t by = absolute || percent(seed, 50) ? 1 : 100;
    *s = (small_belief){.belief = {.absolute = absolute, .top = by}};
    const bool weighed = percent(seed, 70);
    for (uint32_t i = 0; i < n; i++) {
        truce_belief_issue *issue = &s->issues[i];
        issue->mentioned = percent(seed, 90);
        issue->anchored = !absolute && percent(seed, 80);
        small_interval(seed, UNIT, &s->weight_low[i], &s->weight_high[i]);
        if (absolute || !weighed) {
            s->weight_low[i] = absolute ? s->weight_high[i] : 0;
            s->weight_high[i] = absolute ? s->weight_high[i] : UNIT;
        }
        if (!issue->mentioned) {
            s->weight_low[i] = s->weight_high[i] = 0;
        }
        issue->weight = small_span(s->weight_low[i], s->weight_high[i], UNIT, by);
        for (uint32_t v = 0; v < c->n_values[i]; v++) {
            small_interval(seed, UNIT, &s->low[i][v], &s->high[i][v]);
            s->low[i][v] = absolute ? s->high[i][v] : s->low[i][v];
            s->values[i][v] = small_span(s->low[i][v], s->high[i][v], UNIT, by);
        }
        issue->values = s->values[i];
        issue->orders = s->orders[i];
        issue->n_orders =
            absolute ? 0
                     : small_orders(seed, c->n_values[i], s->orders[i], s->better[i], s->worse[i]);
    }
    s->belief.n_importance =
        absolute ? 0 : small_orders(seed, n, s->importance, s->better[n], s->worse[n]);
    s->belief.n_joints = percent(seed, 60) ? 0 : (uint32_t)below(seed, JOINTS_MAX + 1);
    for (uint32_t j = 0; j < s->belief.n_joints; j++) {
        truce_belief_joint *joint = &s->joints[j];
        const bool alone = j > 0 || percent(seed, 50); /* at most one stands for a value */
        small_interval(seed, UNIT, &s->amount_low[j], &s->amount_high[j]);
        if (percent(seed, 50)) { /* a term that takes something off */
            const int low = s->amount_low[j];
            s->amount_low[j] = -s->amount_high[j];
            s->amount_high[j] = -low;
        }
        for (uint32_t i = 0; i < n; i++) {
            if (i == 0 || percent(seed, 70)) {
                s->sets[j][i] = 1 + below(seed, (1u << c->n_values[i]) - 1);
                s->parts[j][joint->n_parts++] = (truce_belief_part){i, &s->sets[j][i]};
            }
        }
        joint->parts = s->parts[j];
        joint->replaces = alone ? TRUCE_NONE : s->parts[j][below(seed, joint->n_parts)].variable;
        joint->amount =
            small_span(s->amount_low[j], s->amount_high[j], alone ? UNIT * UNIT : UNIT, by);
    }
    s->belief.issues = s->issues;
    s->belief.importance = s->importance;
    s->belief.joints = s->joints;
    if (percent(seed, 70)) {
        small_interval(seed, UNIT * UNIT, &s->reserve_low, &s->reserve_high);
        s->belief.reserve_kind = TRUCE_RESERVE_AMOUNT;
        s->belief.reserve = small_span(s->reserve_low, s->reserve_high, UNIT * UNIT, by);
    } else if (percent(seed, 50)) {
        s->belief.reserve_kind = TRUCE_RESERVE_PACKAGE;
        for (uint32_t i = 0; i < n; i++) {
            s->reserve_package[i] = (uint32_t)below(seed, c->n_values[i]);
        }
        s->belief.reserve_package = s->reserve_package;
    }
}

static inline bool small_is_linked(const truce_domain *d, const uint32_t *package) {
    bool linked = false;
    for (size_t g = 0; g < d->n_nogoods; g++) {
        bool all = d->nogoods[g].labels.n == 0;
        for (uint32_t i = 0; i < d->nogoods[g].n_choices; i++) {
            all =
                all && package[d->nogoods[g].choices[i].variable] == d->nogoods[g].choices[i].value;
        }
        linked = linked || all;
    }
    return linked;
}

static inline void small_packages(small_case *c) {
    uint32_t package[ISSUES_MAX] = {0};
    c->n_packages = 0;
    for (;;) {
        if (!small_is_linked(&c->choices, package)) {
            memcpy(c->packages[c->n_packages++], package, sizeof package);
        }
        uint32_t i = c->choices.n_variables;
        while (i > 0 && ++package[i - 1] == c->n_values[i - 1]) {
            package[--i] = 0;
        }
        if (i == 0) {
            return;
        }
    }
}

/* A case of some seed; what it states may contradict itself. */
static inline void small_case_make(uint64_t seed, truce_arena *arena, small_case *c) {
    const uint32_t n = 1 + (uint32_t)below(&seed, ISSUES_MAX);
    *c = (small_case){.n_parties = 1 + (uint32_t)below(&seed, PARTIES_MAX)};
    for (uint32_t i = 0; i < n; i++) {
        c->n_values[i] = 1 + (uint32_t)below(&seed, VALUES_MAX);
    }
    assert_int_equal(truce_domain_init(&c->choices, c->n_values, n, 1, 0, arena, NULL), TRUCE_OK);
    const uint32_t label = 0;
    for (size_t links = percent(&seed, 60) ? 0 : below(&seed, 4); links > 0; links--) {
        truce_choice choices[2];
        for (int k = 0; k < 2; k++) {
            const uint32_t v = (uint32_t)below(&seed, n);
            choices[k] = (truce_choice){v, (uint32_t)below(&seed, c->n_values[v])};
        }
        assert_int_equal(truce_domain_forbid(&c->choices, choices, 2, &label, percent(&seed, 20),
                                             TRUCE_NO_LINK, NULL),
                         TRUCE_OK);
    }
    for (uint32_t p = 0; p < c->n_parties; p++) {
        small_party(&seed, c, &c->parties[p]);
        c->beliefs[p] = c->parties[p].belief;
    }
    small_packages(c);
}

/* ---- by trying everything -------------------------------------------------------------------- */

/* Values of one issue, in units, as stated? */
static inline bool small_values_fit(const small_belief *s, uint32_t issue, uint32_t n,
                                    const int *v) {
    bool fit = true;
    int best = 0;
    int worst = UNIT;
    for (uint32_t k = 0; k < n; k++) {
        fit = fit && v[k] >= s->low[issue][k] && v[k] <= s->high[issue][k];
        best = v[k] > best ? v[k] : best;
        worst = v[k] < worst ? v[k] : worst;
    }
    for (uint32_t o = 0; o < s->issues[issue].n_orders; o++) {
        const truce_belief_order order = s->orders[issue][o];
        fit = fit && v[order.better[0]] >= v[order.worse[0]];
        fit = fit && (!order.tied || v[order.better[0]] == v[order.worse[0]]);
    }
    return fit && (!s->issues[issue].anchored || (best == UNIT && worst == 0));
}

static inline bool small_next_values(uint32_t n, int *v) {
    for (uint32_t k = 0; k < n; k++) {
        if (++v[k] <= UNIT) {
            return true;
        }
        v[k] = 0;
    }
    return false;
}

/* Do the orders make all values of an issue one? Such an issue is not anchored. */
static inline bool small_all_tie(const small_belief *s, uint32_t issue, uint32_t n) {
    bool over[VALUES_MAX][VALUES_MAX] = {{false}};
    for (uint32_t o = 0; o < s->issues[issue].n_orders; o++) {
        const truce_belief_order order = s->orders[issue][o];
        over[order.better[0]][order.worse[0]] = true;
        over[order.worse[0]][order.better[0]] = over[order.worse[0]][order.better[0]] || order.tied;
    }
    for (uint32_t turn = 0; turn < n * n * n * n; turn++) {
        const uint32_t by = turn % n, a = turn / n % n, b = turn / n / n % n;
        over[a][b] = over[a][b] || (over[a][by] && over[by][b]);
    }
    bool all = true;
    for (uint32_t k = 1; k < n; k++) {
        all = all && over[0][k] && over[k][0];
    }
    return all;
}

/* The next weights in steps of 1 / (UNIT * FINE). */
static inline bool small_next_weights(uint32_t n, int *w) {
    for (uint32_t i = 0; i < n; i++) {
        if (++w[i] <= UNIT * FINE) {
            return true;
        }
        w[i] = 0;
    }
    return false;
}

static inline bool small_weights_fit(const small_belief *s, uint32_t n, const int *w) {
    bool fit = true;
    int sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += w[i];
        fit = fit && w[i] >= s->weight_low[i] * FINE && w[i] <= s->weight_high[i] * FINE;
    }
    for (uint32_t o = 0; o < s->belief.n_importance; o++) {
        const truce_belief_order order = s->importance[o];
        fit = fit && w[order.better[0]] >= w[order.worse[0]];
        fit = fit && (!order.tied || w[order.better[0]] == w[order.worse[0]]);
    }
    return fit && (s->belief.absolute || sum == UNIT * FINE);
}

static inline bool small_holds_joint(const small_belief *s, uint32_t joint,
                                     const uint32_t *package) {
    bool holds = true;
    for (uint32_t i = 0; i < s->joints[joint].n_parts; i++) {
        const truce_belief_part part = s->joints[joint].parts[i];
        holds = holds && (*part.values >> package[part.variable] & 1) != 0;
    }
    return holds;
}

#endif
