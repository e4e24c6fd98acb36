/* A record of the queue is
 *
 *     "trq1" | size of the rest (u32) | checksum of the rest (8) |
 *     kind (u8) | mark (32) | keys (u64) | behind (u64) | proof (32) |
 *     size of the body (u32) | of the wraps (u32) | body | wraps
 *
 * with numbers little-endian. The checksum finds what a crash left half, and means nothing against
 * those who may write to the folder: against them stands the proof, which the sealer looks at. */
#include "record/store/queue.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/store/lock.h"

enum {
    CHECKSUM = crypto_shorthash_BYTES,
    HEAD = 4 + 4 + CHECKSUM,
    FIXED = 1 + TRUCE_MARK + 8 + 8 + TRUCE_PROOF + 4 + 4
};

struct writers {
    char *lock_path, *queue_path;
    int lock, queue; /* -1: not opened yet */
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
        *w = (writers){.lock_path = join(path, "-lock"),
                       .queue_path = join(path, "-queue"),
                       .lock = -1,
                       .queue = -1};
    }
    if (w == NULL || w->lock_path == NULL || w->queue_path == NULL) {
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
        shut(&w->queue);
        free(w->lock_path);
        free(w->queue_path);
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

/* Whoever waits has the turn, and is not to be overtaken. */
truce_status record_writers_try(writers *w, bool *got, truce_error *err) {
    *got = false;
    bool turn = false;
    truce_status status = open_lock(w, err);
    if (status == TRUCE_OK) {
        status = record_lock_try(w->lock, RECORD_LOCK_TURN, &turn, err);
    }
    if (status == TRUCE_OK && turn) {
        status = record_lock_try(w->lock, RECORD_LOCK_MAIN, got, err);
        record_lock_release(w->lock, RECORD_LOCK_TURN);
    }
    if (*got && !is_the_file(w->lock, w->lock_path)) {
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

/* ---- the queue ----------------------------------------------------------------------------- */

static void checksum(const uint8_t *data, size_t size, uint8_t out[CHECKSUM]) {
    static const uint8_t key[crypto_shorthash_KEYBYTES] = {0};
    (void)crypto_shorthash(out, data, size, key);
}

static uint8_t *put_number(uint8_t *at, uint64_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        *at++ = (uint8_t)(value >> (8 * i));
    }
    return at;
}

static const uint8_t *get_number(const uint8_t *at, uint64_t *value, size_t bytes) {
    *value = 0;
    for (size_t i = 0; i < bytes; i++) {
        *value |= (uint64_t)*at++ << (8 * i);
    }
    return at;
}

static uint8_t *put_bytes(uint8_t *at, const void *data, size_t size) {
    if (size > 0) {
        memcpy(at, data, size);
    }
    return at + size;
}

static const uint8_t *get_bytes(const uint8_t *at, uint8_t *out, size_t size) {
    memcpy(out, at, size);
    return at + size;
}

static size_t size_of(const truce_draft *draft) {
    return FIXED + draft->body.size + draft->wraps.size;
}

static uint8_t *put_draft(uint8_t *at, const truce_draft *draft) {
    uint8_t *sum = put_number(put_bytes(at, "trq1", 4), size_of(draft), 4);
    uint8_t *begin = sum + CHECKSUM;
    at = put_bytes(put_number(begin, draft->kind, 1), draft->mark, TRUCE_MARK);
    at = put_number(put_number(at, draft->keys, 8), draft->behind, 8);
    at = put_bytes(at, draft->proof, TRUCE_PROOF);
    at = put_number(put_number(at, draft->body.size, 4), draft->wraps.size, 4);
    at = put_bytes(at, draft->body.data, draft->body.size);
    at = put_bytes(at, draft->wraps.data, draft->wraps.size);
    checksum(begin, (size_t)(at - begin), sum);
    return at;
}

/* The record at `*at`, of `*left` bytes; false where there is no whole one. Texts stay where they
 * are. */
static bool get_draft(const uint8_t **at, size_t *left, truce_draft *draft) {
    uint64_t size = 0;
    uint64_t kind = 0;
    uint64_t body = 0;
    uint64_t wraps = 0;
    uint8_t sum[CHECKSUM];
    if (*left < HEAD + FIXED || memcmp(*at, "trq1", 4) != 0) {
        return false;
    }
    const uint8_t *in = get_number(*at + 4, &size, 4) + CHECKSUM;
    if (size < FIXED || size > *left - HEAD) {
        return false;
    }
    checksum(in, (size_t)size, sum);
    if (memcmp(sum, in - CHECKSUM, CHECKSUM) != 0) {
        return false;
    }
    in = get_bytes(get_number(in, &kind, 1), draft->mark, TRUCE_MARK);
    in = get_number(get_number(in, &draft->keys, 8), &draft->behind, 8);
    in = get_bytes(in, draft->proof, TRUCE_PROOF);
    in = get_number(get_number(in, &body, 4), &wraps, 4);
    if (body > TRUCE_BODY_MAX || wraps > TRUCE_WRAPS_MAX || FIXED + body + wraps != size) {
        return false;
    }
    draft->kind = (uint8_t)kind;
    draft->body = (truce_str){(const char *)in, (size_t)body};
    draft->wraps = (truce_str){(const char *)in + body, (size_t)wraps};
    *at = in + body + wraps;
    *left -= HEAD + (size_t)size;
    return true;
}

/* The size of the queue, with its lock held: 0 when it cannot be had, and nothing is locked. */
static bool open_queue(writers *w, size_t *size) {
    struct stat info;
    if (w->queue >= 0 && !is_the_file(w->queue, w->queue_path)) {
        shut(&w->queue);
    }
    if (w->queue < 0 && record_lock_open(w->queue_path, &w->queue, NULL) != TRUCE_OK) {
        return false;
    }
    if (open_lock(w, NULL) != TRUCE_OK ||
        record_lock_wait(w->lock, RECORD_LOCK_QUEUE, NULL) != TRUCE_OK) {
        return false;
    }
    if (fstat(w->queue, &info) != 0 || info.st_size < 0) {
        record_lock_release(w->lock, RECORD_LOCK_QUEUE);
        return false;
    }
    *size = (size_t)info.st_size;
    return true;
}

static void set_size(writers *w, size_t size) {
    int code = 0;
    do {
        code = ftruncate(w->queue, (off_t)size);
    } while (code != 0 && errno == EINTR);
}

static bool write_at(int fd, const uint8_t *data, size_t size, size_t at) {
    while (size > 0) {
        const ssize_t n = pwrite(fd, data, size, (off_t)at);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        const size_t written = n > 0 ? (size_t)n : 0;
        data += written;
        size -= written;
        at += written;
    }
    return true;
}

static bool read_all(int fd, uint8_t *data, size_t size) {
    size_t at = 0;
    while (at < size) {
        const ssize_t n = pread(fd, data + at, size - at, (off_t)at);
        if (n == 0 || (n < 0 && errno != EINTR)) {
            return false;
        }
        at += n > 0 ? (size_t)n : 0;
    }
    return true;
}

void record_queue_put(writers *w, const truce_draft *drafts, size_t n, truce_arena *scratch) {
    size_t more = 0;
    for (size_t i = 0; i < n && more <= RECORD_QUEUE_MAX; i++) {
        more += HEAD + size_of(&drafts[i]);
    }
    uint8_t *records = more <= RECORD_QUEUE_MAX ? truce_arena_take(scratch, more) : NULL;
    if (records == NULL) {
        return;
    }
    uint8_t *at = records;
    for (size_t i = 0; i < n; i++) {
        at = put_draft(at, &drafts[i]);
    }
    size_t size = 0;
    if (open_queue(w, &size)) {
        if (size <= RECORD_QUEUE_MAX - more && !write_at(w->queue, records, more, size)) {
            set_size(w, size);
        }
        record_lock_release(w->lock, RECORD_LOCK_QUEUE);
    }
}

void record_queue_take(writers *w, size_t most, truce_arena *arena, truce_draft **drafts,
                       size_t *n) {
    *drafts = NULL;
    *n = 0;
    size_t left = 0;
    if (!open_queue(w, &left)) {
        return;
    }
    uint8_t *records = left > 0 && left <= RECORD_QUEUE_MAX ? truce_arena_take(arena, left) : NULL;
    if (records != NULL && !read_all(w->queue, records, left)) {
        records = NULL;
    }
    if (left > 0) {
        set_size(w, 0);
    }
    record_lock_release(w->lock, RECORD_LOCK_QUEUE);
    const uint8_t *at = records;
    size_t cap = 0;
    truce_draft draft;
    while (records != NULL && *n < most && get_draft(&at, &left, &draft)) {
        truce_draft *grown = truce_arena_grow(arena, *drafts, *n, &cap, sizeof *grown);
        if (grown == NULL) {
            return;
        }
        *drafts = grown;
        grown[(*n)++] = draft;
    }
}
