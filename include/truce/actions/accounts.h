/* accounts.h - truce accounts: which claims do not match, on paper. */
#ifndef TRUCE_ACTIONS_ACCOUNTS_H
#define TRUCE_ACTIONS_ACCOUNTS_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append what does not match in an open session: a table for each kind of account, what was looked
 * at and found to be no conflict, forecasts (which contradict nobody) and notes on sources; in JSON
 * {"about", "accounts": [{"id", "kind", "found", "rule", "account", "about", "claims", "sides":
 * [{"says", "told"}], "why", "settle": [{"what", "by"}]}], "looked_at": the same,
 * "blame_reported", "short_of_blame": [{"claim", "speaker", "of", "says", "date"}], "unblamed":
 * [{"source", "claims"}] that tell of talks that are stuck where no claim of the source blames
 * anybody (not with --issue), "denials", "forecasts", "source_notes", "partly_compared"}. `out` is
 * left as it was on failure: TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_accounts_answer(truce_session *session, truce_paper paper,
                                                  truce_buffer *out, truce_error *err);

#endif
