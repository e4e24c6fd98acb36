/* How agreements are read off a case: days, triggers, phases, units, verifiers, and what claims had
 * not told yet. The rules themselves are tested in tests/unit/agreement. */
#include "truce/actions/agreement.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"

#define DEAL CASE("phased-deal.truce")

/* ---- small cases ---- */

static const char opening[] = "truce 1\n"
                              "audience public\n"
                              "case deal \"Deal\"\n"
                              "party north \"North\"\n"
                              "office staff \"Staff of North\" of north\n"
                              "party south \"South\"\n"
                              "mediator board \"Board\"\n"
                              "office watch \"Watch of the board\" of board\n"
                              "group divers \"Divers\" of north\n"
                              "group pilots \"Pilots\" of south\n"
                              "event start \"The start\" other\n"
                              "source s \"S\" press\n"
                              "  published 2031-01-20\n"
                              "claim s:P1\n"
                              "  says \"seen\"\n"
                              "source t \"T\" press\n"
                              "  published 2031-01-25\n"
                              "claim t:P1\n"
                              "  says \"seen too\"\n"
                              "agreement pact \"Pact\" of north, south\n"
                              "  phase 1 \"One\" at 2031-01-01 for 10 days\n"
                              "  phase 2 \"Two\" for 5..6 days\n"
                              "  phase 3 \"Three\" for 5 days\n"
                              "  verifier board\n"
                              "obligation ob \"Trucks\" of north to south\n"
                              "  in pact\n";

static json_t *about(const char *more, const char *at) {
    static char text[8192];
    (void)snprintf(text, sizeof text, "%s%s", opening, more);
    return json_text(truce_agreement_answer, text, &(truce_request){.at = truce_str_of(at)});
}

static json_t *first_of(const json_t *root) {
    return json_array_get(member(root, "obligations"), 0);
}

static void expect_bound(const char *lines, const char *key, const char *kind, const char *earliest,
                         const char *latest) {
    json_t *const root = about(lines, NULL);
    const json_t *const bound = json_object_get(first_of(root), key);
    if (kind == NULL) {
        assert_null(bound);
    } else {
        assert_string_equal(text_of(bound, "kind"), kind);
        assert_string_equal(text_of(bound, "earliest"), earliest);
        assert_string_equal(text_of(bound, "latest"), latest);
    }
    json_decref(root);
}

static void expect_state(const char *lines, const char *at, const char *state) {
    json_t *const root = about(lines, at);
    assert_string_equal(text_of(first_of(root), "state"), state);
    json_decref(root);
}

/* ---- days ---- */

static void dates_are_spans(void **state) {
    (void)state;
    expect_bound("  from 2031-02 until 2031-03\n", "from", "on", "2031-02-01", "2031-02-28");
    expect_bound("  from 2031-02 until 2031-03\n", "until", "on", "2031-03-01", "2031-03-31");
    expect_bound("  until 2031-03-04\n", "until", "on", "2031-03-04", "2031-03-04");
    expect_bound("  until 2031-03-04\n", "from", NULL, NULL, NULL);
}

static void phases_follow_one_another(void **state) {
    (void)state;
    expect_bound("  phase 1\n  quantity 1 trucks per day\n", "from", "on", "2031-01-01",
                 "2031-01-01");
    expect_bound("  phase 1\n  quantity 1 trucks per day\n", "until", "on", "2031-01-10",
                 "2031-01-10");
    expect_bound("  phase 2\n", "from", "on", "2031-01-11", "2031-01-11");
    expect_bound("  phase 3\n  quantity 1 trucks per phase\n", "from", "on", "2031-01-16",
                 "2031-01-17");
    expect_bound("  phase 3\n  quantity 1 trucks per phase\n", "until", "on", "2031-01-20",
                 "2031-01-21");
    /* What is to be done once has no last day of its own by its phase. */
    expect_bound("  phase 1\n", "until", NULL, NULL, NULL);
}

