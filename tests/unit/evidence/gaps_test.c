/* What is missing, kind by kind: asked where the case gives cause, gone when a claim says it, and
 * never closed by our own reading; then missing positions against what was written, on random
 * cases; then memory that runs out. */
#include "truce/evidence/gaps.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase the-case \"G\"\nparty a \"A\"\nparty b \"B\"\nmediator m \"M\"\nperson pa "     \
    "\"PA\" of a\n"                                                                                \
    "source s \"S\" press\n  published 2031-01\nsource d \"D\" document\n  published 2031-01\n"

typedef struct found {
    told t;
    truce_matrix matrix;
    truce_gaps gaps;
} found;

static void look(found *f, const char *text) {
    static truce_scope scope;
    truce_buffer all = truce_buffer_new();
    truce_buffer_lit(&all, PRELUDE);
    truce_buffer_printf(&all, "%s", text);
    tell(&f->t, truce_buffer_str(&all));
    truce_buffer_clear(&all);
    scope_all(&f->t, &scope);
    assert_int_equal(truce_matrix_make(&scope, &f->t.arena, &f->matrix, NULL), TRUCE_OK);
    assert_int_equal(truce_gaps_make(&f->matrix, &f->t.arena, &f->gaps, NULL), TRUCE_OK);
}

static void done(found *f) {
    truce_arena_clear(&f->t.arena);
}

/* The records that gaps of the kind are about, and their claims: "a(s:P1) b; c". */
static void describe(const found *f, truce_gap_kind kind, char *text, size_t size) {
    size_t n = 0;
    bool first = true;
    text[0] = '\0';
    for (uint32_t i = 0; i < f->gaps.n; i++) {
        const truce_gap *const g = &f->gaps.at[i];
        for (uint32_t k = 0; g->kind == kind && k < g->n_items; k++) {
            const truce_gap_item *const item = &g->items[k];
            n += (size_t)snprintf(text + n, size - n, "%s%.*s",
                                  k > 0   ? " "
                                  : first ? ""
                                          : "; ",
                                  TRUCE_STR_ARGS(truce_case_name(&f->t.c, item->name)));
            for (uint32_t c = 0; c < item->n_claims; c++) {
                const truce_symbol name = f->t.c.claims[item->claims[c]].head.name;
                n += (size_t)snprintf(text + n, size - n, "%s%.*s%s", c == 0 ? "(" : " ",
                                      TRUCE_STR_ARGS(truce_case_name(&f->t.c, name)),
                                      c + 1 == item->n_claims ? ")" : "");
            }
            first = false;
        }
    }
}

static void expect(const char *text, truce_gap_kind kind, const char *want) {
    found f;
    char got[500];
    look(&f, text);
    describe(&f, kind, got, sizeof got);
    assert_string_equal(got, want);
    done(&f);
}

static void a_case_without_issues_lacks_only_who_decides(void **state) {
    (void)state;
    found f;
    look(&f, "");
    assert_int_equal(f.gaps.n, 2);
    assert_int_equal(f.gaps.at[0].kind, TRUCE_GAP_DECIDER);
    assert_int_equal(f.gaps.at[1].kind, TRUCE_GAP_RATIFIER);
    done(&f);
}

#define LADDER "issue i \"I\"\n  topic aid\n  rung x\n  rung y\nissue j \"J\"\n  rung x\n  rung y\n"

static void positions_are_missed_by_party_and_topic(void **state) {
    (void)state;
    expect(LADDER, TRUCE_GAP_POSITION, "i; j; i; j");
    expect(LADDER "claim s:P1\n  a demands i x\n", TRUCE_GAP_POSITION, "i; j; j");
    expect(LADDER "claim s:P1 inferred\n  a demands i x\n", TRUCE_GAP_POSITION, "i(s:P1); j; i; j");
    expect(LADDER "claim s:P1\n  a demands i x if j y\n  m demands j x\n", TRUCE_GAP_POSITION,
           "i; j(s:P1); j");
}

static void a_position_that_is_not_stated_and_a_condition_that_is_not_are_asked_for(void **state) {
    (void)state;
    expect(LADDER "claim s:P1\n  a demands i unstated\n", TRUCE_GAP_CONTENT, "i(s:P1)");
    expect(LADDER "claim s:P1\n  a demands i unstated\n  a rejects i x\n", TRUCE_GAP_CONTENT, "");
    expect(LADDER "claim s:P1\n  a accepts i x if unstated\n  b accepts i x if \"it rains\"\n",
           TRUCE_GAP_CONDITION, "i(s:P1)");
}

static void what_a_claim_itself_leaves_open_is_asked_for(void **state) {
    (void)state;
    expect(LADDER "claim s:P1\n  m has alternative unstated \"x\"\n", TRUCE_GAP_UNSAID, "m(s:P1)");
    expect(LADDER "claim s:P1\n  pa has stake unstated \"x\" on j\n  pa has stake unstated \"y\"\n",
           TRUCE_GAP_UNSAID, "pa(s:P1) j(s:P1)");
    expect(LADDER "claim s:P1\n  a has cost unstated \"x\"\n  a has interest unstated \"y\"\n"
                  "claim s:P2\n  a has interest unstated \"z\"\n",
           TRUCE_GAP_UNSAID, "a(s:P1 s:P2); a(s:P1)");
    /* somebody who says that there is none leaves nothing open; nor does our own reading, or what
     * is said in full */
    expect(LADDER "claim s:P1\n  not a has stake unstated \"x\"\n", TRUCE_GAP_UNSAID, "");
    expect(LADDER "claim s:P1 inferred\n  a has stake unstated \"x\"\n", TRUCE_GAP_UNSAID, "");
    expect(LADDER "claim s:P1\n  a has stake \"x\"\n", TRUCE_GAP_UNSAID, "");
}

