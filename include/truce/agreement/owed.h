/* owed.h - what was promised, and is it kept? As of a day, for each obligation of an agreement.
 *
 * A state is told only where it is the same whatever the uncertain days turn out to be; otherwise
 * it cannot be told, and which states are possible and what is uncertain is told instead. What
 * somebody reports, a verifier confirms or somebody disputes is not weighed: the rules below say
 * what follows from each, and each state has its rule and what it rests on. No names: whoever calls
 * knows what the indices stand for. Days are numbers of days, from any day that the caller chooses.
 */
#ifndef TRUCE_AGREEMENT_OWED_H
#define TRUCE_AGREEMENT_OWED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/ratio.h"

/* ---- what was agreed ------------------------------------------------------------------------- */

/* Days lie within -TRUCE_OWED_DAY_MAX..TRUCE_OWED_DAY_MAX, offsets too. */
enum { TRUCE_OWED_DAY_MAX = 1000000000 };
/* A day on which nothing happened: of a report that nobody verified. */
#define TRUCE_OWED_NEVER INT64_MAX
/* No index. */
#define TRUCE_OWED_NONE UINT32_MAX

/* The earliest and the latest day that is meant; a known day is both. */
typedef struct truce_owed_days {
    int64_t earliest, latest;
} truce_owed_days;

typedef enum truce_owed_trigger_kind {
    TRUCE_OWED_HAPPENED, /* on one of `days` */
    TRUCE_OWED_NOT_YET,  /* it has not; it still can */
    TRUCE_OWED_CANNOT,   /* it never came and never will: settled on one of `days` */
    TRUCE_OWED_UNKNOWN,  /* nobody says whether it happened or when */
    /* When the obligation is first kept: a plain act or a quantity in all (of others it is not
     * known when). Read off its reports. It never comes when that obligation is void. */
    TRUCE_OWED_WHEN_KEPT
} truce_owed_trigger_kind;

/* Something that an obligation may wait for: an event, a step, a tranche, another obligation. */
typedef struct truce_owed_trigger {
    truce_owed_trigger_kind kind;
    truce_owed_days days;
    uint32_t obligation; /* of TRUCE_OWED_WHEN_KEPT only */
} truce_owed_trigger;

typedef enum truce_owed_when_kind {
    TRUCE_OWED_ALWAYS, /* no such bound */
    TRUCE_OWED_ON,     /* one of `days` */
    TRUCE_OWED_AFTER   /* `days` (offsets) after the trigger; negative: before it */
} truce_owed_when_kind;

typedef struct truce_owed_when {
    truce_owed_when_kind kind;
    truce_owed_days days;
    uint32_t trigger; /* of TRUCE_OWED_AFTER only */
} truce_owed_when;

typedef enum truce_owed_measure {
    TRUCE_OWED_ACT,     /* to be done once, until its last day */
    TRUCE_OWED_HELD,    /* to be held to on every day, until its last day: a ceasefire */
    TRUCE_OWED_IN_ALL,  /* a quantity, until its last day */
    TRUCE_OWED_A_PHASE, /* a quantity in the whole time of it: counted as one in all */
    TRUCE_OWED_A_DAY,   /* a quantity each day, ... */
    TRUCE_OWED_A_WEEK,  /* a seventh of it each day */
    TRUCE_OWED_A_MONTH  /* each day its part of the calendar month that it lies in */
} truce_owed_measure;

/* What an obligation has, or in answers what it lacks. */
enum {
    TRUCE_OWED_VERIFIER = 1,
    TRUCE_OWED_GUARANTOR = 2,
    TRUCE_OWED_DEADLINE = 4,
    TRUCE_OWED_MEASURED = 8, /* something to measure it by */
    TRUCE_OWED_RESPONSE = 16,
    TRUCE_OWED_RESPONSE_DAYS = 32 /* until when there is a response */
};
enum { TRUCE_OWED_HAS_ALL = 63 };

typedef struct truce_owed_obligation {
    truce_owed_when from;  /* its first day */
    truce_owed_when until; /* its last day */
    truce_owed_measure measure;
    int64_t quantity; /* 1 or more, in the caller's unit; of an act and of what is held: not read */
    bool evidence;    /* only what is verified counts as kept */
    uint32_t has;     /* of the bits above; not read but for coverage */
    const uint32_t *falls_with; /* obligations: when one of them falls, so does this */
    uint32_t n_falls_with;
} truce_owed_obligation;

