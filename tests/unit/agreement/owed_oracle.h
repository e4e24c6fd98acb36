/* owed_oracle.h - how each obligation stands in every world that uncertain days allow, one world
 * after the other: written from the rules, without the library's own code. Include it behind
 * <cmocka.h>.
 */
#ifndef TRUCE_TESTS_AGREEMENT_OWED_ORACLE_H
#define TRUCE_TESTS_AGREEMENT_OWED_ORACLE_H

#include "owed_drawn.h"

static uint32_t states(truce_owed_state a, truce_owed_state b) {
    return UINT32_C(1) << a | UINT32_C(1) << b;
}

typedef struct known {
    uint32_t reports[2 * SOME]; /* that count, or are disputed: rising */
    uint32_t n_reports;
    int strength[2 * SOME]; /* of each: 0 verified, 1 reported, 2 disputed */
    bool waived;
} known;

static int strength_of(const truce_owed_report *r, int64_t day) {
    return r->verified <= day ? 0 : r->reported > day ? 3 : r->disputed <= day ? 2 : 1;
}

static known know(const truce_owed_agreement *a, uint32_t obligation, int64_t day) {
    known k = {.n_reports = 0};
    bool taken[HIGH] = {false};
    bool asked[2 * SOME] = {false};
    bool chosen[2 * SOME] = {false};
    for (;;) { /* the strongest, then the one made known last, then the last */
        uint32_t best = NONE;
        for (uint32_t i = 0; i < a->n_reports; i++) {
            const truce_owed_report *const r = &a->reports[i];
            const int strength = strength_of(r, day);
            if (asked[i] || r->obligation != obligation || strength == 3) {
                continue;
            }
            const int64_t made = strength == 0 ? r->verified : r->reported;
            const truce_owed_report *const b = best != NONE ? &a->reports[best] : NULL;
            const int best_strength = best != NONE ? strength_of(b, day) : 3;
            if (strength < best_strength ||
                (strength == best_strength &&
                 made >= (best_strength == 0 ? b->verified : b->reported))) {
                best = i;
            }
        }
        if (best == NONE) {
            break;
        }
        bool free = true;
        asked[best] = true;
        for (int64_t d = a->reports[best].period.earliest; d <= a->reports[best].period.latest;
             d++) {
            free = free && !taken[d];
        }
        for (int64_t d = a->reports[best].period.earliest;
             free && d <= a->reports[best].period.latest; d++) {
            taken[d] = true;
        }
        chosen[best] = free;
    }
    for (uint32_t i = 0; i < a->n_reports; i++) {
        if (chosen[i]) {
            k.strength[k.n_reports] = strength_of(&a->reports[i], day);
            k.reports[k.n_reports++] = i;
        }
    }
    for (uint32_t i = 0; i < a->n_waivers; i++) {
        k.waived = k.waived || (a->waivers[i].obligation == obligation && a->waivers[i].day <= day);
    }
    return k;
}

static bool is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of the month that a day since 1970 lies in, month by month. */
static int64_t month_length(int64_t day) {
    int64_t year = 1970;
    while (day < 0) {
        year--;
        day += is_leap(year) ? 366 : 365;
    }
    while (day >= (is_leap(year) ? 366 : 365)) {
        day -= is_leap(year) ? 366 : 365;
        year++;
    }
    for (int month = 1;; month++) {
        const int64_t length = month == 2 ? (is_leap(year) ? 29 : 28)
                               : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                                       : 31;
        if (day < length) {
            return length;
        }
        day -= length;
    }
}

/* What one day makes due, in parts. */
static int64_t due_on(const truce_owed_agreement *a, const truce_owed_obligation *o, int64_t day) {
    return o->quantity *
           (o->measure == TRUCE_OWED_A_MONTH ? MONTH / month_length(day + a->epoch) : 1);
}

static int64_t parts_of(const truce_owed_obligation *o) {
    return o->measure == TRUCE_OWED_A_MONTH ? MONTH : o->measure == TRUCE_OWED_A_WEEK ? 7 : 1;
}

