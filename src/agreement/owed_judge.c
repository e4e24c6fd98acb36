/* The state of one obligation.
 *
 * Once its first and its last day are given, the rules decide. Where they are not, only a few pairs
 * of them have to be asked. Over or not is asked apart. Of what is then left, what is due and the
 * days without a report only grow as the obligation's days do, so the fewest and the most days show
 * what is possible between them; and the fewest days that have one without a report. Of incidents,
 * each that nobody is held responsible for is asked apart, whether days are possible that have it
 * and none that somebody is. */
#include "agreement/owed_rules.h"

/* All verdicts that were asked for, as one. */
typedef struct sum {
    verdict first;
    uint32_t possible;
    owed_wide due_least, due_most;
    int8_t score_least, score_most;
    bool any;
    bool no_report; /* one cannot be told for want of a report */
    bool most_told; /* with the most days one can be told */
} sum;

static void join(sum *all, verdict v, bool most) {
    const bool no_report = v.state == TRUCE_OWED_STATE_CANNOT_TELL;
    if (!all->any) {
        *all = (sum){v, v.possible, v.due, v.due, v.score, v.score, true, false, false};
    }
    all->no_report = all->no_report || no_report;
    all->most_told = all->most_told || (most && !no_report);
    all->possible |= v.possible;
    all->due_least = v.due < all->due_least ? v.due : all->due_least;
    all->due_most = v.due > all->due_most ? v.due : all->due_most;
    all->score_least = v.score < all->score_least ? v.score : all->score_least;
    all->score_most = v.score > all->score_most ? v.score : all->score_most;
}

/* Are there days that have an incident which nobody is held responsible for, and none that somebody
 * is? The incidents are by day. */
static bool only_open_possible(const owed_subject *s, truce_owed_days from, truce_owed_days until) {
    int64_t before = -2 * OWED_BEYOND; /* the last attributed one before the day */
    uint32_t next = 0;                 /* the first attributed one not before it */
    for (uint32_t i = 0; i < s->n_incidents; i++) {
        const int64_t day = s->agreement->incidents[s->incidents[i]].day;
        int64_t next_day = 2 * OWED_BEYOND;
        for (; next < s->n_incidents; next++) {
            const int64_t other = s->agreement->incidents[s->incidents[next]].day;
            const truce_owed_seen seen = s->seen[s->incidents[next]];
            const bool attributed = seen.stage == TRUCE_OWED_STAGE_ATTRIBUTED && !seen.elsewhere;
            if (attributed && other >= day) {
                next_day = other;
                break;
            }
            before = attributed ? other : before;
        }
        const int64_t first = before >= from.earliest ? before + 1 : from.earliest;
        const int64_t last = next_day <= until.latest ? next_day - 1 : until.latest;
        if (!s->seen[s->incidents[i]].elsewhere && next_day != day && first <= day &&
            first <= from.latest && last >= day && last >= until.earliest) {
            return true;
        }
    }
    return false;
}

/* The nearest day, from this one back or on, of which no report that counts speaks. */
static int64_t silent_until(const owed_subject *s, int64_t day) {
    for (uint32_t i = s->tally->n; i-- > 0;) {
        const owed_choice *const c = &s->tally->at[i];
        if (counts(s, c->strength) && c->period.earliest <= day && day <= c->period.latest) {
            day = c->period.earliest - 1;
        }
    }
    return day;
}

static int64_t silent_from(const owed_subject *s, int64_t day) {
    for (uint32_t i = 0; i < s->tally->n; i++) {
        const owed_choice *const c = &s->tally->at[i];
        if (counts(s, c->strength) && c->period.earliest <= day && day <= c->period.latest) {
            day = c->period.latest + 1;
        }
    }
    return day;
}

/* A day without a report that counts makes it disputed, where a report waits for evidence and
 * enough came on the others; so ask the fewest days that have one. They reach from the fewest days
 * back or on to the nearest. Where the first day may come after the last, the fewest are none, and
 * the next fewer is a single day that either may be. */
