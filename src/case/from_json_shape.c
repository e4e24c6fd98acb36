/* Which members each object of the JSON form has, what a fault says, and where. */
#include "from_json.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "reader.h"
#include "truce/base/utf8.h"

#define SHAPE(id, def, what, required, ...)                                                        \
    [id] = {.name = def, .called = what, .n_required = required, .members = {__VA_ARGS__}}

static const shape_table shapes[SHAPE_N] = {
    SHAPE(SHAPE_DOCUMENT, "document", "the JSON of a case", 2, "truce", "files"),
    SHAPE(SHAPE_FILE, "file", "a file", 2, "name", "records", "audience"),

    SHAPE(SHAPE_CASE, "case", "a case", 3, "record", "name", "title", "period", "notes",
          "audience"),
    SHAPE(SHAPE_ACTOR, "actor", "an actor", 3, "record", "name", "title", "of", "notes",
          "audience"),
    SHAPE(SHAPE_SOURCE, "source", "a source", 4, "record", "name", "title", "kind", "publisher",
          "file", "url", "published", "captured", "reliability", "copies", "draws_on", "unseen",
          "notes", "audience"),
    SHAPE(SHAPE_ISSUE, "issue", "an issue", 3, "record", "name", "title", "topic", "per", "range",
          "options", "notes", "audience"),
    SHAPE(SHAPE_LINK, "link", "a link", 5, "record", "name", "a", "kind", "b", "from", "notes",
          "audience"),
    SHAPE(SHAPE_TERM, "term", "a term", 3, "record", "name", "title", "notes", "audience"),
    SHAPE(SHAPE_OFFER, "offer", "an offer", 3, "record", "name", "title", "by", "to", "replaces",
          "salt", "text", "terms", "notes", "audience"),
    SHAPE(SHAPE_CUSTODY, "custody", "a custody record", 4, "record", "name", "of", "stage", "by",
          "to", "from", "at", "with", "receipt", "notes", "audience"),
    SHAPE(SHAPE_EVENT, "event", "an event", 4, "record", "name", "title", "kind", "by", "notes",
          "audience"),
    SHAPE(SHAPE_CLAIM, "claim", "a claim", 2, "record", "name", "source", "locator", "label", "by",
          "via", "marks", "said", "published", "credibility", "copy_of", "also", "statements",
          "notes", "audience"),
    SHAPE(SHAPE_ACCOUNT, "account", "an account", 5, "record", "name", "title", "kind", "between",
          "settle", "notes", "audience"),
    SHAPE(SHAPE_DATING, "dating", "a dating", 5, "record", "name", "of", "date", "by", "notes",
          "audience"),
    SHAPE(SHAPE_PREFERENCES, "preferences", "preferences", 4, "record", "name", "of", "by",
          "percent", "statements", "notes", "audience"),
    SHAPE(SHAPE_STEP, "step", "a step", 3, "record", "name", "title", "of", "to", "lines", "notes",
          "audience"),
    SHAPE(SHAPE_EXCHANGE, "exchange", "an exchange", 5, "record", "name", "title", "of", "and",
          "lines", "notes", "audience"),
    SHAPE(SHAPE_VALUES, "values", "values of steps", 4, "record", "name", "of", "by", "lines",
          "notes", "audience"),
    SHAPE(SHAPE_AGREEMENT, "agreement", "an agreement", 4, "record", "name", "title", "of", "lines",
          "notes", "audience"),
    SHAPE(SHAPE_OBLIGATION, "obligation", "an obligation", 4, "record", "name", "title", "of", "to",
          "lines", "notes", "audience"),
    SHAPE(SHAPE_REPORT, "report", "a report", 3, "record", "name", "title", "lines", "notes",
          "audience"),
    SHAPE(SHAPE_INCIDENT, "incident", "an incident", 3, "record", "name", "title", "lines", "notes",
          "audience"),
    SHAPE(SHAPE_TEXT, "text_record", "a text", 3, "record", "name", "title", "of", "lines", "notes",
          "audience"),
    SHAPE(SHAPE_CLAUSE, "clause_record", "a clause", 4, "record", "name", "title", "of", "number",
          "lines", "notes", "audience"),
    SHAPE(SHAPE_WORDING, "wording", "a wording", 4, "record", "name", "of", "version", "by",
          "lines", "notes", "audience"),
    SHAPE(SHAPE_CHANGE, "change", "a change", 4, "record", "name", "of", "for", "paragraph",
          "lines", "notes", "audience"),
    SHAPE(SHAPE_CRITICISM, "criticism", "a criticism", 5, "record", "name", "title", "of", "by",
          "lines", "notes", "audience"),
    SHAPE(SHAPE_STANDING, "standing_record", "a standing", 5, "record", "name", "of", "by",
          "standing", "on", "lines", "notes", "audience"),
    SHAPE(SHAPE_READING, "reading", "a reading", 5, "record", "name", "title", "of", "by", "lines",
          "notes", "audience"),
    SHAPE(SHAPE_DEFINITION, "definition", "a definition", 4, "record", "name", "title", "of", "by",
          "lines", "notes", "audience"),
    SHAPE(SHAPE_MODEL, "model", "a model", 4, "record", "name", "title", "by", "lines", "notes",
          "audience"),
    SHAPE(SHAPE_MOVE, "move", "a move", 5, "record", "name", "title", "of", "in", "lines", "notes",
          "audience"),
    SHAPE(SHAPE_ORDER, "order", "an order", 5, "record", "name", "of", "in", "by", "lines", "notes",
          "audience"),
    SHAPE(SHAPE_READER, "reader", "a reader", 3, "record", "name", "title", "notes", "audience"),
    SHAPE(SHAPE_COMPARTMENT, "compartment", "a compartment", 3, "record", "name", "title",
          "members", "notes", "audience"),

    SHAPE(SHAPE_STATES_EVENT, "states_event", "a statement of an event", 2, "statement", "event",
          "not", "by", "times"),
    SHAPE(SHAPE_STATES_OFFER, "states_offer", "a statement of an offer", 3, "statement", "offer",
          "stage", "not", "by", "to", "from", "words", "times"),
    SHAPE(SHAPE_STATES_TALKS, "states_talks", "a statement of the talks", 2, "statement", "states",
          "not", "words", "times"),
    SHAPE(SHAPE_STATES_TERM, "states_term", "a statement of a term", 2, "statement", "term", "not",
          "as", "means", "by"),
    SHAPE(SHAPE_STATES_COUNT, "states_count", "a count", 3, "statement", "term", "number", "not"),
    SHAPE(SHAPE_STATES_BLAME, "states_blame", "a blame", 2, "statement", "blames", "not", "actor",
          "words"),
    SHAPE(SHAPE_STATES_ACCUSATION, "states_accusation", "an accusation", 2, "statement", "accuses",
          "not", "actor", "words"),
    SHAPE(SHAPE_STATES_SAYING, "states_saying", "a saying", 2, "statement", "words", "not", "actor",
          "on"),
    SHAPE(SHAPE_STATES_NARRATIVE, "states_narrative", "a narrative", 3, "statement", "explains",
          "words", "not", "actor"),
    SHAPE(SHAPE_STATES_FORECAST, "states_forecast", "a forecast", 2, "statement", "words", "not",
          "actor", "times"),
    SHAPE(SHAPE_STATES_DENIAL, "states_denial", "a denial", 2, "statement", "denies", "not",
          "actor"),
    SHAPE(SHAPE_STATES_POSITION, "states_position", "a position", 4, "statement", "actor", "stance",
          "demands", "not", "firmness", "list", "if"),
    SHAPE(SHAPE_STATES_MOVEMENT, "states_movement", "a movement", 3, "statement", "actor",
          "movement", "not", "on", "times"),
    SHAPE(SHAPE_STATES_PRESENCE, "states_presence", "a presence", 3, "statement", "actor",
          "presence", "not", "times"),
    SHAPE(SHAPE_STATES_ROLE, "states_role", "a role", 3, "statement", "actor", "role", "not", "of",
          "times"),
    SHAPE(SHAPE_STATES_TRAIT, "states_trait", "a trait", 4, "statement", "actor", "trait", "words",
          "not", "unstated", "on"),
    SHAPE(SHAPE_STATES_RELATION, "states_relation", "a relation", 4, "statement", "actor",
          "relation", "object", "not", "words", "times"),
    SHAPE(SHAPE_STATES_RANK, "states_rank", "a rank", 3, "statement", "issue", "rank", "not",
          "over", "to"),

    SHAPE(SHAPE_PREFERS_ORDER, "prefers_order", "an order of options", 3, "statement", "issue",
          "order", "for"),
    SHAPE(SHAPE_PREFERS_IMPORTANCE, "prefers_importance", "an order of issues", 2, "statement",
          "order"),
    SHAPE(SHAPE_PREFERS_WEIGHT, "prefers_weight", "a weight", 3, "statement", "issue", "amount",
          "for", "of"),
    SHAPE(SHAPE_PREFERS_VALUE, "prefers_value", "a value", 4, "statement", "issue", "options",
          "amount", "or", "for", "of", "if"),
    SHAPE(SHAPE_PREFERS_TOGETHER, "prefers_together", "what items add together", 3, "statement",
          "items", "amount", "of"),
    SHAPE(SHAPE_PREFERS_RESERVE, "prefers_reserve", "what a party has without an agreement", 1,
          "statement", "amount", "of", "package"),

    SHAPE(SHAPE_SPEAKER, "speaker", "a named speaker", 1, "actor"),
    SHAPE(SHAPE_ANONYMOUS, "anonymous", "an anonymous speaker", 2, "anonymous", "words", "of"),
    SHAPE(SHAPE_WORDS, "words", "somebody's own words", 1, "words"),
    SHAPE(SHAPE_TIME_AT, "time_at", "a time \"at\"", 1, "at"),
    SHAPE(SHAPE_TIME_BEFORE, "time_before", "a time \"before\"", 1, "before"),
    SHAPE(SHAPE_TIME_AFTER, "time_after", "a time \"after\"", 1, "after"),
    SHAPE(SHAPE_TIME_DURING, "time_during", "a time \"during\"", 1, "during"),
    SHAPE(SHAPE_ITEM, "item", "an item", 1, "issue", "options", "or", "unstated", "for"),
    SHAPE(SHAPE_CHOICE, "choice", "an item", 2, "issue", "options", "or", "for"),
    SHAPE(SHAPE_SINGLE, "single", "an item", 2, "issue", "options", "for"),
    SHAPE(SHAPE_WEIGHED, "weighed", "an issue", 1, "issue", "for"),
    SHAPE(SHAPE_OPTIONS, "options", "options", 1, "options", "or"),
    SHAPE(SHAPE_DEMAND, "demand", "a demand", 1, "issue", "options", "or", "unstated", "for",
          "before", "after", "with", "as", "words", "if"),
    SHAPE(SHAPE_PART, "part", "a condition", 1, "issue", "not", "options", "or", "unstated", "for"),
    SHAPE(SHAPE_PART_UNSTATED, "part_unstated", "a condition", 1, "unstated"),
    SHAPE(SHAPE_RUNG, "rung", "a rung", 1, "rung", "title"),
    SHAPE(SHAPE_OPTION, "option", "an option", 1, "option", "title"),
    SHAPE(SHAPE_RANGE, "range", "a range", 4, "low", "high", "step", "unit"),
    SHAPE(SHAPE_TERMS, "terms", "the terms of an offer", 1, "demands", "from"),
    SHAPE(SHAPE_SETTLE, "settle", "what would settle an account", 1, "words", "by"),
    SHAPE(SHAPE_SHARE, "share", "a number of an exchange", 1, "number", "of"),
    SHAPE(SHAPE_NOTE, "note", "a note", 1, "note"),
    SHAPE(SHAPE_WHY, "why", "a reason", 1, "why"),
};

