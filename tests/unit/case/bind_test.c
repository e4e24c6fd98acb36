/* Names bound to what they mean: forwards, backwards and across files; then each way in which a
 * name means nothing, the wrong thing or two things; then what goes round in a ring. */
#include "truce/case/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static truce_arena arena;
static truce_view view;
static truce_case c;
static truce_report report;
static truce_input input;

static int forget(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

static truce_status read_text(const char *text) {
    truce_arena_clear(&arena);
    input = (truce_input){TRUCE_STR("t"), truce_str_of(text)};
    report = truce_report_new(&arena);
    assert_int_equal(truce_case_view(&input, 1, (truce_str){NULL, 0}, &arena, &view, NULL),
                     TRUCE_OK);
    return truce_case_read(&view, (truce_read_options){.no_warnings = true}, &arena, &c, &report,
                           NULL);
}

/* What the errors say, each as "line:column message | hint", one a line. */
static void expect_errors(const char *text, const char *want) {
    static char got[4000];
    size_t used = 0;
    got[0] = '\0';
    assert_int_equal(read_text(text), *want == '\0' ? TRUCE_OK : TRUCE_EPARSE);
    for (size_t i = 0; i < report.n; i++) {
        const truce_problem *const p = &report.problems[i];
        const truce_where w = truce_report_locate(&report, p->place);
        used += (size_t)snprintf(got + used, sizeof got - used, "%zu:%zu %.*s | %.*s\n", w.line,
                                 w.column, TRUCE_STR_ARGS(p->message), TRUCE_STR_ARGS(p->hint));
    }
    assert_string_equal(got, want);
}

#define BASE                                                                                       \
    "truce 1\ncase k \"K\"\nparty a \"A\"\ngroup g \"G\" of a\nissue w \"W\"\n  range 1..5 step "  \
    "0.5 x\n"                                                                                      \
    "issue l \"L\"\n  per g\n  rung low\n  option off\nevent e \"E\" other\nterm t \"T\"\n"        \
    "offer f \"F\"\nreader r \"R\"\nsource s \"S\" press\nclaim s:P1\n"

static void names_may_be_used_before_they_are_declared(void **state) {
    (void)state;
    expect_errors("truce 1\nclaim s:P1 by p\n  a demands i one\nperson p \"P\" of a\n"
                  "source s \"S\" press\nissue i \"I\"\n  rung none\n  rung one\nparty a \"A\"\n",
                  "");
    assert_int_equal(truce_case_find(&c, TRUCE_KIND_ISSUE,
                                     c.claims[0].statements[0].as.position.demands[0].item.issue),
                     0);
    assert_int_equal(c.claims[0].statements[0].as.position.demands[0].item.values[0].index, 1);
    assert_int_equal(c.actors[0].side, 1);
    assert_int_equal(truce_case_find(&c, TRUCE_KIND_SOURCE, (truce_ref){0, 0}), TRUCE_NONE);
    assert_int_equal(truce_case_find(&c, TRUCE_KIND_ACTOR, c.claims[0].source), TRUCE_NONE);
}

static void equal_options_of_two_issues_are_two_options(void **state) {
    (void)state;
    expect_errors(
        "truce 1\nparty a \"A\"\nissue i \"I\"\n  rung x\n  rung y\nissue j \"J\"\n  rung y\n"
        "source s \"S\" press\nclaim s:P1\n  a demands i y\n  a demands j y\n",
        "");
    assert_int_equal(c.claims[0].statements[0].as.position.demands[0].item.values[0].index, 1);
    assert_int_equal(c.claims[0].statements[1].as.position.demands[0].item.values[0].index, 0);
}

/* Every place where a name stands, with a name of the wrong kind. */
static void each_place_takes_its_kinds_only(void **state) {
    (void)state;
    static const struct {
        const char *lines, *want;
    } places[] = {
        {"  w demands l low\n", "17:3 \"w\" is an issue, and here an actor is meant | \n"},
        {"  a demands t low\n", "17:13 \"t\" is a term, and here an issue is meant | \n"},
        {"  a demands l low for w\n", "17:23 \"w\" is an issue, and here an actor is meant | \n"},
        {"  a demands l low if e unstated\n",
         "17:22 \"e\" is an event, and here an issue is meant | \n"},
        {"  a demands l before a\n", "17:22 \"a\" is an actor, and here an issue is meant | \n"},
        {"  event f\n", "17:9 \"f\" is an offer, and here an event is meant | \n"},
        {"  event e by s\n", "17:14 \"s\" is a source, and here an actor is meant | \n"},
        {"  event e after f\n", "17:17 \"f\" is an offer, and here an event is meant | \n"},
        {"  offer e issued\n", "17:9 \"e\" is an event, and here an offer is meant | \n"},
        {"  offer f issued by r\n",
         "17:21 \"r\" is a reader, and here an actor is meant | who acts in the case has a record "
         "there: person NAME \"...\" of PARTY\n"},
        {"  offer f issued to k\n", "17:21 \"k\" is a case, and here an actor is meant | \n"},
        {"  offer f issued from w\n", "17:23 \"w\" is an issue, and here an actor is meant | \n"},
        {"  term w as \"x\"\n", "17:8 \"w\" is an issue, and here a term is meant | \n"},
        {"  term t as \"x\" by w\n", "17:20 \"w\" is an issue, and here an actor is meant | \n"},
        {"  count e 5\n", "17:9 \"e\" is an event, and here a term is meant | \n"},
        {"  blames e\n", "17:10 \"e\" is an event, and here an actor is meant | \n"},
        {"  a softens on e\n", "17:16 \"e\" is an event, and here an issue is meant | \n"},
        {"  a is host of e\n", "17:16 \"e\" is an event, and here an actor is meant | \n"},
        {"  a has cost \"x\" on a\n", "17:21 \"a\" is an actor, and here an issue is meant | \n"},
        {"  a has contact with e\n", "17:22 \"e\" is an event, and here an actor is meant | \n"},
        {"  a matters most\n", "17:3 \"a\" is an actor, and here an issue is meant | \n"},
        {"  w matters over a\n", "17:18 \"a\" is an actor, and here an issue is meant | \n"},
        {"  w matters most to w\n", "17:21 \"w\" is an issue, and here an actor is meant | \n"},
        {"  talks slow\nperson p \"P\" of w\n",
         "18:17 \"w\" is an issue, and here an actor is meant | \n"},
        {"  talks slow\nsource z \"Z\" press\n  copies e\n",
         "19:10 \"e\" is an event, and here a source is meant | \n"},
        {"  talks slow\nsource z \"Z\" press\n  draws on a\n",
         "19:12 \"a\" is an actor, and here a source is meant | \n"},
        {"  talks slow\nissue z \"Z\"\n  per w\n",
         "19:7 \"w\" is an issue, and here an actor is meant | \n"},
        {"  talks slow\noffer z \"Z\" replaces e\n",
         "18:22 \"e\" is an event, and here an offer is meant | \n"},
        {"  talks slow\noffer z \"Z\" by w\n",
         "18:16 \"w\" is an issue, and here an actor is meant | \n"},
        {"  talks slow\ndating z of a 2031 by r\n",
         "18:13 \"a\" is an actor, and here a source, an event or a claim is meant | \n"},
        {"  talks slow\ndating z of s 2031 by a\n",
         "18:23 \"a\" is an actor, and here a reader is meant | \n"},
        {"  talks slow\ncompartment z \"Z\"\n  members w\n",
         "19:11 \"w\" is an issue, and here an actor or a reader is meant | \n"},
        {"  talks slow\nclaim e:P1\n  talks slow\n",
         "18:7 \"e\" is an event, and here a source is meant | \n"},
        {"  talks slow\nclaim s:P2 by w via e\n  talks slow\n",
         "18:15 \"w\" is an issue, and here an actor is meant | \n"
         "18:21 \"e\" is an event, and here an actor is meant | \n"},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char text[1000];
        (void)snprintf(text, sizeof text, BASE "%s", places[i].lines);
        expect_errors(text, places[i].want);
    }
    expect_errors(BASE "  says \"x\" on e\n  says \"x\" on s:P1\n  explains f \"x\"\n", "");
}

static void what_nothing_is_called_gets_the_nearest_of_the_right_kind(void **state) {
    (void)state;
    expect_errors(
        "truce 1\nparty hamas \"H\"\nissue hamaz \"I\"\nsource s \"S\" press\nclaim s:P1\n"
        "  hamsa softens on hamsa\n",
        "6:3 nothing is called \"hamsa\" | did you mean \"hamas\"?\n"
        "6:20 nothing is called \"hamsa\" | declare it; here an issue is meant\n");
    expect_errors(BASE "  says \"x\" on nothing-near\n",
                  "17:15 nothing is called \"nothing-near\" | \n");
    expect_errors(BASE "  denies s:P2\n",
                  "17:10 nothing is called \"s:P2\" | did you mean \"s:P1\"?\n");
    /* Of a very long word only its beginning is shown, and never half a letter. */
    expect_errors(
        "truce 1\nsource s \"S\" press\nclaim s:P1 by "
        "x\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0"
        "\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0"
        "\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\n"
        "  talks slow\n",
        "3:15 nothing is called \""
        "x\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0"
        "\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0"
        "\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0"
        "\" | declare it; here an actor is meant\n");
}

static void someone_stands_where_nobody_need_be_named(void **state) {
    (void)state;
    expect_errors(
        BASE "  someone demands w 5\n  event e by someone\n  offer f handed by someone to someone\n"
             "  term t as \"x\" by someone\n  blames someone\n  a is host of someone\n"
             "  a has contact with someone\n  w matters most to someone\n"
             "offer z \"Z\" by someone to someone\nevent y \"Y\" other by someone\n"
             "account x \"X\" fact between s:P1, s:P1\n  settle \"x\" by someone\n",
        "");
    assert_int_equal(truce_case_find(&c, TRUCE_KIND_ACTOR, c.claims[0].statements[0].subject),
                     TRUCE_NONE);
    static const char *const places[] = {
        "  a demands l low for someone\n",
        "  talks slow\nperson p \"P\" of someone\n",
        "  talks slow\nissue z \"Z\"\n  per someone\n",
        "  talks slow\ncompartment z \"Z\"\n  members someone\n",
        "  talks slow\nclaim s:P2 by someone\n  talks slow\n",
        "  talks slow\nclaim s:P2 by one \"x\" of someone\n  talks slow\n",
        "  talks slow\nclaim s:P2 via someone\n  talks slow\n",
        "  someone matters most\n",
        "  says \"x\" on someone\n",
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char text[1000];
        (void)snprintf(text, sizeof text, BASE "%s", places[i]);
        assert_int_equal(read_text(text), TRUCE_EPARSE);
        assert_int_equal(report.errors, 1);
        assert_non_null(strstr(report.problems[0].message.data, "someone"));
    }
}

static void one_name_is_one_thing(void **state) {
    (void)state;
    expect_errors("truce 1\ncase k \"K\"\nparty a \"A\"\nissue a \"A\"\nparty k \"K\"\n",
                  "4:7 \"a\" is already the name of an actor | the other one is at t:3:1\n"
                  "5:7 \"k\" is already the name of a case | the other one is at t:2:1\n");
    expect_errors(BASE "  talks slow\nclaim s:P1\n  talks slow\n",
                  "18:7 \"s:P1\" is already the name of a claim | the other one is at t:16:1; give "
                  "each a label of its own, as in s2:P8.office\n");
    expect_errors("truce 1\ncase k \"K\"\ncase l \"L\"\n", "3:1 a second case record | \n");
    expect_errors("truce 1\ngroup g \"G\"\nissue i \"I\"\n  per g, g\n  rung x\n  option x\n",
                  "4:10 the group \"g\" twice in one issue | \n"
                  "6:10 the option \"x\" twice in one issue | \n");
    /* An option is a name of its issue only. */
    expect_errors("truce 1\nparty a \"A\"\nissue i \"I\"\n  rung a\n  rung i\n", "");
}

static void values_are_their_issues(void **state) {
    (void)state;
    static const struct {
        const char *item, *want;
    } items[] = {
        {"l lo", "17:15 the issue \"l\" has no option \"lo\" | did you mean \"low\"?\n"},
        {"l medium",
         "17:15 the issue \"l\" has no option \"medium\" | its options are: low, off\n"},
        {"l 5", "17:15 the issue \"l\" has no range of numbers | name one of its options\n"},
        {"w low", "17:15 the issue \"w\" has no options | give a number within its range\n"},
        {"w 0.5", "17:15 this is outside of the range of \"w\", 1..5 | \n"},
        {"w 4..5.5", "17:15 this is outside of the range of \"w\", 1..5 | \n"},
        {"w 2.25", "17:15 \"w\" goes from 1 in steps of 0.5, and this lies between two | \n"},
        {"w 2..2.25", "17:15 \"w\" goes from 1 in steps of 0.5, and this lies between two | \n"},
        {"w 1..2 or 9", "17:23 this is outside of the range of \"w\", 1..5 | \n"},
        {"l off or more",
         "17:15 \"or more\" needs a rung or a number | \"or more\" and \"or less\" "
         "follow the ladder from a rung or a number\n"},
        {"w 1..2 or less",
         "17:15 \"or less\" needs a rung or a number | \"or more\" and \"or less\" "
         "follow the ladder from a rung or a number\n"},
        {"l low for a",
         "17:23 the issue \"l\" is not decided for \"a\" apart | list the group under "
         "\"per\" in the issue\n"},
        {"w 5 for g", "17:21 the issue \"w\" is not decided for \"g\" apart | list the group under "
                      "\"per\" in the issue\n"},
    };
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        char text[1000];
        (void)snprintf(text, sizeof text, BASE "  a demands %s\n", items[i].item);
        expect_errors(text, items[i].want);
    }
    expect_errors(BASE "  a demands l low for nobody\n",
                  "17:23 nothing is called \"nobody\" | declare it; here an actor is meant\n");
    expect_errors("truce 1\nparty a \"A\"\nissue i \"I\"\nsource s \"S\" press\nclaim s:P1\n  a "
                  "demands i x\n",
                  "6:15 the issue \"i\" has no options | give the issue rungs or options, or "
                  "write: unstated\n");
    expect_errors(
        BASE
        "  a demands w 1.50 or more\n  a demands w 1.0..5.00\n  a demands l off or low for g\n",
        "");
}

