/* Rows one can write down; then random small cases against the definition in matrix.h, spelt out
 * here pair by pair with sets as bits; then limits and memory that runs out.
 *
 * `unit_evidence_matrix SEED` runs one random case and prints it. */
#include "truce/evidence/matrix.h"

#include <inttypes.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "support/told.h"

/* ---- rows one can write down ------------------------------------------------------------------
 */

/* Sources d1 to d4 are of four days in a row; u is of no day; c copies d1. */
#define PRELUDE                                                                                    \
    "truce 1\ncase rows \"Rows\"\n"                                                                \
    "party north \"North\"\nparty south \"South\"\nactor board \"Board\"\n"                        \
    "person envoy \"Envoy\" of north\nperson chair \"Chair\" of board\noutlet daily \"Daily\"\n"   \
    "group men \"Men\"\ngroup women \"Women\"\n"                                                   \
    "source d1 \"D1\" press\n  published 2024-01-01\n"                                             \
    "source d2 \"D2\" press\n  published 2024-01-02\n"                                             \
    "source d3 \"D3\" press\n  published 2024-01-03\n"                                             \
    "source d4 \"D4\" press\n  published 2024-01-04\n"                                             \
    "source u \"U\" press\n"                                                                       \
    "source c \"C\" press\n  published 2024-01-02\n  copies d1\n"                                  \
    "event meeting \"Meeting\" round\n"                                                            \
    "issue home \"Return\"\n  per men, women\n  rung out\n  rung part\n  rung back\n"              \
    "  option abroad\n"                                                                            \
    "issue pay \"Pay\"\n  range 0..9 step 1 percent\n"

static size_t add_claims(char *text, size_t size, const truce_case *c, const truce_position *p) {
    size_t n = 0;
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        n += (size_t)snprintf(
            text + n, size - n, "%s%.*s", i > 0 ? " " : "",
            TRUCE_STR_ARGS(truce_case_name(c, c->claims[p->evidence[i].claim].head.name)));
    }
    return n;
}

/* "north demands 1-2 women [d1:P1 d2:P1] flag flag; ..." of one row. */
static void describe_row(const truce_matrix *m, uint32_t issue, char *text, size_t size) {
    static const char *const stances[] = {"demands", "prefers", "offers",
                                          "accepts", "rejects", "intends"};
    const truce_case *const c = m->scope->c;
    size_t n = 0;
    text[0] = '\0';
#define SAY(...) n += (size_t)snprintf(text + n, size - n, __VA_ARGS__)
    for (uint32_t i = m->rows[issue]; i < m->rows[issue + 1]; i++) {
        const truce_position *const p = &m->positions[i];
        SAY("%s%s%.*s %s", n > 0 ? "; " : "", p->denied ? "not " : "",
            TRUCE_STR_ARGS(truce_case_name(c, c->actors[p->actor].head.name)), stances[p->stance]);
        for (uint32_t k = 0; k < p->options.n; k++) {
            SAY("%s%d-%d", k > 0 ? "," : " ", (int)p->options.at[k].low,
                (int)p->options.at[k].high);
        }
        for (uint32_t k = 0; k < p->demand->item.groups.n; k++) {
            SAY(" %.*s", TRUCE_STR_ARGS(truce_case_name(c, p->demand->item.groups.at[k].symbol)));
        }
        SAY(" [");
        n += add_claims(text + n, size - n, c, p);
        SAY("]%s%s%s", p->one_of ? " one-of" : "", p->inferred ? " inferred" : "",
            p->order_unknown ? " unknown" : "");
        if (p->superseded) {
            SAY(" by ");
            n += add_claims(text + n, size - n, c, &m->positions[p->by]);
        }
    }
#undef SAY
}

typedef struct made {
    told t;
    truce_scope scope;
    truce_matrix m;
} made;

static void make(made *one, truce_str text) {
    truce_error err = {.message = ""};
    tell(&one->t, text);
    scope_all(&one->t, &one->scope);
    assert_int_equal(truce_matrix_make(&one->scope, &one->t.arena, &one->m, &err), TRUCE_OK);
}

static void expect_row(const char *claims, const char *issue, const char *want) {
    made one;
    char got[2048];
    char text[8192];
    (void)snprintf(text, sizeof text, PRELUDE "%s", claims);
    make(&one, truce_str_of(text));
    describe_row(&one.m, named(&one.t, TRUCE_KIND_ISSUE, issue), got, sizeof got);
    assert_string_equal(got, want);
    truce_arena_clear(&one.t.arena);
}

static void a_case_without_positions_has_empty_rows_for_every_party(void **state) {
    (void)state;
    made one;
    make(&one, TRUCE_STR(PRELUDE));
    assert_int_equal(one.m.n_positions, 0);
    assert_int_equal(one.m.n_parties, 2);
    for (uint32_t i = 0; i <= one.t.c.n_issues; i++) {
        assert_int_equal(one.m.rows[i], 0);
    }
    truce_arena_clear(&one.t.arena);
}

static void claims_that_state_the_same_thing_are_one_position(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north demands home back\n"
               "claim d2:P1 by chair\n  north firmly demands home back as \"home\"\n"
               "claim d3:P1\n  north demands home back \"in their own words\"\n",
               "home", "north demands 2-2 [d1:P1 d2:P1 d3:P1]");
}

static void the_same_options_said_in_another_way_are_the_same_thing(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north demands home part or back\n"
               "claim d2:P1\n  north demands home back or part\n"
               "claim d3:P1\n  north demands home part or more\n",
               "home", "north demands 1-2 [d1:P1 d2:P1 d3:P1]");
    expect_row("claim d1:P1\n  north demands pay 2..4\n"
               "claim d2:P1\n  north demands pay 2 or 3..4\n"
               "claim d3:P1\n  north demands pay 2.0..4.0\n",
               "pay", "north demands 2-4 [d1:P1 d2:P1 d3:P1]");
}

static void groups_in_any_order_are_the_same_and_all_of_them_are_all(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north demands home back for men\n"
               "claim d2:P1\n  north demands home back for women, men\n"
               "claim d3:P1\n  north demands home back for men, women\n"
               "claim d4:P1\n  north demands home back\n",
               "home",
               "north demands 2-2 men [d1:P1]; north demands 2-2 women men "
               "[d2:P1 d3:P1 d4:P1]");
}

static void another_condition_group_option_stance_or_denial_is_another_position(void **state) {
    (void)state;
    expect_row("claim d1:P1\n"
               "  north accepts pay 3\n"
               "  north accepts pay 3 if unstated\n"
               "  north accepts pay 3 if \"paid at once\"\n"
               "  north accepts pay 3 if \"paid later\"\n"
               "  north accepts pay 3 if home back\n"
               "  north accepts pay 3 if not home back\n"
               "  north accepts pay 3..4\n"
               "  north prefers pay 3\n"
               "  not north prefers pay 3\n"
               "  south accepts pay 3\n",
               "pay",
               "north accepts 3-3 [d1:P1]; north accepts 3-3 [d1:P1]; "
               "north accepts 3-3 [d1:P1]; north accepts 3-3 [d1:P1]; "
               "north accepts 3-3 [d1:P1]; north accepts 3-3 [d1:P1]; "
               "north accepts 3-4 [d1:P1]; north prefers 3-3 [d1:P1]; "
               "not north prefers 3-3 [d1:P1]; south accepts 3-3 [d1:P1]");
}

static void the_same_condition_is_the_same_whether_of_a_line_or_again(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north accepts pay 3 if home back and \"in peace\"\n"
               "claim d2:P1\n  north accepts pay 3 if home back and \"in peace\"\n"
               "claim d3:P1\n  north accepts pay 3 if \"in peace\" and home back\n",
               "pay", "north accepts 3-3 [d1:P1 d2:P1]; north accepts 3-3 [d3:P1]");
}

static void what_a_member_holds_stands_in_the_sides_column_under_its_name(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  envoy demands pay 3\n", "pay", "envoy demands 3-3 [d1:P1]");
    expect_row("claim d1:P1\n  envoy demands pay 3\nclaim d2:P1\n  envoy demands pay 3\n", "pay",
               "envoy demands 3-3 [d1:P1 d2:P1]");
    expect_row("claim d1:P1\n  envoy demands pay 3\nclaim d2:P1\n  north demands pay 3\n", "pay",
               "north demands 3-3 [d2:P1]; envoy demands 3-3 [d1:P1]");
    /* And so it sets nothing of the side's aside. */
    expect_row("claim d1:P1\n  north demands pay 3\nclaim d2:P1\n  envoy demands pay 5\n", "pay",
               "north demands 3-3 [d1:P1]; envoy demands 5-5 [d2:P1]");
}

static void parties_come_first_and_others_share_the_last_column(void **state) {
    (void)state;
    made one;
    make(&one, TRUCE_STR(PRELUDE "claim d1:P1\n  chair demands pay 1\n  men demands pay 2\n"
                                 "  south demands pay 3\n  envoy demands pay 4\n"));
    const truce_position *const p = one.m.positions;
    assert_int_equal(one.m.n_positions, 4);
    assert_int_equal(p[0].side, named(&one.t, TRUCE_KIND_ACTOR, "north"));
    assert_int_equal(p[0].column, 0);
    assert_int_equal(p[1].column, 1);
    assert_int_equal(p[2].side, named(&one.t, TRUCE_KIND_ACTOR, "board"));
    assert_int_equal(p[2].column, 2);
    assert_int_equal(p[3].side, named(&one.t, TRUCE_KIND_ACTOR, "men"));
    assert_int_equal(p[3].column, 2);
    truce_arena_clear(&one.t.arena);
}

static void someone_stands_in_no_column(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  someone demands pay 3\n  someone softens\n", "pay", "");
}

/* ---- packages and lists ---- */

