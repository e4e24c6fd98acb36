/* A line on the sheet: its letters, the outlines of its badges, and the links of its citations. */
#include "pdf_parts.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* A box with round ends. */
static void round_box(cairo_t *cr, double x, double y, double width, double height) {
    const double r = fmin(height, width) / 2;
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + width - r, y + r, r, -pi / 2, pi / 2);
    cairo_arc(cr, x + r, y + r, r, pi / 2, 3 * pi / 2);
    cairo_close_path(cr);
}

/* Tones differ in form: a thin outline, a dashed one, a filling. */
static void draw_badge(truce_pdf *pdf, truce_tone tone, double x, double y, double width,
                       double height) {
    static const double dashes[] = {2, 1.4};
    cairo_t *const cr = pdf->cr;
    cairo_save(cr);
    round_box(cr, x, y, width, height);
    pdf_ink_set(pdf, tone == TRUCE_TONE_PLAIN ? PDF_FIRM : PDF_QUIET);
    if (tone == TRUCE_TONE_STRONG) {
        cairo_fill(cr);
    } else {
        cairo_set_line_width(cr, .6);
        if (tone == TRUCE_TONE_CAUTION) {
            cairo_set_dash(cr, dashes, 2, 0);
        }
        cairo_stroke(cr);
    }
    cairo_restore(cr);
}

/* From where to where on the line the bytes `from` to `to` stand. They are isolated, or run in one
 * direction, so they stand together. */
static void span_of(const pdf_line *line, int from, int to, double *left, double *right) {
    int *ranges = NULL;
    int n = 0;
    pango_layout_line_get_x_ranges(line->line, from, to, &ranges, &n);
    for (int i = 0; i < n; i++) {
        const double begin = (double)ranges[2 * i] / PANGO_SCALE;
        const double end = (double)ranges[2 * i + 1] / PANGO_SCALE;
        *left = i == 0 ? begin : fmin(*left, begin);
        *right = i == 0 ? end : fmax(*right, end);
    }
    g_free(ranges);
}

/* Draw what `mark` adds to a line; its letters' size is `size`. */
static void draw_mark(truce_pdf *pdf, const pdf_text *text, const pdf_line *line,
                      const pdf_mark *mark, double x, double y) {
    const size_t begin = (size_t)line->line->start_index;
    const size_t end = begin + (size_t)line->line->length;
    const size_t from = mark->from > begin ? mark->from : begin;
    const size_t to = mark->to < end ? mark->to : end;
    if (from >= to) {
        return;
    }
    double left = 0, right = 0;
    span_of(line, (int)from, (int)to, &left, &right);
    if (right <= left) {
        return;
    }
    if (mark->badge) {
        draw_badge(pdf, mark->tone, x + left, y + line->ascent - text->size * .74, right - left,
                   text->size * .96);
    } else {
        pdf_link(pdf, mark->claim, x + left, y, right - left, line->height);
    }
}

static void draw_marks(truce_pdf *pdf, const pdf_text *text, const pdf_line *line, bool badges,
                       double x, double y) {
    const size_t end = (size_t)line->line->start_index + (size_t)line->line->length;
    for (size_t i = line->mark; i < text->n_marks && text->marks[i].from < end; i++) {
        if (text->marks[i].badge == badges) {
            draw_mark(pdf, text, line, &text->marks[i], x, y);
        }
    }
}

static double left_of(const pdf_text *text, const pdf_line *line, double x) {
    return text->rtl ? x + text->width - line->width : x;
}

void pdf_text_draw(truce_pdf *pdf, const pdf_text *text, size_t i, double x, double y) {
    if (pdf->cr == NULL || i >= text->n_lines) {
        return;
    }
    const pdf_line *const line = &text->lines[i];
    const double left = left_of(text, line, x);
    draw_marks(pdf, text, line, true, left, y);
    pdf_ink_set(pdf, text->ink);
    cairo_move_to(pdf->cr, left, y + line->ascent);
    pango_cairo_show_layout_line(pdf->cr, line->line);
}

void pdf_text_link(truce_pdf *pdf, const pdf_text *text, size_t i, double x, double y) {
    if (pdf->cr != NULL) {
        draw_marks(pdf, text, &text->lines[i], false, left_of(text, &text->lines[i], x), y);
    }
}