static void a_range_ends_on_a_step(void **state) {
    (void)state;
    expect_errors("truce 1\nissue i \"I\"\n  range 1..5 step 0.75 x\n",
                  "3:9 this range does not end on a step | low plus a whole number of steps must "
                  "give high\n");
    expect_errors("truce 1\nissue i \"I\"\n  range 1..5 step 0.0 x\n",
                  "3:19 a step is more than 0 | \n");
    expect_errors("truce 1\nissue i \"I\"\n  range 1..5 step -1 x\n",
                  "3:19 a step is more than 0 | \n");
    expect_errors("truce 1\nissue i \"I\"\n  range 5..1 step 1 x\n",
                  "3:9 this range ends before it begins | put the smaller number first\n");
    expect_errors("truce 1\nissue i \"I\"\n  range 1..5 step 1 X\n",
                  "3:21 this cannot be a unit | a unit is written like a name (percent), or in "
                  "quotes: \"m3/s\"\n");
    expect_errors("truce 1\nissue i \"I\"\n  range 5..5 step 1 x\n", "");
    assert_int_equal(c.issues[0].steps, 0);
}

static void an_unseen_source_holds_no_claims(void **state) {
    (void)state;
    expect_errors(
        "truce 1\nsource s \"S\" press\n  unseen\nclaim s:P1\n  talks slow\n",
        "4:7 the source \"s\" is unseen and so can hold no claims | cite the source in which "
        "you read it, or take \"unseen\" away\n");
}

