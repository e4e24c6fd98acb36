/* store.h - where a ledger's entries lie: in one file, or in memory for tests and merges.
 *
 * A store keeps entries in the order in which they were committed and knows nothing of what is in
 * them: no key, no hash is computed here. What is handed in is kept whole or not at all, and what
 * was acknowledged is there after the process, the system or the power fails. The layer above
 * (record/ledger.h) makes the chain of them: while the store holds its lock, it asks that layer
 * to seal what is about to be committed. docs/security.md has the meaning of each field.
 *
 * Several processes may have the same file open. Readers are never blocked, and read what was
 * committed when they began. Writers queue (src/record/store/queue.h) and commit for one another. A
 * store is used by one thread at a time.
 *
 * Beside the ledger FILE lie FILE-lock and FILE-queue, which hold nothing that would be missed, and
 * while it is open FILE-wal, which does: a ledger is copied by truce_store_copy, or when nobody has
 * it open. All are made for their owner alone (0600).
 */
#ifndef TRUCE_RECORD_STORE_H
#define TRUCE_RECORD_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

#define TRUCE_LEDGER_ID   16
#define TRUCE_MARK        32
#define TRUCE_GONE        64
#define TRUCE_LINK        32
#define TRUCE_SEAL        144
#define TRUCE_PROOF       32
#define TRUCE_BODY_MAX    (UINT32_C(4) << 20)
#define TRUCE_WRAPS_MAX   (UINT32_C(16) << 20) /* of a keys entry with 4,096 boxes */
#define TRUCE_ENTRIES_MAX UINT32_MAX
#define TRUCE_COMMIT_MAX  UINT32_C(65536) /* entries in one commit */

typedef enum truce_entry_kind {
    TRUCE_ENTRY_EVENT = 1,
    TRUCE_ENTRY_KEYS = 2,
    TRUCE_ENTRY_PURGE = 3
} truce_entry_kind;

/* An entry as it lies in the store. Texts belong to the store. */
typedef struct truce_entry {
    uint64_t n;    /* its place: 1, 2, 3, ... */
    uint8_t kind;  /* truce_entry_kind */
    bool purged;   /* body and wraps are gone, `gone` has their hashes; else it is zeros */
    uint32_t hour; /* since 1970, of its commit */
    uint8_t mark[TRUCE_MARK];
    uint8_t gone[TRUCE_GONE];
    truce_str body, wraps;
    uint8_t link[TRUCE_LINK]; /* the chain up to here, as whoever committed it found it */
    bool sealed;              /* the last of its commit; else `seal` is zeros */
    uint8_t seal[TRUCE_SEAL];
} truce_entry;

/* What somebody wants committed. */
typedef struct truce_draft {
    uint8_t kind;
    uint8_t mark[TRUCE_MARK]; /* unlike that of any other entry: by it a draft is found again */
    truce_str body, wraps;
    uint64_t keys; /* the keys entry under which it was prepared; 0: none yet; not kept */
    /* The last entry when it was prepared; not kept. The store looks behind it whether the mark is
     * there already: so nothing is committed twice, whatever crashed in between and whoever puts an
     * old draft into the queue again. 0 looks at the whole ledger, which costs. */
    uint64_t behind;
    uint8_t proof[TRUCE_PROOF]; /* that a member queued it, all of the above; nothing to the store,
                                 * and not kept */
} truce_draft;

/* What the layer above says about a commit: the chain, and who seals it. */
typedef struct truce_commit {
    uint32_t hour;
    uint8_t seal[TRUCE_SEAL];     /* for the last draft that is taken */
    bool *taken;                  /* [n], false before */
    uint8_t (*links)[TRUCE_LINK]; /* [n], of those that are taken */
} truce_commit;

/* Called with the lock held, for the queued `drafts` in the order in which they came, behind entry
 * `last` (0: none), no two of one mark and none whose mark is there behind its `behind`; it may
 * read the store. Draft i becomes entry last + 1 + the number of those taken before it. One that is
 * not taken is not committed and not kept: its writer finds that it is not there, and asks its own
 * sealer. When none is taken nothing is written. An error gives the commit up. So an append may
 * call it more than once, or never where another process committed the drafts. */
typedef truce_status truce_store_sealer(void *with, uint64_t last, const truce_draft *drafts,
                                        size_t n, truce_commit *commit, truce_error *err);

/* Called for each entry that is read, in order; its texts hold until it returns. It may read the
 * same store, and not write to it. An error ends the reading and is handed on. */
typedef truce_status truce_store_visit(void *with, const truce_entry *entry, truce_error *err);

typedef struct truce_store truce_store;

/* A new ledger in a new file at `path`, with one commit in it, of all `n` drafts (1 at least).
 * There was no file, and there is none if this fails: it is made beside `path`, flushed, and then
 * named. `id`: TRUCE_LEDGER_ID bytes. TRUCE_EINVAL (a file is there, or the log of one; the sealer
 * does not take a draft; a network file system, docs/security.md), TRUCE_ENOTFOUND (no such
 * folder), TRUCE_ELIMIT, TRUCE_EIO, TRUCE_ENOMEM, what the sealer says. */
