/* words.h - the closed word lists of the case language, in one place: reader, JSON, messages and
 * the grammar test take them from here. Each list is in the order of its enum in model.h. */
#ifndef TRUCE_CASE_WORDS_H
#define TRUCE_CASE_WORDS_H

#include <stddef.h>

#include "truce/base/str.h"

typedef enum truce_word_list {
    TRUCE_WORDS_ACTOR,       /* the record words of actors: party actor mediator ...  */
    TRUCE_WORDS_SOURCE,      /* press statement document interview minute message     */
    TRUCE_WORDS_GRADE,       /* A B C D E F                                           */
    TRUCE_WORDS_TOPIC,       /* ceasefire guarantee withdrawal ... other              */
    TRUCE_WORDS_LINK,        /* requires excludes affects                             */
    TRUCE_WORDS_EVENT,       /* open round stall ... other                            */
    TRUCE_WORDS_ACCOUNT,     /* fact blame state ... none                             */
    TRUCE_WORDS_STAGE,       /* issued handed conveyed ... withdrawn                  */
    TRUCE_WORDS_STATE,       /* running paused broken ... agreed                      */
    TRUCE_WORDS_STANCE,      /* demands prefers offers accepts rejects intends        */
    TRUCE_WORDS_FIRMNESS,    /* (empty) firmly flexibly                               */
    TRUCE_WORDS_LISTED,      /* (empty) all any each                                  */
    TRUCE_WORDS_ORDER,       /* (empty) before after with                             */
    TRUCE_WORDS_TIME,        /* at before after during                                */
    TRUCE_WORDS_ROLE,        /* mediator host ... negotiator                          */
    TRUCE_WORDS_TRAIT,       /* interest stake alternative cost division              */
    TRUCE_WORDS_RELATION,    /* leverage alliance pressure ... recognition            */
    TRUCE_WORDS_PREPOSITION, /* of each relation: over with on for on with of      */
    TRUCE_WORDS_RANK,        /* most much little over                                 */
    TRUCE_WORDS_MARK,        /* reportedly headline inferred (bit i of the marks)     */
    TRUCE_WORDS_PERIOD,      /* (empty) day week month phase                         */
    TRUCE_WORDS_CLAUSE,      /* (empty) definitions parties ... changes               */
    TRUCE_WORDS_STANDING,    /* (empty) open provisional conditional closed           */
    TRUCE_WORDS_ATTITUDE,    /* (empty) positive neutral negative                     */
    TRUCE_WORDS_RECORD,      /* record words by truce_kind; actors under "actor"      */
    TRUCE_WORDS_N
} truce_word_list;

/* How many words a list has. */
size_t truce_words_count(truce_word_list list);

/* Word `i` of a list, 0 <= i < count; may be empty where the enum's zero value is unwritten. */
truce_str truce_words_at(truce_word_list list, size_t i);

/* Where `word` stands in the list, or -1. */
int truce_words_find(truce_word_list list, truce_str word);

/* What a message calls one word of the list: "a stage of an offer". */
const char *truce_words_called(truce_word_list list);

/* Names that are refused at declaration because a keyword competes with them there. */
typedef enum truce_reserved {
    TRUCE_RESERVED_ACTOR,
    TRUCE_RESERVED_ISSUE,
    TRUCE_RESERVED_OPTION,
    TRUCE_RESERVED_OFFER,
    TRUCE_RESERVED_MOVE,
    TRUCE_RESERVED_READER, /* readers and compartments */
    TRUCE_RESERVED_N
} truce_reserved;

/* The refused words of one kind, in byte order: `*n` of them. tests/grammar holds them equal to
 * what the grammar in docs/case-language.md gives. */
const char *const *truce_words_reserved(truce_reserved kind, size_t *n);

#endif
