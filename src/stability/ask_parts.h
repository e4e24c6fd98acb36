/* ask_parts.h - the steps of truce_ask_stable(), a file each (private to the room). */
#ifndef TRUCE_STABILITY_ASK_PARTS_H
#define TRUCE_STABILITY_ASK_PARTS_H

#include "stability/moves.h"
#include "truce/stability/ask.h"

/* Whether maker is stable at s, as one asks. */
typedef struct asking {
    const truce_graph_model *m;
    const truce_graph_states *states; /* or NULL */
    uint32_t maker;
    truce_graph_state s;
    uint64_t worth;             /* of s */
    bool improving, no_way_out; /* what the concept asks of an answer */
    truce_ask_limits limits;
    uint64_t effort;
    struct asking_joint *joint; /* of sim: made for the first improvement */
    truce_arena *arena;         /* for what is kept */
} asking;

/* More is better; of a feasible state. */
static inline uint64_t asking_worth(const asking *a, uint32_t maker, truce_graph_state s) {
    return a->m->preferences[maker].rule == TRUCE_GRAPH_PAYOFFS
               ? a->states->rank[maker][truce_graph_find(a->states, s)]
               : truce_graph_worth(a->m, maker, s);
}

/* Few enough options to try all of a maker's moves from s, or all states are listed. */
bool asking_can_try(const asking *a, uint32_t maker, truce_graph_state s);

/* Calls `see` for each state to which a maker can move from s, until it returns true; whether it
 * did. */
bool asking_moves(const asking *a, uint32_t maker, truce_graph_state s,
                  bool (*see)(void *context, truce_graph_state to), void *context);

/* Would x answer, if the others could bring it about? */
bool asking_answers(asking *a, truce_graph_state x);

/* TRUCE_ASK_STABLE: this improvement is answered, and `*reply` says how; TRUCE_ASK_UNSTABLE: it is
 * not. Fail with TRUCE_ENOMEM. ask_slice.c looks at the improvement's slice, ask_search.c follows
 * the others' moves from it. */
truce_status asking_slice(asking *a, truce_graph_state t, truce_ask_answer *answer,
                          truce_ask_reply *reply, truce_error *err);
truce_status asking_search(asking *a, truce_graph_state t, truce_ask_answer *answer,
                           truce_ask_reply *reply, truce_error *err);
/* ask_joint.c: the same of sim. */
truce_status asking_joint(asking *a, truce_graph_state t, truce_ask_answer *answer,
                          truce_ask_reply *reply, truce_error *err);

#endif
