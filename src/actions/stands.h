/* stands.h - from the matrix to what rules packages out (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_STANDS_H
#define TRUCE_SRC_ACTIONS_STANDS_H

#include "truce/deals/stands.h"
#include "truce/evidence/matrix.h"

/* One position: what is told of it on paper. */
typedef struct held_position {
    uint32_t actor; /* who is said to hold it: the party, or one of its people */
    uint32_t *of;   /* positions of the matrix, one for each line; rising */
    uint32_t n;
    const truce_statement *statement; /* as its first claim states it; a list for a package */
    uint32_t *claims;                 /* in reading order, each once */
    uint32_t n_claims;
    bool package, any; /* it is stated as a whole list; one of the list is enough */
    bool only_if;      /* an acceptance or offer on a condition */
    uint32_t offer;    /* the offer whose terms it is; TRUCE_NONE: stated as a position */
    bool kept;         /* an offer taken as held firm because that was asked for */
    bool supposed;     /* nobody reports it: it was asked what would follow from it */
    bool inferred;     /* nobody reports it: it is our own reading */
    bool eased;        /* what is supposed takes something from it */
    bool dropped;      /* it was asked what follows without it: no stand states it */
} held_position;

/* Positions that stand and rule nothing out, or that cannot be weighed here. */
typedef struct held_aside {
    uint32_t n_accepted;  /* accepts or offers, on no condition */
    uint32_t n_preferred; /* prefers, intends */
    uint32_t n_denied;    /* that somebody has not accepted, offered or demanded something */
    uint32_t n_orders;    /* about which comes first */
    uint32_t n_unstated;  /* nobody says which option */
} held_aside;

typedef struct held_stands {
    truce_stands stands;
    held_position *positions; /* [position of the stands] */
    truce_str *assumptions;   /* the words; empty for a condition that nobody stated */
    uint32_t *assumed_by;     /* [assumption] -> the first position that names it */
    held_aside aside;
} held_stands;

/* What is asked of the positions; the zero value is: as they are. */
typedef struct stands_ask {
    bool hold;                     /* every offer is held as firmly as a demand */
    const bool *held_offers;       /* [offer]: so are the terms of these; NULL: of none */
    const bool *links_off;         /* [link]: it does not bind; NULL: all do that can */
    uint32_t supposed, n_supposed; /* claims from `supposed` on that tell what is supposed of a
                                      party: its latest position, whatever else is told of it */
    uint32_t without, n_without;   /* claims from `without` on that are left out */
    bool first_hand;               /* only what somebody of the side itself says */
} stands_ask;

/* The positions of the matrix's parties that stand, as stands; our own readings too, as
 * `inferred`. What all its claims see denied and what is superseded is left out, and so is a demand
 * after which the same actor surely later asked, on no condition, for what leaves more. An offer is
 * a demand where every claim calls it firm, or where that is asked for. A matrix with offers gives
 * their terms too: an offer is one position, and what claims report of it differently binds only as
 * far as they agree. Everything lives in `arena`. TRUCE_ENOMEM. Cost O(s log s) for s statements.
 */
TRUCE_MUST_USE truce_status stands_make(const truce_matrix *matrix, const stands_ask *ask,
                                        truce_arena *arena, held_stands *out, truce_error *err);

/* Take the stands of some positions away: they are `dropped`, and keep their numbers. False when
 * memory is out. */
bool stands_drop(held_stands *held, const bool *dropped, truce_arena *arena);

#endif
