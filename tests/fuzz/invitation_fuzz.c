/* Any bytes are read as an invitation. Every signature holds here, so that what is taken from one
 * is looked at too: names that are names, a place that a ledger can have. */
#include "fuzz.h"

#include <string.h>

#include "easy_keys.h"
#include "truce/record/invitation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_invitation v;
    truce_error err = {0};
    memset(&v, 0xA5, sizeof v);
    const truce_str text = {(const char *)data, size};
    const truce_status status = truce_invitation_read(text, &v, &err);
    if (status != TRUCE_OK) {
        assert(status == TRUCE_EPARSE && strlen(err.message) > 0);
        return 0;
    }
    assert(is_name(v.name) && is_name(v.by.name));
    assert(v.head.n > 0 && v.head.n <= TRUCE_ENTRIES_MAX && v.head.size == TRUCE_LINK);
    (void)truce_invitation_is_for(&v, &v.by);
    return 0;
}
