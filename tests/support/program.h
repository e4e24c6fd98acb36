/* program.h - the program run as people run it. */
#ifndef TRUCE_TESTS_PROGRAM_H
#define TRUCE_TESTS_PROGRAM_H

#include "truce/base/buffer.h"

enum { PROGRAM_ARGS = 16 };

/* Run `truce` with these words, ended by NULL, in `folder`, where it leaves the files `out` and
 * `err`; the file `third` of that folder is its descriptor 3, where it is not NULL. Append its exit
 * status, standard output and standard error. What does not end with a status of ours ends the
 * test. */
void program_run(const char *folder, const char *const *words, const char *third,
                 truce_buffer *out);

#endif
