/* What a case holds, counted; and the answer of `truce check` in words and in JSON. */
#include "truce/actions/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"

/* Of positions each line of a list is one. */
static const char head[] = "truce 1\ncase talks \"Talks\"\n";
static const char body[] =
    "truce 1\n"
    "party north \"North\"\nparty south \"South\"\nperson envoy \"Envoy\" of north\n"
    "group men \"Men\"\n"
    "source s \"S\" press\nsource t \"T\" press\n  unseen\n"
    "issue pay \"Pay\"\n  rung low\n  rung high\nissue steps \"Steps\"\n"
    "link l pay low affects steps\n"
    "term word \"Word\"\n"
    "offer paper \"Paper\"\n"
    "event round \"Round\" round\nevent walk \"Walk\" leave\n"
    "claim s:P1 by envoy\n"
    "  north demands pay high\n"
    "  north accepts any of\n    pay low\n    pay unstated\n"
    "  south demands pay low before steps\n"
    "  event round\n"
    "claim s:P2\n"
    "  talks running\n"
    "account who \"Who\" blame between s:P1, s:P2\n"
    "dating day of s 2024 by r\n"
    "preferences liked of north by r\n  pay high > low\n"
    "reader r \"R\"\n"
    "compartment desk \"Desk\"\n  members r\n";

static void open_files(truce_session *session) {
    static truce_input files[2];
    truce_error err = {.message = ""};
    files[0] = (truce_input){TRUCE_STR("a.truce"), truce_str_of(head)};
    files[1] = (truce_input){TRUCE_STR("b.truce"), truce_str_of(body)};
    const truce_request request = {.warnings = true};
    if (truce_session_open_inputs(session, &request, files, 2, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
}

static void everything_is_counted_once_and_unseen_sources_apart(void **state) {
    (void)state;
    truce_session session;
    open_files(&session);
    const truce_counts n = truce_check_count(&session.c);
    assert_int_equal(n.files, 2);
    assert_int_equal(n.sources, 1);
    assert_int_equal(n.unseen, 1);
    assert_int_equal(n.actors, 4);
    assert_int_equal(n.parties, 2);
    assert_int_equal(n.issues, 2);
    assert_int_equal(n.links, 1);
    assert_int_equal(n.terms, 1);
    assert_int_equal(n.offers, 1);
    assert_int_equal(n.events, 2);
    assert_int_equal(n.claims, 2);
    assert_int_equal(n.statements, 5);
    assert_int_equal(n.positions, 4);
    assert_int_equal(n.accounts, 1);
    assert_int_equal(n.datings, 1);
    assert_int_equal(n.preferences, 1);
    assert_int_equal(n.models + n.moves + n.orders, 0);
    assert_int_equal(n.readers, 1);
    assert_int_equal(n.compartments, 1);
    truce_session_close(&session);
}

static void an_empty_case_counts_nothing(void **state) {
    (void)state;
    const truce_case none = {0};
    const truce_counts n = truce_check_count(&none);
    const truce_counts zero = {0};
    assert_memory_equal(&n, &zero, sizeof n);
}

static void json_has_every_count_and_the_problems(void **state) {
    (void)state;
    truce_session session;
    truce_buffer out = truce_buffer_new();
    open_files(&session);
    truce_check_json(&session, &out);
    json_t *const root = parse_json(&out);
    json_t *const counts = member(root, "counts");
    assert_int_equal(json_object_size(counts), 21);
    assert_int_equal(json_integer_value(member(counts, "sources")), 1);
    assert_int_equal(json_integer_value(member(counts, "unseen")), 1);
    assert_int_equal(json_integer_value(member(counts, "positions")), 4);
    assert_int_equal(json_array_size(member(root, "errors")), 0);
    json_t *const warnings = member(root, "warnings");
    assert_int_equal(json_array_size(warnings), session.report.warnings);
    assert_true(json_array_size(warnings) > 0);
    const json_t *const first = json_array_get(warnings, 0);
    assert_string_equal(text_of(first, "file"), "b.truce");
    assert_true(json_integer_value(member(first, "line")) > 0);
    assert_true(json_integer_value(member(first, "column")) > 0);
    assert_true(text_of(first, "message")[0] != '\0');
    assert_int_equal(json_integer_value(member(member(root, "more"), "errors")), 0);
    assert_int_equal(json_integer_value(member(member(root, "more"), "warnings")), 0);
    json_decref(root);
    truce_buffer_clear(&out);
    truce_session_close(&session);
}

static void expect_text(const char *text, const char *want) {
    truce_session session;
    truce_error err;
    truce_buffer out = truce_buffer_new();
    const truce_input input = {TRUCE_STR("x.truce"), truce_str_of(text)};
    const truce_status status =
        truce_session_open_inputs(&session, &(truce_request){.warnings = true}, &input, 1, &err);
    assert_true(status == TRUCE_OK || status == TRUCE_EPARSE);
    truce_check_text(&session, &out);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
    truce_session_close(&session);
}

static void one_of_a_thing_has_no_s_and_a_case_with_errors_is_not_counted(void **state) {
    (void)state;
    expect_text("truce 1\ncase c \"C\"\nparty a \"A\"\nsource s \"S\" press\n"
                "issue i \"I\"\n  rung low\nclaim s:P1\n  a demands i low\n",
                "0 errors, 0 warnings: 1 source, 1 actor, 1 issue, 0 events, 1 claim, "
                "1 position\n");
    expect_text("truce 1\ncase c \"C\"\nxyz\n", "1 error, 0 warnings\n");
}

static void more_problems_than_are_listed_are_told_as_a_number(void **state) {
    (void)state;
    truce_session session;
    truce_error err;
    truce_buffer text = truce_buffer_new();
    truce_buffer out = truce_buffer_new();
    truce_buffer_lit(&text, "truce 1\ncase c \"C\"\n");
    for (int i = 0; i < TRUCE_ERRORS_SHOWN + 7; i++) {
        truce_buffer_lit(&text, "xyz\n");
    }
    const truce_input input = {TRUCE_STR("x.truce"), truce_buffer_str(&text)};
    assert_int_equal(
        truce_session_open_inputs(&session, &(truce_request){.seed = 1}, &input, 1, &err),
        TRUCE_EPARSE);
    truce_check_json(&session, &out);
    json_t *const root = parse_json(&out);
    assert_int_equal(json_array_size(member(root, "errors")), TRUCE_ERRORS_SHOWN);
    assert_int_equal(json_integer_value(member(member(root, "more"), "errors")), 7);
    json_decref(root);
    truce_buffer_clear(&out);
    truce_session_close(&session);
    truce_buffer_clear(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_counted_once_and_unseen_sources_apart),
        cmocka_unit_test(an_empty_case_counts_nothing),
        cmocka_unit_test(json_has_every_count_and_the_problems),
        cmocka_unit_test(one_of_a_thing_has_no_s_and_a_case_with_errors_is_not_counted),
        cmocka_unit_test(more_problems_than_are_listed_are_told_as_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
