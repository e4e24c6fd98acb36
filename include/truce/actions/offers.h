/* offers.h - truce offers: every offer stage by stage, claimed and denied by whom, on paper. */
#ifndef TRUCE_ACTIONS_OFFERS_H
#define TRUCE_ACTIONS_OFFERS_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the offers of an open session: stages with when they are said to have happened or else
 * were told, terms by claim, what is open and who could tell, what to look at; in JSON {"about",
 * "offers": [{"name", "title", "by", "to", "stages": [{"stage", "claimed", "denied", "claimed_by",
 * "denied_by"}], "records" (of custody, as in
 * truce offer status), "any", "terms", "questions": [{"kind", "recipient", "text", "who":
 * [{"actor", "because", "claim", "elsewhere"}], "sender", "claims", "basis"}], "alarms": [{"kind",
 * "text", "stage", "before", "claims", "basis"}]}], "any"}. With --offer that one alone, and of
 * what is said of any offer what may be about it; with --issue those of which a claim gives terms
 * on it. In JSON the last "any" is always whole. `out` is left as it was on failure:
 * TRUCE_ENOTFOUND (no such offer or issue), TRUCE_ELIMIT (too many parties), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_offers_answer(truce_session *session, truce_paper paper,
                                                truce_buffer *out, truce_error *err);

#endif
