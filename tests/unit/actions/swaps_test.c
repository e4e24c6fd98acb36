/* Exchanges from the lines of a case to numbers: the invented deal of the house, then what each
 * line does, by a small case with one line more or other; CSV; and memory running out. */
#include "truce/actions/swaps.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"

/* A releases 2 women and 4 men; for each woman 30 of L and 20 of any are due, for each man 10. */
#define HEAD                                                                                       \
    "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\ngroup w \"Women\" of b\n"                \
    "group m \"Men\" of b\ngroup l \"L\" of a\ngroup k \"K\" of a\nsource s \"S\" press\n"         \
    "  published 2031-02-01\nclaim s:P1 by a\n  talks agreed\nevent e \"E\" other\n"
#define SWAP                                                                                       \
    "exchange x \"X\" of a and b\n  category w 2 at 30 l, 20\n  category m 4 at 10\n"              \
    "  class l 100\n  class k 200\n"

static truce_buffer ask_text(const char *text, truce_paper_form form, const char *at) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const truce_input input = {TRUCE_STR("c.truce"), truce_str_of(text)};
    const truce_request request = {.at = truce_str_of(at), .seed = 1};
    if (truce_session_open_inputs(&session, &request, &input, 1, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(truce_swaps_answer(&session, (truce_paper){.form = form}, &out, &err),
                     TRUCE_OK);
    truce_session_close(&session);
    return out;
}

static json_t *count_text(const char *text) {
    truce_buffer out = ask_text(text, TRUCE_PAPER_JSON, NULL);
    json_t *const root = parse_json(&out);
    truce_buffer_clear(&out);
    return root;
}

static json_t *first(const json_t *root) {
    json_t *const one = json_array_get(member(root, "exchanges"), 0);
    assert_non_null(one);
    return one;
}

static json_int_t amount(const json_t *object, const char *key, bool open) {
    const json_t *const value = member(object, key);
    assert_int_equal(json_is_true(json_object_get(value, "at_least")), open);
    return json_integer_value(member(value, "number"));
}

static json_int_t whole(const json_t *object, const char *key) {
    assert_true(json_is_integer(member(object, key)));
    return json_integer_value(member(object, key));
}

/* The text of the finding of a kind; NULL: there is none. */
static const char *finding(const json_t *one, const char *kind) {
    json_t *const f = find_object(member(one, "does_not_add_up"), "kind", kind);
    return f != NULL ? text_of(f, "text") : NULL;
}

static void the_deal_in_phases_comes_to_1090_and_a_person_moved_to_20(void **state) {
    (void)state;
    json_t *const root =
        json_answer(truce_swaps_answer, &(question){.path = CASE("phased-deal.truce")});
    const json_t *const one = first(root);
    assert_int_equal(amount(one, "persons", false), 33);
    assert_int_equal(amount(one, "due", false), 1090);
    const json_t *const away = find_object(member(one, "moves"), "from", "conscripts");
    const json_t *const back = find_object(member(one, "moves"), "from", "civilians");
    assert_int_equal(whole(away, "changes_by"), -20);
    assert_int_equal(whole(back, "changes_by"), 20);
    const json_t *const lifers = find_object(member(one, "classes"), "class", "lifers");
    assert_int_equal(amount(lifers, "due", false), 150);
    assert_int_equal(amount(lifers, "short_most", false), 20);
    /* Both totals are there, each with its claim; only one agrees. */
    const json_t *const totals = member(one, "totals");
    assert_int_equal(json_array_size(totals), 2);
    assert_int_equal(whole(json_array_get(totals, 0), "difference"), 0);
    assert_int_equal(whole(json_array_get(totals, 1), "difference"), -30);
    assert_true(has_text(member(json_array_get(totals, 1), "claims"), "courier:P3"));
    /* 42 days of phase one, and a day for each ten of the 33. */
    assert_int_equal(whole(one, "length"), 45);
    json_decref(root);
}

static void excluding_a_class_is_short_by_class(void **state) {
    (void)state;
    static const struct {
        const char *line;
        json_int_t least, most;
    } cases[] = {
        {"", 0, 0},
        {"  excludes l 40 by b\n", 0, 0},
        {"  excludes l 41 by b\n", 1, 1},
        {"  excludes l by b\n", 60, 60},
        {"  excludes l 45 by b\n  excludes l 50\n", 10, 55}, /* the same people, or others */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        (void)snprintf(text, sizeof text, HEAD SWAP "%s", cases[i].line);
        json_t *const root = count_text(text);
        const json_t *const l = find_object(member(first(root), "classes"), "class", "l");
        assert_int_equal(amount(l, "due", false), 60);
        assert_int_equal(amount(l, "short_least", false), cases[i].least);
        assert_int_equal(amount(l, "short_most", false), cases[i].most);
        assert_int_equal(finding(first(root), "short") != NULL, cases[i].most > 0);
        json_decref(root);
    }
}

static void moving_a_person_in_the_record_moves_the_total(void **state) {
    (void)state;
    json_t *const before = count_text(HEAD SWAP);
    json_t *const after =
        count_text(HEAD "exchange x \"X\" of a and b\n  category w 3 at 30 l, 20\n"
                        "  category m 3 at 10\n  class l\n");
    assert_int_equal(amount(first(before), "due", false), 140);
    assert_int_equal(amount(first(after), "due", false), 180);
    assert_int_equal(whole(find_object(member(first(before), "moves"), "from", "m"), "changes_by"),
                     40);
    json_decref(before);
    json_decref(after);
}

static void tranches_come_by_number_and_may_say_what_is_due_for_them(void **state) {
    (void)state;
    json_t *const root =
        count_text(HEAD SWAP "  tranche 2 at 2031-03-08 releases 1 w, 4 m for 70 l, 5\n"
                             "  tranche 1 at 2031-03-01 releases 1 w\n  quota b 30 per day\n");
    const json_t *const one = first(root);
    const json_t *const t = member(one, "tranches");
    assert_int_equal(whole(json_array_get(t, 0), "tranche"), 1);
    assert_int_equal(amount(json_array_get(t, 0), "due_all", false), 50);
    assert_string_equal(text_of(json_array_get(t, 0), "given_by"), "2031-03-02");
    assert_int_equal(amount(json_array_get(t, 1), "due_all", false), 75);
    assert_int_equal(amount(json_array_get(t, 1), "by_categories", false), 90);
    assert_int_equal(amount(one, "due", false), 125);
    assert_non_null(strstr(finding(one, "instead"), "75 are due"));
    assert_null(finding(one, "left"));
    json_decref(root);
}

static void what_nobody_says_stays_open(void **state) {
    (void)state;
    json_t *const root =
        count_text(HEAD "exchange x \"X\" of a and b\n  category w 2 at 30\n"
                        "  category m 4\n  class l\n  tranche 1 at 2031-03 releases 2 "
                        "w\n  tranche 2 after e within 3 days releases 3 m\n"
                        "  open \"who\"\n");
    const json_t *const one = first(root);
    assert_int_equal(amount(one, "due", true), 60);
    assert_null(json_object_get(find_object(member(one, "classes"), "class", "l"), "size"));
    assert_null(json_object_get(json_array_get(member(one, "tranches"), 0), "day"));
    assert_int_equal(whole(one, "tranches_without_day"), 2);
    assert_string_equal(finding(one, "left"), "Men: 1 is in no tranche.");
    assert_true(has_text(member(one, "open"), "who"));
    json_decref(root);
}

static void totals_of_claims_not_yet_known_are_left_out(void **state) {
    (void)state;
    static const char text[] = HEAD SWAP "  total 140 from s:P1\n  total 150\n";
    json_t *const all = count_text(text);
    truce_buffer out = ask_text(text, TRUCE_PAPER_JSON, "2031-01");
    json_t *const early = parse_json(&out);
    assert_int_equal(json_array_size(member(first(all), "totals")), 2);
    assert_int_equal(json_array_size(member(first(early), "totals")), 1);
    assert_int_equal(whole(json_array_get(member(first(early), "totals"), 0), "stated"), 150);
    truce_buffer_clear(&out);
    json_decref(all);
    json_decref(early);
}

static void the_truce_is_that_of_the_one_agreement_between_both(void **state) {
    (void)state;
#define TWO_PHASES                                                                                 \
    "agreement g \"G\" of a, b\n  phase 1 at 2031-03-01 for 10 days\n  phase 2 for 20 days\n"
#define LATER "  tranche 1 at 2031-03-11 releases 2 w, 4 m\n  extends 2 days per 4\n"
    json_t *const one = count_text(HEAD SWAP LATER TWO_PHASES);
    assert_int_equal(whole(first(one), "phase"), 2);
    assert_int_equal(whole(first(one), "length"), 22);
    json_t *const two =
        count_text(HEAD SWAP LATER TWO_PHASES
                   "agreement h \"H\" of b, a\n  phase 1 at 2031-03-10 for 9 days\n");
    assert_null(json_object_get(first(two), "phase"));
    json_decref(one);
    json_decref(two);
}

static void numbers_beyond_the_count_say_so_and_stop_nothing_else(void **state) {
    (void)state;
    json_t *const root = count_text(HEAD "exchange y \"Y\" of a and b\n"
                                         "  category w 999999999999 at 999999999999\n" SWAP);
    assert_non_null(json_object_get(first(root), "refused"));
    const json_t *const other = json_array_get(member(root, "exchanges"), 1);
    assert_int_equal(amount(other, "due", false), 140);
    json_decref(root);
}

static void a_spreadsheet_takes_no_cell_for_a_formula(void **state) {
    (void)state;
    truce_buffer out = ask_text("truce 1\nparty a \"=A1+1\"\nparty b \"-B, \\\"b\\\"\"\n"
                                "group w \"@w\" of b\ngroup l \"+l\" of a\n"
                                "exchange x \"X\" of a and b\n  category w 1 at 2 l\n  class l\n"
                                "  tranche 1 releases 1 w\n",
                                TRUCE_PAPER_CSV, NULL);
    assert_true(truce_str_equal(
        truce_buffer_str(&out),
        TRUCE_STR("exchange,tranche,when,what,from,to,number,at_least,who,by,counterpart,done,"
                  "noted_by\r\n"
                  "x,1,,release,'=A1+1,\"'-B, \"\"b\"\"\",1,no,'@w,,'+l: 2,,\r\n"
                  "x,1,,in return,\"'-B, \"\"b\"\"\",'=A1+1,2,no,'+l,,'@w: 1,,\r\n")));
    truce_buffer_clear(&out);
}

static void expect_whole_or_nothing(truce_paper_form form, bool checklist, bool once) {
    static const char text[] = HEAD SWAP
        "  excludes l 50 by b\n  transfer l 3 to b\n  tranche 1 at 2031-03-01 releases 1 w for 40\n"
        "  tranche 2 after e releases 4 m\n  quota b 30 per day\n  extends 1 day per 2\n"
        "  total 9 from s:P1\n  open \"who\"\nagreement g \"G\" of a, b\n"
        "  phase 1 at 2031-03-01 for 10 days\n  rolls phase 1 while \"they talk\"\n";
    const truce_input input = {TRUCE_STR("c.truce"), {text, sizeof text - 1}};
    long allowed = 0;
    for (;; allowed += 1 + allowed / 16) {
        truce_session session;
        truce_error err;
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "before");
        const truce_request request = {.checklist = checklist, .seed = 1};
        assert_int_equal(truce_session_open_inputs(&session, &request, &input, 1, &err), TRUCE_OK);
        fails_once = once;
        allocations_left = allowed;
        const truce_paper paper = {.form = form, .text = {.width = 80}};
        const truce_status status = truce_swaps_answer(&session, paper, &out, &err);
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
    static const truce_paper_form forms[] = {TRUCE_PAPER_TEXT, TRUCE_PAPER_HTML, TRUCE_PAPER_JSON,
                                             TRUCE_PAPER_CSV};
    for (size_t i = 0; i < 2 * sizeof forms / sizeof *forms; i++) {
        expect_whole_or_nothing(forms[i / 2], i % 2 == 1, false);
        expect_whole_or_nothing(forms[i / 2], i % 2 == 1, true);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_deal_in_phases_comes_to_1090_and_a_person_moved_to_20),
        cmocka_unit_test(excluding_a_class_is_short_by_class),
        cmocka_unit_test(moving_a_person_in_the_record_moves_the_total),
        cmocka_unit_test(tranches_come_by_number_and_may_say_what_is_due_for_them),
        cmocka_unit_test(what_nobody_says_stays_open),
        cmocka_unit_test(totals_of_claims_not_yet_known_are_left_out),
        cmocka_unit_test(the_truce_is_that_of_the_one_agreement_between_both),
        cmocka_unit_test(numbers_beyond_the_count_say_so_and_stop_nothing_else),
        cmocka_unit_test(a_spreadsheet_takes_no_cell_for_a_formula),
        cmocka_unit_test(without_memory_the_output_is_left_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
