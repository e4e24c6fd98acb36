/* statement.h - what a member signs: the plain text of an event, of a change of keys or of a purge
 * mark. docs/security.md, "Events", has its fields. */
#ifndef RECORD_STATEMENT_H
#define RECORD_STATEMENT_H

#include "record/person.h"
#include "truce/base/arena.h"
#include "truce/record/ledger.h"

enum {
    STATEMENT_KEYS = 16, /* as the type: the text of a keys entry */
    STATEMENT_PURGE = 17,
    STATEMENT_SIGNATURE = crypto_sign_BYTES
};

typedef struct statement {
    uint8_t type; /* truce_event_type, or one of the above */
    truce_str name;
    uint8_t author[32];
    uint8_t id[TRUCE_EVENT_ID];
    int64_t time;
    uint8_t of[TRUCE_EVENT_ID];
    const truce_str *labels; /* rising */
    size_t n_labels;
    truce_str text;
    const uint8_t *signature; /* STATEMENT_SIGNATURE bytes, where it was read */
    truce_str signs;          /* the bytes before it, likewise */
} statement;

/* Append it, signed by `identity` for the ledger whose first id is `origin`. `name` and `author`
 * are the identity's, whatever `s` says. A failed buffer tells that memory is out. */
void statement_write(const statement *s, const uint8_t *origin, const truce_identity *identity,
                     truce_buffer *out);

/* Take the bytes of one apart; its texts lie in `plain`, its labels in `arena`. TRUCE_EINVAL: they
 * are none; TRUCE_ENOMEM. The signature is not looked at. */
TRUCE_MUST_USE truce_status statement_read(truce_str plain, truce_arena *arena, statement *s,
                                           truce_error *err);

/* Does its signature hold? One Ed25519 verification. */
bool statement_signed(const statement *s, const uint8_t *origin);

bool statement_has_label(const statement *s, truce_str label);

#endif
