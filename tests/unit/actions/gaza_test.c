/* cases/gaza-talks: what the five articles report must show as they report it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "truce/actions/accounts.h"
#include "truce/actions/check.h"
#include "truce/actions/gaps.h"

#define GAZA CASE("gaza-talks")

/* All files but the estimates from outside the articles. */
static const char *const articles[] = {
    GAZA "/00-case.truce",
    GAZA "/10-sources.truce",
    GAZA "/20-actors.truce",
    GAZA "/30-issues.truce",
    GAZA "/40-offers-events.truce",
    GAZA "/50-s0.truce",
    GAZA "/51-s1.truce",
    GAZA "/52-s2.truce",
    GAZA "/53-s3.truce",
    GAZA "/54-s4.truce",
    GAZA "/60-accounts.truce",
};

/* The matrix of the whole case, of one source only, or of the articles without the datings. */
typedef enum whole { WHOLE, ONLY_S2, UNDATED } whole;

static json_t *matrix_of(whole which) {
    const question q = {.path = GAZA, .only = which == ONLY_S2 ? "s2" : NULL};
    if (which != UNDATED) {
        return json_answer(truce_matrix_answer, &q);
    }
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    open_case(&session, &q, articles, sizeof articles / sizeof *articles);
    const truce_paper paper = {.form = TRUCE_PAPER_JSON};
    assert_int_equal(truce_matrix_answer(&session, paper, &out, &err), TRUCE_OK);
    truce_session_close(&session);
    json_t *const root = parse_json(&out);
    truce_buffer_clear(&out);
    return root;
}

static const json_t *cell_of(const json_t *root, const char *issue, const char *party) {
    const json_t *const row = find_object(member(member(root, "matrix"), "issues"), "name", issue);
    const json_t *const cell = find_object(member(row, "cells"), "party", party);
    assert_non_null(cell);
    return cell;
}

/* The standing position of that stance, on those options, for those groups ("" for all). */
static const json_t *position_of(const json_t *cell, const char *stance, bool denied,
                                 const char *option, const char *first_group) {
    size_t i;
    json_t *p;
    json_array_foreach(member(cell, "positions"), i, p) {
        const json_t *const item = member(p, "item");
        const json_t *const groups = json_object_get(item, "for");
        if (strcmp(text_of(p, "stance"), stance) == 0 &&
            json_is_true(json_object_get(p, "not")) == denied &&
            has_text(json_object_get(item, "options"), option) &&
            (first_group[0] == '\0' ? groups == NULL : has_text(groups, first_group))) {
            return p;
        }
    }
    fail_msg("no position %s %s", stance, option);
    return NULL;
}

static void expect_evidence(const json_t *position, const char *claim, const char *hand) {
    const json_t *const evidence = find_object(member(position, "evidence"), "claim", claim);
    if (evidence == NULL) {
        fail_msg("%s is no evidence", claim);
    }
    assert_string_equal(text_of(evidence, "hand"), hand);
}

/* ---- the return of the displaced ---- */

static void hamas_demands_that_all_return_home(void **state) {
    (void)state;
    for (whole which = WHOLE; which <= ONLY_S2; which++) {
        json_t *const root = matrix_of(which);
        const json_t *const p =
            position_of(cell_of(root, "return", "hamas"), "demands", false, "home", "");
        expect_evidence(p, "s2:P6", "first");
        expect_evidence(p, "s2:P7.naeim", "first");
        expect_evidence(p, "s2:P9.al-thani", "second");
        assert_null(json_object_get(member(p, "item"), "or"));
        json_decref(root);
    }
}

static void
israel_accepts_home_for_women_and_children_on_a_condition_that_is_not_stated(void **state) {
    (void)state;
    for (whole which = WHOLE; which <= UNDATED; which++) {
        json_t *const root = matrix_of(which);
        const json_t *const p =
            position_of(cell_of(root, "return", "israel"), "accepts", false, "home", "women");
        const json_t *const groups = member(member(p, "item"), "for");
        assert_int_equal(json_array_size(groups), 2);
        assert_true(has_text(groups, "children"));
        assert_non_null(strstr(text_of(p, "text"), "condition"));
        assert_true(has_text(member(p, "marks"), "narrator"));
        assert_int_equal(json_array_size(member(p, "evidence")), 1);
        expect_evidence(p, "s2:P9.groups", "narrator");
        json_decref(root);
    }
}

