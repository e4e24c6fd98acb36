/* Invitations: a manager says which ledger somebody was admitted to, and they hold the file to it.
 */
#include "truce/actions/book.h"
#include "truce/actions/keys.h"
#include "truce/record/invitation.h"

truce_status truce_book_invite(const truce_book *book, truce_str name, truce_buffer *out,
                               truce_error *err) {
    const truce_roster *const r = truce_ledger_roster(book->ledger);
    const truce_card *to = NULL;
    char fingerprint[TRUCE_FINGERPRINT];
    uint8_t link[TRUCE_LINK];
    if ((r->rights & TRUCE_RIGHT_MANAGE) == 0) {
        return truce_fail(err, TRUCE_EDENIED, "you have not the right to manage this ledger");
    }
    for (size_t i = 0; i < r->n_members && to == NULL; i++) {
        const truce_card *const card = &r->members[i].card;
        to = truce_str_equal(truce_str_of(card->name), name) ? card : NULL;
    }
    if (to == NULL) {
        return truce_fail(err, TRUCE_ENOTFOUND, "no member is called \"%.*s\"",
                          name.size > 80 ? 80 : (int)name.size, name.data);
    }
    const uint64_t n = truce_ledger_last(book->ledger, link);
    truce_card_fingerprint(truce_identity_card(book->me), fingerprint);
    truce_buffer_printf(out, "Give this to %s, with the ledger, for truce ledger accept:\n",
                        to->name);
    truce_invitation_write(book->me, truce_ledger_id(book->ledger), n, link, to, out);
    truce_buffer_printf(out, "Tell %s aloud that your digits are: %s\n", to->name, fingerprint);
    return TRUCE_OK;
}

/* Does the ledger go through the head of the invitation? A sound one does. */
static truce_status check_head(const truce_book *book, const truce_invitation *v,
                               truce_error *err) {
    size_t n = 0;
    const truce_head_found *const found = truce_ledger_heads(book->ledger, &n);
    if (found[0].state == TRUCE_HEAD_AGREES) {
        return truce_ledger_sound(book->ledger, err);
    }
    return truce_fail(
        err, TRUCE_EINVAL,
        found[0].state == TRUCE_HEAD_BEHIND
            ? "this ledger ends before entry %llu, up to which %s invited you: it was "
              "cut off, or is an older copy. Ask them for it again"
            : "at entry %llu this is not the ledger that %s invited you to: it was "
              "exchanged, or goes on otherwise. Ask them",
        (unsigned long long)v->head.n, v->by.name);
}

static truce_status check(const truce_book *book, const truce_invitation *v, truce_error *err) {
    if (memcmp(truce_ledger_id(book->ledger), v->ledger, sizeof v->ledger) != 0) {
        return truce_fail(err, TRUCE_EINVAL, "%s invited you to another ledger than this",
                          v->by.name);
    }
    const truce_status status = check_head(book, v, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const uint8_t rights = truce_ledger_rights(book->ledger, v->by.keys.sign, v->head.n);
    return (rights & TRUCE_RIGHT_MANAGE) != 0
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EDENIED,
                            "the key that signed the invitation for %s may not manage this ledger",
                            v->by.name);
}

truce_status truce_book_accept(const char *path, const char *keys, const truce_identity *me,
                               truce_str text, truce_buffer *out, truce_error *err) {
    truce_invitation v;
    truce_book book;
    uint8_t seen[TRUCE_SEEN];
    char fingerprint[TRUCE_FINGERPRINT];
    truce_status status = truce_invitation_read(text, &v, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (!truce_invitation_is_for(&v, truce_identity_card(me))) {
        return truce_fail(
            err, TRUCE_EDENIED, "the invitation is for %s, and not for these keys%s", v.name,
            strcmp(v.name, truce_identity_card(me)->name) == 0 ? ", though they have the same name"
                                                               : "");
    }
    const truce_book_options options = {.whole = true, .heads = &v.head, .n_heads = 1};
    status = truce_book_open_with(&book, path, keys, me, options, err);
    if (status != TRUCE_OK) {
        return status;
    }
    status = check(&book, &v, err);
    if (status == TRUCE_OK) {
        truce_ledger_seen(book.ledger, seen);
        status = truce_keys_remember(keys, seen, err);
    }
    if (status == TRUCE_OK) {
        truce_card_fingerprint(&v.by, fingerprint);
        truce_buffer_printf(out,
                            "This is the ledger that %s invited you to, and it is in order. "
                            "Compare aloud with %s, before\nyou rely on it: %s\n",
                            v.by.name, v.by.name, fingerprint);
        truce_book_members(&book, out);
    }
    truce_book_close(&book);
    return status;
}
