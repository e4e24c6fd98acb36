/* A date is read from left to right: year, month or season, day, time, each finer part narrowing
 * the span of the one before; an interval is two such dates around a '/'. The shortest text that
 * means something is a year, and whatever is not understood is refused with the reason, because a
 * date that is silently misread puts a whole argument in the wrong order. */
#include "truce/base/edtf.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "truce/base/utf8.h"

enum { SECONDS_A_DAY = 24 * 60 * 60, YEAR_MAX = 290000000, ZONE_HOURS_MAX = 14 };

/* ---- reasons --------------------------------------------------------------------------------- */

enum { QUOTE_MAX = 48 };

/* As much of `text` as fits a message; what a terminal must not see becomes '?'. */
static void quote(truce_str text, char out[QUOTE_MAX + sizeof "..."]) {
    size_t size = 0;
    size_t i = 0;
    while (i < text.size) {
        uint32_t point = 0;
        const size_t n = truce_utf8_next((truce_str){text.data + i, text.size - i}, &point);
        const bool shown = n > 0 && !truce_utf8_is_hidden(point);
        const size_t written = shown ? n : 1;
        if (size + written > QUOTE_MAX) {
            memcpy(out + size, "...", 3);
            size += 3;
            break;
        }
        if (shown) {
            memcpy(out + size, text.data + i, n);
        } else {
            out[size] = '?';
        }
        size += written;
        i += n > 0 ? n : 1;
    }
    out[size] = '\0';
}

TRUCE_PRINTF(5, 6)
static truce_status refuse_at(int line, truce_error *err, truce_status status, truce_str text,
                              const char *format, ...) {
    if (err == NULL) {
        return status;
    }
    char quoted[QUOTE_MAX + sizeof "..."];
    char reason[sizeof err->message];
    quote(text, quoted);
    va_list args;
    va_start(args, format);
    (void)vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    return truce_error_set(err, status, __FILE__, line, "\"%s\" %s", quoted, reason);
}

#define refuse(err, text, ...) refuse_at(__LINE__, (err), TRUCE_EPARSE, (text), __VA_ARGS__)

static bool has_any(truce_str text, const char *bytes) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '\0' && strchr(bytes, text.data[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool has_only(truce_str text, const char *bytes) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\0' || strchr(bytes, text.data[i]) == NULL) {
            return false;
        }
    }
    return true;
}

/* Refuse a text of the wrong shape: for a slip that is often made if there is one, else because of
 * `missing`, which is what should have stood where reading stopped. */
static truce_status refuse_shape(truce_error *err, truce_str text, const char *missing) {
    if (has_only(text, "0123456789-+:XTZY?~%") && has_any(text, "?~%")) {
        return refuse(err, text,
                      "marks a part of the date; one '?', '~' or '%%' (both) stands at the end and "
                      "holds for all of it");
    }
    if (has_only(text, "0123456789-+:XTZYxtzy") && has_any(text, "xtzy")) {
        return refuse(err, text, "has a small letter; X, T, Z and Y are capitals, as in 2024-XX");
    }
    if (has_only(text, "0123456789-+:XTZY ") && has_any(text, " ")) {
        return refuse(err, text, "has a blank; a date has none, and a T stands before its time");
    }
    return refuse(err, text, "%s", missing);
}

/* ---- the calendar ---------------------------------------------------------------------------- */

/* Days from 1970-01-01, proleptic Gregorian. The year is begun in March, so that the leap day is
 * its last; 400 years always have 146097 days, and (153 * m + 2) / 5 counts the days of the months
 * March, April ... before the m-th. 719468 days lie between 0000-03-01 and 1970-01-01. */
