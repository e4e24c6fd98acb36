/* Each line of a record, to the variables and values that it is of. */
#include <stdlib.h>

#include "belief_parts.h"

bool belief_whom_of(belief_maker *m, const truce_item *item, belief_whom *whom) {
    const uint32_t i = truce_case_find(m->c, TRUCE_KIND_ISSUE, item->issue);
    const truce_issue *const issue = &m->c->issues[i];
    *whom = (belief_whom){m->space->rows[i], m->space->rows[i + 1] - m->space->rows[i], NULL};
    if (item->groups.n == 0) {
        return true;
    }
    uint32_t *const at = truce_arena_take(m->arena, item->groups.n * sizeof *at);
    if (at == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t g = 0; g < issue->per.n; g++) {
        m->group_at[truce_case_find(m->c, TRUCE_KIND_ACTOR, issue->per.at[g])] = g;
    }
    for (uint32_t k = 0; k < item->groups.n; k++) {
        at[k] = m->group_at[truce_case_find(m->c, TRUCE_KIND_ACTOR, item->groups.at[k])];
    }
    whom->n = item->groups.n;
    whom->at = at;
    return true;
}

/* The first value of the variable that does not lie below that option. */
static uint32_t value_from(const truce_space_variable *v, int64_t option) {
    uint32_t low = 0;
    uint32_t high = v->n_values;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (v->values[middle].first < option) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool belief_set_of(belief_maker *m, const truce_item *item, belief_set *set) {
    const uint32_t i = truce_case_find(m->c, TRUCE_KIND_ISSUE, item->issue);
    const truce_space_variable *const v = &m->space->variables[m->space->rows[i]];
    bool failed = false;
    const truce_option_set options = truce_item_options(&m->c->issues[i], item, m->arena, &failed);
    size_t n = 0;
    for (uint32_t k = 0; k < options.n; k++) {
        n += value_from(v, options.at[k].high + 1) - value_from(v, options.at[k].low);
    }
    set->at = failed ? NULL : truce_arena_take(m->arena, n * sizeof *set->at);
    set->n = 0;
    if (set->at == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t k = 0; k < options.n; k++) {
        const uint32_t end = value_from(v, options.at[k].high + 1);
        for (uint32_t value = value_from(v, options.at[k].low); value < end; value++) {
            set->at[set->n++] = value;
        }
    }
    return true;
}

/* A line speaks of that variable's weight or values. */
belief_variable *belief_mention(belief_maker *m, uint32_t v, const truce_preference *line) {
    belief_variable *const variable = &m->variables[v];
    if (variable->mentioned) {
        return variable;
    }
    const uint32_t n = m->space->variables[v].n_values;
    m->n_values += n;
    if (m->n_values > TRUCE_BELIEF_VALUES_MAX) {
        m->status = truce_fail(m->err, TRUCE_ELIMIT,
                               "preferences over more than %d options of all groups in all",
                               TRUCE_BELIEF_VALUES_MAX);
        return NULL;
    }
    variable->values = truce_arena_zero(m->arena, n, sizeof *variable->values);
    variable->value_lines = truce_arena_take(m->arena, n * sizeof *variable->value_lines);
    if (variable->values == NULL || variable->value_lines == NULL) {
        (void)belief_no_memory(m);
        return NULL;
    }
    for (uint32_t k = 0; k < n; k++) {
        variable->value_lines[k] = TRUCE_NONE;
    }
    variable->mentioned = true;
    variable->line = (uint32_t)(line - m->p->lines);
    variable->weight_line = TRUCE_NONE;
    return variable;
}

static bool add_order(belief_maker *m, truce_belief_order **list, uint32_t *n, size_t *cap,
                      truce_belief_order order) {
    truce_belief_order *const at = truce_arena_grow(m->arena, *list, *n, cap, sizeof *at);
    if (at == NULL) {
        return belief_no_memory(m);
    }
    *list = at;
    at[(*n)++] = order;
    return true;
}

static bool read_order(belief_maker *m, const truce_preference *line) {
    belief_whom whom;
    belief_set *const sets = truce_arena_take(m->arena, line->n_items * sizeof *sets);
    if (sets == NULL) {
        return belief_no_memory(m);
    }
    if (!belief_whom_of(m, &line->items[0].item, &whom)) {
        return false;
    }
    for (uint32_t i = 0; i < line->n_items; i++) {
        if (!belief_set_of(m, &line->items[i].item, &sets[i])) {
            return false;
        }
    }
    for (uint32_t i = 0; i < whom.n; i++) {
        belief_variable *const v = belief_mention(m, belief_variable_at(&whom, i), line);
        for (uint32_t k = 1; v != NULL && k < line->n_items; k++) {
            const truce_belief_order order = {.better = sets[k - 1].at,
                                              .n_better = sets[k - 1].n,
                                              .worse = sets[k].at,
                                              .n_worse = sets[k].n,
                                              .tied = line->items[k].tied,
                                              .place = line->place};
            if (!add_order(m, &v->orders, &v->n_orders, &v->orders_cap, order)) {
                return false;
            }
        }
        if (v == NULL) {
            return false;
        }
    }
    return true;
}

static bool read_importance(belief_maker *m, const truce_preference *line) {
    belief_set before = {NULL, 0};
    for (uint32_t i = 0; i < line->n_items; i++) {
        belief_whom whom;
        if (!belief_whom_of(m, &line->items[i].item, &whom)) {
            return false;
        }
        belief_set now = {truce_arena_take(m->arena, whom.n * sizeof *now.at), whom.n};
        if (now.at == NULL) {
            return belief_no_memory(m);
        }
        for (uint32_t k = 0; k < whom.n; k++) {
            now.at[k] = belief_variable_at(&whom, k);
            if (belief_mention(m, now.at[k], line) == NULL) {
                return false;
            }
        }
        const truce_belief_order order = {.better = before.at,
                                          .n_better = before.n,
                                          .worse = now.at,
                                          .n_worse = now.n,
                                          .tied = line->items[i].tied,
                                          .place = line->place};
        if (i > 0 && !add_order(m, &m->importance, &m->n_importance, &m->importance_cap, order)) {
            return false;
        }
        before = now;
    }
    return true;
}

bool belief_span_of(belief_maker *m, const truce_amount *amount, truce_bounds *span) {
    const truce_ratio of = truce_ratio_of(amount->of);
    return (truce_ratio_divide(truce_ratio_of(amount->low), of, &span->low) &&
            truce_ratio_divide(truce_ratio_of(amount->high), of, &span->high)) ||
           belief_too_many_digits(m);
}

static bool read_weight(belief_maker *m, const truce_preference *line) {
    belief_whom whom;
    truce_bounds span;
    if (!belief_whom_of(m, &line->items[0].item, &whom) ||
        !belief_span_of(m, &line->amount, &span)) {
        return false;
    }
    for (uint32_t i = 0; i < whom.n; i++) {
        const uint32_t at = belief_variable_at(&whom, i);
        belief_variable *const v = belief_mention(m, at, line);
        if (v == NULL) {
            return false;
        }
        if (v->weight_line != TRUCE_NONE) {
            const truce_str called = belief_called(m, at);
            return belief_wrong(m, line->items[0].item.issue.place, 0,
                                belief_other_line(m, m->p->lines[v->weight_line].place),
                                "a second weight of %.*s", TRUCE_STR_ARGS(called));
        }
        v->weight = span;
        v->weight_line = (uint32_t)(line - m->p->lines);
    }
    return true;
}

static bool read_value(belief_maker *m, const truce_preference *line) {
    const truce_item *const item = &line->items[0].item;
    belief_whom whom;
    belief_set set;
    truce_bounds span;
    if (!belief_whom_of(m, item, &whom) || !belief_set_of(m, item, &set) ||
        !belief_span_of(m, &line->amount, &span)) {
        return false;
    }
    for (uint32_t i = 0; i < whom.n; i++) {
        belief_variable *const v = belief_mention(m, belief_variable_at(&whom, i), line);
        for (uint32_t k = 0; v != NULL && k < set.n; k++) {
            const uint32_t before = v->value_lines[set.at[k]];
            if (before != TRUCE_NONE) {
                return belief_wrong(m, item->values[0].place, 0,
                                    belief_other_line(m, m->p->lines[before].place),
                                    "a second value of an option, and both would hold");
            }
            v->value_lines[set.at[k]] = (uint32_t)(line - m->p->lines);
            v->values[set.at[k]] = span;
        }
        if (v == NULL) {
            return false;
        }
    }
    return true;
}

/* The options that the party has without an agreement. */
static bool read_package(belief_maker *m, const truce_preference *line) {
    const uint32_t n = m->space->n_variables;
    m->reserve_package = truce_arena_take(m->arena, n * sizeof *m->reserve_package);
    if (m->reserve_package == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t v = 0; v < n; v++) {
        m->reserve_package[v] = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < line->n_items; i++) {
        belief_whom whom;
        belief_set set;
        if (!belief_whom_of(m, &line->items[i].item, &whom) ||
            !belief_set_of(m, &line->items[i].item, &set)) {
            return false;
        }
        for (uint32_t k = 0; k < whom.n; k++) {
            m->reserve_package[belief_variable_at(&whom, k)] = set.at[0];
        }
    }
    return true;
}

static bool read_reserve(belief_maker *m, const truce_preference *line) {
    m->reserve = line;
    return line->n_items > 0 ? read_package(m, line)
                             : belief_span_of(m, &line->amount, &m->reserve_span);
}

/* A package says what is chosen wherever it matters. */
static bool check_package(belief_maker *m) {
    for (uint32_t v = 0; m->reserve_package != NULL && v < m->space->n_variables; v++) {
        if ((m->variables[v].mentioned || m->variables[v].joined) &&
            m->reserve_package[v] == TRUCE_NONE) {
            const truce_str called = belief_called(m, v);
            return belief_wrong(m, m->reserve->place, 7,
                                TRUCE_STR("name one option of every issue that the record names"),
                                "what the party has without an agreement leaves out %.*s",
                                TRUCE_STR_ARGS(called));
        }
    }
    return true;
}

static bool read_one(belief_maker *m, const truce_preference *line) {
    truce_bounds span;
    switch (line->kind) {
    case TRUCE_PREFERS_ORDER:
        return read_order(m, line);
    case TRUCE_PREFERS_IMPORTANCE:
        return read_importance(m, line);
    case TRUCE_PREFERS_WEIGHT:
        return read_weight(m, line);
    case TRUCE_PREFERS_VALUE:
        if (line->condition.n == 0) {
            return read_value(m, line);
        }
        return belief_span_of(m, &line->amount, &span) && belief_add_conditional(m, line, span);
    case TRUCE_PREFERS_TOGETHER:
        return belief_span_of(m, &line->amount, &span) && belief_add_together(m, line, span);
    case TRUCE_PREFERS_RESERVE:
        break;
    }
    return read_reserve(m, line);
}

bool belief_read_lines(belief_maker *m) {
    bool good = true;
    for (uint32_t i = 0; i < m->p->n_lines && m->status == TRUCE_OK; i++) {
        good = read_one(m, &m->p->lines[i]) && good;
    }
    return m->status == TRUCE_OK && good && belief_check_conditionals(m) && check_package(m);
}
