/* Preferences as they stand in memory, line by line; then every slip with its message and what
 * would be right; names that the lines begin with; and memory that runs out. */
#include "truce/case/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* How many more allocations succeed; SIZE_MAX: all. */
static size_t allocations_left = SIZE_MAX;

static bool may_allocate(void) {
    if (allocations_left == 0) {
        return false;
    }
    allocations_left -= allocations_left != SIZE_MAX;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size) {
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t n, size_t size) {
    return may_allocate() ? __real_calloc(n, size) : NULL;
}

void *__wrap_realloc(void *p, size_t size) {
    return may_allocate() ? __real_realloc(p, size) : NULL;
}

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

/* 20 lines, so that what stands behind them begins on line 21. */
static const char base[] = "truce 1\n"
                           "case k \"K\"\n"
                           "party union \"U\"\n"
                           "party company \"C\"\n"
                           "group crew \"Crew\" of union\n"
                           "group hands \"Hands\" of union\n"
                           "person ann \"Ann\" of union\n"
                           "reader desk \"Desk\"\n"
                           "issue wage \"W\"\n"
                           "  range 2..8 step 0.25 x\n"
                           "issue cams \"C\"\n"
                           "  rung none\n"
                           "  rung some\n"
                           "  rung full\n"
                           "  option vote\n"
                           "issue back \"B\"\n"
                           "  per crew, hands\n"
                           "  rung out\n"
                           "  rung home\n"
                           "issue open \"O\"\n";

static truce_status read_text(const char *text) {
    truce_arena_clear(&arena);
    const truce_str bytes = truce_arena_printf(&arena, "%s%s", base, text);
    if (bytes.data == NULL) {
        return TRUCE_ENOMEM;
    }
    input = (truce_input){TRUCE_STR("t"), bytes};
    report = truce_report_new(&arena);
    assert_int_equal(truce_case_view(&input, 1, (truce_str){NULL, 0}, &arena, &view, NULL),
                     TRUCE_OK);
    return truce_case_read(&view, (truce_read_options){.no_warnings = true}, &arena, &c, &report,
                           NULL);
}

/* What the errors of a record say, each as "line:column message | hint", one a line. The record's
 * head is line 1. */
static void expect_errors(const char *text, const char *want) {
    static char got[4000];
    size_t used = 0;
    got[0] = '\0';
    const truce_status status = read_text(text);
    for (size_t i = 0; i < report.n; i++) {
        const truce_problem *const p = &report.problems[i];
        const truce_where w = truce_report_locate(&report, p->place);
        used +=
            (size_t)snprintf(got + used, sizeof got - used, "%zu:%zu %.*s | %.*s\n", w.line - 20,
                             w.column, TRUCE_STR_ARGS(p->message), TRUCE_STR_ARGS(p->hint));
    }
    assert_string_equal(got, want);
    assert_int_equal(status, *want == '\0' ? TRUCE_OK : TRUCE_EPARSE);
}

/* One line of an otherwise empty record, and the one error that it gives. */
static void expect_line(const char *line, const char *want) {
    char text[400];
    char error[600];
    (void)snprintf(text, sizeof text, "preferences p of union by desk\n  %s\n", line);
    (void)snprintf(error, sizeof error, "%s%s", want, *want != '\0' ? "\n" : "");
    expect_errors(text, error);
}

/* ---- what is read ---- */

static const truce_preference *line_at(uint32_t i) {
    assert_true(i < c.preferences[0].n_lines);
    return &c.preferences[0].lines[i];
}

static void expect_name(truce_symbol symbol, const char *want) {
    const truce_str name = truce_case_name(&c, symbol);
    assert_int_equal(name.size, strlen(want));
    assert_memory_equal(name.data, want, name.size);
}

static void the_head_says_whose_they_are_and_by_whom(void **state) {
    (void)state;
    expect_errors("preferences p of union by desk\npreferences q of company by ann in percent\n",
                  "");
    assert_int_equal(c.n_preferences, 2);
    expect_name(c.preferences[0].head.name, "p");
    expect_name(c.preferences[0].of.symbol, "union");
    expect_name(c.preferences[0].by.symbol, "desk");
    assert_false(c.preferences[0].percent);
    assert_int_equal(c.preferences[0].n_lines, 0);
    assert_true(c.preferences[1].percent);
    expect_name(c.preferences[1].by.symbol, "ann");
}

