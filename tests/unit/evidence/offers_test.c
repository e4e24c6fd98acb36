/* Offers: stages claimed, denied and unproven; what is said of any offer; terms; questions with
 * those who could tell; alarms. Then memory that runs out. */
#include "truce/evidence/offers.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase paper \"Paper\"\nparty a \"A\"\nparty b \"B\"\nparty c \"C\"\n"                 \
    "person pb \"P\" of b\nactor m \"M\"\nactor n \"N\"\nmediator chair \"Chair\"\n"               \
    "group go-betweens \"Go-betweens\"\ngroup men \"Men\"\ngroup women \"Women\"\n"                \
    "source s \"S\" press\nsource d1 \"D\" press\n  published 2031-01-10\n"                        \
    "source d2 \"D\" press\n  published 2031-02-10\n"                                              \
    "issue pay \"Pay\"\n  rung low\n  rung mid\n  rung high\n"                                     \
    "issue home \"Home\"\n  per men, women\n  rung out\n  rung back\n"

typedef struct made {
    told t;
    truce_scope scope;
    truce_offers o;
} made;

static void make(made *one, const char *text) {
    truce_error err = {.message = ""};
    char all[8192];
    (void)snprintf(all, sizeof all, PRELUDE "%s", text);
    tell(&one->t, truce_str_of(all));
    scope_all(&one->t, &one->scope);
    assert_int_equal(truce_offers_make(&one->scope, &one->t.arena, &one->o, &err), TRUCE_OK);
}

static size_t put(char *text, size_t size, size_t n, truce_str s) {
    return n + (size_t)snprintf(text + n, size - n, "%.*s", TRUCE_STR_ARGS(s));
}

/* "a* m! b n?": its maker, a carrier, its recipient or a teller, a mediator. */
static size_t put_whom(const truce_case *c, const truce_whom *whom, uint32_t n_whom, char *text,
                       size_t size, size_t n) {
    static const char *const marks[] = {"", "*", "!", "", "^", "+", "?"};
    for (uint32_t w = 0; w < n_whom; w++) {
        n += (size_t)snprintf(text + n, size - n, " ");
        n = put(text, size, n, truce_case_name(c, c->actors[whom[w].actor].head.name));
        n += (size_t)snprintf(text + n, size - n, "%s", marks[whom[w].why]);
    }
    return n;
}

/* "delivery b denied: m! n; answer ...": ! is named as carrier. */
static void describe_questions(const made *one, const truce_offer_file *f, char *text,
                               size_t size) {
    static const char *const kinds[] = {"delivery", "answer", "terms"};
    const truce_case *const c = &one->t.c;
    size_t n = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < f->n_questions; i++) {
        const truce_offer_question *const q = &f->questions[i];
        n += (size_t)snprintf(text + n, size - n, "%s%s", i > 0 ? "; " : "", kinds[q->kind]);
        if (q->recipient != TRUCE_NONE) {
            n += (size_t)snprintf(text + n, size - n, " ");
            n = put(text, size, n, truce_case_name(c, c->actors[q->recipient].head.name));
        }
        n += (size_t)snprintf(text + n, size - n, "%s:", q->denied ? " denied" : "");
        n = put_whom(c, q->whom, q->n_whom, text, size, n);
    }
}

static void expect_questions(const char *text, const char *want) {
    made one;
    char got[1024];
    make(&one, text);
    describe_questions(&one, &one.o.at[0], got, sizeof got);
    assert_string_equal(got, want);
    truce_arena_clear(&one.t.arena);
}

static void expect_alarms(const char *text, const char *want) {
    static const char *const kinds[] = {"carriers", "terms", "replaced", "order"};
    made one;
    char got[1024] = "";
    size_t n = 0;
    make(&one, text);
    const truce_offer_file *const f = &one.o.at[0];
    for (uint32_t i = 0; i < f->n_alarms; i++) {
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s", i > 0 ? "; " : "",
                              kinds[f->alarms[i].kind]);
        for (uint32_t k = 0; k < f->alarms[i].n_claims; k++) {
            n += (size_t)snprintf(got + n, sizeof got - n, " ");
            n = put(got, sizeof got, n,
                    truce_case_name(&one.t.c, one.t.c.claims[f->alarms[i].claims[k]].head.name));
        }
    }
    assert_string_equal(got, want);
    truce_arena_clear(&one.t.arena);
}

