/* A table on a terminal: every row is as high as its longest cell. The rules are drawn between
 * cells only, so that no line ends in blanks.
 *
 *     Issue   │ Party
 *     ────────┼────────────
 *     Return  │ demands ... (s2:P6)
 */
#include "truce/document/parts.h"

#include <stdlib.h>

enum { BETWEEN = 3 };

/* A column while a row is set. */
typedef struct setting {
    truce_flow flow; /* the cell of this row */
    size_t next;     /* its piece that comes next */
    size_t width;
} setting;

static truce_look look_of_column(size_t i) {
    return i == 0 ? TRUCE_LOOK_BOLD : TRUCE_LOOK_PLAIN;
}

/* Write the lines of one row; the flow of every column holds its cell. */
static void write_row(setting *columns, size_t n, bool colour, truce_buffer *out) {
    size_t open = n;
    for (size_t i = 0; i < n; i++) {
        columns[i].next = 0;
    }
    while (open > 0) {
        open = 0;
        size_t blank = 0; /* cells still owed, paid only when something follows */
        for (size_t i = 0; i < n; i++) {
            setting *const c = &columns[i];
            if (i > 0) {
                truce_buffer_fill(out, ' ', blank + 1);
                truce_document_look(out, TRUCE_LOOK_DIM, colour, TRUCE_STR("\xE2\x94\x82"));
                blank = 1;
            }
            truce_flow_line line;
            if (truce_document_flow_next(&c->flow, &c->next, c->width, &line)) {
                truce_buffer_fill(out, ' ', blank + line.indent);
                truce_document_flow_line(&c->flow, &line, colour, out);
                const size_t used = line.indent + line.cells;
                blank = used < c->width ? c->width - used : 0;
            } else {
                blank += c->width;
            }
            open += c->next < c->flow.n;
        }
        truce_buffer_byte(out, '\n');
    }
}

static void write_rule(const setting *columns, size_t n, bool colour, truce_buffer *out) {
    if (colour) {
        truce_buffer_lit(out, "\033[2m");
    }
    for (size_t i = 0; i < n; i++) {
        const size_t sides = (i > 0 ? 1u : 0u) + (i + 1 < n ? 1u : 0u);
        truce_buffer_add(out, i > 0 ? TRUCE_STR("\xE2\x94\xBC") : TRUCE_STR(""));
        for (size_t k = 0; k < columns[i].width + sides; k++) {
            truce_buffer_lit(out, "\xE2\x94\x80");
        }
    }
    if (colour) {
        truce_buffer_lit(out, "\033[0m");
    }
    truce_buffer_byte(out, '\n');
}

static void write_columns(const truce_block *table, setting *columns, bool colour,
                          truce_buffer *out) {
    const size_t n = table->n_columns;
    for (size_t i = 0; i < n; i++) {
        truce_document_flow_reset(&columns[i].flow, columns[i].width);
        truce_document_flow_add(&columns[i].flow, TRUCE_LOOK_BOLD, table->columns[i].title);
    }
    write_row(columns, n, colour, out);
    for (size_t r = 0; r < table->n_rows; r++) {
        write_rule(columns, n, colour, out);
        for (size_t i = 0; i < n; i++) {
            truce_document_flow_cell(&columns[i].flow, &table->rows[r].cells[i], columns[i].width,
                                     look_of_column(i));
        }
        write_row(columns, n, colour, out);
    }
    if (table->n_rows == 0) {
        write_rule(columns, n, colour, out);
    }
}

static void write_indented(const truce_flow *flow, size_t indent, size_t width, bool colour,
                           truce_buffer *out) {
    size_t next = 0;
    truce_flow_line line;
    while (truce_document_flow_next(flow, &next, width - indent, &line)) {
        truce_buffer_fill(out, ' ', indent + line.indent);
        truce_document_flow_line(flow, &line, colour, out);
        truce_buffer_byte(out, '\n');
    }
}

/* Row after row: its header, then each column's title with the cell below it. */
static void write_stacked(const truce_block *table, size_t width, bool colour, truce_flow *flow,
                          truce_buffer *out) {
    for (size_t r = 0; r < table->n_rows; r++) {
        if (r > 0) {
            truce_buffer_byte(out, '\n');
        }
        truce_document_flow_cell(flow, &table->rows[r].cells[0], width, TRUCE_LOOK_BOLD);
        write_indented(flow, 0, width, colour, out);
        for (size_t i = 1; i < table->n_columns; i++) {
            truce_document_flow_reset(flow, width - 2);
            truce_document_flow_enclosed(flow, TRUCE_LOOK_BOLD, "", table->columns[i].title, ":");
            write_indented(flow, 2, width, colour, out);
            truce_document_flow_cell(flow, &table->rows[r].cells[i], width - 4, TRUCE_LOOK_PLAIN);
            write_indented(flow, 4, width, colour, out);
        }
    }
}

void truce_document_text_table(const truce_block *table, size_t width, bool colour,
                               truce_flow *flow, truce_buffer *out) {
    size_t widths[TRUCE_DOCUMENT_COLUMNS_MAX];
    if (!truce_document_table_widths(table, width, BETWEEN, 0, flow, widths)) {
        write_stacked(table, width, colour, flow, out);
        return;
    }
    setting *const columns = calloc(table->n_columns, sizeof *columns);
    if (columns == NULL) {
        flow->failed = true;
        return;
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        columns[i] = (setting){.flow = truce_document_flow_new(), .width = widths[i]};
    }
    write_columns(table, columns, colour, out);
    for (size_t i = 0; i < table->n_columns; i++) {
        flow->failed = flow->failed || columns[i].flow.failed;
        truce_document_flow_clear(&columns[i].flow);
    }
    free(columns);
}
