/* Variables first, then what each record says of them, then the scenario of it. */
#include "truce/formats/case_scenario.h"

#include <stdarg.h>
#include <stdio.h>

#include "formats/case_parts.h"
#include "truce/base/symbols.h"

void leave_fail(leaver *l, truce_symbol record, truce_status status, const char *format, ...) {
    if (left(l)) {
        return;
    }
    char reason[200];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    const truce_str name = truce_case_name(l->c, record);
    l->status = truce_fail(l->err, status, "\"%.*s\" %s", TRUCE_STR_ARGS(name), reason);
}

void leave_no_memory(leaver *l) {
    if (!left(l)) {
        l->status = truce_fail(l->err, TRUCE_ENOMEM, "no memory for a scenario of this size");
    }
}

void *leave_room(leaver *l, size_t n, size_t size) {
    void *const p = left(l) ? NULL : truce_arena_zero(l->arena, n, size);
    if (p == NULL) {
        leave_no_memory(l);
    }
    return p;
}

/* ---- which issues
 * -------------------------------------------------------------------------------- */

/* Mark the issues that the records name with 0 in first_of. */
static void mark_issues(leaver *l, const uint32_t *chosen, uint32_t n) {
    for (uint32_t i = 0; i < l->c->n_issues; i++) {
        l->first_of[i] = TRUCE_NONE;
    }
    for (uint32_t k = 0; k < n; k++) {
        const truce_preferences *const p = &l->c->preferences[chosen[k]];
        for (uint32_t i = 0; i < p->n_lines; i++) {
            const bool counts = p->lines[i].kind != TRUCE_PREFERS_RESERVE;
            for (uint32_t j = 0; j < p->lines[i].n_items && counts; j++) {
                l->first_of[truce_case_find(l->c, TRUCE_KIND_ISSUE,
                                            p->lines[i].items[j].item.issue)] = 0;
            }
        }
    }
}

static void make_variables(leaver *l) {
    size_t n = 0;
    for (uint32_t i = 0; i < l->c->n_issues; i++) {
        const uint32_t groups = l->c->issues[i].per.n;
        n += l->first_of[i] == 0 ? (groups > 0 ? groups : 1) : 0;
    }
    if (n == 0 || n > TRUCE_SCENARIO_ISSUES_MAX) {
        l->status =
            n == 0 ? truce_fail(l->err, TRUCE_EINVAL, "the preferences name no issue")
                   : truce_fail(l->err, TRUCE_ELIMIT, "%zu issues, counting groups; at most %d", n,
                                TRUCE_SCENARIO_ISSUES_MAX);
        return;
    }
    l->variables = leave_room(l, n, sizeof *l->variables);
    for (uint32_t i = 0; i < l->c->n_issues && !left(l); i++) {
        const truce_issue *const issue = &l->c->issues[i];
        if (l->first_of[i] == TRUCE_NONE) {
            const truce_str name = truce_case_name(l->c, issue->head.name);
            note(&l->told, "nobody's preferences name the issue %.*s, so it is left out",
                 TRUCE_STR_ARGS(name));
            continue;
        }
        l->first_of[i] = l->n_variables;
        const uint32_t groups = issue->per.n > 0 ? issue->per.n : 1;
        for (uint32_t g = 0; g < groups; g++) {
            l->variables[l->n_variables++] =
                (variable){.issue = i, .group = issue->per.n > 0 ? issue->per.at[g].symbol : 0};
        }
    }
}

/* Links rule packages out, and a scenario cannot. */
static void refuse_links(leaver *l) {
    for (uint32_t i = 0; i < l->c->n_links && !left(l); i++) {
        const truce_link *const link = &l->c->links[i];
        const truce_ref ends[] = {link->a.issue, link->b.issue};
        for (int e = 0; e < 2 && link->kind != TRUCE_LINK_AFFECTS; e++) {
            if (l->first_of[truce_case_find(l->c, TRUCE_KIND_ISSUE, ends[e])] != TRUCE_NONE) {
                leave_fail(l, link->head.name, TRUCE_EINVAL,
                           "links options of two issues; such a file cannot rule packages out");
            }
        }
    }
}

/* ---- ranges
 * -------------------------------------------------------------------------------------- */

/* Whether what is stated lies on one straight line whose slope for one step ends. */
static bool is_straight(const said *s, int64_t last) {
    truce_numeral rise, slope;
    if (s->n == 0 || last == 0) {
        return true;
    }
    const truce_numeral run = truce_numeral_of(last);
    if (!truce_numeral_subtract(&s->at[s->n - 1].worth, &s->at[0].worth, &rise) ||
        !truce_numeral_divide(&rise, &run, &slope)) {
        return false;
    }
    for (size_t i = 1; i + 1 < s->n; i++) {
        const truce_numeral at = truce_numeral_of(s->at[i].at);
        truce_numeral here;
        if (!truce_numeral_multiply(&slope, &at, &here) ||
            !truce_numeral_add(&s->at[0].worth, &here, &here) ||
            truce_numeral_compare(&here, &s->at[i].worth) != 0) {
            return false;
        }
    }
    return true;
}

