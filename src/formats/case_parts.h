/* case_parts.h - a case on its way to a scenario: variables, and what a record says of each
 * (private to the room). */
#ifndef TRUCE_SRC_FORMATS_CASE_PARTS_H
#define TRUCE_SRC_FORMATS_CASE_PARTS_H

#include "formats/notes.h"
#include "truce/case/options.h"
#include "truce/formats/case_scenario.h"

/* A stated number of a range, or of an option: by step, or place among the options. */
typedef struct stated {
    int64_t at;
    truce_numeral worth;
} stated;

/* What one record says of one variable. */
typedef struct said {
    bool weighed;
    truce_numeral weight;
    stated *at; /* rising once a record is read whole */
    size_t n, cap;
} said;

/* An issue, or an issue for one group. */
typedef struct variable {
    uint32_t issue;     /* of the case */
    truce_symbol group; /* 0: none */
    bool listed;        /* a range that becomes a list of its numbers */
} variable;

typedef struct leaver {
    const truce_case *c;
    bool whole;
    truce_arena *arena;
    notes told;
    truce_error *err;
    truce_status status;
    variable *variables;
    uint32_t n_variables;
    uint32_t *first_of; /* [issue of the case]: its first variable, or TRUCE_NONE */
    said *says;         /* [chosen * n_variables + variable] */
} leaver;

static inline bool left(const leaver *l) {
    return l->status != TRUCE_OK;
}

/* Keep the first fault: "preferences NAME ...". */
void leave_fail(leaver *l, truce_symbol record, truce_status status, const char *format, ...)
    TRUCE_PRINTF(4, 5);
void leave_no_memory(leaver *l);
void *leave_room(leaver *l, size_t n, size_t size);

static inline const truce_issue *issue_of_variable(const leaver *l, uint32_t v) {
    return &l->c->issues[l->variables[v].issue];
}

static inline said *said_of(const leaver *l, uint32_t k, uint32_t v) {
    return &l->says[(size_t)k * l->n_variables + v];
}

/* How many options a variable has. */
static inline int64_t n_options_of(const leaver *l, uint32_t v) {
    const truce_issue *const issue = issue_of_variable(l, v);
    return issue->has_range ? issue->steps + 1 : issue->n_options;
}

/* Take what record `k` of the chosen ones, `p`, says for its variables, and check that it is whole.
 */
void leave_record(leaver *l, uint32_t k, const truce_preferences *p);

/* What an option is worth: on a range, on the straight line between what is stated. A fault where
 * its decimals do not end. */
truce_numeral leave_worth(leaver *l, const truce_preferences *p, const said *s, int64_t at);

/* What the party has without an agreement. */
void leave_reservation(leaver *l, uint32_t k, const truce_preferences *p,
                       truce_scenario_party *out);

#endif
