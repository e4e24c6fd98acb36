/* mind.h - a belief on one grid: whole numbers, orders with all that follows from them, and ends as
 * tight as they can be.
 *
 * A weight of 1 is `weight_unit`, a value of 1 is `value_unit`, a worth of 1 is their product.
 * Where a belief speaks of percent, 1 is the hundred.
 */
#ifndef TRUCE_DEALS_MIND_H
#define TRUCE_DEALS_MIND_H

#include "truce/deals/belief.h"
#include "truce/solve/domain.h"
#include "truce/solve/linear.h"

enum { MIND_UNIT_MAX = 1000000000 };

typedef struct mind_span {
    int64_t low, high;
} mind_span;

typedef struct mind_order {
    uint32_t better, worse;
    bool tie;
} mind_order;

/* A value between two others: left + over / under * (right - left). */
typedef struct mind_line {
    uint32_t left, right; /* left: TRUCE_NONE where the value is on no line */
    int64_t over, under;
} mind_line;

typedef struct mind_issue {
    uint32_t n_values;
    uint32_t n_words;             /* of a set of its values */
    bool anchored;                /* one value is value_unit and one is 0 */
    mind_span weight;             /* 0..0 where the issue is not mentioned */
    const mind_span *at;          /* [value], with all that follows from the orders */
    const uint64_t *over;         /* [value][word]: the values at least as good, itself included */
    const uint64_t *best, *worst; /* [word]: the values that may be value_unit, that may be 0 */
    const mind_line *lines;       /* [value]; NULL: none is on a line */
    const mind_order *crossed;    /* orders that name a value on a line: those are not in `over` */
    uint32_t n_crossed;
} mind_issue;

typedef struct mind_joint {
    const truce_belief_part *parts;
    uint32_t n_parts;
    uint32_t replaces; /* the issue whose value it stands in place of, or TRUCE_NONE: added */
    uint32_t held;     /* the part that is of that issue */
    mind_span amount;  /* of value_unit; added: of weight_unit * value_unit */
} mind_joint;

typedef struct mind {
    const truce_belief *belief;
    const mind_issue *issues;
    uint32_t n_issues;
    const mind_joint *joints;
    uint32_t n_joints;
    int64_t weight_unit, value_unit;
    bool rounded; /* a number stated is not on the grid; the nearest that is, is taken */
    bool certain; /* every weight, value and amount is one number */
    bool summed;  /* the weights sum to weight_unit */
    const mind_order *heavier; /* among weights */
    uint32_t n_heavier;
    bool fixed; /* every weight is one number: `weights` then says only whether they fit */
    truce_linear weights;            /* the polytope of the weights, one column an issue */
    int64_t worth_max;               /* no package is worth more, or less than minus this */
    mind_span reserve;               /* of weight_unit * value_unit */
    const uint32_t *reserve_package; /* where that is the reservation: [variable] */
} mind;

static inline bool mind_has(const uint64_t *set, uint32_t i) {
    return (set[i / 64] >> (i % 64) & 1) != 0;
}

/* Is value `a` at least as good as value `b` by the orders? */
static inline bool mind_over(const mind_issue *issue, uint32_t a, uint32_t b) {
    return mind_has(issue->over + (size_t)b * issue->n_words, a);
}

static inline bool mind_is_on_line(const mind_issue *issue, uint32_t value) {
    return issue->lines != NULL && issue->lines[value].left != TRUCE_NONE;
}

/* The joint term that stands in place of an issue's value in a package, or TRUCE_NONE. */
uint32_t mind_replaced(const mind *m, uint32_t issue, const uint32_t *package);

/* Whether all parts of a joint term hold in a package. */
bool mind_holds(const mind_joint *joint, const uint32_t *package);

/* Everything lives in `arena`; the belief is kept. TRUCE_EINVAL (nothing satisfies what is stated;
 * the issue or the weights are named), TRUCE_ELIMIT (numbers that leave no room for a sum),
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status mind_make(const truce_belief *belief, const truce_domain *choices,
                                      truce_arena *arena, mind *out, truce_error *err);

#endif
