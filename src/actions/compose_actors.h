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

/* compose_beside.c: "Another claim tells of Israel: set it aside (the aid network)", for the front
 * of a sentence about `other`, a tie that stands beside `tie`; "The same claim" where it is. */
void compose_beside_front(composer *k, truce_sentence *sentence, const truce_tie *tie,
                          const truce_tie *other);

/* What is predicted, by claim. */
typedef struct forecasts {
    uint32_t *first;         /* [claim] -> in `at`, or TRUCE_NONE; NULL when there are none */
    const truce_stated **at; /* in reading order: those of one claim stand together */
    uint32_t n;
} forecasts;

/* Of the claims in scope; in the arena. False when memory is out. Cost O(claims + statements). */
TRUCE_MUST_USE bool forecasts_find(composer *k, forecasts *f);

/* What the first `most` claims of a tie predict besides, three of it, as a sentence; or nothing. */
void compose_foreseen(composer *k, truce_passage *passage, const forecasts *f, const truce_tie *tie,
                      uint32_t most);

/* A list, below the paths to `party`: each of the `n` mediators (sides) from whom no path to it
 * begins, and whom each finances that is no party. Nothing where there is none of it. Where not all
 * paths are known, nobody is said to have none. Cost O(paths * n + ties of the mediators). */
void compose_mediators_toward(composer *k, const truce_actors *a, const actor_sides *sides,
                              const uint32_t *mediators, uint32_t n, uint32_t party);

/* compose_home.c: what presses each party from within, with who says so; in short at most 8 of
 * each. Nothing where nothing is reported of any party, and no party was asked for (--of), of which
 * that is said. Cost O(facets of parties). */
void compose_home(composer *k, const truce_actors *a, bool whole);

/* compose_network.c: the ties as a figure, without a heading; nothing where there are no parties or
 * no ties. Cost O(ties + a log a) for a actors, for every two parties of the first eight. */
void compose_network(composer *k, const truce_actors *a);

#endif
