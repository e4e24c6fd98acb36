/* graph_question.h - what is asked of a graph model, held against the model (private). */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_QUESTION_H
#define TRUCE_SRC_ACTIONS_GRAPH_QUESTION_H

#include "truce/actions/stability.h"
#include "truce/base/arena.h"
#include "truce/stability/stable.h"

enum { GRAPH_CONCEPTS_MAX = 16, GRAPH_AHEAD_MAX = 4096 };

typedef enum graph_concept_kind {
    GRAPH_BASIC,
    GRAPH_METARATIONAL, /* mr3 */
    GRAPH_LIMITED,      /* l3 */
    GRAPH_NONMYOPIC
} graph_concept_kind;

typedef struct graph_concept {
    graph_concept_kind kind;
    truce_graph_concept basic; /* of BASIC */
    uint32_t moves;            /* of METARATIONAL and LIMITED, 1 to GRAPH_AHEAD_MAX */
    const char *key;           /* "nash", "mr3" */
} graph_concept;

/* In the order of truce_graph_relation from GRAPH_UNKNOWN_A on. */
typedef enum graph_sense {
    GRAPH_OWN, /* what each maker prefers for itself */
    GRAPH_COALITIONS,
    GRAPH_UNKNOWN_A,
    GRAPH_UNKNOWN_B,
    GRAPH_UNKNOWN_C,
    GRAPH_UNKNOWN_D,
    GRAPH_STRENGTH,
    GRAPH_ATTITUDES
} graph_sense;

typedef enum graph_about { GRAPH_ALL, GRAPH_STATE, GRAPH_INVERSE, GRAPH_WHAT_IF } graph_about;

typedef struct graph_question {
    graph_about about;
    graph_concept concepts[GRAPH_CONCEPTS_MAX];
    uint32_t n_concepts;
    graph_sense sense;
    truce_graph_pattern held;           /* with what is held because nobody states an order */
    uint64_t by_default;                /* those of it that nobody asked to hold */
    truce_graph_pattern target_held;    /* of WHAT_IF: the same as the target has them */
    const char *state_text, *from_text; /* as they were asked, or NULL */
    const char *state_of;               /* "--state" */
    bool has_state; /* of STATE and INVERSE; of WHAT_IF when there is a target */
    bool of_model;  /* of WHAT_IF: `state` is the target that the model names; none was asked for */
    truce_graph_state state;
    bool exact;    /* `state` was asked by letters or its number, which say of each option */
    uint64_t kept; /* options of nobody's order that `state` does not name, and has taken as things
                      stand; the same of `from` */
    uint64_t from_kept;
    bool has_from;
    truce_graph_state from;
    bool from_exact;  /* as `exact` */
    uint64_t options; /* of WHAT_IF */
    uint32_t threads;
} graph_question;

/* "unknown-a"; empty for GRAPH_OWN */
const char *graph_sense_key(graph_sense sense);

/* Read what is asked. Whether states are feasible is not looked at. `out` lives in `arena`.
 *
 * unstated  options of makers of whom nobody states an order. Those that are neither held nor in
 *           every combination are held as the state has them that is asked about; without one as
 *           in --from, or as things stand; without that they are not held. A state that is asked
 *           about by the options taken has those of `unstated` besides that are taken in --from or
 *           as things stand
 * target    NULL, or the options that the model's target names: asked about by WHAT_IF where no
 *           other target is, unless it has otherwise what is held
 *
 * Fails with TRUCE_EINVAL (no such option, concept or state; a state that has an option otherwise
 * than it is held; a state and --from that settle an option of `unstated` in two ways) or
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status graph_question_read(const truce_graph_model *m,
                                                const truce_stability_query *ask, uint64_t unstated,
                                                const uint64_t *target, truce_arena *arena,
                                                graph_question *out, truce_error *err);

#endif
