/* What does not match: small cases for each rule and its limits; states of the talks against the
 * definition, pair by pair, on cases from a seed; then memory that runs out anywhere. */
#include "truce/evidence/accounts.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "support/told.h"
#include "truce/base/buffer.h"
#include "truce/case/words.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase accounts \"Accounts\"\nparty a \"A\"\nparty b \"B\"\nperson pa \"PA\" of a\n"   \
    "person pb \"PB\" of b\nactor us \"US\"\nactor un \"UN\"\nmediator board \"Board\"\n"          \
    "group men \"Men\"\ngroup women \"Women\"\noutlet wire \"Wire\"\n"                             \
    "source s \"S\" press\nsource t \"T\" press\n  published 2031-02-01\n"                         \
    "source u \"U\" press\n  published 2031-03-01\nsource copy \"Copy\" press\n  copies s\n"       \
    "event e \"E\" other\nevent leaves \"Leaves\" leave by a\n"                                    \
    "offer o \"O\" by a to b\noffer o2 \"O2\" by b to a\nterm w \"W\"\n"                           \
    "issue home \"Home\"\n  per men, women\n  rung none\n  rung back\n"                            \
    "issue pay \"Pay\"\n  range 1..9 step 1 percent\n"

static void make(told *t, const char *text, truce_scope *scope, truce_matrix *m,
                 truce_accounts *a) {
    truce_error err = {.message = ""};
    tell(t, truce_str_of(text));
    scope_all(t, scope);
    assert_int_equal(truce_matrix_make(scope, &t->arena, m, &err), TRUCE_OK);
    assert_int_equal(truce_accounts_make(m, &t->arena, a, &err), TRUCE_OK);
}

/* "kind id(claim claim) ..." in order. */
static void describe(const told *t, const truce_accounts *a, char *text, size_t size) {
    size_t n = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < a->n; i++) {
        const truce_account_row *const row = &a->at[i];
        n += (size_t)snprintf(text + n, size - n, "%s%.*s %.*s(", i > 0 ? ", " : "",
                              TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_ACCOUNT, row->kind)),
                              TRUCE_STR_ARGS(row->id));
        for (uint32_t k = 0; k < row->n_claims; k++) {
            const truce_str claim = truce_case_name(&t->c, t->c.claims[row->claims[k]].head.name);
            n += (size_t)snprintf(text + n, size - n, "%s%.*s", k > 0 ? " " : "",
                                  TRUCE_STR_ARGS(claim));
        }
        n += (size_t)snprintf(text + n, size - n, ")");
    }
}

static void expect(const char *text, const char *want) {
    told t;
    truce_scope scope;
    truce_matrix m;
    truce_accounts a;
    char got[2048];
    make(&t, text, &scope, &m, &a);
    describe(&t, &a, got, sizeof got);
    assert_string_equal(got, want);
    truce_arena_clear(&t.arena);
}

/* ---- custody ---- */

static void a_stage_that_is_claimed_and_denied_is_one_row_for_the_offer(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  offer o issued by a\n  offer o conveyed by un to b\n"
                   "claim s:P2 by pb\n  not offer o received by b\n"
                   "claim t:P1 by pb\n  not offer o received by b\n",
           "fact offer-o(s:P1 s:P2 t:P1)");
}

static void stages_at_other_recipients_do_not_meet(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  offer o received by a\n"
                   "claim s:P2 by pb\n  not offer o received by b\n",
           "");
}

static void that_none_at_all_came_meets_named_offers_of_no_later_time(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pb\n  not offer any received by b\n"
                   "claim t:P2 by pa\n  offer o reviewed by b\n"
                   "claim u:P1 by pa\n  offer o2 reviewed by b\n",
           "fact offer-any(t:P1 t:P2)");
}

static void later_stages_are_denied_each_for_itself(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  offer o received by b\n"
                   "claim s:P2 by pb\n  not offer o accepted by b\n  not offer o withdrawn by a\n",
           "");
    expect(PRELUDE "claim s:P1 by pa\n  offer o accepted by b\n"
                   "claim s:P2 by pb\n  not offer o accepted by b\n"
                   "claim s:P3 by pb\n  offer o2 rejected by a\n"
                   "claim s:P4 by pa\n  offer o2 accepted by a\n",
           "fact offer-o(s:P1 s:P2), fact offer-o2(s:P3 s:P4)");
}

