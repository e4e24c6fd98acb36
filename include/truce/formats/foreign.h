/* foreign.h - reading the files of other negotiation tools: Genius XML, GeniusWeb and NegoLog JSON.
 *
 * All three readers take the files as they are in memory, and give the same structure. Each is
 * lenient where public files are careless and only one meaning is left; every such reading is one
 * of the scenario's assumptions. docs/formats.md lists them. What has two meanings is refused.
 */
#ifndef TRUCE_FORMATS_FOREIGN_H
#define TRUCE_FORMATS_FOREIGN_H

#include "truce/formats/scenario.h"

typedef enum truce_genius_reading {
    TRUCE_GENIUS_AS_WRITTEN, /* u = sum of weight x evaluation; integers offset + slope * v */
    TRUCE_GENIUS_GENIUS /* as the tool computes: each evaluation divided by its issue's largest;
                           integers offset + slope * (v - lowest), within 0 and 1 */
} truce_genius_reading;

/* Read a scenario.
 *
 * inputs    kept: titles point into them. The name of each is used in messages as it is; without
 * its folder and its ending it is the title of a party. Genius: the domain, then one profile for
 *           each party. The others: one profile for each party.
 * n         1 profile or more, TRUCE_SCENARIO_PARTIES_MAX at most.
 * arena     receives the scenario, and what is left behind on failure.
 * scenario  receives it on TRUCE_OK; else left as it was.
 *
 * TRUCE_EPARSE (malformed beyond the lenient reading), TRUCE_EINVAL (well-formed, and no such
 * scenario: another kind of file, a negative weight, a repeated option, a number missing; or an
 * entity or an external DTD in XML: nothing is ever expanded or fetched), TRUCE_ELIMIT (a limit of
 * scenario.h, or of a number), TRUCE_ENOMEM. The message begins with the file and the place in it:
 * line and column in XML, a JSON pointer in JSON. Cost O(bytes), memory at most some 40 times the
 * bytes.
 */
TRUCE_MUST_USE truce_status truce_genius_read(const truce_input *inputs, size_t n,
                                              truce_genius_reading reading, truce_arena *arena,
                                              truce_scenario *scenario, truce_error *err);
TRUCE_MUST_USE truce_status truce_geniusweb_read(const truce_input *inputs, size_t n,
                                                 truce_arena *arena, truce_scenario *scenario,
                                                 truce_error *err);
TRUCE_MUST_USE truce_status truce_negolog_read(const truce_input *inputs, size_t n,
                                               truce_arena *arena, truce_scenario *scenario,
                                               truce_error *err);

#endif
