/* How well each kind of speaker is known, whose side everybody is on, and how a claim stands to the
 * side that it speaks of. */
#include "truce/evidence/speaker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/told.h"

/* north: its ministry, the ministry's envoy, a crew of the envoy. south: alone. */
static const char who[] = "truce 1\n"
                          "case who \"Who\"\n"
                          "party north \"North\"\n"
                          "party south \"South\"\n"
                          "office ministry \"Ministry\" of north\n"
                          "person envoy \"Envoy\" of ministry\n"
                          "group crew \"Crew\" of envoy\n"
                          "mediator board \"Board\"\n"
                          "person chair \"Chair\" of board\n"
                          "outlet daily \"Daily\"\n"
                          "person loner \"Loner\"\n"
                          "source s \"S\" press\n"
                          "issue i \"I\"\n"
                          "  rung low\n"
                          "claim s:P1";

typedef struct spoken {
    told t;
    const truce_claim *claim;
} spoken;

static void speak(spoken *s, const char *by) {
    char text[1024];
    (void)snprintf(text, sizeof text, "%s%s%s\n  north demands i low\n", who,
                   by[0] != '\0' ? " " : "", by);
    tell(&s->t, truce_str_of(text));
    s->claim = &s->t.c.claims[0];
}

/* ---- grades ---- */

static void expect_grade(const char *by, truce_grade want) {
    spoken s;
    speak(&s, by);
    assert_int_equal(truce_claim_grade(&s.t.c, s.claim), want);
    if (s.claim->n_speakers == 1) {
        assert_int_equal(truce_speaker_grade(&s.t.c, &s.claim->speakers[0]), want);
    }
    truce_arena_clear(&s.t.arena);
}

static void a_person_with_a_name_is_known_best(void **state) {
    (void)state;
    expect_grade("by envoy", TRUCE_GRADE_NAMED_PERSON);
    expect_grade("by loner via daily", TRUCE_GRADE_NAMED_PERSON);
}

static void offices_groups_sides_and_outlets_are_named_offices(void **state) {
    (void)state;
    expect_grade("by ministry", TRUCE_GRADE_NAMED_OFFICE);
    expect_grade("by crew", TRUCE_GRADE_NAMED_OFFICE);
    expect_grade("by south", TRUCE_GRADE_NAMED_OFFICE);
    expect_grade("by daily", TRUCE_GRADE_NAMED_OFFICE);
    expect_grade("by board", TRUCE_GRADE_NAMED_OFFICE);
}

static void who_has_no_name_is_anonymous_with_or_without_a_side(void **state) {
    (void)state;
    expect_grade("by one \"diplomat\"", TRUCE_GRADE_ONE_ANONYMOUS);
    expect_grade("by one \"official\" of north", TRUCE_GRADE_ONE_ANONYMOUS);
    expect_grade("by some \"officials\"", TRUCE_GRADE_SEVERAL_ANONYMOUS);
    expect_grade("by 2 \"officials\" of north", TRUCE_GRADE_SEVERAL_ANONYMOUS);
}

static void who_was_never_introduced_dangles(void **state) {
    (void)state;
    expect_grade("by \"the source\"", TRUCE_GRADE_DANGLING);
}

static void where_nobody_speaks_the_narrator_does(void **state) {
    (void)state;
    expect_grade("", TRUCE_GRADE_NARRATOR);
    expect_grade("via daily", TRUCE_GRADE_NARRATOR);
}

static void several_speakers_are_known_as_well_as_the_best_of_them(void **state) {
    (void)state;
    expect_grade("by one \"official\" of north and envoy", TRUCE_GRADE_NAMED_PERSON);
    expect_grade("by \"the source\" and some \"officials\"", TRUCE_GRADE_SEVERAL_ANONYMOUS);
    expect_grade("by ministry and south", TRUCE_GRADE_NAMED_OFFICE);
}

static void every_grade_has_words(void **state) {
    (void)state;
    assert_string_equal(truce_grade_called(TRUCE_GRADE_NAMED_PERSON), "named person");
    assert_string_equal(truce_grade_called(TRUCE_GRADE_NAMED_OFFICE), "named office or side");
    assert_string_equal(truce_grade_called(TRUCE_GRADE_ONE_ANONYMOUS), "one anonymous");
    assert_string_equal(truce_grade_called(TRUCE_GRADE_SEVERAL_ANONYMOUS), "several anonymous");
    assert_string_equal(truce_grade_called(TRUCE_GRADE_DANGLING), "never introduced");
    assert_string_equal(truce_grade_called(TRUCE_GRADE_NARRATOR), "narrator");
}

/* ---- sides ---- */

static void a_side_is_the_last_along_of(void **state) {
    (void)state;
    static const char *const sides[][2] = {
        {"north", "north"}, {"ministry", "north"}, {"envoy", "north"}, {"crew", "north"},
        {"chair", "board"}, {"loner", "loner"},    {"daily", "daily"}};
    told t;
    spoken s;
    speak(&s, "");
    t = s.t;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        const truce_ref ref = {truce_symbols_find(&t.c.symbols, truce_str_of(sides[i][0])), 0};
        assert_int_equal(truce_side_of(&t.c, ref), named(&t, TRUCE_KIND_ACTOR, sides[i][1]));
    }
    truce_arena_clear(&s.t.arena);
}

