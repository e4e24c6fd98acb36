/* stable.h - from which states would nobody move away?
 *
 * A state is stable for a maker under a concept when each of its improvements (a move of its own to
 * a state that it prefers) is answered. Concepts differ in which answers count:
 *
 *   nash  none: there is no improvement.
 *   gmr   the others can bring about, by any legal sequence of moves, a state that the maker does
 *         not prefer to the first.
 *   smr   the same, and from that state no move of the maker's own leads to one that it prefers to
 *         the first: it cannot escape the answer.
 *   seq   as gmr, and each move of the sequence is an improvement of whoever makes it.
 *   sseq  as seq, and the maker cannot escape, as in smr.
 *   sim   some of the others, at least one, each take an improvement from the first state at the
 *         same time as the maker takes its own, and the state of all these changes together is
 *         feasible and not preferred to the first. Changes of the same option by two do not make a
 *         state.
 *
 * In a legal sequence any of the others may move, and again later, only not twice in a row. A
 * preference is complete and transitive here: what is unknown or strong is not looked at
 * (stability/unknown.h, stability/strength.h). An equilibrium is stable for every maker.
 *
 * PAPER: nash1950, howard1971 (gmr, smr), fraser1984 (seq, sim), fang1993 (all of these for more
 * than two makers), rego2017 (sseq).
 */
#ifndef TRUCE_STABILITY_STABLE_H
#define TRUCE_STABILITY_STABLE_H

#include "truce/stability/states.h"

typedef enum truce_graph_concept {
    TRUCE_NASH,
    TRUCE_GMR,
    TRUCE_SMR,
    TRUCE_SEQ,
    TRUCE_SSEQ,
    TRUCE_SIM,
    TRUCE_CONCEPTS /* how many there are */
} truce_graph_concept;

/* "nash", "gmr": as in the exchange format */
const char *truce_graph_concept_key(truce_graph_concept concept);

/* Zero values are the defaults. */
typedef struct truce_stable_options {
    uint32_t concepts; /* bit c: concept c; 0: all */
    uint32_t threads;  /* 1 to 16; 0: one */
} truce_stable_options;

typedef struct truce_stable {
    const truce_graph_states *states; /* kept */
    /* A bit for each state, 64 in a word, the first lowest; NULL for what was not asked. */
    const uint64_t *stable[TRUCE_CONCEPTS][TRUCE_GRAPH_MAKERS_MAX];
    const uint64_t *equilibria[TRUCE_CONCEPTS];
} truce_stable;

static inline bool truce_stable_bit(const uint64_t *bits, uint32_t i) {
    return (bits[i / 64] >> (i % 64) & 1) != 0;
}

/* Find which states are stable for whom.
 *
 * states   kept
 * options  NULL: the defaults
 * arena    `out` lives in it
 *
 * Fails with TRUCE_ENOMEM, or TRUCE_ELIMIT (common moves, and more than 2^26 moves in all); `out`
 * is then left as it was. The number of threads changes nothing but the time.
 *
 * Cost: nash to sseq take O(states + moves by classes) each for every maker: time hardly depends on
 * how many moves there are where options go both ways, and is linear in the moves at worst. sim
 * takes O(states * product of improvements) at worst, and mostly far less. Memory: 12 bytes for
 * each state and maker, and 16 for each state and thread.
 */
TRUCE_MUST_USE truce_status truce_stable_find(const truce_graph_states *states,
                                              const truce_stable_options *options,
                                              truce_arena *arena, truce_stable *out,
                                              truce_error *err);

#endif
