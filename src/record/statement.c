#include "record/statement.h"

#include "record/bytes.h"
#include "record/hash.h"

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

void statement_write(const statement *s, const uint8_t *origin, const truce_identity *identity,
                     truce_buffer *out) {
    const size_t from = out->size;
    bytes_put_number(out, VERSION, 1);
    bytes_put_number(out, s->type, 1);
    bytes_put_name(out, truce_str_of(identity->card.name));
    bytes_put(out, identity->card.keys.sign, sizeof s->author);
    bytes_put(out, s->id, sizeof s->id);
    bytes_put_number(out, (uint64_t)s->time, 8);
    bytes_put(out, s->of, sizeof s->of);
    bytes_put_number(out, s->n_labels, 1);
    for (size_t i = 0; i < s->n_labels; i++) {
        bytes_put_name(out, s->labels[i]);
    }
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

static truce_status read_labels(bytes_in *in, truce_arena *arena, statement *s, truce_error *err) {
    s->n_labels = (size_t)bytes_number(in, 1);
    truce_str *const labels = truce_arena_take(arena, (s->n_labels + 1) * sizeof *labels);
    if (labels == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to read an entry");
    }
    for (size_t i = 0; i < s->n_labels; i++) {
        labels[i] = bytes_name(in);
        if (!person_name(labels[i]) ||
            (i > 0 && truce_str_compare(labels[i - 1], labels[i]) >= 0)) {
            return unreadable(err);
        }
    }
    s->labels = labels;
    return TRUCE_OK;
}

truce_status statement_read(truce_str plain, truce_arena *arena, statement *s, truce_error *err) {
    bytes_in in = bytes_from(plain);
    if (bytes_number(&in, 1) != VERSION) {
        return unreadable(err);
    }
    statement read = {.type = (uint8_t)bytes_number(&in, 1)};
    read.name = bytes_name(&in);
    bytes_get(&in, read.author, sizeof read.author);
    bytes_get(&in, read.id, sizeof read.id);
    read.time = (int64_t)bytes_number(&in, 8);
    bytes_get(&in, read.of, sizeof read.of);
    const truce_status status = read_labels(&in, arena, &read, err);
    if (status != TRUCE_OK) {
        return status;
    }
    read.text = bytes_text(&in, (size_t)bytes_number(&in, 4));
    read.signs = (truce_str){plain.data, (size_t)((const char *)in.at - plain.data)};
    read.signature = bytes_take(&in, STATEMENT_SIGNATURE);
    if (!bytes_done(&in) || !person_name(read.name) || read.n_labels > TRUCE_LABELS_MAX) {
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

bool statement_has_label(const statement *s, truce_str label) {
    for (size_t i = 0; i < s->n_labels; i++) {
        if (truce_str_equal(s->labels[i], label)) {
            return true;
        }
    }
    return false;
}
