/* back.h - from a sum back to a package that it is the sum of, along what was sent and kept. */
#ifndef TRUCE_DEALS_BACK_H
#define TRUCE_DEALS_BACK_H

#include "deals/passing.h"
#include "truce/base/random.h"

/* Go back from entries of what some cliques sent, in the turn opposite to that of sending.
 *
 * wanted   [clique]: the entry of the clique's sums, counted over its table; set for those who sent
 * to nobody who passed it on. The others' are found out. cells    [clique]: the cell of that entry
 * random   every package behind the entries is as likely
 * ranks    without `random`: which of the packages behind the entry of a clique is wanted, set for
 * the same cliques; fewer than there are. Every value of a variable stands for one option then.
 * package  [n_variables]: room for it
 *
 * False when memory is out. Cost: for each clique its ways to choose, times the logarithm of what
 * is searched for them. */
bool back_go(const passing *p, size_t *wanted, size_t *cells, truce_random *random, uint64_t *ranks,
             uint32_t *package);

/* 0 to bound - 1, each as likely; n words. */
void back_random(truce_random *random, const uint64_t *bound, uint32_t n, uint64_t *out);

#endif
