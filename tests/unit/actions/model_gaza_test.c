/* The model in cases/gaza-talks: assumptions about two sides, which must have one form for both,
 * and say where each is from. What it comes to stands in tests/golden/stability/gaza.transcript. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "truce/actions/stability.h"

#define GAZA CASE("gaza-talks")

static json_t *model(void) {
    return json_answer(truce_stability_answer, &(question){.path = GAZA});
}

/* The record of that name in an array, or NULL. */
static const json_t *named(const json_t *array, const char *name) {
    size_t i;
    json_t *record;
    json_array_foreach(array, i, record) {
        if (strcmp(text_of(record, "name"), name) == 0) {
            return record;
        }
    }
    return NULL;
}

/* One claim tells of leverage over both: neither way of pressing stands without the other. */
static void pressing_the_one_stands_beside_pressing_the_other(void **state) {
    (void)state;
    json_t *const root = model();
    const json_t *const moves = member(root, "moves");
    const json_t *const hamas = named(moves, "press-hamas");
    const json_t *const israel = named(moves, "press-israel");
    assert_non_null(hamas);
    assert_non_null(israel);
    assert_string_equal(text_of(hamas, "of"), "us");
    assert_string_equal(text_of(israel, "of"), "us");
    assert_string_equal(text_of(hamas, "title"), "Press Hamas with the leverage it has");
    assert_string_equal(text_of(israel, "title"), "Press Israel with the leverage it has");
    assert_true(has_text(member(hamas, "claims"), "s1:P9"));
    assert_true(has_text(member(israel, "claims"), "s1:P9"));
    json_decref(root);
}

static void each_side_has_two_orders_that_say_what_they_assume_and_what_suggested_it(void **state) {
    (void)state;
    static const char *const orders[][2] = {{"hamas-guarantee-first", "israel-guarantee-first"},
                                            {"hamas-step-first", "israel-step-first"}};
    json_t *const root = model();
    const json_t *const all = member(root, "orders");
    assert_int_equal(json_array_size(all), 4);
    for (size_t i = 0; i < 4; i++) {
        const json_t *const order = named(all, orders[i / 2][i % 2]);
        assert_non_null(order);
        assert_string_equal(text_of(order, "of"), i % 2 == 0 ? "hamas" : "israel");
        assert_int_equal(json_array_size(member(order, "claims")), 2);
        assert_int_equal(json_array_size(member(order, "notes")), 1);
        const char *const note = json_string_value(json_array_get(member(order, "notes"), 0));
        assert_memory_equal(note, "Assumes that ", sizeof "Assumes that " - 1);
        assert_non_null(strstr(note, "suggested by s"));
        assert_non_null(strstr(note, "no claim says so"));
    }
    json_decref(root);
}

/* Each "s4:P3.left" in a note. */
static void check_claims_of(const json_t *notes, const json_t *claims, size_t *found) {
    size_t i;
    json_t *note;
    json_array_foreach(notes, i, note) {
        for (const char *at = strstr(json_string_value(note), ":P"); at != NULL;
             at = strstr(at + 1, ":P")) {
            const char *const begin = at - 2; /* s0 to s4 */
            size_t n = strspn(begin, "abcdefghijklmnopqrstuvwxyz0123456789-:.P");
            n -= begin[n - 1] == '.' ? 1 : 0; /* of a sentence */
            char name[64];
            assert_true(n < sizeof name);
            memcpy(name, begin, n);
            name[n] = '\0';
            if (json_object_get(claims, name) == NULL) {
                fail_msg("a note names %s, which is no claim", name);
            }
            ++*found;
        }
    }
}

static void notes_name_claims_that_the_case_has(void **state) {
    (void)state;
    json_t *const root = model();
    json_t *const brief = json_answer(truce_brief_answer, &(question){.path = GAZA});
    const json_t *const claims = member(brief, "claims");
    size_t found = 0;
    check_claims_of(member(member(root, "model"), "notes"), claims, &found);
    static const char *const lists[] = {"moves", "orders"};
    for (size_t l = 0; l < 2; l++) {
        size_t i;
        json_t *record;
        json_array_foreach(member(root, lists[l]), i, record) {
            check_claims_of(member(record, "notes"), claims, &found);
        }
    }
    assert_true(found > 15);
    json_decref(brief);
    json_decref(root);
}

/* How things are taken to stand is what s4 reports: one delegation gone, the other side pressed. */
static void the_standstill_is_that_of_the_article_it_cites(void **state) {
    (void)state;
    static const char *const taken[][2] = {{"leave-talks", "s4:P3.left"},
                                           {"press-israel", "s4:P10.pressure"}};
    json_t *const root = model();
    const json_t *const moves = member(root, "moves");
    json_int_t now = 0;
    for (size_t t = 0; t < 2; t++) {
        assert_true(has_text(member(named(moves, taken[t][0]), "claims"), taken[t][1]));
        for (size_t i = 0; i < json_array_size(moves); i++) {
            now |= json_array_get(moves, i) == named(moves, taken[t][0]) ? (json_int_t)1 << i : 0;
        }
    }
    size_t i;
    json_t *reading;
    json_array_foreach(member(root, "readings"), i, reading) {
        assert_int_equal(json_integer_value(member(reading, "from")), now);
    }
    assert_int_equal(i, 4);
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pressing_the_one_stands_beside_pressing_the_other),
        cmocka_unit_test(each_side_has_two_orders_that_say_what_they_assume_and_what_suggested_it),
        cmocka_unit_test(notes_name_claims_that_the_case_has),
        cmocka_unit_test(the_standstill_is_that_of_the_article_it_cites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
