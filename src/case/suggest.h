/* suggest.h - "did you mean" (private to the room). */
#ifndef TRUCE_SRC_CASE_SUGGEST_H
#define TRUCE_SRC_CASE_SUGGEST_H

#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/str.h"

/* The nearest of the candidates to a word that nobody knows, for "did you mean". */
typedef struct suggestion {
    truce_str word;
    truce_str best;
    size_t distance; /* of the best; worse than allowed when there is none */
} suggestion;

suggestion suggest_for(truce_str word);
void suggest_try(suggestion *s, truce_str candidate);
/* `did you mean "x"?`, or empty. */
truce_str suggest_hint(const suggestion *s, truce_arena *arena);
/* The number of single edits (a swap of neighbours is one) between two words, or more than
 * `most` when it is more. */
size_t edit_distance(truce_str a, truce_str b, size_t most);

#endif
