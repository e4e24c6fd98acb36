/* hash.h - BLAKE2b with a word in front of everything, so that no hash can be taken for one of
 * another kind. docs/security.md lists the words. */
#ifndef RECORD_HASH_H
#define RECORD_HASH_H

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>

#include "truce/base/str.h"
#include "truce/record/store.h"

enum { HASH = 32, KEY = 32, WORD = 16 };

typedef crypto_generichash_state hashing;

/* Begin a hash of `size` bytes over `word`, of at most WORD bytes; keyed where `key` (KEY bytes)
 * is not NULL. */
void hash_begin(hashing *h, const char *word, const uint8_t *key, size_t size);

void hash_bytes(hashing *h, const void *data, size_t size);
void hash_u8(hashing *h, uint8_t x);
void hash_u32(hashing *h, uint32_t x);
void hash_u64(hashing *h, uint64_t x);

/* What it comes to: as many bytes as it was begun for. The state is wiped. */
void hash_end(hashing *h, uint8_t *out, size_t size);

/* The whole of it: HASH bytes of `key` (or NULL), `word`, and the ledger's id. */
void hash_derive(const uint8_t *key, const char *word, const uint8_t *ledger, uint8_t out[HASH]);

/* HASH bytes of `data` alone: of a body or wraps, which are what they are by their place in the
 * chain. */
void hash_text(truce_str data, uint8_t out[HASH]);

#endif
