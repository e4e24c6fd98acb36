/* The word lists against the enums of the model, and the rules that the page gives for keywords.
 * (tests/grammar holds the words themselves to the page.) */
#include "truce/case/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "truce/case/model.h"

static void each_list_is_as_long_as_its_enum(void **state) {
    (void)state;
    static const struct {
        truce_word_list list;
        int last; /* of the enum, without the value for own words */
    } lists[] = {
        {TRUCE_WORDS_ACTOR, TRUCE_ACTOR_OUTLET},
        {TRUCE_WORDS_SOURCE, TRUCE_SOURCE_STUDY},
        {TRUCE_WORDS_GRADE, 'F' - 'A'},
        {TRUCE_WORDS_TOPIC, TRUCE_TOPIC_OTHER},
        {TRUCE_WORDS_LINK, TRUCE_LINK_AFFECTS},
        {TRUCE_WORDS_EVENT, TRUCE_EVENT_OTHER},
        {TRUCE_WORDS_ACCOUNT, TRUCE_ACCOUNT_NONE},
        {TRUCE_WORDS_STAGE, TRUCE_STAGE_WITHDRAWN},
        {TRUCE_WORDS_STATE, TRUCE_STATE_N - 1},
        {TRUCE_WORDS_STANCE, TRUCE_STANCE_INTENDS},
        {TRUCE_WORDS_FIRMNESS, TRUCE_FIRMNESS_FLEXIBLE},
        {TRUCE_WORDS_LISTED, TRUCE_LIST_EACH},
        {TRUCE_WORDS_ORDER, TRUCE_ORDER_WITH},
        {TRUCE_WORDS_TIME, TRUCE_TIME_DURING},
        {TRUCE_WORDS_ROLE, TRUCE_ROLE_WORDS - 1},
        {TRUCE_WORDS_TRAIT, TRUCE_TRAIT_DIVISION},
        {TRUCE_WORDS_RELATION, TRUCE_RELATION_WORDS - 1},
        {TRUCE_WORDS_PREPOSITION, TRUCE_RELATION_WORDS - 1},
        {TRUCE_WORDS_RANK, TRUCE_RANK_OVER},
        {TRUCE_WORDS_MARK, 2},
        {TRUCE_WORDS_PERIOD, TRUCE_PERIOD_PHASE},
        {TRUCE_WORDS_STANDING, TRUCE_STANDING_CLOSED},
        {TRUCE_WORDS_ATTITUDE, TRUCE_ATTITUDE_NEGATIVE},
        {TRUCE_WORDS_CLAUSE, 26}, /* no enum: agreement/usual_clauses.h has a row for each */
        {TRUCE_WORDS_RECORD, TRUCE_KIND_N - 1},
    };
    assert_int_equal(sizeof lists / sizeof *lists, TRUCE_WORDS_N);
    for (size_t i = 0; i < TRUCE_WORDS_N; i++) {
        assert_int_equal(truce_words_count(lists[i].list), lists[i].last + 1);
        assert_non_null(truce_words_called(lists[i].list));
    }
}

static void words_are_found_where_they_stand(void **state) {
    (void)state;
    for (int list = 0; list < TRUCE_WORDS_N; list++) {
        for (size_t i = 0; i < truce_words_count((truce_word_list)list); i++) {
            const truce_str word = truce_words_at((truce_word_list)list, i);
            const int at = truce_words_find((truce_word_list)list, word);
            if (word.size == 0) {
                assert_int_equal(at, -1); /* what is not written is not found */
            } else if (list != TRUCE_WORDS_PREPOSITION) {
                assert_int_equal(at, i);
            }
        }
        assert_int_equal(truce_words_find((truce_word_list)list, TRUCE_STR("Running")), -1);
        assert_int_equal(truce_words_find((truce_word_list)list, TRUCE_STR("runnin")), -1);
    }
}

static void no_keyword_has_a_digit_or_a_hyphen(void **state) {
    (void)state;
    for (int list = 0; list < TRUCE_WORDS_N; list++) {
        for (size_t i = 0; i < truce_words_count((truce_word_list)list); i++) {
            const truce_str word = truce_words_at((truce_word_list)list, i);
            for (size_t k = 0; k < word.size; k++) {
                const char b = word.data[k];
                assert_true((b >= 'a' && b <= 'z') ||
                            (list == TRUCE_WORDS_GRADE && b >= 'A' && b <= 'F'));
            }
        }
    }
}

static void reserved_words_are_sorted_and_single(void **state) {
    (void)state;
    for (int kind = 0; kind < TRUCE_RESERVED_N; kind++) {
        size_t n = 0;
        const char *const *const words = truce_words_reserved((truce_reserved)kind, &n);
        assert_true(n > 0);
        for (size_t i = 1; i < n; i++) {
            assert_true(strcmp(words[i - 1], words[i]) < 0);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_list_is_as_long_as_its_enum),
        cmocka_unit_test(words_are_found_where_they_stand),
        cmocka_unit_test(no_keyword_has_a_digit_or_a_hyphen),
        cmocka_unit_test(reserved_words_are_sorted_and_single),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
