#include "stability/radix.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11, DIGITS = 1 << DIGIT };

/* One pass by the digit at `shift`; true when it moved anything. */
static bool pass(const uint64_t *key, const uint32_t *item, uint32_t n, unsigned shift,
                 uint64_t *to_key, uint32_t *to_item) {
    uint32_t begin[DIGITS] = {0};
    for (uint32_t i = 0; i < n; i++) {
        begin[(key[i] >> shift) & (DIGITS - 1)]++;
    }
    if (begin[(key[0] >> shift) & (DIGITS - 1)] == n) {
        return false;
    }
    uint32_t sum = 0;
    for (uint32_t d = 0; d < DIGITS; d++) {
        const uint32_t count = begin[d];
        begin[d] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t to = begin[(key[i] >> shift) & (DIGITS - 1)]++;
        to_key[to] = key[i];
        to_item[to] = item[i];
    }
    return true;
}

bool radix_sort(uint64_t *key, uint32_t *item, uint32_t n) {
    if (n < 2) {
        return true;
    }
    uint64_t *const other_key = malloc((size_t)n * sizeof *other_key);
    uint32_t *const other_item = malloc((size_t)n * sizeof *other_item);
    const bool room = other_key != NULL && other_item != NULL;
    uint64_t *keys[2] = {key, other_key};
    uint32_t *items[2] = {item, other_item};
    int now = 0;
    for (unsigned shift = 0; room && shift < 64; shift += DIGIT) {
        now ^= pass(keys[now], items[now], n, shift, keys[now ^ 1], items[now ^ 1]);
    }
    if (now == 1) {
        memcpy(key, other_key, (size_t)n * sizeof *key);
        memcpy(item, other_item, (size_t)n * sizeof *item);
    }
    free(other_key);
    free(other_item);
    return room;
}

void count_sort(const uint32_t *value, uint32_t n, uint32_t n_values, uint32_t *count,
                uint32_t *order) {
    memset(count, 0, ((size_t)n_values + 1) * sizeof *count);
    for (uint32_t i = 0; i < n; i++) {
        count[value[i] + 1]++;
    }
    for (uint32_t v = 0; v < n_values; v++) {
        count[v + 1] += count[v];
    }
    for (uint32_t i = 0; i < n; i++) {
        order[count[value[i]]++] = i;
    }
}
