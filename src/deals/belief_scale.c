/* Numbers for what lies between stated ones; then whether numbers are as written or within a scale;
 * then what orders, ends of the scale and the sum of the weights leave of each span. */
#include <stdlib.h>

#include "belief_parts.h"

static const truce_ratio nought = {0, 1};

/* ---- straight lines ---- */

/* The values between two stated ones, `left` and `right`. */
static bool draw_line(belief_maker *m, uint32_t v, uint32_t left, uint32_t right) {
    belief_variable *const variable = &m->variables[v];
    const truce_space_value *const at = m->space->variables[v].values;
    const truce_bounds from = variable->values[left];
    const truce_bounds to = variable->values[right];
    for (uint32_t k = left + 1; k < right; k++) {
        truce_belief_line *const line = &variable->lines[k];
        truce_bounds *const span = &variable->values[k];
        line->left = left;
        line->right = right;
        if (!truce_ratio_divide(truce_ratio_whole(at[k].first - at[left].first),
                                truce_ratio_whole(at[right].first - at[left].first),
                                &line->share) ||
            !truce_ratio_between(from.low, to.low, line->share, &span->low) ||
            !truce_ratio_between(from.high, to.high, line->share, &span->high)) {
            return belief_too_many_digits(m);
        }
    }
    return true;
}

static bool draw_lines(belief_maker *m, uint32_t v) {
    belief_variable *const variable = &m->variables[v];
    const uint32_t n = m->space->variables[v].n_values;
    uint32_t last = TRUCE_NONE; /* the last stated value */
    for (uint32_t k = 0; k < n; k++) {
        if (variable->value_lines[k] == TRUCE_NONE) {
            continue;
        }
        if (last != TRUCE_NONE && k > last + 1) {
            if (variable->lines == NULL) {
                variable->lines = truce_arena_take(m->arena, n * sizeof *variable->lines);
                for (uint32_t i = 0; variable->lines != NULL && i < n; i++) {
                    variable->lines[i] = (truce_belief_line){TRUCE_NONE, TRUCE_NONE, nought};
                }
            }
            if (variable->lines == NULL) {
                return belief_no_memory(m);
            }
            if (!draw_line(m, v, last, k)) {
                return false;
            }
            m->straight = true;
        }
        last = k;
    }
    return true;
}

static bool is_known(const belief_variable *v, uint32_t k) {
    return v->value_lines[k] != TRUCE_NONE || (v->lines != NULL && v->lines[k].left != TRUCE_NONE);
}

/* ---- as written, or within a scale ---- */

/* The first value that nothing is said of, or TRUCE_NONE; likewise one that is no single number. */
static uint32_t first_unknown(const belief_maker *m, uint32_t v) {
    for (uint32_t k = 0; k < m->space->variables[v].n_values; k++) {
        if (!is_known(&m->variables[v], k)) {
            return k;
        }
    }
    return TRUCE_NONE;
}

static uint32_t first_wide(const belief_maker *m, uint32_t v) {
    for (uint32_t k = 0; k < m->space->variables[v].n_values; k++) {
        if (!truce_bounds_exact(m->variables[v].values[k])) {
            return k;
        }
    }
    return TRUCE_NONE;
}

/* "cameras full", "wage 6.25". */
static truce_str option_called(belief_maker *m, uint32_t v, uint32_t k) {
    const truce_space_variable *const of = &m->space->variables[v];
    const truce_issue *const issue = &m->c->issues[of->issue];
    const truce_str name = truce_case_name(m->c, issue->head.name);
    const int64_t first = of->values[k].first;
    if (issue->has_range) {
        truce_decimal number = issue->low;
        char digits[24];
        (void)truce_decimal_at(issue->low, issue->step, first, &number);
        const size_t size = truce_decimal_write(number, digits);
        return truce_arena_printf(m->arena, "%.*s %.*s", TRUCE_STR_ARGS(name), (int)size, digits);
    }
    uint32_t at = 0;
    while (first < (int64_t)issue->n_rungs ? issue->options[at].rank != (uint32_t)first
                                           : (int64_t)issue->n_rungs + at != first) {
        at++;
    }
    const truce_str option = truce_case_name(m->c, issue->options[at].name);
    return truce_arena_printf(m->arena, "%.*s %.*s", TRUCE_STR_ARGS(name), TRUCE_STR_ARGS(option));
}

