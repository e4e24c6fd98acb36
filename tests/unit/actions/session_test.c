/* What opens a case, and every reason why one does not: each with its status, and nothing left
 * open. */
#include "truce/actions/session.h"

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
                            "party north \"North\"\n"
                            "source s \"S\" press\n"
                            "  published 2024-01-01\n"
                            "issue pay \"Pay\"\n"
                            "  rung low\n"
                            "claim s:P1\n"
                            "  north demands pay low\n"
                            "reader analyst \"Analyst\"\n"
                            "  audience analyst\n"
                            "compartment desk \"Desk\"\n"
                            "  members analyst\n"
                            "source letter \"Letter\" document\n"
                            "  audience desk\n"
                            "claim letter:P1\n"
                            "  audience desk\n"
                            "  north accepts pay low\n";

/* Open `talks` as asked; returns the status, and leaves the session open for TRUCE_OK. */
static truce_status open_talks(truce_session *session, truce_request request, truce_error *err) {
    static truce_input input;
    input = (truce_input){TRUCE_STR("talks.truce"), truce_str_of(talks)};
    return truce_session_open_inputs(session, &request, &input, 1, err);
}

static void expect_refused(truce_request request, truce_status want, const char *message) {
    truce_session session;
    truce_error err = {.message = ""};
    assert_int_equal(open_talks(&session, request, &err), want);
    assert_int_equal(err.status, want);
    if (strstr(err.message, message) == NULL) {
        fail_msg("%s", err.message);
    }
    assert_null(session.arena.last); /* nothing is open */
    truce_session_close(&session);   /* and closing that is fine */
}

