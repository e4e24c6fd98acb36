/* names.h - names of the case language from titles (private to the room). */
#ifndef TRUCE_SRC_FORMATS_NAMES_H
#define TRUCE_SRC_FORMATS_NAMES_H

#include "truce/base/symbols.h"
#include "truce/case/words.h"

/* A new name from `title`, entered into `taken`: see scenario_case.h. `kind` is what stands in
 * front of what begins with a digit, and the whole name where the title has neither letter nor
 * digit. `reserved` says which words it may not be (TRUCE_RESERVED_N: none). Data NULL when memory
 * is out. */
truce_str name_from(truce_str title, const char *kind, truce_reserved reserved,
                    truce_symbols *taken, truce_arena *arena);

#endif
