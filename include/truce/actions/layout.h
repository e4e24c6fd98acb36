/* layout.h - put the files of a case into canonical form. */
#ifndef TRUCE_ACTIONS_LAYOUT_H
#define TRUCE_ACTIONS_LAYOUT_H

#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/base/error.h"
#include "truce/case/report.h"
#include "truce/case/view.h"

/* Append the canonical form of one file (truce_case_format). Each file is looked at alone, so names
 * declared elsewhere are no fault here; but a slip must not be moved about, so a text that cannot
 * be read is refused: TRUCE_EPARSE, and `report` (new, in `arena`) says what is wrong.
 * TRUCE_ENOMEM. Cost O(bytes). */
TRUCE_MUST_USE truce_status truce_layout(const truce_input *input, truce_arena *arena,
                                         truce_report *report, truce_buffer *out, truce_error *err);

#endif
