/* Items, demands, conditions and times from JSON. */
#include "from_json.h"

static void put_options(json_in *in, spot s, bool alone) {
    const size_t n = count_elements(in, &s, 1);
    if (alone && n > 1) {
        refuse(in, &s, "\"or\" more or less goes with one option, not several");
    }
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_raw(in, i > 0 ? TRUCE_STR(" or") : TRUCE_STR(""));
        put(in, element(&s, i), FORM_VALUE);
    }
}

static void put_more_or_less(json_in *in, spot s) {
    const truce_str word = string_of(in, &s, "\"more\" or \"less\"");
    if (truce_str_equal(word, TRUCE_STR("more"))) {
        put_lit(in, " or more");
    } else if (truce_str_equal(word, TRUCE_STR("less"))) {
        put_lit(in, " or less");
    } else {
        char value[SHOWN_MAX];
        refuse(in, &s, "\"%s\" is neither \"more\" nor \"less\"", shown(word, value));
    }
}

/* Whether the item says which options; refused when it must and does not. */
static bool says_options(json_in *in, const spot *s, bool must) {
    const spot options = member(s, "options");
    const spot unstated = member(s, "unstated");
    const bool open = flag_of(in, &unstated);
    if (open && has(&options)) {
        refuse(in, s, "either \"options\" or \"unstated\", not both");
    } else if (must && !open && !has(&options)) {
        refuse(in, s, "say the \"options\", or \"unstated\": true if the source does not");
    }
    return has(&options);
}

void put_stated_options(json_in *in, const spot *s) {
    const spot or_what = member(s, "or");
    put_options(in, member(s, "options"), has(&or_what));
    if (has(&or_what)) {
        put_more_or_less(in, or_what);
    }
}

/* An item whose shape was checked; it may be bare, without options, within an order only. */
static void put_checked_item(json_in *in, const spot *s, bool may_be_bare) {
    const bool options = says_options(in, s, !may_be_bare);
    const spot or_what = member(s, "or");
    const spot unstated = member(s, "unstated");
    put(in, member(s, "issue"), FORM_ISSUE);
    if (options) {
        put_options(in, member(s, "options"), has(&or_what));
    } else if (has(&or_what)) {
        refuse(in, &or_what, "\"or\" needs an option to start from");
    } else if (flag_of(in, &unstated)) {
        put_lit(in, " unstated");
    }
    if (has(&or_what)) {
        put_more_or_less(in, or_what);
    }
    maybe_list(in, s, "for", " for", FORM_ACTOR);
}

void put_item(json_in *in, spot s) {
    if (check_object(in, &s, SHAPE_ITEM)) {
        put_checked_item(in, &s, true);
    }
}

void put_demand(json_in *in, spot s) {
    static const char *const orders[] = {"before", "after", "with"};
    if (!check_object(in, &s, SHAPE_DEMAND)) {
        return;
    }
    spot other = {.value = NULL};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const spot given = member(&s, orders[i]);
        if (has(&given) && has(&other)) {
            refuse(in, &s, "either \"%s\" or \"%s\", not both", other.key, given.key);
        } else if (has(&given)) {
            other = given;
        }
    }
    put_checked_item(in, &s, has(&other));
    if (has(&other)) {
        put_lit(in, " ");
        put_raw(in, truce_str_of(other.key));
        put_item(in, other);
    }
    maybe_text(in, &s, "as", " as");
    maybe_text(in, &s, "words", "");
    maybe_condition(in, &s);
}

void put_demands(json_in *in, spot s) {
    const size_t n = count_elements(in, &s, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_line(in, 4);
        put_demand(in, element(&s, i));
    }
}

static void put_part(json_in *in, spot s) {
    const spot words = member(&s, "words");
    const spot issue = member(&s, "issue");
    const spot unstated = member(&s, "unstated");
    if (!is_object(in, &s, "a condition")) {
        return;
    }
    if (has(&words)) {
        put_words(in, s);
    } else if (!has(&issue) && has(&unstated)) {
        if (check_object(in, &s, SHAPE_PART_UNSTATED) && !flag_of(in, &unstated)) {
            refuse(in, &unstated, "a condition is \"unstated\": true, or it is something else");
        }
        put_lit(in, " unstated");
    } else if (check_object(in, &s, SHAPE_PART)) {
        const spot denied = member(&s, "not");
        put_raw(in, flag_of(in, &denied) ? TRUCE_STR(" not") : TRUCE_STR(""));
        put_checked_item(in, &s, false);
    }
}

void maybe_condition(json_in *in, const spot *object) {
    const spot s = member(object, "if");
    const size_t n = count_elements(in, &s, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_raw(in, i > 0 ? TRUCE_STR(" and") : TRUCE_STR(" if"));
        put_part(in, element(&s, i));
    }
}

static void put_time(json_in *in, spot s) {
    if (!is_object(in, &s, "a time")) {
        return;
    }
    for (size_t i = truce_words_count(TRUCE_WORDS_TIME); i-- > 1;) {
        const truce_str word = truce_words_at(TRUCE_WORDS_TIME, i);
        const spot event = member(&s, word.data);
        if (has(&event)) {
            if (check_object(in, &s, (shape)(SHAPE_TIME_AT + i))) {
                put_lit(in, " ");
                put_raw(in, word);
                put(in, event, FORM_NAME);
            }
            return;
        }
    }
    if (check_object(in, &s, SHAPE_TIME_AT)) {
        put_lit(in, " at");
        put_date_or_words(in, member(&s, "at"));
    }
}

void maybe_times(json_in *in, const spot *object) {
    const spot s = member(object, "times");
    const size_t n = count_elements(in, &s, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_time(in, element(&s, i));
    }
}
