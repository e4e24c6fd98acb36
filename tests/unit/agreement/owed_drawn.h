/* owed_drawn.h - small agreements, drawn: few days, few obligations, every kind of line. Include it
 * behind <cmocka.h>. */
#ifndef TRUCE_TESTS_AGREEMENT_OWED_DRAWN_H
#define TRUCE_TESTS_AGREEMENT_OWED_DRAWN_H

#include <string.h>

#include "truce/agreement/owed.h"
#include "truce/base/random.h"

#define NEVER TRUCE_OWED_NEVER
#define NONE  TRUCE_OWED_NONE

enum { OBLIGATIONS = 5, SOME = 5, WITH = 2, LOW = -60, HIGH = 90, MONTH = 377580 };

typedef struct drawn {
    truce_owed_agreement agreement;
    truce_owed_obligation obligations[OBLIGATIONS];
    uint32_t with[OBLIGATIONS][WITH];
    truce_owed_trigger triggers[SOME];
    truce_owed_report reports[2 * SOME];
    truce_owed_incident incidents[SOME];
    truce_owed_stage stages[SOME][SOME];
    truce_owed_waiver waivers[2];
} drawn;

static int64_t below(truce_random *r, uint64_t n) {
    return (int64_t)truce_random_below(r, n);
}

static bool one_in(truce_random *r, uint64_t n) {
    return truce_random_below(r, n) == 0;
}

static truce_owed_days draw_days(truce_random *r, uint64_t first, uint64_t wide) {
    const int64_t earliest = below(r, first);
    return (truce_owed_days){earliest, earliest + (one_in(r, 2) ? 0 : below(r, wide))};
}

static truce_owed_when draw_when(const truce_owed_agreement *a, truce_random *r, bool last) {
    truce_owed_when when = {.kind = (truce_owed_when_kind)below(r, 3),
                            .days = draw_days(r, last ? 16 : 9, 4)};
    if (when.kind == TRUCE_OWED_AFTER && a->n_triggers == 0) {
        when.kind = TRUCE_OWED_ON;
    }
    if (when.kind == TRUCE_OWED_AFTER) {
        when.trigger = (uint32_t)below(r, a->n_triggers);
        when.days.earliest -= 4;
        when.days.latest -= 4;
    }
    return when;
}

static int64_t draw_known(truce_random *r) {
    return one_in(r, 2) ? NEVER : below(r, 20);
}

static void draw(drawn *d, truce_random *r) {
    *d = (drawn){.agreement = {.n_obligations = 1 + (uint32_t)below(r, OBLIGATIONS),
                               .n_triggers = (uint32_t)below(r, SOME),
                               .n_reports = (uint32_t)below(r, 2 * SOME + 1),
                               .n_incidents = (uint32_t)below(r, SOME + 1),
                               .n_waivers = one_in(r, 4) ? (uint32_t)below(r, 3) : 0,
                               .epoch = below(r, 40000) - 20000}};
    truce_owed_agreement *const a = &d->agreement;
    for (uint32_t i = 0; i < a->n_triggers; i++) {
        d->triggers[i] =
            (truce_owed_trigger){(truce_owed_trigger_kind)below(r, 5), draw_days(r, 12, 4),
                                 (uint32_t)below(r, a->n_obligations)};
    }
    const uint32_t only = one_in(r, 2) ? (uint32_t)below(r, a->n_obligations) : NONE;
    for (uint32_t i = 0; i < a->n_obligations; i++) {
        truce_owed_obligation *const o = &d->obligations[i];
        *o = (truce_owed_obligation){.from = draw_when(a, r, false),
                                     .until = draw_when(a, r, true),
                                     .measure = (truce_owed_measure)below(r, 7),
                                     .quantity = 1 + below(r, 6),
                                     .evidence = one_in(r, 3),
                                     .falls_with = d->with[i],
                                     .n_falls_with = one_in(r, 3) ? (uint32_t)below(r, 3) : 0};
        for (uint32_t k = 0; k < o->n_falls_with; k++) {
            d->with[i][k] = (uint32_t)below(r, a->n_obligations);
        }
    }
    for (uint32_t i = 0; i < a->n_reports; i++) {
        d->reports[i] =
            (truce_owed_report){only != NONE ? only : (uint32_t)below(r, a->n_obligations),
                                draw_days(r, 18, one_in(r, 3) ? 12 : 3),
                                (truce_owed_value)below(r, 3),
                                below(r, 9),
                                draw_known(r),
                                draw_known(r),
                                draw_known(r)};
    }
    for (uint32_t i = 0; i < a->n_incidents; i++) {
        d->incidents[i] = (truce_owed_incident){
            only != NONE ? only : (uint32_t)below(r, a->n_obligations), below(r, 16), below(r, 5),
            d->stages[i], (uint32_t)below(r, SOME)};
        for (uint32_t k = 0; k < d->incidents[i].n_stages; k++) {
            d->stages[i][k] = (truce_owed_stage){(truce_owed_stage_kind)below(r, 4), below(r, 20),
                                                 !one_in(r, 3), !one_in(r, 3), one_in(r, 4)};
        }
    }
    for (uint32_t i = 0; i < a->n_waivers; i++) {
        d->waivers[i] = (truce_owed_waiver){(uint32_t)below(r, a->n_obligations), below(r, 20)};
    }
    a->obligations = d->obligations;
    a->triggers = d->triggers;
    a->reports = d->reports;
    a->incidents = d->incidents;
    a->waivers = d->waivers;
}

/* What is known of one obligation on a day, by going through everything. */
#endif
