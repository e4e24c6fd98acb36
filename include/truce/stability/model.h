/* model.h - a conflict as a graph model: who can do what, which outcomes there are, and which of
 * them each decision maker prefers.
 *
 * A state says of every option whether it is taken: bit k of it is option k. A decision maker (a
 * maker, for short) moves by taking or giving up any of its own options at once. States are never
 * written out here; which combinations are feasible is said by patterns, and preferences may be
 * given by a rule, so that a model of forty options is as short as one of four. No case is known
 * here. PAPER: fang1993.
 */
#ifndef TRUCE_STABILITY_MODEL_H
#define TRUCE_STABILITY_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

enum {
    TRUCE_GRAPH_OPTIONS_MAX = 62,
    TRUCE_GRAPH_MAKERS_MAX = 16,
    TRUCE_GRAPH_STATEMENTS_MAX = 62, /* of one maker */
    TRUCE_GRAPH_OPS_MAX = 256,       /* of one statement */
    TRUCE_GRAPH_STATEMENT_DEEP = 64, /* values that a statement may hold at a time */
};

/* The largest weight of an option, either way. */
#define TRUCE_GRAPH_WEIGHT_MAX (INT64_C(1) << 40)

typedef uint64_t truce_graph_state;

typedef enum truce_graph_direction {
    TRUCE_GRAPH_BOTH,    /* may be taken, and given up again */
    TRUCE_GRAPH_FORWARD, /* once taken, it stays taken */
    TRUCE_GRAPH_BACK     /* once given up, it is gone */
} truce_graph_direction;

typedef struct truce_graph_option {
    truce_str name; /* may be empty; where not, no other option has it */
    uint32_t owner; /* the maker whose it is */
    truce_graph_direction direction;
} truce_graph_option;

/* States that agree with `taken` in all options of `care`. All of `taken` is in `care`. */
typedef struct truce_graph_pattern {
    uint64_t care, taken;
} truce_graph_pattern;

static inline bool truce_graph_matches(truce_graph_pattern p, truce_graph_state s) {
    return (s & p.care) == p.taken;
}

/* A move beside those by one's own options: from each state that matches `from`, any of `makers`
 * (bit i: maker i) can bring about the state in which the options of `to` are as there, whoever
 * owns them. A war that either side can begin is one. */
typedef struct truce_graph_common {
    truce_graph_pattern from, to;
    uint32_t makers; /* not 0 */
} truce_graph_common;

/* ---- preferences ----------------------------------------------------------------------------- */

typedef enum truce_graph_op_kind {
    TRUCE_GRAPH_IS, /* the state matches `is` */
    TRUCE_GRAPH_NOT,
    TRUCE_GRAPH_AND,
    TRUCE_GRAPH_OR,
    TRUCE_GRAPH_IF, /* A if B: true wherever B is not */
    TRUCE_GRAPH_IFF
} truce_graph_op_kind;

typedef struct truce_graph_op {
    truce_graph_op_kind kind;
    truce_graph_pattern is; /* of TRUCE_GRAPH_IS alone: at least one option */
} truce_graph_op;

/* A statement about options, operands before what joins them: A B IF is "A if B". */
typedef struct truce_graph_statement {
    const truce_graph_op *ops;
    uint32_t n; /* 1 to TRUCE_GRAPH_OPS_MAX */
} truce_graph_statement;

typedef enum truce_graph_rule {
    TRUCE_GRAPH_PAYOFFS,    /* a number for each feasible state */
    TRUCE_GRAPH_STATEMENTS, /* of two states, the one for which the first statement holds that does
                               not hold for both or for neither. PAPER: hipel1997 */
    TRUCE_GRAPH_WEIGHTS     /* the sum of the weights of the options taken */
} truce_graph_rule;

/* Between a state of one pattern and one of the other the preference is not known, whatever the
 * rule says. */
typedef struct truce_graph_unknown {
    truce_graph_pattern a, b;
} truce_graph_unknown;

/* What a maker prefers. More is better; equal is a tie. */
typedef struct truce_graph_preference {
    truce_graph_rule rule;
    const int64_t *payoffs; /* [n_payoffs], the feasible states in rising order */
    size_t n_payoffs;
    const truce_graph_statement *statements; /* the most important first */
    uint32_t n_statements;
    const int64_t *weights; /* [n_options], from -TRUCE_GRAPH_WEIGHT_MAX to it */

    const truce_graph_unknown *unknown;
    uint32_t n_unknown;

    /* A state is strongly preferred to another where one of these numbers is above the other's
     * payoff (or sum of weights) and not above its own; rising. */
    const int64_t *strong_from;
    uint32_t n_strong_from;
    uint32_t n_strong_statements; /* or where they differ in one of the first so many */
} truce_graph_preference;

typedef struct truce_graph_model {
    const truce_graph_option *options;
    uint32_t n_options;      /* 1 to TRUCE_GRAPH_OPTIONS_MAX */
    const truce_str *makers; /* [n_makers] names, NULL: none has one */
    uint32_t n_makers;       /* 1 to TRUCE_GRAPH_MAKERS_MAX; one may own no option */
    const truce_graph_pattern *infeasible;
    uint32_t n_infeasible;
    const truce_graph_common *common;
    uint32_t n_common;
    const truce_graph_preference *preferences; /* [n_makers] */
    const int8_t *attitudes; /* [n_makers * n_makers]: of each towards each: -1, 0, 1; NULL: 1
                                towards oneself and 0 towards others */
    bool has_status_quo;
    truce_graph_state status_quo; /* a feasible state */
} truce_graph_model;

/* Whether the model keeps what is said above of each field; whether there are as many payoffs as
 * feasible states is seen when these are listed. Fails with TRUCE_EINVAL; the message names the
 * part as the exchange format does (`owner[3]`). O(size of the model). */
TRUCE_MUST_USE truce_status truce_graph_check(const truce_graph_model *model, truce_error *err);

/* ---- of one state; the model has been checked --------------------------------------------------
 */

/* O(patterns) */
bool truce_graph_feasible(const truce_graph_model *model, truce_graph_state s);

/* The options that a maker owns. O(options) */
uint64_t truce_graph_own(const truce_graph_model *model, uint32_t maker);

/* May a maker's options change so in one move, as far as directions go? O(options) */
bool truce_graph_directed(const truce_graph_model *model, truce_graph_state from,
                          truce_graph_state to);

/* O(operations) */
bool truce_graph_holds(truce_graph_statement statement, truce_graph_state s);

/* How good a state is by statements or weights (not by payoffs): more is better, and nothing else
 * is said. O(statements, or options taken) */
uint64_t truce_graph_worth(const truce_graph_model *model, uint32_t maker, truce_graph_state s);

#endif
