/* A ballot as it is meant to go; with sides and trustees that are absent, late, lying or in
 * league; and what each of them can learn. */
#include "truce/record/ballot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "record/ballot/ballot_in.h"
#include "support/ok.h"

enum { SIDES = 3, TRUSTEES = 3, UNTIL = 1900000000 };

typedef struct fixture {
    truce_identity *sides[SIDES], *trustees[TRUSTEES], *stranger;
    truce_card side_cards[SIDES], trustee_cards[TRUSTEES];
    truce_question q;
    truce_arena arena;
} fixture;

static const truce_str text = {"Both sides withdraw on the first day.\n", 38};

static truce_identity *person(const char *name, truce_card *card) {
    truce_error err = {0};
    truce_identity *who = NULL;
    ok(truce_identity_make(truce_str_of(name), &who, &err));
    *card = *truce_identity_card(who);
    return who;
}

static truce_str block_of(fixture *f, truce_buffer *block) {
    const truce_str copy = truce_arena_str(&f->arena, truce_buffer_str(block));
    assert_non_null(copy.data);
    truce_buffer_clear(block);
    return copy;
}

static int set_up(void **state) {
    static const char *const sides[SIDES] = {"karda", "osmir", "tolen"};
    static const char *const trustees[TRUSTEES] = {"anna", "ben", "carla"};
    static fixture f;
    truce_card none;
    truce_error err = {0};
    truce_buffer block = truce_buffer_new();
    f.arena = truce_arena_new();
    for (size_t i = 0; i < SIDES; i++) {
        f.sides[i] = person(sides[i], &f.side_cards[i]);
        f.trustees[i] = person(trustees[i], &f.trustee_cards[i]);
    }
    f.stranger = person("stranger", &none);
    ok(truce_question_make(text, UNTIL, f.side_cards, SIDES, f.trustee_cards, TRUSTEES,
                           f.trustees[0], &block, &err));
    ok(truce_question_read(block_of(&f, &block), &f.q, &err));
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    for (size_t i = 0; i < SIDES; i++) {
        truce_identity_close(f->sides[i]);
        truce_identity_close(f->trustees[i]);
    }
    truce_identity_close(f->stranger);
    truce_arena_clear(&f->arena);
    return 0;
}

/* ---- the steps ------------------------------------------------------------------------------- */

static truce_answer answer(fixture *f, size_t side, bool yes, truce_str *block, truce_str *kept) {
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    truce_buffer keep = truce_buffer_new();
    truce_answer a;
    ok(truce_answer_make(&f->q, f->sides[side], yes, &out, &keep, &err));
    const truce_str written = block_of(f, &out);
    const truce_str left = block_of(f, &keep);
    if (block != NULL) {
        *block = written;
        *kept = left;
    }
    ok(truce_answer_read(&f->q, written, &a, &err));
    assert_int_equal(a.side, side);
    return a;
}

static truce_opening opening(fixture *f, size_t trustee, const truce_answer *answers, size_t n) {
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    truce_opening o;
    ok(truce_opening_make(&f->q, answers, n, f->trustees[trustee], &out, &err));
    ok(truce_opening_read(&f->q, block_of(f, &out), &f->arena, &o, &err));
    assert_int_equal(o.trustee, trustee);
    return o;
}

/* What trustee `who` finds with these openings; `unread` sides could not be opened. */
static bool count(fixture *f, size_t who, const truce_answer *answers,
                  const truce_opening *openings, size_t unread) {
    truce_error err = {0};
    bool all = false;
    bool closed[SIDES] = {false};
    ok(truce_ballot_count(&f->q, answers, SIDES, openings, TRUSTEES, f->trustees[who], &all, closed,
                          &err));
    assert_int_equal((size_t)closed[0] + closed[1] + closed[2], unread);
    return all;
}

static truce_outcome outcome(fixture *f, size_t trustee, const truce_answer *answers, size_t n,
                             bool all, int64_t now) {
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    truce_outcome o;
    ok(truce_outcome_make(&f->q, answers, n, all, now, f->trustees[trustee], &out, &err));
    ok(truce_outcome_read(&f->q, block_of(f, &out), &o, &err));
    assert_int_equal(o.trustee, trustee);
    return o;
}

/* ---- as it is meant to go -------------------------------------------------------------------- */

