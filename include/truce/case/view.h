/* view.h - what a reader may see of a case: the records to read, and nothing of the others.
 *
 * The view is taken from the text, before any name is bound: it is the case with every record
 * that the reader may not see deleted, and all that follows works on what is left. So nothing that
 * is computed, counted or complained about can tell of a hidden record. Deleting the text by hand
 * gives the same view (tests/property/interference_test.c does).
 *
 * Who sees a record: those on its own `audience` line; else on its file's; else, when there is
 * exactly one `case` record, on that one's; else the team alone. `public` is everybody. A member of
 * a compartment sees what the compartment sees. A compartment is always seen by its members and by
 * itself, a reader record by that reader. A record whose audience line is malformed, doubled or
 * seems misspelt is seen by the team alone, and so is a compartment whose members line is.
 */
#ifndef TRUCE_CASE_VIEW_H
#define TRUCE_CASE_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

/* One file of a case, as read from disk or elsewhere. Both are kept. */
typedef struct truce_input {
    truce_str name;
    truce_str bytes;
} truce_input;

typedef struct truce_view {
    const truce_input *inputs; /* the files of the case, each without the records that are hidden */
    size_t n_inputs;
    truce_str reader; /* empty or "team": everything */
    bool narrowed;
} truce_view;

/* The view of `reader` on the case in `inputs`. An empty reader, or "team", sees everything.
 * A name that nobody has sees what is public; whether anybody has it is not asked here.
 *
 * `inputs` are kept; a file that loses a record is a new text in `arena`. Fails with TRUCE_ENOMEM
 * only: text in which no record can be made out belongs to the head of its file, which everybody
 * sees.
 * Cost O(bytes) for a narrowed reader, O(files) for the team. */
TRUCE_MUST_USE truce_status truce_case_view(const truce_input *inputs, size_t n_inputs,
                                            truce_str reader, truce_arena *arena, truce_view *view,
                                            truce_error *err);

#endif