static void ask_silent(const owed_subject *s, truce_owed_days from, truce_owed_days until,
                       sum *all) {
    truce_owed_days low = {from.latest, until.earliest};
    truce_owed_days high = low;
    if (from.latest > until.earliest) {
        const truce_owed_days single = common((truce_owed_days){from.earliest, until.latest},
                                              (truce_owed_days){until.earliest, from.latest});
        if (days_in(single) == 0) {
            return;
        }
        const int64_t silent = silent_from(s, single.earliest);
        if (silent <= single.latest) {
            join(all, owed_by_rules(s, (truce_owed_days){silent, silent}, true), false);
            return;
        }
        low = (truce_owed_days){single.earliest, single.earliest};
        high = (truce_owed_days){single.latest, single.latest};
    }
    low.earliest = silent_until(s, low.earliest);
    /* Of what has no first day, none before the first report is asked about. */
    const int64_t asked = owed_asked_days(s, high).earliest;
    high.latest = silent_from(s, asked > high.latest ? asked : high.latest);
    if (low.earliest >= from.earliest) {
        join(all, owed_by_rules(s, low, true), false);
    }
    if (high.latest <= until.latest) {
        join(all, owed_by_rules(s, high, true), false);
    }
}

/* With a first day in `from`, all begun, and a last day in `until`, all over or none. */
static void ask(const owed_subject *s, truce_owed_days from, truce_owed_days until, bool over,
                sum *all) {
    const truce_owed_days most = {from.earliest, until.latest};
    const truce_owed_days fewest = {from.latest, until.earliest};
    join(all, owed_by_rules(s, most, over), true);
    join(all, owed_by_rules(s, fewest, over), false);
    if (s->obligation->measure == TRUCE_OWED_HELD && s->tally->not_kept[OWED_VERIFIED] == 0 &&
        only_open_possible(s, from, until)) {
        join(all, is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_INCIDENT_OPEN), false);
    }
    if (s->obligation->measure >= TRUCE_OWED_A_DAY && over && lacks_evidence(s)) {
        ask_silent(s, from, until, all);
    }
}

static sum ask_all(const owed_subject *s) {
    const truce_owed_days from = s->time->from;
    const truce_owed_days until = s->time->until;
    sum all = {.any = false};
    if (from.earliest <= s->day) {
        const truce_owed_days begun = {from.earliest, from.latest < s->day ? from.latest : s->day};
        if (until.latest >= s->day) {
            const truce_owed_days later = {until.earliest > s->day ? until.earliest : s->day,
                                           until.latest};
            ask(s, begun, later, false, &all);
        }
        if (until.earliest < s->day) {
            const truce_owed_days before = {until.earliest,
                                            until.latest < s->day ? until.latest : s->day - 1};
            ask(s, begun, before, true, &all);
        }
    }
    return all;
}

static uint32_t why(const owed_subject *s, const sum *all) {
    const owed_time_span *const t = s->time;
    uint32_t bits = t->why;
    const bool per_days =
        s->obligation->measure == TRUCE_OWED_HELD || s->obligation->measure >= TRUCE_OWED_A_DAY;
    const bool begins = t->from.earliest <= s->day && t->from.latest > s->day;
    const bool ends = t->until.earliest < s->day && t->until.latest >= s->day;
    if (begins || (per_days && all->any && t->from.earliest < t->from.latest)) {
        bits |= TRUCE_OWED_WHY_START;
    }
    if (all->any && (ends || (per_days && t->until.earliest < t->until.latest))) {
        bits |= TRUCE_OWED_WHY_END;
    }
    if (s->depends) {
        bits |= TRUCE_OWED_WHY_DEPENDS;
    }
    return all->any && all->no_report ? bits | TRUCE_OWED_WHY_REPORTS : bits;
}

/* ---- the measure as fractions ---------------------------------------------------------------- */

static truce_status to_ratio(owed_wide n, int64_t parts, truce_ratio *out, truce_error *err) {
    int64_t a = parts;
    int64_t b = (int64_t)(n % parts);
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    if (n / a > INT64_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "what is measured or due is too large a number");
    }
    *out = (truce_ratio){(int64_t)(n / a), parts / a};
    return TRUCE_OK;
}

