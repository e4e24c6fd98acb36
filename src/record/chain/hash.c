#include "record/chain/hash.h"

#include <assert.h>

void hash_begin(hashing *h, const char *word, const uint8_t *key, size_t size) {
    uint8_t padded[WORD] = {0};
    const size_t n = strlen(word);
    assert(n <= WORD);
    memcpy(padded, word, n);
    (void)crypto_generichash_init(h, key, key != NULL ? KEY : 0, size);
    hash_bytes(h, padded, sizeof padded);
}

void hash_bytes(hashing *h, const void *data, size_t size) {
    if (size > 0) {
        (void)crypto_generichash_update(h, data, size);
    }
}

static void hash_number(hashing *h, uint64_t x, size_t size) {
    uint8_t bytes[8];
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)(x >> (8 * i));
    }
    hash_bytes(h, bytes, size);
}

void hash_u8(hashing *h, uint8_t x) {
    hash_number(h, x, 1);
}

void hash_u32(hashing *h, uint32_t x) {
    hash_number(h, x, 4);
}

void hash_u64(hashing *h, uint64_t x) {
    hash_number(h, x, 8);
}

void hash_end(hashing *h, uint8_t *out, size_t size) {
    (void)crypto_generichash_final(h, out, size);
    sodium_memzero(h, sizeof *h);
}

void hash_derive(const uint8_t *key, const char *word, const uint8_t *ledger, uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, word, key, HASH);
    hash_bytes(&h, ledger, TRUCE_LEDGER_ID);
    hash_end(&h, out, HASH);
}

void hash_text(truce_str data, uint8_t out[HASH]) {
    (void)crypto_generichash(out, HASH, (const uint8_t *)data.data, data.size, NULL, 0);
}
