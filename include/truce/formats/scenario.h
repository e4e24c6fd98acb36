/* scenario.h - what the files of another tool say: issues, and what each option of them is worth to
 * each party. The same structure whatever the tool; a case is made from it (scenario_case.h).
 *
 * Nothing in it is rounded, and nothing divided: what a tool would divide is kept as a fraction.
 */
#ifndef TRUCE_FORMATS_SCENARIO_H
#define TRUCE_FORMATS_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/case/view.h"
#include "truce/formats/numeral.h"

/* Documented limits of what is read, for every tool. */
enum {
    TRUCE_SCENARIO_ISSUES_MAX = 1000,
    TRUCE_SCENARIO_VALUES_MAX = 4000,  /* of all issues: a record has at most 4,096 lines */
    TRUCE_SCENARIO_STEPS_MAX = 100000, /* of one range of numbers */
    TRUCE_SCENARIO_PARTIES_MAX = 64,
    TRUCE_SCENARIO_TITLE_BYTES_MAX = 500 /* of a title, once it is UTF-8 */
};
#define TRUCE_SCENARIO_FILE_BYTES_MAX ((size_t)16 * 1024 * 1024)

/* over / under, exactly; `under` is more than 0. */
typedef struct truce_scenario_amount {
    truce_numeral over, under;
} truce_scenario_amount;

typedef struct truce_scenario_issue {
    truce_str title;
    bool range; /* numbers from low to high by step; else `values` */
    truce_numeral low, high, step;
    const truce_str *values; /* titles, all different */
    uint32_t n_values;
} truce_scenario_issue;

/* What a number of a range is worth: between two of these, on the straight line. */
typedef struct truce_scenario_point {
    truce_numeral at;
    truce_scenario_amount worth;
} truce_scenario_point;

/* What one issue is to one party. */
typedef struct truce_scenario_worth {
    truce_numeral weight;
    const truce_scenario_amount *values; /* [value], or NULL for a range */
    const truce_scenario_point *points;  /* of a range: rising, its two ends among them */
    uint32_t n_points;
} truce_scenario_worth;

typedef struct truce_scenario_party {
    truce_str title;                   /* from the file: its name in the file, or the file's name */
    truce_str file;                    /* as its input is named */
    const truce_scenario_worth *worth; /* [issue] */
    bool reserved;
    truce_numeral reserve;           /* what the party gets without a deal; where reserved */
    const uint32_t *reserve_package; /* [issue] -> value, of a range: step; or NULL: `reserve` */
} truce_scenario_party;

typedef struct truce_scenario {
    const char *tool; /* "Genius", "GeniusWeb", "NegoLog" */
    truce_str title;  /* of the domain */
    const truce_str *files;
    size_t n_files;
    const truce_scenario_issue *issues;
    uint32_t n_issues;
    const truce_scenario_party *parties;
    uint32_t n_parties;
    const truce_str *assumptions; /* sentences: how the files were read where they leave it open */
    size_t n_assumptions;
} truce_scenario;

#endif
