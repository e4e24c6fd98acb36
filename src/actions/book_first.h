/* book_first.h - by which event of a ledger a record that was said anew was said first (private to
 * the room). */
#ifndef TRUCE_SRC_ACTIONS_BOOK_FIRST_H
#define TRUCE_SRC_ACTIONS_BOOK_FIRST_H

#include "truce/record/ledger.h"

/* [event] -> the first that said the same record, or itself. The same is: one that supersedes it
 * and has the same first line; or that stands behind the event that takes it back and says it to
 * the byte, as what is said for others or released does (book_add.c, release.c). `undone`: [event],
 * by which one, from 1; `seen`: [event], whether a reader sees it: what they do not see is nobody's
 * first. In `arena`; NULL: no memory. O(n), and the length of first lines. */
size_t *book_first(const truce_ledger_event *events, size_t n, const size_t *undone,
                   const bool *seen, truce_arena *arena);

#endif
