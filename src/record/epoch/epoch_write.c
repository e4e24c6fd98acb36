#include <assert.h>
#include <stdlib.h>

#include "record/chain/bytes.h"
#include "record/chain/seal.h"
#include "record/epoch/epoch_form.h"

typedef struct writer {
    epoch *e;
    const uint8_t *ledger;
    uint8_t mark[TRUCE_MARK];
    size_t most; /* that ever stood in the buffer for one part */
    truce_arena *arena;
    truce_error *err;
} writer;

static truce_status no_memory(writer *w) {
    return truce_fail(w->err, TRUCE_ENOMEM, "no memory to change the keys");
}

static int by_key(const void *left, const void *right) {
    return memcmp(((const signer *)left)->key, ((const signer *)right)->key, 32);
}

static truce_status make_signers(writer *w, const signer *wrote, size_t n_wrote) {
    epoch *const e = w->e;
    e->signers = truce_arena_take(w->arena, (e->n_members + n_wrote + 1) * sizeof *e->signers);
    if (e->signers == NULL) {
        return no_memory(w);
    }
    e->n_signers = 0;
    for (size_t i = 0; i < e->n_members; i++) {
        signer *const s = &e->signers[e->n_signers++];
        memcpy(s->key, e->members[i].card.keys.sign, sizeof s->key);
        s->rights = e->members[i].rights;
        const truce_str name = truce_str_of(e->members[i].card.name);
        uint8_t salt[STATEMENT_SALT];
        epoch_salt(e, name, salt);
        form_name(salt, s->key, name, s->name);
    }
    for (size_t i = 0; i < n_wrote; i++) {
        size_t at = 0;
        while (at < e->n_members && memcmp(e->signers[at].key, wrote[i].key, 32) != 0) {
            at++;
        }
        if (at < e->n_members) {
            e->signers[at].rights |= wrote[i].rights;
        } else {
            e->signers[e->n_signers++] = wrote[i];
        }
    }
    qsort(e->signers, e->n_signers, sizeof *e->signers, by_key);
    return TRUCE_OK;
}

static truce_status draw_keys(writer *w, const uint8_t key[KEY]) {
    epoch *const e = w->e;
    e->keys = sodium_malloc((e->n_rooms + 1) * KEY);
    if (e->keys == NULL) {
        return no_memory(w);
    }
    randombytes_buf(e->keys, e->n_rooms * KEY);
    memcpy(e->keys + e->n_rooms * KEY, key, KEY);
    for (size_t i = 0; i < e->n_rooms; i++) {
        e->rooms[i].key = e->keys + i * KEY;
    }
    return TRUCE_OK;
}

static bool is_in(const room *r, size_t member) {
    for (size_t i = 0; i < r->n_members; i++) {
        if (r->members[i] == member) {
            return true;
        }
    }
    return false;
}

/* ---- the boxes ------------------------------------------------------------------------------- */

/* What is in a member's box behind the key: `public` first, then every room that they are in. */
static size_t fill_places(const epoch *e, size_t member, uint8_t *places) {
    size_t n = 0;
    for (size_t i = 0; i < e->n_rooms; i++) {
        const room *const r = &e->rooms[i];
        if (r->role == TRUCE_ROOM_PUBLIC || is_in(r, member)) {
            if (places != NULL) {
                memcpy(places + n * FORM_PLACE, r->id, ROOM_ID);
                memcpy(places + n * FORM_PLACE + ROOM_ID, r->key, KEY);
            }
            n++;
        }
    }
    return n;
}

typedef struct boxes {
    uint8_t *at;
    size_t size; /* of one */
} boxes;

/* Sorted by their bytes: an order that tells nothing. Insertion is enough for some thousands of
 * pointers only, so they are sorted through an array of places. */
static int by_bytes(const void *left, const void *right) {
    const uint8_t *const *const a = left;
    const uint8_t *const *const b = right;
    return memcmp(*a, *b, crypto_box_PUBLICKEYBYTES); /* of the sender, drawn anew for each */
}

