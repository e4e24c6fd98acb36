/* coalition.h - from which states would nobody move away who may agree with others to?
 *
 * A coalition is any non-empty set of makers; one alone is one too. Its members bring states about
 * by legal sequences of their moves. A coalition improvement leads to a state that every member
 * prefers. A state is stable for a coalition C when each coalition improvement of C from it is
 * answered by the makers outside C:
 *
 *   nash  never: there is none.
 *   gmr   they can bring about a state that some member of C does not prefer to the first.
 *   smr   the same, and whatever C can bring about from there some member of C does not prefer to
 *         the first either (another member may be the one).
 *   seq   as gmr, in steps each of which is a coalition improvement of some coalition among them.
 *
 * Where nobody is outside C, nothing is answered. A state is universally stable when it is stable
 * for every coalition. For one maker alone, gmr and smr are those of stability/stable.h; seq may be
 * more, since those outside may also move as coalitions, and twice in a row.
 *
 * PAPER: kilgour2001, inohara2008
 */
#ifndef TRUCE_STABILITY_COALITION_H
#define TRUCE_STABILITY_COALITION_H

#include "truce/stability/stable.h"

#define TRUCE_COALITION_STATES_MAX 2048
#define TRUCE_COALITION_MAKERS_MAX 8

enum { TRUCE_COALITION_CONCEPTS = 4 }; /* TRUCE_NASH, TRUCE_GMR, TRUCE_SMR, TRUCE_SEQ */

typedef struct truce_coalitions {
    const truce_graph_states *states; /* kept */
    uint32_t members_max;             /* larger coalitions were not asked about */
    /* [concept][coalition]: bit i of a coalition is maker i; bits of states as in truce_stable;
     * NULL for coalition 0 and for those that were not asked about. */
    const uint64_t *const *stable[TRUCE_COALITION_CONCEPTS];
    /* For every coalition that was asked about. */
    const uint64_t *universal[TRUCE_COALITION_CONCEPTS];
} truce_coalitions;

/* Find what is stable for all coalitions of at most `members_max` (0: any number).
 *
 * Fails with TRUCE_ELIMIT (more than TRUCE_COALITION_STATES_MAX states or
 * TRUCE_COALITION_MAKERS_MAX makers) or TRUCE_ENOMEM; `out` is then left as it was. It lives in
 * `arena`. Cost: with S states, O(S * moves + S^3 / 64) for each coalition; S^2 / 4 bytes for each
 * of the 2^makers. */
TRUCE_MUST_USE truce_status truce_coalitions_find(const truce_graph_states *states,
                                                  uint32_t members_max, truce_arena *arena,
                                                  truce_coalitions *out, truce_error *err);

#endif