const shape_table *shape_of(shape kind) {
    return &shapes[kind];
}

spot member(const spot *object, const char *key) {
    return (spot){.up = object, .key = key, .value = json_object_get(object->value, key)};
}

spot element(const spot *array, size_t index) {
    return (spot){.up = array, .index = index, .value = json_array_get(array->value, index)};
}

/* ---- faults ---------------------------------------------------------------------------------- */

enum { POINTER_MAX = 128 };

/* Keys in a pointer are members of shapes, so they need no escapes and the size is bounded. */
static size_t write_pointer(const spot *s, char out[POINTER_MAX]) {
    if (s->up == NULL) {
        out[0] = '\0';
        return 0;
    }
    const size_t used = write_pointer(s->up, out);
    const int more = s->key != NULL ? snprintf(out + used, POINTER_MAX - used, "/%s", s->key)
                                    : snprintf(out + used, POINTER_MAX - used, "/%zu", s->index);
    assert(more > 0 && (size_t)more < POINTER_MAX - used);
    return used + (size_t)more;
}

void refuse(json_in *in, const spot *s, const char *format, ...) {
    if (failed(in)) {
        return;
    }
    char pointer[POINTER_MAX];
    char reason[sizeof in->err->message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    const size_t size = write_pointer(s, pointer);
    in->status =
        truce_fail(in->err, TRUCE_EINVAL, "%s: %s", size > 0 ? pointer : "document", reason);
}

const char *shown(truce_str text, char out[SHOWN_MAX]) {
    const size_t most = 32;
    const bool cut = text.size > most;
    size_t size = cut ? most : text.size;
    while (cut && size > 0 && ((unsigned char)text.data[size] & 0xC0) == 0x80) {
        size--;
    }
    truce_buffer safe = truce_buffer_new();
    truce_utf8_show(&safe, (truce_str){text.data, size});
    if (safe.size > SHOWN_MAX - sizeof "...") {
        truce_buffer_clear(&safe); /* a run of escapes: nobody wrote that to be read */
        truce_buffer_lit(&safe, "(unprintable)");
    }
    (void)snprintf(out, SHOWN_MAX, "%.*s%s", TRUCE_STR_ARGS(truce_buffer_str(&safe)),
                   cut ? "..." : "");
    truce_buffer_clear(&safe);
    return out;
}

const char *meant(truce_str word, const char *const *words, char out[MEANT_MAX]) {
    truce_suggestion s = truce_suggest_for(word);
    for (size_t i = 0; words[i] != NULL; i++) {
        truce_suggest_try(&s, truce_str_of(words[i]));
    }
    out[0] = '\0';
    if (s.best.size > 0) {
        (void)snprintf(out, MEANT_MAX, "; did you mean \"%.*s\"?", TRUCE_STR_ARGS(s.best));
    }
    return out;
}

/* ---- types ----------------------------------------------------------------------------------- */

static const char *type_called(const json_t *value) {
    static const char *const called[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array", [JSON_STRING] = "a string",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number",  [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",      [JSON_NULL] = "null",
    };
    return called[json_typeof(value)];
}

/* Say that something else belongs here. */
static void refuse_type(json_in *in, const spot *s, const char *wanted) {
    if (has(s)) {
        refuse(in, s, "%s belongs here, not %s", wanted, type_called(s->value));
    } else {
        refuse(in, s, "%s belongs here, but it is missing", wanted);
    }
}

static bool is_member(const shape_table *table, const char *key) {
    for (size_t i = 0; table->members[i] != NULL; i++) {
        if (strcmp(table->members[i], key) == 0) {
            return true;
        }
    }
    return false;
}

static void refuse_member(json_in *in, const spot *s, const shape_table *table, const char *key) {
    char name[SHOWN_MAX];
    char hint[MEANT_MAX];
    refuse(in, s, "%s has no member \"%s\"%s", table->called, shown(truce_str_of(key), name),
           meant(truce_str_of(key), table->members, hint));
}

bool is_object(json_in *in, const spot *s, const char *called) {
    if (!failed(in) && !json_is_object(s->value)) {
        char wanted[96];
        (void)snprintf(wanted, sizeof wanted, "an object (%s)", called);
        refuse_type(in, s, wanted);
    }
    return !failed(in);
}

bool check_object(json_in *in, const spot *s, shape kind) {
    return check_members(in, s, &shapes[kind]);
}

bool check_members(json_in *in, const spot *s, const shape_table *table) {
    if (!is_object(in, s, table->called)) {
        return false;
    }
    json_t *const object = (json_t *)(uintptr_t)s->value; /* iterating takes it as not const */
    for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
        if (!is_member(table, json_object_iter_key(i))) {
            refuse_member(in, s, table, json_object_iter_key(i));
            return false;
        }
    }
    for (size_t i = 0; i < table->n_required; i++) {
        if (json_object_get(object, table->members[i]) == NULL) {
            refuse(in, s, "%s needs the member \"%s\"", table->called, table->members[i]);
            return false;
        }
    }
    return true;
}

size_t count_elements(json_in *in, const spot *s, size_t at_least) {
    if (failed(in) || !has(s)) {
        return 0;
    }
    if (!json_is_array(s->value)) {
        refuse_type(in, s, "an array");
        return 0;
    }
    const size_t n = json_array_size(s->value);
    if (n < at_least) {
        refuse(in, s, "an empty array says nothing; leave the member out or fill it");
    }
    return n;
}

truce_str string_of(json_in *in, const spot *s, const char *what) {
    if (failed(in)) {
        return TRUCE_STR("");
    }
    if (json_is_integer(s->value) || json_is_real(s->value)) {
        refuse(in, s, "%s is a string in this form: put quotes round it", what);
    } else if (!json_is_string(s->value)) {
        char wanted[96];
        (void)snprintf(wanted, sizeof wanted, "a string (%s)", what);
        refuse_type(in, s, wanted);
    } else {
        return (truce_str){json_string_value(s->value), json_string_length(s->value)};
    }
    return TRUCE_STR("");
}

bool flag_of(json_in *in, const spot *s) {
    if (!failed(in) && has(s) && !json_is_boolean(s->value)) {
        refuse_type(in, s, "true or false");
    }
    return json_is_true(s->value);
}
