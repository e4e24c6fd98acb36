/* cases/gaza-talks: who is what according to whom, and who can press whom, with paragraphs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "truce/actions/actors.h"

static json_t *actors_of(const char *only) {
    const question q = {.path = CASE("gaza-talks"), .only = only};
    return json_answer(truce_actors_answer, &q);
}

static const json_t *mediator(const json_t *root, const char *name) {
    const json_t *const m = find_object(member(member(root, "actors"), "mediators"), "name", name);
    if (m == NULL) {
        fail_msg("%s is no mediator", name);
    }
    return m;
}

static void the_united_states_is_mediator_ally_and_withdrawn_by_source_and_time(void **state) {
    (void)state;
    json_t *const root = actors_of(NULL);
    const json_t *const us = mediator(root, "us");
    const json_t *const as = json_array_get(member(us, "as"), 0);
    const json_t *const told = json_array_get(member(as, "told"), 0);
    assert_string_equal(text_of(as, "role"), "mediator");
    assert_string_equal(text_of(told, "claim"), "s1:P9");
    assert_string_equal(text_of(told, "source"), "s1");
    assert_string_equal(text_of(told, "date"), "2025-07~ (estimate)");
    const json_t *const ally = find_object(member(us, "also"), "relation", "alliance");
    assert_string_equal(text_of(ally, "to"), "israel");
    assert_true(has_text(member(ally, "claims"), "s1:P9"));
    const json_t *const team = find_object(member(us, "also"), "actor", "us-team");
    assert_string_equal(text_of(team, "presence"), "withdrawn");
    assert_true(has_text(member(team, "claims"), "s1:P6.end"));
    assert_true(has_text(member(find_object(member(us, "also"), "actor", "trump-admin"), "claims"),
                         "s1:P9"));
    assert_non_null(find_object(member(us, "interests"), "on", "rafah"));
    assert_non_null(find_object(member(us, "positions"), "issue", "rafah"));
    json_decref(root);
    /* Of another source it is an actor that presses, and no mediator. */
    json_t *const s4 = actors_of("s4");
    assert_null(find_object(member(member(s4, "actors"), "mediators"), "name", "us"));
    json_decref(s4);
}

static void mediators_differ_by_source(void **state) {
    (void)state;
    json_t *const root = actors_of(NULL);
    const json_t *const un = json_array_get(member(mediator(root, "un"), "as"), 0);
    assert_true(has_text(member(un, "claims"), "s0:P12.mediators"));
    assert_true(has_text(member(un, "claims"), "s3:P2"));
    assert_int_equal(json_array_size(member(un, "claims")), 2);
    assert_non_null(find_object(member(mediator(root, "egypt"), "also"), "role", "host"));
    assert_non_null(find_object(member(mediator(root, "egypt"), "positions"), "issue", "duration"));
    const json_t *const finance =
        find_object(member(mediator(root, "qatar"), "also"), "relation", "finance");
    assert_true(has_text(member(finance, "claims"), "s3:P10"));
    json_decref(root);
}

/* The direct hop from one side to another, and that a path over it alone is listed. */
static const json_t *direct(const json_t *root, const char *from, const char *to) {
    const json_t *const leverage = member(member(root, "actors"), "leverage");
    const json_t *const party = find_object(member(leverage, "parties"), "party", to);
    size_t i, k;
    json_t *hop, *path;
    json_array_foreach(member(leverage, "hops"), i, hop) {
        if (strcmp(text_of(hop, "from"), from) != 0 || strcmp(text_of(hop, "to"), to) != 0) {
            continue;
        }
        json_array_foreach(member(party, "paths"), k, path) {
            const json_t *const hops = member(path, "hops");
            if (json_array_size(hops) == 1 &&
                json_integer_value(json_array_get(hops, 0)) == (json_int_t)i) {
                return hop;
            }
        }
    }
    fail_msg("no direct path from %s to %s", from, to);
    return NULL;
}

static void leverage_names_its_paragraphs(void **state) {
    (void)state;
    json_t *const root = actors_of(NULL);
    const json_t *const qatar =
        find_object(member(direct(root, "qatar", "hamas"), "by"), "relation", "leverage");
    assert_true(has_text(member(qatar, "claims"), "s3:P10"));
    const json_t *const us = member(direct(root, "us", "israel"), "by");
    assert_true(has_text(member(find_object(us, "relation", "leverage"), "claims"), "s1:P9"));
    assert_true(has_text(member(find_object(us, "relation", "alliance"), "claims"), "s1:P9"));
    assert_true(
        has_text(member(find_object(us, "relation", "pressure"), "claims"), "s4:P10.pressure"));
    const json_t *const un = member(direct(root, "un", "hamas"), "by");
    const json_t *const dependence = find_object(un, "relation", "dependence");
    assert_true(json_is_true(member(dependence, "reversed")));
    assert_true(has_text(member(dependence, "claims"), "s1:P8.network"));
    json_decref(root);
}

