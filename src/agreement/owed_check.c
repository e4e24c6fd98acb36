/* Is every number of an agreement one, and does every index lead somewhere? */
#include "agreement/owed_parts.h"

static bool is_day(int64_t day) {
    return day >= -TRUCE_OWED_DAY_MAX && day <= TRUCE_OWED_DAY_MAX;
}

static bool is_day_or_never(int64_t day) {
    return is_day(day) || day == TRUCE_OWED_NEVER;
}

static bool is_span(truce_owed_days days) {
    return is_day(days.earliest) && is_day(days.latest) && days.earliest <= days.latest;
}

static truce_status bad_days(const char *what, uint32_t i, truce_owed_days days, truce_error *err) {
    return truce_fail(err, TRUCE_EINVAL, "%s %u: there are no days from %lld to %lld", what, i,
                      (long long)days.earliest, (long long)days.latest);
}

static truce_status bad_index(const char *what, uint32_t i, const char *of, uint32_t index,
                              truce_error *err) {
    return truce_fail(err, TRUCE_EINVAL, "%s %u names %s %u, and there is none", what, i, of,
                      index);
}

truce_status owed_check_day(int64_t day, truce_error *err) {
    if (!is_day(day)) {
        return truce_fail(err, TRUCE_EINVAL, "day %lld is not within %d of day 0", (long long)day,
                          TRUCE_OWED_DAY_MAX);
    }
    return TRUCE_OK;
}

static truce_status check_when(const truce_owed_agreement *a, const truce_owed_when *when,
                               uint32_t i, truce_error *err) {
    if (when->kind != TRUCE_OWED_ALWAYS && !is_span(when->days)) {
        return bad_days("obligation", i, when->days, err);
    }
    if (when->kind == TRUCE_OWED_AFTER && when->trigger >= a->n_triggers) {
        return bad_index("obligation", i, "trigger", when->trigger, err);
    }
    return TRUCE_OK;
}

static truce_status check_obligation(const truce_owed_agreement *a, uint32_t i, truce_error *err) {
    const truce_owed_obligation *const o = &a->obligations[i];
    truce_status status = check_when(a, &o->from, i, err);
    if (status == TRUCE_OK) {
        status = check_when(a, &o->until, i, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (o->measure != TRUCE_OWED_ACT && o->measure != TRUCE_OWED_HELD && o->quantity < 1) {
        return truce_fail(err, TRUCE_EINVAL, "obligation %u is a quantity of %lld", i,
                          (long long)o->quantity);
    }
    for (uint32_t k = 0; k < o->n_falls_with; k++) {
        if (o->falls_with[k] >= a->n_obligations) {
            return bad_index("obligation", i, "obligation", o->falls_with[k], err);
        }
    }
    return TRUCE_OK;
}

static truce_status check_report(const truce_owed_agreement *a, uint32_t i, truce_error *err) {
    const truce_owed_report *const r = &a->reports[i];
    if (r->obligation >= a->n_obligations) {
        return bad_index("report", i, "obligation", r->obligation, err);
    }
    if (!is_span(r->period)) {
        return bad_days("report", i, r->period, err);
    }
    if (!is_day_or_never(r->reported) || !is_day_or_never(r->verified) ||
        !is_day_or_never(r->disputed)) {
        return truce_fail(err, TRUCE_EINVAL, "report %u became known on no day", i);
    }
    if (r->value == TRUCE_OWED_AMOUNT && r->amount < 0) {
        return truce_fail(err, TRUCE_EINVAL, "report %u measures %lld", i, (long long)r->amount);
    }
    return TRUCE_OK;
}

static truce_status check_incident(const truce_owed_agreement *a, uint32_t i, truce_error *err) {
    const truce_owed_incident *const incident = &a->incidents[i];
    if (incident->obligation >= a->n_obligations) {
        return bad_index("incident", i, "obligation", incident->obligation, err);
    }
    bool fine = is_day(incident->day);
    for (uint32_t k = 0; k < incident->n_stages; k++) {
        fine = fine && is_day(incident->stages[k].day);
    }
    if (!fine) {
        return truce_fail(err, TRUCE_EINVAL, "incident %u, or a stage of it, is on no day", i);
    }
    if (incident->lost < 0) {
        return truce_fail(err, TRUCE_EINVAL, "incident %u: %lld is lost", i,
                          (long long)incident->lost);
    }
    return TRUCE_OK;
}

static truce_status check_trigger(const truce_owed_agreement *a, uint32_t i, truce_error *err) {
    const truce_owed_trigger *const t = &a->triggers[i];
    const bool dated = t->kind == TRUCE_OWED_HAPPENED || t->kind == TRUCE_OWED_CANNOT;
    if (dated && !is_span(t->days)) {
        return bad_days("trigger", i, t->days, err);
    }
    if (t->kind == TRUCE_OWED_WHEN_KEPT && t->obligation >= a->n_obligations) {
        return bad_index("trigger", i, "obligation", t->obligation, err);
    }
    return TRUCE_OK;
}

truce_status owed_check(const truce_owed_agreement *a, truce_owed_options options,
                        truce_error *err) {
    truce_status status = TRUCE_OK;
    if (options.intermediate_percent < 0 || options.intermediate_percent > 100) {
        return truce_fail(err, TRUCE_EINVAL, "%d percent", (int)options.intermediate_percent);
    }
    if (!is_day(a->epoch)) {
        return owed_check_day(a->epoch, err);
    }
    for (uint32_t i = 0; i < a->n_obligations && status == TRUCE_OK; i++) {
        status = check_obligation(a, i, err);
    }
    for (uint32_t i = 0; i < a->n_triggers && status == TRUCE_OK; i++) {
        status = check_trigger(a, i, err);
    }
    for (uint32_t i = 0; i < a->n_reports && status == TRUCE_OK; i++) {
        status = check_report(a, i, err);
    }
    for (uint32_t i = 0; i < a->n_incidents && status == TRUCE_OK; i++) {
        status = check_incident(a, i, err);
    }
    for (uint32_t i = 0; i < a->n_waivers && status == TRUCE_OK; i++) {
        if (a->waivers[i].obligation >= a->n_obligations) {
            return bad_index("waiver", i, "obligation", a->waivers[i].obligation, err);
        }
        status = owed_check_day(a->waivers[i].day, err);
    }
    return status;
}