static void it_is_all_only_when_all_say_yes(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    for (unsigned votes = 0; votes < 1U << SIDES; votes++) {
        truce_answer answers[SIDES];
        truce_opening openings[TRUSTEES];
        truce_outcome outcomes[TRUSTEES];
        bool all = votes != 7;
        for (size_t i = 0; i < SIDES; i++) {
            answers[SIDES - 1 - i] = answer(f, i, (votes >> i & 1) != 0, NULL, NULL);
        }
        for (size_t i = 0; i < TRUSTEES; i++) {
            openings[i] = opening(f, i, answers, SIDES);
        }
        for (size_t i = 0; i < TRUSTEES; i++) {
            assert_int_equal(count(f, i, answers, openings, 0), votes == 7);
            outcomes[i] = outcome(f, i, answers, SIDES, votes == 7, UNTIL - 5);
        }
        ok(truce_ballot_decide(&f->q, outcomes, TRUSTEES, &all, &err));
        assert_int_equal(all, votes == 7);
    }
}

static void what_is_asked_is_the_text_to_the_byte(void **state) {
    fixture *const f = *state;
    assert_true(truce_question_asks(&f->q, text));
    assert_false(truce_question_asks(&f->q, (truce_str){text.data, text.size - 1}));
    assert_false(truce_question_asks(&f->q, (truce_str){NULL, 0}));
}

static truce_status ask(const truce_card *sides, size_t n, const truce_card *trustees, size_t m,
                        const truce_identity *by) {
    truce_error err = {0};
    truce_buffer block = truce_buffer_new();
    const truce_status status =
        truce_question_make(text, UNTIL, sides, n, trustees, m, by, &block, &err);
    truce_buffer_clear(&block);
    return status;
}

static void who_is_asked_is_held_to_the_rules(void **state) {
    fixture *const f = *state;
    truce_card cards[TRUCE_SIDES_MAX + 1];
    const truce_identity *const by = f->stranger;
    for (size_t i = 0; i < TRUCE_SIDES_MAX + 1; i++) {
        cards[i] = f->side_cards[i % SIDES];
    }
    assert_int_equal(ask(f->side_cards, 2, f->trustee_cards, 1, by), TRUCE_OK);
    assert_int_equal(ask(f->side_cards, 1, f->trustee_cards, 1, by), TRUCE_EINVAL);
    assert_int_equal(ask(f->side_cards, 2, f->trustee_cards, 0, by), TRUCE_EINVAL);
    assert_int_equal(ask(cards, 4, f->trustee_cards, 1, by), TRUCE_EINVAL);
    assert_int_equal(ask(f->side_cards, 2, f->side_cards + 1, 1, by), TRUCE_EINVAL);
    assert_int_equal(ask(cards, TRUCE_SIDES_MAX + 1, f->trustee_cards, 1, by), TRUCE_ELIMIT);
    (void)snprintf(cards[0].name, sizeof cards[0].name, "%s", "osmir"); /* another's name */
    assert_int_equal(ask(cards, 2, f->trustee_cards, 1, by), TRUCE_EINVAL);
}

/* ---- absent and late ------------------------------------------------------------------------- */

static void nothing_is_opened_before_all_have_answered(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    truce_outcome outcomes[TRUSTEES];
    bool all = true;
    const truce_answer answers[2] = {answer(f, 0, true, NULL, NULL),
                                     answer(f, 1, true, NULL, NULL)};
    assert_int_equal(truce_opening_make(&f->q, answers, 2, f->trustees[0], &out, &err),
                     TRUCE_EINVAL);
    assert_int_equal(
        truce_outcome_make(&f->q, answers, 2, false, UNTIL, f->trustees[0], &out, &err),
        TRUCE_EINVAL); /* there is still time */
    assert_int_equal(
        truce_outcome_make(&f->q, answers, 2, true, UNTIL + 1, f->trustees[0], &out, &err),
        TRUCE_EINVAL);
    assert_int_equal(out.size, 0);
    for (size_t i = 0; i < TRUSTEES; i++) { /* one of them saw one answer more */
        outcomes[i] = outcome(f, i, answers, i == 0 ? 1 : 2, false, UNTIL + 1);
    }
    ok(truce_ballot_decide(&f->q, outcomes, TRUSTEES, &all, &err));
    assert_false(all);
    truce_buffer_clear(&out);
}

/* ---- lying ----------------------------------------------------------------------------------- */

