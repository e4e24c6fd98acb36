/* graph_case_taking.h - an outcome of a case's model, as a brief takes it (private). */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_CASE_TAKING_H
#define TRUCE_SRC_ACTIONS_GRAPH_CASE_TAKING_H

#include "graph_case.h"
#include "truce/stability/stable.h"
#include "truce/stability/whatif.h"

/* The concept by which a brief tells: answers are moves that gain those who make them. */
#define TAKING_TOLD  TRUCE_SEQ
#define TAKING_ASKED (1U << TRUCE_SEQ | 1U << TRUCE_NASH)

typedef struct taking {
    const graph_case *g;
    const truce_graph_model *m;
    uint64_t open;    /* of makers without an order: held in whatever is asked */
    uint64_t settled; /* these, and those of others who are no party */
    truce_whatif what;
    uint32_t *found, *nash; /* [what.n]: room for combinations */
    truce_passage *to;
    /* By the orders alone, with these held; from the last question. */
    bool listed;
    uint64_t held;
    truce_graph_states states;
    truce_stable stable;
} taking;

/* An outcome that is asked about. */
typedef struct outcome {
    uint32_t asked; /* which of t->what */
    truce_graph_state s;
    truce_whatif_at at; /* by the orders alone */
} outcome;

/* What one reading comes to in an outcome: who would stay, and what others could settle. */
enum { TOLD_STAYS, TOLD_CHANGES, TOLD_PARTS };
typedef struct told {
    truce_passage parts[TOLD_PARTS];
} told;

/* graph_case_told.c: what each reading comes to, once for all readings that come to the same; part
 * by part where that is shorter.
 *
 * of  [g->n] */
void taking_tell(const graph_case *g, const told *of, truce_passage *to);

/* By the orders alone: whose order is stated may move, what nobody states is held. Fails as
 * truce_graph_list() and truce_stable_find() do. */
TRUCE_MUST_USE truce_status taking_judge(taking *t, truce_graph_state s, truce_whatif_at *at,
                                         truce_error *err);
bool taking_all_stay(const truce_whatif_at *at, truce_graph_concept concept);
/* Makers who move away under `concept`; under another than is told only those who do not under
 * that. Bit i: maker i. */
uint32_t taking_leavers(const taking *t, const truce_whatif_at *at, truce_graph_concept concept);

/* Say the sentence that has been made. */
void taking_say(const taking *t);
/* "A", "A and B", "A, B and C": to the text that is being made. */
void taking_add_who(const taking *t, uint32_t makers);
void taking_add_moves(const taking *t, uint64_t options, const char *before);
/* What claims say is of the moves, not of the outcome: "On these moves see (s4:P3.left)" */
void taking_cite(const taking *t, uint64_t options);

/* graph_case_undone.c: of a combination that undoes an outcome, ", where A would move away, as when
 * it takes X": to the text that is being made. Fails as truce_graph_list() does. */
TRUCE_MUST_USE truce_status taking_add_undone(const taking *t, const outcome *of,
                                              uint32_t combination, truce_error *err);

/* graph_case_changes.c: what others could settle to undo what holds, or to make it hold. */
TRUCE_MUST_USE truce_status taking_say_changes(taking *t, const outcome *of, truce_error *err);

#endif
