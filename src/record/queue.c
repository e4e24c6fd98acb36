#include "record/queue.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/lock.h"

struct writers {
    char *lock_path;
    int lock; /* -1: not opened yet */
};

static char *join(const char *path, const char *suffix) {
    const size_t size = strlen(path);
    const size_t more = strlen(suffix) + 1;
    char *joined = malloc(size + more);
    if (joined != NULL) {
        memcpy(joined, path, size);
        memcpy(joined + size, suffix, more);
    }
    return joined;
}

truce_status record_writers_open(const char *path, writers **out, truce_error *err) {
    writers *w = malloc(sizeof *w);
    if (w != NULL) {
        *w = (writers){.lock_path = join(path, "-lock"), .lock = -1};
    }
    if (w == NULL || w->lock_path == NULL) {
        record_writers_close(w);
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the ledger");
    }
    *out = w;
    return TRUCE_OK;
}

static void shut(int *fd) {
    if (*fd >= 0) {
        (void)close(*fd);
        *fd = -1;
    }
}

void record_writers_close(writers *w) {
    if (w != NULL) {
        shut(&w->lock);
        free(w->lock_path);
        free(w);
    }
}

static truce_status open_lock(writers *w, truce_error *err) {
    return w->lock >= 0 ? TRUCE_OK : record_lock_open(w->lock_path, &w->lock, err);
}

/* Somebody may have removed the file, or put another in its place: two would then hold a lock. */
static bool is_the_file(int fd, const char *path) {
    struct stat open_one;
    struct stat named;
    return fstat(fd, &open_one) == 0 && lstat(path, &named) == 0 &&
           open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

truce_status record_writers_try(writers *w, bool *got, truce_error *err) {
    truce_status status = open_lock(w, err);
    if (status == TRUCE_OK) {
        status = record_lock_try(w->lock, RECORD_LOCK_MAIN, got, err);
    }
    if (status == TRUCE_OK && *got && !is_the_file(w->lock, w->lock_path)) {
        shut(&w->lock);
        *got = false;
    }
    return status;
}

truce_status record_writers_wait(writers *w, truce_error *err) {
    for (;;) {
        truce_status status = open_lock(w, err);
        if (status == TRUCE_OK) {
            status = record_lock_wait(w->lock, RECORD_LOCK_TURN, err);
        }
        if (status == TRUCE_OK) {
            status = record_lock_wait(w->lock, RECORD_LOCK_MAIN, err);
            record_lock_release(w->lock, RECORD_LOCK_TURN);
        }
        if (status != TRUCE_OK || is_the_file(w->lock, w->lock_path)) {
            return status;
        }
        shut(&w->lock);
    }
}

void record_writers_release(writers *w) {
    record_lock_release(w->lock, RECORD_LOCK_MAIN);
}
