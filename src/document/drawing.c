/* Shapes in an array, and texts measured without a font: a label that is measured too wide leaves a
 * gap, one that is measured too narrow runs into its neighbour, so letters
 * are taken as wide as in a wide face. */
#include "truce/document/drawing.h"

#include <assert.h>
#include <stdint.h>

#include "truce/base/utf8.h"

/* As in document.c: where shapes go when memory is out. */
static _Thread_local truce_shape spare;

static bool is_sound(double v) {
    return v > -TRUCE_DRAWING_MOST && v < TRUCE_DRAWING_MOST;
}

static bool is_sound_spot(truce_spot s) {
    return is_sound(s.x) && is_sound(s.y);
}

truce_drawing truce_drawing_new(truce_arena *arena, double width, truce_str title) {
    assert(arena != NULL && is_sound(width));
    return (truce_drawing){.arena = arena, .width = width, .title = title};
}

static truce_shape *add(truce_drawing *d, truce_shape shape) {
    assert(is_sound_spot(shape.at) && is_sound_spot(shape.to) && is_sound(shape.radius));
    truce_shape *const shapes = d->failed ? NULL
                                          : truce_arena_grow(d->arena, d->shapes, d->n_shapes,
                                                             &d->cap_shapes, sizeof *shapes);
    if (shapes == NULL) {
        d->failed = true;
        spare = shape;
        return &spare;
    }
    d->shapes = shapes;
    shapes[d->n_shapes] = shape;
    return &shapes[d->n_shapes++];
}

truce_shape *truce_drawing_line(truce_drawing *d, truce_spot from, truce_spot to, truce_ink stroke,
                                double width) {
    return add(d, (truce_shape){.kind = TRUCE_SHAPE_LINE,
                                .at = from,
                                .to = to,
                                .stroke = stroke,
                                .stroke_width = width});
}

truce_shape *truce_drawing_box(truce_drawing *d, truce_spot at, truce_spot to, double radius,
                               truce_ink fill) {
    assert(at.x <= to.x && at.y <= to.y);
    return add(d, (truce_shape){
                      .kind = TRUCE_SHAPE_BOX, .at = at, .to = to, .radius = radius, .fill = fill});
}

truce_shape *truce_drawing_circle(truce_drawing *d, truce_spot centre, double radius,
                                  truce_ink fill) {
    return add(
        d, (truce_shape){.kind = TRUCE_SHAPE_CIRCLE, .at = centre, .radius = radius, .fill = fill});
}

truce_shape *truce_drawing_path(truce_drawing *d, const truce_spot *points, size_t n, bool closed,
                                truce_ink fill) {
    assert(n >= 2);
    truce_shape shape = {.kind = TRUCE_SHAPE_PATH,
                         .n_points = n,
                         .closed = closed,
                         .fill = closed ? fill : TRUCE_INK_NONE};
    truce_spot *const copy = d->failed ? NULL : truce_arena_zero(d->arena, n, sizeof *copy);
    if (copy == NULL) {
        d->failed = true;
        spare = shape;
        return &spare;
    }
    for (size_t i = 0; i < n; i++) {
        assert(is_sound_spot(points[i]));
        copy[i] = points[i];
    }
    shape.points = copy;
    return add(d, shape);
}

/* Square root by Newton's steps, from above: no libm, and the same bits everywhere. */
static double root(double v) {
    double r = v > 1 ? v : 1;
    for (int i = 0; i < 64; i++) {
        const double next = (r + v / r) / 2;
        if (next >= r) {
            break;
        }
        r = next;
    }
    return r;
}

truce_shape *truce_drawing_arrowhead(truce_drawing *d, truce_spot from, truce_spot tip, double size,
                                     truce_ink fill) {
    const double dx = tip.x - from.x;
    const double dy = tip.y - from.y;
    const double length = root(dx * dx + dy * dy);
    const double ux = length > 1e-6 ? dx / length : 1;
    const double uy = length > 1e-6 ? dy / length : 0;
    const truce_spot base = {tip.x - ux * size, tip.y - uy * size};
    const double half = size * 0.45;
    const truce_spot points[] = {
        tip,
        {base.x - uy * half, base.y + ux * half},
        {base.x + uy * half, base.y - ux * half},
    };
    return truce_drawing_path(d, points, 3, true, fill);
}

truce_shape *truce_drawing_text(truce_drawing *d, truce_spot at, truce_text_anchor anchor,
                                double size, truce_ink ink, truce_str text) {
    return add(d, (truce_shape){.kind = TRUCE_SHAPE_TEXT,
                                .at = at,
                                .anchor = anchor,
                                .size = size,
                                .fill = ink,
                                .text = text});
}

