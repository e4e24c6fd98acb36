/* scatter.h - what packages are worth to two sides, as a drawing: one side to the right, the other
 * upwards.
 *
 * The plot is a square whatever the scales, so that neither side's unit looks the larger. Efficient
 * packages are small discs, joined by steps: below and left of a step lies what some disc is at
 * least as good as for both. Where a side has a reservation value a dashed line crosses at it, and
 * the part that is no worse than it for either is tinted. Marks are told apart by form and by a
 * sign of one to three letters beside them, which the key below the plot explains; a sign that
 * finds no free place stands in the key alone.
 */
#ifndef TRUCE_DOCUMENT_SCATTER_H
#define TRUCE_DOCUMENT_SCATTER_H

#include "truce/document/drawing.h"

typedef struct truce_scatter_axis {
    truce_str title;  /* whose worth it is */
    double low, high; /* of the plot; low <= high, of magnitude below 1e15 */
    bool reserved;
    double reserve; /* anywhere; a line only where it lies within the plot */
} truce_scatter_axis;

typedef enum truce_scatter_form {
    TRUCE_SCATTER_DIAMOND, /* a point that a rule names */
    TRUCE_SCATTER_SQUARE   /* what somebody put on the table */
} truce_scatter_form;

typedef struct truce_scatter_mark {
    truce_spot at; /* in the units of the axes, within them */
    truce_scatter_form form;
    truce_str sign;      /* short, for the plot */
    truce_str label;     /* what it is, for the key */
    truce_str tip, link; /* as of a shape */
} truce_scatter_mark;

typedef struct truce_scatter {
    truce_str title;
    truce_str alternative;
    truce_scatter_axis across, up;
    const truce_spot *efficient; /* rising in x and falling in y, within the axes */
    size_t n_efficient;
    const truce_scatter_mark *marks;
    size_t n_marks;
    bool small; /* one of many: a smaller plot without a key */
} truce_scatter;

enum { TRUCE_SCATTER_WIDTH = 340, TRUCE_SCATTER_SMALL = 200 };

/* Draw it: TRUCE_SCATTER_WIDTH (SMALL) wide, as high as its texts need. Texts are kept. Memory
 * running out is remembered in the drawing. Cost O(e m + m^2) for e efficient packages and m marks.
 */
truce_drawing truce_scatter_draw(truce_arena *arena, const truce_scatter *scatter);

#endif
