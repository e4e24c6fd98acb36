/* What a record leaves possible, written out; then whatever cannot hold, with its place; then
 * random orders against all points of a grid; then limits, and memory that runs out. */
#include "truce/deals/belief.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "truce/case/read.h"

static truce_arena arena;
static truce_view view;
static truce_case c;
static truce_report report;
static truce_input input;
static truce_space space;
static truce_belief belief;
static truce_error error;

static int forget(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

static const char base[] = "truce 1\n"
                           "case k \"K\"\n"
                           "party union \"U\"\n"
                           "party company \"C\"\n"
                           "group crew \"Crew\" of union\n"
                           "group hands \"Hands\" of union\n"
                           "reader desk \"Desk\"\n"
                           "issue wage \"W\"\n"
                           "  range 2..8 step 1 x\n"
                           "issue cams \"C\"\n"
                           "  rung none\n"
                           "  rung some\n"
                           "  rung full\n"
                           "  option vote\n"
                           "issue back \"B\"\n"
                           "  per crew, hands\n"
                           "  rung out\n"
                           "  rung home\n"
                           "issue wide \"Wide\"\n"
                           "  range 0..1000000 step 1 x\n"; /* 20 lines */

/* Read the case and the belief of its first record. */
static truce_status make(const char *text) {
    static const truce_stands none;
    truce_arena_clear(&arena);
    const truce_str bytes = truce_arena_printf(&arena, "%s%s", base, text);
    if (bytes.data == NULL) {
        return TRUCE_ENOMEM;
    }
    input = (truce_input){TRUCE_STR("t"), bytes};
    report = truce_report_new(&arena);
    error = (truce_error){.message = ""};
    assert_int_equal(truce_case_view(&input, 1, (truce_str){NULL, 0}, &arena, &view, NULL),
                     TRUCE_OK);
    truce_status status = truce_case_read(&view, (truce_read_options){.no_warnings = true}, &arena,
                                          &c, &report, &error);
    if (status == TRUCE_EPARSE) {
        fail_msg("%.*s", TRUCE_STR_ARGS(report.problems[0].message));
    }
    if (status == TRUCE_OK) {
        const uint32_t record = 0;
        status = truce_space_make_with(&c, &none, &record, 1, &arena, &space, &error);
    }
    if (status == TRUCE_OK) {
        status = truce_belief_make(&c, &space, 0, &arena, &report, &belief, &error);
    }
    return status;
}

/* ---- a belief, written out ---- */

static void say_ratio(truce_buffer *out, truce_ratio r) {
    truce_buffer_printf(out, "%lld", (long long)r.over);
    if (r.under != 1) {
        truce_buffer_printf(out, "/%lld", (long long)r.under);
    }
}

static void say_span(truce_buffer *out, truce_bounds span) {
    say_ratio(out, span.low);
    if (!truce_bounds_exact(span)) {
        truce_buffer_printf(out, "..");
        say_ratio(out, span.high);
    }
}

static void say_variable(truce_buffer *out, uint32_t v) {
    const truce_space_variable *const of = &space.variables[v];
    const truce_belief_issue *const issue = &belief.issues[v];
    const truce_str name = truce_case_name(&c, c.issues[of->issue].head.name);
    truce_buffer_printf(out, "%.*s", TRUCE_STR_ARGS(name));
    if (of->group != TRUCE_NONE) {
        truce_buffer_printf(out, ".%u", of->group);
    }
    truce_buffer_printf(out, " ");
    say_span(out, issue->weight);
    truce_buffer_printf(out, "%s:", issue->anchored ? " anchored" : "");
    for (uint32_t k = 0; k < of->n_values; k++) {
        truce_buffer_printf(out, " ");
        say_span(out, issue->values[k]);
        if (issue->lines != NULL && issue->lines[k].left != TRUCE_NONE) {
            truce_buffer_printf(out, "~");
        }
    }
    truce_buffer_printf(out, "\n");
}

static void say_joint(truce_buffer *out, const truce_belief_joint *joint) {
    truce_buffer_printf(out, joint->replaces != TRUCE_NONE ? "if" : "and");
    for (uint32_t i = 0; i < joint->n_parts; i++) {
        const truce_space_variable *const of = &space.variables[joint->parts[i].variable];
        const truce_str name = truce_case_name(&c, c.issues[of->issue].head.name);
        truce_buffer_printf(out, " %.*s", TRUCE_STR_ARGS(name));
        if (of->group != TRUCE_NONE) {
            truce_buffer_printf(out, ".%u", of->group);
        }
        truce_buffer_printf(out, joint->parts[i].variable == joint->replaces ? "!" : "");
        for (uint32_t k = 0; k < of->n_values; k++) {
            if (truce_belief_part_has(&joint->parts[i], k)) {
                truce_buffer_printf(out, ",%u", k);
            }
        }
    }
    truce_buffer_printf(out, " ");
    say_span(out, joint->amount);
    truce_buffer_printf(out, "\n");
}

/* One record with these lines, which is possible, and what it leaves. */
static void expect(const char *head, const char *lines, const char *want) {
    char text[2000];
    (void)snprintf(text, sizeof text, "preferences p of union by desk%s\n%s", head, lines);
    const truce_status status = make(text);
    if (status != TRUCE_OK) {
        fail_msg("%s: %.*s", error.message, report.n > 0 ? (int)report.problems[0].message.size : 0,
                 report.n > 0 ? report.problems[0].message.data : "");
    }
    truce_buffer out = truce_buffer_new();
    truce_buffer_printf(&out, "%s top %lld%s%s\n", belief.absolute ? "written" : "scaled",
                        (long long)belief.top, belief.exact ? " exact" : "",
                        belief.straight ? " straight" : "");
    for (uint32_t v = 0; v < space.n_variables; v++) {
        if (belief.issues[v].mentioned) {
            say_variable(&out, v);
        }
    }
    for (uint32_t i = 0; i < belief.n_joints; i++) {
        say_joint(&out, &belief.joints[i]);
    }
    if (belief.reserve_kind == TRUCE_RESERVE_AMOUNT) {
        truce_buffer_printf(&out, "reserve ");
        say_span(&out, belief.reserve);
        truce_buffer_printf(&out, "\n");
    } else if (belief.reserve_kind == TRUCE_RESERVE_PACKAGE) {
        truce_buffer_printf(&out, "reserve");
        for (uint32_t v = 0; v < space.n_variables; v++) {
            truce_buffer_printf(&out, " %d", (int)belief.reserve_package[v]);
        }
        truce_buffer_printf(&out, "\n");
    }
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
}

static void an_order_alone_leaves_the_ends_of_the_scale(void **state) {
    (void)state;
    expect("", "  cams none > some > full\n",
           "scaled top 1\n"
           "cams 1 anchored: 0..1 0..1 0..1 0..1\n");
    expect("", "  cams none > some > full = vote\n",
           "scaled top 1\n"
           "cams 1 anchored: 1 0..1 0 0\n");
    expect("", "  back home > out for crew\n",
           "scaled top 1 exact\n"
           "back.0 1 anchored: 0 1\n");
    expect("", "  back home > out\n",
           "scaled top 1\n"
           "back.0 0..1 anchored: 0 1\n"
           "back.1 0..1 anchored: 0 1\n");
    expect("", "  cams none = some = full = vote\n",
           "scaled top 1 exact\n"
           "cams 1: 0 0 0 0\n");
    expect("", "  cams some or full > vote\n  cams vote > none\n",
           "scaled top 1\n"
           "cams 1 anchored: 0 0..1 0..1 0..1\n");
}

static void numbers_for_everything_are_as_written(void **state) {
    (void)state;
    expect("",
           "  value cams none is 30\n  value cams some or full is -2.5\n  value cams vote is 35 of "
           "80\n",
           "written top 1 exact\n"
           "cams 1: 30 -5/2 -5/2 7/16\n");
    expect("",
           "  value wage 2 is 0\n  value wage 8 is 4\n  weight wage 3\n  value back out is 0\n"
           "  value back home for crew is 5\n  value back home for hands is 6\n"
           "  weight back for crew, hands 0\n",
           "written top 1 exact straight\n"
           "wage 3: 0 2/3~ 4/3~ 2~ 8/3~ 10/3~ 4\n"
           "back.0 0: 0 5\n"
           "back.1 0: 0 6\n");
    expect("",
           "  value wage 2 is 1\n  value wage 8 is -0.5\n  value back home is 0\n"
           "  value back out is 1 of 3\n",
           "written top 1 exact straight\n"
           "wage 1: 1 3/4~ 1/2~ 1/4~ 0~ -1/4~ -1/2\n"
           "back.0 1: 1/3 0\n"
           "back.1 1: 1/3 0\n");
    expect("", "  reserve 3..5\n", "written top 1 exact\nreserve 3..5\n");
}

static void what_is_not_written_in_full_is_on_a_scale(void **state) {
    (void)state;
    expect(" in percent",
           "  weight wage 45..60\n  weight cams 10..20\n  weight back for crew 30\n"
           "  value wage 2 is 0\n  value wage 8 is 100\n  value cams none is 40..50\n",
           "scaled top 100 straight\n"
           "wage 50..60: 0 50/3~ 100/3~ 50~ 200/3~ 250/3~ 100\n"
           "cams 10..20 anchored: 40..50 0..100 0..100 0..100\n"
           "back.0 30 anchored: 0..100 0..100\n");
    expect(" in percent", "  weight wage 60\n  weight cams 40\n  wage 8 > 2..7\n",
           "scaled top 100\n"
           "wage 60 anchored: 0..100 0..100 0..100 0..100 0..100 0..100 100\n"
           "cams 40 anchored: 0..100 0..100 0..100 0..100\n");
    expect("", "  importance wage > cams = back for crew\n  weight cams 0.2..0.3\n",
           "scaled top 1\n"
           "wage 2/5..3/5 anchored: 0..1 0..1 0..1 0..1 0..1 0..1 0..1\n"
           "cams 1/5..3/10 anchored: 0..1 0..1 0..1 0..1\n"
           "back.0 1/5..3/10 anchored: 0..1 0..1\n");
}

static void orders_narrow_the_ranges_of_numbers(void **state) {
    (void)state;
    expect(" in percent",
           "  value cams none is 0..60\n  value cams some is 30..40\n  value cams full is 10..100\n"
           "  value cams vote is 0\n  cams none > some > full > vote\n",
           "scaled top 100\n"
           "cams 100: 30..60 30..40 10..40 0\n");
    expect(" in percent",
           "  weight wage 10..50\n  weight cams 20..90\n  importance wage > cams\n"
           "  weight back for crew 20..30\n",
           "scaled top 100\n"
           "wage 20..50 anchored: 0..100 0..100 0..100 0..100 0..100 0..100 0..100\n"
           "cams 20..50 anchored: 0..100 0..100 0..100 0..100\n"
           "back.0 20..30 anchored: 0..100 0..100\n");
}

static void what_holds_together_is_a_box(void **state) {
    (void)state;
    expect("",
           "  value cams none is 1\n  value cams some or full or vote is 0\n"
           "  value cams full is 3 if wage 6 or more and back home for hands\n"
           "  cams full or vote and back home and wage 2 or 8 together add -5..-4\n"
           "  wage 2..5 and wage 4 or more and cams none together add 1\n",
           "written top 1\n"
           "cams 1: 1 0 0 0\n"
           "if wage,4,5,6 cams!,2 back.1,1 3\n"
           "and wage,0,6 cams,2,3 back.0,1 back.1,1 -5..-4\n"
           "and wage,2,3 cams,0 1\n");
}

static void a_reserve_may_be_a_package(void **state) {
    (void)state;
    expect("",
           "  cams none > some > full\n  wage 8 > 2 > 3..7\n  reserve\n    wage 3\n    cams vote\n"
           "    back out for hands\n",
           "scaled top 1\n"
           "wage 0..1 anchored: 0..1 0..1 0..1 0..1 0..1 0..1 1\n"
           "cams 0..1 anchored: 0..1 0..1 0..1 0..1\n"
           "reserve 1 3 -1 0 -1\n");
}

static void a_long_range_costs_what_is_said_of_it(void **state) {
    (void)state;
    expect("", "  wide 900000 or more > 100..200 > 0\n",
           "scaled top 1\n"
           "wide 1 anchored: 0..1 0..1 0..1 0..1 0..1\n");
    expect("", "  value wide 500000 or more is 1\n", "scaled top 1\nwide 1 anchored: 0..1 1\n");
    expect("", "  wide 900000 or more > 899999 or less\n  weight cams 1\n",
           "scaled top 1\n"
           "cams 1 anchored: 0..1 0..1 0..1 0..1\n"
           "wide 0 anchored: 0..1 0..1\n");
    expect("", "  wide 900000..950000 = 950001 or more\n  wide 0 > 950000\n  wide 0 > 1..899999\n",
           "scaled top 1\n"
           "wide 1 anchored: 1 0..1 0..1 0..1 0..1\n");
    expect("", "  weight wide 1\n", "scaled top 1\nwide 1 anchored: 0..1\n");
    expect("", "  value wide 0 is 1 if wage 3\n",
           "scaled top 1\nwide 1 anchored: 0..1 0..1\nif wage,1 wide!,0 1\n");
    assert_int_equal(make("preferences p of union by desk\n  value wide 0 is 0\n"
                          "  value wide 65536 is 1\n"),
                     TRUCE_ELIMIT);
    assert_string_equal(error.message, "the issue \"wide\" has more than 65536 options to be "
                                       "weighed one by one; give it a coarser step");
    assert_int_equal(make("preferences p of union by desk\n  value wide 0 is 0\n"
                          "  value wide 65000 is 1\n"),
                     TRUCE_OK);
    assert_int_equal(space.variables[0].n_values, 7);
    assert_int_equal(space.variables[4].n_values, 65002);
    assert_int_equal(belief.issues[4].values[13].low.over, 1);
    assert_int_equal(belief.issues[4].values[13].low.under, 5000);
}

/* ---- what cannot hold ---- */

/* The errors of a record with these lines, each as "line:column message | hint". */
static void refuse(const char *head, const char *lines, const char *want) {
    static char got[4000];
    char text[2000];
    size_t used = 0;
    (void)snprintf(text, sizeof text, "preferences p of union by desk%s\n%s", head, lines);
    const truce_status status = make(text);
    got[0] = '\0';
    for (size_t i = 0; i < report.n; i++) {
        const truce_problem *const p = &report.problems[i];
        const truce_where w = truce_report_locate(&report, p->place);
        used +=
            (size_t)snprintf(got + used, sizeof got - used, "%zu:%zu %.*s | %.*s\n", w.line - 20,
                             w.column, TRUCE_STR_ARGS(p->message), TRUCE_STR_ARGS(p->hint));
    }
    assert_string_equal(got, want);
    assert_int_equal(status, TRUCE_EPARSE);
    assert_string_equal(error.message, "the preferences \"p\" cannot hold");
}

static void a_ring_names_its_lines(void **state) {
    (void)state;
    refuse("", "  cams none > some\n  cams some > full = vote\n  cams vote > none\n",
           "4:3 these orders of options run in a ring | the other one is at t:22:3\n");
    refuse("", "  cams none > some\n  cams none = some\n",
           "2:3 these orders of options run in a ring | something comes out better than itself\n");
    refuse("",
           "  importance wage > cams\n  importance cams > back for crew\n"
           "  importance back for crew > wage\n",
           "4:3 these orders of weights run in a ring | the other one is at t:22:3\n");
}

static void an_order_fits_the_numbers(void **state) {
    (void)state;
    refuse("",
           "  value cams none is 1\n  value cams some is 2\n  value cams full or vote is 0\n"
           "  cams none > some\n",
           "5:3 this order of options does not fit the numbers | compare it with the numbers at "
           "t:22:3 and t:23:3\n");
    refuse("",
           "  value cams none is 1\n  value cams some is 1\n  value cams full or vote is 0\n"
           "  cams none > some\n",
           "5:3 this order of options does not fit the numbers | compare it with the numbers at "
           "t:22:3 and t:23:3\n");
    refuse("",
           "  value cams none is 1\n  value cams some is 2\n  value cams full or vote is 0\n"
           "  cams none = some\n",
           "5:3 this order of options does not fit the numbers | compare it with the numbers at "
           "t:22:3 and t:23:3\n");
    refuse(" in percent",
           "  value cams none is 10..20\n  value cams full is 20..30\n"
           "  cams none > some > full\n",
           "4:3 this order of options does not fit the numbers | compare it with the number at "
           "t:22:3, and with the other orders\n");
    refuse(" in percent", "  weight wage 10\n  weight cams 90\n  importance wage > cams\n",
           "4:3 this order of weights does not fit the numbers | compare it with the numbers at "
           "t:22:3 and t:23:3\n");
    refuse(" in percent", "  weight wage 50..90\n  weight cams 50..90\n  importance wage > cams\n",
           "4:3 this order does not fit weights that sum to 100 | the sum leaves one number for "
           "each weight\n");
}

static void numbers_keep_to_their_scale(void **state) {
    (void)state;
    refuse("", "  value cams none is 30\n  value wage 2 is 0.5\n",
           "2:22 a value lies from 0 to 1 here | end the first line with \"in percent\" if that is "
           "meant; numbers are as written only where all options and weights have one (wage 3 has "
           "no value)\n");
    refuse(
        "", "  weight wage 30\n  wage 8 > 7\n",
        "2:15 a weight lies from 0 to 1 here | end the first line with \"in percent\" if that is "
        "meant; numbers are as written only where all options and weights have one (wage 2 has "
        "no value)\n");
    refuse("", "  value back out is 0\n  value back home is 3 of 2\n  weight back for crew 1\n",
           "3:22 a value lies from 0 to 1 here | end the first line with \"in percent\" if that is "
           "meant; numbers are as written only where all options and weights have one (back for "
           "hands has no one weight)\n");
    refuse("", "  value back out is 0\n  value back home is 2..3\n",
           "3:22 a value lies from 0 to 1 here | end the first line with \"in percent\" if that is "
           "meant; numbers are as written only where all options and weights have one (back home "
           "has a range)\n");
    refuse(" in percent", "  value back out is -1\n  weight wage 0..101\n  reserve 100.5\n",
           "2:21 a value lies from 0 to 100 here | \n"
           "3:15 a weight lies from 0 to 100 here | \n"
           "4:11 what the party has without an agreement lies from 0 to 100 here | \n");
}

static void weights_sum_up(void **state) {
    (void)state;
    refuse(" in percent", "  weight wage 50\n  weight cams 45\n",
           "2:3 the weights sum to 95, and should sum to 100 | weights are shares: change them, or "
           "give ranges\n");
    refuse(
        " in percent", "  wage 8 > 2\n  weight wage 50..60\n  weight cams 20..30.5\n",
        "3:3 the weights sum to at most 90.5, and should sum to 100 | weights are shares: change "
        "them, or give ranges\n");
    refuse("", "  weight wage 0.5..0.6\n  weight cams 0.6..0.7\n",
           "2:3 the weights sum to at least 1.1, and should sum to 1 | weights are shares: change "
           "them, or give ranges\n");
    refuse("", "  value cams none or some or full or vote is 1\n  weight cams 0\n",
           "3:15 every weight of the record is 0 | give a weight to what the party cares about\n");
}

static void a_thing_is_said_once(void **state) {
    (void)state;
    refuse("", "  value cams none is 1\n  value cams full or none is 0\n",
           "3:14 a second value of an option, and both would hold | the other one is at t:22:3\n");
    refuse("", "  weight back for crew 1\n  weight back for hands, crew 1\n",
           "3:10 a second weight of back for crew | the other one is at t:22:3\n");
    refuse("", "  value cams none is 1 if wage 4 or more\n  value cams none is 0 if back home\n",
           "3:3 a second value of an option, and both could hold | the other one is at t:22:3\n");
    expect("",
           "  value cams none is 1 if wage 4 or more\n  value cams none is 0 if wage 3 or less\n"
           "  value cams full is 0 if wage 3 or less\n",
           "scaled top 1\n"
           "cams 1 anchored: 0..1 0..1 0..1 0..1\n"
           "if wage,2,3,4,5,6 cams!,0 1\n"
           "if wage,0,1 cams!,0 0\n"
           "if wage,0,1 cams!,2 0\n");
    refuse("", "  value cams none is 1 if cams full\n",
           "2:14 this value never holds | the condition rules out the option whose value it is\n");
    refuse("", "  cams none and wage 3 and cams full together add 2\n",
           "2:3 these items cannot hold together | every item has to hold at once\n");
}

static void the_ends_of_the_scale_are_reached(void **state) {
    (void)state;
    refuse(" in percent",
           "  value cams none is 10..90\n  value cams some or full is 20\n  cams vote > none\n"
           "  cams none > full\n",
           "2:3 no option of cams can be worth 0, though not all have a value: its worst should be "
           "| give a value to each of its options if they do not reach it\n");
    refuse(" in percent", "  value cams none or some or full is 20\n",
           "2:3 no option of cams can be worth 0, though not all have a value: its worst should be "
           "| give a value to each of its options if they do not reach it\n");
}

static void a_package_below_reserve_is_whole(void **state) {
    (void)state;
    refuse("",
           "  cams none > some\n  back home > out for crew\n  reserve\n    cams full\n"
           "    back out for hands\n",
           "4:3 what the party has without an agreement leaves out back for crew | name one option "
           "of every issue that the record names\n");
    refuse("", "  cams none and wage 3 together add 2\n  reserve\n    cams full\n",
           "3:3 what the party has without an agreement leaves out wage | name one option of every "
           "issue that the record names\n");
}

static void too_many_digits_are_told(void **state) {
    (void)state;
    assert_int_equal(make("preferences p of union by desk\n"
                          "  value wage 2 is 1 of 999999999999999989\n"
                          "  value wage 8 is 1 of 999999999999999967\n"),
                     TRUCE_ELIMIT);
    assert_string_equal(error.message,
                        "the numbers of \"p\" have too many digits to be worked with "
                        "exactly");
    assert_int_equal(make("preferences p of union by desk\n"
                          "  weight cams 999999999999999999 of 0.00000000000000001\n"),
                     TRUCE_ELIMIT);
}

/* ---- orders against a grid ---- */

enum { THINGS = 4, GRID = 4 };

/* Every point of a grid of quarters that is within the spans and satisfies the orders: whether
 * there is one, and the least and largest of each thing. A chain of four fits between two whole
 * numbers. */
typedef struct swept {
    bool any;
    int low[THINGS], high[THINGS];
} swept;

typedef struct pair {
    uint32_t better, worse;
    bool tied;
} pair;

static swept sweep(const int low[THINGS], const int high[THINGS], const pair *pairs, size_t n) {
    swept s = {.any = false};
    int at[THINGS];
    for (int code = 0; code < 21 * 21 * 21 * 21; code++) {
        bool good = true;
        int rest = code;
        for (int i = 0; i < THINGS; i++, rest /= 21) {
            at[i] = rest % 21;
            good = good && at[i] >= GRID * low[i] && at[i] <= GRID * high[i];
        }
        for (size_t i = 0; i < n && good; i++) {
            good = pairs[i].tied ? at[pairs[i].better] == at[pairs[i].worse]
                                 : at[pairs[i].better] > at[pairs[i].worse];
        }
        for (int i = 0; i < THINGS && good; i++) {
            s.low[i] = !s.any || at[i] < s.low[i] ? at[i] : s.low[i];
            s.high[i] = !s.any || at[i] > s.high[i] ? at[i] : s.high[i];
        }
        s.any = s.any || good;
    }
    return s;
}

static void orders_and_ranges_leave_what_a_grid_shows(void **state) {
    (void)state;
    static const char *const names[] = {"none", "some", "full", "vote"};
    size_t possible = 0;
    for (uint64_t round = 0; round < 150; round++) {
        uint64_t seed = round; /* a failing round reproduces itself */
        int low[THINGS];
        int high[THINGS];
        pair pairs[4];
        char text[1000];
        const size_t n = below(&seed, 5);
        size_t used = (size_t)snprintf(text, sizeof text,
                                       "preferences p of union by desk in "
                                       "percent\n");
        for (int i = 0; i < THINGS; i++) {
            low[i] = (int)below(&seed, 5);
            high[i] = low[i] + (int)below(&seed, (size_t)(6 - low[i]));
            used += (size_t)snprintf(text + used, sizeof text - used, "  value cams %s is %d..%d\n",
                                     names[i], low[i], high[i]);
        }
        for (size_t i = 0; i < n; i++) {
            pairs[i].better = (uint32_t)below(&seed, THINGS);
            pairs[i].worse = (pairs[i].better + 1 + (uint32_t)below(&seed, THINGS - 1)) % THINGS;
            pairs[i].tied = below(&seed, 4) == 0;
            used += (size_t)snprintf(text + used, sizeof text - used, "  cams %s %s %s\n",
                                     names[pairs[i].better], pairs[i].tied ? "=" : ">",
                                     names[pairs[i].worse]);
        }
        const swept s = sweep(low, high, pairs, n);
        const truce_status status = make(text);
        if (status != (s.any ? TRUCE_OK : TRUCE_EPARSE)) {
            fail_msg("round %llu: %s", (unsigned long long)round, text);
        }
        for (uint32_t i = 0; i < THINGS && s.any;
             i++) { /* ends are whole; strictness: 3 quarters */
            const truce_bounds span = belief.issues[1].values[i];
            assert_int_equal(span.low.under, 1);
            assert_int_equal(span.low.over, s.low[i] / GRID);
            assert_int_equal(span.high.over, (s.high[i] + GRID - 1) / GRID);
        }
        possible += s.any;
    }
    assert_in_range(possible, 40, 140);
}

/* ---- memory ---- */

static void memory_that_runs_out_is_told(void **state) {
    (void)state;
    static const char text[] =
        "preferences p of union by desk in percent\n"
        "  weight wage 45..60\n  importance wage > cams > back for crew\n"
        "  value wage 2 is 0\n  value wage 8 is 100\n  value cams none is 40..50\n"
        "  cams none > some = vote\n  back home > out for crew\n"
        "  value cams full is 3 if wage 6 or more and back home for hands\n"
        "  cams full or vote and back home and wage 2 or 8 together add -5..-4\n"
        "  reserve\n    wage 3\n    cams none\n    back out\n";
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status != TRUCE_OK; n++) {
        truce_arena_clear(&arena);
        allocations_left = n;
        status = make(text);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
        assert_true(n < 1000);
    }
}