static void
that_the_united_states_is_biased_is_told_with_it_and_an_ally_presses_nobody(void **state) {
    (void)state;
    json_t *const root = actors_of(NULL);
    const json_t *const charge = json_array_get(member(mediator(root, "us"), "charges"), 0);
    assert_string_equal(text_of(charge, "claim"), "s1:P9");
    assert_non_null(strstr(text_of(charge, "text"), "bias towards Israel"));
    assert_int_equal(json_array_size(member(mediator(root, "qatar"), "charges")), 0);
    const json_t *const alliances = member(member(root, "actors"), "alliances");
    assert_int_equal(json_array_size(alliances), 1);
    assert_string_equal(text_of(json_array_get(alliances, 0), "actor"), "us");
    /* No path runs through Israel to Hamas because the United States is Israel's ally. */
    const json_t *const leverage = member(member(root, "actors"), "leverage");
    size_t i;
    json_t *path;
    json_array_foreach(member(find_object(member(leverage, "parties"), "party", "hamas"), "paths"),
                       i, path) {
        assert_false(has_text(member(path, "sides"), "israel"));
    }
    json_decref(root);
}

/* A memoir of 1982 tells of 1978. */
static void a_role_is_of_the_time_that_its_claim_gives(void **state) {
    static const char text[] =
        "truce 1\ncase c \"C\"\nparty a \"A\"\nactor m \"M\"\nsource s \"S\" memoir\n"
        "  published 1982\nclaim s:P1\n  m is mediator at 1978-09\nclaim s:P2\n  m is mediator\n";
    const truce_input input = {TRUCE_STR("c.truce"), {text, sizeof text - 1}};
    const truce_paper_form forms[] = {TRUCE_PAPER_JSON, TRUCE_PAPER_TEXT};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        truce_session session;
        truce_buffer out = truce_buffer_new();
        const truce_paper paper = {.form = forms[i], .text = {.width = 200}};
        assert_int_equal(
            truce_session_open_inputs(&session, &(truce_request){.seed = 1}, &input, 1, NULL),
            TRUCE_OK);
        assert_int_equal(truce_actors_answer(&session, paper, &out, NULL), TRUCE_OK);
        truce_buffer_byte(&out, '\0');
        assert_non_null(strstr(out.data, i == 0 ? "\"when\": \"at 1978-09\""
                                                : "s, at 1978-09; s, told later, undated"));
        truce_buffer_clear(&out);
        truce_session_close(&session);
    }
}

static void what_divides_israel_at_home_is_told_and_of_hamas_nothing_is(void **state) {
    (void)state;
    json_t *const root = actors_of(NULL);
    const json_t *const facets = member(member(root, "actors"), "facets");
    size_t i, divisions = 0, presses = 0, unnamed = 0;
    json_t *f;
    json_array_foreach(facets, i, f) {
        const bool home = strcmp(text_of(f, "kind"), "division") == 0 ||
                          strcmp(text_of(f, "kind"), "pressure") == 0;
        assert_true(json_array_size(member(f, "claims")) > 0);
        if (home) {
            assert_string_equal(text_of(f, "side"), "israel");
            divisions += strcmp(text_of(f, "kind"), "division") == 0;
            presses += strcmp(text_of(f, "kind"), "pressure") == 0;
            unnamed += strcmp(text_of(f, "actor"), "someone") == 0;
        }
    }
    assert_int_equal(divisions, 2);
    assert_int_equal(presses, 3);
    assert_int_equal(unnamed, 1);
    json_decref(root);
}

/* What presses a side at home stands with who could press it, in short and whole; a side of which
 * nothing of it is told has its line too. */
static void what_presses_at_home_stands_with_leverage(void **state) {
    (void)state;
    static const question questions[] = {
        {.path = CASE("gaza-talks")},
        {.path = CASE("gaza-talks"), .sections = "leverage"},
    };
    for (size_t i = 0; i < 2; i++) {
        truce_buffer out = answer(truce_actors_answer, &questions[i], TRUCE_PAPER_MARKDOWN);
        truce_buffer_byte(&out, '\0');
        const char *const home = strstr(out.data, "At home: what divides each side");
        assert_non_null(home);
        assert_non_null(strstr(home, "**Hamas**: nothing of this is reported"));
        assert_non_null(strstr(home, "divided: compromise for the hostages, or no concession"));
        assert_non_null(strstr(home, "at stake for Benjamin Netanyahu: a trial"));
        assert_non_null(strstr(home, "Israelis against any concession: pressure on Benjamin"));
        assert_non_null(strstr(home, "said of Benjamin Netanyahu: pressure at home may make it "
                                     "harder for him to compromise"));
        assert_non_null(strstr(out.data, "Another claim tells of Israel: set it aside"));
        assert_non_null(
            strstr(out.data, "Another claim tells of United States: vetoed its earlier texts"));
        assert_non_null(strstr(out.data, "The same claim predicts: the US may press both sides "
                                         "harder; the US may step back"));
        truce_buffer_clear(&out);
    }
}

