/* addition.h - what one thing, wished for before all else, would change of a maker's answer?
 *
 * One maker's preference gets one statement more, put before all that it prefers now: of two states
 * the one is preferred for which the statement holds, and where it holds for both or for neither,
 * all is as before. Others prefer what they did. Tried are that an option is taken or is not, and,
 * where none of these will do, two of these joined by "and" or by "or".
 *
 * PAPER: hipel1997 (preference by statements)
 */
#ifndef TRUCE_STABILITY_ADDITION_H
#define TRUCE_STABILITY_ADDITION_H

#include "truce/stability/stable.h"

enum { TRUCE_ADDITIONS_MAX = 32 };

typedef struct truce_addition {
    truce_graph_pattern says; /* of one option, or of two */
    bool denied;              /* that it is not so: of two, that one of them is otherwise */
} truce_addition;

typedef struct truce_additions {
    bool stable;  /* as the maker's preference is now */
    uint32_t n;   /* at most TRUCE_ADDITIONS_MAX */
    bool more;    /* there are others as short */
    bool untried; /* pairs of options, of which there is too much to try */
    truce_addition at[TRUCE_ADDITIONS_MAX]; /* all of the same length; none where none will do */
} truce_additions;

/* Find the shortest statements that make s stable for the maker where it is not, or undo it where
 * it is. `s` is a place in the list. Fails with TRUCE_ELIMIT as truce_inverse_find() does, or
 * TRUCE_ENOMEM; `out` is then left as it was. Cost: as truce_inverse_find() without counts, and
 * O(options * size of the conditions), with pairs O(options^2 * size); where that is more than
 * 200,000,000, pairs are left untried. */
TRUCE_MUST_USE truce_status truce_additions_find(const truce_graph_states *states, uint32_t s,
                                                 uint32_t maker, truce_graph_concept concept,
                                                 truce_additions *out, truce_error *err);

#endif
