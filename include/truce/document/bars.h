/* bars.h - shares of a whole, one below the other, as a drawing: each a label and a bar from
 * nothing to all.
 *
 * A share is known between two ends: up to the lower one the bar is full, on to the upper one it is
 * faint. A second share, if there is one, is a stroke across the bar. All bars have the same scale,
 * and what a bar says stands beside it in figures, so nothing has to be measured.
 */
#ifndef TRUCE_DOCUMENT_BARS_H
#define TRUCE_DOCUMENT_BARS_H

#include "truce/document/drawing.h"

typedef struct truce_bar {
    truce_str label;  /* what it is of; up to TRUCE_DRAWING_LINES lines */
    double low, high; /* 0 to 1, low <= high */
    double second;    /* 0 to 1; below 0: none */
    truce_str told;   /* the share in figures; short: "71 to 77 %" */
    truce_str tip;    /* as of a shape */
} truce_bar;

typedef struct truce_bars {
    truce_str title;
    truce_str alternative;
    const truce_bar *at;
    size_t n;
    truce_str key, key_faint,
        key_second; /* what full, faint and the stroke mean; empty: left out */
} truce_bars;

enum { TRUCE_BARS_WIDTH = 340 };

/* Draw them: TRUCE_BARS_WIDTH wide, as high as its texts need. Texts are kept. Memory running out
 * is remembered in the drawing. Cost O(n) texts. */
truce_drawing truce_bars_draw(truce_arena *arena, const truce_bars *bars);

#endif