static void a_case_without_offers_has_none(void **state) {
    (void)state;
    made one;
    make(&one, "claim s:P1\n  a blames b\n");
    assert_int_equal(one.o.n, 0);
    truce_arena_clear(&one.t.arena);
}

static void each_stage_holds_those_who_say_so_and_those_who_deny_it(void **state) {
    (void)state;
    made one;
    make(&one, "offer x \"X\" by a to b\noffer y \"Y\"\n"
               "claim s:P1\n  offer x issued\n  not offer x received by b\n  offer y accepted\n"
               "claim s:P2\n  not offer x issued\n  offer x issued by a\n");
    const truce_offer_file *const x = &one.o.at[0];
    assert_int_equal(one.o.n, 2);
    assert_int_equal(x->stages[TRUCE_STAGE_ISSUED].n_claimed, 2);
    assert_int_equal(x->stages[TRUCE_STAGE_ISSUED].n_denied, 1);
    assert_int_equal(x->stages[TRUCE_STAGE_ISSUED].told[0].claim, 0);
    assert_int_equal(x->stages[TRUCE_STAGE_ISSUED].told[1].claim, 1);
    assert_true(x->stages[TRUCE_STAGE_ISSUED].told[2].statement->denied);
    assert_int_equal(x->stages[TRUCE_STAGE_RECEIVED].n_claimed, 0);
    assert_int_equal(x->stages[TRUCE_STAGE_RECEIVED].n_denied, 1);
    assert_int_equal(x->stages[TRUCE_STAGE_CONVEYED].n_claimed, 0);
    assert_int_equal(one.o.at[1].stages[TRUCE_STAGE_ACCEPTED].n_claimed, 1);
    truce_arena_clear(&one.t.arena);
}

static void what_is_said_of_any_offer_bears_on_those_of_the_same_sides(void **state) {
    (void)state;
    made one;
    make(&one, "offer x \"X\" by a to b\noffer y \"Y\" by a to c\noffer z \"Z\"\n"
               "claim s:P1\n  not offer any received by pb\n"
               "claim s:P2\n  offer any conveyed\n"
               "claim s:P3\n  offer any issued by b\n"
               "claim s:P4\n  offer any handed to m\n");
    const struct {
        uint32_t n;
        uint32_t claims[4];
    } want[] = {{3, {0, 1, 3}}, {2, {1, 3}}, {4, {0, 1, 2, 3}}};
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(one.o.at[i].n_any, want[i].n);
        for (uint32_t k = 0; k < want[i].n; k++) {
            assert_int_equal(one.o.at[i].any[k].claim, want[i].claims[k]);
        }
        assert_false(one.o.at[i].more_any);
        assert_int_equal(one.o.at[i].stages[TRUCE_STAGE_RECEIVED].n_denied, 0); /* kept apart */
    }
    assert_int_equal(one.o.any[TRUCE_STAGE_RECEIVED].n_denied, 1);
    truce_arena_clear(&one.t.arena);
}

static void more_of_them_than_can_be_shown_are_said_to_be_more(void **state) {
    (void)state;
    made one;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "offer x \"X\" by a to b\n");
    for (int i = 1; i <= TRUCE_OFFER_ANY_MAX + 1; i++) {
        truce_buffer_printf(&text, "claim s:P%d\n  offer any conveyed to b\n", i);
    }
    truce_buffer_byte(&text, '\0');
    make(&one, text.data);
    assert_int_equal(one.o.at[0].n_any, TRUCE_OFFER_ANY_MAX);
    assert_true(one.o.at[0].more_any);
    truce_arena_clear(&one.t.arena);
    truce_buffer_clear(&text);
}

