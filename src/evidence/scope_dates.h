/* scope_dates.h - what dates a claim, and by when it was known (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_SCOPE_DATES_H
#define TRUCE_SRC_EVIDENCE_SCOPE_DATES_H

#include "truce/evidence/scope.h"

/* The first dating of each, or TRUCE_NONE. */
typedef struct scope_datings {
    uint32_t *of_claim, *of_source;
} scope_datings;

/* False when memory is out. */
bool scope_datings_find(const truce_case *c, truce_arena *arena, scope_datings *d);

/* The dating of a claim, else of its source. */
static inline uint32_t scope_dating_of(const scope_datings *d, uint32_t claim, uint32_t source) {
    return d->of_claim[claim] != TRUCE_NONE ? d->of_claim[claim] : d->of_source[source];
}

/* What dates that a claim was known: when it was published, captured, or estimated to be. Being
 * said is not yet being known to others. */
typedef struct scope_knowing {
    truce_date at[3];
} scope_knowing;

scope_knowing scope_knowing_of(const truce_case *c, const scope_datings *d, uint32_t claim,
                               uint32_t source);

#endif
