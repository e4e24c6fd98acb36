#include "named_parts.h"

#include <string.h>

#include "truce/base/buffer.h"

static truce_status refuse(truce_str name, const char *what, const char *const *known, unsigned n,
                           truce_error *err) {
    truce_buffer list = truce_buffer_new();
    for (unsigned i = 0; i < n; i++) {
        truce_buffer_printf(&list, "%s%s", i > 0 ? ", " : "", known[i]);
    }
    truce_status status = truce_buffer_status(&list, err);
    if (status == TRUCE_OK) {
        status = truce_fail(err, TRUCE_ENOTFOUND, "%s \"%.*s\"; there are %.*s, or all", what,
                            name.size > 40 ? 40 : (int)name.size, name.data,
                            TRUCE_STR_ARGS(truce_buffer_str(&list)));
    }
    truce_buffer_clear(&list);
    return status;
}

truce_status named_parts(truce_str names, const char *what, const char *const *known, unsigned n,
                         unsigned *asked, truce_error *err) {
    unsigned found = 0;
    for (size_t begin = 0, end = 0; names.size > 0 && begin <= names.size; begin = end + 1) {
        for (end = begin; end < names.size && names.data[end] != ','; end++) {
        }
        const truce_str name = {names.data + begin, end - begin};
        unsigned bit = truce_str_equal(name, TRUCE_STR("all")) ? (1U << n) - 1 : 0;
        for (unsigned i = 0; i < n; i++) {
            bit |= truce_str_equal(name, truce_str_of(known[i])) ? 1U << i : 0;
        }
        if (bit == 0) {
            return refuse(name, what, known, n, err);
        }
        found |= bit;
    }
    *asked = found;
    return TRUCE_OK;
}
