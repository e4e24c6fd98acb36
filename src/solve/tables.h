/* tables.h - count the assignments of a connected domain along a plan. */
#ifndef TRUCE_SOLVE_TABLES_H
#define TRUCE_SOLVE_TABLES_H

#include "solve/plan.h"
#include "truce/solve/bigint.h"

/* `p` has buckets, and was made with the same weights. The number's digits are in `arena`. Fails
 * with TRUCE_ENOMEM. */
truce_status tables_count(const truce_domain *d, value_weights weights, const plan *p,
                          truce_arena *arena, truce_bigint *out, truce_error *err);

#endif
