/* compose_sequence.h - the order of steps, found and in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_SEQUENCE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_SEQUENCE_H

#include "plan_steps.h"
#include "truce/sequence/exposure.h"

/* The orders that expose least among those that keep what a side demands, or nobody. */
typedef struct told_order {
    uint32_t owner;    /* of the rules; TRUCE_NO_OWNER: only the plan binds */
    bool possible;     /* else that runs in a loop ... */
    bool against_days; /* ... with the days of the plan alone */
    truce_exposure found;
} told_order;

/* Two sides, and in whose numbers each counts what it gives the other and receives from it. */
typedef struct sequence_two {
    uint32_t sides[TRUCE_SIDES];   /* actors, the first of the case first */
    uint32_t n_given[TRUCE_SIDES]; /* steps and parts of tranches that each gives the other */
    const truce_plan *worth[TRUCE_SIDES]; /* the values that are used; NULL: shares */
    uint32_t n_unvalued[TRUCE_SIDES];     /* steps that the values leave out, taken as 0 */
    int64_t whole[TRUCE_SIDES]; /* what an amount of the side is a part of: all it gives, or 10^n */
} sequence_two;

/* Two sides of which at least one gives the other something. A step for several receivers, or by
 * several givers, counts for each pair of them. */
typedef struct sequence_pair {
    sequence_two two;
    uint32_t first;           /* thing */
    uint32_t begin, end;      /* of sequenced.given */
    bool followed;            /* both give, and there is an order of the plan to follow */
    truce_exposure_path path; /* then: what they give each other, in that order; `steps` are things
                               */
} sequence_pair;

/* That one of a pair gives a thing to the other. */
typedef struct sequence_given {
    uint32_t sides[TRUCE_SIDES]; /* of the pair */
    uint32_t thing;
    uint8_t giver; /* 0 or 1 */
} sequence_given;

typedef struct sequenced {
    plan_steps steps;
    truce_ordering ordering;
    truce_schedule times;
    bool timed; /* days are spoken of, and were looked for */

    sequence_two two; /* those that give each other most, or that --between names; n_given 0: there
                         are none */
    bool chosen;      /* --between names them */
    sequence_pair *pairs; /* in the order of the case */
    uint32_t n_pairs;
    sequence_given *given; /* pair by pair */
    uint32_t n_apart; /* things given by both of a pair, by nobody or to nobody in particular */
    const truce_exposure_step *amounts; /* [thing] */
    const uint32_t *planned; /* [n_things]: in the order of the plan: by its days; where these leave
                                it open, as the case lists them. Those of a moment stand next to
                                each other. NULL: the plan runs in a loop */
    const uint32_t *moment;  /* [thing]: of the plan */
    bool has_plan;           /* it says something of the order */
    truce_exposure_path path; /* the planned order, followed; where there is one */
    told_order *orders;       /* of those of the two sides that demand something of the order */
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
bool sequence_same(const sequence_two *a, const sequence_two *b); /* the same sides */
bool sequence_mutual(const sequence_pair *p); /* each gives the other something */
/* sequence_numbers.c: whose numbers, and the amounts in them. `amounts`, [n], have giver and
 * receiver; `things`, [n], say what each is of, NULL: of the thing with its number. TRUCE_ENOTFOUND
 * (what --values names), TRUCE_ELIMIT (digits), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status sequence_count(composer *k, const uint32_t *things, uint32_t n,
                                           sequence_two *two, truce_exposure_step *amounts,
                                           truce_error *err);
/* sequence_planned.c: the order of the plan; then, with it, the path of each pair that gives each
 * other something. TRUCE_ENOMEM; the second as sequence_count(), too. */
TRUCE_MUST_USE truce_status sequence_plan(composer *k, sequenced *s, truce_error *err);
TRUCE_MUST_USE truce_status sequence_follow_pairs(composer *k, sequenced *s, truce_error *err);
/* sequence_days.c: to a plan of all things, with their moments, that what surely happens on an
 * earlier day comes before; there may then be more steps than things, and they are taken out again
 * of a path that was found. False when memory is out. Cost O(things log things). */
bool sequence_add_days(composer *k, const sequenced *s, truce_exposure_plan *plan);
bool sequence_drop_days(composer *k, const sequenced *s, truce_exposure_path *path);
/* Rules that do not count: demands, but for those of `owner`. NULL when memory is out. */
bool *sequence_without_demands(composer *k, const sequenced *s, uint32_t owner);
/* sequence_exposure.c: the part on giving and receiving. */
TRUCE_MUST_USE truce_status sequence_expose(composer *k, sequenced *s, truce_error *err);

/* compose_order_days.c: whether the days of the plan do not allow what this rule demands. */
bool sequence_against_days(const sequenced *s, uint32_t rule);

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
void sequence_amount_says(composer *k, const sequence_two *two, int side, int64_t amount);
/* Of the orders that no other beats for both, the one that exposes this side least. */
const truce_exposure_path *sequence_safest(const sequenced *s, int side);

/* An exact number that need not be whole in the side's unit. Appended to k->text. */
void sequence_ratio_says(composer *k, const sequence_two *two, int side, truce_ratio amount);

/* What a rule rests on: a sentence's claims, or its basis where a plan says it. */
void sequence_cite(composer *k, const sequenced *s, truce_sentence *sentence, order_said said);
/* "Hamas demands that", or "the plan has it that"; and the rule in words behind it. To k->text. */
void sequence_rule_says(composer *k, const sequenced *s, uint32_t rule);

#endif
