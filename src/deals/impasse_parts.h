/* impasse_parts.h - the steps of the impasse, a file each (private to the room). */
#ifndef TRUCE_SRC_DEALS_IMPASSE_PARTS_H
#define TRUCE_SRC_DEALS_IMPASSE_PARTS_H

#include "truce/deals/impasse.h"
#include "truce/solve/conflicts.h"

/* impasse.c: the links as hard nogoods, the stands under their positions as labels, or hard too. */
TRUCE_MUST_USE truce_status impasse_domain(const truce_case *c, const truce_stands *stands,
                                           const truce_space *space, bool hard, truce_arena *arena,
                                           truce_domain *d, truce_error *err);

/* acceptable.c: whether there is a possible package of which each party accepts each part. */
TRUCE_MUST_USE truce_status impasse_acceptable(const truce_case *c, const truce_stands *stands,
                                               truce_arena *arena, truce_impasse *im,
                                               truce_error *err);

/* openings.c: what would have to be given up, and at what cost to whom. */
TRUCE_MUST_USE truce_status impasse_openings(const truce_conflicts *found,
                                             truce_impasse_options options, truce_arena *arena,
                                             truce_impasse *im, truce_error *err);

/* opened.c: how many packages are possible, as it stands and by each opening; an example of each.
 */
TRUCE_MUST_USE truce_status impasse_count(const truce_case *c, truce_arena *arena,
                                          truce_impasse *im, truce_error *err);

#endif
