#include "truce/actions/held.h"

#include <stdlib.h>
#include <string.h>

#include "truce/actions/book.h"
#include "truce/actions/keys.h"

struct truce_held {
    truce_request request;
    truce_book book;
    truce_session session;
    uint64_t last; /* the place that the session is as of, and the link there */
    uint8_t link[TRUCE_LINK];
};

/* A new session in the place of the old one, if it can be had. */
static truce_status make_session(truce_held *h, truce_error *err) {
    truce_session made;
    const truce_status status = truce_session_open_book(&made, &h->request, &h->book, err);
    if (status == TRUCE_OK || status == TRUCE_EPARSE) {
        truce_session_close(&h->session);
        h->session = made;
        h->last = truce_ledger_last(h->book.ledger, h->link);
    }
    return status;
}

truce_status truce_held_open(const truce_request *request, truce_held **held, truce_error *err) {
    if (request->n_paths != 1 || !truce_book_is(request->paths[0])) {
        return truce_fail(err, TRUCE_EINVAL, "one ledger can be held open, and nothing else");
    }
    if (request->me == NULL) {
        return truce_fail(err, TRUCE_EDENIED, "%.150s is a ledger, and nobody opens it",
                          request->paths[0]);
    }
    truce_held *const h = calloc(1, sizeof *h);
    if (h == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to hold a ledger open");
    }
    h->request = *request;
    truce_status status =
        truce_book_open(&h->book, request->paths[0], request->keys, request->me, false, err);
    status = status == TRUCE_OK ? make_session(h, err) : status;
    if (status != TRUCE_OK && status != TRUCE_EPARSE) {
        truce_held_close(h);
        return status;
    }
    *held = h;
    return status;
}

truce_session *truce_held_session(truce_held *held) {
    return &held->session;
}

truce_status truce_held_refresh(truce_held *held, bool *changed, truce_error *err) {
    uint8_t link[TRUCE_LINK];
    uint8_t seen[TRUCE_SEEN];
    truce_status status = truce_ledger_refresh(held->book.ledger, err);
    status = status == TRUCE_OK ? truce_ledger_sound(held->book.ledger, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    const bool same = truce_ledger_last(held->book.ledger, link) == held->last &&
                      memcmp(link, held->link, sizeof link) == 0;
    if (same) {
        *changed = false;
        return TRUCE_OK;
    }
    truce_ledger_seen(held->book.ledger, seen);
    status = truce_keys_remember(held->request.keys, seen, err);
    status = status == TRUCE_OK ? make_session(held, err) : status;
    *changed = status == TRUCE_OK || status == TRUCE_EPARSE;
    return status;
}

void truce_held_close(truce_held *held) {
    if (held != NULL) {
        truce_session_close(&held->session);
        truce_book_close(&held->book);
        free(held);
    }
}
