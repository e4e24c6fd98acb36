/* dense.h - sums of sets of two parties as a table of what the second can have at most with each
 * amount of the first. Where amounts are small whole numbers and vectors many, most places of the
 * table are taken, and adding a set to it is faster than merging lists. */
#ifndef TRUCE_DEALS_DENSE_H
#define TRUCE_DEALS_DENSE_H

#include "deals/vectors.h"

typedef enum dense_end {
    DENSE_DONE,
    DENSE_UNFIT, /* a table would be too sparse or too large; nothing is done */
    DENSE_NO_MEMORY
} dense_end;

/* Add n sets to the sum, without counts and steps. Two parties, amounts of one word.
 *
 * bytes_max  of memory for tables
 *
 * Cost: for each set its vectors times the amounts that the first party can have, some of them at a
 * time. */
dense_end dense_add(vectors *sum, const vectors *sets, uint32_t n, size_t bytes_max);

#endif
