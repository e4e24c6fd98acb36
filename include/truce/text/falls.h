/* falls.h - what reopens if a clause falls. */
#ifndef TRUCE_TEXT_FALLS_H
#define TRUCE_TEXT_FALLS_H

#include "truce/text/draft.h"

/* By what a clause reopens when another one falls. */
typedef enum truce_falls_why {
    TRUCE_FALLS_CONDITION, /* somebody stands to it on condition of the other: a standing */
    TRUCE_FALLS_WITH,      /* its record says that it reopens with the other: a clause */
    TRUCE_FALLS_LINK       /* a link ties an issue that it is about to one of the other: a link */
} truce_falls_why;

typedef struct truce_fall {
    uint32_t clause; /* in c->clauses: it reopens */
    uint32_t with;   /* the clause with which it does: the one asked for, or another one here */
    uint32_t steps;  /* from the one asked for; 1 or more */
    truce_falls_why why;
    uint32_t record; /* the standing, clause or link; in the case's array of its kind */
} truce_fall;

typedef struct truce_falls {
    truce_fall *at; /* the nearest first, each clause once, by its first reason of those above */
    uint32_t n;
} truce_falls;

/* What reopens if `clause`, of the drafts' case, falls. Conditions are those of standings that hold
 * (truce_draft_clause.stands). A link `a requires b` ties what is about b to what is about a, not
 * the other way round; `affects` ties both ways; `excludes` none. Only clauses of the same text,
 * and none that is struck or has no wording. Lives in `arena`; TRUCE_ENOMEM leaves `*out` as it
 * was. Cost O(records of the text + links + names in the case). */
TRUCE_MUST_USE truce_status truce_falls_find(const truce_drafts *d, uint32_t clause,
                                             truce_arena *arena, truce_falls *out,
                                             truce_error *err);

#endif