static void delivery_is_asked_for_where_it_is_sent_and_denied_or_not_said_to_arrive(void **state) {
    (void)state;
    expect_questions("offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x issued\n",
                     "delivery b: a* b chair?");
    expect_questions("offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x issued\nclaim s:P2\n  not offer any received by pb\n",
                     "delivery b denied: a* b chair?");
    expect_questions("offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x issued\n  not offer x received by c\n",
                     "delivery b: a* b chair?");
    expect_questions("offer x \"X\" by a to b, c\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x conveyed by m to b, c\n  offer x received by b\n"
                     "  offer x rejected by b\n",
                     "delivery c: a* m! c");
    expect_questions("offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  says \"nothing is sent\"\n",
                     "");
}

static void an_answer_is_asked_for_where_none_is_said_and_terms_where_none_are_given(void **state) {
    (void)state;
    expect_questions("offer x \"X\" by a to b\nclaim s:P1\n  offer x reviewed by b\n",
                     "answer b: b chair?; terms: a* b");
    expect_questions("offer x \"X\" by a to b\nclaim s:P1\n  offer x countered by b\n",
                     "terms: a* b");
    expect_questions("offer x \"X\"\nclaim s:P1\n  offer x received by b\n",
                     "answer: b chair?; terms: b chair?");
    expect_questions("offer x \"X\" by a to b\nclaim s:P1\n  a blames b\n", "");
}

static void carriers_are_named_before_mediators_and_a_group_of_them_with_these(void **state) {
    (void)state;
    expect_questions("offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x issued\n  m is mediator\n  not n is mediator\n"
                     "  not offer x received by b from go-betweens, a\n",
                     "delivery b denied: a* go-betweens! b m? chair?");
    expect_questions("offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x handed to n\n  m is mediator\n",
                     "delivery b: a* n! b");
    expect_questions("offer x \"X\" by chair to b\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x conveyed by chair to b\n",
                     "delivery b: chair* b");
}

static void expect_knowing(const char *text, bool any, const char *want) {
    made one;
    char got[256] = "";
    make(&one, text);
    (void)put_whom(&one.t.c, any ? one.o.any_knows : one.o.at[0].knows,
                   any ? one.o.n_any_knows : one.o.at[0].n_knows, got, sizeof got, 0);
    assert_string_equal(got, want);
    truce_arena_clear(&one.t.arena);
}

static void who_could_tell_are_those_with_a_part_in_it_then_any_mediator(void **state) {
    (void)state;
    expect_knowing("offer x \"X\" by a to b\nclaim s:P1 by n\n  offer x issued\n", false,
                   " a* b n+ chair?");
    expect_knowing("offer x \"X\" by a to b\nclaim s:P1 by m\n  m is mediator\n"
                   "  offer x conveyed by n to b\n",
                   false, " a* n! b m+"); /* who speaks of it is not only a mediator */
    expect_knowing("offer x \"X\"\nclaim s:P1 by one \"aide\" of n\n  offer x reviewed by b, c\n",
                   false, " b c n+ chair?");
    expect_knowing("offer x \"X\"\nclaim s:P1 by one \"aide\"\n  says \"a paper\"\n", false,
                   " chair?");
    expect_knowing("claim s:P1\n  not offer any received by b from go-betweens, a\n", true,
                   " a* go-betweens! b chair?");
}

static void mediators_of_a_source_that_speaks_of_the_offer_come_alone(void **state) {
    static const char sent[] = "offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                               "claim d1:P1\n  n is mediator\n";
    char text[400];
    (void)state;
    (void)snprintf(text, sizeof text, "%sclaim s:P1\n  offer x issued\n", sent);
    expect_questions(text,
                     "delivery b: a* b chair?"); /* the case calls it so, one source the other */
    expect_questions("offer x \"X\" by a to chair\n  terms from s:P1\n    pay low\n"
                     "claim s:P1\n  offer x issued\nclaim d1:P1\n  n is mediator\n",
                     "delivery chair: a* chair n?"); /* better than nobody */
    (void)snprintf(text, sizeof text, "%sclaim s:P1\n  offer x issued\n  m is mediator\n", sent);
    expect_questions(text, "delivery b: a* b m? chair?");
    (void)snprintf(
        text, sizeof text,
        "%sclaim s:P1\n  offer x issued\nclaim d2:P1\n  not offer any received by b from "
        "go-betweens\n",
        sent);
    expect_questions(text, "delivery b denied: a* b chair?"); /* declared, so nearer than hearsay */
    /* Who is named elsewhere cannot tell of an answer. */
    (void)snprintf(text, sizeof text, "%sclaim s:P1\n  offer x reviewed by b\n", sent);
    expect_questions(text, "answer b: b chair?");
    (void)snprintf(text, sizeof text, "%sclaim s:P1\n  offer x reviewed by b\n  m is mediator\n",
                   sent);
    expect_questions(text, "answer b: b m? chair?");
}

