/* epoch.h - the time from one change of keys to the next: who is there, and with which keys.
 *
 * A keys entry holds an epoch. The team reads all of it; another member reads the keys of their
 * own compartments, who is in these, and which signing keys count. docs/security.md, "Keys
 * entries".
 */
#ifndef RECORD_EPOCH_H
#define RECORD_EPOCH_H

#include "record/chain/hash.h"
#include "record/epoch/statement.h"
#include "record/person/person.h"
#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/record/ledger.h"

#define NO_ROOM UINT32_MAX

/* A compartment. */
typedef struct room {
    uint8_t id[ROOM_ID]; /* the same in all epochs, and a secret of those in it */
    truce_str label;
    truce_room_role role;
    uint8_t *key; /* KEY bytes of this epoch, in the epoch's keys */
    uint32_t *members;
    size_t n_members;
} room;

typedef struct signer {
    uint8_t key[32];
    uint8_t rights;
    uint8_t name[HASH]; /* ties their name to the key, for those who are told a salt: epoch_names */
} signer;

typedef struct epoch {
    uint64_t n;      /* the place of its keys entry */
    uint32_t number; /* 1, 2, 3, ... */
    uint8_t origin[TRUCE_LEDGER_ID];
    bool member; /* this reader has a box in it; else nothing below is known */
    bool team;
    signer *signers; /* rising by key */
    size_t n_signers;
    truce_ledger_member
        *members; /* rising by name. Outside the team: those of the reader's rooms, by name alone */
    size_t n_members;
    room *rooms; /* public, team where it is held, then rising by label; all that are held */
    size_t n_rooms;
    uint8_t *keys; /* of sodium_malloc: KEY bytes for each room, and then those of the keys entry
                      itself */
    statement by;  /* who made it; not checked */
} epoch;

/* The rights of whoever signs with `key`; 0: none, or nobody of this epoch. */
uint8_t epoch_rights(const epoch *e, const uint8_t key[32]);

/* The signer with `key`; NULL: none of this epoch. */
const signer *epoch_signer(const epoch *e, const uint8_t key[32]);

/* What a member writes beside their name, so that readers can hold it to what a manager said whose
 * key it is. Made of the id of their own room, which they and the team know; zeros where the epoch
 * has none. */
void epoch_salt(const epoch *e, truce_str name, uint8_t salt[STATEMENT_SALT]);

/* Is the name in `said` that which was given to its author's key, and the author one of this
 * epoch? */
bool epoch_names(const epoch *e, const statement *said);

/* Indices, or NO_ROOM and TRUCE_MEMBERS_MAX. */
uint32_t epoch_room(const epoch *e, truce_str label);
uint32_t epoch_member(const epoch *e, truce_str name);

/* Wipe and give back the keys. */
void epoch_close(epoch *e);

/* Make the keys entry of `e`, which has all members, rooms and who is in them, with labels and ids,
 * and no keys yet: new ones are drawn, into `e->keys`. Its signers are made from the members and
 * those of `wrote` (authors of an export, each key once; where it is a member's the rights are
 * joined). The draft's texts are appended to
 * `body` and `wraps`. TRUCE_ELIMIT (too large for an entry), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status epoch_write(epoch *e, const signer *wrote, size_t n_wrote,
                                        const uint8_t *ledger, const truce_identity *identity,
                                        int64_t now, truce_arena *arena, truce_buffer *body,
                                        truce_buffer *wraps, uint8_t mark[TRUCE_MARK],
                                        truce_error *err);

/* The key of its keys entry. */
const uint8_t *epoch_key(const epoch *e);

/* Read the keys entry. `e->member` is false when there is no box for `identity`. TRUCE_EINVAL:
 * there is one, and what it opens is no epoch; TRUCE_ENOMEM. Texts and arrays in `arena`. Close it.
 */
TRUCE_MUST_USE truce_status epoch_read(const truce_entry *entry, const uint8_t *ledger,
                                       const truce_identity *identity, truce_arena *arena, epoch *e,
                                       truce_error *err);

/* The same with its key and `n_places` places of FORM_PLACE bytes (record/epoch/epoch_form.h), that
 * were given otherwise. */
TRUCE_MUST_USE truce_status epoch_open(const truce_entry *entry, const uint8_t *ledger,
                                       const uint8_t key[KEY], const uint8_t *places,
                                       size_t n_places, truce_arena *arena, epoch *e,
                                       truce_error *err);

#endif
