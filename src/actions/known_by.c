#include "known_by.h"

#include "truce/base/edtf.h"

enum { DAY = 10, MINUTE = 16 };

/* Two digits, up to `most`; -1: they are none. */
static int two_digits(const char *at, int most) {
    const int tens = at[0] - '0';
    const int ones = at[1] - '0';
    const bool digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    return digits && 10 * tens + ones <= most ? 10 * tens + ones : -1;
}

truce_status known_by_read(truce_str text, int64_t *until, truce_error *err) {
    const bool timed = text.size == MINUTE && (text.data[DAY] == 'T' || text.data[DAY] == ' ') &&
                       text.data[DAY + 3] == ':';
    const int hour = timed ? two_digits(text.data + DAY + 1, 23) : 0;
    const int minute = timed ? two_digits(text.data + DAY + 4, 59) : 0;
    const truce_str day = {text.data, timed ? DAY : text.size};
    truce_date date = {0};
    const bool read = truce_date_parse(day, &date, NULL) == TRUCE_OK &&
                      date.marks == TRUCE_DATE_GIVEN && memchr(day.data, 'T', day.size) == NULL &&
                      hour >= 0 && minute >= 0;
    if (!read || (timed && date.last - date.first != 86399)) {
        return truce_fail(err, TRUCE_EINVAL,
                          "a time is a date, or a day and a time of it in UTC: 2031-02-04, "
                          "2031-02-04T10:15");
    }
    *until = timed ? date.first + hour * 3600 + minute * 60 + 59 : date.last;
    return TRUCE_OK;
}
