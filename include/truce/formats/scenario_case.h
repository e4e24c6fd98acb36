/* scenario_case.h - a scenario of another tool as the text of a case.
 *
 * Names of the language are made from the titles of the files by one rule (docs/formats.md): ASCII
 * letters become lower-case, digits stay, whatever else stands between them becomes one hyphen;
 * what begins with a digit gets `issue-`, `option-`, `party-` or `case-` in front, a word that the
 * language uses there `the-`; of two that would be the same the second ends in `-2`. The titles
 * stay as they are.
 */
#ifndef TRUCE_FORMATS_SCENARIO_CASE_H
#define TRUCE_FORMATS_SCENARIO_CASE_H

#include "truce/base/buffer.h"
#include "truce/formats/scenario.h"

/* Append the scenario as a case: a party for each profile, the issues with their options, a
 * `preferences` record for each party whose numbers are those of the scenario, exactly, and in
 * notes the files and every assumption. The same scenario gives the same bytes.
 *
 * arena  scratch.
 * out    appended to on TRUCE_OK only.
 *
 * TRUCE_ELIMIT: a number that no amount of the language writes exactly, or a party with more
 * numbers than one record has lines (TRUCE_RECORD_LINES_MAX); the message names the file.
 * TRUCE_ENOMEM. Cost O(size of the scenario). */
TRUCE_MUST_USE truce_status truce_scenario_to_case(const truce_scenario *scenario,
                                                   truce_arena *arena, truce_buffer *out,
                                                   truce_error *err);

#endif
