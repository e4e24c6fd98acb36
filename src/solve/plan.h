/* plan.h - in what order the variables of a connected domain are eliminated to count, and what is
 * in hand then: a tree of buckets, one for each variable. PAPER: dechter1999 */
#ifndef TRUCE_SOLVE_PLAN_H
#define TRUCE_SOLVE_PLAN_H

#include <stdbool.h>

#include "solve/alike.h"

/* Eliminating a variable leaves a table over its scope: the variables, not yet eliminated, that
 * some nogood or table has together with it. */
typedef struct bucket {
    uint32_t variable;
    const uint32_t *scope; /* rising */
    uint32_t n_scope;
    const uint32_t *nogoods; /* that have the variable and were in no bucket before */
    uint32_t n_nogoods;
    const uint32_t *children; /* buckets before, whose tables have the variable */
    uint32_t n_children;
    size_t cells;   /* of its table */
    uint64_t bits;  /* no cell has more */
    uint32_t width; /* 32-bit words of a cell */
} bucket;

typedef struct plan {
    const bucket *at; /* in the order of elimination; the last one has no scope */
    uint32_t n;
    const uint32_t *fixed; /* variables that must have one value for the tables to fit */
    uint32_t n_fixed;      /* if any, there are no buckets */
    uint64_t work;         /* words that are written, those of each value apart */
} plan;

typedef struct plan_limits {
    size_t words_max;  /* of all tables at a time */
    uint64_t work_max; /* see `work`; 0: 64 times as many */
} plan_limits;

/* `weights` of the values that are counted, NULL: 1 each. False when memory is out. */
bool plan_make(const truce_domain *d, value_weights weights, plan_limits limits, truce_arena *arena,
               plan *out);

#endif
