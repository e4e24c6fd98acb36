/* The states of a span of days. Days on which something may change are kept in a row; each day that
 * is looked at adds the first and last days that it finds, for when an obligation begins may itself
 * depend on a report of a later day. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "agreement/owed_parts.h"

/* Days to look at, rising, each once. */
typedef struct agenda {
    int64_t at[TRUCE_OWED_HISTORY_MAX + 1];
    uint32_t n;
    int64_t first, last;
    bool full;
} agenda;

static void add(agenda *days, int64_t day) {
    if (day < days->first || day > days->last || days->full) {
        return;
    }
    uint32_t low = 0;
    uint32_t high = days->n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (days->at[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < days->n && days->at[low] == day) {
        return;
    }
    if (days->n == TRUCE_OWED_HISTORY_MAX) {
        days->full = true;
        return;
    }
    memmove(&days->at[low + 1], &days->at[low], (days->n - low) * sizeof *days->at);
    days->at[low] = day;
    days->n++;
}

/* Days that a report speaks of and that had not come when it was made: until they have, an
 * obligation whose last day is uncertain may end before each of them. */
static void add_foretold(const truce_owed_report *r, agenda *days) {
    const int64_t made = r->reported < r->verified ? r->reported : r->verified;
    int64_t day = made > r->period.earliest ? made : r->period.earliest;
    day = day > days->first ? day : days->first;
    for (; day <= r->period.latest + 1 && day <= days->last && !days->full; day++) {
        add(days, day);
    }
}

/* The days on which something becomes known. */
static void add_known(const truce_owed_agreement *a, agenda *days) {
    add(days, days->first);
    for (uint32_t i = 0; i < a->n_reports; i++) {
        add_foretold(&a->reports[i], days);
        add(days, a->reports[i].reported);
        add(days, a->reports[i].verified);
        add(days, a->reports[i].disputed);
    }
    for (uint32_t i = 0; i < a->n_incidents; i++) {
        add(days, a->incidents[i].day);
        for (uint32_t k = 0; k < a->incidents[i].n_stages; k++) {
            add(days, a->incidents[i].stages[k].day);
        }
    }
    for (uint32_t i = 0; i < a->n_waivers; i++) {
        add(days, a->waivers[i].day);
    }
    for (uint32_t i = 0; i < a->n_triggers; i++) {
        if (a->triggers[i].kind == TRUCE_OWED_CANNOT) {
            add(days, a->triggers[i].days.earliest);
            add(days, a->triggers[i].days.latest);
        }
    }
}

/* The days on which an obligation begins or is over, as far as a day shows. */
static void add_bounds(const owed_times *times, uint32_t n, agenda *days) {
    for (uint32_t i = 0; i < n; i++) {
        add(days, times->at[i].from.earliest);
        add(days, times->at[i].from.latest);
        add(days, times->at[i].until.earliest + 1);
        add(days, times->at[i].until.latest + 1);
    }
}

typedef struct changes {
    truce_arena *arena;
    truce_owed_change *at;
    size_t n, room;
} changes;

static truce_status note(const truce_owed *owed, uint32_t i, changes *c, truce_owed_change *now,
                         bool always, truce_error *err) {
    const truce_owed_standing *const s = &owed->standings[i];
    const bool cannot_tell = s->state == TRUCE_OWED_STATE_CANNOT_TELL;
    if (!always && s->state == now->state && (cannot_tell || s->rule == now->rule)) {
        return TRUCE_OK;
    }
    truce_owed_change *const at = truce_arena_grow(c->arena, c->at, c->n, &c->room, sizeof *c->at);
    if (at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the states of many days");
    }
    *now = (truce_owed_change){owed->day, i, s->state, s->rule, s->possible};
    c->at = at;
    c->at[c->n++] = *now;
    return TRUCE_OK;
}

static truce_status look(const truce_owed_agreement *a, truce_owed_options options, agenda *days,
                         truce_owed_change *now, changes *c, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (uint32_t d = 0; d < days->n && status == TRUCE_OK && !days->full; d++) {
        truce_arena scratch = truce_arena_new();
        truce_owed owed;
        owed_times times;
        status = owed_find(a, days->at[d], options, &scratch, &owed, &times, err);
        for (uint32_t i = 0; i < a->n_obligations && status == TRUCE_OK; i++) {
            status = note(&owed, i, c, &now[i], d == 0, err);
        }
        if (status == TRUCE_OK) {
            days->first = days->at[d] + 1; /* what is past is not looked at again */
            add_bounds(&times, a->n_obligations, days);
        }
        truce_arena_clear(&scratch);
    }
    if (status == TRUCE_OK && days->full) {
        return truce_fail(err, TRUCE_ELIMIT, "something may change on more than %d days",
                          TRUCE_OWED_HISTORY_MAX);
    }
    return status;
}

truce_status truce_owed_over_time(const truce_owed_agreement *agreement, int64_t first,
                                  int64_t last, truce_owed_options options, truce_arena *arena,
                                  truce_owed_history *history, truce_error *err) {
    assert(agreement != NULL && arena != NULL && history != NULL);
    truce_status status = owed_check(agreement, options, err);
    if (status == TRUCE_OK) {
        status = owed_check_day(first, err);
    }
    if (status == TRUCE_OK) {
        status = owed_check_day(last, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (last < first) {
        return truce_fail(err, TRUCE_EINVAL, "there are no days from %lld to %lld",
                          (long long)first, (long long)last);
    }
    truce_arena scratch = truce_arena_new();
    agenda *const days = truce_arena_zero(&scratch, 1, sizeof *days);
    truce_owed_change *const now =
        truce_arena_zero(&scratch, agreement->n_obligations, sizeof *now);
    changes c = {.arena = arena};
    if (days == NULL || now == NULL) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for the states of many days");
    } else {
        days->first = first;
        days->last = last;
        add_known(agreement, days);
        status = look(agreement, options, days, now, &c, err);
    }
    if (status == TRUCE_OK) {
        *history = (truce_owed_history){c.at, c.n, days->n};
    }
    truce_arena_clear(&scratch);
    return status;
}
