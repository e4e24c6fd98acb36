#include "truce/case/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* "kind name [whom, whom]" of each record; "?" where it is unclear. */
static void check(const char *const *files, size_t n_files, const char *expected) {
    truce_arena arena = truce_arena_new();
    truce_error err;
    truce_input inputs[4];
    truce_case_part *parts = NULL;
    size_t n = 0;
    for (size_t i = 0; i < n_files; i++) {
        inputs[i] = (truce_input){TRUCE_STR("f"), truce_str_of(files[i])};
    }
    assert_int_equal(truce_case_parts(inputs, n_files, &arena, &parts, &n, &err), TRUCE_OK);
    char line[512] = "";
    for (size_t i = 0; i < n; i++) {
        char *const at = line + strlen(line);
        const truce_str text = truce_arena_printf(
            &arena, "%.*s %.*s [", TRUCE_STR_ARGS(parts[i].kind), TRUCE_STR_ARGS(parts[i].name));
        memcpy(at, text.data, text.size + 1);
        for (size_t k = 0; k < parts[i].n_audience; k++) {
            strncat(line, parts[i].audience[k].data, parts[i].audience[k].size);
            strcat(line, k + 1 < parts[i].n_audience ? ", " : "");
        }
        strcat(line, parts[i].unclear ? "?]; " : "]; ");
        assert_null(strstr(truce_arena_str(&arena, parts[i].text).data, "\n  audience"));
    }
    assert_string_equal(line, expected);
    truce_arena_clear(&arena);
}

static void each_record_has_its_own_audience_or_the_next_one_up(void **state) {
    (void)state;
    const char *const one[] = {"truce 1\nparty a \"A\"\n  audience room-a, room-b\n  note \"n\"\n"
                               "party b \"B\"\n"};
    check(one, 1, "party a [room-a, room-b]; party b []; ");
    const char *const file[] = {"truce 1\naudience desk\nparty a \"A\"\nparty b \"B\"\n"
                                "  audience public\n"};
    check(file, 1, "party a [desk]; party b [public]; ");
    const char *const whole[] = {"truce 1\ncase c \"C\"\n  audience public\n",
                                 "truce 1\nparty a \"A\"\n",
                                 "truce 1\naudience desk\nparty b \"B\"\n"};
    check(whole, 3, "case c [public]; party a [public]; party b [desk]; ");
    const char *const two[] = {"truce 1\ncase c \"C\"\n  audience public\ncase d \"D\"\n"
                               "party a \"A\"\n"};
    check(two, 1, "case c [public]; case d []; party a []; ");
}

static void what_cannot_be_read_is_said_to_be_unclear(void **state) {
    (void)state;
    const char *const files[] = {"truce 1\nparty a \"A\"\n  audience desk desk\nparty b \"B\"\n"
                                 "  audiense desk\nparty c \"C\"\n"};
    check(files, 1, "party a [desk?]; party b [?]; party c []; ");
}

static void the_text_is_the_record_without_its_audience(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_error err;
    const truce_input input = {TRUCE_STR("f"),
                               TRUCE_STR("truce 1\n\n# of all\nparty a \"A\"\n  audience x\n"
                                         "  note \"audience\"\n# behind\nparty b \"B\"")};
    truce_case_part *parts = NULL;
    size_t n = 0;
    assert_int_equal(truce_case_parts(&input, 1, &arena, &parts, &n, &err), TRUCE_OK);
    assert_int_equal(n, 2);
    assert_true(truce_str_equal(parts[0].text,
                                TRUCE_STR("party a \"A\"\n  note \"audience\"\n# behind\n")));
    assert_true(truce_str_equal(parts[1].text, TRUCE_STR("party b \"B\"\n")));
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_record_has_its_own_audience_or_the_next_one_up),
        cmocka_unit_test(what_cannot_be_read_is_said_to_be_unclear),
        cmocka_unit_test(the_text_is_the_record_without_its_audience),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
