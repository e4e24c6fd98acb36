/* When what obligations wait for happens: an event by what claims say, a step by the event by which
 * it is done, a tranche and a phase by the plan. */
#include <stdlib.h>

#include "promises.h"
#include "truce/evidence/when.h"

/* A tranche of an exchange or a phase of an agreement, found by owner and number. */
typedef struct numbered {
    uint32_t owner;
    int64_t number;
    const truce_plan_line *line;
    promised first, last;
    enum { OPEN, BEING_READ, READ } state; /* of a tranche */
} numbered;

typedef struct table {
    numbered *at;
    uint32_t n;
    uint32_t *begin; /* [owner]: in `at`; one more at the end */
} table;

struct promise_times {
    const promises *p;
    const truce_date *event_dates; /* [event] */
    bool *said, *denied;           /* [event]: a claim in scope says that it happened, denies it */
    table tranches, phases;        /* of exchanges, of agreements */
};

enum { DEEP = 64 /* a tranche after a tranche ... in no order of numbers */ };

static const promised unknown = {PROMISED_UNKNOWN, {0, 0}};
static const promised nothing = {PROMISED_NOT, {0, 0}};

/* ---- tables ---- */

static int by_number(const void *left, const void *right) {
    const numbered *const l = left;
    const numbered *const r = right;
    return (l->number > r->number) - (l->number < r->number);
}

static bool make_table(table *t, const truce_plan *plans, uint32_t n_plans, truce_plan_kind kind,
                       truce_arena *arena) {
    size_t n = 0;
    for (uint32_t i = 0; i < n_plans; i++) {
        for (uint32_t l = 0; l < plans[i].n_lines; l++) {
            n += plans[i].lines[l].kind == kind;
        }
    }
    t->at = truce_arena_zero(arena, n, sizeof *t->at);
    t->begin = truce_arena_zero(arena, (size_t)n_plans + 1, sizeof *t->begin);
    if (t->at == NULL || t->begin == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n_plans; i++) {
        t->begin[i] = t->n;
        for (uint32_t l = 0; l < plans[i].n_lines; l++) {
            const truce_plan_line *const line = &plans[i].lines[l];
            if (line->kind == kind) {
                t->at[t->n++] = (numbered){i, line->number.low.units, line, nothing, nothing, OPEN};
            }
        }
        if (t->n - t->begin[i] > 1) {
            qsort(t->at + t->begin[i], t->n - t->begin[i], sizeof *t->at, by_number);
        }
    }
    t->begin[n_plans] = t->n;
    return true;
}

static numbered *find_numbered(const table *t, uint32_t owner, int64_t number) {
    const numbered key = {.number = number};
    const uint32_t n = t->begin[owner + 1] - t->begin[owner];
    return n > 0 ? bsearch(&key, t->at + t->begin[owner], n, sizeof key, by_number) : NULL;
}

/* ---- days ---- */

static int64_t clamped(int64_t day) {
    return day > TRUCE_OWED_DAY_MAX    ? TRUCE_OWED_DAY_MAX
           : day < -TRUCE_OWED_DAY_MAX ? -TRUCE_OWED_DAY_MAX
                                       : day;
}

/* Later by so many days, which are at most 10^9 or so. */
static promised later(promised p, int64_t least, int64_t most) {
    if (p.kind == PROMISED_ON) {
        p.days.earliest = clamped(p.days.earliest + clamped(least));
        p.days.latest = p.days.latest == TRUCE_OWED_DAY_MAX
                            ? p.days.latest
                            : clamped(p.days.latest + clamped(most));
    }
    return p;
}

static promised on(truce_date date) {
    return (promised){PROMISED_ON, promises_days(date)};
}

/* ---- triggers ---- */

static promised event_happens(const promise_times *t, uint32_t event) {
    if (t->denied[event]) {
        return t->said[event] ? unknown : (promised){PROMISED_NOT_YET, {0, 0}};
    }
    if (!t->said[event]) {
        return unknown;
    }
    return (t->event_dates[event].marks & TRUCE_DATE_GIVEN) != 0
               ? on(t->event_dates[event])
               : (promised){PROMISED_ON, {-TRUCE_OWED_DAY_MAX, t->p->day}};
}

