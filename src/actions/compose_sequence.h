/* compose_sequence.h - the order of steps, found and in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_SEQUENCE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_SEQUENCE_H

#include "plan_steps.h"
#include "truce/sequence/exposure.h"

/* The orders that expose least among those that keep what a side demands, or nobody. */
typedef struct told_order {
    uint32_t owner; /* of the rules; TRUCE_NO_OWNER: only the plan binds */
    bool possible;  /* else that runs in a loop */
    truce_exposure found;
} told_order;

/* Steps and parts of tranches that two sides give each other. One for several receivers, or by
 * several givers, counts for each pair of them. */
typedef struct sequence_pair {
    uint32_t sides[TRUCE_SIDES]; /* actors, the first of the case first */
    uint32_t n[TRUCE_SIDES];     /* that the first gives the second; the other way */
    uint32_t first;              /* thing */
} sequence_pair;

typedef struct sequenced {
    plan_steps steps;
    truce_ordering ordering;
    truce_schedule times;
    bool timed; /* days are spoken of, and were looked for */

    /* Two sides that give each other something; n_given 0: there are none. */
    uint32_t sides[TRUCE_SIDES]; /* actors */
    uint32_t n_given[TRUCE_SIDES];
    sequence_pair *pairs; /* all pairs of which one side gives the other something: in the order of
                             the case */
    uint32_t n_pairs;
    uint32_t n_apart; /* given by both of them, by nobody or to nobody in particular */
    bool chosen;      /* --between names the pair */
    const truce_plan *worth[TRUCE_SIDES]; /* the values that are used; NULL: shares */
    uint32_t n_unvalued[TRUCE_SIDES];     /* steps that the values leave out, taken as 0 */
    int64_t whole[TRUCE_SIDES]; /* what an amount of the side is a part of: all it gives, or 10^n */
    const truce_exposure_step *amounts; /* [thing] */
    told_order *orders; /* of those of the two sides that demand something of the order */
    uint32_t n_orders;
    told_order free; /* whatever is demanded */
    bool bounded;    /* --at-most: in how many equal parts would do, in the order of `free` that is
                        safest for each side */
    truce_exposure_split split[TRUCE_SIDES];
    uint32_t delayed; /* --delay: a thing; TRUCE_NONE: none */
    int64_t late;
    truce_times_delay delay;

    truce_str refused; /* why giving and receiving cannot be followed; empty: it was */
} sequenced;

/* Find all of it; the part on giving and receiving only with `exposure`. TRUCE_ENOTFOUND (a record
 * of values, or a side, that nobody is called), TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status sequence_find(composer *k, bool exposure, sequenced *s,
                                          truce_error *err);
/* sequence_sides.c: the two sides that --between names, else those that give each other most; and
 * which of the two gives a thing to the other (TRUCE_NO_SIDE: neither). TRUCE_EINVAL,
 * TRUCE_ENOTFOUND (what --between names), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status sequence_choose_sides(composer *k, sequenced *s, truce_error *err);
uint8_t sequence_giver(const composer *k, const sequenced *s, uint32_t t);
/* sequence_exposure.c: the part on giving and receiving. */
TRUCE_MUST_USE truce_status sequence_expose(composer *k, sequenced *s, truce_error *err);

/* compose_order.c: the loops and what would open them, within an open section. */
void compose_order(composer *k, const sequenced *s);
/* The same in short. */
void compose_order_short(composer *k, const sequenced *s);
/* The verdict alone, as sentences of a passage. */
void compose_order_verdict(composer *k, truce_passage *passage, const sequenced *s);
/* compose_exposure.c, compose_times.c: likewise; nothing where there is nothing to tell. */
void compose_exposure(composer *k, const sequenced *s);
void compose_times(composer *k, const sequenced *s);
/* sequence_json.c: members of an open object. */
void compose_sequence_json(composer *k, const sequenced *s, truce_json *json);

/* "2/3", "nothing", "all"; of values "55", "12.5". Appended to k->text. */
void sequence_amount_says(composer *k, const sequenced *s, int side, int64_t amount);
/* Of the orders that no other beats for both, the one that exposes this side least. */
const truce_exposure_path *sequence_safest(const sequenced *s, int side);
/* sequence_figure.c: the orders of the table, drawn. */
void sequence_figure(composer *k, const sequenced *s);

/* An exact number that need not be whole in the side's unit. Appended to k->text. */
void sequence_ratio_says(composer *k, const sequenced *s, int side, truce_ratio amount);

/* What a rule rests on: a sentence's claims, or its basis where a plan says it. */
void sequence_cite(composer *k, const sequenced *s, truce_sentence *sentence, order_said said);
/* "Hamas demands that", or "the plan has it that"; and the rule in words behind it. To k->text. */
void sequence_rule_says(composer *k, const sequenced *s, uint32_t rule);

#endif
