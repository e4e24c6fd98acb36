/* ways.h - the way of each offer and message as custody records hold it, beside what claims say.
 *
 * A claim is what somebody says of an offer; a custody record is from the books of whoever carried
 * it. Offers that replace one another are versions of one thing, a thread. Each version has its
 * records in order, those who hold it by them, and the claims that do not go with the books. Over a
 * whole thread alarms are raised. Nothing here says which of books and claims is right.
 */
#ifndef TRUCE_EVIDENCE_WAYS_H
#define TRUCE_EVIDENCE_WAYS_H

#include "truce/evidence/offers.h"

/* Somebody whom the books give the offer. Its makers are not among them. */
typedef struct truce_way_holder {
    uint32_t actor;
    uint32_t record; /* the first custody record by which they have it */
    uint32_t own;    /* the first that is of their own doing (received, acknowledged, reviewed,
                        answered), or TRUCE_NONE: only who handed it over says so */
} truce_way_holder;

typedef enum truce_way_clash_kind {
    TRUCE_WAY_DENIED,  /* the books hold a stage that a claim denies */
    TRUCE_WAY_UNBOOKED /* a claim tells of a stage that the books, which hold others, do not hold */
} truce_way_clash_kind;

typedef struct truce_way_clash {
    truce_way_clash_kind kind;
    uint32_t record; /* DENIED: the first that it goes against; else TRUCE_NONE */
    truce_told told;
} truce_way_clash;

typedef struct truce_way {
    uint32_t offer;
    uint32_t version;  /* from 1: how many it replaces, one after another, and one */
    uint32_t thread;   /* the first version, an offer */
    uint32_t *records; /* custody records in order: by date, one without a date behind the one that
                          was said before it; then as they were said */
    uint32_t n_records;
    truce_way_holder *holders; /* in the order of their records */
    uint32_t n_holders;
    truce_way_clash *clashes; /* in the order of offers.h: stages, then what is said of any */
    uint32_t n_clashes;
} truce_way;

typedef enum truce_way_alarm_kind {
    TRUCE_WAY_VERSIONS, /* two recipients have different versions as their newest */
    TRUCE_WAY_STALE,    /* handed over or conveyed when a newer version was on its way, or may
                           have been (truce_way_order) */
    TRUCE_WAY_ANSWERED, /* reviewed or answered likewise */
    TRUCE_WAY_TWICE,    /* conveyed to one recipient by carriers that have nobody in common */
    TRUCE_WAY_QUIET     /* no answer, and nothing has moved for the time that was asked for */
} truce_way_alarm_kind;

/* How it is known, of STALE and ANSWERED, that the newer version came first. Only days order what
 * was done; the books alone order what was written. */
typedef enum truce_way_order {
    TRUCE_WAY_BY_DAYS,   /* its day is over before the other's begins */
    TRUCE_WAY_SAME_DAYS, /* their days are the same, or share some: it is not known */
    TRUCE_WAY_UNDATED /* no day, or no sure one, is told of one of the two, and the books have the
                         newer one first: it is not known */
} truce_way_order;

typedef struct truce_way_alarm {
    truce_way_alarm_kind kind;
    truce_way_order order;
    uint32_t thread;
    uint32_t side, other_side; /* VERSIONS: two recipients, as sides; TWICE: `side`; else NONE */
    uint32_t offer, other;     /* VERSIONS: what each has; STALE and ANSWERED: the version that
                                  moved, and the newest then; TWICE: the first, and another version
                                  that was conveyed to them too, or NONE; QUIET: the last that
                                  moved */
    uint32_t *records;         /* that it rests on, in order; STALE and ANSWERED: one of the newest,
                                  then all by which the older one moved so */
    uint32_t n_records;
} truce_way_alarm;

typedef struct truce_ways {
    truce_way *at; /* every offer and message, a thread after the other (by where its first version
                      stands in the case), version after version */
    uint32_t n;
    uint32_t *place;         /* [offer] -> where it stands in `at` */
    truce_way_alarm *alarms; /* by thread, then kind */
    uint32_t n_alarms;
    uint32_t n_records; /* custody records that were counted */
} truce_ways;

typedef struct truce_ways_options {
    truce_date at;        /* GIVEN: only records that are surely of a day by then */
    bool no_records;      /* count no custody record: only some sources are asked about */
    truce_date today;     /* GIVEN with `quiet_days` > 0: alarms for what has not moved */
    int64_t quiet_days;   /* so many days */
    const uint64_t *said; /* [custody record] -> a place in the order in which they were said first;
                             NULL: as they stand in the case */
} truce_ways_options;

/* `offers` is of every offer (before any is dropped). Everything lives in `arena`. TRUCE_ENOMEM.
 * Expected O(s log s) for s records, names in them, and statements of offers. */
TRUCE_MUST_USE truce_status truce_ways_make(const truce_scope *scope, const truce_offers *offers,
                                            truce_ways_options options, truce_arena *arena,
                                            truce_ways *ways, truce_error *err);

/* The way of an offer (an index into the case's). */
static inline const truce_way *truce_ways_of(const truce_ways *ways, uint32_t offer) {
    return &ways->at[ways->place[offer]];
}

/* The sides that a stage is about: of what was sent to whom, of all else by whom. */
static inline truce_refs truce_way_about(truce_stage stage, truce_refs by, truce_refs to) {
    return stage == TRUCE_STAGE_HANDED || stage == TRUCE_STAGE_CONVEYED ? to : by;
}

#endif
