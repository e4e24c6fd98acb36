/* What to look at before the next message: over the versions of one thread, in the order in which
 * they moved. */
#include <stdlib.h>

#include "ways_parts.h"

static bool raise(wayfarer *w, truce_way_alarm alarm) {
    truce_way_alarm *const at =
        truce_arena_grow(w->arena, w->ways->alarms, w->ways->n_alarms, &w->cap_alarms, sizeof *at);
    if (at == NULL) {
        return false;
    }
    w->ways->alarms = at;
    at[w->ways->n_alarms++] = alarm;
    return true;
}

static bool raise_pair(wayfarer *w, truce_way_alarm alarm, uint32_t first, uint32_t second) {
    alarm.records = truce_arena_take(w->arena, 2 * sizeof *alarm.records);
    if (alarm.records == NULL) {
        return false;
    }
    alarm.records[alarm.n_records++] = first;
    if (second != TRUCE_NONE) {
        alarm.records[alarm.n_records++] = second;
    }
    return raise(w, alarm);
}

/* ---- versions that are over ---- */

/* Is it told on which days it happened, and without doubt? */
static bool is_dated(truce_date date) {
    return (date.marks & TRUCE_DATE_GIVEN) != 0 &&
           (date.marks & (TRUCE_DATE_UNCERTAIN | TRUCE_DATE_APPROXIMATE)) == 0 &&
           date.first != INT64_MIN && date.last != INT64_MAX;
}

typedef struct day_over {
    int64_t last;
    const way_step *step;
} day_over;

static int by_last(const void *left, const void *right) {
    const day_over *const l = left;
    const day_over *const r = right;
    if (l->last != r->last) {
        return l->last < r->last ? -1 : 1;
    }
    return (l->step > r->step) - (l->step < r->step);
}

static day_over *list_days(const wayfarer *w, const way_step *s, uint32_t n, uint32_t *count) {
    day_over *const days = truce_arena_take(w->arena, n * sizeof *days);
    *count = 0;
    for (uint32_t i = 0; i < n && days != NULL; i++) {
        const truce_date date = w->c->custody[s[i].record].at.date;
        if (is_dated(date)) {
            days[(*count)++] = (day_over){date.last, &s[i]};
        }
    }
    if (*count > 1) {
        qsort(days, *count, sizeof *days, by_last);
    }
    return days;
}

static bool is_newer(const way_step *a, const way_step *b) {
    return b == NULL || a->version > b->version;
}

/* Where it moved before, by days or as the books have it, without a newer version's being there,
 * nothing is raised. `over`: the newest whose days were over; `before`: the newest of all that
 * stand before it. */
static bool raise_stale(wayfarer *w, const way_step *s, const way_step *over,
                        const way_step *before) {
    const truce_custody_record *const r = &w->c->custody[s->record];
    const bool sent = r->stage == TRUCE_STAGE_HANDED || r->stage == TRUCE_STAGE_CONVEYED;
    const bool sure = over != NULL && over->version > s->version;
    const way_step *const newest = sure ? over : before;
    if ((!sent && r->stage != TRUCE_STAGE_REVIEWED && !way_is_answer(r->stage)) || newest == NULL ||
        newest->version <= s->version) {
        return true;
    }
    const bool dated = is_dated(r->at.date) && is_dated(w->c->custody[newest->record].at.date);
    const truce_way_alarm alarm = {.kind = sent ? TRUCE_WAY_STALE : TRUCE_WAY_ANSWERED,
                                   .order = sure    ? TRUCE_WAY_BY_DAYS
                                            : dated ? TRUCE_WAY_SAME_DAYS
                                                    : TRUCE_WAY_UNDATED,
                                   .thread = s->thread,
                                   .side = TRUCE_NONE,
                                   .other_side = TRUCE_NONE,
                                   .offer = s->offer,
                                   .other = newest->offer};
    return raise_pair(w, alarm, newest->record, s->record);
}

static bool find_stale(wayfarer *w, const way_step *s, uint32_t n) {
    uint32_t n_days = 0;
    const day_over *const days = list_days(w, s, n, &n_days);
    const way_step *over = NULL;
    const way_step *before = NULL;
    bool ok = days != NULL;
    for (uint32_t i = 0, d = 0; i < n && ok; i++) {
        const truce_date date = w->c->custody[s[i].record].at.date;
        for (; is_dated(date) && d < n_days && days[d].last < date.first; d++) {
            over = is_newer(days[d].step, over) ? days[d].step : over;
        }
        ok = raise_stale(w, &s[i], is_dated(date) ? over : NULL, before);
        before = is_newer(&s[i], before) ? &s[i] : before;
    }
    return ok;
}

