/* exposure.h - in which order two sides can give so that neither has given much more than it has
 * received when the other stops.
 *
 * After each moment of an order, a side's exposure is what its steps so far have cost it less what
 * the steps it received were worth to it, by its own numbers. Its largest over all proper prefixes
 * of the order is what it risks; the empty prefix counts, so that is at least 0. The whole order
 * does not: then everything has been given.
 *
 * Steps that happen together are one moment: between them nobody can stop. Amounts are whole
 * numbers in a unit of the caller's for each side (shares over a common denominator, values with
 * an author); the two sides are never added to each other.
 */
#ifndef TRUCE_SEQUENCE_EXPOSURE_H
#define TRUCE_SEQUENCE_EXPOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/ratio.h"

#define TRUCE_SIDES   2
#define TRUCE_NO_SIDE 2

/* All amounts of an exchange, without their signs, sum to at most this for each side. */
#define TRUCE_EXPOSURE_MAX INT64_C(1000000000000000000)

typedef struct truce_exposure_step {
    uint8_t giver, receiver; /* 0, 1, or TRUCE_NO_SIDE: neither of the two */
    int64_t cost;            /* to the giver; may be less than 0 */
    int64_t worth;           /* to the receiver; may be less than 0 */
} truce_exposure_step;

typedef struct truce_exposure_pair {
    uint32_t before, after; /* steps */
} truce_exposure_pair;

typedef struct truce_exposure_plan {
    const truce_exposure_step *steps; /* [n_steps] */
    uint32_t n_steps;
    const uint32_t *moment; /* [step], below n_steps: equal ones are one moment; NULL: each step
                               is its own */
    const truce_exposure_pair *pairs; /* [n_pairs]: the first before the second */
    uint32_t n_pairs;
} truce_exposure_plan;

/* ---- a given order --------------------------------------------------------------------------- */

/* The worst that one side meets on the way. */
typedef struct truce_worst {
    int64_t exposure; /* at least 0 */
    uint32_t after;   /* how many moments have then passed: the first place where it is so large;
                         0: nothing was given yet */
    int64_t gain;     /* what the other side has gained by then and keeps if it stops there: what it
                         received less what it gave, by its own numbers; may be less than 0 */
} truce_worst;

typedef struct truce_exposure_path {
    uint32_t n;                     /* moments */
    const uint32_t *steps;          /* [n_steps] in order; those of a moment rise */
    const uint32_t *begin;          /* [n + 1]: where each moment's steps begin in `steps` */
    int64_t *exposure[TRUCE_SIDES]; /* [n + 1]: after so many moments; the first is 0, the last what
                                       the whole costs the side */
    truce_worst worst[TRUCE_SIDES];
} truce_exposure_path;

/* Follow an order of all steps.
 *
 * plan   borrowed
 * order  [n_steps]: each step once; those of a moment next to each other
 * arena  `out` lives in it
 *
 * Fails with TRUCE_EINVAL (a step missing or twice; a moment torn apart; a pair the other way
 * round; a side that is none; the message names the step), TRUCE_ELIMIT (amounts), TRUCE_ENOMEM;
 * `out` is then left as it was. O(steps + pairs).
 */
TRUCE_MUST_USE truce_status truce_exposure_follow(const truce_exposure_plan *plan,
                                                  const uint32_t *order, truce_arena *arena,
                                                  truce_exposure_path *out, truce_error *err);

/* ---- the orders that expose least ------------------------------------------------------------ */

/* Zero values are the defaults. */
typedef struct truce_exposure_limits {
    uint64_t
        ideals_max;   /* sets of moments that can have passed, looked at exactly; 0: 100,000,000 */
    size_t bytes_max; /* for them; 0: 1 GiB */
    uint32_t points_max;  /* points of the frontier; 0: 100 */
    uint64_t effort_max;  /* words of such sets passed over; 0: 200,000,000, some 10 s */
    uint32_t beam;        /* where they are too many: how many are kept at a time; 0: 200.
                             Fewer with very many moments */
    uint32_t moments_max; /* with more of them no set is looked at: see below. 0, or more than
                             2,000: 2,000 */
} truce_exposure_limits;

typedef struct truce_exposure_point {
    int64_t largest[TRUCE_SIDES]; /* each side's largest exposure */
    truce_exposure_path path;     /* where `exact`, of all orders that expose both no more than this
                                  the first: always the moment that has the lowest step */
} truce_exposure_point;

