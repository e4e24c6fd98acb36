/* Stages of offers from what claims state, and which statements on any offer bear on which. */
#include "truce/evidence/offers.h"

#include <stdlib.h>
#include <string.h>

#include "offers_parts.h"
#include "truce/evidence/speaker.h"

/* A statement about an offer; those on any offer come first. */
typedef struct stage_told {
    uint32_t offer; /* index + 1; 0: any */
    uint32_t stage;
    bool denied;
    truce_told told;
} stage_told;

static int by_stage(const void *left, const void *right) {
    const stage_told *const l = left;
    const stage_told *const r = right;
    if (l->offer != r->offer) {
        return l->offer < r->offer ? -1 : 1;
    }
    if (l->stage != r->stage) {
        return l->stage < r->stage ? -1 : 1;
    }
    if (l->denied != r->denied) {
        return l->denied ? 1 : -1;
    }
    return truce_told_order(&l->told, &r->told);
}

static bool collect_stages(truce_offers *o, truce_arena *arena) {
    const truce_case *const c = o->scope->c;
    stage_told *all = NULL;
    size_t n = 0;
    size_t cap = 0;
    const truce_stated *at = NULL;
    for (uint32_t i = 0;
         (at = truce_scope_next(o->scope, TRUCE_STATED(TRUCE_STATES_OFFER), &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        stage_told *const grown = truce_arena_grow(arena, all, n, &cap, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        const uint32_t offer = truce_case_find(c, TRUCE_KIND_OFFER, st->as.offer.offer);
        all = grown;
        all[n++] = (stage_told){offer != TRUCE_NONE ? offer + 1 : 0,
                                (uint32_t)st->as.offer.stage,
                                st->denied,
                                {at->claim, st}};
    }
    if (n > 1) {
        qsort(all, n, sizeof *all, by_stage);
    }
    truce_told *const told = truce_arena_take(arena, n * sizeof *told);
    if (told == NULL) {
        return false;
    }
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) { /* nothing told is an empty list, too */
        o->any[s].told = told;
        for (uint32_t i = 0; i < o->n; i++) {
            o->at[i].stages[s].told = told;
        }
    }
    for (size_t i = 0; i < n; i++) {
        truce_custody *const stage = all[i].offer > 0
                                         ? &o->at[all[i].offer - 1].stages[all[i].stage]
                                         : &o->any[all[i].stage];
        stage->told = stage->n_claimed + stage->n_denied == 0 ? &told[i] : stage->told;
        told[i] = all[i].told;
        stage->n_claimed += !all[i].denied;
        stage->n_denied += all[i].denied;
    }
    return true;
}

/* ---- statements on any offer ---- */

/* A statement on any offer under one side that it speaks of. */
typedef struct bearing {
    bool of_maker; /* the side is the maker's; else the recipient's */
    uint32_t side; /* TRUCE_NONE: it names nobody */
    truce_told told;
} bearing;

static int by_side(const void *left, const void *right) {
    const bearing *const l = left;
    const bearing *const r = right;
    if (l->of_maker != r->of_maker) {
        return l->of_maker ? 1 : -1;
    }
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    return truce_told_order(&l->told, &r->told);
}

static int by_place(const void *left, const void *right) {
    const truce_place l = ((const truce_told *)left)->statement->place;
    const truce_place r = ((const truce_told *)right)->statement->place;
    return (l > r) - (l < r);
}

/* Whom a stage speaks of, and in which part. */
static truce_refs spoken_of(const truce_statement *st, bool *of_maker) {
    *of_maker =
        st->as.offer.stage == TRUCE_STAGE_ISSUED || st->as.offer.stage == TRUCE_STAGE_WITHDRAWN;
    if (st->as.offer.stage == TRUCE_STAGE_HANDED) {
        return (truce_refs){NULL, 0};
    }
    return st->as.offer.stage == TRUCE_STAGE_CONVEYED ? st->as.offer.to : st->as.offer.by;
}

typedef struct bearings {
    bearing *at;
    size_t n, cap;
} bearings;

static bool add_bearing(bearings *b, bearing value, truce_arena *arena) {
    bearing *const at = truce_arena_grow(arena, b->at, b->n, &b->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    b->at = at;
    at[b->n++] = value;
    return true;
}

static bool list_bearings(const truce_offers *o, bearings *b, truce_arena *arena) {
    for (uint32_t s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const stage = &o->any[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied; i++) {
            bool of_maker = false;
            const truce_refs refs = spoken_of(stage->told[i].statement, &of_maker);
            bool ok = refs.n > 0 ||
                      add_bearing(b, (bearing){of_maker, TRUCE_NONE, stage->told[i]}, arena);
            for (uint32_t n = 0; n < refs.n && ok; n++) {
                const uint32_t side = truce_side_of(o->scope->c, refs.at[n]);
                ok = add_bearing(b, (bearing){of_maker, side, stage->told[i]}, arena);
            }
            if (!ok) {
                return false;
            }
        }
    }
    if (b->n > 1) {
        qsort(b->at, b->n, sizeof *b->at, by_side);
    }
    return true;
}

/* The first bearing of that part that is not under an earlier side. */
static size_t lower_bound(const bearings *b, bool of_maker, uint32_t side) {
    size_t low = 0;
    size_t high = b->n;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (b->at[mid].of_maker != of_maker ? !b->at[mid].of_maker : b->at[mid].side < side) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

/* Put what stands from `begin` on, while it is of that part (and side, if asked), behind the
 * others; one more than can be shown of each is enough to tell that there are more. */
static bool take(const bearings *b, size_t begin, bool of_maker, bool any_side, uint32_t side,
                 truce_told **told, size_t *n, size_t *cap, truce_arena *arena) {
    for (size_t i = begin; i < b->n && i - begin <= TRUCE_OFFER_ANY_MAX; i++) {
        if (b->at[i].of_maker != of_maker || (!any_side && b->at[i].side != side)) {
            break;
        }
        truce_told *const grown = truce_arena_grow(arena, *told, *n, cap, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        *told = grown;
        grown[(*n)++] = b->at[i].told;
    }
    return true;
}

static bool find_bearing(const truce_offers *o, const bearings *b, truce_offer_file *f,
                         truce_arena *arena) {
    const truce_offer *const offer = &o->scope->c->offers[f->offer];
    size_t n = 0;
    size_t cap = 0;
    bool ok = true;
    for (int part = 0; part < 2 && b->n > 0; part++) {
        const bool of_maker = part == 1;
        const truce_refs refs = of_maker ? offer->by : offer->to;
        if (refs.n == 0) {
            ok = ok &&
                 take(b, lower_bound(b, of_maker, 0), of_maker, true, 0, &f->any, &n, &cap, arena);
            continue;
        }
        for (uint32_t i = 0; i < refs.n && ok; i++) {
            const uint32_t side = truce_side_of(o->scope->c, refs.at[i]);
            ok = take(b, lower_bound(b, of_maker, side), of_maker, false, side, &f->any, &n, &cap,
                      arena);
        }
        ok = ok && take(b, lower_bound(b, of_maker, TRUCE_NONE), of_maker, false, TRUCE_NONE,
                        &f->any, &n, &cap, arena);
    }
    if (n > 1) {
        qsort(f->any, n, sizeof *f->any, by_place);
    }
    for (size_t i = 0; i < n; i++) {
        if (f->n_any > 0 && f->any[f->n_any - 1].statement == f->any[i].statement) {
            continue;
        }
        f->more_any = f->n_any == TRUCE_OFFER_ANY_MAX;
        if (f->more_any) {
            break;
        }
        f->any[f->n_any++] = f->any[i];
    }
    return ok;
}

static bool fill(truce_offers *o, truce_arena *arena) {
    bearings b = {.at = NULL};
    roster r = {.at = NULL};
    if (!collect_stages(o, arena) || !list_bearings(o, &b, arena) ||
        !find_roster(o->scope, &r, arena)) {
        return false;
    }
    for (uint32_t i = 0; i < o->n; i++) {
        const uint32_t old =
            truce_case_find(o->scope->c, TRUCE_KIND_OFFER, o->scope->c->offers[i].replaces);
        if (old != TRUCE_NONE && o->at[old].replaced_by == TRUCE_NONE) {
            o->at[old].replaced_by = i;
        }
    }
    for (uint32_t i = 0; i < o->n; i++) {
        truce_offer_file *const f = &o->at[i];
        if (!find_bearing(o, &b, f, arena) || !collect_terms(o->scope, f, arena) ||
            !find_questions(o->scope, &r, f, arena)) {
            return false;
        }
    }
    truce_offer_file any = {.offer = TRUCE_NONE};
    memcpy(any.stages, o->any, sizeof any.stages);
    if (!find_questions(o->scope, &r, &any, arena)) {
        return false;
    }
    o->any_knows = any.knows;
    o->n_any_knows = any.n_knows;
    return find_alarms(o, arena);
}

static bool is_named(const truce_offer_file *f) {
    bool named = f->n_terms > 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N && !named; s++) {
        named = f->stages[s].n_claimed + f->stages[s].n_denied > 0;
    }
    return named;
}

/* Where only some claims are asked about, an offer that none of them names is not known to them. */
static void drop_unnamed(truce_offers *o) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        if (is_named(&o->at[i])) {
            o->at[n++] = o->at[i];
        }
    }
    o->n = n;
}

truce_status truce_offers_make(const truce_scope *scope, truce_arena *arena, truce_offers *offers,
                               truce_error *err) {
    truce_offers o = {.scope = scope, .n = scope->c->n_offers};
    o.denied_by = truce_denials_find(scope, arena);
    o.at = truce_arena_zero(arena, o.n, sizeof *o.at);
    for (uint32_t i = 0; i < o.n && o.at != NULL; i++) {
        o.at[i].offer = i;
        o.at[i].replaced_by = TRUCE_NONE;
    }
    if (o.denied_by == NULL || o.at == NULL || !fill(&o, arena)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is claimed of offers");
    }
    if (scope->narrowed) {
        drop_unnamed(&o);
    }
    *offers = o;
    return TRUCE_OK;
}

const truce_offer_file *truce_offers_of(const truce_offers *offers, uint32_t offer) {
    uint32_t low = 0;
    uint32_t high = offers->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (offers->at[mid].offer < offer) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < offers->n && offers->at[low].offer == offer ? &offers->at[low] : NULL;
}
