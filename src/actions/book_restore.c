/* A ledger that was lost is put back from a copy of it. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "truce/actions/book.h"

/* The log of what was there would be taken for that of the copy, so it may not stay either. */
static truce_status check_free(const char *path, truce_error *err) {
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        char name[4096];
        struct stat info;
        const int n = snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        if (n < 0 || (size_t)n >= sizeof name) {
            return truce_fail(err, TRUCE_EINVAL, "the path is too long");
        }
        if (lstat(name, &info) == 0) {
            return truce_fail(err, TRUCE_EINVAL,
                              "there is a file %.60s: put it away first, with any whose name goes "
                              "on with -wal, -shm or -journal, and keep them: they may hold more "
                              "than the copy",
                              name);
        }
    }
    return TRUCE_OK;
}

static truce_status check_copy(const truce_book *book, bool older, truce_error *err) {
    const truce_status status = truce_ledger_sound(book->ledger, err);
    const uint64_t lacks = truce_ledger_lacks(book->ledger);
    if (status != TRUCE_OK || lacks == 0 || older) {
        return status;
    }
    return truce_fail(err, TRUCE_EINVAL,
                      "this machine has seen %llu %s more than the copy holds: %s lost if it is "
                      "put back. If there is no newer copy, give --older",
                      (unsigned long long)lacks, lacks == 1 ? "entry" : "entries",
                      lacks == 1 ? "it is" : "they are");
}

truce_status truce_book_restore(const char *copy, const char *path, const char *keys,
                                const truce_identity *me, bool older, truce_buffer *out,
                                truce_error *err) {
    truce_book book;
    truce_store *store = NULL;
    truce_status status = check_free(path, err);
    if (status == TRUCE_OK) {
        const truce_book_options options = {.whole = true, .older = true};
        status = truce_book_open_with(&book, copy, keys, me, options, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    status = check_copy(&book, older, err);
    if (status == TRUCE_OK) {
        (void)truce_book_verify(&book, out);
    }
    truce_book_close(&book);
    status = status == TRUCE_OK ? truce_store_open(copy, &store, err) : status;
    status = status == TRUCE_OK ? truce_store_copy(store, path, err) : status;
    truce_store_close(store);
    if (status == TRUCE_OK) { /* what lies there now is what is remembered */
        status =
            truce_book_open_with(&book, path, keys, me, (truce_book_options){.older = older}, err);
        if (status == TRUCE_OK) {
            truce_book_close(&book);
        } else {
            (void)unlink(path);
        }
    }
    return status;
}