static truce_status make_boxes(writer *w, const uint8_t key[KEY], truce_buffer *wraps) {
    const epoch *const e = w->e;
    size_t most = 0;
    for (size_t i = 0; i < e->n_members; i++) {
        const size_t n = fill_places(e, i, NULL);
        most = n > most ? n : most;
    }
    const uint8_t log_places = form_log2(most);
    const uint8_t log_boxes = form_log2(e->n_members);
    const size_t n = (size_t)1 << log_boxes;
    const size_t size = form_box_size((size_t)1 << log_places);
    if (n > (TRUCE_WRAPS_MAX - 2) / size) {
        return truce_fail(w->err, TRUCE_ELIMIT,
                          "%zu members in up to %zu compartments each are "
                          "more than a ledger takes",
                          e->n_members, most);
    }
    uint8_t *const plain = sodium_malloc(size - crypto_box_SEALBYTES);
    uint8_t *const sealed = truce_arena_take(w->arena, n * size);
    const uint8_t **const order = truce_arena_take(w->arena, n * sizeof *order);
    if (plain == NULL || sealed == NULL || order == NULL ||
        !truce_buffer_reserve(wraps, 2 + n * size)) {
        sodium_free(plain);
        return no_memory(w);
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t to[crypto_box_PUBLICKEYBYTES];
        memset(plain, 0, size - crypto_box_SEALBYTES);
        if (i < e->n_members) {
            memcpy(to, e->members[i].card.keys.box, sizeof to);
            memcpy(plain, key, KEY);
            (void)fill_places(e, i, plain + KEY);
        } else { /* nobody's */
            uint8_t thrown_away[crypto_box_SECRETKEYBYTES];
            (void)crypto_box_keypair(to, thrown_away);
            sodium_memzero(thrown_away, sizeof thrown_away);
        }
        order[i] = sealed + i * size;
        if (crypto_box_seal(sealed + i * size, plain, size - crypto_box_SEALBYTES, to) != 0) {
            sodium_free(plain);
            return truce_fail(w->err, TRUCE_EINVAL, "the card of \"%s\" has no usable key",
                              e->members[i].card.name);
        }
    }
    sodium_free(plain);
    qsort(order, n, sizeof *order, by_bytes);
    bytes_put_number(wraps, log_boxes, 1);
    bytes_put_number(wraps, log_places, 1);
    for (size_t i = 0; i < n; i++) {
        bytes_put(wraps, order[i], size);
    }
    return TRUCE_OK;
}

/* ---- the parts ------------------------------------------------------------------------------- */

/* Append `plain` sealed for a room. */
static bool put_part(const writer *w, const room *r, truce_str plain, truce_buffer *text) {
    static const uint8_t no_nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    uint8_t key[HASH];
    if (!truce_buffer_reserve(text, plain.size + FORM_TAG)) {
        return false;
    }
    form_part_key(w->ledger, w->mark, r->key, key);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt((uint8_t *)text->data + text->size, NULL,
                                                     (const uint8_t *)plain.data, plain.size, r->id,
                                                     ROOM_ID, NULL, no_nonce, key);
    text->size += plain.size + FORM_TAG;
    sodium_memzero(key, sizeof key);
    return true;
}

static void put_room(const epoch *e, const room *r, truce_buffer *out) {
    bytes_put(out, r->id, ROOM_ID);
    bytes_put_number(out, (uint64_t)r->role, 1);
    bytes_put_name(out, r->label);
    bytes_put_number(out, r->n_members, 4);
    for (size_t i = 0; i < r->n_members; i++) {
        bytes_put_name(out, truce_str_of(e->members[r->members[i]].card.name));
    }
}

static void put_for_team(const epoch *e, truce_buffer *out) {
    bytes_put_number(out, e->n_members, 4);
    for (size_t i = 0; i < e->n_members; i++) {
        const truce_ledger_member *const m = &e->members[i];
        bytes_put_name(out, truce_str_of(m->card.name));
        bytes_put(out, m->card.keys.sign, sizeof m->card.keys.sign);
        bytes_put(out, m->card.keys.box, sizeof m->card.keys.box);
        bytes_put_number(out, m->rights, 1);
    }
    bytes_put_number(out, e->n_rooms, 4);
    for (size_t i = 0; i < e->n_rooms; i++) {
        put_room(e, &e->rooms[i], out);
        bytes_put(out, e->rooms[i].key, KEY);
    }
}

static bool has_part(const room *r) {
    return r->role != TRUCE_ROOM_PUBLIC && r->role != TRUCE_ROOM_TEAM;
}

