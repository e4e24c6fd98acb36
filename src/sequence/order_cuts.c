/* What would have to be given up in a knot: the minimal hitting sets of its loops.
 *
 * Where the loops are few, all of them are listed and hit. Else a few are, and what hits these is
 * tried: a loop that escapes joins them, until none does. What is then listed is right, and nothing
 * before it is missing: a cut X that is not listed hits the loops, so it holds a minimal set Y that
 * does; if Y is listed it is a cut within X, and if it is not it comes after those listed, as X
 * then does. PAPER: moreno2013 */
#include "order_parts.h"

#include <stdlib.h>

#include "solve/antichain.h"
#include "truce/solve/hitting.h"

enum { LOOPS_MAX = 12, CUTS_MAX = 24, EFFORT_MAX = 50000000, ROUNDS = 50, IN_ORDER_MAX = 10000 };

typedef struct cutter {
    knot *k;
    size_t cuts_max;
    uint64_t effort_max;
    truce_arena *arena; /* of this knot's search */
    antichain loops;
    uint32_t *labels; /* room for all demands */
    knot_loop way;
    uint64_t until; /* effort of the knot */
} cutter;

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static int by_size(const void *left, const void *right) {
    return truce_set_compare(*(const truce_set *)left, *(const truce_set *)right);
}

static bool hit(const cutter *c, truce_sets family, size_t sets_max, uint64_t effort_max,
                truce_hitting *out) {
    const truce_hitting_limits limits = {.sets_max = sets_max, .effort_max = effort_max};
    return truce_hitting_find(family, c->k->n_demands, (truce_costs){0}, &limits, c->arena, out,
                              NULL) == TRUCE_OK;
}

static void give_up(cutter *c, truce_set cut, bool given) {
    for (uint32_t i = 0; i < cut.n; i++) {
        c->k->dead[cut.at[i]] = given;
    }
}

/* The demands of the way found, sorted, into `labels`. */
static uint32_t demands_of(cutter *c) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->way.n; i++) {
        const knot_link *const l = &c->k->links[c->way.links[i]];
        if (l->demand != KNOT_PLAN) {
            c->labels[n++] = l->demand;
        }
    }
    qsort(c->labels, n, sizeof *c->labels, by_number);
    return n;
}

/* Add loops that a set leaves, one after the other, each without the demands of those before: then
 * none is left. `*cut`, in the arena, becomes the set and all of these. KNOT_LOOP: there were some;
 * KNOT_UNKNOWN: they outgrew the effort. */
static knot_found escape(cutter *c, truce_set set, truce_set *cut) {
    truce_arena round = truce_arena_new();
    knot_found found = KNOT_LOOP;
    knot_found escaped = KNOT_NONE;
    give_up(c, set, true);
    while (found == KNOT_LOOP && escaped != KNOT_UNKNOWN) {
        found = knot_any_loop(c->k, &round, &c->way);
        if (found == KNOT_LOOP) {
            const truce_set loop = {c->labels, demands_of(c)};
            escaped = c->k->effort < c->until ? KNOT_LOOP : KNOT_UNKNOWN;
            found = antichain_add(&c->loops, loop) != ANTICHAIN_NO_MEMORY ? found : KNOT_NO_MEMORY;
            give_up(c, loop, true);
        }
        truce_arena_clear(&round);
    }
    uint32_t *at = truce_arena_take(c->arena, c->k->n_demands * sizeof *at);
    uint32_t n = 0;
    for (uint32_t d = 0; at != NULL && d < c->k->n_demands; d++) {
        if (c->k->dead[d]) {
            at[n++] = d;
        }
        c->k->dead[d] = false;
    }
    *cut = (truce_set){at, n};
    return found != KNOT_NO_MEMORY && at != NULL ? escaped : KNOT_NO_MEMORY;
}

/* Would a demand make a loop with what is not given up, which makes none? */
static knot_found loops_with(cutter *c, uint32_t demand) {
    const uint32_t first = c->k->first[demand];
    knot_found found = knot_loop_with(c->k, first, INT64_MAX, &c->way);
    if (found == KNOT_NONE && !c->k->links[first].strict) {
        found = knot_loop_with(c->k, first + 1, INT64_MAX, &c->way);
    }
    return found == KNOT_UNKNOWN ? KNOT_LOOP : found;
}