/* ---- what was seen --------------------------------------------------------------------------- */

typedef enum truce_owed_value {
    TRUCE_OWED_AMOUNT,  /* so much; of an act and of what is held: kept, if above 0 */
    TRUCE_OWED_KEPT,    /* all of it; of a quantity per time: all that its days make due */
    TRUCE_OWED_NOT_KEPT /* none of it */
} truce_owed_value;

/* What was seen of one obligation over some days. Each day on which something became known: the
 * latest that is meant, if it is not known exactly; TRUCE_OWED_NEVER if it did not. */
typedef struct truce_owed_report {
    uint32_t obligation;
    truce_owed_days period; /* the days it speaks of, both included; these are known */
    truce_owed_value value;
    int64_t amount;   /* 0 or more, of TRUCE_OWED_AMOUNT */
    int64_t reported; /* when somebody said so */
    int64_t verified; /* when a named verifier did */
    int64_t disputed; /* when somebody denied it */
} truce_owed_report;

typedef enum truce_owed_stage_kind {
    TRUCE_OWED_STAGE_REPORTED,
    TRUCE_OWED_STAGE_VERIFIED,
    TRUCE_OWED_STAGE_ATTRIBUTED,
    TRUCE_OWED_STAGE_DISPUTED
} truce_owed_stage_kind;

typedef struct truce_owed_stage {
    truce_owed_stage_kind kind;
    int64_t day;    /* when it became known: the latest that is meant */
    bool evidence;  /* it comes with evidence */
    bool verifier;  /* a named verifier says so */
    bool elsewhere; /* of an attribution: to somebody who does not owe the obligation */
} truce_owed_stage;

/* Something that may break an obligation. */
typedef struct truce_owed_incident {
    uint32_t obligation;
    int64_t day;  /* when it happened */
    int64_t lost; /* of a quantity; 0 or more. Told, and taken off nothing */
    const truce_owed_stage *stages;
    uint32_t n_stages;
} truce_owed_incident;

typedef struct truce_owed_waiver {
    uint32_t obligation;
    int64_t day;
} truce_owed_waiver;

typedef struct truce_owed_agreement {
    const truce_owed_obligation *obligations;
    const truce_owed_trigger *triggers;
    const truce_owed_report *reports;
    const truce_owed_incident *incidents;
    const truce_owed_waiver *waivers;
    uint32_t n_obligations, n_triggers, n_reports, n_incidents, n_waivers;
    /* The day that is number 0, in the calendar: days since 1970-01-01. For months only. */
    int64_t epoch;
} truce_owed_agreement;

/* ---- as of a day ----------------------------------------------------------------------------- */

typedef enum truce_owed_state {
    TRUCE_OWED_STATE_NOT_DUE,
    TRUCE_OWED_STATE_RUNNING,
    TRUCE_OWED_STATE_KEPT,
    TRUCE_OWED_STATE_PARTLY,   /* with a score of 1 or 2 */
    TRUCE_OWED_STATE_LATE,     /* its last day is over, and nothing says that it is done */
    TRUCE_OWED_STATE_BREACHED, /* only by what is verified */
    TRUCE_OWED_STATE_DISPUTED, /* reported, and denied or not verified */
    TRUCE_OWED_STATE_WAIVED,
    TRUCE_OWED_STATE_VOID, /* what it waits for never came, or what it depends on fell */
    TRUCE_OWED_STATE_CANNOT_TELL,
    TRUCE_OWED_STATES
} truce_owed_state;

/* Why a state is what it is. The rules are asked in this order, and the first that holds decides.
 *
 * What counts: reports as of the day, first those that are verified, then those that nobody
 * disputes, then the disputed; of each the ones made known later first; and none that has a day in
 * common with one that counts already. So no day is counted twice. Where evidence is required, only
 * the verified count towards what is kept. `Over` is: the last day lies before the day that is
 * asked about. */
