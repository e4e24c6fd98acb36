/* As of which day: where nobody asks for one, the latest of which the case tells. */
#include "promises.h"

int64_t promises_day_of(int64_t seconds) {
    const int64_t day = truce_day_of(seconds);
    return day > TRUCE_OWED_DAY_MAX    ? TRUCE_OWED_DAY_MAX
           : day < -TRUCE_OWED_DAY_MAX ? -TRUCE_OWED_DAY_MAX
                                       : day;
}

bool promises_has_end(truce_date date) {
    return (date.marks & TRUCE_DATE_GIVEN) != 0 &&
           (date.marks & (TRUCE_DATE_OPEN_END | TRUCE_DATE_UNKNOWN_END)) == 0;
}

typedef struct latest {
    int64_t day;
    bool any;
} latest;

static void note_day(latest *l, int64_t day) {
    if (!l->any || day > l->day) {
        *l = (latest){day, true};
    }
}

/* What a record says of when it was; not if only claims out of scope tell of it. */
static void note_plans(const truce_scope *scope, const truce_plan *plans, uint32_t n, latest *l) {
    for (uint32_t i = 0; i < n; i++) {
        bool told = false;
        bool claims = false;
        for (uint32_t k = 0; k < plans[i].n_lines; k++) {
            told = told || promises_told(scope, plans[i].lines[k].claims);
            claims = claims || plans[i].lines[k].claims.n > 0;
        }
        const truce_plan_line *const at = promises_line(&plans[i], TRUCE_PLAN_AT);
        if (at != NULL && (told || !claims) && promises_has_end(at->when.date)) {
            note_day(l, promises_day_of(at->when.date.last));
        }
    }
}

bool promises_latest(const truce_scope *scope, const int64_t *known, int64_t *day) {
    const truce_case *const c = scope->c;
    latest l = {0, false};
    for (uint32_t i = 0; i < c->n_claims; i++) {
        if (scope->in[i] && known[i] != INT64_MAX) {
            note_day(&l, promises_day_of(known[i]));
        }
    }
    const truce_stated *at;
    for (uint32_t i = 0;
         (at = truce_scope_next(scope, TRUCE_STATED(TRUCE_STATES_EVENT), &i)) != NULL;) {
        const truce_times times = at->statement->times;
        for (uint32_t t = 0; known[at->claim] == INT64_MAX && t < times.n; t++) {
            if (times.at[t].kind == TRUCE_TIME_AT && promises_has_end(times.at[t].when.date)) {
                note_day(&l, promises_day_of(times.at[t].when.date.last));
            }
        }
    }
    note_plans(scope, c->reports, c->n_reports, &l);
    note_plans(scope, c->incidents, c->n_incidents, &l);
    *day = l.any ? l.day : *day;
    return l.any;
}