static void a_second_answer_is_found(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    truce_opening openings[TRUSTEES];
    bool all = false;
    truce_answer answers[SIDES + 1];
    for (size_t i = 0; i < SIDES; i++) {
        answers[i] = answer(f, i, true, NULL, NULL);
    }
    answers[SIDES] = answer(f, 0, false, NULL, NULL);
    assert_int_equal(truce_opening_make(&f->q, answers, SIDES + 1, f->trustees[0], &out, &err),
                     TRUCE_EINVAL);
    assert_int_equal(out.size, 0);
    /* Each trustee was given another one. */
    openings[0] = opening(f, 0, answers, SIDES);
    openings[1] = opening(f, 1, answers + 1, SIDES);
    openings[2] = opening(f, 2, answers, SIDES);
    assert_int_equal(truce_ballot_count(&f->q, answers, SIDES, openings, TRUSTEES, f->trustees[0],
                                        &all, NULL, &err),
                     TRUCE_EINVAL);
    assert_non_null(strstr(err.message, "ben"));
}

static void who_cannot_be_opened_says_no(void **state) {
    fixture *const f = *state;
    truce_answer answers[SIDES];
    truce_opening openings[TRUSTEES];
    for (size_t i = 0; i < SIDES; i++) {
        answers[i] = answer(f, i, true, NULL, NULL);
    }
    answers[1].sealed[7] ^= 1; /* a side that signs something else than it committed to */
    for (size_t i = 0; i < TRUSTEES; i++) {
        openings[i] = opening(f, i, answers, SIDES);
    }
    assert_false(count(f, 0, answers, openings, 1));
    answers[1].sealed[7] ^= 1;
    answers[2].commitment[0] ^= 1;
    assert_false(count(f, 1, answers, openings, 0 + 1));
}

/* A trustee hands on another share than theirs; or a side sealed one trustee's share for another
 * question. */
static void a_trustee_who_lies_makes_no_yes(void **state) {
    fixture *const f = *state;
    uint8_t share[SHARE] = {1, 2, 3};
    truce_answer answers[SIDES];
    truce_opening openings[TRUSTEES];
    for (size_t i = 0; i < SIDES; i++) {
        answers[i] = answer(f, i, i != 1, NULL, NULL);
    }
    for (size_t i = 0; i < TRUSTEES; i++) {
        openings[i] = opening(f, i, answers, SIDES);
    }
    for (uint32_t side = 0; side < SIDES; side++) {
        ballot_seal_share(&f->q, side, 1, share, &f->trustee_cards[0],
                          openings[1].shares[side * TRUSTEES + 0]);
    }
    assert_false(count(f, 0, answers, openings, 3));
    assert_false(count(f, 2, answers, openings, 0));
    truce_question other = f->q;
    other.digest[0] ^= 1;
    ballot_seal_share(&other, 0, 2, share, &f->trustee_cards[2], answers[0].shares[2]);
    assert_false(ballot_open_share(&f->q, 0, 2, answers[0].shares[2], f->trustees[2], share));
    for (size_t i = 0; i < SHARE; i++) {
        assert_int_equal(share[i], 0);
    }
}

/* An outcome that is not so can be shown to be none: whose yes or no was turned round shows what
 * they committed to. */
static void a_false_outcome_is_shown_by_what_was_kept(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    truce_str block;
    truce_str kept;
    bool yes = true;
    const truce_answer no = answer(f, 1, false, &block, &kept);
    ok(truce_answer_show(&f->q, &no, kept, &yes, &err));
    assert_false(yes);
    char turned[600];
    assert_true(kept.size < sizeof turned);
    memcpy(turned, kept.data, kept.size);
    char *const line = strstr(turned, "answer ");
    assert_non_null(line);
    line[7] = line[7] == 'A' ? 'B' : 'A';
    line[8] = line[8] == 'Q' ? 'A' : 'Q'; /* the first byte is 1 */
    assert_int_equal(truce_answer_show(&f->q, &no, (truce_str){turned, kept.size}, &yes, &err),
                     TRUCE_EINVAL);
    const truce_answer another = answer(f, 1, false, NULL, NULL);
    assert_int_equal(truce_answer_show(&f->q, &another, kept, &yes, &err), TRUCE_EINVAL);
    truce_outcome outcomes[TRUSTEES] = {
        {.trustee = 0, .all = true}, {.trustee = 1, .all = false}, {.trustee = 2, .all = true}};
    assert_int_equal(truce_ballot_decide(&f->q, outcomes, TRUSTEES, &yes, &err), TRUCE_EINVAL);
    outcomes[1].all = true;
    outcomes[1].answers[3] = 1; /* of other answers */
    assert_int_equal(truce_ballot_decide(&f->q, outcomes, TRUSTEES, &yes, &err), TRUCE_EINVAL);
    outcomes[1].answers[3] = 0;
    ok(truce_ballot_decide(&f->q, outcomes, TRUSTEES, &yes, &err));
    assert_int_equal(truce_ballot_decide(&f->q, outcomes, 2, &yes, &err), TRUCE_EINVAL);
}