/* Are two alarms one, but for the record by which the older version moved? */
static bool is_same(const truce_way_alarm *a, const truce_way_alarm *b) {
    return (a->kind == TRUCE_WAY_STALE || a->kind == TRUCE_WAY_ANSWERED) && a->kind == b->kind &&
           a->thread == b->thread && a->order == b->order && a->offer == b->offer &&
           a->other == b->other;
}

/* They are sorted, so that those that are one stand together: in the last of them are all. */
static bool unite(wayfarer *w) {
    truce_way_alarm *const at = w->ways->alarms;
    const uint32_t n = w->ways->n_alarms;
    uint32_t kept = 0;
    for (uint32_t i = 0, end = 0; i < n; i = end) {
        for (end = i + 1; end < n && is_same(&at[i], &at[end]); end++) {
        }
        truce_way_alarm all = at[i];
        if (end > i + 1) {
            all.records = truce_arena_take(w->arena, (end - i + 1U) * sizeof *all.records);
            if (all.records == NULL) {
                return false;
            }
            all.records[0] = at[i].records[0];
            all.n_records = 1;
            for (uint32_t k = i; k < end; k++) {
                all.records[all.n_records++] = at[k].records[1];
            }
        }
        at[kept++] = all;
    }
    w->ways->n_alarms = kept;
    return true;
}

/* ---- recipients ---- */

/* A step under one side that it brought the offer to. */
typedef struct arrival {
    uint32_t side, place; /* of its step in the thread */
} arrival;

static int by_side(const void *left, const void *right) {
    const arrival *const l = left;
    const arrival *const r = right;
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    return (l->place > r->place) - (l->place < r->place);
}

static truce_refs arrived_at(const truce_custody_record *r) {
    return r->stage == TRUCE_STAGE_CONVEYED ? r->to
           : way_is_arrival(r->stage)       ? r->by
                                            : (truce_refs){NULL, 0};
}

static arrival *list_arrivals(const wayfarer *w, const way_step *s, uint32_t n, uint32_t *count) {
    size_t room = 0;
    for (uint32_t i = 0; i < n; i++) {
        room += arrived_at(&w->c->custody[s[i].record]).n;
    }
    arrival *const at = truce_arena_take(w->arena, room * sizeof *at);
    *count = 0;
    for (uint32_t i = 0; i < n && at != NULL; i++) {
        const truce_refs refs = arrived_at(&w->c->custody[s[i].record]);
        for (uint32_t k = 0; k < refs.n; k++) {
            const uint32_t side = truce_side_of(w->c, refs.at[k]);
            if (side != TRUCE_NONE && !way_is_maker(w, s[i].offer, side)) {
                at[(*count)++] = (arrival){side, i};
            }
        }
    }
    if (*count > 1) {
        qsort(at, *count, sizeof *at, by_side);
    }
    return at;
}

static bool share_a_side(const truce_case *c, truce_refs a, truce_refs b) {
    bool share = a.n == 0 || b.n == 0; /* nobody is named: perhaps the same */
    for (uint32_t i = 0; i < a.n && !share; i++) {
        for (uint32_t k = 0; k < b.n && !share; k++) {
            share = truce_side_of(c, a.at[i]) == truce_side_of(c, b.at[k]);
        }
    }
    return share;
}

/* Of one recipient: was it conveyed by carriers that have nobody in common with the first? */
static bool find_twice(wayfarer *w, const way_step *s, const arrival *at, uint32_t n) {
    uint32_t *const records = truce_arena_take(w->arena, n * sizeof *records);
    uint32_t n_records = 0;
    bool twice = false;
    uint32_t other = TRUCE_NONE; /* a version that is not the first's */
    for (uint32_t i = 0; i < n && records != NULL; i++) {
        const truce_custody_record *const r = &w->c->custody[s[at[i].place].record];
        if (r->stage == TRUCE_STAGE_CONVEYED) {
            twice = twice ||
                    (n_records > 0 && !share_a_side(w->c, w->c->custody[records[0]].by, r->by));
            other = s[at[i].place].offer != s[at->place].offer ? s[at[i].place].offer : other;
            records[n_records++] = s[at[i].place].record;
        }
    }
    if (records == NULL || !twice) {
        return records != NULL;
    }
    return raise(w, (truce_way_alarm){.kind = TRUCE_WAY_TWICE,
                                      .thread = s->thread,
                                      .side = at->side,
                                      .other_side = TRUCE_NONE,
                                      .offer = s[at->place].offer,
                                      .other = other,
                                      .records = records,
                                      .n_records = n_records});
}

