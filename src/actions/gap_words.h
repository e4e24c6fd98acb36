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

/* The later answers that gaps are for. */
typedef struct gap_answer {
    const char *name; /* as --for takes it: "packages" */
    const char *what; /* what it answers */
} gap_answer;

const gap_answer *gap_answers(size_t *n);

/* Whether gaps can be asked for by this name; empty: all. TRUCE_ENOTFOUND names the near one and
 * all that there are; TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status gap_answer_check(truce_str asked, truce_error *err);

/* Who is asked when it is no actor of the case: "whoever published the source". Or NULL. */
const char *gap_role(const truce_gap *gap);

/* What a gap is about by title; 0: "some offer". */
truce_str gap_item_title(const truce_case *c, truce_symbol name);

/* Of an offer: "that it arrived is denied"; NULL when that is open. */
const char *gap_arrival(truce_arrival arrival);

/* For machines: "left-open", "offer-in-doubt", "between", "aside", "general". */
const char *gap_place(truce_gap_place place);

#endif