static void expect_open(truce_request request, uint32_t claims, bool narrowed) {
    truce_session session;
    truce_error err = {.message = ""};
    if (open_talks(&session, request, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(session.c.n_claims, claims);
    assert_int_equal(session.view.narrowed, narrowed);
    truce_session_close(&session);
}

static void the_team_and_nobody_in_particular_see_all(void **state) {
    (void)state;
    expect_open((truce_request){0}, 2, false);
    expect_open((truce_request){.reader = TRUCE_STR("team")}, 2, false);
}

static void a_reader_a_compartment_an_actor_and_the_public_see_what_they_may(void **state) {
    (void)state;
    expect_open((truce_request){.reader = TRUCE_STR("analyst")}, 2, true);
    expect_open((truce_request){.reader = TRUCE_STR("desk")}, 2, true);
    expect_open((truce_request){.reader = TRUCE_STR("north")}, 1, true);
    expect_open((truce_request){.reader = TRUCE_STR("public")}, 1, true);
}

static void a_reader_whom_nobody_knows_is_refused(void **state) {
    (void)state;
    expect_refused((truce_request){.reader = TRUCE_STR("nrth")}, TRUCE_ENOTFOUND, "\"nrth\"");
    expect_refused((truce_request){.reader = TRUCE_STR("pay")}, TRUCE_ENOTFOUND, "\"pay\"");
    expect_refused((truce_request){.reader = TRUCE_STR("s")}, TRUCE_ENOTFOUND, "\"s\"");
}

static void sources_asked_for_are_found_in_the_order_given(void **state) {
    (void)state;
    truce_session session;
    truce_error err;
    const truce_str only[] = {TRUCE_STR("letter"), TRUCE_STR("s")};
    assert_int_equal(open_talks(&session, (truce_request){.only = only, .n_only = 2}, &err),
                     TRUCE_OK);
    assert_int_equal(session.n_only, 2);
    assert_int_equal(session.only[0], 1);
    assert_int_equal(session.only[1], 0);
    truce_session_close(&session);
}

/* Whether there is such a source that the reader may not see is not told. */
static void a_source_that_this_view_does_not_have_is_refused(void **state) {
    (void)state;
    const truce_str nobody[] = {TRUCE_STR("s"), TRUCE_STR("lettr")};
    const truce_str hidden[] = {TRUCE_STR("letter")};
    const truce_str actor[] = {TRUCE_STR("north")};
    expect_refused((truce_request){.only = nobody, .n_only = 2}, TRUCE_ENOTFOUND,
                   "no source is called \"lettr\"");
    expect_refused((truce_request){.reader = TRUCE_STR("public"), .only = hidden, .n_only = 1},
                   TRUCE_ENOTFOUND, "no source is called \"letter\"");
    expect_refused((truce_request){.only = actor, .n_only = 1}, TRUCE_ENOTFOUND,
                   "no source is called \"north\"");
}

static void a_long_name_is_cut_in_the_message(void **state) {
    (void)state;
    char name[200];
    char want[200];
    memset(name, 'x', sizeof name);
    (void)snprintf(want, sizeof want, "no source is called \"%.60s\".", name);
    const truce_str only[] = {{name, sizeof name}};
    expect_refused((truce_request){.only = only, .n_only = 1}, TRUCE_ENOTFOUND, want);
}

static void a_date_is_taken_and_what_is_none_is_refused(void **state) {
    (void)state;
    truce_session session;
    truce_error err = {.message = ""};
    assert_int_equal(open_talks(&session, (truce_request){.at = TRUCE_STR("2024-01")}, &err),
                     TRUCE_OK);
    assert_int_equal(session.at.marks, TRUCE_DATE_GIVEN);
    truce_session_close(&session);
    const char *const wrong[] = {"yesterday", "2024-13", "2024-02-30", "999999999999", " 2024"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        err = (truce_error){.message = ""};
        assert_int_equal(open_talks(&session, (truce_request){.at = truce_str_of(wrong[i])}, &err),
                         TRUCE_EINVAL);
        assert_true(err.message[0] != '\0');
        assert_null(session.arena.last);
    }
}

static void a_case_with_errors_is_open_for_its_report(void **state) {
    (void)state;
    truce_session session;
    truce_error err;
    const truce_input input = {TRUCE_STR("x.truce"),
                               TRUCE_STR("truce 1\nparty north \"N\"\nxyz\n")};
    assert_int_equal(
        truce_session_open_inputs(&session, &(truce_request){.seed = 3}, &input, 1, &err),
        TRUCE_EPARSE);
    assert_int_equal(session.report.errors, 1);
    truce_session_close(&session);
    truce_session_close(NULL);
}

static void warnings_are_looked_for_only_when_asked_for(void **state) {
    (void)state;
    truce_error err;
    const truce_input input = {TRUCE_STR("x.truce"),
                               TRUCE_STR("truce 1\ncase c \"C\"\nissue i \"I\"\n")};
    for (int asked = 0; asked < 2; asked++) {
        truce_session session;
        assert_int_equal(truce_session_open_inputs(
                             &session, &(truce_request){.warnings = asked == 1}, &input, 1, &err),
                         TRUCE_OK);
        assert_int_equal(session.report.warnings, asked);
        truce_session_close(&session);
    }
}

/* ---- from disk ---- */

static truce_status open_path(const char *path, truce_str at, truce_error *err) {
    truce_session session;
    const truce_request request = {.paths = &path, .n_paths = 1, .at = at};
    const truce_status status = truce_session_open(&session, &request, err);
    truce_session_close(&session);
    return status;
}

static void files_and_folders_are_opened(void **state) {
    (void)state;
    truce_error err;
    const truce_str ever = {NULL, 0};
    assert_int_equal(open_path(TRUCE_SOURCE_DIR "/cases/harbour-strike.truce", ever, &err),
                     TRUCE_OK);
    assert_int_equal(open_path(TRUCE_SOURCE_DIR "/cases/gaza-talks", ever, &err), TRUCE_OK);
}

static void what_is_not_there_is_told_with_its_path(void **state) {
    (void)state;
    truce_error err = {.message = ""};
    const truce_str ever = {NULL, 0};
    assert_int_equal(open_path("/no/such/case.truce", ever, &err), TRUCE_ENOTFOUND);
    assert_non_null(strstr(err.message, "/no/such/case.truce"));
    assert_int_equal(open_path(TRUCE_SOURCE_DIR "/src", ever, &err), TRUCE_ENOTFOUND);
    assert_int_equal(open_path("/dev/null", ever, &err), TRUCE_EIO);
}

/* A mistake on the command line is told before the disk is touched. */
static void a_wrong_date_is_told_before_a_missing_file(void **state) {
    (void)state;
    truce_error err;
    assert_int_equal(open_path("/no/such/case.truce", TRUCE_STR("soon"), &err), TRUCE_EINVAL);
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    const truce_str only[] = {TRUCE_STR("s")};
    const truce_request requests[] = {
        {.only = only, .n_only = 1},
        {.only = only, .n_only = 1, .reader = TRUCE_STR("north"), .warnings = true}};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_session session;
            truce_error err;
            allocations_left = allowed;
            const truce_status status = open_talks(&session, requests[i], &err);
            allocations_left = LONG_MAX;
            if (status == TRUCE_OK) {
                truce_session_close(&session);
                break;
            }
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_null(session.arena.last);
        }
        assert_true(allowed > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_team_and_nobody_in_particular_see_all),
        cmocka_unit_test(a_reader_a_compartment_an_actor_and_the_public_see_what_they_may),
        cmocka_unit_test(a_reader_whom_nobody_knows_is_refused),
        cmocka_unit_test(sources_asked_for_are_found_in_the_order_given),
        cmocka_unit_test(a_source_that_this_view_does_not_have_is_refused),
        cmocka_unit_test(a_long_name_is_cut_in_the_message),
        cmocka_unit_test(a_date_is_taken_and_what_is_none_is_refused),
        cmocka_unit_test(a_case_with_errors_is_open_for_its_report),
        cmocka_unit_test(warnings_are_looked_for_only_when_asked_for),
        cmocka_unit_test(files_and_folders_are_opened),
        cmocka_unit_test(what_is_not_there_is_told_with_its_path),
        cmocka_unit_test(a_wrong_date_is_told_before_a_missing_file),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
