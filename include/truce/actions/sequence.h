/* sequence.h - truce sequence: can the steps be put in an order, and when. */
#ifndef TRUCE_ACTIONS_SEQUENCE_H
#define TRUCE_ACTIONS_SEQUENCE_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the order of steps of an open session: whether all that is demanded of it can be kept;
 * else the loops of demands, with their claims, the smallest sets of demands without which the
 * others can be kept, and other ways out; and on which days steps can
 * happen. In JSON {"about", "feasible", "contradictory": the plan by itself, "cuts_total",
 * "counted", "things":
 * [{"id", "name", "says", "by", "for", "earliest", "latest", "slack"}], "rules": [{"id", "before",
 * "after" (or "one", "with"), "by", "stance" or "plan", "claims"}], "knots": [{"things", "loops":
 * rules, "contradictory", "cuts": rules, "n_cuts", "counted"}], "days_can_be_kept",
 * "short_by_days"}. Days are
 * dates where some date fixes a step, else numbers, day 0 being the first.
 *
 * What is demanded or intended binds; what is only offered, preferred, refused or set aside by a
 * later position is shown and does not bind. `out` is left as it was on failure: TRUCE_ENOTFOUND (a
 * step that nobody in this view is called), TRUCE_EINVAL (a delay that is none), TRUCE_ELIMIT,
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_sequence_answer(truce_session *session, truce_paper paper,
                                                  truce_buffer *out, truce_error *err);

#endif