/* Which ranges stay ranges. */
static void list_ranges(leaver *l, uint32_t n) {
    for (uint32_t v = 0; v < l->n_variables && !left(l); v++) {
        const truce_issue *const issue = issue_of_variable(l, v);
        if (!issue->has_range) {
            continue;
        }
        const truce_numeral one = truce_numeral_of(1);
        const truce_numeral step = truce_numeral_of_decimal(issue->step);
        const truce_numeral low = truce_numeral_of_decimal(issue->low);
        const truce_numeral high = truce_numeral_of_decimal(issue->high);
        int64_t bound = 0;
        bool stays = issue->steps < TRUCE_SCENARIO_STEPS_MAX &&
                     (!l->whole || (truce_numeral_compare(&step, &one) == 0 &&
                                    truce_numeral_whole(&low, &bound) && bound >= INT32_MIN &&
                                    truce_numeral_whole(&high, &bound) && bound <= INT32_MAX));
        for (uint32_t k = 0; k < n && stays; k++) {
            stays = is_straight(said_of(l, k, v), issue->steps);
        }
        l->variables[v].listed = !stays;
        if (!stays) {
            const truce_str name = truce_case_name(l->c, issue->head.name);
            note(&l->told,
                 "the range of %.*s is written as a list of its numbers: its steps or its values "
                 "are "
                 "not what a range of such a file can hold",
                 TRUCE_STR_ARGS(name));
        }
    }
}

/* ---- titles
 * -------------------------------------------------------------------------------------- */

/* A title that no other has yet: with the name behind it if need be, or a number. */
static truce_str own_title(leaver *l, truce_symbols *taken, truce_str title, truce_str name) {
    truce_str own = title;
    for (unsigned again = 1; !left(l) && truce_symbols_find(taken, own) != 0; again++) {
        own = again == 1 ? truce_arena_printf(l->arena, "%.*s (%.*s)", TRUCE_STR_ARGS(title),
                                              TRUCE_STR_ARGS(name))
                         : truce_arena_printf(l->arena, "%.*s (%.*s %u)", TRUCE_STR_ARGS(title),
                                              TRUCE_STR_ARGS(name), again);
        if (own.data == NULL) {
            leave_no_memory(l);
        }
    }
    if (!left(l) && truce_symbols_add(taken, own) == 0) {
        leave_no_memory(l);
    }
    return own;
}

static truce_str title_of(const leaver *l, const truce_head *head) {
    return head->title.size > 0 ? head->title : truce_case_name(l->c, head->name);
}

static truce_str title_of_variable(leaver *l, uint32_t v) {
    const truce_issue *const issue = issue_of_variable(l, v);
    const truce_str title = title_of(l, &issue->head);
    if (l->variables[v].group == 0) {
        return title;
    }
    const truce_ref ref = {.symbol = l->variables[v].group};
    const truce_actor *const group = &l->c->actors[truce_case_find(l->c, TRUCE_KIND_ACTOR, ref)];
    const truce_str whole = title_of(l, &group->head);
    const truce_str both =
        truce_arena_printf(l->arena, "%.*s: %.*s", TRUCE_STR_ARGS(title), TRUCE_STR_ARGS(whole));
    if (both.data == NULL) {
        leave_no_memory(l);
    }
    return both;
}

/* The number at a step of a range, as text. */
static truce_str number_title(leaver *l, const truce_issue *issue, int64_t step) {
    truce_decimal number = {0, 0};
    char text[24];
    const bool there = truce_decimal_at(issue->low, issue->step, step, &number);
    const truce_str kept =
        truce_arena_str(l->arena, (truce_str){text, there ? truce_decimal_write(number, text) : 0});
    if (kept.data == NULL) {
        leave_no_memory(l);
    }
    return kept;
}

/* ---- the scenario
 * -------------------------------------------------------------------------------- */

static void make_issue(leaver *l, uint32_t v, truce_symbols *titles, size_t *total,
                       truce_scenario_issue *out) {
    const truce_issue *const issue = issue_of_variable(l, v);
    const truce_str name = truce_case_name(l->c, issue->head.name);
    const truce_str title = title_of_variable(l, v);
    out->title = own_title(l, titles, title, name);
    out->range = issue->has_range && !l->variables[v].listed;
    if (out->range) {
        out->low = truce_numeral_of_decimal(issue->low);
        out->high = truce_numeral_of_decimal(issue->high);
        out->step = truce_numeral_of_decimal(issue->step);
        return;
    }
    const int64_t n = n_options_of(l, v);
    if (n > TRUCE_SCENARIO_VALUES_MAX || (*total += (size_t)n) > TRUCE_SCENARIO_VALUES_MAX) {
        leave_fail(l, issue->head.name, TRUCE_ELIMIT,
                   "makes more than %d options in all issues together", TRUCE_SCENARIO_VALUES_MAX);
    }
    truce_symbols taken;
    truce_str *const values = leave_room(l, (size_t)n, sizeof *values);
    if (!left(l)) {
        l->status = truce_symbols_init(&taken, l->arena, 0, l->err);
    }
    for (int64_t i = 0; i < n && !left(l); i++) {
        const truce_option *const option = issue->has_range ? NULL : &issue->options[i];
        const truce_str called =
            option != NULL ? truce_case_name(l->c, option->name) : number_title(l, issue, i);
        values[i] = own_title(
            l, &taken, option != NULL && option->title.size > 0 ? option->title : called, called);
    }
    out->values = values;
    out->n_values = (uint32_t)n;
}

