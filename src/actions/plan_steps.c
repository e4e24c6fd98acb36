/* From steps and exchanges to things, rules and days. */
#include "plan_parts.h"

#include <stdlib.h>

#include "truce/evidence/when.h"

/* ---- growing ---- */

uint32_t plan_add_thing(gather *g, thing t) {
    plan_steps *const o = g->out;
    thing *const at =
        truce_arena_grow(g->k->arena, o->things, o->n_things, &g->cap_things, sizeof *at);
    if (at == NULL) {
        g->failed = true;
        return 0;
    }
    o->things = at;
    at[o->n_things] = t;
    return o->n_things++;
}

void plan_add_rule(gather *g, truce_order_rule rule, order_said said) {
    plan_steps *const o = g->out;
    truce_order_rule *const rules =
        truce_arena_grow(g->k->arena, g->rules, o->rules.n, &g->cap_rules, sizeof *rules);
    order_said *const all =
        truce_arena_grow(g->k->arena, o->said, o->rules.n, &g->cap_said, sizeof *all);
    if (rules == NULL || all == NULL) {
        g->failed = true;
        return;
    }
    g->rules = rules;
    o->said = all;
    rules[o->rules.n] = rule;
    all[o->rules.n++] = said;
}

static void add_lag(gather *g, truce_lag lag, order_said said) {
    plan_steps *const o = g->out;
    truce_lag *const lags =
        truce_arena_grow(g->k->arena, g->lags, o->lags.n, &g->cap_lags, sizeof *lags);
    order_said *const all =
        truce_arena_grow(g->k->arena, o->lag_said, o->lags.n, &g->cap_lag_said, sizeof *all);
    if (lags == NULL || all == NULL) {
        g->failed = true;
        return;
    }
    g->lags = lags;
    o->lag_said = all;
    lags[o->lags.n] = lag;
    all[o->lags.n++] = said;
}

static void plan_rule(gather *g, uint32_t before, uint32_t after, bool together,
                      const truce_plan *plan, const truce_plan_line *line) {
    plan_add_rule(g, (truce_order_rule){before, after, together, TRUCE_NO_OWNER},
                  (order_said){TRUCE_NONE, plan, line});
}

/* ---- days ---- */

/* The thing is on a day of the date's span; `from` and `to`: whether that end binds. */
static void fix(gather *g, uint32_t t, truce_date date, bool from, bool to, order_said said) {
    const bool low = from && date.first != INT64_MIN;
    const bool high = to && date.last != INT64_MAX;
    g->out->in_days = true;
    g->out->calendar = true;
    add_lag(g,
            (truce_lag){TRUCE_DAY_ZERO, t, low ? truce_day_of(date.first) : TRUCE_DAYS_OPEN_LOW,
                        high ? truce_day_of(date.last) : TRUCE_DAYS_OPEN_HIGH},
            said);
}

/* `after X within a..b days`, or without days: from none to any. One number is "at most". */
static void wait_for(gather *g, uint32_t from, uint32_t to, const truce_plan *plan,
                     const truce_plan_line *line) {
    const bool days = line->days.place != 0;
    const bool range = days && truce_decimal_compare(line->days.low, line->days.high) != 0;
    plan_rule(g, from, to, false, plan, line);
    g->out->in_days = g->out->in_days || days;
    add_lag(g,
            (truce_lag){from, to, range ? line->days.low.units : 0,
                        days ? line->days.high.units : TRUCE_DAYS_OPEN_HIGH},
            (order_said){TRUCE_NONE, plan, line});
}

/* ---- things ---- */

/* The one side that all of them belong to, or TRUCE_NONE. */
static uint32_t side_of(const truce_case *c, truce_refs actors) {
    uint32_t side = TRUCE_NONE;
    for (uint32_t i = 0; i < actors.n; i++) {
        const uint32_t a = truce_case_find(c, TRUCE_KIND_ACTOR, actors.at[i]);
        if (a == TRUCE_NONE || (side != TRUCE_NONE && side != c->actors[a].side)) {
            return TRUCE_NONE;
        }
        side = c->actors[a].side;
    }
    return side;
}

static void add_steps(gather *g) {
    const truce_case *const c = g->k->c;
    for (uint32_t i = 0; i < c->n_steps; i++) {
        const truce_plan_line *const top = &c->steps[i].top;
        (void)plan_add_thing(g, (thing){.kind = THING_STEP,
                                        .of = i,
                                        .giver = side_of(c, top->names),
                                        .receiver = side_of(c, top->to)});
    }
}

/* By number: an exchange may be written in any order. */
static int by_tranche(const void *left, const void *right) {
    const truce_plan_line *const l = *(const truce_plan_line *const *)left;
    const truce_plan_line *const r = *(const truce_plan_line *const *)right;
    return (l->number.low.units > r->number.low.units) -
           (l->number.low.units < r->number.low.units);
}

