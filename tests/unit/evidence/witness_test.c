/* Which claims repeat others, and which count as one witness. */
#include "truce/evidence/witness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase who \"Who\"\nparty a \"A\"\nperson p \"P\" of a\nperson q \"Q\" of a\n"         \
    "outlet wire \"Wire\"\noutlet post \"Post\"\nsource s \"S\" press\nsource t \"T\" press\n"     \
    "source same \"S again\" press\n  copies s\nsource on \"About S\" press\n  draws on s\n"       \
    "source far \"About that\" press\n  draws on on\n"

/* The witnesses of the claims in reading order, as letters: "aab". */
static void expect(const char *claims, const char *want) {
    told t;
    truce_copies copies;
    truce_witnesses w;
    char text[4096];
    char got[64] = "";
    (void)snprintf(text, sizeof text, PRELUDE "%s", claims);
    tell(&t, truce_str_of(text));
    assert_true(truce_copies_find(&t.c, &t.arena, &copies));
    assert_true(truce_witnesses_find(&t.c, &copies, &t.arena, &w));
    uint32_t most = 0;
    for (uint32_t i = 0; i < t.c.n_claims; i++) {
        got[i] = (char)('a' + (int)w.of[i]);
        most = w.of[i] + 1 > most ? w.of[i] + 1 : most;
    }
    assert_string_equal(got, want);
    assert_int_equal(w.n, most);
    truce_arena_clear(&t.arena);
}

static void a_report_is_one_witness_in_its_own_words_and_in_those_who_repeat_it(void **state) {
    (void)state;
    expect("claim s:P1\n  talks slow\nclaim s:P2\n  talks slow\nclaim t:P1\n  talks slow\n"
           "claim same:P1\n  talks slow\nclaim on:P1\n  talks slow\nclaim far:P1\n  talks slow\n",
           "aabaaa");
}

static void a_named_speaker_is_one_in_a_report_and_through_an_outlet_in_any(void **state) {
    (void)state;
    expect("claim s:P1 by p\n  talks slow\nclaim s:P2 by p\n  talks slow\n"
           "claim s:P3 by q\n  talks slow\nclaim t:P1 by p\n  talks slow\n",
           "aabc");
    expect("claim s:P1 by p via wire\n  talks slow\nclaim t:P1 by p via wire\n  talks slow\n"
           "claim t:P2 by p via post\n  talks slow\nclaim t:P3 via post\n  talks slow\n"
           "claim s:P3 via post\n  talks slow\n",
           "aabcc");
}

static void people_without_a_name_are_others_in_every_claim(void **state) {
    (void)state;
    expect("claim s:P1 by one \"aide\" of a\n  talks slow\nclaim s:P2 by one \"aide\" of a\n"
           "  talks slow\nclaim s:P3 by p and q\n  talks slow\nclaim s:P4 by p and q\n"
           "  talks slow\n",
           "abcd");
}

static void a_copy_is_the_witness_of_its_original(void **state) {
    (void)state;
    expect("claim t:P1 by one \"aide\" of a via wire\n  copy of s:P2\n  talks slow\n"
           "claim s:P1 by p\n  talks slow\nclaim s:P2 by one \"aide\" of a\n  talks slow\n"
           "claim t:P2\n  copy of t:P1\n  talks slow\n",
           "abaa");
}

static void copies_lead_to_their_original_however_long_the_chain(void **state) {
    (void)state;
    enum { LONG = 2000 };
    told t;
    truce_copies copies;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE "claim s:P1\n  talks slow\n");
    for (int i = 2; i <= LONG; i++) {
        truce_buffer_printf(&text, "claim s:P%d\n  copy of s:P%d\n  talks slow\n", i, i - 1);
    }
    tell(&t, truce_buffer_str(&text));
    assert_true(truce_copies_find(&t.c, &t.arena, &copies));
    for (uint32_t i = 0; i < LONG; i++) {
        assert_int_equal(copies.original[i], 0);
    }
    for (uint32_t i = 0; i < t.c.n_sources; i++) {
        assert_int_equal(copies.origin[i], i == named(&t, TRUCE_KIND_SOURCE, "same")
                                               ? named(&t, TRUCE_KIND_SOURCE, "s")
                                               : i);
    }
    truce_arena_clear(&t.arena);
    truce_buffer_clear(&text);
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    told t;
    truce_copies copies;
    truce_witnesses w;
    long n = 0;
    bool made = false;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE);
    for (int i = 1; i <= 3000; i++) {
        truce_buffer_printf(&text, "claim s:P%d by one \"aide\" of a\n  talks slow\n", i);
    }
    tell(&t, truce_buffer_str(&text));
    for (; n < 1000 && !made; n++) {
        truce_arena arena = truce_arena_new();
        allocations_left = n;
        made = truce_copies_find(&t.c, &arena, &copies) &&
               truce_witnesses_find(&t.c, &copies, &arena, &w);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
    }
    assert_true(made);
    assert_true(n > 3);
    truce_arena_clear(&t.arena);
    truce_buffer_clear(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_is_one_witness_in_its_own_words_and_in_those_who_repeat_it),
        cmocka_unit_test(a_named_speaker_is_one_in_a_report_and_through_an_outlet_in_any),
        cmocka_unit_test(people_without_a_name_are_others_in_every_claim),
        cmocka_unit_test(a_copy_is_the_witness_of_its_original),
        cmocka_unit_test(copies_lead_to_their_original_however_long_the_chain),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
