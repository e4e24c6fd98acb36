/* vectors.h - a set of vectors of worth none of which is at least another for every party, and how
 * such sets are made of others.
 *
 * Each vector stands for packages of some variables: all that are worth exactly this. The set has
 * all that can be part of an efficient package of the whole, since a part that is beaten can be
 * replaced. */
#ifndef TRUCE_DEALS_VECTORS_H
#define TRUCE_DEALS_VECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"

typedef struct vectors {
    uint64_t *at; /* [n][party][word]: falling by the first party, then the second, ... */
    size_t n, cap;
    uint64_t *counts; /* [n][limbs]: how many packages; the lowest limb first. NULL: 1 each */
    uint32_t limbs;
    uint64_t bits;  /* no count has more */
    uint32_t *from; /* [n]: the candidate, place * heads + head; NULL: not recorded */
} vectors;

typedef struct shape {
    uint32_t parties;
    uint32_t width;
} shape;

static inline size_t shape_words(shape s) {
    return (size_t)s.parties * s.width;
}

void vectors_clear(vectors *v);

/* From now on the set is in an arena, and not to be cleared. False when memory is out; it is then
 * cleared. */
bool vectors_move(vectors *v, shape s, truce_arena *arena);

/* Bytes that a vector takes here. */
size_t vectors_bytes_each(const vectors *v, shape s);

/* The place of a vector; v->n when it is not there. O(log n) */
size_t vectors_find(const vectors *v, shape s, const uint64_t *vector);

/* Keep the vectors that are marked, in their order. */
void vectors_keep(vectors *v, shape s, const bool *kept);

/* Leave out what is less than the floor of a party that has one. False when memory is out. */
bool vectors_leave_out(vectors *v, shape s, const uint64_t *floors, const bool *floored);

/* sum[n] += a[n_a] * b[n_b], the lowest limb first; it fits. */
void count_add_product(uint64_t *sum, uint32_t n, const uint64_t *a, uint32_t n_a,
                       const uint64_t *b, uint32_t n_b);

/* How many bits a count has. */
uint64_t count_bits(const uint64_t *limbs, uint32_t n);

/* The set that a head of a merge adds: `base` with `shift` added to each vector, each standing for
 * `factor` times as many packages. */
typedef struct head {
    const vectors *base;
    const uint64_t *shift;  /* [party][word] */
    const uint64_t *factor; /* [factor_limbs]; NULL: 1 */
    uint32_t factor_limbs;
} head;

typedef struct merge_limits {
    size_t n_max;   /* vectors; 0: any number */
    bool record;    /* fill in `from`; for fewer than 2^32 candidates */
    bool uncounted; /* no counts, whatever the bases have */
} merge_limits;

typedef enum merge_end {
    MERGE_DONE,
    MERGE_TOO_LARGE, /* more than n_max */
    MERGE_NO_MEMORY
} merge_end;

/* All that the heads add, without what is beaten; equal vectors become one, `from` being of the
 * head that comes first in the heap's order. `out` is empty, or a set whose room is used again;
 * when not done it is empty.
 *
 * Candidates come in falling order from a heap of the heads. Two parties: runs of one head, and
 * what is beaten is stepped over by doubling. Three: a staircase of the other two parties' amounts.
 * More: trees. */
merge_end vectors_merge(shape s, const head *heads, uint32_t n_heads, merge_limits limits,
                        vectors *out);

#endif
