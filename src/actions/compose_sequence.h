/* compose_sequence.h - the order of steps, found and in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_SEQUENCE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_SEQUENCE_H

#include "plan_steps.h"

typedef struct sequenced {
    plan_steps steps;
    truce_ordering ordering;
    truce_schedule times;
    bool timed; /* days are spoken of, and were looked for */

    uint32_t delayed; /* --delay: a thing; TRUCE_NONE: none */
    int64_t late;
    truce_times_delay delay;

    bool too_many; /* things or amounts, for all of this */
} sequenced;

/* Find all of it. TRUCE_ENOTFOUND (a record of values, or a side, that nobody is called),
 * TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status sequence_find(composer *k, sequenced *s, truce_error *err);
/* compose_sequence.c: the loops and what would open them, within an open section. */
void compose_order(composer *k, const sequenced *s);
/* The same in short. */
void compose_order_short(composer *k, const sequenced *s);
/* The verdict alone, as sentences of a passage. */
void compose_order_verdict(composer *k, truce_passage *passage, const sequenced *s);
/* compose_times.c: likewise; nothing where there is nothing to tell. */
void compose_times(composer *k, const sequenced *s);
/* sequence_json.c: members of an open object. */
void compose_sequence_json(composer *k, const sequenced *s, truce_json *json);

/* What a rule rests on: a sentence's claims, or its basis where a plan says it. */
void sequence_cite(composer *k, const sequenced *s, truce_sentence *sentence, order_said said);
/* "Hamas demands that", or "the plan has it that"; and the rule in words behind it. To k->text. */
void sequence_rule_says(composer *k, const sequenced *s, uint32_t rule);

#endif
