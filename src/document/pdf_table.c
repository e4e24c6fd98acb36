/* A table: its header row stands on every page that it goes over. */
#include "pdf_parts.h"

#include <math.h>

enum { BETWEEN = 3 }; /* cells between two columns */

/* How wide a letter is taken to be, in its size: digits of the usual faces are, and most letters
 * are narrower. */
static const double cell_share = .56;

/* Where the columns lie. */
typedef struct grid {
    double x[TRUCE_DOCUMENT_COLUMNS_MAX], width[TRUCE_DOCUMENT_COLUMNS_MAX];
    bool stacked; /* nowhere: the columns would be too narrow */
} grid;

static bool make_grid(truce_pdf *pdf, const truce_block *table, double line, grid *g) {
    size_t cells[TRUCE_DOCUMENT_COLUMNS_MAX];
    const size_t width = (size_t)(line / (pdf->scale.table.size * cell_share));
    pdf->flow.failed = false;
    if (!truce_document_table_widths(table, width, BETWEEN, cell_share, &pdf->flow, cells)) {
        if (pdf->flow.failed) {
            pdf_out_of_memory(pdf);
        }
        return false;
    }
    size_t sum = (table->n_columns - 1) * BETWEEN;
    for (size_t i = 0; i < table->n_columns; i++) {
        sum += cells[i];
    }
    const double unit = line / (double)sum; /* narrow columns are spread over the line */
    double x = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        g->x[i] = x;
        g->width[i] = (double)cells[i] * unit;
        x += g->width[i] + BETWEEN * unit;
    }
    return true;
}

bool pdf_table_wants_turn(truce_pdf *pdf, const truce_block *table) {
    grid g = {.stacked = false};
    const double upright = fmin(pdf->width, pdf->height) - 2 * pdf->scale.margin;
    return !make_grid(pdf, table, upright, &g) && make_grid(pdf, table, pdf_turned_width(pdf), &g);
}

/* ---- rows ---- */

static pdf_row head_row(truce_pdf *pdf, const truce_block *table, const grid *g) {
    pdf_face face = pdf->scale.table;
    pdf_row row = pdf_row_new(pdf, table->n_columns);
    face.strong = true;
    row.tag = "TR";
    row.below = pdf->scale.table.pitch * .35;
    row.rule_below = 1;
    row.firm = true;
    for (size_t i = 0; i < row.n; i++) {
        row.columns[i].x = g->x[i];
        row.columns[i].width = g->width[i];
        row.columns[i].tag = "TH";
        pdf_text_plain(pdf, &row, &row.columns[i], 0, &face, table->columns[i].title);
    }
    return row;
}

/* The passages of a cell below one another. Those of a row's header: the first is its name. */
static void write_cell(truce_pdf *pdf, pdf_row *row, pdf_column *column, const truce_cell *cell,
                       bool header) {
    pdf_face face = pdf->scale.table;
    face.strong = header;
    if (cell->n_passages == 0) {
        face.ink = PDF_QUIET;
        pdf_text_plain(pdf, row, column, 0, &face, TRUCE_STR(TRUCE_DASH));
    }
    for (size_t i = 0; i < cell->n_passages; i++) {
        pdf_text_passage(pdf, row, column, face.pitch * .28, &face, &cell->passages[i], true);
        face.strong = false;
        face.ink = header ? PDF_QUIET : PDF_TEXT;
    }
}

static pdf_row body_row(truce_pdf *pdf, const truce_block *table, const grid *g, size_t r) {
    pdf_row row = pdf_row_new(pdf, table->n_columns);
    row.tag = "TR";
    row.above = pdf->scale.table.pitch * .35;
    row.below = pdf->scale.table.pitch * .4;
    row.rule_below = .4;
    for (size_t i = 0; i < row.n; i++) {
        row.columns[i].x = g->x[i];
        row.columns[i].width = g->width[i];
        row.columns[i].tag = i == 0 ? "TH" : "TD";
        row.columns[i].leaf = "P";
        write_cell(pdf, &row, &row.columns[i], &table->rows[r].cells[i], i == 0);
    }
    return row;
}

