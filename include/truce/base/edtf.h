/* edtf.h - dates as people really have them: exact, coarse, estimated, open-ended or unknown.
 *
 * The notation is EDTF level 1 (ISO 8601-2:2019, annex A): `2024`, `2024-03`, `2024-03-27`,
 * `2024-03-27T13:49:00Z`, `2024-05~` (about), `2024?` (uncertain), `2024-05%` (both), `2024-XX`,
 * `202X` (digits unspecified), `2024-21` (spring; 21..24 are seasons), `Y-17000` (long years),
 * and intervals `2024-03-25/2024-03-30`, `2007/..` (open), `../2024`, `2004/` (end unknown).
 *
 * A date is read as the span of seconds in which it surely lies; all questions of order are
 * answered from spans, and "cannot be told" is an answer. `~`, `?` and `%` do not widen a span:
 * nobody says by how much. They are kept as marks, so that whoever uses an order that rests on
 * an estimate can say so.
 */
#ifndef TRUCE_BASE_EDTF_H
#define TRUCE_BASE_EDTF_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

/* Seconds since 1970-01-01T00:00:00 in the proleptic Gregorian calendar. A time without a zone is
 * read as UTC, as is the day of a date: nobody says which zone a dateline means. Seasons are the
 * northern ones: 21 March-May, 22 June-August, 23 September-November, 24 December-February (of the
 * next year); whoever means southern ones writes months. */
typedef struct truce_date {
    int64_t first; /* earliest second; INT64_MIN when open or unknown at the start */
    int64_t last;  /* latest second, included; INT64_MAX when open or unknown at the end */
    uint8_t marks; /* TRUCE_DATE_ bits */
} truce_date;

enum {
    TRUCE_DATE_GIVEN = 1,          /* there is a date at all; a zeroed struct means "none" */
    TRUCE_DATE_UNCERTAIN = 2,      /* ? or % */
    TRUCE_DATE_APPROXIMATE = 4,    /* ~ or % */
    TRUCE_DATE_OPEN_START = 8,     /* ../ : no first day, rather than an unknown one */
    TRUCE_DATE_OPEN_END = 16,      /* /.. */
    TRUCE_DATE_UNKNOWN_START = 32, /* /2004 : there is a first day, nobody says which */
    TRUCE_DATE_UNKNOWN_END = 64    /* 2004/ */
};

typedef enum truce_date_relation {
    TRUCE_DATE_BEFORE,   /* every second of a is before every second of b */
    TRUCE_DATE_AFTER,    /* the reverse */
    TRUCE_DATE_OVERLAPS, /* the spans share a second, so either order is possible */
    TRUCE_DATE_UNKNOWN   /* a date is missing, or an unknown start or end decides it */
} truce_date_relation;

/* Read one EDTF level 1 date that fills all of `text`.
 *
 * An interval spans from the first second of its first date to the last second of its second one;
 * its ends may be coarse, marked or seasons, and carry the marks of both. A time has seconds and
 * may have a zone (`Z`, `+03`, `-03:30`, up to 14 hours); `201X` and `20XX` are the only open
 * years.
 *
 * Fails with TRUCE_EPARSE (message: what is wrong and what would be right, with no place in a
 * file), or TRUCE_ELIMIT for a year beyond +-290,000,000 (so that a span fits milliseconds too);
 * `out` is then left as it was. Cost O(size of text); allocates nothing.
 * Refused are an interval that ends before it starts, or has no date on either side, or a time; a
 * thirteenth month; the 30th of February; a day in a season; a mark on one part only (level 2) or
 * on a time; parts of a second; a `Y` before a year of four digits; the year -0000. */
TRUCE_MUST_USE truce_status truce_date_parse(truce_str text, truce_date *out, truce_error *err);

/* The day, since 1970-01-01, in which a second lies; rounded towards the past. */
static inline int64_t truce_day_of(int64_t seconds) {
    const int64_t day = seconds / 86400;
    return seconds % 86400 < 0 ? day - 1 : day;
}

/* Write a day since 1970-01-01 as 2031-03-02, with as many digits of the year as it takes, four at
 * least. `out` has room for TRUCE_DAY_BYTES; a NUL is written and not counted. Days to 10^13 either
 * way. */
enum { TRUCE_DAY_BYTES = 24 };
size_t truce_day_write(int64_t day, char *out);

/* How a stands to b, from their spans alone. Symmetric: swapping the arguments swaps BEFORE and
 * AFTER. BEFORE and AFTER are told even when the far end of a span is open or unknown, because
 * that end does not matter; UNKNOWN when either is not GIVEN, or when the spans would overlap
 * only because of an unknown (not an open) end: when they would not if every unknown end were as
 * near as it can be, which is at the other end of its own span. */
truce_date_relation truce_date_compare(truce_date a, truce_date b);

/* Whether all of `a` surely lies at or before the last second of `b`: "known by then". False
 * when either is not GIVEN, or the end of `a` is open or unknown. The last second of a `b` whose
 * end is open never comes (all is known by then); where it is unknown, `b.first` stands for it. */
bool truce_date_by(truce_date a, truce_date b);

#endif
