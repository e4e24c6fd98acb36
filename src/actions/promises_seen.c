/* What was seen: reports, incidents and waivers, each with the days on which it became known. A
 * record that concerns several obligations is one for each. */
#include "promises.h"

typedef struct seeing {
    promises *p;
    truce_owed_report *reports;
    truce_owed_incident *incidents;
    truce_owed_waiver *waivers;
} seeing;

/* ---- amounts ---- */

/* units * 10^by; false when it does not fit. */
static bool scaled(int64_t units, int32_t by, int64_t *out) {
    for (int32_t i = 0; i < by; i++) {
        if (__builtin_mul_overflow(units, 10, &units)) {
            return false;
        }
    }
    *out = units;
    return true;
}

static bool same_unit(const promise *o, const truce_plan_line *measured) {
    return measured->unit.size == 0 ||
           (o->quantity != NULL && truce_str_equal(measured->unit, o->quantity->unit));
}

/* Count in finer units where a record does, as long as the quantity itself still fits. */
static void refine(promise *o, const truce_plan_line *measured) {
    int64_t unread;
    if (measured != NULL && o->quantity != NULL && same_unit(o, measured) &&
        measured->number.low.scale > o->scale &&
        scaled(o->quantity->number.low.units,
               measured->number.low.scale - o->quantity->number.low.scale, &unread)) {
        o->scale = measured->number.low.scale;
    }
}

static bool amount_of(const promise *o, const truce_plan_line *measured, int64_t *amount) {
    const truce_decimal number = measured->number.low;
    if (o->quantity == NULL) { /* whether any of it, or none */
        *amount = number.units > 0;
        return number.units >= 0;
    }
    return number.units >= 0 && number.scale <= o->scale &&
           scaled(number.units, o->scale - number.scale, amount);
}

/* ---- records ---- */

/* Each promise that a record concerns: the next of its list from `*i` on. */
static uint32_t next_promise(const promises *p, const truce_plan *plan, uint32_t *i) {
    const truce_plan_line *const concerns = promises_line(plan, TRUCE_PLAN_CONCERNS);
    while (concerns != NULL && *i < concerns->names.n) {
        const uint32_t o = truce_case_find(p->c, TRUCE_KIND_OBLIGATION, concerns->names.at[(*i)++]);
        if (o != TRUCE_NONE && p->of[o] != TRUCE_NONE) {
            return p->of[o];
        }
    }
    return TRUCE_NONE;
}

static size_t count_all(const truce_plan *plans, uint32_t n, truce_plan_kind kind) {
    size_t all = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t l = 0; l < plans[i].n_lines; l++) {
            const truce_plan_line *const line = &plans[i].lines[l];
            all += line->kind == kind ? (kind == TRUCE_PLAN_CONCERNS ? line->names.n : 1) : 0;
        }
    }
    return all;
}

static void refine_all(promises *p, const truce_plan *plans, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = 0;
        for (uint32_t o; (o = next_promise(p, &plans[i], &k)) != TRUCE_NONE;) {
            refine(&p->at[o], promises_line(&plans[i], TRUCE_PLAN_MEASURED));
        }
    }
}

static int64_t earlier(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* A record that names no claim is its author's, known from the day it speaks of. */
static bool names_claims(const truce_plan *plan) {
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        if (plan->lines[i].claims.n > 0) {
            return true;
        }
    }
    return false;
}

static truce_owed_days days_of(const promises *p, const truce_plan *plan, int64_t known) {
    const truce_plan_line *const at = promises_line(plan, TRUCE_PLAN_AT);
    const int64_t day = known == TRUCE_OWED_NEVER ? p->day : known;
    if (at == NULL || (at->when.date.marks & TRUCE_DATE_GIVEN) == 0) {
        return (truce_owed_days){day, day};
    }
    truce_owed_days days = promises_days(at->when.date);
    days.earliest = days.earliest == -TRUCE_OWED_DAY_MAX ? days.latest : days.earliest;
    days.latest = days.latest == TRUCE_OWED_DAY_MAX ? days.earliest : days.latest;
    return days.earliest == TRUCE_OWED_DAY_MAX ? (truce_owed_days){day, day} : days;
}

/* When its own author knew of it, if it names no claim. */
static int64_t known_by_author(const promises *p, const truce_plan *plan) {
    return names_claims(plan) ? TRUCE_OWED_NEVER : days_of(p, plan, TRUCE_OWED_NEVER).latest;
}

/* ---- reports ---- */

static void add_unused(promises *p, uint32_t report, uint32_t o, promise_unused_why why) {
    p->unused[p->n_unused++] = (promise_unused){report, o, why};
}

