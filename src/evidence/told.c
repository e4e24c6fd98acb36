#include "truce/evidence/told.h"

bool truce_claim_states_one(const truce_claim *claim) {
    const truce_statement *const st = claim->statements;
    return claim->n_statements == 1 &&
           (st->kind != TRUCE_STATES_POSITION || st->as.position.list != TRUCE_LIST_EACH ||
            st->as.position.n == 1);
}

uint32_t *truce_denials_find(const truce_scope *scope, truce_arena *arena) {
    const truce_case *const c = scope->c;
    uint32_t *const by = truce_arena_take(arena, c->n_claims * sizeof *by);
    for (uint32_t i = 0; by != NULL && i < c->n_claims; i++) {
        by[i] = TRUCE_NONE;
    }
    const truce_stated *at = NULL;
    for (uint32_t i = 0;
         by != NULL &&
         (at = truce_scope_next(scope, TRUCE_STATED(TRUCE_STATES_DENIAL), &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        const uint32_t denied =
            !st->denied ? truce_case_find(c, TRUCE_KIND_CLAIM, st->as.denial.claim) : TRUCE_NONE;
        if (denied != TRUCE_NONE && by[denied] == TRUCE_NONE) {
            by[denied] = at->claim;
        }
    }
    return by;
}
