/* compose.h - the sections that papers are made of (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_H

#include "phrase.h"
#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/json.h"
#include "truce/document/document.h"
#include "truce/evidence/matrix.h"
#include "truce/evidence/offers.h"
#include "truce/evidence/ties.h"
#include "truce/evidence/timeline.h"

/* What the sections read and where they write. */
typedef struct composer {
    truce_session *session;
    const truce_case *c;
    truce_arena *arena;
    truce_scope scope;
    uint32_t *original; /* [claim]: what it is a copy of in the end, or itself */
    uint32_t *place;    /* [claim]: scratch of compose_told.c */
    truce_matrix matrix;
    truce_document doc;
    truce_buffer text;             /* of the phrase being made */
    struct digest_before *before;  /* of a brief with --since; else NULL */
    bool *issues;                  /* [issue]: asked for by --issue; NULL: all */
    uint32_t of;                   /* --of: the side alone that is shown of actors, or TRUCE_NONE */
    uint32_t offer;                /* --offer: the one that is shown, or TRUCE_NONE: all */
    const struct ways_found *ways; /* ways.h: made when it is first asked for */
    struct claims_json *claims;    /* claims_json.h: written ahead, or NULL */
    unsigned kinds; /* bit i: accounts of kind i were asked for; KINDS_DENIED; 0: all */
    bool failed;
} composer;

/* Whether an issue was asked for. What names none (TRUCE_NONE) is shown with all issues only. */
static inline bool compose_shows_issue(const composer *k, uint32_t issue) {
    return k->issues == NULL || (issue != TRUCE_NONE && k->issues[issue]);
}

/* Scope and matrix of the session, and an empty document about its case. */
TRUCE_MUST_USE truce_status compose_begin(composer *k, truce_session *session, const char *title,
                                          truce_error *err);
void compose_end(composer *k);

/* Render what was composed; JSON is left to the caller. TRUCE_ENOMEM leaves `out` as it was. */
TRUCE_MUST_USE truce_status compose_render(composer *k, truce_paper paper, truce_buffer *out,
                                           truce_error *err);

/* What an answer is made of: its sections, and its facts for machines. Each may be asked alone. */
typedef struct answer_parts {
    const char *subtitle;
    truce_status (*document)(composer *k, bool for_json, truce_error *err);
    truce_status (*facts)(composer *k, truce_json *json, truce_error *err); /* within one object */
    bool document_in_json; /* the facts hold the document too */
    bool without_matrix;   /* it looks at no position: k->matrix stays empty */
} answer_parts;

/* Compose and render an answer of an open session; `out` is left as it was on failure. */
TRUCE_MUST_USE truce_status compose_answer(truce_session *session, const answer_parts *parts,
                                           truce_paper paper, truce_buffer *out, truce_error *err);

/* The same of an answer that is rows for a spreadsheet (TRUCE_PAPER_CSV); it looks at no position.
 */
TRUCE_MUST_USE truce_status compose_rows(truce_session *session,
                                         truce_status (*rows)(composer *k, truce_buffer *out,
                                                              truce_error *err),
                                         truce_buffer *out, truce_error *err);

/* Move the phrase in k->text into the arena. */
truce_str compose_keep(composer *k);

/* issues.c: set k->issues to those that the request names, by name or title. TRUCE_ENOTFOUND tells
 * what there is, see known.h; TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status compose_find_issues(composer *k, truce_error *err);
/* Where one issue was asked for: which command tells all of it. Nothing for several. */
void compose_issue_pointer(composer *k);
/* Where issues of exchange were asked for: those others that a link ties to them, as what is given
 * for what. Part of the pointer; others call it alone. Cost O(links). */
void compose_other_side(composer *k);
/* Of `kinds`: what is denied was asked for, whatever its kind. */
#define KINDS_DENIED (1U << (TRUCE_ACCOUNT_NONE + 1))

/* The same of --kind: k->kinds. TRUCE_ENOTFOUND tells the kinds there are; TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status compose_find_kinds(composer *k, truce_error *err);
/* compose_about.c */
void compose_note(composer *k);    /* what this paper rests on, in one note */
void compose_reading(composer *k); /* how to read this */
void compose_about_json(composer *k, truce_json *json);
/* compose_cited.c: a line for each source that the document cites so far, so that their short names
 * can be read; nothing where it lists the sources anyway. On a page all in one paragraph, the first
 * `most` of them. Cost O(document + sources + datings). */
