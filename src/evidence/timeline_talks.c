/* States of the talks and which of them nothing follows; who left, withdrew or takes part; reports
 * by the time of their publication. */
#include <stdlib.h>

#include "timeline_parts.h"
#include "truce/evidence/witness.h"

unsigned truce_state_excludes(truce_state state) {
    enum {
        STOPPED = 1U << TRUCE_STATE_PAUSED | 1U << TRUCE_STATE_BROKEN | 1U << TRUCE_STATE_ENDED,
        HEADWAY = 1U << TRUCE_STATE_MOVING | 1U << TRUCE_STATE_REVIEWING | 1U << TRUCE_STATE_CLOSE |
                  1U << TRUCE_STATE_AGREED
    };
    if (state == TRUCE_STATE_RUNNING) {
        return STOPPED;
    }
    if (state == TRUCE_STATE_DEADLOCKED) {
        return HEADWAY;
    }
    return (1U << state & STOPPED) != 0   ? 1U << TRUCE_STATE_RUNNING
           : (1U << state & HEADWAY) != 0 ? 1U << TRUCE_STATE_DEADLOCKED
                                          : 0;
}

static bool is_given(truce_date date) {
    return (date.marks & TRUCE_DATE_GIVEN) != 0;
}

typedef struct collector {
    truce_timeline *t;
    const truce_case *c;
    const uint32_t *at;
    truce_arena *arena;
    truce_copies copies;
    bool *followed; /* [node]: a statement on the talks is placed after an event that it leads to */
    size_t cap_talks, cap_presence, cap_reports;
} collector;

static truce_timeline_event *event_of(const collector *k, truce_ref ref) {
    return &k->t->events[k->at[truce_case_find(k->c, TRUCE_KIND_EVENT, ref)]];
}

/* ---- when a state is said to have held ---- */

/* A state said to be before or during an event, or at a time in words, is not of the time at which
 * it was said. */
static truce_date date_of(const collector *k, const truce_talks *talks) {
    const truce_statement *const st = talks->told.statement;
    truce_date date = k->t->scope->times[talks->timed_by].date;
    for (uint32_t i = 0; i < st->times.n; i++) {
        const truce_time *const time = &st->times.at[i];
        if (time->kind == TRUCE_TIME_AT && is_given(time->when.date)) {
            return time->when.date;
        }
        if (time->kind == TRUCE_TIME_DURING) {
            const truce_timeline_event *const e = event_of(k, time->event);
            date = e->date;
            if (e->date_unused) {
                date = (truce_date){0};
            }
        } else if (time->kind != TRUCE_TIME_AFTER) {
            date = (truce_date){0};
        }
    }
    return date;
}

/* The last second at which it can have held: no later than it was said. */
static int64_t latest(const collector *k, const truce_talks *talks) {
    const truce_date said = k->t->scope->times[talks->timed_by].date;
    return is_given(talks->date) ? talks->date.last : is_given(said) ? said.last : INT64_MAX;
}

static bool is_earlier(const collector *k, const truce_statement *st) {
    for (uint32_t i = 0; i < st->times.n; i++) {
        const truce_time *const time = &st->times.at[i];
        if (time->kind == TRUCE_TIME_BEFORE && event_of(k, time->event)->n_said > 0) {
            return true;
        }
    }
    return false;
}

static bool is_inferred(const collector *k, uint32_t claim) {
    return (k->c->claims[claim].marks & TRUCE_MARK_INFERRED) != 0;
}

/* Mark the nodes from which an event leads on that a statement on the talks is placed after. */
static bool mark_followed(collector *k, const truce_arcs *laid) {
    uint32_t n = 0;
    uint32_t *const number = truce_arena_take(k->arena, laid->n * sizeof *number);
    uint32_t *const order = truce_arena_take(k->arena, laid->n * sizeof *order);
    k->followed = truce_arena_zero(k->arena, laid->n, sizeof *k->followed);
    if (number == NULL || order == NULL || k->followed == NULL ||
        !truce_arcs_components(laid, number, &n, k->arena)) {
        return false;
    }
    for (uint32_t i = 0; i < k->t->n_talks; i++) {
        const truce_told *const told = &k->t->talks[i].told;
        const truce_times times = told->statement->times;
        for (uint32_t m = 0; m < times.n && !is_inferred(k, told->claim); m++) {
            if (times.at[m].kind == TRUCE_TIME_AFTER) {
                k->followed[ends(event_of(k, times.at[m].event)->event)] = true;
            }
        }
    }
    for (uint32_t v = 0; v < laid->n; v++) {
        order[number[v]] = v; /* no ring is left, so each node is a component */
    }
    for (uint32_t i = laid->n; i > 0; i--) {
        const uint32_t v = order[i - 1];
        for (uint32_t a = laid->begin[v]; a < laid->begin[v + 1]; a++) {
            k->followed[v] = k->followed[v] || k->followed[laid->to[a]];
        }
    }
    return true;
}

