/* Whom a gap is asked of: noted as it is built, and put in order when it is. */
#include <stdlib.h>

#include "gaps_parts.h"

static void add_asked(finder *f, const truce_gap_item *item, truce_whom whom) {
    asked_one *const at =
        truce_arena_grow(f->arena, f->asked, f->n_asked, &f->cap_asked, sizeof *at);
    if (at == NULL) {
        f->failed = true;
        return;
    }
    f->asked = at;
    at[f->n_asked++] =
        (asked_one){item != NULL ? (uint32_t)(item - f->gap.items) : TRUCE_NONE, whom};
}

void gap_ask(finder *f, const truce_gap_item *item, uint32_t actor, truce_whom_why why,
             uint32_t claim) {
    const uint32_t side = actor != TRUCE_NONE ? f->c->actors[actor].side : TRUCE_NONE;
    if (side != TRUCE_NONE) {
        add_asked(f, item, (truce_whom){side, claim, why, false});
    }
}

void gap_ask_speakers(finder *f, const truce_gap_item *item, uint32_t claim) {
    const truce_claim *const cl = &f->c->claims[claim];
    for (uint32_t i = 0; i < cl->n_speakers && item != NULL; i++) {
        gap_ask(f, item, truce_case_find(f->c, TRUCE_KIND_ACTOR, cl->speakers[i].actor),
                TRUCE_WHOM_TELLER, claim);
    }
}

void gap_ask_refs(finder *f, const truce_gap_item *item, truce_refs actors, truce_whom_why why) {
    for (uint32_t i = 0; i < actors.n; i++) {
        gap_ask(f, item, truce_case_find(f->c, TRUCE_KIND_ACTOR, actors.at[i]), why, TRUCE_NONE);
    }
}

void gap_ask_parties(finder *f) {
    for (uint32_t i = 0; i < f->m->n_parties; i++) {
        gap_ask(f, NULL, f->m->parties[i], TRUCE_WHOM_OWN, TRUCE_NONE);
    }
}

void gap_ask_mediators(finder *f) {
    for (uint32_t i = 0; i < f->c->n_actors; i++) {
        if (f->mediates[i]) {
            gap_ask(f, NULL, i, TRUCE_WHOM_MEDIATOR, f->mediator_by[i]);
        }
    }
}

void gap_ask_of_offer(finder *f, const truce_gap_item *item, const truce_offer_file *offer) {
    const truce_whom *const knows = offer != NULL ? offer->knows : f->offers.any_knows;
    const uint32_t n = offer != NULL ? offer->n_knows : f->offers.n_any_knows;
    for (uint32_t i = 0; i < n && item != NULL; i++) {
        const uint32_t side = f->c->actors[knows[i].actor].side;
        truce_whom whom = knows[i];
        whom.actor = side != TRUCE_NONE ? side : whom.actor;
        add_asked(f, item, whom);
    }
}

static int by_actor(const void *left, const void *right) {
    const asked_one *const l = left;
    const asked_one *const r = right;
    if (l->item != r->item) {
        return l->item < r->item ? -1 : 1;
    }
    if (l->whom.actor != r->whom.actor) {
        return l->whom.actor < r->whom.actor ? -1 : 1;
    }
    if (l->whom.why != r->whom.why) {
        return l->whom.why < r->whom.why ? -1 : 1;
    }
    return (l->whom.claim > r->whom.claim) - (l->whom.claim < r->whom.claim);
}

static int by_why(const void *left, const void *right) {
    const truce_whom *const l = left;
    const truce_whom *const r = right;
    if (l->why != r->why) {
        return l->why < r->why ? -1 : 1;
    }
    return (l->actor > r->actor) - (l->actor < r->actor);
}

/* Each side once in an item, by what it has most to do with it. */
static size_t keep_best(asked_one *at, size_t n) {
    size_t kept = 0;
    if (n > 1) {
        qsort(at, n, sizeof *at, by_actor);
    }
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || at[kept - 1].item != at[i].item ||
            at[kept - 1].whom.actor != at[i].whom.actor) {
            at[kept++] = at[i];
        }
    }
    return kept;
}

static void sort_whom(truce_whom *at, uint32_t n) {
    if (n > 1) {
        qsort(at, n, sizeof *at, by_why);
    }
}

/* All that are asked about anything, each once. */
static bool put_union(finder *f, const asked_one *at, size_t n) {
    truce_gap *const g = &f->gap;
    g->ask = truce_arena_take(f->arena, n * sizeof *g->ask);
    for (size_t i = 0; i < n && g->ask != NULL; i++) {
        const uint32_t actor = at[i].whom.actor;
        if (f->ask_of[actor] != f->number) {
            f->ask_of[actor] = f->number;
            f->ask_at[actor] = g->n_ask;
            g->ask[g->n_ask++] = at[i].whom;
        } else if (at[i].whom.why < g->ask[f->ask_at[actor]].why) {
            g->ask[f->ask_at[actor]] = at[i].whom;
        }
    }
    if (g->ask != NULL) {
        sort_whom(g->ask, g->n_ask);
    }
    return g->ask != NULL;
}

void gap_put_asked(finder *f) {
    truce_gap *const g = &f->gap;
    const size_t n = keep_best(f->asked, f->n_asked);
    truce_whom *const at = truce_arena_take(f->arena, n * sizeof *at);
    f->n_asked = 0;
    if (at == NULL || !put_union(f, f->asked, n)) {
        f->failed = true;
        return;
    }
    size_t used = 0;
    for (size_t i = 0; i < n; i++) { /* items by number; those about each stand last */
        const asked_one *const one = &f->asked[i];
        truce_whom **const list = one->item != TRUCE_NONE ? &g->items[one->item].ask : &g->all;
        uint32_t *const count = one->item != TRUCE_NONE ? &g->items[one->item].n_ask : &g->n_all;
        *list = *count == 0 ? &at[used] : *list;
        at[used++] = one->whom;
        ++*count;
    }
    sort_whom(g->all, g->n_all);
    for (uint32_t i = 0; i < g->n_items; i++) {
        sort_whom(g->items[i].ask, g->items[i].n_ask);
    }
}

const truce_whom *truce_gap_asks(const truce_gap *gap, const truce_gap_item *item, uint32_t side) {
    const truce_whom *asked = NULL;
    for (uint32_t i = 0; i < item->n_ask && asked == NULL; i++) {
        asked = item->ask[i].actor == side ? &item->ask[i] : NULL;
    }
    for (uint32_t i = 0; i < gap->n_all; i++) {
        if (gap->all[i].actor == side && (asked == NULL || gap->all[i].why < asked->why)) {
            asked = &gap->all[i];
        }
    }
    return asked;
}
