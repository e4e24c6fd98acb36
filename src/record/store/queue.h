/* queue.h - how writers of one ledger take turns (private to the room).
 *
 * One of them holds the main lock and commits. Whoever comes meanwhile appends what they have to
 * FILE-queue and waits for their turn; the next who commits takes all that is queued along, and
 * empties the queue before it does. So a writer that gets the lock often finds that its drafts are
 * placed. Nothing rests on the queue: it saves flushes to disk. What was in it when its taker
 * failed, what a crash cut off or brought back, is told by the marks, since each writer that still
 * waits has its drafts itself, and looks for them in the ledger first.
 */
#ifndef TRUCE_SRC_RECORD_QUEUE_H
#define TRUCE_SRC_RECORD_QUEUE_H

#include "record/store/store.h"

/* Writers of the ledger at `path`, which is not a symbolic link. Opens nothing yet. The caller
 * closes it. TRUCE_ENOMEM. */
truce_status record_writers_open(const char *path, writers **out, truce_error *err);
void record_writers_close(writers *w); /* NULL is fine */

/* Have the main lock, at once (`*got` tells: nobody has it, and nobody waits), or wait in turn
 * until it is there. TRUCE_EIO, TRUCE_EINVAL (FILE-lock is no plain file). */
truce_status record_writers_try(writers *w, bool *got, truce_error *err);
truce_status record_writers_wait(writers *w, truce_error *err);
void record_writers_release(writers *w);

/* The queue holds so many bytes; what does not fit is not queued, and its writer commits it. */
#define RECORD_QUEUE_MAX ((size_t)64 << 20)

/* Append drafts to the queue. Where that cannot be, nothing is appended, and nothing is lost. */
void record_queue_put(writers *w, const truce_draft *drafts, size_t n, truce_arena *scratch);

/* Take the drafts that are queued, `most` at most, and leave the queue empty. They live in `arena`.
 * What is not whole is dropped, with all behind it. */
void record_queue_take(writers *w, size_t most, truce_arena *arena, truce_draft **drafts,
                       size_t *n);

#endif
