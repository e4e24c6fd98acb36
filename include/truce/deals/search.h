/* search.h - packages with something asked of them: drawn from a band, near to a target, the best
 * ones.
 */
#ifndef TRUCE_DEALS_SEARCH_H
#define TRUCE_DEALS_SEARCH_H

#include "truce/deals/points.h"
#include "truce/deals/zopa.h"

typedef struct truce_searched {
    const uint32_t *package; /* [variable] -> value */
    truce_amounts worth;     /* [party] */
} truce_searched;

/* Zero values are the defaults. */
typedef struct truce_search_limits {
    size_t vectors_max; /* distinct worths of a half; 0: 10,000,000, for the nearest 1,000,000 */
    size_t bytes_max;   /* memory, about; 0: 2 GiB */
    uint64_t steps_max; /* of work, of some nanoseconds each, about; 0: any number for halves, and
                           some 10^9 to go through their pairs */
    uint32_t tries_max; /* draws for one package of a band that outgrew its limits; 0: 1,000 */
} truce_search_limits;

typedef struct truce_drawn {
    const truce_searched *at;
    uint32_t n;
    bool none; /* no package is of the band: certain. Else fewer than asked for were found in the
                  tries */
} truce_drawn;

/* Draw packages of a band, each time every one of them as likely as the other (a value as likely as
 * the options it stands for); the same one may be drawn twice.
 *
 * band    borrowed; NULL: that of the reservation values
 * n       how many
 * seed    the same one draws the same packages; package i does not depend on n
 * limits  NULL: the defaults
 * arena   `out` lives in it
 *
 * Within the limits a draw is never in vain; beyond, packages are drawn from a band that is a
 * little wider and looked at. Fails with TRUCE_ELIMIT (links and joint terms that tie too many
 * issues to each other), TRUCE_ENOMEM; `out` is then left as it was. Cost: that of counting the
 * band, once; for each draw O(v + n_variables * log v) for v distinct worths.
 */
TRUCE_MUST_USE truce_status truce_draw_packages(const truce_worth *worth, const truce_band *band,
                                                uint32_t n, uint64_t seed,
                                                const truce_search_limits *limits,
                                                truce_arena *arena, truce_drawn *out,
                                                truce_error *err);

typedef struct truce_nearest {
    truce_searched found; /* package NULL: no link leaves one */
    double distance;      /* sqrt(sum((share of a party's range)^2)) */
    bool exact;           /* no package is nearer by more than 10^-9; else others may be */
} truce_nearest;

/* Find the package whose worth is nearest to `target` ([party], amounts). Differences are counted
 * as shares of each party's range: from the sum of the least that its terms can give to that of the
 * most, links apart. Of packages as near always the same one.
 *
 * Exact while each half has at most `vectors_max` distinct worths: for each of one half its best
 * partner in the other is looked for near where the first party's share would be met. Beyond, one
 * is found with rounded sums and moved option by option as long as that brings it nearer. Errors as
 * above. Cost O(v log v) for two parties and worths spread evenly; more with more parties, up to a
 * bound of some 10^9 steps, where `exact` is given up.
 */
TRUCE_MUST_USE truce_status truce_nearest_package(const truce_worth *worth, truce_amounts target,
                                                  const truce_search_limits *limits,
                                                  truce_arena *arena, truce_nearest *out,
                                                  truce_error *err);

typedef struct truce_ranking {
    const truce_searched
        *at;    /* the best first; those as good in an order that is always the same */
    uint32_t n; /* fewer than asked for: that is all there are */
} truce_ranking;

/* Find the k best packages by a weighted sum of amounts: for one party a weight of 1 and 0 for the
 * others; for the sum of utilities each party's weight is the product of the others' units. A value
 * that stands for many options counts once. Reservation values do not matter.
 *
 * weights  [party], borrowed
 *
 * Exact whatever the number of packages: along the tree of the issues only the k best sums are
 * kept. Errors as above. Cost O(k log k) for each way to choose a group of tied issues; with
 * nothing tied, O(k log k) for each option of each issue.
 */
TRUCE_MUST_USE truce_status truce_best_packages(const truce_worth *worth,
                                                const truce_bigint *weights, uint32_t k,
                                                truce_arena *arena, truce_ranking *out,
                                                truce_error *err);

/* Find, on a frontier, the vectors that are worth the most to `party` among those of a band: the
 * best for A that leaves B at least u. As exact as the frontier: some efficient package is always
 * among the best, unless the band has an "at most". Ties are all listed. TRUCE_ENOMEM. Cost O(n).
 */
TRUCE_MUST_USE truce_status truce_best_within(const truce_frontier *frontier, uint32_t party,
                                              const truce_band *band, truce_arena *arena,
                                              truce_tied *out, truce_error *err);

#endif
