/* Any bytes are read as a card, and as a key file. Signatures hold and Argon2id is a hash here, so
 * that reading is not stopped, or slowed, by what no fuzzer can guess. */
#include "fuzz.h"

#include <string.h>

#include "easy_keys.h"
#include "truce/record/identity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const truce_str text = {(const char *)data, size};
    truce_card card;
    truce_error err = {0};
    truce_status status = truce_card_read(text, &card, &err);
    if (status == TRUCE_OK) {
        char fingerprint[TRUCE_FINGERPRINT];
        truce_card_fingerprint(&card, fingerprint);
        assert(is_name(card.name));
        assert(strlen(fingerprint) == TRUCE_FINGERPRINT - 1);
    } else {
        assert(status == TRUCE_EPARSE && strlen(err.message) > 0);
    }
    truce_identity *identity = NULL;
    status = truce_identity_read(text, TRUCE_STR("seven slow boats"), &identity, &err);
    assert((status == TRUCE_OK) == (identity != NULL));
    assert(status == TRUCE_OK || status == TRUCE_EPARSE || status == TRUCE_EDENIED ||
           status == TRUCE_ELIMIT);
    truce_identity_close(identity);
    return 0;
}