static bool is_followed(const collector *k, const truce_talks *talks, int64_t latest_first) {
    const truce_times times = talks->told.statement->times;
    if (latest(k, talks) < latest_first) {
        return true;
    }
    for (uint32_t i = 0; i < times.n; i++) {
        const truce_time *const time = &times.at[i];
        if (time->kind == TRUCE_TIME_DURING && k->followed[ends(event_of(k, time->event)->event)]) {
            return true;
        }
        if (time->kind == TRUCE_TIME_BEFORE &&
            k->followed[begins(event_of(k, time->event)->event)]) {
            return true;
        }
    }
    return false;
}

/* By when it was, or else was told; what was told is of no later time than what is dated so. */
static int by_date(const void *left, const void *right) {
    const truce_talks *const l = left;
    const truce_talks *const r = right;
    if (is_given(l->placed) != is_given(r->placed)) {
        return is_given(l->placed) ? -1 : 1;
    }
    if (l->placed.first != r->placed.first) {
        return l->placed.first < r->placed.first ? -1 : 1;
    }
    if (l->placed.last != r->placed.last) {
        return l->placed.last < r->placed.last ? -1 : 1;
    }
    if (is_given(l->date) != is_given(r->date)) {
        return is_given(l->date) ? 1 : -1;
    }
    return truce_told_order(&l->told, &r->told);
}

/* When each statement held and was told, and the latest of those dates. */
static int64_t date_all(collector *k) {
    truce_timeline *const t = k->t;
    int64_t latest_first = INT64_MIN;
    t->now.latest = TRUCE_NONE;
    for (uint32_t i = 0; i < t->n_talks; i++) {
        truce_talks *const talks = &t->talks[i];
        const uint32_t original = k->copies.original[talks->told.claim];
        talks->timed_by = t->scope->in[original] ? original : talks->told.claim;
        talks->date = date_of(k, talks);
        talks->placed = is_given(talks->date) ? talks->date : t->scope->times[talks->timed_by].date;
        talks->earlier = is_earlier(k, talks->told.statement);
        if (is_given(talks->date) && talks->date.first > latest_first &&
            !is_inferred(k, talks->told.claim)) {
            latest_first = talks->date.first;
            t->now.latest = talks->timed_by;
        }
    }
    return latest_first;
}

static bool find_now(collector *k, const truce_arcs *laid) {
    truce_timeline *const t = k->t;
    if (!mark_followed(k, laid) || !truce_copies_find(k->c, k->arena, &k->copies)) {
        return false;
    }
    const int64_t latest_first = date_all(k);
    for (uint32_t i = 0; i < t->n_talks; i++) {
        truce_talks *const talks = &t->talks[i];
        const truce_statement *const st = talks->told.statement;
        talks->followed = is_followed(k, talks, latest_first);
        for (uint32_t s = 0;
             s < st->as.talks.n && truce_talks_stands(talks) && !is_inferred(k, talks->told.claim);
             s++) {
            const unsigned bit = 1U << st->as.talks.at[s];
            const bool refuted = t->denied_by[talks->told.claim] != TRUCE_NONE &&
                                 truce_claim_states_one(&k->c->claims[talks->told.claim]);
            t->now.said |= st->denied ? 0 : bit;
            t->now.denied |= st->denied || refuted ? bit : 0;
        }
    }
    for (unsigned s = 0; s < TRUCE_STATE_N; s++) {
        const unsigned against =
            (t->now.denied & 1U << s) | (t->now.said & truce_state_excludes((truce_state)s));
        t->now.contested |= (t->now.said & 1U << s) != 0 && against != 0 ? 1U << s : 0;
    }
    if (t->n_talks > 1) {
        qsort(t->talks, t->n_talks, sizeof *t->talks, by_date);
    }
    return true;
}

/* ---- presence ---- */

static bool add_presence(collector *k, truce_ref who, truce_presence presence, truce_told told) {
    truce_timeline *const t = k->t;
    const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, who);
    if (actor == TRUCE_NONE) {
        return true;
    }
    truce_presence_claim *const at =
        truce_arena_grow(k->arena, t->presence, t->n_presence, &k->cap_presence, sizeof *at);
    if (at == NULL) {
        return false;
    }
    t->presence = at;
    at[t->n_presence++] = (truce_presence_claim){actor, k->c->actors[actor].side, presence, told};
    return true;
}

