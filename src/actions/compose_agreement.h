/* compose_agreement.h - agreements on paper, part by part (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_AGREEMENT_H
#define TRUCE_SRC_ACTIONS_COMPOSE_AGREEMENT_H

#include "agreement_words.h"

/* The promises of the session's case, in its arena. */
TRUCE_MUST_USE truce_status compose_promises(composer *k, promises *p, truce_error *err);

/* How it stands, in a sentence; the same for a heading of a brief. */
void compose_agreement_count(composer *k, truce_passage *passage, const promises *p);
/* The table of obligations, what cannot be told of them, and what was seen and could not be used.
 */
void compose_obligations(composer *k, const promises *p);
/* Those that need a look, in short: with the state, its rule and what it is known from. */
void compose_obligations_short(composer *k, const promises *p);
/* agreement.c: the answer as a section, whole; or in short, and then nothing where no obligation is
 * known. */
TRUCE_MUST_USE truce_status compose_agreement(composer *k, bool whole, truce_error *err);
/* compose_agreement_seen.c: incidents; reports and incidents that are disputed. */
void compose_incidents(composer *k, const promises *p);
void compose_disputes(composer *k, const promises *p);
/* compose_agreement_lack.c: what obligations and the agreement lack. */
void compose_lacks(composer *k, const promises *p);
/* compose_unknown.c: what is not stated of obligations, and whom to ask for it. Not `whole`: the
 * first of them. */
void compose_unknown(composer *k, const promises *p, bool whole);
void compose_unknown_json(composer *k, const promises *p, uint32_t i, truce_json *json); /* "ask" */
/* compose_clauses.c: of each agreement, which usual clauses none of its lines names; whole: with
 * why, what to ask and the sources. */
void compose_clauses(composer *k, const promises *p, bool whole);
void compose_clauses_json(composer *k, const promises *p, truce_json *json); /* "agreements" */
/* agreement_json.c */
TRUCE_MUST_USE truce_status compose_agreement_json(composer *k, const promises *p, truce_json *json,
                                                   truce_error *err);

/* Cite those of the claims that are in scope. */
void compose_refs(composer *k, truce_sentence *sentence, truce_refs claims);
/* Indices of obligations in the order of agreement_order, then as the case has them. In the arena;
 * NULL when memory is out. */
uint32_t *compose_by_state(composer *k, const promises *p);

#endif
