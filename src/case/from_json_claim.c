/* Claims and statements from JSON. Each put_ function below stands for one alternative of the
 * grammar, and prints its words in the grammar's order. */
#include "from_json.h"

#include "reader.h"
#include "to_json.h"
#include "truce/case/model.h"

static void states_event(json_in *in, const spot *s) {
    put_lit(in, " event");
    put(in, member(s, "event"), FORM_NAME);
    maybe_list(in, s, "by", " by", FORM_ACTOR);
}

static void states_offer(json_in *in, const spot *s) {
    put_lit(in, " offer");
    put(in, member(s, "offer"), FORM_NAME);
    put_word(in, member(s, "stage"), TRUCE_WORDS_STAGE);
    maybe_list(in, s, "by", " by", FORM_ACTOR);
    maybe_list(in, s, "to", " to", FORM_ACTOR);
    maybe_list(in, s, "from", " from", FORM_ACTOR);
    maybe_text(in, s, "words", "");
}

static void states_talks(json_in *in, const spot *s) {
    const spot states = member(s, "states");
    const size_t n = count_elements(in, &states, 1);
    put_lit(in, " talks");
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_word(in, element(&states, i), TRUCE_WORDS_STATE);
    }
    maybe_text(in, s, "words", "");
}

static void states_term(json_in *in, const spot *s) {
    const spot as = member(s, "as");
    const spot means = member(s, "means");
    if (has(&as) == has(&means)) {
        refuse(in, s, "a statement of a term says either \"as\" or \"means\"");
    }
    put_lit(in, " term");
    put(in, member(s, "term"), FORM_NAME);
    maybe_text(in, s, "as", " as");
    maybe_text(in, s, "means", " means");
    maybe(in, s, "by", " by", FORM_ACTOR);
}

static void states_count(json_in *in, const spot *s) {
    put_lit(in, " count");
    put(in, member(s, "term"), FORM_NAME);
    put(in, member(s, "number"), FORM_NUMBER);
}

static void states_blame(json_in *in, const spot *s, const char *verb, const char *keyword) {
    put_raw(in, truce_str_of(keyword));
    put(in, member(s, verb), FORM_ACTOR);
    maybe_text(in, s, "words", "");
}

static void states_saying(json_in *in, const spot *s) {
    put_lit(in, " says");
    put_text(in, member(s, "words"));
    maybe(in, s, "on", " on", FORM_NAME_OR_CLAIM);
}

static void states_narrative(json_in *in, const spot *s) {
    put_lit(in, " explains");
    put(in, member(s, "explains"), FORM_NAME_OR_CLAIM);
    put_text(in, member(s, "words"));
}

static void states_forecast(json_in *in, const spot *s) {
    put_lit(in, " predicts");
    put_text(in, member(s, "words"));
}

static void states_denial(json_in *in, const spot *s) {
    put_lit(in, " denies");
    put(in, member(s, "denies"), FORM_CLAIM);
}

static void states_position(json_in *in, const spot *s) {
    const spot firmness = member(s, "firmness");
    const spot list = member(s, "list");
    const spot condition = member(s, "if");
    const spot demands = member(s, "demands");
    if (has(&firmness)) {
        put_word(in, firmness, TRUCE_WORDS_FIRMNESS);
    }
    put_word(in, member(s, "stance"), TRUCE_WORDS_STANCE);
    if (has(&list)) {
        put_word(in, list, TRUCE_WORDS_LISTED);
        put_lit(in, " of");
        maybe_condition(in, s);
        put_demands(in, demands);
        return;
    }
    if (has(&condition)) {
        refuse(in, &condition, "without a \"list\", a condition belongs to the demand");
    }
    if (count_elements(in, &demands, 1) > 1) {
        refuse(in, &demands, "several demands need a \"list\": all, any or each");
    }
    put_demand(in, element(&demands, 0));
}

static void states_one_of(json_in *in, const spot *s, const char *key, truce_str a, truce_str b) {
    const spot verb = member(s, key);
    const truce_str word = string_of(in, &verb, key);
    if (!truce_str_equal(word, a) && !truce_str_equal(word, b)) {
        char value[SHOWN_MAX];
        refuse(in, &verb, "\"%s\" is neither \"%.*s\" nor \"%.*s\"", shown(word, value),
               TRUCE_STR_ARGS(a), TRUCE_STR_ARGS(b));
    }
    put_lit(in, " ");
    put_raw(in, word);
}

static void states_role(json_in *in, const spot *s) {
    const spot role = member(s, "role");
    put_lit(in, " is");
    if (json_is_object(role.value)) {
        put_words(in, role);
    } else {
        put_word(in, role, TRUCE_WORDS_ROLE);
    }
    maybe(in, s, "of", " of", FORM_ACTOR);
}

