/* points.h - efficient packages that stand for an idea of what is fair.
 *
 * Each is taken from a frontier, among the packages that are worth at least its reservation value
 * to every party. What a party gains, u - d, counts from d: its reservation value, or the least
 * that any package is worth to it if that is more. Nothing here recommends one of them.
 */
#ifndef TRUCE_DEALS_POINTS_H
#define TRUCE_DEALS_POINTS_H

#include "truce/deals/frontier.h"

typedef enum truce_point {
    /* The largest product of all gains. Changing a party's unit changes nothing. Where nobody can
     * gain without another staying at d, the product is 0 for all, and all are listed. PAPER:
     * nash1950 */
    TRUCE_POINT_NASH,
    /* The largest smallest share: of the most that a party can gain, the part that it gets. A party
     * that cannot gain anything is left out. PAPER: kalai1975 */
    TRUCE_POINT_KALAI_SMORODINSKY,
    /* The largest smallest gain, in utilities as they were written. PAPER: kalai1977 */
    TRUCE_POINT_EGALITARIAN,
    /* The largest sum of utilities as they were written. */
    TRUCE_POINT_MAX_WELFARE,
    /* The smallest distance from the smallest share to the largest, shares as above. */
    TRUCE_POINT_MIN_GAP,
    TRUCE_POINTS /* how many there are */
} truce_point;

typedef struct truce_tied {
    const size_t *vectors; /* [n]: of the frontier, rising; all that are equally good */
    size_t n;              /* 0: no package is worth its reservation value to everybody */
} truce_tied;

/* Zero values are the defaults. */
typedef struct truce_points_options {
    /* Packages that are worth less to a party than its reservation value too, and d is the least
     * that any package is worth. For a frontier that was found with them. */
    bool unreserved;
} truce_points_options;

typedef struct truce_points {
    truce_tied at[TRUCE_POINTS];
    bool exact;         /* the frontier is; else these are the best of a thinned one */
    truce_amounts from; /* [party]: d */
    truce_amounts most; /* [party]: the most that one of the packages looked at is worth */
    /* How far the best package stays from giving everybody the most at once: the smallest
     * sqrt(sum((1 - u / most)^2)), here with the most that any package at all is worth. 0:
     * somebody's best is everybody's. */
    double opposition;
    bool opposed; /* there is such a number: some package is looked at, and no party's most is 0 */
} truce_points;

/* Find all of them, with their ties. Comparisons are exact, whatever the amounts and the units.
 *
 * frontier  borrowed
 * arena     `out` lives in it
 *
 * Fails with TRUCE_ENOMEM; `out` is then left as it was. Cost O(n p^2) for n vectors and p parties,
 * in words as many as the product of all units or of all ranges has.
 */
TRUCE_MUST_USE truce_status truce_points_find(const truce_frontier *frontier,
                                              truce_points_options options, truce_arena *arena,
                                              truce_points *out, truce_error *err);

#endif
