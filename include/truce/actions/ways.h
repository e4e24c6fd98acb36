/* ways.h - truce offer status, truce message status: the way of each, by the books and by claims.
 */
#ifndef TRUCE_ACTIONS_WAYS_H
#define TRUCE_ACTIONS_WAYS_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the way of each offer of an open session, or of each message where the request says so:
 * its custody records stage by stage, in a ledger with who signed each, beside what is claimed and
 * denied; who holds it by them; what is unproven and who could prove it; where books and claims
 * differ; and over the versions of one offer what to look at. In JSON {"about", "offers" or
 * "messages": [{"name", "title", "by", "to", "thread", "version", "aloud", "replaced_by",
 * "records":
 * [{"name", "stage", "by", "to", "from", "at", "with", "signed": {"member", "committed",
 * "event"}, "receipt": {"state", "signed_by", "key", "countersigned_by", "counter_key"}}], "stages"
 * (as in truce offers), "holders": [{"actor", "record", "own"}], "open":
 * {"text", "who"}, "accounts": [{"kind", "offer", "text", "record", "claim", "basis"}]}], "alarms":
 * [{"kind", "thread", "text", "records", "basis"}], "sources"}. With --offer that one alone, and
 * the alarms of all its versions; --quiet and --today ask what has not moved. `out` is left as it
 * was on failure: TRUCE_ENOTFOUND (no such offer), TRUCE_EINVAL (--quiet without --today, or no
 * number of days or day), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_ways_answer(truce_session *session, truce_paper paper,
                                              truce_buffer *out, truce_error *err);

#endif
