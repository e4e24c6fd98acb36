/* exchange_parts.h - what the steps of counting an exchange share. */
#ifndef TRUCE_SEQUENCE_EXCHANGE_PARTS_H
#define TRUCE_SEQUENCE_EXCHANGE_PARTS_H

#include "truce/sequence/exchange.h"

/* Add to a sum; TRUCE_ELIMIT says that `what` has become too large. */
TRUCE_MUST_USE truce_status exchange_add(int64_t *sum, int64_t more, const char *what,
                                         truce_error *err);
/* The same with a product. */
TRUCE_MUST_USE truce_status exchange_add_times(int64_t *sum, int64_t a, int64_t b, const char *what,
                                               truce_error *err);

/* What a ratio has due for one person, all classes together. */
TRUCE_MUST_USE truce_status exchange_ratio_sum(const truce_exchange_ratio *ratio, int64_t *sum,
                                               truce_error *err);
/* The ratio of a part. */
const truce_exchange_ratio *exchange_ratio_of(const truce_exchange_deal *deal,
                                              const truce_exchange_part *part);

/* Sort lines by what they are of and make one of those of the same; lines of 0 go. `*n` becomes how
 * many are left. `so_far` is not looked at. */
TRUCE_MUST_USE truce_status exchange_merge(truce_exchange_line *lines, uint32_t *n,
                                           const char *what, truce_error *err);

/* Days of the truce when so many are released; unknown where its length is. */
TRUCE_MUST_USE truce_status exchange_length(const truce_exchange_deal *deal, int64_t released,
                                            int64_t *length, truce_error *err);

/* Every number and index of the deal, or TRUCE_EINVAL. */
TRUCE_MUST_USE truce_status exchange_check(const truce_exchange_deal *deal, truce_error *err);

/* Of an exchange whose tranches are counted, with what is due of each class: what the pools have
 * and what falls short in them. */
TRUCE_MUST_USE truce_status exchange_pools(truce_exchange *x, truce_exchange_pool *pools,
                                           truce_arena *scratch, truce_error *err);

/* Which stated totals are the same. */
TRUCE_MUST_USE truce_status exchange_totals_same(const truce_exchange *x,
                                                 truce_exchange_stated *stated,
                                                 truce_arena *scratch, truce_error *err);

/* Of all the rest: what does not add up. */
TRUCE_MUST_USE truce_status exchange_findings(truce_exchange *x, truce_arena *arena,
                                              truce_arena *scratch, truce_error *err);

#endif
