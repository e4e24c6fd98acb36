/* Entries as iCalendar: what is written, read back line by line by the rules of RFC 5545 written
 * here; that only the entries decide the bytes; what is refused. Without libical: that it says so.
 */
#include "truce/document/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support/random.h"

#define S(literal) TRUCE_STR(literal)

enum { DAY = 22433 /* 2031-06-03 */ };

static bool skipped(void) {
    if (truce_calendar_built()) {
        return false;
    }
    truce_buffer out = truce_buffer_new();
    truce_error err = {.message = ""};
    assert_int_equal(truce_calendar_write(NULL, 0, DAY, &out, &err), TRUCE_EIO);
    assert_non_null(strstr(err.message, "libical"));
    assert_int_equal(out.size, 0);
    skip();
    return true;
}

static char *written(const truce_calendar_entry *entries, size_t n) {
    truce_buffer out = truce_buffer_new();
    truce_error err = {.message = ""};
    assert_int_equal(truce_calendar_write(entries, n, DAY, &out, &err), TRUCE_OK);
    truce_buffer_byte(&out, '\0');
    char *const text = strdup(out.data);
    truce_buffer_clear(&out);
    return text;
}

static void an_entry_is_a_whole_day_and_blocks_none(void **state) {
    (void)state;
    if (skipped()) {
        return;
    }
    const truce_calendar_entry e = {DAY + 17, S("a@b"), S("The gate, the ford; both"), S("x\ny\\")};
    char *const text = written(&e, 1);
    assert_string_equal(text, "BEGIN:VCALENDAR\r\n"
                              "VERSION:2.0\r\n"
                              "PRODID:-//truce//agreement//EN\r\n"
                              "CALSCALE:GREGORIAN\r\n"
                              "BEGIN:VEVENT\r\n"
                              "UID:a@b\r\n"
                              "DTSTAMP:20310603T000000Z\r\n"
                              "DTSTART;VALUE=DATE:20310620\r\n"
                              "SUMMARY:The gate\\, the ford\\; both\r\n"
                              "DESCRIPTION:x\\ny\\\\\r\n"
                              "TRANSP:TRANSPARENT\r\n"
                              "END:VEVENT\r\n"
                              "END:VCALENDAR\r\n");
    free(text);
}

static void none_make_an_empty_calendar(void **state) {
    (void)state;
    if (skipped()) {
        return;
    }
    char *const text = written(NULL, 0);
    assert_null(strstr(text, "VEVENT"));
    assert_non_null(strstr(text, "END:VCALENDAR\r\n"));
    free(text);
}

/* Undo folds and escapes of the line that begins with NAME:, into `out`. */
static void read_back(const char *text, const char *name, char *out) {
    const char *at = strstr(text, name);
    assert_non_null(at);
    for (at += strlen(name); strncmp(at, "\r\n", 2) != 0 || at[2] == ' '; at++) {
        if (strncmp(at, "\r\n ", 3) == 0) {
            at += 2;
        } else if (*at == '\\') {
            at++;
            *out++ = (char)(*at == 'n' ? '\n' : *at);
        } else {
            *out++ = *at;
        }
    }
    *out = '\0';
}

static void any_text_is_read_back_from_lines_of_75_bytes(void **state) {
    (void)state;
    if (skipped()) {
        return;
    }
    static const char *const pieces[] = {"a",
                                         " ",
                                         ";",
                                         ",",
                                         "\\",
                                         "\n",
                                         ":",
                                         "\"",
                                         "\xC3\xA9",
                                         "\xE2\x82\xAC",
                                         "\xF0\x9F\x95\x8A",
                                         "long words"};
    uint64_t seed = 5;
    for (int round = 0; round < 2000; round++) {
        char summary[400] = "s"; /* not empty: libical leaves out nothing else */
        const uint64_t n = next_random(&seed) % 60;
        for (uint64_t i = 0; i < n; i++) {
            strcat(summary, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        }
        const truce_calendar_entry e = {DAY, S("id"), truce_str_of(summary), S("d")};
        char *const text = written(&e, 1);
        char back[2000];
        read_back(text, "\r\nSUMMARY:", back);
        assert_string_equal(back, summary);
        size_t line = 0;
        for (const char *p = text; *p != '\0'; p++) {
            line = *p == '\n' ? 0 : line + 1;
            assert_true(line <= 76); /* with the carriage return */
            assert_false(p > text && p[-1] == ' ' && p > text + 2 && p[-2] == '\n' &&
                         ((unsigned char)*p & 0xC0) == 0x80);
        }
        free(text);
    }
}

static void days_that_libical_cannot_write_are_left_out_and_control_characters_too(void **state) {
    (void)state;
    if (skipped()) {
        return;
    }
    const truce_calendar_entry days[] = {{TRUCE_CALENDAR_FIRST, S("a"), S("a\x01\x7F\r."), S("a")},
                                         {TRUCE_CALENDAR_FIRST - 1, S("b"), S("b"), S("b")},
                                         {TRUCE_CALENDAR_LAST, S("c"), S("c"), S("c")},
                                         {TRUCE_CALENDAR_LAST + 1, S("d"), S("d"), S("d")}};
    char *const text = written(days, 4);
    assert_non_null(strstr(text, "DTSTART;VALUE=DATE:00010101\r\nSUMMARY:a.\r\n"));
    assert_non_null(strstr(text, "DTSTART;VALUE=DATE:30001231\r\n"));
    assert_null(strstr(text, "UID:b"));
    assert_null(strstr(text, "UID:d"));
    free(text);
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_calendar_write(days, 4, TRUCE_CALENDAR_LAST + 1, &out, NULL),
                     TRUCE_EINVAL);
    assert_int_equal(out.size, 0);
}

static void no_clock_and_no_time_zone_changes_a_byte(void **state) {
    (void)state;
    if (skipped()) {
        return;
    }
    const truce_calendar_entry e = {DAY, S("id"), S("s"), S("d")};
    char *const before = written(&e, 1);
    setenv("TZ", "Pacific/Kiritimati", 1);
    tzset();
    char *const after = written(&e, 1);
    unsetenv("TZ");
    tzset();
    assert_string_equal(before, after);
    free(before);
    free(after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_a_whole_day_and_blocks_none),
        cmocka_unit_test(none_make_an_empty_calendar),
        cmocka_unit_test(any_text_is_read_back_from_lines_of_75_bytes),
        cmocka_unit_test(days_that_libical_cannot_write_are_left_out_and_control_characters_too),
        cmocka_unit_test(no_clock_and_no_time_zone_changes_a_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
