/* Figures: their drawings side by side, as many to a row as stay readable, and the caption below.
 * Shapes are drawn with the colours that the page has in print. */
#include "pdf_parts.h"

#include <math.h>

#include "truce/base/utf8.h"

static const double pi = 3.14159265358979323846;

/* Points to a pixel: no larger, and smaller only so that one more drawing stands in a row. */
static const double scale_most = .75, scale_least = .58;

enum { ROW_MOST = 3 };

/* How the drawings of a figure are laid out. */
typedef struct plan {
    size_t in_row;
    double scale, width; /* width: of the place of one */
    double between;
} plan;

static plan make_plan(const truce_pdf *pdf, const truce_block *figure) {
    const double line = pdf_line_width(pdf);
    plan p = {.in_row = 1, .between = 14};
    double widest = 1, highest = 1;
    for (size_t i = 0; i < figure->n_drawings; i++) {
        widest = fmax(widest, figure->drawings[i].width);
        highest = fmax(highest, figure->drawings[i].height);
    }
    while (p.in_row < ROW_MOST && p.in_row < figure->n_drawings &&
           (double)(p.in_row + 1) * widest * scale_least + (double)p.in_row * p.between <= line) {
        p.in_row++;
    }
    p.width = (line - (double)(p.in_row - 1) * p.between) / (double)p.in_row;
    /* A drawing that is higher than a page with its caption is made smaller as a whole. */
    p.scale = fmin(fmin(scale_most, p.width / widest), pdf_page_room(pdf) * .85 / highest);
    return p;
}

static double row_height(const truce_block *figure, const plan *p, size_t first) {
    double height = 0;
    for (size_t i = first; i < figure->n_drawings && i < first + p->in_row; i++) {
        height = fmax(height, figure->drawings[i].height * p->scale);
    }
    return height;
}

/* ---- shapes ---- */

typedef struct colour {
    double red, green, blue;
} colour;

#define RGB(r, g, b)                                                                               \
    { (r) / 255.0, (g) / 255.0, (b) / 255.0 }

static void set_ink(cairo_t *cr, const truce_shape *s, truce_ink ink) {
    static const colour colours[] = {
        [TRUCE_INK_NONE] = RGB(0, 0, 0),
        [TRUCE_INK_TEXT] = RGB(0, 0, 0),
        [TRUCE_INK_MUTED] = RGB(0x4a, 0x4a, 0x4a),
        [TRUCE_INK_RULE] = RGB(0xbb, 0xbb, 0xbb),
        [TRUCE_INK_GROUND] = RGB(0xff, 0xff, 0xff),
        [TRUCE_INK_BAND] = RGB(0xec, 0xec, 0xec),
        [TRUCE_INK_SERIES_1] = RGB(0x00, 0x72, 0xb2),
        [TRUCE_INK_SERIES_2] = RGB(0xb1, 0x53, 0x00),
        [TRUCE_INK_SERIES_3] = RGB(0xa6, 0x4a, 0x80),
        [TRUCE_INK_SERIES_4] = RGB(0x00, 0x79, 0x5c),
        [TRUCE_INK_SERIES_5] = RGB(0x7a, 0x65, 0x00),
        [TRUCE_INK_SERIES_6] = RGB(0x5d, 0x6b, 0x87),
        [TRUCE_INK_SERIES_7] = RGB(0x7d, 0x5a, 0xc0),
        [TRUCE_INK_SERIES_8] = RGB(0x8f, 0x5b, 0x43),
    };
    const colour *const c = &colours[ink];
    cairo_set_source_rgba(cr, c->red, c->green, c->blue, s->faint ? .45 : 1);
}

static void trace_box(cairo_t *cr, const truce_shape *s) {
    const double x = s->at.x, y = s->at.y, right = s->to.x, bottom = s->to.y;
    const double r = fmin(s->radius, fmin(right - x, bottom - y) / 2);
    if (r <= 0) {
        cairo_rectangle(cr, x, y, right - x, bottom - y);
        return;
    }
    cairo_arc(cr, right - r, y + r, r, -pi / 2, 0);
    cairo_arc(cr, right - r, bottom - r, r, 0, pi / 2);
    cairo_arc(cr, x + r, bottom - r, r, pi / 2, pi);
    cairo_arc(cr, x + r, y + r, r, pi, 3 * pi / 2);
    cairo_close_path(cr);
}

