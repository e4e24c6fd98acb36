#include "truce/evidence/when.h"

static bool is_given(truce_date date) {
    return (date.marks & TRUCE_DATE_GIVEN) != 0;
}

static void widen(truce_date *span, truce_date date) {
    if (!is_given(*span)) {
        *span = date;
    } else if (is_given(date)) {
        span->first = date.first < span->first ? date.first : span->first;
        span->last = date.last > span->last ? date.last : span->last;
        span->marks |= date.marks;
    }
}

truce_date *truce_event_dates(const truce_scope *scope, truce_arena *arena) {
    const truce_case *const c = scope->c;
    truce_date *const dates = truce_arena_zero(arena, c->n_events, sizeof *dates);
    const truce_stated *at = NULL;
    for (uint32_t i = 0;
         dates != NULL &&
         (at = truce_scope_next(scope, TRUCE_STATED(TRUCE_STATES_EVENT), &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        for (uint32_t t = 0; !st->denied && t < st->times.n; t++) {
            if (st->times.at[t].kind == TRUCE_TIME_AT) {
                widen(&dates[truce_case_find(c, TRUCE_KIND_EVENT, st->as.event.event)],
                      st->times.at[t].when.date);
            }
        }
    }
    for (uint32_t i = 0; dates != NULL && i < c->n_datings; i++) {
        const uint32_t event = truce_case_find(c, TRUCE_KIND_EVENT, c->datings[i].of);
        if (event != TRUCE_NONE && !is_given(dates[event])) {
            dates[event] = c->datings[i].date.date;
        }
    }
    return dates;
}

truce_date truce_statement_date(const truce_scope *scope, const truce_date *event_dates,
                                uint32_t claim, const truce_statement *st) {
    truce_date during = {0};
    bool is_before = false;
    for (uint32_t i = 0; i < st->times.n; i++) {
        const truce_time *const time = &st->times.at[i];
        if (time->kind == TRUCE_TIME_AT && is_given(time->when.date)) {
            return time->when.date;
        }
        if (time->kind == TRUCE_TIME_DURING && !is_given(during)) {
            during = event_dates[truce_case_find(scope->c, TRUCE_KIND_EVENT, time->event)];
        }
        is_before = is_before || time->kind == TRUCE_TIME_BEFORE;
    }
    return is_given(during) ? during : is_before ? (truce_date){0} : scope->times[claim].date;
}
