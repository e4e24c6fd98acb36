/* Who is one witness on cases/gaza-talks and cases/camp-david, and what rests on one: facts of the
 * articles, then what must hold of every answer; then all forms, and memory that runs out. */
#include "truce/actions/witnesses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"

#define GAZA  CASE("gaza-talks")
#define DAVID CASE("camp-david")

static json_t *witnesses_of(const question *q) {
    return json_answer(truce_witnesses_answer, q);
}

/* The witness that the claim is of. */
static const json_t *witness_of(const json_t *root, const char *claim) {
    size_t i;
    json_t *value;
    json_array_foreach(member(root, "witnesses"), i, value) {
        if (has_text(member(value, "claims"), claim)) {
            return value;
        }
    }
    fail_msg("%s is of no witness", claim);
    return NULL;
}

static bool tells_alone(const json_t *witness, const char *point) {
    return find_object(member(witness, "alone"), "point", point) != NULL;
}

static void a_report_and_its_copy_are_one_and_what_unnamed_people_say_are_several(void **state) {
    (void)state;
    json_t *const root = witnesses_of(&(question){.path = GAZA});
    assert_ptr_equal(witness_of(root, "s2:P15"), witness_of(root, "s2:P16"));
    assert_ptr_equal(witness_of(root, "s2:P6"), witness_of(root, "s2:P6.price"));
    assert_ptr_not_equal(witness_of(root, "s3:P1"), witness_of(root, "s3:P2"));
    /* Guterres speaks in two reports, and nothing says through whom. */
    assert_ptr_not_equal(witness_of(root, "s2:P11.guterres"), witness_of(root, "s3:P8.guterres"));
    json_decref(root);
}

static void what_rests_on_one_unnamed_claim_is_listed_with_it(void **state) {
    (void)state;
    json_t *const root = witnesses_of(&(question){.path = GAZA});
    const json_t *const resumed = witness_of(root, "s3:P1");
    assert_true(tells_alone(resumed, "talks running"));
    assert_true(tells_alone(resumed, "event \xE2\x80\x9CTalks resume\xE2\x80\x9D"));
    assert_string_equal(text_of(resumed, "grade"), "one anonymous");
    assert_int_equal(json_array_size(member(witness_of(root, "s4:P4.review"), "alone")), 2);
    /* That the delegation left, both sides say. */
    size_t i;
    json_t *value;
    json_array_foreach(member(root, "witnesses"), i, value) {
        assert_false(tells_alone(value,
                                 "event \xE2\x80\x9CHamas delegation leaves Cairo\xE2\x80\x9D, at "
                                 "\xE2\x80\x9CSunday\xE2\x80\x9D"));
    }
    json_decref(root);
}

/* Every claim but our own readings is of one witness; a point is alone with a witness whose claims
 * all of it are; of the others no one witness has all. */
static void check(const question *q) {
    json_t *const root = witnesses_of(q);
    json_t *const brief = json_answer(truce_brief_answer, q);
    const json_t *const witnesses = member(root, "witnesses");
    size_t i;
    size_t p;
    size_t c;
    json_t *value;
    json_t *point;
    json_t *claim;
    json_t *record;
    const char *name;
    json_object_foreach(member(brief, "claims"), name, record) {
        size_t times = 0;
        json_array_foreach(witnesses, i, value) {
            times += has_text(member(value, "claims"), name);
        }
        const json_t *const marks = json_object_get(record, "marks");
        assert_int_equal(times, marks == NULL || !has_text(marks, "inferred"));
    }
    json_array_foreach(witnesses, i, value) {
        assert_true(json_array_size(member(value, "claims")) > 0);
        json_array_foreach(member(value, "alone"), p, point) {
            assert_true(text_of(point, "point")[0] != '\0');
            json_array_foreach(member(point, "claims"), c, claim) {
                assert_true(has_text(member(value, "claims"), json_string_value(claim)));
            }
            assert_true(c > 0);
        }
    }
    json_array_foreach(member(root, "several"), p, point) {
        json_array_foreach(witnesses, i, value) {
            bool all = true;
            json_array_foreach(member(point, "claims"), c, claim) {
                all = all && has_text(member(value, "claims"), json_string_value(claim));
            }
            assert_false(all);
        }
    }
    json_decref(root);
    json_decref(brief);
}

