/* inverse.h - what would a maker have to prefer for a state to be stable, and how little would have
 * to change?
 *
 * The others' preferences stay as they are, one maker's is open. Whether a state s is stable for it
 * then depends only on which states it prefers to s: they are above s, all others are not. For each
 * of its moves t from s a condition must hold: that t is not above, or that one of the answers x is
 * not above and (smr, sseq) none of the states that the maker could go on to from x is above.
 *
 * PAPER: kinsara2015
 */
#ifndef TRUCE_STABILITY_INVERSE_H
#define TRUCE_STABILITY_INVERSE_H

#include "truce/solve/bigint.h"
#include "truce/stability/stable.h"

/* Counts are given up beyond these. */
#define TRUCE_INVERSE_STATES_MAX   2048 /* in the model */
#define TRUCE_INVERSE_RELEVANT_MAX 256  /* that matter: nash, gmr, seq, sim */
#define TRUCE_INVERSE_TRIED_MAX    20   /* that matter: smr, sseq, whose sides are all tried */

/* One way in which a condition can hold. */
typedef struct truce_inverse_way {
    uint32_t state;         /* must not be above s */
    const uint32_t *closed; /* [n_closed]: nor may any of these be */
    uint32_t n_closed;
} truce_inverse_way;

/* One of the ways has to be taken. */
typedef struct truce_inverse_condition {
    uint32_t move;                 /* t; the first way is that it is not above */
    const truce_inverse_way *ways; /* [n], at least one */
    uint32_t n;
} truce_inverse_condition;

typedef struct truce_inverse {
    const truce_inverse_condition *conditions; /* all of them have to hold; none: always stable */
    uint32_t n;
    const uint32_t *relevant; /* rising: the states that stand in a condition */
    uint32_t n_relevant;
    bool counted;             /* else neither number is set */
    truce_bigint orders, all; /* strict orders of all states under which s is stable, and all there
                                 are */
} truce_inverse;

/* Find the conditions, and count. `s` is a place in the list; the maker's own preference is not
 * looked at. `out` lives in `arena`. Fails with TRUCE_ELIMIT (2^26 moves; sim: 2^20 joint answers)
 * or TRUCE_ENOMEM; `out` is then left as it was. Cost: the moves of the model, and what the others
 * can bring about from each of the maker's moves; counts take O(relevant^2) multiplications, for
 * smr and sseq O(2^relevant). */
TRUCE_MUST_USE truce_status truce_inverse_find(const truce_graph_states *states, uint32_t s,
                                               uint32_t maker, truce_graph_concept concept,
                                               truce_arena *arena, truce_inverse *out,
                                               truce_error *err);

typedef struct truce_sensitivity {
    bool stable; /* as the maker's preference is */
    bool known;  /* a smallest change was found, or that there is none; else at least `n` states
                    have to change sides */
    bool possible;
    const uint32_t *changes; /* [n], where known and possible: the states that would have to change
                                sides, from above s to not above or the other way, rising */
    uint32_t n;
} truce_sensitivity;

/* Find the smallest change of the maker's preference that makes s stable where it is not, or undoes
 * it where it is: the fewest states that change sides. Of several such changes one is told, by
 * states that rank near s first where conditions do not share states.
 *
 * Arguments, errors and cost as truce_inverse_find(). For smr and sseq, and with common moves,
 * changes are tried by rising number up to 4,000,000 of them. */
TRUCE_MUST_USE truce_status truce_sensitivity_find(const truce_graph_states *states, uint32_t s,
                                                   uint32_t maker, truce_graph_concept concept,
                                                   truce_arena *arena, truce_sensitivity *out,
                                                   truce_error *err);

#endif
