/* From the plan lines of a case and its claims to what truce/agreement/owed.h judges. */
#include "promises.h"

#include "truce/evidence/known.h"

/* ---- small questions ---- */

static bool is_given(truce_date date) {
    return (date.marks & TRUCE_DATE_GIVEN) != 0;
}

truce_owed_days promises_days(truce_date date) {
    return (truce_owed_days){promises_day_of(date.first), promises_day_of(date.last)};
}

const truce_plan_line *promises_line(const truce_plan *plan, truce_plan_kind kind) {
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        if (plan->lines[i].kind == kind) {
            return &plan->lines[i];
        }
    }
    return NULL;
}

bool promises_told(const truce_scope *scope, truce_refs claims) {
    for (uint32_t i = 0; i < claims.n; i++) {
        const uint32_t claim = truce_case_find(scope->c, TRUCE_KIND_CLAIM, claims.at[i]);
        if (claim != TRUCE_NONE && scope->in[claim]) {
            return true;
        }
    }
    return false;
}

int64_t promises_known(const promises *p, truce_refs claims) {
    int64_t first = TRUCE_OWED_NEVER;
    for (uint32_t i = 0; i < claims.n; i++) {
        const uint32_t claim = truce_case_find(p->c, TRUCE_KIND_CLAIM, claims.at[i]);
        if (claim != TRUCE_NONE && p->scope->in[claim] && p->known[claim] < first) {
            first = p->known[claim];
        }
    }
    return first;
}

bool promises_verifier(const promises *p, const promise *o, truce_refs who) {
    enum { DEEP = 64 };
    const truce_case *const c = p->c;
    const truce_refs verifiers = o->verifier.names;
    for (uint32_t i = 0; i < who.n; i++) {
        truce_ref at = who.at[i];
        for (int deep = 0; deep < DEEP && at.symbol != 0; deep++) {
            for (uint32_t k = 0; k < verifiers.n; k++) {
                if (verifiers.at[k].symbol == at.symbol) {
                    return true;
                }
            }
            const uint32_t actor = truce_case_find(c, TRUCE_KIND_ACTOR, at);
            at = actor != TRUCE_NONE ? c->actors[actor].of : (truce_ref){0};
        }
    }
    return false;
}

/* ---- obligations ---- */

static promise_who who_sees(const truce_plan *obligation, const truce_plan *agreement,
                            truce_plan_kind kind) {
    const truce_plan_line *const own = promises_line(obligation, kind);
    const truce_plan_line *const its =
        own == NULL && agreement != NULL ? promises_line(agreement, kind) : NULL;
    return own != NULL   ? (promise_who){own->names, false}
           : its != NULL ? (promise_who){its->names, true}
                         : (promise_who){.inherited = false};
}

static void take_lines(const truce_case *c, uint32_t obligation, promise *o) {
    const truce_plan *const plan = &c->obligations[obligation];
    *o = (promise){.obligation = obligation,
                   .agreement = TRUCE_NONE,
                   .plan = plan,
                   .in = promises_line(plan, TRUCE_PLAN_IN),
                   .phase = promises_line(plan, TRUCE_PLAN_PHASE),
                   .since = promises_line(plan, TRUCE_PLAN_SINCE),
                   .until = promises_line(plan, TRUCE_PLAN_UNTIL),
                   .after = promises_line(plan, TRUCE_PLAN_AFTER),
                   .quantity = promises_line(plan, TRUCE_PLAN_QUANTITY),
                   .response = promises_line(plan, TRUCE_PLAN_RESPONSE),
                   .evidence = promises_line(plan, TRUCE_PLAN_EVIDENCE)};
    if (o->in != NULL) {
        o->agreement = truce_case_find(c, TRUCE_KIND_AGREEMENT, o->in->what);
    }
    if (o->quantity != NULL && o->quantity->number.low.units <= 0) {
        o->quantity = NULL; /* nothing is owed by it: no measure */
    }
    o->scale = o->quantity != NULL ? o->quantity->number.low.scale : 0;
    const truce_plan *const agreement =
        o->agreement != TRUCE_NONE ? &c->agreements[o->agreement] : NULL;
    o->verifier = who_sees(plan, agreement, TRUCE_PLAN_VERIFIER);
    o->guarantor = who_sees(plan, agreement, TRUCE_PLAN_GUARANTOR);
    o->dispute = who_sees(plan, agreement, TRUCE_PLAN_DISPUTE);
}

/* Whether claims in scope, or the plan's author, tell of an obligation; where it names no claims,
 * as its agreement is told. */
static bool is_known(const truce_scope *scope, const promise *o) {
    const truce_plan_line *from = promises_line(o->plan, TRUCE_PLAN_FROM);
    if (from == NULL && o->agreement != TRUCE_NONE) {
        from = promises_line(&scope->c->agreements[o->agreement], TRUCE_PLAN_FROM);
    }
    return from == NULL || promises_told(scope, from->claims);
}

static bool is_per_time(const promise *o) {
    return o->quantity != NULL && o->quantity->period != TRUCE_PERIOD_ALL;
}

