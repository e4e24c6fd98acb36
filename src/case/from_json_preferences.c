/* Preferences from JSON: the head, and each statement on a line of its own. */
#include "from_json.h"
#include "to_json.h"

#include <stdio.h>

static void put_choice(json_in *in, spot s) {
    if (check_object(in, &s, SHAPE_CHOICE)) {
        put(in, member(&s, "issue"), FORM_ISSUE);
        put_stated_options(in, &s);
        maybe_list(in, &s, "for", " for", FORM_ACTOR);
    }
}

static void put_amount(json_in *in, const spot *s) {
    put(in, member(s, "amount"), FORM_AMOUNT);
    maybe(in, s, "of", " of", FORM_NUMBER);
}

/* Lists of what is equally good, the best first. */
static void put_ranked(json_in *in, const spot *s, void (*put_one)(json_in *in, spot s)) {
    const spot order = member(s, "order");
    const size_t n = count_elements(in, &order, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        const spot tied = element(&order, i);
        const size_t n_tied = count_elements(in, &tied, 1);
        if (n == 1 && n_tied == 1) {
            refuse(in, &order, "an order is of two or more");
        }
        for (size_t k = 0; k < n_tied && !failed(in); k++) {
            put_raw(in, k > 0 ? TRUCE_STR(" =") : i > 0 ? TRUCE_STR(" >") : TRUCE_STR(""));
            put_one(in, element(&tied, k));
        }
    }
}

static void put_ranked_options(json_in *in, spot s) {
    if (check_object(in, &s, SHAPE_OPTIONS)) {
        put_stated_options(in, &s);
    }
}

static void put_weighed(json_in *in, spot s) {
    if (check_object(in, &s, SHAPE_WEIGHED)) {
        put(in, member(&s, "issue"), FORM_ISSUE);
        maybe_list(in, &s, "for", " for", FORM_ACTOR);
    }
}

static void put_order(json_in *in, const spot *s) {
    put(in, member(s, "issue"), FORM_ISSUE);
    put_ranked(in, s, put_ranked_options);
    maybe_list(in, s, "for", " for", FORM_ACTOR);
}

static void put_weight(json_in *in, const spot *s) {
    put(in, member(s, "issue"), FORM_ISSUE);
    maybe_list(in, s, "for", " for", FORM_ACTOR);
    put_amount(in, s);
}

static void put_value(json_in *in, const spot *s) {
    const spot conditions = member(s, "if");
    put(in, member(s, "issue"), FORM_ISSUE);
    put_stated_options(in, s);
    maybe_list(in, s, "for", " for", FORM_ACTOR);
    put_lit(in, " is");
    put_amount(in, s);
    const size_t n = count_elements(in, &conditions, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_raw(in, i > 0 ? TRUCE_STR(" and") : TRUCE_STR(" if"));
        put_choice(in, element(&conditions, i));
    }
}

static void put_together(json_in *in, const spot *s) {
    const spot items = member(s, "items");
    const size_t n = count_elements(in, &items, 1);
    if (n == 1) {
        refuse(in, &items, "one item has a value; what items add together is of two or more");
    }
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_raw(in, i > 0 ? TRUCE_STR(" and") : TRUCE_STR(""));
        put_choice(in, element(&items, i));
    }
    put_lit(in, " together add");
    put_amount(in, s);
}

static void put_single(json_in *in, spot s) {
    if (!check_object(in, &s, SHAPE_SINGLE)) {
        return;
    }
    const spot options = member(&s, "options");
    put_line(in, 4);
    put(in, member(&s, "issue"), FORM_ISSUE);
    if (count_elements(in, &options, 1) > 1) {
        refuse(in, &options, "a package has one option of each issue");
    }
    put(in, element(&options, 0), FORM_VALUE);
    maybe_list(in, &s, "for", " for", FORM_ACTOR);
}

static void put_reserve(json_in *in, const spot *s) {
    const spot package = member(s, "package");
    const spot amount = member(s, "amount");
    const spot of = member(s, "of");
    if (has(&package) == has(&amount)) {
        refuse(in, s, "either \"amount\" or \"package\"");
    } else if (has(&amount)) {
        put_amount(in, s);
    } else if (has(&of)) {
        refuse(in, &of, "\"of\" goes with \"amount\"");
    }
    const size_t n = count_elements(in, &package, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_single(in, element(&package, i));
    }
}

static const struct {
    const char *begins; /* the line, behind its indentation */
    void (*put)(json_in *in, const spot *s);
} lines[] = {
    [TRUCE_PREFERS_ORDER] = {"", put_order},
    [TRUCE_PREFERS_IMPORTANCE] = {" importance", NULL},
    [TRUCE_PREFERS_WEIGHT] = {" weight", put_weight},
    [TRUCE_PREFERS_VALUE] = {" value", put_value},
    [TRUCE_PREFERS_TOGETHER] = {"", put_together},
    [TRUCE_PREFERS_RESERVE] = {" reserve", put_reserve},
};

static void put_statement_line(json_in *in, spot s) {
    if (!is_object(in, &s, "a statement")) {
        return;
    }
    const spot statement = member(&s, "statement");
    const truce_str word = string_of(in, &statement, "what is stated");
    size_t kind = 0;
    while (preference_words[kind] != NULL &&
           !truce_str_equal(word, truce_str_of(preference_words[kind]))) {
        kind++;
    }
    if (!failed(in) && preference_words[kind] == NULL) {
        char value[SHOWN_MAX];
        char hint[MEANT_MAX];
        refuse(in, &statement, "\"%s\" is not something that preferences state%s",
               shown(word, value), meant(word, preference_words, hint));
    }
    if (failed(in) || !check_object(in, &s, (shape)(SHAPE_PREFERS_ORDER + kind))) {
        return;
    }
    put_line(in, 2);
    put_raw(in, truce_str_of(lines[kind].begins));
    if (kind == TRUCE_PREFERS_IMPORTANCE) {
        put_ranked(in, &s, put_weighed);
    } else {
        lines[kind].put(in, &s);
    }
}

void put_preferences(json_in *in, const spot *s) {
    const spot percent = member(s, "percent");
    const spot statements = member(s, "statements");
    put_lit(in, " of");
    put(in, member(s, "of"), FORM_ACTOR);
    put_lit(in, " by");
    put(in, member(s, "by"), FORM_NAME);
    put_raw(in, flag_of(in, &percent) ? TRUCE_STR(" in percent") : TRUCE_STR(""));
    const size_t n = count_elements(in, &statements, 0);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_statement_line(in, element(&statements, i));
    }
}
