/* What blocks the sample case: facts that the articles give, and what follows from them. */
#include "truce/actions/impasse.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"

#define GAZA    CASE("gaza-talks")
#define HARBOUR CASE("harbour-strike.truce")

static bool names(const json_t *array, const char *text) {
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value) {
        if (strcmp(json_string_value(value), text) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether some conflict between sides holds both claims. */
static bool clash(const json_t *root, const char *one, const char *other) {
    size_t i;
    json_t *conflict;
    json_array_foreach(member(root, "conflicts"), i, conflict) {
        const json_t *const claims = member(conflict, "claims");
        if (json_is_false(member(conflict, "internal")) && names(claims, one) &&
            names(claims, other)) {
            return true;
        }
    }
    return false;
}

static void the_seven_items_leave_no_package(void **state) {
    (void)state;
    const question q = {.path = GAZA, .only = "s2", .hold = true};
    json_t *const root = json_answer(truce_impasse_answer, &q);
    assert_true(json_is_false(member(root, "possible")));
    assert_true(json_is_false(member(root, "acceptable")));
    assert_true(json_is_true(member(root, "complete")));
    assert_string_equal(text_of(root, "packages"), "0");
    /* Home for all against what we read in what a mediator says that Israel does not want. */
    assert_true(clash(root, "s2:P6", "s2:P9.reading"));
    assert_false(clash(root, "s2:P6", "s2:P9.al-thani"));
    /* How long: the list against the two items of the offer that one side announced. */
    assert_true(clash(root, "s2:P6", "s2:P8.office"));
    assert_true(clash(root, "s2:P7.naeim", "s2:P8.office"));
    json_decref(root);
}

/* Not held, an offer rules nothing out; and Naeim did not say what Haniyeh called a red line. */
static void nothing_is_made_harsher_than_it_was_said(void **state) {
    (void)state;
    const question q = {.path = GAZA, .only = "s2"};
    json_t *const root = json_answer(truce_impasse_answer, &q);
    const json_t *const positions = member(root, "positions");
    assert_false(clash(root, "s2:P6", "s2:P8.office"));
    assert_string_equal(text_of(find_object(positions, "id", "hamas:package:s2:P6"), "firmness"),
                        "red line");
    assert_string_equal(
        text_of(find_object(positions, "id", "hamas:duration:s2:P7.naeim"), "firmness"), "stated");
    json_decref(root);
}

static void a_list_clashes_by_the_line_that_the_other_side_speaks_of(void **state) {
    (void)state;
    const question q = {.path = GAZA, .hold = true, .sections = "all"};
    truce_buffer out = answer(truce_impasse_answer, &q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "no package would be possible"));
    assert_non_null(strstr(out.data, "demands all of 7 things, with: home"));
    assert_null(strstr(out.data, "satisf"));
    truce_buffer_clear(&out);
}

static void openings_ask_of_the_sides_and_open_what_they_say(void **state) {
    (void)state;
    const question q = {.path = HARBOUR};
    json_t *const root = json_answer(truce_impasse_answer, &q);
    const json_t *const openings = member(root, "openings");
    size_t i;
    json_t *opening;
    assert_int_equal(json_array_size(openings), strtoul(text_of(root, "openings_total"), NULL, 10));
    json_array_foreach(openings, i, opening) {
        assert_true(json_array_size(member(opening, "relax")) > 0);
        assert_true(strtoul(text_of(opening, "packages"), NULL, 10) > 0);
        assert_int_equal(json_object_size(member(opening, "example")), 4);
        assert_int_equal(json_object_size(member(opening, "by_party")), 2);
    }
    assert_true(json_is_true(member(json_array_get(openings, 0), "pareto")));
    json_decref(root);
}

/* A large number, hundreds, an honourable number: nobody says that they exclude one another. */
static void a_demand_told_in_several_ways_is_no_clash_between_sides(void **state) {
    (void)state;
    const question q = {.path = GAZA};
    json_t *const root = json_answer(truce_impasse_answer, &q);
    size_t n_apart = 0;
    size_t i;
    json_t *conflict;
    json_array_foreach(member(root, "conflicts"), i, conflict) {
        const bool apart = json_object_get(conflict, "told_apart") != NULL;
        assert_true(!apart || json_is_true(member(conflict, "internal")));
        n_apart += apart;
    }
    assert_int_equal(n_apart, 4);
    assert_int_equal(json_array_size(member(root, "conflicts")), 10);
    json_decref(root);
    truce_buffer out = answer(truce_impasse_answer, &q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "6 between the sides, 0 within one side"));
    truce_buffer_clear(&out);
}

/* One claim against one claim in the report's own voice; a list told by a named leader. */
static void it_is_told_how_well_the_clashes_are_known(void **state) {
    (void)state;
    const question gaza = {.path = GAZA};
    const question harbour = {.path = HARBOUR};
    json_t *root = json_answer(truce_impasse_answer, &gaza);
    const json_t *evidence = member(root, "evidence");
    const json_t *attested = NULL;
    size_t i;
    json_t *conflict;
    json_array_foreach(member(root, "conflicts"), i, conflict) {
        if (json_array_size(member(conflict, "claims")) == 1) {
            attested = json_array_get(member(conflict, "attested"), 0);
        }
    }
    assert_true(json_is_false(member(evidence, "survives")));
    assert_int_equal(json_array_size(member(evidence, "alone")), 0);
    assert_true(json_is_true(member(attested, "narrator")));
    assert_string_equal(text_of(attested, "only"), "s1:P6.positions");
    json_decref(root);
    root = json_answer(truce_impasse_answer, &harbour);
    evidence = member(root, "evidence");
    assert_true(json_is_true(member(evidence, "survives")));
    assert_int_equal(json_integer_value(member(evidence, "own_named")), 2);
    assert_int_equal(json_integer_value(member(evidence, "own_named_twice")), 0);
    /* Both clashes rest on the union's list; without it, its larger demand would stand again. */
    assert_int_equal(json_array_size(member(evidence, "alone")), 0);
    assert_true(json_is_true(member(evidence, "alone_complete")));
    json_decref(root);
    const question held = {.path = GAZA, .only = "s1"};
    root = json_answer(truce_impasse_answer, &held);
    evidence = member(root, "evidence");
    assert_true(has_text(member(evidence, "alone"), "s1:P6.positions"));
    json_decref(root);
}

