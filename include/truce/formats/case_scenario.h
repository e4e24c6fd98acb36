/* case_scenario.h - a case with numbers as preferences, as a scenario that other tools can hold.
 *
 * The way back from scenario_case.h. Such tools know sums of weights times values over issues, and
 * nothing else; and they write decimals.
 */
#ifndef TRUCE_FORMATS_CASE_SCENARIO_H
#define TRUCE_FORMATS_CASE_SCENARIO_H

#include "truce/case/model.h"
#include "truce/formats/scenario.h"

/* Make a scenario of the issues that some of the chosen preferences name.
 *
 * c         kept: titles point into it. An issue that is decided for each group becomes one issue
 * for each, "Title: Group". whole     ranges may only be of whole numbers, one apart; others become
 * lists of their numbers. chosen    `n` indices of c->preferences, each of another party, in the
 * order of the parties. arena     receives the scenario, and what is left behind on failure.
 * scenario  receives it on TRUCE_OK; else left as it was. `assumptions` says what was changed or
 * left out: a range as a list of its numbers where its values are no straight line, issues that
 *           nobody's preferences name. Amounts have 1 under them, and a range has a straight line;
 *           `tool` is NULL; the `file` of a party is its name in the case. A reservation package
 * has its number too.
 *
 * TRUCE_EINVAL (no preferences; what cannot be said in such a scenario: an order in place of
 * numbers, an interval, a value under a condition, what items add together, a link between issues,
 * an option or a weight without a number, a fraction whose decimals do not end), TRUCE_ELIMIT (a
 * limit of scenario.h), TRUCE_ENOMEM; the message names the record. Cost O(size of the chosen
 * records and their issues). */
TRUCE_MUST_USE truce_status truce_scenario_from_case(const truce_case *c, bool whole,
                                                     const uint32_t *chosen, uint32_t n,
                                                     truce_arena *arena, truce_scenario *scenario,
                                                     truce_error *err);

#endif