static int64_t sum_of(const truce_owed_agreement *a, const truce_owed_obligation *o,
                      const truce_owed_report *r) {
    int64_t sum = r->value == TRUCE_OWED_AMOUNT ? r->amount * parts_of(o) : 0;
    if (r->value == TRUCE_OWED_KEPT && o->measure < TRUCE_OWED_A_DAY) {
        return o->quantity;
    }
    for (int64_t d = r->period.earliest; r->value == TRUCE_OWED_KEPT && d <= r->period.latest;
         d++) {
        sum += due_on(a, o, d);
    }
    return sum;
}

static bool says_kept(const truce_owed_report *r) {
    return r->value == TRUCE_OWED_KEPT || (r->value == TRUCE_OWED_AMOUNT && r->amount > 0);
}

/* What the reports say, in short. */
typedef struct say {
    int kept[3], not_kept[3];
    int64_t sum[3];
    int n[3];
} say;

static say listen(const truce_owed_agreement *a, uint32_t obligation, const known *k) {
    say s = {.n = {0}};
    for (uint32_t i = 0; i < k->n_reports; i++) {
        const truce_owed_report *const r = &a->reports[k->reports[i]];
        (says_kept(r) ? s.kept : s.not_kept)[k->strength[i]]++;
        s.n[k->strength[i]]++;
        s.sum[k->strength[i]] += sum_of(a, &a->obligations[obligation], r);
    }
    return s;
}

/* ---- triggers and falling, world by world ---- */

typedef enum fate { COMES_ON, COMES_SOME_DAY, COMES_LATER, NEVER_COMES } fate;

typedef struct coming {
    fate fates[2]; /* those that are possible */
    uint32_t n_fates;
    truce_owed_days days; /* of COMES_ON */
} coming;

static bool counts_for(const truce_owed_obligation *o, int strength) {
    return strength == 0 || (strength == 1 && !o->evidence);
}

/* The days on which it may first have been kept: every way to lay what came on days of its reports.
 */
static bool first_kept(const truce_owed_agreement *a, uint32_t obligation, const known *k,
                       truce_owed_days *days) {
    const truce_owed_obligation *const o = &a->obligations[obligation];
    const bool act = o->measure == TRUCE_OWED_ACT;
    *days = (truce_owed_days){HIGH, LOW};
    int64_t on[2 * SOME];
    for (uint32_t i = 0; i < k->n_reports; i++) {
        on[i] = a->reports[k->reports[i]].period.earliest;
    }
    for (uint32_t late = 0; late < 2; late++) { /* the first days, and then the last */
        for (int64_t d = LOW; d < HIGH; d++) {
            int64_t sum = 0;
            for (uint32_t i = 0; i < k->n_reports; i++) {
                const truce_owed_report *const r = &a->reports[k->reports[i]];
                on[i] = late == 1 ? r->period.latest : r->period.earliest;
                if (counts_for(o, k->strength[i]) && on[i] <= d) {
                    sum += act ? says_kept(r) : sum_of(a, o, r);
                }
            }
            if (sum >= (act ? 1 : o->quantity)) {
                *(late == 1 ? &days->latest : &days->earliest) = d;
                break;
            }
        }
    }
    return days->latest > LOW;
}

static coming come(const truce_owed_agreement *a, uint32_t trigger, int64_t day,
                   const known *knowns) {
    const truce_owed_trigger *const t = &a->triggers[trigger];
    coming c = {.n_fates = 1, .days = t->days};
    const truce_owed_obligation *const o =
        t->kind == TRUCE_OWED_WHEN_KEPT ? &a->obligations[t->obligation] : NULL;
    switch (t->kind) {
    case TRUCE_OWED_HAPPENED:
        c.fates[0] = COMES_ON;
        break;
    case TRUCE_OWED_NOT_YET:
        c.fates[0] = COMES_LATER;
        break;
    case TRUCE_OWED_CANNOT:
        c.fates[0] = t->days.latest <= day ? NEVER_COMES : COMES_LATER;
        if (t->days.earliest <= day && day < t->days.latest) {
            c.fates[c.n_fates++] = NEVER_COMES;
        }
        break;
    case TRUCE_OWED_UNKNOWN:
        c = (coming){{COMES_SOME_DAY, NEVER_COMES}, 2, t->days};
        break;
    case TRUCE_OWED_WHEN_KEPT:
        if (o->measure == TRUCE_OWED_HELD || o->measure >= TRUCE_OWED_A_DAY) {
            return (coming){{COMES_SOME_DAY, NEVER_COMES}, 2, t->days};
        }
        if (first_kept(a, t->obligation, &knowns[t->obligation], &c.days)) {
            c.fates[0] = COMES_ON;
            break;
        }
        /* Would it be kept if everything were so that somebody reports? */
        known all = knowns[t->obligation];
        for (uint32_t i = 0; i < all.n_reports; i++) {
            all.strength[i] = 0;
        }
        truce_owed_days ignored;
        c.fates[0] = COMES_LATER;
        if (first_kept(a, t->obligation, &all, &ignored)) {
            c = (coming){{COMES_SOME_DAY, NEVER_COMES}, 2, t->days};
        }
        break;
    }
    return c;
}

