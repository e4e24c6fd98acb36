/* Claims that do not go with the books: what the books hold and a claim denies, what a claim tells
 * and the books, which hold other stages of the same offer, do not. */
#include <stdlib.h>

#include "ways_parts.h"

/* A stage that the books hold, under one side that it is about. */
typedef struct booked {
    uint32_t stage, side; /* TRUCE_NONE: nobody is named */
    uint32_t place;
} booked;

typedef struct books {
    booked *at;
    uint32_t n;
    const truce_way *way;
} books;

static int by_stage(const void *left, const void *right) {
    const booked *const l = left;
    const booked *const r = right;
    if (l->stage != r->stage) {
        return l->stage < r->stage ? -1 : 1;
    }
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    return (l->place > r->place) - (l->place < r->place);
}

static bool list_booked(const wayfarer *w, const truce_way *way, books *b) {
    size_t room = way->n_records;
    for (uint32_t i = 0; i < way->n_records; i++) {
        const truce_custody_record *const r = &w->c->custody[way->records[i]];
        room += truce_way_about(r->stage, r->by, r->to).n;
    }
    *b = (books){.at = truce_arena_take(w->arena, room * sizeof *b->at), .way = way};
    for (uint32_t i = 0; i < way->n_records && b->at != NULL; i++) {
        const truce_custody_record *const r = &w->c->custody[way->records[i]];
        const truce_refs about = truce_way_about(r->stage, r->by, r->to);
        if (about.n == 0) {
            b->at[b->n++] = (booked){r->stage, TRUCE_NONE, i};
        }
        for (uint32_t k = 0; k < about.n; k++) {
            b->at[b->n++] = (booked){r->stage, truce_side_of(w->c, about.at[k]), i};
        }
    }
    if (b->n > 1) {
        qsort(b->at, b->n, sizeof *b->at, by_stage);
    }
    return b->at != NULL;
}

/* The first entry that is not before `wanted`. */
static uint32_t lower_bound(const books *b, booked wanted) {
    uint32_t low = 0;
    uint32_t high = b->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (by_stage(&b->at[mid], &wanted) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

/* The first place of a stage that is about `side` or names nobody; where `side` is TRUCE_NONE, of
 * any that is about the side that comes first. TRUCE_NONE: there is none. */
static uint32_t find_booked(const books *b, uint32_t stage, uint32_t side) {
    const uint32_t named = lower_bound(b, (booked){stage, side == TRUCE_NONE ? 0 : side, 0});
    const uint32_t nobody = lower_bound(b, (booked){stage, TRUCE_NONE, 0});
    uint32_t place = TRUCE_NONE;
    if (named < b->n && b->at[named].stage == stage &&
        (side == TRUCE_NONE || b->at[named].side == side)) {
        place = b->at[named].place;
    }
    if (nobody < b->n && b->at[nobody].stage == stage && b->at[nobody].place < place) {
        place = b->at[nobody].place;
    }
    return place;
}

/* The stages of the books that speak against a denial of a stage, or for a claim of it. */
static unsigned against(truce_stage stage, bool denied) {
    const unsigned answers =
        1U << TRUCE_STAGE_ACCEPTED | 1U << TRUCE_STAGE_REJECTED | 1U << TRUCE_STAGE_COUNTERED;
    switch (stage) {
    case TRUCE_STAGE_RECEIVED: /* to have been conveyed or to answer is to have it */
        return answers | 1U << TRUCE_STAGE_CONVEYED | 1U << TRUCE_STAGE_RECEIVED |
               1U << TRUCE_STAGE_ACKNOWLEDGED | 1U << TRUCE_STAGE_REVIEWED;
    case TRUCE_STAGE_CONVEYED:
        return denied ? 1U << TRUCE_STAGE_CONVEYED | 1U << TRUCE_STAGE_RECEIVED
                      : answers | 1U << TRUCE_STAGE_CONVEYED | 1U << TRUCE_STAGE_RECEIVED |
                            1U << TRUCE_STAGE_ACKNOWLEDGED | 1U << TRUCE_STAGE_REVIEWED;
    case TRUCE_STAGE_ISSUED:
    case TRUCE_STAGE_HANDED:
    case TRUCE_STAGE_ACKNOWLEDGED:
    case TRUCE_STAGE_REVIEWED:
    case TRUCE_STAGE_ACCEPTED:
    case TRUCE_STAGE_REJECTED:
    case TRUCE_STAGE_COUNTERED:
    case TRUCE_STAGE_WITHDRAWN:
        break;
    }
    return 1U << stage;
}

static uint32_t place_of(const wayfarer *w, const books *b, const truce_statement *st) {
    const unsigned stages = against(st->as.offer.stage, st->denied);
    const truce_refs about = truce_way_about(st->as.offer.stage, st->as.offer.by, st->as.offer.to);
    uint32_t first = TRUCE_NONE;
    for (uint32_t s = 0; s < TRUCE_STAGE_N; s++) {
        for (uint32_t i = 0; i < (about.n > 0 ? about.n : 1) && (stages >> s & 1) != 0; i++) {
            const uint32_t side = about.n > 0 ? truce_side_of(w->c, about.at[i]) : TRUCE_NONE;
            const uint32_t place = find_booked(b, s, side);
            first = place < first ? place : first;
        }
    }
    return first;
}

/* Was the claim surely made before what the record holds? Of several the first is asked. */
static bool is_earlier(const wayfarer *w, uint32_t claim, const truce_way *way, uint32_t place) {
    const truce_date said = w->scope->times[claim].date;
    const truce_date held = w->c->custody[way->records[place]].at.date;
    return truce_date_compare(said, held) == TRUCE_DATE_BEFORE;
}

static bool look_at(const wayfarer *w, const books *b, truce_told told, truce_way *way,
                    size_t *cap) {
    uint32_t place = place_of(w, b, told.statement);
    if (place != TRUCE_NONE && told.statement->denied && is_earlier(w, told.claim, way, place)) {
        place = TRUCE_NONE; /* what was denied happened later, if it did */
    }
    if ((place == TRUCE_NONE) == told.statement->denied) {
        return true; /* books and claim say the same */
    }
    truce_way_clash *const at =
        truce_arena_grow(w->arena, way->clashes, way->n_clashes, cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    way->clashes = at;
    at[way->n_clashes++] = told.statement->denied
                               ? (truce_way_clash){TRUCE_WAY_DENIED, way->records[place], told}
                               : (truce_way_clash){TRUCE_WAY_UNBOOKED, TRUCE_NONE, told};
    return true;
}

bool find_way_clashes(wayfarer *w, truce_way *way) {
    const truce_offer_file *const f = truce_offers_of(w->offers, way->offer);
    books b;
    size_t cap = 0;
    if (way->n_records == 0 || f == NULL) {
        return true; /* books that hold nothing of it say nothing against anybody */
    }
    bool ok = list_booked(w, way, &b);
    for (unsigned s = 0; s < TRUCE_STAGE_N && ok; s++) {
        const truce_custody *const stage = &f->stages[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied && ok; i++) {
            ok = look_at(w, &b, stage->told[i], way, &cap);
        }
    }
    /* Of any offer only a denial is of this one too. */
    for (uint32_t i = 0; i < f->n_any && ok; i++) {
        ok = !f->any[i].statement->denied || look_at(w, &b, f->any[i], way, &cap);
    }
    return ok;
}
