/* profile_json.h - what the readers of JSON profiles share (private to the room).
 *
 * A value is known together with its place in the file, as in a chain up to the document, so that a
 * fault can name it: "seller.json: /issues/price/low: ...". The first fault is kept and then
 * nothing more is done, so that only loops and what uses a result ask `failed`.
 */
#ifndef TRUCE_SRC_FORMATS_PROFILE_JSON_H
#define TRUCE_SRC_FORMATS_PROFILE_JSON_H

#include <jansson.h>

#include "formats/notes.h"
#include "truce/base/symbols.h"
#include "truce/formats/foreign.h"

/* All profiles of one scenario. */
typedef struct profiles {
    truce_arena *arena;
    notes told;
    truce_error *err;
    truce_status status;
    truce_str file;  /* the one that is being read, as its input is named */
    truce_str title; /* of the domain; a reader may set it */

    truce_scenario_issue *issues; /* of the first profile */
    uint32_t n_issues;
    truce_symbols titles;  /* symbol s: issue s - 1 */
    truce_symbols *values; /* [issue]: symbol s: value s - 1 */
    size_t total;          /* values of all issues */
} profiles;

/* A value and where it stands. */
typedef struct json_at {
    const struct json_at *up; /* NULL: the document */
    const char *key;          /* or NULL: `index` of an array */
    size_t index;
    json_t *value; /* NULL: not there */
} json_at;

static inline bool failed(const profiles *p) {
    return p->status != TRUCE_OK;
}

/* Keep the first fault. */
void profile_fail(profiles *p, const json_at *at, truce_status status, const char *format, ...)
    TRUCE_PRINTF(4, 5);
void profile_no_memory(profiles *p);

/* What one reader does with one profile. */
typedef void profile_reader(profiles *p, const json_at *document, bool first,
                            truce_scenario_party *party);

/* Read every input with `read`, in order, and make the scenario. */
truce_status profiles_read(const truce_input *inputs, size_t n, const char *tool,
                           profile_reader *read, truce_arena *arena, truce_scenario *scenario,
                           truce_error *err);

/* A member of an object; its value is NULL where there is none, or where `at` is no object. */
json_at json_member(const json_at *at, const char *key);
json_at json_element(const json_at *at, size_t index);

/* The same, and a fault where it is not there or not an object. */
json_at profile_object(profiles *p, const json_at *at, const char *key);

/* A number, written as one or in quotes. Zero with a fault where it is none. */
truce_numeral profile_number(profiles *p, const json_at *at);
/* A weight: not negative. */
truce_numeral profile_weight(profiles *p, const json_at *at);

/* A copy in the arena of a title, which is not empty and not too long. */
truce_str keep_title(profiles *p, const json_at *at, const char *title);

/* The issue, or the value of an issue, that a title is; SIZE_MAX for none. */
size_t find_issue(const profiles *p, const char *title);
size_t find_value(const profiles *p, size_t issue, const char *title);

/* Room for the issues of the first profile, which has `n`. */
void room_for_issues(profiles *p, const json_at *at, size_t n);
/* A new issue of it; and a new value of an issue. */
void add_issue(profiles *p, const json_at *at, const char *title);
void add_value(profiles *p, const json_at *at, size_t issue, const char *title);

/* Room for what every issue is worth to a party; a weight for each from an object of them. */
truce_scenario_worth *new_worth(profiles *p);
void read_issue_weights(profiles *p, const json_at *weights, truce_scenario_worth *worth);

/* Room for the amounts of an issue's values, each 0. */
truce_scenario_amount *new_amounts(profiles *p, size_t issue);

#endif
