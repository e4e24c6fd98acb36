/* account_charges.h - a row on blame by rounds (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_ACCOUNT_CHARGES_H
#define TRUCE_SRC_ACTIONS_ACCOUNT_CHARGES_H

#include "compose.h"
#include "truce/evidence/accounts.h"
#include "truce/evidence/told.h"

/* A claim that blames or accuses a side, or says that it is not to blame. */
typedef struct account_charge {
    uint32_t round, source, claim;
    bool dated;
    truce_date date;
    const truce_account_part *part, *also; /* also: it accuses too, or NULL */
} account_charge;

typedef struct account_charges {
    account_charge *at; /* by round, then side */
    uint32_t n;
} account_charges;

/* All of a row of TRUCE_RULE_BLAME, each claim once for a side. A round is what was told at one
 * time: it ends where nothing more was told within a fortnight. What is not dated is the last one,
 * apart. In the arena of `k`; none where memory is out. Cost O(n log n) for n claims. */
account_charges account_charges_of(composer *k, const truce_account_row *row);

/* Behind the last of the round that begins at `begin`. */
uint32_t account_round_end(const account_charges *c, uint32_t begin);

/* "blame on Benjamin Netanyahu (Israel) - Mousa Abu Marzouk: an agreement was aborted, 2024-05~";
 * `n` of them, one a line, at most 16 of each side. */
void account_charge_line(composer *k, truce_sentence *sentence, const truce_account_row *row,
                         const account_charge *c);
void account_charges_add(composer *k, truce_cell *cell, const truce_account_row *row,
                         const account_charge *at, uint32_t n);

/* ---- account_rounds.c: what stands beside the charges of a round ---- */

enum { ROUND_EVENTS = 4, ROUND_CLAIMS = 8, ROUND_SILENT = 4 /* shown */ };

typedef struct account_round {
    uint32_t events[ROUND_EVENTS]; /* that its claims tell, but for statements; as first told */
    uint32_t n_events;
    unsigned states;             /* of the talks that they tell, a bit each */
    uint32_t told[ROUND_CLAIMS]; /* claims that tell these */
    uint32_t n_told;
    const uint32_t
        *silent; /* sides that are charged, and for whom nobody answers; until the next */
    uint32_t n_silent;
} account_round;

/* What the rounds of a row are made with. In the arena of `k`; false where memory is out. */
typedef struct account_rounds {
    uint8_t *mark;    /* [actor] */
    uint32_t *marked; /* the actors that have one */
    uint32_t n_marked;
    uint32_t *silent; /* room for all actors */
    const uint32_t *denied_by;
} account_rounds;
bool account_rounds_make(composer *k, account_rounds *r);

/* Of the `n` charges of one round. O(what their claims state + actors). */
account_round account_round_of(composer *k, account_rounds *r, const account_charge *at,
                               uint32_t n);

/* "Told with it: Teams leave; talks broken. No answer by B is reported of this time." */
void account_round_tell(composer *k, truce_cell *cell, const account_round *round);

#endif