/* Apprehension is no refusal: no acceptance is reported, and that is all. */
static void israel_has_not_accepted_home_for_men_and_the_narrator_says_so(void **state) {
    (void)state;
    for (whole which = WHOLE; which <= UNDATED; which++) {
        json_t *const root = matrix_of(which);
        const json_t *const p =
            position_of(cell_of(root, "return", "israel"), "accepts", true, "home", "men");
        assert_int_equal(json_array_size(member(member(p, "item"), "for")), 1);
        assert_true(has_text(member(p, "marks"), "narrator"));
        expect_evidence(p, "s2:P9.groups", "narrator");
        json_decref(root);
    }
}

static void what_qatar_and_hamas_say_of_israel_is_second_hand(void **state) {
    (void)state;
    json_t *const root = matrix_of(ONLY_S2);
    const json_t *const cell = cell_of(root, "return", "israel");
    const json_t *const qatar = position_of(cell, "prefers", false, "none", "");
    assert_true(has_text(member(qatar, "marks"), "second-hand"));
    expect_evidence(qatar, "s2:P9.al-thani", "second");
    /* He does not say that Israel refuses the return: that is our reading, and stands as such. */
    const json_t *const reading = position_of(cell, "rejects", false, "home", "");
    assert_true(has_text(member(reading, "marks"), "our reading"));
    assert_int_equal(json_array_size(member(reading, "evidence")), 1);
    expect_evidence(reading, "s2:P9.reading", "narrator");
    const json_t *const hamas = position_of(cell, "accepts", true, "home", "");
    assert_true(has_text(member(hamas, "marks"), "second-hand"));
    expect_evidence(hamas, "s2:P7.naeim", "second");
    json_decref(root);
}

/* Acceptance for some does not contradict refusal for all: nothing here is over or in doubt. */
static void israels_positions_on_return_all_stand(void **state) {
    (void)state;
    size_t i;
    json_t *p;
    json_t *const root = matrix_of(WHOLE);
    const json_t *const cell = cell_of(root, "return", "israel");
    assert_true(json_array_size(member(cell, "positions")) >= 4);
    assert_int_equal(json_array_size(member(cell, "earlier")), 0);
    json_array_foreach(member(cell, "positions"), i, p) {
        assert_false(has_text(member(p, "marks"), "order unknown"));
    }
    json_decref(root);
}

/* ---- a hedge is no refusal, a wish no demand, of either side ---- */

static void what_an_article_hedges_is_stated_no_harder(void **state) {
    (void)state;
    static const struct {
        const char *issue, *party, *stance;
        bool denied;
        const char *option, *first_group, *claim;
    } hedges[] = {
        /* wary, concerned, unwilling */
        {"withdrawal", "israel", "accepts", true, "significant", "", "s1:P6.positions"},
        {"prisoner-classes", "israel", "accepts", true, "included", "grave-offences",
         "s1:P8.israel"},
        {"rebuilding", "israel", "accepts", true, "free", "", "s0:P8.demands"},
        {"aid-network", "israel", "accepts", true, "hamas-run", "", "s1:P8.network"},
        /* open to */
        {"duration", "israel", "accepts", false, "temporary", "", "s4:P7.positions"},
        /* aim, objective, seek */
        {"attacks", "israel", "prefers", false, "ended", "", "s3:P5"},
        {"blockade", "hamas", "prefers", false, "lifted", "", "s0:P10.hamas"},
        {"guarantees", "hamas", "prefers", false, "given", "", "s1:P8.hamas"},
    };
    json_t *const root = matrix_of(WHOLE);
    for (size_t i = 0; i < sizeof hedges / sizeof *hedges; i++) {
        const json_t *const p =
            position_of(cell_of(root, hedges[i].issue, hedges[i].party), hedges[i].stance,
                        hedges[i].denied, hedges[i].option, hedges[i].first_group);
        expect_evidence(p, hedges[i].claim, "narrator");
    }
    json_decref(root);
}

