/* space.h - the packages there are: issues and groups as variables, options as values.
 *
 * On a range of more than 256 steps, those side by side that no stand and no link tells apart are
 * one value, so a range of a million steps costs as much as the limits that somebody named on it.
 * Each value knows how many options it is and which of them comes first.
 */
#ifndef TRUCE_DEALS_SPACE_H
#define TRUCE_DEALS_SPACE_H

#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/deals/stands.h"
#include "truce/solve/domain.h"

/* A run of options that nothing tells apart: one value of a variable. */
typedef struct truce_space_value {
    int64_t first;  /* the option of the least number (truce_option_set) */
    uint64_t count; /* how many options; at least 1 */
} truce_space_value;

typedef struct truce_space_variable {
    uint32_t issue; /* TRUCE_NONE: an assumption, which does not hold (value 0) or holds (1) */
    uint32_t group; /* place in the issue's `per` list, or TRUCE_NONE: decided once for all */
    const truce_space_value *values; /* rising by `first`; shared by the groups of an issue */
    uint32_t n_values;
} truce_space_variable;

typedef struct truce_space {
    const truce_case *c;             /* kept */
    truce_space_variable *variables; /* by issue, then group; then the assumptions */
    uint32_t n_variables;
    const bool *links_off; /* [link]: it does not bind (truce_stands) */
    uint32_t *rows;        /* [issue] -> its first variable; [n_issues] -> the first assumption */
} truce_space;

/* The values that the terms of the stands, and the items of the case's links that bind (`requires`,
 * `excludes`), tell apart. An issue without options has no variable. Everything lives in `arena`.
 * TRUCE_ELIMIT (too many variables), TRUCE_ENOMEM. Cost O(l log l) for l limits named on an issue.
 */
TRUCE_MUST_USE truce_status truce_space_make(const truce_case *c, const truce_stands *stands,
                                             truce_arena *arena, truce_space *space,
                                             truce_error *err);

/* The same, for packages to be weighed by some records of the case's `preferences`, [n_records]:
 * the options that they name are told apart too, and on a range each step between two to which a
 * record gives a value of its own. TRUCE_ELIMIT also when that makes more than 65,536 values of an
 * issue. */
TRUCE_MUST_USE truce_status truce_space_make_with(const truce_case *c, const truce_stands *stands,
                                                  const uint32_t *records, uint32_t n_records,
                                                  truce_arena *arena, truce_space *space,
                                                  truce_error *err);

/* The same as variables and values to be chosen, without labels; what the links of the case that
 * bind rule out is forbidden hard, under the link's number. Lives in `arena`. TRUCE_ELIMIT (a link
 * that takes more than 65,536 combinations to state), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_space_choices(const truce_space *space, truce_arena *arena,
                                                truce_domain *out, truce_error *err);

/* Whether a value of the space is in a set of options that the space was made for. */
bool truce_space_has(const truce_space_value *value, truce_option_set options);

#endif
