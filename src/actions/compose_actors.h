/* compose_actors.h - the actors of a paper, side by side (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_ACTORS_H
#define TRUCE_SRC_ACTIONS_COMPOSE_ACTORS_H

#include "compose.h"
#include "truce/evidence/actors.h"

typedef struct actor_sides {
    uint32_t *at; /* sides of which something is to show: parties first, then in reading order */
    uint32_t n;
    uint32_t *all; /* all sides, in the same order */
    uint32_t n_all;
    uint32_t *members; /* actors by side; the side itself first */
    uint32_t
        *begins; /* [actor]: members[begins[s]] .. members[begins[s + 1]] are those of side s */
} actor_sides;

/* False when memory is out. */
bool actor_sides_find(composer *k, const truce_actors *a, actor_sides *sides);

/* compose_network.c: the ties as a figure, without a heading; nothing where there are no parties or
 * no ties. Cost O(ties + a log a) for a actors, for every two parties of the first eight. */
void compose_network(composer *k, const truce_actors *a);

#endif