static void all_of_a_list_is_one_package_and_each_line_a_position(void **state) {
    (void)state;
    made one;
    make(&one, TRUCE_STR(PRELUDE "claim d1:P1 by envoy\n  north firmly demands all of\n"
                                 "    home back\n    pay 5 or more\n"
                                 "claim d2:P1 by chair\n  north demands pay 5 or more\n"));
    assert_int_equal(one.m.n_packages, 1);
    const truce_package *const package = &one.m.packages[0];
    assert_int_equal(package->claim, named(&one.t, TRUCE_KIND_CLAIM, "d1:P1"));
    assert_int_equal(package->side, named(&one.t, TRUCE_KIND_ACTOR, "north"));
    assert_int_equal(package->hand, TRUCE_HAND_FIRST);
    assert_int_equal(package->statement->as.position.n, 2);
    assert_int_equal(one.m.n_positions, 2);
    const truce_position *const pay = &one.m.positions[1];
    assert_int_equal(pay->n_evidence, 2);
    assert_int_equal(pay->evidence[0].package, 0);
    assert_int_equal(pay->evidence[1].package, TRUCE_NONE);
    assert_int_equal(pay->n_firm, 1);
    assert_int_equal(pay->direction, TRUCE_DIRECTION_FOR);
    assert_int_equal(pay->hands, 1U << TRUCE_HAND_FIRST | 1U << TRUCE_HAND_SECOND);
    truce_arena_clear(&one.t.arena);
}

/* That a whole is refused says nothing of any part of it. */
static void a_refused_package_contradicts_none_of_its_parts(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north accepts pay 3\n"
               "claim d2:P1\n  not north accepts all of\n    pay 3\n    home out\n"
               "claim d3:P1\n  north rejects all of\n    pay 3\n    home out\n"
               "claim d4:P1\n  north rejects pay 5\n",
               "pay",
               "north accepts 3-3 [d1:P1]; not north accepts 3-3 [d2:P1]; "
               "north rejects 3-3 [d3:P1]; north rejects 5-5 [d4:P1]");
}

static void a_refused_package_is_apart_from_refusals_of_its_parts(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north rejects all of\n    pay 3\n    home out\n"
               "claim d2:P1 by envoy\n  north rejects pay 3\n"
               "claim d3:P1 by envoy\n  north accepts pay 3\n",
               "pay",
               "north rejects 3-3 [d1:P1]; north rejects 3-3 [d2:P1] by d3:P1; "
               "north accepts 3-3 [d3:P1]");
}

static void each_of_a_list_is_a_position_of_its_own(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north demands each of\n    pay 3\n    home back\n"
               "claim d2:P1\n  north demands pay 3\n",
               "pay", "north demands 3-3 [d1:P1 d2:P1]");
}

static void one_of_any_is_enough_so_it_contradicts_nothing(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north demands any of\n    pay 3\n    pay 7\n"
               "claim d2:P1\n  north demands pay 3\n"
               "claim d3:P1\n  north rejects pay 7\n",
               "pay",
               "north demands 3-3 [d1:P1] one-of; north demands 7-7 [d1:P1] one-of; "
               "north demands 3-3 [d2:P1]; north rejects 7-7 [d3:P1]");
}

static void not_any_of_a_list_is_none_of_it(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  not north accepts any of\n    pay 3\n    pay 7\n"
               "claim d2:P1 by envoy\n  not north accepts pay 3\n"
               "claim d3:P1 by envoy\n  north accepts pay 7\n",
               "pay",
               "not north accepts 3-3 [d1:P1 d2:P1]; not north accepts 7-7 [d1:P1] by d3:P1; "
               "north accepts 7-7 [d3:P1]");
}

/* ---- orders ---- */

static void orders_stand_in_the_row_of_the_one_issue_about_order(void **state) {
    (void)state;
    static const char claims[] = "issue steps \"Steps\"\n  topic sequence\n"
                                 "claim d1:P1\n  north demands home before pay\n"
                                 "claim d2:P1\n  north demands home before pay\n"
                                 "claim d3:P1\n  north demands pay before home\n"
                                 "  north demands home back before pay\n";
    expect_row(claims, "steps",
               "north demands [d1:P1 d2:P1]; north demands [d3:P1]; north demands [d3:P1]");
    expect_row(claims, "home", "");
}

static void an_order_of_issues_is_not_one_of_options_that_are_not_stated(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north demands home before pay\n"
               "  north demands home unstated before pay\n"
               "  north demands home with pay\n",
               "home", "north demands [d1:P1]; north demands [d1:P1]; north demands [d1:P1]");
}

static void orders_stand_with_their_first_item_where_two_issues_are_about_order(void **state) {
    (void)state;
    static const char claims[] = "issue steps \"Steps\"\n  topic sequence\n"
                                 "issue phases \"Phases\"\n  topic sequence\n"
                                 "claim d1:P1\n  north demands home back before pay 3\n";
    expect_row(claims, "steps", "");
    expect_row(claims, "home", "north demands [d1:P1]");
    expect_row("claim d1:P1\n  north demands pay after home\n", "pay", "north demands [d1:P1]");
}

/* ---- what stands ---- */

static void a_later_position_supersedes_an_earlier_one_that_it_contradicts(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  north demands pay 7\nclaim d2:P1 by envoy\n  north demands "
               "pay 5\n",
               "pay", "north demands 7-7 [d1:P1] by d2:P1; north demands 5-5 [d2:P1]");
    expect_row("claim d2:P1 by envoy\n  north demands pay 5\nclaim d1:P1 by envoy\n  north rejects "
               "pay 4..6\n",
               "pay", "north demands 5-5 [d2:P1]; north rejects 4-6 [d1:P1] by d2:P1");
}

static void positions_that_leave_room_for_each_other_both_stand(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  north demands pay 7\nclaim d2:P1 by envoy\n  north accepts "
               "pay 6..8\n",
               "pay", "north demands 7-7 [d1:P1]; north accepts 6-8 [d2:P1]");
    expect_row("claim d1:P1 by envoy\n  north rejects pay 7\nclaim d2:P1 by envoy\n  north rejects "
               "pay 6\n",
               "pay", "north rejects 7-7 [d1:P1]; north rejects 6-6 [d2:P1]");
    expect_row("claim d1:P1 by envoy\n  north demands pay 7\nclaim d2:P1 by envoy\n  south demands "
               "pay 1\n",
               "pay", "north demands 7-7 [d1:P1]; south demands 1-1 [d2:P1]");
    expect_row("claim d1:P1 by envoy\n  north demands pay unstated\nclaim d2:P1 by envoy\n  north "
               "rejects pay 0..9\n",
               "pay", "north demands [d1:P1]; north rejects 0-9 [d2:P1]");
}

static void groups_that_are_apart_do_not_contradict(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  north demands home back for men\n"
               "claim d2:P1 by envoy\n  north demands home out for women\n",
               "home", "north demands 2-2 men [d1:P1]; north demands 0-0 women [d2:P1]");
    expect_row("claim d1:P1 by envoy\n  north demands home back\n"
               "claim d2:P1 by envoy\n  north demands home out for women\n",
               "home", "north demands 2-2 [d1:P1] by d2:P1; north demands 0-0 women [d2:P1]");
}

/* "Not for all" leaves open that some may; "not for the men" does not go with "for all". */
static void a_refusal_for_all_leaves_acceptance_for_some_open(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  north rejects home back\n"
               "claim d2:P1 by envoy\n  north accepts home back for women\n",
               "home", "north rejects 2-2 [d1:P1]; north accepts 2-2 women [d2:P1]");
    expect_row("claim d1:P1 by envoy\n  north accepts home back\n"
               "claim d2:P1 by envoy\n  north rejects home back for men\n",
               "home", "north accepts 2-2 [d1:P1] by d2:P1; north rejects 2-2 men [d2:P1]");
}

static void where_dates_do_not_order_two_positions_both_stand_marked(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  north demands pay 7\nclaim d1:P2 by envoy\n  north demands "
               "pay 5\n",
               "pay", "north demands 7-7 [d1:P1] unknown; north demands 5-5 [d1:P2] unknown");
    expect_row(
        "claim d1:P1 by envoy\n  north demands pay 7\nclaim u:P1 by envoy\n  north demands pay 5\n",
        "pay", "north demands 7-7 [d1:P1] unknown; north demands 5-5 [u:P1] unknown");
}

static void what_one_claim_says_twice_over_is_a_wish_and_what_would_do(void **state) {
    (void)state;
    expect_row("claim u:P1 by envoy\n  north prefers pay 3\n  north accepts pay 5\n", "pay",
               "north prefers 3-3 [u:P1]; north accepts 5-5 [u:P1]");
    expect_row(
        "claim d1:P1 by envoy\n  north prefers pay 3\n  north accepts pay 5\n"
        "claim c:P1 by envoy\n  copy of d1:P1\n  north prefers pay 3\n  north accepts pay 5\n",
        "pay", "north prefers 3-3 [d1:P1 c:P1]; north accepts 5-5 [d1:P1 c:P1]");
    /* beside a claim of no known order it is one */
    expect_row("claim u:P1 by envoy\n  north prefers pay 3\n  north accepts pay 5\n"
               "claim d1:P1 by envoy\n  north demands pay 3\n",
               "pay",
               "north prefers 3-3 [u:P1]; north accepts 5-5 [u:P1] unknown; "
               "north demands 3-3 [d1:P1] unknown");
}

static void what_is_said_in_the_same_second_is_not_later(void **state) {
    (void)state;
    expect_row("claim u:P1 by envoy\n  said 2024-01-01T10:00:00Z\n  north demands pay 7\n"
               "claim u:P2 by envoy\n  said 2024-01-01T10:00:00Z\n  north demands pay 5\n",
               "pay", "north demands 7-7 [u:P1] unknown; north demands 5-5 [u:P2] unknown");
    expect_row("claim u:P1 by envoy\n  said 2024-01-01T10:00:00Z\n  north demands pay 7\n"
               "claim u:P2 by envoy\n  said 2024-01-01T10:00:01Z\n  north demands pay 5\n",
               "pay", "north demands 7-7 [u:P1] by u:P2; north demands 5-5 [u:P2]");
}