static truce_status write_measure(const owed_subject *s, const sum *all,
                                  truce_owed_standing *standing, truce_error *err) {
    const owed_tally *const t = s->tally;
    const owed_wide waiting = s->obligation->evidence ? t->sum[OWED_REPORTED] : 0;
    truce_status status = to_ratio(measured(s), t->parts, &standing->measured, err);
    if (status == TRUCE_OK) {
        status = to_ratio(waiting, t->parts, &standing->not_verified, err);
    }
    if (status == TRUCE_OK) {
        status = to_ratio(t->sum[OWED_DISPUTED], t->parts, &standing->disputed, err);
    }
    if (status == TRUCE_OK) {
        status = to_ratio(all->due_least, t->parts, &standing->due_least, err);
    }
    if (status == TRUCE_OK) {
        status = to_ratio(all->due_most, t->parts, &standing->due_most, err);
    }
    if (all->due_most > 0) {
        standing->score_least = all->score_least;
        standing->score_most = all->score_most;
    }
    if (s->obligation->measure >= TRUCE_OWED_A_DAY) {
        const truce_owed_days days = {s->time->from.earliest, s->time->until.latest < s->day
                                                                  ? s->time->until.latest
                                                                  : s->day};
        standing->days_reported = owed_covered(s, days, false);
    }
    return status;
}

truce_status owed_judge(const owed_subject *s, truce_owed_standing *standing, truce_error *err) {
    const truce_ratio nothing = truce_ratio_whole(0);
    *standing = (truce_owed_standing){.measured = nothing,
                                      .due_least = nothing,
                                      .due_most = nothing,
                                      .not_verified = nothing,
                                      .disputed = nothing,
                                      .score_least = -1,
                                      .score_most = -1};
    verdict v = {.possible = 0};
    if (s->waived) {
        v = is(TRUCE_OWED_STATE_WAIVED, TRUCE_OWED_RULE_WAIVED);
    } else if (s->fell) {
        v = is(TRUCE_OWED_STATE_VOID,
               s->time->never ? TRUCE_OWED_RULE_NEVER_TRIGGERED : TRUCE_OWED_RULE_FELL_WITH);
    }
    if (v.possible != 0) {
        standing->state = v.state;
        standing->rule = v.rule;
        standing->possible = v.possible;
        return TRUCE_OK;
    }
    const sum all = ask_all(s);
    uint32_t possible = s->may_fall ? bit(TRUCE_OWED_STATE_VOID) : 0;
    possible |= s->time->from.latest > s->day ? bit(TRUCE_OWED_STATE_NOT_DUE) : 0;
    const uint32_t before = possible;
    possible |= all.any ? all.possible : 0;
    standing->possible = possible;
    if ((possible & (possible - 1)) != 0) {
        standing->state = TRUCE_OWED_STATE_CANNOT_TELL;
        const bool no_report = before == 0 && all.any && !all.most_told;
        standing->rule = no_report ? TRUCE_OWED_RULE_NO_REPORT : TRUCE_OWED_RULE_UNCERTAIN;
        standing->why = no_report ? TRUCE_OWED_WHY_REPORTS : why(s, &all);
    } else if (all.any) {
        standing->state = all.first.state;
        standing->rule = all.first.rule;
    } else {
        standing->state = TRUCE_OWED_STATE_NOT_DUE;
        standing->rule = TRUCE_OWED_RULE_BEFORE_START;
    }
    if (all.any && s->time->from.earliest > -OWED_BEYOND) {
        const int64_t last = s->time->until.latest < s->day ? s->time->until.latest : s->day;
        standing->days_due = days_in((truce_owed_days){s->time->from.earliest, last});
    }
    return all.any && s->obligation->measure >= TRUCE_OWED_IN_ALL
               ? write_measure(s, &all, standing, err)
               : TRUCE_OK;
}
