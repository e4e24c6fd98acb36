/* Dates one can check on a calendar, then every day of eight centuries by counting, random dates
 * and spans against naive definitions, and then everything that is refused, with its reason. */
#include "truce/base/edtf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "support/random.h"

enum { DAY = 24 * 60 * 60, GIVEN = TRUCE_DATE_GIVEN };

static truce_date parse(const char *text) {
    truce_date date = {0};
    truce_error err = {0};
    if (truce_date_parse(truce_str_of(text), &date, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return date;
}

static void expect(const char *text, int64_t first, int64_t last, int marks) {
    const truce_date date = parse(text);
    if (date.first != first || date.last != last || date.marks != marks) {
        fail_msg("%s is [%jd, %jd] %d, not [%jd, %jd] %d", text, (intmax_t)date.first,
                 (intmax_t)date.last, date.marks, (intmax_t)first, (intmax_t)last, marks);
    }
}

/* `text` covers exactly what `first` and `last`, two dates, cover together. */
static void expect_same(const char *text, const char *first, const char *last) {
    expect(text, parse(first).first, parse(last).last, parse(text).marks);
}

/* ---- cases ----------------------------------------------------------------------------------- */

static void a_day_has_its_86400_seconds(void **state) {
    (void)state;
    expect("1970-01-01", 0, DAY - 1, GIVEN);
    expect("1969-12-31", -DAY, -1, GIVEN);
    expect("2024-03-27", 1711497600, 1711583999, GIVEN);
    expect("2000-02-29", 951782400, 951868799, GIVEN);
    expect("0000-02-29", INT64_C(-62162121600), INT64_C(-62162035201), GIVEN);
    expect("9999-12-31", INT64_C(253402214400), INT64_C(253402300799), GIVEN);
}

static void a_coarse_date_spans_all_it_may_mean(void **state) {
    (void)state;
    expect_same("2024", "2024-01-01", "2024-12-31");
    expect_same("2024-02", "2024-02-01", "2024-02-29");
    expect_same("2023-12", "2023-12-01", "2023-12-31");
    expect_same("2024-XX", "2024-01-01", "2024-12-31");
    expect_same("2024-XX-XX", "2024-01-01", "2024-12-31");
    expect_same("2024-03-XX", "2024-03-01", "2024-03-31");
    expect_same("202X", "2020-01-01", "2029-12-31");
    expect_same("20XX", "2000-01-01", "2099-12-31");
    expect_same("000X", "0000-01-01", "0009-12-31");
}

static void a_season_is_three_months_of_the_north(void **state) {
    (void)state;
    expect_same("2024-21", "2024-03-01", "2024-05-31");
    expect_same("2024-22", "2024-06-01", "2024-08-31");
    expect_same("2024-23", "2024-09-01", "2024-11-30");
    expect_same("2023-24", "2023-12-01", "2024-02-29");
}

static void a_time_is_one_second_in_its_zone(void **state) {
    (void)state;
    expect("1970-01-01T00:00:00", 0, 0, GIVEN);
    expect("2024-03-27T13:49:00Z", 1711547340, 1711547340, GIVEN);
    expect("2024-03-27T13:49:59", 1711547399, 1711547399, GIVEN);
    expect("2024-03-27T15:49:00+02", 1711547340, 1711547340, GIVEN);
    expect("2024-03-27T19:19:00+05:30", 1711547340, 1711547340, GIVEN);
    expect("2024-03-27T10:19:00-03:30", 1711547340, 1711547340, GIVEN);
    expect("2024-01-01T14:00:00+14:00", 1704067200, 1704067200, GIVEN);
    expect("2024-01-01T00:00:00-00:00", 1704067200, 1704067200, GIVEN);
}

static void years_before_the_first_and_beyond_four_digits_are_counted_on(void **state) {
    (void)state;
    expect_same("-0001", "-0001-01-01", "-0001-12-31");
    assert_int_equal(parse("-0001").last + 1, parse("0000").first);
    assert_int_equal(parse("Y10000").first, parse("9999").last + 1);
    assert_int_equal(parse("Y-10000").last + 1, parse("-9999").first);
    expect_same("-201X", "-2019", "-2010");
    expect_same("-20XX", "-2099", "-2000");
    expect_same("-000X", "-0009", "-0001");
    expect_same("-00XX", "-0099", "-0001");
    expect("Y290000000", INT64_C(9151453912780800), INT64_C(9151453944403199), GIVEN);
    expect("Y-290000000", INT64_C(-9151578247219200), INT64_C(-9151578215596801), GIVEN);
}

static void marks_are_kept_and_do_not_widen_the_span(void **state) {
    (void)state;
    const char *dates[] = {"2024", "2024-05", "2024-05-06", "2024-21", "202X", "Y-17000"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const truce_date plain = parse(dates[i]);
        char text[32];
        const struct {
            char c;
            int marks;
        } marks[] = {{'?', TRUCE_DATE_UNCERTAIN},
                     {'~', TRUCE_DATE_APPROXIMATE},
                     {'%', TRUCE_DATE_UNCERTAIN | TRUCE_DATE_APPROXIMATE}};
        for (size_t k = 0; k < 3; k++) {
            (void)snprintf(text, sizeof text, "%s%c", dates[i], marks[k].c);
            expect(text, plain.first, plain.last, GIVEN | marks[k].marks);
        }
    }
}

static void an_interval_goes_from_its_first_to_its_last_second(void **state) {
    (void)state;
    expect_same("2024-03-25/2024-03-30", "2024-03-25", "2024-03-30");
    expect_same("2024/2024-03", "2024", "2024-03"); /* began some day, over by the end of March */
    expect_same("2024-03-10/2024", "2024-03-10", "2024"); /* over by the end of the year */
    expect_same("2024-21/2024-23", "2024-03-01", "2024-11-30");
    expect_same("199X/20XX", "1990", "2099");
    expect_same("2024/2024", "2024", "2024");
    assert_int_equal(parse("1984?/2004-06~").marks,
                     GIVEN | TRUCE_DATE_UNCERTAIN | TRUCE_DATE_APPROXIMATE);
    assert_int_equal(parse("1984~/2004").marks, GIVEN | TRUCE_DATE_APPROXIMATE);
}

static void an_open_end_differs_from_an_unknown_one(void **state) {
    (void)state;
    const truce_date year = parse("2007");
    expect("2007/..", year.first, INT64_MAX, GIVEN | TRUCE_DATE_OPEN_END);
    expect("2007/", year.first, INT64_MAX, GIVEN | TRUCE_DATE_UNKNOWN_END);
    expect("../2007", INT64_MIN, year.last, GIVEN | TRUCE_DATE_OPEN_START);
    expect("/2007", INT64_MIN, year.last, GIVEN | TRUCE_DATE_UNKNOWN_START);
    expect("2007?/..", year.first, INT64_MAX, GIVEN | TRUCE_DATE_UNCERTAIN | TRUCE_DATE_OPEN_END);
}

static void spans_that_do_not_meet_are_ordered(void **state) {
    (void)state;
    const char *pairs[][2] = {
        {"2024-03-27", "2024-03-28"}, {"2023", "2024"},
        {"2024-05~", "2024-06?"},     {"2024-03-27T13:49:00Z", "2024-03-27T13:49:01Z"},
        {"../2023", "2024/.."},       {"/2023", "2024/"},
        {"2024-03-27", "2024-04/"},   {"/2024-03", "2024-04-01"},
        {"Y-17000", "2024"},          {"2024-21", "2024-22"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const truce_date a = parse(pairs[i][0]);
        const truce_date b = parse(pairs[i][1]);
        assert_int_equal(truce_date_compare(a, b), TRUCE_DATE_BEFORE);
        assert_int_equal(truce_date_compare(b, a), TRUCE_DATE_AFTER);
    }
}

static void spans_that_meet_overlap_unless_only_an_unknown_end_joins_them(void **state) {
    (void)state;
    const struct {
        const char *a, *b;
        truce_date_relation relation;
    } cases[] = {
        {"2024-03", "2024-03-27", TRUCE_DATE_OVERLAPS},
        {"2024-03-27", "2024-03-27", TRUCE_DATE_OVERLAPS},
        {"2004/..", "2010", TRUCE_DATE_OVERLAPS},
        {"../2010", "2004", TRUCE_DATE_OVERLAPS},
        {"../2010", "2004/..", TRUCE_DATE_OVERLAPS},
        {"2004/", "2010", TRUCE_DATE_UNKNOWN},
        {"/2010", "2004", TRUCE_DATE_UNKNOWN},
        {"2004/", "2003/2006", TRUCE_DATE_OVERLAPS}, /* its start is in there already */
        {"/2004", "2003/2006", TRUCE_DATE_OVERLAPS},
        {"2004/", "2010/", TRUCE_DATE_UNKNOWN},
        {"2004/", "/2010", TRUCE_DATE_UNKNOWN},
        {"2004/", "2004/", TRUCE_DATE_OVERLAPS},
        {"2004/", "2003/..", TRUCE_DATE_OVERLAPS},
        {"2004/", "2005/..", TRUCE_DATE_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const truce_date a = parse(cases[i].a);
        const truce_date b = parse(cases[i].b);
        assert_int_equal(truce_date_compare(a, b), cases[i].relation);
        assert_int_equal(truce_date_compare(b, a), cases[i].relation);
    }
}

static void a_missing_date_has_no_order(void **state) {
    (void)state;
    const truce_date none = {0};
    const truce_date day = parse("1970-01-01");
    assert_int_equal(truce_date_compare(none, day), TRUCE_DATE_UNKNOWN);
    assert_int_equal(truce_date_compare(day, none), TRUCE_DATE_UNKNOWN);
    assert_int_equal(truce_date_compare(none, none), TRUCE_DATE_UNKNOWN);
    assert_false(truce_date_by(none, day));
    assert_false(truce_date_by(day, none));
    assert_false(truce_date_by(parse("1900"), none));
}

static void what_surely_ended_is_known_by_then(void **state) {
    (void)state;
    const struct {
        const char *a, *b;
        bool by;
    } cases[] = {
        {"2024-03-27", "2024-03-27", true},
        {"2024-03-27", "2024-03", true},
        {"2024-03", "2024-03-27", false},
        {"2024-03-28", "2024-03-27", false},
        {"../2024-03-27", "2024-03-27", true},
        {"/2024-03-27", "2024-03-27", true},
        {"2020/..", "2024", false},
        {"2020/", "2024", false},
        {"2030", "2024/..", true},     /* which never ends */
        {"2020/..", "2024/..", false}, /* nor does a */
        {"2030", "2024/", false},      /* which may have ended before */
        {"2023", "2024/", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(truce_date_by(parse(cases[i].a), parse(cases[i].b)), cases[i].by);
    }
}

/* ---- properties ------------------------------------------------------------------------------ */

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month) {
    if (month == 2) {
        return is_leap(year) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Counting days one by one from 0000-01-01, which is 719528 days before 1970-01-01. */
static void every_day_of_eight_centuries_follows_the_one_before(void **state) {
    (void)state;
    int64_t next = INT64_C(-719528) * DAY;
    char text[48];
    for (int year = 0; year < 2410; year++) {
        if (year == 400) { /* whose calendar repeats: go on where it did */
            year = 2000;
            next = INT64_C(10957) * DAY;
        }
        const int64_t year_first = next;
        for (int month = 1; month <= 12; month++) {
            const int64_t month_first = next;
            for (int day = 1; day <= month_length(year, month); day++) {
                (void)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                expect(text, next, next + DAY - 1, GIVEN);
                next += DAY;
            }
            (void)snprintf(text, sizeof text, "%04d-%02d", year, month);
            expect(text, month_first, next - 1, GIVEN);
        }
        (void)snprintf(text, sizeof text, "%04d", year);
        expect(text, year_first, next - 1, GIVEN);
    }
}

static void years_from_minus_20000_to_20000_follow_each_other(void **state) {
    (void)state;
    int64_t next = parse("Y-20000").first;
    char text[48];
    for (int year = -20000; year <= 20000; year++) {
        const bool is_long = year < -9999 || year > 9999;
        (void)snprintf(text, sizeof text, is_long ? "Y%d" : year < 0 ? "%05d" : "%04d", year);
        const int64_t seconds = (is_leap(year) ? INT64_C(366) : INT64_C(365)) * DAY;
        expect(text, next, next + seconds - 1, GIVEN);
        next += seconds;
    }
}

static int some_of(uint64_t *seed, int n) {
    return (int)(next_random(seed) % (uint64_t)n);
}

enum { GRID = 7 };

/* A date on a grid of a few seconds. */
static truce_date random_span(uint64_t *seed) {
    const int first = some_of(seed, GRID);
    truce_date date = {first, first + some_of(seed, GRID - first), GIVEN};
    switch (some_of(seed, 6)) {
    case 0:
        date.first = INT64_MIN;
        date.marks |= some_of(seed, 2) != 0 ? TRUCE_DATE_OPEN_START : TRUCE_DATE_UNKNOWN_START;
        break;
    case 1:
        date.last = INT64_MAX;
        date.marks |= some_of(seed, 2) != 0 ? TRUCE_DATE_OPEN_END : TRUCE_DATE_UNKNOWN_END;
        break;
    case 2:
        date.marks |= TRUCE_DATE_UNCERTAIN | TRUCE_DATE_APPROXIMATE;
        break;
    default:
        break;
    }
    return date;
}

/* The grid seconds a date covers, beyond the grid on both sides, as bits, when its unknown end, if
 * any, lies `reach` seconds from the other one. */
static unsigned covered(truce_date date, int reach) {
    const bool no_first = (date.marks & TRUCE_DATE_UNKNOWN_START) != 0;
    const bool no_last = (date.marks & TRUCE_DATE_UNKNOWN_END) != 0;
    const int64_t first = no_first ? date.last - reach : date.first;
    const int64_t last = no_last ? date.first + reach : date.last;
    unsigned bits = 0;
    for (int second = -GRID; second < 2 * GRID; second++) {
        bits |= (unsigned)(second >= first && second <= last) << (second + GRID);
    }
    return bits;
}

/* Every way to fill in the unknown ends is tried. BEFORE is claimed exactly when it holds for all
 * of them (for spans that are open, all seconds of the grid count), OVERLAPS likewise. */
static void the_order_is_what_holds_however_the_unknown_ends_turn_out(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 20000; round++) {
        uint64_t seed = round;
        const truce_date a = random_span(&seed);
        const truce_date b = random_span(&seed);
        bool always_before = true;
        bool always_after = true;
        bool always_shared = true;
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                const unsigned in_a = covered(a, i);
                const unsigned in_b = covered(b, j);
                const bool shared = (in_a & in_b) != 0;
                always_shared = always_shared && shared;
                always_before = always_before && !shared && in_a < in_b;
                always_after = always_after && !shared && in_a > in_b;
            }
        }
        const truce_date_relation want = always_before   ? TRUCE_DATE_BEFORE
                                         : always_after  ? TRUCE_DATE_AFTER
                                         : always_shared ? TRUCE_DATE_OVERLAPS
                                                         : TRUCE_DATE_UNKNOWN;
        if (truce_date_compare(a, b) != want) {
            fail_msg("round %ju", (uintmax_t)round);
        }
    }
}

static void swapping_the_dates_swaps_before_and_after(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 20000; round++) {
        uint64_t seed = round;
        truce_date a = random_span(&seed);
        truce_date b = random_span(&seed);
        a.marks = (uint8_t)(some_of(&seed, 4) == 0 ? some_of(&seed, 128) : a.marks);
        b.marks = (uint8_t)(some_of(&seed, 4) == 0 ? some_of(&seed, 128) : b.marks);
        const truce_date_relation there = truce_date_compare(a, b);
        const truce_date_relation back = truce_date_compare(b, a);
        assert_int_equal(back, there == TRUCE_DATE_BEFORE  ? TRUCE_DATE_AFTER
                               : there == TRUCE_DATE_AFTER ? TRUCE_DATE_BEFORE
                                                           : there);
        assert_true(truce_date_compare(a, a) >= TRUCE_DATE_OVERLAPS);
        if (truce_date_by(a, b)) {
            assert_int_not_equal(there, TRUCE_DATE_AFTER);
        }
    }
}

static void random_times_are_the_seconds_since_1970(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 20000; round++) {
        uint64_t seed = round;
        const int year = 1970 + some_of(&seed, 8030);
        const int month = 1 + some_of(&seed, 12);
        const int day = 1 + some_of(&seed, month_length(year, month));
        const int second = some_of(&seed, DAY);
        const int zone = some_of(&seed, 2 * 14 * 60 + 1) - 14 * 60;
        char text[48];
        (void)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
        const int64_t midnight = parse(text).first;
        (void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", year, month,
                       day, second / 3600, second / 60 % 60, second % 60, zone < 0 ? '-' : '+',
                       (zone < 0 ? -zone : zone) / 60, (zone < 0 ? -zone : zone) % 60);
        const int64_t moment = midnight + second - zone * 60;
        expect(text, moment, moment, GIVEN);
    }
}

/* ---- refusals -------------------------------------------------------------------------------- */

static void expect_refusal(truce_str text, truce_status status, const char *message) {
    truce_date date = {7, 8, 9};
    truce_error err = {0};
    if (truce_date_parse(text, &date, &err) != status) {
        fail_msg("\"%.*s\" is not refused as it should: want %s", TRUCE_STR_ARGS(text), message);
    }
    assert_int_equal(err.status, status);
    assert_string_equal(err.message, message);
    assert_true(date.first == 7 && date.last == 8 && date.marks == 9);
    assert_int_equal(truce_date_parse(text, &date, NULL), status);
}

static void a_refusal_says_what_is_wrong_and_what_would_be_right(void **state) {
    (void)state;
#define NO_YEAR                                                                                    \
    " does not start with a year of four digits; write a date as in 2024-03-27, 2024-03, 2024, "   \
    "202X or 20XX"
#define NO_DAY   " needs a day of two digits at its end, as in 2024-03-07"
#define NO_MONTH " needs a month of two digits, as in 2024-03 or 2024-03-07"
#define PARTS                                                                                      \
    " marks a part of the date; one '?', '~' or '%' (both) stands at the end and holds for all "   \
    "of it"
#define TWO_MARKS " ends in two marks; '%' means both uncertain and approximate"
#define RUNS_ON                                                                                    \
    " goes on behind a year of four digits; write a date as in 2024-03-27, a longer year as in "   \
    "Y17000"
#define SMALL    " has a small letter; X, T, Z and Y are capitals, as in 2024-XX"
#define NO_TIME  " needs a time behind the T, as in 2024-03-27T13:49:00Z"
#define NO_ZONE  " has no such zone; write Z, +03 or -03:30"
#define FAR_ZONE " has no such zone; zones run from -14:00 to +14:00"
#define SHORT_Y  " is not a year of more than four digits; only those take a Y, as in Y-17000"
#define DIGITS_Y " has more than digits behind its Y; write as in Y-17000"
    static const char *const CASES[][2] = {
        {"", " is empty; write a date as in 2024-03-27, 2024-03 or 2024"},
        {"yesterday", NO_YEAR},
        {"27.3.2024", NO_YEAR},
        {"5 May 2024", NO_YEAR},
        {"202", NO_YEAR},
        {"-", NO_YEAR},
        {"--2024", NO_YEAR},
        {"..", NO_YEAR},
        {"XXXX", NO_YEAR},
        {"2XXX", NO_YEAR},
        {"20X4", NO_YEAR},
        {"+2024", NO_YEAR},
        {"20240327", RUNS_ON},
        {"12024", RUNS_ON},
        {"2024.03", RUNS_ON},
        {"2024S2", RUNS_ON},
        {"-0000", " is no year; -0001 (2 BC) is followed by 0000 (1 BC)"},
        {"201X-03", " goes on behind an unknown year; write the year alone"},
        {"2024-", NO_MONTH},
        {"2024-3", NO_MONTH},
        {"2024-3-7", NO_MONTH},
        {"2024-1X", NO_MONTH},
        {"2024-X1", NO_MONTH},
        {"2024-031", NO_MONTH},
        {"2024-13", " has no thirteenth month; months are 01 to 12"},
        {"2024-00", " has no month 00; months are 01 to 12, seasons 21 to 24"},
        {"2024-14", " has no month 14; months are 01 to 12, seasons 21 to 24"},
        {"2024-20", " has no month 20; months are 01 to 12, seasons 21 to 24"},
        {"2024-25", " has no month 25; months are 01 to 12, seasons 21 to 24"},
        {"2024-21-05", " has a day in a season; write the season alone, or a month"},
        {"2024-03-", NO_DAY},
        {"2024-03-7", NO_DAY},
        {"2024-03-1X", NO_DAY},
        {"2024-03-071", NO_DAY},
        {"2024-03-07-", NO_DAY},
        {"2024-XX-07", " has a day of an unknown month; write XX for the day as well"},
        {"2024-02-30", " has no day 30; that month's days are 01 to 29"},
        {"2023-02-29", " has no day 29; that month's days are 01 to 28"},
        {"1900-02-29", " has no day 29; that month's days are 01 to 28"},
        {"2024-04-31", " has no day 31; that month's days are 01 to 30"},
        {"2024-12-32", " has no day 32; that month's days are 01 to 31"},
        {"2024-12-00", " has no day 00; that month's days are 01 to 31"},
        {"2024-03-XXT13:49:00", " has a time on an unknown day; leave the time out"},
        {"2024-03T13:49:00", NO_MONTH},
        {"2024T13:49:00", RUNS_ON},
        {"2024-03-27T", NO_TIME},
        {"2024-03-27T13", NO_TIME},
        {"2024-03-27T1349", NO_TIME},
        {"2024-03-27TXX:00:00", NO_TIME},
        {"2024-03-27T13:49", " has no seconds; write them too, as in 2024-03-27T13:49:00"},
        {"2024-03-27T13:49Z", " has no seconds; write them too, as in 2024-03-27T13:49:00"},
        {"2024-03-27T24:00:00", " has no hour 24; hours are 00 to 23"},
        {"2024-03-27T13:60:00", " has no minute 60; minutes are 00 to 59"},
        {"2024-03-27T13:49:60", " has no second 60; seconds are 00 to 59"},
        {"2024-03-27T13:49:00.5Z", " has parts of a second; seconds are whole, as in 13:49:00Z"},
        {"2024-03-27T13:49:00,5", " has parts of a second; seconds are whole, as in 13:49:00Z"},
        {"2024-03-27T13:49:00ZZ",
         " goes on behind its time; only a zone may follow: Z, +03 or -03:30"},
        {"2024-03-27T13:49:001",
         " goes on behind its time; only a zone may follow: Z, +03 or -03:30"},
        {"2024-03-27T13:49:00+", NO_ZONE},
        {"2024-03-27T13:49:00+3", NO_ZONE},
        {"2024-03-27T13:49:00+0330", NO_ZONE},
        {"2024-03-27T13:49:00+03:3", NO_ZONE},
        {"2024-03-27T13:49:00+03:301", NO_ZONE},
        {"2024-03-27T13:49:00-XX", NO_ZONE},
        {"2024-03-27T13:49:00+14:01", FAR_ZONE},
        {"2024-03-27T13:49:00-15", FAR_ZONE},
        {"2024-03-27T13:49:00+03:60", FAR_ZONE},
        {"2024-xx", SMALL},
        {"202x", SMALL},
        {"2024-03-27t13:49:00Z", SMALL},
        {"2024-03-27T13:49:00z", SMALL},
        {"y17000", SMALL},
        {" 2024", " has a blank; a date has none, and a T stands before its time"},
        {"2024-03-27 13:49:00", " has a blank; a date has none, and a T stands before its time"},
        {"?2024", PARTS},
        {"2024?-05", PARTS},
        {"2024-05~-06", PARTS},
        {"2024-%05", PARTS},
        {"Y", SHORT_Y},
        {"Y-", SHORT_Y},
        {"Y2024", SHORT_Y},
        {"Y-9999", SHORT_Y},
        {"Y01999", SHORT_Y},
        {"Y017000", SHORT_Y},
        {"Y17E8", DIGITS_Y},
        {"Y17000-03", DIGITS_Y},
        {"Y--17000", DIGITS_Y},
        {"Y1700X", DIGITS_Y},
        {"/", " needs a date on one side of its '/', as in 2007/.."},
        {"../..", " needs a date on one side of its '/', as in 2007/.."},
        {"../", " needs a date on one side of its '/', as in 2007/.."},
        {"/..", " needs a date on one side of its '/', as in 2007/.."},
        {"2024-05/2024-03", " ends before it starts; the earlier date comes first"},
        {"2024-03-28/2024-03-27", " ends before it starts; the earlier date comes first"},
        {"2024/03/27", " has two slashes; a day is written as in 2024-03-27, an interval as in "
                       "2024-03-25/2024-03-30"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char message[256];
        (void)snprintf(message, sizeof message, "\"%s\"%s", CASES[i][0], CASES[i][1]);
        expect_refusal(truce_str_of(CASES[i][0]), TRUCE_EPARSE, message);
    }
    expect_refusal(TRUCE_STR("2024?~"), TRUCE_EPARSE, "\"2024?~\"" TWO_MARKS);
    expect_refusal(TRUCE_STR("2024??"), TRUCE_EPARSE, "\"2024??\"" TWO_MARKS);
    expect_refusal(TRUCE_STR("?"), TRUCE_EPARSE, "\"\"" NO_YEAR);
    expect_refusal(TRUCE_STR("2024-03-27T13:49:00Z~"), TRUCE_EPARSE,
                   "\"2024-03-27T13:49:00Z~\" marks a time; '?', '~' and '%' are for dates "
                   "without one");
}

static void an_interval_quotes_the_side_that_is_wrong(void **state) {
    (void)state;
    expect_refusal(TRUCE_STR("2024-13/2025"), TRUCE_EPARSE,
                   "\"2024-13\" has no thirteenth month; months are 01 to 12");
    expect_refusal(TRUCE_STR("2024/2025-13~"), TRUCE_EPARSE,
                   "\"2025-13\" has no thirteenth month; months are 01 to 12");
    expect_refusal(TRUCE_STR("2024-03-27T13:49:00Z/.."), TRUCE_EPARSE,
                   "\"2024-03-27T13:49:00Z\" has a time; an interval is between days, months or "
                   "years");
}

static void a_year_too_far_away_is_a_limit(void **state) {
    (void)state;
#define FAR " is a year too far away; years run from Y-290000000 to Y290000000"
    expect_refusal(TRUCE_STR("Y290000001"), TRUCE_ELIMIT, "\"Y290000001\"" FAR);
    expect_refusal(TRUCE_STR("Y-290000001"), TRUCE_ELIMIT, "\"Y-290000001\"" FAR);
    expect_refusal(TRUCE_STR("../Y99999999999999999999999999"), TRUCE_ELIMIT,
                   "\"Y99999999999999999999999999\"" FAR);
}

static void a_quoted_text_is_cut_and_shows_nothing_hidden(void **state) {
    (void)state;
    truce_date date;
    truce_error err;
    const truce_str hidden = TRUCE_STR("M\xC3\xA4rz\x1B[31m\xE2\x80\xAE\xFF\0");
    assert_int_equal(truce_date_parse(hidden, &date, &err), TRUCE_EPARSE);
    assert_memory_equal(err.message, "\"M\xC3\xA4rz?[31m???\" does", 20);

    char text[1000];
    for (size_t i = 0; i < sizeof text; i += 2) {
        text[i] = '\xC3';
        text[i + 1] = '\xA4';
    }
    const truce_str odd = {text + 1, sizeof text - 1}; /* a lone byte, then 499 letters */
    assert_int_equal(truce_date_parse(odd, &date, &err), TRUCE_EPARSE);
    assert_memory_equal(err.message, "\"?\xC3\xA4", 4);
    assert_memory_equal(err.message + 1 + 1 + 46, "...\" does", 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_has_its_86400_seconds),
        cmocka_unit_test(a_coarse_date_spans_all_it_may_mean),
        cmocka_unit_test(a_season_is_three_months_of_the_north),
        cmocka_unit_test(a_time_is_one_second_in_its_zone),
        cmocka_unit_test(years_before_the_first_and_beyond_four_digits_are_counted_on),
        cmocka_unit_test(marks_are_kept_and_do_not_widen_the_span),
        cmocka_unit_test(an_interval_goes_from_its_first_to_its_last_second),
        cmocka_unit_test(an_open_end_differs_from_an_unknown_one),
        cmocka_unit_test(spans_that_do_not_meet_are_ordered),
        cmocka_unit_test(spans_that_meet_overlap_unless_only_an_unknown_end_joins_them),
        cmocka_unit_test(a_missing_date_has_no_order),
        cmocka_unit_test(what_surely_ended_is_known_by_then),
        cmocka_unit_test(every_day_of_eight_centuries_follows_the_one_before),
        cmocka_unit_test(years_from_minus_20000_to_20000_follow_each_other),
        cmocka_unit_test(the_order_is_what_holds_however_the_unknown_ends_turn_out),
        cmocka_unit_test(swapping_the_dates_swaps_before_and_after),
        cmocka_unit_test(random_times_are_the_seconds_since_1970),
        cmocka_unit_test(a_refusal_says_what_is_wrong_and_what_would_be_right),
        cmocka_unit_test(an_interval_quotes_the_side_that_is_wrong),
        cmocka_unit_test(a_year_too_far_away_is_a_limit),
        cmocka_unit_test(a_quoted_text_is_cut_and_shows_nothing_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