/* Why the numbers are not as written: an empty text when they are. */
static truce_str why_relative(belief_maker *m) {
    bool weighed = m->n_importance > 0;
    if (m->p->percent) {
        return TRUCE_STR("they are in percent");
    }
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        weighed =
            weighed || (m->variables[v].mentioned && m->variables[v].weight_line != TRUCE_NONE);
    }
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        const belief_variable *const variable = &m->variables[v];
        if (!variable->mentioned) {
            continue;
        }
        uint32_t k = first_unknown(m, v);
        const bool unknown = k != TRUCE_NONE;
        k = unknown ? k : first_wide(m, v);
        if (k != TRUCE_NONE) {
            const truce_str called = option_called(m, v, k);
            return truce_arena_printf(m->arena, "%.*s has %s", TRUCE_STR_ARGS(called),
                                      unknown ? "no value" : "a range");
        }
        if (weighed &&
            (variable->weight_line == TRUCE_NONE || !truce_bounds_exact(variable->weight))) {
            const truce_str called = belief_called(m, v);
            return truce_arena_printf(m->arena, "%.*s has no one weight", TRUCE_STR_ARGS(called));
        }
    }
    for (uint32_t i = 0; i < m->n_joints; i++) {
        if (m->joints[i].replaces != TRUCE_NONE && !truce_bounds_exact(m->joints[i].amount)) {
            return TRUCE_STR("a value on a condition is a range");
        }
    }
    return (truce_str){NULL, 0};
}

/* An amount beyond the ends of the scale. */
static bool out_of_scale(belief_maker *m, const truce_amount *amount, const char *what) {
    const truce_str hint =
        m->p->percent ? (truce_str){NULL, 0}
                      : truce_arena_printf(
                            m->arena,
                            "end the first line with \"in percent\" if that is meant; numbers "
                            "are as written only where all options and weights have one (%.*s)",
                            TRUCE_STR_ARGS(m->why_relative));
    return belief_wrong(m, amount->place, amount->size, hint, "%s lies from 0 to %lld here", what,
                        (long long)m->top);
}

static bool within(const belief_maker *m, truce_bounds span) {
    return truce_ratio_compare(span.low, nought) >= 0 &&
           truce_ratio_compare(span.high, truce_ratio_whole(m->top)) <= 0;
}

static bool check_scale(belief_maker *m) {
    bool good = true;
    for (uint32_t i = 0; i < m->p->n_lines; i++) {
        const truce_preference *const line = &m->p->lines[i];
        const bool weight = line->kind == TRUCE_PREFERS_WEIGHT;
        const bool reserve =
            line->kind == TRUCE_PREFERS_RESERVE && line->n_items == 0 && m->n_added == 0;
        truce_bounds span;
        if ((weight || line->kind == TRUCE_PREFERS_VALUE || reserve) &&
            belief_span_of(m, &line->amount, &span) && !within(m, span)) {
            good = out_of_scale(m, &line->amount,
                                weight    ? "a weight"
                                : reserve ? "what the party has without an agreement"
                                          : "a value");
        }
    }
    return good;
}

/* What is not stated lies anywhere on the scale. */
static void fill_spans(belief_maker *m) {
    const truce_bounds all = {nought, truce_ratio_whole(m->top)};
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        belief_variable *const variable = &m->variables[v];
        for (uint32_t k = 0; variable->mentioned && k < m->space->variables[v].n_values; k++) {
            if (!is_known(variable, k)) {
                variable->values[k] = all;
                variable->anchored = true;
            }
        }
        if (variable->mentioned && variable->weight_line == TRUCE_NONE) {
            variable->weight = all;
        }
    }
}

static bool check_as_written(belief_maker *m) {
    const truce_preference *first = NULL;
    bool any = true; /* somebody weighs something, if there is anything to weigh */
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        belief_variable *const variable = &m->variables[v];
        if (!variable->mentioned) {
            continue;
        }
        if (variable->weight_line == TRUCE_NONE) { /* then no line speaks of weights */
            variable->weight = (truce_bounds){truce_ratio_whole(1), truce_ratio_whole(1)};
            continue;
        }
        any = first != NULL && any;
        any = any || truce_ratio_compare(variable->weight.low, nought) > 0;
        first = first != NULL ? first : &m->p->lines[variable->weight_line];
    }
    return any || belief_wrong(m, first->amount.place, first->amount.size,
                               TRUCE_STR("give a weight to what the party cares about"),
                               "every weight of the record is 0");
}

bool belief_scale(belief_maker *m) {
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        if (m->variables[v].mentioned && m->c->issues[m->space->variables[v].issue].has_range &&
            !draw_lines(m, v)) {
            return false;
        }
    }
    m->top = m->p->percent ? 100 : 1;
    m->why_relative = why_relative(m);
    m->absolute = m->why_relative.size == 0;
    if (m->absolute) {
        return check_as_written(m);
    }
    fill_spans(m);
    return check_scale(m);
}

/* ---- the ends of the scale ---- */

/* The values of a variable as classes of what is tied. */
typedef struct tied_values {
    truce_bounds span;
    bool loose; /* one value that stands for several options: each may be worth something else */
} tied_values;

