/* timeline.h - what happened in what order, as far as dates and claims tell; what is said of the
 * state of the talks, and of who takes part in them.
 *
 * The order is a partial one. A claim gives it (`before`, `after`, `during` another event), or two
 * dates do whose spans surely follow each other. Events of which nothing tells the order are kept
 * apart; the words of a source ("Sunday") are kept and never resolved. Claims whose orders cannot
 * all hold are a cycle: it is told, and places none of its events. Nothing here weighs who is
 * right.
 */
#ifndef TRUCE_EVIDENCE_TIMELINE_H
#define TRUCE_EVIDENCE_TIMELINE_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/evidence/scope.h"
#include "truce/evidence/told.h"

/* ---- events -------------------------------------------------------------------------------- */

/* What places an event among the others. */
typedef enum truce_event_group {
    TRUCE_EVENT_ORDERED, /* a date, or a claim on its order to another event */
    TRUCE_EVENT_WORDS,   /* only the sources' own words for its time */
    TRUCE_EVENT_UNPLACED /* no time is given */
} truce_event_group;

/* How an ordered event stands to the one that is listed before it. */
typedef enum truce_follows {
    TRUCE_FOLLOWS_UNKNOWN, /* neither date nor claim orders the two */
    TRUCE_FOLLOWS_SURELY,  /* surely later */
    TRUCE_FOLLOWS_WITHIN   /* during it */
} truce_follows;

typedef struct truce_timeline_event {
    uint32_t event;
    truce_event_group group;
    truce_told *told; /* that it happened, in reading order; then that it did not */
    uint32_t n_said, n_denied;
    truce_date date;   /* the span of all dates that claims give it, else an estimate's; not GIVEN:
                          neither */
    uint32_t dating;   /* the estimate that `date` is, or TRUCE_NONE */
    bool dates_differ; /* two of its dates share no second */
    bool date_unused;  /* claims on the order of events contradict its date; see `clashes` */
    truce_follows follows;
    uint32_t first_told; /* of the claims that tell of it, or place another by it, the earliest of
                            those that are dated; TRUCE_NONE: none is */
} truce_timeline_event;

/* That an event came before, or during, another; both are events of the case. */
typedef struct truce_order_edge {
    uint32_t first, second; /* DURING: `first` happened during `second` */
    bool during;
    uint32_t *claims; /* in reading order, each once */
    uint32_t n_claims;
    uint32_t cycle; /* the cycle it is part of, or TRUCE_NONE */
} truce_order_edge;

/* Events that claims put before each other in a ring (or before themselves). */
typedef struct truce_order_cycle {
    uint32_t *events; /* in reading order of the events */
    uint32_t n_events;
    uint32_t *claims; /* in reading order: those whose orders form it */
    uint32_t n_claims;
} truce_order_cycle;

enum { TRUCE_CLASH_CLAIMS_MAX = 16 };

/* Claims put `first` before `second` while their dates say the reverse. The date of `second` places
 * nothing then: it stands where the claims put it. */
typedef struct truce_order_clash {
    uint32_t first, second;                  /* events */
    uint32_t claims[TRUCE_CLASH_CLAIMS_MAX]; /* of one way from `first` to `second` */
    uint32_t n_claims;
    bool more; /* the way is longer */
} truce_order_clash;

/* ---- the state of the talks ------------------------------------------------------------------ */

typedef struct truce_talks {
    truce_told told;
    truce_date date; /* the span in which the state is said to have held, as far as it is known: its
                        own `at`, else that of the event it is `during`, else that of `timed_by`;
                        not GIVEN: none, or only words */
    truce_date placed; /* by which it is listed: `date`, else when it was told, if that is known */
    uint32_t timed_by; /* the claim that says when it was told: of a copy the original, where that
                          is in scope, because to repeat a report is to say nothing later; else
                          its own */
    bool followed;     /* a statement on the talks is surely of a later time */
    bool earlier;      /* its own words put it before an event that somebody says has happened */
} truce_talks;

/* The states that are the latest known, as bits of truce_state: said, and denied. */
typedef struct truce_talks_now {
    unsigned said, denied;
    unsigned contested; /* of `said`: denied too, or excluded by another that is said */
    uint32_t latest; /* the claim whose date the others are compared with; TRUCE_NONE: no statement
                        on the talks is dated */
} truce_talks_now;

/* ---- presence -----------------------------------------------------------------------------------
 */

typedef enum truce_presence {
    TRUCE_PRESENCE_LEFT,      /* an event of kind `leave`: a place was left */
    TRUCE_PRESENCE_WITHDRAWS, /* `withdraws`, or an event of kind `withdraw` */
    TRUCE_PRESENCE_PARTICIPATES
} truce_presence;

typedef struct truce_presence_claim {
    uint32_t actor, side;
    truce_presence presence;
    truce_told told;
} truce_presence_claim;

/* ---- all of it
 * ----------------------------------------------------------------------------------- */

typedef struct truce_timeline {
    const truce_scope *scope; /* kept */
    uint32_t *denied_by; /* [claim]: a claim in scope that denies it (see told.h), or TRUCE_NONE */
    truce_timeline_event *events; /* ORDERED in a possible order, then WORDS, then UNPLACED, each by
                                     when it was first told, then in reading order */
    uint32_t n_events;
    truce_order_edge *edges; /* by first, second, kind */
    uint32_t n_edges;
    truce_order_cycle *cycles; /* by their first event */
    uint32_t n_cycles;
    truce_order_clash *clashes; /* in the order in which they were met */
    uint32_t n_clashes;
    uint32_t *reports; /* claims with a `published` of their own that state an event, the talks, a
                          stage of an offer, a movement or presence: by that time */
    uint32_t n_reports;
    truce_talks *talks; /* by `placed`, those with no date of their own before those with one; then,
                           in reading order, what no date places */
    uint32_t n_talks;
    truce_talks_now now;
    truce_presence_claim *presence; /* by side, presence, actor, then reading order */
    uint32_t n_presence;
} truce_timeline;

/* The states that `state` excludes, as bits of truce_state. */
unsigned truce_state_excludes(truce_state state);

/* Whether a talks statement stands for the present, as far as the claims in scope tell. */
static inline bool truce_talks_stands(const truce_talks *talks) {
    return !talks->followed && !talks->earlier;
}

/* Compute the timeline of the claims in scope. An event is in it when a claim says that it
 * happened, or did not, or places another by it. Denied statements give no order. A dating of an
 * event counts where no claim dates it.
 *
 * Everything lives in `arena`; `scope` is kept. TRUCE_ENOMEM. Expected O(s log s) for s statements
 * and their times. */
TRUCE_MUST_USE truce_status truce_timeline_make(const truce_scope *scope, truce_arena *arena,
                                                truce_timeline *timeline, truce_error *err);

#endif
