/* edit.h - a text that is written in the user's editor and lies on no disk. */
#ifndef CLI_EDIT_H
#define CLI_EDIT_H

#include <signal.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

#define EDIT_NAME "records.truce"
enum { EDIT_MOST = 16 << 20 /* bytes */ };

typedef struct edit {
    char folder[128];                    /* of its own, 0700, in memory */
    char path[160];                      /* of the file in it */
    struct sigaction held[3], let_be[2]; /* what signals did before; and which were blocked */
    sigset_t mask;
} edit;

/* A folder in memory: in XDG_RUNTIME_DIR, else in /dev/shm. Signals are held back until edit_end,
 * so that nothing is left behind. TRUCE_EIO: there is no such folder. */
TRUCE_MUST_USE truce_status edit_begin(edit *e, truce_error *err);

/* The file, as it is to be edited and as it was. TRUCE_EIO, TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status edit_write(const edit *e, truce_str text, truce_error *err);
TRUCE_MUST_USE truce_status edit_read(const edit *e, truce_arena *arena, truce_str *text,
                                      truce_error *err);

/* VISUAL, EDITOR or vi on it, until that ends. TRUCE_EIO: it failed, or a signal ended it. */
TRUCE_MUST_USE truce_status edit_run(const edit *e, truce_error *err);

/* Overwrite and remove all that is in the folder, and the folder; a signal that came takes effect
 * now. TRUCE_EIO: something is left. */
TRUCE_MUST_USE truce_status edit_end(edit *e, truce_error *err);

#endif
