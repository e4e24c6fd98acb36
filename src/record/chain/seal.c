#include "record/chain/seal.h"

enum {
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    SMALLEST = 256
};

/* The key seals one text, ever. */
static const uint8_t no_nonce[NONCE] = {0};

void seal_mark(const uint8_t *ledger, const uint8_t key[KEY], uint8_t mark[TRUCE_MARK]) {
    hash_derive(key, "truce mark 1", ledger, mark);
}

size_t seal_size(size_t size) {
    size_t sealed = SMALLEST;
    while (sealed < TRUCE_BODY_MAX && sealed - TAG <= size) {
        sealed *= 2;
    }
    return sealed - TAG > size ? sealed : 0; /* one byte at least is padding */
}

static void bound_to(uint8_t kind, const uint8_t mark[TRUCE_MARK], uint8_t out[1 + TRUCE_MARK]) {
    out[0] = kind;
    memcpy(out + 1, mark, TRUCE_MARK);
}

truce_status seal_close(const uint8_t *ledger, const uint8_t key[KEY], uint8_t kind,
                        truce_str plain, truce_buffer *body, truce_error *err) {
    const size_t size = seal_size(plain.size);
    if (size == 0) {
        return truce_fail(err, TRUCE_ELIMIT, "an entry of a ledger holds at most %u bytes",
                          TRUCE_BODY_MAX - TAG - 1);
    }
    if (!truce_buffer_reserve(body, size)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to seal an entry");
    }
    uint8_t mark[TRUCE_MARK];
    uint8_t bound[1 + TRUCE_MARK];
    uint8_t sealing[HASH];
    seal_mark(ledger, key, mark);
    bound_to(kind, mark, bound);
    hash_derive(key, "truce body 1", ledger, sealing);
    uint8_t *const text = (uint8_t *)body->data + body->size;
    memcpy(text, plain.data, plain.size);
    memset(text + plain.size, 0, size - TAG - plain.size);
    text[plain.size] = 0x80; /* ISO/IEC 7816-4 */
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(text, NULL, text, size - TAG, bound,
                                                     sizeof bound, NULL, no_nonce, sealing);
    body->size += size;
    sodium_memzero(sealing, sizeof sealing);
    return TRUCE_OK;
}

size_t seal_room(const truce_entry *entry) {
    return entry->body.size > TAG ? entry->body.size - TAG : 0;
}

bool seal_open_at(const uint8_t *ledger, const uint8_t key[KEY], const truce_entry *entry,
                  uint8_t *text, truce_str *plain) {
    const size_t size = seal_room(entry);
    uint8_t mark[TRUCE_MARK];
    seal_mark(ledger, key, mark);
    if (sodium_memcmp(mark, entry->mark, sizeof mark) != 0 || size == 0) {
        return false;
    }
    uint8_t bound[1 + TRUCE_MARK];
    uint8_t sealing[HASH];
    bound_to(entry->kind, mark, bound);
    hash_derive(key, "truce body 1", ledger, sealing);
    const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
        text, NULL, NULL, (const uint8_t *)entry->body.data, entry->body.size, bound, sizeof bound,
        no_nonce, sealing);
    sodium_memzero(sealing, sizeof sealing);
    size_t unpadded = 0;
    if (wrong != 0 || sodium_unpad(&unpadded, text, size, size) != 0) {
        return false;
    }
    *plain = (truce_str){(const char *)text, unpadded};
    return true;
}

truce_status seal_open(const uint8_t *ledger, const uint8_t key[KEY], const truce_entry *entry,
                       truce_arena *arena, truce_str *plain, truce_error *err) {
    uint8_t *const text = truce_arena_take(arena, seal_room(entry));
    if (text == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to open an entry");
    }
    return seal_open_at(ledger, key, entry, text, plain)
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL, "the entry is not what was sealed under this key");
}
