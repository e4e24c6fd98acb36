#include "record/epoch/epoch.h"

#include "record/epoch/epoch_form.h"

const signer *epoch_signer(const epoch *e, const uint8_t key[32]) {
    size_t from = 0;
    size_t until = e->n_signers;
    while (from < until) {
        const size_t middle = from + (until - from) / 2;
        const int order = memcmp(e->signers[middle].key, key, 32);
        if (order == 0) {
            return &e->signers[middle];
        }
        if (order < 0) {
            from = middle + 1;
        } else {
            until = middle;
        }
    }
    return NULL;
}

uint8_t epoch_rights(const epoch *e, const uint8_t key[32]) {
    const signer *const s = epoch_signer(e, key);
    return s != NULL ? s->rights : 0;
}

static const room *own_room(const epoch *e, truce_str name) {
    for (size_t i = 0; i < e->n_rooms; i++) {
        if (e->rooms[i].role == TRUCE_ROOM_OWN && truce_str_equal(e->rooms[i].label, name)) {
            return &e->rooms[i];
        }
    }
    return NULL;
}

void epoch_salt(const epoch *e, truce_str name, uint8_t salt[STATEMENT_SALT]) {
    const room *const own = own_room(e, name);
    memset(salt, 0, STATEMENT_SALT);
    if (own != NULL) {
        hashing h;
        hash_begin(&h, "truce salt 1", NULL, STATEMENT_SALT);
        hash_bytes(&h, own->id, ROOM_ID);
        hash_end(&h, salt, STATEMENT_SALT);
    }
}

void form_name(const uint8_t salt[STATEMENT_SALT], const uint8_t key[32], truce_str name,
               uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce name 1", NULL, HASH);
    hash_bytes(&h, salt, STATEMENT_SALT);
    hash_bytes(&h, key, 32);
    hash_bytes(&h, name.data, name.size);
    hash_end(&h, out, HASH);
}

bool epoch_names(const epoch *e, const statement *said) {
    const signer *const s = epoch_signer(e, said->author);
    uint8_t name[HASH];
    form_name(said->salt, said->author, said->name, name);
    return s != NULL && memcmp(s->name, name, HASH) == 0;
}

uint32_t epoch_room(const epoch *e, truce_str label) {
    for (size_t i = 0; i < e->n_rooms; i++) {
        if (truce_str_equal(e->rooms[i].label, label)) {
            return (uint32_t)i;
        }
    }
    return NO_ROOM;
}

uint32_t epoch_member(const epoch *e, truce_str name) {
    for (size_t i = 0; i < e->n_members; i++) {
        if (truce_str_equal(truce_str_of(e->members[i].card.name), name)) {
            return (uint32_t)i;
        }
    }
    return TRUCE_MEMBERS_MAX;
}

const uint8_t *epoch_key(const epoch *e) {
    return e->keys + e->n_rooms * KEY;
}

void epoch_close(epoch *e) {
    sodium_free(e->keys);
    e->keys = NULL;
}

void form_public_id(uint8_t id[ROOM_ID]) {
    memset(id, 0, ROOM_ID);
    memcpy(id, FORM_PUBLIC, strlen(FORM_PUBLIC));
}

void form_team_id(uint8_t id[ROOM_ID]) {
    memset(id, 0, ROOM_ID);
    memcpy(id, FORM_TEAM, strlen(FORM_TEAM));
}

void form_part_key(const uint8_t *ledger, const uint8_t mark[TRUCE_MARK], const uint8_t of[KEY],
                   uint8_t key[HASH]) {
    hashing h;
    hash_begin(&h, "truce part 1", of, HASH);
    hash_bytes(&h, ledger, TRUCE_LEDGER_ID);
    hash_bytes(&h, mark, TRUCE_MARK);
    hash_end(&h, key, HASH);
}
