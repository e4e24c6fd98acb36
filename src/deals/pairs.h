/* pairs.h - how many pairs of two lists stay within the limits together. */
#ifndef TRUCE_DEALS_PAIRS_H
#define TRUCE_DEALS_PAIRS_H

#include "deals/sums.h"

/* Add, to a number of `n_total` words, the number of pairs of packages of cell `cell` of both
 * tables whose keys together are within the limits. False when memory is out.
 *
 * each   [right's entries of the cell, each n_total words]: what each of them adds is added to it
 * as well; NULL: not wanted
 *
 * Cost for n entries and r rows: O(n) for one row, else O(n b^(r-1)) steps at most, b the bits of a
 * limit, and about n log(n)^(r-1) for losses spread evenly. PAPER: bentley1980b
 */
bool pairs_count(const band *b, const sums *left, const sums *right, size_t cell, uint64_t *total,
                 uint32_t n_total, uint64_t *each);

/* About how many steps that takes, of some nanoseconds each. */
double pairs_steps(const band *b, double n_left, double n_right);

#endif
