/* Any bytes are read as a date, and, if there is a line break, as two: what is understood must be
 * a span, reading must not depend on what was read before, and order must be the same from both
 * sides. */
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>

#include "truce/base/edtf.h"
#include "truce/base/utf8.h"

/* The bytes get a block of their own size, so that a read beyond a half's end is seen. */
static truce_date read(const uint8_t *data, size_t size) {
    char *bytes = malloc(size > 0 ? size : 1);
    assert(bytes != NULL);
    if (size > 0) {
        memcpy(bytes, data, size);
    }
    const truce_str text = {bytes, size};
    const truce_date before = {7, 8, 9};
    truce_date date = before;
    truce_date again = {1, 2, 3};
    truce_error err = {0};
    const truce_status status = truce_date_parse(text, &date, &err);
    const truce_status status_again = truce_date_parse(text, &again, NULL);
    assert(status == status_again);
    free(bytes);

    if (status != TRUCE_OK) {
        assert(status == TRUCE_EPARSE || status == TRUCE_ELIMIT);
        assert(date.first == before.first && date.last == before.last &&
               date.marks == before.marks);
        const truce_str message = truce_str_of(err.message);
        assert(err.status == status && message.size > 0 && message.size + 1 < sizeof err.message);
        assert(truce_utf8_check(message) == message.size);
        return (truce_date){0};
    }
    assert(date.first == again.first && date.last == again.last && date.marks == again.marks);
    assert((date.marks & TRUCE_DATE_GIVEN) != 0 && date.first <= date.last);
    const int endless_start = date.marks & (TRUCE_DATE_OPEN_START | TRUCE_DATE_UNKNOWN_START);
    const int endless_end = date.marks & (TRUCE_DATE_OPEN_END | TRUCE_DATE_UNKNOWN_END);
    assert((date.first == INT64_MIN) == (endless_start != 0));
    assert((date.last == INT64_MAX) == (endless_end != 0));
    assert(truce_date_compare(date, date) == TRUCE_DATE_OVERLAPS);
    assert(truce_date_by(date, date) == (endless_end == 0));
    return date;
}

static truce_date_relation mirrored(truce_date_relation relation) {
    switch (relation) {
    case TRUCE_DATE_BEFORE:
        return TRUCE_DATE_AFTER;
    case TRUCE_DATE_AFTER:
        return TRUCE_DATE_BEFORE;
    default:
        return relation;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *line_break = size > 0 ? memchr(data, '\n', size) : NULL;
    if (line_break == NULL) {
        (void)read(data, size);
        return 0;
    }
    const size_t n = (size_t)(line_break - data);
    const truce_date a = read(data, n);
    const truce_date b = read(line_break + 1, size - n - 1);
    const truce_date_relation relation = truce_date_compare(a, b);
    assert(truce_date_compare(b, a) == mirrored(relation));
    assert(relation != TRUCE_DATE_BEFORE || a.last < b.first);
    assert(!truce_date_by(a, b) || relation != TRUCE_DATE_AFTER);
    return 0;
}
