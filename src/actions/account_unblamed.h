/* account_unblamed.h - where the talks are told as stuck, and nobody is blamed for it (private to
 * the room). */
#ifndef TRUCE_SRC_ACTIONS_ACCOUNT_UNBLAMED_H
#define TRUCE_SRC_ACTIONS_ACCOUNT_UNBLAMED_H

#include "compose.h"

/* A list of the sources that tell of talks that are broken, suspended, deadlocked or slow, and of
 * which no claim blames anybody for anything: so that whoever looks for blame learns that none is
 * told there. Accusations do not count: what they are of is their own matter. Nothing where there
 * is no such source. Cost O(statements + sources). */
void account_unblamed(composer *k);

/* [{"source", "claims"}] */
void account_unblamed_json(composer *k, truce_json *json);

#endif
