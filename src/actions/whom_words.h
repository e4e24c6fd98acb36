/* whom_words.h - whom to ask, in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_WHOM_WORDS_H
#define TRUCE_SRC_ACTIONS_WHOM_WORDS_H

#include "truce/base/buffer.h"
#include "truce/case/model.h"
#include "truce/evidence/whom.h"

/* Why they are named: "its maker", "named as who would have brought it", "called a mediator" ... */
const char *whom_because(truce_whom_why why);

/* "Israel; Hamas; or any of Egypt, Qatar": those with a part in it, then the others; at most `max`
 * of them, and how many more. `whom` is in the order of truce_whom_why. */
void whom_add(truce_buffer *out, const truce_case *c, const truce_whom *whom, uint32_t n,
              uint32_t max);

/* The same of `n` actors of whom the last `n_any` are any of several. */
void whom_add_actors(truce_buffer *out, const truce_case *c, const uint32_t *actors, uint32_t n,
                     uint32_t n_any, uint32_t max);

#endif
