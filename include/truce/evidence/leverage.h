/* leverage.h - who can press whom, directly or through one or two others, as reported.
 *
 * Sides are the points; a hop runs from one side to another when some claim gives it leverage over,
 * pressure on or finance for the other, calls it the other's host, or the other dependent on it. To
 * be allies presses nobody: an alliance makes no hop, and stands with a hop that others make. What
 * is denied is no hop, and a hop that somebody denies says so.
 * That a path exists says nothing of whether anybody would use it.
 */
#ifndef TRUCE_EVIDENCE_LEVERAGE_H
#define TRUCE_EVIDENCE_LEVERAGE_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/evidence/ties.h"

enum {
    TRUCE_PATH_HOPS_MAX = 3,   /* directly, or through one or two others */
    TRUCE_PATHS_PER_PARTY = 24 /* that are given; of more it is said that there are more */
};

/* One tie by which a side can press another. */
typedef struct truce_hold {
    uint32_t from, to;  /* sides: actors */
    uint32_t tie;       /* in the ties given */
    bool reversed;      /* the tie is told from the other end: dependence, or an alliance */
    bool ally;          /* an alliance, which binds both ways */
    uint32_t denied_by; /* a tie that denies it, or TRUCE_NONE */
    uint32_t beside; /* what somebody of another side is told to have done to whom it goes through,
                        in words of its own ("set aside"): the first such tie, or TRUCE_NONE. That
                        the hold is less for it is not said */
} truce_hold;

/* All holds from one side to another; at least one is no alliance. */
typedef struct truce_hop {
    uint32_t from, to;
    uint32_t first, n; /* in `holds` */
} truce_hop;

typedef struct truce_path {
    uint32_t hops[TRUCE_PATH_HOPS_MAX]; /* in `hops`; the first one begins the path, the last one
                                           ends at the party; no side stands in it twice */
    uint32_t n;
} truce_path;

/* The paths to one party. */
typedef struct truce_paths {
    uint32_t party;
    uint32_t first, n; /* in `paths` */
    bool more;         /* there are more than TRUCE_PATHS_PER_PARTY */
} truce_paths;

typedef struct truce_leverage {
    truce_hold *holds; /* by `to`, then `from`, then tie */
    uint32_t n_holds;
    truce_hop *hops; /* by `to`, then `from` */
    uint32_t n_hops;
    uint32_t *rows; /* [actor] -> first hop to it; rows[n_actors] is n_hops */
    truce_path *paths;
    uint32_t n_paths;
    truce_paths *parties; /* in reading order; those that are a side themselves */
    uint32_t n_parties;
} truce_leverage;

/* Find the holds among `ties`, and for each party the first TRUCE_PATHS_PER_PARTY paths to it of at
 * most TRUCE_PATH_HOPS_MAX hops: shorter ones first, then by the sides in reading order, from the
 * party backwards. Everything lives in `arena`. TRUCE_ENOMEM.
 * Cost O(t log t) for t ties, and per party O(hops to it and to those next to it). */
TRUCE_MUST_USE truce_status truce_leverage_make(const truce_case *c, const truce_ties *ties,
                                                truce_arena *arena, truce_leverage *leverage,
                                                truce_error *err);

#endif