static void an_answer_to_what_is_replaced_is_not_asked_for(void **state) {
    (void)state;
    expect_questions("offer x \"X\" by a to b\n  terms from s:P1\n    pay low\n"
                     "offer y \"Y\" by a to b replaces x\nclaim s:P1\n  offer x reviewed by b\n",
                     "");
}

static void claims_that_name_no_carrier_in_common_raise_an_alarm(void **state) {
    (void)state;
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x conveyed by m to b\n"
                  "claim s:P2\n  offer x conveyed by n to pb\n",
                  "carriers s:P1 s:P2");
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x conveyed by m to b\n"
                  "claim s:P2\n  offer x conveyed by n, m to b\n",
                  "");
    expect_alarms("offer x \"X\" by a to b, c\nclaim s:P1\n  offer x conveyed by m to b\n"
                  "claim s:P2\n  offer x conveyed by n to c\n  not offer x conveyed by n to b\n",
                  "");
}

static void who_it_was_received_from_is_a_carrier_too_unless_it_is_the_maker(void **state) {
    (void)state;
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x conveyed by m to b\n"
                  "claim s:P2\n  offer x received by pb from n\n",
                  "carriers s:P1 s:P2");
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x conveyed by m to b\n"
                  "claim s:P2\n  offer x received by pb from a\n",
                  "");
}

static void stages_against_their_dates_raise_an_alarm(void **state) {
    (void)state;
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x issued at 2031-01-20\n"
                  "claim s:P2\n  offer x received by b at 2031-01-10\n",
                  "order s:P1 s:P2");
    /* It was told before the other happened. */
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x issued at 2031-01-20\n"
                  "claim d1:P1\n  offer x received by b\n",
                  "order s:P1 d1:P1");
    expect_alarms("offer x \"X\" by a to b\nclaim d2:P1\n  offer x issued\n"
                  "claim d1:P1\n  offer x received by b\n",
                  ""); /* when a claim was made does not say that it was not so before */
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x issued at 2031-01-20\n"
                  "claim s:P2\n  offer x received by b at 2031-01-10\n"
                  "claim s:P3\n  offer x issued at 2031-01-05\n",
                  ""); /* one claim lets it be */
    expect_alarms("offer x \"X\" by a to b, c\nclaim s:P1\n  offer x conveyed to c at 2031-01-20\n"
                  "claim s:P2\n  offer x received by b at 2031-01-10\n",
                  "");
    expect_alarms("offer x \"X\" by a to b, c\nclaim s:P1\n  offer x handed to m at 2031-01-20\n"
                  "claim s:P2\n  offer x received by b at 2031-01-10\n",
                  "order s:P1 s:P2");
    expect_alarms("offer x \"X\" by a to b\nclaim s:P1\n  offer x reviewed by b at 2031-01-10\n"
                  "claim s:P2\n  offer x accepted by b at 2031-01-05\n",
                  ""); /* in any order */
    expect_alarms("offer x \"X\" by a to b\nevent e \"E\" other\nclaim s:P1\n  event e at "
                  "2031-03-01\n  offer x issued during e\nclaim s:P2\n  offer x withdrawn at "
                  "2031-02-01\n",
                  "order s:P1 s:P2");
}

/* Against the definition: for one recipient, every pair of a later and an earlier stage, where no
 * claim lets the earlier one begin in time. */
