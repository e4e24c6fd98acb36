/* Differences of values under orders and ends. Without anchors the largest difference is that of
 * the far ends, and at most 0 where the orders say so. With anchors one value is the best and one
 * the worst, and whoever is above the best is as good, below the worst as bad: so what counts is
 * whether a best and a worst can be found that leave both values free. */
#include "deals/gain.h"

#include <assert.h>

__extension__ typedef __int128 wide;

static const uint32_t ANY = UINT32_MAX;

/* Can a best and a worst value be found, where the best is not below `free_below`, nor the worst
 * above `free_above`? */
static bool ends_leave(const mind_issue *issue, uint32_t free_below, uint32_t free_above) {
    for (uint32_t b = 0; b < issue->n_values; b++) {
        if (!mind_has(issue->best, b) || (free_below != ANY && mind_over(issue, free_below, b))) {
            continue;
        }
        for (uint32_t w = 0; w < issue->n_words; w++) {
            uint64_t left = issue->worst[w] & ~issue->over[(size_t)b * issue->n_words + w];
            if (free_above != ANY) {
                left &= ~issue->over[(size_t)free_above * issue->n_words + w];
            }
            if (left != 0) {
                return true;
            }
        }
    }
    return false;
}

/* ---- values on lines ---------------------------------------------------------------------------
 */

/* A best and a worst value, or ANY where the issue has none. */
typedef struct ends {
    uint32_t best, worst;
} ends;

/* The next possible ends behind these; false after the last. */
static bool next_ends(const mind_issue *i, ends *e) {
    if (!i->anchored) {
        return false;
    }
    for (;;) {
        if (++e->worst == i->n_values) {
            e->worst = 0;
            e->best++;
        }
        if (e->best == i->n_values) {
            return false;
        }
        if (mind_has(i->best, e->best) && mind_has(i->worst, e->worst) &&
            !mind_over(i, e->worst, e->best)) {
            return true;
        }
    }
}

static int64_t high_with(const mind *m, const mind_issue *i, ends e, uint32_t value) {
    (void)m;
    return i->anchored && mind_over(i, e.worst, value) ? 0 : i->at[value].high;
}

static int64_t low_with(const mind *m, const mind_issue *i, ends e, uint32_t value) {
    return i->anchored && mind_over(i, value, e.best) ? m->value_unit : i->at[value].low;
}

static int64_t gain_with(const mind *m, const mind_issue *i, ends e, uint32_t to, uint32_t from) {
    const int64_t most = high_with(m, i, e, to) - low_with(m, i, e, from);
    return to == from || (mind_over(i, from, to) && most > 0) ? 0 : most;
}

/* A value as shares of two others: `of[0]` of `under` of the first, the rest of the second. */
typedef struct mix {
    uint32_t value[2];
    int64_t of[2];
    int64_t under;
} mix;

static mix mix_of(const mind_issue *i, uint32_t value) {
    if (!mind_is_on_line(i, value)) {
        return (mix){{value, value}, {1, 0}, 1};
    }
    const mind_line l = i->lines[value];
    return (mix){{l.left, l.right}, {l.under - l.over, l.over}, l.under};
}

static int64_t up(wide over, wide under) {
    return (int64_t)(over / under + (over % under > 0));
}

/* The largest difference of two mixes is the cheapest way to bring the one's shares to the other's,
 * where bringing a share costs the largest difference of the two values: there is nothing between
 * values but orders and ends (linear programming duality). One number says how the shares are
 * brought, so one of its two ends is the cheapest. */
static int64_t mixed_gain(const mind *m, const mind_issue *i, ends e, const mix *to,
                          const mix *from) {
    const wide whole = (wide)to->under * from->under;
    const wide have = (wide)to->of[0] * from->under;
    const wide need = (wide)from->of[0] * to->under;
    const wide least = have + need > whole ? have + need - whole : 0;
    const wide most = have < need ? have : need;
    wide best = 0;
    for (int turn = 0; turn < 2; turn++) {
        const wide x = turn == 0 ? least : most;
        const wide cost =
            x * gain_with(m, i, e, to->value[0], from->value[0]) +
            (have - x) * gain_with(m, i, e, to->value[0], from->value[1]) +
            (need - x) * gain_with(m, i, e, to->value[1], from->value[0]) +
            (whole - have - need + x) * gain_with(m, i, e, to->value[1], from->value[1]);
        best = turn == 0 || cost < best ? cost : best;
    }
    return up(best, whole);
}

static int64_t line_gain(const mind *m, const mind_issue *i, uint32_t to, uint32_t from) {
    const mix a = mix_of(i, to);
    const mix b = mix_of(i, from);
    ends e = {i->anchored ? 0 : ANY, ANY};
    int64_t most = i->anchored ? -m->value_unit : mixed_gain(m, i, e, &a, &b);
    while (next_ends(i, &e)) {
        const int64_t here = mixed_gain(m, i, e, &a, &b);
        most = here > most ? here : most;
    }
    return most;
}