static promised step_done(const promise_times *t, uint32_t step) {
    const truce_plan_line *const done = promises_line(&t->p->c->steps[step], TRUCE_PLAN_DONE);
    const uint32_t event =
        done != NULL ? truce_case_find(t->p->c, TRUCE_KIND_EVENT, done->what) : TRUCE_NONE;
    return event != TRUCE_NONE ? event_happens(t, event) : unknown;
}

/* What comes last of two that must both have come. */
static promised latest_of(promised a, promised b) {
    if (a.kind != PROMISED_ON || b.kind != PROMISED_ON) {
        return a.kind == PROMISED_NOT_YET || b.kind == PROMISED_NOT_YET
                   ? (promised){PROMISED_NOT_YET, {0, 0}}
                   : unknown;
    }
    a.days.earliest = b.days.earliest > a.days.earliest ? b.days.earliest : a.days.earliest;
    a.days.latest = b.days.latest > a.days.latest ? b.days.latest : a.days.latest;
    return a;
}

static promised whole_exchange(const promise_times *t, uint32_t exchange) {
    const uint32_t begin = t->tranches.begin[exchange];
    const uint32_t end = t->tranches.begin[exchange + 1];
    promised all = begin < end ? t->tranches.at[begin].first : unknown;
    for (uint32_t i = begin; i < end; i++) {
        all = latest_of(all, t->tranches.at[i].state == READ ? t->tranches.at[i].first : unknown);
    }
    return all;
}

static promised trigger(const promise_times *t, const truce_plan_line *line, int deep);

static promised tranche_comes(const promise_times *t, numbered *tranche, int deep) {
    if (tranche->state == READ) {
        return tranche->first;
    }
    if (tranche->state == BEING_READ || deep == DEEP) {
        return unknown;
    }
    const truce_plan_line *const line = tranche->line;
    tranche->state = BEING_READ;
    if ((line->when.date.marks & TRUCE_DATE_GIVEN) != 0) {
        tranche->first = on(line->when.date);
    } else if (line->what.symbol != 0) {
        const bool within = line->days.place != 0;
        tranche->first = later(trigger(t, line, deep + 1), within ? line->days.low.units : 0,
                               within ? line->days.high.units : TRUCE_OWED_DAY_MAX);
    } else {
        tranche->first = unknown;
    }
    tranche->state = READ;
    return tranche->first;
}

static promised trigger(const promise_times *t, const truce_plan_line *line, int deep) {
    const truce_declared what = truce_case_named(t->p->c, line->what.symbol);
    switch (what.kind) {
    case TRUCE_KIND_EVENT:
        return event_happens(t, what.index);
    case TRUCE_KIND_STEP:
        return step_done(t, what.index);
    case TRUCE_KIND_EXCHANGE: {
        numbered *const tranche = line->tranche.place != 0 ? find_numbered(&t->tranches, what.index,
                                                                           line->tranche.low.units)
                                                           : NULL;
        return line->tranche.place == 0 ? whole_exchange(t, what.index)
               : tranche != NULL        ? tranche_comes(t, tranche, deep)
                                        : unknown;
    }
    default:
        return unknown;
    }
}

promised promise_trigger(const promise_times *t, const truce_plan_line *line) {
    return trigger(t, line, 0);
}

/* ---- phases ---- */

static bool rolls(const truce_plan *agreement, int64_t number) {
    for (uint32_t i = 0; i < agreement->n_lines; i++) {
        if (agreement->lines[i].kind == TRUCE_PLAN_ROLLS &&
            agreement->lines[i].number.low.units == number) {
            return true;
        }
    }
    return false;
}

