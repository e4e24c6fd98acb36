#include "truce/record/identity.h"

#include <sys/mman.h>

#include "record/person/person.h"

bool person_name(truce_str name) {
    bool group = false; /* a letter or digit stands before */
    for (size_t i = 0; i < name.size; i++) {
        const char c = name.data[i];
        const bool letter = c >= 'a' && c <= 'z';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || (c == '-' && group)))) {
            return false;
        }
        group = c != '-';
    }
    return group && name.size <= TRUCE_MEMBER_NAME_MAX;
}

bool person_member_name(truce_str name) {
    static const char *const taken[] = {"team", "public", "someone"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        if (truce_str_equal(name, truce_str_of(taken[i]))) {
            return false;
        }
    }
    return person_name(name);
}

truce_status person_ready(truce_error *err) {
    if (sodium_init() < 0) {
        return truce_fail(err, TRUCE_EIO, "the system gives no random bytes");
    }
    return TRUCE_OK;
}

truce_status truce_identity_make(truce_str name, truce_identity **identity, truce_error *err) {
    const truce_status status = person_ready(err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (!person_member_name(name)) {
        return truce_fail(err, TRUCE_EINVAL,
                          "\"%.*s\" is no name for a member: letters a to z, digits and "
                          "single hyphens, beginning with a letter, at most %d; not team, public, "
                          "someone",
                          name.size > 80 ? 80 : (int)name.size, name.size > 0 ? name.data : "",
                          TRUCE_MEMBER_NAME_MAX);
    }
    truce_identity *const made = sodium_malloc(sizeof *made);
    if (made == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for keys");
    }
    memset(made, 0, sizeof *made);
    memcpy(made->card.name, name.data, name.size);
    (void)crypto_sign_keypair(made->card.keys.sign, made->sign);
    (void)crypto_box_keypair(made->card.keys.box, made->box);
    *identity = made;
    return TRUCE_OK;
}

bool truce_identity_locked(const truce_identity *identity) {
    /* It was asked for when they were made, and that it failed was not told; to ask once more
     * changes nothing, in pages or in counts of locks. */
    return mlock(identity, sizeof *identity) == 0;
}

void truce_identity_close(truce_identity *identity) {
    sodium_free(identity);
}

const truce_card *truce_identity_card(const truce_identity *identity) {
    return &identity->card;
}

bool truce_card_equal(const truce_card *a, const truce_card *b) {
    return strcmp(a->name, b->name) == 0 && memcmp(&a->keys, &b->keys, sizeof a->keys) == 0;
}

void truce_wipe(void *bytes, size_t size) {
    sodium_memzero(bytes, size);
}
