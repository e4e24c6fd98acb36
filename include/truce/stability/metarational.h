/* metarational.h - from which states would nobody move away who looks further ahead than two moves?
 *
 * MR_h looks at h moves in turn: the maker's own improvement, what the others answer, the maker's
 * own move from there, and so on. An answer counts when it brings about a state that the maker does
 * not prefer to the first one, and whatever the maker then does is not preferred either, or is
 * answered in turn while moves are left. So MR_1 is nash, MR_2 gmr and MR_3 smr
 * (stability/stable.h); an even h grants the others the last word and can only lose states with h
 * growing, an odd one grants it to the maker and can only gain some, and both end at the same
 * distance: from then on nothing changes. Answers are legal sequences of the others' moves, so that
 * there may be more than two makers.
 *
 * PAPER: zeng2006 (two makers), zeng2007 (several, in rounds).
 */
#ifndef TRUCE_STABILITY_METARATIONAL_H
#define TRUCE_STABILITY_METARATIONAL_H

#include "truce/stability/states.h"

typedef struct truce_metarational {
    uint32_t moves;   /* h */
    uint32_t settled; /* from which h on, of the same parity, every state stays as it is found here;
                         0: that is further than `moves` */
    /* Bits as in truce_stable. */
    const uint64_t *stable[TRUCE_GRAPH_MAKERS_MAX];
    const uint64_t *equilibria;
} truce_metarational;

/* Find which states are MR_h stable for whom.
 *
 * states   kept
 * moves    h, 1 or more; once nothing changes any more, no further ones are looked at
 * threads  as truce_stable_options has them
 * arena    `out` lives in it
 *
 * Fails with TRUCE_ENOMEM, or TRUCE_ELIMIT as truce_stable_find() does; `out` is then left as it
 * was. Cost: as one basic concept, for each two moves. */
TRUCE_MUST_USE truce_status truce_metarational_find(const truce_graph_states *states,
                                                    uint32_t moves, uint32_t threads,
                                                    truce_arena *arena, truce_metarational *out,
                                                    truce_error *err);

#endif
