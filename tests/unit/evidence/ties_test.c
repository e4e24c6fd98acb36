/* What is claimed of actors: which claims say the same, what is kept apart, in which order; then
 * memory that runs out, once or for good. */
#include "truce/evidence/ties.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase ties \"Ties\"\nparty a \"A\"\nparty b \"B\"\nactor us \"US\"\n"                 \
    "source s \"S\" press\nsource t \"T\" press\nevent e \"E\" other\n"

/* "actor kind(claim claim) ..." in order. */
static void describe(const told *t, const truce_ties *ties, char *text, size_t size) {
    size_t n = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < ties->n; i++) {
        const truce_tie *const tie = &ties->at[i];
        const truce_str actor = truce_case_name(&t->c, t->c.actors[tie->actor].head.name);
        n += (size_t)snprintf(text + n, size - n, "%s%.*s %s%s(", i > 0 ? ", " : "",
                              TRUCE_STR_ARGS(actor), tie->statement->denied ? "not " : "",
                              tie->statement->kind == TRUCE_STATES_ROLE       ? "role"
                              : tie->statement->kind == TRUCE_STATES_RELATION ? "relation"
                                                                              : "presence");
        for (uint32_t k = 0; k < tie->n_claims; k++) {
            const truce_str claim = truce_case_name(&t->c, t->c.claims[tie->claims[k]].head.name);
            n += (size_t)snprintf(text + n, size - n, "%s%.*s", k > 0 ? " " : "",
                                  TRUCE_STR_ARGS(claim));
        }
        n += (size_t)snprintf(text + n, size - n, ")");
    }
}

static void expect_ties(const char *text, const char *want) {
    told t;
    truce_scope scope;
    truce_ties ties;
    truce_error err;
    char got[1024];
    tell(&t, truce_str_of(text));
    scope_all(&t, &scope);
    assert_int_equal(truce_ties_make(&scope, &t.arena, &ties, &err), TRUCE_OK);
    describe(&t, &ties, got, sizeof got);
    assert_string_equal(got, want);
    for (uint32_t i = 0; i < t.c.n_actors; i++) {
        for (uint32_t k = ties.rows[i]; k < ties.rows[i + 1]; k++) {
            assert_int_equal(ties.at[k].actor, i);
        }
    }
    assert_int_equal(ties.rows[0], 0);
    assert_int_equal(ties.rows[t.c.n_actors], ties.n);
    truce_arena_clear(&t.arena);
}

static void each_claim_keeps_the_time_that_it_gives(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_ties ties;
    tell(&t,
         TRUCE_STR(PRELUDE "claim s:P1\n  us is mediator\nclaim s:P2\n  us is mediator at 2024\n"
                           "claim t:P1\n  us is mediator at \"Sunday\"\n"));
    scope_all(&t, &scope);
    assert_int_equal(truce_ties_make(&scope, &t.arena, &ties, NULL), TRUCE_OK);
    assert_int_equal(ties.n, 1);
    assert_int_equal(ties.at[0].n_claims, 3);
    assert_int_equal(ties.at[0].told[0]->times.n, 0);
    assert_true(truce_str_equal(ties.at[0].told[1]->times.at[0].when.text, TRUCE_STR("2024")));
    assert_true(truce_str_equal(ties.at[0].told[2]->times.at[0].when.text, TRUCE_STR("Sunday")));
    truce_arena_clear(&t.arena);
}

static void a_case_without_such_claims_has_no_ties(void **state) {
    (void)state;
    expect_ties(PRELUDE, "");
    expect_ties(PRELUDE "claim s:P1\n  talks running\n  a blames b\n", "");
}

static void claims_that_say_the_same_are_one_tie_whatever_their_words_and_times(void **state) {
    (void)state;
    expect_ties(PRELUDE "claim s:P1\n  us is mediator\n"
                        "claim s:P2 by a\n  us is mediator at 2024\n"
                        "claim t:P1\n  us has leverage over a \"money\"\n"
                        "claim t:P2\n  us has leverage over a \"arms\" after e\n"
                        "claim t:P3\n  us withdraws\n"
                        "claim t:P4\n  us withdraws at \"Sunday\"\n",
                "us role(s:P1 s:P2), us relation(t:P1 t:P2), us presence(t:P3 t:P4)");
}