static int64_t day_number(int64_t year, int month, int day) {
    const int64_t march_year = year - (month <= 2);
    const int64_t era = (march_year >= 0 ? march_year : march_year - 399) / 400;
    const int64_t year_of_era = march_year - era * 400;
    const int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static int64_t day_start(int64_t year, int month, int day) {
    return day_number(year, month, day) * SECONDS_A_DAY;
}

static int days_in_month(int64_t year, int month) {
    static const uint8_t DAYS[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return DAYS[month] + (month == 2 && leap);
}

/* All of `n` months, of which the first is `month`; n is at most 12. */
static truce_date months_from(int64_t year, int month, int n) {
    const int end = month + n;
    return (truce_date){
        .first = day_start(year, month, 1),
        .last = (end > 12 ? day_start(year + 1, end - 12, 1) : day_start(year, end, 1)) - 1,
    };
}

static truce_date years(int64_t first, int64_t last) {
    return (truce_date){.first = day_start(first, 1, 1), .last = day_start(last + 1, 1, 1) - 1};
}

/* ---- parts of a date ------------------------------------------------------------------------- */

static inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

enum { NOT_TWO = -1, TWO_X = -2 };

/* The value of two digits at `at`, TWO_X for "XX", or NOT_TWO. */
static inline int two_at(truce_str text, size_t at) {
    if (text.size < at + 2) {
        return NOT_TWO;
    }
    const char tens = text.data[at];
    const char ones = text.data[at + 1];
    if (is_digit(tens) && is_digit(ones)) {
        return (tens - '0') * 10 + (ones - '0');
    }
    return tens == 'X' && ones == 'X' ? TWO_X : NOT_TWO;
}

static inline bool byte_is(truce_str text, size_t at, char byte) {
    return at < text.size && text.data[at] == byte;
}

/* `hh:mm:ss` and a zone, from `at` to the end, on the day that starts at `midnight`. */
static truce_status read_time(truce_str text, size_t at, int64_t midnight, truce_date *out,
                              truce_error *err) {
    const int hour = two_at(text, at);
    const int minute = byte_is(text, at + 2, ':') ? two_at(text, at + 3) : NOT_TWO;
    if (hour < 0 || minute < 0) {
        return refuse_shape(err, text, "needs a time behind the T, as in 2024-03-27T13:49:00Z");
    }
    const int second = byte_is(text, at + 5, ':') ? two_at(text, at + 6) : NOT_TWO;
    if (second < 0) {
        return refuse_shape(err, text, "has no seconds; write them too, as in 2024-03-27T13:49:00");
    }
    if (hour > 23) {
        return refuse(err, text, "has no hour %d; hours are 00 to 23", hour);
    }
    if (minute > 59) {
        return refuse(err, text, "has no minute %d; minutes are 00 to 59", minute);
    }
    if (second > 59) {
        return refuse(err, text, "has no second %d; seconds are 00 to 59", second);
    }
    const size_t zone = at + 8;
    int ahead = 0; /* of UTC, in minutes */
    if (byte_is(text, zone, '+') || byte_is(text, zone, '-')) {
        const int zone_hours = two_at(text, zone + 1);
        const bool has_minutes = text.size == zone + 6 && text.data[zone + 3] == ':';
        const int zone_minutes = has_minutes ? two_at(text, zone + 4) : 0;
        if (zone_hours < 0 || zone_minutes < 0 || (!has_minutes && text.size != zone + 3)) {
            return refuse_shape(err, text, "has no such zone; write Z, +03 or -03:30");
        }
        ahead = zone_hours * 60 + zone_minutes;
        if (zone_minutes > 59 || ahead > ZONE_HOURS_MAX * 60) {
            return refuse(err, text, "has no such zone; zones run from -14:00 to +14:00");
        }
        ahead = text.data[zone] == '-' ? -ahead : ahead;
    } else if (byte_is(text, zone, '.') || byte_is(text, zone, ',')) {
        return refuse(err, text, "has parts of a second; seconds are whole, as in 13:49:00Z");
    } else if (zone < text.size && !(text.size == zone + 1 && text.data[zone] == 'Z')) {
        return refuse_shape(err, text,
                            "goes on behind its time; only a zone may follow: Z, +03 or -03:30");
    }
    const int64_t moment = midnight + hour * 3600 + minute * 60 + second - ahead * 60;
    *out = (truce_date){.first = moment, .last = moment};
    return TRUCE_OK;
}

/* What follows the year: `-month` or `-season`, from `at` to the end. */
static truce_status read_month(truce_str text, size_t at, int64_t year, truce_date *out,
                               truce_error *err) {
    const int month = two_at(text, at + 1);
    const bool month_ends = text.size == at + 3;
    if (month == NOT_TWO || (!month_ends && text.data[at + 3] != '-')) {
        return refuse_shape(err, text, "needs a month of two digits, as in 2024-03 or 2024-03-07");
    }
    if (month == 13) {
        return refuse(err, text, "has no thirteenth month; months are 01 to 12");
    }
    if (month == 0 || (month > 12 && month < 21) || month > 24) {
        return refuse(err, text, "has no month %02d; months are 01 to 12, seasons 21 to 24", month);
    }
    if (month_ends) {
        *out = month == TWO_X ? years(year, year)
               : month > 12   ? months_from(year, 3 + 3 * (month - 21), 3)
                              : months_from(year, month, 1);
        return TRUCE_OK;
    }
    if (month > 12) {
        return refuse(err, text, "has a day in a season; write the season alone, or a month");
    }
    const int day = two_at(text, at + 4);
    const bool day_ends = text.size == at + 6;
    if (day == NOT_TWO || (!day_ends && text.data[at + 6] != 'T')) {
        return refuse_shape(err, text, "needs a day of two digits at its end, as in 2024-03-07");
    }
    if (month == TWO_X && day != TWO_X) {
        return refuse(err, text, "has a day of an unknown month; write XX for the day as well");
    }
    if (day == TWO_X && !day_ends) {
        return refuse(err, text, "has a time on an unknown day; leave the time out");
    }
    if (day == TWO_X) {
        *out = month == TWO_X ? years(year, year) : months_from(year, month, 1);
        return TRUCE_OK;
    }
    if (day < 1 || day > days_in_month(year, month)) {
        return refuse(err, text, "has no day %02d; that month's days are 01 to %d", day,
                      days_in_month(year, month));
    }
    const int64_t midnight = day_start(year, month, day);
    if (!day_ends) {
        return read_time(text, at + 7, midnight, out, err);
    }
    *out = (truce_date){.first = midnight, .last = midnight + SECONDS_A_DAY - 1};
    return TRUCE_OK;
}

/* `Y` and more than four digits. */
static truce_status read_long_year(truce_str text, truce_date *out, truce_error *err) {
    const bool negative = byte_is(text, 1, '-');
    const size_t start = negative ? 2 : 1;
    int64_t year = 0;
    for (size_t i = start; i < text.size; i++) {
        if (!is_digit(text.data[i])) {
            return refuse_shape(err, text,
                                "has more than digits behind its Y; write as in Y-17000");
        }
        year = year > YEAR_MAX ? year : year * 10 + (text.data[i] - '0'); /* no overflow */
    }
    if (year < 10000 || text.data[start] == '0') {
        return refuse(err, text,
                      "is not a year of more than four digits; only those take a Y, as in Y-17000");
    }
    if (year > YEAR_MAX) {
        return refuse_at(__LINE__, err, TRUCE_ELIMIT, text,
                         "is a year too far away; years run from Y-%d to Y%d", YEAR_MAX, YEAR_MAX);
    }
    year = negative ? -year : year;
    *out = years(year, year);
    return TRUCE_OK;
}

/* How many of the four bytes at `p` are X, when these are the last ones, at most two, and the
 * others are digits; else -1. */
static int unspecified_digits(const char *p) {
    int n = 0;
    while (n < 2 && p[3 - n] == 'X') {
        n++;
    }
    for (int i = 0; i < 4 - n; i++) {
        if (!is_digit(p[i])) {
            return -1;
        }
    }
    return n;
}

/* A year of four digits and what follows it, in a text without a mark. */
static truce_status read_calendar(truce_str text, truce_date *out, truce_error *err) {
    const bool negative = byte_is(text, 0, '-');
    const size_t start = negative ? 1 : 0;
    const size_t end = start + 4;
    const int n_open = text.size >= end ? unspecified_digits(text.data + start) : -1;
    if (n_open < 0) {
        return refuse_shape(err, text,
                            "does not start with a year of four digits; write a date as in "
                            "2024-03-27, 2024-03, 2024, 202X or 20XX");
    }
    int64_t year = 0;
    for (size_t i = start; i < end; i++) {
        const char c = text.data[i];
        year = year * 10 + (c == 'X' ? 0 : c - '0');
    }
    if (end < text.size && text.data[end] != '-') {
        return refuse_shape(err, text,
                            "goes on behind a year of four digits; write a date as in 2024-03-27, "
                            "a longer year as in Y17000");
    }
    if (negative && year == 0 && n_open == 0) {
        return refuse(err, text, "is no year; -0001 (2 BC) is followed by 0000 (1 BC)");
    }
    if (n_open > 0 && end < text.size) {
        return refuse(err, text, "goes on behind an unknown year; write the year alone");
    }
    if (n_open > 0) {
        const int64_t nearest = negative && year == 0 ? 1 : year; /* no year is called -0 */
        const int64_t farthest = year + (n_open == 1 ? 9 : 99);
        *out = negative ? years(-farthest, -nearest) : years(year, farthest);
        return TRUCE_OK;
    }
    year = negative ? -year : year;
    if (end == text.size) {
        *out = years(year, year);
        return TRUCE_OK;
    }
    return read_month(text, end, year, out, err);
}

static uint8_t marks_of(char c) {
    switch (c) {
    case '?':
        return TRUCE_DATE_UNCERTAIN;
    case '~':
        return TRUCE_DATE_APPROXIMATE;
    case '%':
        return TRUCE_DATE_UNCERTAIN | TRUCE_DATE_APPROXIMATE;
    default:
        return 0;
    }
}

/* A date that is not an interval. */
static truce_status read_date(truce_str text, truce_date *out, truce_error *err) {
    if (text.size == 0) {
        return refuse(err, text, "is empty; write a date as in 2024-03-27, 2024-03 or 2024");
    }
    const uint8_t marks = marks_of(text.data[text.size - 1]);
    const truce_str plain = {text.data, text.size - (marks != 0)};
    if (plain.size > 0 && marks_of(plain.data[plain.size - 1]) != 0) {
        return refuse(err, text, "ends in two marks; '%%' means both uncertain and approximate");
    }
    truce_date date = {0};
    const truce_status status = byte_is(plain, 0, 'Y') ? read_long_year(plain, &date, err)
                                                       : read_calendar(plain, &date, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (marks != 0 && memchr(plain.data, 'T', plain.size) != NULL) {
        return refuse(err, text, "marks a time; '?', '~' and '%%' are for dates without one");
    }
    date.marks = TRUCE_DATE_GIVEN | marks;
    *out = date;
    return TRUCE_OK;
}

/* One side of an interval; `far` is the end of time on that side. */
static truce_status read_side(truce_str text, int64_t far, uint8_t when_open, uint8_t when_unknown,
                              truce_date *out, truce_error *err) {
    if (text.size == 0 || truce_str_equal(text, TRUCE_STR(".."))) {
        *out = (truce_date){far, far, text.size == 0 ? when_unknown : when_open};
        return TRUCE_OK;
    }
    if (memchr(text.data, 'T', text.size) != NULL) {
        return refuse(err, text, "has a time; an interval is between days, months or years");
    }
    return read_date(text, out, err);
}

static truce_status read_interval(truce_str text, size_t slash, truce_date *out, truce_error *err) {
    const truce_str left = {text.data, slash};
    const truce_str right = {text.data + slash + 1, text.size - slash - 1};
    if (right.size > 0 && memchr(right.data, '/', right.size) != NULL) {
        return refuse(err, text,
                      "has two slashes; a day is written as in 2024-03-27, an interval as in "
                      "2024-03-25/2024-03-30");
    }
    truce_date start = {0};
    truce_date end = {0};
    truce_status status =
        read_side(left, INT64_MIN, TRUCE_DATE_OPEN_START, TRUCE_DATE_UNKNOWN_START, &start, err);
    if (status == TRUCE_OK) {
        status =
            read_side(right, INT64_MAX, TRUCE_DATE_OPEN_END, TRUCE_DATE_UNKNOWN_END, &end, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    const uint8_t marks = start.marks | end.marks;
    if ((marks & TRUCE_DATE_GIVEN) == 0) {
        return refuse(err, text, "needs a date on one side of its '/', as in 2007/..");
    }
    if (end.last < start.first) {
        return refuse(err, text, "ends before it starts; the earlier date comes first");
    }
    *out = (truce_date){start.first, end.last, marks};
    return TRUCE_OK;
}

truce_status truce_date_parse(truce_str text, truce_date *out, truce_error *err) {
    assert(out != NULL);

    const char *slash = text.size > 0 ? memchr(text.data, '/', text.size) : NULL;
    return slash != NULL ? read_interval(text, (size_t)(slash - text.data), out, err)
                         : read_date(text, out, err);
}

/* ---- days ------------------------------------------------------------------------------------ */

/* The proleptic Gregorian calendar, in eras of 400 years that begin on a first of March. */
size_t truce_day_write(int64_t day, char *out) {
    const int64_t z = day + 719468;
    const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int64_t of_era = z - era * 146097;
    const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t shifted = (5 * of_year + 2) / 153;
    const int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    const int mday = (int)(of_year - (153 * shifted + 2) / 5 + 1);
    const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return (size_t)snprintf(out, TRUCE_DAY_BYTES, "%04" PRId64 "-%02d-%02d", year, month, mday);
}

/* ---- order ----------------------------------------------------------------------------------- */

static bool is_given(truce_date date) {
    return (date.marks & TRUCE_DATE_GIVEN) != 0;
}

static bool shares_a_second(truce_date a, truce_date b) {
    return a.first <= b.last && b.first <= a.last;
}

/* The least a date can cover: an unknown end may be as near as the other end, and with both ends
 * unknown nothing is left (first > last). */
static truce_date surely_covered(truce_date date) {
    return (truce_date){
        .first = (date.marks & TRUCE_DATE_UNKNOWN_START) != 0 ? date.last : date.first,
        .last = (date.marks & TRUCE_DATE_UNKNOWN_END) != 0 ? date.first : date.last,
        .marks = date.marks,
    };
}

truce_date_relation truce_date_compare(truce_date a, truce_date b) {
    if (!is_given(a) || !is_given(b)) {
        return TRUCE_DATE_UNKNOWN;
    }
    if (a.last < b.first) {
        return TRUCE_DATE_BEFORE;
    }
    if (b.last < a.first) {
        return TRUCE_DATE_AFTER;
    }
    return shares_a_second(surely_covered(a), surely_covered(b)) ? TRUCE_DATE_OVERLAPS
                                                                 : TRUCE_DATE_UNKNOWN;
}

bool truce_date_by(truce_date a, truce_date b) {
    const uint8_t endless = TRUCE_DATE_OPEN_END | TRUCE_DATE_UNKNOWN_END;
    return is_given(a) && is_given(b) && (a.marks & endless) == 0 &&
           a.last <= surely_covered(b).last;
}