/* The least (sign -1, negated) or the most that a value on a line is worth. */
static int64_t line_end(const mind *m, const mind_issue *i, uint32_t value, int sign) {
    const mix a = mix_of(i, value);
    ends e = {i->anchored ? 0 : ANY, ANY};
    int64_t most = INT64_MIN;
    bool more = !i->anchored || next_ends(i, &e);
    while (more) {
        wide sum = 0;
        for (int k = 0; k < 2; k++) {
            sum += (wide)a.of[k] *
                   (sign > 0 ? high_with(m, i, e, a.value[k]) : -low_with(m, i, e, a.value[k]));
        }
        most = up(sum, a.under) > most ? up(sum, a.under) : most;
        more = next_ends(i, &e);
    }
    return most;
}

/* ---- values ------------------------------------------------------------------------------------
 */

int64_t gain_least(const mind *m, uint32_t issue, uint32_t value) {
    const mind_issue *i = &m->issues[issue];
    if (mind_is_on_line(i, value)) {
        return -line_end(m, i, value, -1);
    }
    return !i->anchored || ends_leave(i, value, ANY) ? i->at[value].low : m->value_unit;
}

int64_t gain_most(const mind *m, uint32_t issue, uint32_t value) {
    const mind_issue *i = &m->issues[issue];
    if (mind_is_on_line(i, value)) {
        return line_end(m, i, value, 1);
    }
    return !i->anchored || ends_leave(i, ANY, value) ? i->at[value].high : 0;
}

/* The largest difference when nothing is said of which of the two is better. */
static int64_t far_ends(const mind *m, const mind_issue *i, uint32_t to, uint32_t from) {
    if (!i->anchored || ends_leave(i, from, to)) {
        return i->at[to].high - i->at[from].low;
    }
    int64_t most = -m->value_unit; /* the one worst, the other best */
    if (ends_leave(i, from, ANY) && -i->at[from].low > most) {
        most = -i->at[from].low;
    }
    if (ends_leave(i, ANY, to) && i->at[to].high - m->value_unit > most) {
        most = i->at[to].high - m->value_unit;
    }
    return most;
}

int64_t gain_of_value(const mind *m, uint32_t issue, uint32_t to, uint32_t from) {
    const mind_issue *i = &m->issues[issue];
    const bool below = mind_over(i, from, to);
    if (to == from || i->weight.high == 0 || (below && mind_over(i, to, from))) {
        return 0;
    }
    if (mind_is_on_line(i, to) || mind_is_on_line(i, from)) {
        return line_gain(m, i, to, from);
    }
    const int64_t most = far_ends(m, i, to, from);
    return below && most > 0 ? 0 : most;
}

int64_t gain_of_choice(const mind *m, uint32_t issue, gain_choice to, gain_choice from) {
    if (m->issues[issue].weight.high == 0) {
        return 0;
    }
    if (to.joint == TRUCE_NONE && from.joint == TRUCE_NONE) {
        return gain_of_value(m, issue, to.value, from.value);
    }
    if (to.joint == from.joint) {
        return 0;
    }
    return (to.joint == TRUCE_NONE ? gain_most(m, issue, to.value)
                                   : m->joints[to.joint].amount.high) -
           (from.joint == TRUCE_NONE ? gain_least(m, issue, from.value)
                                     : m->joints[from.joint].amount.low);
}

void gain_between(const mind *m, const uint32_t *to, const uint32_t *from, gain_form *form) {
    form->constant = 0;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        form->factors[i] = gain_of_choice(m, i, gain_chosen(m, i, to), gain_chosen(m, i, from));
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        const mind_joint *t = &m->joints[j];
        if (t->replaces == TRUCE_NONE) {
            form->constant += gain_of_joint(t, mind_holds(t, to), mind_holds(t, from));
        }
    }
}

/* Weights that are numbers are a polytope of one corner. */
static truce_status fixed_corner(const mind *m, const int64_t *factors, truce_arena *arena,
                                 truce_linear_best *best, truce_error *err) {
    int64_t *weights = truce_arena_zero(arena, m->n_issues, sizeof *weights);
    int64_t *prices = truce_arena_zero(arena, m->n_heavier + (size_t)1, sizeof *prices);
    wide sum = 0;
    if (weights == NULL || prices == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for weights");
    }
    for (uint32_t i = 0; i < m->n_issues; i++) {
        weights[i] = m->issues[i].weight.low;
        sum += (wide)weights[i] * factors[i];
    }
    if (sum > INT64_MAX || sum < -INT64_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "the numbers are too long for an exact comparison");
    }
    *best = (truce_linear_best){
        .under = 1, .value = (int64_t)sum, .variables = weights, .prices = prices};
    return TRUCE_OK;
}

truce_status gain_corner(const mind *m, const int64_t *factors, truce_arena *arena,
                         truce_linear_best *best, truce_error *err) {
    return m->fixed ? fixed_corner(m, factors, arena, best, err)
                    : truce_linear_maximise(&m->weights, factors, arena, best, err);
}

truce_status gain_largest(const mind *m, const gain_form *form, truce_arena *arena,
                          truce_linear_best *best, int *sign, truce_error *err) {
    const truce_status status = gain_corner(m, form->factors, arena, best, err);
    if (status == TRUCE_OK) {
        assert(!best->endless); /* every weight has an end */
        const wide sum = (wide)form->constant * best->under + best->value;
        *sign = (sum > 0) - (sum < 0);
    }
    return status;
}
