/* brackets.h - where the brackets of a wording stand in its paragraphs.
 *
 * A paragraph names its brackets in square brackets: "The records [b1] be opened." What is in
 * dispute there stands in lines of its own, `bracket b1 "shall" of union`. A square bracket that
 * is meant as such is written twice: "[[".
 */
#ifndef TRUCE_CASE_BRACKETS_H
#define TRUCE_CASE_BRACKETS_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/str.h"

typedef enum truce_piece_kind {
    TRUCE_PIECE_WORDS,   /* text as it stands, without square brackets that open */
    TRUCE_PIECE_OPENING, /* "[[", which stands for one "[" */
    TRUCE_PIECE_BRACKET, /* "[b1]"; `name` is b1 */
    TRUCE_PIECE_STRAY    /* "[" that does neither: no name of a bracket and "]" behind it */
} truce_piece_kind;

typedef struct truce_piece {
    truce_piece_kind kind;
    truce_str text; /* its bytes, as written; never empty */
    truce_str name; /* BRACKET */
} truce_piece;

/* The piece of `paragraph` that begins at byte `*at`, which then lies behind it. False at the end;
 * `*piece` is then as it was. All pieces together are the paragraph. Cost: O(bytes of the piece).
 */
bool truce_piece_next(truce_str paragraph, size_t *at, truce_piece *piece);

#endif