static void the_order_alarms_are_those_of_the_definition(void **state) {
    static const char *const stages[] = {"issued",        "handed to b",       "conveyed to b",
                                         "received by b", "acknowledged by b", "accepted by b",
                                         "withdrawn"};
    static const unsigned steps[] = {0, 1, 2, 3, 4, 4, 4};
    enum { CLAIMS = 6, KINDS = 7 };
    (void)state;
    for (uint64_t round = 1; round <= 600; round++) {
        uint64_t seed = round;
        size_t stage[CLAIMS];
        int day[CLAIMS]; /* 0: none */
        made one;
        truce_buffer text = truce_buffer_new();
        truce_buffer_lit(&text, "offer x \"X\" by a to b\n");
        for (int i = 0; i < CLAIMS; i++) {
            stage[i] = below(&seed, KINDS);
            day[i] = (int)below(&seed, 9);
            truce_buffer_printf(&text, "claim s:P%d\n  offer x %s", i + 1, stages[stage[i]]);
            if (day[i] > 0) {
                truce_buffer_printf(&text, " at 2031-01-0%d", day[i]);
            }
            truce_buffer_byte(&text, '\n');
        }
        truce_buffer_byte(&text, '\0');
        make(&one, text.data);
        truce_buffer_clear(&text);
        bool want[KINDS] = {false}; /* [later stage] */
        for (size_t late = 1; late < KINDS; late++) {
            for (size_t early = 0; early < late; early++) {
                const bool ordered = late == 6 ? early == 0 : steps[early] < steps[late];
                int begins = 99;
                int over = 99;
                for (int i = 0; i < CLAIMS; i++) {
                    begins = stage[i] == early && day[i] > 0 && day[i] < begins ? day[i] : begins;
                    over = stage[i] == late && day[i] > 0 && day[i] < over ? day[i] : over;
                }
                want[late] = want[late] || (ordered && begins < 99 && over < begins);
            }
        }
        size_t n = 0;
        size_t n_want = 0;
        for (size_t i = 0; i < KINDS; i++) {
            n_want += want[i];
        }
        /* A stage that names nobody may be found again under "nobody". */
        bool got[TRUCE_STAGE_N] = {false};
        for (uint32_t i = 0; i < one.o.at[0].n_alarms; i++) {
            const truce_offer_alarm *const a = &one.o.at[0].alarms[i];
            if (a->kind == TRUCE_ALARM_ORDER) {
                assert_true(a->n_claims >= 2);
                n += !got[a->late];
                got[a->late] = true;
            }
        }
        if (n != n_want) {
            fail_msg("round %llu: %zu alarms, not %zu", (unsigned long long)round, n, n_want);
        }
        truce_arena_clear(&one.t.arena);
    }
}

static void terms_that_differ_between_claims_raise_an_alarm(void **state) {
    (void)state;
    expect_alarms("offer x \"X\"\n  terms from s:P1\n    pay low\n    home back for men\n"
                  "  terms from s:P2\n    pay mid or more\n    home out for women\n"
                  "claim s:P1\n  offer x issued\nclaim s:P2\n  offer x issued\n",
                  "terms s:P1 s:P2");
    expect_alarms("offer x \"X\"\n  terms from s:P1\n    pay low or mid\n    pay unstated\n"
                  "  terms from s:P2\n    pay mid or less\n"
                  "claim s:P1\n  offer x issued\nclaim s:P2\n  offer x issued\n",
                  "");
    expect_alarms("offer x \"X\"\n  terms from s:P1\n    pay low\n"
                  "  terms from s:P2\n    pay low if \"peace\"\n    home back\n"
                  "claim s:P1\n  offer x issued\nclaim s:P2\n  offer x issued\n",
                  "terms s:P1 s:P2");
}