static void what_no_article_says_is_marked_as_our_reading(void **state) {
    (void)state;
    json_t *const root = matrix_of(WHOLE);
    const json_t *const stages =
        position_of(cell_of(root, "withdrawal", "hamas"), "accepts", false, "staged", "");
    const json_t *const bar =
        position_of(cell_of(root, "guarantees", "israel"), "accepts", true, "given", "");
    assert_true(has_text(member(stages, "marks"), "our reading"));
    assert_true(has_text(member(bar, "marks"), "our reading"));
    json_decref(root);
}

/* ---- monitoring ---- */

static void no_position_on_monitoring_is_reported_for_either_side(void **state) {
    (void)state;
    static const char *const parties[] = {"hamas", "israel"};
    for (whole which = WHOLE; which <= UNDATED; which++) {
        json_t *const root = matrix_of(which);
        for (size_t i = 0; i < 2; i++) {
            const json_t *const cell = cell_of(root, "monitoring", parties[i]);
            assert_true(json_is_true(member(cell, "none_reported")));
            assert_int_equal(json_array_size(member(cell, "positions")), 0);
            assert_int_equal(json_array_size(member(cell, "earlier")), 0);
        }
        json_decref(root);
    }
}

static void none_reported_is_said_exactly_where_no_position_is(void **state) {
    (void)state;
    size_t i;
    size_t k;
    json_t *row;
    json_t *cell;
    json_t *const root = matrix_of(WHOLE);
    json_array_foreach(member(member(root, "matrix"), "issues"), i, row) {
        json_array_foreach(member(row, "cells"), k, cell) {
            const size_t n = json_array_size(member(cell, "positions")) +
                             json_array_size(member(cell, "earlier"));
            assert_int_equal(json_is_true(json_object_get(cell, "none_reported")), n == 0);
        }
    }
    assert_int_equal(i, 22);
    json_decref(root);
}

/* ---- movement ---- */

/* Israel softens, says s4; that it accepted none of three demands, says s2. */
static void expect_softening(whole which, const char *order, const char *dating) {
    json_t *const root = matrix_of(which);
    const json_t *const movement =
        find_object(member(member(root, "matrix"), "movements"), "claim", "s4:P4.progress");
    assert_non_null(movement);
    assert_string_equal(text_of(movement, "actor"), "israel");
    assert_string_equal(text_of(movement, "direction"), "softens");
    const json_t *const from = find_object(member(movement, "from"), "claim", "s2:P7.naeim");
    assert_non_null(from);
    assert_string_equal(text_of(from, "order"), order);
    assert_string_equal(text_of(from, "by_dating"), dating);
    const json_t *const items = member(from, "items");
    assert_int_equal(json_array_size(items), 3);
    assert_non_null(find_object(items, "issue", "duration"));
    assert_non_null(find_object(items, "issue", "withdrawal"));
    assert_non_null(find_object(items, "issue", "return"));
    json_decref(root);
}

static void
none_accepted_and_softening_are_a_movement_by_the_estimates_of_their_dates(void **state) {
    (void)state;
    expect_softening(WHOLE, "before", "s2-about");
}

static void without_the_estimates_their_order_is_unknown(void **state) {
    (void)state;
    expect_softening(UNDATED, "unknown", "");
}

/* ---- the list of seven ---- */

static void hamass_list_is_one_package_of_seven(void **state) {
    (void)state;
    static const char *const issues[] = {"duration",   "withdrawal", "return",         "aid",
                                         "rebuilding", "blockade",   "prisoner-number"};
    json_t *const root = matrix_of(WHOLE);
    const json_t *const packages = member(member(root, "matrix"), "packages");
    assert_int_equal(json_array_size(packages), 1);
    const json_t *const package = json_array_get(packages, 0);
    assert_string_equal(text_of(package, "claim"), "s2:P6");
    assert_string_equal(text_of(package, "actor"), "hamas");
    const json_t *const items = member(package, "items");
    assert_int_equal(json_array_size(items), 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(text_of(json_array_get(items, i), "issue"), issues[i]);
        /* and each of its lines stands in the matrix as part of it */
        bool found = false;
        size_t k;
        json_t *p;
        const json_t *const cell = cell_of(root, issues[i], "hamas");
        static const char *const lists[] = {"positions", "earlier"};
        for (size_t l = 0; l < 2; l++) {
            json_array_foreach(member(cell, lists[l]), k, p) {
                const json_t *const e = find_object(member(p, "evidence"), "claim", "s2:P6");
                found = found || (e != NULL && json_integer_value(member(e, "package")) == 0);
            }
        }
        assert_true(found);
    }
    json_decref(root);
}

