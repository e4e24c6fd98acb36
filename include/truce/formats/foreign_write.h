/* foreign_write.h - a scenario as the files of another tool; the way back from foreign.h.
 *
 * What is written reads back as the same scenario, number by number (Genius: as written).
 */
#ifndef TRUCE_FORMATS_FOREIGN_WRITE_H
#define TRUCE_FORMATS_FOREIGN_WRITE_H

#include "truce/formats/scenario.h"

typedef struct truce_foreign_files {
    truce_input *at; /* names without a folder: domain.xml, and the name of each party */
    size_t n;
    const truce_str *told; /* what the tool will not take as it is meant: sentences */
    size_t n_told;
} truce_foreign_files;

/* Write a scenario whose amounts have 1 under them and whose ranges have two points or one, as
 * truce_scenario_from_case gives it (Genius: with whole ranges only).
 *
 * arena  receives the files.
 * out    receives them on TRUCE_OK, Genius: domain.xml first.
 *
 * TRUCE_EINVAL (Genius: a slope whose decimals do not end), TRUCE_ENOMEM. Cost O(size of the
 * scenario).
 */
TRUCE_MUST_USE truce_status truce_genius_write(const truce_scenario *scenario, truce_arena *arena,
                                               truce_foreign_files *out, truce_error *err);
TRUCE_MUST_USE truce_status truce_geniusweb_write(const truce_scenario *scenario,
                                                  truce_arena *arena, truce_foreign_files *out,
                                                  truce_error *err);

#endif
