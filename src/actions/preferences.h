/* preferences.h - what the preferences of a case say together (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_PREFERENCES_H
#define TRUCE_SRC_ACTIONS_PREFERENCES_H

#include "truce/actions/session.h"

/* Whether the lines of each record can hold together: what cannot goes to the session's report.
 * TRUCE_EPARSE then; TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status preferences_check(truce_session *session, truce_error *err);

#endif
