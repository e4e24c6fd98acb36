/* relational.h - stability where a preference is more than a ranking: unknown between some states,
 * strong between others, or seen through attitudes towards others.
 *
 * In each, four questions about two states take the place of "does i prefer it": what draws a maker
 * to move, what steps the others would take, what counts as an answer, and what as a way out of it.
 * For a maker i, a state s, its moves t from s, the others' answers x from t and its own moves y
 * from x, s is stable
 *
 *   nash  when no t draws i.
 *   gmr   when for each t that draws i the others can bring about an x that answers.
 *   smr   when there is one from which no y is a way out.
 *   seq   as gmr, where the others take only steps that draw them.
 *
 * Unknown preference (PAPER: li2004). Write s > t, s = t, s ? t for preferred, indifferent, not
 * known. In each extension the others take steps to what they prefer and to what they do not know
 * of.
 *
 *   a  t draws where t > s or t ? s;  x answers where x <= s;            y is a way out otherwise
 *   b  t draws where t > s;           x answers where x <= s;            the same
 *   c  t draws where t > s or t ? s;  x answers where x <= s or x ? s;   the same
 *   d  t draws where t > s;           x answers where x <= s or x ? s;   the same
 *
 * Strength (PAPER: hamouda2004, hamouda2006): where strong preference is told from mild. Stable in
 * general is stable by preference of either strength; strongly stable is where in addition each
 * answer is strongly worse than s, and in smr each y is as well; what is stable in general and not
 * strongly is weakly stable. nash knows no strength.
 *
 * Attitudes (PAPER: inohara2007). i's attitude towards j is 1, 0 or -1: x relates to s for i when
 * for each j it is not worse for j where the attitude is 1, and not better for j where it is -1. t
 * draws i when t relates to s; x answers when s relates to x; y is a way out when it relates to s;
 * the others' steps are those that draw them. With attitudes of 1 towards oneself, 0 towards
 * others, and no ties, these are the concepts of stability/stable.h.
 */
#ifndef TRUCE_STABILITY_RELATIONAL_H
#define TRUCE_STABILITY_RELATIONAL_H

#include "truce/stability/stable.h"

#define TRUCE_RELATIONAL_STATES_MAX 4096

enum { TRUCE_RELATIONAL_CONCEPTS = 4 }; /* TRUCE_NASH, TRUCE_GMR, TRUCE_SMR, TRUCE_SEQ */

typedef enum truce_graph_relation {
    TRUCE_UNKNOWN_A,
    TRUCE_UNKNOWN_B,
    TRUCE_UNKNOWN_C,
    TRUCE_UNKNOWN_D,
    TRUCE_STRENGTH, /* strongly stable; of nash, stable */
    TRUCE_ATTITUDES /* the model's, or where it has none 1 towards oneself and 0 towards others */
} truce_graph_relation;

typedef struct truce_relational {
    truce_graph_relation relation;
    /* Bits of states as in truce_stable. */
    const uint64_t *stable[TRUCE_RELATIONAL_CONCEPTS][TRUCE_GRAPH_MAKERS_MAX];
    const uint64_t *equilibria[TRUCE_RELATIONAL_CONCEPTS];
} truce_relational;

/* Find what is stable under one of these.
 *
 * states  kept
 * arena   `out` lives in it
 *
 * Fails with TRUCE_ELIMIT (more than TRUCE_RELATIONAL_STATES_MAX states, or 2^26 moves) or
 * TRUCE_ENOMEM; `out` is then left as it was. Cost: these relations need not be transitive, so what
 * can be brought about is found from each state for itself: O(states * moves) for each maker, and
 * states^2 / 4 bytes. */
TRUCE_MUST_USE truce_status truce_relational_find(const truce_graph_states *states,
                                                  truce_graph_relation relation, truce_arena *arena,
                                                  truce_relational *out, truce_error *err);

/* Is the maker's preference between two states not known? */
bool truce_graph_is_unknown(const truce_graph_model *model, uint32_t maker, truce_graph_state s,
                            truce_graph_state t);

/* Does the maker strongly prefer the state at a of the list to the one at b? */
bool truce_graph_is_strong(const truce_graph_states *states, uint32_t maker, uint32_t a,
                           uint32_t b);

#endif