/* Of one party nothing less is said than of all: that nothing of its home is reported, and which
 * mediators nobody gives a lever on it. */
/* Who could press from outside is dated, as what presses at home is; and what is said of one side
 * in words stands with it, once. */
static void levers_are_dated_and_what_is_said_of_a_side_is_not_dropped(void **state) {
    (void)state;
    const question whole = {.path = CASE("gaza-talks")};
    const question of = {.path = CASE("gaza-talks"), .of = "israel"};
    truce_buffer out = answer(truce_actors_answer, &whole, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "the report s4, 2024-05"));
    assert_non_null(strstr(out.data, "said of Egypt: central to earlier Gaza ceasefires"));
    truce_buffer_clear(&out);
    out = answer(truce_actors_answer, &of, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    const char *const said = strstr(out.data, "said of Benjamin Netanyahu: pressure at home");
    assert_non_null(said);
    assert_null(strstr(said + 1, "said of Benjamin Netanyahu: pressure at home"));
    assert_non_null(strstr(out.data, "Israel says of Hamas: regards Hamas as terrorist"));
    assert_null(strstr(out.data, "said of Egypt"));
    truce_buffer_clear(&out);
    json_t *const root = json_answer(truce_actors_answer, &of);
    const json_t *const sayings = member(member(root, "actors"), "sayings");
    const json_t *const one = find_object(sayings, "of", "netanyahu");
    assert_non_null(find_object(member(one, "told"), "claim", "s1:P7.home"));
    assert_null(find_object(sayings, "of", "egypt"));
    json_decref(root);
}

/* The whole of an actor is what it says too, on whatever; and that whom it presses answers is not
 * reported. */
static void what_an_actor_says_and_who_answers_it_stand_with_it(void **state) {
    (void)state;
    const question un = {.path = CASE("gaza-talks"), .of = "un"};
    truce_buffer out = answer(truce_actors_answer, &un, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "What United Nations says itself"));
    assert_non_null(strstr(out.data, "says: not to act on it would be past forgiving, on Security "
                                     "Council demands a ceasefire for Ramadan"));
    assert_non_null(strstr(out.data, "UN Security Council is said to press Hamas and Israel. No "
                                     "answer by them to it is reported. **\\[our reading\\]**"));
    truce_buffer_clear(&out);
    json_t *const root = json_answer(truce_actors_answer, &un);
    const json_t *const actors = member(root, "actors");
    assert_int_equal(json_array_size(member(actors, "says")), 1);
    assert_int_equal(json_array_size(member(actors, "asked")), 4);
    json_decref(root);
    const question hamas = {.path = CASE("gaza-talks"), .of = "hamas"};
    out = answer(truce_actors_answer, &hamas, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "No answer by Hamas to UN Security Council, to Ant"));
    const char *const own = strstr(out.data, "What Hamas says itself");
    assert_non_null(own);
    const char *const last = strstr(own, "essential to free Palestinians");
    assert_true(last != NULL && last < strstr(own, "no movement on its demands"));
    truce_buffer_clear(&out);
}

static void of_one_party_what_is_not_reported_is_said_too(void **state) {
    (void)state;
    static const question questions[] = {
        {.path = CASE("gaza-talks"), .of = "hamas"},
        {.path = CASE("gaza-talks"), .of = "israel"},
    };
    static const char *const told[][3] = {
        {"**Hamas**: nothing of this is reported", "**Egypt**: mediator; no lever on Hamas",
         "**Qatar**: finance for Civilians in Gaza"},
        {"**Israel**: at stake for Benjamin Netanyahu", "**Egypt**: mediator; no lever on Israel",
         "**Qatar**: mediator; no lever on Israel"},
    };
    for (size_t i = 0; i < 2; i++) {
        truce_buffer out = answer(truce_actors_answer, &questions[i], TRUCE_PAPER_MARKDOWN);
        truce_buffer_byte(&out, '\0');
        for (size_t t = 0; t < 3; t++) {
            assert_non_null(strstr(out.data, told[i][t]));
        }
        assert_null(strstr(out.data, "**United States**: mediator; no lever"));
        truce_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_united_states_is_mediator_ally_and_withdrawn_by_source_and_time),
        cmocka_unit_test(mediators_differ_by_source),
        cmocka_unit_test(leverage_names_its_paragraphs),
        cmocka_unit_test(
            that_the_united_states_is_biased_is_told_with_it_and_an_ally_presses_nobody),
        cmocka_unit_test(a_role_is_of_the_time_that_its_claim_gives),
        cmocka_unit_test(what_divides_israel_at_home_is_told_and_of_hamas_nothing_is),
        cmocka_unit_test(what_presses_at_home_stands_with_leverage),
        cmocka_unit_test(levers_are_dated_and_what_is_said_of_a_side_is_not_dropped),
        cmocka_unit_test(what_an_actor_says_and_who_answers_it_stand_with_it),
        cmocka_unit_test(of_one_party_what_is_not_reported_is_said_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
