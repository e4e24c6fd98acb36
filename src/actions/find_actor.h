/* find_actor.h - an actor that somebody asks about (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_FIND_ACTOR_H
#define TRUCE_SRC_ACTIONS_FIND_ACTOR_H

#include "compose.h"

/* The side of an actor by name, else by title, else by words that one title alone holds; TRUCE_NONE
 * where `asked` is empty. TRUCE_ENOTFOUND tells what there is, see known.h. */
TRUCE_MUST_USE truce_status find_actor(composer *k, truce_str asked, uint32_t *side,
                                       truce_error *err);

/* The actor itself, likewise; TRUCE_NONE for nobody. */
uint32_t find_named(const truce_case *c, truce_str asked);

/* Where somebody of a side was asked about, a paragraph that says so: what is shown is of the whole
 * side. */
void find_actor_note(composer *k, truce_str asked, uint32_t side);

#endif
