/* Timeline and offers on cases/gaza-talks: what the articles report of the process must show as
 * they report it; then both commands in every form, asked in several ways, and with memory running
 * out. */
#include "truce/actions/accounts.h"
#include "truce/actions/gaps.h"
#include "truce/actions/offers.h"
#include "truce/actions/timeline.h"
#include "truce/actions/ways.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"

#define GAZA    CASE("gaza-talks")
#define HARBOUR CASE("harbour-strike.truce")

static json_t *timeline_of(const char *only, json_t **root) {
    *root = json_answer(truce_timeline_answer, &(question){.path = GAZA, .only = only});
    return member(*root, "timeline");
}

static json_t *found(const json_t *array, const char *key, const char *text) {
    json_t *const object = find_object(array, key, text);
    if (object == NULL) {
        fail_msg("no %s is %s", key, text);
    }
    return object;
}

static size_t place_of(const json_t *array, const char *key, const char *text) {
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value) {
        if (strcmp(text_of(value, key), text) == 0) {
            return i;
        }
    }
    fail_msg("no %s is %s", key, text);
    return 0;
}

/* ---- (a) who says that the delegation left, and that there is a standstill ---- */

static void
that_the_delegation_left_is_said_by_both_sides_and_by_two_of_no_stated_side(void **state) {
    (void)state;
    json_t *root = NULL;
    const json_t *const left =
        found(member(timeline_of("s4", &root), "events"), "event", "left-cairo");
    const json_t *const said = member(left, "said");
    const json_t *const sides = member(left, "sides");
    assert_int_equal(json_array_size(said), 2);
    assert_int_equal(json_array_size(member(left, "denied")), 0);
    const json_t *const first = member(found(said, "claim", "s4:P3.left"), "speakers");
    assert_string_equal(text_of(json_array_get(first, 0), "side"), "hamas");
    assert_string_equal(text_of(json_array_get(first, 1), "who"), "2 others privy to the talks");
    assert_true(json_is_null(member(json_array_get(first, 1), "side")));
    const json_t *const other = member(found(said, "claim", "s4:P3.israel"), "speakers");
    assert_string_equal(text_of(json_array_get(other, 0), "side"), "israel");
    assert_string_equal(text_of(json_array_get(other, 0), "grade"), "one anonymous");
    assert_int_equal(json_array_size(sides), 3);
    assert_true(has_text(sides, "hamas"));
    assert_true(has_text(sides, "israel"));
    assert_true(json_is_null(json_array_get(sides, 2)));
    json_decref(root);
}

static void that_there_is_a_standstill_is_contested(void **state) {
    (void)state;
    json_t *root = NULL;
    const json_t *const now = member(timeline_of("s4", &root), "now");
    assert_true(json_is_true(member(now, "contested")));
    const json_t *const deadlocked = found(member(now, "states"), "state", "deadlocked");
    assert_true(json_is_true(member(deadlocked, "contested")));
    assert_true(has_text(member(deadlocked, "sides"), "israel"));
    const json_t *const denied = member(deadlocked, "denied");
    assert_int_equal(json_array_size(denied), 1);
    const json_t *const us = json_array_get(denied, 0);
    assert_string_equal(text_of(us, "claim"), "s4:P10.officials");
    assert_string_equal(text_of(json_array_get(member(us, "speakers"), 0), "side"), "us");
    assert_true(has_text(member(deadlocked, "excluded_by"), "reviewing"));
    assert_true(
        json_is_true(member(found(member(now, "states"), "state", "reviewing"), "contested")));
    /* Before the delegation left is not now. */
    assert_null(find_object(member(now, "states"), "state", "slow"));
    assert_null(find_object(member(now, "states"), "state", "moving"));
    json_decref(root);
}

/* ---- (d) presence, headlines, words ---- */

static void leaving_a_place_and_taking_part_coexist(void **state) {
    (void)state;
    json_t *root = NULL;
    const json_t *const presence = member(timeline_of("s4", &root), "presence");
    const json_t *const left = found(presence, "presence", "left");
    const json_t *const stays = found(presence, "presence", "participates");
    assert_string_equal(text_of(left, "side"), "hamas");
    assert_string_equal(text_of(left, "event"), "left-cairo");
    assert_string_equal(text_of(stays, "side"), "hamas");
    assert_null(json_object_get(stays, "not"));
    json_decref(root);
}

static void the_headlines_of_one_day_stand_by_their_hours(void **state) {
    (void)state;
    json_t *root = NULL;
    const json_t *const reports = member(timeline_of(NULL, &root), "reports");
    const size_t first = place_of(reports, "claim", "s2:P17");
    const size_t second = place_of(reports, "claim", "s2:P15");
    assert_int_equal(second, first + 1);
    assert_string_equal(text_of(json_array_get(reports, first), "published"),
                        "2024-03-27T06:19:24Z");
    assert_true(has_text(member(json_array_get(reports, first), "marks"), "headline"));
    assert_true(has_text(member(json_array_get(reports, second), "marks"), "headline"));
    json_decref(root);
}

