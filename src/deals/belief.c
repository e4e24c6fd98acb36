/* From a record of preferences to what it leaves possible, step by step. */
#include "truce/deals/belief.h"

#include <stdarg.h>
#include <stdio.h>

#include "belief_parts.h"

bool belief_wrong(belief_maker *m, truce_place place, size_t size, truce_str hint,
                  const char *format, ...) {
    char message[400];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    const bool shown = m->report->errors < TRUCE_ERRORS_SHOWN && hint.size > 0;
    const truce_str kept = shown ? truce_arena_str(m->report->arena, hint) : (truce_str){NULL, 0};
    truce_report_add(m->report, false, place, size, kept, "%s", message);
    return m->report->failed || (shown && kept.data == NULL) ? belief_no_memory(m) : false;
}

bool belief_no_memory(belief_maker *m) {
    m->status = truce_fail(m->err, TRUCE_ENOMEM, "no memory for preferences");
    return false;
}

bool belief_too_many_digits(belief_maker *m) {
    const truce_str name = truce_case_name(m->c, m->p->head.name);
    m->status = truce_fail(m->err, TRUCE_ELIMIT,
                           "the numbers of \"%.*s\" have too many digits to be worked with exactly",
                           TRUCE_STR_ARGS(name));
    return false;
}

truce_str belief_other_line(belief_maker *m, truce_place place) {
    const truce_str where = truce_report_where(m->report, place, m->arena);
    return truce_arena_printf(m->arena, "the other one is at %.*s", TRUCE_STR_ARGS(where));
}

truce_str belief_called(belief_maker *m, uint32_t variable) {
    const truce_space_variable *const v = &m->space->variables[variable];
    const truce_issue *const issue = &m->c->issues[v->issue];
    const truce_str name = truce_case_name(m->c, issue->head.name);
    if (v->group == TRUCE_NONE) {
        return name;
    }
    const truce_str group = truce_case_name(m->c, issue->per.at[v->group].symbol);
    return truce_arena_printf(m->arena, "%.*s for %.*s", TRUCE_STR_ARGS(name),
                              TRUCE_STR_ARGS(group));
}

static bool is_exact(const belief_maker *m) {
    for (uint32_t v = 0; v < m->space->n_variables; v++) {
        const belief_variable *const variable = &m->variables[v];
        if (variable->mentioned && !truce_bounds_exact(variable->weight)) {
            return false;
        }
        for (uint32_t k = 0; variable->mentioned && k < m->space->variables[v].n_values; k++) {
            if (!truce_bounds_exact(variable->values[k])) {
                return false;
            }
        }
    }
    for (uint32_t i = 0; i < m->n_joints; i++) {
        if (!truce_bounds_exact(m->joints[i].amount)) {
            return false;
        }
    }
    return true;
}

static bool take_belief(belief_maker *m, truce_belief *belief) {
    const uint32_t n = m->space->n_variables;
    truce_belief_issue *const issues = truce_arena_zero(m->arena, n, sizeof *issues);
    if (n > 0 && issues == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t v = 0; v < n; v++) {
        const belief_variable *const from = &m->variables[v];
        if (from->mentioned) {
            issues[v] = (truce_belief_issue){.mentioned = true,
                                             .weight = from->weight,
                                             .values = from->values,
                                             .lines = from->lines,
                                             .orders = from->orders,
                                             .n_orders = from->n_orders,
                                             .anchored = from->anchored};
        }
    }
    belief->record = (uint32_t)(m->p - m->c->preferences);
    belief->party = truce_case_find(m->c, TRUCE_KIND_ACTOR, m->p->of);
    belief->space = m->space;
    belief->issues = issues;
    belief->importance = m->importance;
    belief->n_importance = m->n_importance;
    belief->joints = m->joints;
    belief->n_joints = m->n_joints;
    belief->absolute = m->absolute;
    belief->top = m->top;
    belief->straight = m->straight;
    belief->exact = is_exact(m);
    belief->reserve_kind = m->reserve == NULL           ? TRUCE_RESERVE_NONE
                           : m->reserve_package != NULL ? TRUCE_RESERVE_PACKAGE
                                                        : TRUCE_RESERVE_AMOUNT;
    belief->reserve = m->reserve_span;
    belief->reserve_package = m->reserve_package;
    return true;
}

truce_status truce_belief_make(const truce_case *c, const truce_space *space, uint32_t record,
                               truce_arena *arena, truce_report *report, truce_belief *belief,
                               truce_error *err) {
    belief_maker m = {.c = c,
                      .space = space,
                      .p = &c->preferences[record],
                      .arena = arena,
                      .report = report,
                      .err = err};
    truce_belief made = {0};
    m.variables = truce_arena_zero(arena, space->n_variables, sizeof *m.variables);
    m.group_at = truce_arena_take(arena, c->n_actors * sizeof *m.group_at);
    if ((space->n_variables > 0 && m.variables == NULL) || m.group_at == NULL) {
        (void)belief_no_memory(&m);
        return m.status;
    }
    const bool good =
        belief_read_lines(&m) && belief_scale(&m) && belief_narrow(&m) && take_belief(&m, &made);
    if (m.status != TRUCE_OK) {
        return m.status;
    }
    if (!good) {
        const truce_str name = truce_case_name(c, m.p->head.name);
        return truce_fail(err, TRUCE_EPARSE, "the preferences \"%.*s\" cannot hold",
                          TRUCE_STR_ARGS(name));
    }
    *belief = made;
    return TRUCE_OK;
}

truce_status truce_beliefs_make(const truce_case *c, const truce_space *space,
                                const uint32_t *records, uint32_t n, truce_arena *arena,
                                truce_report *report, truce_belief *beliefs, truce_error *err) {
    truce_status worst = TRUCE_OK;
    for (uint32_t i = 0; i < n; i++) {
        truce_error now = {.message = ""};
        const truce_status status =
            truce_belief_make(c, space, records[i], arena, report, &beliefs[i], &now);
        if (status != TRUCE_OK && worst == TRUCE_OK) {
            worst = status;
            if (err != NULL) {
                *err = now;
            }
        }
        if (status == TRUCE_ENOMEM) {
            break;
        }
    }
    return worst;
}
