/* actors.h - what moves each actor, and in which capacities it stands at the table.
 *
 * Facets are what is reported of a side's interests, stakes, alternatives and costs of no deal, of
 * its divisions, and of pressure on it by its own people. Mediators are shown with all else that
 * they are reported to be: host, ally, financier, withdrawn, with interests and positions of their
 * own. That is no judgement of them: whoever speaks of a mediator is named.
 */
#ifndef TRUCE_EVIDENCE_ACTORS_H
#define TRUCE_EVIDENCE_ACTORS_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/evidence/leverage.h"
#include "truce/evidence/matrix.h"
#include "truce/evidence/ties.h"
#include "truce/evidence/told.h"

typedef enum truce_facet_kind {
    TRUCE_FACET_INTEREST, /* the first five in the order of truce_trait */
    TRUCE_FACET_STAKE,
    TRUCE_FACET_ALTERNATIVE,
    TRUCE_FACET_COST,
    TRUCE_FACET_DIVISION,
    TRUCE_FACET_PRESSURE, /* on the side: by its own people, or by somebody who is not named */
    TRUCE_FACET_N
} truce_facet_kind;

typedef struct truce_facet {
    uint32_t side;
    truce_facet_kind kind;
    uint32_t actor; /* whose it is; PRESSURE: who presses, TRUCE_NONE for someone */
    const truce_statement *statement; /* TRAIT or RELATION, as its first claim says it */
    uint32_t *claims;                 /* in reading order */
    uint32_t n_claims;
} truce_facet;

/* A side that somebody calls a mediator, or that is declared one. */
typedef struct truce_mediator {
    uint32_t side;
    uint32_t *as; /* ties: that it, or somebody of it, is mediator; none: declared so */
    uint32_t n_as;
    uint32_t *denied; /* ties: that it is not */
    uint32_t n_denied;
    uint32_t *also; /* ties: host, guarantor; alliance (from either end), finance, dependence; roles
                       and relations in words of their own (the latter from either end); withdrawn.
                       As reported; what is denied is left out */
    uint32_t n_also;
    truce_told
        *charges; /* that it is to blame, is accused, or what explains it: in reading order */
    uint32_t n_charges;
    uint32_t *positions; /* of the matrix, not the team's own reading */
    uint32_t n_positions;
    size_t cap_as, cap_denied, cap_also, cap_charges, cap_positions;
} truce_mediator;

typedef struct truce_actors {
    const truce_matrix *matrix; /* kept */
    truce_ties ties;
    truce_leverage leverage;
    truce_facet *facets; /* by side, then kind, then order of the first claim */
    uint32_t n_facets;
    uint32_t *facet_rows;      /* [actor] -> first facet of that side; [n_actors] is n_facets */
    truce_mediator *mediators; /* by side, in reading order */
    uint32_t n_mediators;
} truce_actors;

/* Collect all of it from the claims in the scope that `matrix` was made of. Same trait, words and
 * issue of one actor are one facet. Everything lives in `arena`. TRUCE_ENOMEM. Expected O(s log s).
 */
TRUCE_MUST_USE truce_status truce_actors_make(const truce_matrix *matrix, truce_arena *arena,
                                              truce_actors *actors, truce_error *err);

#endif