static tied_values *find_tied(belief_maker *m, uint32_t at, const belief_ranking *r) {
    const belief_variable *const v = &m->variables[at];
    tied_values *const classes = truce_arena_zero(m->arena, r->n_classes, sizeof *classes);
    for (uint32_t k = 0; classes != NULL && k < r->n; k++) {
        tied_values *const of = &classes[r->classes[k]];
        of->span = v->values[k];
        of->loose = m->space->variables[at].values[k].count > 1 && !is_known(v, k);
    }
    for (uint32_t i = 0; classes != NULL && i < r->n_orders; i++) {
        if (r->orders[i].tied) {
            classes[r->classes[r->orders[i].better[0]]].loose = false;
        }
    }
    return classes;
}

/* The one class of those that may be the best or, with `best` false, the worst; TRUCE_NONE: none,
 * or several. *n says how many; `but` is not asked. */
static uint32_t only_end(const belief_maker *m, const belief_ranking *r, const tied_values *classes,
                         bool best, uint32_t but, uint32_t *n) {
    uint32_t only = TRUCE_NONE;
    *n = 0;
    for (uint32_t i = 0; i < r->n_classes; i++) {
        const bool reached =
            best ? !r->topped[i] &&
                       truce_ratio_equal(classes[i].span.high, truce_ratio_whole(m->top))
                 : !r->floored[i] && truce_ratio_equal(classes[i].span.low, nought);
        if (reached && i != but) {
            only = i;
            *n += classes[i].loose ? 2 : 1;
        }
    }
    return *n == 1 ? only : TRUCE_NONE;
}

static bool no_end(belief_maker *m, const belief_variable *v, uint32_t at, bool best) {
    const truce_str called = belief_called(m, at);
    return belief_wrong(m, m->p->lines[v->line].place, 0,
                        TRUCE_STR("give a value to each of its options if they do not reach it"),
                        "no option of %.*s can be worth %lld, though not all have a value: its %s "
                        "should be",
                        TRUCE_STR_ARGS(called), best ? (long long)m->top : 0LL,
                        best ? "best" : "worst");
}

/* The worst value is 0 and the best is the top: where only one class can be either, it is. */
static bool anchor(belief_maker *m, uint32_t at, const belief_ranking *r) {
    belief_variable *const v = &m->variables[at];
    const tied_values *const classes = find_tied(m, at, r);
    if (classes == NULL) {
        return belief_no_memory(m);
    }
    if (r->n_classes <= 1 && !classes[0].loose) { /* one is as good as the other */
        for (uint32_t k = 0; k < r->n; k++) {
            v->values[k] = (truce_bounds){nought, nought};
        }
        v->anchored = false;
        return true;
    }
    uint32_t n_best;
    uint32_t n_worst;
    uint32_t best = only_end(m, r, classes, true, TRUCE_NONE, &n_best);
    uint32_t worst = only_end(m, r, classes, false, best, &n_worst);
    if (n_worst == 0 || n_best == 0) {
        return no_end(m, v, at, n_best == 0);
    }
    best = best == TRUCE_NONE ? only_end(m, r, classes, true, worst, &n_best) : best;
    if (n_best == 0) {
        return no_end(m, v, at, true);
    }
    for (uint32_t k = 0; k < r->n; k++) {
        if (r->classes[k] == best) {
            v->values[k].low = truce_ratio_whole(m->top);
        } else if (r->classes[k] == worst) {
            v->values[k].high = nought;
        }
    }
    return true;
}

static truce_place place_of(const belief_maker *m, uint32_t line) {
    return line != TRUCE_NONE ? m->p->lines[line].place : 0;
}

static bool narrow_values(belief_maker *m, uint32_t at) {
    belief_variable *const v = &m->variables[at];
    const uint32_t n = m->space->variables[at].n_values;
    truce_place *const places = truce_arena_take(m->arena, n * sizeof *places);
    if (places == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t k = 0; k < n; k++) {
        places[k] = place_of(m, v->value_lines[k]);
    }
    belief_ranking r = {.n = n,
                        .spans = v->values,
                        .places = places,
                        .orders = v->orders,
                        .n_orders = v->n_orders,
                        .what = "options"};
    return belief_rank(m, &r) && (!v->anchored || anchor(m, at, &r));
}

/* ---- the sum of the weights ---- */

typedef struct sums {
    truce_ratio low, high;
} sums;

static bool sum_up(belief_maker *m, const truce_bounds *weights, sums *out) {
    *out = (sums){nought, nought};
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        if (m->variables[v].mentioned &&
            (!truce_ratio_add(out->low, weights[v].low, &out->low) ||
             !truce_ratio_add(out->high, weights[v].high, &out->high))) {
            return belief_too_many_digits(m);
        }
    }
    return true;
}

