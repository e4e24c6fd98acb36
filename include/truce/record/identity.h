/* identity.h - a person's keys: made, kept in a file under a passphrase, shown as a card.
 *
 * An identity is a name, a signing key (Ed25519) and a box key (X25519). The secret halves live in
 * memory that is locked, guarded and wiped, and leave it only sealed, or for another process of the
 * same person (truce_identity_hand). docs/security.md has the formats.
 */
#ifndef TRUCE_RECORD_IDENTITY_H
#define TRUCE_RECORD_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

#define TRUCE_MEMBER_NAME_MAX 64 /* bytes: a name of the case language */
#define TRUCE_FINGERPRINT     48 /* 40 digits in groups of five, and a NUL */

typedef struct truce_public_keys {
    uint8_t sign[32], box[32];
} truce_public_keys;

/* What a person shows: whoever has it can admit them, and check what they signed. */
typedef struct truce_card {
    char name[TRUCE_MEMBER_NAME_MAX + 1];
    truce_public_keys keys;
} truce_card;

typedef struct truce_identity truce_identity;

/* What it costs to try one passphrase: as libsodium counts it. The usual one is Argon2id MODERATE,
 * 256 MiB and most of a second. */
typedef struct truce_key_cost {
    uint64_t passes;
    uint64_t bytes;
} truce_key_cost;

truce_key_cost truce_key_cost_usual(void);

/* New keys for `name`: letters, digits and hyphens as any name of the case language, 1 to
 * TRUCE_MEMBER_NAME_MAX bytes. TRUCE_EINVAL (the name), TRUCE_ENOMEM. Close it. */
TRUCE_MUST_USE truce_status truce_identity_make(truce_str name, truce_identity **identity,
                                                truce_error *err);

/* Wipes it. NULL is fine. */
void truce_identity_close(truce_identity *identity);

const truce_card *truce_identity_card(const truce_identity *identity);

/* Append a key file: the secret keys sealed under a key that Argon2id makes of `passphrase`, which
 * may not be empty. TRUCE_EINVAL (empty), TRUCE_ELIMIT (the system has not the memory that `cost`
 * asks for), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_identity_write(const truce_identity *identity,
                                                 truce_str passphrase, truce_key_cost cost,
                                                 truce_buffer *file, truce_error *err);

/* The identity in a key file. TRUCE_EPARSE: this is no key file, or it was damaged (the message
 * says the line); TRUCE_EDENIED: the passphrase is wrong, or what is sealed was altered;
 * TRUCE_ELIMIT: it asks for more than 1 GiB, or the system has not the memory; TRUCE_ENOMEM. Cost:
 * what the file says, up to seconds. */
TRUCE_MUST_USE truce_status truce_identity_read(truce_str file, truce_str passphrase,
                                                truce_identity **identity, truce_error *err);

/* The card in a key file, for which no passphrase is needed: nothing vouches for it but that the
 * passphrase, or who holds the secret keys, later fits it. TRUCE_EPARSE as above. */
TRUCE_MUST_USE truce_status truce_identity_card_in(truce_str file, truce_card *card,
                                                   truce_error *err);

/* The secret keys themselves, for another process of the same person: wipe them (truce_wipe). */
#define TRUCE_IDENTITY_SECRET 96
void truce_identity_hand(const truce_identity *identity, uint8_t secret[TRUCE_IDENTITY_SECRET]);

/* The identity with this card and what was handed over. TRUCE_EDENIED: they do not belong together;
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_identity_handed(const truce_card *card,
                                                  const uint8_t secret[TRUCE_IDENTITY_SECRET],
                                                  truce_identity **identity, truce_error *err);

/* Does the system keep these keys out of swap space? Where a user may lock too little memory
 * (RLIMIT_MEMLOCK), it does not, and they lie there as other memory does. */
bool truce_identity_locked(const truce_identity *identity);

/* A hash of name and keys, which names a card among others: 32 bytes. */
void truce_card_digest(const truce_card *card, uint8_t digest[32]);

/* Overwrite bytes that were secret; no compiler leaves it out. */
void truce_wipe(void *bytes, size_t size);

/* Append the card as a block of text, signed by its owner. */
void truce_card_write(const truce_identity *identity, truce_buffer *block);

/* The card in a block; what stands before and behind the block is passed over. TRUCE_EPARSE: there
 * is none, it was cut or mistyped, or it is not signed by its own key. */
TRUCE_MUST_USE truce_status truce_card_read(truce_str text, truce_card *card, truce_error *err);

/* 40 digits from name and keys, to be compared aloud. NUL-terminated. */
void truce_card_fingerprint(const truce_card *card, char text[TRUCE_FINGERPRINT]);

/* The same person: both keys and the name. */
bool truce_card_equal(const truce_card *a, const truce_card *b);

#endif
