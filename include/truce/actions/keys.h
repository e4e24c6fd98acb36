/* keys.h - a person's key file on disk, and what their machine remembers of ledgers. */
#ifndef TRUCE_ACTIONS_KEYS_H
#define TRUCE_ACTIONS_KEYS_H

#include "truce/record/identity.h"
#include "truce/record/ledger.h"

/* New keys for `name` in a new file at `path` (0600), sealed under `passphrase`; its folder is made
 * where it is missing. TRUCE_EINVAL (a file is there; the name; an empty passphrase), TRUCE_EIO,
 * TRUCE_ELIMIT, TRUCE_ENOMEM. Close the identity. */
TRUCE_MUST_USE truce_status truce_keys_make(const char *path, truce_str name, truce_str passphrase,
                                            truce_key_cost cost, truce_identity **identity,
                                            truce_error *err);

/* The identity in the key file at `path`. TRUCE_ENOTFOUND (no file), TRUCE_EDENIED (others may read
 * it; the passphrase is wrong), TRUCE_EPARSE, TRUCE_EIO, TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_keys_open(const char *path, truce_str passphrase,
                                            truce_identity **identity, truce_error *err);

/* The card in the key file at `path`, for which no passphrase is needed. Fails likewise. */
TRUCE_MUST_USE truce_status truce_keys_card(const char *path, truce_card *card, truce_error *err);

/* What was remembered of the ledger with this id, beside the key file at `path`; false when there
 * is nothing. A file that cannot be read counts as none. */
bool truce_keys_recall(const char *path, const uint8_t *ledger, uint8_t seen[TRUCE_SEEN]);

/* Remember it, in place of what was remembered of the same ledger. TRUCE_EIO, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_keys_remember(const char *path, const uint8_t seen[TRUCE_SEEN],
                                                truce_error *err);

#endif
