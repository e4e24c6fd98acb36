/* first.h - the first assignment of a domain whose nogoods all hold. */
#ifndef TRUCE_SOLVE_FIRST_H
#define TRUCE_SOLVE_FIRST_H

#include "truce/solve/domain.h"

typedef enum first_end {
    FIRST_FOUND,
    FIRST_NONE,
    FIRST_UNKNOWN, /* the effort is spent */
    FIRST_NO_MEMORY
} first_end;

/* All nogoods are taken as they stand. Writes values[n_variables] when found. */
first_end first_find(const truce_domain *d, uint64_t effort_max, uint32_t *values);

#endif
