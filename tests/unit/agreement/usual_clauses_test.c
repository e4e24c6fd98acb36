/* The checklist: a row for each word that the case language has for a clause, in its order, and
 * each with everything that is said of it. */
#include "truce/agreement/usual_clauses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "truce/case/words.h"

static void each_word_for_a_clause_has_a_row(void **state) {
    (void)state;
    size_t n = 0;
    const truce_usual_clause *const rows = truce_usual_clauses(&n);
    assert_int_equal(n + 1, truce_words_count(TRUCE_WORDS_CLAUSE));
    for (size_t i = 0; i < n; i++) {
        const truce_str word = truce_words_at(TRUCE_WORDS_CLAUSE, i + 1);
        assert_true(truce_str_equal(word, truce_str_of(rows[i].word)));
    }
}

static void ends_with(const char *text, char last) {
    assert_non_null(text);
    assert_true(strlen(text) > 1);
    assert_int_equal(text[strlen(text) - 1], last);
}

static void each_row_says_why_and_what_to_ask_and_where_it_is_from(void **state) {
    (void)state;
    size_t n = 0;
    const truce_usual_clause *const rows = truce_usual_clauses(&n);
    for (size_t i = 0; i < n; i++) {
        assert_true(rows[i].name[0] != '\0');
        ends_with(rows[i].why, '.');
        ends_with(rows[i].ask, '?');
        assert_true(rows[i].source != NULL || rows[i].see != NULL);
        /* What is usual, not what ought to be. */
        assert_null(strstr(rows[i].why, "should"));
        assert_null(strstr(rows[i].why, "must"));
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(rows[i].name, rows[k].name);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_for_a_clause_has_a_row),
        cmocka_unit_test(each_row_says_why_and_what_to_ask_and_where_it_is_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
