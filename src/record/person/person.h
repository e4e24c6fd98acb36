/* person.h - what an identity holds, for those files of this room that sign or open with it. */
#ifndef RECORD_PERSON_H
#define RECORD_PERSON_H

#include <sodium.h>

#include "truce/record/identity.h"

/* In memory of sodium_malloc. */
struct truce_identity {
    truce_card card;
    uint8_t sign[crypto_sign_SECRETKEYBYTES];
    uint8_t box[crypto_box_SECRETKEYBYTES];
};

/* Names of members and labels are names of the case language: a-z and 0-9 in groups joined by
 * single hyphens, beginning with a letter, at most TRUCE_MEMBER_NAME_MAX bytes. */
bool person_name(truce_str name);

/* A name that a member may have: not one that the case language gives a meaning of its own. */
bool person_member_name(truce_str name);

/* libsodium is ready; may be called again. TRUCE_EIO: the system gives no random bytes. */
TRUCE_MUST_USE truce_status person_ready(truce_error *err);

#endif
