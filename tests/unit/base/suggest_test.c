/* Distances one can count, then all short words against a definition by recursion, then which of
 * the known words is offered for one that nobody knows. */
#include "truce/base/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static size_t distance(const char *a, const char *b) {
    return truce_edit_distance(truce_str_of(a), truce_str_of(b), 99);
}

static void a_swap_of_neighbours_is_one_edit(void **state) {
    (void)state;
    assert_int_equal(distance("", ""), 0);
    assert_int_equal(distance("", "abc"), 3);
    assert_int_equal(distance("union", "union"), 0);
    assert_int_equal(distance("uniom", "union"), 1);
    assert_int_equal(distance("unoin", "union"), 1);
    assert_int_equal(distance("unions", "union"), 1);
    assert_int_equal(distance("nion", "union"), 1);
    assert_int_equal(distance("kitten", "sitting"), 3);
    assert_int_equal(distance("ca", "abc"), 3); /* what was swapped is not edited again */
}

/* Optimal string alignment as it is defined. */
static size_t defined(const char *a, size_t n, const char *b, size_t m) {
    if (n == 0 || m == 0) {
        return n + m;
    }
    size_t best = defined(a, n - 1, b, m) + 1;
    const size_t added = defined(a, n, b, m - 1) + 1;
    const size_t changed = defined(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
    best = added < best ? added : best;
    best = changed < best ? changed : best;
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        const size_t swapped = defined(a, n - 2, b, m - 2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

/* Word number `i` over the letters a, b, c. */
static size_t word(size_t i, char out[8]) {
    size_t n = 0;
    for (; i > 0; i = (i - 1) / 3) {
        out[n++] = (char)('a' + (i - 1) % 3);
    }
    return n;
}

static void all_short_words_are_as_far_apart_as_the_definition_says(void **state) {
    (void)state;
    enum { WORDS = 1 + 3 + 9 + 27 + 81 };
    for (size_t i = 0; i < WORDS; i++) {
        for (size_t k = 0; k < WORDS; k++) {
            char a[8];
            char b[8];
            const size_t n = word(i, a);
            const size_t m = word(k, b);
            const size_t want = defined(a, n, b, m);
            assert_int_equal(truce_edit_distance((truce_str){a, n}, (truce_str){b, m}, 99), want);
            const size_t near = truce_edit_distance((truce_str){a, n}, (truce_str){b, m}, 1);
            assert_true(want <= 1 ? near == want : near > 1);
        }
    }
}

static void words_that_are_too_long_are_far_from_everything(void **state) {
    (void)state;
    char longer[65];
    memset(longer, 'a', sizeof longer);
    const truce_str a = {longer, sizeof longer};
    assert_true(truce_edit_distance(a, a, 3) > 3);
    const truce_str fits = {longer, sizeof longer - 1};
    assert_int_equal(truce_edit_distance(fits, fits, 3), 0);
}

static const char *offered(const char *unknown, const char *const *known, size_t n) {
    static truce_arena arena;
    truce_arena_clear(&arena);
    truce_suggestion s = truce_suggest_for(truce_str_of(unknown));
    for (size_t i = 0; i < n; i++) {
        truce_suggest_try(&s, truce_str_of(known[i]));
    }
    const truce_str hint = truce_suggest_hint(&s, &arena);
    static char out[100];
    memcpy(out, hint.size > 0 ? hint.data : "", hint.size);
    out[hint.size] = '\0';
    truce_arena_clear(&arena);
    return out;
}

static void the_nearest_word_is_offered_when_it_is_near_enough(void **state) {
    (void)state;
    const char *const known[] = {"party", "", "person", "hamas", "a"};
    assert_string_equal(offered("prty", known, 5), "did you mean \"party\"?");
    assert_string_equal(offered("perosn", known, 5), "did you mean \"person\"?");
    assert_string_equal(offered("haams", known, 5), "did you mean \"hamas\"?");
    assert_string_equal(offered("prt", known, 5), ""); /* two edits in three letters */
    assert_string_equal(offered("ministry", known, 5), "");
    assert_string_equal(offered("b", known, 5), ""); /* not a word changed altogether */
    assert_string_equal(offered("", known, 5), "");
}

static void of_equally_near_words_the_first_is_offered(void **state) {
    (void)state;
    const char *const known[] = {"left-talks", "lest-talks"};
    assert_string_equal(offered("let-talks", known, 2), "did you mean \"left-talks\"?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_swap_of_neighbours_is_one_edit),
        cmocka_unit_test(all_short_words_are_as_far_apart_as_the_definition_says),
        cmocka_unit_test(words_that_are_too_long_are_far_from_everything),
        cmocka_unit_test(the_nearest_word_is_offered_when_it_is_near_enough),
        cmocka_unit_test(of_equally_near_words_the_first_is_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
