/* ledger.h - a toy of the layer above the store: drafts that are known again, and a sealer whose
 * chain is a sum, so that a test sees which entry is there, whole, and in which order. */
#ifndef TRUCE_TESTS_LEDGER_H
#define TRUCE_TESTS_LEDGER_H

#include "truce/base/arena.h"
#include "truce/record/store.h"

/* The id of all toy ledgers. */
extern const uint8_t toy_id[TRUCE_LEDGER_ID];

/* Draft `number` of `writer`, prepared behind entry `behind`: its mark tells both, and its texts,
 * of `size` bytes and half of that, follow from them. Texts live in `arena`; NULL data when out. */
truce_draft toy_draft(uint32_t writer, uint32_t number, size_t size, uint64_t behind,
                      truce_arena *arena);

/* Takes all, unless `refuses`. Hour and links follow from what stands before: read from `store`,
 * where there is one. */
typedef struct toy_sealer {
    truce_store *store; /* NULL: the ledger is new */
    uint8_t refuses;    /* drafts of this kind; 0: none */
    unsigned calls;     /* receives how often it was asked */
    truce_status fails; /* TRUCE_OK: it does not */
} toy_sealer;

truce_status toy_seal(void *with, uint64_t last, const truce_draft *drafts, size_t n,
                      truce_commit *commit, truce_error *err);

/* Reads a whole ledger and checks each entry against what toy_draft and toy_seal made: TRUCE_EINVAL
 * says what is wrong. Marks go to `seen`, if given, as (writer, number). */
typedef void toy_seen(void *with, uint64_t n, uint32_t writer, uint32_t number);
truce_status toy_verify(truce_store *store, toy_seen *seen, void *with, truce_error *err);

/* Who made the draft of this mark. */
void toy_unmark(const uint8_t *mark, uint32_t *writer, uint32_t *number);

#endif
