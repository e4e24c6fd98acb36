/* parts.h - the records of a case one by one, as text, each with those who may see it.
 *
 * For whoever keeps records singly, as a ledger does. Nothing is bound here, and nothing is read
 * but what decides who may see a record (case/view.h has the rules).
 */
#ifndef TRUCE_CASE_PARTS_H
#define TRUCE_CASE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/case/view.h"

typedef struct truce_case_part {
    truce_str
        text; /* whole lines, without its audience line; also comments and blank lines behind it */
    truce_str kind, name;      /* its first two words, as far as there are any */
    const truce_str *audience; /* names, as written; none: the team alone */
    size_t n_audience;
    bool unclear; /* an audience line that cannot be read, or seems misspelt: nobody but the team */
    size_t input; /* in which file */
} truce_case_part;

/* The records of the case in `inputs`, in order; in `arena`, or pointing into the inputs. What
 * stands before the first record of a file is in none. TRUCE_ENOMEM. Cost O(bytes). */
TRUCE_MUST_USE truce_status truce_case_parts(const truce_input *inputs, size_t n_inputs,
                                             truce_arena *arena, truce_case_part **parts, size_t *n,
                                             truce_error *err);

#endif
