/* sampler.h - the profiles of all parties, one after the other or one by its number. */
#ifndef TRUCE_DEALS_SAMPLER_H
#define TRUCE_DEALS_SAMPLER_H

#include "deals/chance.h"
#include "deals/doubt_parts.h"
#include "truce/deals/shares.h"

typedef struct sampler {
    const truce_doubt *doubt;
    chances *draws;           /* [party] */
    chance_profile *profiles; /* [party]: the last drawn */
    uint64_t seed;
    uint32_t n;        /* profiles in all */
    uint32_t per_walk; /* 0: they are independent */
    truce_random random;
} sampler;

/* TRUCE_ENOMEM, TRUCE_ELIMIT. */
TRUCE_MUST_USE truce_status sampler_open(const truce_doubt *doubt,
                                         const truce_shares_options *options, truce_arena *arena,
                                         sampler *out, truce_error *err);

/* Draw profile `i`: walked through, right after i - 1 or as the first of its walk. */
void sampler_draw(sampler *s, uint32_t i);

/* What a package is worth to a party in the profile. */
int64_t sampler_worth(const sampler *s, uint32_t party, const uint32_t *package);

/* A party's reservation value in the profile; false without one. */
bool sampler_reserve(const sampler *s, uint32_t party, int64_t *reserve);

#endif
