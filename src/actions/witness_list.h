/* witness_list.h - the witnesses of a case with their claims, and what each alone tells (private to
 * the room). */
#ifndef TRUCE_SRC_ACTIONS_WITNESS_LIST_H
#define TRUCE_SRC_ACTIONS_WITNESS_LIST_H

#include "compose.h"
#include "truce/evidence/testimony.h"

typedef struct witness_entry {
    truce_voice voice;
    truce_grade grade; /* the best of its claims' */
    uint32_t *claims;  /* in scope, in reading order; our own readings are no witness */
    uint32_t n_claims;
    const truce_testimony **alone; /* what it alone tells, of the issues asked for */
    uint32_t n_alone;
} witness_entry;

typedef struct witness_list {
    truce_witnesses witnesses;
    truce_testimonies points;
    witness_entry *at; /* those with claims, in reading order of the first */
    uint32_t n;
    uint32_t n_claims; /* of all */
} witness_list;

/* Lives in the composer's arena. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status witness_list_make(composer *k, witness_list *list, truce_error *err);

/* Whether the point is about an issue that was asked for; all are when none was. */
bool witness_shows(const composer *k, const truce_testimony *point);

/* A point in words, left in k->text. */
void witness_phrase(composer *k, const truce_testimony *point);

/* A point as a sentence of `passage`, with its claims. */
truce_sentence *witness_point(composer *k, truce_passage *passage, const truce_testimony *point);

/* Why the claims of an entry are one witness, in words. */
const char *witness_why(const witness_entry *entry);

/* What the witness is told by: "report", "outlet", "speaker", "telling", "claim". */
const char *witness_voice(const witness_entry *entry);

/* Whether somebody speaks in it, and nobody of them by name. */
static inline bool witness_is_unnamed(const witness_entry *entry) {
    return entry->grade >= TRUCE_GRADE_ONE_ANONYMOUS && entry->grade <= TRUCE_GRADE_DANGLING;
}

#endif
