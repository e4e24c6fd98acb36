/* zopa.h - how much room there is for an agreement: how many packages are worth enough to
 * everybody.
 *
 * ZOPA, the zone of possible agreement, is all packages that are worth at least its reservation
 * value to every party. They are counted without being gone through, by halves: what the packages
 * of one half of the issues add up to, and for each of these how many of the other half make it
 * enough.
 *
 * Links and joint terms are followed along a tree of the issues they connect.
 */
#ifndef TRUCE_DEALS_ZOPA_H
#define TRUCE_DEALS_ZOPA_H

#include "truce/deals/worth.h"

/* What packages are asked for: those worth `least` or more and `most` or less to a party. All zero:
 * every package that no link rules out. */
typedef struct truce_band {
    truce_amounts least;   /* [party] */
    const bool *has_least; /* [party]: whether there is such a bound; NULL: for nobody */
    truce_amounts most;    /* [party] */
    const bool *has_most;  /* [party]; NULL: for nobody */
} truce_band;

/* Zero values are the defaults. */
typedef struct truce_zopa_options {
    size_t vectors_max; /* distinct worths of a half; 0: 10,000,000 */
    size_t bytes_max;   /* memory, about; 0: 2 GiB */
    /* Work, in steps of some nanoseconds, about. An exact count that looks as if it would take more
     * is given up at once, for bounds as fine as fit. 0: any number. */
    uint64_t steps_max;
    uint32_t samples; /* packages drawn for an estimate; 0: 1,000; fewer with thousands of issues */
    uint64_t seed;    /* of the draws */
} truce_zopa_options;

typedef struct truce_zopa {
    bool exact;            /* at_least and at_most are the number */
    truce_bigint at_least; /* packages, with every option counted that a value stands for */
    truce_bigint at_most;
    /* When not exact, and some draw was of the band; not with 10^5 issues, say: too many draws. */
    bool estimated;
    truce_bigint estimate; /* between the two bounds */
    double error;          /* its standard error, as a share of it */
} truce_zopa;

/* The band of the reservation values: nobody gets less than its own. Points into `worth`. */
truce_band truce_band_reserved(const truce_worth *worth);

/* Count the packages of a band.
 *
 * worth    borrowed
 * band     borrowed; NULL: that of the reservation values
 * options  NULL: the defaults
 * arena    the numbers of `out` live in it
 *
 * Exact while each half has at most `vectors_max` distinct worths and fits in memory. Beyond, the
 * losses of packages are rounded between the issues, to a grid as fine as fits a smaller bound:
 * down for `at_most`, up for `at_least`; both are certain. Where these are far apart, each bound of
 * the band is counted by itself too, which is much finer: no more packages are of the band than
 * keep one bound, and no fewer than all without those that miss one. The estimate draws packages
 * from those that rounding down lets in, each as likely as the other, and sees how many are of the
 * band. PAPER: horowitz1974 (halves), bentley1980b (pairs), dyer2003 (rounding and drawing).
 *
 * Where links and joint terms tangle more than 2^19 ways to choose a group of issues, nothing can
 * be followed: `at_least` is then 0 and `at_most` the product of all options.
 *
 * The same arguments give the same result. Fails with TRUCE_ENOMEM; `out` is then left as it was.
 * Cost: for v distinct worths of a half and k options of an issue, O(v log k) for the last issue
 * and less for those before; pairs of the halves O(v log v) for two bounds, times log v for each
 * more.
 */
TRUCE_MUST_USE truce_status truce_zopa_count(const truce_worth *worth, const truce_band *band,
                                             const truce_zopa_options *options, truce_arena *arena,
                                             truce_zopa *out, truce_error *err);

#endif
