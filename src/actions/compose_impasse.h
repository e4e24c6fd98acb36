/* compose_impasse.h - the positions weighed, and the impasse in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_IMPASSE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_IMPASSE_H

#include "compose.h"
#include "stands.h"
#include "truce/deals/impasse.h"

/* What both forms of the answer are made of; in the session's arena. */
typedef struct weighed {
    truce_matrix matrix; /* with the terms of offers */
    held_stands held;
    truce_impasse impasse;
} weighed;

TRUCE_MUST_USE truce_status weigh(composer *k, weighed *w, truce_error *err);

void compose_impasse(composer *k, const weighed *w);
void compose_impasse_json(composer *k, const weighed *w, truce_json *json);

/* impasse_clashes.c: one position with its holder, how well it is known, and its claims; of a
 * package only the lines on `issues`, if given. */
void impasse_position(composer *k, truce_passage *item, const weighed *w, uint32_t position,
                      const bool *issues, uint32_t n_issues);
/* The links that cannot all hold; the clashes between sides, then those within one. */
void impasse_links(composer *k, const weighed *w);
void impasse_clashes(composer *k, const weighed *w);

/* impasse_openings.c */
void impasse_openings_found(composer *k, const weighed *w);

/* "hamas:duration:s2:P6": who holds it, on what (or "package", or an offer's name), and its first
 * claim. */
void impasse_position_id(composer *k, const weighed *w, const held_position *p);

/* "demands permanent", "only accepts durable if ...": what a position asks, without its holder. Of
 * a package only the lines on `issues`, if given, and how many lines there are; where `n_issues` of
 * them is 1, it need not be named. */
void impasse_position_says(composer *k, const weighed *w, const held_position *p,
                           const bool *issues, uint32_t n_issues);

/* The issues that a conflict is about: those that two of its positions name, in their lines or
 * conditions, or that a link ties to one of them. Rising. */
typedef struct impasse_matter {
    uint32_t *issues;
    uint32_t n;
} impasse_matter;

/* [conflict]; NULL when memory is out. */
impasse_matter *impasse_matters(composer *k, const weighed *w);

/* "How long the ceasefire lasts: durable": one choice of a package; nothing for an assumption that
 * holds as it is written. */
void impasse_choice(composer *k, const weighed *w, uint32_t variable, uint32_t value);

#endif