static void one_witness_against_itself_is_self(void **state) {
    (void)state;
    expect(PRELUDE
           "claim s:P1 by pa\n  offer o issued\nclaim copy:P2 by pa\n  not offer o issued\n",
           "self offer-o(s:P1 copy:P2)");
    expect(PRELUDE
           "claim s:P1 by pa via wire\n  event e\nclaim t:P1 by pa via wire\n  not event e\n",
           "self event-e(s:P1 t:P1)");
}

/* ---- fact ---- */

static void events_ties_and_claims_that_are_denied_are_fact(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  event e by b\nclaim s:P2 by pb\n  not event e by b\n"
                   "claim s:P3 by pb\n  not event e by us\n",
           "fact event-e(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  us has leverage over b \"x\"\n"
                   "claim s:P2 by pb\n  not us has leverage over b\n",
           "fact tie-us(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  says \"x\"\nclaim s:P2 by pb\n  denies s:P1\n",
           "fact denies-s:P1(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  count w 12\nclaim s:P2 by pb\n  count w 13.0\n"
                   "claim s:P3 by pb\n  count w 12.0\n",
           "fact count-w(s:P1 s:P2 s:P3)");
}

static void a_tie_first_denied_and_later_claimed_is_time(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pa\n  not us is host\nclaim u:P1 by pb\n  us is host\n",
           "time tie-us(t:P1 u:P1)");
}

static void dates_of_one_event_that_exclude_each_other_are_time(void **state) {
    (void)state;
    expect(PRELUDE
           "claim s:P1 by pa\n  event e at 2031-01\nclaim s:P2 by pb\n  event e at 2031-01-05\n",
           "");
    expect(PRELUDE
           "claim s:P1 by pa\n  event e at 2031-01\nclaim s:P2 by pb\n  event e at 2031-02-05\n",
           "time when-e(s:P1 s:P2)");
}

static void other_doers_in_one_report_are_self_and_between_reports_fact(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1\n  event e by us, un\nclaim s:P2\n  event e by us\n",
           "self by-e-s(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1\n  event e by us, un\nclaim t:P2\n  event e by us\n", "");
    expect(PRELUDE "claim s:P1\n  event e by us\nclaim t:P2\n  event e by un\n",
           "fact by-e(s:P1 t:P2)");
    expect(PRELUDE "claim s:P1\n  us accuses a \"x\"\n  un accuses a \"x\"\n"
                   "claim s:P2\n  us accuses a \"x\"\n",
           "self accuses-a-s(s:P1 s:P2)");
    /* the two of one report are its own affair; what another tells of is not told by the first */
    expect(PRELUDE "claim s:P1\n  event e by a\nclaim s:P2\n  event e by b\n"
                   "claim t:P1\n  event e by b, us\n",
           "fact by-e(s:P1 s:P2 t:P1), self by-e-s(s:P1 s:P2)");
}

static void narratives_differ_between_voices(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1\n  a explains e \"x\"\nclaim s:P2\n  b explains e \"y\"\n",
           "fact why-e(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1\n  a explains e \"x\"\nclaim s:P2\n  a explains e \"y\"\n"
                   "claim s:P3\n  b explains e \"x\"\n",
           "fact why-e(s:P1 s:P2 s:P3)");
    expect(PRELUDE "claim s:P1\n  a explains e \"x\"\nclaim s:P2\n  b explains e \"x\"\n", "");
}

/* ---- states ---- */

static void a_side_that_left_and_takes_part_is_state(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pb\n  event leaves at \"Sunday\"\n"
                   "claim s:P2 by pa\n  a participates after leaves\n",
           "state presence-a(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pb\n  event leaves\n"
                   "claim s:P2 by pa\n  a participates before leaves\n",
           "");
    expect(PRELUDE "claim t:P1 by pb\n  a withdraws\nclaim u:P1 by pa\n  a participates\n", "");
}

