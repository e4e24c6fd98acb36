/* sums.h - what packages of a part add up to: for each way to choose the part's edge, the distinct
 * keys (band.h) and how many packages have each. Keys above the limits are not kept.
 *
 * An entry is a key and a count behind it, `stride` words in all; a cell's entries are sorted by
 * key.
 */
#ifndef TRUCE_DEALS_SUMS_H
#define TRUCE_DEALS_SUMS_H

#include "deals/band.h"

typedef struct sums {
    uint64_t *words;
    size_t n;      /* entries */
    size_t cap;    /* words */
    size_t *begin; /* [n_cells + 1]: a cell's first entry */
    size_t n_cells;
    uint32_t key, count; /* words of each */
} sums;

/* A run of entries that takes part in a sum: each key plus `shift`, each count times `times`. */
typedef struct sums_source {
    const uint64_t *at; /* the entry in hand */
    const uint64_t *end;
    uint32_t count; /* words of its counts */
    const uint64_t *shift;
    const uint64_t *times;
    uint32_t n_times; /* words */
} sums_source;

typedef enum sums_end { SUMS_DONE, SUMS_NO_MEMORY, SUMS_TOO_MANY } sums_end;

static inline uint32_t sums_stride(const sums *s) {
    return s->key + s->count;
}

/* An empty table with room for its cells; sums_clear gives it back. False when memory is out. */
bool sums_init(sums *s, size_t n_cells, uint32_t key, uint32_t count);
void sums_clear(sums *s);

/* Fill the next cell, number `cell`, with what the sources add up to: the `first` least keys, 0 for
 * all. `entries_max` bounds the entries of the whole table. The sources are used up. Cost O(n log
 * n_sources) in their entries. */
sums_end sums_fill(sums *s, size_t cell, const band *b, sums_source *sources, size_t n_sources,
                   size_t first, size_t entries_max);

/* Keys moved to a grid: field r to a multiple of 2^grain[r], down or up; equal ones become one.
 * Fails when memory is out. Cost O(n log n). */
bool sums_round(sums *s, const band *b, const uint64_t *low_bits, bool up);

/* Are all keys on the grid? */
bool sums_is_round(const sums *s, const uint64_t *low_bits);

/* A table of its own with the same entries. False when memory is out. */
bool sums_copy(const sums *s, sums *out);

/* A key on the grid; false when it is then above a limit. */
static inline bool sums_round_key(const band *b, const uint64_t *low_bits, bool up, uint64_t *key) {
    uint64_t carry = 0;
    for (uint32_t i = 0; i < b->words; i++) {
        const uint64_t add = up ? low_bits[i] : 0;
        const uint64_t sum = key[i] + add;
        const uint64_t with = sum + carry;
        carry = (sum < add) | (with < sum);
        key[i] = with & ~low_bits[i];
    }
    return band_keeps(b, key, b->words);
}

#endif