TRUCE_MUST_USE truce_status truce_store_create(const char *path, const uint8_t *id,
                                               const truce_draft *drafts, size_t n,
                                               truce_store_sealer *sealer, void *with,
                                               truce_error *err);

/* Open the ledger in the file at `path`. The store is the caller's, to close. Nothing is run that
 * the file says: one with a trigger, a view, an index or another table is no ledger.
 * TRUCE_ENOTFOUND (no file), TRUCE_EINVAL (no ledger, one of a later version, one with a second
 * hard link, a network file system), TRUCE_EIO (it cannot be read and written), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_store_open(const char *path, truce_store **store,
                                             truce_error *err);

/* A store in memory, empty; it behaves like the other one but is gone when closed. */
TRUCE_MUST_USE truce_status truce_store_memory(const uint8_t *id, truce_store **store,
                                               truce_error *err);

/* NULL is fine. */
void truce_store_close(truce_store *store);

/* Its TRUCE_LEDGER_ID bytes; the store's. */
const uint8_t *truce_store_id(const truce_store *store);

/* Commit drafts, together with what others have queued: when it returns TRUCE_OK they are on
 * disk. `placed[i]` receives the place of draft i, or 0 where the sealer did not take it; a draft
 * whose mark is in the ledger already (behind its `behind`) gets the place that it has there.
 *
 * Waits for the lock, however long; whoever holds it commits for all that queued. TRUCE_ELIMIT
 * (more than TRUCE_COMMIT_MAX drafts, a body or wraps beyond their maximum, TRUCE_ENTRIES_MAX),
 * TRUCE_EIO (the disk is full, or fails: the ledger is in order; of each draft nothing is in it, or
 * it is whole and was only not acknowledged, and may show only when the ledger is opened again; the
 * same drafts may be tried again), TRUCE_ENOMEM, what the sealer says. One flush to disk a commit,
 * and now and then two more to empty the log. Reads the marks behind the lowest `behind`. */
TRUCE_MUST_USE truce_status truce_store_append(truce_store *store, const truce_draft *drafts,
                                               size_t n, truce_store_sealer *sealer, void *with,
                                               uint64_t *placed, truce_error *err);

/* Take body and wraps of the entries at `places` (rising) away, leave `gone` (TRUCE_GONE bytes for
 * each) in their stead, and commit `draft`, in one transaction; then overwrite what the file still
 * holds of them, and empty its log. The sealer is given `draft` alone; where it does not take it,
 * `*placed` is 0 and nothing is purged. Fails as truce_store_append does; TRUCE_EINVAL: a place
 * that is not there, or was purged. TRUCE_EIO with `*placed` set, which is 0 else: they are purged,
 * and the log could not be emptied, as somebody reads for long; truce_store_scrub tries again. */
TRUCE_MUST_USE truce_status truce_store_purge(truce_store *store, const uint64_t *places,
                                              const uint8_t *gone, size_t n,
                                              const truce_draft *draft, truce_store_sealer *sealer,
                                              void *with, uint64_t *placed, truce_error *err);

/* Bring what is in the log into the file and empty it; waits some seconds for those who read.
 * TRUCE_EIO (somebody still does; the disk), TRUCE_ENOMEM. Nothing to do in memory. */
TRUCE_MUST_USE truce_status truce_store_scrub(truce_store *store, truce_error *err);

/* Visit the entries from place `from` to `until` (both counted; until the last where it is less),
 * as they are at one instant; `from` is 1 at least. Places rise; whether one is missing is for the
 * visitor to see. TRUCE_EINVAL: the file is damaged so that it cannot be read (a field has another
 * size or type; the message says the place); TRUCE_EIO, TRUCE_ENOMEM, what the visitor says. Cost:
 * O(bytes). */
TRUCE_MUST_USE truce_status truce_store_read(truce_store *store, uint64_t from, uint64_t until,
                                             truce_store_visit *visit, void *with,
                                             truce_error *err);

/* The place of the last entry; 0 when there is none. */
TRUCE_MUST_USE truce_status truce_store_last(truce_store *store, uint64_t *n, truce_error *err);

/* Wait until there are entries behind place `n`, or for `milliseconds`, whichever is first. `*last`
 * receives the place of the last one. In a store in memory nothing comes while one waits, so that
 * returns at once. */
TRUCE_MUST_USE truce_status truce_store_wait(truce_store *store, uint64_t n, unsigned milliseconds,
                                             uint64_t *last, truce_error *err);

/* A copy of the whole, as it is at one instant, in a new file at `path`: whole or not at all.
 * Writers need not stop. Fails as truce_store_create and truce_store_read do. */
TRUCE_MUST_USE truce_status truce_store_copy(truce_store *store, const char *path,
                                             truce_error *err);

#endif