/* It said 7 on the first and the third day: 5, said between, is over; 7 of the third is not. */
static void what_a_side_returns_to_stands_again(void **state) {
    (void)state;
    expect_row(
        "claim d1:P1 by envoy\n  north demands pay 7\nclaim d2:P1 by envoy\n  north demands pay 5\n"
        "claim d3:P1 by envoy\n  north demands pay 7\n",
        "pay", "north demands 7-7 [d1:P1 d3:P1]; north demands 5-5 [d2:P1] by d1:P1 d3:P1");
    expect_row(
        "claim d1:P1 by envoy\n  north offers pay 7\nclaim d2:P1 by envoy\n  north demands pay 5\n"
        "claim d3:P1 by envoy\n  north demands pay 7\n",
        "pay",
        "north offers 7-7 [d1:P1] by d2:P1; north demands 5-5 [d2:P1] by d3:P1; "
        "north demands 7-7 [d3:P1]");
}

/* That nobody knows when 7 was demanded does not shake that it was offered before 5 was. */
static void an_undated_position_does_not_unsettle_a_dated_one_of_the_same_content(void **state) {
    (void)state;
    expect_row(
        "claim d1:P1 by envoy\n  north offers pay 7\nclaim d2:P1 by envoy\n  north demands pay 5\n"
        "claim u:P1 by envoy\n  north demands pay 7\n",
        "pay",
        "north offers 7-7 [d1:P1] by d2:P1; north demands 5-5 [d2:P1] unknown; "
        "north demands 7-7 [u:P1] unknown");
}

static void the_next_of_several_supersedes(void **state) {
    (void)state;
    expect_row(
        "claim d1:P1 by envoy\n  north demands pay 7\nclaim d3:P1 by envoy\n  north demands pay 4\n"
        "claim d2:P1 by envoy\n  north demands pay 5\n",
        "pay",
        "north demands 7-7 [d1:P1] by d2:P1; north demands 4-4 [d3:P1]; "
        "north demands 5-5 [d2:P1] by d3:P1");
}

/* Somebody unnamed sets aside neither a named speaker's word, nor an unnamed one's by less. */
static void nothing_supersedes_what_is_better_attested(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  north demands pay 7\n"
               "claim d2:P1 by one \"official\" of north\n  north demands pay 5\n",
               "pay", "north demands 7-7 [d1:P1]; north demands 5-5 [d2:P1]");
    expect_row("claim d1:P1 by one \"official\" of north\n  north demands pay 7\n"
               "claim d2:P1 by envoy\n  north demands pay 5\n",
               "pay", "north demands 7-7 [d1:P1] by d2:P1; north demands 5-5 [d2:P1]");
}

static void expect_differs(const char *claims) {
    made one;
    char text[8192];
    (void)snprintf(text, sizeof text, PRELUDE "%s", claims);
    make(&one, truce_str_of(text));
    assert_int_equal(one.m.n_positions, 2);
    assert_false(one.m.positions[0].superseded);
    assert_int_equal(one.m.positions[0].contradicted, 1);
    assert_int_equal(one.m.positions[0].shifted, TRUCE_NONE);
    assert_int_equal(one.m.positions[1].contradicted, TRUCE_NONE);
    assert_false(one.m.positions[0].order_unknown || one.m.positions[1].order_unknown);
    truce_arena_clear(&one.t.arena);
}

/* What others tell of a side neither sets anything aside nor is set aside: reports differ. */
static void reports_of_others_stand_beside_what_is_later_and_what_is_earlier(void **state) {
    (void)state;
    expect_differs("claim d1:P1\n  north demands pay 7\nclaim d2:P1\n  north demands pay 5\n");
    expect_differs("claim d1:P1 by chair\n  north demands pay 7\n"
                   "claim d2:P1 by chair\n  north demands pay 5\n");
    expect_differs("claim d1:P1 by chair\n  north demands pay 7\n"
                   "claim d2:P1 by envoy\n  north demands pay 5\n");
    expect_differs("claim d1:P1 by envoy\n  north demands pay 7\n"
                   "claim d2:P1 by chair\n  north demands pay 5\n");
}

/* Of three reports two are of one day: what is told on the day before and after changes nothing. */
static void reports_of_one_time_are_of_no_known_order_whatever_else_is_told(void **state) {
    (void)state;
    expect_row("claim d1:P1\n  north demands pay 5\nclaim d2:P1\n  north offers pay 5\n"
               "claim d2:P2\n  north demands pay 7\nclaim d3:P1\n  north accepts pay 5\n",
               "pay",
               "north demands 5-5 [d1:P1]; north offers 5-5 [d2:P1] unknown; "
               "north demands 7-7 [d2:P2] unknown; north accepts 5-5 [d3:P1]");
    expect_row("claim d1:P1\n  north demands pay 5\nclaim d2:P2\n  north demands pay 7\n"
               "claim d3:P1\n  north accepts pay 5\n",
               "pay",
               "north demands 5-5 [d1:P1]; north demands 7-7 [d2:P2]; north accepts 5-5 [d3:P1]");
}

/* A conditional acceptance leaves the demand standing that it would replace. */
static void a_conditional_position_supersedes_no_demand(void **state) {
    (void)state;
    expect_row("claim d1:P1 by envoy\n  north demands pay 7\n"
               "claim d2:P1 by envoy\n  north accepts pay 5 if \"a pact\"\n",
               "pay", "north demands 7-7 [d1:P1]; north accepts 5-5 [d2:P1]");
}

/* A claim that is denied is shown and not compared. */
static void what_is_denied_supersedes_nothing(void **state) {
    (void)state;
    expect_row(
        "claim d1:P1 by envoy\n  north demands pay 7\nclaim d2:P1 by envoy\n  north demands pay 5\n"
        "claim d3:P1 by envoy\n  denies d2:P1\n",
        "pay", "north demands 7-7 [d1:P1]; north demands 5-5 [d2:P1]");
}

static void what_is_inferred_is_kept_apart_and_not_compared(void **state) {
    (void)state;
    expect_row(
        "claim d1:P1 by envoy\n  north demands pay 7\nclaim d2:P1 inferred\n  north demands pay 7\n"
        "claim d3:P1 inferred\n  north demands pay 5\n",
        "pay",
        "north demands 7-7 [d1:P1]; north demands 7-7 [d2:P1] inferred; "
        "north demands 5-5 [d3:P1] inferred");
}

/* ---- marks ---- */

static void expect_single(const char *claims, bool single) {
    made one;
    char text[4096];
    (void)snprintf(text, sizeof text, PRELUDE "%s", claims);
    make(&one, truce_str_of(text));
    assert_int_equal(one.m.n_positions, 1);
    assert_int_equal(one.m.positions[0].single_source, single);
    truce_arena_clear(&one.t.arena);
}

static void copies_are_one_witness(void **state) {
    (void)state;
    expect_single("claim d1:P1\n  north demands pay 7\nclaim d1:P2\n  north demands pay 7\n", true);
    expect_single("claim d1:P1\n  north demands pay 7\nclaim d2:P1\n  north demands pay 7\n",
                  false);
    expect_single("claim d1:P1\n  north demands pay 7\nclaim c:P1\n  north demands pay 7\n", true);
    expect_single("claim c:P1\n  north demands pay 7\nclaim d2:P1\n  north demands pay 7\n", false);
    expect_single("source cc \"CC\" press\n  copies c\n"
                  "claim cc:P1\n  north demands pay 7\nclaim d1:P1\n  north demands pay 7\n",
                  true);
}

static void a_claim_that_copies_another_adds_no_witness(void **state) {
    (void)state;
    expect_single("claim d1:P1\n  north demands pay 7\n"
                  "claim d2:P1\n  copy of d1:P1\n  north demands pay 7\n"
                  "claim d3:P1\n  copy of d2:P1\n  north demands pay 7\n",
                  true);
    expect_single("claim d1:P1\n  talks running\n"
                  "claim d2:P1\n  copy of d1:P1\n  north demands pay 7\n"
                  "claim d2:P2\n  north demands pay 7\n",
                  false);
}

static void one_speaker_told_through_one_outlet_is_one_witness(void **state) {
    (void)state;
    expect_single("claim d1:P1 by envoy via daily\n  north demands pay 7\n"
                  "claim d2:P1 by envoy via daily\n  north demands pay 7\n",
                  true);
    expect_single("claim d1:P1 by envoy via daily\n  north demands pay 7\n"
                  "claim d2:P1 by envoy\n  north demands pay 7\n",
                  false);
    expect_single("claim d1:P1 by envoy via daily\n  north demands pay 7\n"
                  "claim d2:P1 by chair via daily\n  north demands pay 7\n",
                  false);
    expect_single("claim d1:P1 by some \"officials\" via daily\n  north demands pay 7\n"
                  "claim d2:P1 by some \"officials\" via daily\n  north demands pay 7\n",
                  false); /* they may be others */
}

static void a_position_is_hedged_or_a_headline_only_when_all_its_claims_are(void **state) {
    (void)state;
    made one;
    make(&one, TRUCE_STR(PRELUDE "claim d1:P1 reportedly\n  north demands pay 1\n"
                                 "  north demands pay 2\n"
                                 "claim d2:P1 reportedly headline\n  north demands pay 1\n"
                                 "claim d3:P1 headline\n  north demands pay 2\n"
                                 "  north demands pay 3\n"));
    const truce_position *const p = one.m.positions;
    assert_true(p[0].hedged && !p[0].headline);
    assert_true(!p[1].hedged && !p[1].headline);
    assert_true(!p[2].hedged && p[2].headline);
    truce_arena_clear(&one.t.arena);
}

/* ---- movement ---- */

/* "before: claims; unknown: claims" of the first movement. */
static void expect_movement(const char *claims, const char *want) {
    made one;
    char text[8192];
    char got[1024];
    size_t n = 0;
    (void)snprintf(text, sizeof text, PRELUDE "%s", claims);
    make(&one, truce_str_of(text));
    assert_true(one.m.n_movements > 0);
    const truce_movement *const mv = &one.m.movements[0];
    const truce_case *const c = &one.t.c;
    n += (size_t)snprintf(got + n, sizeof got - n, "before:");
    for (uint32_t i = 0; i < mv->n_before; i++) {
        const uint32_t claim = one.m.refusals[mv->before[i]].claim;
        n += (size_t)snprintf(got + n, sizeof got - n, " %.*s",
                              TRUCE_STR_ARGS(truce_case_name(c, c->claims[claim].head.name)));
    }
    n += (size_t)snprintf(got + n, sizeof got - n, "; unknown:");
    for (uint32_t i = 0; i < mv->n_unknown; i++) {
        const uint32_t claim = one.m.refusals[mv->unknown[i]].claim;
        n += (size_t)snprintf(got + n, sizeof got - n, " %.*s",
                              TRUCE_STR_ARGS(truce_case_name(c, c->claims[claim].head.name)));
    }
    (void)snprintf(got + n, sizeof got - n, "%s", mv->more ? "; more" : "");
    assert_string_equal(got, want);
    truce_arena_clear(&one.t.arena);
}