/* All parts for rooms, of one size. `one` is used for each in turn. */
static bool put_rooms(writer *w, truce_buffer *one, truce_buffer *text) {
    const epoch *const e = w->e;
    size_t most = 0;
    size_t n = 0;
    for (size_t i = 0; i < e->n_rooms; i++) {
        if (has_part(&e->rooms[i])) {
            one->size = 0;
            put_room(e, &e->rooms[i], one);
            most = one->size > most ? one->size : most;
            n++;
        }
    }
    const uint8_t log_parts = form_log2(n);
    size_t size = 64;
    while (size < most) {
        size *= 2;
    }
    bytes_put_number(text, log_parts, 1);
    bytes_put_number(text, size, 4);
    for (size_t i = 0; i < e->n_rooms; i++) {
        if (has_part(&e->rooms[i])) {
            one->size = 0;
            put_room(e, &e->rooms[i], one);
            truce_buffer_fill(one, '\0', size - one->size);
            w->most = w->most > one->size ? w->most : one->size;
            if (one->failed || !put_part(w, &e->rooms[i], (truce_str){one->data, size}, text)) {
                return false;
            }
        }
    }
    const size_t rest = (((size_t)1 << log_parts) - n) * (size + FORM_TAG);
    if (!truce_buffer_reserve(text, rest)) {
        return false;
    }
    randombytes_buf(text->data + text->size, rest);
    text->size += rest;
    return true;
}

static bool put_text(writer *w, truce_buffer *one, truce_buffer *text) {
    const epoch *const e = w->e;
    bytes_put(text, e->origin, sizeof e->origin);
    bytes_put_number(text, e->number, 4);
    bytes_put_number(text, e->n_signers, 4);
    for (size_t i = 0; i < e->n_signers; i++) {
        bytes_put(text, e->signers[i].key, sizeof e->signers[i].key);
        bytes_put_number(text, e->signers[i].rights, 1);
        bytes_put(text, e->signers[i].name, HASH);
    }
    put_for_team(e, one);
    w->most = one->size;
    bytes_put_number(text, one->size + FORM_TAG, 4);
    assert(e->n_rooms >= 2 && e->rooms[1].role == TRUCE_ROOM_TEAM);
    return !one->failed && put_part(w, &e->rooms[1], (truce_str){one->data, one->size}, text) &&
           put_rooms(w, one, text) && !text->failed;
}

/* `used`: as much as ever stood in it. */
static void wipe(truce_buffer *buffer, size_t used) {
    if (buffer->data != NULL) {
        sodium_memzero(buffer->data, used);
    }
    truce_buffer_clear(buffer);
}

static truce_status make_body(writer *w, const uint8_t key[KEY], const truce_identity *identity,
                              int64_t now, truce_buffer *body) {
    truce_buffer one = truce_buffer_new();
    truce_buffer text = truce_buffer_new();
    truce_buffer plain = truce_buffer_new();
    /* No room is taken twice, so nothing is left behind where a buffer grew. */
    (void)(truce_buffer_reserve(&one, TRUCE_BODY_MAX) &&
           truce_buffer_reserve(&text, TRUCE_BODY_MAX) &&
           truce_buffer_reserve(&plain, TRUCE_BODY_MAX));
    truce_status status = TRUCE_OK;
    if (one.failed || text.failed || plain.failed || !put_text(w, &one, &text)) {
        status = no_memory(w);
    } else {
        statement s = {.type = STATEMENT_KEYS, .time = now, .text = {text.data, text.size}};
        epoch_salt(w->e, truce_str_of(identity->card.name), s.salt);
        randombytes_buf(s.id, sizeof s.id);
        statement_write(&s, w->e->origin, identity, &plain);
        status = plain.failed ? no_memory(w)
                              : seal_close(w->ledger, key, TRUCE_ENTRY_KEYS,
                                           (truce_str){plain.data, plain.size}, body, w->err);
    }
    wipe(&one, w->most);
    wipe(&text, text.size);
    wipe(&plain, plain.size);
    return status;
}

truce_status epoch_write(epoch *e, const signer *wrote, size_t n_wrote, const uint8_t *ledger,
                         const truce_identity *identity, int64_t now, truce_arena *arena,
                         truce_buffer *body, truce_buffer *wraps, uint8_t mark[TRUCE_MARK],
                         truce_error *err) {
    writer w = {.e = e, .ledger = ledger, .arena = arena, .err = err};
    uint8_t key[KEY];
    randombytes_buf(key, sizeof key);
    seal_mark(ledger, key, w.mark);
    memcpy(mark, w.mark, sizeof w.mark);
    truce_status status = make_signers(&w, wrote, n_wrote);
    status = status == TRUCE_OK ? draw_keys(&w, key) : status;
    status = status == TRUCE_OK ? make_boxes(&w, key, wraps) : status;
    status = status == TRUCE_OK ? make_body(&w, key, identity, now, body) : status;
    sodium_memzero(key, sizeof key);
    return status;
}