static void an_order_is_the_best_first_with_ties(void **state) {
    (void)state;
    expect_line("wage 6.5 or more > 4..6 = 2 > 2.25 or 2.5", "");
    const truce_preference *const p = line_at(0);
    assert_int_equal(p->kind, TRUCE_PREFERS_ORDER);
    assert_int_equal(p->n_items, 4);
    static const bool tied[] = {false, false, true, false};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(p->items[i].tied, tied[i]);
        expect_name(p->items[i].item.issue.symbol, "wage");
        assert_int_equal(p->items[i].item.groups.n, 0);
    }
    assert_int_equal(p->items[0].item.extent, TRUCE_EXTENT_OR_MORE);
    assert_int_equal(p->items[1].item.values[0].kind, TRUCE_VALUE_RANGE);
    assert_int_equal(p->items[3].item.n_values, 2);
}

static void an_order_for_groups_is_for_each_of_its_items(void **state) {
    (void)state;
    expect_line("back home > out for hands, crew", "");
    const truce_preference *const p = line_at(0);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(p->items[i].item.groups.n, 2);
        expect_name(p->items[i].item.groups.at[0].symbol, "hands");
        assert_int_equal(p->items[i].item.values[0].index, 1 - i);
    }
}

static void weights_and_their_order_are_of_issues_or_groups(void **state) {
    (void)state;
    expect_errors("preferences p of union by desk\n"
                  "  importance wage > back for crew = cams > back for hands\n"
                  "  weight wage 45..60\n  weight back for crew, hands 12.50\n",
                  "");
    const truce_preference *const p = line_at(0);
    assert_int_equal(p->kind, TRUCE_PREFERS_IMPORTANCE);
    assert_int_equal(p->n_items, 4);
    assert_int_equal(p->items[1].item.extent, TRUCE_EXTENT_BARE);
    expect_name(p->items[1].item.groups.at[0].symbol, "crew");
    assert_true(p->items[2].tied);
    assert_int_equal(line_at(1)->kind, TRUCE_PREFERS_WEIGHT);
    assert_int_equal(line_at(1)->amount.kind, TRUCE_AMOUNT_RANGE);
    assert_int_equal(line_at(1)->amount.high.units, 60);
    assert_int_equal(line_at(2)->amount.kind, TRUCE_AMOUNT_NUMBER);
    assert_int_equal(line_at(2)->amount.low.units, 1250);
    assert_int_equal(line_at(2)->amount.size, 5);
    assert_int_equal(line_at(2)->items[0].item.groups.n, 2);
}

static void a_value_may_be_a_fraction_and_hang_on_items(void **state) {
    (void)state;
    expect_line("value cams none or vote is 35 of 80.0 if wage 6 or more and back home for crew",
                "");
    const truce_preference *const p = line_at(0);
    assert_int_equal(p->kind, TRUCE_PREFERS_VALUE);
    assert_int_equal(p->items[0].item.n_values, 2);
    assert_int_equal(p->amount.kind, TRUCE_AMOUNT_FRACTION);
    assert_int_equal(p->amount.low.units, 35);
    assert_int_equal(p->amount.of.units, 800);
    assert_int_equal(p->amount.size, 10);
    assert_int_equal(p->condition.n, 2);
    assert_int_equal(p->condition.parts[1].kind, TRUCE_PART_ITEM);
    expect_name(p->condition.parts[1].item.groups.at[0].symbol, "crew");
}

static void items_together_add(void **state) {
    (void)state;
    expect_line("back home for crew and wage 6 or less and cams full together add -5..0.5", "");
    const truce_preference *const p = line_at(0);
    assert_int_equal(p->kind, TRUCE_PREFERS_TOGETHER);
    assert_int_equal(p->n_items, 3);
    expect_name(p->items[0].item.groups.at[0].symbol, "crew");
    assert_int_equal(p->amount.low.units, -5);
    assert_int_equal(p->amount.high.units, 5);
    assert_int_equal(p->amount.high.scale, 1);
}

