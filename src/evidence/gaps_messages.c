/* Offers as messages: what they hold, who carried them, when they came. */
#include "gaps_parts.h"

typedef struct messages {
    bool *mentioned; /* [offer] */
    bool *carried;   /* [offer] */
    bool *dated;     /* [offer]: some stage of its delivery has a date */
    uint8_t *stages; /* [offer]: SENT, ARRIVED, DENIED */
} messages;

enum {
    SENT = 1,    /* it is said to have been issued, handed over or conveyed */
    ARRIVED = 2, /* it is said to have been received, acknowledged, looked at or answered */
    DENIED = 4   /* that it was handed over, conveyed, received or acknowledged is denied */
};

static unsigned stages_of(const truce_statement *st) {
    const truce_stage stage = st->as.offer.stage;
    if (st->denied) {
        return stage >= TRUCE_STAGE_HANDED && stage <= TRUCE_STAGE_ACKNOWLEDGED ? DENIED : 0;
    }
    return stage <= TRUCE_STAGE_CONVEYED ? SENT : stage <= TRUCE_STAGE_COUNTERED ? ARRIVED : 0;
}

static truce_arrival arrival_of(unsigned stages) {
    if ((stages & DENIED) != 0) {
        return (stages & ARRIVED) != 0 ? TRUCE_ARRIVAL_DISPUTED : TRUCE_ARRIVAL_DENIED;
    }
    return (stages & (SENT | ARRIVED)) == SENT ? TRUCE_ARRIVAL_UNSAID : TRUCE_ARRIVAL_OPEN;
}

static bool is_delivery(truce_stage stage) {
    return stage >= TRUCE_STAGE_HANDED && stage <= TRUCE_STAGE_ACKNOWLEDGED;
}

static bool names_somebody(const finder *f, truce_refs actors) {
    for (uint32_t i = 0; i < actors.n; i++) {
        if (truce_case_find(f->c, TRUCE_KIND_ACTOR, actors.at[i]) != TRUCE_NONE) {
            return true;
        }
    }
    return false;
}

/* Whether a stage names who carried it: handed to somebody, conveyed by or received from somebody.
 */
static bool names_carrier(const finder *f, const truce_statement *st) {
    switch (st->as.offer.stage) {
    case TRUCE_STAGE_HANDED:
        return names_somebody(f, st->as.offer.to);
    case TRUCE_STAGE_CONVEYED:
        return names_somebody(f, st->as.offer.by) || names_somebody(f, st->as.offer.from);
    case TRUCE_STAGE_RECEIVED:
    case TRUCE_STAGE_ACKNOWLEDGED:
        return names_somebody(f, st->as.offer.from);
    default:
        return false;
    }
}

