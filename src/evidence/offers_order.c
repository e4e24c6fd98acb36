/* Stages whose dates contradict their order. For each side that the offer goes to, the earliest
 * beginning of each stage is found, together with what names no side; then every stage is held
 * against those that come before it. One claim that lets the earlier stage begin in time silences
 * the alarm: the order is then possible. */
#include <stdlib.h>

#include "offers_parts.h"
#include "truce/evidence/speaker.h"

enum { SIDES_MAX = 16 /* of one statement that are looked at */ };

/* Where a stage stands in the order; stages of one step come in any order. */
static unsigned step_of(truce_stage stage) {
    static const unsigned steps[TRUCE_STAGE_N] = {
        [TRUCE_STAGE_ISSUED] = 0,    [TRUCE_STAGE_HANDED] = 1,       [TRUCE_STAGE_CONVEYED] = 2,
        [TRUCE_STAGE_RECEIVED] = 3,  [TRUCE_STAGE_ACKNOWLEDGED] = 4, [TRUCE_STAGE_REVIEWED] = 4,
        [TRUCE_STAGE_ACCEPTED] = 4,  [TRUCE_STAGE_REJECTED] = 4,     [TRUCE_STAGE_COUNTERED] = 4,
        [TRUCE_STAGE_WITHDRAWN] = 4,
    };
    return steps[stage];
}

static bool comes_before(truce_stage early, truce_stage late) {
    return late == TRUCE_STAGE_WITHDRAWN ? early == TRUCE_STAGE_ISSUED
                                         : step_of(early) < step_of(late);
}

/* A stage towards one side, as one claim dates it. */
typedef struct dated {
    uint32_t side; /* TRUCE_NONE: nobody is named */
    truce_stage stage;
    int64_t begins; /* INT64_MIN: no date of its own */
    int64_t over;   /* INT64_MAX: nothing tells */
    uint32_t claim;
} dated;

static int compare(uint32_t l, uint32_t r) {
    return (l > r) - (l < r);
}

static int by_side(const void *left, const void *right) {
    const dated *const l = left;
    const dated *const r = right;
    return l->side != r->side     ? compare(l->side, r->side)
           : l->stage != r->stage ? compare((uint32_t)l->stage, (uint32_t)r->stage)
                                  : compare(l->claim, r->claim);
}

static bool is_given(truce_date date) {
    return (date.marks & TRUCE_DATE_GIVEN) != 0;
}

static void date_it(const alarmer *k, truce_told told, dated *d) {
    truce_date own = {0};
    for (uint32_t i = 0; i < told.statement->times.n && !is_given(own); i++) {
        const truce_time *const time = &told.statement->times.at[i];
        if (time->kind == TRUCE_TIME_AT) {
            own = time->when.date;
        } else if (time->kind == TRUCE_TIME_DURING) {
            own = k->event_dates[truce_case_find(k->c, TRUCE_KIND_EVENT, time->event)];
        }
    }
    const truce_date told_at = k->scope->times[told.claim].date;
    d->begins = is_given(own) ? own.first : INT64_MIN;
    d->over = is_given(own) ? own.last : is_given(told_at) ? told_at.last : INT64_MAX;
}

/* Whom a stage names at the receiving end. */
static truce_refs named_by(const truce_statement *st) {
    switch (st->as.offer.stage) {
    case TRUCE_STAGE_ISSUED:
    case TRUCE_STAGE_HANDED:
    case TRUCE_STAGE_CONVEYED:
        return st->as.offer.to;
    case TRUCE_STAGE_WITHDRAWN:
        return (truce_refs){NULL, 0};
    default:
        return st->as.offer.by;
    }
}

/* The sides that it goes to. Whoever is handed it to carry it on is none of them: that stage counts
 * for the offer's own recipients. */
static uint32_t sides_of(const alarmer *k, const truce_statement *st, uint32_t *sides) {
    const truce_refs refs = named_by(st);
    const truce_refs to = k->c->offers[k->f->offer].to;
    uint32_t n = 0;
    for (uint32_t i = 0; i < refs.n && n < SIDES_MAX; i++) {
        const uint32_t side = truce_side_of(k->c, refs.at[i]);
        bool meant = st->as.offer.stage != TRUCE_STAGE_HANDED;
        for (uint32_t t = 0; t < to.n && t < SIDES_MAX && !meant; t++) {
            meant = truce_side_of(k->c, to.at[t]) == side;
        }
        if (meant && side != TRUCE_NONE) {
            sides[n++] = side;
        }
    }
    return n;
}

