/* frontier.h - all efficient packages: those that no package beats for one party without being
 * worse for another.
 *
 * Outcomes are never listed. Issue after issue is added to what the issues before can be worth, and
 * whatever is beaten on the way is left out. Amounts are exact, so what is worth the same is equal.
 */
#ifndef TRUCE_DEALS_FRONTIER_H
#define TRUCE_DEALS_FRONTIER_H

#include "truce/deals/worth.h"

/* Zero values are the defaults. */
typedef struct truce_frontier_options {
    /* Points given with a package and a count; 0: 1,000. Fewer where there are more than a thousand
     * variables: the points have some 2^20 choices together. */
    uint32_t points_max;
    size_t bytes_max;   /* of memory for vectors; 0: 1 GiB. Beyond it the frontier is thinned */
    uint64_t steps_max; /* of work, about: a vector added to another, for two parties some
                           nanoseconds. Beyond it the frontier is thinned. 0: any number */
    bool unreserved;    /* with the packages worth less to a party than its reservation value */
} truce_frontier_options;

typedef struct truce_frontier_point {
    size_t vector;           /* which of `vectors` */
    const uint32_t *package; /* [variable] -> value: one worth this, always the same one */
    /* How many packages are worth exactly this to every party, options counted. Where the frontier
     * is not exact: at least so many. */
    truce_bigint packages;
} truce_frontier_point;

typedef struct truce_frontier {
    const truce_worth *worth; /* kept */
    truce_amounts vectors;    /* [n][party]: falling by the first party, then the second, ... */
    size_t n;                 /* 0: no package is left */
    /* Whether these are all. If not, for each efficient package one of these is at most epsilon of
     * each party's range worse for it; that is promised for packages that give every party with a
     * reservation value at least so much more. A party's range is from lowest to highest. */
    bool exact;
    double epsilon;               /* 0 when exact; rounded up */
    truce_frontier_point *points; /* rising by vector; spread evenly when there are more, both ends
                                     included */
    uint32_t n_points;
    truce_bigint outcomes; /* packages that no link rules out, options counted, whatever the reserve
                            */
    truce_amounts lowest, highest; /* [party]: over the same packages; 0 where there is none */
    const struct truce_frontier_paths *paths; /* of what vectors are made; nobody else's affair */
} truce_frontier;

/* Find the efficient packages among those that no link rules out and, unless `unreserved`, that are
 * worth at least its reservation value to every party with one.
 *
 * worth    kept
 * options  see above
 * arena    kept; the frontier lives in it
 *
 * Fails with TRUCE_EINVAL (fewer than two or too many parties), TRUCE_ELIMIT (amounts of more than
 * 64 words; links and joint terms that tie too many issues to each other), TRUCE_ENOMEM; `frontier`
 * is then left as it was.
 *
 * Cost: each step costs about as much as there are vectors before it times options of the issue,
 * for two parties less; for three times the logarithm of the vectors, for more parties more. The
 * memory is that of a few steps. Where links and joint terms tie many issues, what must lose too
 * much for two parties is left out on the way. PAPER: nemhauser1969 (merging), kung1975,
 * bentley1980 (pruning), ulungu1995 (bounding)
 */
TRUCE_MUST_USE truce_status truce_frontier_find(const truce_worth *worth,
                                                truce_frontier_options options, truce_arena *arena,
                                                truce_frontier *frontier, truce_error *err);

/* Give the packages and counts of some vectors, as `points` does.
 *
 * wanted  [n]: their places, in any order
 * points  [n]: room of the caller's; packages and counts live in `arena`
 *
 * Fails with TRUCE_ENOMEM. Cost: n times the variables; where the steps did not fit in a 16th of
 * `bytes_max`, about as much as the search. */
TRUCE_MUST_USE truce_status truce_frontier_packages(const truce_frontier *frontier,
                                                    const size_t *wanted, uint32_t n,
                                                    truce_arena *arena,
                                                    truce_frontier_point *points, truce_error *err);

/* The first vector that is worth at least as much as `amounts`, [party], to every party and more to
 * one; n when there is none. Exact. O(n). */
size_t truce_frontier_beats(const truce_frontier *frontier, truce_amounts amounts);

#endif
