/* A build without libical: asked for a calendar, it says what is missing. */
#include "truce/document/calendar.h"

bool truce_calendar_built(void) {
    return false;
}

truce_status truce_calendar_write(const truce_calendar_entry *entries, size_t n, int64_t stamp,
                                  truce_buffer *out, truce_error *err) {
    (void)entries;
    (void)n;
    (void)stamp;
    (void)out;
    return truce_fail(err, TRUCE_EIO,
                      "this truce was built without calendars; install libical for developers "
                      "(Debian: libical-dev), build again, or take the CSV form");
}