/* ---- who ---- */

/* A sentence about `name` that has these words, and rests on this claim. */
static bool says_of(const json_t *row, const char *word, const char *also, const char *claim) {
    size_t i;
    size_t k;
    json_t *passage;
    json_t *sentence;
    json_array_foreach(json_array_get(row, 2), i, passage) {
        json_array_foreach(member(passage, "statements"), k, sentence) {
            const char *const text = text_of(sentence, "text");
            if (strstr(text, word) != NULL && strstr(text, also) != NULL &&
                has_text(member(sentence, "claims"), claim)) {
                return true;
            }
        }
    }
    return false;
}

static const json_t *who_row(const json_t *root, const char *title) {
    size_t i;
    json_t *row;
    const json_t *const section =
        find_object(member(member(root, "document"), "sections"), "id", "who");
    const json_t *const table = find_object(member(section, "blocks"), "kind", "table");
    json_array_foreach(member(table, "rows"), i, row) {
        const json_t *const passage = json_array_get(json_array_get(row, 0), 0);
        if (strcmp(text_of(json_array_get(member(passage, "statements"), 0), "text"), title) == 0) {
            return row;
        }
    }
    fail_msg("%s is not in the list of actors", title);
    return NULL;
}

static void the_united_states_is_mediator_ally_and_withdrawn_each_by_its_claims(void **state) {
    (void)state;
    json_t *const root = json_answer(truce_brief_answer, &(question){.path = GAZA});
    const json_t *const row = who_row(root, "United States");
    assert_true(says_of(row, "mediator", "", "s1:P9"));
    assert_true(says_of(row, "alliance", "Israel", "s1:P9"));
    assert_true(says_of(row, "withdr", "Trump administration", "s1:P9"));
    assert_true(says_of(row, "withdr", "US negotiating team", "s1:P6.end"));
    assert_true(says_of(row, "leader", "Steve Witkoff", "s1:P6.end"));
    json_decref(root);
}

/* ---- counts ---- */

static void the_case_has_no_error_and_holds_what_the_articles_do(void **state) {
    (void)state;
    truce_session session;
    truce_error err;
    truce_buffer out = truce_buffer_new();
    const char *const path = GAZA;
    const truce_request request = {.paths = &path, .n_paths = 1, .warnings = true};
    assert_int_equal(truce_session_open(&session, &request, &err), TRUCE_OK);
    truce_check_json(&session, &out);
    truce_session_close(&session);
    json_t *const root = parse_json(&out);
    truce_buffer_clear(&out);
    const json_t *const counts = member(root, "counts");
    assert_int_equal(json_array_size(member(root, "errors")), 0);
    assert_int_equal(json_integer_value(member(counts, "sources")), 5);
    assert_int_equal(json_integer_value(member(counts, "unseen")), 1);
    assert_int_equal(json_integer_value(member(counts, "parties")), 2);
    assert_true(json_integer_value(member(counts, "positions")) >= 85);
    assert_true(json_integer_value(member(counts, "events")) >= 45);
    assert_true(json_integer_value(member(counts, "issues")) >= 22);
    assert_true(json_integer_value(member(counts, "claims")) >= 90);
    json_decref(root);
}

static void anybody_may_see_all_of_it(void **state) {
    (void)state;
    json_t *const all = json_answer(truce_brief_answer, &(question){.path = GAZA});
    json_t *const seen =
        json_answer(truce_brief_answer, &(question){.path = GAZA, .reader = "public"});
    assert_true(json_equal(member(all, "claims"), member(seen, "claims")));
    assert_true(json_equal(member(all, "matrix"), member(seen, "matrix")));
    assert_true(json_equal(member(all, "sources"), member(seen, "sources")));
    json_decref(all);
    json_decref(seen);
}