static truce_scenario_amount amount_of(truce_numeral worth) {
    return (truce_scenario_amount){worth, truce_numeral_of(1)};
}

static void make_worth(leaver *l, uint32_t k, const truce_preferences *p, uint32_t v,
                       const truce_scenario_issue *issue, truce_scenario_worth *out) {
    const said *const s = said_of(l, k, v);
    out->weight = s->weight;
    if (!issue->range) {
        truce_scenario_amount *const values = leave_room(l, issue->n_values, sizeof *values);
        for (uint32_t i = 0; i < issue->n_values && !left(l); i++) {
            values[i] = amount_of(leave_worth(l, p, s, i));
        }
        out->values = values;
        return;
    }
    truce_scenario_point *const points = leave_room(l, 2, sizeof *points);
    if (left(l)) {
        return;
    }
    const int64_t last = n_options_of(l, v) - 1;
    points[0] = (truce_scenario_point){issue->low, amount_of(leave_worth(l, p, s, 0))};
    points[1] = (truce_scenario_point){issue->high, amount_of(leave_worth(l, p, s, last))};
    out->points = points;
    out->n_points = last > 0 ? 2 : 1;
}

static void make_party(leaver *l, uint32_t k, const truce_preferences *p,
                       const truce_scenario_issue *issues, truce_scenario_party *out) {
    const truce_actor *const party = &l->c->actors[truce_case_find(l->c, TRUCE_KIND_ACTOR, p->of)];
    truce_scenario_worth *const worth = leave_room(l, l->n_variables, sizeof *worth);
    for (uint32_t v = 0; v < l->n_variables && !left(l); v++) {
        make_worth(l, k, p, v, &issues[v], &worth[v]);
    }
    out->title = title_of(l, &party->head);
    out->file = truce_case_name(l->c, party->head.name);
    out->worth = worth;
    if (!left(l)) {
        leave_reservation(l, k, p, out);
    }
}

static void make_scenario(leaver *l, const uint32_t *chosen, uint32_t n, truce_scenario *out) {
    truce_symbols titles;
    size_t total = 0;
    truce_scenario_issue *const issues = leave_room(l, l->n_variables, sizeof *issues);
    truce_scenario_party *const parties = leave_room(l, n, sizeof *parties);
    if (!left(l)) {
        l->status = truce_symbols_init(&titles, l->arena, 0, l->err);
    }
    for (uint32_t v = 0; v < l->n_variables && !left(l); v++) {
        make_issue(l, v, &titles, &total, &issues[v]);
    }
    for (uint32_t k = 0; k < n && !left(l); k++) {
        make_party(l, k, &l->c->preferences[chosen[k]], issues, &parties[k]);
    }
    if (l->told.failed) {
        leave_no_memory(l);
    }
    if (!left(l)) {
        const truce_str title =
            l->c->n_cases > 0 ? title_of(l, &l->c->cases[0].head) : TRUCE_STR("Talks");
        *out = (truce_scenario){.title = title,
                                .issues = issues,
                                .n_issues = l->n_variables,
                                .parties = parties,
                                .n_parties = n,
                                .assumptions = l->told.at,
                                .n_assumptions = l->told.n};
    }
}

truce_status truce_scenario_from_case(const truce_case *c, bool whole, const uint32_t *chosen,
                                      uint32_t n, truce_arena *arena, truce_scenario *scenario,
                                      truce_error *err) {
    leaver l = {.c = c, .whole = whole, .arena = arena, .told = {.arena = arena}, .err = err};
    if (n == 0 || n > TRUCE_SCENARIO_PARTIES_MAX) {
        return n == 0 ? truce_fail(err, TRUCE_EINVAL, "the case has no preferences")
                      : truce_fail(err, TRUCE_ELIMIT, "more than %d parties",
                                   TRUCE_SCENARIO_PARTIES_MAX);
    }
    l.first_of = leave_room(&l, c->n_issues, sizeof *l.first_of);
    if (!left(&l)) {
        mark_issues(&l, chosen, n);
        make_variables(&l);
    }
    if (!left(&l)) {
        refuse_links(&l);
    }
    l.says = leave_room(&l, (size_t)n * l.n_variables, sizeof *l.says);
    for (uint32_t k = 0; k < n && !left(&l); k++) {
        leave_record(&l, k, &c->preferences[chosen[k]]);
    }
    if (!left(&l)) {
        list_ranges(&l, n);
        make_scenario(&l, chosen, n, scenario);
    }
    return l.status;
}