static void an_answer_not_surely_before_the_offer_that_replaces_it_raises_an_alarm(void **state) {
    (void)state;
    expect_alarms("offer x \"X\" by a to b\noffer y \"Y\" by a to b replaces x\n"
                  "claim d2:P1\n  offer x accepted by b\nclaim d1:P1\n  offer y issued\n",
                  "replaced d2:P1");
    expect_alarms("offer x \"X\" by a to b\noffer y \"Y\" by a to b replaces x\n"
                  "claim d1:P1\n  offer x rejected by b\nclaim d2:P1\n  offer y issued\n",
                  "");
    expect_alarms("offer x \"X\" by a to b\noffer y \"Y\" by a to b replaces x\n"
                  "claim d1:P1\n  offer x rejected by b at \"Monday\"\n",
                  "replaced d1:P1");
}

static void terms_from_claims_out_of_scope_do_not_count(void **state) {
    (void)state;
    made one;
    truce_scope scope;
    truce_offers o;
    truce_error err;
    make(&one, "offer x \"X\"\n  terms from s:P1\n    pay low\n  terms from d1:P1\n    pay high\n"
               "claim s:P1\n  offer x issued\nclaim d1:P1\n  offer x issued\n");
    assert_int_equal(one.o.at[0].n_terms, 2);
    assert_true(one.o.at[0].terms[0].differs);
    const uint32_t only[] = {named(&one.t, TRUCE_KIND_SOURCE, "s")};
    assert_int_equal(
        truce_scope_make(&one.t.c, (truce_date){0}, only, 1, &one.t.arena, &scope, &err), TRUCE_OK);
    assert_int_equal(truce_offers_make(&scope, &one.t.arena, &o, &err), TRUCE_OK);
    assert_int_equal(o.at[0].n_terms, 1);
    assert_false(o.at[0].terms[0].differs);
    assert_int_equal(o.at[0].stages[TRUCE_STAGE_ISSUED].n_claimed, 1);
    truce_arena_clear(&one.t.arena);
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE);
    for (int i = 1; i < 300; i++) {
        truce_buffer_printf(
            &text,
            "offer x%d \"X\" by a to b\n  terms from s:P%d\n    pay low\n"
            "claim s:P%d\n  offer x%d issued\n  offer any conveyed by m to b\n"
            "  offer x%d conveyed by m to b\n  offer x%d accepted\n  n is mediator\n",
            i, i, i, i, i, i);
    }
    tell(&t, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    scope_all(&t, &scope);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_offers o = {.n = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_offers_make(&scope, &arena, &o, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                assert_int_equal(o.n, 299);
                truce_arena_clear(&arena);
                break;
            }
            truce_arena_clear(&arena);
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(o.n, 77);
        }
        assert_true(allowed > 3);
    }
    truce_arena_clear(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_without_offers_has_none),
        cmocka_unit_test(each_stage_holds_those_who_say_so_and_those_who_deny_it),
        cmocka_unit_test(what_is_said_of_any_offer_bears_on_those_of_the_same_sides),
        cmocka_unit_test(more_of_them_than_can_be_shown_are_said_to_be_more),
        cmocka_unit_test(delivery_is_asked_for_where_it_is_sent_and_denied_or_not_said_to_arrive),
        cmocka_unit_test(an_answer_is_asked_for_where_none_is_said_and_terms_where_none_are_given),
        cmocka_unit_test(carriers_are_named_before_mediators_and_a_group_of_them_with_these),
        cmocka_unit_test(claims_that_name_no_carrier_in_common_raise_an_alarm),
        cmocka_unit_test(who_could_tell_are_those_with_a_part_in_it_then_any_mediator),
        cmocka_unit_test(mediators_of_a_source_that_speaks_of_the_offer_come_alone),
        cmocka_unit_test(an_answer_to_what_is_replaced_is_not_asked_for),
        cmocka_unit_test(who_it_was_received_from_is_a_carrier_too_unless_it_is_the_maker),
        cmocka_unit_test(stages_against_their_dates_raise_an_alarm),
        cmocka_unit_test(the_order_alarms_are_those_of_the_definition),
        cmocka_unit_test(terms_that_differ_between_claims_raise_an_alarm),
        cmocka_unit_test(an_answer_not_surely_before_the_offer_that_replaces_it_raises_an_alarm),
        cmocka_unit_test(terms_from_claims_out_of_scope_do_not_count),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