/* Take back what was given up in vain, the highest first. KNOT_UNKNOWN: it outgrew the effort. */
static knot_found thin(cutter *c, truce_set *cut) {
    uint32_t *at = truce_arena_take(c->arena, cut->n * sizeof *at);
    uint32_t n = 0;
    knot_found found = at != NULL ? KNOT_NONE : KNOT_NO_MEMORY;
    give_up(c, *cut, true);
    for (uint32_t i = cut->n; found != KNOT_NO_MEMORY && found != KNOT_UNKNOWN && i-- > 0;) {
        c->k->dead[cut->at[i]] = false;
        found = loops_with(c, cut->at[i]);
        c->k->dead[cut->at[i]] = found == KNOT_LOOP;
        found = c->k->effort < c->until || found == KNOT_NO_MEMORY ? found : KNOT_UNKNOWN;
    }
    for (uint32_t i = 0; at != NULL && i < cut->n; i++) {
        if (c->k->dead[cut->at[i]]) {
            at[n++] = cut->at[i];
        }
    }
    give_up(c, *cut, false);
    *cut = (truce_set){at, n};
    return found;
}

static bool family_of(const cutter *c, truce_sets *out) {
    truce_set *sets = truce_arena_take(c->arena, c->loops.n_live * sizeof *sets);
    size_t n = 0;
    for (uint32_t i = 0; sets != NULL && i < c->loops.n; i++) {
        if (!c->loops.at[i].dead) {
            sets[n++] = antichain_set(&c->loops, i);
        }
    }
    if (n > 1) {
        qsort(sets, n, sizeof *sets, by_size);
    }
    *out = (truce_sets){sets, n};
    return sets != NULL;
}

/* Some cuts: from sets that hit the loops known, with what they miss and without what they do not
 * need; at last from everything. As many as the effort allows. */
static bool some_cuts(cutter *c, truce_sets sets, truce_hitting *out) {
    truce_set *cuts = truce_arena_take(c->arena, (sets.n + 1) * sizeof *cuts);
    uint32_t *all = truce_arena_take(c->arena, c->k->n_demands * sizeof *all);
    size_t n = 0;
    size_t kept = 0;
    knot_found found = cuts != NULL && all != NULL ? KNOT_NONE : KNOT_NO_MEMORY;
    c->until = c->k->effort + c->effort_max / 2;
    for (size_t i = 0; found != KNOT_NO_MEMORY && found != KNOT_UNKNOWN && i < sets.n; i++) {
        found = escape(c, sets.at[i], &cuts[n]);
        if (found == KNOT_NONE || found == KNOT_LOOP) {
            found = thin(c, &cuts[n]);
            n += found != KNOT_UNKNOWN;
        }
    }
    if (found != KNOT_NO_MEMORY && n == 0) {
        c->until = c->k->effort + 2 * c->effort_max;
        for (uint32_t d = 0; d < c->k->n_demands; d++) {
            all[d] = d;
        }
        cuts[0] = (truce_set){all, c->k->n_demands};
        found = thin(c, &cuts[0]);
        n = found != KNOT_UNKNOWN;
    }
    if (found == KNOT_NO_MEMORY) {
        return false;
    }
    if (n > 1) {
        qsort(cuts, n, sizeof *cuts, by_size);
    }
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || truce_set_compare(cuts[kept - 1], cuts[i]) != 0) {
            cuts[kept++] = cuts[i];
        }
    }
    *out = (truce_hitting){.sets = {cuts, kept}, .n = kept > 0 ? kept : 1};
    return true;
}

/* All loops are known. Of cuts as large as the last listed some may be missing, unless all are
 * listed: so more are than are asked for. */
static bool cut_all(const cutter *c, truce_sets family, truce_hitting *out) {
    const size_t more = c->cuts_max > IN_ORDER_MAX ? c->cuts_max : IN_ORDER_MAX;
    if (!hit(c, family, more, c->effort_max, out) ||
        (!out->cheapest && !hit(c, family, c->cuts_max, c->effort_max, out))) {
        return false;
    }
    out->sets.n = out->sets.n < c->cuts_max ? out->sets.n : c->cuts_max;
    return true;
}

