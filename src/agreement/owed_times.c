/* When each obligation begins and ends, and which have fallen.
 *
 * Falling spreads from those that wait for what never came, along what falls with what and along
 * what begins when another is kept. It is spread twice: from those of which it is sure, and from
 * those of which it is possible. In a circle nothing falls by itself. */
#include "agreement/owed_parts.h"

#include <stdlib.h>

uint32_t owed_waits_for(const truce_owed_agreement *a, uint32_t obligation) {
    const truce_owed_when *const from = &a->obligations[obligation].from;
    if (from->kind != TRUCE_OWED_AFTER || a->triggers[from->trigger].kind != TRUCE_OWED_WHEN_KEPT) {
        return TRUCE_OWED_NONE;
    }
    return a->triggers[from->trigger].obligation;
}

/* The obligation with whose being kept this one begins, unless it has begun. */
static uint32_t hangs_on(const truce_owed_agreement *a, uint32_t obligation, const bool *begun) {
    return begun != NULL && begun[obligation] ? TRUCE_OWED_NONE : owed_waits_for(a, obligation);
}

truce_status owed_dependants(const truce_owed_agreement *a, const bool *begun, truce_arena *arena,
                             owed_lists *lists, truce_error *err) {
    const uint32_t n = a->n_obligations;
    uint32_t *const start = truce_arena_zero(arena, (size_t)n + 2, sizeof *start);
    uint64_t total = 0;
    for (uint32_t i = 0; i < n; i++) {
        total += (uint64_t)a->obligations[i].n_falls_with + 1;
    }
    uint32_t *const at =
        total <= UINT32_MAX ? truce_arena_take(arena, (size_t)total * sizeof *at) : NULL;
    if (start == NULL || at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what falls with what");
    }
    /* Each start is counted two places further, so that filling a list moves it to where the next
     * one begins. */
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t waits = hangs_on(a, i, begun);
        for (uint32_t k = 0; k < a->obligations[i].n_falls_with; k++) {
            start[a->obligations[i].falls_with[k] + 2]++;
        }
        if (waits != TRUCE_OWED_NONE) {
            start[waits + 2]++;
        }
    }
    for (uint32_t i = 2; i < n + 2; i++) {
        start[i] += start[i - 1];
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t waits = hangs_on(a, i, begun);
        for (uint32_t k = 0; k < a->obligations[i].n_falls_with; k++) {
            at[start[a->obligations[i].falls_with[k] + 1]++] = i;
        }
        if (waits != TRUCE_OWED_NONE) {
            at[start[waits + 1]++] = i;
        }
    }
    *lists = (owed_lists){start, at};
    return TRUCE_OK;
}

/* ---- triggers -------------------------------------------------------------------------------- */

typedef struct arrival {
    int64_t day;
    owed_wide amount;
} arrival;

static int by_day(const void *left, const void *right) {
    const int64_t l = ((const arrival *)left)->day;
    const int64_t r = ((const arrival *)right)->day;
    return (l > r) - (l < r);
}

/* The day on which arrivals reach a quantity, which they do. */
static int64_t day_reached(arrival *at, uint32_t n, owed_wide quantity) {
    qsort(at, n, sizeof *at, by_day);
    owed_wide sum = 0;
    uint32_t i = 0;
    do {
        sum += at[i].amount;
    } while (sum < quantity && ++i < n);
    return at[i < n ? i : n - 1].day;
}

static bool counts(const truce_owed_obligation *o, const owed_choice *c) {
    return c->strength == OWED_VERIFIED || (c->strength == OWED_REPORTED && !o->evidence);
}

/* When an obligation was first kept, by its reports. An act is done on a day of the report's; what
 * a report measures came on days of it, at best on the first and at worst on the last. */
