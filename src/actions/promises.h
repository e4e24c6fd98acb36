/* promises.h - what a case says of agreements, as truce/agreement/owed.h asks for it (private to
 * the room).
 *
 * Obligations, reports and incidents are numbered anew, without those that no claim in scope has
 * told yet; each keeps the record it comes from. Days are days since 1970-01-01.
 */
#ifndef TRUCE_SRC_ACTIONS_PROMISES_H
#define TRUCE_SRC_ACTIONS_PROMISES_H

#include "truce/agreement/owed.h"
#include "truce/base/arena.h"
#include "truce/evidence/scope.h"

/* Some day or days: a bound of an obligation, before it is one of owed.h. */
typedef struct promised {
    enum { PROMISED_NOT, PROMISED_ON, PROMISED_NOT_YET, PROMISED_UNKNOWN } kind;
    truce_owed_days days; /* of ON */
} promised;

/* Who sees to an obligation; `inherited`: its agreement says so, and not it. */
typedef struct promise_who {
    truce_refs names;
    bool inherited;
} promise_who;

typedef struct promise {
    uint32_t obligation; /* in c->obligations */
    uint32_t agreement;  /* in c->agreements, or TRUCE_NONE */
    const truce_plan *plan;
    /* its lines; NULL where it has none */
    const truce_plan_line *in, *phase, *since, *until, *after, *quantity, *response, *evidence;
    promise_who verifier, guarantor, dispute;
    promised from, last; /* as far as known */
    bool last_of_phase;  /* `last` is the end of its phase, and nothing of its own */
    int32_t scale;       /* amounts of it are counted in units of 10^-scale */
} promise;

/* What was seen of one obligation in one record. */
typedef struct promise_seen {
    uint32_t record; /* in c->reports or c->incidents */
    uint32_t promise;
} promise_seen;

/* A phase of an agreement, as far as its days are known. */
typedef struct promise_phase {
    uint32_t agreement; /* in c->agreements */
    int64_t number;
    truce_str title; /* empty: none is given */
    promised first, last;
} promise_phase;

/* Why a record of what was seen says nothing for one obligation. */
typedef enum promise_unused_why {
    PROMISE_NO_VALUE,   /* it says neither how much nor whether it was kept */
    PROMISE_OTHER_UNIT, /* it measures in another unit than the obligation */
    PROMISE_TOO_LARGE   /* the amount does not fit */
} promise_unused_why;

typedef struct promise_unused {
    uint32_t report; /* in c->reports */
    uint32_t promise;
    promise_unused_why why;
} promise_unused;

typedef struct promises {
    const truce_case *c;
    const truce_scope *scope;
    promise *at;
    uint32_t n;
    uint32_t *of;                           /* [c->obligations]: in `at`, or TRUCE_NONE */
    uint32_t n_left_out;                    /* obligations of which no claim in scope tells yet */
    promise_seen *reports, *incidents;      /* beside those of `owed` */
    uint32_t *incident_begin, *incident_at; /* [promise + 1]; and numbers in `incidents` by it */
    promise_unused *unused;
    uint32_t n_unused;
    promise_phase *phases; /* by agreement, then by number */
    uint32_t n_phases;
    const truce_plan_line **waivers; /* beside those of `owed` */
    int64_t *known;                  /* [claim]: the day on which it became known; undated: `day` */
    int64_t day;                     /* as of which */
    bool asked;                      /* somebody asked for it; else the latest that is known */
    bool dated;                      /* there is such a day at all; else nothing else is filled */
    truce_owed_agreement *agreement;
    truce_owed owed;
} promises;

/* Read the plan lines of a case, as known in scope, and judge them as of `at` (not GIVEN, or
 * without an end: the latest day on which a claim in scope was known, or of which a claim, a report
 * or an incident tells). All of it lives in `arena`, but what is the case's. Fails with
 * TRUCE_ELIMIT or TRUCE_ENOMEM; `out` is then left as it was. Cost O(r log r), r being claims,
 * statements and lines of plans. */
TRUCE_MUST_USE truce_status promises_make(const truce_scope *scope, truce_date at,
                                          truce_arena *arena, promises *out, truce_error *err);

/* Whether one of the claims is in scope. */
bool promises_told(const truce_scope *scope, truce_refs claims);
/* The first day on which one of them was known; TRUCE_OWED_NEVER: none is in scope. */
int64_t promises_known(const promises *p, truce_refs claims);
/* Whether `who` is one of the verifiers that the obligation or its agreement names, or belongs to
 * one. */
bool promises_verifier(const promises *p, const promise *o, truce_refs who);
/* Whether two are the same, or of the same side. */
bool promises_same_side(const promises *p, truce_ref one, truce_ref other);
/* The first line of a kind; NULL: there is none. */
const truce_plan_line *promises_line(const truce_plan *plan, truce_plan_kind kind);
/* The days of a date. */
truce_owed_days promises_days(truce_date date);

/* ---- for these files ---- */

/* promises_day.c: the day of a second, within the bounds of days. */
int64_t promises_day_of(int64_t seconds);
/* Whether a date is given, and says when it ends. */
bool promises_has_end(truce_date date);
/* The latest day on which a claim in scope was known (`known` in seconds, INT64_MAX: undated), or
 * of which a claim, a report or an incident tells. False: there is none, and `day` is as it was. */
bool promises_latest(const truce_scope *scope, const int64_t *known, int64_t *day);

/* promises_when.c: when things that obligations wait for happen, as far as claims and plans tell.
 */
typedef struct promise_times promise_times;
TRUCE_MUST_USE truce_status promise_times_make(const promises *p, truce_arena *arena,
                                               promise_times **out, truce_error *err);
/* What stands behind `after`. */
promised promise_trigger(const promise_times *t, const truce_plan_line *line);
/* The first and the last day of a phase of an agreement; NOT where nothing tells it. */
promised promise_phase_first(const promise_times *t, uint32_t agreement, int64_t number);
promised promise_phase_last(const promise_times *t, uint32_t agreement, int64_t number);

/* All phases, into `p`; false when memory is out. */
bool promise_phases(const promise_times *t, promises *p, truce_arena *arena);

/* promises_seen.c: reports, incidents and waivers. */
TRUCE_MUST_USE truce_status promises_see(promises *p, truce_arena *arena, truce_error *err);

#endif