static void running_and_a_party_that_left_is_state_but_not_a_mediator(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pb\n  talks running\nclaim s:P2 by pa\n  a withdraws\n",
           "state contact-s(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pb\n  talks running\nclaim s:P2 by pa\n  us withdraws\n", "");
}

static void a_state_without_a_date_meets_the_latest_of_any_source_and_no_older_one(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1\n  published 2031-01-05\n  talks running\n"
                   "claim t:P2\n  published 2031-03-05\n  talks broken\n"
                   "claim s:P1 by pa\n  talks running\n",
           "state contact-t(t:P2 s:P1)");
    expect(PRELUDE "claim t:P1\n  published 2031-01-05\n  talks broken\n"
                   "claim t:P2\n  published 2031-03-05\n  talks running\n"
                   "claim s:P1 by pa\n  talks running\n",
           "");
    expect(PRELUDE "claim t:P2\n  published 2031-03-05\n  talks broken\n"
                   "claim s:P1 by pa\n  talks running at \"Sunday\"\n",
           "");
}

/* Whom the only row asks: "us; any of un board". */
static void expect_asked(const char *text, const char *want) {
    told t;
    truce_scope scope;
    truce_matrix m;
    truce_accounts a;
    char got[256] = "";
    size_t n = 0;
    make(&t, text, &scope, &m, &a);
    assert_int_equal(a.n_clashes, 1);
    const truce_account_row *const row = &a.at[0];
    for (uint32_t i = 0; i < row->n_who; i++) {
        n += (size_t)snprintf(
            got + n, sizeof got - n, "%s%s%.*s", i > 0 ? " " : "",
            i + row->n_any == row->n_who ? "any of " : "",
            TRUCE_STR_ARGS(truce_case_name(&t.c, t.c.actors[row->who[i]].head.name)));
    }
    assert_string_equal(got, want);
    truce_arena_clear(&t.arena);
}

static void a_mediator_who_speaks_in_the_row_is_asked_before_any_of_the_others(void **state) {
    (void)state;
    expect_asked(PRELUDE "claim s:P1 by pa\n  event e by b\nclaim s:P2 by pb\n  not event e by b\n",
                 "any of board");
    expect_asked(PRELUDE "claim t:P9\n  un is mediator\n"
                         "claim s:P1 by un\n  event e by b\nclaim s:P2 by pb\n  not event e by b\n",
                 "un any of board");
    expect_asked(PRELUDE
                 "claim t:P9\n  un is mediator\n"
                 "claim s:P1 by un\n  event e by b\nclaim s:P2 by board\n  not event e by b\n",
                 "un board");
    expect_asked(PRELUDE "claim s:P1 by un\n  event e by b\nclaim s:P2 by pb\n  not event e by b\n",
                 "any of board"); /* nobody calls it a mediator */
}

static void hours_of_one_day_overlap_and_copies_come_along(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pa\n  published 2031-01-05T06:00:00Z\n  talks running\n"
                   "claim u:P1 by pb\n  published 2031-01-05T18:00:00Z\n  talks broken\n"
                   "claim u:P2 by pb\n  published 2031-01-09\n  copy of u:P1\n  talks broken\n",
           "state contact-t(t:P1 u:P1 u:P2)");
}

/* ---- positions ---- */

static void positions_that_differ_in_groups_are_scope(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pb\n  a rejects home back\n"
                   "claim s:P2 by us\n  a accepts home back for women\n",
           "scope scope-a-home(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pb\n  a rejects home back for men\n"
                   "claim s:P2 by us\n  a accepts home back for women\n",
           "");
}

static void positions_of_other_times_are_time_and_of_one_time_fact(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pa\n  a demands pay 6\nclaim u:P1 by pa\n  a demands pay 5\n",
           "time time-a-pay(t:P1 u:P1)");
    expect(PRELUDE "claim t:P1 by us\n  a rejects pay 6\nclaim t:P2 by pb\n  a accepts pay 6\n",
           "fact fact-a-pay(t:P1 t:P2)");
    expect(PRELUDE "claim s:P1 by us\n  a rejects pay 6\nclaim t:P2 by pb\n  a accepts pay 6\n",
           "time time-a-pay(s:P1 t:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  a demands pay 6 or more\n  a accepts pay 5 or more\n", "");
}