static void states_trait(json_in *in, const spot *s) {
    put_lit(in, " has");
    const spot unstated = member(s, "unstated");
    put_word(in, member(s, "trait"), TRUCE_WORDS_TRAIT);
    put_raw(in, flag_of(in, &unstated) ? TRUCE_STR(" unstated") : TRUCE_STR(""));
    put_text(in, member(s, "words"));
    maybe(in, s, "on", " on", FORM_NAME);
}

static void states_relation(json_in *in, const spot *s) {
    const spot relation = member(s, "relation");
    put_lit(in, " has");
    if (json_is_object(relation.value)) {
        put_words(in, relation);
        put_lit(in, " with");
    } else {
        const int i = word_of(in, relation, TRUCE_WORDS_RELATION);
        if (i >= 0) {
            put_lit(in, " ");
            put_raw(in, truce_words_at(TRUCE_WORDS_RELATION, (size_t)i));
            put_lit(in, " ");
            put_raw(in, truce_words_at(TRUCE_WORDS_PREPOSITION, (size_t)i));
        }
    }
    put(in, member(s, "object"), FORM_ACTOR);
    maybe_text(in, s, "words", "");
}

static void states_rank(json_in *in, const spot *s) {
    const spot rank = member(s, "rank");
    const spot over = member(s, "over");
    put(in, member(s, "issue"), FORM_ISSUE);
    put_lit(in, " matters");
    const int i = word_of(in, rank, TRUCE_WORDS_RANK);
    if ((i == TRUCE_RANK_OVER) != has(&over)) {
        refuse(in, s, "\"over\" and the rank \"over\" go together");
    }
    put_lit(in, " ");
    put_raw(in, truce_words_at(TRUCE_WORDS_RANK, i >= 0 ? (size_t)i : 0));
    if (has(&over)) {
        put(in, over, FORM_ISSUE);
    }
    maybe(in, s, "to", " to", FORM_ACTOR);
}

static void states_any(json_in *in, const spot *s, truce_statement_kind kind) {
    switch (kind) {
    case TRUCE_STATES_EVENT:
        states_event(in, s);
        return;
    case TRUCE_STATES_OFFER:
        states_offer(in, s);
        return;
    case TRUCE_STATES_TALKS:
        states_talks(in, s);
        return;
    case TRUCE_STATES_TERM:
        states_term(in, s);
        return;
    case TRUCE_STATES_COUNT:
        states_count(in, s);
        return;
    case TRUCE_STATES_BLAME:
        states_blame(in, s, "blames", " blames");
        return;
    case TRUCE_STATES_ACCUSATION:
        states_blame(in, s, "accuses", " accuses");
        return;
    case TRUCE_STATES_SAYING:
        states_saying(in, s);
        return;
    case TRUCE_STATES_NARRATIVE:
        states_narrative(in, s);
        return;
    case TRUCE_STATES_FORECAST:
        states_forecast(in, s);
        return;
    case TRUCE_STATES_DENIAL:
        states_denial(in, s);
        return;
    case TRUCE_STATES_POSITION:
        states_position(in, s);
        return;
    case TRUCE_STATES_MOVEMENT:
        states_one_of(in, s, "movement", TRUCE_STR("softens"), TRUCE_STR("hardens"));
        maybe(in, s, "on", " on", FORM_NAME);
        return;
    case TRUCE_STATES_PRESENCE:
        states_one_of(in, s, "presence", TRUCE_STR("participates"), TRUCE_STR("withdraws"));
        return;
    case TRUCE_STATES_ROLE:
        states_role(in, s);
        return;
    case TRUCE_STATES_TRAIT:
        states_trait(in, s);
        return;
    case TRUCE_STATES_RELATION:
        states_relation(in, s);
        return;
    case TRUCE_STATES_RANK:
        states_rank(in, s);
        return;
    }
}

void put_statement(json_in *in, spot s) {
    if (!is_object(in, &s, "a statement")) {
        return;
    }
    const spot statement = member(&s, "statement");
    const truce_str word = string_of(in, &statement, "the kind of statement");
    size_t kind = 0;
    while (statement_words[kind] != NULL &&
           !truce_str_equal(word, truce_str_of(statement_words[kind]))) {
        kind++;
    }
    if (statement_words[kind] == NULL) {
        char value[SHOWN_MAX];
        char hint[MEANT_MAX];
        refuse(in, &statement, "\"%s\" is not a kind of statement%s", shown(word, value),
               meant(word, statement_words, hint));
    } else if (check_object(in, &s, (shape)(SHAPE_STATES_EVENT + kind))) {
        const spot denied = member(&s, "not");
        put_line(in, 2);
        put_raw(in, flag_of(in, &denied) ? TRUCE_STR(" not") : TRUCE_STR(""));
        maybe(in, &s, "actor", "", FORM_ACTOR);
        states_any(in, &s, (truce_statement_kind)kind);
        maybe_times(in, &s);
    }
}

