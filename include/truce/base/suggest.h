/* suggest.h - "did you mean". */
#ifndef TRUCE_BASE_SUGGEST_H
#define TRUCE_BASE_SUGGEST_H

#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/str.h"

/* The nearest of the candidates to a word that nobody knows, for "did you mean". */
typedef struct truce_suggestion {
    truce_str word;
    truce_str best;
    size_t distance; /* of the best; worse than allowed when there is none */
} truce_suggestion;

/* Begin to look for a word like `word` (kept). */
truce_suggestion truce_suggest_for(truce_str word);
/* Look at one known word (kept); of equally near ones the first stays. */
void truce_suggest_try(truce_suggestion *s, truce_str candidate);
/* `did you mean "x"?`, or empty (also when memory is out). Lives in `arena`. */
truce_str truce_suggest_hint(const truce_suggestion *s, truce_arena *arena);
/* The number of single edits (a swap of neighbours is one) between two words, or more than
 * `most` when it is more. */
size_t truce_edit_distance(truce_str a, truce_str b, size_t most);

#endif