static truce_status when_kept(const truce_owed_agreement *a, uint32_t obligation,
                              const owed_tally *tally, truce_arena *scratch,
                              truce_owed_trigger *resolved, truce_error *err) {
    const truce_owed_obligation *const o = &a->obligations[obligation];
    const bool act = o->measure == TRUCE_OWED_ACT;
    const bool whole = o->measure == TRUCE_OWED_IN_ALL || o->measure == TRUCE_OWED_A_PHASE;
    *resolved = (truce_owed_trigger){.kind = TRUCE_OWED_UNKNOWN, .obligation = obligation};
    if (!act && !whole) {
        return TRUCE_OK;
    }
    const owed_wide sum = tally->sum[OWED_VERIFIED] + (o->evidence ? 0 : tally->sum[OWED_REPORTED]);
    const uint32_t kept =
        tally->kept[OWED_VERIFIED] + (o->evidence ? 0 : tally->kept[OWED_REPORTED]);
    if (act ? kept == 0 : sum < o->quantity) {
        const bool claimed = tally->kept[OWED_DISPUTED] + tally->kept[OWED_REPORTED] > 0;
        /* Of a quantity, a part that nobody doubts is no claim that all of it came. */
        const owed_wide all =
            sum + tally->sum[OWED_DISPUTED] + (o->evidence ? tally->sum[OWED_REPORTED] : 0);
        resolved->kind = act ? (claimed ? TRUCE_OWED_UNKNOWN : TRUCE_OWED_NOT_YET)
                             : (all >= o->quantity ? TRUCE_OWED_UNKNOWN : TRUCE_OWED_NOT_YET);
        return TRUCE_OK;
    }
    arrival *const at = truce_arena_zero(scratch, tally->n, sizeof *at);
    if (at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u reports", tally->n);
    }
    for (uint32_t late = 0; late < 2; late++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < tally->n; i++) {
            const owed_choice *const c = &tally->at[i];
            if (counts(o, c) && c->kept) {
                const truce_owed_report *const r = &a->reports[c->report];
                at[n++] = (arrival){
                    .day = late == 1 ? c->period.latest : c->period.earliest,
                    .amount = act                             ? 1
                              : r->value == TRUCE_OWED_AMOUNT ? r->amount
                                                              : o->quantity,
                };
            }
        }
        const int64_t day = day_reached(at, n, act ? 1 : o->quantity);
        *(late == 1 ? &resolved->days.latest : &resolved->days.earliest) = day;
    }
    resolved->kind = TRUCE_OWED_HAPPENED;
    return TRUCE_OK;
}

static truce_status resolve(const truce_owed_agreement *a, const owed_tally *tallies,
                            truce_arena *scratch, truce_owed_trigger *resolved, truce_error *err) {
    truce_owed_trigger *const kept = truce_arena_zero(scratch, a->n_obligations, sizeof *kept);
    bool *const done = truce_arena_zero(scratch, a->n_obligations, sizeof *done);
    if (kept == NULL || done == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u triggers", a->n_triggers);
    }
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < a->n_triggers && status == TRUCE_OK; i++) {
        const uint32_t of = a->triggers[i].obligation;
        resolved[i] = a->triggers[i];
        if (resolved[i].kind != TRUCE_OWED_WHEN_KEPT) {
            continue;
        }
        if (!done[of]) { /* once, however many wait for it */
            status = when_kept(a, of, &tallies[of], scratch, &kept[of], err);
            done[of] = true;
        }
        resolved[i] = kept[of];
    }
    return status;
}

/* ---- first and last days --------------------------------------------------------------------- */

static const truce_owed_days AT_NO_TIME = {OWED_BEYOND, OWED_BEYOND};
static const truce_owed_days AT_ANY_TIME = {-OWED_BEYOND, OWED_BEYOND};

static void begin(const truce_owed_when *from, const truce_owed_trigger *resolved, int64_t day,
                  owed_time_span *span) {
    if (from->kind != TRUCE_OWED_AFTER) {
        span->open = from->kind == TRUCE_OWED_ALWAYS;
        span->from = span->open ? (truce_owed_days){-OWED_BEYOND, -OWED_BEYOND} : from->days;
        return;
    }
    const truce_owed_trigger *const t = &resolved[from->trigger];
    span->from = AT_NO_TIME;
    if (t->kind == TRUCE_OWED_HAPPENED) {
        span->from = (truce_owed_days){t->days.earliest + from->days.earliest,
                                       t->days.latest + from->days.latest};
    } else if (t->kind == TRUCE_OWED_UNKNOWN) {
        span->from = AT_ANY_TIME;
        span->perhaps_never = true;
        span->why |= TRUCE_OWED_WHY_TRIGGER;
    } else if (t->kind == TRUCE_OWED_CANNOT) {
        span->never = t->days.latest <= day;
        span->perhaps_never = t->days.earliest <= day;
        span->why |= span->perhaps_never && !span->never ? TRUCE_OWED_WHY_TRIGGER : 0;
    }
}

