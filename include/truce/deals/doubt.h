/* doubt.h - what can be said of packages when preferences are known as ranges and orders only.
 *
 * A profile is one weight, value and amount for everything that each party's belief leaves open.
 * The parties' beliefs have nothing to do with each other. Of a package one can ask for certain
 *   - whether another one can beat it: whether in some profile nobody is worse off with the other
 * and somebody better off. If none can, it is necessarily efficient;
 *   - whether a package is acceptable to all, against their reservation values, in every profile;
 * and, of profiles drawn at random, how often it is efficient (shares.h).
 *
 * Profiles on the very edge of what is stated, in which somebody gains exactly nothing, are left
 * out of account: one package can beat another when for every party the largest gain over all
 * profiles is above 0, or every gain is 0, and for one party it is above 0.
 */
#ifndef TRUCE_DEALS_DOUBT_H
#define TRUCE_DEALS_DOUBT_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/deals/belief.h"
#include "truce/solve/domain.h"

enum { TRUCE_DOUBT_PARTIES_MAX = 9 };

typedef struct truce_doubt truce_doubt;

/* Make ready: bring every belief's numbers to one grid each, and its weights to a polytope.
 *
 * beliefs  [n_parties], 1 to TRUCE_DOUBT_PARTIES_MAX, one a party; kept
 * choices  variables and values as the beliefs know them, each with at least one value; its hard
 *          nogoods are the links, others are not looked at. Kept.
 * arena    `out` lives in it
 *
 * Fails with TRUCE_EINVAL (nothing satisfies what a belief states; the number, or the
 * weights, are named), TRUCE_ELIMIT (numbers too long to be added up) or TRUCE_ENOMEM; `out` is
 * then left as it was.
 */
TRUCE_MUST_USE truce_status truce_doubt_open(const truce_belief *beliefs, uint32_t n_parties,
                                             const truce_domain *choices, truce_arena *arena,
                                             truce_doubt **out, truce_error *err);

/* Whether numbers of some belief had to be rounded to billionths: of a fraction like 1/3 beside
 * others, or with more than nine digits behind the point. Everything is then exact for the rounded
 * numbers. */
bool truce_doubt_is_rounded(const truce_doubt *doubt);

/* Can package `y` beat package `x`? Exact; both are [variable]. TRUCE_ELIMIT (numbers too long for
 * an exact comparison), TRUCE_ENOMEM. Cost: two linear programs a party, of a column for each issue
 * and a row for each order and end. */
TRUCE_MUST_USE truce_status truce_doubt_can_beat(const truce_doubt *doubt, const uint32_t *y,
                                                 const uint32_t *x, bool *out, truce_error *err);

typedef enum truce_found { TRUCE_FOUND_UNDECIDED, TRUCE_FOUND_ONE, TRUCE_FOUND_NONE } truce_found;

/* A package that has what was asked for, or that there is none, or that the effort was spent. */
typedef struct truce_finding {
    truce_found found;
    const uint32_t *package; /* [variable], where one was found */
} truce_finding;

/* Find a package that can beat `package`; none: it is necessarily efficient.
 *
 * effort_max  steps of the search, about 10 million a second; 0: 2,000,000. Beyond them, and where
 *             numbers get too long, the answer is undecided.
 * arena       `out` lives in it
 *
 * Fails with TRUCE_ENOMEM. Cost: a search issue by issue, which gives up what the largest gain of a
 * party, or a sum of multiples of several parties' gains, can no longer reach (PAPER: land1960);
 * where it has to go to the end, a linear program, whose prices rule out more (PAPER: benders1962).
 */
TRUCE_MUST_USE truce_status truce_doubt_beaten(const truce_doubt *doubt, const uint32_t *package,
                                               uint64_t effort_max, truce_arena *arena,
                                               truce_finding *out, truce_error *err);

/* Find a package that is worth at least its reservation value to every party, in every profile: its
 * worth at the least, against the upper end of a reservation value, or against the package that is
 * the reservation. A party without a reservation value takes any. Arguments, errors and cost as
 * above. */
TRUCE_MUST_USE truce_status truce_doubt_safe(const truce_doubt *doubt, uint64_t effort_max,
                                             truce_arena *arena, truce_finding *out,
                                             truce_error *err);

/* The same of one package. TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_doubt_is_safe(const truce_doubt *doubt, const uint32_t *package,
                                                bool *out, truce_error *err);

#endif
