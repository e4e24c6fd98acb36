#include "truce/evidence/scope.h"

#include "scope_dates.h"

static truce_claim_time time_of(const truce_case *c, const scope_datings *d, uint32_t i,
                                uint32_t source) {
    const truce_claim *const claim = &c->claims[i];
    if ((claim->said.date.marks & TRUCE_DATE_GIVEN) != 0) {
        return (truce_claim_time){claim->said.date, TRUCE_BASIS_SAID, TRUCE_NONE};
    }
    if (truce_source_tells_later(c->sources[source].kind)) {
        const uint32_t by = d->of_claim[i];
        return by != TRUCE_NONE
                   ? (truce_claim_time){c->datings[by].date.date, TRUCE_BASIS_DATING, by}
                   : (truce_claim_time){.basis = TRUCE_BASIS_TOLD_LATER, .dating = TRUCE_NONE};
    }
    if ((claim->published.date.marks & TRUCE_DATE_GIVEN) != 0) {
        return (truce_claim_time){claim->published.date, TRUCE_BASIS_PUBLISHED, TRUCE_NONE};
    }
    if (d->of_claim[i] == TRUCE_NONE &&
        (c->sources[source].published.date.marks & TRUCE_DATE_GIVEN) != 0) {
        return (truce_claim_time){c->sources[source].published.date, TRUCE_BASIS_SOURCE_PUBLISHED,
                                  TRUCE_NONE};
    }
    const uint32_t dating = scope_dating_of(d, i, source);
    if (dating != TRUCE_NONE) {
        return (truce_claim_time){c->datings[dating].date.date, TRUCE_BASIS_DATING, dating};
    }
    return (truce_claim_time){.basis = TRUCE_BASIS_NONE, .dating = TRUCE_NONE};
}

static bool list_statements(truce_scope *scope, truce_arena *arena) {
    const truce_case *const c = scope->c;
    size_t n = 0;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        n += scope->in[i] ? c->claims[i].n_statements : 0;
    }
    scope->stated = truce_arena_take(arena, n * sizeof *scope->stated);
    if (scope->stated == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const truce_claim *const claim = &c->claims[i];
        for (uint32_t s = 0; scope->in[i] && s < claim->n_statements; s++) {
            scope->stated[scope->n_stated++] =
                (truce_stated){.statement = &claim->statements[s],
                               .claim = i,
                               .kind = (uint8_t)claim->statements[s].kind,
                               .inferred = (claim->marks & TRUCE_MARK_INFERRED) != 0};
        }
    }
    return true;
}

typedef enum known { KNOWN, KNOWN_LATER, KNOWN_UNDATED } known;

/* Whether a claim was surely known by then. */
static known known_by(const truce_case *c, const scope_datings *d, uint32_t i, uint32_t source,
                      truce_date at) {
    const scope_knowing dates = scope_knowing_of(c, d, i, source);
    bool later = truce_date_compare(dates.at[0], at) == TRUCE_DATE_AFTER;
    if (later) {
        return KNOWN_LATER; /* whatever somebody estimates */
    }
    for (size_t k = 0; k < sizeof dates.at / sizeof *dates.at; k++) {
        if (truce_date_by(dates.at[k], at)) {
            return KNOWN;
        }
        later = later || truce_date_compare(dates.at[k], at) == TRUCE_DATE_AFTER;
    }
    return later ? KNOWN_LATER : KNOWN_UNDATED;
}

truce_status truce_scope_make(const truce_case *c, truce_date at, const uint32_t *only,
                              size_t n_only, truce_arena *arena, truce_scope *scope,
                              truce_error *err) {
    scope_datings d;
    truce_scope made = {.c = c};
    made.in = truce_arena_zero(arena, c->n_claims, sizeof *made.in);
    made.times = truce_arena_zero(arena, c->n_claims, sizeof *made.times);
    bool *const source_in = truce_arena_zero(arena, c->n_sources, sizeof *source_in);
    if (made.in == NULL || made.times == NULL || source_in == NULL ||
        !scope_datings_find(c, arena, &d)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to choose claims");
    }
    for (size_t i = 0; i < n_only; i++) {
        source_in[only[i]] = true;
    }
    const bool dated = (at.marks & TRUCE_DATE_GIVEN) != 0;
    made.narrowed = dated || n_only > 0;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const uint32_t source = truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[i].source);
        made.times[i] = time_of(c, &d, i, source);
        if (n_only > 0 && !source_in[source]) {
            continue;
        }
        const known k = dated ? known_by(c, &d, i, source, at) : KNOWN;
        made.in[i] = k == KNOWN;
        made.n_in += k == KNOWN;
        made.n_later += k == KNOWN_LATER;
        made.n_undated += k == KNOWN_UNDATED;
    }
    if (!list_statements(&made, arena)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to choose claims");
    }
    *scope = made;
    return TRUCE_OK;
}

/* Since `date`: KNOWN before it, or new; a case that says nothing of when it was captured is judged
 * by what was published, and by an estimate only where nothing else dates it. */
static known known_before(const truce_case *c, const scope_datings *d, uint32_t i,
                          truce_date date) {
    const uint32_t source = truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[i].source);
    const truce_source *const s = &c->sources[source];
    const uint32_t dating = scope_dating_of(d, i, source);
    const truce_date own = c->claims[i].published.date;
    truce_date published = (own.marks & TRUCE_DATE_GIVEN) != 0 ? own : s->published.date;
    if ((published.marks & TRUCE_DATE_GIVEN) == 0 && dating != TRUCE_NONE) {
        published = c->datings[dating].date.date;
    }
    if (truce_date_compare(published, date) == TRUCE_DATE_AFTER ||
        truce_date_compare(s->captured.date, date) == TRUCE_DATE_AFTER) {
        return KNOWN_LATER;
    }
    return truce_date_by(published, date) || truce_date_by(s->captured.date, date) ? KNOWN
                                                                                   : KNOWN_UNDATED;
}

truce_status truce_scope_before(const truce_scope *now, truce_date date, truce_arena *arena,
                                truce_scope *then, truce_error *err) {
    const truce_case *const c = now->c;
    scope_datings d;
    truce_scope made = {.c = c, .times = now->times};
    made.in = truce_arena_zero(arena, c->n_claims, sizeof *made.in);
    if (made.in == NULL || !scope_datings_find(c, arena, &d)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to choose claims");
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const known k = now->in[i] ? known_before(c, &d, i, date) : KNOWN_LATER;
        made.in[i] = now->in[i] && k != KNOWN_LATER;
        made.n_in += made.in[i];
        made.n_later += now->in[i] && k == KNOWN_LATER;
        made.n_undated += now->in[i] && k == KNOWN_UNDATED;
    }
    made.narrowed = now->narrowed || made.n_later > 0;
    if (!list_statements(&made, arena)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to choose claims");
    }
    *then = made;
    return TRUCE_OK;
}
