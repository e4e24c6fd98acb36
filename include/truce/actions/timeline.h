/* timeline.h - truce timeline: what happened in what order, and how the talks stand, on paper. */
#ifndef TRUCE_ACTIONS_TIMELINE_H
#define TRUCE_ACTIONS_TIMELINE_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the timeline of an open session: the state of the talks now and over time, presence,
 * events in one order that dates and claims allow, reports by their publication, and orders that
 * cannot all hold; in JSON {"about", "timeline": {"now", "states", "presence", "events", "order",
 * "cycles", "clashes", "reports"}}. `out` is left as it was on failure: TRUCE_ELIMIT (too many
 * parties), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_timeline_answer(truce_session *session, truce_paper paper,
                                                  truce_buffer *out, truce_error *err);

#endif
