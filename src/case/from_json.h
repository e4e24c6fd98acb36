/* from_json.h - what the files that read a case's JSON share (private to the room).
 *
 * A value is known together with its place in the document, so that a fault can point at it. Each
 * put_ function checks the form of one value and prints it behind a space. The first fault is kept;
 * from then on nothing more is printed, so that the functions above read as the grammar does, and
 * only loops ask `failed`.
 */
#ifndef TRUCE_SRC_CASE_FROM_JSON_H
#define TRUCE_SRC_CASE_FROM_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "truce/base/buffer.h"
#include "truce/base/error.h"
#include "truce/base/str.h"
#include "truce/case/model.h"
#include "truce/case/words.h"

typedef struct json_in {
    truce_buffer text;   /* of the file so far */
    truce_error *err;    /* the first fault; may be NULL */
    truce_status status; /* of the first fault, or TRUCE_OK */
} json_in;

static inline bool failed(const json_in *in) {
    return in->status != TRUCE_OK;
}

/* A value and where it stands: each links to what holds it, up to the document. */
typedef struct spot {
    const struct spot *up; /* NULL: the document */
    const char *key;       /* in an object; NULL: `index` in an array */
    size_t index;
    const json_t *value; /* NULL: not there */
} spot;

static inline bool has(const spot *s) {
    return s->value != NULL;
}
spot member(const spot *object, const char *key);
spot element(const spot *array, size_t index);

/* ---- shapes: which members an object has (from_json_shape.c) ---- */

typedef enum shape {
    SHAPE_DOCUMENT,
    SHAPE_FILE,
    SHAPE_CASE, /* records: from here, by truce_kind - TRUCE_KIND_CASE */
    SHAPE_ACTOR,
    SHAPE_SOURCE,
    SHAPE_ISSUE,
    SHAPE_LINK,
    SHAPE_TERM,
    SHAPE_OFFER,
    SHAPE_CUSTODY,
    SHAPE_EVENT,
    SHAPE_CLAIM,
    SHAPE_ACCOUNT,
    SHAPE_DATING,
    SHAPE_PREFERENCES,
    SHAPE_STEP,
    SHAPE_EXCHANGE,
    SHAPE_VALUES,
    SHAPE_AGREEMENT,
    SHAPE_OBLIGATION,
    SHAPE_REPORT,
    SHAPE_INCIDENT,
    SHAPE_TEXT,
    SHAPE_CLAUSE,
    SHAPE_WORDING,
    SHAPE_CHANGE,
    SHAPE_CRITICISM,
    SHAPE_STANDING,
    SHAPE_READING,
    SHAPE_DEFINITION,
    SHAPE_MODEL,
    SHAPE_MOVE,
    SHAPE_ORDER,
    SHAPE_READER,
    SHAPE_COMPARTMENT,
    SHAPE_STATES_EVENT, /* statements: from here, by truce_statement_kind */
    SHAPE_STATES_OFFER,
    SHAPE_STATES_TALKS,
    SHAPE_STATES_TERM,
    SHAPE_STATES_COUNT,
    SHAPE_STATES_BLAME,
    SHAPE_STATES_ACCUSATION,
    SHAPE_STATES_SAYING,
    SHAPE_STATES_NARRATIVE,
    SHAPE_STATES_FORECAST,
    SHAPE_STATES_DENIAL,
    SHAPE_STATES_POSITION,
    SHAPE_STATES_MOVEMENT,
    SHAPE_STATES_PRESENCE,
    SHAPE_STATES_ROLE,
    SHAPE_STATES_TRAIT,
    SHAPE_STATES_RELATION,
    SHAPE_STATES_RANK,
    SHAPE_PREFERS_ORDER, /* lines of preferences: from here, by truce_preference_kind */
    SHAPE_PREFERS_IMPORTANCE,
    SHAPE_PREFERS_WEIGHT,
    SHAPE_PREFERS_VALUE,
    SHAPE_PREFERS_TOGETHER,
    SHAPE_PREFERS_RESERVE,
    SHAPE_SPEAKER,
    SHAPE_ANONYMOUS,
    SHAPE_WORDS,
    SHAPE_TIME_AT,
    SHAPE_TIME_BEFORE,
    SHAPE_TIME_AFTER,
    SHAPE_TIME_DURING,
    SHAPE_ITEM,
    SHAPE_CHOICE,  /* an item that says its options */
    SHAPE_SINGLE,  /* an item with one option */
    SHAPE_WEIGHED, /* an issue, for whom */
    SHAPE_OPTIONS, /* of an order */
    SHAPE_DEMAND,
    SHAPE_PART,
    SHAPE_PART_UNSTATED,
    SHAPE_RUNG,
    SHAPE_OPTION,
    SHAPE_RANGE,
    SHAPE_TERMS,
    SHAPE_SETTLE,
    SHAPE_SHARE, /* of an exchange */
    SHAPE_NOTE,
    SHAPE_WHY,
    SHAPE_N
} shape;