static void see_report(seeing *s, uint32_t report, uint32_t o) {
    promises *const p = s->p;
    const truce_plan *const plan = &p->c->reports[report];
    const truce_plan_line *const measured = promises_line(plan, TRUCE_PLAN_MEASURED);
    truce_owed_report made = {.obligation = o,
                              .reported = known_by_author(p, plan),
                              .verified = TRUCE_OWED_NEVER,
                              .disputed = TRUCE_OWED_NEVER};
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        const int64_t known = promises_known(p, line->claims);
        if (line->kind == TRUCE_PLAN_DISPUTED) {
            made.disputed = earlier(made.disputed, known);
        } else if (line->kind == TRUCE_PLAN_VERIFIED && promises_verifier(p, &p->at[o], line->by)) {
            made.verified = earlier(made.verified, known);
        } else if (line->kind == TRUCE_PLAN_REPORTED || line->kind == TRUCE_PLAN_VERIFIED) {
            made.reported = earlier(made.reported, known);
        }
    }
    const int64_t first = earlier(made.reported, made.verified);
    if (first > p->day) {
        return; /* nobody in scope has told of it yet */
    }
    made.period = days_of(p, plan, first);
    made.value = TRUCE_OWED_AMOUNT;
    if (measured != NULL && !same_unit(&p->at[o], measured) && p->at[o].quantity != NULL) {
        add_unused(p, report, o, PROMISE_OTHER_UNIT);
        return;
    }
    if (measured != NULL && !amount_of(&p->at[o], measured, &made.amount)) {
        add_unused(p, report, o, PROMISE_TOO_LARGE);
        return;
    }
    if (measured == NULL && promises_line(plan, TRUCE_PLAN_KEPT) != NULL) {
        made.value = TRUCE_OWED_KEPT;
    } else if (measured == NULL && promises_line(plan, TRUCE_PLAN_NOT_KEPT) != NULL) {
        made.value = TRUCE_OWED_NOT_KEPT;
    } else if (measured == NULL) {
        add_unused(p, report, o, PROMISE_NO_VALUE);
        return;
    }
    const uint32_t n = p->agreement->n_reports++;
    s->reports[n] = made;
    p->reports[n] = (promise_seen){report, o};
}

/* ---- incidents ---- */

bool promises_same_side(const promises *p, truce_ref one, truce_ref other) {
    const truce_case *const c = p->c;
    const uint32_t a = truce_case_find(c, TRUCE_KIND_ACTOR, one);
    const uint32_t b = truce_case_find(c, TRUCE_KIND_ACTOR, other);
    return one.symbol == other.symbol ||
           (a != TRUCE_NONE && b != TRUCE_NONE && c->actors[a].side == c->actors[b].side);
}

/* Whether any of those named owes the obligation, or is of a side that does. */
static bool owes(const promises *p, const promise *o, truce_refs who) {
    const truce_refs debtors = o->plan->top.names;
    for (uint32_t i = 0; i < who.n; i++) {
        for (uint32_t k = 0; k < debtors.n; k++) {
            if (promises_same_side(p, who.at[i], debtors.at[k])) {
                return true;
            }
        }
    }
    return false;
}

static bool stage_of(const promises *p, const promise *o, const truce_plan_line *line,
                     truce_owed_stage *stage) {
    const int64_t day = promises_known(p, line->claims);
    *stage = (truce_owed_stage){.day = day, .evidence = true};
    switch (line->kind) {
    case TRUCE_PLAN_REPORTED:
        stage->kind = TRUCE_OWED_STAGE_REPORTED;
        break;
    case TRUCE_PLAN_VERIFIED:
        stage->kind = TRUCE_OWED_STAGE_VERIFIED;
        break;
    case TRUCE_PLAN_ATTRIBUTED:
        stage->kind = TRUCE_OWED_STAGE_ATTRIBUTED;
        stage->elsewhere = !owes(p, o, line->to);
        break;
    case TRUCE_PLAN_DISPUTED:
        stage->kind = TRUCE_OWED_STAGE_DISPUTED;
        break;
    default:
        return false;
    }
    stage->verifier = promises_verifier(p, o, line->by);
    return day != TRUCE_OWED_NEVER;
}

