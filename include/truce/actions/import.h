/* import.h - from elsewhere to files of case text: the JSON of a case, and the files of other
 * tools. */
#ifndef TRUCE_ACTIONS_IMPORT_H
#define TRUCE_ACTIONS_IMPORT_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/json.h"
#include "truce/case/report.h"
#include "truce/formats/foreign.h"

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

/* Whose files these are. */
typedef enum truce_tool {
    TRUCE_TOOL_GENIUS, /* DOMAIN.xml PROFILE.xml ... */
    TRUCE_TOOL_GENIUSWEB,
    TRUCE_TOOL_NEGOLOG
} truce_tool;

typedef struct truce_imported {
    truce_json_files files;       /* one; what truce_session_open_inputs takes */
    const truce_str *assumptions; /* how the files were read where they leave it open: sentences
                                     without a full stop, each a note of the case too */
    size_t n_assumptions;
} truce_imported;

/* Read the scenario in the files at `paths` and turn it into a case, which is then read as any case
 * is.
 *
 * paths    `n` of them; "-" is standard input. Messages name them as they are given; of the case
 * only their last parts are. reading  of Genius only. out      receives the case on TRUCE_OK, in
 * `arena`. report   new, in `arena`; says what is wrong when the text that came out has errors.
 *
 * Statuses as truce_genius_read and truce_scenario_to_case, and TRUCE_ENOTFOUND, TRUCE_EIO;
 * TRUCE_EPARSE with errors in the report where the case has them. */
TRUCE_MUST_USE truce_status truce_import_scenario(truce_tool tool, truce_genius_reading reading,
                                                  const char *const *paths, size_t n,
                                                  truce_arena *arena, truce_imported *out,
                                                  truce_report *report, truce_error *err);

/* Write the files into a new folder, all of them or none, each under the last part of its name, or
 * under a number when that is no plain name ending in ".truce" or is taken. TRUCE_EIO (the folder
 * exists or cannot be made, a file cannot be written: it is not there then), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_import_write(const char *folder, const truce_json_files *files,
                                               truce_arena *arena, truce_error *err);

#endif
