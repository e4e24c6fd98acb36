/* times.h - on which days steps can happen, when what is agreed keeps them so many days apart.
 *
 * A simple temporal network: each lag says that one step comes at least and at most so many days
 * after another, or after day 0. It is consistent when days can be found for all steps, and then
 * each has an earliest and a latest day; else some lags run in a circle that adds up to less than
 * nothing, and that circle says why. PAPER: dechter1991.
 *
 * Steps and lags are numbers; no case is known here. A step takes no time; one that does is two.
 */
#ifndef TRUCE_SEQUENCE_TIMES_H
#define TRUCE_SEQUENCE_TIMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"

#define TRUCE_DAY_ZERO UINT32_MAX /* in place of a step: day 0 itself */
#define TRUCE_NO_LAG   UINT32_MAX

/* In place of days: on this side there is no limit. */
#define TRUCE_DAYS_OPEN_LOW  INT64_MIN
#define TRUCE_DAYS_OPEN_HIGH INT64_MAX

#define TRUCE_DAYS_MAX        INT64_C(1000000000000) /* of any day stated, either way */
#define TRUCE_TIMES_STEPS_MAX UINT32_C(1000000)

/* lo <= day of `to` - day of `from` <= hi */
typedef struct truce_lag {
    uint32_t from, to; /* steps, or TRUCE_DAY_ZERO */
    int64_t lo, hi;    /* days, from -TRUCE_DAYS_MAX to TRUCE_DAYS_MAX, or open; lo > hi is allowed
                          and is inconsistent */
} truce_lag;

typedef struct truce_lags {
    uint32_t n_steps;    /* at most TRUCE_TIMES_STEPS_MAX */
    const truce_lag *at; /* [n] */
    uint32_t n;
} truce_lags;

/* One lag on the way round, read as: `to` is at most `days` after `from`. */
typedef struct truce_times_link {
    uint32_t lag;
    bool lower;        /* by its lo, read backwards: days is -lo; else by its hi */
    uint32_t from, to; /* steps or TRUCE_DAY_ZERO; in a lower one the lag's, swapped */
    int64_t days;
} truce_times_link;

typedef struct truce_times_circle {
    const truce_times_link *at; /* each goes on where the last one ended */
    uint32_t n;
    int64_t days; /* the sum; less than 0: by so many days it cannot be kept */
} truce_times_circle;

typedef struct truce_schedule {
    const truce_lags *lags; /* kept */
    bool consistent;

    /* Where inconsistent: a circle, which passes no step twice and begins with its lowest lag.
     * Where `shortest`, the part of the plan in which it lies has none with fewer links; else the
     * search for one outgrew its bounds. Nothing below is set then. */
    truce_times_circle circle;
    bool shortest;

    /* Where consistent, [step]: the first and last day on which it can happen if all others may
     * still be moved, and the days between. All at their earliest (or all at their latest) days
     * keep all lags, as far as these are not open. Slack is TRUCE_DAYS_OPEN_HIGH where one of
     * them is open. */
    const int64_t *earliest, *latest, *slack;

    /* [step]: the last lag that puts it there; walk them back to day 0. TRUCE_NO_LAG: open. */
    const uint32_t *earliest_by, *latest_by;

    const struct truce_times_graph *graph; /* nobody else's affair */
} truce_schedule;

/* Find the days.
 *
 * lags   kept
 * arena  `out` lives in it
 *
 * Fails with TRUCE_EINVAL (a step that is none, days out of range; the message names the lag),
 * TRUCE_ELIMIT (too many steps), TRUCE_ENOMEM; `out` is then left as it was. Sums stay below 2^62.
 *
 * Cost: per strongly connected component, passes to and fro over its lags, at most half as many
 * as it has steps and mostly a handful (PAPER: yen1970); then two searches of
 * O((steps + lags) log steps) on what they leave (PAPER: johnson1977). The search for a circle with
 * fewer links looks at 20,000,000 lags at most, some 0.1 s.
 */
TRUCE_MUST_USE truce_status truce_times_find(const truce_lags *lags, truce_arena *arena,
                                             truce_schedule *out, truce_error *err);

typedef struct truce_times_moved {
    uint32_t step;
    int64_t days; /* later than its earliest day; above 0 */
    uint32_t by;  /* the lag that moves it; TRUCE_NO_LAG for the delayed step itself */
} truce_times_moved;

typedef struct truce_times_delay {
    bool possible; /* else it cannot be so late: `circle` says why */
    /* Where possible: what is later than its earliest day for it, the delayed step first, then by
     * step. Everything else stays. */
    const truce_times_moved *moved;
    uint32_t n_moved;
    /* Where not: from day 0 to the step by the lags that say how late it may be; then a last link
     * with TRUCE_NO_LAG, the delay itself, back to day 0. */
    truce_times_circle circle;
} truce_times_delay;

/* What moves when all steps are at their earliest days and one of them is `days` later.
 *
 * times  consistent
 * step   has an earliest day
 * days   1 to TRUCE_DAYS_MAX
 *
 * Fails with TRUCE_EINVAL (the step has no earliest day), TRUCE_ENOMEM; `out` is then left as it
 * was. Cost: as one search of those above, of what moves only. */
TRUCE_MUST_USE truce_status truce_times_delay_step(const truce_schedule *times, uint32_t step,
                                                   int64_t days, truce_arena *arena,
                                                   truce_times_delay *out, truce_error *err);

#endif
