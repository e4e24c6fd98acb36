/* rows.h - from what choices do to a party to a row that the search can use. */
#ifndef TRUCE_DEALS_ROWS_H
#define TRUCE_DEALS_ROWS_H

#include "deals/doubt_parts.h"

/* What makes a row of one party: a sum over the issues of what a choice makes of the weights, and
 * over the added joint terms. A choice of a term in place of a value adds the difference to the
 * least that a value could have counted there: so the row is never less than the sum it stands for.
 */
typedef struct rows_maker {
    uint32_t party;
    bool strict;
    int64_t under; /* times what an added term makes of the worth */
    int64_t base;
    /* What a choice on an issue makes; false where the number is too long. */
    bool (*choice)(const void *context, uint32_t issue, gain_choice choice, int64_t *out);
    /* What an added joint term makes that holds or not. */
    int64_t (*added)(const void *context, uint32_t joint, bool holds);
    const void *context;
} rows_maker;

/* Is there room for sums of several of these? */
__extension__ typedef __int128 rows_wide;

static inline bool rows_is_short(rows_wide x) {
    return x <= INT64_MAX / 8 && x >= -(INT64_MAX / 8);
}

/* False without memory. `fits` is cleared where a number is too long. */
bool rows_make(const truce_doubt *doubt, seek *s, const rows_maker *maker, seek_row *row,
               bool *fits);

#endif
