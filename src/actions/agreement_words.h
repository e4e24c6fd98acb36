/* agreement_words.h - agreements in words: what papers, machines and calendars say alike (private
 * to the room). Each appends to k->text. */
#ifndef TRUCE_SRC_ACTIONS_AGREEMENT_WORDS_H
#define TRUCE_SRC_ACTIONS_AGREEMENT_WORDS_H

#include "compose.h"
#include "promises.h"

/* "2032-06-20". */
void agreement_day(composer *k, int64_t day);
/* "2032-06-20", "2032-06-20 or later", "2032-06-01 to 2032-06-30 (not known exactly)", "not known".
 */
void agreement_when(composer *k, promised when);
/* "Norrin, Valdra Front and Lakeland". */
void agreement_names(composer *k, truce_refs names);
/* "Norrin to Valdra Front". */
void agreement_sides(composer *k, const promise *o);
/* What stands behind `after`: its title, "tranche 4 of Who is released for whom". */
void agreement_trigger(composer *k, const truce_plan_line *after);
/* An amount in units of 10^-scale: "3,640", "12.5", "about 85.7" where it is a fraction. */
void agreement_amount(composer *k, truce_ratio amount, int32_t scale);
/* "3,640 of 4,200 trucks"; "3,640 of 4,200 to 4,800 trucks". */
void agreement_measure(composer *k, const promise *o, const truce_owed_standing *s);
/* "2 of 3, intermediate"; "1 or 2 of 3, minimal or intermediate". */
void agreement_score(composer *k, const truce_owed_standing *s);
/* The states of a set of bits: "kept or late". */
void agreement_states(composer *k, uint32_t states);
/* What is uncertain: "its first day is not known exactly; ...". */
void agreement_why(composer *k, const truce_owed_standing *s);

/* Of an obligation that is breached as of a day by what is attributed: to whom, each once and as
 * the case declares them; and those others who owe it, to whom nothing is. In the arena; false when
 * memory is out. Cost O(n log n + n * debtors), n being lines that attribute. */
typedef struct agreement_breach {
    truce_refs by, others;
} agreement_breach;
bool agreement_breach_find(const promises *p, uint32_t o, int64_t day, truce_arena *arena,
                           agreement_breach *out);
/* The rule of an obligation's state. Of a breach of what several owe also whose act it was, as far
 * as a named verifier attributes it: "an incident is attributed to Norrin, with evidence, by a
 * named verifier; none is attributed to Valdra Front". */
void agreement_rule(composer *k, const promises *p, uint32_t o);
/* "attributed to Norrin", where the state of that day is by that rule; else nothing. */
void agreement_whose(composer *k, const promises *p, uint32_t o, truce_owed_rule rule, int64_t day);

/* One of the bits of truce_owed_obligation.has that are lacking: "a verifier". */
const char *agreement_lack(uint32_t bit);

/* States in the order in which they are told: what needs a look first. */
extern const truce_owed_state agreement_order[TRUCE_OWED_STATES];
/* The key of a state or rule for machines: "not_due". */
const char *agreement_state_key(truce_owed_state state);

#endif
