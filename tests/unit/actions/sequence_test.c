/* The order of steps in the sample case: who waits for whom, what would open it, and who would be
 * exposed. */
#include "truce/actions/sequence.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"

#define GAZA   CASE("gaza-talks")
#define PHASED CASE("phased-deal.truce")

static const json_t *rule(const json_t *root, json_int_t id) {
    return json_array_get(member(root, "rules"), (size_t)(id - 1));
}

static const char *name_of(const json_t *root, const json_t *id) {
    return text_of(find_object(member(root, "things"), "id", json_string_value(id)), "name");
}

/* Whether some rule by that actor puts one thing before the other, with that claim. */
static bool says(const json_t *root, const char *by, const char *before, const char *after,
                 const char *claim) {
    size_t i;
    json_t *r;
    json_array_foreach(member(root, "rules"), i, r) {
        const json_t *const who = json_object_get(r, "by");
        if (who != NULL && strcmp(json_string_value(who), by) == 0 &&
            json_object_get(r, "before") != NULL &&
            strcmp(name_of(root, member(r, "before")), before) == 0 &&
            strcmp(name_of(root, member(r, "after")), after) == 0 &&
            has_text(member(r, "claims"), claim)) {
            return true;
        }
    }
    return false;
}

static void each_sides_last_step_is_the_others_first(void **state) {
    (void)state;
    const question q = {.path = GAZA};
    json_t *const root = json_answer(truce_sequence_answer, &q);
    assert_true(json_is_false(member(root, "feasible")));
    assert_true(json_is_false(member(root, "contradictory")));
    /* What each side demands, as the article tells it. */
    assert_true(says(root, "hamas", "pullback", "lasting-end", "s1:P6.positions"));
    assert_true(says(root, "israel", "release", "lasting-end", "s1:P6.positions"));
    assert_true(says(root, "israel", "no-threat", "lasting-end", "s1:P6.positions"));
    /* The loop: one demand of each side, the other one being our reading and so marked. */
    const json_t *const knots = member(root, "knots");
    assert_int_equal(json_array_size(knots), 1);
    const json_t *const loops = member(json_array_get(knots, 0), "loops");
    assert_int_equal(json_array_size(loops), 1);
    const json_t *const loop = json_array_get(loops, 0);
    assert_int_equal(json_array_size(loop), 2);
    const json_t *const first = rule(root, json_integer_value(json_array_get(loop, 0)));
    const json_t *const second = rule(root, json_integer_value(json_array_get(loop, 1)));
    assert_string_equal(text_of(first, "by"), "israel");
    assert_true(has_text(member(first, "claims"), "s1:P6.positions"));
    assert_string_equal(text_of(second, "by"), "hamas");
    assert_true(has_text(member(second, "claims"), "s1:P6.reading"));
    /* Either of the two would open it; there is no third way to give up a demand. */
    assert_string_equal(text_of(root, "cuts_total"), "2");
    assert_true(json_is_true(member(root, "counted")));
    json_decref(root);
}

static void without_our_reading_there_is_no_loop(void **state) {
    (void)state;
    const question q = {.path = GAZA, .only = "s4"};
    json_t *const root = json_answer(truce_sequence_answer, &q);
    assert_true(json_is_true(member(root, "feasible")));
    json_decref(root);
}

static const json_t *order_of(const json_t *root, const char *owner) {
    size_t i;
    json_t *o;
    json_array_foreach(member(member(root, "exposure"), "orders"), i, o) {
        const json_t *const by = json_object_get(o, "as_asked_by");
        if (owner == NULL ? by == NULL : by != NULL && strcmp(json_string_value(by), owner) == 0) {
            return o;
        }
    }
    return NULL;
}

static size_t side(const json_t *root, const char *name) {
    size_t i;
    json_t *s;
    json_array_foreach(member(member(root, "exposure"), "sides"), i, s) {
        if (strcmp(text_of(s, "side"), name) == 0) {
            return i;
        }
    }
    fail_msg("no side is called %s", name);
    return 0;
}

/* As Israel asks, all are released before anything lasts: Hamas has then given and not received,
 * and the operation that is said to be meant for afterwards stands beside it. */
static void release_first_leaves_one_side_exposed(void **state) {
    (void)state;
    const question q = {.path = GAZA};
    json_t *const root = json_answer(truce_sequence_answer, &q);
    const size_t hamas = side(root, "hamas");
    const size_t israel = side(root, "israel");
    const json_t *const asked = order_of(root, "israel");
    assert_non_null(asked);
    assert_true(json_is_true(member(asked, "possible")));
    const json_t *const points = member(asked, "points");
    const json_t *const safest =
        json_array_get(points, israel == 0 ? 0 : json_array_size(points) - 1);
    const json_t *const worst = json_array_get(member(safest, "worst"), hamas);
    const json_t *const of = json_array_get(member(member(root, "exposure"), "sides"), hamas);
    /* One of the two things it gives, for nothing yet. */
    assert_int_equal(2 * json_integer_value(member(worst, "exposure")),
                     json_integer_value(member(of, "of")));
    assert_int_equal(
        json_integer_value(member(json_array_get(member(safest, "worst"), israel), "exposure")), 0);
    json_decref(root);
    truce_buffer out = answer(truce_sequence_answer, &q, TRUCE_PAPER_MARKDOWN);
    truce_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.data, "is said to intend: Operation in Rafah"));
    assert_non_null(strstr(out.data, "In other hands"));
    assert_non_null(strstr(out.data, "At the same time"));
    assert_non_null(strstr(out.data, "In parts"));
    truce_buffer_clear(&out);
}

static void days_follow_from_step_to_step(void **state) {
    (void)state;
    const question q = {.path = PHASED};
    json_t *const root = json_answer(truce_sequence_answer, &q);
    const json_t *const things = member(root, "things");
    assert_true(json_is_true(member(root, "feasible")));
    assert_true(json_is_true(member(root, "days_can_be_kept")));
    /* The second tranche is on the 17th, and the road is left within a week. */
    const json_t *const road = find_object(things, "name", "leave-road");
    assert_string_equal(text_of(road, "earliest"), "2032-05-17");
    assert_string_equal(text_of(road, "latest"), "2032-05-24");
    assert_int_equal(json_integer_value(member(road, "slack")), 7);
    json_decref(root);
}

/* Each allocation of the answer fails once, and nothing is written. */
static void each_allocation_may_fail(void **state) {
    (void)state;
    const question q = {.path = GAZA};
    const char *const paths[] = {q.path};
    const truce_paper paper = {.form = TRUCE_PAPER_JSON};
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n += n < 100 ? 1 : 13) {
        truce_session session;
        truce_buffer out = truce_buffer_new();
        open_case(&session, &q, paths, 1);
        allocations_left = n;
        status = truce_sequence_answer(&session, paper, &out, NULL);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || out.size == 0);
        truce_buffer_clear(&out);
        truce_session_close(&session);
    }
    assert_int_equal(status, TRUCE_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sides_last_step_is_the_others_first),
        cmocka_unit_test(without_our_reading_there_is_no_loop),
        cmocka_unit_test(release_first_leaves_one_side_exposed),
        cmocka_unit_test(days_follow_from_step_to_step),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
