/* account_remarks.h - what one side says of another in words short of blame (private to the room).
 */
#ifndef TRUCE_SRC_ACTIONS_ACCOUNT_REMARKS_H
#define TRUCE_SRC_ACTIONS_ACCOUNT_REMARKS_H

#include "compose.h"
#include "truce/base/json.h"

/* What one claim says of a side of which none of its speakers is. */
typedef struct account_remark {
    uint32_t claim, of;   /* of: the first such side that it names */
    const truce_date *at; /* of the claim; NULL: not dated */
} account_remark;

typedef struct account_remarks {
    account_remark *at; /* by date, the oldest first, those without one last; then as written */
    uint32_t n;
} account_remarks;

/* Each claim in scope in which somebody of a known side says something of an actor of another side
 * or of an event by that side alone, or a party says that another does not accept something. Blame
 * and accusation are none, nor are readings of ours. In the arena of `k`; none where memory is out.
 * Cost O(statements + n log n) for n of them. */
account_remarks account_remarks_of(composer *k);

/* A list with its heading, the last 24 of them; and in one line how many there are, with what shows
 * them. Nothing where there are none. */
void account_remarks_list(composer *k, const account_remarks *r);
void account_remarks_count(composer *k, const account_remarks *r);

/* "Said at this time, and not counted as blame: 3, listed below." for those whose dates touch the
 * time from `first` to `last`; not dated: for those that are not. */
void account_remarks_beside(composer *k, truce_cell *cell, const account_remarks *r, bool dated,
                            int64_t first, int64_t last);

/* All of them as an array of {"claim", "speaker", "of", "says", "date"}. */
void account_remarks_json(composer *k, const account_remarks *r, truce_json *json);

#endif
