/* calendar.h - days for other people's calendars: iCalendar, as RFC 5545 has it.
 *
 * An entry is a whole day that blocks no time. There is no clock: all entries are stamped with the
 * start of one day that the caller names, so the same entries give the same bytes. Lines, escapes
 * and folds are libical's, which a build may lack. Memory that libical cannot get is told as
 * TRUCE_ENOMEM, like any other.
 */
#ifndef TRUCE_DOCUMENT_CALENDAR_H
#define TRUCE_DOCUMENT_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

typedef struct truce_calendar_entry {
    int64_t day;  /* days since 1970-01-01 */
    truce_str id; /* of this entry and no other: "hold-fire@phased-deal.truce" */
    truce_str summary;
    truce_str description; /* several lines, perhaps */
} truce_calendar_entry;

/* Days of the years 1 to 3000: libical knows none behind them. */
enum { TRUCE_CALENDAR_FIRST = -719162, TRUCE_CALENDAR_LAST = 376564 };

/* Whether this build can make calendars. */
bool truce_calendar_built(void);

/* Append a calendar with the entries, in that order; none: an empty calendar.
 *
 * entries  `n`, borrowed; texts are UTF-8, and of control characters only ends of lines are kept
 * stamp    the day they are stamped with, within the bounds above
 *
 * An entry out of these bounds is left out. Fails with TRUCE_EINVAL (such a stamp), TRUCE_ENOMEM
 * or, in a build without libical, TRUCE_EIO (the message says what to install); `out` is then left
 * as it was. Cost O(size of the texts).
 */
TRUCE_MUST_USE truce_status truce_calendar_write(const truce_calendar_entry *entries, size_t n,
                                                 int64_t stamp, truce_buffer *out,
                                                 truce_error *err);

#endif