static void add_tranches(gather *g) {
    const truce_case *const c = g->k->c;
    for (uint32_t i = 0; i < c->n_exchanges && !g->failed; i++) {
        const truce_plan *const x = &c->exchanges[i];
        const uint32_t first = side_of(c, (truce_refs){(truce_ref *)&x->top.what, 1});
        const uint32_t other = side_of(c, x->top.to);
        const truce_plan_line **const lines =
            truce_arena_zero(g->k->arena, (size_t)x->n_lines + 1, sizeof *lines);
        uint32_t n = 0;
        g->failed = lines == NULL;
        for (uint32_t l = 0; l < x->n_lines && !g->failed; l++) {
            if (x->lines[l].kind == TRUCE_PLAN_TRANCHE) {
                lines[n++] = &x->lines[l];
            }
        }
        if (n > 1) {
            qsort(lines, n, sizeof *lines, by_tranche);
        }
        g->tranche_of[i] = g->out->n_things;
        for (uint32_t t = 0; t < n && !g->failed; t++) {
            const uint32_t line = (uint32_t)(lines[t] - x->lines);
            (void)plan_add_thing(g, (thing){THING_RELEASE, i, line, NULL, first, other});
            (void)plan_add_thing(g, (thing){THING_RETURN, i, line, NULL, other, first});
        }
    }
    g->tranche_of[c->n_exchanges] = g->out->n_things;
}

static uint32_t event_thing(gather *g, uint32_t event) {
    if (g->event_thing[event] == TRUCE_NONE) {
        g->event_thing[event] = plan_add_thing(
            g,
            (thing){.kind = THING_EVENT, .of = event, .giver = TRUCE_NONE, .receiver = TRUCE_NONE});
        const truce_date date = g->event_dates[event];
        if (!g->failed && (date.marks & TRUCE_DATE_GIVEN) != 0) {
            fix(g, g->event_thing[event], date, true, true, (order_said){TRUCE_NONE, NULL, NULL});
        }
    }
    return g->event_thing[event];
}

/* ---- what plans say ---- */

