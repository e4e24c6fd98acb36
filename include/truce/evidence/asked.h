/* asked.h - whom somebody is said to press, and whether a word in answer is reported.
 *
 * A resolution, a call, a warning: `A has pressure on B`. Whoever reads it asks next what B said to
 * it. An answer is a claim in which somebody of B's side speaks of A, or of A's whole side, of an
 * event or an offer by one of these, denies a claim of theirs, or blames or accuses them; or the
 * claim that tells of the pressure tells where B's side stands, moves or goes. What was surely told
 * before is none. What B does afterwards is not looked at.
 */
#ifndef TRUCE_EVIDENCE_ASKED_H
#define TRUCE_EVIDENCE_ASKED_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/evidence/scope.h"

typedef struct truce_asked {
    uint32_t by;      /* the actor who presses, as named */
    uint32_t of;      /* the side that is pressed; another than that of `by` */
    uint32_t *claims; /* that say so, in reading order, each once; readings of ours too */
    uint32_t n_claims;
    uint32_t answer; /* a claim that answers, the last by date, or TRUCE_NONE */
} truce_asked;

typedef struct truce_asks {
    truce_asked *at; /* by the side of `by`, then `by`, then `of` */
    uint32_t n;
} truce_asks;

/* All in a scope. Lives in `arena`. TRUCE_ENOMEM. Cost O(s log s) for s statements. */
TRUCE_MUST_USE truce_status truce_asks_make(const truce_scope *scope, truce_arena *arena,
                                            truce_asks *asks, truce_error *err);

#endif
