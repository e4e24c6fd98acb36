/* gap_list.h - the gaps that are shown: all, those for one answer, those for one actor (private to
 * the room). */
#ifndef TRUCE_SRC_ACTIONS_GAP_LIST_H
#define TRUCE_SRC_ACTIONS_GAP_LIST_H

#include "compose.h"
#include "truce/evidence/gaps.h"

enum { GAP_ASKED_MAX = 64 /* who are listed of a gap that is shown in part */ };

typedef struct gap_entry {
    const truce_gap *gap; /* with the items that are asked of the actor alone */
    bool any;             /* the actor is any of several who are asked */
} gap_entry;

typedef struct gap_listing {
    truce_gaps gaps; /* all that were found */
    gap_entry *at;   /* in their order; of an actor first what it has to do with itself */
    uint32_t n, n_own;
    bool alone;    /* for one answer: every record with its claims */
    uint32_t side; /* whom to ask, or TRUCE_NONE: anybody */
} gap_listing;

/* Leave the gaps that name an issue that was asked for, each with those of its items alone; all
 * when none was asked for. Cost O(items). False when memory is out. */
TRUCE_MUST_USE bool keep_gaps_asked(composer *k, truce_gaps *g);

/* Find the gaps that the request asks for. `whole`: a gap comes once, else it may come twice, with
 * the items that are a matter of the actor itself and with the others. TRUCE_ENOTFOUND: there is no
 * such answer or actor. TRUCE_ENOMEM. */
truce_status gap_list(composer *k, bool whole, gap_listing *l, truce_error *err);

#endif