static void a_movement_is_from_refusals_that_were_surely_before_it_latest_first(void **state) {
    (void)state;
    expect_movement("claim d1:P1\n  north rejects pay 3\n"
                    "claim d2:P1\n  not north accepts home back\n"
                    "claim d3:P1\n  north softens\n"
                    "claim d4:P1\n  north rejects pay 4\n",
                    "before: d2:P1 d1:P1; unknown:");
}

static void refusals_of_no_known_order_to_a_movement_are_given_as_such(void **state) {
    (void)state;
    expect_movement("claim u:P1\n  north rejects pay 3\n"
                    "claim d1:P1\n  north rejects pay 4\n"
                    "claim d3:P1\n  north softens\n"
                    "claim d3:P2\n  north rejects pay 5\n",
                    "before: d1:P1; unknown: d3:P2 u:P1");
    expect_movement("claim d1:P1\n  north rejects pay 4\nclaim u:P1\n  north softens\n",
                    "before:; unknown: d1:P1");
}

static void a_movement_is_of_its_own_time_before_that_of_its_claim(void **state) {
    (void)state;
    expect_movement("claim d1:P1\n  north rejects pay 3\n"
                    "claim d4:P1\n  north rejects pay 4\n  north softens at 2024-01-02\n",
                    "before: d1:P1; unknown:");
    expect_movement("claim d1:P1\n  north rejects pay 3\n  event meeting at 2024-01-02\n"
                    "claim u:P1\n  north rejects pay 4\n  north softens during meeting\n",
                    "before: d1:P1; unknown: u:P1");
    expect_movement("claim d1:P1\n  north rejects pay 3\n"
                    "claim d4:P1\n  north softens at \"the weekend\"\n",
                    "before: d1:P1; unknown:");
    expect_movement("claim d1:P1\n  north rejects pay 3\n"
                    "claim d4:P1\n  north softens before meeting\n",
                    "before:; unknown: d1:P1");
}

static void a_movement_on_an_issue_is_only_from_refusals_on_it(void **state) {
    (void)state;
    expect_movement("claim d1:P1\n  north rejects pay 3\n"
                    "  not north accepts any of\n    home back\n    pay 9\n"
                    "claim d2:P1\n  north rejects home out\n"
                    "claim d3:P1\n  north softens on home\n",
                    "before: d2:P1 d1:P1; unknown:");
}

static void only_the_same_sides_refusals_and_red_lines_count(void **state) {
    (void)state;
    expect_movement("claim d1:P1\n"
                    "  south rejects pay 3\n"     /* another side */
                    "  north demands pay 9\n"     /* no red line */
                    "  not north rejects pay 1\n" /* no refusal */
                    "  not north demands pay 2\n" /* nor this */
                    "claim d1:P2 inferred\n"
                    "  north rejects pay 8\n" /* our reading */
                    "claim d1:P3\n"
                    "  envoy firmly demands pay 9\n" /* of the side, and a red line */
                    "claim d2:P1\n"
                    "  north softens\n",
                    "before: d1:P3; unknown:");
}

static void no_more_of_each_sort_are_given_than_are_shown_and_it_is_said(void **state) {
    (void)state;
    for (int dated = 0; dated < 2; dated++) {
        for (int n = TRUCE_MOVEMENT_SHOWN; n <= TRUCE_MOVEMENT_SHOWN + 1; n++) {
            made one;
            truce_buffer text = truce_buffer_new();
            truce_buffer_lit(&text, PRELUDE "claim d2:P99\n  north softens\n");
            for (int i = 0; i < n; i++) {
                truce_buffer_printf(&text, "claim %s:P%d\n  north rejects pay 3\n",
                                    dated == 1 ? "d1" : "u", i + 1);
            }
            make(&one, truce_buffer_str(&text));
            truce_buffer_clear(&text);
            const truce_movement *const mv = &one.m.movements[0];
            assert_int_equal(dated == 1 ? mv->n_before : mv->n_unknown, TRUCE_MOVEMENT_SHOWN);
            assert_int_equal(dated == 1 ? mv->n_unknown : mv->n_before, 0);
            assert_int_equal(mv->more, n > TRUCE_MOVEMENT_SHOWN);
            truce_arena_clear(&one.t.arena);
        }
    }
}

/* So that many movements among many refusals stay quick. */
static void a_movement_looks_at_so_many_refusals_and_says_that_there_may_be_more(void **state) {
    (void)state;
    for (int dated = 0; dated < 2; dated++) {
        for (int others = TRUCE_MOVEMENT_SEEN - 1; others <= TRUCE_MOVEMENT_SEEN; others++) {
            made one;
            truce_buffer text = truce_buffer_new();
            truce_buffer_printf(&text, PRELUDE "claim %s:P1\n  north rejects home back\n",
                                dated == 1 ? "d1" : "u");
            for (int i = 0; i < others; i++) {
                truce_buffer_printf(&text, "claim %s:P%d\n  north rejects pay 3\n",
                                    dated == 1 ? "d2" : "d3", i + 1);
            }
            truce_buffer_lit(&text, "claim d3:P9999\n  north softens on home\n");
            make(&one, truce_buffer_str(&text));
            truce_buffer_clear(&text);
            const truce_movement *const mv = &one.m.movements[0];
            const bool reached = others < TRUCE_MOVEMENT_SEEN;
            assert_int_equal(dated == 1 ? mv->n_before : mv->n_unknown, reached);
            assert_int_equal(mv->more, !reached);
            truce_arena_clear(&one.t.arena);
        }
    }
}

static void a_denied_movement_is_none(void **state) {
    (void)state;
    made one;
    make(&one, TRUCE_STR(PRELUDE "claim d1:P1\n  not north softens\n"));
    assert_int_equal(one.m.n_movements, 0);
    truce_arena_clear(&one.t.arena);
}

/* ---- the definition, pair by pair -------------------------------------------------------------
 */

enum { ROUNDS = 6000, ATOMS_MAX = 128, GROUPS = 3 };

/* One line of one statement that takes a position. */
typedef struct atom {
    uint32_t claim;
    const truce_statement *st;
    const truce_demand *demand;
    uint32_t position; /* the atom that is the first of its position */
    /* of the first atom, for its whole position: */
    int way; /* +1 for its options, -1 against them, 0 neither */
    unsigned weight;
    bool conditional;
} atom;

typedef struct oracle {
    const truce_case *c;
    const truce_scope *scope;
    const truce_matrix *m;
    atom atoms[ATOMS_MAX];
    size_t n;
} oracle;

static uint32_t issue_of(const truce_case *c, const truce_item *item) {
    return truce_case_find(c, TRUCE_KIND_ISSUE, item->issue);
}

/* Bit n is option n: rungs by rank, then options off the ladder; or steps of a range of 0..9. */
static uint32_t option_bits(const truce_case *c, const truce_item *item) {
    const truce_issue *const issue = &c->issues[issue_of(c, item)];
    uint32_t bits = 0;
    for (uint32_t i = 0; i < item->n_values; i++) {
        const truce_value *const v = &item->values[i];
        int low = (int)v->low.units;
        int high = (int)v->high.units;
        int top = 9;
        if (v->kind == TRUCE_VALUE_OPTION) {
            const truce_option *const o = &issue->options[v->index];
            low = o->rung ? (int)o->rank : 16 + (int)v->index;
            high = low;
            top = (int)issue->n_rungs - 1;
        }
        low = item->extent == TRUCE_EXTENT_OR_LESS ? 0 : low;
        high = item->extent == TRUCE_EXTENT_OR_MORE ? top : high;
        for (int at = low; at <= high; at++) {
            bits |= 1U << at;
        }
    }
    return bits;
}

/* Bit n is the issue's n-th group; none named is all. */
static uint32_t group_bits(const truce_case *c, const truce_item *item) {
    const truce_issue *const issue = &c->issues[issue_of(c, item)];
    uint32_t bits = 0;
    for (uint32_t i = 0; i < issue->per.n; i++) {
        for (uint32_t k = 0; k < item->groups.n; k++) {
            bits |= item->groups.at[k].symbol == issue->per.at[i].symbol ? 1U << i : 0;
        }
    }
    return item->groups.n > 0 ? bits : (1U << (issue->per.n > 0 ? issue->per.n : 1)) - 1;
}

static bool same_item(const truce_case *c, const truce_item *a, const truce_item *b) {
    return issue_of(c, a) == issue_of(c, b) &&
           (a->extent == TRUCE_EXTENT_BARE) == (b->extent == TRUCE_EXTENT_BARE) &&
           option_bits(c, a) == option_bits(c, b) && group_bits(c, a) == group_bits(c, b);
}

static bool same_condition(const truce_case *c, truce_condition a, truce_condition b) {
    bool same = a.n == b.n;
    for (uint32_t i = 0; i < a.n && same; i++) {
        const truce_part *const l = &a.parts[i];
        const truce_part *const r = &b.parts[i];
        same = l->kind == r->kind && l->denied == r->denied &&
               (l->kind != TRUCE_PART_WORDS || truce_str_equal(l->words, r->words)) &&
               (l->kind != TRUCE_PART_ITEM || same_item(c, &l->item, &r->item));
    }
    return same;
}

static uint32_t atom_actor(const oracle *o, const atom *a) {
    return truce_case_find(o->c, TRUCE_KIND_ACTOR, a->st->subject);
}

