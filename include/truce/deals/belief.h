/* belief.h - what an author states of a party's preferences: ranges and orders, nothing more.
 *
 * The worth of a package to the party is a sum over the variables of the space: weight times the
 * value chosen, divided by `top`, plus what joint terms add. Weights and values are known to lie
 * in a polytope: each within its span, in the stated orders, on the straight lines stated. Every
 * span is as narrow as the orders and the sum of the weights make it. Nothing is estimated.
 */
#ifndef TRUCE_DEALS_BELIEF_H
#define TRUCE_DEALS_BELIEF_H

#include "truce/base/ratio.h"
#include "truce/case/report.h"
#include "truce/deals/space.h"

/* Both ends included; equal: one number. */
typedef struct truce_bounds {
    truce_ratio low, high;
} truce_bounds;

static inline bool truce_bounds_exact(truce_bounds span) {
    return truce_ratio_equal(span.low, span.high);
}

/* Each of `better` is better than each of `worse`; or with `tied` all of them are equal. */
typedef struct truce_belief_order {
    const uint32_t *better, *worse; /* values of one variable, or variables */
    uint32_t n_better, n_worse;
    bool tied;
    truce_place place; /* of the line that says so */
} truce_belief_order;

/* A value on the straight line between two others: left + share * (right - left). */
typedef struct truce_belief_line {
    uint32_t left, right; /* values of the same variable; TRUCE_NONE: on no line */
    truce_ratio share;    /* between 0 and 1 */
} truce_belief_line;

/* What is stated of one variable: an issue, or an issue for one group. */
typedef struct truce_belief_issue {
    bool mentioned; /* else nothing below is set, and it is worth nothing to the party */
    truce_bounds weight;
    /* [value of the space]. Where a value stands for several options and its span is wide, each of
     * them has a value of its own there, unless an order ties them. */
    const truce_bounds *values;
    const truce_belief_line *lines; /* [value]; NULL: none is on a line */
    const truce_belief_order *orders;
    uint32_t n_orders;
    bool anchored; /* its worst value is 0 and its best `top`, whichever they are */
} truce_belief_issue;

/* Some values of one variable. */
typedef struct truce_belief_part {
    uint32_t variable;
    const uint64_t *values; /* bit k % 64 of word k / 64: value k is one of them */
} truce_belief_part;

static inline bool truce_belief_part_has(const truce_belief_part *part, uint32_t value) {
    return (part->values[value / 64] >> (value % 64) & 1) != 0;
}

/* While each part holds, `amount` is added to the worth as it is; or, with `replaces` a variable of
 * the parts, `amount` stands in place of the value chosen for it. No two that replace the value of
 * one variable can hold together. */
typedef struct truce_belief_joint {
    const truce_belief_part *parts; /* by variable, rising; no variable twice */
    uint32_t n_parts;
    uint32_t replaces; /* TRUCE_NONE: added */
    truce_bounds amount;
    truce_place place; /* of its line */
} truce_belief_joint;

typedef enum truce_reserve_kind {
    TRUCE_RESERVE_NONE,
    TRUCE_RESERVE_AMOUNT,
    TRUCE_RESERVE_PACKAGE /* what that package is worth */
} truce_reserve_kind;

typedef struct truce_belief {
    uint32_t record;                      /* of the case's preferences: whose, by whom */
    uint32_t party;                       /* of the case's actors */
    const truce_space *space;             /* kept */
    const truce_belief_issue *issues;     /* [variable of the space] */
    const truce_belief_order *importance; /* of the weights of variables */
    uint32_t n_importance;
    const truce_belief_joint *joints;
    uint32_t n_joints;
    bool absolute; /* numbers are as written: weights sum to nothing in particular, and top is 1 */
    int64_t top;   /* 1, or in percent 100: the best value, and the sum of the weights */
    bool exact;    /* every weight, value and amount is one number, but perhaps the reserve */
    bool straight; /* some value is on a line: an assumption of the author to be told */
    truce_reserve_kind reserve_kind;
    truce_bounds reserve;            /* AMOUNT */
    const uint32_t *reserve_package; /* PACKAGE: [variable] -> value; TRUCE_NONE where the record
                                        does not say, of variables that make no difference */
} truce_belief;

enum { TRUCE_BELIEF_VALUES_MAX = 1 << 22 /* values of all variables that a record names */ };

/* What one record of preferences states.
 *
 * c, space  kept; the space was made with the record (truce_space_make_with)
 * record    in the case's `preferences`
 * arena     the belief lives in it
 * report    receives what cannot hold, each with its place and what would be right
 *
 * Fails with TRUCE_EPARSE (it cannot hold; see the report), TRUCE_ELIMIT (more than
 * TRUCE_BELIEF_VALUES_MAX, or numbers of so many digits that what lies between them, or their sum,
 * is no fraction of 63-bit numbers), TRUCE_ENOMEM; `belief` is then untouched. Cost O(v + n + m)
 * for v variables, n values of those it names and m names and options in its lines, but for
 * conditional values: each is compared with the others of its issue.
 */
TRUCE_MUST_USE truce_status truce_belief_make(const truce_case *c, const truce_space *space,
                                              uint32_t record, truce_arena *arena,
                                              truce_report *report, truce_belief *belief,
                                              truce_error *err);

/* The same for several records, [n]; all are looked at even where one cannot hold. */
TRUCE_MUST_USE truce_status truce_beliefs_make(const truce_case *c, const truce_space *space,
                                               const uint32_t *records, uint32_t n,
                                               truce_arena *arena, truce_report *report,
                                               truce_belief *beliefs, truce_error *err);

#endif
