/* conditions.h - what has to hold of one maker's preference (private to the room). */
#ifndef TRUCE_STABILITY_CONDITIONS_H
#define TRUCE_STABILITY_CONDITIONS_H

#include "truce/stability/inverse.h"

/* As truce_inverse_find(), but without counting. `*apart` tells whether each condition's ways close
 * nothing and no state stands in two conditions. */
TRUCE_MUST_USE truce_status conditions_find(const truce_graph_states *states, uint32_t s,
                                            uint32_t maker, truce_graph_concept concept,
                                            truce_arena *arena, truce_inverse *out, bool *apart,
                                            truce_error *err);

/* The same as sets of relevant states, where these are at most 64. */
typedef struct mask_way {
    uint64_t below; /* all of these must not be above */
} mask_way;

typedef struct masks {
    uint32_t n;
    const uint32_t *begin; /* [n + 1]: each condition's ways */
    const mask_way *way;
} masks;

/* False when memory is out. */
bool masks_make(const truce_inverse *conditions, truce_arena *arena, masks *out);

/* Do all conditions hold where these relevant states are above? */
static inline bool masks_hold(const masks *m, uint64_t above) {
    for (uint32_t i = 0; i < m->n; i++) {
        bool holds = false;
        for (uint32_t w = m->begin[i]; w < m->begin[i + 1] && !holds; w++) {
            holds = (m->way[w].below & above) == 0;
        }
        if (!holds) {
            return false;
        }
    }
    return true;
}

#endif
