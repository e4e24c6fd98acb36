/* GeniusWeb: each profile is a LinearAdditiveUtilitySpace with the whole domain in it. The first
 * gives the issues; every other must have the same, in whatever order. Older files call the
 * utilities of an issue discreteutils and numberutils. */
#include "truce/formats/foreign.h"

#include <string.h>

#include "formats/profile_json.h"

static truce_str text_of(const json_at *at) {
    return (truce_str){json_string_value(at->value), json_string_length(at->value)};
}

/* ---- the domain
 * ---------------------------------------------------------------------------------- */

/* low + k * step */
static truce_numeral number_at(const truce_scenario_issue *issue, int64_t k) {
    const truce_numeral by = truce_numeral_of(k);
    truce_numeral number = {0};
    return truce_numeral_multiply(&issue->step, &by, &number) &&
                   truce_numeral_add(&issue->low, &number, &number)
               ? number
               : issue->low; /* read_range has seen that it fits */
}

/* Which step of the range a number is, or -1. */
static int64_t step_of(const truce_scenario_issue *issue, const truce_numeral *number) {
    int64_t low = 0;
    int64_t high = TRUCE_SCENARIO_STEPS_MAX;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        const truce_numeral here = number_at(issue, middle);
        if (truce_numeral_compare(&here, number) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const truce_numeral found = number_at(issue, low);
    return truce_numeral_compare(&found, number) == 0 ? low : -1;
}

static void read_range(profiles *p, const json_at *range, truce_scenario_issue *out) {
    const json_at low = json_member(range, "low");
    const json_at high = json_member(range, "high");
    const json_at step = json_member(range, "step");
    out->range = true;
    out->low = profile_number(p, &low);
    out->high = profile_number(p, &high);
    out->step = profile_number(p, &step);
    if (failed(p)) {
        return;
    }
    if (out->step.negative || truce_numeral_is_zero(&out->step)) {
        profile_fail(p, &step, TRUCE_EINVAL, "a step is more than 0");
    } else if (truce_numeral_compare(&out->low, &out->high) > 0) {
        profile_fail(p, range, TRUCE_EINVAL, "this range ends before it begins");
    } else if (step_of(out, &out->high) < 0) {
        profile_fail(p, range, TRUCE_EINVAL,
                     "the range does not end on a step, or has more than %d",
                     TRUCE_SCENARIO_STEPS_MAX);
    }
}

/* Whether a later profile has the range of the first. */
static void check_range(profiles *p, const json_at *range, const truce_scenario_issue *issue) {
    truce_scenario_issue other = {.range = true};
    read_range(p, range, &other);
    if (!issue->range || truce_numeral_compare(&other.low, &issue->low) != 0 ||
        truce_numeral_compare(&other.high, &issue->high) != 0 ||
        truce_numeral_compare(&other.step, &issue->step) != 0) {
        profile_fail(p, range, TRUCE_EINVAL, "the first profile has another range here");
    }
}

static void read_values(profiles *p, const json_at *values, size_t i, bool first) {
    const size_t n = json_array_size(values->value);
    for (size_t k = 0; k < n && !failed(p); k++) {
        const json_at value = json_element(values, k);
        if (!json_is_string(value.value) ||
            strlen(json_string_value(value.value)) != json_string_length(value.value)) {
            profile_fail(p, &value, TRUCE_EINVAL, "a value is a text");
        } else if (first) {
            add_value(p, &value, i, json_string_value(value.value));
        } else if (find_value(p, i, json_string_value(value.value)) == SIZE_MAX) {
            profile_fail(p, &value, TRUCE_EINVAL, "the first profile has no such value");
        }
    }
    if (!failed(p) && n == 0) {
        profile_fail(p, values, TRUCE_EINVAL, "an issue without a value to choose");
    }
    if (!failed(p) && n != p->issues[i].n_values) {
        profile_fail(p, values, TRUCE_EINVAL, "%zu values; the first profile has %u here", n,
                     (unsigned)p->issues[i].n_values);
    }
}

static void read_issue(profiles *p, const json_at *issue, size_t i, bool first) {
    const json_at values = json_member(issue, "values");
    const json_at range = json_member(issue, "range");
    if (json_is_array(values.value)) {
        read_values(p, &values, i, first);
    } else if (!json_is_object(range.value)) {
        profile_fail(p, issue, TRUCE_EINVAL,
                     "an issue has a list of \"values\" or a \"range\" with low, high and step");
    } else if (first) {
        read_range(p, &range, &p->issues[i]);
    } else {
        check_range(p, &range, &p->issues[i]);
    }
}

static void read_domain(profiles *p, const json_at *domain, bool first) {
    const json_at issues = profile_object(p, domain, "issuesValues");
    const char *title = NULL;
    json_t *ignored = NULL;
    if (first && !failed(p)) {
        room_for_issues(p, &issues, json_object_size(issues.value));
    }
    if (failed(p)) {
        return;
    }
    json_object_foreach(issues.value, title, ignored) {
        const json_at issue = profile_object(p, &issues, title);
        if (first && !failed(p)) {
            add_issue(p, &issue, title);
        }
        const size_t i = failed(p) ? SIZE_MAX : find_issue(p, title);
        if (i == SIZE_MAX) {
            profile_fail(p, &issue, TRUCE_EINVAL, "the first profile has no such issue");
            return;
        }
        read_issue(p, &issue, i, first);
    }
    if (!failed(p) && json_object_size(issues.value) != p->n_issues) {
        profile_fail(p, &issues, TRUCE_EINVAL, "the first profile has more issues");
    }
}

/* ---- utilities
 * ----------------------------------------------------------------------------------- */

/* The member under its name or the one that it had. */
static json_at either(const json_at *at, const char *name, const char *older) {
    const json_at member = json_member(at, name);
    return member.value != NULL ? member : json_member(at, older);
}

static void read_discrete(profiles *p, const json_at *utilities, size_t i,
                          truce_scenario_worth *worth) {
    const json_at all = profile_object(p, utilities, "valueUtilities");
    truce_scenario_amount *const amounts = new_amounts(p, i);
    const char *title = NULL;
    json_t *ignored = NULL;
    if (failed(p)) {
        return;
    }
    json_object_foreach(all.value, title, ignored) {
        const json_at at = json_member(&all, title);
        const size_t k = find_value(p, i, title);
        if (k == SIZE_MAX) {
            profile_fail(p, &at, TRUCE_EINVAL, "the domain's issue has no such value");
        }
        const truce_numeral number = profile_number(p, &at);
        if (failed(p)) {
            return;
        }
        amounts[k].over = number;
    }
    const size_t missing = p->issues[i].n_values - json_object_size(all.value);
    if (missing > 0) {
        char shown[QUOTED_MAX];
        note(&p->told, "%.*s: %zu value%s of the issue %s without a utility %s worth 0",
             TRUCE_STR_ARGS(base_name(p->file)), missing, missing == 1 ? "" : "s",
             quoted(p->issues[i].title, shown), missing == 1 ? "is" : "are");
    }
    worth->values = amounts;
}

static truce_scenario_point read_end(profiles *p, const json_at *utilities, const char *value,
                                     const char *utility, const truce_numeral *bound) {
    const json_at at = json_member(utilities, value);
    const json_at worth = json_member(utilities, utility);
    truce_scenario_point point = {.at = profile_number(p, &at)};
    point.worth.over = profile_number(p, &worth);
    point.worth.under = truce_numeral_of(1);
    if (truce_numeral_compare(&point.at, bound) != 0) {
        profile_fail(p, &at, TRUCE_EINVAL, "this is not the end of the issue's range");
    }
    return point;
}

static void read_numbers(profiles *p, const json_at *utilities, size_t i,
                         truce_scenario_worth *worth) {
    const truce_scenario_issue *const issue = &p->issues[i];
    truce_scenario_point *const points = truce_arena_zero(p->arena, 2, sizeof *points);
    if (points == NULL) {
        profile_no_memory(p);
        return;
    }
    points[0] = read_end(p, utilities, "lowValue", "lowUtility", &issue->low);
    points[1] = read_end(p, utilities, "highValue", "highUtility", &issue->high);
    worth->points = points;
    worth->n_points = truce_numeral_compare(&issue->low, &issue->high) == 0 ? 1 : 2;
}

static void read_utilities(profiles *p, const json_at *space, truce_scenario_worth *worth) {
    const json_at all = profile_object(p, space, "issueUtilities");
    const char *title = NULL;
    json_t *ignored = NULL;
    if (!failed(p) && json_object_size(all.value) < p->n_issues) {
        profile_fail(p, &all, TRUCE_EINVAL, "utilities of %zu issues; the domain has %u",
                     json_object_size(all.value), (unsigned)p->n_issues);
    }
    if (failed(p)) {
        return;
    }
    json_object_foreach(all.value, title, ignored) {
        const json_at one = profile_object(p, &all, title);
        const json_at discrete = either(&one, "DiscreteValueSetUtilities", "discreteutils");
        const json_at numbers = either(&one, "NumberValueSetUtilities", "numberutils");
        const size_t i = find_issue(p, title);
        if (i == SIZE_MAX) {
            profile_fail(p, &one, TRUCE_EINVAL, "the domain has no such issue");
        }
        if (failed(p)) {
            return;
        }
        if (!p->issues[i].range && json_is_object(discrete.value)) {
            read_discrete(p, &discrete, i, &worth[i]);
        } else if (p->issues[i].range && json_is_object(numbers.value)) {
            read_numbers(p, &numbers, i, &worth[i]);
        } else {
            profile_fail(p, &one, TRUCE_EINVAL, "expected %s",
                         p->issues[i].range ? "NumberValueSetUtilities"
                                            : "DiscreteValueSetUtilities");
        }
    }
}

/* ---- the reservation bid
 * ------------------------------------------------------------------------- */

static void read_bid(profiles *p, const json_at *bid, truce_scenario_party *party) {
    const json_at all = either(bid, "issuevalues", "issueValues");
    uint32_t *const package = truce_arena_zero(p->arena, p->n_issues, sizeof *package);
    if (package == NULL) {
        profile_no_memory(p);
        return;
    }
    if (!json_is_object(all.value) || json_object_size(all.value) != p->n_issues) {
        profile_fail(p, bid, TRUCE_EINVAL, "a reservation bid has a value for every issue");
        return;
    }
    const char *title = NULL;
    json_t *ignored = NULL;
    json_object_foreach(all.value, title, ignored) {
        const json_at at = json_member(&all, title);
        const size_t i = find_issue(p, title);
        int64_t k = -1;
        if (i != SIZE_MAX && p->issues[i].range) {
            const truce_numeral number = profile_number(p, &at);
            k = truce_numeral_compare(&number, &p->issues[i].high) > 0
                    ? -1
                    : step_of(&p->issues[i], &number);
        } else if (i != SIZE_MAX && json_is_string(at.value)) {
            const truce_symbol s = truce_symbols_find(&p->values[i], text_of(&at));
            k = (int64_t)s - 1;
        }
        if (k < 0) {
            profile_fail(p, &at, TRUCE_EINVAL, "the domain has no such issue or value");
        }
        if (failed(p)) {
            return;
        }
        package[i] = (uint32_t)k;
    }
    party->reserved = true;
    party->reserve_package = package;
}

/* ---- the whole
 * ----------------------------------------------------------------------------------- */

static void read_profile(profiles *p, const json_at *document, bool first,
                         truce_scenario_party *party) {
    const json_at space = json_member(document, "LinearAdditiveUtilitySpace");
    if (!json_is_object(space.value)) {
        profile_fail(p, NULL, TRUCE_EINVAL,
                     json_object_get(document->value, "issueWeights") != NULL
                         ? "this may be a profile of NegoLog; give it with --negolog"
                         : "this is no LinearAdditiveUtilitySpace; no other profile is read");
        return;
    }
    const json_at domain = profile_object(p, &space, "domain");
    if (!failed(p)) {
        read_domain(p, &domain, first);
    }
    truce_scenario_worth *const worth = new_worth(p);
    const json_at weights = profile_object(p, &space, "issueWeights");
    if (failed(p)) {
        return;
    }
    read_utilities(p, &space, worth);
    if (!failed(p)) {
        read_issue_weights(p, &weights, worth);
    }
    party->worth = worth;
    const json_at name = json_member(&space, "name");
    if (json_is_string(name.value) && json_string_length(name.value) > 0) {
        party->title = keep_title(p, &name, json_string_value(name.value));
    }
    const json_at bid = json_member(&space, "reservationBid");
    if (!failed(p) && bid.value != NULL && !json_is_null(bid.value)) {
        read_bid(p, &bid, party);
    }
    const json_at called = json_member(&domain, "name");
    if (first && json_is_string(called.value) && json_string_length(called.value) > 0) {
        p->title = keep_title(p, &called, json_string_value(called.value));
    }
}

truce_status truce_geniusweb_read(const truce_input *inputs, size_t n, truce_arena *arena,
                                  truce_scenario *scenario, truce_error *err) {
    return profiles_read(inputs, n, "GeniusWeb", read_profile, arena, scenario, err);
}
