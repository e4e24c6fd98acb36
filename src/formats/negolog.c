/* NegoLog: {"reservationValue": r, "issueWeights": {ISSUE: w}, "issues": {ISSUE: {VALUE: u}}}.
 * There is no domain of its own, so the first profile gives the issues, and every other has the
 * same. */
#include "truce/formats/foreign.h"

#include "formats/profile_json.h"

static void check_kind(profiles *p, const json_at *document) {
    if (json_object_get(document->value, "LinearAdditiveUtilitySpace") != NULL) {
        profile_fail(p, NULL, TRUCE_EINVAL,
                     "this is a profile of GeniusWeb; give it with --geniusweb");
    }
}

static void add_issues(profiles *p, const json_at *issues) {
    const char *title = NULL;
    json_t *values = NULL;
    room_for_issues(p, issues, json_object_size(issues->value));
    json_object_foreach(issues->value, title, values) {
        const json_at issue = profile_object(p, issues, title);
        const char *name = NULL;
        json_t *worth = NULL;
        if (failed(p)) {
            return;
        }
        add_issue(p, &issue, title);
        json_object_foreach(values, name, worth) {
            const json_at value = json_member(&issue, name);
            if (failed(p)) {
                return;
            }
            add_value(p, &value, p->n_issues - 1, name);
        }
        if (!failed(p) && p->issues[p->n_issues - 1].n_values == 0) {
            profile_fail(p, &issue, TRUCE_EINVAL, "an issue without a value to choose");
        }
    }
}

static void read_values(profiles *p, const json_at *issue, size_t i, truce_scenario_worth *worth) {
    const char *title = NULL;
    json_t *value = NULL;
    truce_scenario_amount *const amounts = new_amounts(p, i);
    if (failed(p)) {
        return;
    }
    if (json_object_size(issue->value) < p->issues[i].n_values) {
        profile_fail(p, issue, TRUCE_EINVAL, "%zu values; the first profile has %u here",
                     json_object_size(issue->value), (unsigned)p->issues[i].n_values);
    }
    json_object_foreach(issue->value, title, value) {
        const json_at at = json_member(issue, title);
        const size_t k = find_value(p, i, title);
        if (k == SIZE_MAX) {
            profile_fail(p, &at, TRUCE_EINVAL, "the first profile has no such value");
        }
        const truce_numeral number = profile_number(p, &at);
        if (failed(p)) {
            return;
        }
        amounts[k].over = number;
    }
    worth[i].values = amounts;
}

static void read_profile(profiles *p, const json_at *document, bool first,
                         truce_scenario_party *party) {
    check_kind(p, document);
    const json_at issues = profile_object(p, document, "issues");
    const json_at weights = profile_object(p, document, "issueWeights");
    const json_at reserve = json_member(document, "reservationValue");
    const char *title = NULL;
    json_t *values = NULL;
    if (first && !failed(p)) {
        add_issues(p, &issues);
    }
    truce_scenario_worth *const worth = new_worth(p);
    if (!failed(p) && json_object_size(issues.value) < p->n_issues) {
        profile_fail(p, &issues, TRUCE_EINVAL, "%zu issues; the first profile has %u",
                     json_object_size(issues.value), (unsigned)p->n_issues);
    }
    if (failed(p)) {
        return;
    }
    json_object_foreach(issues.value, title, values) {
        const json_at issue = profile_object(p, &issues, title);
        const size_t i = find_issue(p, title);
        if (i == SIZE_MAX) {
            profile_fail(p, &issue, TRUCE_EINVAL, "the first profile has no such issue");
        }
        if (failed(p)) {
            return;
        }
        read_values(p, &issue, i, worth);
    }
    read_issue_weights(p, &weights, worth);
    party->worth = worth;
    party->reserved = reserve.value != NULL && !json_is_null(reserve.value);
    if (party->reserved) {
        party->reserve = profile_number(p, &reserve);
    }
}

truce_status truce_negolog_read(const truce_input *inputs, size_t n, truce_arena *arena,
                                truce_scenario *scenario, truce_error *err) {
    return profiles_read(inputs, n, "NegoLog", read_profile, arena, scenario, err);
}