static void a_claim_that_says_it_twice_is_named_once(void **state) {
    (void)state;
    expect_ties(PRELUDE "claim s:P1\n  us is mediator\n  us is mediator at 2024\n",
                "us role(s:P1)");
}

static void another_role_object_kind_or_a_denial_is_another_tie(void **state) {
    (void)state;
    expect_ties(PRELUDE "claim s:P1\n"
                        "  us is mediator\n"
                        "  us is host\n"
                        "  not us is mediator\n"
                        "  us is mediator of a\n"
                        "  us has alliance with a\n"
                        "  us has alliance with b\n"
                        "  us has pressure on a\n"
                        "  us has alliance with someone\n"
                        "  us withdraws\n"
                        "  us participates\n"
                        "  not us withdraws\n",
                "us role(s:P1), us role(s:P1), us not role(s:P1), us role(s:P1), "
                "us relation(s:P1), us relation(s:P1), us relation(s:P1), us relation(s:P1), "
                "us presence(s:P1), us presence(s:P1), us not presence(s:P1)");
}

static void roles_and_relations_in_their_own_words_are_told_apart_by_them(void **state) {
    (void)state;
    expect_ties(PRELUDE "claim s:P1\n"
                        "  us is \"honest broker\"\n"
                        "  us is \"one of the sides\"\n"
                        "  us has \"old debts\" with a\n"
                        "  us has \"old friends\" with a\n"
                        "claim s:P2\n"
                        "  us is \"honest broker\"\n"
                        "  us has \"old debts\" with a\n",
                "us role(s:P1 s:P2), us role(s:P1), us relation(s:P1 s:P2), us relation(s:P1)");
}

static void ties_stand_by_actor_and_then_as_first_claimed(void **state) {
    (void)state;
    expect_ties(PRELUDE "claim s:P1\n  us is mediator\n  b withdraws\n  us is host\n"
                        "claim s:P2\n  a is \"angry\"\n  b participates\n  us is mediator\n",
                "a role(s:P2), b presence(s:P1), b presence(s:P2), us role(s:P1 s:P2), us "
                "role(s:P1)");
}

static void someone_has_no_ties(void **state) {
    (void)state;
    expect_ties(PRELUDE "claim s:P1\n  someone is mediator\n  someone withdraws\n", "");
}

static void only_claims_in_scope_count(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_ties ties;
    truce_error err;
    char got[256];
    tell(&t, TRUCE_STR(PRELUDE "claim s:P1\n  us is host\n  us is mediator\n"
                               "claim t:P1\n  us is mediator\n"));
    const uint32_t only[] = {named(&t, TRUCE_KIND_SOURCE, "t")};
    assert_int_equal(truce_scope_make(&t.c, (truce_date){0}, only, 1, &t.arena, &scope, &err),
                     TRUCE_OK);
    assert_int_equal(truce_ties_make(&scope, &t.arena, &ties, &err), TRUCE_OK);
    describe(&t, &ties, got, sizeof got);
    assert_string_equal(got, "us role(t:P1)");
    truce_arena_clear(&t.arena);
}

/* Many ties with words of their own, so that every table grows. */
static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE);
    for (int i = 0; i < 1500; i++) {
        truce_buffer_printf(&text, "claim s:P%d\n  us is \"role %d\"\n  us is \"role %d\"\n", i + 1,
                            i, i / 2);
    }
    tell(&t, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    scope_all(&t, &scope);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_ties ties = {.n = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_ties_make(&scope, &arena, &ties, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                assert_int_equal(ties.n, 1500);
                truce_arena_clear(&arena);
                break;
            }
            truce_arena_clear(&arena);
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(ties.n, 77);
        }
        assert_true(allowed > 3);
    }
    truce_arena_clear(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_claim_keeps_the_time_that_it_gives),
        cmocka_unit_test(a_case_without_such_claims_has_no_ties),
        cmocka_unit_test(claims_that_say_the_same_are_one_tie_whatever_their_words_and_times),
        cmocka_unit_test(a_claim_that_says_it_twice_is_named_once),
        cmocka_unit_test(another_role_object_kind_or_a_denial_is_another_tie),
        cmocka_unit_test(roles_and_relations_in_their_own_words_are_told_apart_by_them),
        cmocka_unit_test(ties_stand_by_actor_and_then_as_first_claimed),
        cmocka_unit_test(someone_has_no_ties),
        cmocka_unit_test(only_claims_in_scope_count),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
