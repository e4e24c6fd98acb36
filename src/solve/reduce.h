/* reduce.h - a domain without what is already decided: values that a kept nogood of one choice
 * rules out are gone, a variable with one value left has it, and so on until nothing more follows.
 */
#ifndef TRUCE_SOLVE_REDUCE_H
#define TRUCE_SOLVE_REDUCE_H

#include <stdbool.h>

#include "truce/solve/domain.h"

#define REDUCE_OPEN UINT32_MAX

typedef struct reduced {
    bool contradictory;      /* no assignment is left; nothing else is set */
    const uint32_t *decided; /* [variable of the whole]: its value, or REDUCE_OPEN */
    truce_domain d; /* the open variables with the values that are left, in order; hard nogoods of
                       at least two choices */
    const uint32_t *variable; /* [variable of d]: which of the whole it is */
    const uint32_t *begin;    /* [variable of d]: where its values begin in `value` */
    const uint32_t *value;    /* which of the whole it is */
} reduced;

/* kept   [n_labels]: whether a label is; NULL: all are
 * fixed  [n_variables]: the one value that a variable may have, or REDUCE_OPEN; NULL: any
 *
 * False when memory is out. Linear. */
bool reduce(const truce_domain *d, const bool *kept, const uint32_t *fixed, truce_arena *arena,
            reduced *out);

#endif