static truce_owed_measure measure_of(const promise *o) {
    static const truce_owed_measure measures[] = {[TRUCE_PERIOD_ALL] = TRUCE_OWED_IN_ALL,
                                                  [TRUCE_PERIOD_DAY] = TRUCE_OWED_A_DAY,
                                                  [TRUCE_PERIOD_WEEK] = TRUCE_OWED_A_WEEK,
                                                  [TRUCE_PERIOD_MONTH] = TRUCE_OWED_A_MONTH,
                                                  [TRUCE_PERIOD_PHASE] = TRUCE_OWED_A_PHASE};
    return o->quantity != NULL ? measures[o->quantity->period]
           : o->since != NULL  ? TRUCE_OWED_HELD
                               : TRUCE_OWED_ACT;
}

/* The later of two, of which either may be none. */
static promised both(promised a, promised b) {
    if (a.kind == PROMISED_NOT || b.kind == PROMISED_NOT) {
        return a.kind == PROMISED_NOT ? b : a;
    }
    if (a.kind != PROMISED_ON || b.kind != PROMISED_ON) {
        const bool not_yet = a.kind == PROMISED_NOT_YET || b.kind == PROMISED_NOT_YET;
        return (promised){not_yet ? PROMISED_NOT_YET : PROMISED_UNKNOWN, {0, 0}};
    }
    a.days.earliest = b.days.earliest > a.days.earliest ? b.days.earliest : a.days.earliest;
    a.days.latest = b.days.latest > a.days.latest ? b.days.latest : a.days.latest;
    return a;
}

static promised plus(promised p, int64_t days) {
    if (p.kind == PROMISED_ON) {
        const int64_t most = TRUCE_OWED_DAY_MAX;
        p.days.earliest = p.days.earliest + days > most ? most : p.days.earliest + days;
        p.days.latest = p.days.latest + days > most ? most : p.days.latest + days;
    }
    return p;
}

/* The first and the last day. What is owed per time begins at the end of `within`, and so much is
 * due from then on; anything else is to be done within it. Where nothing else is said, an
 * obligation begins with its phase; and one of every day, or of every week, ends with it. */
static void date_promise(const promise_times *t, promise *o) {
    const truce_plan *const plan = o->plan;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind == TRUCE_PLAN_AFTER) {
            const promised comes = promise_trigger(t, line);
            const int64_t within = line->days.place != 0 ? line->days.high.units : 0;
            o->from = both(o->from, is_per_time(o) ? plus(comes, within) : comes);
            if (line->days.place != 0 && !is_per_time(o)) {
                o->last = both(o->last, plus(comes, within));
            }
        } else if (line->kind == TRUCE_PLAN_SINCE && is_given(line->when.date)) {
            o->from = both(o->from, (promised){PROMISED_ON, promises_days(line->when.date)});
        }
    }
    const truce_when until = o->until != NULL   ? o->until->when
                             : o->since != NULL ? o->since->until
                                                : (truce_when){.place = 0};
    if (is_given(until.date)) {
        o->last = (promised){PROMISED_ON, promises_days(until.date)};
    }
    if (o->phase == NULL || o->agreement == TRUCE_NONE) {
        return;
    }
    const int64_t phase = o->phase->number.low.units;
    if (o->from.kind == PROMISED_NOT) {
        o->from = promise_phase_first(t, o->agreement, phase);
    }
    if (o->last.kind == PROMISED_NOT && (is_per_time(o) || o->since != NULL)) {
        o->last = promise_phase_last(t, o->agreement, phase);
        o->last_of_phase = o->last.kind != PROMISED_NOT;
    }
}

static truce_owed_when when_of(promised bound, truce_owed_agreement *a,
                               truce_owed_trigger *triggers) {
    if (bound.kind == PROMISED_NOT) {
        return (truce_owed_when){.kind = TRUCE_OWED_ALWAYS};
    }
    if (bound.kind == PROMISED_ON) {
        return (truce_owed_when){TRUCE_OWED_ON, bound.days, 0};
    }
    triggers[a->n_triggers] = (truce_owed_trigger){
        .kind = bound.kind == PROMISED_NOT_YET ? TRUCE_OWED_NOT_YET : TRUCE_OWED_UNKNOWN};
    return (truce_owed_when){TRUCE_OWED_AFTER, {0, 0}, a->n_triggers++};
}

static uint32_t what_it_has(const promise *o) {
    return (o->verifier.names.n > 0 ? TRUCE_OWED_VERIFIER : 0U) |
           (o->guarantor.names.n > 0 ? TRUCE_OWED_GUARANTOR : 0U) |
           (o->last.kind != PROMISED_NOT ? TRUCE_OWED_DEADLINE : 0U) |
           (o->quantity != NULL || o->evidence != NULL ? TRUCE_OWED_MEASURED : 0U) |
           (o->response != NULL ? TRUCE_OWED_RESPONSE : 0U) |
           (o->response != NULL && o->response->days.place != 0 ? TRUCE_OWED_RESPONSE_DAYS : 0U);
}

/* ---- what falls with what ---- */

