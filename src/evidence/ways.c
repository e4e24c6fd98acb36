/* Threads of versions, their custody records in order, and who holds what by them. */
#include "truce/evidence/ways.h"

#include <stdlib.h>

#include "ways_parts.h"

bool way_is_maker(const wayfarer *w, uint32_t offer, uint32_t side) {
    const truce_refs by = w->c->offers[offer].by;
    bool is = false;
    for (uint32_t i = 0; i < by.n && !is; i++) {
        is = truce_side_of(w->c, by.at[i]) == side;
    }
    return is;
}

/* ---- threads ---- */

/* The first version and the number of each offer. Linear: what is known ends the walk, and all on
 * the way learn of it. Names were bound, so nothing replaces itself. */
static bool find_threads(wayfarer *w) {
    const truce_case *const c = w->c;
    uint32_t *const up = truce_arena_take(w->arena, (c->n_offers + 1U) * sizeof *up);
    truce_way *const at = truce_arena_zero(w->arena, c->n_offers, sizeof *at);
    if (up == NULL || at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_offers; i++) {
        uint32_t n = 0;
        uint32_t o = i;
        while (o != TRUCE_NONE && at[o].version == 0) {
            up[n++] = o;
            o = truce_case_find(c, TRUCE_KIND_OFFER, c->offers[o].replaces);
        }
        while (n-- > 0) {
            at[up[n]] = (truce_way){.offer = up[n],
                                    .version = o == TRUCE_NONE ? 1 : at[o].version + 1,
                                    .thread = o == TRUCE_NONE ? up[n] : at[o].thread};
            o = up[n];
        }
    }
    w->ways->at = at;
    w->ways->n = c->n_offers;
    return true;
}

static int by_thread(const void *left, const void *right) {
    const truce_way *const l = left;
    const truce_way *const r = right;
    if (l->thread != r->thread) {
        return l->thread < r->thread ? -1 : 1;
    }
    if (l->version != r->version) {
        return l->version < r->version ? -1 : 1;
    }
    return (l->offer > r->offer) - (l->offer < r->offer);
}

/* ---- records ---- */

static int by_time(const void *left, const void *right) {
    const way_step *const l = left;
    const way_step *const r = right;
    if (l->thread != r->thread) {
        return l->thread < r->thread ? -1 : 1;
    }
    if (l->when != r->when) {
        return l->when < r->when ? -1 : 1;
    }
    if (l->said != r->said) {
        return l->said < r->said ? -1 : 1;
    }
    return (l->record > r->record) - (l->record < r->record);
}

static int by_said(const void *left, const void *right) {
    const way_step *const l = left;
    const way_step *const r = right;
    if (l->said != r->said) {
        return l->said < r->said ? -1 : 1;
    }
    return (l->record > r->record) - (l->record < r->record);
}

static int by_version(const void *left, const void *right) {
    const way_step *const l = left;
    const way_step *const r = right;
    if (l->thread != r->thread) {
        return l->thread < r->thread ? -1 : 1;
    }
    if (l->version != r->version) {
        return l->version < r->version ? -1 : 1;
    }
    if (l->offer != r->offer) {
        return l->offer < r->offer ? -1 : 1;
    }
    return by_time(left, right);
}

static bool counts(const wayfarer *w, const truce_custody_record *record) {
    return !w->options.no_records && ((w->options.at.marks & TRUCE_DATE_GIVEN) == 0 ||
                                      truce_date_by(record->at.date, w->options.at));
}

/* Before the ways are sorted: they are found by the offer's index. */
static bool collect_steps(wayfarer *w) {
    const truce_case *const c = w->c;
    int64_t *const last = truce_arena_take(w->arena, (c->n_offers + 1U) * sizeof *last);
    w->steps = truce_arena_take(w->arena, (c->n_custody + 1U) * sizeof *w->steps);
    if (last == NULL || w->steps == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_offers; i++) {
        last[i] = INT64_MIN;
    }
    for (uint32_t i = 0; i < c->n_custody; i++) {
        const truce_custody_record *const record = &c->custody[i];
        const uint32_t offer = truce_case_find(c, TRUCE_KIND_OFFER, record->of);
        if (offer == TRUCE_NONE || !counts(w, record)) {
            continue;
        }
        const truce_way *const way = &w->ways->at[offer];
        w->steps[w->n_steps++] =
            (way_step){.thread = way->thread,
                       .version = way->version,
                       .offer = offer,
                       .record = i,
                       .said = w->options.said != NULL ? w->options.said[i] : i};
    }
    if (w->options.said != NULL && w->n_steps > 1) {
        qsort(w->steps, w->n_steps, sizeof *w->steps, by_said);
    }
    for (uint32_t i = 0; i < w->n_steps; i++) {
        way_step *const s = &w->steps[i];
        const truce_date date = c->custody[s->record].at.date;
        if ((date.marks & TRUCE_DATE_GIVEN) != 0) {
            last[s->thread] = date.first;
        }
        s->when = last[s->thread];
    }
    w->ways->n_records = w->n_steps;
    return true;
}

