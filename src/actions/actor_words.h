/* actor_words.h - ties and what moves actors, in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_ACTOR_WORDS_H
#define TRUCE_SRC_ACTIONS_ACTOR_WORDS_H

#include "compose_actors.h"

enum { ACTOR_CLAIMS = 8 /* of one line that are named */ };

truce_str actor_title(const composer *k, uint32_t actor);
/* Whether --of asks for it; everything is shown when it asks for nobody. */
bool actor_is_shown(const composer *k, uint32_t side);
/* The claims behind a line, and that it is our own reading where all of them are. */
void actor_cite(composer *k, truce_sentence *sentence, const uint32_t *claims, uint32_t n);
/* "(brought it to the table)": the words given with a relation, which are those of its one claim;
 * several may differ. */
void actor_tie_words(composer *k, truce_sentence *sentence, const truce_tie *tie);
/* The time that the statement gives; when the claim was made too, unless that time is a date. */
void actor_time(truce_buffer *out, composer *k, uint32_t claim, const truce_statement *st);
/* "- Antonio Guterres; the report s1, 2025-07~ (estimate)": who says so, each once for each date.
 */
void actor_tellers(composer *k, truce_sentence *sentence, const truce_tie *tie);
/* A tie as a sentence, in which source and when; its actor is named where he is not the side. */
void actor_tie(composer *k, truce_cell *cell, const truce_tie *tie, uint32_t side);

/* compose_leverage.c: who can press whom, and who is close to whom. `mediators`: the sides that are
 * mediators. */
void compose_leverage(composer *k, const truce_actors *a, const actor_sides *sides,
                      const uint32_t *mediators, uint32_t n_mediators);
void compose_alliances(composer *k, const truce_actors *a);

/* compose_sayings.c: what a claim says in words of somebody of a side, a line each in an item,
 * or (NULL) a passage each in a cell. And all that claims in scope say so of a side, blame and
 * accusation likewise, then all that it says itself, of others, of events, of issues, forecasts
 * too: two lists with their headings, the last 24 of each; nothing where nothing is said. And
 * whether a statement is of the first sort, or of the second; side TRUCE_NONE: of anybody. What it
 * says of an actor is of the first. Cost O(s log s) for s statements. */
void compose_sayings_in(composer *k, truce_passage *item, truce_cell *cell, uint32_t claim,
                        uint32_t side);
void compose_sayings_of(composer *k, uint32_t side);
enum {
    ACTOR_SAYINGS = TRUCE_STATED(TRUCE_STATES_SAYING) | TRUCE_STATED(TRUCE_STATES_BLAME) |
                    TRUCE_STATED(TRUCE_STATES_ACCUSATION)
};
/* Of whom one of these is; TRUCE_NONE: of no actor, or another statement. */
uint32_t compose_saying_of(const composer *k, const truce_statement *st);
bool compose_is_saying(const composer *k, const truce_stated *at, uint32_t side);
bool compose_is_speech(const composer *k, const truce_stated *at, uint32_t side);

/* compose_answers.c: of whom no answer to the side is reported, and to whom none of it; nothing
 * where nobody presses anybody. */
void compose_answers(composer *k, uint32_t side);

/* compose_moves.c: what moves each side; and one thing of it. */
void compose_facets(composer *k, const truce_actors *a, const actor_sides *sides);
void compose_facet(composer *k, truce_cell *cell, const truce_facet *f, bool with_kind);

#endif
