/* doubt_parts.h - what an open doubt holds. */
#ifndef TRUCE_DEALS_DOUBT_PARTS_H
#define TRUCE_DEALS_DOUBT_PARTS_H

#include "deals/gain.h"
#include "deals/mind.h"
#include "deals/seek.h"
#include "truce/deals/doubt.h"

struct truce_doubt {
    const truce_domain *choices;
    const mind *minds; /* [party] */
    uint32_t n_parties;
    const uint32_t *offsets; /* [variable + 1]: where its values begin among all */
    const seek_term *terms;  /* the joint terms of all parties */
    uint32_t n_terms;
    const uint32_t *first_term; /* [party + 1] */
};

/* The steps allowed: `effort_max`, or for 0 the default. */
uint64_t doubt_effort(uint64_t effort_max);

/* A search over the doubt's packages, still without a judge. */
seek doubt_seek(const truce_doubt *doubt, uint64_t effort, truce_arena *arena);

/* A search's answer; `package` is kept where one was found. */
truce_finding doubt_finding(seek_answer answer, const uint32_t *package);

#endif
