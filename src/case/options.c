#include "truce/case/options.h"

#include <stdlib.h>

static int by_low(const void *left, const void *right) {
    const truce_interval *const l = left;
    const truce_interval *const r = right;
    return l->low != r->low ? (l->low > r->low) - (l->low < r->low)
                            : (l->high > r->high) - (l->high < r->high);
}

static truce_interval value_interval(const truce_issue *issue, const truce_value *value) {
    truce_interval in = {0, 0};
    if (value->kind == TRUCE_VALUE_OPTION) {
        const truce_option *const option = &issue->options[value->index];
        in.low = option->rung ? (int64_t)option->rank : (int64_t)issue->n_rungs + value->index;
        in.high = in.low;
    } else {
        /* The reader saw that both ends are steps of the range. */
        (void)truce_decimal_step(value->low, issue->low, issue->step, &in.low);
        (void)truce_decimal_step(value->high, issue->low, issue->step, &in.high);
    }
    return in;
}

truce_option_set truce_item_options(const truce_issue *issue, const truce_item *item,
                                    truce_arena *arena, bool *failed) {
    truce_option_set set = {NULL, 0};
    if (item->n_values == 0) {
        return set;
    }
    truce_interval *const at = truce_arena_take(arena, item->n_values * sizeof *at);
    if (at == NULL) {
        *failed = true;
        return set;
    }
    for (uint32_t i = 0; i < item->n_values; i++) {
        at[i] = value_interval(issue, &item->values[i]);
    }
    if (item->extent == TRUCE_EXTENT_OR_MORE) {
        at[0].high = issue->has_range ? issue->steps : (int64_t)issue->n_rungs - 1;
    } else if (item->extent == TRUCE_EXTENT_OR_LESS) {
        at[0].low = 0;
    }
    if (item->n_values > 1) {
        qsort(at, item->n_values, sizeof *at, by_low);
    }
    uint32_t n = 0;
    for (uint32_t i = 1; i < item->n_values; i++) {
        if (at[i].low <= at[n].high + 1) {
            at[n].high = at[i].high > at[n].high ? at[i].high : at[n].high;
        } else {
            at[++n] = at[i];
        }
    }
    set.at = at;
    set.n = n + 1;
    return set;
}

bool truce_options_meet(truce_option_set a, truce_option_set b) {
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < a.n && k < b.n) {
        if (a.at[i].high < b.at[k].low) {
            i++;
        } else if (b.at[k].high < a.at[i].low) {
            k++;
        } else {
            return true;
        }
    }
    return false;
}

bool truce_options_within(truce_option_set inner, truce_option_set outer) {
    uint32_t o = 0;
    for (uint32_t i = 0; i < inner.n; i++) {
        while (o < outer.n && outer.at[o].high < inner.at[i].low) {
            o++;
        }
        if (o == outer.n || inner.at[i].low < outer.at[o].low ||
            inner.at[i].high > outer.at[o].high) {
            return false;
        }
    }
    return true;
}

bool truce_options_equal(truce_option_set a, truce_option_set b) {
    if (a.n == 0 || a.n != b.n) {
        return false;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        if (a.at[i].low != b.at[i].low || a.at[i].high != b.at[i].high) {
            return false;
        }
    }
    return true;
}
