/* offer_around.h - what the sides of the one offer that --offer names are said to have done around
 * it, and which other offers its sources name (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_OFFER_AROUND_H
#define TRUCE_SRC_ACTIONS_OFFER_AROUND_H

#include "compose.h"

/* How an event stands to the stages of the offer, as dates and claims order them. */
typedef enum around_order {
    AROUND_EARLIER, /* before a stage, and after none */
    AROUND_BETWEEN, /* after one and before another */
    AROUND_LATER,
    AROUND_UNKNOWN,
    AROUND_N
} around_order;

typedef struct offer_around {
    truce_timeline t;
    uint32_t *events[AROUND_N]; /* places in t.events, in their order there */
    uint32_t n_events[AROUND_N];
    truce_offer_file *others; /* in the order of the case */
    uint32_t n_others;
    uint32_t n; /* of events and others */
} offer_around;

/* Find, before keep_offers_asked(): events by the sides of k->offer, its makers, its recipients and
 * those of whom a stage is said, that are ordered to a stage or told by a source of one, but for
 * those that the claims on its stages alone tell; and other offers of which such a source tells,
 * whose sides may be the same. Nothing when no offer is asked for. False when memory is out.
 * O(statements of the case and their times). */
bool offer_around_find(composer *k, const truce_offers *o, offer_around *around);

/* As lists; nothing when there is nothing. */
void offer_around_tell(composer *k, const truce_offers *o, const offer_around *around);

/* Members "around" and "also_named" of the object that is open, when an offer is asked for. */
void offer_around_json(composer *k, const offer_around *around, truce_json *json);

#endif