static bool cut_by_escapes(cutter *c, truce_hitting *out) {
    truce_set cut;
    truce_hitting tried = {0};
    truce_sets family = {0};
    c->until = c->k->effort + c->effort_max / 2;
    if (!antichain_init(&c->loops, c->k->n_demands)) {
        return false;
    }
    knot_found any = escape(c, (truce_set){NULL, 0}, &cut);
    for (int round = 0; round < ROUNDS && any == KNOT_LOOP; round++) {
        if (!family_of(c, &family) ||
            !hit(c, family, c->cuts_max, c->effort_max / 16 + 1, &tried)) {
            return false;
        }
        if (!tried.cheapest) {
            break;
        }
        any = KNOT_NONE;
        for (size_t i = 0; i < tried.sets.n && (any == KNOT_NONE || any == KNOT_LOOP); i++) {
            const knot_found found = escape(c, tried.sets.at[i], &cut);
            any = found == KNOT_NONE ? any : found;
        }
        if (any == KNOT_NONE) {
            tried.counted = tried.complete;
            tried.n = tried.sets.n;
            *out = tried;
            return true;
        }
    }
    return any != KNOT_NO_MEMORY && some_cuts(c, tried.sets, out);
}

/* Put the cuts into the caller's numbers. */
static bool hand_over(const truce_hitting *found, const truce_order_rules *rules, truce_set numbers,
                      truce_arena *arena, truce_order_knot *out) {
    truce_order_cut *cuts = truce_arena_take(arena, found->sets.n * sizeof *cuts);
    for (size_t i = 0; cuts != NULL && i < found->sets.n; i++) {
        const truce_set from = found->sets.at[i];
        uint32_t *at = truce_arena_take(arena, from.n * sizeof *at);
        uint32_t *asked = truce_arena_zero(arena, rules->n_owners, sizeof *asked);
        if (at == NULL || asked == NULL) {
            return false;
        }
        for (uint32_t d = 0; d < from.n; d++) {
            at[d] = numbers.at[from.at[d]];
            asked[rules->at[at[d]].owner]++;
        }
        cuts[i] = (truce_order_cut){.rules = {at, from.n}, .asked = asked};
    }
    out->cuts = cuts;
    out->n_cuts = (uint32_t)found->sets.n;
    out->smallest = found->cheapest;
    out->n = found->n;
    out->counted = found->counted;
    return cuts != NULL;
}

truce_status knot_cut(knot *k, const truce_order_rules *rules, truce_set numbers,
                      const truce_order_limits *limits, truce_arena *arena, truce_order_knot *out,
                      truce_error *err) {
    truce_arena scratch = truce_arena_new();
    cutter c = {
        .k = k,
        .cuts_max = limits->cuts_max > 0 ? limits->cuts_max : CUTS_MAX,
        .effort_max = limits->effort_max > 0 ? limits->effort_max : EFFORT_MAX,
        .arena = &scratch,
        .labels = truce_arena_take(&scratch, numbers.n * sizeof(uint32_t)),
    };
    const uint32_t loops_max = limits->loops_max > 0 ? limits->loops_max : LOOPS_MAX;
    truce_hitting found = {0};
    truce_sets family = {0};
    bool all = false;
    bool ok = c.labels != NULL && knot_loop_make(k, &scratch, &c.way) &&
              knot_show_loops(k, loops_max, c.effort_max, arena, out);
    if (ok && out->contradictory) {
        found.counted = found.cheapest = true;
    } else if (ok) {
        ok = knot_all_loops(k, c.effort_max / 4, &scratch, &family, &all) &&
             (!all || cut_all(&c, family, &found));
        if (ok && (!all || !found.cheapest)) {
            const uint64_t n = found.n;
            ok = cut_by_escapes(&c, &found);
            found.n = found.counted || found.n > n ? found.n : n;
        }
    }
    ok = ok && hand_over(&found, rules, numbers, arena, out);
    antichain_clear(&c.loops);
    truce_arena_clear(&scratch);
    return ok ? TRUCE_OK
              : truce_fail(err, TRUCE_ENOMEM, "no memory for the loops of %u steps", k->n);
}
