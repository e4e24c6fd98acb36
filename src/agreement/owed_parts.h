/* owed_parts.h - what the steps of finding a state share. */
#ifndef TRUCE_AGREEMENT_OWED_PARTS_H
#define TRUCE_AGREEMENT_OWED_PARTS_H

#include "truce/agreement/owed.h"

__extension__ typedef __int128 owed_wide;

/* Beyond every day and every sum of a day and an offset. */
#define OWED_BEYOND INT64_C(4000000000)

/* ---- lists of records by obligation ---------------------------------------------------------- */

/* The indices of those that belong to obligation i: at[start[i]] up to at[start[i + 1]], rising. */
typedef struct owed_lists {
    const uint32_t *start; /* [n + 1] */
    const uint32_t *at;
} owed_lists;

/* ---- what reports come to -------------------------------------------------------------------- */

typedef enum owed_strength { OWED_VERIFIED, OWED_REPORTED, OWED_DISPUTED } owed_strength;

/* A report that counts, or that is disputed. */
typedef struct owed_choice {
    truce_owed_days period;
    uint32_t report;
    owed_strength strength;
    bool kept; /* more than nothing */
} owed_choice;

/* All amounts are multiples of 1 / `parts`. */
typedef struct owed_tally {
    const owed_choice *at; /* by period: no two have a day in common */
    uint32_t n;
    uint32_t kept[3], not_kept[3]; /* by strength */
    owed_wide sum[3];
    int64_t parts;
} owed_tally;

/* The parts in which a measure counts: 1; 7 of a week; a number that every month's days divide. */
int64_t owed_parts_of(truce_owed_measure measure);
/* How many parts of a period the days from `first` to `last` are; 0 if there are none. */
int64_t owed_time(truce_owed_measure measure, truce_owed_days days, int64_t epoch);

/* Whether a report is known on a day, and as what. */
bool owed_known(const truce_owed_report *report, int64_t day, owed_strength *strength);

/* Choose the reports of each obligation that count: `tallies` is [n_obligations]. */
TRUCE_MUST_USE truce_status owed_tally_all(const truce_owed_agreement *a, int64_t day,
                                           owed_lists reports, truce_arena *arena,
                                           owed_tally *tallies, truce_error *err);

/* ---- when ------------------------------------------------------------------------------------ */

/* The first and last days that are possible, and what is uncertain of them. */
typedef struct owed_time_span {
    truce_owed_days from, until;
    bool never;         /* what it begins after never came */
    bool perhaps_never; /* or perhaps did not */
    bool open;          /* it has no first day */
    uint32_t why;       /* TRUCE_OWED_WHY_TRIGGER, where a trigger is not known */
} owed_time_span;

/* Each obligation's days, and whether it fell: `fell` where it is sure, `may_fall` where possible.
 */
typedef struct owed_times {
    owed_time_span *at;    /* [n_obligations] */
    bool *fell, *may_fall; /* the same */
    bool *waived;          /* the same */
} owed_times;

TRUCE_MUST_USE truce_status owed_times_find(const truce_owed_agreement *a, int64_t day,
                                            const owed_tally *tallies, truce_arena *arena,
                                            owed_times *times, truce_error *err);

/* The obligations that hang on each: those that fall with it, and those that begin when it is kept
 * unless they have (`begun` is [n_obligations]; NULL: none has). */
TRUCE_MUST_USE truce_status owed_dependants(const truce_owed_agreement *a, const bool *begun,
                                            truce_arena *arena, owed_lists *lists,
                                            truce_error *err);

/* The obligation that the trigger of `from` waits for; TRUCE_OWED_NONE if it waits for none. */
uint32_t owed_waits_for(const truce_owed_agreement *a, uint32_t obligation);

/* ---- the state ------------------------------------------------------------------------------- */

/* One obligation, and all that is known of it. */
typedef struct owed_subject {
    const truce_owed_agreement *agreement;
    const truce_owed_obligation *obligation;
    const owed_tally *tally;
    const owed_time_span *time;
    const uint32_t *incidents; /* known on the day */
    uint32_t n_incidents;
    const truce_owed_seen *seen; /* [all incidents] */
    int64_t day;
    int32_t percent;
    bool fell, may_fall, depends, waived;
} owed_subject;

/* Fill state, rule, possible, why, the measure and the scores. */
TRUCE_MUST_USE truce_status owed_judge(const owed_subject *s, truce_owed_standing *standing,
                                       truce_error *err);

/* As truce_owed_find, of an agreement and a day that have been checked; with the days of each. */
TRUCE_MUST_USE truce_status owed_find(const truce_owed_agreement *a, int64_t day,
                                      truce_owed_options options, truce_arena *arena,
                                      truce_owed *owed, owed_times *times, truce_error *err);

/* Every index, day and number of the agreement, or TRUCE_EINVAL. */
TRUCE_MUST_USE truce_status owed_check(const truce_owed_agreement *a, truce_owed_options options,
                                       truce_error *err);
TRUCE_MUST_USE truce_status owed_check_day(int64_t day, truce_error *err);

#endif