static uint32_t atom_side(const oracle *o, const atom *a) {
    return o->c->actors[truce_case_find(o->c, TRUCE_KIND_ACTOR, a->st->subject)].side;
}

static bool atom_inferred(const oracle *o, const atom *a) {
    return (o->c->claims[a->claim].marks & TRUCE_MARK_INFERRED) != 0;
}

/* +1 for the options, -1 against them, 0 neither. */
static int stance_way(const truce_statement *st) {
    switch (st->as.position.stance) {
    case TRUCE_STANCE_REJECTS:
        return st->denied ? 0 : -1;
    case TRUCE_STANCE_DEMANDS:
    case TRUCE_STANCE_INTENDS:
        return st->denied ? 0 : 1;
    default:
        return st->denied ? -1 : 1;
    }
}

static bool is_one_of(const atom *a) {
    return a->st->as.position.list == TRUCE_LIST_ANY && !a->st->denied;
}

static bool is_of_refused_package(const atom *a) {
    return a->st->as.position.list == TRUCE_LIST_ALL && stance_way(a->st) != 1;
}

static bool same_position(const oracle *o, const atom *a, const atom *b) {
    const truce_case *const c = o->c;
    const bool bound =
        is_one_of(a) || is_one_of(b) || is_of_refused_package(a) || is_of_refused_package(b);
    return atom_actor(o, a) == atom_actor(o, b) &&
           a->st->as.position.stance == b->st->as.position.stance &&
           a->st->denied == b->st->denied && atom_inferred(o, a) == atom_inferred(o, b) &&
           (!bound || a->st == b->st) && same_item(c, &a->demand->item, &b->demand->item) &&
           a->demand->order == b->demand->order &&
           (a->demand->order == TRUCE_ORDER_NONE ||
            same_item(c, &a->demand->other, &b->demand->other)) &&
           same_condition(c, a->demand->condition, b->demand->condition) &&
           same_condition(c, a->st->as.position.condition, b->st->as.position.condition);
}

static bool groups_meet(const oracle *o, const atom *a, const atom *b) {
    return (group_bits(o->c, &a->demand->item) & group_bits(o->c, &b->demand->item)) != 0;
}

static bool same_cell(const oracle *o, const atom *a, const atom *b) {
    return atom_actor(o, a) == atom_actor(o, b) &&
           issue_of(o->c, &a->demand->item) == issue_of(o->c, &b->demand->item);
}

/* Of two positions, by their first atoms. */
static bool positions_disagree(const oracle *o, const atom *a, const atom *b) {
    const truce_case *const c = o->c;
    if (a->way == 0 || b->way == 0 || !same_cell(o, a, b)) {
        return false;
    }
    const uint32_t common = option_bits(c, &a->demand->item) & option_bits(c, &b->demand->item);
    if (a->way == 1 && b->way == 1) {
        return common == 0 && groups_meet(o, a, b) && !a->conditional && !b->conditional;
    }
    const atom *const refusal = a->way == -1 ? a : b;
    const atom *const favour = a->way == -1 ? b : a;
    return favour->way == 1 && common != 0 && !refusal->conditional &&
           (group_bits(c, &refusal->demand->item) & ~group_bits(c, &favour->demand->item)) == 0;
}

/* Both ask for something, not for the same, and both can hold. */
static bool positions_shift(const oracle *o, const atom *a, const atom *b) {
    return a->way == 1 && b->way == 1 && same_cell(o, a, b) && !positions_disagree(o, a, b) &&
           option_bits(o->c, &a->demand->item) != option_bits(o->c, &b->demand->item) &&
           groups_meet(o, a, b);
}

static truce_date date_of(const oracle *o, const atom *a) {
    return o->scope->times[a->claim].date;
}

/* Some claim of position b is surely later than every claim of position a. */
static bool surely_later(const oracle *o, size_t b, size_t a) {
    for (size_t k = 0; k < o->n; k++) {
        bool later = o->atoms[k].position == b;
        for (size_t i = 0; i < o->n && later; i++) {
            later = o->atoms[i].position != a ||
                    truce_date_compare(date_of(o, &o->atoms[k]), date_of(o, &o->atoms[i])) ==
                        TRUCE_DATE_AFTER;
        }
        if (later) {
            return true;
        }
    }
    return false;
}

static bool first_of_its_position(const oracle *o, size_t i) {
    return o->atoms[i].position == i;
}

/* Both are the side's own word, and k is no worse attested. */
static bool is_own_after(const oracle *o, size_t k, size_t i) {
    return o->atoms[i].weight > 2 && o->atoms[k].weight >= o->atoms[i].weight;
}

static bool supersedes(const oracle *o, size_t k, size_t i) {
    return first_of_its_position(o, k) && is_own_after(o, k, i) &&
           positions_disagree(o, &o->atoms[i], &o->atoms[k]) && surely_later(o, k, i);
}

static bool contradicts(const oracle *o, size_t k, size_t i) {
    return first_of_its_position(o, k) && !is_own_after(o, k, i) &&
           positions_disagree(o, &o->atoms[i], &o->atoms[k]) && surely_later(o, k, i);
}

static bool follows(const oracle *o, size_t k, size_t i) {
    return first_of_its_position(o, k) && is_own_after(o, k, i) &&
           positions_shift(o, &o->atoms[i], &o->atoms[k]) && surely_later(o, k, i);
}

static bool any(const oracle *o, size_t i, bool (*holds)(const oracle *, size_t, size_t)) {
    for (size_t k = 0; k < o->n; k++) {
        if (holds(o, k, i)) {
            return true;
        }
    }
    return false;
}

/* By a named speaker of the side 4, by an unnamed one 3, by the narrator 2, by others 1. */
static unsigned claim_weight(const oracle *o, const atom *a) {
    const truce_claim *const claim = &o->c->claims[a->claim];
    unsigned weight = claim->n_speakers == 0 ? 2 : 1;
    for (uint32_t i = 0; i < claim->n_speakers; i++) {
        if (truce_side_of(o->c, claim->speakers[i].actor) == atom_side(o, a)) {
            const unsigned here = claim->speakers[i].kind == TRUCE_SPEAKER_NAMED ? 4 : 3;
            weight = here > weight ? here : weight;
        }
    }
    return weight;
}

static bool is_denied(const oracle *o, uint32_t claim) {
    for (uint32_t i = 0; i < o->c->n_claims; i++) {
        for (uint32_t s = 0; s < o->c->claims[i].n_statements; s++) {
            const truce_statement *const st = &o->c->claims[i].statements[s];
            if (st->kind == TRUCE_STATES_DENIAL && !st->denied &&
                truce_case_find(o->c, TRUCE_KIND_CLAIM, st->as.denial.claim) == claim) {
                return true;
            }
        }
    }
    return false;
}

/* Of a claim that states several things a denial does not say which it means. */
static bool is_denied_alone(const oracle *o, uint32_t claim) {
    const truce_claim *const c = &o->c->claims[claim];
    uint32_t things = 0;
    for (uint32_t s = 0; s < c->n_statements; s++) {
        const truce_statement *const st = &c->statements[s];
        const bool each =
            st->kind == TRUCE_STATES_POSITION && st->as.position.list == TRUCE_LIST_EACH;
        things += each ? st->as.position.n : 1;
    }
    return things == 1 && is_denied(o, claim);
}

/* What holds of whole positions, at their first atoms. */
static void weigh_positions(oracle *o) {
    for (size_t i = 0; i < o->n; i++) {
        atom *const first = &o->atoms[o->atoms[i].position];
        const atom *const a = &o->atoms[i];
        const bool open = a->demand->order != TRUCE_ORDER_NONE || a->demand->item.n_values == 0 ||
                          is_one_of(a) || is_of_refused_package(a) || atom_inferred(o, a) ||
                          is_denied_alone(o, a->claim);
        const unsigned weight = claim_weight(o, a);
        first->way = open ? first->way : stance_way(a->st);
        first->weight = weight > first->weight ? weight : first->weight;
        first->conditional = a->demand->condition.n > 0 || a->st->as.position.condition.n > 0;
    }
}

static void collect_atoms(oracle *o) {
    for (uint32_t i = 0; i < o->c->n_claims; i++) {
        for (uint32_t s = 0; s < o->c->claims[i].n_statements; s++) {
            const truce_statement *const st = &o->c->claims[i].statements[s];
            if (st->kind != TRUCE_STATES_POSITION ||
                truce_case_find(o->c, TRUCE_KIND_ACTOR, st->subject) == TRUCE_NONE) {
                continue;
            }
            for (uint32_t d = 0; d < st->as.position.n; d++) {
                assert_true(o->n < ATOMS_MAX);
                atom *const a = &o->atoms[o->n];
                *a = (atom){.claim = i,
                            .st = st,
                            .demand = &st->as.position.demands[d],
                            .position = (uint32_t)o->n};
                for (size_t k = 0; k < o->n; k++) {
                    if (same_position(o, &o->atoms[k], a)) {
                        a->position = o->atoms[k].position;
                        break;
                    }
                }
                o->n++;
            }
        }
    }
}

static uint32_t first_source(const truce_case *c, uint32_t claim) {
    uint32_t at = claim;
    for (uint32_t next = at; next != TRUCE_NONE;) {
        at = next;
        next = truce_case_find(c, TRUCE_KIND_CLAIM, c->claims[at].copy_of);
    }
    uint32_t source = truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[at].source);
    for (uint32_t next = source; next != TRUCE_NONE;) {
        source = next;
        next = truce_case_find(c, TRUCE_KIND_SOURCE, c->sources[source].copies);
    }
    return source;
}

/* Who speaks through which outlet, as a number; 0 when not one named speaker through one. */
static uint64_t telling(const truce_case *c, uint32_t claim) {
    uint32_t at = claim;
    for (uint32_t next = at; next != TRUCE_NONE;) {
        at = next;
        next = truce_case_find(c, TRUCE_KIND_CLAIM, c->claims[at].copy_of);
    }
    const truce_claim *const cl = &c->claims[at];
    const bool one =
        cl->n_speakers == 1 && cl->speakers[0].kind == TRUCE_SPEAKER_NAMED && cl->via.symbol != 0;
    return one ? (uint64_t)cl->speakers[0].actor.symbol << 32 | cl->via.symbol : 0;
}