#define TWO_SIDES                                                                                  \
    "truce 1\ncase k \"K\"\nparty a \"A\"\nparty b \"B\"\nsource s \"S\" press\n"                  \
    "issue i \"I\"\n  rung low\n  rung high\n"                                                     \
    "claim s:P1 by a\n  a demands i high\nclaim s:P2 by some \"aides\" of b inferred\n"            \
    "  b rejects i high\n"

/* What we read in a source is weighed, and nobody is left to take it for what somebody says: not
 * in the head, not in the table, not in what would open a deal. */
static void our_own_reading_is_weighed_and_says_so(void **state) {
    (void)state;
    const question q = {.path = GAZA};
    json_t *root = json_text(truce_impasse_answer, TWO_SIDES, &(truce_request){0});
    const json_t *const conflict = json_array_get(member(root, "conflicts"), 0);
    const json_t *const attested = json_array_get(member(conflict, "attested"), 1);
    assert_int_equal(json_integer_value(member(member(root, "evidence"), "inferred")), 1);
    assert_true(json_is_false(member(member(root, "evidence"), "survives")));
    assert_true(json_is_true(member(attested, "inferred")));
    assert_true(json_is_false(member(attested, "anonymous")));
    assert_true(
        json_is_true(member(find_object(member(root, "positions"), "id", "b:i:s:P2"), "inferred")));
    json_decref(root);
    truce_buffer out =
        answer_text(truce_impasse_answer, TWO_SIDES, &(truce_request){0}, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "no, if our own reading holds"));
    assert_non_null(strstr(out.data, "The clash rests on our own reading"));
    assert_non_null(strstr(out.data, "rejects high **\\[our reading\\]**"));
    assert_non_null(strstr(out.data, "I (our reading: ask whether it does)"));
    truce_buffer_clear(&out);
    /* Where another clash remains, the answer does not hang on it. */
    out = answer(truce_impasse_answer, &q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_null(strstr(out.data, "if our own reading holds"));
    assert_non_null(strstr(out.data, "2 of the 6 clashes rest on our own reading"));
    truce_buffer_clear(&out);
    /* It is nobody's own word. */
    root = json_text(truce_impasse_answer, TWO_SIDES, &(truce_request){.first_hand = true});
    assert_true(json_is_true(member(member(root, "if"), "possible")));
    json_decref(root);
}

/* Who first asked for 6.5 percent and later for 5.5 no longer blocks 5.5. */
static void an_earlier_and_larger_demand_is_lifted(void **state) {
    (void)state;
    const question q = {.path = HARBOUR};
    json_t *const root = json_answer(truce_impasse_answer, &q);
    size_t i;
    json_t *position;
    json_array_foreach(member(root, "positions"), i, position) {
        assert_null(strstr(text_of(position, "says"), "6.5"));
    }
    json_decref(root);
}

/* Whether it was enough. */
static bool answer_with(long allowed, bool supposed) {
    const char *const paths[] = {HARBOUR};
    const question q = {.path = HARBOUR, .hold = true};
    const truce_str claim = TRUCE_STR("minute:G2.union");
    truce_session session;
    truce_error err;
    truce_buffer out = truce_buffer_new();
    open_case(&session, &q, paths, 1);
    session.request.relax = session.request.ignore = &claim;
    session.request.n_relax = supposed ? 1 : 0;
    session.request.n_ignore = supposed ? 1 : 0;
    allocations_left = allowed;
    const truce_status status =
        truce_impasse_answer(&session, (truce_paper){.form = TRUCE_PAPER_TEXT}, &out, &err);
    allocations_left = LONG_MAX;
    truce_session_close(&session);
    if (status == TRUCE_OK) {
        assert_true(out.size > 0);
    } else {
        assert_int_equal(status, TRUCE_ENOMEM);
        assert_int_equal(out.size, 0);
    }
    truce_buffer_clear(&out);
    return status == TRUCE_OK;
}

static void memory_that_runs_out_leaves_the_output_as_it_was(void **state) {
    (void)state;
    for (int supposed = 0; supposed < 2; supposed++) {
        for (long allowed = 0; !answer_with(allowed, supposed == 1); allowed += 1 + allowed / 20) {
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seven_items_leave_no_package),
        cmocka_unit_test(nothing_is_made_harsher_than_it_was_said),
        cmocka_unit_test(a_list_clashes_by_the_line_that_the_other_side_speaks_of),
        cmocka_unit_test(openings_ask_of_the_sides_and_open_what_they_say),
        cmocka_unit_test(a_demand_told_in_several_ways_is_no_clash_between_sides),
        cmocka_unit_test(it_is_told_how_well_the_clashes_are_known),
        cmocka_unit_test(our_own_reading_is_weighed_and_says_so),
        cmocka_unit_test(an_earlier_and_larger_demand_is_lifted),
        cmocka_unit_test(memory_that_runs_out_leaves_the_output_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