static void what_is_left_open_is_closed_by_whoever_says_it_and_not_before(void **state) {
    (void)state;
    static const struct {
        const char *later, *want;
    } cases[] = {
        {"claim s:P2\n  a has alternative \"the court\"\n", ""},
        {"claim s:P2\n  a has alternative \"the court\" on i\n", "a(s:P1)"},
        {"claim s:P2\n  b has alternative \"the court\"\n", "a(s:P1)"},
        {"claim s:P2\n  a has interest \"the court\"\n", "a(s:P1)"},
        {"claim s:P2\n  not a has alternative \"the court\"\n", "a(s:P1)"},
        {"claim s:P2 inferred\n  a has alternative \"the court\"\n", "a(s:P1)"},
        {"claim s:P2\n  said 2030-12\n  a has alternative \"the court\"\n", "a(s:P1)"},
        {"claim s:P2\n  said 2031-02\n  a has alternative \"the court\"\n"
         "claim s:P3\n  said 2030-12\n  a has alternative \"the bank\"\n",
         ""},
        {"source u \"U\" press\nclaim u:P2\n  a has alternative \"the court\"\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_buffer text = truce_buffer_new();
        truce_buffer_printf(&text, LADDER "claim s:P1\n  a has alternative unstated \"x\"\n%s",
                            cases[i].later);
        truce_buffer_byte(&text, '\0');
        expect(truce_buffer_str(&text).data, TRUCE_GAP_UNSAID, cases[i].want);
        truce_buffer_clear(&text);
    }
}

static void red_lines_and_acceptances_are_limits(void **state) {
    (void)state;
    expect(LADDER "claim s:P1\n  a demands i x\n", TRUCE_GAP_RESERVE, "i(s:P1)");
    expect(LADDER "claim s:P1\n  a firmly demands i x\n", TRUCE_GAP_RESERVE, "");
    expect(LADDER "claim s:P1\n  a accepts i x\n", TRUCE_GAP_RESERVE, "");
    expect(LADDER "claim s:P1\n  not a accepts i x\n", TRUCE_GAP_RESERVE, "i(s:P1)");
}

static void priorities_count_in_its_own_words_only(void **state) {
    (void)state;
    expect(LADDER "claim s:P1\n  i matters most to a\n", TRUCE_GAP_PRIORITIES, "a(s:P1) b");
    expect(LADDER "claim s:P1 by pa\n  i matters most to a\n", TRUCE_GAP_PRIORITIES, "b");
    expect(LADDER "claim s:P1 by pa\n  i matters over j to a\n", TRUCE_GAP_PRIORITIES, "b");
    expect(LADDER "claim s:P1 by pa\n  i matters much to a\n", TRUCE_GAP_PRIORITIES, "a(s:P1) b");
    expect(LADDER "claim s:P1 by pa\n  i matters most\n", TRUCE_GAP_PRIORITIES, "a b");
}

static void words_without_a_meaning_and_with_several_are_asked_about(void **state) {
    (void)state;
    expect("term w \"W\"\n", TRUCE_GAP_TERM, "w");
    expect("term w \"W\"\nclaim s:P1\n  term w as \"x\" by a\n", TRUCE_GAP_TERM, "w(s:P1)");
    expect("term w \"W\"\nclaim s:P1\n  count w 7\n", TRUCE_GAP_TERM, ""); /* a number, no word */
    expect("term w \"W\"\nclaim s:P1\n  count w 7\n  term w as \"x\"\n", TRUCE_GAP_TERM, "w(s:P1)");
    expect("term w \"W\"\nclaim s:P1\n  term w means \"x\"\n", TRUCE_GAP_TERM, "");
    expect("term w \"W\"\nclaim s:P1\n  term w means \"x\"\nclaim s:P2\n  term w means \"y\"\n",
           TRUCE_GAP_MEANING, "w(s:P1 s:P2)");
    expect(LADDER "claim s:P1\n  a demands i x as \"one\"\nclaim s:P2\n  a demands i x as \"two\"\n"
                  "  b demands i x as \"three\"\n",
           TRUCE_GAP_WORDS, "i(s:P1 s:P2)");
}

#define SPLIT                                                                                      \
    "group o \"O\" of a\ngroup y \"Y\" of a\n"                                                     \
    "issue i \"I\"\n  topic return\n  per o, y\n  rung none\n  rung all\n"

static void groups_that_a_side_leaves_out_are_asked_about(void **state) {
    found f;
    (void)state;
    expect(SPLIT, TRUCE_GAP_GROUP, ""); /* no position at all is another gap */
    expect(SPLIT "claim s:P1\n  a accepts i all for o\n", TRUCE_GAP_GROUP, "i(s:P1)");
    expect(SPLIT "claim s:P1\n  a accepts i all for o\n  a rejects i all for y\n", TRUCE_GAP_GROUP,
           "");
    expect(SPLIT "claim s:P1\n  a accepts i all for o\n  a rejects i all\n", TRUCE_GAP_GROUP, "");
    expect(SPLIT "claim s:P1 inferred\n  a accepts i all for o\n", TRUCE_GAP_GROUP, "");
    look(&f, SPLIT "claim s:P1\n  b accepts i all for o\n");
    for (uint32_t i = 0; i < f.gaps.n; i++) {
        if (f.gaps.at[i].kind == TRUCE_GAP_GROUP) {
            const truce_gap_item *const item = &f.gaps.at[i].items[0];
            assert_int_equal(f.gaps.at[i].party, f.matrix.parties[1]);
            assert_int_equal(item->n_groups, 1);
            assert_true(truce_str_equal(f.t.c.actors[item->groups[0]].head.title, TRUCE_STR("Y")));
        }
    }
    done(&f);
}

static void main_points_are_asked_about_until_all_sides_accept_something(void **state) {
    (void)state;
    expect(LADDER "claim s:P1\n  i matters most\n", TRUCE_GAP_OBSTACLE, "i(s:P1)");
    expect(LADDER "claim s:P1\n  i matters much\nclaim s:P2\n  not i matters most\n",
           TRUCE_GAP_OBSTACLE, "i(s:P1)");
    expect(LADDER "claim s:P1\n  i matters most to a\n  j matters little\n", TRUCE_GAP_OBSTACLE,
           "");
    expect(LADDER "claim s:P1\n  i matters most\n  a accepts i x\n", TRUCE_GAP_OBSTACLE, "i(s:P1)");
    expect(LADDER "claim s:P1\n  i matters most\n  a accepts i x\n  b accepts i y\n",
           TRUCE_GAP_OBSTACLE, "");
    expect(LADDER "claim s:P1\n  i matters most\n  a accepts i x\n  b accepts i unstated\n",
           TRUCE_GAP_OBSTACLE, "i(s:P1)");
}

#define GUARD                                                                                      \
    "issue g \"G\"\n  topic guarantee\n  rung x\nissue w \"W\"\n  topic monitoring\n  rung x\n"

static void a_guarantor_that_somebody_claims_is_not_asked_for(void **state) {
    (void)state;
    expect(GUARD, TRUCE_GAP_GUARANTOR, "g");
    expect(GUARD "claim s:P1\n  m is guarantor\n", TRUCE_GAP_GUARANTOR, "");
    expect(GUARD "claim s:P1\n  not m is guarantor\n", TRUCE_GAP_GUARANTOR, "g");
    expect(GUARD "claim s:P1\n  someone is guarantor\n", TRUCE_GAP_GUARANTOR, "g");
    expect(GUARD "claim s:P1 inferred\n  m is guarantor\n", TRUCE_GAP_GUARANTOR, "g");
    expect(LADDER, TRUCE_GAP_GUARANTOR, "i"); /* aid is promised over time; `other` is not */
}

static void verifier_mandate_and_violation_likewise(void **state) {
    (void)state;
    expect(GUARD, TRUCE_GAP_VERIFIER, "w");
    expect(GUARD "claim s:P1\n  m is observer\n", TRUCE_GAP_VERIFIER, "");
    expect(GUARD, TRUCE_GAP_MANDATE, "w");
    expect(GUARD "claim s:P1\n  a accepts w x\n", TRUCE_GAP_MANDATE, "");
    expect(GUARD, TRUCE_GAP_VIOLATION, "g w");
    expect(GUARD "term violation \"V\"\nclaim s:P1\n  term violation means \"a shot\"\n",
           TRUCE_GAP_VIOLATION, "");
}

#define SWAP                                                                                       \
    "issue p \"P\"\n  topic exchange\n  range 0..9 step 1 people\n"                                \
    "issue q \"Q\"\n  topic exchange\n  range 0..9 step 1 people\n"

static void an_exchange_is_asked_for_numbers_ratio_and_lists(void **state) {
    (void)state;
    expect(SWAP, TRUCE_GAP_NUMBER, "p q");
    expect(SWAP "claim s:P1\n  a demands p 3\n", TRUCE_GAP_NUMBER, "q");
    expect(SWAP "claim s:P1\n  a demands p 3\n", TRUCE_GAP_RATIO, "p q");
    expect(SWAP "claim s:P1\n  a demands p 3\n  a offers q 1\n", TRUCE_GAP_RATIO, "");
    expect("issue r \"R\"\n  topic exchange\n  range 0..9 step 1 people-per-soldier\n"
           "claim s:P1\n  a demands r 3\n",
           TRUCE_GAP_RATIO, "");
    expect(SWAP "claim s:P1\n  a demands p 3\n", TRUCE_GAP_LIST, "p q");
    expect(SWAP "claim d:P1\n  a demands p 3\n  says \"the names\" on q\n", TRUCE_GAP_LIST, "");
}

static void time_and_line_are_asked_for(void **state) {
    static const char pull[] = "issue p \"P\"\n  topic withdrawal\n  rung x\n";
    (void)state;
    expect(pull, TRUCE_GAP_TIMETABLE, "p");
    expect(pull, TRUCE_GAP_LINE, "p");
    expect("issue p \"P\"\n  topic withdrawal\n  rung x\n"
           "issue t \"T\"\n  range 1..90 step 1 days\nclaim s:P1\n  a demands t 42\n"
           "claim d:P1\n  says \"the map\" on p\n",
           TRUCE_GAP_TIMETABLE, "");
    expect("issue p \"P\"\n  topic withdrawal\n  rung x\nclaim d:P1\n  says \"the map\" on p\n",
           TRUCE_GAP_LINE, "");
    assert_true(truce_unit_is_time(TRUCE_STR("days")));
    assert_true(truce_unit_is_time(TRUCE_STR("working-days")));
    assert_false(truce_unit_is_time(TRUCE_STR("trucks-per-day")));
    assert_false(truce_unit_is_time(TRUCE_STR("daybreak")));
    assert_true(truce_unit_is_ratio(TRUCE_STR("people-per-soldier")));
    assert_false(truce_unit_is_ratio(TRUCE_STR("percent")));
}

#define OFFER LADDER "offer o \"O\" by a to b\n"

static void offers_are_asked_for_text_carrier_and_time(void **state) {
    (void)state;
    expect(OFFER, TRUCE_GAP_OFFER_TEXT, "o");
    expect(OFFER "claim s:P1\n  offer o conveyed to b\n", TRUCE_GAP_CARRIER, "o(s:P1)");
    expect(OFFER "claim s:P1\n  offer o conveyed by m to b\n", TRUCE_GAP_CARRIER, "");
    expect(OFFER "claim s:P1\n  offer o handed to m\n", TRUCE_GAP_CARRIER, "");
    expect(OFFER "claim s:P1\n  offer o received by b from m\n", TRUCE_GAP_CARRIER, "");
    expect(OFFER "claim s:P1\n  not offer o received by b from m\n", TRUCE_GAP_CARRIER, "o(s:P1)");
    expect(OFFER "claim s:P1\n  offer any conveyed\n", TRUCE_GAP_CARRIER, "o (s:P1)");
    expect(OFFER "claim s:P1\n  offer o conveyed by m at \"Sunday\"\n", TRUCE_GAP_DELIVERY,
           "o(s:P1)");
    expect(OFFER "claim s:P1\n  offer o conveyed by m at 2031-01-05\n", TRUCE_GAP_DELIVERY, "");
}

static void what_a_mediator_tables_needs_no_carrier_and_a_minute_is_a_text(void **state) {
    (void)state;
    expect(LADDER "source n \"N\" minute\noffer o \"O\" by m to a, b\n  terms from n:P1\n    i x\n"
                  "claim n:P1\n  offer o conveyed to a\n",
           TRUCE_GAP_CARRIER, "");
    expect(LADDER "source n \"N\" minute\noffer o \"O\" by m to a, b\n  terms from n:P1\n    i x\n"
                  "claim n:P1\n  offer o conveyed to a\n",
           TRUCE_GAP_OFFER_TEXT, "");
    expect(LADDER "offer o \"O\" by m to a, b\n  terms from s:P1\n    i x\n"
                  "claim s:P1\n  offer o conveyed to a\n",
           TRUCE_GAP_OFFER_TEXT, "o(s:P1)");
}

static void of_whom_is_pressed_an_answer_is_missed(void **state) {
    (void)state;
    expect("claim s:P1\n  m has pressure on pa\n  b has pressure on a\n  m has pressure on b\n"
           "claim s:P2 by b\n  says \"no\" on m\n",
           TRUCE_GAP_ANSWER, "b(s:P1) m(s:P1)");
    expect("claim s:P1\n  a has pressure on m\n", TRUCE_GAP_ANSWER, "");
    expect("claim s:P1 inferred\n  m has pressure on b\n", TRUCE_GAP_ANSWER, "m(s:P1)");
    expect("claim s:P1\n  m has pressure on b\nclaim s:P2 inferred\n  b says \"no\" on m\n",
           TRUCE_GAP_ANSWER, "m(s:P1)");
}

static void who_decides_and_who_ratifies_is_asked_of_each_side(void **state) {
    (void)state;
    expect("claim s:P1\n  pa is decider of a\n", TRUCE_GAP_DECIDER, "b");
    expect("claim s:P1\n  pa is decider\n", TRUCE_GAP_DECIDER, "b");
    expect("claim s:P1\n  pa is leader of a\n", TRUCE_GAP_DECIDER, "a b");
    expect("claim s:P1\n  b is \"Ratifying assembly\" of b\n", TRUCE_GAP_RATIFIER, "a");
}

static void hearsay_and_single_sources_are_told(void **state) {
    (void)state;
    expect(LADDER "claim s:P1\n  a demands i x\nclaim s:P2 by pa\n  a demands j x\n",
           TRUCE_GAP_FIRST_HAND, "i(s:P1)");
    /* Its own words, through a newspaper or through the other side, are words of its own. */
    expect(LADDER "outlet n \"N\"\nclaim s:P1 by pa via n\n  a demands i x\n"
                  "claim s:P2 by pa via b\n  a demands j x\n",
           TRUCE_GAP_FIRST_HAND, "");
    expect(LADDER "claim s:P1 by b\n  a demands i x\n", TRUCE_GAP_FIRST_HAND, "i(s:P1)");
    expect(LADDER
           "claim s:P1\n  a demands i x\n  a demands j x\nclaim d:P2 by b\n  a demands j x\n",
           TRUCE_GAP_ONE_SOURCE, "i(s:P1)");
}

static void dates_in_words_and_sources_without_one_are_asked_for(void **state) {
    static const char undated[] = "source u \"U\" press\nreader r \"R\"\nevent e \"E\" other\n"
                                  "claim u:P1\n  event e at \"Sunday\"\n";
    (void)state;
    char dated[300];
    expect(undated, TRUCE_GAP_SOURCE_DATE, "u");
    expect(undated, TRUCE_GAP_DATE_WORDS, "e(u:P1)");
    (void)snprintf(dated, sizeof dated, "%sdating x of u 2031 by r\ndating y of e 2031 by r\n",
                   undated);
    expect(dated, TRUCE_GAP_SOURCE_DATE, "");
    expect(dated, TRUCE_GAP_DATE_WORDS, "");
    expect("event e \"E\" other\nclaim s:P1\n  said \"Monday\"\n  event e at \"Sunday\"\n"
           "claim s:P2\n  event e at 2031-01-04\n",
           TRUCE_GAP_DATE_WORDS, "s:P1(s:P1)");
}

/* The issues that wait for the first gap of a kind. */
static void expect_waiting(const char *text, truce_gap_kind kind, uint32_t want) {
    found f;
    uint32_t got = UINT32_MAX;
    look(&f, text);
    for (uint32_t i = 0; i < f.gaps.n && got == UINT32_MAX; i++) {
        got = f.gaps.at[i].kind == kind ? f.gaps.at[i].issues : got;
    }
    assert_int_equal(got, want);
    done(&f);
}

static void what_waits_is_counted_in_issues(void **state) {
    (void)state;
    expect_waiting(LADDER, TRUCE_GAP_DECIDER, 2);
    expect_waiting(LADDER GUARD, TRUCE_GAP_GUARANTOR, 3); /* aid, guarantee, monitoring */
    expect_waiting(LADDER, TRUCE_GAP_POSITION, 1);
    expect_waiting(LADDER "claim s:P1\n  a has stake unstated \"x\"\n", TRUCE_GAP_UNSAID, 0);
    expect_waiting(LADDER "claim s:P1\n  a has stake unstated \"x\"\n  b demands i x\n",
                   TRUCE_GAP_UNSAID, 1);
    expect_waiting(LADDER "claim s:P1\n  a has stake unstated \"x\" on j\n  b demands i x\n",
                   TRUCE_GAP_UNSAID, 1);
    expect_waiting(OFFER, TRUCE_GAP_OFFER_TEXT, 2); /* it may hold anything */
    expect_waiting(LADDER "offer o \"O\" by a to b\n  terms from s:P1\n    i x\n    i y\n"
                          "claim s:P1\n  offer o issued\n",
                   TRUCE_GAP_OFFER_TEXT, 1);
    expect_waiting(LADDER "term w \"W\"\nclaim s:P1\n  term w as \"x\"\n  a demands i x\n"
                          "claim s:P2\n  term w as \"y\"\n  b demands i before j\n",
                   TRUCE_GAP_TERM, 2);
    expect_waiting(LADDER "source u \"U\" press\nclaim u:P1\n  a demands i x\nclaim s:P1\n  a "
                          "demands j x\n",
                   TRUCE_GAP_SOURCE_DATE, 1);
}

/* ---- whom to ask ---- */

static size_t put_whom(const found *f, const truce_whom *whom, uint32_t n_whom, char *text,
                       size_t size, size_t n) {
    static const char *const marks[] = {"", "*", "!", ">", "^", "+", "?"};
    for (uint32_t i = 0; i < n_whom; i++) {
        const truce_symbol name = f->t.c.actors[whom[i].actor].head.name;
        n += (size_t)snprintf(text + n, size - n, " %.*s%s",
                              TRUCE_STR_ARGS(truce_case_name(&f->t.c, name)), marks[whom[i].why]);
    }
    return n;
}

/* "all: a b; i: m+": whom the gap asks about each item, and about one; its kind comes once. */
static void expect_asked(const char *text, truce_gap_kind kind, const char *want) {
    found f;
    char got[500] = "";
    size_t n = 0;
    look(&f, text);
    for (uint32_t i = 0; i < f.gaps.n; i++) {
        const truce_gap *const gap = &f.gaps.at[i];
        if (gap->kind != kind) {
            continue;
        }
        n += (size_t)snprintf(got + n, sizeof got - n, "all:");
        n = put_whom(&f, gap->all, gap->n_all, got, sizeof got, n);
        for (uint32_t k = 0; k < gap->n_items; k++) {
            if (gap->items[k].n_ask > 0) {
                n += (size_t)snprintf(
                    got + n, sizeof got - n, "; %.*s:",
                    TRUCE_STR_ARGS(gap->items[k].name != 0
                                       ? truce_case_name(&f.t.c, gap->items[k].name)
                                       : TRUCE_STR("any")));
                n = put_whom(&f, gap->items[k].ask, gap->items[k].n_ask, got, sizeof got, n);
            }
            for (uint32_t a = 0; a < f.t.c.n_actors; a++) { /* the union holds both, and no more */
                bool listed = false;
                for (uint32_t u = 0; u < gap->n_ask; u++) {
                    listed = listed || gap->ask[u].actor == a;
                }
                assert_true(listed || truce_gap_asks(gap, &gap->items[k], a) == NULL);
            }
        }
    }
    assert_string_equal(got, want);
    done(&f);
}

static void an_offer_is_asked_of_those_who_could_tell_of_it(void **state) {
    (void)state;
    expect_asked("offer x \"X\" by a to b\noffer y \"Y\" by b to a\n"
                 "claim s:P1 by pa\n  m is mediator\n  offer x issued\n"
                 "claim s:P2\n  offer y conveyed by m to a\n",
                 TRUCE_GAP_DELIVERY, "all:; x: a* b> m?; y: b* m! a>");
    expect_asked("claim s:P1 by m\n  m is mediator\n  offer any conveyed\n"
                 "claim s:P2\n  not offer any received by b\noffer x \"X\" by a to b\n",
                 TRUCE_GAP_CARRIER, "all:; x: a* b> m?; any: b> m+");
}

static void who_says_it_is_asked_before_any_mediator(void **state) {
    (void)state;
    expect_asked("claim s:P1 by pa\n  m has alternative unstated \"x\"\n", TRUCE_GAP_UNSAID,
                 "all: m; m: a+");
    expect_asked(LADDER "claim s:P1 by m\n  m is mediator\n  i matters most\n"
                        "actor chair \"Chair\"\n"
                        "claim s:P2\n  j matters much\n  chair is mediator\n",
                 TRUCE_GAP_OBSTACLE, "all: a b m? chair?; i: m+");
    expect_asked(LADDER "claim s:P1 by m\n  a accepts i x if unstated\n", TRUCE_GAP_CONDITION,
                 "all: a; i: m+");
    expect_asked(LADDER "claim s:P1 by m\n  a demands i unstated\n", TRUCE_GAP_CONTENT,
                 "all: a; i: m+");
    expect_asked(LADDER "claim s:P1 by m\n  a demands i x\n", TRUCE_GAP_RESERVE, "all: a");
    expect_asked(LADDER "claim s:P1 by m\n  term w as \"word\"\n  term v as \"other\" by a\n"
                        "term w \"W\"\nterm v \"V\"\nterm u \"U\"\n",
                 TRUCE_GAP_TERM, "all:; w: m+; v: a+; u: a b");
    expect_asked("event e \"E\" leave by a\nclaim s:P1 by m\n  event e at \"Sunday\"\n",
                 TRUCE_GAP_DATE_WORDS, "all:; e: a m+");
}

static void a_state_of_one_witness_is_asked_of_parties_leavers_and_hosts(void **state) {
    (void)state;
    expect("claim s:P1 by one \"aide\" of a\n  talks running\n", TRUCE_GAP_STATE, "s:P1(s:P1)");
    expect("claim s:P1 by pa\n  talks running\nclaim d:P1\n  talks running\n", TRUCE_GAP_STATE, "");
    expect("claim s:P1 by pa and b\n  talks running\n", TRUCE_GAP_STATE, "");
    expect("claim s:P1 by pa\n  talks deadlocked\n", TRUCE_GAP_STATE, "");
    expect("claim s:P1 by pa\n  not talks running\n", TRUCE_GAP_STATE, "");
    expect("claim s:P1 inferred\n  talks running\n", TRUCE_GAP_STATE, "");
    expect("claim s:P1\n  published 2030\n  talks broken\nclaim s:P2\n  talks running\n"
           "source u \"U\" press\nclaim u:P1 by pa\n  talks paused\n  talks slow\n",
           TRUCE_GAP_STATE, "s:P2(s:P2) u:P1(u:P1)");
    expect_asked("actor h \"H\"\nactor x \"X\"\nevent gone \"Gone\" withdraw by x\n"
                 "claim s:P1 by pa\n  talks running\n  h is host\n  event gone\n",
                 TRUCE_GAP_STATE, "all: a b x h^ m?; s:P1: a+");
}

/* ---- the order in which to ask ---- */

static void expect_order(const char *text, const truce_gap_kind *want, size_t n) {
    found f;
    look(&f, text);
    for (uint32_t i = 0; i < n; i++) {
        assert_true(i < f.gaps.n);
        if (f.gaps.at[i].kind != want[i]) {
            fail_msg("gap %u is of kind %d and not %d", (unsigned)i, (int)f.gaps.at[i].kind,
                     (int)want[i]);
        }
    }
    done(&f);
}

static void what_blocks_most_is_asked_first_and_what_any_deal_needs_last(void **state) {
    /* On i the parties clash, and b's condition is not said; on j only a speaks; nobody does on k.
     */
    static const char text[] =
        "issue k \"K\"\n  rung x\n  rung y\nissue j \"J\"\n  rung x\n  rung y\n"
        "issue i \"I\"\n  rung x\n  rung y\noffer o \"O\" by a to b\n"
        "claim s:P1 by a\n  a firmly demands i x\n  a firmly demands j x\n  offer o issued\n"
        "claim s:P2 by b\n  b accepts i y if unstated\n  b rejects i x\n  not offer o received\n"
        "claim s:P3\n  m has alternative unstated \"z\"\n";
    static const truce_gap_kind want[] = {
        TRUCE_GAP_UNSAID,     TRUCE_GAP_CARRIER,    TRUCE_GAP_DELIVERY,
        TRUCE_GAP_OFFER_TEXT, TRUCE_GAP_CONDITION,  TRUCE_GAP_POSITION,
        TRUCE_GAP_POSITION,   TRUCE_GAP_PRIORITIES, TRUCE_GAP_DECIDER};
    (void)state;
    found f;
    expect_order(text, want, sizeof want / sizeof *want);
    look(&f, text);
    assert_int_equal(f.gaps.at[0].place, TRUCE_GAP_LEFT_OPEN);
    f.gaps.at++; /* and behind it */
    assert_int_equal(f.gaps.at[0].place, TRUCE_GAP_IN_DOUBT);
    assert_int_equal(f.gaps.at[0].items[0].arrival, TRUCE_ARRIVAL_DENIED);
    assert_int_equal(f.gaps.at[3].place, TRUCE_GAP_BETWEEN);
    assert_int_equal(f.gaps.at[3].between, 1);
    /* b's missing position on j comes before a's on k; in it, j before k, which nobody speaks on.
     */
    assert_int_equal(f.gaps.at[4].party, f.matrix.parties[1]);
    assert_int_equal(f.gaps.at[4].between, 1);
    assert_int_equal(f.gaps.at[4].issues, 2);
    assert_int_equal(f.gaps.at[4].items[0].name,
                     f.t.c.issues[named(&f.t, TRUCE_KIND_ISSUE, "j")].head.name);
    assert_int_equal(f.gaps.at[5].place, TRUCE_GAP_ASIDE);
    assert_int_equal(f.gaps.at[6].place, TRUCE_GAP_GENERAL);
    done(&f);
}

static void expect_arrival(const char *stages, truce_arrival want) {
    found f;
    char text[500];
    (void)snprintf(text, sizeof text, "offer o \"O\" by a to b\nclaim s:P1\n%s", stages);
    look(&f, text);
    assert_int_equal(f.gaps.at[0].items[0].arrival, want);
    assert_int_equal(f.gaps.at[0].place,
                     want == TRUCE_ARRIVAL_OPEN ? TRUCE_GAP_ASIDE : TRUCE_GAP_IN_DOUBT);
    done(&f);
}

static void an_offer_is_in_doubt_until_somebody_says_that_it_arrived(void **state) {
    (void)state;
    expect_arrival("  offer o issued\n", TRUCE_ARRIVAL_UNSAID);
    expect_arrival("  offer o conveyed to b\n", TRUCE_ARRIVAL_UNSAID);
    expect_arrival("  offer o issued\n  offer o received by b\n", TRUCE_ARRIVAL_OPEN);
    expect_arrival("  offer o reviewed by b\n", TRUCE_ARRIVAL_OPEN);
    expect_arrival("  offer o received by b\n  not offer o received by b\n",
                   TRUCE_ARRIVAL_DISPUTED);
    expect_arrival("  offer o conveyed to b\n  not offer o conveyed to b\n", TRUCE_ARRIVAL_DENIED);
    expect_arrival("  not offer o accepted by b\n", TRUCE_ARRIVAL_OPEN);
    expect_arrival("  offer o withdrawn\n", TRUCE_ARRIVAL_OPEN);
}

/* ---- random cases: which positions are missing, counted while the case is written ---- */

enum { ISSUES = 7 };

static void check_random(uint64_t round) {
    static const char *const topics[] = {"ceasefire", "exchange", "monitoring", "other"};
    static const truce_topic as_topic[] = {TRUCE_TOPIC_CEASEFIRE, TRUCE_TOPIC_EXCHANGE,
                                           TRUCE_TOPIC_MONITORING, TRUCE_TOPIC_OTHER};
    static const char *const stances[] = {"demands", "accepts", "rejects", "firmly demands"};
    uint64_t seed = round;
    size_t topic[ISSUES];
    bool has[2][ISSUES] = {{false}};
    bool limit[2][ISSUES] = {{false}};
    found f;
    truce_buffer text = truce_buffer_new();
    for (unsigned i = 0; i < ISSUES; i++) {
        topic[i] = below(&seed, 4);
        truce_buffer_printf(&text, "issue i%u \"I\"\n  topic %s\n  rung x\n  rung y\n", i,
                            topics[topic[i]]);
    }
    for (unsigned n = 0; n < 12; n++) {
        const size_t party = below(&seed, 2);
        const size_t issue = below(&seed, ISSUES);
        const size_t stance = below(&seed, 4);
        const bool inferred = percent(&seed, 25);
        truce_buffer_printf(&text, "claim s:P%u%s\n  %s %s i%zu %s\n", n + 1,
                            inferred ? " inferred" : "", party == 0 ? "a" : "b", stances[stance],
                            issue, percent(&seed, 50) ? "x" : "y");
        has[party][issue] = has[party][issue] || !inferred;
        limit[party][issue] = limit[party][issue] || (!inferred && stance % 2 == 1);
    }
    truce_buffer_byte(&text, '\0');
    look(&f, text.data);
    truce_buffer_clear(&text);
    bool listed[2][ISSUES] = {{false}};
    bool unlimited[2][ISSUES] = {{false}};
    for (uint32_t g = 0; g < f.gaps.n; g++) {
        const truce_gap *const gap = &f.gaps.at[g];
        const truce_gap *const before = g > 0 ? gap - 1 : NULL;
        assert_int_equal(gap->weakens, gap->kind >= TRUCE_GAP_FIRST_HAND);
        if (before != NULL) {
            assert_true(before->weakens < gap->weakens ||
                        (before->weakens == gap->weakens && before->place <= gap->place));
        }
        uint32_t between = 0;
        for (uint32_t i = 0; i < gap->n_items && gap->kind == TRUCE_GAP_POSITION; i++) {
            const uint32_t issue = f.t.c.declared[gap->items[i].name].index;
            const size_t other = gap->party == f.matrix.parties[0] ? 1 : 0;
            assert_int_equal(gap->items[i].between, has[other][issue]);
            assert_true(i == 0 || gap->items[i - 1].between >= gap->items[i].between);
            between += gap->items[i].between;
        }
        if (gap->kind == TRUCE_GAP_POSITION) {
            assert_int_equal(gap->between, between);
            assert_int_equal(gap->place, between > 0 ? TRUCE_GAP_BETWEEN : TRUCE_GAP_ASIDE);
        }
        for (uint32_t i = 0; i < gap->n_items && gap->kind <= TRUCE_GAP_RESERVE; i++) {
            if (gap->kind == TRUCE_GAP_PRIORITIES) {
                continue;
            }
            const truce_declared d = f.t.c.declared[gap->items[i].name];
            assert_int_equal(d.kind, TRUCE_KIND_ISSUE);
            const size_t party = gap->party == f.matrix.parties[0] ? 0 : 1;
            bool(*const into)[ISSUES] = gap->kind == TRUCE_GAP_POSITION ? listed : unlimited;
            assert_false(into[party][d.index]);
            into[party][d.index] = true;
            if (gap->kind == TRUCE_GAP_POSITION) {
                assert_int_equal(gap->topic, as_topic[topic[d.index]]);
            }
        }
    }
    for (size_t p = 0; p < 2; p++) {
        for (size_t i = 0; i < ISSUES; i++) {
            assert_int_equal(listed[p][i], !has[p][i]);
            assert_int_equal(unlimited[p][i], has[p][i] && !limit[p][i]);
        }
    }
    done(&f);
}

static void missing_positions_are_those_that_nobody_wrote(void **state) {
    (void)state;
    for (uint64_t round = 1; round <= 400; round++) {
        check_random(round);
    }
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    found f;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, SWAP GUARD "term tw \"W\"\noffer o \"O\" by a to b\n");
    for (int i = 0; i < 600; i++) {
        truce_buffer_printf(&text,
                            "issue i%d \"I\"\n  rung x\nclaim s:P%d\n  a demands i%d x as \"w%d\"\n"
                            "  term tw as \"t%d\"\n  offer o conveyed\n",
                            i, i + 1, i, i, i);
    }
    truce_buffer_byte(&text, '\0');
    look(&f, text.data);
    truce_buffer_clear(&text);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_gaps gaps = {.n = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_gaps_make(&f.matrix, &arena, &gaps, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            truce_arena_clear(&arena);
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                assert_int_equal(gaps.n, f.gaps.n);
                break;
            }
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(gaps.n, 77);
        }
        assert_true(allowed > 2);
    }
    done(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_without_issues_lacks_only_who_decides),
        cmocka_unit_test(positions_are_missed_by_party_and_topic),
        cmocka_unit_test(a_position_that_is_not_stated_and_a_condition_that_is_not_are_asked_for),
        cmocka_unit_test(what_a_claim_itself_leaves_open_is_asked_for),
        cmocka_unit_test(what_is_left_open_is_closed_by_whoever_says_it_and_not_before),
        cmocka_unit_test(red_lines_and_acceptances_are_limits),
        cmocka_unit_test(priorities_count_in_its_own_words_only),
        cmocka_unit_test(words_without_a_meaning_and_with_several_are_asked_about),
        cmocka_unit_test(groups_that_a_side_leaves_out_are_asked_about),
        cmocka_unit_test(main_points_are_asked_about_until_all_sides_accept_something),
        cmocka_unit_test(a_guarantor_that_somebody_claims_is_not_asked_for),
        cmocka_unit_test(verifier_mandate_and_violation_likewise),
        cmocka_unit_test(an_exchange_is_asked_for_numbers_ratio_and_lists),
        cmocka_unit_test(time_and_line_are_asked_for),
        cmocka_unit_test(offers_are_asked_for_text_carrier_and_time),
        cmocka_unit_test(what_a_mediator_tables_needs_no_carrier_and_a_minute_is_a_text),
        cmocka_unit_test(of_whom_is_pressed_an_answer_is_missed),
        cmocka_unit_test(who_decides_and_who_ratifies_is_asked_of_each_side),
        cmocka_unit_test(hearsay_and_single_sources_are_told),
        cmocka_unit_test(dates_in_words_and_sources_without_one_are_asked_for),
        cmocka_unit_test(what_waits_is_counted_in_issues),
        cmocka_unit_test(an_offer_is_asked_of_those_who_could_tell_of_it),
        cmocka_unit_test(a_state_of_one_witness_is_asked_of_parties_leavers_and_hosts),
        cmocka_unit_test(who_says_it_is_asked_before_any_mediator),
        cmocka_unit_test(what_blocks_most_is_asked_first_and_what_any_deal_needs_last),
        cmocka_unit_test(an_offer_is_in_doubt_until_somebody_says_that_it_arrived),
        cmocka_unit_test(missing_positions_are_those_that_nobody_wrote),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