static void trace(cairo_t *cr, const truce_shape *s) {
    cairo_new_path(cr);
    switch (s->kind) {
    case TRUCE_SHAPE_LINE:
        cairo_move_to(cr, s->at.x, s->at.y);
        cairo_line_to(cr, s->to.x, s->to.y);
        break;
    case TRUCE_SHAPE_BOX:
        trace_box(cr, s);
        break;
    case TRUCE_SHAPE_CIRCLE:
        cairo_arc(cr, s->at.x, s->at.y, s->radius, 0, 2 * pi);
        cairo_close_path(cr);
        break;
    case TRUCE_SHAPE_PATH:
        for (size_t i = 0; i < s->n_points; i++) {
            cairo_line_to(cr, s->points[i].x, s->points[i].y);
        }
        if (s->closed) {
            cairo_close_path(cr);
        }
        break;
    case TRUCE_SHAPE_TEXT:
        break;
    }
}

static void draw_text(truce_pdf *pdf, const truce_shape *s) {
    const pdf_face face = {s->size, s->size, s->strong, false, PDF_TEXT};
    pdf_row row = pdf_row_new(pdf, 1);
    if (row.columns != NULL) {
        row.columns[0].width = TRUCE_DRAWING_MOST / (double)PANGO_SCALE; /* never broken */
        pdf_text_plain(pdf, &row, &row.columns[0], 0, &face, s->text);
    }
    if (pdf->status == TRUCE_OK && row.columns != NULL && row.columns[0].texts[0].n_lines > 0) {
        const pdf_line *const line = &row.columns[0].texts[0].lines[0];
        const double share = s->anchor == TRUCE_ANCHOR_START    ? 0
                             : s->anchor == TRUCE_ANCHOR_MIDDLE ? .5
                                                                : 1;
        set_ink(pdf->cr, s, s->fill);
        cairo_move_to(pdf->cr, s->at.x - line->width * share, s->at.y);
        pango_cairo_show_layout_line(pdf->cr, line->line);
    }
    pdf_row_clear(&row);
}

static void draw_shape(truce_pdf *pdf, const truce_shape *s) {
    static const double dashes[] = {4, 3};
    cairo_t *const cr = pdf->cr;
    if (s->kind == TRUCE_SHAPE_TEXT) {
        draw_text(pdf, s);
        return;
    }
    trace(cr, s);
    if (s->fill != TRUCE_INK_NONE && s->kind != TRUCE_SHAPE_LINE) {
        set_ink(cr, s, s->fill);
        cairo_fill_preserve(cr);
    }
    if (s->stroke != TRUCE_INK_NONE) {
        set_ink(cr, s, s->stroke);
        cairo_set_line_width(cr, s->stroke_width);
        cairo_set_dash(cr, dashes, s->dashed ? 2 : 0, 0);
        cairo_stroke(cr);
    }
    cairo_new_path(cr);
}

/* ---- links ---- */

/* The box around a shape; a text's is near enough. */
static void bounds(const truce_shape *s, truce_spot *low, truce_spot *high) {
    *low = s->at;
    *high = s->kind == TRUCE_SHAPE_LINE || s->kind == TRUCE_SHAPE_BOX ? s->to : s->at;
    if (s->kind == TRUCE_SHAPE_CIRCLE) {
        *low = (truce_spot){s->at.x - s->radius, s->at.y - s->radius};
        *high = (truce_spot){s->at.x + s->radius, s->at.y + s->radius};
    } else if (s->kind == TRUCE_SHAPE_TEXT) {
        const double width = truce_drawing_text_width(s->text, s->size, s->strong);
        const double share = s->anchor == TRUCE_ANCHOR_START    ? 0
                             : s->anchor == TRUCE_ANCHOR_MIDDLE ? .5
                                                                : 1;
        *low = (truce_spot){s->at.x - width * share, s->at.y - s->size};
        *high = (truce_spot){low->x + width, s->at.y + s->size * .3};
    } else if (s->kind == TRUCE_SHAPE_PATH && s->n_points > 0) {
        *low = *high = s->points[0];
        for (size_t i = 1; i < s->n_points; i++) {
            *low = (truce_spot){fmin(low->x, s->points[i].x), fmin(low->y, s->points[i].y)};
            *high = (truce_spot){fmax(high->x, s->points[i].x), fmax(high->y, s->points[i].y)};
        }
    }
}