void compose_cited(composer *k);
void compose_cited_page(composer *k, uint32_t most);
/* compose_who.c */
TRUCE_MUST_USE truce_status compose_who(composer *k, truce_error *err);
/* compose_matrix.c */
void compose_matrix(composer *k);
/* compose_movement.c: whether a package has something on an issue that was asked for. */
bool compose_shows_package(const composer *k, const truce_package *package);
/* compose_ladders.c: the positions as a figure, one drawing an issue, without a heading; nothing
 * when there is nothing to draw. Cost O(positions), and of what is drawn. */
void compose_ladders(composer *k);
/* The same of some positions only. */
typedef struct ladders_asked {
    const char *id, *title, *caption; /* of the figure */
    const bool *positions;            /* [position of the matrix]; NULL: all */
} ladders_asked;
void compose_ladders_of(composer *k, const ladders_asked *asked);
/* compose_chronology.c, compose_network.c: the timeline and the ties of the actors likewise. */
void compose_chronology(composer *k, const truce_timeline *t);
/* compose_movement.c */
void compose_packages(composer *k);
void compose_movements(composer *k);
/* The same as items of `list`, the first `max`, without what could have come before; how many there
 * are in all. With a `max` of 0 they are only counted. Of a scope `before`, if not NULL: only what
 * claims outside it show. */
uint32_t compose_moved(composer *k, truce_block *list, uint32_t max, const truce_scope *before);
/* compose_sources.c */
void compose_sources(composer *k);
void compose_claims(composer *k);
void compose_sources_json(composer *k, truce_json *json);
void compose_claims_json(composer *k, truce_json *json);
/* matrix_json.c */
void compose_matrix_json(composer *k, truce_json *json);
/* compose_actors.c, actors_json.c */
TRUCE_MUST_USE truce_status compose_actors(composer *k, truce_error *err);
/* The same as --sections, --most and --of ask. */
TRUCE_MUST_USE truce_status compose_actors_asked(composer *k, truce_error *err);
TRUCE_MUST_USE truce_status compose_actors_json(composer *k, truce_json *json, truce_error *err);
/* compose_witnesses.c, witnesses_json.c */
TRUCE_MUST_USE truce_status compose_witnesses(composer *k, truce_error *err);
TRUCE_MUST_USE truce_status compose_witnesses_asked(composer *k, truce_error *err);
TRUCE_MUST_USE truce_status compose_witnesses_json(composer *k, truce_json *json, truce_error *err);
/* compose_gaps.c */
TRUCE_MUST_USE truce_status compose_gaps(composer *k, truce_error *err);
TRUCE_MUST_USE truce_status compose_gaps_json(composer *k, truce_json *json, truce_error *err);

/* compose_timeline.c, compose_talks.c, timeline_json.c */
TRUCE_MUST_USE truce_status compose_timeline(composer *k, truce_error *err);
/* The same as --sections, --most and --of ask; and the timeline that --of leaves. */
TRUCE_MUST_USE truce_status compose_timeline_asked(composer *k, truce_error *err);
TRUCE_MUST_USE truce_status compose_timeline_make(composer *k, truce_timeline *t, truce_error *err);
void compose_talks(composer *k, const truce_timeline *t);
/* An item for each state that stands, with who says so, the latest first, then those that no
 * date places, marked so; of a scope `before`, if not NULL, only by claims outside it. At most
 * `max` items; how many there are in all. With a `max` of 0 they are only counted. */
uint32_t compose_states_now(composer *k, truce_block *list, const truce_timeline *t,
                            const truce_scope *before, uint32_t max);
/* When it happened, as far as claims and an estimate tell, in one line; never empty. */
truce_str compose_event_when(composer *k, const truce_timeline_event *e);
void compose_timeline_json(composer *k, const truce_timeline *t, truce_json *json);

