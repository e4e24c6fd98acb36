/* order.h - can all that is said of the order of steps be kept, and if not, what would have to be
 * given up.
 *
 * A rule says that one step comes before another, or together with it. A rule of the plan itself
 * stays; one that somebody demands may be given up. Rules contradict each other where they run in a
 * loop that has a `before` in it: each step of it would come before itself. Every demand on loops
 * lies in one knot, a strongly connected component, and knots are independent of each other: what
 * is to be given up in one is chosen apart from the others, so that the cuts of the whole are all
 * the ways to choose one for each knot.
 *
 * Steps, rules and owners are numbers; no case is known here.
 */
#ifndef TRUCE_SEQUENCE_ORDER_H
#define TRUCE_SEQUENCE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/solve/bigint.h"
#include "truce/solve/sets.h"

#define TRUCE_NO_OWNER UINT32_MAX

typedef struct truce_order_rule {
    uint32_t before, after; /* steps; may be the same one, which contradicts itself if one is to be
                               before the other */
    bool together;          /* the two are one moment; else `before` is strictly before `after` */
    uint32_t owner; /* who demands it, below n_owners; TRUCE_NO_OWNER: the plan itself, and it
                       cannot be given up */
} truce_order_rule;

typedef struct truce_order_rules {
    uint32_t n_steps, n_owners;
    const truce_order_rule *at; /* [n] */
    uint32_t n;
} truce_order_rules;

/* The zero value of each field is its default. */
typedef struct truce_order_limits {
    uint32_t loops_max;  /* loops shown of a knot; 0: 12 */
    uint32_t cuts_max;   /* cuts listed of a knot; 0: 24 */
    uint64_t effort_max; /* arcs and places looked at for the cuts of a knot; 0: 50,000,000, a
                            tenth of a second to some */
} truce_order_limits;

/* One rule on the way round a loop: from step to step it says before, or together. */
typedef struct truce_order_link {
    uint32_t rule;
    uint32_t from, to; /* the rule's steps; the other way round only if it says together */
} truce_order_link;

typedef struct truce_order_loop {
    const truce_order_link *at; /* each goes on where the last one ended, the first after the last;
                                   no step is passed twice. Begins at its lowest step. */
    uint32_t n;
    uint32_t n_demands; /* how many of the rules are demands */
} truce_order_loop;

typedef struct truce_order_cut {
    truce_set rules;       /* the demands given up; none is given up in vain */
    const uint32_t *asked; /* [owner]: how many of them are that owner's */
} truce_order_cut;

/* Steps that rules tie to each other in loops, one of them with a `before` in it. */
typedef struct truce_order_knot {
    truce_set steps;
    truce_set demands; /* all that lie in it; a demand that two steps be together may lie in it and
                          still be on no loop that contradicts */

    /* The loop with the fewest demands (then the fewest rules) first; then for each demand that
     * none of them has, lowest first, such a loop with that demand. */
    const truce_order_loop *loops;
    uint32_t n_loops;
    bool covered; /* every demand that lies on a loop is in one of them; not where loops_max was
                     reached, or where for a demanded `together` none was found (to find one is hard
                     in general) */

    bool contradictory; /* rules of the plan alone make a loop, the first of `loops`: no cut helps,
                           and none is listed */

    const truce_order_cut *cuts; /* fewest demands first, then by number */
    uint32_t n_cuts;
    bool smallest; /* none that is missing has fewer demands than one that is listed. Of those with
                      as many as the last, the first are listed if `n` is exact and at most 10,000;
                      else some of them. Not `smallest`: the search outgrew its effort, and these
                      are some cuts; none, where even one outgrew it. */
    uint64_t n;    /* how many there are; 0 where contradictory */
    bool counted;  /* exactly; else at least so many */
} truce_order_knot;

typedef struct truce_ordering {
    bool feasible;
    const truce_order_knot *knots; /* by lowest step */
    uint32_t n_knots;
    bool contradictory; /* some knot is */
    truce_bigint total; /* how many cuts the whole has: the product; 1 where feasible (the cut that
                           gives up nothing), 0 where contradictory */
    bool counted;       /* exactly; else at least so many */
    const uint32_t *moment; /* [step]: which moment it belongs to. Steps that rules put together, if
                               these are kept (by the plan, where infeasible), share one; moments
                               are numbered by their lowest step */
    uint32_t n_moments;
    const uint32_t *line; /* where feasible, [n_moments]: the moments in an order that keeps all;
                             of those that may come next always the lowest. Else NULL */
} truce_ordering;

/* Find the loops and what would have to be given up.
 *
 * rules   borrowed
 * limits  NULL: the defaults
 * arena   `out` lives in it
 *
 * Fails with TRUCE_EINVAL (a step or owner that is none; the message names the rule) or
 * TRUCE_ENOMEM; `out` is then left as it was. The same rules give the same answer on every machine.
 *
 * Cost: knots and the line take O(steps log steps + rules). A knot's loops take loops_max searches
 * of it. Cuts are the minimal hitting sets of the loops (PAPER: reiter1987): while there are few
 * loops, all of them are listed first (PAPER: johnson1975) and all cuts counted; else loops are
 * added as long as one escapes what was found (PAPER: moreno2013). A minimal cut is a minimal
 * feedback arc set, and the smallest is NP-hard, hence the bound.
 */
TRUCE_MUST_USE truce_status truce_order_find(const truce_order_rules *rules,
                                             const truce_order_limits *limits, truce_arena *arena,
                                             truce_ordering *out, truce_error *err);

typedef struct truce_order_line {
    bool feasible;          /* else nothing below is set */
    const uint32_t *moment; /* [step], as above, of the rules that are left */
    uint32_t n_moments;
    const uint32_t *line; /* [n_moments] */
} truce_order_line;

/* An order that keeps all rules but those given up: the example of a way out.
 *
 * rules     borrowed, in range
 * given_up  [rules.n], or NULL for none; also rules of the plan may be tried
 *
 * Fails with TRUCE_EINVAL and TRUCE_ENOMEM as above. O(steps log steps + rules). */
TRUCE_MUST_USE truce_status truce_order_lay(const truce_order_rules *rules, const bool *given_up,
                                            truce_arena *arena, truce_order_line *out,
                                            truce_error *err);

#endif
