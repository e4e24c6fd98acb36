#include "actions/known_by.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void a_time_is_its_last_second(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t until;
    } good[] = {
        {"1970-01-01", 86399},       {"1970-01-01T00:00", 59},  {"1970-01-02 23:59", 2 * 86400 - 1},
        {"1970-01", 31 * 86400 - 1}, {"1970", 365 * 86400 - 1}, {"2031-02-04T10:15", 1927966559},
        {"1969-12-31T23:59", -1}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        int64_t until = 77;
        assert_int_equal(known_by_read(truce_str_of(good[i].text), &until, NULL), TRUCE_OK);
        assert_true(until == good[i].until);
    }
}

static void what_is_no_time_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"yesterday",
                                      "2031-02-30",
                                      "2031-02-04T",
                                      "2031-02-04T24:00",
                                      "2031-02-04T10:60",
                                      "2031-02-04T10:15:00",
                                      "2031-02-04T1:015",
                                      "2031-02-04x10:15",
                                      "2031-02~",
                                      "2031-02-04/..",
                                      "../2031-02-04",
                                      "2031/",
                                      "10:15",
                                      "2031-02-04T10-15",
                                      "-031-02-04T10:15",
                                      "2031-02-04T10:15:00Z",
                                      "2031-02-04T/0:15"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t until = 77;
        truce_error err = {0};
        if (known_by_read(truce_str_of(bad[i]), &until, &err) != TRUCE_EINVAL) {
            fail_msg("%s", bad[i]);
        }
        assert_int_equal(until, 77);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_is_its_last_second),
        cmocka_unit_test(what_is_no_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
