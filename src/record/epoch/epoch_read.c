#include <stdlib.h>

#include "record/chain/bytes.h"
#include "record/chain/seal.h"
#include "record/epoch/epoch_form.h"

typedef struct reader {
    epoch *e;
    const truce_entry *entry;
    const uint8_t *ledger;
    const uint8_t *key; /* of the entry */
    bool given;         /* the places were, by a manager: they need not begin with `public` */
    truce_arena *arena;
    truce_error *err;
} reader;

static truce_status no_memory(reader *r) {
    return truce_fail(r->err, TRUCE_ENOMEM, "no memory to read who is there");
}

static truce_status unreadable(reader *r) {
    return truce_fail(r->err, TRUCE_EINVAL, "the change of keys was opened and cannot be read");
}

/* ---- the box --------------------------------------------------------------------------------- */

/* The text of this reader's box, in memory of sodium_malloc; NULL when there is none. */
static truce_status find_box(reader *r, const truce_identity *identity, uint8_t **plain,
                             size_t *places) {
    bytes_in in = bytes_from(r->entry->wraps);
    const size_t log_boxes = (size_t)bytes_number(&in, 1);
    const size_t log_places = (size_t)bytes_number(&in, 1);
    *plain = NULL;
    if (in.short_of || log_boxes > 12 || log_places > 12) {
        return TRUCE_OK; /* whoever made it, nobody has a box in it */
    }
    *places = (size_t)1 << log_places;
    const size_t size = form_box_size(*places);
    if (bytes_left(&in) != size << log_boxes) {
        return TRUCE_OK;
    }
    uint8_t *const text = sodium_malloc(size - crypto_box_SEALBYTES);
    if (text == NULL) {
        return no_memory(r);
    }
    for (size_t i = 0; i < (size_t)1 << log_boxes; i++) {
        if (crypto_box_seal_open(text, bytes_take(&in, size), size, identity->card.keys.box,
                                 identity->box) == 0) {
            *plain = text;
            return TRUCE_OK;
        }
    }
    sodium_free(text);
    return TRUCE_OK;
}

/* ---- its text -------------------------------------------------------------------------------- */

static truce_status read_signers(reader *r, bytes_in *in) {
    epoch *const e = r->e;
    bytes_get(in, e->origin, sizeof e->origin);
    e->number = (uint32_t)bytes_number(in, 4);
    e->n_signers = (size_t)bytes_number(in, 4);
    if (in->short_of || e->n_signers > bytes_left(in) / (33 + HASH)) {
        return unreadable(r);
    }
    e->signers = truce_arena_take(r->arena, (e->n_signers + 1) * sizeof *e->signers);
    if (e->signers == NULL) {
        return no_memory(r);
    }
    for (size_t i = 0; i < e->n_signers; i++) {
        bytes_get(in, e->signers[i].key, 32);
        e->signers[i].rights = (uint8_t)bytes_number(in, 1);
        bytes_get(in, e->signers[i].name, HASH);
        if (i > 0 && memcmp(e->signers[i - 1].key, e->signers[i].key, 32) >= 0) {
            return unreadable(r);
        }
    }
    return TRUCE_OK;
}

/* Open a part with the key of the room `id`: its text in the arena, or nothing. */
static truce_status open_part(reader *r, truce_str part, const uint8_t *id, const uint8_t *key,
                              truce_str *text) {
    static const uint8_t no_nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    *text = (truce_str){NULL, 0};
    if (part.size < FORM_TAG) {
        return TRUCE_OK;
    }
    uint8_t *const plain = truce_arena_take(r->arena, part.size - FORM_TAG + 1);
    if (plain == NULL) {
        return no_memory(r);
    }
    uint8_t sealing[HASH];
    form_part_key(r->ledger, r->entry->mark, key, sealing);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, (const uint8_t *)part.data,
                                                   part.size, id, ROOM_ID, no_nonce,
                                                   sealing) == 0) {
        *text = (truce_str){(const char *)plain, part.size - FORM_TAG};
    }
    sodium_memzero(sealing, sizeof sealing);
    return TRUCE_OK;
}

/* A name as a member's, new where it was not known; its index. */
static truce_status know(reader *r, truce_str name, size_t *cap, uint32_t *index) {
    epoch *const e = r->e;
    *index = epoch_member(e, name);
    if (*index < TRUCE_MEMBERS_MAX) {
        return TRUCE_OK;
    }
    if (!person_name(name) || e->n_members >= TRUCE_MEMBERS_MAX) {
        return unreadable(r);
    }
    truce_ledger_member *const members =
        truce_arena_grow(r->arena, e->members, e->n_members, cap, sizeof *members);
    if (members == NULL) {
        return no_memory(r);
    }
    e->members = members;
    members[e->n_members] = (truce_ledger_member){.rights = 0};
    memcpy(members[e->n_members].card.name, name.data, name.size);
    *index = (uint32_t)e->n_members++;
    return TRUCE_OK;
}

