/* frontier_bound.h - what of a part can still lead to an efficient package of two parties.
 *
 * In some directions, each a weight for either party, it is easy to say how much the best package
 * is worth, and how much the best that has given values of a bucket's scope. An efficient package
 * loses little of that in one of the directions: how little is seen from any packages at hand,
 * since it lies above one of the corners between two of them. A vector with which every package
 * loses more in every direction is of no use. PAPER: ulungu1995
 */
#ifndef TRUCE_DEALS_FRONTIER_BOUND_H
#define TRUCE_DEALS_FRONTIER_BOUND_H

#include "deals/frontier_tree.h"

enum { BOUND_DIRECTIONS = 24 };

/* [direction]; shares of the parties' ranges, as everything here. */
typedef struct bound_scores {
    double of[BOUND_DIRECTIONS];
} bound_scores;

typedef struct bounds {
    const tree *t;
    double *weights;      /* [direction][party]: share of the range for one */
    bound_scores **below; /* [bucket][cell]: the most of it and what is below */
    bound_scores **above; /* [bucket][cell]: the most of all else of the root it belongs to */
    uint32_t *root;       /* [bucket] */
    bound_scores *least;  /* [root]: what a package has at least in one direction to be of use */
    double error;         /* no score is off by more */
    truce_arena arena;
} bounds;

/* For roots that have a package. False when memory is out; nothing is to be cleared then. */
bool bounds_make(const tree *t, const uint64_t *ranges, bounds *out);
void bounds_clear(bounds *b);

/* From now on packages that lose more than this in every direction are of no use. */
void bounds_set(bounds *b, double loss);

/* Can the values in hand, and what is worth t->amounts with them, be of a package of use? */
bool bounds_allow(const bounds *b, uint32_t number);

/* Leave out what is of no use in the cell that goes with the values in hand. False when memory is
 * out. */
bool bounds_leave_out(const bounds *b, uint32_t number, vectors *set);

/* No efficient package of the root loses more than this in every direction, as its packages at
 * hand show. `floor`: [party][word] what all of them are worth at least; NULL: anything. */
double bounds_loss(const bounds *b, uint32_t root, const vectors *set, const uint64_t *floor);

#endif
