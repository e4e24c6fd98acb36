/* alike.h - a domain whose values are taken together where nothing tells them apart: two values of
 * a variable are alike when each nogood with one of them is there with the other too. Tables over
 * classes are smaller by a factor for each variable, and count the same.
 * PAPER: freuder1991 (interchangeable values) */
#ifndef TRUCE_SOLVE_ALIKE_H
#define TRUCE_SOLVE_ALIKE_H

#include <stdbool.h>

#include "truce/solve/domain.h"

/* [variable][value]: for how many it stands, at least 1 */
typedef const uint32_t *const *value_weights;

typedef struct alike {
    truce_domain d; /* the same variables; its values are classes, by the smallest value in them */
    value_weights weights;
} alike;

/* Of a domain of hard nogoods; `weights` of its values, NULL: 1 each. Everything lives in `arena`.
 * False when memory is out. Cost O(n log n) for n choices in all nogoods, and the values. */
bool alike_make(const truce_domain *d, value_weights weights, truce_arena *arena, alike *out);

#endif
