/* shares.h - how often a package is efficient, when profiles are drawn from what is stated.
 *
 * A share is a fact about the statement, not about the world: among all weights and values that fit
 * what an author states, taken as equally likely, so many make the package efficient. It says
 * nothing of how likely they are.
 */
#ifndef TRUCE_DEALS_SHARES_H
#define TRUCE_DEALS_SHARES_H

#include "truce/deals/doubt.h"
#include "truce/solve/binomial.h"

enum { TRUCE_SHARES_WALKS = 20, TRUCE_SHARES_LEAST = 100 };

/* Zero values are the defaults. */
typedef struct truce_shares_options {
    uint32_t profiles; /* 0: 10,000; walked through, the next multiple of TRUCE_SHARES_WALKS */
    uint64_t seed;
    uint32_t most;       /* packages listed; 0: 20 */
    uint64_t effort_max; /* of truce_doubt_beaten, for all listed packages together, and as much
                            again for truce_doubt_safe; 0: 2,000,000 */
    size_t bytes_max;    /* memory to count packages in; 0: 512 MiB */
    uint64_t steps_max;  /* of work, of some nanoseconds each, about: fewer profiles are drawn where
                            they take more, and at least TRUCE_SHARES_LEAST. 0: any number */
} truce_shares_options;

/* One package. Counts are profiles. */
typedef struct truce_share {
    const uint32_t
        *package; /* [variable]; of those alike to everybody, whatever holds, the first */
    uint32_t efficient;
    uint32_t nash;              /* its product of gains above reservation is the largest */
    uint32_t kalai_smorodinsky; /* its smallest share of what each could gain is the largest */
    uint32_t acceptable;        /* worth at least its reservation value to everybody */
    truce_share_range range;    /* of the share that is efficient: 95% */
    uint32_t first;             /* a profile in which it is efficient: a witness that it can be */
    truce_finding beaten;       /* none: it is efficient in every profile, drawn or not */
} truce_share;

typedef struct truce_shares {
    uint64_t seed;
    uint32_t n_profiles;   /* fewer than asked for: more would have taken more than steps_max */
    uint32_t n_walks;      /* 0: profiles are independent of each other */
    const truce_share *at; /* by the lower end of the range, falling; then by package */
    uint32_t n;
    uint64_t seen;      /* packages that were efficient in some profile */
    bool counted;       /* all of them; else packages first seen late were not counted */
    bool ties_left_out; /* in some profiles too many packages were worth the same to everybody, and
                           of those one was counted */
    bool crossed;    /* in some profiles an order that names a value on a line does not hold: none
                        was found in 10,000 tries in which it does */
    double frontier; /* efficient packages of a profile, on average */
    bool reserved;   /* some party has a reservation value; else the rest says nothing */
    uint32_t agreeable; /* profiles in which some package is acceptable to everybody */
    truce_share_range agreeable_range; /* 95% */
    truce_finding safe;                /* a package acceptable to everybody in every profile */
} truce_shares;

/* Draw profiles, find every efficient package of each, and count. The same belief, options and seed
 * give the same answer on every machine.
 *
 * Where profiles are independent the range of a share is exact (truce_binomial_range). Where some
 * of the preferences had to be walked through, it is that of the means of TRUCE_SHARES_WALKS walks
 * by Student's distribution, widened to the other where that is wider.
 *
 * arena    `out` lives in it
 *
 * Fails with TRUCE_ELIMIT (links and joint terms hang more than 65,536 choices together; packages
 * have more than 63 bits; a profile has more than 500,000 efficient packages of different worth, or
 * takes more than its share of steps_max),
 * TRUCE_EINVAL (the links leave no package) or TRUCE_ENOMEM. Cost: a frontier for each profile; two
 * where walked through.
 */
TRUCE_MUST_USE truce_status truce_doubt_shares(const truce_doubt *doubt,
                                               const truce_shares_options *options,
                                               truce_arena *arena, truce_shares *out,
                                               truce_error *err);

/* One profile, as whole numbers of a unit; a weight, value or worth of 1 is the unit. */
typedef struct truce_profile {
    const int64_t *weights; /* [variable] */
    const int64_t *values;  /* [offset of the variable + value]: those of a variable side by side */
    const int64_t *amounts; /* [joint term] */
    int64_t reserve;        /* in worth_unit; 0 where there is none, or a package */
    int64_t weight_unit, value_unit, worth_unit;
} truce_profile;

/* Draw profile `i`, below n_profiles, again: [party] into `out`, for the options that gave it,
 * with `profiles` as many as n_profiles.
 * TRUCE_ENOMEM. Cost: that of drawing it; walked through, all of its walk before it. */
TRUCE_MUST_USE truce_status truce_doubt_profile(const truce_doubt *doubt,
                                                const truce_shares_options *options, uint32_t i,
                                                truce_arena *arena, truce_profile *out,
                                                truce_error *err);

#endif
