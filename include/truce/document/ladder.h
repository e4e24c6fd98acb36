/* ladder.h - who stands where on an ordered list of options, as a drawing.
 *
 * Options are rows, in the order in which they are given, and the parties (or whatever the marks
 * belong to) are lanes beside them, all of one width of text and one size of mark. A lane has its
 * name at its head, so that its ink only repeats what can be read. No row is better than another:
 * the first stands at the top because one reads from there.
 *
 * What a mark says is told by form: a disc, a square, a triangle or a cross; solid or hollow; a
 * ring round it, whole or in dashes; a bar beside it over all the rows it covers, with an arrow
 * where it has no end. An earlier mark is faint, and an arrow leads from it to where it went.
 */
#ifndef TRUCE_DOCUMENT_LADDER_H
#define TRUCE_DOCUMENT_LADDER_H

#include "truce/document/drawing.h"

typedef enum truce_ladder_row_kind {
    TRUCE_LADDER_RUNG,  /* in order with its neighbours */
    TRUCE_LADDER_VALUE, /* the same, and at a place on a scale */
    TRUCE_LADDER_OFF,   /* an option beside the ladder; a gap keeps these apart */
    TRUCE_LADDER_UNSAID /* there is a mark, but nobody says at which option */
} truce_ladder_row_kind;

typedef struct truce_ladder_row {
    truce_ladder_row_kind kind; /* rows of one kind stand together, in the order above */
    truce_str label;
    double value; /* VALUE: 0 at the low end of the scale, 1 at the high one; rising */
} truce_ladder_row;

typedef struct truce_ladder_lane {
    truce_str title;
    truce_ink ink;
    size_t more; /* marks that were left out */
} truce_ladder_lane;

typedef enum truce_ladder_form {
    TRUCE_LADDER_DISC,
    TRUCE_LADDER_SQUARE,
    TRUCE_LADDER_TRIANGLE,
    TRUCE_LADDER_CROSS,
    TRUCE_LADDER_FORMS
} truce_ladder_form;

/* Rows, both ends included. */
typedef struct truce_ladder_stretch {
    size_t first, last;
} truce_ladder_stretch;

#define TRUCE_LADDER_STAYS ((size_t)-1)

typedef struct truce_ladder_mark {
    size_t lane;
    size_t row;                            /* where it stands */
    const truce_ladder_stretch *stretches; /* all rows that it covers, rising and apart; none:
                                              `row` alone */
    size_t n_stretches;
    bool open_first, open_last; /* the first stretch goes on before it, the last one after it */
    truce_ladder_form form;
    bool hollow, ring, dashed; /* dashed: its ring and bar are, and it has a ring */
    bool earlier;              /* faint */
    size_t moved_to;           /* the mark of the same lane that came after, or STAYS */
    truce_str label;           /* beside it: what it says, in a few words */
    truce_str tip, link;       /* as of a shape */
} truce_ladder_mark;

typedef struct truce_ladder {
    truce_str title;
    truce_str alternative;
    const truce_ladder_row *rows;
    size_t n_rows;
    const truce_ladder_lane *lanes;
    size_t n_lanes;
    const truce_ladder_mark *marks; /* within a row and lane, from above */
    size_t n_marks;
} truce_ladder;

/* What each form of mark means, for the legend; empty: it is not used. */
typedef struct truce_ladder_words {
    truce_str forms[TRUCE_LADDER_FORMS];
    truce_str hollow, ring, dashed, bar, earlier;
} truce_ladder_words;

enum { TRUCE_LADDER_WIDTH = 340 };

/* Draw it: TRUCE_LADDER_WIDTH wide, or wider when there are many lanes or long words; as high as
 * its texts need. Texts are kept. Memory running out is remembered in the drawing.
 * Cost O(marks * spans of one lane + size of the texts). */
truce_drawing truce_ladder_draw(truce_arena *arena, const truce_ladder *ladder);

/* What the marks mean, as a drawing of its own beside the ladders. */
truce_drawing truce_ladder_legend(truce_arena *arena, truce_str title,
                                  const truce_ladder_words *words);

#endif
