/* export.h - the numbers of a case as files of other negotiation tools. */
#ifndef TRUCE_ACTIONS_EXPORT_H
#define TRUCE_ACTIONS_EXPORT_H

#include "truce/actions/import.h"
#include "truce/actions/session.h"
#include "truce/formats/foreign_write.h"

/* Write the preferences of an open session as the files of a tool (Genius or GeniusWeb).
 *
 * preferences  names of records with commas between, one for each party that has several in the
 *              reader's view; empty: each has one.
 * files        receives them on TRUCE_OK, in the session's arena; nothing is on disk yet. `told`
 * says what was changed or left out, and what the tool will not take as it is meant.
 *
 * TRUCE_ENOTFOUND (no preferences of that name), TRUCE_EINVAL (several of one party and none named,
 * or two; NegoLog; what truce_scenario_from_case and the writers refuse), TRUCE_ELIMIT,
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_export_scenario(truce_session *session, truce_tool tool,
                                                  truce_foreign_files *files, truce_error *err);

/* Put files into a new folder, all or none: they are written beside it, and the whole is renamed.
 * TRUCE_EIO (the folder exists or cannot be made, a file cannot be written), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_folder_new(const char *folder, const truce_input *files, size_t n,
                                             truce_arena *arena, truce_error *err);

#endif
