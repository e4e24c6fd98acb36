/* options.h - which options of an issue an item names, as a set that can be compared. */
#ifndef TRUCE_CASE_OPTIONS_H
#define TRUCE_CASE_OPTIONS_H

#include "truce/base/arena.h"
#include "truce/case/model.h"

/* Both ends included. */
typedef struct truce_interval {
    int64_t low, high;
} truce_interval;

/* The options of one issue as intervals, rising and apart. An option's number is: on a ladder, its
 * rank (0 the lowest rung); off the ladder, the number of rungs plus its place among all options;
 * on a range, its step (0 at the low end). n is 0 when the item names no option or an unstated one:
 * "unknown", not "none". */
typedef struct truce_option_set {
    const truce_interval *at;
    uint32_t n;
} truce_option_set;

/* The set that a bound item names. `or more` and `or less` take the rungs or steps to the end of
 * the ladder or range. The intervals live in `arena`; `*failed` is set when memory is out. Cost O(v
 * log v) for v values. */
truce_option_set truce_item_options(const truce_issue *issue, const truce_item *item,
                                    truce_arena *arena, bool *failed);

/* Whether some option is in both. False when either is unknown. Cost O(a + b). */
bool truce_options_meet(truce_option_set a, truce_option_set b);

/* Whether every option of `inner` is one of `outer`; of an unknown one nothing is outside. Cost
 * O(a + b). */
bool truce_options_within(truce_option_set inner, truce_option_set outer);

/* Whether both are known and the same. */
bool truce_options_equal(truce_option_set a, truce_option_set b);

#endif