static void a_reserve_is_an_amount_or_a_package(void **state) {
    (void)state;
    expect_line("reserve -3", "");
    assert_int_equal(line_at(0)->kind, TRUCE_PREFERS_RESERVE);
    assert_int_equal(line_at(0)->n_items, 0);
    assert_int_equal(line_at(0)->amount.low.units, -3);
    expect_errors("preferences p of union by desk\n  reserve\n    wage 4\n    back out\n"
                  "  note \"n\"\n  cams none > full\n",
                  "");
    assert_int_equal(c.preferences[0].n_lines, 2);
    assert_int_equal(line_at(0)->n_items, 2);
    assert_int_equal(line_at(0)->items[1].item.values[0].index, 0);
    assert_int_equal(c.preferences[0].head.n_notes, 1);
}

/* Nothing that a case of version 1 may call its own is taken by this record. */
static void the_words_of_the_record_stay_free_as_names(void **state) {
    (void)state;
    static const char *const words[] = {"together", "add", "in", "percent", "is", "order"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char text[600];
        (void)snprintf(text, sizeof text,
                       "issue %s \"X\"\n  rung %s\n  rung of\npreferences p of union by desk in "
                       "percent\n  %s %s > of\n  importance %s > wage\n  weight %s 5\n"
                       "  value %s %s is 5 if %s of\n  %s of and wage 2 together add 3\n"
                       "  reserve\n    %s of\n    wage 2\n",
                       words[i], words[i], words[i], words[i], words[i], words[i], words[i],
                       words[i], words[i], words[i], words[i]);
        expect_errors(text, "");
        assert_int_equal(c.preferences[0].n_lines, 6);
    }
}

/* ---- slips ---- */

static void a_slip_in_the_head_says_what_is_missing(void **state) {
    (void)state;
    expect_errors("preferences p \"P\" of union by desk\n",
                  "1:15 expected \"of\", not a text | the first line is: preferences NAME of PARTY "
                  "by AUTHOR\n");
    expect_errors("preferences p of union\n",
                  "1:23 expected \"by\", but the line ends | say whose estimate this is: of PARTY "
                  "by AUTHOR, a reader or an actor\n");
    expect_errors("preferences p of union by desk percent\n",
                  "1:32 expected the end of the line, not \"percent\" | write: in percent\n");
    expect_errors("preferences p of union by desk in points\n",
                  "1:35 expected \"percent\", not \"points\" | \n");
    expect_errors("preferences p of ann by desk\n",
                  "1:18 \"ann\" is not declared as a party | preferences are of a party: its "
                  "packages are compared\n");
    expect_errors("preferences p of wage by cams\n",
                  "1:18 \"wage\" is an issue, and here an actor is meant | \n"
                  "1:26 \"cams\" is an issue, and here an actor or a reader is meant | \n");
    expect_errors("preferences p of someone by someone\n",
                  "1:18 \"someone\" is nobody in particular and cannot stand here | name an actor; "
                  "a speaker without a name is: one \"official\"\n"
                  "1:29 \"someone\" is nobody in particular and cannot stand here | name an actor; "
                  "a speaker without a name is: one \"official\"\n");
}

