/* frontier_tree.h - issues that links and joint terms tie to each other, one eliminated after the
 * other: for each way to choose the issues that it is tied to, all that it and those eliminated
 * before it can be worth. An issue that nothing ties is a tree of its own. PAPER: dechter1999 */
#ifndef TRUCE_DEALS_FRONTIER_TREE_H
#define TRUCE_DEALS_FRONTIER_TREE_H

#include "deals/chain.h"
#include "solve/plan.h"
#include "truce/solve/bigint.h"

/* For one way to choose the scope of a bucket. */
typedef struct tree_cell {
    vectors set;            /* until it is used; that of a root for good, in the arena */
    const uint32_t *from;   /* [vector]: place in what is below * values + value */
    chain_step **below;     /* [value]: how the sum of several children came about; NULL: of one */
    uint64_t *least, *most; /* [party][word]; NULL: there is no package */
    uint64_t *count;        /* [limbs]: packages, options counted; until it is used */
} tree_cell;

typedef struct tree_node {
    const uint32_t *terms; /* those with the bucket's variable that no bucket before has */
    uint32_t n_terms;
    tree_cell *cells;
    uint32_t limbs;   /* of a count */
    uint64_t bits;    /* no count has more */
    truce_arena room; /* of least, most and count, but those of roots */
    uint64_t *most;   /* [party][word]: no package of it and what is below is worth more */
    thin_loss loss;   /* of it and what is below */
} tree_node;

typedef struct tree {
    const truce_worth *worth;
    shape s;
    plan plan;
    tree_node *nodes; /* [bucket] */
    uint32_t *roots;  /* buckets without a scope */
    uint32_t n_roots;
    bool contradictory; /* no package is left; there is nothing else */
    uint64_t *zero;     /* a vector */
    uint32_t *values;   /* [variable]: in hand */
    uint64_t *amounts;  /* a vector in hand */
    bool thinned;       /* a set was */
    truce_arena *arena;
} tree;

/* Make the plan. Everything lives in `arena`, kept. Fails with TRUCE_ELIMIT, TRUCE_ENOMEM. */
truce_status tree_plan(const truce_worth *worth, truce_arena *arena, tree *out, truce_error *err);

/* Fill in least, most and count of every root's cell, and most of every bucket, whatever the
 * reserve. Fails with TRUCE_ENOMEM. */
truce_status tree_measure(tree *t, truce_error *err);

typedef struct tree_limits {
    uint64_t
        steps_max;    /* of a pass, see chain_steps(), about; beyond it is thinned. 0: any number */
    bool unreserved;  /* with what is worth less to a party than its reservation value */
    size_t bytes_max; /* of memory for vectors and what is kept to find packages; beyond it is
                         thinned */
    /* Two parties: where there are at least so many cells times values, what can still be of use is
     * bounded first. What is found is the same, but that less may have to be thinned; of packages
     * worth the same another one may be that which is given. */
    size_t heads_bounded;
} tree_limits;

/* Fill in the set of every root's cell; after tree_measure, and where each has a package. `ranges`:
 * see thin.h. Fails with TRUCE_ENOMEM. */
truce_status tree_merge(tree *t, const uint64_t *ranges, tree_limits limits, truce_error *err);

/* Set the values of all variables, given the place of each root's vector. False when memory is out.
 */
bool tree_choose(const tree *t, const uint32_t *places, uint32_t *package);

/* ---- between its files ----------------------------------------------------------------------- */

/* Begin with the first way to choose the scope; go on to the next, if there is one. */
void tree_first(const tree *t, const bucket *b);
bool tree_next(const tree *t, const bucket *b);

/* The cell of a bucket that goes with the values in hand. */
tree_cell *tree_cell_of(const tree *t, uint32_t number);

/* Does no link rule out the values in hand? */
bool tree_allows(const tree *t, const bucket *b);

/* What the bucket's own terms are worth with the values in hand, into t->amounts. */
void tree_add_terms(const tree *t, uint32_t number);

#endif
