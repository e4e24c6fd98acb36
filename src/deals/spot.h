/* spot.h - the efficient packages of one profile, all of them, with their choices.
 *
 * Variables that links or joint terms hang together are one part, whose options are all choices of
 * them that no link rules out; the parts are then merged one by one. A package is a number: the
 * options of the parts, side by side in its bits.
 */
#ifndef TRUCE_DEALS_SPOT_H
#define TRUCE_DEALS_SPOT_H

#include "deals/chance.h"
#include "deals/doubt_parts.h"

typedef struct spot_part {
    const uint32_t *variables; /* rising */
    uint32_t n_variables;
    const uint32_t *values; /* [option][variable] */
    uint32_t n_options;     /* at least 1 */
    uint32_t shift, bits;   /* of its option in a package's number */
    const uint32_t *terms;  /* the joint terms of all parties within it, numbered as in the doubt */
    uint32_t n_terms;
} spot_part;

typedef struct spot_point {
    uint64_t package;
    int64_t worth[]; /* [party] */
} spot_point;

typedef struct spot {
    const truce_doubt *doubt;
    const spot_part *parts;
    uint32_t n_parts;
    size_t stride;   /* of a point */
    char *points[3]; /* the frontier so far, the next, and the options of a part */
    size_t room[3];  /* points */
    size_t n;        /* of points[0] */
    int64_t lowest[TRUCE_DOUBT_PARTIES_MAX]; /* over all packages */
    uint64_t compared;                       /* pairs of points, so far */
    uint64_t compared_max; /* of one profile; 0: any number. To be set before it is found */
    uint64_t compared_end; /* where `compared` ends */
    bool
        ties_left_out; /* at some time, of packages worth the same to everybody only one was kept */
} spot;

/* Find the parts. TRUCE_ELIMIT (too many choices hang together, or packages have too many bits),
 * TRUCE_EINVAL (the links leave no package), TRUCE_ENOMEM. To be closed, also after a failure. */
TRUCE_MUST_USE truce_status spot_open(const truce_doubt *doubt, truce_arena *arena, spot *out,
                                      truce_error *err);
void spot_close(spot *s);

static inline const spot_point *spot_at(const spot *s, size_t i) {
    return (const spot_point *)(const void *)(s->points[0] + i * s->stride);
}

/* The frontier of a profile ([party]). TRUCE_ELIMIT (more points than fit, or than can be
 * compared), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status spot_find(spot *s, const chance_profile *profile, truce_error *err);

/* The choices of a package, [variable]. */
void spot_package(const spot *s, uint64_t number, uint32_t *package);

#endif
