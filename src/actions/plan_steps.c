/* From steps, exchanges and positions on order to things, rules and days. */
#include "plan_steps.h"

#include <stdlib.h>

enum { GIVERS_COMPARED = 256 };

typedef struct gather {
    composer *k;
    plan_steps *out;
    size_t cap_things, cap_rules, cap_lags;
    truce_order_rule *rules;
    truce_lag *lags;
    size_t cap_said, cap_lag_said;
    uint32_t *tranche_of;  /* [exchange]: its first thing; things of a tranche are two in a row */
    uint32_t *event_thing; /* [event], or TRUCE_NONE */
    bool failed;
} gather;

/* ---- growing ---- */

static uint32_t add_thing(gather *g, thing t) {
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

static void add_rule(gather *g, truce_order_rule rule, order_said said) {
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
    add_rule(g, (truce_order_rule){before, after, together, TRUCE_NO_OWNER},
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
        (void)add_thing(g, (thing){.kind = THING_STEP,
                                   .of = i,
                                   .giver = side_of(c, top->names),
                                   .receiver = side_of(c, top->to)});
    }
}

static void add_tranches(gather *g) {
    const truce_case *const c = g->k->c;
    for (uint32_t i = 0; i < c->n_exchanges; i++) {
        const truce_plan *const x = &c->exchanges[i];
        const uint32_t first = side_of(c, (truce_refs){(truce_ref *)&x->top.what, 1});
        const uint32_t other = side_of(c, x->top.to);
        g->tranche_of[i] = g->out->n_things;
        for (uint32_t n = 0; n < x->n_lines && !g->failed; n++) {
            if (x->lines[n].kind == TRUCE_PLAN_TRANCHE) {
                (void)add_thing(g, (thing){THING_RELEASE, i, n, NULL, first, other});
                (void)add_thing(g, (thing){THING_RETURN, i, n, NULL, other, first});
            }
        }
    }
    g->tranche_of[c->n_exchanges] = g->out->n_things;
}

static uint32_t event_thing(gather *g, uint32_t event) {
    if (g->event_thing[event] == TRUCE_NONE) {
        g->event_thing[event] = add_thing(
            g,
            (thing){.kind = THING_EVENT, .of = event, .giver = TRUCE_NONE, .receiver = TRUCE_NONE});
        const truce_date date = g->k->matrix.event_dates[event];
        if (!g->failed && (date.marks & TRUCE_DATE_GIVEN) != 0) {
            fix(g, g->event_thing[event], date, true, true, (order_said){TRUCE_NONE, NULL, NULL});
        }
    }
    return g->event_thing[event];
}

/* ---- what plans say ---- */

/* Things that a line names, from `*first` to before `*end`: one, or all tranches of an exchange. */
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
    } else if (x != TRUCE_NONE) {
        *first = g->tranche_of[x];
        *end = g->tranche_of[x + 1];
        for (uint32_t t = *first; t < *end && line->tranche.place != 0; t += 2) {
            const truce_plan_line *const tranche = &c->exchanges[x].lines[g->out->things[t].line];
            if (tranche->number.low.units == line->tranche.low.units) {
                *first = t;
                *end = t + 2;
            }
        }
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
        plan_rule(g, first, step, true, plan, line);
        add_lag(g, (truce_lag){first, step, 0, 0}, said);
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

/* ---- what positions say ---- */

/* An item of an order, or what a step gives: its options and groups, so that equal ones meet. */
typedef struct meant {
    uint32_t issue;
    truce_option_set options; /* n 0: not stated which */
    const truce_item *item;
    uint32_t place; /* of an order: 2 * its place among the orders, + 1 for the second item */
    uint32_t thing;
} meant;

static int compare_groups(truce_refs a, truce_refs b) {
    if (a.n != b.n) {
        return a.n < b.n ? -1 : 1;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        if (a.at[i].symbol != b.at[i].symbol) {
            return a.at[i].symbol < b.at[i].symbol ? -1 : 1;
        }
    }
    return 0;
}

static int compare_meant(const meant *a, const meant *b) {
    if (a->issue != b->issue) {
        return a->issue < b->issue ? -1 : 1;
    }
    if (a->options.n != b->options.n) {
        return a->options.n < b->options.n ? -1 : 1;
    }
    for (uint32_t i = 0; i < a->options.n; i++) {
        const truce_interval x = a->options.at[i];
        const truce_interval y = b->options.at[i];
        if (x.low != y.low || x.high != y.high) {
            return x.low < y.low || (x.low == y.low && x.high < y.high) ? -1 : 1;
        }
    }
    return compare_groups(a->item->groups, b->item->groups);
}

static int by_meaning(const void *left, const void *right) {
    const meant *const l = left;
    const meant *const r = right;
    const int order = compare_meant(l, r);
    return order != 0 ? order : (l->place > r->place) - (l->place < r->place);
}

static int by_place(const void *left, const void *right) {
    const meant *const l = left;
    const meant *const r = right;
    return (l->place > r->place) - (l->place < r->place);
}

static bool mean(gather *g, const truce_item *item, meant *out) {
    const truce_case *const c = g->k->c;
    out->issue = truce_case_find(c, TRUCE_KIND_ISSUE, item->issue);
    out->item = item;
    out->options = truce_item_options(&c->issues[out->issue], item, g->k->arena, &g->failed);
    return !g->failed;
}

/* Whether what the step gives is what the item asks for, or part of it. */
static bool meets(const meant *gives, const meant *asked) {
    if (gives->issue != asked->issue ||
        (asked->item->groups.n > 0 && compare_groups(gives->item->groups, asked->item->groups))) {
        return false;
    }
    if (asked->options.n == 0) {
        return asked->item->extent == TRUCE_EXTENT_BARE;
    }
    return gives->options.n > 0 && truce_options_within(gives->options, asked->options);
}

/* The one step that gives it; TRUCE_NONE: none does, or several. `gives` is by issue. */
static uint32_t step_for(const meant *asked, const meant *gives, uint32_t n) {
    uint32_t low = 0;
    for (uint32_t high = n; low < high;) {
        const uint32_t middle = low + (high - low) / 2;
        if (gives[middle].issue < asked->issue) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    uint32_t found = TRUCE_NONE;
    const uint32_t begin = low;
    for (; low < n && gives[low].issue == asked->issue; low++) {
        if (low - begin >= GIVERS_COMPARED) {
            return TRUCE_NONE;
        }
        if (meets(&gives[low], asked) && gives[low].thing != found) {
            if (found != TRUCE_NONE) {
                return TRUCE_NONE;
            }
            found = gives[low].thing;
        }
    }
    return found;
}

static meant *list_gives(gather *g, uint32_t *n) {
    const truce_case *const c = g->k->c;
    size_t most = 0;
    for (uint32_t i = 0; i < c->n_steps; i++) {
        most += c->steps[i].n_lines;
    }
    meant *const gives = truce_arena_zero(g->k->arena, most + 1, sizeof *gives);
    *n = 0;
    g->failed = g->failed || gives == NULL;
    for (uint32_t i = 0; i < c->n_steps && !g->failed; i++) {
        for (uint32_t l = 0; l < c->steps[i].n_lines; l++) {
            const truce_plan_line *const line = &c->steps[i].lines[l];
            if (line->kind == TRUCE_PLAN_GIVES && mean(g, &line->item, &gives[*n])) {
                gives[*n].thing = i;
                gives[*n].place = *n;
                (*n)++;
            }
        }
    }
    if (!g->failed) {
        qsort(gives, *n, sizeof *gives, by_meaning);
    }
    return gives;
}

/* Whether a position on order binds: it is demanded or intended, and stands. */
static bool binds(const truce_position *p) {
    return (p->stance == TRUCE_STANCE_DEMANDS || p->stance == TRUCE_STANCE_INTENDS) && !p->denied &&
           !p->one_of && !p->superseded && p->n_denied < p->n_evidence;
}

static bool is_order(const truce_position *p) {
    return p->demand->order != TRUCE_ORDER_NONE;
}

/* Equal items become one thing: a step where one gives it, else a thing of its own, in the order in
 * which positions name them. */
static void place_items(gather *g, meant *items, uint32_t n) {
    uint32_t n_gives = 0;
    const meant *const gives = list_gives(g, &n_gives);
    if (g->failed) {
        return;
    }
    qsort(items, n, sizeof *items, by_meaning);
    for (uint32_t i = 0; i < n; i++) { /* the first of equal ones, until things are numbered */
        const bool same = i > 0 && compare_meant(&items[i - 1], &items[i]) == 0;
        items[i].thing = same ? items[i - 1].thing : items[i].place;
    }
    qsort(items, n, sizeof *items, by_place);
    for (uint32_t i = 0; i < n && !g->failed; i++) {
        if (items[i].thing != items[i].place) {
            items[i].thing = items[items[i].thing].thing;
            continue;
        }
        const uint32_t step = step_for(&items[i], gives, n_gives);
        items[i].thing = step != TRUCE_NONE ? step
                                            : add_thing(g, (thing){.kind = THING_ITEM,
                                                                   .item = items[i].item,
                                                                   .giver = TRUCE_NONE,
                                                                   .receiver = TRUCE_NONE});
    }
}

static uint32_t owner_of(plan_steps *o, uint32_t side, uint32_t *owner_at) {
    if (owner_at[side] == 0) {
        o->owners[o->rules.n_owners++] = side;
        owner_at[side] = o->rules.n_owners;
    }
    return owner_at[side] - 1;
}

static void add_orders(gather *g) {
    composer *const k = g->k;
    plan_steps *const o = g->out;
    const truce_matrix *const m = &k->matrix;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_positions; i++) {
        n += is_order(&m->positions[i]);
    }
    uint32_t *const bound = truce_arena_zero(k->arena, n + 1, sizeof *bound);
    meant *const items = truce_arena_zero(k->arena, 2 * (size_t)n + 1, sizeof *items);
    uint32_t *const owner_at = truce_arena_zero(k->arena, k->c->n_actors + 1, sizeof *owner_at);
    o->aside = truce_arena_zero(k->arena, n + 1, sizeof *o->aside);
    o->owners = truce_arena_zero(k->arena, k->c->n_actors + 1, sizeof *o->owners);
    if (bound == NULL || items == NULL || owner_at == NULL || o->aside == NULL ||
        o->owners == NULL) {
        g->failed = true;
        return;
    }
    for (uint32_t i = 0; i < m->n_positions && !g->failed; i++) {
        const truce_position *const p = &m->positions[i];
        if (is_order(p) && !binds(p)) {
            o->aside[o->n_aside++] = i;
        } else if (is_order(p)) {
            meant *const pair = &items[2 * (size_t)o->n_orders];
            (void)(mean(g, &p->demand->item, &pair[0]) && mean(g, &p->demand->other, &pair[1]));
            pair[0].place = 2 * o->n_orders;
            pair[1].place = 2 * o->n_orders + 1;
            bound[o->n_orders++] = i;
        }
    }
    if (!g->failed) {
        place_items(g, items, 2 * o->n_orders);
    }
    for (uint32_t i = 0; i < o->n_orders && !g->failed; i++) {
        const truce_position *const p = &m->positions[bound[i]];
        const uint32_t item = items[2 * (size_t)i].thing;
        const uint32_t other = items[2 * (size_t)i + 1].thing;
        const bool after = p->demand->order == TRUCE_ORDER_AFTER;
        add_rule(g,
                 (truce_order_rule){after ? other : item, after ? item : other,
                                    p->demand->order == TRUCE_ORDER_WITH,
                                    owner_of(o, p->side, owner_at)},
                 (order_said){bound[i], NULL, NULL});
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

truce_status plan_steps_make(composer *k, plan_steps *out, truce_error *err) {
    const truce_case *const c = k->c;
    gather g = {.k = k, .out = out};
    *out = (plan_steps){0};
    g.tranche_of = truce_arena_zero(k->arena, (size_t)c->n_exchanges + 1, sizeof *g.tranche_of);
    g.event_thing = truce_arena_take(k->arena, ((size_t)c->n_events + 1) * sizeof *g.event_thing);
    g.failed = g.tranche_of == NULL || g.event_thing == NULL;
    for (uint32_t i = 0; i < c->n_events && !g.failed; i++) {
        g.event_thing[i] = TRUCE_NONE;
    }
    if (!g.failed) {
        add_steps(&g);
        add_tranches(&g);
        add_plans(&g);
    }
    if (!g.failed) {
        add_orders(&g);
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

void plan_thing_says(composer *k, const thing *t) {
    const truce_case *const c = k->c;
    switch (t->kind) {
    case THING_STEP:
        truce_buffer_add(&k->text, c->steps[t->of].head.title);
        return;
    case THING_EVENT:
        truce_buffer_add(&k->text, c->events[t->of].head.title);
        return;
    case THING_ITEM:
        phrase_item(&k->text, c, t->item);
        return;
    case THING_RELEASE:
    case THING_RETURN:
        if (c->n_exchanges > 1) {
            truce_buffer_add(&k->text, c->exchanges[t->of].head.title);
            truce_buffer_lit(&k->text, ", tranche ");
        } else {
            truce_buffer_lit(&k->text, "Tranche ");
        }
        truce_buffer_printf(
            &k->text, "%lld: ", (long long)c->exchanges[t->of].lines[t->line].number.low.units);
        truce_buffer_add(&k->text, t->giver != TRUCE_NONE ? c->actors[t->giver].head.title
                                                          : TRUCE_STR("one side"));
        truce_buffer_printf(&k->text, t->kind == THING_RELEASE ? " releases" : " gives in return");
        return;
    }
}

void plan_thing_name(composer *k, const thing *t) {
    const truce_case *const c = k->c;
    switch (t->kind) {
    case THING_STEP:
        truce_buffer_add(&k->text, truce_case_name(c, c->steps[t->of].head.name));
        return;
    case THING_EVENT:
        truce_buffer_add(&k->text, truce_case_name(c, c->events[t->of].head.name));
        return;
    case THING_ITEM:
        truce_buffer_add(&k->text, truce_case_name(c, t->item->issue.symbol));
        return;
    case THING_RELEASE:
    case THING_RETURN:
        truce_buffer_add(&k->text, truce_case_name(c, c->exchanges[t->of].head.name));
        truce_buffer_printf(&k->text, " tranche %lld %s",
                            (long long)c->exchanges[t->of].lines[t->line].number.low.units,
                            t->kind == THING_RELEASE ? "release" : "return");
        return;
    }
}