/* Where the weights can only sum up at one end of every span, they are those ends: do the orders
 * hold there? */
static bool orders_hold(belief_maker *m, const truce_bounds *weights, bool low) {
    for (uint32_t i = 0; i < m->n_importance; i++) {
        const truce_belief_order *const o = &m->importance[i];
        for (uint32_t k = 0; !o->tied && k < o->n_better; k++) {
            for (uint32_t j = 0; j < o->n_worse; j++) {
                const truce_bounds a = weights[o->better[k]];
                const truce_bounds b = weights[o->worse[j]];
                if (truce_ratio_compare(low ? a.low : a.high, low ? b.low : b.high) <= 0) {
                    return belief_wrong(
                        m, o->place, 0, TRUCE_STR("the sum leaves one number for each weight"),
                        "this order does not fit weights that sum to %lld", (long long)m->top);
                }
            }
        }
    }
    return true;
}

/* The line to complain at: the first that gives a weight, or an importance, or speaks of an issue.
 */
static truce_place weights_place(const belief_maker *m) {
    truce_place place = m->p->head.place;
    for (uint32_t i = m->p->n_lines; i-- > 0;) {
        const truce_preference_kind kind = m->p->lines[i].kind;
        if (kind == TRUCE_PREFERS_WEIGHT || kind == TRUCE_PREFERS_IMPORTANCE) {
            place = m->p->lines[i].place;
        }
    }
    return place;
}

static bool check_sum(belief_maker *m, const truce_bounds *weights, const sums *sum) {
    const truce_ratio total = truce_ratio_whole(m->top);
    const int low = truce_ratio_compare(sum->low, total);
    const int high = truce_ratio_compare(sum->high, total);
    if (low > 0 || high < 0) {
        const truce_ratio got = low > 0 ? sum->low : sum->high;
        return belief_wrong(m, weights_place(m), 6,
                            TRUCE_STR("weights are shares: change them, or give ranges"),
                            "the weights sum to %s%.6g, and should sum to %lld",
                            truce_ratio_equal(sum->low, sum->high) ? ""
                            : low > 0                              ? "at least "
                                                                   : "at most ",
                            truce_ratio_double(got), (long long)m->top);
    }
    return (low < 0 || orders_hold(m, weights, true)) &&
           (high > 0 || low == 0 || orders_hold(m, weights, false));
}

/* A weight is at least what the others leave, and at most that. Where a difference has too many
 * digits the span stays as wide as it was. */
static void tighten(belief_maker *m, truce_bounds *weights, const sums *sum) {
    const truce_ratio total = truce_ratio_whole(m->top);
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        truce_ratio rest;
        truce_ratio end;
        truce_bounds *const w = &weights[v];
        const truce_bounds was = *w;
        if (!m->variables[v].mentioned) {
            continue;
        }
        if (truce_ratio_subtract(sum->high, was.high, &rest) &&
            truce_ratio_subtract(total, rest, &end) && truce_ratio_compare(end, w->low) > 0) {
            w->low = end;
        }
        if (truce_ratio_subtract(sum->low, was.low, &rest) &&
            truce_ratio_subtract(total, rest, &end) && truce_ratio_compare(end, w->high) < 0) {
            w->high = end;
        }
    }
}

static bool narrow_weights(belief_maker *m) {
    const uint32_t n = m->space->n_variables;
    truce_bounds *const weights = truce_arena_take(m->arena, n * sizeof *weights);
    truce_place *const places = truce_arena_take(m->arena, n * sizeof *places);
    bool any = false;
    if (weights == NULL || places == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t v = 0; v < n; v++) {
        places[v] = m->variables[v].mentioned ? place_of(m, m->variables[v].weight_line) : 0;
        weights[v] =
            m->variables[v].mentioned ? m->variables[v].weight : (truce_bounds){nought, nought};
        any = any || m->variables[v].mentioned;
    }
    belief_ranking r = {.n = n,
                        .spans = weights,
                        .places = places,
                        .orders = m->importance,
                        .n_orders = m->n_importance,
                        .what = "weights"};
    if (!belief_rank(m, &r)) {
        return false;
    }
    if (!m->absolute && any) {
        sums sum;
        if (!sum_up(m, weights, &sum) || !check_sum(m, weights, &sum)) {
            return false;
        }
        tighten(m, weights, &sum);
    }
    for (uint32_t v = 0; v < n; v++) {
        m->variables[v].weight = weights[v];
    }
    return true;
}

bool belief_narrow(belief_maker *m) {
    bool good = true;
    for (uint32_t v = 0; v < m->space->n_variables && m->status == TRUCE_OK; v++) {
        if (m->variables[v].mentioned) {
            good = narrow_values(m, v) && good;
        }
    }
    return m->status == TRUCE_OK && narrow_weights(m) && good;
}
