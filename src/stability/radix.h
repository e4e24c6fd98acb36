/* radix.h - long arrays into order (private to the room). */
#ifndef TRUCE_STABILITY_RADIX_H
#define TRUCE_STABILITY_RADIX_H

#include <stdbool.h>
#include <stdint.h>

/* Sort `key`, [n], and `item` along with it, keeping the order of equal keys. False when memory is
 * out; 12 bytes for each are taken. O(n) for each 11 bits in which keys differ. */
bool radix_sort(uint64_t *key, uint32_t *item, uint32_t n);

/* Put the items 0 to n - 1 into `order` by rising value, [n], each below `n_values`; equal ones by
 * rising number. `count`, [n_values + 1], is scratch. O(n + n_values) */
void count_sort(const uint32_t *value, uint32_t n, uint32_t n_values, uint32_t *count,
                uint32_t *order);

#endif