/* A room's id, role, label and members; its key is not in it. */
static truce_status read_room(reader *r, bytes_in *in, size_t *cap, room *found) {
    bytes_get(in, found->id, ROOM_ID);
    found->role = (truce_room_role)bytes_number(in, 1);
    found->label = bytes_name(in);
    found->n_members = (size_t)bytes_number(in, 4);
    if (in->short_of || !person_name(found->label) || found->role > TRUCE_ROOM_OBSERVER ||
        found->n_members > bytes_left(in)) {
        return unreadable(r);
    }
    found->members = truce_arena_take(r->arena, (found->n_members + 1) * sizeof *found->members);
    truce_status status = found->members != NULL ? TRUCE_OK : no_memory(r);
    for (size_t i = 0; i < found->n_members && status == TRUCE_OK; i++) {
        status = know(r, bytes_name(in), cap, &found->members[i]);
    }
    return status;
}

static truce_status read_for_team(reader *r, truce_str part) {
    epoch *const e = r->e;
    bytes_in in = bytes_from(part);
    e->n_members = 0;
    const size_t n = (size_t)bytes_number(&in, 4);
    if (in.short_of || n > TRUCE_MEMBERS_MAX || n > bytes_left(&in)) {
        return unreadable(r);
    }
    size_t cap = n + 1;
    e->members = truce_arena_zero(r->arena, cap, sizeof *e->members);
    if (e->members == NULL) {
        return no_memory(r);
    }
    for (size_t i = 0; i < n; i++) {
        truce_ledger_member *const m = &e->members[i];
        const truce_str name = bytes_name(&in);
        if (!person_name(name) ||
            (i > 0 && truce_str_compare(truce_str_of(m[-1].card.name), name) >= 0)) {
            return unreadable(r);
        }
        memcpy(m->card.name, name.data, name.size);
        bytes_get(&in, m->card.keys.sign, sizeof m->card.keys.sign);
        bytes_get(&in, m->card.keys.box, sizeof m->card.keys.box);
        m->rights = (uint8_t)bytes_number(&in, 1);
        e->n_members++;
    }
    const size_t rooms = (size_t)bytes_number(&in, 4);
    if (in.short_of || rooms < 2 || rooms > bytes_left(&in)) {
        return unreadable(r);
    }
    e->rooms = truce_arena_zero(r->arena, rooms, sizeof *e->rooms);
    e->keys = sodium_malloc((rooms + 1) * KEY);
    if (e->rooms == NULL || e->keys == NULL) {
        return no_memory(r);
    }
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < rooms && status == TRUCE_OK; i++) {
        room *const found = &e->rooms[i];
        status = read_room(r, &in, &cap, found);
        found->key = e->keys + i * KEY;
        bytes_get(&in, found->key, KEY);
        e->n_rooms = i + 1;
    }
    if (status != TRUCE_OK) {
        return status;
    }
    const bool two = e->rooms[0].role == TRUCE_ROOM_PUBLIC && e->rooms[1].role == TRUCE_ROOM_TEAM;
    return bytes_done(&in) && two && e->n_members == n ? TRUCE_OK : unreadable(r);
}

static int by_label(const void *left, const void *right) {
    const room *const a = left;
    const room *const b = right;
    const bool first = a->role == TRUCE_ROOM_PUBLIC;
    const bool second = b->role == TRUCE_ROOM_PUBLIC;
    return first != second ? second - first : truce_str_compare(a->label, b->label);
}

