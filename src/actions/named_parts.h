/* named_parts.h - names with commas between, from a list that is known: --sections and the like
 * (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_NAMED_PARTS_H
#define TRUCE_SRC_ACTIONS_NAMED_PARTS_H

#include "truce/base/error.h"
#include "truce/base/str.h"

/* Set bit i of *asked for each name that is known[i], of at most 31; none for no names. `all`
 * stands for every one. `what` begins the sentence that refuses: "a timeline has no section".
 * TRUCE_ENOTFOUND tells the names there are. */
TRUCE_MUST_USE truce_status named_parts(truce_str names, const char *what, const char *const *known,
                                        unsigned n, unsigned *asked, truce_error *err);

#endif
