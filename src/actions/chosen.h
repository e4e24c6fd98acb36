/* chosen.h - whose preferences are meant, by --preferences (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_CHOSEN_H
#define TRUCE_SRC_ACTIONS_CHOSEN_H

#include "truce/actions/session.h"

/* One record for each of these parties that has any: those that the request names, or the only
 * ones.
 *
 * parties  [n] indices of actors
 * records  [n]: room of the caller's; receives indices of c->preferences, in the parties' order
 *
 * TRUCE_ENOTFOUND (no preferences of a name that was asked for), TRUCE_EINVAL (several of one
 * party). */
TRUCE_MUST_USE truce_status chosen_records(truce_session *session, const uint32_t *parties,
                                           uint32_t n, uint32_t *records, uint32_t *n_records,
                                           truce_error *err);

#endif