static void end(const truce_owed_when *until, const truce_owed_trigger *resolved,
                owed_time_span *span) {
    span->until = AT_NO_TIME;
    if (until->kind == TRUCE_OWED_ON) {
        span->until = until->days;
    } else if (until->kind == TRUCE_OWED_AFTER) {
        const truce_owed_trigger *const t = &resolved[until->trigger];
        if (t->kind == TRUCE_OWED_HAPPENED) {
            span->until = (truce_owed_days){t->days.earliest + until->days.earliest,
                                            t->days.latest + until->days.latest};
        } else if (t->kind == TRUCE_OWED_UNKNOWN) {
            span->until = AT_ANY_TIME;
            span->why |= TRUCE_OWED_WHY_TRIGGER;
        }
    }
}

/* ---- falling --------------------------------------------------------------------------------- */

/* Spread from those in the queue to all that hang on them. */
static void spread(owed_lists dependants, const bool *waived, bool *fell, uint32_t *queue,
                   uint32_t n) {
    for (uint32_t next = 0; next < n; next++) {
        const uint32_t i = queue[next];
        for (uint32_t k = dependants.start[i]; k < dependants.start[i + 1]; k++) {
            const uint32_t j = dependants.at[k];
            if (!fell[j] && !waived[j]) {
                fell[j] = true;
                queue[n++] = j;
            }
        }
    }
}

static truce_status fall(const truce_owed_agreement *a, const bool *begun, truce_arena *scratch,
                         owed_times *times, truce_error *err) {
    const uint32_t n = a->n_obligations;
    uint32_t *const queue = truce_arena_zero(scratch, n, sizeof *queue);
    owed_lists dependants;
    if (queue == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what falls with what");
    }
    const truce_status status = owed_dependants(a, begun, scratch, &dependants, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (uint32_t perhaps = 0; perhaps < 2; perhaps++) {
        bool *const fell = perhaps == 1 ? times->may_fall : times->fell;
        uint32_t first = 0;
        for (uint32_t i = 0; i < n; i++) {
            const owed_time_span *const span = &times->at[i];
            if (!times->waived[i] && (perhaps == 1 ? span->perhaps_never : span->never)) {
                fell[i] = true;
                queue[first++] = i;
            }
        }
        spread(dependants, times->waived, fell, queue, first);
    }
    return TRUCE_OK;
}

truce_status owed_times_find(const truce_owed_agreement *a, int64_t day, const owed_tally *tallies,
                             truce_arena *arena, owed_times *times, truce_error *err) {
    const uint32_t n = a->n_obligations;
    truce_arena scratch = truce_arena_new();
    truce_owed_trigger *const resolved =
        truce_arena_zero(&scratch, a->n_triggers, sizeof *resolved);
    bool *const begun = truce_arena_zero(&scratch, n, sizeof *begun);
    *times = (owed_times){.at = truce_arena_zero(arena, n, sizeof *times->at),
                          .fell = truce_arena_zero(arena, n, sizeof *times->fell),
                          .may_fall = truce_arena_zero(arena, n, sizeof *times->may_fall),
                          .waived = truce_arena_zero(arena, n, sizeof *times->waived)};
    truce_status status =
        resolved != NULL && begun != NULL && times->at != NULL && times->fell != NULL &&
                times->may_fall != NULL && times->waived != NULL
            ? resolve(a, tallies, &scratch, resolved, err)
            : truce_fail(err, TRUCE_ENOMEM, "no memory for the days of %u obligations", n);
    if (status == TRUCE_OK) {
        for (uint32_t i = 0; i < a->n_waivers; i++) {
            if (a->waivers[i].day <= day) {
                times->waived[a->waivers[i].obligation] = true;
            }
        }
        for (uint32_t i = 0; i < n; i++) {
            const truce_owed_obligation *const o = &a->obligations[i];
            begin(&o->from, resolved, day, &times->at[i]);
            end(&o->until, resolved, &times->at[i]);
            begun[i] = o->from.kind == TRUCE_OWED_AFTER &&
                       resolved[o->from.trigger].kind == TRUCE_OWED_HAPPENED;
        }
        status = fall(a, begun, &scratch, times, err);
    }
    truce_arena_clear(&scratch);
    return status;
}
