/* notes.h - what a reader of another tool's files assumed, as sentences (private to the room). */
#ifndef TRUCE_SRC_FORMATS_NOTES_H
#define TRUCE_SRC_FORMATS_NOTES_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

typedef struct notes {
    truce_arena *arena; /* kept */
    truce_str *at;
    size_t n, cap;
    bool failed; /* memory ran out */
} notes;

/* Add a sentence without a full stop. */
void note(notes *all, const char *format, ...) TRUCE_PRINTF(2, 3);

/* "folder/Laptop-domain.xml" -> "Laptop-domain.xml" -> "Laptop-domain". */
truce_str base_name(truce_str path);
truce_str without_ending(truce_str name);

/* A text cut to some 60 bytes between code points, with what must not reach a terminal escaped: for
 * messages. Returns `out`. */
enum { QUOTED_MAX = 400 };
const char *quoted(truce_str text, char out[QUOTED_MAX]);

#endif