static dated *list_dated(alarmer *k, uint32_t *n) {
    uint32_t sides[SIDES_MAX];
    size_t room = 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        for (uint32_t i = 0; i < k->f->stages[s].n_claimed; i++) {
            room += 1 + (size_t)sides_of(k, k->f->stages[s].told[i].statement, sides);
        }
    }
    dated *const at = truce_arena_take(k->arena, room * sizeof *at);
    *n = 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N && at != NULL; s++) {
        for (uint32_t i = 0; i < k->f->stages[s].n_claimed; i++) {
            const truce_told told = k->f->stages[s].told[i];
            const uint32_t named = sides_of(k, told.statement, sides);
            for (uint32_t t = 0; t < (named > 0 ? named : 1); t++) {
                dated *const d = &at[(*n)++];
                *d = (dated){.side = named > 0 ? sides[t] : TRUCE_NONE,
                             .stage = (truce_stage)s,
                             .claim = told.claim};
                date_it(k, told, d);
            }
        }
    }
    if (*n > 1) {
        qsort(at, *n, sizeof *at, by_side);
    }
    return at;
}

/* What is said of one side, and what may be of it because it names none. */
typedef struct course {
    uint32_t side;
    const dated *at;
    uint32_t n;
    const dated *open;
    uint32_t n_open;
    int64_t begins[TRUCE_STAGE_N]; /* the earliest; INT64_MAX: no date */
} course;

static void begin_stages(const dated *at, uint32_t n, int64_t *begins) {
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].begins != INT64_MIN && at[i].begins < begins[at[i].stage]) {
            begins[at[i].stage] = at[i].begins;
        }
    }
}

static bool raise_order(alarmer *k, const course *o, truce_stage early, truce_stage late) {
    uint32_t *const claims =
        truce_arena_take(k->arena, ((size_t)o->n + o->n_open) * sizeof *claims);
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->n + o->n_open && claims != NULL; i++) {
        const dated *const d = i < o->n ? &o->at[i] : &o->open[i - o->n];
        if ((d->stage == late && i < o->n && d->over < o->begins[early]) ||
            (d->stage == early && d->begins != INT64_MIN)) {
            claims[n++] = d->claim;
        }
    }
    return claims != NULL && raise_alarm(k, (truce_offer_alarm){.kind = TRUCE_ALARM_ORDER,
                                                                .other = o->side,
                                                                .early = early,
                                                                .late = late,
                                                                .claims = claims,
                                                                .n_claims = n});
}

/* Against the last stage before it that begins only when it is over. */
static bool judge(alarmer *k, const course *o, truce_stage late) {
    int64_t over = INT64_MAX;
    for (uint32_t i = 0; i < o->n; i++) {
        over = o->at[i].stage == late && o->at[i].over < over ? o->at[i].over : over;
    }
    for (int early = (int)late - 1; early >= 0 && over != INT64_MAX; early--) {
        if (comes_before((truce_stage)early, late) && o->begins[early] != INT64_MAX &&
            over < o->begins[early]) {
            return raise_order(k, o, (truce_stage)early, late);
        }
    }
    return true;
}

static bool judge_all(alarmer *k, const course *o) {
    for (unsigned late = 1; late < TRUCE_STAGE_N; late++) {
        if (!judge(k, o, (truce_stage)late)) {
            return false;
        }
    }
    return true;
}

bool find_order(alarmer *k) {
    uint32_t n = 0;
    const dated *const at = list_dated(k, &n);
    if (at == NULL) {
        return false;
    }
    uint32_t open = n;
    while (open > 0 && at[open - 1].side == TRUCE_NONE) {
        open--;
    }
    course none = {TRUCE_NONE, &at[open], n - open, at, 0, {0}};
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        none.begins[s] = INT64_MAX;
    }
    begin_stages(none.at, none.n, none.begins);
    uint32_t end = 0;
    for (uint32_t sides = 0; end < open && sides < TRUCE_OFFER_RECIPIENTS_MAX; sides++) {
        course one = none;
        one.at = &at[end];
        one.side = at[end].side;
        while (end < open && at[end].side == one.side) {
            end++;
        }
        one.n = (uint32_t)(&at[end] - one.at);
        one.open = none.at;
        one.n_open = none.n;
        begin_stages(one.at, one.n, one.begins);
        if (!judge_all(k, &one)) {
            return false;
        }
    }
    none.n_open = open; /* what names nobody may be of any side */
    begin_stages(at, open, none.begins);
    return judge_all(k, &none);
}
