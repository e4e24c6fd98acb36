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

/* actors_of.c: leave what is about one side: paths of leverage that it is on, with their hops;
 * itself among the mediators, the sides and what moves them. Ties stay whole: who shows them looks
 * at whose they are. Cost O(what there is). False when memory is out. */
TRUCE_MUST_USE bool actors_keep_of(composer *k, truce_actors *a, actor_sides *sides, uint32_t side);

/* compose_home.c: what presses each party from within, with who says so; in short at most 8 of
 * each. Nothing where nothing is reported of any party shown. Cost O(facets of parties). */
void compose_home(composer *k, const truce_actors *a, bool whole);

/* compose_network.c: the ties as a figure, without a heading; nothing where there are no parties or
 * no ties. Cost O(ties + a log a) for a actors, for every two parties of the first eight. */
void compose_network(composer *k, const truce_actors *a);

#endif
