/* compose.h - the sections that papers are made of (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_H

#include "phrase.h"
#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/json.h"
#include "truce/document/document.h"
#include "truce/evidence/matrix.h"
#include "truce/evidence/ties.h"

/* What the sections read and where they write. */
typedef struct composer {
    truce_session *session;
    const truce_case *c;
    truce_arena *arena;
    truce_scope scope;
    truce_matrix matrix;
    truce_document doc;
    truce_buffer text; /* of the phrase being made */
    bool failed;
} composer;

/* Scope and matrix of the session, and an empty document about its case. */
TRUCE_MUST_USE truce_status compose_begin(composer *k, truce_session *session,
                                          const char *title, truce_error *err);
void compose_end(composer *k);

/* Render what was composed; JSON is left to the caller. TRUCE_ENOMEM leaves `out` as it was. */
TRUCE_MUST_USE truce_status compose_render(composer *k, truce_paper paper, truce_buffer *out,
                                           truce_error *err);

/* Move the phrase in k->text into the arena. */
truce_str compose_keep(composer *k);

/* compose_about.c */
void compose_note(composer *k);    /* what this paper rests on, in one note */
void compose_reading(composer *k); /* how to read this */
void compose_about_json(composer *k, truce_json *json);
/* compose_who.c */
TRUCE_MUST_USE truce_status compose_who(composer *k, truce_error *err);
/* compose_matrix.c */
void compose_matrix(composer *k);
/* compose_movement.c */
void compose_packages(composer *k);
void compose_movements(composer *k);
/* compose_sources.c */
void compose_sources(composer *k);
void compose_claims(composer *k);
void compose_sources_json(composer *k, truce_json *json);
void compose_claims_json(composer *k, truce_json *json);
/* matrix_json.c */
void compose_matrix_json(composer *k, truce_json *json);

/* A computed sentence whose place tells what it was computed from: only JSON repeats the basis. */
truce_sentence *compose_quietly(composer *k, truce_passage *passage, truce_span_style style,
                                truce_str text, const char *basis);

/* The badges of a position, as labels: at most POSITION_BADGES of them. */
enum { POSITION_BADGES = 16 };
size_t compose_badges(composer *k, const truce_position *p, truce_badge *badges);

/* The name of a claim. */
static inline truce_str claim_name(const truce_case *c, uint32_t claim) {
    return truce_case_name(c, c->claims[claim].head.name);
}

#endif
