/* plan_parts.h - gathering what has to be put in an order (private to the files of plan_steps.h).
 */
#ifndef TRUCE_SRC_ACTIONS_PLAN_PARTS_H
#define TRUCE_SRC_ACTIONS_PLAN_PARTS_H

#include "plan_steps.h"

typedef struct gather {
    composer *k;
    plan_steps *out;
    size_t cap_things, cap_rules, cap_lags;
    truce_order_rule *rules;
    truce_lag *lags;
    size_t cap_said, cap_lag_said;
    uint32_t *tranche_of; /* [exchange]: its first thing; things of a tranche are two in a row */
    const truce_date *event_dates; /* [event] */
    uint32_t *event_thing;         /* [event], or TRUCE_NONE */
    bool failed;
} gather;

/* The number of the new thing; `failed` is set when memory is out. */
uint32_t plan_add_thing(gather *g, thing t);
void plan_add_rule(gather *g, truce_order_rule rule, order_said said);

/* plan_orders.c: the positions on order of k->matrix. */
void plan_orders(gather *g);

#endif
