/* least.h - of all ways to choose one set of positions from each component of conflicts, those that
 * ask least: no other asks less of one party and no more of any other.
 *
 * Ways are never listed. What a set asks of a party is one number: its red lines, then what is
 * stated, then what is open, as digits that no sum carries into each other; so costs add up and
 * compare as numbers do, and components are merged as issues are (vectors.h). */
#ifndef TRUCE_DEALS_LEAST_H
#define TRUCE_DEALS_LEAST_H

#include "deals/vectors.h"
#include "truce/deals/impasse.h"
#include "truce/solve/hitting.h"

/* How one component was merged with those before it. */
typedef struct least_step {
    uint32_t part;
    const uint32_t *own;  /* [of its costs that none betters] -> one of its sets, the first */
    const uint32_t *from; /* [way]: place in the larger * n_heads + place in the smaller */
    uint32_t n_heads;
    bool swapped; /* the larger is the component's, not what was merged before it */
} least_step;

typedef struct least {
    const truce_stands *stands;       /* kept */
    const truce_hitting_parts *parts; /* kept */
    uint32_t *column; /* [party]: its place in a vector; TRUCE_NONE: no set asks anything of it */
    shape s;
    uint32_t bits;           /* of a digit */
    vectors ways;            /* one for each cost; what it asks of each, negative */
    const least_step *steps; /* [part] */
    bool complete;           /* else ways were left out on the way, and others may ask less */
} least;

/* Find them; everything lives in `arena`. False when memory is out. Cost: about as many steps as
 * there are costs on the way times those of the components' own that none betters; at most some
 * millions, beyond which the ways with the most positions are left out. PAPER: nemhauser1969 */
bool least_find(const truce_stands *stands, const truce_hitting_parts *parts, truce_arena *arena,
                least *out);

/* What a way asks of each party, into costs[n_parties]. */
void least_costs(const least *l, size_t way, truce_cost *costs);

/* How many positions a way takes. */
uint32_t least_positions(const least *l, size_t way);

/* The sets that a way is made of, into of[parts]; where several cost the same, always the same. */
void least_sets(const least *l, size_t way, const truce_set **of);

#endif
