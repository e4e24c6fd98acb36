/* known.h - a name that nobody in this view is called by, and what there is instead (private to the
 * room). */
#ifndef TRUCE_SRC_ACTIONS_KNOWN_H
#define TRUCE_SRC_ACTIONS_KNOWN_H

#include "truce/actions/session.h"

/* Whether `asked`, of three bytes or more, stands in the text at the beginning of a word, in
 * letters of any size. */
bool known_stands_in(truce_str text, truce_str asked);

/* Say that no record of this kind is called `asked`, and return TRUCE_ENOTFOUND. Where one is
 * called nearly so, that one is named. Else the message tells in which records `asked` stands: in
 * names and titles; of an issue in its options, groups and topic, and in words that claims give
 * with it; then the records of the kind with their titles, a screenful. Where it stands in some and
 * there are more than a screenful, they are not listed. Only what the reader sees is told, and
 * nothing that is supposed. Cost O(records; of issues also claims).
 *
 * kind  issue, actor, source, offer, text, clause, step, values, model, order or preferences
 *
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status known_refuse(truce_session *session, truce_kind kind, truce_str asked,
                                         truce_error *err);

#endif
