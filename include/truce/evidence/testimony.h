/* testimony.h - what the claims tell, point by point, and by how many witnesses each is told.
 *
 * A point is one thing that claims can say alike: a position that stands, a state of the talks that
 * stands, an event, a stage of an offer, a movement, a role, relation or presence, blame; and of
 * each that it is not so. What one witness alone tells, one correction can take away. That is no
 * judgement of the witness.
 */
#ifndef TRUCE_EVIDENCE_TESTIMONY_H
#define TRUCE_EVIDENCE_TESTIMONY_H

#include "truce/evidence/matrix.h"
#include "truce/evidence/ties.h"
#include "truce/evidence/timeline.h"
#include "truce/evidence/witness.h"

typedef enum truce_testimony_kind {
    TRUCE_TESTIMONY_STATE,    /* of the talks, of those that stand */
    TRUCE_TESTIMONY_EVENT,    /* it happened; when it is denied, that it did not */
    TRUCE_TESTIMONY_STAGE,    /* of an offer, or of any */
    TRUCE_TESTIMONY_POSITION, /* that no other supersedes */
    TRUCE_TESTIMONY_MOVEMENT, /* that a side softens or hardens, on an issue or on none */
    TRUCE_TESTIMONY_TIE,      /* a role, relation or presence */
    TRUCE_TESTIMONY_BLAME,    /* that one blames or accuses another, of whatever */
    TRUCE_TESTIMONY_DENIAL,   /* that what a claim reports is not so */
    TRUCE_TESTIMONY_KINDS
} truce_testimony_kind;

typedef struct truce_testimony {
    truce_testimony_kind kind;
    const truce_statement *statement; /* as its first claim says it */
    uint32_t which;   /* STATE: a truce_state; EVENT: event; POSITION: position of the matrix;
                         MOVEMENT: issue, or TRUCE_NONE; else TRUCE_NONE */
    uint32_t *claims; /* in reading order, each once; never our own readings */
    uint32_t n_claims;
    uint32_t witness; /* the one that all its claims are, or TRUCE_NONE: several */
} truce_testimony;

typedef struct truce_testimonies {
    truce_testimony *at; /* by kind, then as the timeline, the matrix and the ties list them, else
                        in reading order */
    uint32_t n;
} truce_testimonies;

/* Make the points of the scope that `matrix` and `line` were made of. Statements are kept.
 * Everything lives in `arena`. TRUCE_ENOMEM. Cost O(s log s) for s statements. */
TRUCE_MUST_USE truce_status truce_testimonies_make(const truce_matrix *matrix,
                                                   const truce_timeline *line,
                                                   const truce_witnesses *witnesses,
                                                   truce_arena *arena, truce_testimonies *points,
                                                   truce_error *err);

#endif
