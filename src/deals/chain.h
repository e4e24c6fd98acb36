/* chain.h - the sum of many sets of vectors, one by one, and of what each vector of it is made. */
#ifndef TRUCE_DEALS_CHAIN_H
#define TRUCE_DEALS_CHAIN_H

#include "deals/thin.h"
#include "truce/base/arena.h"

typedef struct chain {
    shape s;
    const vectors *sets; /* [n]: packages of variables that have nothing to do with each other */
    uint32_t n;
    const uint64_t *most;   /* [set][party][word]: the most that it gives to each party */
    const uint64_t *ranges; /* [party][word]: of the whole; see thin.h */
    /* [party][word]: what is least for a party, less the most that all sets give together. A sum of
     * some sets is of use when it is at least this and the most that those sets give. */
    const uint64_t *floors;
    const bool *floored; /* [party]: whether it has such a least; NULL: nobody */
} chain;

/* How the vectors of a sum came about; see vectors.from. */
typedef struct chain_step {
    const uint32_t *from; /* candidate, place in the larger * n_heads + place in the smaller */
    uint32_t n_heads;     /* vectors of the smaller */
    bool swapped;         /* the larger is the new set, not the sum so far */
} chain_step;

typedef enum chain_counts {
    CHAIN_COUNTED,
    CHAIN_COUNTED_WITH_STEPS, /* counts are dropped when the steps are */
    CHAIN_UNCOUNTED
} chain_counts;

typedef struct chain_limits {
    size_t n_max; /* vectors of a sum; beyond it is thinned. 0: never */
    /* Steps, see chain_steps(), about; a sum is thinned to what is left of them for the sets that
     * are left. 0: any number. */
    uint64_t steps_max;
    size_t bytes_max; /* of steps that are kept; beyond it they are dropped */
    chain_counts counts;
} chain_limits;

typedef struct chain_sum {
    vectors sum;       /* owned */
    chain_step *steps; /* [to - from]; NULL: dropped. The last step is the last set's */
    uint64_t taken;    /* steps */
    bool uncounted;    /* the vectors have no counts, which may be any */
    bool thinned;
    thin_loss loss;
} chain_sum;

/* How much it takes, at most, to look at so many candidates of a merge: 1 each for two parties with
 * amounts of one word, some nanoseconds; more for more parties and wider amounts. */
uint64_t chain_steps(shape s, uint64_t candidates);

/* Counts of some vectors, [n][limbs], owned. */
typedef struct chain_numbers {
    uint64_t *at; /* NULL: they are those of the sum */
    uint32_t limbs;
} chain_numbers;

/* Add up the sets from .. to - 1. Steps live in `arena`. Where steps are wanted (bytes_max above
 * 0), a sum that is thinned and has lost them is given up: `thinned` and no `steps` then say that
 * it is not of all the sets. What is left to add for two parties when neither steps nor counts are
 * kept any more is added in a table where that fits (dense.h). False when memory is out; there is
 * nothing to clear then. */
bool chain_add(const chain *c, uint32_t from, uint32_t to, chain_limits limits, truce_arena *arena,
               chain_sum *out);

/* For each of n vectors of a sum that was not thinned or has its steps, say of which vector of each
 * set it is made; if of several, then always of the same.
 *
 * sum     of the sets from .. to - 1
 * at      [n]: their places in it
 * places  [n][set of the chain]: those of from .. to - 1 are set
 * counts  NULL: not wanted; of a sum without counts they are found along with the halves
 *
 * Without steps the sets are halved, and of each vector it is found out what of it is from which
 * half, and so on until the steps of a part take no more than `bytes_max`. False when memory is
 * out. Cost: halves are smaller, so all of it takes about as long as the sum did.
 * PAPER: hirschberg1975 */
bool chain_split(const chain *c, uint32_t from, uint32_t to, const chain_sum *sum, const size_t *at,
                 size_t n, size_t bytes_max, uint32_t *places, chain_numbers *counts);

#endif