/* Who is void when each trigger has this fate: over and over, until nothing changes. */
static void voids(const truce_owed_agreement *a, const known *knowns, const fate *fates,
                  bool *is_void) {
    memset(is_void, 0, OBLIGATIONS * sizeof *is_void);
    for (uint32_t round = 0; round <= a->n_obligations; round++) {
        for (uint32_t i = 0; i < a->n_obligations; i++) {
            const truce_owed_obligation *const o = &a->obligations[i];
            bool now = false;
            for (uint32_t k = 0; k < o->n_falls_with; k++) {
                now = now || is_void[o->falls_with[k]];
            }
            if (o->from.kind == TRUCE_OWED_AFTER) {
                const truce_owed_trigger *const t = &a->triggers[o->from.trigger];
                now = now || fates[o->from.trigger] == NEVER_COMES;
                now = now || (t->kind == TRUCE_OWED_WHEN_KEPT && is_void[t->obligation] &&
                              fates[o->from.trigger] != COMES_ON);
            }
            is_void[i] = now && !knowns[i].waived;
        }
    }
}

/* ---- one world ---- */

typedef struct outcome {
    truce_owed_state state;
    truce_owed_rule rule;
    uint32_t possible;
    int64_t due; /* in parts */
    int score;
} outcome;

static outcome so(truce_owed_state state, truce_owed_rule rule) {
    return (outcome){state, rule, UINT32_C(1) << state, 0, -1};
}

static outcome nobody_says(uint32_t possible) {
    return (outcome){TRUCE_OWED_STATE_CANNOT_TELL, TRUCE_OWED_RULE_NO_REPORT, possible, 0, -1};
}

static bool stage_on(const truce_owed_incident *incident, int64_t day, truce_owed_stage_kind kind,
                     bool evidence, bool verifier, int elsewhere) {
    for (uint32_t k = 0; k < incident->n_stages; k++) {
        const truce_owed_stage *const s = &incident->stages[k];
        if (s->day <= day && s->kind == kind && (s->evidence || !evidence) &&
            (s->verifier || !verifier) && (elsewhere < 0 || s->elsewhere == (elsewhere == 1))) {
            return true;
        }
    }
    return false;
}

/* 0: nothing is known of it, or it says nothing; 1: it is open; 2: attributed to one who owes. */
static int weight_of(const truce_owed_incident *incident, int64_t day) {
    if (stage_on(incident, day, TRUCE_OWED_STAGE_ATTRIBUTED, true, true, 0)) {
        return 2;
    }
    if (stage_on(incident, day, TRUCE_OWED_STAGE_ATTRIBUTED, true, true, 1)) {
        return 0;
    }
    for (uint32_t k = 0; k < incident->n_stages; k++) {
        if (incident->stages[k].day <= day) {
            return 1;
        }
    }
    return 0;
}

static outcome held_so(const truce_owed_agreement *a, uint32_t i, int64_t day, const say *s,
                       int64_t first, int64_t last) {
    int worst = 0;
    for (uint32_t k = 0; k < a->n_incidents; k++) {
        const truce_owed_incident *const incident = &a->incidents[k];
        if (incident->obligation == i && incident->day >= first && incident->day <= last) {
            const int weight = weight_of(incident, day);
            worst = weight > worst ? weight : worst;
        }
    }
    const bool evidence = a->obligations[i].evidence;
    return worst == 2           ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED)
           : s->not_kept[0] > 0 ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
           : worst == 1         ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_INCIDENT_OPEN)
           : s->n[2] > 0        ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
           : s->not_kept[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
           : last >= day        ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
           : s->kept[0] > 0 || (s->kept[1] > 0 && !evidence)
               ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_HELD_TO)
           : s->kept[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                            : nobody_says(states(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_STATE_BREACHED));
}

