/* scope.h - which claims are asked about, and when each was made. */
#ifndef TRUCE_EVIDENCE_SCOPE_H
#define TRUCE_EVIDENCE_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"

/* What a claim's time rests on, from the claim's own word to somebody's estimate. */
typedef enum truce_time_basis {
    TRUCE_BASIS_NONE,             /* nothing dates it */
    TRUCE_BASIS_TOLD_LATER,       /* nothing dates it, and its source tells of the past (a memoir, a
                                     study): when it was told does not say when it held */
    TRUCE_BASIS_SAID,             /* `said DATE` */
    TRUCE_BASIS_PUBLISHED,        /* the claim's own `published` */
    TRUCE_BASIS_SOURCE_PUBLISHED, /* its source's `published` */
    TRUCE_BASIS_DATING            /* an estimate: a `dating` of the claim (before its source's
                                     `published`), else of its source */
} truce_time_basis;

typedef struct truce_claim_time {
    truce_date date;
    truce_time_basis basis;
    uint32_t dating; /* DATING: which; else TRUCE_NONE */
} truce_claim_time;

/* Whether a source of this kind tells of times past, so that its publication dates nothing that it
 * tells. */
static inline bool truce_source_tells_later(truce_source_kind kind) {
    return kind == TRUCE_SOURCE_MEMOIR || kind == TRUCE_SOURCE_STUDY;
}

/* A statement of a claim in scope. What most passes ask first stands here, so that they read one
 * array from end to end instead of claims and statements from all over memory. */
typedef struct truce_stated {
    const truce_statement *statement;
    uint32_t claim;
    uint8_t kind;  /* truce_statement_kind */
    bool inferred; /* the claim is the team's own reading */
} truce_stated;

typedef struct truce_scope {
    const truce_case *c;     /* kept */
    bool *in;                /* [claim]: asked about */
    truce_claim_time *times; /* [claim] */
    truce_stated *stated;    /* what the claims in scope state, in reading order */
    uint32_t n_stated;
    uint32_t n_in;
    uint32_t n_later;   /* left out: known only after the date asked for */
    uint32_t n_undated; /* left out: nothing says that they were known by then */
    bool narrowed;      /* a date or sources were asked for */
} truce_scope;

/* Choose the claims of the `n_only` sources (none: all) that were surely known by `at` (not GIVEN:
 * whenever): published by then (the claim's own date, else its source's), else captured by then,
 * else dated by then by an estimate; never one that was surely published later.
 *
 * A claim of a source that tells of times past is dated by `said DATE` or a dating of the claim,
 * and by nothing else; it is still known from the publication on.
 *
 * The scope lives in `arena`. Of several datings of one thing the first in reading order counts.
 * TRUCE_ENOMEM. Cost O(claims + statements + datings + sources). */
TRUCE_MUST_USE truce_status truce_scope_make(const truce_case *c, truce_date at,
                                             const uint32_t *only, size_t n_only,
                                             truce_arena *arena, truce_scope *scope,
                                             truce_error *err);

/* Of the claims in `now`, those that were not surely new after `date`: a claim is new when it was
 * surely captured later, or surely published later. What no date tells is kept, and `n_undated`
 * counts it; `n_later` counts the new ones. Lives in `arena`; the times are those of `now`, shared.
 * TRUCE_ENOMEM. Cost O(claims + statements). */
TRUCE_MUST_USE truce_status truce_scope_before(const truce_scope *now, truce_date date,
                                               truce_arena *arena, truce_scope *then,
                                               truce_error *err);

/* Kinds of statements as a set: TRUCE_STATED(TRUCE_STATES_EVENT) | ... */
#define TRUCE_STATED(kind) (UINT32_C(1) << (kind))

/* The next statement in scope, from `*i` on, whose kind is in `kinds`; NULL when there is none.
 * `*i` begins at 0 and is moved behind it. */
static inline const truce_stated *truce_scope_next(const truce_scope *scope, uint32_t kinds,
                                                   uint32_t *i) {
    while (*i < scope->n_stated) {
        const truce_stated *const at = &scope->stated[(*i)++];
        if ((kinds >> at->kind & 1) != 0) {
            return at;
        }
    }
    return NULL;
}

#endif