static bool has_date(const truce_statement *st) {
    for (uint32_t i = 0; i < st->times.n; i++) {
        if (st->times.at[i].kind == TRUCE_TIME_AT &&
            (st->times.at[i].when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            return true;
        }
    }
    return false;
}

static void note(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    messages *const ms = data;
    const uint32_t offer = st->kind == TRUCE_STATES_OFFER
                               ? truce_case_find(f->c, TRUCE_KIND_OFFER, st->as.offer.offer)
                               : TRUCE_NONE;
    (void)claim;
    if (offer != TRUCE_NONE) {
        const bool stage = !st->denied && is_delivery(st->as.offer.stage);
        ms->mentioned[offer] = true;
        ms->stages[offer] |= (uint8_t)stages_of(st);
        ms->carried[offer] = ms->carried[offer] || (stage && names_carrier(f, st));
        ms->dated[offer] = ms->dated[offer] || (stage && has_date(st));
    }
}

/* A party's own offer has to be carried; what a mediator tables itself goes straight to the sides.
 */
static bool needs_carrier(const finder *f, const truce_offer *offer) {
    for (uint32_t i = 0; i < offer->by.n; i++) {
        const uint32_t actor = truce_case_find(f->c, TRUCE_KIND_ACTOR, offer->by.at[i]);
        if (actor == TRUCE_NONE || f->column[actor] < f->m->n_parties) {
            return true;
        }
    }
    return offer->by.n == 0;
}

/* Whether the terms stand in a text that was handed over, and are not told by others alone. */
static bool has_text(const finder *f, const truce_offer *offer) {
    if (offer->issued != NULL || offer->n_text > 0) {
        return true; /* the case holds it */
    }
    for (uint32_t i = 0; i < offer->n_terms; i++) {
        const uint32_t claim = truce_case_find(f->c, TRUCE_KIND_CLAIM, offer->terms[i].from);
        if (claim == TRUCE_NONE || !f->scope->in[claim]) {
            continue;
        }
        const uint32_t source =
            truce_case_find(f->c, TRUCE_KIND_SOURCE, f->c->claims[claim].source);
        const truce_source_kind kind = f->c->sources[source].kind;
        if (kind == TRUCE_SOURCE_DOCUMENT || kind == TRUCE_SOURCE_MINUTE ||
            kind == TRUCE_SOURCE_MESSAGE) {
            return true;
        }
    }
    return false;
}

/* What is said of the delivery of an offer in the gap; or of "any" offer, without a carrier. */
static void add_stage(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    (void)data;
    if (st->kind != TRUCE_STATES_OFFER || !is_delivery(st->as.offer.stage)) {
        return;
    }
    const truce_symbol name = st->as.offer.offer.symbol;
    const bool any =
        name == 0 && f->gap.kind == TRUCE_GAP_CARRIER && !st->denied && !names_carrier(f, st);
    if (any || (name != 0 && f->built[name] == f->number)) {
        truce_gap_item *const item = gap_item(f, name);
        gap_claim(f, item, claim);
        if (any) {
            gap_ask_of_offer(f, item, NULL);
        }
    }
}

static void find_messages(finder *f, const messages *ms, truce_gap_kind kind) {
    gap_begin(f, kind, TRUCE_NONE);
    for (uint32_t i = 0; i < f->c->n_offers; i++) {
        const truce_offer *const offer = &f->c->offers[i];
        const bool known = kind == TRUCE_GAP_OFFER_TEXT ? has_text(f, offer)
                           : kind == TRUCE_GAP_CARRIER  ? ms->carried[i] || !needs_carrier(f, offer)
                                                        : ms->dated[i];
        if (known || offer->message || (f->scope->narrowed && !ms->mentioned[i])) {
            continue;
        }
        truce_gap_item *const item = gap_item(f, offer->head.name);
        if (item != NULL) {
            item->arrival = arrival_of(ms->stages[i]);
        }
        for (uint32_t t = 0; kind == TRUCE_GAP_OFFER_TEXT && t < offer->n_terms; t++) {
            const uint32_t claim = truce_case_find(f->c, TRUCE_KIND_CLAIM, offer->terms[t].from);
            if (claim != TRUCE_NONE && f->scope->in[claim]) {
                gap_claim(f, item, claim);
            }
        }
        gap_ask_of_offer(f, item, truce_offers_of(&f->offers, i));
    }
    if (kind != TRUCE_GAP_OFFER_TEXT) {
        each_statement(f, TRUCE_STATED(TRUCE_STATES_OFFER), add_stage, NULL);
    }
    if (f->n_asked == 0) {
        gap_ask_mediators(f);
    }
    if (f->n_asked == 0) {
        gap_ask_parties(f);
    }
    gap_end(f);
}

void find_gaps_of_messages(finder *f) {
    const uint32_t n = f->c->n_offers;
    messages ms = {truce_arena_zero(f->arena, n, sizeof *ms.mentioned),
                   truce_arena_zero(f->arena, n, sizeof *ms.carried),
                   truce_arena_zero(f->arena, n, sizeof *ms.dated),
                   truce_arena_zero(f->arena, n, sizeof *ms.stages)};
    if (ms.mentioned == NULL || ms.carried == NULL || ms.dated == NULL || ms.stages == NULL) {
        f->failed = true;
        return;
    }
    each_statement(f, TRUCE_STATED(TRUCE_STATES_OFFER), note, &ms);
    for (uint32_t i = 0; i < f->c->n_custody && !f->scope->narrowed; i++) { /* the books know */
        const truce_custody_record *const record = &f->c->custody[i];
        const uint32_t offer = truce_case_find(f->c, TRUCE_KIND_OFFER, record->of);
        if (offer != TRUCE_NONE && is_delivery(record->stage)) {
            const bool sent = record->stage <= TRUCE_STAGE_CONVEYED;
            ms.carried[offer] = ms.carried[offer] || record->by.n + record->from.n > 0;
            ms.dated[offer] = ms.dated[offer] || (record->at.date.marks & TRUCE_DATE_GIVEN) != 0;
            ms.stages[offer] |= sent ? SENT : ARRIVED;
        }
    }
    find_messages(f, &ms, TRUCE_GAP_OFFER_TEXT);
    find_messages(f, &ms, TRUCE_GAP_CARRIER);
    find_messages(f, &ms, TRUCE_GAP_DELIVERY);
}
