/* folder.h - files that appear in a new folder together, or not at all (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_FOLDER_H
#define TRUCE_SRC_ACTIONS_FOLDER_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

typedef struct new_folder {
    const char *folder; /* kept */
    truce_str beside;   /* where the files are until all are written */
    truce_str *written; /* their paths */
    size_t n, cap;
    truce_arena *arena;
    truce_error *err;
} new_folder;

/* `mode` as for mkdir. TRUCE_EIO (it exists, or cannot be made), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status folder_begin(const char *folder, unsigned mode, truce_arena *arena,
                                         new_folder *out, truce_error *err);

/* Write one more file, under the last part of `name` if that is free; else under a number. */
TRUCE_MUST_USE truce_status folder_add(new_folder *f, truce_str name, truce_str bytes);

/* With TRUCE_OK the folder gets its name; else everything is taken away again. Returns the status.
 */
TRUCE_MUST_USE truce_status folder_end(new_folder *f, truce_status status);

#endif
