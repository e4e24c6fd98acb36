/* Every sentence of a brief resolves to claims: a walk through the JSON of the sample cases, asked
 * in every way. Then what must hold of all forms of brief and matrix: the same bytes again, and an
 * output that is whole or as it was. */
#include "truce/actions/brief.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"
#include "truce/evidence/matrix.h"

#define GAZA    CASE("gaza-talks")
#define HARBOUR CASE("harbour-strike.truce")

/* With the least number of sentences that rest on claims. */
static const struct {
    question q;
    size_t cited;
} questions[] = {
    {{.path = GAZA}, 100},
    {{.path = GAZA, .at = "2024-03"}, 30},
    {{.path = GAZA, .at = "2024-03-28"}, 1},
    {{.path = GAZA, .at = "2020"}, 0},
    {{.path = GAZA, .only = "s2"}, 30},
    {{.path = GAZA, .only = "s3"}, 5},
    {{.path = GAZA, .only = "falter-report"}, 0},
    {{.path = GAZA, .only = "s4", .at = "2024-05", .reader = "public"}, 8},
    {{.path = GAZA, .reader = "public"}, 100},
    {{.path = GAZA, .reader = "hamas"}, 100},
    {{.path = HARBOUR}, 10},
    {{.path = HARBOUR, .at = "2031-02-05"}, 4},
    {{.path = HARBOUR, .only = "minute"}, 6},
    {{.path = HARBOUR, .reader = "public"}, 9},
    {{.path = HARBOUR, .reader = "desk"}, 10},
    {{.path = HARBOUR, .reader = "union", .only = "gazette", .at = "2031-02-03"}, 4},
    {{.path = GAZA, .sections = "all"}, 400},
    {{.path = GAZA, .sections = "all", .reader = "hamas", .at = "2024-05"}, 50},
    {{.path = HARBOUR, .sections = "all", .reader = "public"}, 20},
    {{.path = HARBOUR, .sections = "gaps,timeline"}, 3},
    {{.path = HARBOUR, .sections = "state,between"}, 3},
    {{.path = GAZA, .since = "2024-03"}, 150},
    {{.path = GAZA, .since = "2030", .reader = "public"}, 100},
    {{.path = GAZA, .one_page = true}, 20},
    {{.path = GAZA, .one_page = true, .since = "2024-04", .reader = "hamas"}, 15},
    {{.path = GAZA, .issue = "return"}, 20},
    {{.path = GAZA, .issue = "return,duration", .sections = "all", .reader = "hamas"}, 60},
    {{.path = HARBOUR, .issue = "wage", .at = "2031-02-05"}, 2},
    {{.path = HARBOUR, .one_page = true, .at = "2031-02-05", .since = "2031-02-03"}, 3},
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

/* ---- the walk ---- */

typedef struct walk {
    const json_t *claims, *sources;
    size_t cited, computed;
} walk;

static void expect_claim(const walk *w, const char *name) {
    const json_t *const claim = json_object_get(w->claims, name);
    if (claim == NULL) {
        fail_msg("there is no claim %s", name);
    }
    if (json_object_get(w->sources, text_of(claim, "source")) == NULL) {
        fail_msg("the claim %s has no source", name);
    }
    assert_true(text_of(claim, "locator")[0] != '\0');
    assert_true(text_of(claim, "speaker")[0] != '\0');
    assert_true(text_of(claim, "grade")[0] != '\0');
}

static void expect_sentence(walk *w, const json_t *sentence) {
    size_t i;
    json_t *name;
    const json_t *const claims = json_object_get(sentence, "claims");
    const bool based = text_of(sentence, "basis")[0] != '\0';
    assert_true(text_of(sentence, "text")[0] != '\0');
    if (json_array_size(claims) == 0 && !based) {
        fail_msg("this rests on nothing: %s", text_of(sentence, "text"));
    }
    json_array_foreach(claims, i, name) {
        assert_true(json_is_string(name));
        expect_claim(w, json_string_value(name));
    }
    w->cited += json_array_size(claims) > 0;
    w->computed += based;
}

static void walk_json(walk *w, const json_t *value) {
    size_t i;
    const char *key;
    json_t *part;
    if (json_is_array(value)) {
        json_array_foreach(value, i, part) {
            walk_json(w, part);
        }
    }
    if (json_is_object(value)) {
        json_object_foreach((json_t *)(uintptr_t)value, key, part) {
            if (strcmp(key, "statements") == 0) {
                size_t n;
                json_t *sentence;
                assert_true(json_array_size(part) > 0);
                json_array_foreach(part, n, sentence) {
                    expect_sentence(w, sentence);
                }
            }
            walk_json(w, part);
        }
    }
}

static void every_sentence_rests_on_claims_or_says_from_what_it_was_computed(void **state) {
    (void)state;
    for (size_t i = 0; i < QUESTIONS; i++) {
        json_t *const root = json_answer(truce_brief_answer, &questions[i].q);
        walk w = {.claims = member(root, "claims"), .sources = member(root, "sources")};
        walk_json(&w, root);
        if (w.cited < questions[i].cited) {
            fail_msg("question %zu: only %zu sentences are cited", i, w.cited);
        }
        assert_true(w.computed > 0);
        assert_true(w.cited > 0 || json_object_size(w.claims) < 2);
        json_decref(root);
    }
}

/* Members that name one claim, anywhere in the matrix. */
static size_t walk_matrix(const walk *w, const json_t *value) {
    size_t i;
    size_t n = 0;
    const char *key;
    json_t *part;
    if (json_is_array(value)) {
        json_array_foreach(value, i, part) {
            n += walk_matrix(w, part);
        }
    }
    if (json_is_object(value)) {
        json_object_foreach((json_t *)(uintptr_t)value, key, part) {
            if (strcmp(key, "claim") == 0 || strcmp(key, "superseded_by") == 0 ||
                strcmp(key, "shifted_to") == 0) {
                assert_true(json_is_string(part));
                expect_claim(w, json_string_value(part));
                n++;
            }
            n += walk_matrix(w, part);
        }
    }
    return n;
}

static void every_claim_that_the_matrix_names_is_in_the_brief(void **state) {
    (void)state;
    for (size_t i = 0; i < QUESTIONS; i++) {
        json_t *const root = json_answer(truce_brief_answer, &questions[i].q);
        const walk w = {.claims = member(root, "claims"), .sources = member(root, "sources")};
        if (walk_matrix(&w, member(root, "matrix")) == 0 && questions[i].cited > 5) {
            fail_msg("question %zu: the matrix names no claim", i);
        }
        json_decref(root);
    }
}

static void the_brief_counts_the_claims_that_it_lists_and_those_left_out(void **state) {
    (void)state;
    for (size_t i = 0; i < QUESTIONS; i++) {
        json_t *const root = json_answer(truce_brief_answer, &questions[i].q);
        const json_t *const about = member(root, "about");
        assert_int_equal(json_integer_value(member(about, "claims")),
                         json_object_size(member(root, "claims")));
        const json_int_t left_out = json_integer_value(member(about, "claims_later")) +
                                    json_integer_value(member(about, "claims_undated"));
        assert_true(questions[i].q.at != NULL || left_out == 0);
        assert_string_equal(text_of(about, "at"),
                            questions[i].q.at != NULL ? questions[i].q.at : "");
        assert_string_equal(text_of(about, "reader"),
                            questions[i].q.reader != NULL ? questions[i].q.reader : "team");
        json_decref(root);
    }
}

static void the_matrix_says_the_same_alone_as_in_the_brief(void **state) {
    (void)state;
    for (size_t i = 0; i < QUESTIONS; i++) {
        json_t *const brief = json_answer(truce_brief_answer, &questions[i].q);
        json_t *const alone = json_answer(truce_matrix_answer, &questions[i].q);
        assert_true(json_equal(member(brief, "matrix"), member(alone, "matrix")));
        assert_true(json_equal(member(brief, "about"), member(alone, "about")));
        json_decref(brief);
        json_decref(alone);
    }
}

/* ---- all forms ---- */

static const answerer answerers[] = {truce_brief_answer, truce_matrix_answer};

static void the_same_question_has_the_same_bytes_whatever_the_seed(void **state) {
    (void)state;
    for (size_t i = 0; i < QUESTIONS; i++) {
        for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
            for (size_t a = 0; a < 2; a++) {
                question q = questions[i].q;
                truce_buffer first = answer(answerers[a], &q, (truce_paper_form)form);
                q.seed = UINT64_C(0x9E3779B97F4A7C15);
                truce_buffer second = answer(answerers[a], &q, (truce_paper_form)form);
                assert_true(first.size > 0);
                assert_true(truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second)));
                truce_buffer_clear(&first);
                truce_buffer_clear(&second);
            }
        }
    }
}