static void sunday_stays_a_word_and_estimates_have_an_author(void **state) {
    (void)state;
    json_t *root = NULL;
    const json_t *const events = member(timeline_of(NULL, &root), "events");
    const json_t *const left = found(events, "event", "left-cairo");
    assert_string_equal(text_of(json_array_get(member(left, "when"), 0), "words"), "Sunday");
    assert_null(json_object_get(left, "estimate"));
    assert_string_equal(text_of(found(events, "event", "oct-7"), "group"), "words");
    assert_string_equal(text_of(found(events, "event", "bad-faith"), "group"), "none");
    const json_t *const resolution = member(found(events, "event", "resolution"), "estimate");
    assert_string_equal(text_of(resolution, "at"), "2024-03-25");
    assert_string_equal(text_of(resolution, "by"), "analyst-1");
    assert_true(place_of(events, "event", "slow-months") < place_of(events, "event", "left-cairo"));
    assert_true(place_of(events, "event", "left-cairo") <
                place_of(events, "event", "marzouk-stays"));
    assert_true(place_of(events, "event", "vetoes") < place_of(events, "event", "resolution"));
    assert_int_equal(json_array_size(member(member(root, "timeline"), "cycles")), 0);
    json_decref(root);
}

/* ---- (b) the updated proposal ---- */

/* "israel mediators hamas egypt qatar" */
static void put_actors(const json_t *list, const char *key, char *text, size_t size) {
    size_t i;
    size_t n = 0;
    json_t *one;
    text[0] = '\0';
    json_array_foreach(list, i, one) {
        n += (size_t)snprintf(text + n, size - n, "%s%s", i > 0 ? " " : "",
                              key != NULL ? text_of(one, key) : json_string_value(one));
    }
}

/* Three answers speak of the delivery of one offer: they name the same, in the same order. */
static void offers_accounts_and_gaps_name_the_same_who_could_tell(void **state) {
    static const char *const ids[] = {"carrier", "delivery-time", "offer-text"};
    char want[200];
    char got[200];
    (void)state;
    json_t *const offers = json_answer(truce_offers_answer, &(question){.path = GAZA});
    json_t *const accounts = json_answer(truce_accounts_answer, &(question){.path = GAZA});
    json_t *const gaps = json_answer(truce_gaps_answer, &(question){.path = GAZA});
    const json_t *const updated = found(member(offers, "offers"), "name", "updated");
    put_actors(member(found(member(updated, "questions"), "kind", "delivery"), "who"), "actor",
               want, sizeof want);
    assert_string_equal(want, "israel mediators hamas egypt qatar");
    const json_t *const row = found(member(accounts, "accounts"), "id", "offer-updated");
    put_actors(member(json_array_get(member(row, "settle"), 0), "by"), NULL, got, sizeof got);
    assert_string_equal(got, want);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const json_t *const gap = found(member(gaps, "gaps"), "id", ids[i]);
        put_actors(member(found(member(gap, "items"), "name", "updated"), "ask"), "actor", got,
                   sizeof got);
        assert_string_equal(got, want);
    }
    json_decref(offers);
    json_decref(accounts);
    json_decref(gaps);
}

static void
the_updated_proposal_is_issued_and_its_receipt_denied_and_mediators_could_tell(void **state) {
    (void)state;
    json_t *const root = json_answer(truce_offers_answer, &(question){.path = GAZA});
    const json_t *const updated = found(member(root, "offers"), "name", "updated");
    const json_t *const stages = member(updated, "stages");
    assert_int_equal(json_array_size(stages), 10);
    const json_t *const issued = found(stages, "stage", "issued");
    assert_true(has_text(member(issued, "claimed"), "s2:P8.office"));
    assert_int_equal(json_array_size(member(issued, "denied")), 0);
    const json_t *const received = found(stages, "stage", "received");
    assert_int_equal(json_array_size(member(received, "claimed")), 0);
    assert_true(has_text(member(received, "denied"), "s2:P8.hamas"));
    const json_t *const conveyed = found(stages, "stage", "conveyed");
    assert_int_equal(json_array_size(member(conveyed, "claimed")), 0); /* that is of some offer */
    assert_non_null(find_object(member(updated, "any"), "claim", "s2:P5.diplomat"));

    const json_t *const delivery = found(member(updated, "questions"), "kind", "delivery");
    assert_string_equal(text_of(delivery, "recipient"), "hamas");
    assert_true(has_text(member(delivery, "claims"), "s2:P8.office"));
    assert_true(has_text(member(delivery, "claims"), "s2:P8.hamas"));
    const json_t *const who = member(delivery, "who");
    assert_string_equal(text_of(found(who, "actor", "mediators"), "because"),
                        "named as who would have brought it");
    assert_string_equal(text_of(found(who, "actor", "egypt"), "because"), "called a mediator");
    assert_non_null(find_object(who, "actor", "qatar"));
    /* s2 itself calls these two mediators; others do in other sources. */
    assert_string_equal(text_of(found(who, "actor", "qatar"), "claim"), "s2:P5.roster");
    assert_null(find_object(who, "actor", "un"));
    assert_null(find_object(who, "actor", "us"));
    assert_string_equal(text_of(found(who, "actor", "israel"), "because"), "its maker");
    assert_string_equal(text_of(found(who, "actor", "hamas"), "because"), "its recipient");
    const json_t *const latest = found(member(root, "offers"), "name", "latest");
    assert_null(find_object(member(latest, "questions"), "kind", "delivery"));
    assert_non_null(find_object(member(latest, "questions"), "kind", "terms"));
    /* s4 names no mediator: what Hamas answers, Hamas is asked. */
    const json_t *const reply = found(member(latest, "questions"), "kind", "answer");
    assert_int_equal(json_array_size(member(reply, "who")), 1);
    assert_string_equal(text_of(json_array_get(member(reply, "who"), 0), "actor"), "hamas");
    json_decref(root);
}

