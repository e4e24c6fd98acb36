/* What names alone do not settle in preferences: whose they are, and that an order or a weight is
 * of something, and of nothing twice. */
#include <stdlib.h>

#include "reader.h"
#include "truce/case/options.h"

static const truce_str no_hint = {NULL, 0};

/* ---- orders of options ---- */

/* Some of the options that one item of an order names. */
typedef struct span {
    truce_interval in;
    uint32_t item;
} span;

static int by_low(const void *left, const void *right) {
    const span *const l = left;
    const span *const r = right;
    return l->in.low != r->in.low ? (l->in.low > r->in.low) - (l->in.low < r->in.low)
                                  : (l->item > r->item) - (l->item < r->item);
}

/* Every option of an order stands in it once. */
static bool check_order(reader *r, const truce_preference *line) {
    const truce_issue *const issue =
        &r->c->issues[truce_case_find(r->c, TRUCE_KIND_ISSUE, line->items[0].item.issue)];
    size_t n = 0;
    for (uint32_t i = 0; i < line->n_items; i++) {
        n += line->items[i].item.n_values;
    }
    span *const spans = truce_arena_take(r->arena, n * sizeof *spans);
    bool failed = spans == NULL;
    n = 0;
    for (uint32_t i = 0; i < line->n_items && !failed; i++) {
        const truce_option_set set =
            truce_item_options(issue, &line->items[i].item, r->arena, &failed);
        for (uint32_t k = 0; k < set.n; k++) {
            spans[n++] = (span){set.at[k], i};
        }
    }
    if (failed) {
        return no_memory(r);
    }
    qsort(spans, n, sizeof *spans, by_low);
    uint32_t widest = 0; /* the span so far that reaches furthest */
    for (uint32_t i = 1; i < n; i++) {
        if (spans[i].in.low <= spans[widest].in.high) {
            const uint32_t a = spans[i].item;
            const uint32_t b = spans[widest].item;
            (void)wrong(r, line->items[a > b ? a : b].item.values[0].place, 0,
                        TRUCE_STR("each option stands in an order once"),
                        "this names an option that stands in the order already");
            return true;
        }
        widest = spans[i].in.high > spans[widest].in.high ? i : widest;
    }
    return true;
}

/* ---- issues, and groups where they are decided for each ---- */

typedef struct part {
    truce_symbol issue, group; /* group 0: none */
    truce_place place;
} part;

static int by_part(const void *left, const void *right) {
    const part *const l = left;
    const part *const r = right;
    if (l->issue != r->issue) {
        return l->issue > r->issue ? 1 : -1;
    }
    return l->group != r->group ? (l->group > r->group ? 1 : -1)
                                : (l->place > r->place) - (l->place < r->place);
}

static const truce_issue *issue_of(const reader *r, const truce_item *item) {
    return &r->c->issues[truce_case_find(r->c, TRUCE_KIND_ISSUE, item->issue)];
}

/* A weight is of one thing: of an issue, or of an issue for one group. */
static bool check_weighed(reader *r, const truce_item *item) {
    const truce_issue *const issue = issue_of(r, item);
    const truce_str name = truce_case_name(r->c, item->issue.symbol);
    if (issue->per.n > 0 && item->groups.n == 0) {
        const truce_str group = truce_case_name(r->c, issue->per.at[0].symbol);
        return wrong(r, item->issue.place, name.size,
                     truce_arena_printf(r->arena, "say for whom: %.*s for %.*s",
                                        TRUCE_STR_ARGS(name), TRUCE_STR_ARGS(group)),
                     "\"%.*s\" is decided for each group, and so has a weight for each",
                     TRUCE_STR_ARGS(name));
    }
    if (issue->n_options == 0 && !issue->has_range) {
        return wrong(r, item->issue.place, name.size,
                     TRUCE_STR("give the issue rungs, options or a range"),
                     "the issue \"%.*s\" has no options to prefer one of", TRUCE_STR_ARGS(name));
    }
    return true;
}

/* Every issue, or group of one, stands in the line once. `all`: without a group an item is of all.
 */
static bool check_once(reader *r, const truce_preference *line, bool all) {
    size_t n = 0;
    for (uint32_t i = 0; i < line->n_items; i++) {
        const truce_item *const item = &line->items[i].item;
        n += item->groups.n > 0 ? item->groups.n : all ? 1U + issue_of(r, item)->per.n : 1U;
    }
    part *const parts = truce_arena_take(r->arena, n * sizeof *parts);
    if (parts == NULL) {
        return no_memory(r);
    }
    n = 0;
    for (uint32_t i = 0; i < line->n_items; i++) {
        const truce_item *const item = &line->items[i].item;
        const truce_refs groups = item->groups.n > 0 ? item->groups : issue_of(r, item)->per;
        if (groups.n == 0) {
            parts[n++] = (part){item->issue.symbol, 0, item->issue.place};
        }
        for (uint32_t k = 0; k < groups.n; k++) {
            const truce_place place = item->groups.n > 0 ? groups.at[k].place : item->issue.place;
            parts[n++] = (part){item->issue.symbol, groups.at[k].symbol, place};
        }
    }
    qsort(parts, n, sizeof *parts, by_part);
    for (size_t i = 1; i < n; i++) {
        if (parts[i].issue == parts[i - 1].issue && parts[i].group == parts[i - 1].group) {
            const truce_symbol called = parts[i].group != 0 ? parts[i].group : parts[i].issue;
            const truce_str name = truce_case_name(r->c, called);
            (void)wrong(r, parts[i].place, 0, no_hint, "\"%.*s\" stands here twice",
                        TRUCE_STR_ARGS(name));
            return true;
        }
    }
    return true;
}

static bool check_line(reader *r, const truce_preference *line) {
    switch (line->kind) {
    case TRUCE_PREFERS_ORDER:
        return check_order(r, line);
    case TRUCE_PREFERS_IMPORTANCE:
    case TRUCE_PREFERS_WEIGHT:
        for (uint32_t i = 0; i < line->n_items; i++) {
            if (!check_weighed(r, &line->items[i].item)) {
                return true;
            }
        }
        return check_once(r, line, false);
    case TRUCE_PREFERS_RESERVE:
        return check_once(r, line, true);
    case TRUCE_PREFERS_VALUE:
    case TRUCE_PREFERS_TOGETHER:
        break;
    }
    return true;
}

bool check_preferences(reader *r) {
    const truce_case *const c = r->c;
    for (uint32_t i = 0; i < c->n_preferences && !r->out_of_memory; i++) {
        const truce_preferences *const p = &c->preferences[i];
        const truce_actor *const of = &c->actors[truce_case_find(c, TRUCE_KIND_ACTOR, p->of)];
        if (of->kind != TRUCE_ACTOR_PARTY) {
            const truce_str name = truce_case_name(c, p->of.symbol);
            (void)wrong(r, p->of.place, name.size,
                        TRUCE_STR("preferences are of a party: its packages are compared"),
                        "\"%.*s\" is not declared as a party", TRUCE_STR_ARGS(name));
        }
        for (uint32_t k = 0; k < p->n_lines && !r->out_of_memory; k++) {
            (void)check_line(r, &p->lines[k]);
        }
    }
    return !r->out_of_memory;
}
