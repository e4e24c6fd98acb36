#include "record/epoch/statement.h"

#include <stdlib.h>

#include "record/chain/bytes.h"
#include "record/chain/hash.h"

enum { VERSION = 1 };

/* What is signed is a hash of what was said: so one pass over a long text serves reader and
 * writer. */
static void digest(truce_str said, const uint8_t *origin, uint8_t out[WORD + HASH]) {
    memset(out, 0, WORD);
    memcpy(out, "truce event 1", 13);
    hashing h;
    hash_begin(&h, "truce said 1", NULL, HASH);
    hash_bytes(&h, origin, TRUCE_LEDGER_ID);
    hash_bytes(&h, said.data, said.size);
    hash_end(&h, out + WORD, HASH);
}

static int by_bytes(const void *left, const void *right) {
    return memcmp(left, right, STATEMENT_TAG);
}

/* Neither how many they are nor their order tells anything. */
static void put_tags(const statement *s, truce_buffer *out) {
    uint8_t tags[TRUCE_LABELS_MAX][STATEMENT_TAG];
    size_t n = s->n_tags > 0 ? 4 : 0;
    while (n < s->n_tags) {
        n *= 2;
    }
    randombytes_buf(tags, n * sizeof tags[0]);
    for (size_t i = 0; i < s->n_tags; i++) {
        memcpy(tags[i], s->tags[i], sizeof tags[i]);
    }
    qsort(tags, n, sizeof tags[0], by_bytes);
    bytes_put_number(out, n, 1);
    bytes_put(out, tags, n * sizeof tags[0]);
}

void statement_write(const statement *s, const uint8_t *origin, const truce_identity *identity,
                     truce_buffer *out) {
    const size_t from = out->size;
    bytes_put_number(out, VERSION, 1);
    bytes_put_number(out, s->type, 1);
    bytes_put_name(out, truce_str_of(identity->card.name));
    bytes_put(out, identity->card.keys.sign, sizeof s->author);
    bytes_put(out, s->salt, sizeof s->salt);
    bytes_put(out, s->id, sizeof s->id);
    bytes_put_number(out, (uint64_t)s->time, 8);
    bytes_put(out, s->of, sizeof s->of);
    put_tags(s, out);
    bytes_put_number(out, s->text.size, 4);
    truce_buffer_add(out, s->text);
    if (out->failed) {
        return;
    }
    uint8_t what[WORD + HASH];
    uint8_t signature[STATEMENT_SIGNATURE];
    digest((truce_str){out->data + from, out->size - from}, origin, what);
    (void)crypto_sign_detached(signature, NULL, what, sizeof what, identity->sign);
    bytes_put(out, signature, sizeof signature);
}

static truce_status unreadable(truce_error *err) {
    return truce_fail(err, TRUCE_EINVAL, "the entry was opened and says nothing that can be read");
}

truce_status statement_read(truce_str plain, statement *s, truce_error *err) {
    bytes_in in = bytes_from(plain);
    if (bytes_number(&in, 1) != VERSION) {
        return unreadable(err);
    }
    statement read = {.type = (uint8_t)bytes_number(&in, 1)};
    read.name = bytes_name(&in);
    bytes_get(&in, read.author, sizeof read.author);
    bytes_get(&in, read.salt, sizeof read.salt);
    bytes_get(&in, read.id, sizeof read.id);
    read.time = (int64_t)bytes_number(&in, 8);
    bytes_get(&in, read.of, sizeof read.of);
    read.n_tags = (size_t)bytes_number(&in, 1);
    read.tags = (const uint8_t(*)[STATEMENT_TAG])bytes_take(&in, read.n_tags * STATEMENT_TAG);
    read.text = bytes_text(&in, (size_t)bytes_number(&in, 4));
    read.signs = (truce_str){plain.data, (size_t)((const char *)in.at - plain.data)};
    read.signature = bytes_take(&in, STATEMENT_SIGNATURE);
    if (!bytes_done(&in) || !person_name(read.name) || read.n_tags > TRUCE_LABELS_MAX) {
        return unreadable(err);
    }
    *s = read;
    return TRUCE_OK;
}

bool statement_signed(const statement *s, const uint8_t *origin) {
    uint8_t what[WORD + HASH];
    digest(s->signs, origin, what);
    return crypto_sign_verify_detached(s->signature, what, sizeof what, s->author) == 0;
}

void statement_tag(const uint8_t room_id[ROOM_ID], const uint8_t id[TRUCE_SAID_ID],
                   uint8_t tag[STATEMENT_TAG]) {
    hashing h;
    hash_begin(&h, "truce for 1", NULL, STATEMENT_TAG);
    hash_bytes(&h, room_id, ROOM_ID);
    hash_bytes(&h, id, TRUCE_SAID_ID);
    hash_end(&h, tag, STATEMENT_TAG);
}

bool statement_is_for(const statement *s, const uint8_t room_id[ROOM_ID]) {
    uint8_t tag[STATEMENT_TAG];
    statement_tag(room_id, s->id, tag);
    for (size_t i = 0; i < s->n_tags; i++) {
        if (memcmp(s->tags[i], tag, sizeof tag) == 0) {
            return true;
        }
    }
    return false;
}