/* ---- texts ---- */

/* In hundredths of the letters' size, rounded up, for U+0020..U+007E: those of DejaVu Sans, which
 * is wider than most faces that a page is read in. */
static const uint8_t ascii_widths[95] = {
    32, 41, 46, 84, 64, 96, 78, 28, 40,  40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84};

/* As truce_utf8_show() writes it: \u{202E} or \x{FF}. */
static int escaped_width(size_t digits) {
    return (int)(4 + digits) * 60;
}

/* The width of the code point that `rest` begins with; `*bytes` is its size. */
static int point_width(truce_str rest, size_t *bytes) {
    uint32_t point = 0;
    *bytes = truce_utf8_next(rest, &point);
    if (*bytes == 0) {
        *bytes = 1;
        return escaped_width(2);
    }
    if (truce_utf8_is_hidden(point)) {
        return escaped_width(point > 0xFFFF ? 5 : 4);
    }
    if (point < 0x7F) {
        return ascii_widths[point - 0x20];
    }
    const size_t cells = truce_utf8_width((truce_str){rest.data, *bytes});
    if (cells == 1 && (point == 0x2014 || point == 0x2026)) {
        return 100; /* em dash, ellipsis */
    }
    return cells == 2 ? 104 : cells == 1 ? 72 : 0;
}

static double in_units(long hundredths, double size, bool strong) {
    return (double)hundredths * size * (strong ? 0.0115 : 0.01);
}

double truce_drawing_text_width(truce_str text, double size, bool strong) {
    long sum = 0;
    for (size_t i = 0, bytes = 0; i < text.size; i += bytes) {
        sum += point_width((truce_str){text.data + i, text.size - i}, &bytes);
    }
    return in_units(sum, size, strong);
}

static size_t skip_spaces(truce_str text, size_t i) {
    while (i < text.size && text.data[i] == ' ') {
        i++;
    }
    return i;
}

/* Where the line from `begin` on ends: at a space or behind a hyphen if any fits, but behind one
 * code point at least. */
static size_t line_end(truce_str text, size_t begin, double size, bool strong, double width) {
    long sum = 0;
    size_t stop = begin;
    for (size_t i = begin, bytes = 0; i < text.size; i += bytes) {
        if (text.data[i] == ' ' || (i > begin && text.data[i - 1] == '-')) {
            stop = i;
        }
        sum += point_width((truce_str){text.data + i, text.size - i}, &bytes);
        if (in_units(sum, size, strong) > width && text.data[i] != ' ') {
            return stop > begin ? stop : i > begin ? i : i + bytes;
        }
    }
    return text.size;
}

static size_t trimmed(truce_str text, size_t begin, size_t end) {
    while (end > begin && text.data[end - 1] == ' ') {
        end--;
    }
    return end;
}

size_t truce_drawing_wrap(truce_drawing *d, truce_str text, double size, bool strong, double width,
                          truce_str *lines, size_t most) {
    assert(most > 0);
    static const char ellipsis[] = "\xE2\x80\xA6";
    size_t n = 0;
    size_t at = skip_spaces(text, 0);
    while (at < text.size) {
        size_t end = line_end(text, at, size, strong, width);
        const bool cut = n + 1 == most && skip_spaces(text, end) < text.size;
        if (cut) {
            end = line_end(text, at, size, strong, width - in_units(100, size, strong));
        }
        const size_t last = trimmed(text, at, end);
        lines[n] = (truce_str){text.data + at, last - at};
        if (cut) {
            const truce_str copy =
                truce_arena_printf(d->arena, "%.*s%s", TRUCE_STR_ARGS(lines[n]), ellipsis);
            d->failed = d->failed || copy.data == NULL;
            lines[n] = copy.data != NULL ? copy : lines[n];
            return n + 1;
        }
        n++;
        at = skip_spaces(text, end);
    }
    return n;
}

size_t truce_drawing_lines(truce_drawing *d, truce_spot at, truce_text_anchor anchor, double size,
                           truce_ink ink, bool strong, double width, size_t most, truce_str text) {
    truce_str lines[TRUCE_DRAWING_LINES];
    assert(most <= TRUCE_DRAWING_LINES);
    const size_t n = truce_drawing_wrap(d, text, size, strong, width, lines, most);
    for (size_t i = 0; i < n; i++) {
        const truce_spot place = {at.x, at.y + (double)i * size * 1.3};
        truce_drawing_text(d, place, anchor, size, ink, lines[i])->strong = strong;
    }
    return n;
}
