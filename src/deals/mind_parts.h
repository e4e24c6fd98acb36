/* mind_parts.h - a mind in the making: its values and its weights are a file each. */
#ifndef TRUCE_DEALS_MIND_PARTS_H
#define TRUCE_DEALS_MIND_PARTS_H

#include "deals/mind.h"

/* What is being made, and what went wrong on the way. */
typedef struct making {
    const truce_belief *belief;
    const truce_domain *choices;
    truce_arena *arena;
    mind *out;
    bool no_memory, too_long;
} making;

/* Cleared; NULL without memory, which is noted. */
void *mind_take(making *m, size_t n, size_t size);

/* Bounds on the grid, where 1 is `unit`; what is too long is noted. */
mind_span mind_span_of(making *m, truce_bounds s, int64_t unit);

/* The values of a variable; the weight's own ends only. False where nothing satisfies what is
 * stated. */
bool mind_make_values(making *m, uint32_t variable, mind_issue *issue);

/* The orders of the weights, as pairs. */
void mind_make_heavier(making *m);

/* The ends of each weight, moved in by the orders and by what the others leave of the sum. */
void mind_tighten_weights(const mind *m, mind_issue *issues);

/* The polytope of the weights. TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status mind_open_weights(making *m, truce_error *err);

#endif
