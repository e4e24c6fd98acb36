/* epoch_form.h - what the writer and the reader of a keys entry share: its form. */
#ifndef RECORD_EPOCH_FORM_H
#define RECORD_EPOCH_FORM_H

#include "record/epoch/epoch.h"

enum {
    FORM_FEWEST = 4, /* boxes, places and parts are filled up to so many, then to powers of two */
    FORM_PLACE = ROOM_ID + KEY,
    FORM_TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

#define FORM_GIVEN_SIZE                                                                            \
    (8 + KEY + FORM_PLACE) /* of an older epoch: its place, key, and one place */

#define FORM_PUBLIC "public"
#define FORM_TEAM   "team"

/* The ids of the two rooms that are always there. */
void form_public_id(uint8_t id[ROOM_ID]);
void form_team_id(uint8_t id[ROOM_ID]);

/* A box: the key of the entry, then `places`. */
static inline size_t form_box_size(size_t places) {
    return crypto_box_SEALBYTES + KEY + places * FORM_PLACE;
}

/* The base-2 logarithm of the least power of two that is n or more, and FORM_FEWEST or more. */
static inline uint8_t form_log2(size_t n) {
    uint8_t bits = 2;
    while ((size_t)1 << bits < n) {
        bits++;
    }
    return bits;
}

/* What ties a name to a signing key. */
void form_name(const uint8_t salt[STATEMENT_SALT], const uint8_t key[32], truce_str name,
               uint8_t out[HASH]);

/* What the part for a room is sealed under. */
void form_part_key(const uint8_t *ledger, const uint8_t mark[TRUCE_MARK], const uint8_t of[KEY],
                   uint8_t key[HASH]);

#endif