static void link_shape(truce_pdf *pdf, const truce_shape *s, double x, double y, double scale) {
    truce_spot low, high;
    if (s->link.size == 0 || !truce_document_anchor_known(&pdf->anchors, s->link)) {
        return;
    }
    bounds(s, &low, &high);
    const double left = fmin(low.x, high.x), top = fmin(low.y, high.y);
    pdf_link(pdf, s->link, x + left * scale, y + top * scale, fmax(fabs(high.x - low.x) * scale, 2),
             fmax(fabs(high.y - low.y) * scale, 2));
}

static void draw_drawing(truce_pdf *pdf, const truce_drawing *d, double x, double y, double scale) {
    pdf_tag(pdf, "Figure");
    cairo_save(pdf->cr);
    cairo_translate(pdf->cr, x, y);
    cairo_scale(pdf->cr, scale, scale);
    for (size_t i = 0; i < d->n_shapes && pdf->status == TRUCE_OK; i++) {
        draw_shape(pdf, &d->shapes[i]);
    }
    cairo_restore(pdf->cr);
    pdf_untag(pdf, "Figure");
    for (size_t i = 0; i < d->n_shapes && pdf->status == TRUCE_OK; i++) {
        link_shape(pdf, &d->shapes[i], x, y, scale);
    }
}

/* ---- figures ---- */

/* The caption, one text a passage. */
static pdf_row caption_row(truce_pdf *pdf, const truce_block *figure) {
    pdf_face face = pdf->scale.table;
    face.ink = PDF_QUIET;
    pdf_row row = pdf_row_new(pdf, 1);
    if (row.columns != NULL) {
        row.columns[0].width = pdf_line_width(pdf);
        row.columns[0].tag = "Caption";
        row.columns[0].leaf = "P";
        row.above = pdf->scale.gap * .5;
        for (size_t i = 0; i < figure->n_passages; i++) {
            pdf_text_passage(pdf, &row, &row.columns[0], 0, &face, &figure->passages[i], true);
        }
    }
    return row;
}

static double caption_need(truce_pdf *pdf, const truce_block *figure) {
    pdf_row row = caption_row(pdf, figure);
    const double need = pdf_row_need(pdf, &row);
    pdf_row_clear(&row);
    return need;
}

double pdf_figure_need(truce_pdf *pdf, const truce_block *figure) {
    const plan p = make_plan(pdf, figure);
    return row_height(figure, &p, 0) +
           (figure->n_drawings <= p.in_row ? caption_need(pdf, figure) : 0);
}

void pdf_figure(truce_pdf *pdf, const truce_block *figure) {
    const plan p = make_plan(pdf, figure);
    const size_t unknown = pdf->unknown;
    const double caption = caption_need(pdf, figure);
    pdf->unknown = unknown;
    for (size_t i = 0; i < figure->n_drawings && pdf->status == TRUCE_OK; i += p.in_row) {
        const double height = row_height(figure, &p, i);
        const bool last = i + p.in_row >= figure->n_drawings;
        if (!pdf->fresh && height + (last ? caption : 0) > pdf_room(pdf)) {
            pdf_next_page(pdf);
        }
        for (size_t k = i; pdf->cr != NULL && k < figure->n_drawings && k < i + p.in_row; k++) {
            const double x = (double)(k - i) * (p.width + p.between);
            draw_drawing(pdf, &figure->drawings[k], pdf_place(pdf, x, p.width), pdf->y, p.scale);
        }
        pdf->y += height + (last ? 0 : p.between);
        pdf->fresh = false;
    }
    pdf_row row = caption_row(pdf, figure);
    pdf_row_put(pdf, &row);
    pdf_row_clear(&row);
    pdf->y += pdf->scale.gap * 1.2;
}
