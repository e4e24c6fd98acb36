/* chance_set.h - one set of numbers to draw: the weights of a party, or the values of one issue.
 * What ties is one number. */
#ifndef TRUCE_DEALS_CHANCE_SET_H
#define TRUCE_DEALS_CHANCE_SET_H

#include "deals/mind.h"
#include "truce/base/random.h"

typedef enum chance_method {
    CHANCE_FIXED,  /* nothing is open */
    CHANCE_SPREAD, /* points on a line, in order: what they leave between them */
    CHANCE_BOX,    /* each within its ends */
    CHANCE_WALK
} chance_method;

typedef struct chance_pair {
    uint32_t better, worse;
} chance_pair;

/* A best and a worst number, and how much room they leave the others, all before them included. */
typedef struct chance_ends {
    uint32_t best, worst;
    double room;
} chance_ends;

struct chance_set {
    uint32_t n;           /* numbers */
    const mind_span *at;  /* [number] */
    const int64_t *times; /* [number]: how often it counts in the sum */
    const chance_pair *pairs;
    uint32_t n_pairs;
    const uint32_t *rank; /* the numbers from best to worst, where they are in one row; or NULL */
    bool summed;          /* they sum to `unit` */
    bool anchored;        /* one is `unit` and one is 0 */
    int64_t unit;
    chance_ends *ends; /* of what is anchored: only those that leave most of the numbers open */
    uint32_t n_ends;
    uint32_t loose; /* summed: the number that takes what the others leave */
    chance_method method;
    int64_t *now;         /* [number]: the last drawn */
    int64_t *cuts;        /* [number + 1]: scratch */
    const int64_t *start; /* [number]: where walks begin */
    uint32_t best, worst; /* of a walk */
};
typedef struct chance_set chance_set;

/* Decide the method by trying; TRUCE_ENOMEM. Everything but the method is set. */
void chance_set_decide(chance_set *s, truce_random *r);

/* Draw `now` anew. */
void chance_set_next(chance_set *s, truce_random *r);

/* Begin a walk. */
void chance_set_restart(chance_set *s, truce_random *r);

#endif