static void someone_and_nobody_have_no_side(void **state) {
    (void)state;
    spoken s;
    speak(&s, "by one \"diplomat\"");
    assert_int_equal(truce_side_of(&s.t.c, (truce_ref){s.t.c.someone, 0}), TRUCE_NONE);
    assert_int_equal(truce_side_of(&s.t.c, s.claim->speakers[0].actor), TRUCE_NONE);
    assert_int_equal(truce_side_of(&s.t.c, (truce_ref){0, 0}), TRUCE_NONE);
    truce_arena_clear(&s.t.arena);
}

/* ---- first or second hand ---- */

/* How the claim `by` stands to a position of north. */
static void expect_hand(const char *by, truce_hand want) {
    spoken s;
    speak(&s, by);
    assert_int_equal(truce_claim_hand(&s.t.c, s.claim, named(&s.t, TRUCE_KIND_ACTOR, "north")),
                     want);
    truce_arena_clear(&s.t.arena);
}

static void whoever_is_of_the_side_speaks_at_first_hand(void **state) {
    (void)state;
    expect_hand("by north", TRUCE_HAND_FIRST);
    expect_hand("by ministry", TRUCE_HAND_FIRST);
    expect_hand("by envoy via daily", TRUCE_HAND_FIRST);
    expect_hand("by crew", TRUCE_HAND_FIRST);
    expect_hand("by one \"official\" of ministry", TRUCE_HAND_FIRST);
    expect_hand("by 3 \"officials\" of north", TRUCE_HAND_FIRST);
}

static void whoever_is_of_another_side_speaks_at_second_hand(void **state) {
    (void)state;
    expect_hand("by south", TRUCE_HAND_SECOND);
    expect_hand("by chair", TRUCE_HAND_SECOND);
    expect_hand("by loner", TRUCE_HAND_SECOND);
    expect_hand("by some \"officials\" of south", TRUCE_HAND_SECOND);
}

static void whoever_has_no_side_leaves_it_unknown(void **state) {
    (void)state;
    expect_hand("by one \"diplomat\"", TRUCE_HAND_SIDE_UNKNOWN);
    expect_hand("by \"the source\"", TRUCE_HAND_SIDE_UNKNOWN);
    expect_hand("by one \"diplomat\" and some \"officials\"", TRUCE_HAND_SIDE_UNKNOWN);
}

static void nobody_is_of_the_side_that_is_not_known(void **state) {
    (void)state;
    spoken s;
    speak(&s, "by one \"diplomat\"");
    assert_int_equal(truce_claim_hand(&s.t.c, s.claim, TRUCE_NONE), TRUCE_HAND_SIDE_UNKNOWN);
    truce_arena_clear(&s.t.arena);
}

static void an_outlet_that_carries_a_claim_does_not_speak(void **state) {
    (void)state;
    expect_hand("", TRUCE_HAND_NARRATOR);
    expect_hand("via daily", TRUCE_HAND_NARRATOR);
    expect_hand("via north", TRUCE_HAND_NARRATOR);
    expect_hand("by one \"diplomat\" via daily", TRUCE_HAND_SIDE_UNKNOWN);
}

static void one_speaker_of_the_side_is_enough_for_first_hand(void **state) {
    (void)state;
    expect_hand("by south and envoy", TRUCE_HAND_FIRST);
    expect_hand("by envoy and south", TRUCE_HAND_FIRST);
    expect_hand("by \"the source\" and envoy", TRUCE_HAND_FIRST);
}

static void known_strangers_beside_unknown_ones_are_second_hand(void **state) {
    (void)state;
    expect_hand("by one \"diplomat\" and chair", TRUCE_HAND_SECOND);
    expect_hand("by chair and one \"diplomat\"", TRUCE_HAND_SECOND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_with_a_name_is_known_best),
        cmocka_unit_test(offices_groups_sides_and_outlets_are_named_offices),
        cmocka_unit_test(who_has_no_name_is_anonymous_with_or_without_a_side),
        cmocka_unit_test(who_was_never_introduced_dangles),
        cmocka_unit_test(where_nobody_speaks_the_narrator_does),
        cmocka_unit_test(several_speakers_are_known_as_well_as_the_best_of_them),
        cmocka_unit_test(every_grade_has_words),
        cmocka_unit_test(a_side_is_the_last_along_of),
        cmocka_unit_test(someone_and_nobody_have_no_side),
        cmocka_unit_test(whoever_is_of_the_side_speaks_at_first_hand),
        cmocka_unit_test(whoever_is_of_another_side_speaks_at_second_hand),
        cmocka_unit_test(whoever_has_no_side_leaves_it_unknown),
        cmocka_unit_test(nobody_is_of_the_side_that_is_not_known),
        cmocka_unit_test(an_outlet_that_carries_a_claim_does_not_speak),
        cmocka_unit_test(one_speaker_of_the_side_is_enough_for_first_hand),
        cmocka_unit_test(known_strangers_beside_unknown_ones_are_second_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
