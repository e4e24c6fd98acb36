/* What states and rules are called. */
#include <assert.h>

#include "truce/agreement/owed.h"

const char *truce_owed_state_words(truce_owed_state state) {
    static const char *const words[] = {
        [TRUCE_OWED_STATE_NOT_DUE] = "not due",   [TRUCE_OWED_STATE_RUNNING] = "running",
        [TRUCE_OWED_STATE_KEPT] = "kept",         [TRUCE_OWED_STATE_PARTLY] = "partly kept",
        [TRUCE_OWED_STATE_LATE] = "late",         [TRUCE_OWED_STATE_BREACHED] = "breached",
        [TRUCE_OWED_STATE_DISPUTED] = "disputed", [TRUCE_OWED_STATE_WAIVED] = "waived",
        [TRUCE_OWED_STATE_VOID] = "void",         [TRUCE_OWED_STATE_CANNOT_TELL] = "cannot be told",
    };
    assert(state < TRUCE_OWED_STATES);
    return words[state];
}

const char *truce_owed_rule_words(truce_owed_rule rule) {
    static const char *const words[] = {
        [TRUCE_OWED_RULE_WAIVED] = "it was waived",
        [TRUCE_OWED_RULE_NEVER_TRIGGERED] = "what it begins after never came",
        [TRUCE_OWED_RULE_FELL_WITH] = "an obligation that it depends on is void",
        [TRUCE_OWED_RULE_BEFORE_START] = "its first day has not come",
        [TRUCE_OWED_RULE_DONE] = "all of it is done",
        [TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED] =
            "an incident is attributed, with evidence, by a named verifier",
        [TRUCE_OWED_RULE_VERIFIED_NOT_KEPT] = "a named verifier says that it was not kept",
        [TRUCE_OWED_RULE_INCIDENT_OPEN] = "an incident is reported, and attributed to nobody",
        [TRUCE_OWED_RULE_REPORT_DISPUTED] = "a report of it is disputed",
        [TRUCE_OWED_RULE_NOT_VERIFIED] = "it is reported as not kept, and nobody verified that",
        [TRUCE_OWED_RULE_EVIDENCE_MISSING] =
            "it is reported as kept, and the evidence that is required is missing",
        [TRUCE_OWED_RULE_PART] = "a part of what is due came",
        [TRUCE_OWED_RULE_IN_TIME] = "its last day is not over",
        [TRUCE_OWED_RULE_HELD_TO] = "its last day is over, and reports say that it was held to",
        [TRUCE_OWED_RULE_ALL_MEASURED] =
            "its last day is over, and reports on all its days say that all came",
        [TRUCE_OWED_RULE_OVER] = "its last day is over, and nothing says that it is done",
        [TRUCE_OWED_RULE_NO_REPORT] = "its last day is over, and there are days without a report",
        [TRUCE_OWED_RULE_UNCERTAIN] = "it depends on what is not known",
    };
    assert(rule < TRUCE_OWED_RULES);
    return words[rule];
}
