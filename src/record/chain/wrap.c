#include "record/chain/wrap.h"

#include <assert.h>
#include <stdlib.h>

enum { TAG = 16, FEWEST = 4 };

/* Tag and pad of a compartment for an entry. A mark belongs to one key, so no pad masks two. */
static void tag_and_pad(const uint8_t *ledger, const uint8_t *mark, const uint8_t *of,
                        uint8_t out[WRAP]) {
    hashing h;
    hash_begin(&h, "truce wrap 1", of, WRAP);
    hash_bytes(&h, ledger, TRUCE_LEDGER_ID);
    hash_bytes(&h, mark, TRUCE_MARK);
    hash_end(&h, out, WRAP);
}

static int by_bytes(const void *left, const void *right) {
    return memcmp(left, right, WRAP);
}

truce_status wrap_key(const uint8_t *ledger, const uint8_t mark[TRUCE_MARK], const uint8_t key[KEY],
                      const uint8_t (*to)[KEY], size_t n, truce_buffer *wraps, truce_error *err) {
    assert(n > 0 && n <= WRAPS_MOST);
    size_t slots = FEWEST;
    while (slots < n) {
        slots *= 2;
    }
    if (!truce_buffer_reserve(wraps, slots * WRAP)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to wrap a key");
    }
    uint8_t *const at = (uint8_t *)wraps->data + wraps->size;
    for (size_t i = 0; i < n; i++) {
        uint8_t *const slot = at + i * WRAP;
        tag_and_pad(ledger, mark, to[i], slot);
        for (size_t k = 0; k < KEY; k++) {
            slot[TAG + k] ^= key[k];
        }
    }
    randombytes_buf(at + n * WRAP, (slots - n) * WRAP);
    qsort(at, slots, WRAP, by_bytes);
    wraps->size += slots * WRAP;
    return TRUCE_OK;
}

bool wrap_size(size_t size) {
    for (size_t slots = FEWEST; slots <= WRAPS_MOST; slots *= 2) {
        if (size == slots * WRAP) {
            return true;
        }
    }
    return false;
}

bool wrap_open(const uint8_t *ledger, const uint8_t mark[TRUCE_MARK], const uint8_t of[KEY],
               truce_str wraps, uint8_t key[KEY]) {
    uint8_t mine[WRAP];
    tag_and_pad(ledger, mark, of, mine);
    bool found = false;
    for (size_t at = 0; at + WRAP <= wraps.size && !found; at += WRAP) {
        const uint8_t *const slot = (const uint8_t *)wraps.data + at;
        found = sodium_memcmp(slot, mine, TAG) == 0;
        for (size_t k = 0; found && k < KEY; k++) {
            key[k] = slot[TAG + k] ^ mine[TAG + k];
        }
    }
    sodium_memzero(mine, sizeof mine);
    return found;
}