static outcome act_so(const truce_owed_obligation *o, const say *s, bool over) {
    const bool done = s->kept[0] > 0 || (s->kept[1] > 0 && !o->evidence);
    return done             ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE)
           : s->kept[2] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
           : !over          ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
           : s->kept[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
           : s->n[0] > 0    ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
           : s->n[2] > 0    ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
           : s->n[1] > 0    ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
                            : so(TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
}

static int score_so(int64_t done, int64_t due) {
    return done >= due ? 3 : done == 0 ? 0 : 2 * done >= due ? 2 : 1;
}

static outcome in_all_so(const truce_owed_obligation *o, const say *s, bool over) {
    const int64_t done = s->sum[0] + (o->evidence ? 0 : s->sum[1]);
    const bool waits = o->evidence && s->kept[1] > 0;
    outcome w = done >= o->quantity ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE)
                : s->n[2] > 0       ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
                : !over             ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
                : waits && (done == 0 || done + s->sum[1] >= o->quantity)
                    ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                : done > 0    ? so(TRUCE_OWED_STATE_PARTLY, TRUCE_OWED_RULE_PART)
                : s->n[0] > 0 ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
                : s->n[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
                              : so(TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
    w.due = o->quantity;
    w.score = score_so(done, w.due);
    return w;
}

static outcome per_time_so(const truce_owed_agreement *a, uint32_t i, const known *k, const say *s,
                           int64_t first, int64_t last, bool over) {
    const truce_owed_obligation *const o = &a->obligations[i];
    const int64_t done = s->sum[0] + (o->evidence ? 0 : s->sum[1]);
    const bool waits = o->evidence && s->kept[1] > 0;
    int64_t due = 0;
    bool gap = false;
    bool ever_spoken = false;
    bool asked = false;
    bool begun = o->from.kind != TRUCE_OWED_ALWAYS; /* else with the first day reported on */
    for (int64_t d = LOW; d < HIGH; d++) {
        bool spoken = false;
        for (uint32_t r = 0; r < k->n_reports; r++) {
            const truce_owed_days period = a->reports[k->reports[r]].period;
            spoken = spoken ||
                     (counts_for(o, k->strength[r]) && d >= period.earliest && d <= period.latest);
        }
        begun = begun || spoken;
        ever_spoken = ever_spoken || spoken;
        if (d >= first && d <= last) {
            asked = asked || begun;
            due += spoken ? due_on(a, o, d) : 0;
            gap = gap || (begun && !spoken);
        }
    }
    const uint32_t some = states(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_STATE_PARTLY);
    outcome w =
        s->n[2] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
        : due == 0  ? (!over ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
                       : waits && (asked || (!ever_spoken && first <= last))
                           ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                           : nobody_says(some | 1U << TRUCE_OWED_STATE_BREACHED))
        : done == 0
            ? (s->n[0] > 0 ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
                           : so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED))
        : done < due ? so(TRUCE_OWED_STATE_PARTLY, TRUCE_OWED_RULE_PART)
        : !over      ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
        : !gap       ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_ALL_MEASURED)
        : waits      ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                     : nobody_says(some);
    w.due = due;
    w.score = score_so(done, due);
    return w;
}

static outcome in_world(const truce_owed_agreement *a, uint32_t i, int64_t day, const known *k,
                        int64_t first, int64_t last) {
    const truce_owed_obligation *const o = &a->obligations[i];
    if (day < first) {
        return so(TRUCE_OWED_STATE_NOT_DUE, TRUCE_OWED_RULE_BEFORE_START);
    }
    const say s = listen(a, i, k);
    const bool over = day > last;
    return o->measure == TRUCE_OWED_ACT       ? act_so(o, &s, over)
           : o->measure == TRUCE_OWED_HELD    ? held_so(a, i, day, &s, first, last)
           : o->measure <= TRUCE_OWED_A_PHASE ? in_all_so(o, &s, over)
                                              : per_time_so(a, i, k, &s, first, last, over);
}

