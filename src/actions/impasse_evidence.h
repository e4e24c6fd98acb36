/* impasse_evidence.h - how well the clashes are attested (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_IMPASSE_EVIDENCE_H
#define TRUCE_SRC_ACTIONS_IMPASSE_EVIDENCE_H

#include "compose.h"

typedef struct weighed weighed;

/* Of one position, over its claims. */
typedef struct attested {
    uint32_t only;    /* the one claim that it rests on, copies of it aside; TRUCE_NONE: several */
    bool anonymous;   /* some speaker of its side tells it, and none of them is named */
    bool second_hand; /* nobody of its side tells it, and somebody else does */
    bool narrator;    /* nobody is said to tell it */
    bool inferred;    /* no source tells it: it is our own reading */
    uint32_t n_named; /* claims by a named speaker of its side, copies aside */
} attested;

typedef struct impasse_attested {
    attested *positions; /* [position] */
    uint32_t n_own; /* conflicts of which each position is told by a named speaker of its side */
    uint32_t n_own_twice;                /* and in two claims or more */
    uint32_t n_own_clash, n_twice_clash; /* the same, of those that are counted on paper */
    uint32_t
        n_read; /* of those that are counted on paper: with a position that is our own reading */
    uint32_t *alone; /* claims each of which, if it were not there, would leave no conflict */
    uint32_t n_alone;
    bool looked; /* else conflicts may be missing, or there are too many claims to try */
} impasse_attested;

/* What the conflicts rest on. Lives in the arena of `k`. Cost O(claims of positions in conflicts);
 * a claim that set others aside is tried by weighing the case without it. */
TRUCE_MUST_USE truce_status impasse_attest(composer *k, const weighed *w, impasse_attested *out,
                                           truce_error *err);

/* {"only", "anonymous", "second_hand", "narrator", "inferred", "own_named"} */
void impasse_attested_json(composer *k, const attested *a, truce_json *json);

/* In a cell: which position of these conflicts is known worst, and how; nothing where all are known
 * well. */
void impasse_weakest(composer *k, truce_cell *cell, const weighed *w, const impasse_attested *a,
                     const uint32_t *conflicts, uint32_t n);

/* "one claim, second-hand"; nothing for a position that several claims tell, one of them by a named
 * speaker of its side. */
void impasse_attested_words(composer *k, const attested *a);

/* Whether the impasse survives without what is told badly, and on which claims alone it hangs. */
void impasse_evidence(composer *k, const weighed *w, const impasse_attested *a, bool heading);
void impasse_evidence_json(composer *k, const impasse_attested *a, truce_json *json);

#endif
