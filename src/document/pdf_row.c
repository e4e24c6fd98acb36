/* A row: columns side by side, broken between lines at the foot of a page. Every column goes on
 * there where it stopped.
 *
 *      | Issue      | Party A         | Party B        |
 *      | ---------- | --------------- | -------------- |
 *      | Return     | demands ...     | offers ...     |
 *      |            | of movement     |                |
 *      - - - - - - - - - - - - - - - - - - - - - - - - -  foot of the page
 *      |            | and rejects ... |                |
 */
#include "pdf_parts.h"

#include <math.h>

/* Fewer lines of a text do not stand alone, at the foot or at the head of a page. */
enum { TOGETHER = 2 };

pdf_row pdf_row_new(truce_pdf *pdf, size_t n) {
    pdf_row row = {.arena = truce_arena_new(), .n = n};
    row.columns = truce_arena_zero(&row.arena, n, sizeof *row.columns);
    if (row.columns == NULL) {
        row.n = 0;
        pdf_out_of_memory(pdf);
    }
    return row;
}

void pdf_row_clear(pdf_row *row) {
    for (size_t i = 0; i < row->n; i++) {
        for (size_t k = 0; k < row->columns[i].n; k++) {
            if (row->columns[i].texts[k].layout != NULL) {
                g_object_unref(row->columns[i].texts[k].layout);
            }
        }
    }
    truce_arena_clear(&row->arena);
}

/* ---- heights ---- */

static double lines_height(const pdf_text *text, size_t from, size_t to) {
    double height = 0;
    for (size_t i = from; i < to; i++) {
        height += text->lines[i].height;
    }
    return height;
}

/* What is left of a column. */
static double rest_height(const pdf_column *column) {
    double height = 0;
    for (size_t i = column->text; i < column->n; i++) {
        const pdf_text *const text = &column->texts[i];
        const bool goes_on = i == column->text;
        height += lines_height(text, goes_on ? column->line : 0, text->n_lines);
        height += goes_on ? 0 : text->before;
    }
    return height;
}

static double row_rest(const pdf_row *row) {
    double height = 0;
    for (size_t i = 0; i < row->n; i++) {
        height = fmax(height, rest_height(&row->columns[i]));
    }
    return height;
}

double pdf_row_height(const pdf_row *row) {
    return row->above + row_rest(row) + row->below;
}

/* The first lines of a column that stand together. */
static double first_height(const pdf_column *column) {
    for (size_t i = column->text; i < column->n; i++) {
        const pdf_text *const text = &column->texts[i];
        if (text->n_lines > 0) {
            return lines_height(text, 0, text->n_lines <= TOGETHER + 1 ? text->n_lines : TOGETHER);
        }
    }
    return 0;
}

double pdf_row_need(const truce_pdf *pdf, const pdf_row *row) {
    const double whole = pdf_row_height(row);
    double least = 0;
    for (size_t i = 0; i < row->n; i++) {
        least = fmax(least, first_height(&row->columns[i]));
    }
    return whole <= pdf_page_room(pdf) / 6 ? whole : row->above + least + row->below;
}

/* ---- drawing ---- */

/* How many lines of a text fit, from `from` on, without leaving one alone. */
static size_t fitting(const pdf_text *text, size_t from, double room) {
    size_t n = 0;
    double used = 0;
    while (from + n < text->n_lines && used + text->lines[from + n].height <= room + .01) {
        used += text->lines[from + n++].height;
    }
    const size_t left = text->n_lines - from - n;
    if (left > 0 && left < TOGETHER && n + left > TOGETHER) {
        n -= TOGETHER - left;
    }
    return left > 0 && from == 0 && n < TOGETHER ? 0 : n;
}

