/* accounts.h - which claims do not match, found by rule and grouped, beside those a person
 * declared.
 *
 * One disagreement is one row, with a part for each thing that is said and the claims that say it.
 * A row says by which rule it was found and never who is right. Claims that are one witness
 * (copies, one speaker through one outlet, the voice of one report) clash with each other only as
 * `self`. What is our own reading (`inferred`) is not compared.
 */
#ifndef TRUCE_EVIDENCE_ACCOUNTS_H
#define TRUCE_EVIDENCE_ACCOUNTS_H

#include "truce/evidence/matrix.h"

enum {
    TRUCE_ACCOUNT_CONTENTS_MAX = 64
}; /* different positions of one side on one issue that are
      compared with each other; more are not, and it is said */

/* What was compared. In brackets: what `subject` and `other` are an index of (TRUCE_NONE: nothing),
 * and what the `what` of a part is. */
typedef enum truce_account_rule {
    TRUCE_RULE_OFFER,     /* a stage is claimed and denied [offer, NONE: any; -] */
    TRUCE_RULE_EVENT,     /* an event happened, or did not [event; -] */
    TRUCE_RULE_WHEN,      /* dates of one event that exclude each other [event; -] */
    TRUCE_RULE_DOER,      /* one event, by different actors [event, source or NONE: several; -] */
    TRUCE_RULE_ACCUSER,   /* one accusation, by different actors [side accused, source; -] */
    TRUCE_RULE_NARRATIVE, /* one record explained in different ways [symbol of the record; -] */
    TRUCE_RULE_TIE,       /* role, relation, trait, rank or movement said and denied [actor or issue
                             by the statement's kind; 1: denied] */
    TRUCE_RULE_DENIAL,    /* a claim is denied by another [claim; 1: denies] */
    TRUCE_RULE_COUNT,     /* one thing counted differently [term; -] */
    TRUCE_RULE_CONTACT,   /* whether the talks go on [-; code, + 64 * (actor + 1) or
                             64 * (n_actors + event + 1) of leaving] */
    TRUCE_RULE_HEADWAY,   /* whether they move [-; code] */
    TRUCE_RULE_PRESENCE,  /* whether a side takes part [side; the same] */
    TRUCE_RULE_POSITION,  /* what one side holds on one issue [side, issue; position] */
    TRUCE_RULE_MOVEMENT,  /* it softens, and is firm or accepts nothing [side, issue or NONE; see
                             TRUCE_MOVED_] */
    TRUCE_RULE_BLAME,     /* on whom it falls [-; side, or side + TRUCE_ACCUSED, or, where
                             somebody says that it is not to blame, side + TRUCE_CLEARED] */
    TRUCE_RULE_RANK,      /* what matters most [side or NONE: to the talks; issue, or source +
                             TRUCE_MUCH for what it says matters much] */
    TRUCE_RULE_ROSTER,    /* who mediates, by source [-; -] */
    TRUCE_RULE_CAPACITY,  /* what a mediator is besides [side; truce_capacity, + 8 * (object
                             + 1) of an ally or financier] */
    TRUCE_RULE_TERM,      /* words for one thing [term; -] */
    TRUCE_RULE_WORD,      /* words for one option [issue; -] */
    TRUCE_RULE_DECLARED,  /* no rule: a person's `account` record */
    TRUCE_RULE_N
} truce_account_rule;

#define TRUCE_MUCH    UINT32_C(0x80000000)
#define TRUCE_ACCUSED UINT32_C(0x80000000)
#define TRUCE_CLEARED UINT32_C(0x40000000)

/* Codes of the states: truce_state, the same denied, and these. */
enum {
    TRUCE_CODE_NOT = 16,  /* + truce_state */
    TRUCE_CODE_LEFT = 32, /* a party has left or withdrawn */
    TRUCE_CODE_IN,        /* a side takes part */
    TRUCE_CODE_OUT,       /* it has left or withdrawn */
    TRUCE_CODE_N
};

enum { TRUCE_MOVED_SOFTENS, TRUCE_MOVED_EARLIER, TRUCE_MOVED_UNORDERED, TRUCE_MOVED_LATER };

