/* Moments, their chains, what the chains alone leave possible; then all sets that can have passed,
 * or where these are too many the best of some. */
#include "truce/sequence/exposure.h"

#include "exposure_parts.h"

#define IDEALS_MAX UINT64_C(100000000)
#define BYTES_MAX  ((size_t)1 << 30)
#define EFFORT_MAX UINT64_C(200000000)

enum { POINTS_MAX = 100, BEAM = 200 };

static truce_exposure_limits settle(const truce_exposure_limits *limits) {
    truce_exposure_limits l = limits != NULL ? *limits : (truce_exposure_limits){0};
    l.ideals_max = l.ideals_max > 0 ? l.ideals_max : IDEALS_MAX;
    l.bytes_max = l.bytes_max > 0 ? l.bytes_max : BYTES_MAX;
    l.points_max = l.points_max > 0 ? l.points_max : POINTS_MAX;
    l.effort_max = l.effort_max > 0 ? l.effort_max : EFFORT_MAX;
    l.beam = l.beam > 0 ? l.beam : BEAM;
    l.moments_max = l.moments_max > 0 && l.moments_max < MOMENTS_MAX ? l.moments_max : MOMENTS_MAX;
    return l;
}

static bool find(const chains *c, const truce_exposure_limits *limits, truce_arena *scratch,
                 truce_arena *arena, truce_exposure *out) {
    words w;
    *out = (truce_exposure){.width = c->width};
    if (!chains_least(c, 0, &out->least[0]) || !chains_least(c, 1, &out->least[1])) {
        return false;
    }
    bool ok = words_make(c, limits->ideals_max, limits->bytes_max, scratch, &w);
    out->ideals = w.ideals;
    if (ok && w.too_many) {
        ok = beam_search(c, limits->beam, arena, out);
    } else if (ok) {
        const int64_t least[TRUCE_SIDES] = {out->least[0], out->least[1]};
        ok = words_frontier(&w, least, limits->points_max, limits->effort_max, arena, out);
    }
    words_clear(&w);
    return ok;
}

truce_status truce_exposure_find(const truce_exposure_plan *plan,
                                 const truce_exposure_limits *limits, truce_arena *arena,
                                 truce_exposure *out, truce_error *err) {
    const truce_exposure_limits settled = settle(limits);
    truce_arena scratch = truce_arena_new();
    moments m;
    chains c;
    truce_exposure made;
    truce_status status = moments_make(plan, &scratch, &m, err);
    if (status == TRUCE_OK && m.n > settled.moments_max) {
        status = many_find(&m, arena, &made, err);
    } else if (status == TRUCE_OK) {
        status = chains_make(&m, &scratch, &c, err);
        if (status == TRUCE_OK && !find(&c, &settled, &scratch, arena, &made)) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory to order %u moments", m.n);
        }
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
