/* drawing.h - a picture as shapes: what figures are made of, whatever they are printed on.
 *
 * A drawing knows nothing of what it shows and nothing of SVG or PDF: lines, boxes, circles, paths
 * and texts, in units of one CSS pixel, x to the right and y downwards from the top left corner,
 * later shapes over earlier ones. Inks are named by what they are for; who prints gives them
 * colours, for a bright page, a dark one and paper. Nothing may be told by colour alone.
 *
 * Everything lives in the arena that the drawing was made with; the texts given are kept, not
 * copied. A shape that finds no memory sets `failed`. All coordinates are finite and below
 * TRUCE_DRAWING_MOST.
 */
#ifndef TRUCE_DOCUMENT_DRAWING_H
#define TRUCE_DOCUMENT_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/str.h"

enum {
    TRUCE_DRAWING_SERIES = 8,     /* sides that have an ink of their own */
    TRUCE_DRAWING_MOST = 10000000 /* bound of coordinates, either way */
};

typedef enum truce_ink {
    TRUCE_INK_NONE,
    TRUCE_INK_TEXT,
    TRUCE_INK_MUTED,    /* secondary text and marks: still readable */
    TRUCE_INK_RULE,     /* thin lines that order the picture */
    TRUCE_INK_GROUND,   /* the paper's own colour: inside of hollow marks */
    TRUCE_INK_BAND,     /* a faint filling behind something */
    TRUCE_INK_SERIES_1, /* the first side; all eight are equal in weight */
    TRUCE_INK_SERIES_2,
    TRUCE_INK_SERIES_3,
    TRUCE_INK_SERIES_4,
    TRUCE_INK_SERIES_5,
    TRUCE_INK_SERIES_6,
    TRUCE_INK_SERIES_7,
    TRUCE_INK_SERIES_8
} truce_ink;

/* The ink of series `i`, counted from 0. From the ninth on they are MUTED: their labels, which
 * every mark has, tell them apart. */
static inline truce_ink truce_ink_of_series(size_t i) {
    return i < TRUCE_DRAWING_SERIES ? (truce_ink)(TRUCE_INK_SERIES_1 + i) : TRUCE_INK_MUTED;
}

typedef struct truce_spot {
    double x, y;
} truce_spot;

typedef enum truce_shape_kind {
    TRUCE_SHAPE_LINE,   /* from `at` to `to` */
    TRUCE_SHAPE_BOX,    /* upper left corner `at`, lower right `to`, corners rounded by `radius` */
    TRUCE_SHAPE_CIRCLE, /* centre `at`, `radius` */
    TRUCE_SHAPE_PATH,   /* `points`, joined by straight lines; `closed`: and back to the first */
    TRUCE_SHAPE_TEXT    /* `text` in one line, its baseline at `at` */
} truce_shape_kind;

/* Which part of a text stands at its place. Left and right, whatever its script's direction. */
typedef enum truce_text_anchor {
    TRUCE_ANCHOR_START, /* the left end */
    TRUCE_ANCHOR_MIDDLE,
    TRUCE_ANCHOR_END /* the right end */
} truce_text_anchor;

typedef struct truce_shape {
    truce_shape_kind kind;
    truce_ink fill;   /* of a text: its ink */
    truce_ink stroke; /* NONE: no outline; `stroke_width` is then without meaning */
    double stroke_width;
    bool dashed; /* the stroke, in dashes of 4 and gaps of 3 */
    bool faint;  /* the whole shape at less than half of its ink */
    truce_spot at, to;
    double radius;
    const truce_spot *points;
    size_t n_points; /* 2.. */
    bool closed;
    truce_str text;
    double size; /* of the text's letters, 6..40 */
    bool strong;
    truce_text_anchor anchor;
    truce_str tip;  /* a short sentence for who points at it, or empty */
    truce_str link; /* an anchor of the document (a claim's name), or empty */
} truce_shape;

typedef struct truce_drawing {
    truce_arena *arena; /* kept */
    double width, height;
    truce_str title;       /* what it is: "Length of the first pause" */
    truce_str alternative; /* what it shows, in a sentence or two, for who cannot see it */
    truce_str plain; /* the same in characters: lines of at most 80 terminal cells, each ending
                        in a newline; empty when there is no such form */
    truce_shape *shapes;
    size_t n_shapes, cap_shapes;
    bool failed;
} truce_drawing;

/* An empty drawing. Whoever draws sets the height, the alternative and `plain` in the end. */
truce_drawing truce_drawing_new(truce_arena *arena, double width, truce_str title);

/* Each adds one shape and returns it, for what the arguments do not say (dashed, faint, tip,
 * link), until the next is added. Never NULL: when memory is out, a scratch shape. */
truce_shape *truce_drawing_line(truce_drawing *d, truce_spot from, truce_spot to, truce_ink stroke,
                                double width);
/* Neither has an outline yet. */
truce_shape *truce_drawing_box(truce_drawing *d, truce_spot at, truce_spot to, double radius,
                               truce_ink fill);
truce_shape *truce_drawing_circle(truce_drawing *d, truce_spot centre, double radius,
                                  truce_ink fill);
/* `points` are copied; a path that is not closed is filled with NONE. */
truce_shape *truce_drawing_path(truce_drawing *d, const truce_spot *points, size_t n, bool closed,
                                truce_ink fill);
/* The filled head of an arrow of that size: its point at `tip`, as if it came from `from`. */
truce_shape *truce_drawing_arrowhead(truce_drawing *d, truce_spot from, truce_spot tip, double size,
                                     truce_ink fill);
truce_shape *truce_drawing_text(truce_drawing *d, truce_spot at, truce_text_anchor anchor,
                                double size, truce_ink ink, truce_str text);

/* How wide a text will be at most, near enough, in letters of that size, without looking at a
 * font: each ASCII letter counts what it has in a wide sans-serif face (DejaVu Sans), so that in a
 * usual one some room is left, and other letters count as wide capitals do. Combining marks count
 * nothing, East Asian wide ones one em, hidden ones what showing them escaped takes. Cost O(size of
 * text). */
double truce_drawing_text_width(truce_str text, double size, bool strong);

/* Break a text at its spaces and behind its hyphens into at most `most` lines (1..) that are no
 * wider than `width`, and return how many there are; 0 for an empty text. A word wider than that is
 * broken between code points. What does not fit in the last line is left out, and an ellipsis
 * stands for it; only such a line is a copy, in the drawing's arena. */
size_t truce_drawing_wrap(truce_drawing *d, truce_str text, double size, bool strong, double width,
                          truce_str *lines, size_t most);

/* Lines of a text one under another: `at` is on the first baseline, and each next one is 1.3 times
 * the size lower. Returns how many lines there were. At most TRUCE_DRAWING_LINES of them. */
enum { TRUCE_DRAWING_LINES = 8 };
size_t truce_drawing_lines(truce_drawing *d, truce_spot at, truce_text_anchor anchor, double size,
                           truce_ink ink, bool strong, double width, size_t most, truce_str text);

#endif
