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
 * "agreement", "clause", "of", "to", "state", "rule", "possible", "why", "attributed_to",
 * "not_attributed_to", "from", "until", "quantity", "measured", "due_least", "due_most",
 * "score_least", "score_most", "days_due", "days_reported", "verifier", "guarantor", "dispute",
 * "lacks", "ask": [{"what", "of"}], "reports", "incidents", "claims"}], "incidents": [{"name",
 * "title", "stage", "disputed", "held_back", "elsewhere", "concerns", "stages":
 * [{"stage", "day", "by", "to", "claims"}]}], "unused": [{"report", "obligation", "why"}],
 * "agreements": [{"name", "title", "covers", "usual_and_not_named"}], "usual_clauses": [{"covers",
 * "name", "why", "ask", "source", "see"}], "deadlines": [{"day", "or_later", "what":
 * last_day or response, "obligation", "incident", "response"}], "falls": [{"obligation", "falls":
 * [{"obligation", "with", "steps"}]}], "falls_left_out", "over_time" (if asked for): {"unit",
 * "obligations": [{ "name", "states": [{"column", "day", "state", "rule", "level_least",
 * "level_most", "attributed_to"}], "changes":
 * [{"day", "state", "attributed_to"}]}]}}; without a day {"about", "as_of": null}. `attributed_to`
 * and `not_attributed_to`, of a breach by incidents: the actors to whom one is attributed, and
 * those others who owe the obligation; `elsewhere`: only to somebody who does not owe it. Days are
 * "2032-06-20"; of a bound {"kind": "on", "earliest", "latest"} (without the one that is open), or
 * {"kind"} with not_yet or unknown; no bound: left out. Amounts are in the obligation's unit: a
 * decimal, or "a/b" where that would not end. `falls`: what falls if an obligation falls, by which
 * of those that fall (`with`), in so many steps; `falls_left_out`: for so many it was not looked
 * up.
 *
 * As CSV (RFC 4180), the same deadlines as truce_agreement_calendar gives (day, or_later, what,
 * obligation, title, of, to, state, rule) or, where the request says by what, how obligations stood
 * over time (obligation, title, agreement, of, to, column, day, state, rule, level_least,
 * level_most, attributed_to); what a spreadsheet would take for a formula has an apostrophe before
 * it. Without a day or anything to tell, the line of titles alone.
 *
 * `out` is left as it was on failure: TRUCE_ENOTFOUND (no such section, nothing to show times by;
 * the message tells which there are), TRUCE_ELIMIT (a sum that does not fit, too many columns),
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_agreement_answer(truce_session *session, truce_paper paper,
                                                   truce_buffer *out, truce_error *err);

/* Append the last days of the obligations of an open session that are known, and of the responses
 * to incidents that are, by day, as iCalendar (RFC 5545): whole days, stamped with the day as of
 * which they are, as there is no clock; days outside the years 1 to 3000 are left out. Without any,
 * a calendar without entries. Fails as above, and with TRUCE_EIO in a build without libical. */
TRUCE_MUST_USE truce_status truce_agreement_calendar(truce_session *session, truce_buffer *out,
                                                     truce_error *err);

#endif
