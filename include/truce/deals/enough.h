/* enough.h - how little of an opening's positions would have to give.
 *
 * To give a position up is the coarse answer: of a list one line may be enough, and of a demand the
 * next rung. For each position of an opening, while the others of it are given up as a whole: which
 * of its stands cannot stay, and of each that is on a ladder or a range the nearest options that
 * would have to be let in. Whether all of that together is enough is told too.
 */
#ifndef TRUCE_DEALS_ENOUGH_H
#define TRUCE_DEALS_ENOUGH_H

#include "truce/deals/impasse.h"

/* Of one stand that gives, while the others that give do so as a whole: letting in the options from
 * `low` (from its own up to `high`) is enough, and no option between would do. */
typedef struct truce_enough_end {
    bool below, above; /* else nothing less than the whole stand is known to do */
    int64_t low, high; /* of the issue of that stand's one term (truce_option_set) */
    const uint32_t *below_for, *above_for; /* for whom: places in the issue's `per` list, rising, of
                                              which none can be left out; none: it is decided once
                                              for all */
    uint32_t n_below_for, n_above_for;
    bool below_any, above_any; /* any one of them is enough */
} truce_enough_end;

typedef struct truce_enough {
    uint32_t position;
    const uint32_t *gives; /* its stands that cannot stay, rising: without them all others can, with
                              any of them besides not. Of several such choices the one that keeps
                              the first stands. */
    truce_enough_end *ends; /* [gives] */
    uint32_t n_gives;
    uint32_t n_stands; /* how many state it */
} truce_enough;

typedef struct truce_enough_opening {
    truce_enough *at; /* [position of the opening], in their order; NULL: not known within the
                          limits */
    bool together;    /* letting in the nearer of below and above for each that has one, and giving
                         up what gives of the others, is enough */
    const uint32_t *example; /* when `together`: the first package that this leaves, [variable] ->
                                value; else NULL */
} truce_enough_opening;

/* Look at the first `n` openings of an impasse. Everything lives in `arena`. Bounded by
 * `options.effort` searches for a package (0: 2,000) and `options.stop`; what is beyond stays NULL.
 * TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_enough_find(const truce_case *c, const truce_impasse *impasse,
                                              uint32_t n, truce_impasse_options options,
                                              truce_arena *arena, truce_enough_opening *out,
                                              truce_error *err);

#endif
