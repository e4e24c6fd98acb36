/* hitting.h - what to give up so that every conflict is gone: the minimal hitting sets of a family.
 *
 * A hitting set has a number in common with each set of the family, and is minimal when none of its
 * proper subsets is one. For the family of all conflicts among labels, the minimal hitting sets are
 * exactly the smallest things to give up: as long as the labels of one of them are dropped, the
 * others can all be kept. PAPER: reiter1987.
 *
 * Sets that no chain of common numbers connects are hit apart: the minimal hitting sets of a family
 * are all the ways to choose one of each component, and are not written out.
 */
#ifndef TRUCE_SOLVE_HITTING_H
#define TRUCE_SOLVE_HITTING_H

#include <stdbool.h>

#include "truce/solve/bigint.h"
#include "truce/solve/sets.h"

/* What giving a number up costs: a row of `width` whole numbers for each, compared from the first
 * on. The cost of a set is the sum of its rows. */
typedef struct truce_costs {
    const uint32_t *at; /* [n_numbers * width] */
    uint32_t width;     /* 0: every number costs 1 */
} truce_costs;

/* Zero values are the defaults. */
typedef struct truce_hitting_limits {
    size_t sets_max;     /* hitting sets listed of a component; 0: 10,000 */
    uint64_t effort_max; /* places looked at, twice over; 0: 200,000,000, about 1 s */
} truce_hitting_limits;

typedef struct truce_hitting {
    truce_sets sets; /* cheapest first, then smallest, then by number */
    bool complete;   /* there is no other */
    bool cheapest; /* none that is missing costs less than one that is listed; of those that cost as
                      much as the last some may be missing. Else the search for the cheapest found
                      none within the limits, and these are some. */
    uint64_t n;    /* how many there are */
    bool counted;  /* exactly; else at least so many */
} truce_hitting;

/* Find the minimal hitting sets of one family, cheapest first.
 *
 * family     of sets of numbers below `n_numbers`; borrowed. Without a set, the empty set hits all.
 *            One empty set in it, and nothing hits it.
 * costs      borrowed
 * limits     NULL: the defaults. Where there are more than they allow, the cheapest are listed.
 * arena      `out` lives in it
 *
 * Fails with TRUCE_ENOMEM; `out` is then left as it was. Cost: all of them, by a walk that builds
 * each once (PAPER: murakami2014), while they are few enough; else the cheapest by a search that
 * goes on with the least estimate first (PAPER: hart1968), where what is still to be hit is
 * estimated by disjoint sets. The same family gives the same answer on every machine.
 */
TRUCE_MUST_USE truce_status truce_hitting_find(truce_sets family, uint32_t n_numbers,
                                               truce_costs costs,
                                               const truce_hitting_limits *limits,
                                               truce_arena *arena, truce_hitting *out,
                                               truce_error *err);

typedef struct truce_hitting_part {
    truce_sets family; /* the sets of this component, in the order of the whole family */
    truce_set numbers; /* all in it */
    truce_hitting hitting;
} truce_hitting_part;

typedef struct truce_hitting_parts {
    const truce_hitting_part *at; /* in the order of truce_sets_components */
    uint32_t n;
    truce_bigint total; /* how many minimal hitting sets the whole family has: the product */
    bool counted;       /* exactly; else at least so many */
    bool complete;      /* every component's are all listed */
} truce_hitting_parts;

/* The same component by component. `family` has no empty set. */
TRUCE_MUST_USE truce_status truce_hitting_by_part(truce_sets family, uint32_t n_numbers,
                                                  truce_costs costs,
                                                  const truce_hitting_limits *limits,
                                                  truce_arena *arena, truce_hitting_parts *out,
                                                  truce_error *err);

#endif
