/* brief.h - truce brief: the case on paper, every sentence with its sources. */
#ifndef TRUCE_ACTIONS_BRIEF_H
#define TRUCE_ACTIONS_BRIEF_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the brief of an open session: what this is, who, the matrix with packages and movement,
 * sources with their grades, the claims cited, how to read this. In JSON {"about", "document",
 * "matrix", "claims", "sources"}: every sentence under a key "statements" names in `claims` keys of
 * "claims", each of which names a key of "sources"; or it has a `basis` that says from what and by
 * which rule it was computed. With --issue it holds what is on these issues alone: the document and
 * the matrix; `claims` and `sources` hold all that may be cited. `out` is left as it was on
 * failure: TRUCE_ENOTFOUND (a section or issue of this name is not there), TRUCE_EINVAL (--issue
 * with --brief or --since, or with a section that is not on issues), TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_brief_answer(truce_session *session, truce_paper paper,
                                               truce_buffer *out, truce_error *err);

#endif