static void rings_are_found_and_reported_once(void **state) {
    (void)state;
    expect_errors(
        "truce 1\nparty a \"A\" of b\nparty b \"B\" of c\nparty c \"C\" of a\nperson d \"D\" of a\n"
        "party e \"E\" of e\n",
        "2:16 \"a\" belongs to itself, directly or through others | \n"
        "6:16 \"e\" belongs to itself, directly or through others | \n");
    expect_errors("truce 1\nperson d \"D\" of a\nparty a \"A\" of b\nparty b \"B\" of a\n",
                  "3:16 \"a\" belongs to itself, directly or through others | \n");
    expect_errors("truce 1\nsource a \"A\" press\n  copies b\nsource b \"B\" press\n  copies a\n",
                  "3:10 this source copies itself, directly or through others | \n");
    expect_errors("truce 1\nsource a \"A\" press\n  draws on a\n",
                  "3:12 this source draws on itself, directly or through others | \n");
    /* To copy one and draw on another is no ring of either. */
    expect_errors("truce 1\nsource a \"A\" press\n  copies b\nsource b \"B\" press\n  draws on a\n",
                  "");
    expect_errors("truce 1\noffer a \"A\" replaces b\noffer b \"B\" replaces a\n",
                  "2:22 this offer replaces itself, directly or through others | \n");
    expect_errors("truce 1\nsource s \"S\" press\nclaim s:P1\n  copy of s:P2\n  talks slow\n"
                  "claim s:P2\n  copy of s:P1\n  talks slow\n",
                  "4:11 this claim is a copy of itself, directly or through others | \n");
}