static void an_answer_stands_behind_what_was_there(void **state) {
    (void)state;
    const char *const paths[] = {HARBOUR};
    for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
        truce_session session;
        truce_error err;
        const question q = {.path = HARBOUR};
        truce_buffer alone = answer(truce_brief_answer, &q, (truce_paper_form)form);
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "before: ");
        open_case(&session, &q, paths, 1);
        const truce_paper paper = {.form = (truce_paper_form)form, .text = {.width = 100}};
        assert_int_equal(truce_brief_answer(&session, paper, &out, &err), TRUCE_OK);
        assert_int_equal(out.size, 8 + alone.size);
        assert_memory_equal(out.data, "before: ", 8);
        assert_memory_equal(out.data + 8, alone.data, alone.size);
        truce_session_close(&session);
        truce_buffer_clear(&out);
        truce_buffer_clear(&alone);
    }
}

static void one_session_answers_several_times(void **state) {
    (void)state;
    truce_session session;
    truce_error err;
    const char *const paths[] = {HARBOUR};
    const question q = {.path = HARBOUR};
    truce_buffer first = truce_buffer_new();
    truce_buffer second = truce_buffer_new();
    const truce_paper paper = {.form = TRUCE_PAPER_HTML};
    open_case(&session, &q, paths, 1);
    assert_int_equal(truce_brief_answer(&session, paper, &first, &err), TRUCE_OK);
    assert_int_equal(truce_brief_answer(&session, paper, &second, &err), TRUCE_OK);
    assert_true(truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second)));
    truce_buffer_clear(&first);
    truce_buffer_clear(&second);
    truce_session_close(&session);
}

