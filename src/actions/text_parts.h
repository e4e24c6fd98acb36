/* text_parts.h - the single text on paper, part by part (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_TEXT_PARTS_H
#define TRUCE_SRC_ACTIONS_TEXT_PARTS_H

#include "compose.h"
#include "truce/case/words.h"
#include "truce/text/draft.h"
#include "truce/text/wording.h"

struct weighed; /* compose_impasse.h */

/* What is asked of the texts of a case. */
typedef struct text_page {
    composer *k;
    const truce_case *c;
    truce_drafts d;
    const uint32_t *denied_by;     /* [claim]: as truce_denials_find() gives it */
    uint32_t only;                 /* the text asked for; TRUCE_NONE: all */
    uint32_t clause;               /* the clause asked for, or TRUCE_NONE */
    uint32_t falls;                /* the clause that might fall, or TRUCE_NONE */
    int64_t from, to;              /* of a redline: versions; 0: none is asked for */
    const struct settles *settles; /* [draft], text_settles.h; NULL: no clause says what it settles,
                                      or it was not looked at */
} text_page;

/* Whether the text is asked for. */
static inline bool text_shows(const text_page *p, uint32_t draft) {
    return p->only == TRUCE_NONE || p->only == draft;
}

static inline const truce_plan *text_wording(const text_page *p, uint32_t wording) {
    return &p->c->wordings[wording];
}
static inline int64_t text_version(const text_page *p, uint32_t wording) {
    return p->c->wordings[wording].top.number.low.units;
}

/* ---- text.c ---- */

/* The texts of the case as of a version (0: the last), all of them; nothing else is asked. */
TRUCE_MUST_USE truce_status text_open(composer *k, int64_t version, text_page *p, truce_error *err);
/* What they settle, in p->settles: see there. */
TRUCE_MUST_USE truce_status text_settle(text_page *p, truce_error *err);
/* The same against positions that are weighed already; they are kept. */
TRUCE_MUST_USE truce_status text_settle_with(text_page *p, const struct weighed *w,
                                             truce_error *err);

/* ---- text_words.c: phrases go into k->text ---- */

/* "3 Cameras", or the title alone. */
void text_clause_name(const text_page *p, uint32_t clause);
/* Titles of actors with commas between. */
void text_names(const text_page *p, truce_refs names);
/* A sentence of what k->text holds: it rests on the record's claims, or on its author's word. */
truce_sentence *text_say(const text_page *p, truce_passage *passage, truce_span_style style,
                         const truce_plan *record);
/* The same computed by a rule. */
truce_sentence *text_compute(const text_page *p, truce_passage *passage, truce_span_style style,
                             const char *basis);
/* Cite the claims in scope that the record is from; ", which s1:P3 denies" likewise. */
void text_cite(const text_page *p, truce_sentence *sentence, const truce_plan *record);
/* ", 2031-02-03": the record's day; nothing for none. */
void text_day(const text_page *p, const truce_plan *record);
/* "Dockers' Union: “shall”" of one alternative of a bracket, as spans of a sentence. */
void text_alternative(const text_page *p, truce_sentence *sentence, const truce_plan_line *line);
/* "provisional", "conditional on 3 Cameras". */
void text_standing(const text_page *p, const truce_plan *standing);
/* The brackets of a wording; an empty row, and k->failed, when memory is out. */
truce_brackets text_brackets(const text_page *p, uint32_t wording);
/* A paragraph of a wording as it reads, in k->text. */
void text_paragraph(const text_page *p, const truce_brackets *brackets,
                    const truce_plan_line *line);

/* "In brackets, union is Dockers' Union": the parties by the names that stand in brackets; nothing
 * for a passage of a text without parties. */
void text_owners(const text_page *p, uint32_t draft, truce_passage *passage);

/* ---- compose_text.c: how each clause stands ---- */

void compose_text_status(const text_page *p, uint32_t draft);
/* In short: the count, and at most so many clauses that are not closed. */
void compose_text_short(const text_page *p, uint32_t draft, uint32_t most);
/* Those who have yet to close a clause, and whom it waits for, in one cell or list. */
void compose_text_open(const text_page *p, truce_cell *cell, uint32_t clause);

/* ---- compose_text_terms.c: nothing where nothing is said ---- */

void compose_text_terms(const text_page *p, uint32_t draft);
void compose_text_covers(const text_page *p, uint32_t draft);

/* ---- compose_text_clause.c ---- */

void compose_text_clause(const text_page *p, uint32_t clause);
void compose_text_draft(const text_page *p, uint32_t draft);
/* The same in Markdown that can be read back, see truce/text/markdown.h. */
void text_draft_markdown(const text_page *p, uint32_t draft, truce_buffer *out);

/* ---- compose_redline.c ---- */

TRUCE_MUST_USE truce_status compose_text_redline(const text_page *p, uint32_t draft,
                                                 truce_error *err);
TRUCE_MUST_USE truce_status compose_text_history(const text_page *p, uint32_t draft,
                                                 truce_error *err);

/* ---- compose_text_falls.c ---- */

TRUCE_MUST_USE truce_status compose_text_falls(const text_page *p, truce_error *err);

/* ---- text_json.c ---- */

TRUCE_MUST_USE truce_status compose_text_json(const text_page *p, truce_json *json,
                                              truce_error *err);

#endif
