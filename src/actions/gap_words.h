/* gap_words.h - a gap in words: what is missing, what to ask, what for (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_GAP_WORDS_H
#define TRUCE_SRC_ACTIONS_GAP_WORDS_H

#include "truce/base/buffer.h"
#include "truce/evidence/gaps.h"

typedef struct gap_words {
    const char *key;      /* stable: "offer-text" */
    const char *missing;  /* "No position is reported" */
    const char *question; /* as it can be put to whoever is asked */
    const char *serves;   /* the later answer: "packages" */
    const char *why;
    const char *basis; /* the rule; what would close the gap */
} gap_words;

/* The words for a gap; those of a missing position depend on the topic. */
gap_words gap_words_of(const truce_gap *gap);

/* "position:hamas:monitoring": the kind, and the names that tell it from others of the kind. */
void gap_id(truce_buffer *out, const truce_case *c, const truce_gap *gap);

/* The section of the paper in which a kind stands; each is a run of kinds. */
const char *gap_section(truce_gap_kind kind);

/* Who is asked when it is no actor of the case: "whoever published the source". Or NULL. */
const char *gap_role(const truce_gap *gap);

#endif
