/* conflicts.h - which labels cannot all be kept.
 *
 * A conflict is a set of labels that, together with the hard nogoods, leaves no assignment, while
 * each of its proper subsets leaves one: a minimal unsatisfiable set of labels. All of them are
 * found, not one: the labels that can be kept together are exactly those that hold no conflict.
 *
 * Variables are eliminated one after the other. To eliminate a variable, one nogood for each of its
 * values is combined into a nogood without it, whose labels are those of all; nogoods that hold
 * another one add nothing and are dropped. What is left at the end has labels only: the conflicts.
 * Variables that no nogood connects are solved apart.
 */
#ifndef TRUCE_SOLVE_CONFLICTS_H
#define TRUCE_SOLVE_CONFLICTS_H

#include <stdbool.h>

#include "truce/solve/domain.h"

/* Zero values are the defaults. */
typedef struct truce_conflict_limits {
    uint32_t size_max;   /* labels of a conflict; 0: all sizes */
    size_t nogoods_max;  /* nogoods kept at a time; 0: 200,000 */
    uint64_t effort_max; /* comparisons of one attempt at a part; 0: 100,000,000, about 1 s */
    uint64_t calls_max;  /* of the solver, where elimination outgrew these; 0: 2,000, about 0.5 s */
    bool no_solver;      /* never ask it */
    bool (*stop)(const void *data); /* asked from time to time; true: as if all limits were reached.
                                 The one thing here that may make two answers differ. NULL: never */
    const void *stop_data;
} truce_conflict_limits;

typedef struct truce_conflicts {
    truce_sets sets;           /* of labels; smallest first, then by label */
    const uint32_t *component; /* [sets.n]: conflicts are in one component when a chain of conflicts
                                  with a label in common connects them; numbered as first listed */
    uint32_t n_components;

    bool complete;        /* there is no other conflict */
    uint32_t sizes_known; /* every conflict of at most so many labels is listed; UINT32_MAX when
                             complete */

    bool contradictory; /* the hard nogoods alone leave no assignment; no conflict is listed then */
    bool undecided;     /* whether they do outgrew the limits: sizes_known is 0, and what is listed
                           is right only if they do not */
    truce_sets links; /* if contradictory: the minimal sets of links that contradict each other, in
                         the same order; an empty set: hard nogoods of no link do. None: they
                         outgrew the limits. */
    bool links_complete; /* there is no other such set */

    size_t nogoods_peak; /* the most nogoods that were kept at a time */
    uint64_t effort;     /* comparisons made */
    uint64_t calls;      /* of the solver; 0: elimination alone has answered */
} truce_conflicts;

/* Find every conflict of `d`, or as many sizes of them as the limits allow.
 *
 * d       borrowed
 * limits  NULL: the defaults. A part of the domain whose nogoods outgrow them is solved again for
 *         conflicts of one label, of two, and so on until that outgrows them; then a solver, if
 *         truce was built with one, goes on from there (PAPER: liffiton2016). `sizes_known` tells
 *         how far all parts got; larger conflicts may be listed too. What is listed is always a
 *         conflict and minimal.
 * arena   `out` lives in it
 *
 * Fails with TRUCE_ENOMEM; `out` is then left as it was. Cost: no bound better than exponential is
 * known, hence the limits; chains and trees of links are polynomial. The same domain gives the same
 * answer on every machine. PAPER: dechter1999, tison1967, dekleer1986.
 */
TRUCE_MUST_USE truce_status truce_conflicts_find(const truce_domain *d,
                                                 const truce_conflict_limits *limits,
                                                 truce_arena *arena, truce_conflicts *out,
                                                 truce_error *err);

typedef struct truce_conflict_check {
    size_t n;       /* how many were checked, from the first on */
    bool all_right; /* each of these leaves no assignment, and none of its labels can be left out */
} truce_conflict_check;

/* Check conflicts by a solver, which knows nothing of how they were found.
 *
 * sets       of labels of `d`, borrowed; a wrong one stops the check, and is the last that was
 *            checked
 * calls_max  of the solver; 0: 20,000. A conflict of n labels takes n + 1.
 *
 * Fails with TRUCE_ENOTFOUND (truce was built without one) or TRUCE_ENOMEM; `out` is then left as
 * it was.
 */
TRUCE_MUST_USE truce_status truce_conflicts_check(const truce_domain *d, truce_sets sets,
                                                  uint64_t calls_max, truce_conflict_check *out,
                                                  truce_error *err);

#endif
