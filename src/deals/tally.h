/* tally.h - how often each package was seen. */
#ifndef TRUCE_DEALS_TALLY_H
#define TRUCE_DEALS_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct tally_entry {
    uint64_t package;
    uint32_t efficient; /* 0: a free place */
    uint32_t nash, kalai_smorodinsky;
    uint32_t first; /* the profile in which it was seen first */
} tally_entry;

typedef struct tally {
    tally_entry *at; /* [room], a power of two */
    size_t room, n;
    size_t bytes_max;
    bool full; /* packages first seen later are not counted */
} tally;

/* To be closed. */
tally tally_new(size_t bytes_max);
void tally_close(tally *t);

/* The entry of a package, which is made if need be; NULL when the tally is full. `*out_of_memory`
 * is set when the system has no more. */
tally_entry *tally_find(tally *t, uint64_t package, uint32_t profile, bool *out_of_memory);

/* Move the `most` entries seen most often to the front, the most frequent first, then by package;
 * their number. Nothing can be found after this. */
size_t tally_rank(tally *t, size_t most);

#endif