/* One promise, told by several of overlapping days: no date tells that it is movement, and none
 * that it is not. */
static void one_report_of_one_time_is_fact_and_dates_that_may_overlap_are_not(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by us\n  said 2031-01-18\n  a accepts pay 6\n"
                   "claim s:P2 by un\n  said 2031-01-16/2031-01-17\n  a accepts pay 6\n"
                   "claim t:P1 by pb\n  said 2031-01-17\n  a offers pay 5\n",
           "time time-a-pay(s:P1 s:P2 t:P1)");
    expect(PRELUDE "claim t:P1 by us\n  said 2031-01-17\n  a accepts pay 6\n"
                   "claim t:P2 by pb\n  said 2031-01-17\n  a offers pay 5\n",
           "fact fact-a-pay(t:P1 t:P2)");
    expect(PRELUDE "claim t:P1 by us\n  said 2031-01\n  a accepts pay 6\n"
                   "claim t:P2 by pb\n  said 2031-01-17\n  a offers pay 5\n",
           "time time-a-pay(t:P1 t:P2)");
    /* undated, in one report; and beside a date in it */
    expect(PRELUDE "claim s:P1 by us\n  a demands pay 6\nclaim s:P2 by pb\n  a demands pay 5\n",
           "fact fact-a-pay(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by us\n  a demands pay 6\n"
                   "claim s:P2 by pb\n  said 2031-01-17\n  a demands pay 5\n",
           "time time-a-pay(s:P1 s:P2)");
}

static void an_option_off_the_ladder_excludes_no_rung(void **state) {
    (void)state;
    expect(PRELUDE "issue way \"Way\"\n  rung low\n  rung high\n  option fair\n"
                   "claim t:P1 by us\n  a demands way fair\n"
                   "claim t:P2 by pb\n  a demands way low\n",
           "scope scope-a-way(t:P1 t:P2)");
    expect(PRELUDE "issue way \"Way\"\n  rung low\n  rung high\n  option fair\n"
                   "claim t:P1 by us\n  a demands way fair\n"
                   "claim t:P2 by pb\n  a rejects way fair\n",
           "fact fact-a-way(t:P1 t:P2)");
    /* where there is no ladder, options are one or the other */
    expect(PRELUDE "issue who \"Who\"\n  option us-runs\n  option un-runs\n"
                   "claim t:P1 by us\n  a demands who us-runs\n"
                   "claim t:P2 by pb\n  a demands who un-runs\n",
           "fact fact-a-who(t:P1 t:P2)");
}

static void voices_of_one_side_that_differ_at_one_time_are_self(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pa\n  a demands pay 6\n"
                   "claim t:P2 by one \"official\" of a\n  a rejects pay 6\n",
           "self self-a-pay(t:P1 t:P2)");
    /* one of them passed on by another side is hearsay */
    expect(PRELUDE "claim t:P1 by pa\n  a demands pay 6\n"
                   "claim t:P2 by one \"official\" of a via us\n  a demands pay 5\n",
           "fact fact-a-pay(t:P1 t:P2)");
    /* one voice holds both at once */
    expect(PRELUDE "claim t:P1 by pa\n  a demands pay 6\nclaim t:P2 by pa\n  a accepts pay 5\n",
           "");
}

static void voices_of_one_time_stand_apart_from_movement_and_scope_does_not(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pa\n  a demands pay 6\n"
                   "claim t:P2 by one \"official\" of a\n  a demands pay 5\n"
                   "claim u:P1 by pa\n  a demands pay 4\n",
           "time time-a-pay(t:P1 t:P2 u:P1), self self-a-pay(t:P1 t:P2)");
    expect(PRELUDE "claim t:P1 by pa\n  a demands pay 6\n"
                   "claim t:P2 by one \"official\" of a\n  a demands pay 6..7\n"
                   "claim u:P1 by pa\n  a demands pay 4\n",
           "time time-a-pay(t:P1 t:P2 u:P1)");
}