static void date_phases(promise_times *t, uint32_t agreement) {
    const numbered *before = NULL;
    for (uint32_t i = t->phases.begin[agreement]; i < t->phases.begin[agreement + 1]; i++) {
        numbered *const phase = &t->phases.at[i];
        const truce_plan_line *const line = phase->line;
        if ((line->when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            phase->first = on(line->when.date);
        } else if (before != NULL && before->number + 1 == phase->number) {
            phase->first = later(before->last, 1, 1);
        }
        if (line->days.place != 0) {
            phase->last = later(phase->first, line->days.low.units - 1, line->days.high.units - 1);
        }
        if (phase->last.kind == PROMISED_ON &&
            rolls(&t->p->c->agreements[agreement], phase->number)) {
            phase->last.days.latest = TRUCE_OWED_DAY_MAX; /* nobody says how long it goes on */
        }
        before = phase;
    }
}

promised promise_phase_first(const promise_times *t, uint32_t agreement, int64_t number) {
    const numbered *const phase = find_numbered(&t->phases, agreement, number);
    return phase != NULL ? phase->first : nothing;
}

promised promise_phase_last(const promise_times *t, uint32_t agreement, int64_t number) {
    const numbered *const phase = find_numbered(&t->phases, agreement, number);
    return phase != NULL ? phase->last : nothing;
}

bool promise_phases(const promise_times *t, promises *p, truce_arena *arena) {
    promise_phase *const all = truce_arena_zero(arena, t->phases.n, sizeof *all);
    for (uint32_t i = 0; i < t->phases.n && all != NULL; i++) {
        const numbered *const phase = &t->phases.at[i];
        all[i] = (promise_phase){phase->owner, phase->number, phase->line->text, phase->first,
                                 phase->last};
    }
    p->phases = all;
    p->n_phases = t->phases.n;
    return all != NULL;
}

/* Whoever denies a claim denies that what it tells of happened. */
static void note_denial(promise_times *t, uint32_t claim) {
    const truce_claim *const denied = &t->p->c->claims[claim];
    for (uint32_t i = 0; i < denied->n_statements; i++) {
        const truce_statement *const st = &denied->statements[i];
        if (st->kind == TRUCE_STATES_EVENT && !st->denied) {
            t->denied[truce_case_find(t->p->c, TRUCE_KIND_EVENT, st->as.event.event)] = true;
        }
    }
}

static void note_events(promise_times *t) {
    const truce_case *const c = t->p->c;
    const truce_stated *at;
    for (uint32_t i = 0;
         (at = truce_scope_next(
              t->p->scope, TRUCE_STATED(TRUCE_STATES_EVENT) | TRUCE_STATED(TRUCE_STATES_DENIAL),
              &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        if (at->kind == TRUCE_STATES_EVENT) {
            const uint32_t event = truce_case_find(c, TRUCE_KIND_EVENT, st->as.event.event);
            (st->denied ? t->denied : t->said)[event] = true;
        } else if (!st->denied) {
            note_denial(t, truce_case_find(c, TRUCE_KIND_CLAIM, st->as.denial.claim));
        }
    }
}

truce_status promise_times_make(const promises *p, truce_arena *arena, promise_times **out,
                                truce_error *err) {
    const truce_case *const c = p->c;
    promise_times *const t = truce_arena_zero(arena, 1, sizeof *t);
    bool made = t != NULL;
    if (made) {
        t->p = p;
        t->event_dates = truce_event_dates(p->scope, arena);
        t->said = truce_arena_zero(arena, c->n_events, sizeof *t->said);
        t->denied = truce_arena_zero(arena, c->n_events, sizeof *t->denied);
        made = t->event_dates != NULL && t->said != NULL && t->denied != NULL &&
               make_table(&t->tranches, c->exchanges, c->n_exchanges, TRUCE_PLAN_TRANCHE, arena) &&
               make_table(&t->phases, c->agreements, c->n_agreements, TRUCE_PLAN_PHASED, arena);
    }
    if (!made) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the days of an agreement");
    }
    note_events(t);
    for (uint32_t i = 0; i < t->tranches.n; i++) {
        (void)tranche_comes(t, &t->tranches.at[i], 0);
    }
    for (uint32_t i = 0; i < c->n_agreements; i++) {
        date_phases(t, i);
    }
    *out = t;
    return TRUCE_OK;
}