/* Of one issue the reason stands with the position that it explains, and before all else. */
static void why_a_side_blocks_stands_beside_its_position(void **state) {
    (void)state;
    const question q = {.path = GAZA, .issue = "return"};
    truce_buffer out = answer(truce_brief_answer, &q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    const char *const men = strstr(out.data, "home (for: Men) (apprehension)");
    const char *const why = strstr(out.data, "interest: keep Hamas from regrouping");
    const char *const moved = strstr(out.data, "Nobody is reported to have moved on this");
    const char *const next = strstr(out.data, "## What does not match");
    assert_true(men != NULL && why != NULL && moved != NULL && next != NULL);
    assert_true(men < why && why < moved && moved < next);
    /* Words of one claim are put in no other mouth; nothing ranks other issues here. */
    assert_non_null(strstr(out.data, "(to the north: s2:P9.al-thani)"));
    assert_null(strstr(out.data, "nothing as most"));
    truce_buffer_clear(&out);
}

/* He speaks of the past: what he says was so does not stand beside what others say is so. */
static void what_was_nearly_agreed_is_no_present_state(void **state) {
    (void)state;
    const question q = {.path = GAZA, .only = "s4", .kinds = "state"};
    truce_buffer out = answer(truce_accounts_answer, &q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "talks not deadlocked"));
    assert_null(strstr(out.data, "talks close to a deal \xE2\x80\x94"));
    truce_buffer_clear(&out);
}

/* Asked for one side of the exchange, the other is named with the claims that tie them. */
static void the_other_side_of_an_exchange_is_pointed_to(void **state) {
    (void)state;
    static const answerer asks[] = {truce_matrix_answer, truce_gaps_answer, truce_brief_answer};
    const question prisoners = {.path = GAZA, .issue = "prisoners"};
    const question hostages = {.path = GAZA, .issue = "hostages"};
    const question both = {.path = GAZA, .issue = "prisoner-number,hostages"};
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        truce_buffer out = answer(asks[i], &prisoners, TRUCE_PAPER_TEXT);
        truce_buffer_byte(&out, '\0');
        assert_non_null(strstr(out.data, "(--issue hostages). (s0:P8.demands,"));
        assert_null(strstr(out.data, "(--issue prisoner-classes)"));
        truce_buffer_clear(&out);
        out = answer(asks[i], &hostages, TRUCE_PAPER_TEXT);
        truce_buffer_byte(&out, '\0');
        assert_non_null(strstr(out.data, "(--issue prisoner-number)."));
        truce_buffer_clear(&out);
        out = answer(asks[i], &both, TRUCE_PAPER_TEXT);
        truce_buffer_byte(&out, '\0');
        assert_null(strstr(out.data, "(--issue hostages)"));
        truce_buffer_clear(&out);
    }
    truce_buffer out = answer(truce_matrix_answer, &hostages, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "130, taken after the attack of 7 October"));
    truce_buffer_clear(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hamas_demands_that_all_return_home),
        cmocka_unit_test(
            israel_accepts_home_for_women_and_children_on_a_condition_that_is_not_stated),
        cmocka_unit_test(israel_has_not_accepted_home_for_men_and_the_narrator_says_so),
        cmocka_unit_test(what_qatar_and_hamas_say_of_israel_is_second_hand),
        cmocka_unit_test(israels_positions_on_return_all_stand),
        cmocka_unit_test(what_an_article_hedges_is_stated_no_harder),
        cmocka_unit_test(what_no_article_says_is_marked_as_our_reading),
        cmocka_unit_test(no_position_on_monitoring_is_reported_for_either_side),
        cmocka_unit_test(none_reported_is_said_exactly_where_no_position_is),
        cmocka_unit_test(
            none_accepted_and_softening_are_a_movement_by_the_estimates_of_their_dates),
        cmocka_unit_test(without_the_estimates_their_order_is_unknown),
        cmocka_unit_test(hamass_list_is_one_package_of_seven),
        cmocka_unit_test(the_united_states_is_mediator_ally_and_withdrawn_each_by_its_claims),
        cmocka_unit_test(the_case_has_no_error_and_holds_what_the_articles_do),
        cmocka_unit_test(anybody_may_see_all_of_it),
        cmocka_unit_test(why_a_side_blocks_stands_beside_its_position),
        cmocka_unit_test(what_was_nearly_agreed_is_no_present_state),
        cmocka_unit_test(the_other_side_of_an_exchange_is_pointed_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
