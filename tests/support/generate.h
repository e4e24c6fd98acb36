/* generate.h - cases made up from a seed: the same seed gives the same bytes.
 *
 * A generated case uses every kind of record and every form of statement, in an order that makes
 * names stand before their records, spread over some files with audiences of every sort. Each
 * record holds a word that stands nowhere else ("zq17z"), so that a test can see where it ends up.
 */
#ifndef TRUCE_TESTS_GENERATE_H
#define TRUCE_TESTS_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/case/view.h"

/* The zero value of each field is its default. */
typedef struct generate_options {
    uint64_t seed;
    unsigned records; /* besides some ten that every case has */
    unsigned faults;  /* deliberate ones; 0: the case has no error for the team */
    bool messy; /* spaces, comments, blank lines and line ends that `truce fmt` would change */
    bool one_file;
} generate_options;

enum { GENERATED_FILES_MAX = 3 };

typedef struct generated {
    truce_input files[GENERATED_FILES_MAX];
    size_t n_files;
} generated;

/* All texts live in `arena`. Memory that is out ends the test. */
generated generate_case(generate_options options, truce_arena *arena);

#endif
