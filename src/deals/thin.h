/* thin.h - fewer vectors where there are too many, and how much that can cost each party. */
#ifndef TRUCE_DEALS_THIN_H
#define TRUCE_DEALS_THIN_H

#include "deals/vectors.h"
#include "truce/deals/worth.h"

/* What thinning has cost so far: for each vector that was there, one that is left is at most so
 * much worse for each party. */
typedef struct thin_loss {
    double of[TRUCE_WORTH_PARTIES_MAX]; /* share of the party's range; never too small */
} thin_loss;

/* Keep at most `n_max` (at least 1) vectors. Boxes are laid over the amounts of all parties but
 * one, with the sides the same share of each party's range; of each box the vector that is best for
 * the party left out stays. It is the party that needs the fewest boxes, and the sides are as short
 * as will do.
 *
 * ranges  [party]: from the least to the most that any package is worth
 * loss    the sides are added
 *
 * False when memory is out; the set is then as it was. Cost O(n parties) some ten times. */
bool vectors_thin(vectors *v, shape s, const uint64_t *ranges, size_t n_max, thin_loss *loss);

#endif
