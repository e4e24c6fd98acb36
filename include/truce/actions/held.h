/* held.h - a ledger that a process keeps open, so that what comes next need not open it again.
 *
 * Keys, the ledger's events and the case that they add up to stay in memory, wiped at the end, and
 * nothing of it on disk. After one more event no signature but its own is checked.
 */
#ifndef TRUCE_ACTIONS_HELD_H
#define TRUCE_ACTIONS_HELD_H

#include "truce/actions/session.h"

typedef struct truce_held truce_held;

/* Open the ledger that is the one path of `request`, for `request->me`. The request is copied, and
 * the texts that it points to are kept. Errors as truce_session_open; TRUCE_EINVAL also where the
 * path is no ledger. TRUCE_EPARSE (only with `whole`): held, and its session is open for its report
 * alone. Close it after these two. */
TRUCE_MUST_USE truce_status truce_held_open(const truce_request *request, truce_held **held,
                                            truce_error *err);

/* The case as of the last refresh, to ask for answers; until the next. */
truce_session *truce_held_session(truce_held *held);

/* Take in what has come into the ledger, of this process or another. `*changed`: something has, and
 * the session is new, as truce_session_open would give it now; else it is what it was. On failure
 * the session stays as it was, errors are those of truce_session_open, and it may be tried again;
 * TRUCE_EPARSE as above. Cost: of what is new; and where something is, of making the case anew from
 * memory. */
TRUCE_MUST_USE truce_status truce_held_refresh(truce_held *held, bool *changed, truce_error *err);

/* NULL is fine. */
void truce_held_close(truce_held *held);

#endif