enum { SHAPE_MEMBERS_MAX = 16 };

typedef struct shape_table {
    const char *name;   /* in $defs of docs/case.schema.json, which a test holds equal to this */
    const char *called; /* in messages */
    size_t n_required;  /* the first so many members */
    const char *members[SHAPE_MEMBERS_MAX + 1];
} shape_table;

const shape_table *shape_of(shape kind);
/* The shape of a line of a plan; its name is behind "plan_" in the schema (from_json_plan.c). */
shape_table plan_shape(truce_plan_kind kind);

/* Whether the value is an object at all; `called` says of what. */
bool is_object(json_in *in, const spot *s, const char *called);
/* Whether the value is an object with the members of its shape, and no others. */
bool check_object(json_in *in, const spot *s, shape kind);
bool check_members(json_in *in, const spot *s, const shape_table *table);
/* How many elements an array has; refuses what is not an array, and an empty one if `at_least` is
 * 1. What is not there has none. */
size_t count_elements(json_in *in, const spot *s, size_t at_least);
/* A text of the document, or an empty one with a refusal. */
truce_str string_of(json_in *in, const spot *s, const char *what);
/* Absent is false. */
bool flag_of(json_in *in, const spot *s);
/* Refuse the value at this place; printf. Keeps the first refusal only. */
void refuse(json_in *in, const spot *s, const char *format, ...) TRUCE_PRINTF(3, 4);

/* `text` as a message may show it: cut short, hidden characters escaped. */
enum { SHOWN_MAX = 128 };
const char *shown(truce_str text, char out[SHOWN_MAX]);
/* `; did you mean "x"?` for the nearest of the words, or nothing. */
enum { MEANT_MAX = 96 };
const char *meant(truce_str word, const char *const *words, char out[MEANT_MAX]);

/* ---- words, names, numbers and texts (from_json_word.c) ---- */

typedef enum form {
    FORM_NAME,
    FORM_ACTOR,  /* no word that competes with an actor's name */
    FORM_ISSUE,  /* likewise */
    FORM_OPTION, /* likewise */
    FORM_VALUE,  /* an option, a number or a range */
    FORM_AMOUNT, /* a number or a range */
    FORM_CLAIM,
    FORM_NAME_OR_CLAIM,
    FORM_LOCATOR,
    FORM_NUMBER,
    FORM_DATE,
    FORM_MOVE, /* no word that competes with a move's name */
    FORM_LOGIC /* what is so of moves */
} form;

/* Print a literal as it is. */
#define put_lit(in, literal) put_raw((in), TRUCE_STR(literal))
void put_raw(json_in *in, truce_str text);
/* Begin a line that is indented by `indent` (1 or more), less the space of its first word. */
void put_line(json_in *in, size_t indent);

/* Whether a text holds no control character. */
bool is_one_line(truce_str text);

/* A text of this form, which must be there, printed behind a space. */
void put(json_in *in, spot s, form f);
/* The same without the space. */
void put_bare(json_in *in, spot s, form f);
void put_text(json_in *in, spot s);
void put_list(json_in *in, spot s, form f);
/* {"words": "..."} */
void put_words(json_in *in, spot s);
/* A date, or words. */
void put_date_or_words(json_in *in, spot s);
/* The place of a word in its list, or -1 with a refusal; prints nothing. */
int word_of(json_in *in, spot s, truce_word_list list);
void put_word(json_in *in, spot s, truce_word_list list);

/* The same for a member that may be left out; `keyword` is printed before it. */
void maybe(json_in *in, const spot *object, const char *key, const char *keyword, form f);
void maybe_text(json_in *in, const spot *object, const char *key, const char *keyword);
void maybe_list(json_in *in, const spot *object, const char *key, const char *keyword, form f);

/* ---- items (from_json_item.c) ---- */

void put_item(json_in *in, spot s);
/* The options of an item, which must say them; its shape was checked. */
void put_stated_options(json_in *in, const spot *s);
void put_demand(json_in *in, spot s);
/* Each on a line of its own. */
void put_demands(json_in *in, spot s);
void maybe_condition(json_in *in, const spot *object);
void maybe_times(json_in *in, const spot *object);

/* ---- statements, claims, records ---- */

void put_statement(json_in *in, spot s);
void put_claim(json_in *in, const spot *s);
void put_preferences(json_in *in, const spot *s);
void put_plan(json_in *in, const spot *s, truce_kind record);
void put_record(json_in *in, spot s);

#endif