typedef enum truce_owed_rule {
    TRUCE_OWED_RULE_WAIVED,          /* waived */
    TRUCE_OWED_RULE_NEVER_TRIGGERED, /* void: what it begins after never came */
    TRUCE_OWED_RULE_FELL_WITH,       /* void: an obligation with which it falls is void */
    TRUCE_OWED_RULE_BEFORE_START,    /* not due: its first day has not come */

    TRUCE_OWED_RULE_DONE, /* kept: an act counts as done; a quantity in all is reached */
    /* Breached: an incident of its days is attributed to somebody, with evidence and a named
     * verifier (what is held only) */
    TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED,
    /* Breached, as verified: what is to be held was not; of a quantity per time nothing came; an
     * act or a quantity in all is over, and nothing of it was done */
    TRUCE_OWED_RULE_VERIFIED_NOT_KEPT,
    TRUCE_OWED_RULE_INCIDENT_OPEN,    /* disputed: an incident of its days that nobody is held
                                         responsible for (what is held only) */
    TRUCE_OWED_RULE_REPORT_DISPUTED,  /* disputed: a report that counts is disputed */
    TRUCE_OWED_RULE_NOT_VERIFIED,     /* disputed: reported as not kept, and nobody verified it */
    TRUCE_OWED_RULE_EVIDENCE_MISSING, /* disputed: over, reported as kept, and not verified though
                                         evidence is required */
    TRUCE_OWED_RULE_PART,             /* partly kept: some of the quantity that is due came */
    TRUCE_OWED_RULE_IN_TIME,          /* running: its last day is not over */
    TRUCE_OWED_RULE_HELD_TO,          /* kept: over, and reports say that it was held to */
    TRUCE_OWED_RULE_ALL_MEASURED, /* kept: over, all its days are reported on, and all that was due
                                     came */
    TRUCE_OWED_RULE_OVER,         /* late: over, and nothing says that it is done */
    TRUCE_OWED_RULE_NO_REPORT, /* cannot be told: over, and of all or some days there is no report
                                  (where its days are uncertain: of the most of them) */
    TRUCE_OWED_RULE_UNCERTAIN, /* cannot be told: it depends on what is uncertain */
    TRUCE_OWED_RULES
} truce_owed_rule;

/* What is uncertain, where a state cannot be told. */
enum {
    TRUCE_OWED_WHY_START = 1,   /* its first day is not known exactly */
    TRUCE_OWED_WHY_END = 2,     /* nor its last */
    TRUCE_OWED_WHY_TRIGGER = 4, /* nobody says whether what it waits for has come */
    TRUCE_OWED_WHY_DEPENDS = 8, /* what it falls with may have fallen */
    TRUCE_OWED_WHY_REPORTS = 16 /* days without a report */
};

typedef struct truce_owed_indices {
    const uint32_t *at; /* rising */
    uint32_t n;
} truce_owed_indices;

/* An obligation as of a day. */
typedef struct truce_owed_standing {
    truce_owed_state state;
    truce_owed_rule rule;
    uint32_t possible; /* bit s: state s is possible; one bit unless it cannot be told */
    uint32_t why;      /* what is uncertain; 0 unless it cannot be told */
    /* The measure, of quantities that may have begun (else all 0, scores -1): what counts, against
     * what is due, in all or on those of its days that reports speak of. Where its first or last
     * day is uncertain, what is due with the fewest and with the most of its days. */
    truce_ratio measured;
    truce_ratio due_least, due_most;
    truce_ratio not_verified; /* reported and not counted, evidence being required */
    truce_ratio disputed;     /* in disputed reports; not counted */
    int64_t lost_reported;    /* in incidents of it that are known, verified or not */
    int64_t lost_verified;
    int64_t
        days_due; /* the most of its days until the day asked about; 0 where its first is open */
    int64_t days_reported; /* of those, days that reports which count speak of; of a quantity per
                              time */
    /* 0 none, 1 minimal, 2 intermediate, 3 full; -1: no measure, or nothing is due. Where its days
     * are uncertain: of what is due at most and at least, nothing due being all kept. */
    int8_t score_least, score_most;
    /* What it rests on: the reports that count, incidents of its days (what is held) or all of it,
     * waivers, the triggers of its first and last day, the obligations that fell. */
    truce_owed_indices reports, incidents, waivers, triggers, obligations;
} truce_owed_standing;

/* An incident as of a day. Attributed only with evidence and a named verifier, both in the stage
 * that attributes it; verified only with a named verifier; else reported. */
typedef struct truce_owed_seen {
    truce_owed_stage_kind stage; /* reported, verified or attributed */
    bool known;                  /* false: no stage has come by that day */
    bool disputed;
    bool held_back; /* a stage attributes it, and evidence or a verifier is missing */
    bool elsewhere; /* attributed, and only to those who do not owe the obligation: it says nothing
                       of whether that is kept */
} truce_owed_seen;

