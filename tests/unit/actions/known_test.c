/* A name that nobody is called by: where its words stand, what there is, and never more than this
 * reader sees or the message holds. */
#include "actions/known.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/base/buffer.h"

static const char talks[] = "truce 1\n"
                            "audience public\n"
                            "case talks \"Talks\"\n"
                            "party union \"Dock workers\"\n"
                            "group crews \"Suspended crews\" of union\n"
                            "source gazette \"Evening paper\" press\n"
                            "issue return \"Coming back\"\n"
                            "  per crews\n"
                            "  rung none \"nobody\"\n"
                            "  rung home \"home, the north quay included\"\n"
                            "issue pay \"Rise\"\n"
                            "  range 1..9 step 1 percent\n"
                            "issue secret \"The north gate\"\n"
                            "  audience team\n"
                            "offer bridge \"Bridging paper\" by union\n"
                            "claim gazette:P1\n"
                            "  union demands pay 5 as \"a fair northern share\"\n"
                            "  says \"too little\" on pay\n";

static void open_talks(truce_session *session, const char *text, truce_request request) {
    static truce_input input;
    truce_error err = {.message = ""};
    input = (truce_input){TRUCE_STR("talks.truce"), truce_str_of(text)};
    if (truce_session_open_inputs(session, &request, &input, 1, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
}

static void expect(const truce_request request, truce_kind kind, const char *asked,
                   const char *want) {
    truce_session session;
    truce_error err = {.message = ""};
    open_talks(&session, talks, request);
    assert_int_equal(known_refuse(&session, kind, truce_str_of(asked), &err), TRUCE_ENOTFOUND);
    assert_string_equal(err.message, want);
    truce_session_close(&session);
}

static const truce_request everybody = {.reader = {"public", 6}};

static void a_slip_is_told_the_one_name_that_is_near(void **state) {
    (void)state;
    expect(everybody, TRUCE_KIND_ISSUE, "retrun",
           "no issue is called \"retrun\"; did you mean \"return\"?");
}

static void a_word_is_looked_for_in_options_groups_and_what_claims_say(void **state) {
    (void)state;
    expect(everybody, TRUCE_KIND_ISSUE, "North",
           "no issue is called \"North\". It stands in:\n"
           "  return             Coming back; its option: home, the north quay included\n"
           "  pay                Rise; said of it: a fair northern share");
    expect(everybody, TRUCE_KIND_ISSUE, "crews",
           "no issue is called \"crews\". It stands in:\n"
           "  return             Coming back; decided apart for: Suspended crews\n"
           "The issues are:\n"
           "  return             Coming back\n"
           "  pay                Rise");
    expect(everybody, TRUCE_KIND_ISSUE, "little",
           "no issue is called \"little\". It stands in:\n"
           "  pay                Rise; said of it: too little\n"
           "The issues are:\n"
           "  return             Coming back\n"
           "  pay                Rise");
}

static void a_word_in_the_middle_of_another_is_not_it(void **state) {
    (void)state;
    expect(everybody, TRUCE_KIND_ISSUE, "orth",
           "no issue is called \"orth\". The issues are:\n"
           "  return             Coming back\n"
           "  pay                Rise");
}

static void what_a_reader_may_not_see_is_not_told(void **state) {
    (void)state;
    expect((truce_request){0}, TRUCE_KIND_ISSUE, "gate",
           "no issue is called \"gate\". It stands in:\n"
           "  secret             The north gate\n"
           "The issues are:\n"
           "  return             Coming back\n"
           "  pay                Rise\n"
           "  secret             The north gate");
    expect(everybody, TRUCE_KIND_ISSUE, "gate",
           "no issue is called \"gate\". The issues are:\n"
           "  return             Coming back\n"
           "  pay                Rise");
}

static void other_records_are_listed_with_their_titles(void **state) {
    (void)state;
    expect(everybody, TRUCE_KIND_ACTOR, "workers",
           "no actor is called \"workers\". It stands in:\n"
           "  union              Dock workers\n"
           "The actors are:\n"
           "  union              Dock workers\n"
           "  crews              Suspended crews");
    expect(everybody, TRUCE_KIND_OFFER, "sheet",
           "no offer is called \"sheet\". The offers are:\n"
           "  bridge             Bridging paper");
    expect(everybody, TRUCE_KIND_STEP, "sheet", "no step is called \"sheet\"");
}

static void what_is_supposed_is_no_source_and_said_by_nobody(void **state) {
    (void)state;
    const truce_str assume = TRUCE_STR("union demands pay 5 as \"gratis\"");
    const truce_request request = {.assume = &assume, .n_assume = 1};
    expect(request, TRUCE_KIND_SOURCE, "letter",
           "no source is called \"letter\". The sources are:\n"
           "  gazette            Evening paper");
    expect(request, TRUCE_KIND_ISSUE, "gratis",
           "no issue is called \"gratis\". The issues are:\n"
           "  return             Coming back\n"
           "  pay                Rise\n"
           "  secret             The north gate");
}

static void of_very_many_a_screenful_is_told_in_whole_lines(void **state) {
    (void)state;
    truce_buffer text = truce_buffer_new();
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer_lit(&text, "truce 1\ncase c \"C\"\n");
    for (int i = 0; i < 100; i++) {
        truce_buffer_printf(&text, "issue issue-%d \"", i);
        truce_buffer_fill(&text, 'x', 150);
        truce_buffer_lit(&text, " matters\"\n");
    }
    truce_buffer_byte(&text, '\0');
    open_talks(&session, text.data, (truce_request){0});
    static const char *const asked[] = {"nothing-of-the-sort", "matters"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(known_refuse(&session, TRUCE_KIND_ISSUE, truce_str_of(asked[i]), &err),
                         TRUCE_ENOTFOUND);
        const size_t size = strlen(err.message);
        const char *const last = strrchr(err.message, '\n');
        unsigned more = 0;
        unsigned lines = 0;
        assert_in_range(size, 1, sizeof err.message - 1);
        assert_non_null(last);
        assert_int_equal(sscanf(last, "\n  and %u more", &more), 1);
        for (const char *at = err.message; (at = strstr(at, " matters\n")) != NULL; at++) {
            lines++;
        }
        assert_int_equal(lines + more, 100);
        assert_in_range(lines, 5, 24);
    }
    truce_session_close(&session);
    truce_buffer_clear(&text);
}

static void memory_that_runs_out_is_told(void **state) {
    (void)state;
    for (int once = 0; once < 2; once++) {
        bool missed = true;
        fails_once = once == 1;
        for (long allowed = 0; missed; allowed++) {
            truce_session session;
            truce_error err = {.message = ""};
            open_talks(&session, talks, (truce_request){0});
            allocations_left = allowed;
            const truce_status status =
                known_refuse(&session, TRUCE_KIND_ISSUE, TRUCE_STR("north"), &err);
            missed = allocations_left < 0;
            allocations_left = LONG_MAX;
            assert_int_equal(status, missed ? TRUCE_ENOMEM : TRUCE_ENOTFOUND);
            truce_session_close(&session);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_is_told_the_one_name_that_is_near),
        cmocka_unit_test(a_word_is_looked_for_in_options_groups_and_what_claims_say),
        cmocka_unit_test(a_word_in_the_middle_of_another_is_not_it),
        cmocka_unit_test(what_a_reader_may_not_see_is_not_told),
        cmocka_unit_test(other_records_are_listed_with_their_titles),
        cmocka_unit_test(what_is_supposed_is_no_source_and_said_by_nobody),
        cmocka_unit_test(of_very_many_a_screenful_is_told_in_whole_lines),
        cmocka_unit_test(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
