/* plan_steps.h - what has to be put in an order, and what is said of it (private to the room).
 *
 * A thing in the order is a step of the case, one side's part of a tranche of an exchange, an event
 * that something waits for, or an item that only positions on order name. What is said of the order
 * is a line of a plan, which stays, or a position on order, which may be given up.
 */
#ifndef TRUCE_SRC_ACTIONS_PLAN_STEPS_H
#define TRUCE_SRC_ACTIONS_PLAN_STEPS_H

#include "compose.h"
#include "truce/sequence/order.h"
#include "truce/sequence/times.h"

typedef enum thing_kind {
    THING_STEP,    /* `of`: of c->steps */
    THING_RELEASE, /* `of`: of c->exchanges, `line`: the tranche; what the first side releases */
    THING_RETURN,  /* likewise: what the other side gives for it */
    THING_EVENT,   /* `of`: of c->events */
    THING_ITEM     /* `item`: as the first position names it */
} thing_kind;

typedef struct thing {
    thing_kind kind;
    uint32_t of, line;
    const truce_item *item;
    uint32_t giver, receiver; /* sides (actors); TRUCE_NONE: nobody, several, or nobody knows */
} thing;

/* Where a rule of the order is said. */
typedef struct order_said {
    uint32_t position;      /* of the matrix; TRUCE_NONE: a plan says it */
    const truce_plan *plan; /* then: the record and its line; line NULL: by what it is */
    const truce_plan_line *line;
} order_said;

typedef struct plan_steps {
    thing *things; /* steps first, then tranches by number, events, items */
    uint32_t n_things;
    truce_order_rules rules;
    order_said *said;  /* [rules.n] */
    uint32_t *owners;  /* [rules.n_owners]: sides (actors), in reading order */
    uint32_t n_orders; /* positions on order that stand and bind: rules of the last ones */
    uint32_t *aside;   /* positions on order that do not bind: offered, refused, set aside, ... */
    uint32_t n_aside;
    truce_lags lags;
    order_said *lag_said; /* [lags.n] */
    bool in_days;         /* some line speaks of days or dates */
    bool calendar; /* some date fixes a thing: days are days since 1970-01-01; else of the plan */
} plan_steps;

/* Gather them from the steps, exchanges and events of the case and from the positions of
 * k->matrix. TRUCE_ELIMIT (more things than there are numbers), TRUCE_ENOMEM. Expected O(s log s)
 * for s lines and positions. */
TRUCE_MUST_USE truce_status plan_steps_make(composer *k, plan_steps *out, truce_error *err);

/* The same of plans alone: no position is looked at, `owners` and what belongs to orders stay
 * empty, and k->matrix is not needed. */
TRUCE_MUST_USE truce_status plan_days_make(composer *k, plan_steps *out, truce_error *err);

/* What a thing is called: the title of the step; "Tranche 1: Osmir releases", with the title of the
 * exchange before it where there are several; the event; the issue and its options. Appended to
 * k->text. */
void plan_thing_says(composer *k, const thing *t);

/* What a line names: "“The bridge is opened”", "tranche 2 of “Who is released” by Valdra". */
void plan_part_says(truce_buffer *out, const truce_case *c, const truce_plan_line *line);
/* " by Valdra": whose part; nothing where none is named. */
void plan_by_says(truce_buffer *out, const truce_case *c, const truce_plan_line *line);

/* What a person would type for it: the name of the step, "crews tranche 1", the issue. Likewise. */
void plan_thing_name(composer *k, const thing *t);

#endif
