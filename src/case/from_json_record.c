/* Records other than claims from JSON, in canonical layout: the head, its attribute lines in the
 * order of the grammar, notes, audience. */
#include "from_json.h"
#include "reader.h"

#include "truce/case/model.h"

static void put_source(json_in *in, const spot *s) {
    const spot reliability = member(s, "reliability");
    const spot unseen = member(s, "unseen");
    put_word(in, member(s, "kind"), TRUCE_WORDS_SOURCE);
    maybe_text(in, s, "publisher", "\n  publisher");
    maybe_text(in, s, "file", "\n  file");
    maybe_text(in, s, "url", "\n  url");
    maybe(in, s, "published", "\n  published", FORM_DATE);
    maybe(in, s, "captured", "\n  captured", FORM_DATE);
    if (has(&reliability)) {
        put_lit(in, "\n  reliability");
        put_word(in, reliability, TRUCE_WORDS_GRADE);
    }
    maybe(in, s, "copies", "\n  copies", FORM_NAME);
    maybe(in, s, "draws_on", "\n  draws on", FORM_NAME);
    put_raw(in, flag_of(in, &unseen) ? TRUCE_STR("\n  unseen") : TRUCE_STR(""));
}

/* A unit that is written like a name needs no quotes. */
static void put_unit(json_in *in, spot s) {
    const char *const text = has(&s) ? json_string_value(s.value) : NULL;
    if (text != NULL && is_name(truce_str_of(text))) {
        put(in, s, FORM_NAME);
    } else {
        put_text(in, s);
    }
}

static void put_range(json_in *in, spot s) {
    if (!check_object(in, &s, SHAPE_RANGE)) {
        return;
    }
    put_lit(in, "\n  range");
    put(in, member(&s, "low"), FORM_NUMBER);
    put_lit(in, "..");
    put_bare(in, member(&s, "high"), FORM_NUMBER);
    put_lit(in, " step");
    put(in, member(&s, "step"), FORM_NUMBER);
    put_unit(in, member(&s, "unit"));
}

static void put_option(json_in *in, spot s) {
    const spot rung = member(&s, "rung");
    if (!is_object(in, &s, "a rung or an option") ||
        !check_object(in, &s, has(&rung) ? SHAPE_RUNG : SHAPE_OPTION)) {
        return;
    }
    maybe(in, &s, "rung", "\n  rung", FORM_OPTION);
    maybe(in, &s, "option", "\n  option", FORM_OPTION);
    maybe_text(in, &s, "title", "");
}

static void put_issue(json_in *in, const spot *s) {
    const spot topic = member(s, "topic");
    const spot range = member(s, "range");
    const spot options = member(s, "options");
    if (has(&topic)) {
        put_lit(in, "\n  topic");
        put_word(in, topic, TRUCE_WORDS_TOPIC);
    }
    maybe_list(in, s, "per", "\n  per", FORM_ACTOR);
    if (has(&range)) {
        put_range(in, range);
    }
    const size_t n = count_elements(in, &options, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_option(in, element(&options, i));
    }
}

static void put_link(json_in *in, const spot *s) {
    put_item(in, member(s, "a"));
    put_word(in, member(s, "kind"), TRUCE_WORDS_LINK);
    put_item(in, member(s, "b"));
    maybe_list(in, s, "from", "\n  from", FORM_CLAIM);
}

/* A line for each text of an array. */
static void put_texts(json_in *in, const spot *s, const char *key, const char *keyword) {
    const spot texts = member(s, key);
    const size_t n = count_elements(in, &texts, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_raw(in, truce_str_of(keyword));
        put_text(in, element(&texts, i));
    }
}

static void put_offer(json_in *in, const spot *s) {
    const spot terms = member(s, "terms");
    maybe_list(in, s, "by", " by", FORM_ACTOR);
    maybe_list(in, s, "to", " to", FORM_ACTOR);
    maybe(in, s, "replaces", " replaces", FORM_NAME);
    maybe_text(in, s, "salt", "\n  salt");
    put_texts(in, s, "text", "\n  text");
    const size_t n = count_elements(in, &terms, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        const spot one = element(&terms, i);
        if (check_object(in, &one, SHAPE_TERMS)) {
            put_lit(in, "\n  terms");
            maybe(in, &one, "from", " from", FORM_CLAIM);
            put_demands(in, member(&one, "demands"));
        }
    }
}

static void put_custody(json_in *in, const spot *s) {
    put_lit(in, " of");
    put(in, member(s, "of"), FORM_NAME);
    put_word(in, member(s, "stage"), TRUCE_WORDS_STAGE);
    maybe_list(in, s, "by", " by", FORM_ACTOR);
    maybe_list(in, s, "to", " to", FORM_ACTOR);
    maybe_list(in, s, "from", " from", FORM_ACTOR);
    maybe(in, s, "at", "\n  at", FORM_DATE);
    maybe(in, s, "with", "\n  with", FORM_NAME);
    put_texts(in, s, "receipt", "\n  receipt");
}

static void put_account(json_in *in, const spot *s) {
    const spot settle = member(s, "settle");
    put_word(in, member(s, "kind"), TRUCE_WORDS_ACCOUNT);
    put_lit(in, " between");
    put_list(in, member(s, "between"), FORM_CLAIM);
    const size_t n = count_elements(in, &settle, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        const spot one = element(&settle, i);
        if (check_object(in, &one, SHAPE_SETTLE)) {
            put_lit(in, "\n  settle");
            put_text(in, member(&one, "words"));
            maybe(in, &one, "by", " by", FORM_ACTOR);
        }
    }
}