static void a_tranche_comes_on_its_date_or_after_what_it_waits_for(void **state) {
    (void)state;
    static const char swap[] =
        "exchange swap \"Swap\" of north and south\n"
        "  category divers 3 at 3\n"
        "  class pilots 12\n"
        "  tranche 1 at 2031-01-03 releases 1 divers\n"
        "  tranche 2 after swap tranche 1 within 2..4 days releases 2 divers\n";
    char lines[1024];
    (void)snprintf(lines, sizeof lines, "  after swap tranche 1 within 3 days\n%s", swap);
    expect_bound(lines, "from", "on", "2031-01-03", "2031-01-03");
    expect_bound(lines, "until", "on", "2031-01-06", "2031-01-06");
    (void)snprintf(lines, sizeof lines, "  after swap tranche 2 within 3 days\n%s", swap);
    expect_bound(lines, "until", "on", "2031-01-08", "2031-01-10");
    (void)snprintf(lines, sizeof lines, "  after swap\n%s", swap);
    expect_bound(lines, "from", "on", "2031-01-05", "2031-01-07");
    /* Of a quantity per time so much is due from the end of `within` on. */
    (void)snprintf(lines, sizeof lines,
                   "  after swap tranche 1 within 3 days\n  quantity 2 trucks per day\n%s", swap);
    expect_bound(lines, "from", "on", "2031-01-06", "2031-01-06");
    expect_bound(lines, "until", NULL, NULL, NULL);
}

static void an_event_has_come_as_claims_say(void **state) {
    (void)state;
    expect_bound("  after start\n", "from", "unknown", "", "");
    expect_bound("  after start\nclaim s:P2\n  event start at 2031-01-02\n", "from", "on",
                 "2031-01-02", "2031-01-02");
    expect_bound("  after start\nclaim s:P2\n  not event start\n", "from", "not_yet", "", "");
    expect_bound("  after start\nclaim s:P2\n  event start at 2031-01-02\nclaim t:P2\n"
                 "  not event start\n",
                 "from", "unknown", "", "");
    expect_bound("  after start\nclaim s:P2\n  event start at 2031-01-02\nclaim t:P2 by south\n"
                 "  denies s:P2\n",
                 "from", "unknown", "", "");
    /* A step has come by the event by which it is done, and what no claim says is not known. */
    expect_bound("  after leave within 2 days\nstep leave \"Leave\" of north\n  done start\n"
                 "claim s:P2\n  event start at 2031-01-02\n",
                 "until", "on", "2031-01-04", "2031-01-04");
    expect_bound("  after leave\nstep leave \"Leave\" of north\n  at 2031-01-02\n", "from",
                 "unknown", "", "");
}

/* ---- what was seen ---- */

#define AID         "  from 2031-01-01 until 2031-01-10\n  quantity 10 trucks per day\n"
#define WEEK(lines) AID "report week \"Week\"\n  concerns ob\n  at 2031-01-01/2031-01-10\n" lines

static void only_a_named_verifier_verifies(void **state) {
    (void)state;
    expect_state(WEEK("  not kept\n  verified s:P1 by board\n"), NULL, "breached");
    expect_state(WEEK("  not kept\n  verified s:P1 by watch\n"), NULL, "breached");
    expect_state(WEEK("  not kept\n  verified s:P1 by south\n"), NULL, "disputed");
    expect_state(WEEK("  not kept\n  reported s:P1\n"), NULL, "disputed");
}

static void amounts_are_scaled_exactly(void **state) {
    (void)state;
    json_t *const root = about(WEEK("  measured 99.9 trucks\n  verified s:P1 by board\n"), NULL);
    const json_t *const ob = first_of(root);
    assert_string_equal(text_of(ob, "measured"), "99.9");
    assert_string_equal(text_of(ob, "due_least"), "100.0");
    assert_string_equal(text_of(ob, "state"), "partly_kept");
    assert_int_equal(json_integer_value(member(ob, "score_least")), 2);
    json_decref(root);
    expect_state(WEEK("  measured 100.0 trucks\n  verified s:P1 by board\n"), NULL, "kept");
}

