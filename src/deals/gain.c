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

int64_t gain_least(const mind *m, uint32_t issue, uint32_t value) {
    const mind_issue *i = &m->issues[issue];
    return !i->anchored || ends_leave(i, value, ANY) ? i->at[value].low : m->value_unit;
}

int64_t gain_most(const mind *m, uint32_t issue, uint32_t value) {
    const mind_issue *i = &m->issues[issue];
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
    const int64_t most = far_ends(m, i, to, from);
    return below && most > 0 ? 0 : most;
}

void gain_between(const mind *m, const uint32_t *to, const uint32_t *from, gain_form *form) {
    form->constant = 0;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        form->factors[i] = gain_of_value(m, i, to[i], from[i]);
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        const mind_joint *t = &m->joints[j];
        const int64_t gain = gain_of_joint(t, mind_holds(t, to), mind_holds(t, from));
        if (t->weighed_by == TRUCE_NONE) {
            form->constant += gain;
        } else {
            form->factors[t->weighed_by] += gain;
        }
    }
}

truce_status gain_largest(const mind *m, const gain_form *form, truce_arena *arena,
                          truce_linear_best *best, int *sign, truce_error *err) {
    const truce_status status = truce_linear_maximise(&m->weights, form->factors, arena, best, err);
    if (status == TRUCE_OK) {
        assert(!best->endless); /* every weight has an end */
        const wide sum = (wide)form->constant * best->under + best->value;
        *sign = (sum > 0) - (sum < 0);
    }
    return status;
}
