/* chance.h - profiles at random: numbers for everything that a belief leaves open.
 *
 * The weights and the values of each issue are drawn independently, each uniformly over what is
 * stated of them; so are the amounts of joint terms and the reservation value. Where a proposal
 * that is simple to draw lies in it often enough, it is drawn until it does, and profiles are
 * independent. Where that takes more than 10,000 tries, a walk goes through it (PAPER: smith1984):
 * profiles of one walk hang together, so several walks are made, and what they differ by tells how
 * far to trust them.
 */
#ifndef TRUCE_DEALS_CHANCE_H
#define TRUCE_DEALS_CHANCE_H

#include "deals/mind.h"
#include "truce/base/random.h"

typedef struct chance_set chance_set;
typedef struct chance_members chance_members;

/* One party's. Weights are in weight_unit * weight_by, values in value_unit * value_by, worths in
 * the product of both. */
typedef struct chances {
    const mind *m;
    int64_t weight_by, value_by;
    chance_set *weights;
    chance_set *values;                     /* [issue] */
    chance_members *of_weights, *of_values; /* which number is whose; [issue] */
    bool crossed; /* some profile breaks an order that names a value on a line */
    bool walks;   /* some of it is walked through */
} chances;

/* What is drawn for one party. */
typedef struct chance_profile {
    int64_t *weights; /* [issue] */
    int64_t *values;  /* [offset of the issue + value] */
    int64_t *amounts; /* [joint term]: in value units, or in worth units where it is not weighed */
    int64_t reserve;  /* in worth units; of a package nothing */
} chance_profile;

/* Decide how to draw. `seed` is for the proposals that are tried for this; everything lives in
 * `arena`. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status chance_open(const mind *m, uint64_t seed, truce_arena *arena,
                                        chances *out, truce_error *err);

/* Begin a walk, away from where the last one was. */
void chance_restart(chances *d, truce_random *r);

/* The next profile. `offsets` is the doubt's. */
void chance_next(chances *d, const uint32_t *offsets, truce_random *r, chance_profile *out);

#endif
