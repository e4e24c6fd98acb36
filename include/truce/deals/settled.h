/* settled.h - what a draft settles, held against what each party holds.
 *
 * A draft says of some issues, or of some groups of them, which options are left; of the others it
 * says nothing. A stand is then kept (whatever is chosen within the draft keeps to it),
 * contradicted (nothing that can be chosen within the draft does), or left open. Each term, and
 * each stand, is judged by itself: what is called kept or contradicted surely is; of what is left
 * open, only two stands together, or two conditions, might tell more.
 */
#ifndef TRUCE_DEALS_SETTLED_H
#define TRUCE_DEALS_SETTLED_H

#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/deals/stands.h"

/* From the worst to the best, so that the least of several holds for all of them. */
typedef enum truce_settled_how {
    TRUCE_SETTLED_CONTRADICTED,
    TRUCE_SETTLED_OPEN,
    TRUCE_SETTLED_KEPT,
    TRUCE_SETTLED_HOWS
} truce_settled_how;

/* What is left of one issue, or of it for one group. */
typedef struct truce_settled_slot {
    truce_option_set options; /* those that every term leaves; n 0: none is said, or none is left */
    uint32_t n_terms;
    bool at_odds; /* terms are there, and no option is in all of them */
} truce_settled_slot;

typedef struct truce_settled {
    const truce_case *c;
    truce_settled_slot *slots; /* by issue, then group */
    uint32_t *rows;            /* [issue] -> its first slot; [n_issues]: how many there are */
} truce_settled;

/* What `n` terms leave together; each has an issue, options and is not denied. `c` is kept, the
 * rest lives in `arena`. TRUCE_ENOMEM leaves `*out` as it was. Cost O(t log t) for t intervals of
 * all terms, each counted for each group it is for. */
TRUCE_MUST_USE truce_status truce_settled_make(const truce_case *c, const truce_stand_term *terms,
                                               uint32_t n, truce_arena *arena, truce_settled *out,
                                               truce_error *err);

/* Whether a term holds: kept: yes; contradicted: no. For the groups of `instead`, if given, its
 * options stand in place of what the draft says. What holds on an assumption is open. Cost
 * O(intervals). */
truce_settled_how truce_settled_term(const truce_settled *s, const truce_stand_term *instead,
                                     const truce_stand_term *term);

/* The same of a stand: as packages are ruled out by it. */
truce_settled_how truce_settled_stand(const truce_settled *s, const truce_stand_term *instead,
                                      const truce_stand *stand);

#endif
