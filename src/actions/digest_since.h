/* digest_since.h - what became known since a date: the case then and now, and each sort of what is
 * new (private to these files). */
#ifndef TRUCE_SRC_ACTIONS_DIGEST_SINCE_H
#define TRUCE_SRC_ACTIONS_DIGEST_SINCE_H

#include "compose_sequence.h"
#include "digest.h"
#include "swaps.h"

/* The case as it was known then, and as it is known now. */
struct digest_before {
    truce_scope scope;
    truce_matrix matrix;
    truce_accounts accounts;
    truce_gaps gaps;
    const truce_timeline *line_now;
    const truce_accounts *accounts_now;
    const truce_offers *offers_now;
    const truce_gaps *gaps_now;
    swaps swaps_now;
    sequenced order, order_now; /* without giving and receiving */
    uint32_t *now_of;  /* [row of accounts] -> the row of accounts_now on the same matter, or
                          TRUCE_NONE */
    uint32_t *then_of; /* [row of accounts_now] -> the row of accounts */
};
typedef struct digest_before before;

/* Items of one sort: the list they go to, how many more may be shown, how many there are. They are
 * counted first, with no list and no room. */
typedef struct sort {
    composer *k;
    truce_block *list;
    uint32_t left, n;
} sort;

/* Room for one more? Counts it either way. */
bool since_take(sort *s);

/* Fill `now_of` and `then_of`: rows are one matter when the later one holds all claims of the
 * earlier, and was found by the same rule or is declared. False: memory is out. */
bool since_match_accounts(before *b, uint32_t n_claims, truce_arena *arena);
void since_accounts_json(const before *b, truce_json *json);

void since_states(sort *s, const before *b);
void since_events(sort *s, const before *b);
void since_moved(sort *s, const before *b);
void since_offers(sort *s, const before *b);
void since_opened(sort *s, const before *b);
void since_changed(sort *s, const before *b);
void since_settled(sort *s, const before *b);
void since_positions(sort *s, const before *b);
/* Totals of exchanges that are newly stated, and plans of exchanges newly backed. */
void since_swaps(sort *s, const before *b);
/* Whether the order of steps can be kept, where that is new. */
void since_order(sort *s, const before *b);
/* The same for machines: members of an open object. */
void since_swaps_json(composer *k, const before *b, truce_json *json);
void since_order_json(composer *k, const before *b, truce_json *json);
void since_closed_gaps(sort *s, const before *b);
void since_claims(sort *s, const before *b);

#endif
