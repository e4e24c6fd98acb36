/* gaps_parts.h - what the finders of gaps share (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_GAPS_PARTS_H
#define TRUCE_SRC_EVIDENCE_GAPS_PARTS_H

#include "truce/evidence/gaps.h"

/* One gap is built at a time: `item_at[name]` is its item about that record when `built[name]` is
 * the number of the gap. */
typedef struct finder {
    const truce_matrix *m;
    const truce_scope *scope;
    const truce_case *c;
    truce_arena *arena;
    truce_gaps *out;
    truce_gap gap;      /* being built */
    uint32_t number;    /* of it; from 1 */
    uint32_t *item_at;  /* [symbol] */
    uint32_t *built;    /* [symbol] */
    uint32_t *asked;    /* [actor] -> number of the gap that asks it */
    uint32_t *by_topic; /* issues by topic, then in reading order */
    uint32_t *column;   /* [actor] -> column of its side, or n_parties */
    bool *mediates;     /* [actor] */
    bool failed;
} finder;

/* A statement of a claim in scope, of one of those kinds; the claim is not the team's own reading.
 */
typedef void found(finder *f, uint32_t claim, const truce_statement *st, void *data);
void each_statement(finder *f, uint32_t kinds, found *tell, void *data);

/* Begin a gap; end it: kept when it has an item. */
void gap_begin(finder *f, truce_gap_kind kind, uint32_t party);
void gap_end(finder *f);
/* The item about a record, new if there is none; NULL when memory is out. */
truce_gap_item *gap_item(finder *f, truce_symbol name);
void gap_claim(finder *f, truce_gap_item *item, uint32_t claim);
void gap_word(finder *f, truce_gap_item *item, truce_str word);
void gap_group(finder *f, truce_gap_item *item, uint32_t group);
/* Ask an actor's side; each once. */
void gap_ask(finder *f, uint32_t actor);
void gap_ask_refs(finder *f, truce_refs actors);
void gap_ask_parties(finder *f);
void gap_ask_mediators(finder *f);

/* gaps_sides.c */
void find_gaps_of_sides(finder *f);
void find_gaps_of_knowledge(finder *f);
/* gaps_ranks.c */
void find_gaps_of_ranks(finder *f);
/* gaps_words.c */
void find_gaps_of_words(finder *f);
/* gaps_deal.c */
void find_gaps_of_deal(finder *f);
void find_gaps_of_deciding(finder *f);
/* gaps_messages.c */
void find_gaps_of_messages(finder *f);
/* gaps_dates.c */
void find_gaps_of_dates(finder *f);
/* gaps_order.c: of all gaps, when they are found. */
void order_gaps(finder *f);

/* Topics in which something is promised over time. */
#define TOPIC(topic) (1U << TRUCE_TOPIC_##topic)
#define TOPICS_PROMISED                                                                            \
    (TOPIC(CEASEFIRE) | TOPIC(WITHDRAWAL) | TOPIC(EXCHANGE) | TOPIC(RETURN) | TOPIC(AID))

#endif
