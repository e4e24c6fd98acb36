/* The loops that are shown of a knot: the shortest, and for each demand that it leaves out the
 * shortest with that one. */
#include "order_parts.h"

#include <string.h>

typedef struct shown {
    knot *k;
    knot_loop way;
    truce_order_loop *loops;
    uint32_t n;
    bool *covered; /* [demand]: some loop has it */
    truce_arena *arena;
} shown;

/* Keep the way as a loop that begins at its lowest step. */
static bool keep(shown *s) {
    const knot *const k = s->k;
    truce_order_link *at = truce_arena_take(s->arena, s->way.n * sizeof *at);
    if (at == NULL) {
        return false;
    }
    uint32_t lowest = 0;
    for (uint32_t i = 1; i < s->way.n; i++) {
        lowest = k->links[s->way.links[i]].from < k->links[s->way.links[lowest]].from ? i : lowest;
    }
    truce_order_loop loop = {.at = at, .n = s->way.n};
    for (uint32_t i = 0; i < s->way.n; i++) {
        const knot_link *const l = &k->links[s->way.links[(lowest + i) % s->way.n]];
        at[i] = l->link;
        if (l->demand != KNOT_PLAN) {
            loop.n_demands++;
            s->covered[l->demand] = true;
        }
    }
    s->loops[s->n++] = loop;
    return true;
}

/* The shortest loop of all has a `before`, so it is the shortest with one of these. */
static knot_found shortest(shown *s, uint64_t until) {
    knot_loop best = s->way;
    knot_loop next;
    int64_t below = INT64_MAX;
    truce_arena scratch = truce_arena_new();
    knot_found found = knot_loop_make(s->k, &scratch, &next) ? KNOT_NONE : KNOT_NO_MEMORY;
    for (uint32_t i = 0; found != KNOT_NO_MEMORY && i < s->k->n_links; i++) {
        if (!s->k->links[i].strict || !knot_counts(s->k, &s->k->links[i])) {
            continue;
        }
        if (found == KNOT_LOOP && s->k->effort > until) {
            break;
        }
        const knot_found with = knot_loop_with(s->k, i, below, &next);
        if (with == KNOT_LOOP) {
            memcpy(best.links, next.links, next.n * sizeof *next.links);
            best.n = next.n;
            below = next.length;
        }
        found = with == KNOT_LOOP || with == KNOT_NO_MEMORY ? with : found;
    }
    truce_arena_clear(&scratch);
    s->way = best;
    return found;
}

/* The loop with a demand; one that says together may be followed either way. */
static knot_found with_demand(shown *s, uint32_t demand, knot_loop *other) {
    knot_found found = KNOT_NONE;
    int64_t below = INT64_MAX;
    const uint32_t first = s->k->first[demand];
    const uint32_t n = s->k->links[first].strict ? 1 : 2;
    for (uint32_t i = first; i < first + n; i++) {
        const knot_found with = knot_loop_with(s->k, i, below, other);
        if (with == KNOT_NO_MEMORY) {
            return with;
        }
        if (with == KNOT_LOOP) {
            memcpy(s->way.links, other->links, other->n * sizeof *other->links);
            s->way.n = other->n;
            below = other->length;
            found = with;
        }
        found = with == KNOT_UNKNOWN && found == KNOT_NONE ? with : found;
    }
    return found;
}

static knot_found show(shown *s, uint32_t loops_max, uint64_t effort_max, truce_arena *scratch,
                       truce_order_knot *out) {
    knot *const k = s->k;
    const uint64_t until = k->effort + effort_max;
    knot_loop other;
    if (!knot_loop_make(k, scratch, &s->way) || !knot_loop_make(k, scratch, &other)) {
        return KNOT_NO_MEMORY;
    }
    k->plain = true;
    knot_found found = knot_any_loop(k, scratch, &other);
    out->contradictory = found == KNOT_LOOP;
    if (found != KNOT_NO_MEMORY) {
        k->plain = out->contradictory;
        found = shortest(s, until);
        k->plain = false;
    }
    if (found == KNOT_NO_MEMORY || !keep(s)) {
        return KNOT_NO_MEMORY;
    }
    out->covered = true;
    for (uint32_t d = 0; d < k->n_demands; d++) {
        if (s->covered[d]) {
            continue;
        }
        if (s->n == loops_max || k->effort > until) {
            out->covered = false;
            break;
        }
        found = with_demand(s, d, &other);
        if (found == KNOT_NO_MEMORY || (found == KNOT_LOOP && !keep(s))) {
            return KNOT_NO_MEMORY;
        }
        out->covered = out->covered && found != KNOT_UNKNOWN;
    }
    return KNOT_LOOP;
}

bool knot_show_loops(knot *k, uint32_t loops_max, uint64_t effort_max, truce_arena *arena,
                     truce_order_knot *out) {
    const uint32_t most = loops_max <= k->n_demands ? loops_max : k->n_demands + 1;
    truce_arena scratch = truce_arena_new();
    shown s = {.k = k, .arena = arena};
    s.loops = truce_arena_take(arena, most * sizeof *s.loops);
    s.covered = truce_arena_zero(&scratch, k->n_demands, sizeof *s.covered);
    const bool ok = s.loops != NULL && s.covered != NULL &&
                    show(&s, loops_max, effort_max, &scratch, out) != KNOT_NO_MEMORY;
    truce_arena_clear(&scratch);
    out->loops = s.loops;
    out->n_loops = s.n;
    return ok;
}
