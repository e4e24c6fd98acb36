/* belief_parts.h - the steps from a record of preferences to a belief, a file each (private to the
 * room). Each step returns false once something was reported, or memory or a limit ran out. */
#ifndef TRUCE_SRC_DEALS_BELIEF_PARTS_H
#define TRUCE_SRC_DEALS_BELIEF_PARTS_H

#include "truce/deals/belief.h"

/* What the lines say of one variable. */
typedef struct belief_variable {
    bool mentioned;       /* by an order, an importance, a weight or a value */
    bool joined;          /* by what adds or replaces */
    bool anchored;        /* in the end */
    uint32_t line;        /* the first that mentions it */
    uint32_t weight_line; /* TRUCE_NONE: none */
    truce_bounds weight;
    truce_bounds *values;     /* [value], once mentioned */
    uint32_t *value_lines;    /* [value]: TRUCE_NONE: not stated */
    truce_belief_line *lines; /* [value], or NULL */
    truce_belief_order *orders;
    uint32_t n_orders;
    size_t orders_cap;
} belief_variable;

typedef struct belief_maker {
    const truce_case *c;
    const truce_space *space;
    const truce_preferences *p;
    truce_arena *arena;
    truce_report *report;
    truce_error *err;
    truce_status status; /* of memory and limits */

    belief_variable *variables; /* [variable] */
    uint32_t *group_at;         /* [actor] -> place in the `per` list looked at last */
    size_t n_values;            /* of all that are mentioned */
    truce_belief_order *importance;
    uint32_t n_importance;
    size_t importance_cap;
    truce_belief_joint *joints;
    uint32_t n_joints;
    size_t joints_cap;
    const truce_preference *reserve; /* its line, or NULL */
    uint32_t *reserve_package;
    truce_bounds reserve_span;

    uint32_t n_added; /* joints that are added, not put in place of a value */
    bool straight;    /* some value lies on a line between two */
    bool absolute;
    int64_t top;
    truce_str why_relative; /* a word of why numbers are not as written */
} belief_maker;

/* Report an error at a place; returns false. */
bool belief_wrong(belief_maker *m, truce_place place, size_t size, truce_str hint,
                  const char *format, ...) TRUCE_PRINTF(5, 6);
bool belief_no_memory(belief_maker *m);
bool belief_too_many_digits(belief_maker *m);
/* "the other line is talks.truce:12:3", for a hint. */
truce_str belief_other_line(belief_maker *m, truce_place place);
/* "cameras", or "return for women": what a variable is called. */
truce_str belief_called(belief_maker *m, uint32_t variable);

/* The variables of an item: `first` of the issue, and of these n (groups in *at; NULL: all). */
typedef struct belief_whom {
    uint32_t first, n;
    const uint32_t *at;
} belief_whom;
bool belief_whom_of(belief_maker *m, const truce_item *item, belief_whom *whom);
static inline uint32_t belief_variable_at(const belief_whom *whom, uint32_t i) {
    return whom->first + (whom->at != NULL ? whom->at[i] : i);
}

/* The values of the space that an item names, rising. */
typedef struct belief_set {
    uint32_t *at;
    uint32_t n;
} belief_set;
bool belief_set_of(belief_maker *m, const truce_item *item, belief_set *set);

/* belief_lines.c: what each line says. */
bool belief_read_lines(belief_maker *m);

/* Both ends of an amount. */
bool belief_span_of(belief_maker *m, const truce_amount *amount, truce_bounds *span);

/* belief_joints.c: a line of what items add together, or a value on conditions. */
bool belief_add_together(belief_maker *m, const truce_preference *line, truce_bounds amount);
bool belief_add_conditional(belief_maker *m, const truce_preference *line, truce_bounds amount);
/* A line speaks of the weight or the values of a variable (belief_lines.c); NULL: no memory. */
belief_variable *belief_mention(belief_maker *m, uint32_t v, const truce_preference *line);
/* No two values of one option can hold together. */
bool belief_check_conditionals(belief_maker *m);

/* belief_orders.c: narrow spans to what the orders leave of them. */
typedef struct belief_ranking {
    uint32_t n;          /* things in order */
    truce_bounds *spans; /* [n], narrowed */
    const truce_belief_order *orders;
    uint32_t n_orders;
    const truce_place *places; /* [n]: of the line that gives it its number; 0: none does */
    const char *what;          /* in messages: "options", "weights" */
    uint32_t *classes;         /* out, [n]: things tied to each other have the same, from 0 */
    uint32_t n_classes;
    bool *topped, *floored; /* out, [class]: something is better, or worse, than it */
} belief_ranking;
bool belief_rank(belief_maker *m, belief_ranking *ranking);

/* belief_scale.c: straight lines; whether numbers are as written, and else that they are within
 * their scale; spans of what is not stated. */
bool belief_scale(belief_maker *m);
/* What orders, the ends of the scale and the sum of the weights leave of the spans. */
bool belief_narrow(belief_maker *m);

#endif