static void a_slip_in_an_order_is_told_where_it_is(void **state) {
    (void)state;
    static const char *const slips[][2] = {
        {"wage", "2:7 expected an option, a number or a range, but the line ends | an order is "
                 "written: wage 6.5 or more > 4.0..6.0 > 2.0"},
        {"wage 6", "2:9 expected \">\", \"=\" or \"and\", but the line ends | an order is written: "
                   "wage 6.5 or more > 4.0..6.0 > 2.0"},
        {"wage > 6",
         "2:8 expected an option, a number or a range, not \">\" | an order begins with "
         "the best: wage 6.5 or more > 4.0 > 2.0"},
        {"wage 6 >", "2:11 expected an option, a number or a range, but the line ends | "},
        {"wage 6 >= 4",
         "2:10 expected \">\", \"=\" or \"and\", not \">=\" | put spaces round > and "
         "=; \">=\" is written in words: 6 or more"},
        {"wage 6>4",
         "2:8 expected an option, a number or a range, not \"6>4\" | put spaces round > "
         "and =; \">=\" is written in words: 6 or more"},
        {"cams none < full", "2:13 expected \">\", \"=\" or \"and\", not \"<\" | the better one "
                             "stands first: full > incident > none"},
        {"cams full > some < none",
         "2:20 expected \">\" or \"=\", not \"<\" | the better one stands "
         "first: full > incident > none"},
        {"cams unstated > none", "2:8 expected an option, a number or a range, not \"unstated\" | "
                                 "preferences are among options; leave out what is unknown"},
        {"cams full > ful",
         "2:15 the issue \"cams\" has no option \"ful\" | did you mean \"full\"?"},
        {"cam full > none", "2:3 nothing is called \"cam\" | did you mean \"cams\"?"},
        {"open full > none",
         "2:8 the issue \"open\" has no options | give the issue rungs or "
         "options, or write: unstated\n2:15 the issue \"open\" has no options | "
         "give the issue rungs or options, or write: unstated"},
        {"wage 6 > 9", "2:12 this is outside of the range of \"wage\", 2..8 | "},
        {"wage 6 > 4.1",
         "2:12 \"wage\" goes from 2 in steps of 0.25, and this lies between two | "},
        {"cams full > none > full", "2:22 this names an option that stands in the order already | "
                                    "each option stands in an order once"},
        {"wage 4 or more > 6 = 2", "2:20 this names an option that stands in the order already | "
                                   "each option stands in an order once"},
        {"wage 2..5 > 6 > 3..4", "2:19 this names an option that stands in the order already | "
                                 "each option stands in an order once"},
        {"back home for crew > out",
         "2:22 expected \"and\", not \">\" | \"for\" ends an order: home > "
         "corridor for women"},
        {"back home > out for crew > home",
         "2:28 expected the end of the line, not \">\" | \"for\" "
         "ends an order, and holds for all of it"},
        {"cams full > none for crew", "2:24 the issue \"cams\" is not decided for \"crew\" apart | "
                                      "list the group under \"per\" in the issue"},
        {"percent", "2:10 expected an option, a number or a range, but the line ends | write \"in "
                    "percent\" at the end of the first line"},
        {"weigth wage 5", "2:15 expected \">\", \"=\" or \"and\", not \"5\" | did you mean "
                          "\"weight\"?"},
        {"\"text\"", "2:3 expected an issue, or importance, weight, value, reserve, not a text | "},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        expect_line(slips[i][0], slips[i][1]);
    }
}

static void a_slip_in_weights_is_told_where_it_is(void **state) {
    (void)state;
    static const char *const slips[][2] = {
        {"importance wage", "2:18 expected \">\" or \"=\", but the line ends | the weightier issue "
                            "stands first: importance wage > cameras = return for women"},
        {"importance wage > cams > wage", "2:28 \"wage\" stands here twice | "},
        {"importance back > wage",
         "2:14 \"back\" is decided for each group, and so has a weight for "
         "each | say for whom: back for crew"},
        {"importance back for crew > back for hands, crew", "2:46 \"crew\" stands here twice | "},
        {"importance open > wage", "2:14 the issue \"open\" has no options to prefer one of | give "
                                   "the issue rungs, options or a range"},
        {"weight wage",
         "2:14 expected a number such as 45, a range such as 45..60, or 35 of 80, but "
         "the line ends | "},
        {"weight wage heavy", "2:15 expected a number such as 45, a range such as 45..60, or 35 of "
                              "80, not \"heavy\" | "},
        {"weight wage nan",
         "2:15 expected a number such as 45, a range such as 45..60, or 35 of 80, "
         "not \"nan\" | "},
        {"weight wage inf",
         "2:15 expected a number such as 45, a range such as 45..60, or 35 of 80, "
         "not \"inf\" | "},
        {"weight wage 1e3",
         "2:15 expected a number such as 45, a range such as 45..60, or 35 of 80, "
         "not \"1e3\" | "},
        {"weight wage 0x10", "2:15 expected a number such as 45, a range such as 45..60, or 35 of "
                             "80, not \"0x10\" | "},
        {"weight wage 50%",
         "2:15 expected a number such as 45, a range such as 45..60, or 35 of 80, "
         "not \"50%\" | write the number alone, and \"in percent\" at the end of "
         "the first line"},
        {"weight wage 45-60", "2:15 expected a number such as 45, a range such as 45..60, or 35 of "
                              "80, not \"45-60\" | from 45 to 60 is written: 45..60"},
        {"weight wage 35/80", "2:15 expected a number such as 45, a range such as 45..60, or 35 of "
                              "80, not \"35/80\" | a fraction is written: 35 of 80"},
        {"weight wage 60..45",
         "2:15 this range ends before it begins | put the smaller number first"},
        {"weight wage 4,5", "2:16 a comma cannot stand here | write 6.5 with a point"},
        {"weight wage -5", "2:15 a weight is not less than 0 | "},
        {"weight wage -5..5", "2:15 a weight is not less than 0 | "},
        {"weight wage 5 of 0", "2:20 a part is of more than 0 | 35 of 80 is 35 divided by 80"},
        {"weight wage 5 of -2", "2:20 a part is of more than 0 | 35 of 80 is 35 divided by 80"},
        {"weight wage 1234567890123456789", "2:15 a number of more than 18 digits | "},
        {"weight wage 5 of 1234567890123456789", "2:20 a number of more than 18 digits | "},
        {"weight back 5", "2:10 \"back\" is decided for each group, and so has a weight for each | "
                          "say for whom: back for crew"},
        {"weight back for crew, crew 5", "2:25 \"crew\" stands here twice | "},
        {"weight back for ann 5", "2:19 the issue \"back\" is not decided for \"ann\" apart | list "
                                  "the group under \"per\" in the issue"},
        {"weight wage 5 6", "2:17 expected the end of the line, not \"6\" | "},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        expect_line(slips[i][0], slips[i][1]);
    }
}