/* Both are sorted by thread, version and offer, so they are gone through side by side. */
static bool give_records(wayfarer *w) {
    uint32_t *const records = truce_arena_take(w->arena, (w->n_steps + 1U) * sizeof *records);
    uint32_t s = 0;
    for (uint32_t i = 0; i < w->ways->n && records != NULL; i++) {
        truce_way *const way = &w->ways->at[i];
        way->records = &records[s];
        for (; s < w->n_steps && w->steps[s].offer == way->offer; s++) {
            records[s] = w->steps[s].record;
            way->n_records++;
        }
    }
    return records != NULL;
}

/* ---- holders ---- */

typedef struct hold {
    uint32_t actor, place; /* where its record stands among those of the offer */
    bool own;
} hold;

static int by_actor(const void *left, const void *right) {
    const hold *const l = left;
    const hold *const r = right;
    if (l->actor != r->actor) {
        return l->actor < r->actor ? -1 : 1;
    }
    return (l->place > r->place) - (l->place < r->place);
}

static int by_place(const void *left, const void *right) {
    const truce_way_holder *const l = left;
    const truce_way_holder *const r = right;
    if (l->record != r->record) { /* a place, until all are in order */
        return l->record < r->record ? -1 : 1;
    }
    return (l->actor > r->actor) - (l->actor < r->actor);
}

static void add_holds(const wayfarer *w, const truce_way *way, uint32_t place, truce_refs refs,
                      bool own, hold *at, uint32_t *n) {
    for (uint32_t i = 0; i < refs.n; i++) {
        const uint32_t actor = truce_case_find(w->c, TRUCE_KIND_ACTOR, refs.at[i]);
        if (actor != TRUCE_NONE && !way_is_maker(w, way->offer, w->c->actors[actor].side)) {
            at[(*n)++] = (hold){actor, place, own};
        }
    }
}

static bool find_holders(const wayfarer *w, truce_way *way) {
    size_t room = 0;
    for (uint32_t i = 0; i < way->n_records; i++) {
        room += w->c->custody[way->records[i]].by.n + w->c->custody[way->records[i]].to.n;
    }
    hold *const holds = truce_arena_take(w->arena, room * sizeof *holds);
    uint32_t n = 0;
    if (holds == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < way->n_records; i++) {
        const truce_custody_record *const r = &w->c->custody[way->records[i]];
        if (way_is_arrival(r->stage)) {
            add_holds(w, way, i, r->by, true, holds, &n);
        } else if (r->stage == TRUCE_STAGE_HANDED || r->stage == TRUCE_STAGE_CONVEYED) {
            add_holds(w, way, i, r->to, false, holds, &n);
        }
    }
    if (n > 1) {
        qsort(holds, n, sizeof *holds, by_actor);
    }
    way->holders = truce_arena_take(w->arena, n * sizeof *way->holders);
    if (way->holders == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_way_holder *at = &way->holders[way->n_holders];
        if (i == 0 || holds[i - 1].actor != holds[i].actor) {
            *at = (truce_way_holder){holds[i].actor, holds[i].place, TRUCE_NONE};
            way->n_holders++;
        } else {
            at--;
        }
        if (holds[i].own && at->own == TRUCE_NONE) {
            at->own = way->records[holds[i].place];
        }
    }
    if (way->n_holders > 1) {
        qsort(way->holders, way->n_holders, sizeof *way->holders, by_place);
    }
    for (uint32_t i = 0; i < way->n_holders; i++) {
        way->holders[i].record = way->records[way->holders[i].record];
    }
    return true;
}

/* ---- all ---- */

static bool fill(wayfarer *w) {
    if (!find_threads(w) || !collect_steps(w)) {
        return false;
    }
    if (w->ways->n > 1) {
        qsort(w->ways->at, w->ways->n, sizeof *w->ways->at, by_thread);
    }
    if (w->n_steps > 1) {
        qsort(w->steps, w->n_steps, sizeof *w->steps, by_version);
    }
    w->ways->place = truce_arena_take(w->arena, (w->ways->n + 1U) * sizeof *w->ways->place);
    if (w->ways->place == NULL || !give_records(w)) {
        return false;
    }
    for (uint32_t i = 0; i < w->ways->n; i++) {
        w->ways->place[w->ways->at[i].offer] = i;
        if (!find_holders(w, &w->ways->at[i]) || !find_way_clashes(w, &w->ways->at[i])) {
            return false;
        }
    }
    if (w->n_steps > 1) {
        qsort(w->steps, w->n_steps, sizeof *w->steps, by_time);
    }
    return find_way_alarms(w);
}

truce_status truce_ways_make(const truce_scope *scope, const truce_offers *offers,
                             truce_ways_options options, truce_arena *arena, truce_ways *ways,
                             truce_error *err) {
    truce_ways made = {.at = NULL};
    wayfarer w = {.c = scope->c,
                  .scope = scope,
                  .offers = offers,
                  .options = options,
                  .arena = arena,
                  .ways = &made};
    if (!fill(&w)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the ways of offers");
    }
    *ways = made;
    return TRUCE_OK;
}