static uint32_t original(const truce_case *c, uint32_t claim) {
    uint32_t at = claim;
    for (uint32_t next = at; next != TRUCE_NONE;) {
        at = next;
        next = truce_case_find(c, TRUCE_KIND_CLAIM, c->claims[at].copy_of);
    }
    return at;
}

/* Whether one claim alone, or copies of it, states both positions: a wish and what would do. */
static bool of_one_claim(const oracle *o, size_t i, size_t k) {
    const uint32_t claim = original(o->c, o->atoms[i].claim);
    for (size_t a = 0; a < o->n; a++) {
        if ((o->atoms[a].position == i || o->atoms[a].position == k) &&
            original(o->c, o->atoms[a].claim) != claim) {
            return false;
        }
    }
    return true;
}

/* Everything about one position but what supersedes it. */
static void expect_position(const oracle *o, size_t i, const truce_position *p) {
    const truce_case *const c = o->c;
    const atom *const a = &o->atoms[i];
    uint32_t n = 0;
    uint32_t firm = 0;
    uint32_t flexible = 0;
    uint32_t denied = 0;
    unsigned hands = 0;
    bool hedged = true;
    bool headline = true;
    bool undated = false;
    bool one_source = true;
    bool one_telling = telling(c, a->claim) != 0;
    bool same_actor = true;
    for (size_t k = 0; k < o->n; k++) {
        const atom *const b = &o->atoms[k];
        if (b->position != i) {
            continue;
        }
        const truce_claim *const claim = &c->claims[b->claim];
        assert_true(n < p->n_evidence);
        assert_int_equal(p->evidence[n].claim, b->claim);
        assert_ptr_equal(p->evidence[n].demand, b->demand);
        assert_ptr_equal(p->evidence[n].statement, b->st);
        assert_int_equal(p->evidence[n].denied_by != TRUCE_NONE, is_denied(o, b->claim));
        denied += is_denied_alone(o, b->claim);
        const uint32_t package = p->evidence[n].package;
        assert_int_equal(package != TRUCE_NONE, b->st->as.position.list == TRUCE_LIST_ALL);
        assert_true(package == TRUCE_NONE || o->m->packages[package].statement == b->st);
        n++;
        firm += b->st->as.position.firmness == TRUCE_FIRMNESS_FIRM;
        flexible += b->st->as.position.firmness == TRUCE_FIRMNESS_FLEXIBLE;
        hands |= 1U << truce_claim_hand(c, claim, atom_side(o, a));
        hedged = hedged && (claim->marks & TRUCE_MARK_REPORTEDLY) != 0;
        headline = headline && (claim->marks & TRUCE_MARK_HEADLINE) != 0;
        undated = undated || (date_of(o, b).marks & TRUCE_DATE_GIVEN) == 0;
        one_source = one_source && first_source(c, b->claim) == first_source(c, a->claim);
        one_telling = one_telling && telling(c, b->claim) == telling(c, a->claim);
        same_actor = same_actor && b->st->subject.symbol == a->st->subject.symbol;
    }
    assert_int_equal(p->n_evidence, n);
    assert_int_equal(p->n_firm, firm);
    assert_int_equal(p->n_flexible, flexible);
    assert_int_equal(p->n_denied, denied);
    assert_int_equal(p->weight, a->weight);
    assert_int_equal(p->conditional, a->conditional);
    assert_int_equal(p->hands, hands);
    assert_int_equal(p->hedged, hedged);
    assert_int_equal(p->headline, headline);
    assert_int_equal(p->undated, undated);
    assert_int_equal(p->single_source, one_source || one_telling);
    assert_int_equal(p->actor, same_actor ? truce_case_find(c, TRUCE_KIND_ACTOR, a->st->subject)
                                          : atom_side(o, a));
    assert_int_equal(p->side, atom_side(o, a));
    assert_int_equal(p->stance, a->st->as.position.stance);
    assert_int_equal(p->denied, a->st->denied);
    assert_int_equal(p->inferred, atom_inferred(o, a));
    assert_int_equal(p->one_of, is_one_of(a));
    assert_int_equal(p->direction == TRUCE_DIRECTION_FOR       ? 1
                     : p->direction == TRUCE_DIRECTION_AGAINST ? -1
                                                               : 0,
                     a->way);
}

static size_t atom_of(const oracle *o, const truce_position *p) {
    size_t i = 0;
    while (i < o->n && (o->atoms[i].demand != p->demand || o->atoms[i].st != p->statement)) {
        i++;
    }
    assert_true(i < o->n);
    assert_true(first_of_its_position(o, i));
    return i;
}

typedef struct tally {
    size_t superseded, unknown, grouped, shifted, contradicted;
} tally;

/* The position named for a relation is one that has it, and there is one exactly when any has. */
static bool expect_named(const oracle *o, size_t i, uint32_t named_one,
                         bool (*holds)(const oracle *, size_t, size_t)) {
    const bool there = any(o, i, holds);
    assert_int_equal(named_one != TRUCE_NONE, there);
    assert_true(!there || holds(o, atom_of(o, &o->m->positions[named_one]), i));
    return there;
}

static void expect_standing(const oracle *o, size_t i, const truce_position *p, tally *seen) {
    bool unknown = false;
    const bool over = expect_named(o, i, p->by, supersedes);
    assert_int_equal(p->superseded, over);
    if (over) {
        assert_int_equal(p->shifted, TRUCE_NONE);
        assert_int_equal(p->contradicted, TRUCE_NONE);
        assert_false(p->order_unknown);
        seen->superseded++;
        return;
    }
    for (size_t k = 0; k < o->n; k++) {
        unknown =
            unknown || (first_of_its_position(o, k) && !any(o, k, supersedes) &&
                        positions_disagree(o, &o->atoms[i], &o->atoms[k]) &&
                        !of_one_claim(o, i, k) && !surely_later(o, i, k) && !surely_later(o, k, i));
    }
    assert_int_equal(p->order_unknown, unknown);
    seen->contradicted += expect_named(o, i, p->contradicted, contradicts);
    seen->shifted += expect_named(o, i, p->shifted, follows);
    seen->unknown += unknown;
    seen->grouped += p->n_evidence > 1;
}

static void expect_dates(const oracle *o, size_t i, const truce_position *p) {
    bool dated = false;
    int64_t first = INT64_MAX;
    int64_t last = INT64_MIN;
    for (size_t k = 0; k < o->n; k++) {
        const truce_date date = date_of(o, &o->atoms[k]);
        if (o->atoms[k].position == i && (date.marks & TRUCE_DATE_GIVEN) != 0) {
            dated = true;
            first = date.first < first ? date.first : first;
            last = date.first > last ? date.first : last;
        }
    }
    assert_int_equal((p->first.marks & TRUCE_DATE_GIVEN) != 0, dated);
    assert_int_equal((p->last.marks & TRUCE_DATE_GIVEN) != 0, dated);
    assert_true(!dated || (p->first.first == first && p->last.first == last));
    assert_true(!dated || o->scope->times[p->evidence[p->newest].claim].date.first == last);
    assert_true(!dated || o->scope->times[p->evidence[p->oldest].claim].date.first == first);
}

/* Sorted by issue, column, side and first claim; each position once. */
static void expect_rows(const oracle *o) {
    const truce_matrix *const m = o->m;
    size_t positions = 0;
    uint32_t n_orders = 0;
    uint32_t order_row = 0;
    for (uint32_t i = 0; i < o->c->n_issues; i++) {
        n_orders += o->c->issues[i].topic == TRUCE_TOPIC_SEQUENCE;
        order_row = o->c->issues[i].topic == TRUCE_TOPIC_SEQUENCE ? i : order_row;
    }
    for (size_t i = 0; i < o->n; i++) {
        positions += first_of_its_position(o, i);
    }
    assert_int_equal(m->n_positions, positions);
    assert_int_equal(m->rows[0], 0);
    assert_int_equal(m->rows[o->c->n_issues], m->n_positions);
    for (uint32_t issue = 0; issue < o->c->n_issues; issue++) {
        for (uint32_t i = m->rows[issue]; i < m->rows[issue + 1]; i++) {
            const truce_position *const p = &m->positions[i];
            assert_int_equal(p->issue, issue);
            assert_int_equal(p->issue, p->demand->order != TRUCE_ORDER_NONE && n_orders == 1
                                           ? order_row
                                           : issue_of(o->c, &p->demand->item));
            if (i > m->rows[issue]) {
                const truce_position *const q = &m->positions[i - 1];
                assert_true(q->column < p->column ||
                            (q->column == p->column &&
                             (q->side < p->side ||
                              (q->side == p->side &&
                               (q->actor < p->actor ||
                                (q->actor == p->actor && atom_of(o, q) < atom_of(o, p)))))));
            }
        }
    }
}

/* Its own date, else that of the one event of the case if it is during it, else its claim's. */
static truce_date movement_date(const oracle *o, const truce_movement *mv) {
    const truce_times own = mv->statement->times;
    truce_date of_event = {0};
    if (own.n == 0 ||
        (own.at[0].kind == TRUCE_TIME_AT && (own.at[0].when.date.marks & TRUCE_DATE_GIVEN) == 0)) {
        return o->scope->times[mv->claim].date;
    }
    if (own.at[0].kind == TRUCE_TIME_AT) {
        return own.at[0].when.date;
    }
    for (uint32_t i = 0; i < o->c->n_claims; i++) {
        for (uint32_t s = 0; s < o->c->claims[i].n_statements; s++) {
            const truce_statement *const st = &o->c->claims[i].statements[s];
            if (st->kind != TRUCE_STATES_EVENT || st->denied || st->times.n == 0) {
                continue;
            }
            const truce_date date = st->times.at[0].when.date;
            if ((of_event.marks & TRUCE_DATE_GIVEN) == 0) {
                of_event = date;
            }
            of_event.first = date.first < of_event.first ? date.first : of_event.first;
            of_event.last = date.last > of_event.last ? date.last : of_event.last;
            of_event.marks |= date.marks;
        }
    }
    return (of_event.marks & TRUCE_DATE_GIVEN) != 0 ? of_event : o->scope->times[mv->claim].date;
}