/* The rooms of a member outside the team: `public`, and those whose parts open. */
static truce_status read_rooms(reader *r, const uint8_t *places, size_t n_places, bytes_in *in) {
    epoch *const e = r->e;
    const size_t log_parts = (size_t)bytes_number(in, 1);
    const size_t size = (size_t)bytes_number(in, 4) + FORM_TAG;
    if (in->short_of || log_parts > 12 || bytes_left(in) != size << log_parts) {
        return unreadable(r);
    }
    const uint8_t *const parts = bytes_take(in, size << log_parts);
    e->rooms = truce_arena_zero(r->arena, n_places + 1, sizeof *e->rooms);
    e->keys = sodium_malloc((n_places + 2) * KEY);
    if (e->rooms == NULL || e->keys == NULL) {
        return no_memory(r);
    }
    size_t cap = 0;
    uint8_t everybody[ROOM_ID];
    form_public_id(everybody);
    for (size_t i = 0; i < n_places; i++) {
        const uint8_t *const place = places + i * FORM_PLACE;
        room *const found = &e->rooms[e->n_rooms];
        found->key = e->keys + e->n_rooms * KEY;
        if (sodium_is_zero(place, ROOM_ID)) {
            continue;
        }
        memcpy(found->key, place + ROOM_ID, KEY);
        if (memcmp(place, everybody, ROOM_ID) == 0) {
            memcpy(found->id, everybody, ROOM_ID);
            found->label = TRUCE_STR(FORM_PUBLIC);
            e->n_rooms++;
            continue;
        }
        truce_str text = {NULL, 0};
        truce_status status = TRUCE_OK;
        for (size_t p = 0; p < (size_t)1 << log_parts && text.data == NULL; p++) {
            const truce_str part = {(const char *)parts + p * size, size};
            status = open_part(r, part, place, found->key, &text);
            if (status != TRUCE_OK) {
                return status;
            }
        }
        if (text.data == NULL) {
            return unreadable(r);
        }
        bytes_in room_in = bytes_from(text);
        status = read_room(r, &room_in, &cap, found);
        if (status != TRUCE_OK || memcmp(found->id, place, ROOM_ID) != 0) {
            return status != TRUCE_OK ? status : unreadable(r);
        }
        e->n_rooms++;
    }
    if (e->n_rooms == 0) {
        return unreadable(r);
    }
    qsort(e->rooms, e->n_rooms, sizeof *e->rooms, by_label);
    return r->given || e->rooms[0].role == TRUCE_ROOM_PUBLIC ? TRUCE_OK : unreadable(r);
}

static truce_status read_text(reader *r, const uint8_t *places, size_t n_places) {
    epoch *const e = r->e;
    bytes_in in = bytes_from(e->by.text);
    truce_status status = read_signers(r, &in);
    if (status != TRUCE_OK) {
        return status;
    }
    const truce_str for_team = bytes_text(&in, (size_t)bytes_number(&in, 4));
    uint8_t id[ROOM_ID];
    form_team_id(id);
    for (size_t i = 0; i < n_places && status == TRUCE_OK && !e->team; i++) {
        if (memcmp(places + i * FORM_PLACE, id, ROOM_ID) == 0) {
            truce_str text;
            status = open_part(r, for_team, id, places + i * FORM_PLACE + ROOM_ID, &text);
            status = status == TRUCE_OK && text.data == NULL ? unreadable(r) : status;
            status = status == TRUCE_OK ? read_for_team(r, text) : status;
            e->team = true;
        }
    }
    return status != TRUCE_OK || e->team ? status : read_rooms(r, places, n_places, &in);
}

static truce_status open_with(reader *r, const uint8_t *places, size_t n_places) {
    epoch *const e = r->e;
    truce_str plain;
    truce_status status = seal_open(r->ledger, r->key, r->entry, r->arena, &plain, r->err);
    status = status == TRUCE_OK ? statement_read(plain, &e->by, r->err) : status;
    if (status == TRUCE_OK && e->by.type != STATEMENT_KEYS) {
        status = unreadable(r);
    }
    status = status == TRUCE_OK ? read_text(r, places, n_places) : status;
    if (status != TRUCE_OK) {
        epoch_close(e);
        return status;
    }
    memcpy(e->keys + e->n_rooms * KEY, r->key, KEY);
    e->member = true;
    return TRUCE_OK;
}

truce_status epoch_open(const truce_entry *entry, const uint8_t *ledger, const uint8_t key[KEY],
                        const uint8_t *places, size_t n_places, truce_arena *arena, epoch *e,
                        truce_error *err) {
    *e = (epoch){.n = entry->n};
    reader r = {e, entry, ledger, key, true, arena, err};
    return open_with(&r, places, n_places);
}

truce_status epoch_read(const truce_entry *entry, const uint8_t *ledger,
                        const truce_identity *identity, truce_arena *arena, epoch *e,
                        truce_error *err) {
    *e = (epoch){.n = entry->n};
    reader r = {e, entry, ledger, NULL, false, arena, err};
    uint8_t *box = NULL;
    size_t places = 0;
    truce_status status = find_box(&r, identity, &box, &places);
    if (status == TRUCE_OK && box != NULL) {
        r.key = box;
        status = open_with(&r, box + KEY, places);
    }
    sodium_free(box);
    return status;
}
