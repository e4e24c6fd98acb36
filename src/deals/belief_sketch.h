/* belief_sketch.h - what is taken from what an author states of a party's preferences: ranges and
 * orders, nothing more. It stands here until the records of a case are read into beliefs; nothing
 * outside this room sees it.
 *
 * The worth of a package is the sum over the variables of weight times value, over `total`, and of
 * the joint terms that hold. Weights and values lie in a polytope: each within its span, in the
 * orders stated; weights that are not absolute sum to `total`, and values run from 0 to `total`.
 */
#ifndef TRUCE_DEALS_BELIEF_SKETCH_H
#define TRUCE_DEALS_BELIEF_SKETCH_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/decimal.h"
#include "truce/case/model.h"

typedef struct truce_ratio {
    truce_decimal over, under;
} truce_ratio; /* over / under, under > 0 */
typedef struct truce_bounds {
    truce_ratio low, high;
} truce_bounds; /* both ends included; equal: a number */
typedef struct truce_belief_order {
    uint32_t better, worse;
    bool tie;
} truce_belief_order; /* better > worse, or better = worse */

typedef enum truce_reserve_kind {
    TRUCE_RESERVE_NONE,
    TRUCE_RESERVE_WORTH,
    TRUCE_RESERVE_PACKAGE
} truce_reserve_kind;

typedef struct truce_belief_issue {   /* one variable of the space */
    truce_bounds weight;              /* unstated: from 0 to total */
    const truce_bounds *values;       /* [value of the space]; unstated: from 0 to top */
    const truce_belief_order *orders; /* among its values */
    uint32_t n_orders;
    bool mentioned; /* else it is worth nothing to the party */
    bool anchored;  /* best = top and worst = 0 must be attained (not given as absolute numbers) */
} truce_belief_issue;

typedef struct truce_belief_part {
    uint32_t variable;
    const uint64_t *values;
} truce_belief_part;

typedef struct truce_belief_joint { /* added when all of it holds; a conditional value is one of
                                       these with `variable`'s weight */
    const truce_belief_part *parts;
    uint32_t n_parts;    /* variable + bit set of values, one per variable, rising */
    uint32_t weighed_by; /* variable whose weight multiplies it, or TRUCE_NONE: added as it is */
    truce_bounds amount;
} truce_belief_joint;

typedef struct truce_belief {
    uint32_t party;
    uint32_t record;                  /* of the case: who states it */
    const truce_belief_issue *issues; /* [variable] */
    uint32_t n_issues;
    const truce_belief_order *importance;
    uint32_t n_importance; /* among variables */
    const truce_belief_joint *joints;
    uint32_t n_joints;
    bool absolute;  /* weights and values as written; nothing sums to anything */
    uint32_t total; /* 1 or 100 */
    truce_reserve_kind reserve_kind;
    truce_bounds reserve;
    const uint32_t *reserve_package;
    bool exact; /* every weight, value and joint amount is one number: it has a worth */
} truce_belief;

#endif