static void firm_against_softens_is_time(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pa\n  a firmly demands pay 6\nclaim u:P1 by us\n  a softens\n",
           "time softens-a(t:P1 u:P1)");
    expect(PRELUDE "claim t:P1 by pa\n  a rejects pay 6\nclaim u:P1 by us\n  a softens\n", "");
    expect(PRELUDE "claim t:P1 by pa\n  a rejects pay 6\nclaim u:P1 by us\n  a softens on pay\n",
           "time softens-a-pay(t:P1 u:P1)");
}

/* ---- blame, rank, roles, words ---- */

static void blame_on_several_sides_is_one_row(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  blames b\nclaim s:P2 by pb\n  blames pa \"x\"\n"
                   "claim s:P3 by us\n  accuses b\n",
           "blame blame(s:P1 s:P2 s:P3)");
    expect(PRELUDE "claim s:P1 by pa\n  blames b\nclaim s:P2 by us\n  blames pb\n", "");
}

/* Who is said not to be to blame stands with those who blame him, and by himself is no dispute. */
static void a_denial_of_blame_answers_the_blame(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  blames pb\nclaim s:P2 by us\n  not blames pb\n",
           "blame blame(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  accuses b\nclaim s:P2 by us\n  not blames b\n",
           "blame blame(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  not blames b\nclaim s:P2 by us\n  not blames b\n", "");
}

static void what_matters_most_is_ranked_for_each_addressee(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  home matters most\nclaim s:P2 by pb\n  pay matters most\n"
                   "claim t:P1\n  pay matters much\nclaim s:P3\n  home matters much\n"
                   "claim s:P4\n  home matters most to a\nclaim s:P5\n  pay matters most to b\n",
           "rank rank(s:P1 s:P2 t:P1)");
}

static void rosters_and_capacities_are_roles(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1\n  us is mediator\nclaim t:P1\n  un is mediator\n",
           "role mediators(s:P1 t:P1)");
    expect(PRELUDE "claim s:P1\n  us is mediator\nclaim t:P1\n  us has alliance with a\n"
                   "claim t:P2\n  un has alliance with a\n",
           "role mediator-us(s:P1 t:P1)");
    expect(PRELUDE "claim s:P1\n  board has alliance with a\n", "role mediator-board(s:P1)");
}

static void rival_words_need_two_voices(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  term w as \"x\"\nclaim s:P2 by pb\n  term w as \"y\"\n",
           "term term-w(s:P1 s:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  term w as \"x\"\nclaim s:P2 by pa\n  term w as \"y\"\n",
           "");
    expect(PRELUDE "claim s:P1 by pa\n  a demands home back as \"x\"\n"
                   "claim s:P2 by pb\n  b rejects home back as \"y\"\n",
           "term word-home-back(s:P1 s:P2)");
}

static void our_own_reading_is_not_compared(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa inferred\n  event e\nclaim s:P2 by pb\n  not event e\n", "");
}

/* ---- declared ---- */

static void a_declared_account_covers_what_lies_within_it(void **state) {
    (void)state;
    expect(PRELUDE "claim s:P1 by pa\n  event e\nclaim s:P2 by pb\n  not event e\n"
                   "claim s:P3 by us\n  says \"x\"\n"
                   "account both \"Both\" time between s:P1, s:P2, s:P3\n",
           "time both(s:P1 s:P2 s:P3)");
    expect(PRELUDE "claim s:P1 by pa\n  event e\nclaim s:P2 by pb\n  not event e\n"
                   "claim t:P2 by pb\n  copy of s:P2\n  not event e\n"
                   "account both \"Both\" none between s:P1, s:P2\n",
           "none both(s:P1 s:P2 t:P2)");
    expect(PRELUDE "claim s:P1 by pa\n  event e\nclaim s:P2 by pb\n  not event e\n"
                   "claim s:P3 by us\n  says \"x\"\n"
                   "account half \"Half\" state between s:P1, s:P3\n",
           "fact event-e(s:P1 s:P2), state half(s:P1 s:P3)");
}

