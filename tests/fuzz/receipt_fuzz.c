/* Any bytes are read as a receipt. Every signature holds here, so that what is taken from one is
 * looked at too: labels of a line, names that are names; written again it is the same. */
#include "fuzz.h"

#include <string.h>

#include "easy_keys.h"
#include "truce/record/receipt.h"

static bool is_label(const char *text) {
    bool is = text[0] != '\0' && text[0] != ' ' && text[strlen(text) - 1] != ' ';
    for (const char *p = text; *p != '\0' && is; p++) {
        is = *p >= ' ' && *p <= '~';
    }
    return is;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_receipt r;
    truce_error err = {0};
    memset(&r, 0xA5, sizeof r);
    const truce_str text = {(const char *)data, size};
    const truce_status status = truce_receipt_read(text, &r, &err);
    if (status != TRUCE_OK) {
        assert(status == TRUCE_EPARSE && strlen(err.message) > 0);
        return 0;
    }
    assert(is_label(r.about) && is_label(r.what) && is_label(r.from) && is_label(r.to) &&
           is_label(r.at));
    assert(is_name(r.by) && (!r.countered || is_name(r.counter_by)));
    return 0;
}