/* ---- all worlds ---- */

typedef struct worlds {
    uint32_t possible;
    uint32_t rules; /* bit r: rule r decides in some world */
    int64_t due_least, due_most;
    int score_least, score_most;
    bool begun;
    int64_t widest[2];          /* not over, and over: the most days */
    truce_owed_rule by_most[2]; /* with them */
} worlds;

static void add_world(worlds *w, outcome o) {
    w->possible |= o.possible;
    w->rules |= UINT32_C(1) << o.rule;
    if (o.state == TRUCE_OWED_STATE_NOT_DUE) {
        return;
    }
    w->due_least = w->begun && w->due_least < o.due ? w->due_least : o.due;
    w->due_most = w->begun && w->due_most > o.due ? w->due_most : o.due;
    w->score_least = w->begun && w->score_least < o.score ? w->score_least : o.score;
    w->score_most = o.score > w->score_most ? o.score : w->score_most;
    w->begun = true;
}

/* The days that a bound may be, in a world where its trigger has this fate. */
static truce_owed_days bound(const truce_owed_when *when, const coming *c, fate f, bool last) {
    if (when->kind == TRUCE_OWED_ON) {
        return when->days;
    }
    if (when->kind == TRUCE_OWED_ALWAYS) {
        return last ? (truce_owed_days){HIGH, HIGH} : (truce_owed_days){LOW, LOW};
    }
    switch (f) {
    case COMES_ON:
        return (truce_owed_days){c->days.earliest + when->days.earliest,
                                 c->days.latest + when->days.latest};
    case COMES_SOME_DAY:
        return (truce_owed_days){LOW, HIGH};
    case COMES_LATER:
    case NEVER_COMES:
        break;
    }
    return (truce_owed_days){HIGH, HIGH};
}

static void live_through(const truce_owed_agreement *a, int64_t day, const known *knowns,
                         const coming *comings, const fate *fates, worlds *all) {
    bool is_void[OBLIGATIONS];
    voids(a, knowns, fates, is_void);
    for (uint32_t i = 0; i < a->n_obligations; i++) {
        const truce_owed_obligation *const o = &a->obligations[i];
        if (knowns[i].waived) {
            add_world(&all[i], so(TRUCE_OWED_STATE_WAIVED, TRUCE_OWED_RULE_WAIVED));
            continue;
        }
        if (is_void[i]) {
            const bool never =
                o->from.kind == TRUCE_OWED_AFTER && fates[o->from.trigger] == NEVER_COMES;
            all[i].possible |= UINT32_C(1) << TRUCE_OWED_STATE_VOID;
            all[i].rules |= UINT32_C(1) << (never ? TRUCE_OWED_RULE_NEVER_TRIGGERED
                                                  : TRUCE_OWED_RULE_FELL_WITH);
            continue;
        }
        const bool after = o->from.kind == TRUCE_OWED_AFTER;
        const bool till = o->until.kind == TRUCE_OWED_AFTER;
        const truce_owed_days from = bound(&o->from, after ? &comings[o->from.trigger] : NULL,
                                           after ? fates[o->from.trigger] : COMES_ON, false);
        /* The two bounds are uncertain independently of each other, so whatever its trigger may do.
         */
        for (uint32_t n = 0; n < (till ? comings[o->until.trigger].n_fates : 1); n++) {
            const truce_owed_days until =
                bound(&o->until, till ? &comings[o->until.trigger] : NULL,
                      till ? comings[o->until.trigger].fates[n] : COMES_ON, true);
            for (int64_t f = from.earliest; f <= from.latest; f++) {
                for (int64_t u = until.earliest; u <= until.latest; u++) {
                    const outcome got = in_world(a, i, day, &knowns[i], f, u);
                    const uint32_t over = day > u;
                    if (day >= f && u - f > all[i].widest[over]) {
                        all[i].widest[over] = u - f;
                        all[i].by_most[over] = got.rule;
                    }
                    add_world(&all[i], got);
                }
            }
        }
    }
}

#endif
