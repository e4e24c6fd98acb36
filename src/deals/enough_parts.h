/* enough_parts.h - how little is enough: what its two files share (private to enough). */
#ifndef TRUCE_SRC_DEALS_ENOUGH_PARTS_H
#define TRUCE_SRC_DEALS_ENOUGH_PARTS_H

#include "truce/deals/enough.h"
#include "truce/solve/domain.h"

typedef struct enough_finder {
    const truce_case *c;
    const truce_impasse *im;
    const truce_stands *stands;
    const truce_space *s;
    truce_arena *arena;
    truce_domain d;
    uint32_t *outs;        /* [variable]: the label that keeps its first value out */
    bool *kept;            /* [label] */
    uint32_t *begins, *of; /* [position]: its stands are of[begins[p]] .. */
    truce_impasse_options options;
    uint64_t calls;
    bool spent;
    truce_status status;
    truce_error *err;
} enough_finder;

/* Whether a package is left under the labels that are kept, the first of them to `values`
 * ([variable]) if given; false too when the limit is reached. */
bool enough_is_possible(enough_finder *f, uint32_t *values);

/* Keep the stands of a position, or give them up. */
void enough_keep(enough_finder *f, uint32_t position, bool kept);

/* enough_near.c: of the one stand that gives, the nearest options that have to be let in. */
void enough_find_near(enough_finder *f, truce_enough *near);
/* Keep what of the position is left where only the nearer of below and above is let in. */
void enough_give_least(enough_finder *f, const truce_enough *near);

#endif
