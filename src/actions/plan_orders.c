/* What positions say of the order: their items become steps of the case where one gives just that,
 * else things of their own. */
#include "plan_parts.h"

#include <stdlib.h>

enum { GIVERS_COMPARED = 256 };

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
                                            : plan_add_thing(g, (thing){.kind = THING_ITEM,
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

void plan_orders(gather *g) {
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
        plan_add_rule(g,
                      (truce_order_rule){after ? other : item, after ? item : other,
                                         p->demand->order == TRUCE_ORDER_WITH,
                                         owner_of(o, p->side, owner_at)},
                      (order_said){bound[i], NULL, NULL});
    }
}
