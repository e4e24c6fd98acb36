/* account_charges.h - a row on blame by rounds (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_ACCOUNT_CHARGES_H
#define TRUCE_SRC_ACTIONS_ACCOUNT_CHARGES_H

#include "compose.h"
#include "truce/evidence/accounts.h"

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

#endif