/* Whoever the claim names left; else whoever the event's record names. */
static bool add_departure(collector *k, truce_told told) {
    const truce_event *const e =
        &k->c->events[truce_case_find(k->c, TRUCE_KIND_EVENT, told.statement->as.event.event)];
    const truce_refs by = told.statement->as.event.by.n > 0 ? told.statement->as.event.by : e->by;
    bool ok = true;
    for (uint32_t i = 0; i < by.n && ok; i++) {
        if (e->kind == TRUCE_EVENT_LEAVE || e->kind == TRUCE_EVENT_WITHDRAW) {
            ok = add_presence(k, by.at[i],
                              e->kind == TRUCE_EVENT_LEAVE ? TRUCE_PRESENCE_LEFT
                                                           : TRUCE_PRESENCE_WITHDRAWS,
                              told);
        }
    }
    return ok;
}

static int by_side(const void *left, const void *right) {
    const truce_presence_claim *const l = left;
    const truce_presence_claim *const r = right;
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    if (l->presence != r->presence) {
        return l->presence < r->presence ? -1 : 1;
    }
    if (l->actor != r->actor) {
        return l->actor < r->actor ? -1 : 1;
    }
    return truce_told_order(&l->told, &r->told);
}

/* ---- reports ---- */

typedef struct report {
    int64_t first, last;
    uint32_t claim;
} report;

static int by_published(const void *left, const void *right) {
    const report *const l = left;
    const report *const r = right;
    if (l->first != r->first) {
        return l->first < r->first ? -1 : 1;
    }
    if (l->last != r->last) {
        return l->last < r->last ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim);
}

enum {
    OF_PROCESS = TRUCE_STATED(TRUCE_STATES_EVENT) | TRUCE_STATED(TRUCE_STATES_TALKS) |
                 TRUCE_STATED(TRUCE_STATES_OFFER) | TRUCE_STATED(TRUCE_STATES_PRESENCE) |
                 TRUCE_STATED(TRUCE_STATES_MOVEMENT)
};

static bool find_reports(collector *k) {
    truce_timeline *const t = k->t;
    report *reports = NULL;
    const truce_stated *at = NULL;
    uint32_t last = TRUCE_NONE;
    for (uint32_t i = 0; (at = truce_scope_next(t->scope, OF_PROCESS, &i)) != NULL;) {
        const truce_date date = k->c->claims[at->claim].published.date;
        const bool again = at->claim == last;
        last = at->claim;
        if (again || !is_given(date)) {
            continue;
        }
        report *const grown =
            truce_arena_grow(k->arena, reports, t->n_reports, &k->cap_reports, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        reports = grown;
        reports[t->n_reports++] = (report){date.first, date.last, at->claim};
    }
    if (reports != NULL && t->n_reports > 1) {
        qsort(reports, t->n_reports, sizeof *reports, by_published);
    }
    t->reports = truce_arena_take(k->arena, t->n_reports * sizeof *t->reports);
    for (uint32_t i = 0; i < t->n_reports && reports != NULL && t->reports != NULL; i++) {
        t->reports[i] = reports[i].claim;
    }
    return t->reports != NULL;
}

static bool collect(collector *k, truce_told told) {
    truce_timeline *const t = k->t;
    switch (told.statement->kind) {
    case TRUCE_STATES_TALKS: {
        truce_talks *const at =
            truce_arena_grow(k->arena, t->talks, t->n_talks, &k->cap_talks, sizeof *at);
        if (at == NULL) {
            return false;
        }
        t->talks = at;
        at[t->n_talks++] = (truce_talks){.told = told};
        return true;
    }
    case TRUCE_STATES_PRESENCE:
        return add_presence(k, told.statement->subject,
                            told.statement->as.presence.withdraws ? TRUCE_PRESENCE_WITHDRAWS
                                                                  : TRUCE_PRESENCE_PARTICIPATES,
                            told);
    case TRUCE_STATES_EVENT:
        return add_departure(k, told);
    default:
        return true;
    }
}

bool collect_talks(truce_timeline *t, const uint32_t *at, const truce_arcs *laid,
                   truce_arena *arena) {
    const truce_case *const c = t->scope->c;
    collector k = {.t = t, .c = c, .at = at, .arena = arena};
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_TALKS) | TRUCE_STATED(TRUCE_STATES_PRESENCE) |
                           TRUCE_STATED(TRUCE_STATES_EVENT);
    const truce_stated *stated = NULL;
    for (uint32_t i = 0; (stated = truce_scope_next(t->scope, kinds, &i)) != NULL;) {
        if (!collect(&k, (truce_told){stated->claim, stated->statement})) {
            return false;
        }
    }
    if (t->n_presence > 1) {
        qsort(t->presence, t->n_presence, sizeof *t->presence, by_side);
    }
    return find_now(&k, laid) && find_reports(&k);
}
