/* tabled.h - offers as packages: which option of each issue the terms of an offer name (private to
 * the room). */
#ifndef TRUCE_SRC_ACTIONS_TABLED_H
#define TRUCE_SRC_ACTIONS_TABLED_H

#include "truce/deals/space.h"
#include "truce/evidence/scope.h"

/* One block of terms: an offer as one claim reports it. */
typedef struct tabled_terms {
    uint32_t offer; /* of the case */
    uint32_t claim;
    uint32_t *package; /* [variable] -> value; TRUCE_NONE: the terms leave it open, or name several
                          options */
    uint32_t n_open;   /* of the variables that stand for an issue */
    uint32_t
        n_aside; /* terms that no choice states: an order of steps, what hangs on a condition */
} tabled_terms;

typedef struct tabled {
    tabled_terms *at; /* in the order of the case */
    uint32_t n;
} tabled;

/* The terms of every offer that claims in scope report. Lives in `arena`. TRUCE_ENOMEM. Cost
 * O(offers * variables + terms). */
TRUCE_MUST_USE truce_status tabled_make(const truce_scope *scope, const truce_space *space,
                                        truce_arena *arena, tabled *out, truce_error *err);

#endif