/* Nothing declared, or only part of what an answer is made of. */
static void a_case_that_holds_next_to_nothing_is_answered_too(void **state) {
    (void)state;
    static const char *const cases[] = {
        "truce 1\n",
        "truce 1\ncase c \"C\"\n",
        "truce 1\nparty a \"A\"\n",
        "truce 1\nissue i \"I\"\n",
        "truce 1\nsource s \"S\" press\nactor a \"A\"\nissue i \"I\"\nclaim s:P1\n  a softens\n",
        "truce 1\nsource s \"S\" press\nclaim s:?\n  talks running\n",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
            for (size_t a = 0; a < 2; a++) {
                truce_session session;
                truce_error err = {.message = ""};
                truce_buffer out = truce_buffer_new();
                const truce_input input = {TRUCE_STR("x.truce"), truce_str_of(cases[i])};
                assert_int_equal(truce_session_open_inputs(&session, &(truce_request){.seed = 1},
                                                           &input, 1, &err),
                                 TRUCE_OK);
                const truce_paper paper = {.form = (truce_paper_form)form, .text = {.width = 40}};
                assert_int_equal(answerers[a](&session, paper, &out, &err), TRUCE_OK);
                assert_true(out.size > 0);
                truce_buffer_clear(&out);
                truce_session_close(&session);
            }
        }
    }
}

/* ---- failures ---- */