/* Draw `n` lines of a text from where its column stopped; returns their height. */
static double draw_lines(truce_pdf *pdf, const pdf_column *column, const pdf_text *text, size_t n,
                         double x, double y) {
    const size_t from = column->line;
    double used = 0;
    pdf_tag(pdf, column->leaf);
    for (size_t i = from; i < from + n; i++) {
        pdf_text_draw(pdf, text, i, x, y + used);
        used += text->lines[i].height;
    }
    pdf_untag(pdf, column->leaf);
    used = 0;
    for (size_t i = from; i < from + n; i++) {
        pdf_text_link(pdf, text, i, x, y + used);
        used += text->lines[i].height;
    }
    return used;
}

/* Draw as much of a column as fits in `room` below `y`; `must`: at least one line. Returns the
 * height it took. */
static double draw_column(truce_pdf *pdf, pdf_column *column, double y, double room, bool must) {
    const double x = pdf_place(pdf, column->x, column->width);
    const size_t first = column->text;
    double used = 0;
    while (column->text < column->n) {
        pdf_text *const text = &column->texts[column->text];
        const double gap = column->text > first && column->line == 0 ? text->before : 0;
        size_t n = fitting(text, column->line, room - used - gap);
        n = n == 0 && must && used <= 0 && column->line < text->n_lines ? 1 : n;
        if (n == 0 && column->line < text->n_lines) {
            break;
        }
        if (column->line == 0) {
            pdf_destination(pdf, text->anchor, y + used + gap);
        }
        used += gap + draw_lines(pdf, column, text, n, x, y + used + gap);
        column->line += n;
        if (column->line < text->n_lines) {
            break;
        }
        column->text++;
        column->line = 0;
    }
    return used;
}

static bool is_done(const pdf_row *row) {
    for (size_t i = 0; i < row->n; i++) {
        if (row->columns[i].text < row->columns[i].n) {
            return false;
        }
    }
    return true;
}

/* Draw what fits on this page. */
static void draw_fragment(truce_pdf *pdf, pdf_row *row, bool first, bool must) {
    const double width = pdf_line_width(pdf);
    const double x = pdf_place(pdf, 0, width);
    const pdf_ink ink = row->firm ? PDF_TEXT : PDF_RULE;
    const double top = pdf->y;
    if (first && row->rule_above > 0) {
        pdf_box(pdf, x, top, width, row->rule_above, ink);
    }
    const double y = top + row->above;
    double used = 0;
    pdf_tag(pdf, row->tag);
    for (size_t i = 0; i < row->n; i++) {
        pdf_tag(pdf, row->columns[i].tag);
        used = fmax(used, draw_column(pdf, &row->columns[i], y, pdf_room(pdf) - row->above, must));
        pdf_untag(pdf, row->columns[i].tag);
    }
    pdf_untag(pdf, row->tag);
    pdf->y = y + used + row->below;
    if (row->bar) {
        pdf_box(pdf, pdf_place(pdf, 0, 1.6), top, 1.6, pdf->y - top, PDF_FIRM);
    }
    if (row->rule_below > 0 && is_done(row)) {
        pdf_box(pdf, x, pdf->y - row->rule_below, width, row->rule_below, ink);
    }
    pdf->fresh = false;
}

void pdf_row_put(truce_pdf *pdf, pdf_row *row) {
    if (pdf->status != TRUCE_OK) {
        return;
    }
    if (!pdf->fresh && pdf_row_height(row) > pdf_room(pdf) &&
        pdf_row_need(pdf, row) > pdf_room(pdf)) {
        pdf_next_page(pdf);
    }
    for (bool first = true; pdf->status == TRUCE_OK; first = false) {
        draw_fragment(pdf, row, first, pdf->fresh);
        if (is_done(row)) {
            return;
        }
        pdf_next_page(pdf);
    }
}

void pdf_row_repeat(truce_pdf *pdf, pdf_row *row) {
    for (size_t i = 0; i < row->n; i++) {
        row->columns[i].text = 0;
        row->columns[i].line = 0;
    }
    draw_fragment(pdf, row, true, true);
}