static void put_dating(json_in *in, const spot *s) {
    put_lit(in, " of");
    put(in, member(s, "of"), FORM_NAME_OR_CLAIM);
    put(in, member(s, "date"), FORM_DATE);
    put_lit(in, " by");
    put(in, member(s, "by"), FORM_NAME);
}

static void put_notes(json_in *in, const spot *s) {
    const spot notes = member(s, "notes");
    const size_t n = count_elements(in, &notes, 0);
    for (size_t i = 0; i < n && !failed(in); i++) {
        const spot one = element(&notes, i);
        const spot why = member(&one, "why");
        if (is_object(in, &one, "a note") &&
            check_object(in, &one, has(&why) ? SHAPE_WHY : SHAPE_NOTE)) {
            maybe_text(in, &one, "note", "\n  note");
            maybe_text(in, &one, "why", "\n  why");
        }
    }
}

static void put_body(json_in *in, const spot *s, truce_kind kind) {
    switch (kind) {
    case TRUCE_KIND_CASE:
        maybe(in, s, "period", "\n  period", FORM_DATE);
        return;
    case TRUCE_KIND_ACTOR:
        maybe(in, s, "of", " of", FORM_ACTOR);
        return;
    case TRUCE_KIND_SOURCE:
        put_source(in, s);
        return;
    case TRUCE_KIND_ISSUE:
        put_issue(in, s);
        return;
    case TRUCE_KIND_LINK:
        put_link(in, s);
        return;
    case TRUCE_KIND_OFFER:
        put_offer(in, s);
        return;
    case TRUCE_KIND_CUSTODY:
        put_custody(in, s);
        return;
    case TRUCE_KIND_EVENT:
        put_word(in, member(s, "kind"), TRUCE_WORDS_EVENT);
        maybe_list(in, s, "by", " by", FORM_ACTOR);
        return;
    case TRUCE_KIND_ACCOUNT:
        put_account(in, s);
        return;
    case TRUCE_KIND_DATING:
        put_dating(in, s);
        return;
    case TRUCE_KIND_PREFERENCES:
        put_preferences(in, s);
        return;
    case TRUCE_KIND_STEP:
    case TRUCE_KIND_EXCHANGE:
    case TRUCE_KIND_VALUES:
    case TRUCE_KIND_AGREEMENT:
    case TRUCE_KIND_OBLIGATION:
    case TRUCE_KIND_REPORT:
    case TRUCE_KIND_INCIDENT:
    case TRUCE_KIND_TEXT:
    case TRUCE_KIND_CLAUSE:
    case TRUCE_KIND_WORDING:
    case TRUCE_KIND_CHANGE:
    case TRUCE_KIND_CRITICISM:
    case TRUCE_KIND_STANDING:
    case TRUCE_KIND_READING:
    case TRUCE_KIND_DEFINITION:
    case TRUCE_KIND_MODEL:
    case TRUCE_KIND_MOVE:
    case TRUCE_KIND_ORDER:
        put_plan(in, s, kind);
        return;
    case TRUCE_KIND_COMPARTMENT:
        maybe_list(in, s, "members", "\n  members", FORM_NAME);
        return;
    case TRUCE_KIND_CLAIM: /* has put_claim */
    case TRUCE_KIND_TERM:
    case TRUCE_KIND_READER:
    case TRUCE_KIND_NONE:
    case TRUCE_KIND_N:
        return;
    }
}

static form form_of_name(truce_kind kind) {
    return kind == TRUCE_KIND_ACTOR   ? FORM_ACTOR
           : kind == TRUCE_KIND_ISSUE ? FORM_ISSUE
                                      : FORM_NAME;
}

static void refuse_record(json_in *in, const spot *s, truce_str word) {
    const char *words[64] = {NULL};
    size_t n = 0;
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_ACTOR); i++) {
        words[n++] = truce_words_at(TRUCE_WORDS_ACTOR, i).data;
    }
    for (size_t i = 1; i < truce_words_count(TRUCE_WORDS_RECORD); i++) {
        words[n++] = truce_words_at(TRUCE_WORDS_RECORD, i).data;
    }
    words[n++] = "message";
    char value[SHOWN_MAX];
    char hint[MEANT_MAX];
    refuse(in, s, "\"%s\" is not a kind of record%s", shown(word, value), meant(word, words, hint));
}

void put_record(json_in *in, spot s) {
    if (!is_object(in, &s, "a record")) {
        return;
    }
    const spot record = member(&s, "record");
    const truce_str word = string_of(in, &record, "the kind of record");
    const int i = truce_words_find(TRUCE_WORDS_RECORD, word);
    const truce_kind kind = truce_words_find(TRUCE_WORDS_ACTOR, word) >= 0 ? TRUCE_KIND_ACTOR
                            : truce_str_equal(word, TRUCE_STR("message"))  ? TRUCE_KIND_OFFER
                            : i > 0                                        ? (truce_kind)i
                                                                           : TRUCE_KIND_NONE;
    if (kind == TRUCE_KIND_NONE) {
        refuse_record(in, &record, word);
    }
    if (failed(in) || !check_object(in, &s, (shape)(SHAPE_CASE + kind - TRUCE_KIND_CASE))) {
        return;
    }
    put_lit(in, "\n\n");
    put_raw(in, word);
    if (kind == TRUCE_KIND_CLAIM) {
        put_claim(in, &s);
    } else {
        put(in, member(&s, "name"), form_of_name(kind));
        maybe_text(in, &s, "title", "");
        put_body(in, &s, kind);
    }
    put_notes(in, &s);
    maybe_list(in, &s, "audience", "\n  audience", FORM_NAME);
}
