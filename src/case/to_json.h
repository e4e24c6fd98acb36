/* to_json.h - what the files that write a case as JSON share (private to the room).
 *
 * Each out_ function writes one member, or nothing when the case does not say it.
 */
#ifndef TRUCE_SRC_CASE_TO_JSON_H
#define TRUCE_SRC_CASE_TO_JSON_H

#include "truce/base/json.h"
#include "truce/case/model.h"
#include "truce/case/words.h"

typedef struct json_out {
    const truce_case *c;
    truce_json *json;
} json_out;

void out_text(const json_out *out, const char *key, truce_str text);
void out_word(const json_out *out, const char *key, truce_word_list list, size_t word);
void out_name(const json_out *out, const char *key, truce_ref ref);
void out_names(const json_out *out, const char *key, truce_refs refs);
void out_when(const json_out *out, const char *key, truce_when when);
/* A number as a string, with every digit as written. */
void out_number(const json_out *out, const char *key, truce_decimal number);
/* A number or, with `range`, both ends of one, as a string and a value. */
void out_span(const json_out *out, truce_decimal low, truce_decimal high, bool range);
/* A word of the list or, beyond its last one, somebody's own words. */
void out_word_or_words(const json_out *out, const char *key, truce_word_list list, size_t word,
                       truce_str words);
/* {"words": "..."} as a value. */
void out_words(const json_out *out, truce_str words);

/* The members of an item, within an open object (to_json_item.c). */
void out_item(const json_out *out, const truce_item *item);
/* The options of an item: the member "options", and "or" with more or less. */
void out_options(const json_out *out, const truce_item *item);
void out_condition(const json_out *out, const truce_condition *condition);
void out_demands(const json_out *out, const truce_demand *demands, uint32_t n);

/* The members of preferences that no other record has (to_json_preferences.c). */
void out_preferences(const json_out *out, const truce_preferences *preferences);

/* The members of a plan that no other record has (to_json_plan.c). */
void out_plan(const json_out *out, const truce_plan *plan);

/* What the member "statement" of a line of preferences says, by truce_preference_kind; NULL follows
 * the last (to_json_preferences.c). */
extern const char *const preference_words[];

/* What the member "statement" says, by truce_statement_kind; NULL follows the last
 * (to_json_claim.c). */
extern const char *const statement_words[];

/* The members of a claim that no other record has (to_json_claim.c). */
void out_claim(const json_out *out, const truce_claim *claim);

#endif