/* ---- all forms ---- */

static const answerer answers[] = {truce_timeline_answer, truce_offers_answer, truce_ways_answer};
static const question questions[] = {
    {.path = GAZA},
    {.path = GAZA, .only = "s2", .reader = "public"},
    {.path = GAZA, .only = "falter-report"},
    {.path = GAZA, .at = "2024-03-28"},
    {.path = HARBOUR, .reader = "desk"},
};

static void the_same_question_gives_the_same_bytes_whatever_the_seed(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
            for (size_t a = 0; a < sizeof answers / sizeof *answers; a++) {
                question other = questions[i];
                other.seed = 12345;
                truce_buffer one = answer(answers[a], &questions[i], (truce_paper_form)form);
                truce_buffer two = answer(answers[a], &other, (truce_paper_form)form);
                assert_true(one.size > 0);
                assert_true(truce_str_equal(truce_buffer_str(&one), truce_buffer_str(&two)));
                truce_buffer_clear(&one);
                truce_buffer_clear(&two);
            }
        }
    }
}

static void expect_whole_or_nothing(answerer ask, truce_paper_form form, const truce_input *input,
                                    bool once) {
    long allowed = 0;
    for (;; allowed += 1 + allowed / 16) {
        truce_session session;
        truce_error err;
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "before");
        assert_int_equal(
            truce_session_open_inputs(&session, &(truce_request){.seed = 1}, input, 1, &err),
            TRUCE_OK);
        fails_once = once;
        allocations_left = allowed;
        const truce_paper paper = {.form = form, .text = {.width = 80}};
        const truce_status status = ask(&session, paper, &out, &err);
        const bool failed = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, failed ? TRUCE_ENOMEM : TRUCE_OK);
        assert_true(failed ? out.size == 6 : out.size > 6);
        truce_buffer_clear(&out);
        truce_session_close(&session);
        if (!failed) {
            break;
        }
    }
    assert_true(allowed > 3);
}

static void without_memory_the_output_is_left_as_it_was(void **state) {
    (void)state;
    static const char text[] =
        "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\nactor m \"M\"\nsource s \"S\" press\n"
        "issue pay \"Pay\"\n  rung low\n  rung high\n"
        "event e \"E\" leave by a\nevent f \"F\" other\nevent g \"G\" other\n"
        "offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n  terms from s:P2\n    pay high\n"
        "claim s:P1\n  published 2031-01-02\n  event e at 2031-01-01 before f\n  a participates\n"
        "  talks running\n  offer x issued\n  not offer any received by b from m\n  m is mediator\n"
        "claim s:P2\n  event f before e\n  not event g\n  talks broken\n  offer x conveyed by m to "
        "b\n"
        "offer y \"Y\" by a to b replaces x\n  text \"t\"\n  salt \"AAAAAAAAAAAAAAAAAAAAAA==\"\n"
        "custody y-1 of y issued by a\n  at 2031-01-03\ncustody x-1 of x conveyed by m to b\n"
        "  receipt \"about x\"\n  note \"n\"\ncustody x-2 of x conveyed by a to b\n";
    const truce_input input = {TRUCE_STR("c.truce"), {text, sizeof text - 1}};
    for (size_t a = 0; a < sizeof answers / sizeof *answers; a++) {
        for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
            expect_whole_or_nothing(answers[a], (truce_paper_form)form, &input, false);
            expect_whole_or_nothing(answers[a], (truce_paper_form)form, &input, true);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            that_the_delegation_left_is_said_by_both_sides_and_by_two_of_no_stated_side),
        cmocka_unit_test(that_there_is_a_standstill_is_contested),
        cmocka_unit_test(leaving_a_place_and_taking_part_coexist),
        cmocka_unit_test(the_headlines_of_one_day_stand_by_their_hours),
        cmocka_unit_test(sunday_stays_a_word_and_estimates_have_an_author),
        cmocka_unit_test(offers_accounts_and_gaps_name_the_same_who_could_tell),
        cmocka_unit_test(
            the_updated_proposal_is_issued_and_its_receipt_denied_and_mediators_could_tell),
        cmocka_unit_test(the_same_question_gives_the_same_bytes_whatever_the_seed),
        cmocka_unit_test(without_memory_the_output_is_left_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
