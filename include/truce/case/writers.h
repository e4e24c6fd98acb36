/* writers.h - a case that several people write who do not see all of each other's.
 *
 * In a plain case a name is given once, and whoever writes sees all names. In a ledger two people
 * may give one name, neither of whom sees the other's record. Such records keep their names apart:
 *
 * - A record means, by a name, one that everybody sees who sees the record itself. Of several its
 *   own author's comes first, then that which was there first. Whoever sees the record sees all of
 *   these, so the name means the same to every reader.
 * - What was taken back keeps its place: another record does not come to be meant instead of it,
 *   but one that superseded it, or that was written later under the same name by whoever took it
 *   back.
 * - For a reader who sees several, the first keeps the plain name. The others are called by it and
 *   a compartment that they are for (diary@north-room), or where that is not enough by the text
 *   that they stand in (diary@3514ad7f); of a claim the source has it (diary@north-room:P1). Such a
 *   name may be written, too.
 *
 * Which names a text gives and means is found when the case is read (case/read.h).
 */
#ifndef TRUCE_CASE_WRITERS_H
#define TRUCE_CASE_WRITERS_H

#include <stddef.h>
#include <stdint.h>

#include "truce/base/str.h"

#define TRUCE_ORDER_OF_NONE  UINT64_MAX       /* no text */
#define TRUCE_ORDER_OF_FRESH (UINT64_MAX - 1) /* of a text that is being written */

/* Whose text it is, and which. */
typedef struct truce_writer {
    uint64_t order;        /* rises from text to text, those counted that are gone */
    int64_t committed;     /* texts of one author with the same one were written together */
    const uint8_t *author; /* 32 bytes; NULL: nobody */
    truce_str event;       /* what the text is called where a name needs it; empty: nothing */
} truce_writer;

/* A text that does not stand any more: one record, without its audience. */
typedef struct truce_gone {
    truce_writer writer;
    truce_str text;
    const truce_str *labels; /* who may see it */
    size_t n_labels;
    uint64_t next;   /* the order of what was put in its place; OF_NONE: it was taken back, */
    uint64_t undone; /* at this place in the order, */
    const uint8_t *undone_by; /* by this author */
} truce_gone;

/* Of the inputs of a case. All is kept. */
typedef struct truce_writers {
    const truce_writer *of; /* [input], rising; inputs behind them are being written */
    size_t n;
    const truce_gone *gone; /* rising */
    size_t n_gone;
    const uint8_t *me;       /* who is writing; NULL: nobody */
    const truce_str *labels; /* whom what is being written is for, where it does not say */
    size_t n_labels;
} truce_writers;

#endif