/* Every refusal of the side about the issue is before, of unknown order, or surely after. */
static void expect_movements(const oracle *o) {
    const truce_matrix *const m = o->m;
    for (uint32_t i = 0; i < m->n_movements; i++) {
        const truce_movement *const mv = &m->movements[i];
        const truce_date date = movement_date(o, mv);
        uint32_t n_before = 0;
        uint32_t n_unknown = 0;
        for (uint32_t k = 0; k < m->n_refusals; k++) {
            const truce_refusal *const r = &m->refusals[k];
            bool about = mv->issue == TRUCE_NONE;
            for (uint32_t d = 0; d < r->statement->as.position.n; d++) {
                about = about ||
                        issue_of(o->c, &r->statement->as.position.demands[d].item) == mv->issue;
            }
            if (r->side == mv->side && about) {
                const truce_date_relation way = truce_date_compare(r->date, date);
                n_before += way == TRUCE_DATE_BEFORE;
                n_unknown += way != TRUCE_DATE_BEFORE && way != TRUCE_DATE_AFTER;
            }
        }
        for (uint32_t k = 0; k < mv->n_before; k++) {
            assert_int_equal(truce_date_compare(m->refusals[mv->before[k]].date, date),
                             TRUCE_DATE_BEFORE);
            assert_true(k == 0 || m->refusals[mv->before[k]].date.last <=
                                      m->refusals[mv->before[k - 1]].date.last);
        }
        assert_true(mv->more ? mv->n_before <= n_before && mv->n_unknown <= n_unknown
                             : mv->n_before == n_before && mv->n_unknown == n_unknown);
        assert_true(n_before + n_unknown > TRUCE_MOVEMENT_SHOWN || !mv->more);
    }
}

/* What is a refusal, said once more: against, or a red line; not our own reading. */
static void expect_refusals(const oracle *o) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->c->n_claims; i++) {
        for (uint32_t s = 0; s < o->c->claims[i].n_statements; s++) {
            const truce_statement *const st = &o->c->claims[i].statements[s];
            if (st->kind == TRUCE_STATES_POSITION &&
                truce_case_find(o->c, TRUCE_KIND_ACTOR, st->subject) != TRUCE_NONE &&
                (o->c->claims[i].marks & TRUCE_MARK_INFERRED) == 0 &&
                (stance_way(st) == -1 ||
                 (!st->denied && st->as.position.firmness == TRUCE_FIRMNESS_FIRM))) {
                assert_true(n < o->m->n_refusals);
                assert_ptr_equal(o->m->refusals[n++].statement, st);
            }
        }
    }
    assert_int_equal(o->m->n_refusals, n);
}

/* ---- random cases ---- */

#define PICK(seed, words) ((words)[below((seed), sizeof(words) / sizeof *(words))])

static void random_item(uint64_t *seed, truce_buffer *out) {
    static const char *const ladder[] = {"r0",         "r1",       "r2",          "r3",
                                         "aside",      "r1 or r2", "r2 or aside", "r1 or more",
                                         "r2 or less", "r3 or r0", "unstated",    "r0 or more"};
    static const char *const pay[] = {"0",         "3",         "9",        "2..5",     "3 or 7..9",
                                      "5 or more", "4 or less", "unstated", "2 or 3..5"};
    static const char *const groups[] = {
        " for g0", " for g1", " for g2", " for g1, g0", " for g2, g1", " for g0, g2, g1",
        "",        "",        ""};
    if (percent(seed, 60)) {
        truce_buffer_printf(out, "ladder %s%s", PICK(seed, ladder), PICK(seed, groups));
    } else {
        truce_buffer_printf(out, "pay %s", PICK(seed, pay));
    }
}

static void random_demand(uint64_t *seed, truce_buffer *out) {
    static const char *const conditions[] = {" if unstated",
                                             " if \"x\"",
                                             " if \"y\" and unstated",
                                             " if not ladder r1 for g1, g2",
                                             " if ladder r1 for g2, g1",
                                             " if ladder r1 for g1, g2",
                                             " if pay 3..5"};
    static const char *const orders[] = {" before ", " after ", " with "};
    if (percent(seed, 10)) {
        truce_buffer_lit(out, "ladder before pay");
        return;
    }
    random_item(seed, out);
    if (percent(seed, 5)) {
        truce_buffer_printf(out, "%s", PICK(seed, orders));
        random_item(seed, out);
    }
    if (percent(seed, 10)) {
        truce_buffer_printf(out, "%s", PICK(seed, conditions));
    }
}

static void random_statement(uint64_t *seed, truce_buffer *out) {
    static const char *const actors[] = {"north", "north", "north",  "south",
                                         "envoy", "board", "someone"};
    static const char *const stances[] = {"demands", "prefers", "offers",  "accepts",
                                          "rejects", "rejects", "accepts", "intends"};
    static const char *const lists[] = {"all of", "any of", "each of"};
    static const char *const moves[] = {"softens",
                                        "hardens",
                                        "softens on pay",
                                        "hardens on ladder",
                                        "softens at 2024-01-02",
                                        "softens on pay at 2024-01-01/2024-01-03",
                                        "softens at \"soon\"",
                                        "softens during meeting"};
    truce_buffer_printf(out, "  %s%s ", percent(seed, 15) ? "not " : "", PICK(seed, actors));
    if (percent(seed, 15)) {
        truce_buffer_printf(out, "%s\n", PICK(seed, moves));
        return;
    }
    truce_buffer_printf(out, "%s%s ",
                        percent(seed, 15)   ? "firmly "
                        : percent(seed, 10) ? "flexibly "
                                            : "",
                        PICK(seed, stances));
    if (percent(seed, 80)) {
        random_demand(seed, out);
        truce_buffer_byte(out, '\n');
        return;
    }
    truce_buffer_printf(out, "%s%s\n", PICK(seed, lists), percent(seed, 10) ? " if \"z\"" : "");
    for (size_t n = 1 + below(seed, 3); n > 0; n--) {
        truce_buffer_lit(out, "    ");
        random_demand(seed, out);
        truce_buffer_byte(out, '\n');
    }
}

static void random_case(uint64_t *seed, truce_buffer *out) {
    static const char *const dates[] = {
        "2024-01-01",  "2024-01-02",    "2024-01-03",    "2024-01-04",  "2024-01-01",
        "2024-01-02",  "2024-01-03",    "2024-01-04",    "2024-01",     "2024-01-02/2024-01-03",
        "2024-01-03~", "2024-01-02/..", "../2024-01-02", "2024-01-02/", "/2024-01-03",
        "2024"};
    static const char *const speakers[] = {" by north",
                                           " by north and south",
                                           " by envoy",
                                           " by south",
                                           " by chair",
                                           " by one \"official\"",
                                           " by one \"official\" of north",
                                           " by south and envoy",
                                           " by envoy via daily",
                                           " by chair via daily"};
    static const char *const marks[] = {" reportedly", " headline", " inferred",
                                        " reportedly headline"};
    const size_t n_sources = 1 + below(seed, 4);
    truce_buffer_lit(out, "truce 1\ncase random \"Random\"\nparty north \"North\"\n"
                          "party south \"South\"\nactor board \"Board\"\n"
                          "person envoy \"Envoy\" of north\nperson chair \"Chair\" of board\n"
                          "outlet daily \"Daily\"\nreader r \"R\"\n"
                          "event meeting \"Meeting\" round\n"
                          "group g0 \"0\"\ngroup g1 \"1\"\ngroup g2 \"2\"\n"
                          "issue ladder \"Ladder\"\n  per g0, g1, g2\n  rung r0\n  rung r1\n"
                          "  option aside\n  rung r2\n  rung r3\n"
                          "issue pay \"Pay\"\n  range 0..9 step 1 percent\n");
    for (size_t n = below(seed, 3); n > 0; n--) {
        truce_buffer_printf(out, "issue steps-%zu \"Steps\"\n  topic sequence\n", n);
    }
    for (size_t i = 0; i < n_sources; i++) {
        truce_buffer_printf(out, "source s%zu \"S\" %s\n", i,
                            percent(seed, 8) ? "memoir" : "press");
        if (percent(seed, 60)) {
            truce_buffer_printf(out, "  published %s\n", PICK(seed, dates));
        }
        if (i > 0 && percent(seed, 30)) {
            truce_buffer_printf(out, "  copies s%zu\n", below(seed, i));
        }
        if (percent(seed, 20)) {
            truce_buffer_printf(out, "dating guess-%zu of s%zu %s by r\n", i, i, PICK(seed, dates));
        }
    }
    const size_t n_claims = 1 + below(seed, 14);
    for (size_t i = 1, source = 0, before = 0; i <= n_claims; i++, before = source) {
        source = below(seed, n_sources);
        truce_buffer_printf(out, "claim s%zu:P%zu%s%s\n", source, i,
                            percent(seed, 85) ? PICK(seed, speakers) : "",
                            percent(seed, 25) ? PICK(seed, marks) : "");
        if (percent(seed, 80)) {
            truce_buffer_printf(out, "  said %s\n", PICK(seed, dates));
        }
        if (i > 1 && percent(seed, 8)) {
            truce_buffer_printf(out, "  %snorth denies s%zu:P%zu\n",
                                percent(seed, 20) ? "not " : "", before, i - 1);
        }
        if (i > 1 && percent(seed, 15)) {
            truce_buffer_printf(out, "  copy of s%zu:P%zu\n", before, i - 1);
        }
        for (size_t n = 1 + below(seed, 3); n > 0; n--) {
            if (percent(seed, 8)) {
                truce_buffer_printf(out, "  event meeting at %s\n", PICK(seed, dates));
            }
            random_statement(seed, out);
        }
    }
}

