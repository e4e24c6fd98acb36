/* text.h - truce text: the single text, clause by clause, on paper. */
#ifndef TRUCE_ACTIONS_TEXT_H
#define TRUCE_ACTIONS_TEXT_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append what the request asks of the single texts of an open session: how each clause stands; or
 * `clause`, one of them whole; `redline`, what changed between two versions; `history`, every
 * version; `falls`, what reopens if a clause falls; `draft`, the text as it reads, with its
 * brackets; `clean`, without any. `single`: of one text only; `version`: as of that version.
 *
 * A record with claims counts when one of them is asked about; one with a day, unless that is
 * surely after the session's date.
 *
 * A draft in Markdown is what truce_text_import reads (TRUCE_ENOTFOUND without a text). In JSON
 * {"about", "texts": [...]}, see docs/mediating.md. `out` is left as it was on failure:
 * TRUCE_ENOTFOUND (no such text, clause or version), TRUCE_EINVAL (two things asked for; a clean
 * text while brackets stand in it), TRUCE_ENOMEM.
 */
TRUCE_MUST_USE truce_status truce_text_answer(truce_session *session, truce_paper paper,
                                              truce_buffer *out, truce_error *err);

/* Read a text in Markdown (truce/text/markdown.h) from `path` ("-": standard input) and append its
 * records. `version`: a whole number from 1 on, in digits. TRUCE_EPARSE: what is wrong stands in
 * `report`, new in `arena`; TRUCE_EINVAL (the version), TRUCE_ENOTFOUND, TRUCE_EIO, TRUCE_ELIMIT,
 * TRUCE_ENOMEM. `out` is left as it was then. */
TRUCE_MUST_USE truce_status truce_text_import(const char *path, truce_str version,
                                              truce_arena *arena, truce_buffer *out,
                                              truce_report *report, truce_error *err);

#endif
