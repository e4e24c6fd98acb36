/* What a mediator should look at before the next message: claims about one offer that name
 * different carriers or different terms, stages out of order, and an answer to an offer that
 * another replaces. */
#include <stdlib.h>

#include "offers_parts.h"
#include "truce/evidence/speaker.h"
#include "truce/evidence/when.h"

enum { NAMES_MAX = 16 }; /* names of one list that are looked at */

typedef struct carried {
    uint32_t recipient, carrier, claim;
} carried;

static int by_recipient(const void *left, const void *right) {
    const carried *const l = left;
    const carried *const r = right;
    if (l->recipient != r->recipient) {
        return l->recipient < r->recipient ? -1 : 1;
    }
    if (l->carrier != r->carrier) {
        return l->carrier < r->carrier ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim);
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static uint32_t sort_distinct(uint32_t *at, uint32_t n) {
    uint32_t kept = 0;
    if (n > 1) {
        qsort(at, n, sizeof *at, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || at[kept - 1] != at[i]) {
            at[kept++] = at[i];
        }
    }
    return kept;
}

bool raise_alarm(alarmer *k, truce_offer_alarm alarm) {
    truce_offer_alarm *const at =
        truce_arena_grow(k->arena, k->f->alarms, k->f->n_alarms, &k->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    alarm.n_claims = sort_distinct(alarm.claims, alarm.n_claims);
    k->f->alarms = at;
    at[k->f->n_alarms++] = alarm;
    return true;
}

static bool raise(alarmer *k, truce_offer_alarm_kind kind, uint32_t other, uint32_t *claims,
                  uint32_t n) {
    return raise_alarm(
        k, (truce_offer_alarm){.kind = kind, .other = other, .claims = claims, .n_claims = n});
}

static uint32_t least(uint32_t a) {
    return a < NAMES_MAX ? a : NAMES_MAX;
}

static bool is_maker(const alarmer *k, uint32_t side) {
    const truce_refs by = k->c->offers[k->f->offer].by;
    bool is = false;
    for (uint32_t i = 0; i < least(by.n) && !is; i++) {
        is = truce_side_of(k->c, by.at[i]) == side;
    }
    return is;
}

/* Who carried it and to whom, by a stage from conveyed to acknowledged. */
static truce_refs carriers_of(const truce_statement *st) {
    return st->as.offer.stage == TRUCE_STAGE_CONVEYED ? st->as.offer.by : st->as.offer.from;
}

static truce_refs recipients_of(const truce_statement *st) {
    return st->as.offer.stage == TRUCE_STAGE_CONVEYED ? st->as.offer.to : st->as.offer.by;
}

/* The maker, from whom it was received, is no carrier. */
static void add_carried(alarmer *k, truce_told told, carried *at, uint32_t *n) {
    const truce_refs carriers = carriers_of(told.statement);
    const truce_refs to = recipients_of(told.statement);
    const uint32_t n_to = least(to.n);
    for (uint32_t b = 0; b < least(carriers.n); b++) {
        const uint32_t carrier = truce_case_find(k->c, TRUCE_KIND_ACTOR, carriers.at[b]);
        const bool direct = told.statement->as.offer.stage != TRUCE_STAGE_CONVEYED &&
                            carrier != TRUCE_NONE && is_maker(k, k->c->actors[carrier].side);
        for (uint32_t t = 0; t < (n_to > 0 ? n_to : 1) && carrier != TRUCE_NONE && !direct; t++) {
            at[(*n)++] = (carried){n_to > 0 ? truce_side_of(k->c, to.at[t]) : TRUCE_NONE, carrier,
                                   told.claim};
        }
    }
}

/* Each recipient with each carrier that a claim names to it. */
static carried *list_carried(alarmer *k, uint32_t *n) {
    size_t room = 0;
    for (unsigned s = TRUCE_STAGE_CONVEYED; s <= TRUCE_STAGE_ACKNOWLEDGED; s++) {
        for (uint32_t i = 0; i < k->f->stages[s].n_claimed; i++) {
            const truce_statement *const st = k->f->stages[s].told[i].statement;
            room += (size_t)least(carriers_of(st).n) * (least(recipients_of(st).n) + 1U);
        }
    }
    carried *const at = truce_arena_take(k->arena, room * sizeof *at);
    *n = 0;
    for (unsigned s = TRUCE_STAGE_CONVEYED; s <= TRUCE_STAGE_ACKNOWLEDGED && at != NULL; s++) {
        for (uint32_t i = 0; i < k->f->stages[s].n_claimed; i++) {
            add_carried(k, k->f->stages[s].told[i], at, n);
        }
    }
    if (*n > 1) {
        qsort(at, *n, sizeof *at, by_recipient);
    }
    return at;
}

/* One carrier whom all claims name may have had company; where there is none, claims differ. */
static bool find_carriers(alarmer *k) {
    uint32_t n = 0;
    const carried *const at = list_carried(k, &n);
    uint32_t *const claims = truce_arena_take(k->arena, n * sizeof *claims);
    if (at == NULL || claims == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n;) {
        const uint32_t recipient = at[i].recipient;
        const uint32_t begin = i;
        uint32_t most = 0;
        uint32_t mine = 0;
        for (; i < n && at[i].recipient == recipient; i++) {
            claims[i] = at[i].claim;
            const bool other = i == begin || at[i - 1].carrier != at[i].carrier;
            mine = other ? 1 : at[i - 1].claim != at[i].claim ? mine + 1 : mine;
            most = mine > most ? mine : most;
        }
        const uint32_t n_claims = sort_distinct(&claims[begin], i - begin);
        if (most < n_claims &&
            !raise(k, TRUCE_ALARM_CARRIERS, recipient, &claims[begin], n_claims)) {
            return false;
        }
    }
    return true;
}

static bool find_terms(alarmer *k) {
    const truce_offer_file *const f = k->f;
    uint32_t *const claims = truce_arena_take(k->arena, f->n_terms * sizeof *claims);
    if (claims == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < f->n_terms;) {
        const uint32_t begin = i;
        uint32_t n = 0;
        for (; i < f->n_terms && f->terms[i].issue == f->terms[begin].issue; i++) {
            if (f->terms[i].differs) {
                claims[begin + n++] = f->terms[i].claim;
            }
        }
        if (n > 0 && !raise(k, TRUCE_ALARM_TERMS, f->terms[begin].issue, &claims[begin], n)) {
            return false;
        }
    }
    return true;
}

static truce_date date_of(const alarmer *k, truce_told told) {
    for (uint32_t i = 0; i < told.statement->times.n; i++) {
        const truce_time *const time = &told.statement->times.at[i];
        if (time->kind == TRUCE_TIME_AT) {
            return time->when.date; /* words: no date, and the claim's is none of it */
        }
        if (time->kind == TRUCE_TIME_DURING) {
            return k->event_dates[truce_case_find(k->c, TRUCE_KIND_EVENT, time->event)];
        }
    }
    return k->scope->times[told.claim].date;
}

/* Answers that are not surely from before the other was issued. */
static bool find_replaced(alarmer *k, const truce_offer_file *other) {
    const truce_custody *const issued = &other->stages[TRUCE_STAGE_ISSUED];
    uint32_t n = 0;
    size_t room = 0;
    int64_t earliest = issued->n_claimed > 0 ? INT64_MAX : INT64_MIN;
    for (uint32_t i = 0; i < issued->n_claimed; i++) {
        const truce_date date = date_of(k, issued->told[i]);
        const int64_t first = (date.marks & TRUCE_DATE_GIVEN) != 0 ? date.first : INT64_MIN;
        earliest = first < earliest ? first : earliest;
    }
    for (unsigned s = TRUCE_STAGE_ACCEPTED; s <= TRUCE_STAGE_COUNTERED; s++) {
        room += k->f->stages[s].n_claimed;
    }
    uint32_t *const claims = truce_arena_take(k->arena, room * sizeof *claims);
    if (claims == NULL) {
        return false;
    }
    for (unsigned s = TRUCE_STAGE_ACCEPTED; s <= TRUCE_STAGE_COUNTERED; s++) {
        for (uint32_t i = 0; i < k->f->stages[s].n_claimed; i++) {
            const truce_told told = k->f->stages[s].told[i];
            const truce_date date = date_of(k, told);
            if ((date.marks & TRUCE_DATE_GIVEN) == 0 || date.last >= earliest) {
                claims[n++] = told.claim;
            }
        }
    }
    return n == 0 || raise(k, TRUCE_ALARM_REPLACED, other->offer, claims, n);
}

bool find_alarms(truce_offers *offers, truce_arena *arena) {
    const truce_case *const c = offers->scope->c;
    const truce_date *const event_dates = truce_event_dates(offers->scope, arena);
    if (event_dates == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < offers->n; i++) {
        alarmer k = {.c = c,
                     .scope = offers->scope,
                     .event_dates = event_dates,
                     .arena = arena,
                     .f = &offers->at[i]};
        const uint32_t by = offers->at[i].replaced_by;
        if (!find_carriers(&k) || !find_terms(&k) || !find_order(&k) ||
            (by != TRUCE_NONE && !find_replaced(&k, &offers->at[by]))) {
            return false;
        }
    }
    return true;
}
