/* owed_rules.h - what the rules say of an obligation once its days are given (private to the room).
 */
#ifndef TRUCE_AGREEMENT_OWED_RULES_H
#define TRUCE_AGREEMENT_OWED_RULES_H

#include "agreement/owed_parts.h"

/* What the rules say of given days. */
typedef struct verdict {
    truce_owed_state state;
    truce_owed_rule rule;
    uint32_t possible;
    owed_wide due; /* in parts; of quantities */
    int8_t score;
} verdict;

static inline uint32_t bit(truce_owed_state state) {
    return UINT32_C(1) << (uint32_t)state;
}

static inline verdict is(truce_owed_state state, truce_owed_rule rule) {
    return (verdict){.state = state, .rule = rule, .possible = bit(state), .score = -1};
}

static inline verdict cannot_tell(uint32_t possible) {
    return (verdict){.state = TRUCE_OWED_STATE_CANNOT_TELL,
                     .rule = TRUCE_OWED_RULE_NO_REPORT,
                     .possible = possible,
                     .score = -1};
}

static inline bool counts(const owed_subject *s, owed_strength strength) {
    return strength == OWED_VERIFIED || (strength == OWED_REPORTED && !s->obligation->evidence);
}

static inline owed_wide measured(const owed_subject *s) {
    const owed_tally *const t = s->tally;
    return t->sum[OWED_VERIFIED] + (counts(s, OWED_REPORTED) ? t->sum[OWED_REPORTED] : 0);
}

/* Reported and not verified, though evidence is required. */
static inline bool lacks_evidence(const owed_subject *s) {
    return s->obligation->evidence && s->tally->kept[OWED_REPORTED] > 0;
}

static inline int64_t days_in(truce_owed_days days) {
    return days.earliest > days.latest ? 0 : days.latest - days.earliest + 1;
}

static inline truce_owed_days common(truce_owed_days a, truce_owed_days b) {
    return (truce_owed_days){a.earliest > b.earliest ? a.earliest : b.earliest,
                             a.latest < b.latest ? a.latest : b.latest};
}

/* Days that reports which count speak of; in parts, if asked. */
int64_t owed_covered(const owed_subject *s, truce_owed_days days, bool parts);
/* Of what has no first day, the first that is asked about is the first that a report speaks of. */
truce_owed_days owed_asked_days(const owed_subject *s, truce_owed_days days);
/* The verdict of the rules on these days, which are over or not. */
verdict owed_by_rules(const owed_subject *s, truce_owed_days days, bool over);

#endif
