/* The rules: of an act, of what holds, of an amount in all, of one for each day, week or month. */
#include "agreement/owed_rules.h"

static uint32_t n_kept(const owed_subject *s) {
    const owed_tally *const t = s->tally;
    return t->kept[OWED_VERIFIED] + (counts(s, OWED_REPORTED) ? t->kept[OWED_REPORTED] : 0);
}

static uint32_t n_reports(const owed_subject *s, owed_strength strength) {
    return s->tally->kept[strength] + s->tally->not_kept[strength];
}

static verdict act(const owed_subject *s, bool over) {
    const owed_tally *const t = s->tally;
    if (n_kept(s) > 0) {
        return is(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE);
    }
    if (t->kept[OWED_DISPUTED] > 0) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED);
    }
    if (!over) {
        return is(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    }
    if (lacks_evidence(s)) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING);
    }
    if (t->not_kept[OWED_VERIFIED] > 0) {
        return is(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT);
    }
    if (t->not_kept[OWED_DISPUTED] > 0) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED);
    }
    return t->not_kept[OWED_REPORTED] > 0
               ? is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
               : is(TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
}

static bool has_incident(const owed_subject *s, truce_owed_days days, bool attributed) {
    for (uint32_t i = 0; i < s->n_incidents; i++) {
        const int64_t day = s->agreement->incidents[s->incidents[i]].day;
        const truce_owed_seen seen = s->seen[s->incidents[i]];
        if (day >= days.earliest && day <= days.latest && !seen.elsewhere &&
            (seen.stage == TRUCE_OWED_STAGE_ATTRIBUTED) == attributed) {
            return true;
        }
    }
    return false;
}

static verdict held(const owed_subject *s, truce_owed_days days, bool over) {
    const owed_tally *const t = s->tally;
    if (has_incident(s, days, true)) {
        return is(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED);
    }
    if (t->not_kept[OWED_VERIFIED] > 0) {
        return is(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT);
    }
    if (has_incident(s, days, false)) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_INCIDENT_OPEN);
    }
    if (n_reports(s, OWED_DISPUTED) > 0) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED);
    }
    if (t->not_kept[OWED_REPORTED] > 0) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED);
    }
    if (!over) {
        return is(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    }
    if (n_kept(s) > 0) {
        return is(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_HELD_TO);
    }
    if (lacks_evidence(s)) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING);
    }
    return cannot_tell(bit(TRUCE_OWED_STATE_KEPT) | bit(TRUCE_OWED_STATE_BREACHED));
}

static int8_t score(const owed_subject *s, owed_wide due) {
    const owed_wide done = measured(s);
    if (done >= due) {
        return 3;
    }
    return done == 0 ? 0 : done * 100 >= due * s->percent ? 2 : 1;
}

static verdict in_all_state(const owed_subject *s, bool over) {
    const owed_wide due = s->obligation->quantity;
    const owed_tally *const t = s->tally;
    if (measured(s) >= due) {
        return is(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE);
    }
    if (n_reports(s, OWED_DISPUTED) > 0) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED);
    }
    if (!over) {
        return is(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    }
    if (lacks_evidence(s) && (measured(s) == 0 || measured(s) + t->sum[OWED_REPORTED] >= due)) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING);
    }
    if (measured(s) > 0) {
        return is(TRUCE_OWED_STATE_PARTLY, TRUCE_OWED_RULE_PART);
    }
    if (n_reports(s, OWED_VERIFIED) > 0) {
        return is(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT);
    }
    return n_reports(s, OWED_REPORTED) > 0
               ? is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
               : is(TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
}

static verdict in_all(const owed_subject *s, bool over) {
    verdict v = in_all_state(s, over);
    v.due = s->obligation->quantity;
    v.score = score(s, v.due);
    return v;
}

int64_t owed_covered(const owed_subject *s, truce_owed_days days, bool parts) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < s->tally->n; i++) {
        const owed_choice *const c = &s->tally->at[i];
        if (counts(s, c->strength)) {
            const truce_owed_days both = common(c->period, days);
            sum += parts ? owed_time(s->obligation->measure, both, s->agreement->epoch)
                         : days_in(both);
        }
    }
    return sum;
}

truce_owed_days owed_asked_days(const owed_subject *s, truce_owed_days days) {
    for (uint32_t i = 0; s->time->open && i < s->tally->n; i++) {
        if (counts(s, s->tally->at[i].strength)) {
            days.earliest = s->tally->at[i].period.earliest;
            break;
        }
    }
    return days;
}

static verdict per_time_state(const owed_subject *s, truce_owed_days days, bool over,
                              owed_wide due) {
    const uint32_t some = bit(TRUCE_OWED_STATE_KEPT) | bit(TRUCE_OWED_STATE_PARTLY);
    if (n_reports(s, OWED_DISPUTED) > 0) {
        return is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED);
    }
    if (due == 0) { /* no report speaks of its days */
        if (!over) {
            return is(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
        }
        return lacks_evidence(s) && days_in(owed_asked_days(s, days)) > 0
                   ? is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                   : cannot_tell(some | bit(TRUCE_OWED_STATE_BREACHED));
    }
    if (measured(s) == 0) {
        return n_reports(s, OWED_VERIFIED) > 0
                   ? is(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
                   : is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED);
    }
    if (measured(s) < due) {
        return is(TRUCE_OWED_STATE_PARTLY, TRUCE_OWED_RULE_PART);
    }
    if (!over) {
        return is(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    }
    if (owed_covered(s, days, false) == days_in(owed_asked_days(s, days))) {
        return is(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_ALL_MEASURED);
    }
    return lacks_evidence(s) ? is(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                             : cannot_tell(some);
}

static verdict per_time(const owed_subject *s, truce_owed_days days, bool over) {
    const owed_wide due = (owed_wide)s->obligation->quantity * owed_covered(s, days, true);
    verdict v = per_time_state(s, days, over, due);
    v.due = due;
    v.score = score(s, due);
    return v;
}

verdict owed_by_rules(const owed_subject *s, truce_owed_days days, bool over) {
    switch (s->obligation->measure) {
    case TRUCE_OWED_ACT:
        return act(s, over);
    case TRUCE_OWED_HELD:
        return held(s, days, over);
    case TRUCE_OWED_IN_ALL:
    case TRUCE_OWED_A_PHASE:
        return in_all(s, over);
    case TRUCE_OWED_A_DAY:
    case TRUCE_OWED_A_WEEK:
    case TRUCE_OWED_A_MONTH:
        break;
    }
    return per_time(s, days, over);
}
