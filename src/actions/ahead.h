/* ahead.h - claims whose turn comes soon are asked for ahead (private to the room).
 *
 * Papers tell of claims by event, by issue, by date, and so meet them in no order of memory. What
 * is told of one is on half a dozen lines of it: what is found by the claim's number, and what that
 * points to. In a large case none of them is in a cache, and waiting for one after the other would
 * take longer than the telling. So a loop asks for the first kind AHEAD_FAR steps ahead, and
 * AHEAD_NEAR steps ahead, when those have come, for the second.
 */
#ifndef TRUCE_SRC_ACTIONS_AHEAD_H
#define TRUCE_SRC_ACTIONS_AHEAD_H

#include "compose.h"
#include "truce/base/prefetch.h"

enum { AHEAD_NEAR = 4, AHEAD_FAR = 8 };

/* In a loop over the names of `n` claims, at the i-th. Most lists are short, so the first step asks
 * for those at the beginning too. */
static TRUCE_ALWAYS_INLINE void ahead_names(const truce_case *c, const uint32_t *claims, uint32_t n,
                                            uint32_t i) {
    if (i == 0) {
        for (uint32_t k = 0; k < n && k < AHEAD_FAR; k++) {
            truce_prefetch(&c->claim_names[claims[k]]);
        }
        for (uint32_t k = 0; k < n && k < AHEAD_NEAR; k++) {
            truce_prefetch(c->claim_names[claims[k]].data);
        }
    }
    if (n - i > AHEAD_FAR) {
        truce_prefetch(&c->claim_names[claims[i + AHEAD_FAR]]);
    }
    if (n - i > AHEAD_NEAR) {
        truce_prefetch(c->claim_names[claims[i + AHEAD_NEAR]].data);
    }
}

/* In a loop over `n` texts, at the i-th. */
static TRUCE_ALWAYS_INLINE void ahead_words(const truce_str *words, uint32_t n, uint32_t i) {
    for (uint32_t k = 1; i == 0 && k < n && k < AHEAD_FAR; k++) {
        truce_prefetch(words[k].data);
    }
    if (n - i > AHEAD_FAR) {
        truce_prefetch(words[i + AHEAD_FAR].data);
    }
}

/* In a loop over the claims behind a position and their wording. */
static TRUCE_ALWAYS_INLINE void ahead_evidence(const truce_case *c, const truce_evidence *evidence,
                                               uint32_t n, uint32_t i) {
    if (n - i > AHEAD_FAR) {
        truce_prefetch(&c->claim_names[evidence[i + AHEAD_FAR].claim]);
        truce_prefetch(&evidence[i + AHEAD_FAR].demand->as);
    }
    if (n - i > AHEAD_NEAR) {
        truce_prefetch(c->claim_names[evidence[i + AHEAD_NEAR].claim].data);
        truce_prefetch(evidence[i + AHEAD_NEAR].demand->as.data);
    }
}

/* In a loop over positions, at the i-th of those below `end`. Most of a large case rest on a claim
 * or two, and telling one takes long: the next two are enough. */
static TRUCE_ALWAYS_INLINE void ahead_position(const composer *k, uint32_t end, uint32_t i) {
    if (end - i > 2) {
        const truce_position *const p = &k->matrix.positions[i + 2];
        truce_prefetch(p->demand);
        truce_prefetch(&p->demand->as);
        truce_prefetch(&p->statement->as.position);
        truce_prefetch(p->evidence);
    }
    if (end - i > 1) {
        const truce_position *const p = &k->matrix.positions[i + 1];
        const uint32_t claim = p->evidence[0].claim;
        truce_prefetch(p->demand->item.values);
        truce_prefetch(p->demand->condition.parts);
        truce_prefetch(&k->c->claims[claim].speakers);
        truce_prefetch(&k->c->claim_names[claim]);
        truce_prefetch(&k->scope.times[claim]);
    }
}

/* What is told AHEAD_FAR steps on. */
static TRUCE_ALWAYS_INLINE void ahead_far(const composer *k, const truce_told *told) {
    truce_prefetch(&k->c->claims[told->claim].speakers);
    truce_prefetch(&k->c->claim_names[told->claim]);
    truce_prefetch(&k->scope.times[told->claim]);
    truce_prefetch(&told->statement->times);
}

/* What is told AHEAD_NEAR steps on. */
static TRUCE_ALWAYS_INLINE void ahead_near(const composer *k, const truce_told *told) {
    truce_prefetch(k->c->claims[told->claim].speakers);
    truce_prefetch(k->c->claim_names[told->claim].data);
    truce_prefetch(told->statement->times.at);
    truce_prefetch(told->statement->text.data);
}

/* In a loop over `n` things told, at the i-th. */
static TRUCE_ALWAYS_INLINE void ahead_told(const composer *k, const truce_told *told, uint32_t n,
                                           uint32_t i) {
    if (n - i > AHEAD_FAR) {
        ahead_far(k, &told[i + AHEAD_FAR]);
    }
    if (n - i > AHEAD_NEAR) {
        ahead_near(k, &told[i + AHEAD_NEAR]);
    }
}

#endif