/* Cases of 100,000 issues: the belief of a few lines does not take long. */
static void many_issues_are_no_trouble(void **state) {
    (void)state;
    truce_buffer text = truce_buffer_new();
    for (int i = 0; i < 100000; i++) {
        truce_buffer_printf(&text, "issue i%d \"I\"\n  rung a\n  rung b\n", i);
    }
    truce_buffer_printf(&text, "preferences p of union by desk\n");
    for (int i = 0; i < 2000; i++) {
        truce_buffer_printf(&text, "  i%d b > a\n", i * 50);
    }
    truce_buffer_byte(&text, '\0');
    assert_int_equal(make(text.data), TRUCE_OK);
    assert_int_equal(space.n_variables, 100005);
    truce_buffer_clear(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_order_alone_leaves_the_ends_of_the_scale, forget),
        cmocka_unit_test_teardown(numbers_for_everything_are_as_written, forget),
        cmocka_unit_test_teardown(what_is_not_written_in_full_is_on_a_scale, forget),
        cmocka_unit_test_teardown(orders_narrow_the_ranges_of_numbers, forget),
        cmocka_unit_test_teardown(what_holds_together_is_a_box, forget),
        cmocka_unit_test_teardown(a_reserve_may_be_a_package, forget),
        cmocka_unit_test_teardown(a_long_range_costs_what_is_said_of_it, forget),
        cmocka_unit_test_teardown(a_ring_names_its_lines, forget),
        cmocka_unit_test_teardown(an_order_fits_the_numbers, forget),
        cmocka_unit_test_teardown(numbers_keep_to_their_scale, forget),
        cmocka_unit_test_teardown(weights_sum_up, forget),
        cmocka_unit_test_teardown(a_thing_is_said_once, forget),
        cmocka_unit_test_teardown(the_ends_of_the_scale_are_reached, forget),
        cmocka_unit_test_teardown(a_package_below_reserve_is_whole, forget),
        cmocka_unit_test_teardown(too_many_digits_are_told, forget),
        cmocka_unit_test_teardown(orders_and_ranges_leave_what_a_grid_shows, forget),
        cmocka_unit_test_teardown(memory_that_runs_out_is_told, forget),
        cmocka_unit_test_teardown(many_issues_are_no_trouble, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
