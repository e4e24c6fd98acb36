/* eliminate.h - eliminate every variable of a connected part of a domain: what is left is its
 * conflicts. The numbers of a part are its own, dense and small. */
#ifndef TRUCE_SOLVE_ELIMINATE_H
#define TRUCE_SOLVE_ELIMINATE_H

#include "solve/antichain.h"

/* A nogood is a set of elements: the value a of variable v is begin[v] + a; label l is
 * begin[n_variables] + l. */
typedef struct part {
    const uint32_t *begin; /* [n_variables + 1] */
    uint32_t n_variables;
    uint32_t n_labels;
    truce_sets nogoods;
} part;

typedef struct part_limits {
    uint32_t size_max; /* labels of a nogood */
    size_t nogoods_max;
    uint64_t effort_max;
    bool (*stop)(const void *data); /* NULL: never */
    const void *stop_data;
} part_limits;

typedef enum part_end {
    PART_DONE,
    PART_OUTGROWN, /* the limits; nothing is known */
    PART_NO_MEMORY
} part_end;

typedef struct part_result {
    bool dropped;    /* a nogood of more than `size_max` labels was: larger conflicts may exist */
    size_t peak;     /* the most nogoods at a time */
    uint64_t effort; /* comparisons, added to what was there */
} part_result;

/* Initializes `left`, which the caller clears in any case. When done its members are the minimal
 * sets of labels (as elements) of at most `size_max` that leave no assignment. */
part_end eliminate(const part *p, const part_limits *limits, antichain *left, part_result *result);

#endif