/* compose_offers.c, offers_json.c */
TRUCE_MUST_USE truce_status compose_offers(composer *k, truce_error *err);
/* Members "offers" and "any" of the object that is open. */
void compose_offers_json(composer *k, const truce_offers *o, truce_json *json);
/* Its maker, whom it is for, what it replaces, and its notes, as a paragraph. */
void compose_offer_record(composer *k, const truce_offer *offer);
/* Every stage as an array, with what is claimed and denied of it. */
void compose_offer_stages_json(composer *k, const truce_offers *o, const truce_custody *stages,
                               truce_json *json);
/* A question about an offer in words, and why it is asked; what should be looked at. */
truce_str compose_offer_question(composer *k, const truce_offer_question *q);
/* Some claims that it rests on: at most OFFER_QUESTION_CLAIMS of them. */
enum { OFFER_QUESTION_CLAIMS = 40 };
size_t compose_offer_question_claims(composer *k, const truce_offer_file *f,
                                     const truce_offer_question *q, uint32_t *claims);
truce_str compose_offer_alarm(composer *k, const truce_offer_alarm *a);
const char *compose_offer_question_basis(truce_offer_question_kind kind);
const char *compose_offer_alarm_basis(truce_offer_alarm_kind kind);

/* compose_told.c: who says it. `denied_by` is as truce_denials_find() gives it. */

/* One passage for each way of naming the speakers, with the claims they say it in; `before` stands
 * in front ("denied by"), or is empty. */
void compose_told(composer *k, truce_cell *cell, const truce_told *told, uint32_t n,
                  const char *before, const uint32_t *denied_by);
/* The same as one sentence's tail: "- A; B; and 3 more claims", with all claims cited. */
void compose_told_behind(composer *k, truce_sentence *sentence, const truce_told *told, uint32_t n,
                         const uint32_t *denied_by);
/* The same with the time that is said and, unless that is a date, the date of the claim. */
void compose_told_dated(composer *k, truce_sentence *sentence, const truce_told *told, uint32_t n,
                        const uint32_t *denied_by);
/* The same with the grade of each claim's best speaker, and the time that is said, else when it was
 * told. */
void compose_told_graded(composer *k, truce_sentence *sentence, const truce_told *told, uint32_t n,
                         const uint32_t *denied_by);
/* The sides of those who say it, each once, in reading order, then TRUCE_NONE when somebody's side
 * is not known; narrators count for none. Lives in the arena; NULL when memory is out. */
uint32_t *compose_sides(composer *k, const truce_told *told, uint32_t n, uint32_t *n_sides);
/* The names of claims as an array on one line. */
void compose_names_json(composer *k, const uint32_t *claims, uint32_t n, truce_json *json);
/* [{"claim", "speakers": [{"who", "side", "grade"}], "time", "words", "marks", "denied_by"}] */
void compose_told_json(composer *k, const truce_told *told, uint32_t n, const uint32_t *denied_by,
                       truce_json *json);

/* compose_said_in.c: a passage for each thing that claims telling of the event say besides, 4 of
 * it: of a statement, what was said in it. */
void compose_said_in(composer *k, truce_cell *cell, const truce_timeline_event *e);

/* deals.c: what packages are worth, as a section; nothing where nobody states preferences, and why
 * where they cannot be weighed. */
void compose_deals_section(composer *k, bool whole);

/* sequence.c: the order of steps as a section; nothing where nobody speaks of any. */
TRUCE_MUST_USE truce_status compose_sequence(composer *k, bool whole, truce_error *err);

/* compose_accounts.c, accounts_json.c: members "accounts", "looked_at", ... of an open object */
TRUCE_MUST_USE truce_status compose_accounts(composer *k, truce_error *err);
TRUCE_MUST_USE truce_status compose_accounts_json(composer *k, truce_json *json, truce_error *err);

/* A computed sentence whose place tells what it was computed from: only JSON repeats the basis. */
truce_sentence *compose_quietly(composer *k, truce_passage *passage, truce_span_style style,
                                truce_str text, const char *basis);

/* The badges of a position, as labels: at most POSITION_BADGES of them. */
enum { POSITION_BADGES = 16 };
size_t compose_badges(composer *k, const truce_position *p, truce_badge *badges);

/* The name of a claim. */
static inline truce_str claim_name(const truce_case *c, uint32_t claim) {
    return c->claim_names[claim];
}

#endif