typedef struct truce_exposure {
    truce_exposure_point *points; /* side 0's largest rising, side 1's falling: no order is better
                                     for one and no worse for the other */
    uint32_t n;                   /* at least 1 */
    bool exact; /* these are Pareto-minimal among all orders. Else there were too many sets, and
                   they are the best that were found. */
    bool
        complete; /* exact, and there is no other point. Where points_max or effort_max was
                     reached they are taken from both ends in turn, and those between are missing */
    int64_t least[TRUCE_SIDES]; /* no order whatever has a largest exposure below this for the side;
                                   where `exact` that of the first (last) point */
    uint64_t
        ideals; /* how many sets of moments can have passed; where not exact: at least so many */
    uint32_t width; /* the most moments of which none has to wait for another; with more than
                       moments_max of them, no more than this */
} truce_exposure;

/* Find them.
 *
 * plan    borrowed
 * limits  NULL: the defaults
 * arena   `out` lives in it
 *
 * Fails with TRUCE_EINVAL (a side or step that is none; pairs that run in a circle: the message
 * names a step on it), TRUCE_ELIMIT (amounts), TRUCE_ENOMEM; `out` is then left as it was. The same
 * plan gives the same answer on every machine.
 *
 * Cost: moments are cut into the fewest chains (PAPER: dilworth1950, fulkerson1956), and a set that
 * can have passed is a length for each. Several chains are the bits of a word, so that a question
 * of the kind "is there an order within these two bounds" goes over words, some 30 sets each, and
 * the next one only over those that an order within the last bounds passes; a point takes some tens
 * of questions. To find the least exposure of even one side is NP-hard in general; the lower bound
 * where the sets are too many is that of the chains by themselves, which is easy (PAPER:
 * abdelwahab1978).
 *
 * With more than moments_max moments the points are the best of a few orders, each made of moments
 * one after the other: of those that may come next one that exposes neither side more, else the one
 * that does least harm. The lower bound is that of some chains, not the fewest; `ideals` is then no
 * more than one more than the moments. O((moments + pairs) log moments).
 */
TRUCE_MUST_USE truce_status truce_exposure_find(const truce_exposure_plan *plan,
                                                const truce_exposure_limits *limits,
                                                truce_arena *arena, truce_exposure *out,
                                                truce_error *err);

/* ---- tranches -------------------------------------------------------------------------------- */

/* In how many tranches each side's largest exposure is at most its bound. */
typedef struct truce_exposure_split_side {
    bool possible;  /* for some number of tranches; else the two below are 0 */
    uint64_t least; /* from so many tranches on, at least 1 ... */
    uint64_t most;  /* ... to so many (more only bring the side nearer to what the whole leaves it
                       short of); UINT64_MAX: any number */
    bool elsewhere; /* not possible because another part of the order exceeds the bound */
} truce_exposure_split_side;

typedef struct truce_exposure_split {
    truce_exposure_split_side side[TRUCE_SIDES];
    bool possible;                    /* for both at once */
    uint64_t least;                   /* the fewest that do */
    truce_ratio largest[TRUCE_SIDES]; /* with so many; where not possible, of the order as it is */
} truce_exposure_split;

/* Cut part of an order into k equal tranches: the moments from `first` to before `end` are gone
 * through k times, a k-th of each step at a time. Two opposite steps that follow each other so
 * alternate, which is the chunking of an exchange that nobody enforces (PAPER: sandholm1995).
 *
 * path      of the order, borrowed
 * first     0 <= first < end <= path->n
 * bounds    for each side, at least 0
 * k_max     the most tranches that make sense (persons cannot be divided); 0: any number
 *
 * With k tranches a side that entered with exposure e, whose largest rise within the part is P (at
 * least 0; without the part's end) and whose rise over the whole part is E, has at most
 * e + (P + (k - 1) max(E, 0)) / k within it: exact, hence the numbers.
 *
 * Fails with TRUCE_ELIMIT where a largest exposure fits no ratio; `out` is then left as it was.
 * O(n).
 */
TRUCE_MUST_USE truce_status truce_exposure_split_find(const truce_exposure_path *path,
                                                      uint32_t first, uint32_t end,
                                                      const int64_t bounds[TRUCE_SIDES],
                                                      uint64_t k_max, truce_exposure_split *out,
                                                      truce_error *err);

/* Each side's largest exposure when that part is cut into k tranches, k >= 1. Errors and cost as
 * above. */
TRUCE_MUST_USE truce_status truce_exposure_split_by(const truce_exposure_path *path, uint32_t first,
                                                    uint32_t end, uint64_t k,
                                                    truce_ratio largest[TRUCE_SIDES],
                                                    truce_error *err);

#endif