/* The first of the two things of a tranche, which the case has. */
static uint32_t find_tranche(const gather *g, uint32_t exchange, int64_t number) {
    const truce_plan *const x = &g->k->c->exchanges[exchange];
    const uint32_t begin = g->tranche_of[exchange];
    uint32_t low = 0;
    for (uint32_t high = (g->tranche_of[exchange + 1] - begin) / 2; low < high;) {
        const uint32_t middle = low + (high - low) / 2;
        if (x->lines[g->out->things[begin + 2 * middle].line].number.low.units < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return begin + 2 * low;
}

static bool has_name(truce_refs refs, truce_ref ref) {
    bool found = false;
    for (uint32_t i = 0; i < refs.n && !found; i++) {
        found = refs.at[i].symbol == ref.symbol;
    }
    return found;
}

/* Of the two things of a tranche that of the side that is named; both, where both or none are. */
static void choose_part(const truce_plan_line *top, truce_refs by, uint32_t *first, uint32_t *end) {
    const bool one = has_name(by, top->what);
    const bool other = has_name(by, top->to.at[0]);
    if (one && !other) {
        *end = *first + 1;
    } else if (other && !one) {
        *first = *end - 1;
    }
}

/* Things that a line names, from `*first` to before `*end`. Of a whole exchange those of its last
 * tranche, or where something comes before it of its first: the others are between. */
static void named(gather *g, const truce_plan_line *line, uint32_t *first, uint32_t *end) {
    const truce_case *const c = g->k->c;
    const uint32_t step = truce_case_find(c, TRUCE_KIND_STEP, line->what);
    const uint32_t x = truce_case_find(c, TRUCE_KIND_EXCHANGE, line->what);
    const uint32_t event = truce_case_find(c, TRUCE_KIND_EVENT, line->what);
    *first = *end = 0;
    if (step != TRUCE_NONE) {
        *first = step;
        *end = step + 1;
    } else if (event != TRUCE_NONE) {
        *first = event_thing(g, event);
        *end = *first + 1;
    } else if (x != TRUCE_NONE && g->tranche_of[x] < g->tranche_of[x + 1]) {
        *first = line->tranche.place != 0          ? find_tranche(g, x, line->tranche.low.units)
                 : line->kind == TRUCE_PLAN_BEFORE ? g->tranche_of[x]
                                                   : g->tranche_of[x + 1] - 2;
        *end = *first + 2;
        choose_part(&c->exchanges[x].top, line->by, first, end);
    }
}

static void step_line(gather *g, uint32_t step, const truce_plan *plan,
                      const truce_plan_line *line) {
    const order_said said = {TRUCE_NONE, plan, line};
    uint32_t first = 0;
    uint32_t end = 0;
    switch (line->kind) {
    case TRUCE_PLAN_AFTER:
        named(g, line, &first, &end);
        for (uint32_t t = first; t < end && !g->failed; t++) {
            wait_for(g, t, step, plan, line);
        }
        return;
    case TRUCE_PLAN_BEFORE:
        named(g, line, &first, &end);
        for (uint32_t t = first; t < end && !g->failed; t++) {
            wait_for(g, step, t, plan, line);
        }
        return;
    case TRUCE_PLAN_WITH:
        named(g, line, &first, &end);
        for (uint32_t t = first; t < end && !g->failed; t++) {
            plan_rule(g, t, step, true, plan, line);
            add_lag(g, (truce_lag){t, step, 0, 0}, said);
        }
        return;
    case TRUCE_PLAN_AT:
        fix(g, step, line->when.date, true, true, said);
        return;
    case TRUCE_PLAN_NOT_BEFORE:
        fix(g, step, line->when.date, true, false, said);
        return;
    case TRUCE_PLAN_UNTIL:
        fix(g, step, line->when.date, false, true, said);
        return;
    default:
        return;
    }
}

static void tranche_lines(gather *g, uint32_t exchange) {
    const truce_plan *const x = &g->k->c->exchanges[exchange];
    const uint32_t begin = g->tranche_of[exchange];
    for (uint32_t t = begin; t < g->tranche_of[exchange + 1] && !g->failed; t++) {
        const truce_plan_line *const line = &x->lines[g->out->things[t].line];
        uint32_t first = 0;
        uint32_t end = 0;
        if (line->what.symbol != 0) {
            named(g, line, &first, &end);
        }
        for (uint32_t f = first; f < end && !g->failed; f++) {
            wait_for(g, f, t, x, line);
        }
        if (line->when.text.size > 0) {
            fix(g, t, line->when.date, true, true, (order_said){TRUCE_NONE, x, line});
        }
        if (t >= begin + 2) { /* each side's tranches are in their order */
            plan_rule(g, t - 2, t, false, x, NULL);
            add_lag(g, (truce_lag){t - 2, t, 0, TRUCE_DAYS_OPEN_HIGH},
                    (order_said){TRUCE_NONE, x, NULL});
        }
    }
}

static void add_plans(gather *g) {
    const truce_case *const c = g->k->c;
    for (uint32_t i = 0; i < c->n_steps; i++) {
        for (uint32_t n = 0; n < c->steps[i].n_lines && !g->failed; n++) {
            step_line(g, i, &c->steps[i], &c->steps[i].lines[n]);
        }
    }
    for (uint32_t i = 0; i < c->n_exchanges; i++) {
        tranche_lines(g, i);
    }
}

/* ---- all ---- */

/* Without a date the plan's own day 0 is its first day. */
static void begin_days(gather *g) {
    plan_steps *const o = g->out;
    for (uint32_t t = 0; t < o->n_things && o->in_days && !o->calendar && !g->failed; t++) {
        if (o->things[t].kind != THING_ITEM) {
            add_lag(g, (truce_lag){TRUCE_DAY_ZERO, t, 0, TRUCE_DAYS_OPEN_HIGH},
                    (order_said){TRUCE_NONE, NULL, NULL});
        }
    }
}

static truce_status make(composer *k, bool positions, plan_steps *out, truce_error *err) {
    const truce_case *const c = k->c;
    gather g = {.k = k, .out = out};
    *out = (plan_steps){0};
    g.tranche_of = truce_arena_zero(k->arena, (size_t)c->n_exchanges + 1, sizeof *g.tranche_of);
    g.event_thing = truce_arena_take(k->arena, ((size_t)c->n_events + 1) * sizeof *g.event_thing);
    g.event_dates = truce_event_dates(&k->scope, k->arena);
    g.failed = g.tranche_of == NULL || g.event_thing == NULL || g.event_dates == NULL;
    for (uint32_t i = 0; i < c->n_events && !g.failed; i++) {
        g.event_thing[i] = TRUCE_NONE;
    }
    if (!g.failed) {
        add_steps(&g);
        add_tranches(&g);
        add_plans(&g);
    }
    if (!g.failed && positions) {
        plan_orders(&g);
    }
    if (!g.failed) {
        begin_days(&g);
    }
    if (g.failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the order of steps");
    }
    out->rules.n_steps = out->lags.n_steps = out->n_things;
    out->rules.at = g.rules;
    out->lags.at = g.lags;
    return TRUCE_OK;
}

truce_status plan_steps_make(composer *k, plan_steps *out, truce_error *err) {
    return make(k, true, out, err);
}

truce_status plan_days_make(composer *k, plan_steps *out, truce_error *err) {
    return make(k, false, out, err);
}