static void what_is_looked_at_is_no_clash(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_matrix m;
    truce_accounts a;
    make(&t,
         PRELUDE "claim s:P1 by pa\n  event e\nclaim s:P2 by pb\n  not event e\n"
                 "account both \"Both\" none between s:P1, s:P2\n",
         &scope, &m, &a);
    assert_int_equal(a.n, 1);
    assert_int_equal(a.n_clashes, 0);
    assert_int_equal(a.at[0].rule, TRUCE_RULE_EVENT);
    assert_int_equal(a.at[0].declared, 0);
    truce_arena_clear(&t.arena);
}

static void two_rows_do_not_share_a_name(void **state) {
    (void)state;
    expect(PRELUDE "claim t:P1 by pa\n  published 2031-01-05\n  talks running\n"
                   "claim t:P2 by pb\n  published 2031-01-05\n  talks broken\n"
                   "claim t:P3 by pa\n  published 2031-02-05\n  talks running\n"
                   "claim t:P4 by pb\n  published 2031-02-05\n  talks broken\n",
           "state contact-t(t:P1 t:P2), state contact-t-2(t:P3 t:P4)");
}

/* ---- states, against the definition ---- */

enum { ITEMS_MAX = 24 };

typedef struct drawn {
    unsigned state, source, when; /* when: 0 none, 1 words, 2 own date, 3 during, 4 before */
    bool denied;
    unsigned words, event;
    int published; /* day, or 0 */
    int from, to;  /* own date */
} drawn;

static const char *const states[] = {"running", "broken", "ended", "deadlocked", "close", "slow"};

static bool exclude(const drawn *x, const drawn *y) {
    if (x->denied || y->denied) {
        return x->denied != y->denied && x->state == y->state;
    }
    const unsigned low = x->state < y->state ? x->state : y->state;
    const unsigned high = x->state < y->state ? y->state : x->state;
    return (low == 0 && (high == 1 || high == 2)) || (low == 3 && high == 4);
}

static bool is_dated(const drawn *d) {
    return d->when == 2 || (d->when == 0 && d->published > 0);
}

/* The definition: of one time by date; or of one place, where a date is missing. */
static bool overlap(const drawn *x, const drawn *y) {
    if (is_dated(x) && is_dated(y)) {
        const int xf = x->when == 2 ? x->from : x->published;
        const int xt = x->when == 2 ? x->to : x->published;
        const int yf = y->when == 2 ? y->from : y->published;
        const int yt = y->when == 2 ? y->to : y->published;
        return xf <= yt && yf <= xt;
    }
    if (x->when == 2 || y->when == 2) {
        return false;
    }
    const unsigned xp = x->when < 3 ? 0 : x->when;
    const unsigned yp = y->when < 3 ? 0 : y->when;
    if (xp != yp || (xp != 3 && x->source != y->source) || (xp != 0 && x->event != y->event)) {
        return false;
    }
    return x->words == 0 || y->words == 0 || x->words == y->words;
}

/* Or both may stand now: of the latest date, or of a time that nobody tells. */
static bool may_stand(const drawn *all, size_t n, const drawn *d) {
    int latest = 0;
    for (size_t i = 0; i < n; i++) {
        const int from = all[i].when == 2 ? all[i].from : all[i].published;
        latest = is_dated(&all[i]) && from > latest ? from : latest;
    }
    return is_dated(d) ? (d->when == 2 ? d->to : d->published) >= latest : d->when == 0;
}

static bool is_old(const drawn *all, size_t n, size_t i) {
    bool old = false;
    for (size_t k = 0; k < n; k++) {
        old = old || (exclude(&all[i], &all[k]) && overlap(&all[i], &all[k]));
    }
    return old;
}

/* With what may stand now and clashes in no other way; else with what does, unless that is said in
 * a row already. */
static bool clashes_now(const drawn *all, size_t n, size_t i) {
    bool fresh = false;
    bool older = false;
    bool in_row = false;
    for (size_t k = 0; k < n; k++) {
        const bool stands = may_stand(all, n, &all[k]);
        const bool old = is_old(all, n, k);
        fresh = fresh || (stands && !old && exclude(&all[i], &all[k]));
        older = older || (stands && old && exclude(&all[i], &all[k]));
        in_row = in_row ||
                 (stands && old && all[k].state == all[i].state && all[k].denied == all[i].denied);
    }
    return may_stand(all, n, &all[i]) && (fresh || (older && !in_row));
}

