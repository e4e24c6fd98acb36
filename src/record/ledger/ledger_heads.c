/* Heads that somebody else told: does the chain here go through them? A file cannot prove that it
 * is the only continuation of what came before; two people who compare what they have see it. */
#include <assert.h>

#include "record/ledger/ledger_in.h"

truce_status ledger_heads_keep(truce_ledger *l, truce_error *err) {
    const size_t n = l->options.n_heads;
    assert(n <= TRUCE_HEADS_MAX);
    l->told_heads = truce_arena_take(&l->arena, (n + 1) * sizeof *l->told_heads);
    l->heads = truce_arena_zero(&l->arena, n + 1, sizeof *l->heads);
    if (l->told_heads == NULL || l->heads == NULL) {
        return ledger_no_memory(err);
    }
    for (size_t i = 0; i < n; i++) {
        const size_t size = l->options.heads[i].size;
        assert(size == 0 || (size >= TRUCE_HEAD_LEAST && size <= TRUCE_LINK));
        l->told_heads[i] = l->options.heads[i];
    }
    l->n_heads = l->open_heads = n;
    l->options.heads = NULL;
    return TRUCE_OK;
}

/* A head at place `n` here, with the next one that was signed: until then it is open. */
truce_status ledger_heads_look(truce_ledger *l, truce_error *err) {
    truce_status status = TRUCE_OK;
    l->open_heads = 0;
    for (size_t i = 0; i < l->n_heads && status == TRUCE_OK; i++) {
        const truce_head_told *const told = &l->told_heads[i];
        truce_head_found *const found = &l->heads[i];
        if (found->state == TRUCE_HEAD_BEHIND && told->n == l->n) {
            memcpy(found->link, l->link, TRUCE_LINK);
            found->state =
                memcmp(told->link, l->link, told->size) == 0 ? TRUCE_HEAD_AGREES : TRUCE_HEAD_OTHER;
            if (found->state == TRUCE_HEAD_OTHER) {
                status = ledger_fault(l, l->n, TRUCE_FAULT_ROLLBACK,
                                      "at this place the chain is another than the head that was "
                                      "given",
                                      err);
            }
        }
        if (found->state != TRUCE_HEAD_BEHIND && found->by == 0 && l->head_n >= told->n) {
            found->by = l->head_n;
            found->time = l->head.time;
            memcpy(found->signer, l->head.signer, sizeof found->signer);
        }
        l->open_heads += found->by == 0;
    }
    return status;
}

truce_status ledger_heads_end(truce_ledger *l, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < l->n_heads && !l->heads_told && status == TRUCE_OK; i++) {
        if (l->heads[i].state == TRUCE_HEAD_BEHIND && l->told_heads[i].size > 0) {
            status = ledger_fault(l, l->n, TRUCE_FAULT_ROLLBACK,
                                  "the ledger ends here, before the place of a head that was given",
                                  err);
        }
    }
    l->heads_told = true;
    return status;
}

const truce_head_found *truce_ledger_heads(const truce_ledger *l, size_t *n) {
    *n = l->n_heads;
    return l->heads;
}