/* The newest version that came to this recipient, by its first step. */
static const way_step *newest_of(const way_step *s, const arrival *at, uint32_t n) {
    const way_step *newest = &s[at->place];
    for (uint32_t i = 1; i < n; i++) {
        newest = s[at[i].place].version > newest->version ? &s[at[i].place] : newest;
    }
    return newest;
}

/* All recipients are held to the first who has the newest. */
static bool find_versions(wayfarer *w, const way_step *s, const arrival *at, uint32_t n) {
    const way_step *best = NULL;
    uint32_t best_side = TRUCE_NONE;
    bool ok = true;
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0, end = 0; i < n && ok; i = end) {
            for (end = i; end < n && at[end].side == at[i].side; end++) {
            }
            const way_step *const has = newest_of(s, &at[i], end - i);
            if (round == 0) {
                ok = find_twice(w, s, &at[i], end - i);
                const bool better = best == NULL || has->version > best->version;
                best_side = better ? at[i].side : best_side;
                best = better ? has : best;
            } else if (has->offer != best->offer) {
                const truce_way_alarm alarm = {.kind = TRUCE_WAY_VERSIONS,
                                               .thread = s->thread,
                                               .side = best_side,
                                               .other_side = at[i].side,
                                               .offer = best->offer,
                                               .other = has->offer};
                ok = raise_pair(w, alarm, best->record, has->record);
            }
        }
    }
    return ok;
}

/* ---- time ---- */

/* The thread is open while its last step is neither an answer nor a withdrawal; of a message, until
 * it arrived. */
static bool find_quiet(wayfarer *w, const way_step *s, uint32_t n) {
    const way_step *const last = &s[n - 1];
    const truce_stage stage = w->c->custody[last->record].stage;
    const bool open = w->c->offers[last->offer].message
                          ? stage < TRUCE_STAGE_RECEIVED
                          : !way_is_answer(stage) && stage != TRUCE_STAGE_WITHDRAWN;
    if (w->options.quiet_days <= 0 || (w->options.today.marks & TRUCE_DATE_GIVEN) == 0 || !open ||
        last->when == INT64_MIN ||
        truce_day_of(w->options.today.first) - truce_day_of(last->when) < w->options.quiet_days) {
        return true;
    }
    return raise_pair(w,
                      (truce_way_alarm){.kind = TRUCE_WAY_QUIET,
                                        .thread = s->thread,
                                        .side = TRUCE_NONE,
                                        .other_side = TRUCE_NONE,
                                        .offer = last->offer,
                                        .other = TRUCE_NONE},
                      last->record, TRUCE_NONE);
}

static int by_kind(const void *left, const void *right) {
    const truce_way_alarm *const l = left;
    const truce_way_alarm *const r = right;
    if (l->thread != r->thread) {
        return l->thread < r->thread ? -1 : 1;
    }
    if (l->kind != r->kind) {
        return l->kind < r->kind ? -1 : 1;
    }
    if (l->order != r->order) {
        return l->order < r->order ? -1 : 1;
    }
    if (l->kind <= TRUCE_WAY_ANSWERED && l->kind != TRUCE_WAY_VERSIONS && l->offer != r->offer) {
        return l->offer < r->offer ? -1 : 1;
    }
    if (l->kind <= TRUCE_WAY_ANSWERED && l->kind != TRUCE_WAY_VERSIONS && l->other != r->other) {
        return l->other < r->other ? -1 : 1;
    }
    const uint32_t l_last = l->records[l->n_records - 1];
    const uint32_t r_last = r->records[r->n_records - 1];
    if (l_last != r_last) {
        return l_last < r_last ? -1 : 1;
    }
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    return (l->other_side > r->other_side) - (l->other_side < r->other_side);
}

bool find_way_alarms(wayfarer *w) {
    bool ok = true;
    for (uint32_t i = 0, end = 0; i < w->n_steps && ok; i = end) {
        const way_step *const s = &w->steps[i];
        for (end = i; end < w->n_steps && w->steps[end].thread == s->thread; end++) {
        }
        uint32_t n = 0;
        const arrival *const at = list_arrivals(w, s, end - i, &n);
        ok = at != NULL && find_stale(w, s, end - i) && find_versions(w, s, at, n) &&
             find_quiet(w, s, end - i);
    }
    if (ok && w->ways->n_alarms > 1) {
        qsort(w->ways->alarms, w->ways->n_alarms, sizeof *w->ways->alarms, by_kind);
    }
    return ok && unite(w);
}
