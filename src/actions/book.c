#include "truce/actions/book.h"

#include <fcntl.h>
#include <unistd.h>

#include "truce/actions/keys.h"

bool truce_book_is(const char *path) {
    static const char magic[16] = "SQLite format 3";
    char bytes[16];
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const bool is = fd >= 0 && read(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes &&
                    memcmp(bytes, magic, sizeof bytes) == 0;
    if (fd >= 0) {
        (void)close(fd);
    }
    return is;
}

/* The id is known only once it is open, and what is remembered is asked for by the id. */
static truce_status recall(const truce_book *book, uint8_t seen[TRUCE_SEEN], bool *known,
                           truce_error *err) {
    truce_store *store = NULL;
    const truce_status status = truce_store_open(book->path, &store, err);
    *known = status == TRUCE_OK && truce_keys_recall(book->keys, truce_store_id(store), seen);
    truce_store_close(store);
    return status;
}

truce_status truce_book_open(truce_book *book, const char *path, const char *keys,
                             const truce_identity *me, bool whole, truce_error *err) {
    return truce_book_open_with(book, path, keys, me, (truce_book_options){.whole = whole}, err);
}

truce_status truce_book_open_with(truce_book *book, const char *path, const char *keys,
                                  const truce_identity *me, truce_book_options options,
                                  truce_error *err) {
    uint8_t seen[TRUCE_SEEN];
    bool known = false;
    *book = (truce_book){.path = path, .keys = keys, .me = me, .heads = options.heads};
    truce_status status = recall(book, seen, &known, err);
    if (status == TRUCE_OK) {
        const truce_ledger_options how = {.seen = known ? seen : NULL,
                                          .heads = options.heads,
                                          .n_heads = options.n_heads,
                                          .whole = options.whole,
                                          .older = options.older};
        status = truce_ledger_open(path, me, how, &book->ledger, err);
    }
    if (status == TRUCE_OK && !options.whole) {
        status = truce_ledger_sound(book->ledger, err);
        if (status == TRUCE_OK) {
            truce_ledger_seen(book->ledger, seen);
            status = truce_keys_remember(keys, seen, err);
        }
    }
    if (status != TRUCE_OK) {
        truce_book_close(book);
    }
    return status;
}

void truce_book_close(truce_book *book) {
    truce_ledger_close(book->ledger);
    book->ledger = NULL;
}

static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Does the id begin with these digits? */
static bool begins(const uint8_t *id, truce_str digits) {
    for (size_t i = 0; i < digits.size; i++) {
        const int half = i % 2 == 0 ? id[i / 2] >> 4 : id[i / 2] & 15;
        if (digit(digits.data[i]) != half) {
            return false;
        }
    }
    return true;
}

truce_status truce_book_find(const truce_book *book, truce_str digits,
                             const truce_ledger_event **event, truce_error *err) {
    size_t n = 0;
    size_t found = 0;
    const truce_ledger_event *const events = truce_ledger_events(book->ledger, &n);
    const bool enough = digits.size >= 4 && digits.size <= 2 * (size_t)TRUCE_SAID_ID;
    for (size_t i = 0; i < n && enough; i++) {
        if (begins(events[i].id, digits)) {
            *event = &events[i];
            found++;
        }
    }
    if (found == 1) {
        return TRUCE_OK;
    }
    return truce_fail(err, TRUCE_ENOTFOUND,
                      !enough     ? "an event is named by 4 to 32 digits of its id, which log shows"
                      : found > 1 ? "more than one event begins with \"%.*s\": give more digits"
                                  : "no event begins with \"%.*s\"",
                      digits.size > 40 ? 40 : (int)digits.size, digits.data);
}