typedef enum truce_capacity {
    TRUCE_CAPACITY_MEDIATOR,
    TRUCE_CAPACITY_ALLY,
    TRUCE_CAPACITY_FINANCIER,
    TRUCE_CAPACITY_WITHDRAWS,
    TRUCE_CAPACITY_POSITION,
    TRUCE_CAPACITY_INTEREST
} truce_capacity;

/* One of the things said. */
typedef struct truce_account_part {
    uint32_t what;
    const truce_statement
        *statement;             /* of its first claim; NULL when only the account names them */
    const truce_demand *demand; /* POSITION, WORD: as its first claim states it */
    uint32_t *claims;           /* in reading order */
    uint32_t n_claims;
} truce_account_part;

typedef struct truce_account_row {
    truce_str id; /* from the rule and the names of what it is about; no two rows share one */
    truce_account_rule rule;
    truce_account_kind kind;
    uint32_t subject, other;
    uint32_t declared;  /* the record that covers it (its kind prevails), or TRUCE_NONE */
    bool order_unknown; /* time: dates do not tell which came first */
    bool mixed;         /* POSITION, time: some of it is told of one time, and differs there */
    bool denied_first;  /* OFFER, EVENT: all denials are surely older than all that is claimed, by
                           the  dates of the claims: it may have come in between */
    truce_account_part *parts; /* two or more; DECLARED: one for each claim; CAPACITY: perhaps one,
                                  of somebody whom the case declares a mediator */
    uint32_t n_parts;
    uint32_t *claims; /* of all parts, in reading order; two or more, but for CAPACITY */
    uint32_t n_claims;
    uint32_t *who; /* actors who could settle it, by rule; in reading order, those last of whom
                      any one may know: the mediators, but for one who speaks in the row; OFFER: as
                      offers.h lists who could tell */
    uint32_t n_who, n_any; /* the last `n_any` are any of several */
} truce_account_row;

typedef struct truce_accounts {
    const truce_matrix *matrix; /* kept */
    truce_account_row
        *at; /* by kind (fact state blame time scope rank role term self), then first claim */
    uint32_t n;
    uint32_t
        n_clashes; /* the rows before those of kind `none`, which were looked at: no conflict */
    bool partly_compared; /* some side holds too many positions on an issue */
} truce_accounts;

/* Find them among the claims of the matrix's scope.
 *
 * States of the talks and presence clash when their times overlap: by date (a time of day counts as
 * its day), or in one source that does not order them, or during one event. Of the talks those
 * clash, too, that may both stand now: of the latest date, or of a time that nothing tells.
 *
 * Positions of one side on one issue, two at a time, each with all its claims: `time` when some
 * claim of one is surely later than all of the other, and none of the one overlaps in date with one
 * of the other, of another witness; else no row when all are one witness; `scope` when they differ
 * only in groups, extent or condition, or ask for different things of which one is an option off
 * the ladder. Of the rest (the side is for and against it, or for what excludes it), of different
 * witnesses: `self` when voices of the side itself differ so on dates that overlap, or in one
 * report with one date or none (one side, several voices); `fact` when one report with one date or
 * none tells both (those who tell of it differ). Others are no row when all are dated and none
 * overlap, and `time` of an order that is not known when not. Pairs of one kind are one row. A row
 * that shares a position with one of an earlier of these kinds is part of it: time, fact, self,
 * scope; but fact and self are never part of time. Time is `mixed` when it shares one with any
 * other.
 *
 * A tie that is surely first denied and later claimed is `time`; its own date comes before that of
 * its claim.
 *
 * A declared account covers a row when it names every claim of the row, or all but those that are
 * copies of claims it names; all rows that it covers are then one, with its kind and claims. An
 * account with fewer than two claims in scope is left out.
 *
 * Everything lives in `arena`; `matrix` is kept. TRUCE_ENOMEM. Expected O(s log s) for s
 * statements, with at most TRUCE_ACCOUNT_CONTENTS_MAX comparisons for each position. */
TRUCE_MUST_USE truce_status truce_accounts_make(const truce_matrix *matrix, truce_arena *arena,
                                                truce_accounts *accounts, truce_error *err);

#endif
