/* matrix.h - where each side stands on each issue, since when, and how it has moved.
 *
 * Claims that state the same thing are one position, and they are its evidence. A later position of
 * a side on an issue supersedes its earlier ones where they disagree, the dates surely order them,
 * both are the side's own word, and it is no worse attested: somebody unnamed never sets aside what
 * the side says on the record. What a rival, a newspaper or anybody else tells of a side is a
 * report: it sets nothing aside, nothing sets it aside, and where reports differ the side has not
 * moved by that. All of these stand and are marked, and so do positions that dates do not order.
 * Nothing here weighs who is right.
 */
#ifndef TRUCE_EVIDENCE_MATRIX_H
#define TRUCE_EVIDENCE_MATRIX_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/case/options.h"
#include "truce/evidence/scope.h"
#include "truce/evidence/speaker.h"
#include "truce/evidence/when.h"

enum {
    TRUCE_MATRIX_PARTIES_MAX = 32, /* columns that a page can hold */
    TRUCE_CELL_COMPARED_MAX = 512  /* different contents of one side on one issue that are compared
                                      with each other; of more, the rest is not, and it is said */
};

enum { TRUCE_WEIGHT_OWN = 3 }; /* a position's weight from which it is the side's own word */

/* One claim's words for a position. */
typedef struct truce_evidence {
    uint32_t claim;
    uint32_t package;   /* the package it is part of there, or TRUCE_NONE */
    uint32_t offer;     /* the offer of which it is a term, or TRUCE_NONE */
    uint32_t denied_by; /* the first claim that denies this one, or TRUCE_NONE; see
                           truce_claim_states_one() for whether it means this */
    const truce_statement *statement;
    const truce_demand *demand;
    truce_hand hand;
} truce_evidence;

/* What kind of answer a position is to the options it names. */
typedef enum truce_direction {
    TRUCE_DIRECTION_OPEN, /* says nothing that another could contradict: unstated, an order, a line
                             of an `any of`, a line of a package that is refused, ... */
    TRUCE_DIRECTION_FOR,  /* demands prefers offers accepts intends */
    TRUCE_DIRECTION_AGAINST /* rejects; or does not accept, offer or prefer */
} truce_direction;

/* The groups of an issue that something is about, rising by symbol, each once; n is 0 for all. */
typedef struct truce_group_set {
    const truce_symbol *at;
    uint32_t n;
} truce_group_set;

typedef struct truce_position {
    uint32_t issue;
    uint32_t side;   /* actor: the last along `of` */
    uint32_t column; /* which party; n_parties for all others */
    uint32_t actor;  /* who is said to hold it: the side itself, or one of its people or offices */
    truce_stance stance;
    bool denied;
    bool one_of; /* an item of an `any of` list that is not denied: one of them is enough */
    uint32_t n_firm, n_flexible; /* how many of its claims say so */
    const truce_demand *demand;  /* as its first claim states it */
    const truce_statement *statement;
    truce_direction direction;
    truce_option_set options;
    truce_group_set groups;
    truce_evidence *evidence; /* in reading order */
    uint32_t n_evidence;
    unsigned hands;     /* bit i: some claim has truce_hand i */
    bool single_source; /* one report, however often copied: its claims, or those that they are
                           copies of, stand in one source or copies of it; or one named speaker
                           says all of them through one outlet */
    bool inferred;      /* our own reading: kept apart from what is reported, and not compared */
    bool hedged;        /* every claim is reported with a hedge */
    bool headline;      /* every claim is a headline only */
    truce_date first, last;  /* its earliest and latest dated claim; not GIVEN: none is dated */
    bool undated;            /* some claim of it has no date */
    uint32_t oldest, newest; /* the evidence that `first` and `last` are the dates of; 0: undated */
    uint32_t n_denied; /* claims of it that state nothing else and that some claim denies; when all
                          are, it is not compared */
    bool conditional;  /* holds on a condition, of its own or of its list */
    unsigned weight;   /* how it is attested at best: 4 by a named speaker of the side, 3 by an
                          unnamed one, 2 by the narrator, 1 otherwise */
    bool superseded;   /* `by` is surely later, disagrees, has no less weight, and both are the
                          side's own word (TRUCE_WEIGHT_OWN) */
    uint32_t by;       /* position, or TRUCE_NONE */
    uint32_t shifted;  /* a position that is surely later, does not disagree, is FOR other options
                          (it asks for more or for less, or on a condition) and has no less weight,
                          both being the side's own word; TRUCE_NONE when there is none or
                          `superseded` */
    uint32_t contradicted; /* a position that is surely later and disagrees, and does not supersede
                              it: reports differ; TRUCE_NONE when there is none or `superseded` */
    uint32_t only_claim; /* the one claim that states it, copies of it aside; TRUCE_NONE: several */
    bool order_unknown;  /* another standing position disagrees, and dates do not order the two,
                            which are not both of one claim alone: there they stand beside each
                            other, a wish and what would do */
} truce_position;

