#include "scope_dates.h"

static uint32_t *all_none(truce_arena *arena, uint32_t n) {
    uint32_t *const at = truce_arena_take(arena, n * sizeof *at);
    for (uint32_t i = 0; at != NULL && i < n; i++) {
        at[i] = TRUCE_NONE;
    }
    return at;
}

bool scope_datings_find(const truce_case *c, truce_arena *arena, scope_datings *d) {
    d->of_claim = all_none(arena, c->n_claims);
    d->of_source = all_none(arena, c->n_sources);
    if (d->of_claim == NULL || d->of_source == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_datings; i++) {
        const truce_declared target = c->declared[c->datings[i].of.symbol];
        uint32_t *const slot = target.kind == TRUCE_KIND_CLAIM    ? &d->of_claim[target.index]
                               : target.kind == TRUCE_KIND_SOURCE ? &d->of_source[target.index]
                                                                  : NULL;
        if (slot != NULL && *slot == TRUCE_NONE) {
            *slot = i;
        }
    }
    return true;
}

scope_knowing scope_knowing_of(const truce_case *c, const scope_datings *d, uint32_t i,
                               uint32_t source) {
    const truce_source *const s = &c->sources[source];
    /* when it held does not say by when somebody told it */
    const uint32_t dating =
        truce_source_tells_later(s->kind) ? d->of_source[source] : scope_dating_of(d, i, source);
    const truce_date own = c->claims[i].published.date;
    return (scope_knowing){{(own.marks & TRUCE_DATE_GIVEN) != 0 ? own : s->published.date,
                            s->captured.date,
                            dating != TRUCE_NONE ? c->datings[dating].date.date : (truce_date){0}}};
}
