/* ask.h - is this one state stable for this maker, and why? Without a list of all states.
 *
 * The concepts are those of stability/stable.h. The answer comes with its witness: an improvement
 * that nobody answers, or for each improvement a legal sequence of the others' moves that does. A
 * model may have 30 options and more: only the maker's own moves are gone through one by one, and
 * what the others can bring about is looked for in this order:
 *
 *   1. by sums, where preferences are weights and every combination is feasible;
 *   2. by a solver (solve/sat.h): is there any state with the maker's options as they are after its
 *      move that would be an answer? If not, the improvement is not answered. If so, and every
 *      combination is feasible, gmr and smr are settled: each of the others moves once.
 *   3. by search from the improvement, from what looks worst for the maker first, until an answer
 * is found, there is nothing left, or so much was looked at that it is given up.
 *
 * Simultaneous answers (sim) are tried one after the other, until one is found, there is none left,
 * or it is given up.
 */
#ifndef TRUCE_STABILITY_ASK_H
#define TRUCE_STABILITY_ASK_H

#include "truce/stability/stable.h"

enum {
    TRUCE_ASK_OWN_MAX = 24
}; /* options of the maker's own that can change at a time, where
      states are not listed; not counted are those held one way */

/* Zero values are the defaults. */
typedef struct truce_ask_limits {
    uint64_t effort_max;    /* states looked at in all searches, each as often as it is met; 0:
                               10,000,000, about a second */
    uint32_t conflicts_max; /* as truce_sat_open() has it, for each call; 0: 50,000 */
    bool no_solver;         /* do without step 2 */
} truce_ask_limits;

typedef enum truce_ask_answer {
    TRUCE_ASK_UNKNOWN, /* a limit was reached */
    TRUCE_ASK_STABLE,
    TRUCE_ASK_UNSTABLE
} truce_ask_answer;

typedef struct truce_ask_move {
    uint32_t maker;
    truce_graph_state to;
} truce_ask_move;

/* How an improvement is answered. */
typedef struct truce_ask_reply {
    truce_graph_state improvement;
    const truce_ask_move *moves; /* [n], from the improvement on; of sim each from the state that
                                    was asked about, at the same time */
    uint32_t n;
} truce_ask_reply;

typedef struct truce_ask {
    truce_ask_answer answer;
    truce_graph_state improvement;  /* where unstable: one that is not answered; where unknown: the
                                       one that was given up */
    const truce_ask_reply *replies; /* where stable: one for each improvement, in rising order of
                                       what changes; none under nash */
    uint32_t n_replies;
    uint64_t effort;
} truce_ask;

/* Ask about one state.
 *
 * model    checked, borrowed
 * states   the list of its states, borrowed; needed where anybody's preferences are payoffs, else
 *          it may be NULL
 * s        a feasible state
 * limits   NULL: the defaults
 * arena    `out` lives in it
 *
 * Fails with TRUCE_EINVAL (a state that is not feasible, a list that is needed) or
 * TRUCE_ENOMEM; `out` is then left as it was. The same question has the same answer on every
 * machine that has a solver, and on every one that has none; with a solver fewer are unknown.
 *
 * Cost: the maker's own moves, and for each improvement a call of the solver or a search. Memory of
 * a search: 32 bytes for each state that it meets. */
TRUCE_MUST_USE truce_status truce_ask_stable(const truce_graph_model *model,
                                             const truce_graph_states *states, truce_graph_state s,
                                             uint32_t maker, truce_graph_concept concept,
                                             const truce_ask_limits *limits, truce_arena *arena,
                                             truce_ask *out, truce_error *err);

#endif
