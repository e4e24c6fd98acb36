/* told.h - a statement with the claim that makes it, and which claims another denies. */
#ifndef TRUCE_EVIDENCE_TOLD_H
#define TRUCE_EVIDENCE_TOLD_H

#include "truce/base/arena.h"
#include "truce/evidence/scope.h"

typedef struct truce_told {
    uint32_t claim;
    const truce_statement *statement;
} truce_told;

/* Below, at or above 0 as `left` is told before `right` in reading order: claims are numbered, and
 * the statements of one laid out, in that order, so nothing of them is looked at. */
static inline int truce_told_order(const truce_told *left, const truce_told *right) {
    if (left->claim != right->claim) {
        return left->claim < right->claim ? -1 : 1;
    }
    return (left->statement > right->statement) - (left->statement < right->statement);
}

/* Whether a claim states one thing only, so that a denial of the claim can mean nothing else. Of
 * one that states several, a denial does not say what it denies: each line of an `each of` is a
 * thing of its own, other lists are one. */
bool truce_claim_states_one(const truce_claim *claim);

/* [claim]: the first claim in scope, in reading order, that denies it (`denies CLAIM`), or
 * TRUCE_NONE. A denial that is itself denied still counts: nobody here says who is right. Lives in
 * `arena`; NULL when memory is out. Cost O(statements). */
uint32_t *truce_denials_find(const truce_scope *scope, truce_arena *arena);

#endif
