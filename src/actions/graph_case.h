/* graph_case.h - a model of a case as a graph model, in each reading of what its makers prefer
 * (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_CASE_H
#define TRUCE_SRC_ACTIONS_GRAPH_CASE_H

#include "compose.h"
#include "graph_answer.h"
#include "truce/stability/compile.h"

enum { GRAPH_READINGS_MAX = 16 };

/* One way to take one order of each maker. */
typedef struct graph_reading {
    uint32_t orders[TRUCE_GRAPH_MAKERS_MAX]; /* [maker]: which of its orders; 0 for none */
    truce_graph_model graph;
} graph_reading;

typedef struct graph_case {
    composer *k;
    const truce_case *c;
    truce_modelled modelled;
    const graph_reading *readings; /* [n] */
    uint32_t n;
    truce_str basis;                  /* of what is computed from the model */
    const truce_stability_query *ask; /* never NULL */
    uint64_t unstated; /* options of makers without an order; none where the model does not say how
                          things stand */
} graph_case;

/* Find a model and compile its readings: the one that the request names, else the only one. Where
 * there is none at all `out->n` is 0. What is asked may be of one reading only.
 *
 * report  gets what only a list of outcomes shows to be wrong; then TRUCE_EPARSE
 *
 * Fails with TRUCE_ENOTFOUND (no such model or order; the message tells which there are),
 * TRUCE_EINVAL (several models and none is named; two orders of one maker are named; a question
 * that needs one reading, and there are several), or as truce_modelled_graph() does. */
TRUCE_MUST_USE truce_status graph_case_find(composer *k, truce_report *report, graph_case *out,
                                            truce_error *err);

/* The same of that model. */
TRUCE_MUST_USE truce_status graph_case_make(composer *k, uint32_t model, truce_report *report,
                                            graph_case *out, truce_error *err);

/* Fail with TRUCE_EINVAL: one reading is asked for and there are several, with how to choose. */
truce_status graph_case_refuse_rivals(const graph_case *g, truce_error *err);

/* The order of a maker in a reading, or NULL: nobody states one. */
const truce_plan *graph_case_order(const graph_case *g, const graph_reading *reading,
                                   uint32_t maker);
/* The title of a reader or an actor. */
truce_str graph_case_who(const truce_case *c, truce_ref who);
/* Whether it is from any claim in scope. */
bool graph_case_cites(const graph_case *g, const truce_plan *record);
/* Cite the claims in scope that a record is from, each once in a sentence. */
void graph_case_cite(const graph_case *g, truce_sentence *sentence, const truce_plan *record);

/* graph_case_orders.c: whether a record has a line of a kind. */
bool graph_case_has(const truce_plan *record, truce_plan_kind kind);
/* An order in words, to the text that is being made: "up-order by First analyst, the most important
 * first: pay; water iff bond." */
void graph_case_add_order(const graph_case *g, const truce_plan *order);

/* graph_case_whose.c: whether any reading takes that order of a maker. */
bool graph_case_used(const graph_case *g, uint32_t maker, uint32_t order);
/* " itself" of an order that its maker states, else empty. */
const char *graph_case_by(const graph_case *g, const truce_plan *order);
/* To the text that is being made, "This is a model by First analyst, who sets ... What each is
 * taken to prefer is assumed by First analyst (of Hamas); and stated by Israel (of itself). ..." */
void graph_case_add_whose(const graph_case *g);
/* "the model standstill by First analyst, and the orders a, b by First analyst, c by Israel
 * itself": those of a reading; NULL: of all. */
truce_str graph_case_basis(const graph_case *g, const graph_reading *reading);

/* graph_case_paper.c: who could do what, and what each is taken to prefer. */
void graph_case_model_document(const graph_case *g);
/* The notes of a record, each a sentence. */
void graph_case_say_notes(const graph_case *g, truce_passage *to, const truce_plan *record);
/* graph_case_readings.c: what several readings come to, side by side. Fails as what it asks does.
 */
TRUCE_MUST_USE truce_status graph_case_readings_document(const graph_case *g, truce_error *err);
/* What --order may be given to choose one reading, the first: "hamas-order,israel-order" */
truce_str graph_case_choice(const graph_case *g);
/* graph_case_json.c: members "model", "moves" and "orders" of an open object. */
void graph_case_model_json(const graph_case *g, truce_json *json);

/* graph_case_outcome.c: what the readings come to as the model takes things to stand, and in its
 * target: who would stay, and what those could settle who are no party, whether or not an order of
 * theirs is stated. The model says how things stand. Fails as truce_whatif_find() does. */
TRUCE_MUST_USE truce_status graph_case_outcomes(const graph_case *g, truce_error *err);
/* The outcome that the model names, if any: the moves that it names, and as the model takes things
 * to stand those moves besides of whose makers nobody states an order.
 *
 * named  NULL, or gets the moves that it names */
bool graph_case_target(const graph_case *g, const graph_reading *reading, truce_graph_state *target,
                       uint64_t *named);
/* Options of makers of whom nobody states an order. */
uint64_t graph_case_open(const graph_case *g);
/* "Sign a text (Hamas)": to the text that is being made. */
void graph_case_add_move(const graph_case *g, uint32_t option, const char *before,
                         const char *behind);

/* graph_case_brief.c: what it would take, of each model, as a section; nothing where there is none.
 */
TRUCE_MUST_USE truce_status compose_stability(composer *k, truce_error *err);

#endif
