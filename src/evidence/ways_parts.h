/* ways_parts.h - the steps of ways, a file each (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_WAYS_PARTS_H
#define TRUCE_SRC_EVIDENCE_WAYS_PARTS_H

#include "truce/evidence/speaker.h"
#include "truce/evidence/ways.h"

/* A custody record that counts, with what orders it. */
typedef struct way_step {
    uint32_t thread, version, offer, record;
    int64_t when;  /* the first second of its date; of one without, that of the one before it */
    uint64_t said; /* its place in the order in which they were said first */
} way_step;

typedef struct wayfarer {
    const truce_case *c;
    const truce_scope *scope;
    const truce_offers *offers;
    truce_ways_options options;
    truce_arena *arena;
    truce_ways *ways;
    way_step *steps; /* by thread, then when, then as they were said */
    uint32_t n_steps;
    size_t cap_alarms;
} wayfarer;

static inline bool way_is_answer(truce_stage stage) {
    return stage == TRUCE_STAGE_ACCEPTED || stage == TRUCE_STAGE_REJECTED ||
           stage == TRUCE_STAGE_COUNTERED;
}

/* Does the stage show that `by` have the offer? */
static inline bool way_is_arrival(truce_stage stage) {
    return stage >= TRUCE_STAGE_RECEIVED && stage <= TRUCE_STAGE_COUNTERED;
}

/* Whether `side` is a maker's of the offer. */
bool way_is_maker(const wayfarer *w, uint32_t offer, uint32_t side);

/* ways_claims.c: what claims say that the books do not, and the reverse. */
bool find_way_clashes(wayfarer *w, truce_way *way);

/* ways_alarms.c: of all threads. */
bool find_way_alarms(wayfarer *w);

#endif
