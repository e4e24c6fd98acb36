/* gaps.h - truce gaps: what the case does not say and a mediator would need, on paper. */
#ifndef TRUCE_ACTIONS_GAPS_H
#define TRUCE_ACTIONS_GAPS_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the gaps of an open session, or of those the ones for `request.answer`: how many there are
 * for which answer, then what is missing, the question, whom to ask, and which later answer needs
 * it, in the order of truce_gaps_make(). In JSON {"about", "gaps": [{"id", "kind", "missing",
 * "party", "question", "ask": [{"actor"} or {"role"}], "for", "why", "holds_up", "issues", "about",
 * "items": [{"name", "words", "groups", "claims"}], "claims", "basis"}]}; "issues" counts those
 * that wait for it. An id is the kind with the names that tell it from others of its kind, and
 * stays when others come or go. `out` is left as it was on failure: TRUCE_ENOTFOUND (no gap is for
 * an answer of that name; the message says which there are), TRUCE_ELIMIT (too many parties),
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_gaps_answer(truce_session *session, truce_paper paper,
                                              truce_buffer *out, truce_error *err);

#endif
