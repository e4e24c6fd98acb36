/* import.h - the JSON of a case, from elsewhere, back to files of case text. */
#ifndef TRUCE_ACTIONS_IMPORT_H
#define TRUCE_ACTIONS_IMPORT_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/json.h"
#include "truce/case/report.h"

/* Read the JSON at `path` ("-": standard input) and turn it into the files of a case, which are
 * then read as any case is, so that nothing wrong is ever written.
 *
 * files   receives them on TRUCE_OK, in `arena`.
 * report  new, in `arena`; says what is wrong when the text that came out has errors.
 *
 * TRUCE_EPARSE (not JSON, or the case has errors: then the report has at least one), TRUCE_EINVAL
 * (JSON that is no case), TRUCE_ENOTFOUND, TRUCE_EIO, TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_import_json(const char *path, truce_arena *arena,
                                              truce_json_files *files, truce_report *report,
                                              truce_error *err);

/* Write the files into a new folder, each under the last part of its name, or under a number when
 * that is no plain name ending in ".truce" or is taken. TRUCE_EIO (the folder exists or cannot be
 * made, a file cannot be written), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_import_write(const char *folder, const truce_json_files *files,
                                               truce_arena *arena, truce_error *err);

#endif
