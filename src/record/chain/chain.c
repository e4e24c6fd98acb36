#include "record/chain/chain.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SIGNER = crypto_sign_PUBLICKEYBYTES,
    SIGNATURE = crypto_sign_BYTES,
    HEAD = SIGNER + 8 + SIGNATURE,
    SIGNED = WORD + TRUCE_LEDGER_ID + 8 + HASH + 8
};
_Static_assert(NONCE + HEAD + TAG == TRUCE_SEAL, "a seal is nonce, head and tag");

void chain_begin(const uint8_t *ledger, uint8_t link[HASH]) {
    hash_derive(NULL, "truce ledger 1", ledger, link);
}

void chain_entry(const uint8_t before[HASH], const truce_entry *entry, uint8_t link[HASH]) {
    uint8_t body[HASH];
    uint8_t wraps[HASH];
    if (entry->purged) {
        memcpy(body, entry->gone, HASH);
        memcpy(wraps, entry->gone + HASH, HASH);
    } else {
        hash_text(entry->body, body);
        hash_text(entry->wraps, wraps);
    }
    hashing h;
    hash_begin(&h, "truce entry 1", NULL, HASH);
    hash_bytes(&h, before, HASH);
    hash_u64(&h, entry->n);
    hash_u8(&h, entry->kind);
    hash_u32(&h, entry->hour);
    hash_bytes(&h, entry->mark, TRUCE_MARK);
    hash_bytes(&h, body, HASH);
    hash_bytes(&h, wraps, HASH);
    hash_end(&h, link, HASH);
}

void chain_seal(uint8_t link[HASH], const uint8_t seal[TRUCE_SEAL]) {
    uint8_t sealed[HASH];
    hash_text((truce_str){(const char *)seal, TRUCE_SEAL}, sealed);
    hashing h;
    hash_begin(&h, "truce sealed 1", NULL, HASH);
    hash_bytes(&h, link, HASH);
    hash_bytes(&h, sealed, HASH);
    hash_end(&h, link, HASH);
}

static void put_u64(uint8_t *out, uint64_t x) {
    for (int i = 0; i < 8; i++) {
        out[i] = (uint8_t)(x >> (8 * i));
    }
}

static void what_is_signed(const uint8_t *ledger, uint64_t n, const uint8_t *link, int64_t time,
                           uint8_t out[SIGNED]) {
    memset(out, 0, SIGNED);
    memcpy(out, "truce head 1", 12);
    memcpy(out + WORD, ledger, TRUCE_LEDGER_ID);
    put_u64(out + WORD + TRUCE_LEDGER_ID, n);
    memcpy(out + WORD + TRUCE_LEDGER_ID + 8, link, HASH);
    put_u64(out + WORD + TRUCE_LEDGER_ID + 8 + HASH, (uint64_t)time);
}

void head_sign(const uint8_t *ledger, const uint8_t everybody[KEY], uint64_t n,
               const uint8_t link[HASH], const chain_head *head, const uint8_t *secret,
               uint8_t seal[TRUCE_SEAL]) {
    uint8_t text[HEAD];
    uint8_t message[SIGNED];
    uint8_t key[HASH];
    memcpy(text, head->signer, SIGNER);
    put_u64(text + SIGNER, (uint64_t)head->time);
    what_is_signed(ledger, n, link, head->time, message);
    (void)crypto_sign_detached(text + SIGNER + 8, NULL, message, sizeof message, secret);
    hash_derive(everybody, "truce seal 1", ledger, key);
    randombytes_buf(seal, NONCE);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(seal + NONCE, NULL, text, sizeof text, link,
                                                     HASH, NULL, seal, key);
    sodium_memzero(key, sizeof key);
}

bool head_open(const uint8_t *ledger, const uint8_t everybody[KEY], const uint8_t link[HASH],
               const uint8_t seal[TRUCE_SEAL], chain_head *head, uint8_t signature[64]) {
    uint8_t text[HEAD];
    uint8_t key[HASH];
    hash_derive(everybody, "truce seal 1", ledger, key);
    const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
        text, NULL, NULL, seal + NONCE, TRUCE_SEAL - NONCE, link, HASH, seal, key);
    sodium_memzero(key, sizeof key);
    if (wrong != 0) {
        return false;
    }
    memcpy(head->signer, text, SIGNER);
    uint64_t time = 0;
    for (int i = 0; i < 8; i++) {
        time |= (uint64_t)text[SIGNER + i] << (8 * i);
    }
    head->time = (int64_t)time;
    memcpy(signature, text + SIGNER + 8, SIGNATURE);
    return true;
}

bool head_signed(const uint8_t *ledger, uint64_t n, const uint8_t link[HASH],
                 const chain_head *head, const uint8_t signature[64]) {
    uint8_t message[SIGNED];
    what_is_signed(ledger, n, link, head->time, message);
    return crypto_sign_verify_detached(signature, message, sizeof message, head->signer) == 0;
}