/* ---- in league ------------------------------------------------------------------------------- */

/* All trustees but one, with each side's block before them: no sum of the shares that they hold
 * opens an answer, whatever they put in place of the one that they lack, their own again included.
 */
static void all_trustees_but_one_learn_nothing(void **state) {
    fixture *const f = *state;
    for (size_t honest = 0; honest < TRUSTEES; honest++) {
        const truce_answer a = answer(f, 0, true, NULL, NULL);
        uint8_t shares[TRUSTEES][SHARE];
        bool yes = false;
        for (uint32_t i = 0; i < TRUSTEES; i++) {
            const bool opened = ballot_open_share(
                &f->q, 0, i, a.shares[i], i == honest ? f->stranger : f->trustees[i], shares[i]);
            assert_int_equal(opened, i != honest);
        }
        for (unsigned some = 0; some < 1U << TRUSTEES; some++) {
            uint8_t key[KEY] = {0};
            for (size_t i = 0; i < TRUSTEES; i++) {
                for (size_t k = 0; k < KEY && (some >> i & 1) != 0; k++) {
                    key[k] ^= shares[i][k];
                }
            }
            assert_false(ballot_open_answer(&f->q, &a, key, &yes));
        }
    }
}

/* A side cannot give another's answer as its own, nor a trustee somebody else's opening. */
static void nobody_speaks_for_another(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    truce_str block;
    truce_str kept;
    truce_answer copied = answer(f, 0, true, &block, &kept);
    const truce_answer theirs = copied;
    copied.side = 1;
    truce_answer answers[SIDES] = {theirs, copied, answer(f, 2, true, NULL, NULL)};
    truce_opening openings[TRUSTEES];
    for (size_t i = 0; i < TRUSTEES; i++) {
        openings[i] = opening(f, i, answers, SIDES);
    }
    assert_false(count(f, 0, answers, openings, 1));
    assert_int_equal(truce_answer_make(&f->q, f->stranger, true, &out, &out, &err), TRUCE_EDENIED);
    assert_int_equal(truce_opening_make(&f->q, answers, SIDES, f->sides[0], &out, &err),
                     TRUCE_EDENIED);
    assert_int_equal(out.size, 0);
    /* Every changed letter of what is signed is seen. */
    char *const text_of = truce_arena_take(&f->arena, block.size);
    for (size_t i = 0; i < block.size; i++) {
        truce_answer read;
        memcpy(text_of, block.data, block.size);
        text_of[i] ^= 1;
        const truce_status status =
            truce_answer_read(&f->q, (truce_str){text_of, block.size}, &read, &err);
        const bool behind = i + 31 >= block.size; /* the last line, which is passed over */
        assert_true(status == TRUCE_EPARSE || status == TRUCE_EINVAL ||
                    (status == TRUCE_OK && behind) ||
                    (status == TRUCE_OK && memcmp(&read, &theirs, sizeof read) == 0));
    }
}

/* Yes and no cannot be told apart by size, nor by what two of a kind have in common. */
static void yes_and_no_look_alike(void **state) {
    fixture *const f = *state;
    truce_str blocks[4];
    truce_str kept[4];
    for (size_t i = 0; i < 4; i++) {
        (void)answer(f, 0, i % 2 == 0, &blocks[i], &kept[i]);
        assert_int_equal(blocks[i].size, blocks[0].size);
        assert_int_equal(kept[i].size, kept[0].size);
    }
    const truce_answer yes = answer(f, 0, true, NULL, NULL);
    const truce_answer again = answer(f, 0, true, NULL, NULL);
    assert_memory_not_equal(yes.commitment, again.commitment, sizeof yes.commitment);
    assert_memory_not_equal(yes.sealed, again.sealed, sizeof yes.sealed);
    assert_memory_not_equal(yes.shares[0], again.shares[0], sizeof yes.shares[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_all_only_when_all_say_yes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_asked_is_the_text_to_the_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_is_asked_is_held_to_the_rules, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_opened_before_all_have_answered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_second_answer_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_cannot_be_opened_says_no, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_trustee_who_lies_makes_no_yes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_false_outcome_is_shown_by_what_was_kept, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(all_trustees_but_one_learn_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_speaks_for_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(yes_and_no_look_alike, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