/* Of an agreement in which nothing is agreed until everything is, each obligation falls with the
 * one before it, and the first with the last: so all fall with any. */
static bool chain(promises *p, truce_owed_obligation *made, truce_arena *arena) {
    const truce_case *const c = p->c;
    uint32_t *const last = truce_arena_take(arena, c->n_agreements * sizeof *last);
    if (last == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_agreements; i++) {
        last[i] = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->at[i].agreement != TRUCE_NONE) {
            last[p->at[i].agreement] = i;
        }
    }
    for (uint32_t i = 0; i < p->n; i++) {
        const truce_plan_line *const line = promises_line(p->at[i].plan, TRUCE_PLAN_FALLS_WITH);
        const uint32_t agreement = p->at[i].agreement;
        const bool whole = agreement != TRUCE_NONE &&
                           promises_line(&c->agreements[agreement], TRUCE_PLAN_INDIVISIBLE) != NULL;
        uint32_t *const with =
            truce_arena_take(arena, ((line != NULL ? line->names.n : 0) + 1U) * sizeof *with);
        if (with == NULL) {
            return false;
        }
        for (uint32_t k = 0; line != NULL && k < line->names.n; k++) {
            const uint32_t o = truce_case_find(c, TRUCE_KIND_OBLIGATION, line->names.at[k]);
            if (o != TRUCE_NONE && p->of[o] != TRUCE_NONE) {
                with[made[i].n_falls_with++] = p->of[o];
            }
        }
        if (whole && last[agreement] != i) {
            with[made[i].n_falls_with++] = last[agreement];
        }
        if (whole) {
            last[agreement] = i;
        }
        made[i].falls_with = with;
    }
    return true;
}

/* ---- all of it ---- */

static bool make_obligations(promises *p, truce_arena *arena, truce_error *err) {
    const truce_case *const c = p->c;
    promise_times *times;
    p->at = truce_arena_zero(arena, c->n_obligations, sizeof *p->at);
    p->of = truce_arena_take(arena, c->n_obligations * sizeof *p->of);
    truce_owed_obligation *const made = truce_arena_zero(arena, c->n_obligations, sizeof *made);
    truce_owed_trigger *const triggers =
        truce_arena_zero(arena, 2 * (size_t)c->n_obligations, sizeof *triggers);
    if (p->at == NULL || p->of == NULL || made == NULL || triggers == NULL ||
        promise_times_make(p, arena, &times, err) != TRUCE_OK) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_obligations; i++) {
        take_lines(c, i, &p->at[p->n]);
        const bool known = is_known(p->scope, &p->at[p->n]);
        p->of[i] = known ? p->n : TRUCE_NONE;
        p->n += known;
        p->n_left_out += !known;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        promise *const o = &p->at[i];
        date_promise(times, o);
        made[i] = (truce_owed_obligation){.from = when_of(o->from, p->agreement, triggers),
                                          .until = when_of(o->last, p->agreement, triggers),
                                          .measure = measure_of(o),
                                          .evidence = o->evidence != NULL,
                                          .has = what_it_has(o)};
    }
    p->agreement->obligations = made;
    p->agreement->n_obligations = p->n;
    p->agreement->triggers = triggers;
    return promise_phases(times, p, arena) && chain(p, made, arena);
}

/* Quantities in the units in which their reports count. */
static void scale_quantities(promises *p) {
    truce_owed_obligation *const made = (truce_owed_obligation *)p->agreement->obligations;
    for (uint32_t i = 0; i < p->n; i++) {
        const promise *const o = &p->at[i];
        if (o->quantity != NULL) {
            made[i].quantity = o->quantity->number.low.units;
            for (int32_t s = o->quantity->number.low.scale; s < o->scale; s++) {
                made[i].quantity *= 10; /* it fits: promises_seen.c looked */
            }
        }
    }
}

truce_status promises_make(const truce_scope *scope, truce_date at, truce_arena *arena,
                           promises *out, truce_error *err) {
    promises p = {.c = scope->c, .scope = scope, .asked = promises_has_end(at)};
    p.known = truce_scope_known(scope, arena);
    p.agreement = truce_arena_zero(arena, 1, sizeof *p.agreement);
    if (p.known == NULL || p.agreement == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an agreement");
    }
    p.day = p.asked ? promises_day_of(at.last) : 0;
    p.dated = p.asked || promises_latest(scope, p.known, &p.day);
    if (!p.dated) {
        *out = p;
        return TRUCE_OK;
    }
    for (uint32_t i = 0; i < p.c->n_claims; i++) {
        const int64_t day = p.known[i] == INT64_MAX ? p.day : promises_day_of(p.known[i]);
        p.known[i] = day > p.day ? p.day : day;
    }
    if (!make_obligations(&p, arena, err)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the obligations of an agreement");
    }
    truce_status status = promises_see(&p, arena, err);
    if (status == TRUCE_OK) {
        scale_quantities(&p);
        status = truce_owed_find(p.agreement, p.day, (truce_owed_options){0}, arena, &p.owed, err);
    }
    if (status == TRUCE_OK) {
        *out = p;
    }
    return status;
}
