/* stands.h - what each party holds, as a constraint on packages.
 *
 * A package chooses one option for every issue, or for every group where an issue is decided for
 * each apart. A stand rules packages out: a demand those in which one of its terms does not hold, a
 * refusal those in which all of its terms hold, an acceptance "only if" those in which its term
 * holds and none of its conditions does. What a party merely accepts, prefers or intends rules out
 * nothing and is no stand. Words that nobody could turn into options are free: they may hold or
 * not, and are listed as assumptions.
 *
 * Who says so, what supersedes what, and how well it is attested was decided before; a stand keeps
 * the claims it rests on.
 */
#ifndef TRUCE_DEALS_STANDS_H
#define TRUCE_DEALS_STANDS_H

#include "truce/case/options.h"

/* Options of one issue for some groups, or an assumption. */
typedef struct truce_stand_term {
    uint32_t issue;           /* TRUCE_NONE: an assumption */
    truce_option_set options; /* of an issue: not empty */
    const uint32_t *groups; /* places in the issue's `per` list, rising; n_groups 0: all of them */
    uint32_t n_groups;
    uint32_t
        assumption; /* which: the same words are the same one, and each condition that nobody
                       stated is one of its own, for all options and groups that it is put on */
    bool denied;    /* that it is not so */
} truce_stand_term;

/* Terms that hold together. */
typedef struct truce_stand_condition {
    const truce_stand_term *terms;
    uint32_t n;
} truce_stand_condition;

typedef enum truce_stand_kind {
    TRUCE_STAND_DEMAND,  /* its terms hold; with `any`, one of them does */
    TRUCE_STAND_REFUSAL, /* its terms do not all hold */
    TRUCE_STAND_ONLY_IF  /* where its one term holds, one of its conditions does */
} truce_stand_kind;

/* What it would cost its party to give it up: red lines weigh more than all that is stated, and
 * that more than all that is called open. */
typedef enum truce_stand_firmness {
    TRUCE_STAND_RED_LINE,
    TRUCE_STAND_STATED,
    TRUCE_STAND_FLEXIBLE,
    TRUCE_STAND_FIRMNESS_N
} truce_stand_firmness;

typedef struct truce_stand {
    truce_stand_kind kind;
    uint32_t position; /* which position it states; one position may take several stands to state */
    const truce_stand_term *terms;
    uint32_t n_terms;
    bool any;
    const truce_stand_condition *conditions; /* DEMAND, REFUSAL: none or one, on which it binds */
    uint32_t n_conditions;
} truce_stand;

/* Whose position it is. */
typedef struct truce_stand_holder {
    uint32_t party; /* 0 .. n_parties - 1, in the order in which parties are to be listed */
    truce_stand_firmness firmness;
} truce_stand_holder;

/* Options that a party demands, offers, accepts or prefers, for the groups of the term. */
typedef struct truce_acceptance {
    uint32_t party;
    truce_stand_term term;
} truce_acceptance;

/* All that is held: positions by number, and the stands that state them. */
typedef struct truce_stands {
    const truce_stand *at;
    uint32_t n;
    const truce_stand_holder *positions;
    uint32_t n_positions, n_parties, n_assumptions;
    const truce_acceptance *accepted;
    uint32_t n_accepted;
    const bool *links_off; /* [link of the case]: it does not bind here; NULL: all that can do */
} truce_stands;

#endif
