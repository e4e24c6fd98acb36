/* digest_since.h - what became known since a date: the case then and now, and each sort of what is
 * new (private to these files). */
#ifndef TRUCE_SRC_ACTIONS_DIGEST_SINCE_H
#define TRUCE_SRC_ACTIONS_DIGEST_SINCE_H

#include "digest.h"

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
};
typedef struct digest_before before;

/* Items of one sort: the list they go to, how many more may be shown, how many there are. They are
 * counted first, with no list and no room. */
typedef struct sort {
    composer *k;
    truce_block *list;
    uint32_t left, n;
} sort;

/* Ids in order, to look one up; NULL when memory is out. */
truce_str *since_account_ids(composer *k, const truce_accounts *a);
bool since_has(const truce_str *sorted, uint32_t n, truce_str id);

void since_states(sort *s, const before *b);
void since_events(sort *s, const before *b);
void since_moved(sort *s, const before *b);
void since_offers(sort *s, const before *b);
void since_opened(sort *s, const before *b);
void since_settled(sort *s, const before *b);
void since_positions(sort *s, const before *b);
void since_closed_gaps(sort *s, const before *b);
void since_claims(sort *s, const before *b);

#endif
