/* wrap.h - running text into lines of so many terminal cells.
 *
 * A flow holds pieces: bits of text of one style without a space in them. A piece either stands
 * one space behind the piece before it, or is glued to it; lines break at the spaces. The same
 * flow can be set at any width, a line at a time, which is what a table needs whose columns
 * advance side by side.
 */
#ifndef TRUCE_DOCUMENT_WRAP_H
#define TRUCE_DOCUMENT_WRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/str.h"

typedef struct truce_flow_piece {
    size_t at, size; /* its bytes in `bytes`, with hidden characters already shown escaped */
    uint32_t cells;
    uint8_t style;  /* the caller's */
    uint8_t hang;   /* indentation of the following lines of its paragraph */
    bool space;     /* one space stands before it */
    bool paragraph; /* a new line begins with it in any case */
} truce_flow_piece;

typedef struct truce_flow {
    truce_buffer bytes;       /* owned */
    truce_flow_piece *pieces; /* owned */
    size_t n, cap;
    size_t limit;       /* lines will have so many cells: cut what is wider; 0: cut nothing */
    uint8_t hang;       /* of the paragraph that is open */
    bool glue, opening; /* the next piece: glued; first of a paragraph */
    bool failed;        /* memory was out; the content is then incomplete */
} truce_flow;

typedef struct truce_flow_line {
    size_t first, end; /* its pieces */
    size_t indent;     /* cells of indentation before them */
    size_t cells;      /* of the pieces and the spaces between them */
} truce_flow_line;

static inline truce_flow truce_document_flow_new(void) {
    return (truce_flow){.opening = true};
}

/* Give the memory back. */
void truce_document_flow_clear(truce_flow *flow);

/* Empty, keeping the memory. Words that fit on no line of `limit` cells will be cut; 0: never. */
void truce_document_flow_reset(truce_flow *flow, size_t limit);

/* The next text opens a paragraph, whose later lines are indented by `hang` cells. */
void truce_document_flow_paragraph(truce_flow *flow, uint8_t hang);

/* The next text is glued to what stands before it. */
void truce_document_flow_glue(truce_flow *flow);

/* Add `text`, broken at its spaces into pieces. It stands one space behind what was there. */
void truce_document_flow_add(truce_flow *flow, uint8_t style, truce_str text);

/* The same with something of ours close before and after it: quotation marks, brackets. */
void truce_document_flow_enclosed(truce_flow *flow, uint8_t style, const char *before,
                                  truce_str text, const char *after);

/* The next line, from piece `*next` on, as many pieces as `width` cells hold; moves `*next`
 * behind it. A word that is wider than `width` has a line of its own, and is broken where its
 * pieces meet only when the flow has a limit. False when no piece is left. */
bool truce_document_flow_next(const truce_flow *flow, size_t *next, size_t width,
                              truce_flow_line *line);

/* The cells of the longest word. */
size_t truce_document_flow_longest(const truce_flow *flow);

/* The cells of the longest line when nothing is wrapped. */
size_t truce_document_flow_natural(const truce_flow *flow);

#endif
