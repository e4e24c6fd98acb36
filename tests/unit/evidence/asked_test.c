/* Whether who is pressed is told to answer: what counts and what does not, one claim at a time;
 * then memory that runs out. */
#include "truce/evidence/asked.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase t \"T\"\nparty a \"A\"\nparty b \"B\"\nactor un \"UN\"\n"                       \
    "office unsc \"UNSC\" of un\noffice net \"Net\" of un\nperson p \"P\" of a\nissue i \"I\"\n"   \
    "  rung x\nsource s \"S\" press\noffer o \"O\" by unsc\nevent e \"E\" other by unsc\n"         \
    "event f \"F\" other by net\n"
#define PRESS "claim s:P1 by un\n  said 2031-01-05\n  unsc has pressure on a \"stop\"\n"

/* "unsc>a s:P2 unsc>b -": each pair with its answer. */
static void expect(const char *text, const char *want) {
    told t;
    truce_scope scope;
    truce_asks asks;
    char got[400] = "";
    size_t n = 0;
    truce_buffer all = truce_buffer_new();
    truce_buffer_printf(&all, PRELUDE "%s", text);
    tell(&t, truce_buffer_str(&all));
    truce_buffer_clear(&all);
    scope_all(&t, &scope);
    assert_int_equal(truce_asks_make(&scope, &t.arena, &asks, NULL), TRUCE_OK);
    for (uint32_t i = 0; i < asks.n; i++) {
        const truce_asked *const at = &asks.at[i];
        n += (size_t)snprintf(
            got + n, sizeof got - n, "%s%.*s>%.*s %.*s", i > 0 ? " " : "",
            TRUCE_STR_ARGS(truce_case_name(&t.c, t.c.actors[at->by].head.name)),
            TRUCE_STR_ARGS(truce_case_name(&t.c, t.c.actors[at->of].head.name)),
            TRUCE_STR_ARGS(at->answer == TRUCE_NONE
                               ? TRUCE_STR("-")
                               : truce_case_name(&t.c, t.c.claims[at->answer].head.name)));
        assert_true(at->n_claims > 0);
    }
    assert_string_equal(got, want);
    truce_arena_clear(&t.arena);
}

static void whoever_presses_another_side_waits_for_an_answer(void **state) {
    (void)state;
    expect("claim s:P1\n  a demands i x\n", "");
    expect(PRESS, "unsc>a -");
    expect(PRESS "claim s:P2\n  unsc has pressure on p\n  un has pressure on b\n",
           "un>b - unsc>a -");
    expect("claim s:P1\n  not unsc has pressure on a\n  p has pressure on a\n"
           "  someone has pressure on a\n  unsc has leverage over a\n",
           "");
}

static void a_word_of_the_pressed_on_the_presser_answers(void **state) {
    (void)state;
    static const char *const answers[] = {
        "claim s:P2 by p\n  says \"no\" on unsc\n",
        "claim s:P2\n  a says \"no\" on un\n",
        "claim s:P2 by a\n  says \"no\" on e\n",
        "claim s:P2 by a\n  says \"no\" on o\n",
        "claim s:P2 by a\n  denies s:P1\n",
        "claim s:P2 by a\n  blames unsc\n",
        "claim s:P2\n  a accuses un \"late\"\n",
        "claim s:P2 by a\n  explains e \"spite\"\n",
        "claim s:P2 by a\n  said 2031-01-06\n  blames unsc\n",
    };
    static const char *const none[] = {
        "claim s:P2\n  says \"no\" on unsc\n",
        "claim s:P2 by b\n  says \"no\" on unsc\n",
        "claim s:P2 by a\n  says \"no\" on net\n",
        "claim s:P2 by a\n  says \"no\" on f\n",
        "claim s:P2 by a\n  says \"no\" on i\n",
        "claim s:P2 by a\n  said 2031-01-04\n  blames unsc\n",
        "claim s:P2 inferred\n  a says \"no\" on unsc\n",
        "claim s:P2 by a\n  a demands i x\n",
    };
    char text[400];
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        (void)snprintf(text, sizeof text, PRESS "%s", answers[i]);
        expect(text, "unsc>a s:P2");
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        (void)snprintf(text, sizeof text, PRESS "%s", none[i]);
        expect(text, "unsc>a -");
    }
}

static void of_several_words_one_that_was_not_told_before_answers(void **state) {
    (void)state;
    expect(PRESS "claim s:P2 by a\n  said 2031-01-04\n  blames unsc\n"
                 "claim s:P3 by a\n  said 2031-01-09\n  blames unsc\n"
                 "claim s:P4 by a\n  said 2031-01-02\n  blames unsc\n",
           "unsc>a s:P3");
    expect(PRESS "claim s:P2 by a\n  said 2031-01-04\n  blames unsc\n"
                 "claim s:P3 by a\n  blames unsc\n",
           "unsc>a s:P3");
}

static void the_claim_itself_may_tell_where_the_pressed_stands(void **state) {
    (void)state;
    expect("claim s:P1\n  unsc has pressure on a\n  not a accepts i x\n", "unsc>a s:P1");
    expect("claim s:P1\n  unsc has pressure on a\n  not b accepts i x\n", "unsc>a -");
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text, PRELUDE);
    for (int i = 1; i < 900; i++) {
        truce_buffer_printf(&text, "claim s:P%d by p\n  unsc has pressure on a\n  blames un\n", i);
    }
    tell(&t, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    scope_all(&t, &scope);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_asks asks = {.n = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_asks_make(&scope, &arena, &asks, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                assert_int_equal(asks.n, 1);
                assert_int_equal(asks.at[0].n_claims, 899);
                truce_arena_clear(&arena);
                break;
            }
            truce_arena_clear(&arena);
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(asks.n, 77);
        }
        assert_true(allowed > 2);
    }
    truce_arena_clear(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_presses_another_side_waits_for_an_answer),
        cmocka_unit_test(a_word_of_the_pressed_on_the_presser_answers),
        cmocka_unit_test(of_several_words_one_that_was_not_told_before_answers),
        cmocka_unit_test(the_claim_itself_may_tell_where_the_pressed_stands),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
