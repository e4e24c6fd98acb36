/* chain.h - what ties each entry to all before it, and the head that a committer signs. */
#ifndef RECORD_CHAIN_H
#define RECORD_CHAIN_H

#include "record/chain/hash.h"

/* The link before the first entry. */
void chain_begin(const uint8_t *ledger, uint8_t link[HASH]);

/* What is signed of a commit whose last entry this is: the link of `entry` behind `before`, without
 * its seal. */
void chain_entry(const uint8_t before[HASH], const truce_entry *entry, uint8_t link[HASH]);

/* The same with the seal, where it has one: what the next entry stands on. */
void chain_seal(uint8_t link[HASH], const uint8_t seal[TRUCE_SEAL]);

typedef struct chain_head {
    uint8_t signer[32]; /* Ed25519 */
    int64_t time;       /* seconds since 1970, by the committer's clock */
} chain_head;

/* Sign the head after place `n` with `secret` (64 bytes, Ed25519), and seal it under the key of
 * `public`. */
void head_sign(const uint8_t *ledger, const uint8_t everybody[KEY], uint64_t n,
               const uint8_t link[HASH], const chain_head *head, const uint8_t *secret,
               uint8_t seal[TRUCE_SEAL]);

/* False: it was sealed under another key, or altered. */
bool head_open(const uint8_t *ledger, const uint8_t everybody[KEY], const uint8_t link[HASH],
               const uint8_t seal[TRUCE_SEAL], chain_head *head, uint8_t signature[64]);

/* Does the signature of an opened head hold? One Ed25519 verification. */
bool head_signed(const uint8_t *ledger, uint64_t n, const uint8_t link[HASH],
                 const chain_head *head, const uint8_t signature[64]);

#endif
