/* Where a value of a JSON text stands: by its path, as far as that leads; and a byte within what a
 * string says. */
#include "base/json_place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char text[] =
    "{\"a\": [10, [\"x]\", {\"b\": \"q\\\"r\"}], true],\n \"c.d\": 1, \"e\": {}}";

/* `want` is how the text goes on from the place. */
static void expect(const char *path, bool whole, const char *want) {
    const truce_json_place at = truce_json_find(TRUCE_STR(text), truce_str_of(path));
    assert_int_equal(at.whole, whole);
    assert_true(at.offset + at.size <= sizeof text - 1);
    if (strncmp(text + at.offset, want, strlen(want)) != 0) {
        fail_msg("%s: %s", path, text + at.offset);
    }
}

static void a_path_leads_to_its_value(void **state) {
    (void)state;
    expect("a", true, "[10");
    expect("a[0]", true, "10,");
    expect("a[1]", true, "[\"x]");
    expect("a[1][0]", true, "\"x]\",");
    expect("a[1][1].b", true, "\"q");
    expect("a[2]", true, "true");
    expect("e", true, "{}");
}

static void a_path_that_leads_nowhere_ends_where_it_still_led(void **state) {
    (void)state;
    expect("a[3]", false, "[10");
    expect("a[1][1].z", false, "{\"b\"");
    expect("z", false, "{\"a\"");
    expect("a.b", false, "[10");
}

static void sizes_are_of_values_and_brackets(void **state) {
    (void)state;
    assert_int_equal(truce_json_find(TRUCE_STR(text), TRUCE_STR("a[0]")).size, 2);
    assert_int_equal(truce_json_find(TRUCE_STR(text), TRUCE_STR("a[2]")).size, 4);
    assert_int_equal(truce_json_find(TRUCE_STR(text), TRUCE_STR("a")).size, 1);
}

static void a_byte_of_a_string_is_found_behind_escapes(void **state) {
    (void)state;
    const size_t b = truce_json_find(TRUCE_STR(text), TRUCE_STR("a[1][1].b")).offset;
    assert_int_equal(text[truce_json_in_string(TRUCE_STR(text), b, 0)], 'q');
    assert_int_equal(text[truce_json_in_string(TRUCE_STR(text), b, 1)], '\\');
    assert_int_equal(text[truce_json_in_string(TRUCE_STR(text), b, 2)], 'r');
    assert_int_equal(text[truce_json_in_string(TRUCE_STR(text), b, 9)], '"');
}

/* Cut off anywhere, the place lies within what there is. */
static void of_what_is_no_json_some_place_comes_out(void **state) {
    (void)state;
    static const char *const paths[] = {"a[1][1].b", "e", "a[2]", "", "a[99999999999999999999]",
                                        "["};
    for (size_t n = 0; n < sizeof text; n++) {
        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
            const truce_str cut = {text, n};
            const truce_json_place at = truce_json_find(cut, truce_str_of(paths[i]));
            assert_true(at.offset <= n && at.size <= n - at.offset);
            if (n > 0) {
                assert_true(truce_json_in_string(cut, n - 1, 3) <= n);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_to_its_value),
        cmocka_unit_test(a_path_that_leads_nowhere_ends_where_it_still_led),
        cmocka_unit_test(sizes_are_of_values_and_brackets),
        cmocka_unit_test(a_byte_of_a_string_is_found_behind_escapes),
        cmocka_unit_test(of_what_is_no_json_some_place_comes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
