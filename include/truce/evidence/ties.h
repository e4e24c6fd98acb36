/* ties.h - what is claimed of an actor: roles, relations to others, presence at the talks.
 *
 * Claims that say the same of the same actor are one tie, and they are its evidence. Whether roles
 * clash or a mediator is also an ally is not judged here: both are shown.
 */
#ifndef TRUCE_EVIDENCE_TIES_H
#define TRUCE_EVIDENCE_TIES_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/evidence/scope.h"

typedef struct truce_tie {
    uint32_t actor;
    const truce_statement *statement; /* ROLE, RELATION or PRESENCE, as its first claim says it */
    uint32_t *claims;                 /* in reading order */
    const truce_statement **told;     /* [i of claims]: as that claim says it, with its own times */
    uint32_t n_claims;
} truce_tie;

typedef struct truce_ties {
    truce_tie *at; /* by actor, then in order of the first claim */
    uint32_t n;
    uint32_t *rows; /* [actor] -> first tie; rows[n_actors] is n */
} truce_ties;

/* Collect the ties of the claims in scope. The words and times given with a tie do not part it from
 * others of the same content. Lives in `arena`. TRUCE_ENOMEM. Expected O(s log s). */
TRUCE_MUST_USE truce_status truce_ties_make(const truce_scope *scope, truce_arena *arena,
                                            truce_ties *ties, truce_error *err);

#endif
