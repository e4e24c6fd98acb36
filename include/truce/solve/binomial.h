/* binomial.h - what a count among independent draws says of the share behind it. */
#ifndef TRUCE_SOLVE_BINOMIAL_H
#define TRUCE_SOLVE_BINOMIAL_H

#include <stdint.h>

/* Both ends included, 0 to 1. */
typedef struct truce_share_range {
    double low, high;
} truce_share_range;

/* The shares that `hits` of `n` independent draws do not speak against: whatever the true share,
 * the range contains it with a probability of at least `confidence` (above 0, below 1). n is at
 * least 1, hits at most n. Good to 12 digits, and the same on every machine: nothing is used but
 * the four kinds of arithmetic. PAPER: clopper1934. Cost O(sqrt(n)) for the sums, some fifty times
 * each.
 */
truce_share_range truce_binomial_range(uint32_t hits, uint32_t n, double confidence);

#endif