/* Zero values are the defaults. */
typedef struct truce_owed_options {
    /* From which part of what is due a measure scores 2, in percent: 1..100; 0: 50. Below it scores
     * 1, nothing at all 0 and all of it 3. The four levels are those of the Peace Accords Matrix,
     * which gives no percentages: this one is ours. PAPER: joshi2015, cortright2017 */
    int32_t intermediate_percent;
} truce_owed_options;

typedef struct truce_owed {
    const truce_owed_agreement *agreement; /* kept */
    int64_t day;
    const truce_owed_standing *standings; /* [n_obligations] */
    const truce_owed_seen *incidents;     /* [n_incidents] */
} truce_owed;

/* What state is each obligation in, as of a day? Reports, stages and waivers of later days are not
 * looked at. The first and the last day of an obligation are uncertain independently of each other.
 * A report counts for its obligation whatever its days; what is due is asked only of those that lie
 * within the obligation's.
 *
 * agreement  kept; as above
 * day        within the bounds of days
 * arena      kept; the answer lives in it
 * owed       receives it
 *
 * Fails with TRUCE_EINVAL (an index of nothing, a day out of bounds, a span that ends before it
 * begins, a quantity below 1, a negative amount; the message says where), TRUCE_ELIMIT (a sum that
 * does not fit 63 bits over 63; the message says of which obligation) or TRUCE_ENOMEM; `owed` is
 * left as it was. Cost: O(r log r), r being all obligations, reports, stages and what falls with
 * what.
 */
TRUCE_MUST_USE truce_status truce_owed_find(const truce_owed_agreement *agreement, int64_t day,
                                            truce_owed_options options, truce_arena *arena,
                                            truce_owed *owed, truce_error *err);

/* What a rule is called, in a few plain words: "its first day has not come". Static. */
const char *truce_owed_rule_words(truce_owed_rule rule);
/* What a state is called: "not due", "cannot be told". Static. */
const char *truce_owed_state_words(truce_owed_state state);

/* ---- what hangs on what ---------------------------------------------------------------------- */

typedef struct truce_owed_fall {
    uint32_t obligation;
    uint32_t with;  /* the first of those by which it falls, one step nearer */
    uint32_t steps; /* 1: directly */
} truce_owed_fall;

typedef struct truce_owed_falls {
    const truce_owed_fall *at; /* by steps, then by obligation */
    uint32_t n;
} truce_owed_falls;

/* What falls if an obligation falls: whatever falls with it or begins when it is kept, and what
 * falls with that in turn. The obligation itself is not in it, though it be in a circle.
 *
 * agreement   has been through truce_owed_find
 * obligation  one of it
 *
 * Fails with TRUCE_ENOMEM; `falls` is then left as it was. O(obligations and what falls with what).
 */
TRUCE_MUST_USE truce_status truce_owed_fall_with(const truce_owed_agreement *agreement,
                                                 uint32_t obligation, truce_arena *arena,
                                                 truce_owed_falls *falls, truce_error *err);

/* What an obligation lacks, of the bits of `has`. Without a response, its days are not lacking. */
uint32_t truce_owed_lacks(const truce_owed_obligation *obligation);

/* ---- over time ------------------------------------------------------------------------------- */

enum { TRUCE_OWED_HISTORY_MAX = 4096 };

typedef struct truce_owed_change {
    int64_t day; /* from this day on */
    uint32_t obligation;
    truce_owed_state state;
    truce_owed_rule rule;
    uint32_t possible;
} truce_owed_change;

typedef struct truce_owed_history {
    const truce_owed_change *at; /* by day, then by obligation; on the first day all of them */
    size_t n;
    uint32_t days; /* that were looked at */
} truce_owed_history;

/* The states from day `first` to day `last`: those of the first day, and then each that is
 * another than the day before or, where it can be told, has another rule.
 *
 * Fails as truce_owed_find, with TRUCE_EINVAL when `last` is before `first`, and with TRUCE_ELIMIT
 * when something may change on more than TRUCE_OWED_HISTORY_MAX days. `possible`, and the rule of
 * what cannot be told, are those of the day on which the state changed. Cost: truce_owed_find for
 * each of those days.
 */
TRUCE_MUST_USE truce_status truce_owed_over_time(const truce_owed_agreement *agreement,
                                                 int64_t first, int64_t last,
                                                 truce_owed_options options, truce_arena *arena,
                                                 truce_owed_history *history, truce_error *err);

#endif
