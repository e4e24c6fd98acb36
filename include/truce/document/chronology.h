/* chronology.h - what happened, or is said to have held, and when, as far as anybody knows: a
 * drawing.
 *
 * Rows stand one under another, in the order in which they are given; each says in words what it
 * is, and has beside it either its place on an axis of time, or the words that are all that is
 * known of its time. A day is a disc; a longer time is a bar, with soft ends where it is
 * approximate and an arrow where it has no end. Where long stretches of time hold nothing, the axis
 * is broken, and shows that.
 */
#ifndef TRUCE_DOCUMENT_CHRONOLOGY_H
#define TRUCE_DOCUMENT_CHRONOLOGY_H

#include <stdint.h>

#include "truce/document/drawing.h"

/* How a row is tied to the one before it, drawn in the margin. */
typedef enum truce_chronology_tie {
    TRUCE_CHRONOLOGY_LOOSE, /* nothing: their order is not known */
    TRUCE_CHRONOLOGY_AFTER, /* an arrow from that one */
    TRUCE_CHRONOLOGY_WITHIN /* indented */
} truce_chronology_tie;

typedef struct truce_chronology_row {
    truce_str group; /* a heading over it, where it is not that of the row before; or empty */
    truce_str label;
    truce_str note; /* below the label, in less ink; or empty */
    truce_chronology_tie tie;
    bool dated;
    int64_t first, last;        /* days since 1970-01-01, both included, first <= last */
    bool open_first, open_last; /* no bound on that side; first (last) is then not looked at */
    bool soft;                  /* approximate or uncertain */
    bool hollow;                /* an estimate, or denied: the caller's words say which */
    truce_str words;            /* not `dated`: what is known of the time */
    truce_str tip, link;        /* as of a shape */
} truce_chronology_row;

typedef struct truce_chronology {
    truce_str title;
    truce_str alternative;
    const truce_chronology_row *rows;
    size_t n_rows;
} truce_chronology;

enum {
    TRUCE_CHRONOLOGY_WIDTH = 340,
    TRUCE_CHRONOLOGY_DAY_MOST = 100000000 /* days beyond it, either way, count as it */
};

/* Draw it: TRUCE_CHRONOLOGY_WIDTH wide, as high as its texts need. Texts are kept. Memory running
 * out is remembered in the drawing. Cost O(r log r) for r rows, and the size of the texts. */
truce_drawing truce_chronology_draw(truce_arena *arena, const truce_chronology *chronology);

#endif
