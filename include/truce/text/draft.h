/* draft.h - the single texts of a case: their clauses in order, the wordings of each, and how the
 * parties stand to the last one.
 *
 * A text is nobody's until it is everybody's: a clause is closed when each party of its text has
 * closed the same wording, the last one, and no bracket stands in it. A criticism is neither
 * acceptance nor rejection, so no state looks at one. PAPER: fisher1981.
 *
 * Everything lives in the arena it was made in; indices are those of the case's arrays.
 */
#ifndef TRUCE_TEXT_DRAFT_H
#define TRUCE_TEXT_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"

typedef struct truce_indices {
    const uint32_t *at;
    uint32_t n;
} truce_indices;

/* Which records are looked at; the zero value: all. */
typedef struct truce_draft_asked {
    int64_t version; /* no wording of a later one; 0: the last there is */
    bool (*counts)(const void *data, const truce_plan *record); /* NULL: each record counts */
    const void *data;
} truce_draft_asked;

/* How a clause stands, from the least settled: the first that is so. */
typedef enum truce_draft_state {
    TRUCE_DRAFT_UNWRITTEN,   /* it has no wording */
    TRUCE_DRAFT_FORKED,      /* its last version has several wordings */
    TRUCE_DRAFT_BRACKETED,   /* brackets stand in it */
    TRUCE_DRAFT_OPEN,        /* a party holds it open */
    TRUCE_DRAFT_UNSAID,      /* a party has said nothing of this wording */
    TRUCE_DRAFT_CONDITIONAL, /* a party holds it on condition of other clauses */
    TRUCE_DRAFT_PROVISIONAL, /* a party holds it provisionally */
    TRUCE_DRAFT_CLOSED,      /* all parties have closed it */
    TRUCE_DRAFT_STATES
} truce_draft_state;

/* How somebody stands to the last wording: the last that was written of it. */
typedef struct truce_draft_stand {
    uint32_t actor;
    uint32_t party;    /* of the text, of whose side the actor is; TRUCE_NONE: of none */
    uint32_t standing; /* in c->standings */
} truce_draft_stand;

typedef struct truce_draft_clause {
    uint32_t draft;         /* in c->drafts */
    truce_str number;       /* as of the version asked for; empty: it has none */
    truce_indices wordings; /* by version, then as written */
    uint32_t last;          /* the wording that stands; TRUCE_NONE: none */
    uint32_t n_last;        /* how many wordings its version has */
    uint32_t n_brackets;    /* in the wording that stands; each counts once */
    bool struck;            /* that wording takes the clause out */
    truce_draft_state state;
    const truce_draft_stand *stands; /* to `last`; in the order in which they first spoke */
    uint32_t n_stands;
    uint32_t n_said; /* parties of the text of whose side somebody is among them */
} truce_draft_clause;

typedef struct truce_draft {
    truce_indices parties; /* actors: those it is `of`, else every party of the case */
    truce_indices clauses; /* in c->clauses, by number, those without one at the end as written */
    truce_indices definitions; /* in c->definitions */
    int64_t version;           /* the last that any clause has a wording of, as asked; 0: none */
    bool indivisible;          /* nothing is agreed until everything is */
    uint32_t in_state[TRUCE_DRAFT_STATES]; /* clauses; those that are struck too */
} truce_draft;

/* [wording]: its records, as written. */
typedef struct truce_drafts_lists {
    uint32_t *start; /* [n + 1] */
    uint32_t *at;
} truce_drafts_lists;

typedef struct truce_drafts {
    const truce_case *c;                                         /* kept */
    truce_draft *drafts;                                         /* [c->n_drafts] */
    truce_draft_clause *clauses;                                 /* [c->n_clauses] */
    truce_drafts_lists criticisms, changes, readings, standings; /* [c->n_wordings] */
} truce_drafts;

/* All texts of a case without errors. TRUCE_ENOMEM leaves `*out` as it was. Cost O(n log n) for n
 * records of texts with their lines, and O(actors + names in the case). */
TRUCE_MUST_USE truce_status truce_drafts_make(const truce_case *c, const truce_draft_asked *asked,
                                              truce_arena *arena, truce_drafts *out,
                                              truce_error *err);

/* Of one wording. */
static inline truce_indices truce_drafts_of(const truce_drafts_lists *lists, uint32_t wording) {
    return (truce_indices){lists->at + lists->start[wording],
                           lists->start[wording + 1] - lists->start[wording]};
}

/* The wording of a clause that stands as of a version, or TRUCE_NONE; of several of one version the
 * last that was written. Cost O(log wordings). */
uint32_t truce_draft_wording(const truce_drafts *d, const truce_draft_clause *clause,
                             int64_t version);

/* The first line of that kind; NULL: there is none. */
const truce_plan_line *truce_draft_line(const truce_plan *record, truce_plan_kind kind);

/* "closed", "in brackets": how a clause stands, in words that fit behind "1 clause is". */
const char *truce_draft_state_words(truce_draft_state state);

/* Order of clause numbers: "4.2" < "4.10" < "5" < "5a". Less than, equal to or more than 0. */
int truce_draft_number_compare(truce_str a, truce_str b);

#endif
