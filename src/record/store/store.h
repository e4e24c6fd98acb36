/* store.h - what a store must be able to do; the rest is src/record/store/store.c, the same for all
 * (private to the room).
 *
 * A store that other processes may write to has writers (queue.h); one that is this process's alone
 * has none.
 */
#ifndef TRUCE_SRC_RECORD_STORE_H
#define TRUCE_SRC_RECORD_STORE_H

#include "truce/record/store.h"

#include "truce/base/arena.h"

/* One transaction: entries to purge, and drafts to put behind the last entry, with what their
 * sealer said of them. */
typedef struct store_change {
    const uint64_t *places; /* [n_places], rising */
    const uint8_t *gone;    /* [n_places * TRUCE_GONE] */
    size_t n_places;
    uint64_t last;             /* the entry behind which they go: nobody may have come in between */
    const truce_draft *drafts; /* [n], of which `commit` takes some */
    size_t n;
    const truce_commit *commit;
} store_change;

/* Whether drafts keep to the bounds. TRUCE_ELIMIT. */
truce_status store_check_drafts(const truce_draft *drafts, size_t n, truce_error *err);

/* Ask the sealer. What it says lives in `arena`. TRUCE_ELIMIT (the ledger is full), TRUCE_ENOMEM,
 * what it says. */
truce_status store_seal(uint64_t last, const truce_draft *drafts, size_t n,
                        truce_store_sealer *sealer, void *with, truce_arena *arena,
                        truce_commit *commit, truce_error *err);

/* How many drafts the commit takes. */
size_t store_change_taken(const store_change *change);

/* The entry that draft i becomes at place n. Its texts are those of the draft. */
void store_change_entry(const store_change *change, size_t i, uint64_t n, bool is_last,
                        truce_entry *entry);

/* Called for each mark, places rising. */
typedef void store_mark(void *with, uint64_t n, const uint8_t *mark);

typedef struct store_ops {
    void (*close)(truce_store *store);
    truce_status (*last)(truce_store *store, uint64_t *n, truce_error *err);
    truce_status (*read)(truce_store *store, uint64_t from, uint64_t until,
                         truce_store_visit *visit, void *with, truce_error *err);
    /* The marks of all entries from place `from` on. */
    truce_status (*marks)(truce_store *store, uint64_t from, store_mark *visit, void *with,
                          truce_error *err);
    /* All or nothing, and flushed. Places were checked. */
    truce_status (*write)(truce_store *store, const store_change *change, truce_error *err);
    truce_status (*scrub)(truce_store *store, truce_error *err);
    /* How long it takes until entries may be there that were not: it is asked again then. 0: this
     * process alone writes to it. */
    unsigned poll_ms;
} store_ops;

typedef struct writers writers;

/* Each kind of store begins with this. */
struct truce_store {
    const store_ops *ops;
    writers *writers; /* NULL: nobody else writes */
    uint8_t id[TRUCE_LEDGER_ID];
};

#endif