static void what_cannot_be_counted_is_told(void **state) {
    (void)state;
    static const struct {
        const char *lines, *why;
    } cases[] = {{WEEK("  measured 99 tons\n  reported s:P1\n"), "other_unit"},
                 {WEEK("  reported s:P1\n"), "no_value"},
                 {WEEK("  measured -1 trucks\n  reported s:P1\n"), "too_large"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *const root = about(cases[i].lines, NULL);
        const json_t *const unused = member(root, "unused");
        assert_int_equal(json_array_size(unused), 1);
        assert_string_equal(text_of(json_array_get(unused, 0), "why"), cases[i].why);
        assert_int_equal(json_array_size(member(first_of(root), "reports")), 0);
        json_decref(root);
    }
}

static void what_claims_have_not_told_is_not_known(void **state) {
    (void)state;
    const char *const lines =
        WEEK("  not kept\n  verified t:P1 by board\n  disputed s:P1 by north\n");
    expect_state(lines, "2031-01-24", "cannot_tell");
    expect_state(lines, "2031-01-25", "breached");
    /* Nor an obligation of which only such claims tell. */
    json_t *root = about("  from t:P1\n", "2031-01-24");
    assert_int_equal(json_array_size(member(root, "obligations")), 0);
    assert_int_equal(json_integer_value(member(root, "left_out")), 1);
    json_decref(root);
    root = about("  from t:P1\n", "2031-01-25");
    assert_int_equal(json_array_size(member(root, "obligations")), 1);
    json_decref(root);
}

static void without_a_date_it_is_as_of_the_last_that_is_told(void **state) {
    (void)state;
    json_t *root = about("", NULL);
    assert_string_equal(text_of(member(root, "as_of"), "day"), "2031-01-25");
    assert_true(json_is_false(member(member(root, "as_of"), "asked")));
    json_decref(root);
    root = about("incident in \"In\"\n  concerns ob\n  at 2031-02-03\n  reported s:P1\n", NULL);
    assert_string_equal(text_of(member(root, "as_of"), "day"), "2031-02-03");
    json_decref(root);
    root = about("", "2031-01");
    assert_string_equal(text_of(member(root, "as_of"), "day"), "2031-01-31");
    json_decref(root);
}

static const json_t *incident(json_t **root, const char *lines) {
    char text[1024];
    (void)snprintf(text, sizeof text,
                   "  from 2031-01-01 until 2031-01-30\nincident in \"In\"\n  concerns ob\n"
                   "  at 2031-01-05\n%s",
                   lines);
    *root = about(text, NULL);
    return json_array_get(member(*root, "incidents"), 0);
}

static void an_incident_is_attributed_only_by_a_named_verifier(void **state) {
    (void)state;
    static const struct {
        const char *lines, *stage, *state;
    } cases[] = {
        {"  reported s:P1\n", "reported", "disputed"},
        {"  reported s:P1\n  verified s:P1 by north\n", "reported", "disputed"},
        {"  reported s:P1\n  verified s:P1 by board\n", "verified", "disputed"},
        {"  reported s:P1\n  attributed t:P1 to north by south\n", "reported", "disputed"},
        {"  reported s:P1\n  attributed t:P1 to north by watch\n", "attributed", "breached"},
        {"  reported s:P1\n  attributed t:P1 to staff by board\n", "attributed", "breached"},
        /* It is north that owes. */
        {"  reported s:P1\n  attributed t:P1 to south by board\n", "attributed", "running"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *root;
        const json_t *const in = incident(&root, cases[i].lines);
        assert_string_equal(text_of(in, "stage"), cases[i].stage);
        assert_string_equal(text_of(first_of(root), "state"), cases[i].state);
        json_decref(root);
    }
}

static void expect_names(const json_t *in, const char *key, const char *names) {
    char text[200] = "";
    size_t i;
    json_t *value;
    json_array_foreach(json_object_get(in, key), i, value) {
        (void)strncat(text, i > 0 ? " " : "", sizeof text - strlen(text) - 1);
        (void)strncat(text, json_string_value(value), sizeof text - strlen(text) - 1);
    }
    assert_string_equal(text, names);
}

#define STRIFE(n, lines)                                                                           \
    "incident in" n " \"In\"\n  concerns both\n  at 2031-01-05\n  reported s:P1\n" lines

static void what_several_owe_is_breached_by_whom_an_incident_is_attributed_to(void **state) {
    (void)state;
    static const struct {
        const char *lines, *state, *by, *others;
    } cases[] = {
        {STRIFE("1", "  attributed t:P1 to north by board\n"), "breached", "north", "south"},
        {STRIFE("1", "  attributed t:P1 to south by board\n"), "breached", "south", "north"},
        {STRIFE("1", "  attributed t:P1 to staff by board\n"), "breached", "staff", "south"},
        {STRIFE("1", "  attributed t:P1 to south by board\n")
             STRIFE("2", "  attributed t:P1 to north by watch\n"),
         "breached", "north south", ""},
        /* Who is no named verifier attributes nothing. */
        {STRIFE("1", "  attributed t:P1 to south by board\n")
             STRIFE("2", "  attributed t:P1 to north by south\n"),
         "breached", "south", "north"},
        {STRIFE("1", "  attributed t:P1 to north by south\n"), "disputed", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        (void)snprintf(text, sizeof text,
                       "obligation both \"Both\" of north, south\n  in pact\n"
                       "  from 2031-01-01 until 2031-01-30\n%s",
                       cases[i].lines);
        json_t *const root = about(text, NULL);
        const json_t *const both = find_object(member(root, "obligations"), "name", "both");
        assert_string_equal(text_of(both, "state"), cases[i].state);
        expect_names(both, "attributed_to", cases[i].by);
        expect_names(both, "not_attributed_to", cases[i].others);
        assert_int_equal(json_object_get(both, "attributed_to") != NULL, cases[i].by[0] != '\0');
        json_decref(root);
    }
}

/* ---- usual clauses ---- */

static const json_t *agreement_of(const json_t *root, const char *name) {
    return find_object(member(root, "agreements"), "name", name);
}

static void usual_clauses_are_those_that_lines_of_what_is_known_name(void **state) {
    (void)state;
    json_t *root = about("", NULL);
    expect_names(agreement_of(root, "pact"), "covers", "");
    assert_null(json_object_get(agreement_of(root, "pact"), "usual_and_not_named"));
    json_decref(root);
    /* Of an obligation that claims have not told yet, and of another agreement: not. */
    root = about("  covers aid\n  covers aid clause \"2\"\n"
                 "obligation late \"Late\" of north\n  in pact\n  covers mines\n  from t:P1\n"
                 "obligation other \"Other\" of north\n  in deal-two\n  covers costs\n"
                 "obligation loose \"Loose\" of north\n  covers talks\n"
                 "agreement deal-two \"Two\" of north, south\n  covers area\n",
                 "2031-01-22");
    expect_names(agreement_of(root, "pact"), "covers", "aid");
    expect_names(agreement_of(root, "deal-two"), "covers", "area costs");
    assert_int_equal(json_array_size(member(agreement_of(root, "pact"), "usual_and_not_named")) + 1,
                     json_array_size(member(root, "usual_clauses")));
    json_decref(root);
}

/* ---- the phased deal ---- */

static json_t *deal(const char *at) {
    return json_answer(truce_agreement_answer, &(question){.path = DEAL, .at = at});
}

static void expect_lacks(const json_t *root, const char *name, const char *lacks) {
    expect_names(find_object(member(root, "obligations"), "name", name), "lacks", lacks);
}

static void each_obligation_that_lacks_something_is_listed(void **state) {
    (void)state;
    json_t *const root = deal(NULL);
    expect_lacks(root, "hold-fire", "");
    expect_lacks(root, "release-civilians", "");
    expect_lacks(root, "release-prisoners", "response");
    expect_lacks(root, "aid", "");
    expect_lacks(root, "fuel", "verifier response");
    expect_lacks(root, "corridor", "measure response");
    expect_lacks(root, "names", "verifier deadline measure response_deadline");
    expect_lacks(root, "talks", "verifier deadline measure response");
    json_decref(root);
}

static void the_shell_at_the_ford_is_walked_by_dates(void **state) {
    (void)state;
    static const struct {
        const char *at, *stage, *hold_fire;
    } walk[] = {{"2032-05-30", NULL, "running"},
                {"2032-05-31", "verified", "disputed"},
                {"2032-06-02", "attributed", "breached"}};
    for (size_t i = 0; i < sizeof walk / sizeof *walk; i++) {
        json_t *const root = deal(walk[i].at);
        const json_t *const ford = find_object(member(root, "incidents"), "name", "ford");
        if (walk[i].stage == NULL) {
            assert_null(ford);
        } else {
            assert_string_equal(text_of(ford, "stage"), walk[i].stage);
        }
        assert_string_equal(
            text_of(find_object(member(root, "obligations"), "name", "hold-fire"), "state"),
            walk[i].hold_fire);
        json_decref(root);
    }
}

static void the_trucks_of_a_week_are_measured(void **state) {
    (void)state;
    json_t *const root = deal(NULL);
    const json_t *const aid = find_object(member(root, "obligations"), "name", "aid");
    assert_string_equal(text_of(aid, "measured"), "3640");
    assert_string_equal(text_of(aid, "due_least"), "4200");
    assert_int_equal(json_integer_value(member(aid, "score_least")), 2);
    assert_string_equal(text_of(aid, "state"), "partly_kept");
    json_decref(root);
}

/* ---- what is not stated, deadlines, falls ---- */

static const json_t *asked(const json_t *root, const char *name, const char *what) {
    return find_object(member(find_object(member(root, "obligations"), "name", name), "ask"),
                       "what", what);
}

static void what_is_not_stated_is_asked_of_whom_it_concerns(void **state) {
    (void)state;
    static const struct {
        const char *lines, *what, *of;
    } cases[] = {
        {"  after start\n", "whether and when \xE2\x80\x9CThe start\xE2\x80\x9D came", "board"},
        {"  after start\n  verifier watch\n",
         "whether and when \xE2\x80\x9CThe start\xE2\x80\x9D came", "watch"},
        {"  from 2031-02 until 2031-03-01\n",
         "on which day it began: known is only 2031-02-01/2031-02-28 (no day is given)", "board"},
        {"  from 2031-01-01 until 2031-03\n",
         "which day is its last: known is only 2031-03-01/2031-03-31 (no day is given)",
         "north south"},
        {"  from 2031-01-01\n", "until which day: no last day is given, so it cannot become late",
         "north south"},
        {"  until 2031-03-04\n", "by what it is measured, or what would show that it is kept",
         "north south"},
        {"  from 2031-01-01 until 2031-01-10\n  quantity 1 trucks per day\n",
         "how it was kept: reports speak of 0 of its 10 days", "board"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *const root = about(cases[i].lines, NULL);
        expect_names(asked(root, "ob", cases[i].what), "of", cases[i].of);
        json_decref(root);
    }
    /* What is done or dropped asks for nothing. */
    json_t *const root = about("  waived s:P1 by south\n", NULL);
    assert_int_equal(json_array_size(member(first_of(root), "ask")), 0);
    json_decref(root);
}

static void deadlines_and_falls_are_told_to_machines(void **state) {
    (void)state;
    json_t *const root = deal(NULL);
    const json_t *const all = member(root, "deadlines");
    assert_int_equal(json_array_size(all), 8);
    const json_t *const first = json_array_get(all, 0);
    assert_string_equal(text_of(first, "day"), "2032-06-02");
    assert_string_equal(text_of(first, "what"), "response");
    assert_string_equal(text_of(first, "incident"), "ford");
    const json_t *const falls =
        member(find_object(member(root, "falls"), "obligation", "release-civilians"), "falls");
    assert_int_equal(json_array_size(falls), 2);
    assert_string_equal(text_of(find_object(falls, "obligation", "talks"), "with"),
                        "release-civilians");
    assert_int_equal(json_integer_value(member(root, "falls_left_out")), 0);
    json_decref(root);
}

/* ---- over time ---- */

static json_t *deal_over_time(const char *at, const char *unit) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const char *const paths[] = {DEAL};
    open_case(&session, &(question){.path = DEAL, .at = at}, paths, 1);
    session.request.over_time = truce_str_of(unit);
    const truce_paper paper = {.form = TRUCE_PAPER_JSON};
    assert_int_equal(truce_agreement_answer(&session, paper, &out, &err), TRUCE_OK);
    json_t *const root = parse_json(&out);
    truce_buffer_clear(&out);
    truce_session_close(&session);
    return root;
}

/* The state of the last change by that day. */
static const char *changed_to(const json_t *of, const char *day) {
    const char *state = "";
    size_t i;
    json_t *change;
    json_array_foreach(member(of, "changes"), i, change) {
        state = strcmp(text_of(change, "day"), day) <= 0 ? text_of(change, "state") : state;
    }
    return state;
}

/* All dates of the deal are fixed: how it stood on a day is how it stands as of that day. */
static void over_time_is_what_each_day_had_told(void **state) {
    (void)state;
    json_t *const root = deal_over_time(NULL, "date");
    const json_t *const all = member(member(root, "over_time"), "obligations");
    assert_int_equal(json_array_size(all), 8);
    for (int d = 10; d < 10 + 24; d++) {
        char day[24];
        (void)snprintf(day, sizeof day, "2032-%s-%02u", d > 31 ? "06" : "05",
                       (unsigned)(d > 31 ? d - 31 : d) % 100U);
        json_t *const then = deal(day);
        const json_t *const obligations = member(then, "obligations");
        for (size_t i = 0; i < json_array_size(obligations); i++) {
            const json_t *const ob = json_array_get(obligations, i);
            const json_t *const of = find_object(all, "name", text_of(ob, "name"));
            assert_string_equal(changed_to(of, day), text_of(ob, "state"));
        }
        json_decref(then);
    }
    json_decref(root);
}

static void expect_columns(const char *unit, const char *titles, const char *days) {
    json_t *const root = deal_over_time("2033-02-03", unit);
    const json_t *const first = json_array_get(member(member(root, "over_time"), "obligations"), 0);
    char has[400] = "";
    char of[400] = "";
    size_t i;
    json_t *at;
    json_array_foreach(member(first, "states"), i, at) {
        (void)snprintf(has + strlen(has), sizeof has - strlen(has), "%s%s", i > 0 ? "; " : "",
                       text_of(at, "column"));
        (void)snprintf(of + strlen(of), sizeof of - strlen(of), "%s%s", i > 0 ? " " : "",
                       text_of(at, "day"));
    }
    assert_string_equal(has, titles);
    assert_string_equal(of, days);
    json_decref(root);
}

static void columns_end_with_their_week_month_year_or_phase(void **state) {
    (void)state;
    expect_columns("month",
                   "2032-05; 2032-06; 2032-07; 2032-08; 2032-09; 2032-10; 2032-11; 2032-12; "
                   "2033-01; 2033-02",
                   "2032-05-31 2032-06-30 2032-07-31 2032-08-31 2032-09-30 2032-10-31 2032-11-30 "
                   "2032-12-31 2033-01-31 2033-02-03");
    expect_columns("year", "2032; 2033", "2032-12-31 2033-02-03");
    /* Nobody says how long phase one goes on, so none begins after it. */
    expect_columns("phase", "phase 1", "2033-02-03");
    json_t *const root = deal_over_time("2033-02-03", "week");
    const json_t *const first = json_array_get(member(member(root, "over_time"), "obligations"), 0);
    assert_int_equal(json_array_size(member(first, "states")), 39);
    assert_string_equal(text_of(json_array_get(member(first, "states"), 1), "day"), "2032-05-23");
    json_decref(root);
}

/* The picture in characters: a title as wide as there is room for, in cells; every state by a
 * letter; and whose act a breach was, in the alternative of the drawing. */
static void obligations_are_drawn_in_characters_and_for_those_who_do_not_see(void **state) {
    (void)state;
    static const struct {
        truce_paper_form form;
        const char *has[3];
    } cases[] = {
        {TRUCE_PAPER_TEXT,
         {"\nNo shot is fired                 -----", "DDDDBB\n",
          "\nTalks on phase two in good faith -----"}},
        {TRUCE_PAPER_HTML,
         {"<svg ", "No shot is fired: breached, attributed to Republic of Norrin. The civilians",
          "The arrangement of May, continued"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_buffer out = answer(truce_agreement_answer, &(question){.path = DEAL}, cases[i].form);
        truce_buffer_byte(&out, '\0');
        for (size_t h = 0; h < 3; h++) {
            assert_non_null(strstr(out.data, cases[i].has[h]));
        }
        truce_buffer_clear(&out);
    }
}

static void what_it_cannot_be_shown_by_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *at, *unit;
        truce_status status;
    } cases[] = {{NULL, "hour", TRUCE_ENOTFOUND}, {"2092-01-01", "week", TRUCE_ELIMIT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_session session;
        truce_error err = {.message = ""};
        truce_buffer out = truce_buffer_new();
        const char *const paths[] = {DEAL};
        open_case(&session, &(question){.path = DEAL, .at = cases[i].at}, paths, 1);
        session.request.over_time = truce_str_of(cases[i].unit);
        const truce_paper paper = {.form = TRUCE_PAPER_TEXT, .text = {.width = 80}};
        assert_int_equal(truce_agreement_answer(&session, paper, &out, &err), cases[i].status);
        assert_int_equal(out.size, 0);
        truce_buffer_clear(&out);
        truce_session_close(&session);
    }
}

/* ---- deadlines ---- */

static truce_buffer deadlines_of(const char *more) {
    static char text[8192];
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    (void)snprintf(text, sizeof text, "%s%s", opening, more);
    const truce_input input = {TRUCE_STR("deal.truce"), truce_str_of(text)};
    assert_int_equal(
        truce_session_open_inputs(&session, &(truce_request){.n_paths = 0}, &input, 1, &err),
        TRUCE_OK);
    const truce_paper paper = {.form = TRUCE_PAPER_CSV};
    assert_int_equal(truce_agreement_answer(&session, paper, &out, &err), TRUCE_OK);
    truce_session_close(&session);
    truce_buffer_byte(&out, '\0');
    return out;
}

static void a_table_holds_no_formula(void **state) {
    (void)state;
    truce_buffer out = deadlines_of("  until 2031-03-04\nobligation sum \"=1+1, or so\" of north\n"
                                    "  until 2031-03-05\n");
    assert_non_null(strstr(out.data, ",\"'=1+1, or so\","));
    truce_buffer_clear(&out);
}

/* ---- memory ---- */

static void every_failed_allocation_is_told(void **state) {
    (void)state;
    static const truce_paper_form forms[] = {TRUCE_PAPER_TEXT, TRUCE_PAPER_JSON, TRUCE_PAPER_CSV};
    const char *const paths[] = {DEAL};
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_session session;
            truce_error err = {.message = ""};
            truce_buffer out = truce_buffer_new();
            open_case(&session, &(question){.path = DEAL}, paths, 1);
            session.request.over_time = TRUCE_STR("phase");
            session.request.sections = TRUCE_STR("all");
            truce_buffer_lit(&out, "before");
            allocations_left = allowed;
            const truce_paper paper = {.form = forms[f], .text = {.width = 80}};
            const truce_status status = truce_agreement_answer(&session, paper, &out, &err);
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
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_spans),
        cmocka_unit_test(phases_follow_one_another),
        cmocka_unit_test(a_tranche_comes_on_its_date_or_after_what_it_waits_for),
        cmocka_unit_test(an_event_has_come_as_claims_say),
        cmocka_unit_test(only_a_named_verifier_verifies),
        cmocka_unit_test(amounts_are_scaled_exactly),
        cmocka_unit_test(what_cannot_be_counted_is_told),
        cmocka_unit_test(what_claims_have_not_told_is_not_known),
        cmocka_unit_test(without_a_date_it_is_as_of_the_last_that_is_told),
        cmocka_unit_test(an_incident_is_attributed_only_by_a_named_verifier),
        cmocka_unit_test(what_several_owe_is_breached_by_whom_an_incident_is_attributed_to),
        cmocka_unit_test(usual_clauses_are_those_that_lines_of_what_is_known_name),
        cmocka_unit_test(each_obligation_that_lacks_something_is_listed),
        cmocka_unit_test(the_shell_at_the_ford_is_walked_by_dates),
        cmocka_unit_test(the_trucks_of_a_week_are_measured),
        cmocka_unit_test(what_is_not_stated_is_asked_of_whom_it_concerns),
        cmocka_unit_test(deadlines_and_falls_are_told_to_machines),
        cmocka_unit_test(over_time_is_what_each_day_had_told),
        cmocka_unit_test(columns_end_with_their_week_month_year_or_phase),
        cmocka_unit_test(obligations_are_drawn_in_characters_and_for_those_who_do_not_see),
        cmocka_unit_test(what_it_cannot_be_shown_by_is_refused),
        cmocka_unit_test(a_table_holds_no_formula),
        cmocka_unit_test(every_failed_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
