/* sets.h - families of sets of numbers, as answers: labels that conflict, labels to give up. */
#ifndef TRUCE_SOLVE_SETS_H
#define TRUCE_SOLVE_SETS_H

#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"

typedef struct truce_set {
    const uint32_t *at; /* rising */
    uint32_t n;
} truce_set;

typedef struct truce_sets {
    const truce_set *at;
    size_t n;
} truce_sets;

/* Less than, equal to or greater than 0: the smaller set first, then by the first number that
 * differs. The order in which sets are listed everywhere. */
int truce_set_compare(truce_set a, truce_set b);

/* Which sets hang together: two are in one component when a chain of sets, each with a number in
 * common with the next, leads from one to the other.
 *
 * sets       of numbers below `n_numbers`, none empty; borrowed
 * component  receives [sets.n], in `arena`; components are numbered as first met
 * n          receives how many there are
 *
 * Fails with TRUCE_ENOMEM; nothing is written then. Cost: almost linear.
 */
TRUCE_MUST_USE truce_status truce_sets_components(truce_sets sets, uint32_t n_numbers,
                                                  truce_arena *arena, const uint32_t **component,
                                                  uint32_t *n, truce_error *err);

#endif
