/* The events that claims in scope speak of, each with what is told of it and its dates; and which
 * event the claims put before or within which. */
#include <stdlib.h>

#include "timeline_parts.h"

/* What one claim says of two events. */
typedef struct relation {
    uint32_t first, second;
    bool during;
    uint32_t claim;
} relation;

typedef struct collector {
    truce_timeline *t;
    const truce_case *c;
    truce_arena *arena;
    bool *seen;                /* [event] */
    uint32_t *said, *not_said; /* [event]: how many */
    bool *words;               /* [event]: some claim gives its time in words */
    bool *placed;              /* [event]: a claim relates it to another */
    relation *relations;
    size_t n_relations, cap;
} collector;

static bool relate(collector *k, uint32_t event, const truce_time *time, uint32_t claim) {
    const uint32_t other = truce_case_find(k->c, TRUCE_KIND_EVENT, time->event);
    relation *const at =
        truce_arena_grow(k->arena, k->relations, k->n_relations, &k->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    k->relations = at;
    at[k->n_relations++] = time->kind == TRUCE_TIME_AFTER
                               ? (relation){other, event, false, claim}
                               : (relation){event, other, time->kind == TRUCE_TIME_DURING, claim};
    k->placed[event] = k->placed[other] = true;
    return true;
}

/* Count, and mark every event that the statement names. */
static bool look_at(collector *k, uint32_t claim, const truce_statement *st) {
    const uint32_t event = st->kind == TRUCE_STATES_EVENT
                               ? truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event)
                               : TRUCE_NONE;
    if (event != TRUCE_NONE) {
        k->seen[event] = true;
        k->said[event] += !st->denied;
        k->not_said[event] += st->denied;
    }
    for (uint32_t i = 0; i < st->times.n; i++) {
        const truce_time *const time = &st->times.at[i];
        if (time->kind != TRUCE_TIME_AT) {
            k->seen[truce_case_find(k->c, TRUCE_KIND_EVENT, time->event)] = true;
        }
        if (event == TRUCE_NONE || st->denied) {
            continue;
        }
        if (time->kind == TRUCE_TIME_AT) {
            k->words[event] = k->words[event] || (time->when.date.marks & TRUCE_DATE_GIVEN) == 0;
        } else if (!relate(k, event, time, claim)) {
            return false;
        }
    }
    return true;
}

static bool look_at_all(collector *k) {
    const truce_scope *const scope = k->t->scope;
    for (uint32_t i = 0; i < scope->n_stated; i++) {
        if (!look_at(k, scope->stated[i].claim, scope->stated[i].statement)) {
            return false;
        }
    }
    return true;
}

static void widen(truce_timeline_event *e, truce_date date, int64_t *latest_first,
                  int64_t *earliest_last) {
    if ((date.marks & TRUCE_DATE_GIVEN) == 0) {
        return;
    }
    if ((e->date.marks & TRUCE_DATE_GIVEN) == 0) {
        e->date = date;
        *latest_first = date.first;
        *earliest_last = date.last;
        return;
    }
    e->date.first = date.first < e->date.first ? date.first : e->date.first;
    e->date.last = date.last > e->date.last ? date.last : e->date.last;
    e->date.marks |= date.marks;
    *latest_first = date.first > *latest_first ? date.first : *latest_first;
    *earliest_last = date.last < *earliest_last ? date.last : *earliest_last;
    e->dates_differ = *latest_first > *earliest_last;
}

/* The span of the dates that claims give. */
static void find_date(truce_timeline_event *e) {
    int64_t latest_first = 0;
    int64_t earliest_last = 0;
    for (uint32_t i = 0; i < e->n_said; i++) {
        const truce_times times = e->told[i].statement->times;
        for (uint32_t n = 0; n < times.n; n++) {
            if (times.at[n].kind == TRUCE_TIME_AT) {
                widen(e, times.at[n].when.date, &latest_first, &earliest_last);
            }
        }
    }
}

/* Of several datings of one event the first in reading order counts. */
static void add_datings(truce_timeline *t, const uint32_t *at) {
    const truce_case *const c = t->scope->c;
    for (uint32_t i = 0; i < c->n_datings; i++) {
        const uint32_t event = truce_case_find(c, TRUCE_KIND_EVENT, c->datings[i].of);
        truce_timeline_event *const e =
            event != TRUCE_NONE && at[event] != TRUCE_NONE ? &t->events[at[event]] : NULL;
        if (e != NULL && (e->date.marks & TRUCE_DATE_GIVEN) == 0) {
            e->date = c->datings[i].date.date;
            e->dating = i;
        }
    }
}

/* The statements about each event: those that say so first, then those that deny it. */
static bool tell_events(collector *k, const uint32_t *at) {
    truce_timeline *const t = k->t;
    for (uint32_t i = 0; i < t->n_events; i++) {
        truce_timeline_event *const e = &t->events[i];
        e->told = truce_arena_take(k->arena, ((size_t)k->said[e->event] + k->not_said[e->event]) *
                                                 sizeof *e->told);
        if (e->told == NULL) {
            return false;
        }
    }
    const truce_stated *stated = NULL;
    for (uint32_t i = 0;
         (stated = truce_scope_next(t->scope, TRUCE_STATED(TRUCE_STATES_EVENT), &i)) != NULL;) {
        const truce_statement *const st = stated->statement;
        const uint32_t event = truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event);
        truce_timeline_event *const e = &t->events[at[event]];
        e->told[st->denied ? k->said[event] + e->n_denied++ : e->n_said++] =
            (truce_told){stated->claim, st};
    }
    return true;
}