static void draw(drawn *d, uint64_t *seed) {
    *d = (drawn){.state = (unsigned)below(seed, 6),
                 .source = (unsigned)below(seed, 2),
                 .when = (unsigned)below(seed, 5),
                 .denied = percent(seed, 20),
                 .event = (unsigned)below(seed, 2),
                 .published = percent(seed, 50) ? 1 + (int)below(seed, 6) : 0,
                 .from = 1 + (int)below(seed, 6)};
    d->to = d->from + (int)below(seed, 3);
    d->words =
        d->when == 1 || (d->when > 2 && percent(seed, 40)) ? 1 + (unsigned)below(seed, 2) : 0;
}

static void write_item(truce_buffer *text, const drawn *d, size_t i) {
    truce_buffer_printf(text, "claim x%u:P%zu by some \"people\"\n", d->source, i + 1);
    if (d->published > 0) {
        truce_buffer_printf(text, "  published 2031-01-%02d\n", d->published);
    }
    truce_buffer_printf(text, "  %stalks %s", d->denied ? "not " : "", states[d->state]);
    if (d->when == 2) {
        truce_buffer_printf(text, " at 2031-01-%02d/2031-01-%02d", d->from, d->to);
    }
    if (d->words > 0) {
        truce_buffer_printf(text, " at \"w%u\"", d->words);
    }
    if (d->when > 2) {
        truce_buffer_printf(text, " %s e%u", d->when == 3 ? "during" : "before", d->event);
    }
    truce_buffer_byte(text, '\n');
}

static uint32_t row_with(const truce_accounts *a, uint32_t claim) {
    for (uint32_t r = 0; r < a->n; r++) {
        for (uint32_t i = 0; i < a->at[r].n_claims; i++) {
            if (a->at[r].claims[i] == claim) {
                return r;
            }
        }
    }
    return TRUCE_NONE;
}

static void states_clash_exactly_where_the_definition_has_it(void **state) {
    (void)state;
    unsigned clashes = 0;
    for (uint64_t round = 0; round < 400; round++) {
        uint64_t seed = round;
        drawn all[ITEMS_MAX];
        told t;
        truce_scope scope;
        truce_matrix m;
        truce_accounts a;
        truce_buffer text = truce_buffer_new();
        const size_t n = 2 + below(&seed, ITEMS_MAX - 2);
        truce_buffer_lit(&text, "truce 1\nsource x0 \"X\" press\nsource x1 \"X\" press\n"
                                "event e0 \"E\" other\nevent e1 \"E\" other\n");
        for (size_t i = 0; i < n; i++) {
            draw(&all[i], &seed);
            write_item(&text, &all[i], i);
        }
        truce_buffer_byte(&text, '\0');
        make(&t, text.data, &scope, &m, &a);
        for (size_t i = 0; i < n; i++) {
            bool clash = false;
            const uint32_t row = row_with(&a, (uint32_t)i);
            for (size_t k = 0; k < n; k++) {
                if (exclude(&all[i], &all[k]) && overlap(&all[i], &all[k])) {
                    clash = true;
                    if (row_with(&a, (uint32_t)k) != row) {
                        fail_msg("seed %u: claims %zu and %zu in two rows\n%s", (unsigned)round, i,
                                 k, text.data);
                    }
                }
            }
            clash = clash || clashes_now(all, n, i);
            if (clash != (row != TRUCE_NONE)) {
                fail_msg("seed %u: claim %zu\n%s", (unsigned)round, i, text.data);
            }
            clashes += clash;
        }
        truce_buffer_clear(&text);
        truce_arena_clear(&t.arena);
    }
    assert_true(clashes > 500);
}

/* ---- memory ---- */