static void too_many_parties_leave_the_output_as_it_was(void **state) {
    (void)state;
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "truce 1\ncase c \"C\"\n");
    for (int i = 0; i <= TRUCE_MATRIX_PARTIES_MAX; i++) {
        truce_buffer_printf(&text, "party p%d \"P\"\n", i);
    }
    const truce_input input = {TRUCE_STR("x.truce"), truce_buffer_str(&text)};
    assert_int_equal(
        truce_session_open_inputs(&session, &(truce_request){.seed = 1}, &input, 1, &err),
        TRUCE_OK);
    for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
        for (size_t a = 0; a < 2; a++) {
            truce_buffer out = truce_buffer_new();
            truce_buffer_lit(&out, "before");
            const truce_paper paper = {.form = (truce_paper_form)form, .text = {.width = 100}};
            assert_int_equal(answerers[a](&session, paper, &out, &err), TRUCE_ELIMIT);
            assert_true(truce_str_equal(truce_buffer_str(&out), TRUCE_STR("before")));
            truce_buffer_clear(&out);
        }
    }
    truce_session_close(&session);
    truce_buffer_clear(&text);
}

/* One answer with an allocation that fails; true when none was missed any more. */
static bool answer_short_of_memory(answerer ask, const char *issue, truce_paper paper, long allowed,
                                   truce_str want) {
    truce_session session;
    truce_error err;
    truce_buffer out = truce_buffer_new();
    const question q = {.path = HARBOUR, .issue = issue};
    const char *const paths[] = {HARBOUR};
    open_case(&session, &q, paths, 1);
    truce_buffer_lit(&out, "before");
    allocations_left = allowed;
    const truce_status status = ask(&session, paper, &out, &err);
    const bool missed = allocations_left < 0;
    allocations_left = LONG_MAX;
    if (missed && status == TRUCE_OK) {
        fail_msg("allocation %ld was missed and nobody said so", allowed);
    }
    if (missed) {
        assert_int_equal(status, TRUCE_ENOMEM);
        assert_true(truce_str_equal(truce_buffer_str(&out), TRUCE_STR("before")));
    } else {
        assert_int_equal(status, TRUCE_OK);
        assert_int_equal(out.size, 6 + want.size);
        assert_memory_equal(out.data + 6, want.data, want.size);
    }
    truce_buffer_clear(&out);
    truce_session_close(&session);
    return !missed;
}

static void memory_that_runs_out_anywhere_leaves_the_output_as_it_was(void **state) {
    (void)state;
    for (int form = TRUCE_PAPER_TEXT; form <= TRUCE_PAPER_JSON; form++) {
        for (size_t a = 0; a < 3; a++) { /* a brief, a matrix, a brief of one issue */
            const char *const issue = a == 2 ? "wage" : NULL;
            const question q = {.path = HARBOUR, .issue = issue};
            const truce_paper paper = {.form = (truce_paper_form)form, .text = {.width = 100}};
            truce_buffer want = answer(answerers[a % 2], &q, (truce_paper_form)form);
            for (int once = 0; once < 2; once++) {
                fails_once = once == 1;
                long allowed = 0;
                while (!answer_short_of_memory(answerers[a % 2], issue, paper, allowed,
                                               truce_buffer_str(&want))) {
                    allowed++;
                }
                assert_true(allowed > 3);
            }
            truce_buffer_clear(&want);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_rests_on_claims_or_says_from_what_it_was_computed),
        cmocka_unit_test(every_claim_that_the_matrix_names_is_in_the_brief),
        cmocka_unit_test(the_brief_counts_the_claims_that_it_lists_and_those_left_out),
        cmocka_unit_test(the_matrix_says_the_same_alone_as_in_the_brief),
        cmocka_unit_test(the_same_question_has_the_same_bytes_whatever_the_seed),
        cmocka_unit_test(an_answer_stands_behind_what_was_there),
        cmocka_unit_test(one_session_answers_several_times),
        cmocka_unit_test(a_case_that_holds_next_to_nothing_is_answered_too),
        cmocka_unit_test(too_many_parties_leave_the_output_as_it_was),
        cmocka_unit_test(memory_that_runs_out_anywhere_leaves_the_output_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
