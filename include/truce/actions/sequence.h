/* sequence.h - truce sequence: can the steps be put in an order, and who is exposed in it. */
#ifndef TRUCE_ACTIONS_SEQUENCE_H
#define TRUCE_ACTIONS_SEQUENCE_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the order of steps of an open session: whether all that is demanded of it can be kept;
 * else the loops of demands, with their claims, the smallest sets of demands without which the
 * others can be kept, and other ways out; what each side would have given and not yet received, in
 * the orders that are asked for and in those that expose both least; and on which days steps can
 * happen. In JSON {"about", "feasible", "contradictory": the plan by itself, "cuts_total",
 * "counted", "things":
 * [{"id", "name", "says", "by", "for", "earliest", "latest", "slack"}], "rules": [{"id", "before",
 * "after" (or "one", "with"), "by", "stance" or "plan", "claims"}], "knots": [{"things", "loops":
 * rules, "contradictory", "cuts": rules, "n_cuts", "counted"}], "days_can_be_kept",
 * "short_by_days", "exposure_refused": why that is null where it is too large, "pairs": [{"gives",
 * "to", "steps"}], "exposure": null (no two sides give each other something) or {"sides": [{"side",
 * "gives", "of": the unit, "values", "author"}], "orders":
 * [{"as_asked_by" (none: whatever is demanded), "possible", "exact", "complete", "least", "points":
 * [{"order": [{"things", "exposure"}], "worst": [{"exposure", "after", "gain"}]}]}], "parts": with
 * --at-most, how many are enough in the order safest for each side, or null}}. Days are dates where
 * some date fixes a step, else numbers, day 0 being the first.
 *
 * What is demanded or intended binds; what is only offered, preferred, refused or set aside by a
 * later position is shown and does not bind. `out` is left as it was on failure: TRUCE_EINVAL (an
 * option that is none of its kind), TRUCE_ENOTFOUND (a side or a record of values that nobody in
 * this view is called), TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_sequence_answer(truce_session *session, truce_paper paper,
                                                  truce_buffer *out, truce_error *err);

#endif
