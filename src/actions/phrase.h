/* phrase.h - the model in words: what all papers say in the same way (private to the room).
 *
 * Each function appends to a buffer; phrase_keep() moves what the buffer holds into the arena and
 * empties it. */
#ifndef TRUCE_SRC_ACTIONS_PHRASE_H
#define TRUCE_SRC_ACTIONS_PHRASE_H

#include "truce/base/buffer.h"
#include "truce/evidence/matrix.h"

/* The title of an actor, or "someone". */
truce_str phrase_actor(const truce_case *c, truce_ref ref);

/* "home (for: Women, Children)"; "5.0 percent or more"; "durable or permanent"
 * of a ladder's upper end, or "durable, or anything further up the list" where more than four rungs
 * are meant; "something, not stated which". */
void phrase_options(truce_buffer *out, const truce_case *c, const truce_item *item);

/* The issue's title, a colon, and the options. */
void phrase_item(truce_buffer *out, const truce_case *c, const truce_item *item);

/* What is demanded, with its order; `with_issue` puts the issue before the options. */
void phrase_demand(truce_buffer *out, const truce_case *c, const truce_demand *demand,
                   bool with_issue);

/* The same of a position, and of one that a statement takes: who rejects something for several
 * groups rejects it for all of them at once. */
void phrase_asked(truce_buffer *out, const truce_case *c, const truce_position *p, bool with_issue);
void phrase_stated(truce_buffer *out, const truce_case *c, const truce_statement *st,
                   const truce_demand *demand, bool with_issue);

/* ", if ...", "; unless ...", or nothing: a title may hold a comma, and "unless" would read on. */
void phrase_condition(truce_buffer *out, const truce_case *c, truce_condition condition);

/* "firmly demands", "has not accepted". */
void phrase_stance(truce_buffer *out, truce_stance stance, bool denied, bool firm, bool flexible);

/* The same of a position: "firmly" only when every claim of it says so. */
void phrase_position_stance(truce_buffer *out, const truce_position *p);

/* "Ismail Haniyeh", "one official of Israel via CNN", "Trendy Digests itself", "the report s1"; and
 * of what no source says, "our reading of s2:P7; nobody says so". */
void phrase_speakers(truce_buffer *out, const truce_case *c, const truce_claim *claim);

/* One of them: "one official of Israel". */
void phrase_speaker(truce_buffer *out, const truce_case *c, const truce_speaker *speaker);

/* Without a verb, so that it fits one and many: "mediator", "leverage over Hamas", "set aside
 * (the aid network)", "withdrawn", "not: contact with Israel". */
void phrase_tie(truce_buffer *out, const truce_case *c, const truce_statement *st);

/* The words of a trait: "a ceasefire by other means; not said which". */
void phrase_trait_words(truce_buffer *out, const truce_statement *st);

/* Anything that a claim states, as one phrase with its times: "offer “Bridge” conveyed to Hamas, at
 * 2031-02-01". The words of the source are in quotation marks. */
void phrase_statement(truce_buffer *out, const truce_case *c, const truce_statement *st);

/* The times that are said with a statement: "at “Sunday”, before “Talks resume”"; nothing for none.
 */
void phrase_times(truce_buffer *out, const truce_case *c, truce_times times);

/* The date of a claim and what it rests on: "2024-03~ (estimate s2-about by First analyst)",
 * "undated". */
void phrase_time(truce_buffer *out, const truce_scope *scope, uint32_t claim);

/* The date alone, without a time of day: "2031-02-03", "2024-03~ (estimate)", "undated". */
void phrase_date(truce_buffer *out, const truce_scope *scope, uint32_t claim);

/* The same of one statement: its own time where it gives one ("at 2031-02-01", "during “Talks
 * resume”"), else the claim's. */
void phrase_statement_date(truce_buffer *out, const truce_scope *scope, uint32_t claim,
                           const truce_statement *st);

/* A state of the talks: "running", "close to a deal". */
truce_str phrase_state(size_t state);

truce_str phrase_keep(truce_buffer *out, truce_arena *arena, bool *failed);

#endif