static bool see_incident(seeing *s, uint32_t incident, uint32_t o, truce_arena *arena) {
    promises *const p = s->p;
    const truce_plan *const plan = &p->c->incidents[incident];
    const truce_plan_line *const measured = promises_line(plan, TRUCE_PLAN_MEASURED);
    truce_owed_stage *const stages = truce_arena_take(arena, (plan->n_lines + 1) * sizeof *stages);
    if (stages == NULL) {
        return false;
    }
    truce_owed_incident made = {.obligation = o, .stages = stages};
    const int64_t author = known_by_author(p, plan);
    if (author <= p->day) {
        stages[made.n_stages++] =
            (truce_owed_stage){.kind = TRUCE_OWED_STAGE_REPORTED, .day = author};
    }
    int64_t first = author;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        if (stage_of(p, &p->at[o], &plan->lines[i], &stages[made.n_stages])) {
            first = earlier(first, stages[made.n_stages++].day);
        }
    }
    if (made.n_stages == 0) {
        return true;
    }
    made.day = days_of(p, plan, first).earliest;
    if (measured != NULL &&
        (!same_unit(&p->at[o], measured) || !amount_of(&p->at[o], measured, &made.lost))) {
        made.lost = 0;
    }
    const uint32_t n = p->agreement->n_incidents++;
    s->incidents[n] = made;
    p->incidents[n] = (promise_seen){incident, o};
    return true;
}

/* ---- waivers ---- */

static void see_waivers(seeing *s, uint32_t o) {
    promises *const p = s->p;
    const truce_plan *const plan = p->at[o].plan;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        int64_t day =
            line->kind == TRUCE_PLAN_WAIVED ? promises_known(p, line->claims) : TRUCE_OWED_NEVER;
        if (day == TRUCE_OWED_NEVER) {
            continue;
        }
        if ((line->when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            const int64_t said = promises_days(line->when.date).latest;
            day = said > day ? said : day;
        }
        const uint32_t n = p->agreement->n_waivers++;
        s->waivers[n] = (truce_owed_waiver){o, day};
        p->waivers[n] = line;
    }
}

/* Put the incidents into lists by obligation. */
static bool list_incidents(promises *p, truce_arena *arena) {
    const uint32_t n = p->agreement->n_incidents;
    p->incident_begin = truce_arena_zero(arena, p->n + 2U, sizeof *p->incident_begin);
    p->incident_at = truce_arena_zero(arena, n, sizeof *p->incident_at);
    if (p->incident_begin == NULL || p->incident_at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        p->incident_begin[p->incidents[i].promise + 1]++;
    }
    for (uint32_t o = 1; o <= p->n; o++) {
        p->incident_begin[o] += p->incident_begin[o - 1];
    }
    for (uint32_t i = n; i-- > 0;) { /* from behind, each list is filled up to its beginning */
        p->incident_at[--p->incident_begin[p->incidents[i].promise + 1]] = i;
    }
    for (uint32_t o = 0; o <= p->n; o++) {
        p->incident_begin[o] = p->incident_begin[o + 1];
    }
    p->incident_begin[p->n] = n;
    return true;
}

truce_status promises_see(promises *p, truce_arena *arena, truce_error *err) {
    const truce_case *const c = p->c;
    const size_t reports = count_all(c->reports, c->n_reports, TRUCE_PLAN_CONCERNS);
    const size_t incidents = count_all(c->incidents, c->n_incidents, TRUCE_PLAN_CONCERNS);
    const size_t waivers = count_all(c->obligations, c->n_obligations, TRUCE_PLAN_WAIVED);
    seeing s = {p, truce_arena_zero(arena, reports, sizeof *s.reports),
                truce_arena_zero(arena, incidents, sizeof *s.incidents),
                truce_arena_zero(arena, waivers, sizeof *s.waivers)};
    p->reports = truce_arena_zero(arena, reports, sizeof *p->reports);
    p->incidents = truce_arena_zero(arena, incidents, sizeof *p->incidents);
    p->waivers = truce_arena_zero(arena, waivers, sizeof(const truce_plan_line *));
    p->unused = truce_arena_zero(arena, reports, sizeof *p->unused);
    bool made = s.reports != NULL && s.incidents != NULL && s.waivers != NULL &&
                p->reports != NULL && p->incidents != NULL && p->waivers != NULL &&
                p->unused != NULL;
    if (made) {
        refine_all(p, c->reports, c->n_reports);
        refine_all(p, c->incidents, c->n_incidents);
    }
    for (uint32_t i = 0; made && i < c->n_reports; i++) {
        uint32_t k = 0;
        for (uint32_t o; (o = next_promise(p, &c->reports[i], &k)) != TRUCE_NONE;) {
            see_report(&s, i, o);
        }
    }
    for (uint32_t i = 0; made && i < c->n_incidents; i++) {
        uint32_t k = 0;
        for (uint32_t o; made && (o = next_promise(p, &c->incidents[i], &k)) != TRUCE_NONE;) {
            made = see_incident(&s, i, o, arena);
        }
    }
    for (uint32_t o = 0; made && o < p->n; o++) {
        see_waivers(&s, o);
    }
    made = made && list_incidents(p, arena);
    if (!made) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what was seen of an agreement");
    }
    p->agreement->reports = s.reports;
    p->agreement->incidents = s.incidents;
    p->agreement->waivers = s.waivers;
    return TRUCE_OK;
}