/* A whole list that stands or falls together. */
typedef struct truce_package {
    uint32_t claim;
    uint32_t side, actor;
    const truce_statement *statement;
    truce_hand hand;
} truce_package;

/* That a side softens or hardens, as somebody says. */
typedef struct truce_movement {
    uint32_t claim;
    uint32_t side, actor;
    uint32_t issue; /* TRUCE_NONE: the claim does not say on what */
    const truce_statement *statement;
    truce_hand hand;
    truce_date date;  /* when it moved: its own time, else its claim's; see when.h */
    uint32_t *before; /* statements (index into `refusals`) surely made before it, latest first */
    uint32_t n_before;
    uint32_t *unknown; /* statements whose order to it dates do not tell */
    uint32_t n_unknown;
    bool more; /* there may be more of either than are given */
} truce_movement;

enum {
    TRUCE_MOVEMENT_SHOWN = 16, /* of each sort, at most */
    TRUCE_MOVEMENT_SEEN = 1024 /* refusals that are looked at for one movement */
};

/* A statement from which a movement could be one: a refusal, or what is said to be a red line. */
typedef struct truce_refusal {
    uint32_t claim;
    uint32_t side, actor;
    const truce_statement *statement;
    truce_date date;
} truce_refusal;

typedef struct truce_matrix {
    const truce_scope *scope; /* kept */
    truce_date *event_dates;  /* [event]; see when.h */
    uint32_t *parties;        /* actors, in reading order */
    uint32_t n_parties;
    truce_position *positions; /* by issue, column, side, actor, then order of first claim */
    uint32_t n_positions;
    uint32_t *rows; /* [issue] -> first position; rows[n_issues] is n_positions */
    truce_package *packages;
    uint32_t n_packages;
    truce_movement *movements;
    uint32_t n_movements;
    truce_refusal *refusals; /* in reading order */
    uint32_t n_refusals;
    bool partly_compared; /* some cell was too full (TRUCE_CELL_COMPARED_MAX) */
} truce_matrix;

/* Compute the matrix of the claims in scope. Positions on orders ("a before b") stand in the row of
 * the issue whose topic is `sequence` when there is just one such issue, else in that of their
 * first item. Positions of one actor are compared, so what a minister holds
 * neither is the side's nor sets it aside. Two disagree when both are FOR options that have none in
 * common, for some group in common, and neither holds on a condition; or one is AGAINST an option,
 * on no condition and for no group beyond those, that the other is FOR. Of several that supersede a
 * position, the one whose latest claim is the earliest is named: the next step, not the last.
 *
 * Everything lives in `arena`; `scope` is kept. TRUCE_ELIMIT (too many parties), TRUCE_ENOMEM.
 * Expected O(s log s) for s statements. */
TRUCE_MUST_USE truce_status truce_matrix_make(const truce_scope *scope, truce_arena *arena,
                                              truce_matrix *matrix, truce_error *err);

/* The same with the terms of offers that are on the table, as positions (`offers`) of those who
 * make them: some claim tells of a stage of the offer, none says that it was withdrawn, and no
 * other offer on the table replaces it. The evidence is the claims that report the terms; each
 * offer is one package of its maker, whatever the claims differ in. */
TRUCE_MUST_USE truce_status truce_matrix_make_with_offers(const truce_scope *scope,
                                                          truce_arena *arena, truce_matrix *matrix,
                                                          truce_error *err);

/* Whether two positions on one issue, of one actor or of two, cannot both hold: see above. Cost
 * O(intervals and groups of both). */
bool truce_positions_disagree(const truce_position *a, const truce_position *b);

#endif
