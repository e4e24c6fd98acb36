/* gaps_parts.h - what the finders of gaps share (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_GAPS_PARTS_H
#define TRUCE_SRC_EVIDENCE_GAPS_PARTS_H

#include "truce/evidence/gaps.h"
#include "truce/evidence/offers.h"

/* Whom to ask about an item of the gap that is built; TRUCE_NONE: about each. */
typedef struct asked_one {
    uint32_t item;
    truce_whom whom;
} asked_one;

/* One gap is built at a time: `item_at[name]` is its item about that record when `built[name]` is
 * the number of the gap. */
typedef struct finder {
    const truce_matrix *m;
    const truce_scope *scope;
    const truce_case *c;
    truce_arena *arena;
    truce_gaps *out;
    truce_gap gap;     /* being built */
    uint32_t number;   /* of it; from 1 */
    uint32_t *item_at; /* [symbol] */
    uint32_t *built;   /* [symbol] */
    asked_one *asked;  /* of the gap that is built */
    size_t n_asked, cap_asked;
    uint32_t *ask_at;      /* [actor] -> its place in `ask` of the gap whose number is `ask_of` */
    uint32_t *ask_of;      /* [actor] */
    uint32_t *by_topic;    /* issues by topic, then in reading order */
    uint32_t *column;      /* [actor] -> column of its side, or n_parties */
    bool *mediates;        /* [actor] */
    uint32_t *mediator_by; /* [actor] -> the first claim that calls it so, or TRUCE_NONE */
    truce_offers offers;   /* for who could tell of them */
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
/* gaps_whom.c: ask the side of an actor, about `item` or (NULL) each item. An actor that is none is
 * not asked. */
void gap_ask(finder *f, const truce_gap_item *item, uint32_t actor, truce_whom_why why,
             uint32_t claim);
/* Those who speak in a claim, about an item. */
void gap_ask_speakers(finder *f, const truce_gap_item *item, uint32_t claim);
void gap_ask_refs(finder *f, const truce_gap_item *item, truce_refs actors, truce_whom_why why);
void gap_ask_parties(finder *f);
void gap_ask_mediators(finder *f);
/* Who could tell of an offer; a NULL offer: of any. */
void gap_ask_of_offer(finder *f, const truce_gap_item *item, const truce_offer_file *offer);
/* Put those who were asked into the gap that is built. */
void gap_put_asked(finder *f);

/* gaps_unsaid.c */
void find_gaps_unsaid(finder *f);
/* gaps_talks.c */
void find_gaps_of_talks(finder *f);
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
/* gaps_asked.c */
void find_gaps_of_answers(finder *f);
/* gaps_dates.c */
void find_gaps_of_dates(finder *f);
/* gaps_order.c: of all gaps, when they are found. */
void order_gaps(finder *f);

/* Topics in which something is promised over time. */
#define TOPIC(topic) (1U << TRUCE_TOPIC_##topic)
#define TOPICS_PROMISED                                                                            \
    (TOPIC(CEASEFIRE) | TOPIC(WITHDRAWAL) | TOPIC(EXCHANGE) | TOPIC(RETURN) | TOPIC(AID))

#endif