static void write_much(truce_buffer *text) {
    truce_buffer_lit(text, PRELUDE);
    for (int i = 0; i < 60; i++) {
        truce_buffer_printf(
            text,
            "claim s:P%d.x%d by p%c\n  %sevent e by us\n  %soffer o received by b\n"
            "  talks %s\n  %c blames %c \"x%d\"\n  home matters most\n  %c demands pay %d as "
            "\"w%d\"\n"
            "  term w as \"w%d\"\n  count w %d\n  us is mediator\n  us has alliance with a\n"
            "  a softens on pay\n  explains e \"x%d\"\n  a withdraws\n  event leaves\n"
            "  %sus is host\n  event e at 2031-01-%02d\n",
            i / 2 + 1, i, "ab"[i % 2], i % 2 == 0 ? "not " : "", i % 3 == 0 ? "not " : "",
            i % 2 == 0 ? "running deadlocked" : "broken close", "ab"[i % 2], "ba"[i % 2], i % 4,
            "ab"[i % 2], 1 + i % 9, i % 5, i % 7, i % 3, i % 6, i % 2 == 0 ? "not " : "",
            1 + i % 28);
    }
    truce_buffer_lit(text, "claim t:P1\n  denies s:P1.x0\n"
                           "account d \"D\" none between s:P1.x0, s:P1.x1\n");
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_matrix m;
    truce_error err;
    truce_buffer text = truce_buffer_new();
    write_much(&text);
    tell(&t, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    scope_all(&t, &scope);
    assert_int_equal(truce_matrix_make(&scope, &t.arena, &m, &err), TRUCE_OK);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_accounts a = {.n = 77};
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_accounts_make(&m, &arena, &a, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                assert_true(a.n > 10);
                truce_arena_clear(&arena);
                break;
            }
            truce_arena_clear(&arena);
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(a.n, 77);
        }
        assert_true(allowed > 3);
    }
    truce_arena_clear(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stage_that_is_claimed_and_denied_is_one_row_for_the_offer),
        cmocka_unit_test(stages_at_other_recipients_do_not_meet),
        cmocka_unit_test(that_none_at_all_came_meets_named_offers_of_no_later_time),
        cmocka_unit_test(later_stages_are_denied_each_for_itself),
        cmocka_unit_test(one_witness_against_itself_is_self),
        cmocka_unit_test(events_ties_and_claims_that_are_denied_are_fact),
        cmocka_unit_test(a_tie_first_denied_and_later_claimed_is_time),
        cmocka_unit_test(dates_of_one_event_that_exclude_each_other_are_time),
        cmocka_unit_test(other_doers_in_one_report_are_self_and_between_reports_fact),
        cmocka_unit_test(narratives_differ_between_voices),
        cmocka_unit_test(a_side_that_left_and_takes_part_is_state),
        cmocka_unit_test(running_and_a_party_that_left_is_state_but_not_a_mediator),
        cmocka_unit_test(a_state_without_a_date_meets_the_latest_of_any_source_and_no_older_one),
        cmocka_unit_test(a_mediator_who_speaks_in_the_row_is_asked_before_any_of_the_others),
        cmocka_unit_test(hours_of_one_day_overlap_and_copies_come_along),
        cmocka_unit_test(positions_that_differ_in_groups_are_scope),
        cmocka_unit_test(positions_of_other_times_are_time_and_of_one_time_fact),
        cmocka_unit_test(one_report_of_one_time_is_fact_and_dates_that_may_overlap_are_not),
        cmocka_unit_test(an_option_off_the_ladder_excludes_no_rung),
        cmocka_unit_test(voices_of_one_side_that_differ_at_one_time_are_self),
        cmocka_unit_test(voices_of_one_time_stand_apart_from_movement_and_scope_does_not),
        cmocka_unit_test(firm_against_softens_is_time),
        cmocka_unit_test(blame_on_several_sides_is_one_row),
        cmocka_unit_test(a_denial_of_blame_answers_the_blame),
        cmocka_unit_test(what_matters_most_is_ranked_for_each_addressee),
        cmocka_unit_test(rosters_and_capacities_are_roles),
        cmocka_unit_test(rival_words_need_two_voices),
        cmocka_unit_test(our_own_reading_is_not_compared),
        cmocka_unit_test(a_declared_account_covers_what_lies_within_it),
        cmocka_unit_test(what_is_looked_at_is_no_clash),
        cmocka_unit_test(two_rows_do_not_share_a_name),
        cmocka_unit_test(states_clash_exactly_where_the_definition_has_it),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