/* ---- claims ---------------------------------------------------------------------------------- */

static void put_speaker(json_in *in, spot s) {
    const spot actor = member(&s, "actor");
    const spot anonymous = member(&s, "anonymous");
    if (!is_object(in, &s, "a speaker")) {
        return;
    }
    if (has(&actor)) {
        if (check_object(in, &s, SHAPE_SPEAKER)) {
            put(in, actor, FORM_ACTOR);
        }
    } else if (has(&anonymous)) {
        if (check_object(in, &s, SHAPE_ANONYMOUS)) {
            const truce_str count = string_of(in, &anonymous, "\"one\", \"some\" or a number");
            if (truce_str_equal(count, TRUCE_STR("one")) ||
                truce_str_equal(count, TRUCE_STR("some"))) {
                put_lit(in, " ");
                put_raw(in, count);
            } else {
                put(in, anonymous, FORM_NUMBER);
            }
            put_text(in, member(&s, "words"));
            maybe(in, &s, "of", " of", FORM_ACTOR);
        }
    } else {
        put_words(in, s);
    }
}

static void put_speakers(json_in *in, const spot *s) {
    const spot by = member(s, "by");
    const spot via = member(s, "via");
    const size_t n = count_elements(in, &by, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_raw(in, i > 0 ? TRUCE_STR(" and") : TRUCE_STR(" by"));
        put_speaker(in, element(&by, i));
    }
    if (has(&via)) {
        put_lit(in, " via");
        if (json_is_object(via.value)) {
            put_words(in, via);
        } else {
            put(in, via, FORM_ACTOR);
        }
    }
}

static void put_marks(json_in *in, const spot *s) {
    const spot marks = member(s, "marks");
    const size_t n = count_elements(in, &marks, 1);
    unsigned given = 0;
    for (size_t i = 0; i < n && !failed(in); i++) {
        const spot mark = element(&marks, i);
        const int bit = word_of(in, mark, TRUCE_WORDS_MARK);
        if (bit >= 0 && (given >> bit & 1) != 0) {
            refuse(in, &mark, "the same mark twice");
        }
        given |= bit >= 0 ? 1U << bit : 0;
    }
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_MARK); i++) {
        if ((given >> i & 1) != 0) {
            put_lit(in, " ");
            put_raw(in, truce_words_at(TRUCE_WORDS_MARK, i));
        }
    }
}

/* A member that repeats a part of the name must agree with it. */
static void check_part(json_in *in, const spot *s, const char *key, truce_str part) {
    const spot given = member(s, key);
    if (has(&given) &&
        !truce_str_equal(string_of(in, &given, "a part of the claim's name"), part)) {
        refuse(in, &given, "this differs from the claim's name, which says \"%.*s\"; leave it out",
               TRUCE_STR_ARGS(part));
    }
}

static void put_claim_name(json_in *in, const spot *s) {
    const spot name = member(s, "name");
    truce_str source = {NULL, 0};
    truce_str locator = {NULL, 0};
    truce_str label = {NULL, 0};
    put(in, name, FORM_CLAIM);
    if (!failed(in)) {
        (void)is_claim_name(string_of(in, &name, "a claim"), &source, &locator, &label);
        check_part(in, s, "source", source);
        check_part(in, s, "locator", locator);
        check_part(in, s, "label", label);
    }
}

static void put_credibility(json_in *in, const spot *s) {
    const spot given = member(s, "credibility");
    if (!has(&given)) {
        return;
    }
    const json_int_t grade = json_integer_value(given.value); /* 0 for what is no integer */
    if (grade < 1 || grade > 6) {
        refuse(in, &given, "credibility is a whole number from 1 to 6");
        return;
    }
    const char digit = (char)('0' + grade);
    put_lit(in, "\n  credibility ");
    put_raw(in, (truce_str){&digit, 1});
}

void put_claim(json_in *in, const spot *s) {
    const spot said = member(s, "said");
    const spot statements = member(s, "statements");
    put_claim_name(in, s);
    put_speakers(in, s);
    put_marks(in, s);
    if (has(&said)) {
        put_lit(in, "\n  said");
        put_date_or_words(in, said);
    }
    maybe(in, s, "published", "\n  published", FORM_DATE);
    put_credibility(in, s);
    maybe(in, s, "copy_of", "\n  copy of", FORM_CLAIM);
    maybe_list(in, s, "also", "\n  also", FORM_LOCATOR);
    const size_t n = count_elements(in, &statements, 0);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_statement(in, element(&statements, i));
    }
}
