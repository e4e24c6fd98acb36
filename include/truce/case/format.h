/* format.h - the canonical form of a case: same words, same order, same comments, one layout. */
#ifndef TRUCE_CASE_FORMAT_H
#define TRUCE_CASE_FORMAT_H

#include "truce/base/buffer.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

/* Append the canonical form of one file's text.
 *
 * Between words stands one space, behind a comma too and before it none; lines are indented by
 * two spaces, lists by four; a comment behind a line stands two spaces off, one on a line of its
 * own is indented as the next line is; records are parted by one blank line (more become one; none
 * where comments only part them), and no line ends in spaces. A byte-order mark and carriage
 * returns go. Nothing else changes: words, numbers, order and comments stay as they are.
 *
 * The text must be readable (truce_case_read without syntax errors): what cannot be taken apart
 * into words is copied as it stands. Idempotent. Fails with TRUCE_ENOMEM only. Cost O(bytes). */
TRUCE_MUST_USE truce_status truce_case_format(truce_str text, truce_buffer *out, truce_error *err);

#endif