static void a_long_chain_ends_at_one_side(void **state) {
    (void)state;
    enum { LONG = 20000 };
    char *const text = malloc((size_t)LONG * 40);
    assert_non_null(text);
    size_t used = (size_t)sprintf(text, "truce 1\n");
    for (int i = 0; i < LONG; i++) {
        used += i + 1 < LONG ? (size_t)sprintf(text + used, "person p%d \"P\" of p%d\n", i, i + 1)
                             : (size_t)sprintf(text + used, "party p%d \"P\"\n", i);
    }
    assert_int_equal(read_text(text), TRUCE_OK);
    for (uint32_t i = 0; i < LONG; i++) {
        assert_int_equal(c.actors[i].side, LONG - 1);
    }
    free(text);
}

#define T(name) cmocka_unit_test_teardown(name, forget)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(names_may_be_used_before_they_are_declared),
        T(equal_options_of_two_issues_are_two_options),
        T(each_place_takes_its_kinds_only),
        T(what_nothing_is_called_gets_the_nearest_of_the_right_kind),
        T(someone_stands_where_nobody_need_be_named),
        T(one_name_is_one_thing),
        T(values_are_their_issues),
        T(a_range_ends_on_a_step),
        T(an_unseen_source_holds_no_claims),
        T(rings_are_found_and_reported_once),
        T(a_long_chain_ends_at_one_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
