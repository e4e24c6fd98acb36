/* graph_answer.h - an answer about a graph model, wherever the model is from (private).
 *
 * A file of its own and a case meet here. Whoever has a model names it, says what sentences rest
 * on, and passes on what is asked; then either puts the answer into a document of its own, between
 * what it has to say itself, or into its own JSON:
 *
 *     status = graph_answer_find(&task, arena, &answer, err);
 *     graph_answer_document(answer, &doc);     or     graph_answer_json(answer, &json);
 */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_ANSWER_H
#define TRUCE_SRC_ACTIONS_GRAPH_ANSWER_H

#include "truce/actions/stability.h"
#include "truce/base/json.h"
#include "truce/document/document.h"
#include "truce/stability/model.h"

typedef struct graph_task {
    const truce_graph_model *model;   /* checked; kept. Names of options are read as words: "takes
                                         accept", "gives up accept" */
    const truce_stability_query *ask; /* kept */
    uint64_t unstated; /* options of makers of whom nobody states an order: held as what is asked
                          about has them */
    bool has_target;   /* the model names an outcome, of which more is told */
    truce_graph_state target;
    uint64_t target_named; /* the options that it names; `target` has others as things stand */
    truce_str by;          /* whose model: "First analyst"; empty where that is not known */
    truce_str
        basis; /* what sentences are computed from, and whose preferences these are: "the
                  model", "the model standstill, and what analyst takes the sides to prefer" */
} graph_task;

typedef struct graph_answer graph_answer;

/* Find all that the answer tells. It lives in `arena`, with all that is kept. Fails with
 * TRUCE_EINVAL (what is asked names no state, option or concept of the model, or does not go
 * together), TRUCE_EPARSE (payoffs that do not fit the states), TRUCE_ELIMIT or TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status graph_answer_find(const graph_task *task, truce_arena *arena,
                                              const graph_answer **out, truce_error *err);

/* What such an answer is about: "Which states nobody would move away from" */
truce_str graph_answer_subtitle(const truce_stability_query *ask);

/* Append the answer's blocks: paragraphs, then headings of level 2. */
void graph_answer_document(const graph_answer *answer, truce_document *doc);

/* The answer's members, into an object that is open. */
void graph_answer_json(const graph_answer *answer, truce_json *json);

#endif
