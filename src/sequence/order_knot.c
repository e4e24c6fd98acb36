/* The shortest way round with a given link: from its end back to its start. Demands weigh before
 * rules, so a length is both in one number. A loop contradicts only with a `before` in it: the
 * search remembers whether it has met one, which makes two places of each step. */
#include "order_parts.h"

#include <stdlib.h>

#define DEMAND_WEIGHT (INT64_C(1) << 32)

bool knot_make(knot *k, uint32_t n, knot_link *links, uint32_t n_links, uint32_t n_demands,
               truce_arena *arena) {
    *k = (knot){.n = n, .links = links, .n_links = n_links, .n_demands = n_demands};
    truce_arc *list = truce_arena_take(arena, n_links * sizeof *list);
    k->first = truce_arena_take(arena, n_demands * sizeof *k->first);
    k->dead = truce_arena_zero(arena, n_demands, sizeof *k->dead);
    k->stamp = truce_arena_zero(arena, (size_t)2 * n, sizeof *k->stamp);
    k->distance = truce_arena_take(arena, (size_t)2 * n * sizeof *k->distance);
    k->by = truce_arena_take(arena, (size_t)2 * n * sizeof *k->by);
    k->from = truce_arena_take(arena, (size_t)2 * n * sizeof *k->from);
    k->met = truce_arena_zero(arena, n, sizeof *k->met);
    if (list == NULL || k->met == NULL || k->first == NULL || k->dead == NULL || k->stamp == NULL ||
        k->distance == NULL || k->by == NULL || k->from == NULL) {
        return false;
    }
    for (uint32_t i = n_links; i-- > 0;) {
        list[i] = (truce_arc){links[i].from, links[i].to, i};
        if (links[i].demand != KNOT_PLAN) {
            k->first[links[i].demand] = i;
        }
    }
    return truce_arcs_make(&k->arcs, n, list, n_links, arena);
}

void knot_clear(knot *k) {
    free(k->heap.at);
    k->heap = (key_heap){0};
}

bool knot_loop_make(const knot *k, truce_arena *arena, knot_loop *out) {
    *out = (knot_loop){.links = truce_arena_take(arena, ((size_t)2 * k->n + 1) * sizeof(uint32_t))};
    return out->links != NULL;
}

static int64_t weight(const knot_link *l) {
    return (l->demand != KNOT_PLAN ? DEMAND_WEIGHT : 0) + 1;
}

static uint32_t place(uint32_t step, bool strict) {
    return 2 * step + strict;
}

static bool reach(knot *k, uint32_t to, int64_t distance, uint32_t by, uint32_t from) {
    if (k->stamp[to] == k->stamped && k->distance[to] <= distance) {
        return true;
    }
    k->stamp[to] = k->stamped;
    k->distance[to] = distance;
    k->by[to] = by;
    k->from[to] = from;
    return key_heap_put(&k->heap, distance, to);
}

/* Walk back from `at` to where the search began, and turn the way round. */
static knot_found trace(knot *k, uint32_t first, uint32_t at, knot_loop *out) {
    out->n = 0;
    out->length = k->distance[at];
    bool twice = false;
    for (;; at = k->from[at]) {
        twice = twice || k->met[at / 2] == k->stamped;
        k->met[at / 2] = k->stamped;
        out->links[out->n++] = k->by[at];
        if (k->by[at] == first) {
            break;
        }
    }
    for (uint32_t i = 0; i < out->n / 2; i++) {
        const uint32_t swap = out->links[i];
        out->links[i] = out->links[out->n - 1 - i];
        out->links[out->n - 1 - i] = swap;
    }
    return twice ? KNOT_UNKNOWN : KNOT_LOOP;
}

/* May the way with `first` go along `l` from a place? Not back by the rule itself, nor by its start
 * before a `before` was met, nor by its end afterwards: then it would pass them twice. */
static bool may_go(const knot *k, const knot_link *first, const knot_link *l, bool strict) {
    return knot_counts(k, l) && l->link.rule != first->link.rule &&
           (first->strict || !(strict ? l->to == first->to : l->to == first->from));
}

knot_found knot_loop_with(knot *k, uint32_t link, int64_t below, knot_loop *out) {
    const knot_link *const first = &k->links[link];
    const uint32_t goal = place(first->from, true);
    k->stamped++;
    k->heap.n = 0;
    if (!reach(k, place(first->to, first->strict), weight(first), link, goal)) {
        return KNOT_NO_MEMORY;
    }
    while (k->heap.n > 0) {
        const keyed least = key_heap_take(&k->heap);
        const uint32_t at = least.number;
        if (least.key >= below) {
            break;
        }
        if (at == goal) {
            return trace(k, link, at, out);
        }
        for (uint32_t i = k->arcs.begin[at / 2];
             least.key == k->distance[at] && i < k->arcs.begin[at / 2 + 1]; i++, k->effort++) {
            const knot_link *const l = &k->links[k->arcs.edge[i]];
            const bool strict = at % 2 == 1 || l->strict;
            if (may_go(k, first, l, strict) &&
                !reach(k, place(l->to, strict), least.key + weight(l), k->arcs.edge[i], at)) {
                return KNOT_NO_MEMORY;
            }
        }
    }
    return KNOT_NONE;
}

knot_found knot_any_loop(knot *k, truce_arena *scratch, knot_loop *out) {
    truce_arc *list = truce_arena_take(scratch, k->n_links * sizeof *list);
    uint32_t *component = truce_arena_take(scratch, k->n * sizeof *component);
    truce_arcs arcs;
    uint32_t n = 0;
    uint32_t n_components = 0;
    if (list == NULL || component == NULL) {
        return KNOT_NO_MEMORY;
    }
    for (uint32_t i = 0; i < k->n_links; i++) {
        if (knot_counts(k, &k->links[i])) {
            list[n++] = (truce_arc){k->links[i].from, k->links[i].to, i};
        }
    }
    k->effort += 4 * (uint64_t)k->n_links;
    if (!truce_arcs_make(&arcs, k->n, list, n, scratch) ||
        !truce_arcs_components(&arcs, component, &n_components, scratch)) {
        return KNOT_NO_MEMORY;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (k->links[list[i].edge].strict && component[list[i].from] == component[list[i].to]) {
            return knot_loop_with(k, list[i].edge, INT64_MAX, out);
        }
    }
    return KNOT_NONE;
}