static int by_events(const void *left, const void *right) {
    const relation *const l = left;
    const relation *const r = right;
    if (l->first != r->first) {
        return l->first < r->first ? -1 : 1;
    }
    if (l->second != r->second) {
        return l->second < r->second ? -1 : 1;
    }
    if (l->during != r->during) {
        return l->during ? 1 : -1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim);
}

/* Relations of the same two events are one edge, with all their claims. */
static bool make_edges(collector *k) {
    truce_timeline *const t = k->t;
    uint32_t *const claims = truce_arena_take(k->arena, k->n_relations * sizeof *claims);
    t->edges = truce_arena_take(k->arena, k->n_relations * sizeof *t->edges);
    if (claims == NULL || t->edges == NULL) {
        return false;
    }
    if (k->n_relations > 1) {
        qsort(k->relations, k->n_relations, sizeof *k->relations, by_events);
    }
    for (size_t i = 0; i < k->n_relations; i++) {
        const relation *const r = &k->relations[i];
        truce_order_edge *e = t->n_edges > 0 ? &t->edges[t->n_edges - 1] : NULL;
        if (e == NULL || e->first != r->first || e->second != r->second || e->during != r->during) {
            e = &t->edges[t->n_edges++];
            *e = (truce_order_edge){r->first, r->second, r->during, &claims[i], 0, TRUCE_NONE};
        }
        if (e->n_claims == 0 || e->claims[e->n_claims - 1] != r->claim) {
            e->claims[e->n_claims++] = r->claim;
        }
    }
    return true;
}

static void tell_first(const truce_timeline *t, truce_timeline_event *e, uint32_t claim) {
    const truce_date date = t->scope->times[claim].date;
    if ((date.marks & TRUCE_DATE_GIVEN) != 0 &&
        (e->first_told == TRUCE_NONE || date.first < t->scope->times[e->first_told].date.first)) {
        e->first_told = claim;
    }
}

/* By the claims that it happened, and those that place another by it, or it by another. */
static void find_first_told(truce_timeline *t, const uint32_t *at) {
    for (uint32_t i = 0; i < t->n_events; i++) {
        t->events[i].first_told = TRUCE_NONE;
        for (uint32_t n = 0; n < t->events[i].n_said; n++) {
            tell_first(t, &t->events[i], t->events[i].told[n].claim);
        }
    }
    for (uint32_t i = 0; i < t->n_edges; i++) {
        for (uint32_t n = 0; n < t->edges[i].n_claims; n++) {
            tell_first(t, &t->events[at[t->edges[i].first]], t->edges[i].claims[n]);
            tell_first(t, &t->events[at[t->edges[i].second]], t->edges[i].claims[n]);
        }
    }
}

bool collect_events(truce_timeline *t, uint32_t **at, truce_arena *arena) {
    const truce_case *const c = t->scope->c;
    collector k = {.t = t, .c = c, .arena = arena};
    k.seen = truce_arena_zero(arena, c->n_events, sizeof *k.seen);
    k.said = truce_arena_zero(arena, c->n_events, sizeof *k.said);
    k.not_said = truce_arena_zero(arena, c->n_events, sizeof *k.not_said);
    k.words = truce_arena_zero(arena, c->n_events, sizeof *k.words);
    k.placed = truce_arena_zero(arena, c->n_events, sizeof *k.placed);
    *at = truce_arena_take(arena, c->n_events * sizeof **at);
    t->events = truce_arena_zero(arena, c->n_events, sizeof *t->events);
    if (k.seen == NULL || k.said == NULL || k.not_said == NULL || k.words == NULL ||
        k.placed == NULL || *at == NULL || t->events == NULL || !look_at_all(&k)) {
        return false;
    }
    for (uint32_t e = 0; e < c->n_events; e++) {
        (*at)[e] = k.seen[e] ? t->n_events : TRUCE_NONE;
        if (k.seen[e]) {
            t->events[t->n_events++] = (truce_timeline_event){.event = e, .dating = TRUCE_NONE};
        }
    }
    if (!tell_events(&k, *at) || !make_edges(&k)) {
        return false;
    }
    for (uint32_t i = 0; i < t->n_events; i++) {
        find_date(&t->events[i]);
    }
    find_first_told(t, *at);
    add_datings(t, *at);
    for (uint32_t i = 0; i < t->n_events; i++) {
        truce_timeline_event *const e = &t->events[i];
        const bool ordered = (e->date.marks & TRUCE_DATE_GIVEN) != 0 || k.placed[e->event];
        e->group = ordered             ? TRUCE_EVENT_ORDERED
                   : k.words[e->event] ? TRUCE_EVENT_WORDS
                                       : TRUCE_EVENT_UNPLACED;
    }
    return true;
}
