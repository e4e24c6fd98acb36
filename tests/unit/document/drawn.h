/* drawn.h - what must hold of every drawing, looked at shape by shape. */
#ifndef TRUCE_TESTS_DOCUMENT_DRAWN_H
#define TRUCE_TESTS_DOCUMENT_DRAWN_H

#include "truce/document/drawing.h"

typedef struct frame {
    double left, top, right, bottom;
} frame;

/* Where a text stands, as far as can be told without a font. */
static inline frame text_frame(const truce_shape *s) {
    const double width = truce_drawing_text_width(s->text, s->size, s->strong);
    const double left = s->anchor == TRUCE_ANCHOR_START    ? s->at.x
                        : s->anchor == TRUCE_ANCHOR_MIDDLE ? s->at.x - width / 2
                                                           : s->at.x - width;
    return (frame){left, s->at.y - s->size * 0.76, left + width, s->at.y + s->size * 0.22};
}

static inline bool frames_meet(frame a, frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static inline frame line_frame(truce_spot a, truce_spot b) {
    return (frame){a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, a.x < b.x ? b.x : a.x,
                   a.y < b.y ? b.y : a.y};
}

/* Whether a shape's ink runs into a frame; a box may stand behind a text, and so may a circle whose
 * middle is that of the text. Slanting lines count by their whole frame. */
static inline bool runs_into(const truce_shape *s, frame f) {
    switch (s->kind) {
    case TRUCE_SHAPE_LINE:
        return frames_meet(line_frame(s->at, s->to), f);
    case TRUCE_SHAPE_CIRCLE:
        return frames_meet((frame){s->at.x - s->radius, s->at.y - s->radius, s->at.x + s->radius,
                                   s->at.y + s->radius},
                           f);
    case TRUCE_SHAPE_PATH:
        for (size_t i = 0; i + 1 < s->n_points; i++) {
            if (frames_meet(line_frame(s->points[i], s->points[i + 1]), f)) {
                return true;
            }
        }
        return false;
    case TRUCE_SHAPE_BOX:
        return f.left < s->to.x && s->at.x < f.right && f.top < s->to.y && s->at.y < f.bottom &&
               !(s->at.x <= f.left && f.right <= s->to.x && s->at.y <= f.top &&
                 f.bottom <= s->to.y);
    case TRUCE_SHAPE_TEXT:
        break;
    }
    return frames_meet(text_frame(s), f);
}

/* Every text is within the drawing, and nothing runs into it. */
static inline void expect_readable(const truce_drawing *d) {
    assert_false(d->failed);
    for (size_t i = 0; i < d->n_shapes; i++) {
        if (d->shapes[i].kind != TRUCE_SHAPE_TEXT) {
            continue;
        }
        const frame f = text_frame(&d->shapes[i]);
        const truce_str text = d->shapes[i].text;
        if (f.left < -0.01 || f.top < -0.01 || f.right > d->width + 0.01 ||
            f.bottom > d->height + 0.01) {
            fail_msg("\"%.*s\" is cut off", TRUCE_STR_ARGS(text));
        }
        for (size_t k = 0; k < d->n_shapes; k++) {
            if (k != i && runs_into(&d->shapes[k], f)) {
                fail_msg("shape %zu (kind %d) runs into \"%.*s\"", k, (int)d->shapes[k].kind,
                         TRUCE_STR_ARGS(text));
            }
        }
    }
}

static inline bool is_drawn(const truce_drawing *d, const char *text) {
    for (size_t i = 0; i < d->n_shapes; i++) {
        if (d->shapes[i].kind == TRUCE_SHAPE_TEXT &&
            truce_str_equal(d->shapes[i].text, truce_str_of(text))) {
            return true;
        }
    }
    return false;
}

static inline size_t count_shapes(const truce_drawing *d, truce_shape_kind kind, truce_ink fill) {
    size_t n = 0;
    for (size_t i = 0; i < d->n_shapes; i++) {
        n += d->shapes[i].kind == kind && d->shapes[i].fill == fill ? 1 : 0;
    }
    return n;
}

#endif
