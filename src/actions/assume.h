/* assume.h - what is supposed for the sake of an answer (private to the room).
 *
 * Each supposition is read by the case's own reader, as a claim of a source that nobody else names,
 * behind everything else: the same grammar, the same names, the same mistakes. The claim counts as
 * our own reading, so that nothing takes it for a report; only what asks for it weighs it.
 */
#ifndef TRUCE_SRC_ACTIONS_ASSUME_H
#define TRUCE_SRC_ACTIONS_ASSUME_H

#include "truce/actions/session.h"

/* Put what the request supposes behind the inputs of the session's view. TRUCE_EINVAL (more than
 * one line), TRUCE_ENOMEM. Cost O(bytes of the view): a name is chosen that stands nowhere in it.
 */
TRUCE_MUST_USE truce_status assume_append(truce_session *s, truce_error *err);

/* Once read: find the claims, and see that each states a position of a party. TRUCE_EINVAL. */
TRUCE_MUST_USE truce_status assume_find(truce_session *s, truce_error *err);

#endif