static void a_slip_in_values_is_told_where_it_is(void **state) {
    (void)state;
    static const char *const slips[][2] = {
        {"value wage 5", "2:15 expected \"is\", but the line ends | a value is written: value wage "
                         "5.0 is 40..55"},
        {"value wage 5 = 40",
         "2:16 expected \"is\", not \"=\" | a value is written: value wage 5.0 is "
         "40..55"},
        {"value wage unstated is 4",
         "2:14 expected an option, a number or a range, not \"unstated\" "
         "| preferences are among options; leave out what is unknown"},
        {"value cams full is 4 if", "2:26 expected an issue, but the line ends | "},
        {"value cams full is 4 if not wage 5",
         "2:27 expected an issue, not \"not\" | name the options for which it holds"},
        {"value cams full is 4 if wage 5 and", "2:37 expected an issue, but the line ends | "},
        {"value cams full is 4 if \"they pay\"", "2:27 expected an issue, not a text | "},
        {"cams full and wage 5",
         "2:23 expected \"together\", but the line ends | what items add is "
         "written: cameras full and wage 6.5 together add -5"},
        {"cams full and wage 5 together 4", "2:33 expected \"add\", not \"4\" | "},
        {"together cams full and wage 5",
         "2:17 expected \">\", \"=\" or \"and\", not \"full\" | what "
         "items add is written: cameras full and wage 6.5 together "
         "add -5"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        expect_line(slips[i][0], slips[i][1]);
    }
}

static void a_reserve_says_one_thing_once(void **state) {
    (void)state;
    expect_errors(
        "preferences p of union by desk\n  reserve\n  note \"n\"\n",
        "2:3 \"reserve\" says nothing | write a number behind it, or below it the package "
        "that the party has without an agreement, indented by four spaces\n");
    expect_errors(
        "preferences p of union by desk\n  reserve 4\n    wage 4\n",
        "3:1 nothing may stand under the line above | only \"all of\", \"any of\", \"each "
        "of\", \"terms from\" and \"reserve\" have lines below them\n");
    expect_errors("preferences p of union by desk\n  reserve 4\n  reserve 5\n",
                  "3:3 the record says this already | \n");
    expect_errors("preferences p of union by desk\n  reserve\n    wage 4 or more\n    cams full or "
                  "none\n    wage 2..4\n",
                  "3:10 what a party has without an agreement is one package | name one option, or "
                  "one number\n"
                  "4:10 what a party has without an agreement is one package | name one option, or "
                  "one number\n"
                  "5:10 what a party has without an agreement is one package | name one option, or "
                  "one number\n");
    expect_errors("preferences p of union by desk\n  reserve\n    back home\n    wage 4\n    back "
                  "out for hands\n",
                  "5:18 \"hands\" stands here twice | \n");
}

static void what_a_record_names_is_seen_by_all_who_see_it(void **state) {
    (void)state;
    expect_errors("issue secret \"S\"\n  rung a\n  rung b\n  audience desk\n"
                  "preferences p of union by desk\n  secret a > b\n  audience public\n",
                  "5:18 this record may be seen by some who may not see \"union\" | narrow this "
                  "record's audience, or widen that of what it names\n"
                  "5:27 this record may be seen by some who may not see \"desk\" | narrow this "
                  "record's audience, or widen that of what it names\n"
                  "6:3 this record may be seen by some who may not see \"secret\" | narrow this "
                  "record's audience, or widen that of what it names\n");
}

static void a_line_holds_a_thousand_items_and_no_more(void **state) {
    (void)state;
    truce_arena scratch = truce_arena_new();
    truce_buffer text = truce_buffer_new();
    for (uint32_t n = TRUCE_LIST_MAX; n <= TRUCE_LIST_MAX + 1; n++) {
        text.size = 0;
        truce_buffer_printf(&text, "issue many \"M\"\n  range 1..2000 step 1 x\n"
                                   "preferences p of union by desk\n  many 1");
        for (uint32_t i = 2; i <= n; i++) {
            truce_buffer_printf(&text, " > %u", i);
        }
        truce_buffer_byte(&text, '\n');
        truce_buffer_byte(&text, '\0');
        const truce_status want = n == TRUCE_LIST_MAX ? TRUCE_OK : TRUCE_EPARSE;
        assert_int_equal(read_text(text.data), want);
    }
    truce_buffer_clear(&text);
    truce_arena_clear(&scratch);
}

static void memory_that_runs_out_is_told(void **state) {
    (void)state;
    static const char text[] =
        "preferences p of union by desk in percent\n"
        "  wage 6.5 or more > 4..6 = 2 > 2.25 or 2.5\n  back home > out for hands, crew\n"
        "  importance wage > back for crew = cams > back for hands\n"
        "  weight back for crew, hands 12.50\n"
        "  value cams none or vote is 35 of 80.0 if wage 6 or more and back home for crew\n"
        "  back home for crew and wage 6 or less and cams full together add -5..0.5\n"
        "  reserve\n    wage 4\n    back out\n  audience team\n";
    size_t n = 0;
    truce_status status = TRUCE_ENOMEM;
    while (status != TRUCE_OK) {
        truce_arena_clear(&arena);
        allocations_left = n++;
        status = read_text(text);
        allocations_left = SIZE_MAX;
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
        assert_true(n < 10000);
    }
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_head_says_whose_they_are_and_by_whom, forget),
        cmocka_unit_test_teardown(an_order_is_the_best_first_with_ties, forget),
        cmocka_unit_test_teardown(an_order_for_groups_is_for_each_of_its_items, forget),
        cmocka_unit_test_teardown(weights_and_their_order_are_of_issues_or_groups, forget),
        cmocka_unit_test_teardown(a_value_may_be_a_fraction_and_hang_on_items, forget),
        cmocka_unit_test_teardown(items_together_add, forget),
        cmocka_unit_test_teardown(a_reserve_is_an_amount_or_a_package, forget),
        cmocka_unit_test_teardown(the_words_of_the_record_stay_free_as_names, forget),
        cmocka_unit_test_teardown(a_slip_in_the_head_says_what_is_missing, forget),
        cmocka_unit_test_teardown(a_slip_in_an_order_is_told_where_it_is, forget),
        cmocka_unit_test_teardown(a_slip_in_weights_is_told_where_it_is, forget),
        cmocka_unit_test_teardown(a_slip_in_values_is_told_where_it_is, forget),
        cmocka_unit_test_teardown(a_reserve_says_one_thing_once, forget),
        cmocka_unit_test_teardown(what_a_record_names_is_seen_by_all_who_see_it, forget),
        cmocka_unit_test_teardown(a_line_holds_a_thousand_items_and_no_more, forget),
        cmocka_unit_test_teardown(memory_that_runs_out_is_told, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
