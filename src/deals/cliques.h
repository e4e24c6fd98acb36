/* cliques.h - the variables of a worth in groups along a tree: every term and every link lies
 * within a group, and the groups with a variable are connected. What lies on both sides of an edge
 * has only the edge's variables in common. PAPER: dechter1999
 *
 * Groups that nothing connects are strung end to end, so that a worth without links or joint terms
 * is a path of single variables.
 */
#ifndef TRUCE_DEALS_CLIQUES_H
#define TRUCE_DEALS_CLIQUES_H

#include "truce/deals/worth.h"

typedef struct clique_edge {
    uint32_t to;               /* the other clique */
    uint32_t back;             /* which of that one's edges this is */
    const uint32_t *variables; /* rising; in both */
    uint32_t n_variables;
    size_t cells; /* ways to choose them */
} clique_edge;

typedef struct clique {
    const uint32_t *variables; /* rising */
    uint32_t n_variables;
    uint32_t own;          /* the variable whose options are counted here and nowhere else */
    size_t choices;        /* ways to choose the variables; the last one runs fastest */
    const uint32_t *terms; /* those that are counted here and nowhere else */
    uint32_t n_terms;
    const uint32_t *nogoods; /* those that are looked at here */
    uint32_t n_nogoods;
    clique_edge *edges;
    uint32_t n_edges;
} clique;

typedef struct cliques {
    clique *at; /* none without variables */
    uint32_t n;
    uint32_t start;   /* a clique at an end of the string */
    bool too_tangled; /* no groups small enough: there are none then */
    /* [variable]: nothing hangs on it: no link, no joint term, no side's worth. Such a one is of no
     * group where `free` was asked for. NULL: not asked for */
    const bool *is_free;
} cliques;

/* Every variable has a value, and every nogood at least one choice. Into `arena`; `choices_max`
 * bounds how many ways a group has to be chosen. `free`: variables on which nothing hangs are left
 * out. False when memory is out. */
bool cliques_make(const truce_worth *worth, size_t choices_max, bool free, truce_arena *arena,
                  cliques *out);

#endif
