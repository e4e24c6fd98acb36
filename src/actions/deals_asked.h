/* deals_asked.h - packages that are asked for by what they are worth (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_DEALS_ASKED_H
#define TRUCE_SRC_ACTIONS_DEALS_ASKED_H

#include "compose_deals.h"
#include "truce/deals/search.h"

enum { DEAL_BEST_SHOWN = 5 };

typedef struct deal_asked {
    uint32_t best;         /* --best: the party, or TRUCE_NONE */
    truce_ranking ranking; /* its best packages; or, where others are left at least so much: */
    truce_frontier frontier;
    truce_frontier_point *within; /* the best of the frontier, as good as each other */
    uint32_t n_within;
    truce_band band;      /* --at-least, else the reservation values, or nothing */
    bool banded;          /* --at-least was given */
    truce_decimal *least; /* then [party]: as it was given */
    bool counted;         /* then `count` is how many packages are of the band */
    truce_zopa count;
    bool near; /* --near */
    truce_nearest nearest;
    bool random; /* --random */
    truce_drawn drawn;
} deal_asked;

/* Whether the request asks for such packages: they are then the answer. */
bool deal_is_asked(const composer *k);
/* Find them, in the session's arena. Errors as deal(), and TRUCE_ENOTFOUND (a side that is not
 * weighed), TRUCE_EINVAL (orders or ranges; an amount that is none, or far from what packages are
 * worth; a target that leaves a side out). */
TRUCE_MUST_USE truce_status deal_ask(composer *k, dealt *d, deal_asked *a, truce_error *err);

/* compose_asked.c */
void compose_asked(composer *k, const dealt *d, const deal_asked *a);
void compose_asked_json(composer *k, const dealt *d, const deal_asked *a, truce_json *json);

#endif
