/* lock.h - the locks of FILE-lock, by which writers take turns (private to the room).
 *
 * They are locks of an open file, on a byte each: they exclude two stores of one process as they
 * exclude two processes, and whoever dies, however, leaves none behind.
 */
#ifndef TRUCE_SRC_RECORD_LOCK_H
#define TRUCE_SRC_RECORD_LOCK_H

#include <stdbool.h>

#include "truce/base/error.h"

typedef enum record_lock {
    RECORD_LOCK_MAIN,  /* to commit */
    RECORD_LOCK_TURN,  /* to be the one who waits for that: nobody can get ahead of who has it */
    RECORD_LOCK_QUEUE, /* to append to the queue, or take what is in it */
} record_lock;

/* A file of ours beside a ledger, made when it is not there, for its owner alone. TRUCE_EINVAL: it
 * is no plain file, or a symbolic link. TRUCE_EIO. */
truce_status record_lock_open(const char *path, int *fd, truce_error *err);

/* Wait for a lock; or take it when nobody has it. TRUCE_EIO. */
truce_status record_lock_wait(int fd, record_lock which, truce_error *err);
truce_status record_lock_try(int fd, record_lock which, bool *got, truce_error *err);
void record_lock_release(int fd, record_lock which);

#endif
