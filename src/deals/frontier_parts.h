/* frontier_parts.h - what the frontier is made of between its files. */
#ifndef TRUCE_DEALS_FRONTIER_PARTS_H
#define TRUCE_DEALS_FRONTIER_PARTS_H

#include "deals/chain.h"
#include "truce/deals/frontier.h"

/* The variables in parts that have nothing to do with each other, and what each part can be worth.
 * Everything lives in an arena. */
typedef struct parts {
    shape s;
    vectors *sets; /* [n]: of each part */
    uint32_t n;
    const uint32_t *variable; /* [part]: its variable */
    uint64_t *least, *most;   /* [part][party][word]: of any package of the part */
    truce_bigint outcomes;    /* of all parts together */
} parts;

/* Fails with TRUCE_ELIMIT, TRUCE_ENOMEM. */
truce_status parts_make(const truce_worth *worth, truce_arena *arena, parts *out, truce_error *err);

/* Set the values of a part's variables, given the place of its vector. */
void parts_choose(const parts *p, uint32_t part, size_t place, uint32_t *package);

struct truce_frontier_paths {
    parts parts;
    chain chain;
    chain_sum sum;    /* its vectors are the frontier's, in the arena */
    size_t steps_max; /* bytes of steps in hand */
};

#endif
