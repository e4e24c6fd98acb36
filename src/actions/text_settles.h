/* text_settles.h - what the clauses of a single text settle, held against the positions that the
 * matrix and the impasse know (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_TEXT_SETTLES_H
#define TRUCE_SRC_ACTIONS_TEXT_SETTLES_H

#include "compose_impasse.h"
#include "text_parts.h"
#include "truce/deals/settled.h"

/* One line that says what a wording, or an alternative of a bracket in it, settles. */
typedef struct settles_row {
    uint32_t clause;
    const truce_plan_line *line; /* TRUCE_PLAN_SAYS or TRUCE_PLAN_BRACKET */
    truce_stand_term term;       /* with an issue and options */
} settles_row;

/* Of one text, as it stands in the version asked for. */
typedef struct settles {
    const text_page *p;
    const weighed *w; /* its matrix and what is held; nothing else of it */
    uint32_t draft;
    const settles_row *rows; /* by clause in the order of the text, then as written */
    uint32_t n;
    const uint32_t *begin, *end;         /* [clause]: its rows */
    truce_settled settled;               /* without what is in brackets */
    const truce_settled_how *hows;       /* [position]: by all clauses together */
    uint32_t counts[TRUCE_SETTLED_HOWS]; /* of positions on issues that it settles */
    const uint32_t *first;               /* [position] -> its first stand */
    truce_drafts_lists of_issue;         /* [issue]: positions with a term on it */
    bool *only;                          /* [issue]: scratch, all false */
    const uint32_t *broken;              /* links that cannot hold with it, rising */
    uint32_t n_broken;
} settles;

/* ---- text_settles.c ---- */

/* The positions weighed, as truce impasse weighs them. TRUCE_ELIMIT (too many parties),
 * TRUCE_ENOMEM.
 */
TRUCE_MUST_USE truce_status settles_weigh(composer *k, weighed *w, truce_error *err);

/* Whether some clause of a text that is asked for says what it settles. */
bool settles_any(const text_page *p);

/* Find them; everything lives in the arena of the page, which is kept with `w`. TRUCE_ENOMEM. Cost
 * O(records of the text + stands + links), and see truce_settled_make(). */
TRUCE_MUST_USE truce_status settles_find(const text_page *p, uint32_t draft, const weighed *w,
                                         settles *out, truce_error *err);

/* Where one row leaves a position: by all clauses together, or, of an alternative, with it in their
 * place. */
truce_settled_how settles_how(const settles *s, const settles_row *row, uint32_t position);

/* Whether the clauses that are not in brackets leave no option of the row's issue in common. */
bool settles_at_odds(const settles *s, const settles_row *row);

/* ---- compose_text_settles.c ---- */

/* The clauses of a text, each with what it settles and what is held on it: a table; and of one
 * clause, a list. Nothing where none says. */
void compose_text_settles(const settles *s);
void compose_text_settles_clause(const settles *s, uint32_t clause);
/* Issue by issue, those that are shown: which clause settles it how, and what is held on it. */
void compose_settles_issues(const settles *s);
/* "Of 3 positions on what it settles ...": sentences on all clauses together; `positions` names
 * those that it contradicts. */
void compose_settles_count(const settles *s, truce_passage *passage, bool positions);
/* "settles" of a clause, and "held" of a text: members of an open object. */
void compose_settles_json(const settles *s, uint32_t clause, truce_json *json);
void compose_settles_held_json(const settles *s, truce_json *json);

/* ---- text_beside.c: the same beside other answers; nothing where the case has no such text ----
 */

/* The texts as a section, whole or in short. */
TRUCE_MUST_USE truce_status compose_text_section(composer *k, bool whole, truce_error *err);
TRUCE_MUST_USE truce_status compose_matrix_text(composer *k, truce_error *err);
TRUCE_MUST_USE truce_status compose_matrix_text_json(composer *k, truce_json *json,
                                                     truce_error *err);
/* As items of `list`; NULL: of one of its own. */
void compose_impasse_text(composer *k, const weighed *w, truce_block *list);
TRUCE_MUST_USE truce_status compose_impasse_text_json(composer *k, const weighed *w,
                                                      truce_json *json, truce_error *err);

#endif