static void every_claim_is_of_one_witness_and_every_point_is_of_one_or_several(void **state) {
    (void)state;
    check(&(question){.path = GAZA});
    check(&(question){.path = DAVID});
    check(&(question){.path = GAZA, .only = "s2"});
    check(&(question){.path = CASE("harbour-strike.truce"), .reader = "public"});
}

static void the_same_question_gives_the_same_bytes_whatever_the_seed(void **state) {
    (void)state;
    for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
        truce_buffer one =
            answer(truce_witnesses_answer, &(question){.path = DAVID}, (truce_paper_form)form);
        truce_buffer two = answer(truce_witnesses_answer, &(question){.path = DAVID, .seed = 77},
                                  (truce_paper_form)form);
        assert_true(truce_str_equal(truce_buffer_str(&one), truce_buffer_str(&two)));
        truce_buffer_clear(&one);
        truce_buffer_clear(&two);
    }
}

static void expect_whole_or_nothing(truce_paper_form form, truce_request request,
                                    const truce_input *input, bool once) {
    long allowed = 0;
    for (bool failed = true; failed; allowed += 1 + allowed / 16) {
        truce_session session;
        truce_error err;
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "before");
        assert_int_equal(truce_session_open_inputs(&session, &request, input, 1, &err), TRUCE_OK);
        fails_once = once;
        allocations_left = allowed;
        const truce_status status = truce_witnesses_answer(
            &session, (truce_paper){.form = form, .text = {.width = 80}}, &out, &err);
        failed = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, failed ? TRUCE_ENOMEM : TRUCE_OK);
        assert_true(failed ? out.size == 6 : out.size > 6);
        truce_buffer_clear(&out);
        truce_session_close(&session);
    }
    assert_true(allowed > 3);
}

static void without_memory_the_output_is_left_as_it_was(void **state) {
    (void)state;
    static const char text[] =
        "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\nperson p \"P\" of a\nsource s \"S\" "
        "press\nsource t \"T\" press\n  copies s\nissue pay \"Pay\"\n  rung low\n  rung high\n"
        "event e \"E\" leave by a\noffer x \"X\" by a to b\n"
        "claim s:P1 by one \"aide\" of a\n  a demands pay high\n  talks running\n  event e\n"
        "claim s:P2 by one \"aide\" of a\n  offer x issued\nclaim t:P1\n  copy of s:P1\n"
        "  a demands pay high\nclaim t:P2 by p\n  a demands pay high\n  b softens on pay\n"
        "claim s:P3 inferred\n  p is decider of a\n";
    static const truce_str issue = {"pay", 3};
    const truce_input input = {TRUCE_STR("c.truce"), {text, sizeof text - 1}};
    for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
        for (int once = 0; once < 2; once++) {
            expect_whole_or_nothing((truce_paper_form)form, (truce_request){.seed = 1}, &input,
                                    once == 1);
            expect_whole_or_nothing((truce_paper_form)form,
                                    (truce_request){.seed = 1, .issues = &issue, .n_issues = 1},
                                    &input, once == 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_and_its_copy_are_one_and_what_unnamed_people_say_are_several),
        cmocka_unit_test(what_rests_on_one_unnamed_claim_is_listed_with_it),
        cmocka_unit_test(every_claim_is_of_one_witness_and_every_point_is_of_one_or_several),
        cmocka_unit_test(the_same_question_gives_the_same_bytes_whatever_the_seed),
        cmocka_unit_test(without_memory_the_output_is_left_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