static void expect_definition(uint64_t round, tally *seen) {
    uint64_t seed = round;
    made one;
    truce_buffer text = truce_buffer_new();
    random_case(&seed, &text);
    make(&one, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    oracle o = {.c = &one.t.c, .scope = &one.scope, .m = &one.m};
    collect_atoms(&o);
    weigh_positions(&o);
    expect_rows(&o);
    for (uint32_t i = 0; i < one.m.n_positions; i++) {
        const truce_position *const p = &one.m.positions[i];
        const size_t a = atom_of(&o, p);
        expect_position(&o, a, p);
        expect_dates(&o, a, p);
        expect_standing(&o, a, p, seen);
    }
    expect_refusals(&o);
    expect_movements(&o);
    assert_false(one.m.partly_compared);
    truce_arena_clear(&one.t.arena);
}

static void random_matrices_are_what_the_definition_says(void **state) {
    (void)state;
    tally seen = {0};
    for (uint64_t round = 0; round < ROUNDS; round++) {
        expect_definition(round, &seen);
    }
    assert_true(seen.contradicted > ROUNDS / 8);
    assert_true(seen.superseded > ROUNDS / 16);
    assert_true(seen.unknown > ROUNDS / 2);
    assert_true(seen.grouped > ROUNDS / 8);
    assert_true(seen.shifted > ROUNDS / 20);
}

/* ---- limits and failures ----------------------------------------------------------------------
 */

static void a_matrix_has_at_most_32_parties(void **state) {
    (void)state;
    for (int parties = TRUCE_MATRIX_PARTIES_MAX; parties <= TRUCE_MATRIX_PARTIES_MAX + 1;
         parties++) {
        told t;
        truce_scope scope;
        truce_matrix m = {.n_positions = 77};
        truce_error err = {.message = ""};
        truce_buffer text = truce_buffer_new();
        truce_buffer_lit(&text, "truce 1\ncase many \"Many\"\n");
        for (int i = 0; i < parties; i++) {
            truce_buffer_printf(&text, "party p%d \"P\"\n", i);
        }
        tell(&t, truce_buffer_str(&text));
        truce_buffer_clear(&text);
        scope_all(&t, &scope);
        const truce_status status = truce_matrix_make(&scope, &t.arena, &m, &err);
        assert_int_equal(status, parties > TRUCE_MATRIX_PARTIES_MAX ? TRUCE_ELIMIT : TRUCE_OK);
        assert_int_equal(m.n_positions, parties > TRUCE_MATRIX_PARTIES_MAX ? 77 : 0);
        truce_arena_clear(&t.arena);
    }
}

/* `contents` numbers demanded on the first day, then one on the second that contradicts all. */
static void make_full_cell(made *one, int contents) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE "issue big \"Big\"\n  range 0..9999 step 1 units\n");
    for (int i = 0; i < contents; i++) {
        truce_buffer_printf(&text, "claim d1:P%d by envoy\n  north demands big %d\n", i + 1, i);
    }
    truce_buffer_lit(&text, "claim d2:P1 by envoy\n  north demands big 9999\n");
    make(one, truce_buffer_str(&text));
    truce_buffer_clear(&text);
}

static void up_to_512_contents_are_compared_and_no_more(void **state) {
    (void)state;
    made one;
    make_full_cell(&one, TRUCE_CELL_COMPARED_MAX - 1);
    assert_false(one.m.partly_compared);
    assert_int_equal(one.m.n_positions, TRUCE_CELL_COMPARED_MAX);
    for (uint32_t i = 0; i + 1 < one.m.n_positions; i++) {
        assert_true(one.m.positions[i].superseded);
        assert_int_equal(one.m.positions[i].by, one.m.n_positions - 1);
    }
    truce_arena_clear(&one.t.arena);
    make_full_cell(&one, TRUCE_CELL_COMPARED_MAX);
    assert_true(one.m.partly_compared);
    assert_int_equal(one.m.n_positions, TRUCE_CELL_COMPARED_MAX + 1);
    for (uint32_t i = 0; i + 1 < one.m.n_positions; i++) {
        assert_false(one.m.positions[i].superseded);
        assert_true(one.m.positions[i].order_unknown);
    }
    assert_false(one.m.positions[one.m.n_positions - 1].order_unknown); /* not compared */
    truce_arena_clear(&one.t.arena);
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    uint64_t seed = 7;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE);
    truce_buffer_lit(&text, "group w0 \"W\"\nissue wide \"Wide\"\n  per w0");
    for (int i = 1; i < 20; i++) {
        truce_buffer_printf(&text, ", w%d", i);
    }
    truce_buffer_lit(&text, "\n  rung r0\n");
    for (int i = 1; i < 20; i++) {
        truce_buffer_printf(&text, "group w%d \"W\"\n", i);
    }
    for (int i = 0; i < 400; i++) {
        truce_buffer_printf(&text,
                            "claim d%zu:P%d\n  north rejects pay %zu if \"%d\"\n  north softens\n"
                            "  south demands all of\n    pay %zu\n    home back\n"
                            "  south rejects wide r0 for w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, "
                            "w10, w11, w12, w13, w14, w15, w16, w17\n",
                            1 + below(&seed, 4), i + 1, below(&seed, 10), i % 50, below(&seed, 10));
    }
    tell(&t, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    scope_all(&t, &scope);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_matrix m = {.n_positions = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_matrix_make(&scope, &arena, &m, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            truce_arena_clear(&arena);
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                break;
            }
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(m.n_positions, 77);
        }
        assert_true(allowed > 5);
    }
    truce_arena_clear(&t.arena);
}

static void run_one(uint64_t round) {
    uint64_t seed = round;
    truce_buffer text = truce_buffer_new();
    random_case(&seed, &text);
    print_message("%.*s\n", (int)text.size, text.data);
    truce_buffer_clear(&text);
}

static uint64_t one_round;

static void the_one_round_asked_for_is_what_the_definition_says(void **state) {
    (void)state;
    tally seen = {0};
    run_one(one_round);
    expect_definition(one_round, &seen);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_without_positions_has_empty_rows_for_every_party),
        cmocka_unit_test(claims_that_state_the_same_thing_are_one_position),
        cmocka_unit_test(the_same_options_said_in_another_way_are_the_same_thing),
        cmocka_unit_test(groups_in_any_order_are_the_same_and_all_of_them_are_all),
        cmocka_unit_test(another_condition_group_option_stance_or_denial_is_another_position),
        cmocka_unit_test(the_same_condition_is_the_same_whether_of_a_line_or_again),
        cmocka_unit_test(what_a_member_holds_stands_in_the_sides_column_under_its_name),
        cmocka_unit_test(parties_come_first_and_others_share_the_last_column),
        cmocka_unit_test(someone_stands_in_no_column),
        cmocka_unit_test(all_of_a_list_is_one_package_and_each_line_a_position),
        cmocka_unit_test(a_refused_package_contradicts_none_of_its_parts),
        cmocka_unit_test(a_refused_package_is_apart_from_refusals_of_its_parts),
        cmocka_unit_test(each_of_a_list_is_a_position_of_its_own),
        cmocka_unit_test(one_of_any_is_enough_so_it_contradicts_nothing),
        cmocka_unit_test(not_any_of_a_list_is_none_of_it),
        cmocka_unit_test(orders_stand_in_the_row_of_the_one_issue_about_order),
        cmocka_unit_test(an_order_of_issues_is_not_one_of_options_that_are_not_stated),
        cmocka_unit_test(orders_stand_with_their_first_item_where_two_issues_are_about_order),
        cmocka_unit_test(a_later_position_supersedes_an_earlier_one_that_it_contradicts),
        cmocka_unit_test(positions_that_leave_room_for_each_other_both_stand),
        cmocka_unit_test(groups_that_are_apart_do_not_contradict),
        cmocka_unit_test(a_refusal_for_all_leaves_acceptance_for_some_open),
        cmocka_unit_test(where_dates_do_not_order_two_positions_both_stand_marked),
        cmocka_unit_test(what_one_claim_says_twice_over_is_a_wish_and_what_would_do),
        cmocka_unit_test(what_is_said_in_the_same_second_is_not_later),
        cmocka_unit_test(what_a_side_returns_to_stands_again),
        cmocka_unit_test(an_undated_position_does_not_unsettle_a_dated_one_of_the_same_content),
        cmocka_unit_test(the_next_of_several_supersedes),
        cmocka_unit_test(nothing_supersedes_what_is_better_attested),
        cmocka_unit_test(reports_of_others_stand_beside_what_is_later_and_what_is_earlier),
        cmocka_unit_test(reports_of_one_time_are_of_no_known_order_whatever_else_is_told),
        cmocka_unit_test(a_conditional_position_supersedes_no_demand),
        cmocka_unit_test(what_is_denied_supersedes_nothing),
        cmocka_unit_test(what_is_inferred_is_kept_apart_and_not_compared),
        cmocka_unit_test(copies_are_one_witness),
        cmocka_unit_test(a_claim_that_copies_another_adds_no_witness),
        cmocka_unit_test(one_speaker_told_through_one_outlet_is_one_witness),
        cmocka_unit_test(a_position_is_hedged_or_a_headline_only_when_all_its_claims_are),
        cmocka_unit_test(a_movement_is_from_refusals_that_were_surely_before_it_latest_first),
        cmocka_unit_test(refusals_of_no_known_order_to_a_movement_are_given_as_such),
        cmocka_unit_test(a_movement_is_of_its_own_time_before_that_of_its_claim),
        cmocka_unit_test(a_movement_on_an_issue_is_only_from_refusals_on_it),
        cmocka_unit_test(only_the_same_sides_refusals_and_red_lines_count),
        cmocka_unit_test(no_more_of_each_sort_are_given_than_are_shown_and_it_is_said),
        cmocka_unit_test(a_movement_looks_at_so_many_refusals_and_says_that_there_may_be_more),
        cmocka_unit_test(a_denied_movement_is_none),
        cmocka_unit_test(random_matrices_are_what_the_definition_says),
        cmocka_unit_test(a_matrix_has_at_most_32_parties),
        cmocka_unit_test(up_to_512_contents_are_compared_and_no_more),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    const struct CMUnitTest one[] = {
        cmocka_unit_test(the_one_round_asked_for_is_what_the_definition_says),
    };
    if (argc > 1) {
        one_round = strtoull(argv[1], NULL, 10);
        return cmocka_run_group_tests(one, NULL, NULL);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
