/* A mark is a filled or hollow form, and around it a ring that follows the form. The four forms
 * cover about the same area, so that none weighs more. */
#include "glyph.h"

/* The points of a form of that radius around `at`; a disc has none. */
static size_t outline(truce_ladder_form form, truce_spot at, double r, truce_spot *points) {
    static const truce_spot square[] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    static const truce_spot triangle[] = {{0, -1.2}, {1.25, 0.95}, {-1.25, 0.95}};
    static const truce_spot cross[] = {{-1.1, -0.55}, {-0.55, -1.1}, {0, -0.55},   {0.55, -1.1},
                                       {1.1, -0.55},  {0.55, 0},     {1.1, 0.55},  {0.55, 1.1},
                                       {0, 0.55},     {-0.55, 1.1},  {-1.1, 0.55}, {-0.55, 0}};
    const truce_spot *const of[] = {NULL, square, triangle, cross};
    const size_t counts[] = {0, 4, 3, 12};
    const double size = form == TRUCE_LADDER_SQUARE ? r * 0.9 : r;
    for (size_t i = 0; i < counts[form]; i++) {
        points[i].x = at.x + of[form][i].x * size;
        points[i].y = at.y + of[form][i].y * size;
    }
    return counts[form];
}

static truce_shape *draw_form(truce_drawing *d, truce_spot at, double r, truce_ladder_form form,
                              truce_ink fill) {
    truce_spot points[12];
    const size_t n = outline(form, at, r, points);
    return n == 0 ? truce_drawing_circle(d, at, r, fill)
                  : truce_drawing_path(d, points, n, true, fill);
}

static void dress(truce_shape *s, const truce_ladder_mark *mark) {
    s->faint = mark->earlier;
    s->tip = mark->tip;
    s->link = mark->link;
}

void truce_ladder_glyph(truce_drawing *d, truce_spot at, truce_ink ink,
                        const truce_ladder_mark *mark) {
    const double r = GLYPH_RADIUS;
    if (mark->ring || mark->dashed) {
        const truce_ladder_form around =
            mark->form == TRUCE_LADDER_CROSS ? TRUCE_LADDER_DISC : mark->form;
        truce_shape *const ring = draw_form(d, at, r * 1.7, around, TRUCE_INK_GROUND);
        ring->stroke = mark->ring ? TRUCE_INK_TEXT : ink;
        ring->stroke_width = mark->ring ? 1.6 : 1.2;
        ring->dashed = mark->dashed;
        dress(ring, mark);
    }
    truce_shape *const body = draw_form(d, at, r - (mark->hollow ? 0.8 : 0), mark->form,
                                        mark->hollow ? TRUCE_INK_GROUND : ink);
    if (mark->hollow) {
        body->stroke = ink;
        body->stroke_width = 1.7;
    }
    dress(body, mark);
}
