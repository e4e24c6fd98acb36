/* Cut into k tranches, a part that raises a side's exposure by E over all and by P at its worst is
 * gone through with a k-th of it each time. If E is at least 0 the last time is the worst, which
 * starts from (k - 1) E / k; else the first. PAPER: sandholm1995 */
#include "truce/sequence/exposure.h"

#include <assert.h>

__extension__ typedef __int128 wide;

/* What one side meets in a part of an order and beside it. */
typedef struct part {
    int64_t enters;    /* exposed so much */
    int64_t peak;      /* P */
    int64_t whole;     /* E, or 0 if that is less */
    int64_t elsewhere; /* its largest exposure outside, at least 0 */
} part;

static part look(const truce_exposure_path *path, uint32_t first, uint32_t end, int side) {
    const int64_t *const e = path->exposure[side];
    part p = {.enters = e[first]};
    for (uint32_t i = 0; i < path->n; i++) {
        if (i <= first || i >= end) {
            p.elsewhere = e[i] > p.elsewhere ? e[i] : p.elsewhere;
        } else if (e[i] - p.enters > p.peak) {
            p.peak = e[i] - p.enters;
        }
    }
    p.whole = e[end] > p.enters ? e[end] - p.enters : 0;
    return p;
}

static uint64_t common_divisor(uint64_t a, uint64_t b) {
    while (b != 0) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The largest exposure in k tranches; false where it fits no ratio. */
static bool cut(const part *p, uint64_t k, truce_ratio *out) {
    const wide over = (wide)p->enters * k + p->peak + (wide)(k - 1) * p->whole;
    if (over <= (wide)p->elsewhere * k) {
        *out = truce_ratio_whole(p->elsewhere);
        return true;
    }
    /* over is above 0, and what remains of it below k has the divisors that both have. */
    const wide whole = over / k;
    const uint64_t divisor = common_divisor(k, (uint64_t)(over % k));
    const wide reduced = over / divisor;
    if (reduced > INT64_MAX || k / divisor > INT64_MAX || whole > INT64_MAX) {
        return false;
    }
    *out = (truce_ratio){(int64_t)reduced, (int64_t)(k / divisor)};
    return true;
}

truce_status truce_exposure_split_by(const truce_exposure_path *path, uint32_t first, uint32_t end,
                                     uint64_t k, truce_ratio largest[TRUCE_SIDES],
                                     truce_error *err) {
    assert(first < end && end <= path->n && k > 0);
    truce_ratio made[TRUCE_SIDES];
    for (int side = 0; side < TRUCE_SIDES; side++) {
        const part p = look(path, first, end, side);
        if (!cut(&p, k, &made[side])) {
            return truce_fail(err, TRUCE_ELIMIT, "an exposure in %llu tranches fits no fraction",
                              (unsigned long long)k);
        }
    }
    largest[0] = made[0];
    largest[1] = made[1];
    return TRUCE_OK;
}

/* P + (k - 1) E <= k R, where R is what the bound leaves: k (R - E) >= P - E. */
static truce_exposure_split_side solve(const part *p, int64_t bound, uint64_t k_max) {
    bound = bound < TRUCE_EXPOSURE_MAX ? bound : TRUCE_EXPOSURE_MAX; /* which nothing exceeds */
    const int64_t gain = bound - p->enters - p->whole;               /* of a tranche more */
    const int64_t lack = p->peak - p->whole;                         /* with none */
    truce_exposure_split_side out = {.least = 1, .most = UINT64_MAX};
    out.elsewhere = p->elsewhere > bound;
    out.possible = !out.elsewhere;
    if (gain > 0 && lack > 0) {
        out.least = ((uint64_t)lack + (uint64_t)gain - 1) / (uint64_t)gain;
    } else if (gain == 0) {
        out.possible = out.possible && lack <= 0;
    } else if (gain < 0) {
        out.most = lack < 0 ? (uint64_t)-lack / (uint64_t)-gain : 0;
    }
    out.possible = out.possible && out.least <= out.most && (k_max == 0 || out.least <= k_max);
    if (!out.possible) {
        out.least = out.most = 0;
    }
    return out;
}

truce_status truce_exposure_split_find(const truce_exposure_path *path, uint32_t first,
                                       uint32_t end, const int64_t bounds[TRUCE_SIDES],
                                       uint64_t k_max, truce_exposure_split *out,
                                       truce_error *err) {
    assert(first < end && end <= path->n && bounds[0] >= 0 && bounds[1] >= 0);
    truce_exposure_split made = {.possible = true, .least = 1};
    uint64_t most = k_max > 0 ? k_max : UINT64_MAX;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        const part p = look(path, first, end, side);
        made.side[side] = solve(&p, bounds[side], k_max);
        made.possible = made.possible && made.side[side].possible;
        made.least = made.side[side].least > made.least ? made.side[side].least : made.least;
        most = made.side[side].most < most ? made.side[side].most : most;
    }
    made.possible = made.possible && made.least <= most;
    made.least = made.possible ? made.least : 0;
    const truce_status status = truce_exposure_split_by(
        path, first, end, made.possible ? made.least : 1, made.largest, err);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
