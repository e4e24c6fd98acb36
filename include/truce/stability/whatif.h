/* whatif.h - what would it do if some options were settled, one way or the other?
 *
 * A few options, such as a mediator's guarantee or what an outsider would charge for something, are
 * held in every combination (stability/hold.h), and of each it is asked whether some states, with
 * these options as they are held, are equilibria. Then the smallest changes are found that make one
 * an equilibrium, or undo it.
 */
#ifndef TRUCE_STABILITY_WHATIF_H
#define TRUCE_STABILITY_WHATIF_H

#include "truce/stability/stable.h"

enum {
    TRUCE_WHATIF_OPTIONS_MAX = 10, /* 1024 combinations */
    TRUCE_WHATIF_ASKED_MAX = 4
};

typedef struct truce_whatif_question {
    uint64_t options;               /* 1 to TRUCE_WHATIF_OPTIONS_MAX of them */
    const truce_graph_state *asked; /* [n_asked], borrowed; in each combination its options are as
                                       they are held there */
    uint32_t n_asked;               /* 1 to TRUCE_WHATIF_ASKED_MAX */
    truce_stable_options stable;    /* which concepts, on how many threads */
} truce_whatif_question;

/* One state asked about in one combination. Bit c: concept c. */
typedef struct truce_whatif_at {
    bool feasible; /* else nothing else is set */
    truce_graph_state state;
    uint32_t equilibrium;
    uint32_t stable[TRUCE_GRAPH_MAKERS_MAX];
} truce_whatif_at;

typedef struct truce_whatif {
    uint64_t options;
    uint32_t n, n_asked;
    const uint64_t *taken;     /* [n]: those of the options that are taken, rising */
    const truce_whatif_at *at; /* [n * n_asked]: of combination i from i * n_asked on */
} truce_whatif;

/* Ask in every combination.
 *
 * model  checked, borrowed
 * arena  `out` lives in it
 *
 * Fails with TRUCE_EINVAL (how many options or states; payoffs that are not one for each feasible
 * state), TRUCE_ELIMIT as truce_graph_list() and truce_stable_find() do, of one combination each
 * (where anybody has payoffs, of all states), or TRUCE_ENOMEM; `out` is then left as it was. Cost:
 * for all combinations together what the states of the model take once; with payoffs also 2^options
 * lists of them. */
TRUCE_MUST_USE truce_status truce_whatif_find(const truce_graph_model *model,
                                              const truce_whatif_question *question,
                                              truce_arena *arena, truce_whatif *out,
                                              truce_error *err);

/* Which combinations make a state an equilibrium of a concept (or undo it) by changing as few of
 * the options as can be? A combination is among them when no other does the same that changes only
 * some of the same options. Changing more need not keep what changing fewer does.
 *
 * asked      which of the states, from 0
 * as_now     how the options are now: a change is what differs; others than these are not looked at
 * undo       find where it is feasible and no equilibrium
 * found      room for what->n numbers of combinations; the fewest changes first, then rising
 *
 * Returns how many there are; one that changes nothing is then the only one. O(n^2) */
uint32_t truce_whatif_smallest(const truce_whatif *what, uint32_t asked,
                               truce_graph_concept concept, uint64_t as_now, bool undo,
                               uint32_t *found);

#endif
