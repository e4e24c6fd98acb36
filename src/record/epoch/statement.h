/* statement.h - what a member signs: the plain text of an event, of a change of keys or of a purge
 * mark. docs/security.md, "Events", has its fields. */
#ifndef RECORD_STATEMENT_H
#define RECORD_STATEMENT_H

#include "record/person/person.h"
#include "truce/base/arena.h"
#include "truce/record/ledger.h"

enum {
    STATEMENT_KEYS = 16, /* as the type: the text of a keys entry */
    STATEMENT_PURGE = 17,
    STATEMENT_SIGNATURE = crypto_sign_BYTES,
    ROOM_ID = 16,
    STATEMENT_TAG = 16,
    STATEMENT_SALT = 16
};

typedef struct statement {
    uint8_t type; /* truce_said_type, or one of the above */
    truce_str name;
    uint8_t author[32];
    uint8_t salt[STATEMENT_SALT]; /* with which the name is checked: epoch_names */
    uint8_t id[TRUCE_SAID_ID];
    int64_t time;
    uint8_t of[TRUCE_SAID_ID];
    const uint8_t (*tags)[STATEMENT_TAG]; /* of the rooms it is for; rising */
    size_t n_tags;                        /* those that were read include some of no room */
    truce_str text;
    const uint8_t *signature; /* STATEMENT_SIGNATURE bytes, where it was read */
    truce_str signs;          /* the bytes before it, likewise */
} statement;

/* Append it, signed by `identity` for the ledger whose first id is `origin`. `name` and `author`
 * are the identity's, whatever `s` says. The tags are filled up to 4, 8, 16 ...
 * with random ones, where there are any. A failed buffer tells that memory is out. */
void statement_write(const statement *s, const uint8_t *origin, const truce_identity *identity,
                     truce_buffer *out);

/* Take the bytes of one apart; its texts and tags lie in `plain`. TRUCE_EINVAL: they are none. The
 * signature is not looked at. */
TRUCE_MUST_USE truce_status statement_read(truce_str plain, statement *s, truce_error *err);

/* Does its signature hold? One Ed25519 verification. */
bool statement_signed(const statement *s, const uint8_t *origin);

/* What stands in a statement for the room with this id: to those who do not know it, random bytes.
 */
void statement_tag(const uint8_t room_id[ROOM_ID], const uint8_t id[TRUCE_SAID_ID],
                   uint8_t tag[STATEMENT_TAG]);

/* Is it for the room with this id? */
bool statement_is_for(const statement *s, const uint8_t room_id[ROOM_ID]);

#endif