static pdf_row caption_row(truce_pdf *pdf, const truce_block *table) {
    pdf_row row = pdf_row_new(pdf, 1);
    if (row.columns != NULL) {
        pdf_face face = pdf->scale.table;
        face.ink = PDF_QUIET;
        row.columns[0].width = pdf_line_width(pdf);
        row.columns[0].tag = "P";
        row.below = pdf->scale.gap * .5;
        pdf_text_plain(pdf, &row, &row.columns[0], 0, &face, table->title);
    }
    return row;
}

/* A row whose cells stand below one another, each behind its column's title. */
static pdf_row stacked_row(truce_pdf *pdf, const truce_block *table, size_t r) {
    pdf_row row = pdf_row_new(pdf, 1);
    if (row.columns == NULL) {
        return row;
    }
    pdf_face title = pdf->scale.table;
    pdf_column *const column = &row.columns[0];
    title.ink = PDF_QUIET;
    column->width = pdf_line_width(pdf);
    column->leaf = "P";
    row.above = pdf->scale.table.pitch * .35;
    row.below = pdf->scale.table.pitch * .4;
    row.rule_below = .4;
    write_cell(pdf, &row, column, &table->rows[r].cells[0], true);
    for (size_t i = 1; i < table->n_columns; i++) {
        pdf_text_plain(pdf, &row, column, title.pitch * .4, &title, table->columns[i].title);
        write_cell(pdf, &row, column, &table->rows[r].cells[i], false);
    }
    return row;
}

/* ---- the table ---- */

static double height_once(pdf_row row) {
    const double height = pdf_row_height(&row);
    pdf_row_clear(&row);
    return height;
}

static double need_once(truce_pdf *pdf, pdf_row row) {
    const double need = pdf_row_need(pdf, &row);
    pdf_row_clear(&row);
    return need;
}

static pdf_row some_row(truce_pdf *pdf, const truce_block *table, const grid *g, size_t r) {
    return g->stacked ? stacked_row(pdf, table, r) : body_row(pdf, table, g, r);
}

static double need_of(truce_pdf *pdf, const truce_block *table, const grid *g) {
    double need = table->title.size > 0 ? height_once(caption_row(pdf, table)) : 0;
    need += g->stacked ? 0 : height_once(head_row(pdf, table, g));
    need += table->n_rows > 0 ? need_once(pdf, some_row(pdf, table, g, 0)) : 0;
    return need;
}

double pdf_table_need(truce_pdf *pdf, const truce_block *table) {
    grid g = {.stacked = false};
    g.stacked = !make_grid(pdf, table, pdf_line_width(pdf), &g);
    return need_of(pdf, table, &g);
}

static void put_once(truce_pdf *pdf, pdf_row row) {
    pdf_row_put(pdf, &row);
    pdf_row_clear(&row);
}

void pdf_table(truce_pdf *pdf, const truce_block *table) {
    grid g = {.stacked = false};
    const size_t unknown = pdf->unknown;
    g.stacked = !make_grid(pdf, table, pdf_line_width(pdf), &g);
    const double need = fmin(need_of(pdf, table, &g), pdf_page_room(pdf));
    pdf->unknown = unknown;
    if (!pdf->fresh && need > pdf_room(pdf)) {
        pdf_next_page(pdf);
    }
    if (table->title.size > 0) {
        put_once(pdf, caption_row(pdf, table));
    }
    pdf_row head = g.stacked ? pdf_row_new(pdf, 0) : head_row(pdf, table, &g);
    if (!g.stacked) {
        const bool repeats = pdf_row_height(&head) < pdf_page_room(pdf) / 3;
        pdf->open_tag = "Table";
        pdf_tag(pdf, pdf->open_tag);
        pdf_row_put(pdf, &head);
        pdf->head = repeats ? &head : NULL;
    }
    for (size_t r = 0; r < table->n_rows && pdf->status == TRUCE_OK; r++) {
        put_once(pdf, some_row(pdf, table, &g, r));
    }
    pdf_untag(pdf, pdf->open_tag);
    pdf->open_tag = NULL;
    pdf->head = NULL;
    pdf_row_clear(&head);
    pdf->y += pdf->scale.gap * 1.2;
}
