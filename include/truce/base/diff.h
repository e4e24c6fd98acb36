/* diff.h - the shortest way from one row of numbers to another: words or lines that were numbered,
 * say. PAPER: myers1986. */
#ifndef TRUCE_BASE_DIFF_H
#define TRUCE_BASE_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"

typedef struct truce_diff_side {
    const uint32_t *at;
    size_t n;
    bool *gone; /* [n], cleared by the caller: set for what the other side has not */
} truce_diff_side;

/* Mark in both what is not common, so that what is left is the same row on both sides and as long
 * as can be. False when memory is out. *effort is what the search may still cost, and is lessened;
 * once it is used up, what is not compared yet is marked on both sides and *rough set. Cost
 * O((a + b) * d) with d marks, at most *effort; memory O(a + b). */
bool truce_diff_rows(truce_diff_side a, truce_diff_side b, truce_arena *arena, uint64_t *effort,
                     bool *rough);

#endif
