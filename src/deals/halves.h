/* halves.h - how many packages keep a band: from the ends of the tree inwards, the smaller part
 * first, until two halves meet, and then the pairs of these that keep it together. */
#ifndef TRUCE_DEALS_HALVES_H
#define TRUCE_DEALS_HALVES_H

#include "deals/passing.h"

/* Send until two halves meet: the last two in the run's order, neighbours that sent to each other;
 * one that sent to nobody in a tree of one clique. */
sums_end halves_meet(passing *p);

/* Send everything to one end of the tree: the last in the run's order sends to nobody. */
sums_end halves_to_end(passing *p);

/* The run is used up, and not cleared. SUMS_TOO_MANY: not within its bounds. */
sums_end halves_count(passing *p, truce_arena *arena, truce_bigint *out);

/* A number of 64-bit words in `arena`. */
truce_status halves_number(const uint64_t *words, size_t n, truce_arena *arena, truce_bigint *out);

#endif
