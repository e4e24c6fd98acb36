/* accounts_parts.h - the rules by which claims do not match, a file for each idea (private to the
 * room). Each rule collects finds under a key, sorts them, and looks at each key's group once. */
#ifndef TRUCE_SRC_EVIDENCE_ACCOUNTS_PARTS_H
#define TRUCE_SRC_EVIDENCE_ACCOUNTS_PARTS_H

#include "lowest.h"
#include "matrix_parts.h"
#include "truce/evidence/accounts.h"
#include "truce/evidence/offers.h"
#include "truce/evidence/witness.h"

/* One claim's statement under the key (a, b); finds of equal `part` say the same. */
typedef struct find {
    uint32_t a, b, part, claim;
    const truce_statement *statement;
    const truce_demand *demand;
    bool dropped;
} find;

typedef struct finds {
    find *at;
    uint32_t n;
    size_t cap;
} finds;

typedef struct accounts_maker {
    const truce_matrix *m;
    const truce_case *c;
    truce_arena *arena;
    truce_symbols words;   /* texts and keys as numbers */
    uint32_t *root;        /* [claim] -> the claim that it is a copy of in the end, or itself */
    uint32_t *witness;     /* [claim] -> a number; equal: one witness */
    uint32_t *origin;      /* [source] -> the source that it copies in the end, or itself */
    uint32_t *stamp_claim; /* [claim], [actor]: marks for one look */
    uint32_t *stamp_actor;
    uint32_t stamp;
    truce_offers offers; /* for who could tell of them; made when first asked for */
    bool has_offers;
    bool *mediates;      /* [actor]: a side that somebody calls mediator, or the case does */
    uint32_t *mediators; /* actors, in reading order */
    uint32_t n_mediators;
    uint32_t *parties; /* actors */
    uint32_t n_parties;
    truce_accounts *out;
    size_t cap;
    bool failed;
} accounts_maker;

/* What one claim tells, and when. */
typedef struct telling {
    int64_t first, last;
    uint32_t witness;
    uint32_t report; /* its source, or what that copies in the end */
    bool dated;
    bool own; /* first-hand: a voice of the side itself */
} telling;

typedef struct tellings {
    telling *at; /* when sorted: the dated ones alone, by their start */
    telling *by_report;
    uint32_t n, n_dated;
} tellings;

/* accounts_meet.c. `copy` has room for as many. */
void tellings_sort(tellings *t, telling *copy);
/* Whether one of `a` and one of `b`, of different witnesses, have dates that overlap; or stand in
 * one report with the same date, or both with none. `own`: both by voices of the side itself. */
bool tellings_overlap(const tellings *a, const tellings *b, bool own);
bool tellings_share_report(const tellings *a, const tellings *b, bool own);

/* accounts.c: what the rules share */
void add_find(accounts_maker *k, finds *all, find f);
void sort_finds(finds *all); /* by key, part, claim, place */
/* The end of the group that begins at `i` of the sorted finds. */
uint32_t group_end(const finds *all, uint32_t i);
/* How many different parts the group's finds have that are not dropped. */
uint32_t count_parts(const find *at, uint32_t n);
/* Whether all finds that are not dropped are one witness. */
bool is_one_witness(const accounts_maker *k, const find *at, uint32_t n);
/* A row of the finds that are not dropped, sorted by part; NULL when fewer than two claims, or
 * memory is out. */
truce_account_row *add_row(accounts_maker *k, truce_account_rule rule, truce_account_kind kind,
                           uint32_t subject, uint32_t other, const find *at, uint32_t n);
/* These could settle it. The mediators: first those who speak in the row themselves, then any of
 * the others (whom.h). A NULL row is none. */
void row_asks(accounts_maker *k, truce_account_row *row, const uint32_t *actors, uint32_t n);
void row_asks_mediators(accounts_maker *k, truce_account_row *row);

/* Any of the mediators but those: who blames is no witness of whose fault it is. */
void row_asks_others(accounts_maker *k, truce_account_row *row);
/* The number of a text or key of bytes; 0 sets `failed`. */
uint32_t number_of(accounts_maker *k, const void *bytes, size_t size);
uint32_t number_of_text(accounts_maker *k, truce_str text);
/* The next statement of those kinds (see scope.h), of a claim in scope that may be compared, from
 * `*i` on, or NULL: start with 0. */
const truce_statement *next_statement(const accounts_maker *k, uint32_t kinds, uint32_t *i,
                                      uint32_t *claim);
/* The side in whose name a claim speaks: `by`, else the subject, else the first speaker whose side
 * is known; else a number above all actors, of its own for each witness. */
uint32_t voice_of(const accounts_maker *k, uint32_t claim, truce_ref by);
/* When what it says is said to have held; see when.h. */
truce_date find_date(const accounts_maker *k, const find *f);
/* Whether every denial (part >= `denied`) is surely of an earlier time than every claim. */
bool denied_before(const accounts_maker *k, const find *at, uint32_t n, uint32_t denied);
/* Who is said to have done an event: by this statement, else by its record. */
truce_refs doers_of(const truce_case *c, const truce_statement *st);
/* The number of the set of sides that `by` names. */
uint32_t number_of_doers(accounts_maker *k, truce_refs by);
/* Start a look: marks of earlier ones no longer count. */
void new_look(accounts_maker *k);

/* The rules. */
void find_offers(accounts_maker *k);  /* accounts_offer.c */
void find_facts(accounts_maker *k);   /* accounts_fact.c: events, ties, denials, counts */
void find_stories(accounts_maker *k); /* accounts_story.c: narratives, doers, accusers, blame */
void find_states(accounts_maker *k);  /* accounts_state.c */
void find_rival_positions(accounts_maker *k); /* accounts_position.c */
void find_softening(accounts_maker *k);       /* accounts_position.c */
void find_ranks(accounts_maker *k);           /* accounts_rank.c */
void find_roles(accounts_maker *k);           /* accounts_role.c */
void find_terms(accounts_maker *k);           /* accounts_term.c */
bool merge_declared(accounts_maker *k);       /* accounts_declared.c */
bool name_rows(accounts_maker *k);            /* accounts_name.c */

#endif
