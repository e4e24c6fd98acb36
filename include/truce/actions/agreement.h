/* agreement.h - truce agreement: what was promised and how it stands, on paper. */
#ifndef TRUCE_ACTIONS_AGREEMENT_H
#define TRUCE_ACTIONS_AGREEMENT_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append how the agreements of an open session stand, as of the session's date, else of the latest
 * day of which a claim or a record tells.
 *
 * In JSON {"about", "as_of": {"day", "asked"}, "left_out", "obligations": [{"name", "title",
 * "agreement", "clause", "of", "to", "state", "rule", "possible", "why", "from", "until",
 * "quantity", "measured", "due_least", "due_most", "score_least", "score_most", "days_due",
 * "days_reported", "verifier", "guarantor", "dispute", "lacks", "reports", "incidents", "claims"}],
 * "incidents": [{"name", "title", "stage", "disputed", "held_back", "concerns", "stages":
 * [{"stage", "day", "by", "to", "claims"}]}], "unused": [{"report", "obligation", "why"}]}; without
 * a day
 * {"about", "as_of": null}. Days are "2032-06-20"; of a bound {"kind": "on", "earliest", "latest"}
 * (without the one that is open), or {"kind"} with not_yet or unknown; no bound: left out. Amounts
 * are in the obligation's unit: a decimal, or "a/b" where that would not end.
 *
 * `out` is left as it was on failure: TRUCE_ELIMIT (a sum that does not fit), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_agreement_answer(truce_session *session, truce_paper paper,
                                                   truce_buffer *out, truce_error *err);

#endif
