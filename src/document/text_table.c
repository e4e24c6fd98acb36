/* A table on a terminal: columns share the width by weight, what a short column does not need
 * goes to the others, and every row is as high as its longest cell. The rules are drawn between
 * cells only, so that no line ends in blanks.
 *
 *     Issue   │ Party
 *     ────────┼────────────
 *     Return  │ demands ... (s2:P6)
 */
#include "truce/document/parts.h"

#include <stdlib.h>

enum {
    COLUMN_LEAST = 12,
    WORD_LONGEST = 20, /* no column grows for the sake of a longer word: it is cut */
    BETWEEN = 3
};

/* A column while a row is set. */
typedef struct setting {
    truce_flow flow; /* the cell of this row */
    size_t next;     /* its piece that comes next */
    size_t natural;  /* cells, were nothing wrapped */
    size_t least;    /* cells of its longest word, up to WORD_LONGEST */
    size_t width;
    size_t weight;
    bool settled; /* its width is final */
} setting;

/* What a cell shows; several passages are told apart by a dot and a hanging indent. */
static void flow_cell(truce_flow *flow, const truce_cell *cell, size_t limit, truce_look plain) {
    truce_document_flow_reset(flow, limit);
    for (size_t i = 0; i < cell->n_passages; i++) {
        if (cell->n_passages > 1) {
            truce_document_flow_paragraph(flow, 2);
            truce_document_flow_add(flow, TRUCE_LOOK_DIM, TRUCE_STR("\xC2\xB7"));
        }
        truce_document_flow_passage(flow, &cell->passages[i], plain);
    }
    if (flow->n == 0) {
        truce_document_flow_add(flow, TRUCE_LOOK_DIM, TRUCE_STR(TRUCE_DASH));
    }
}

static truce_look look_of_column(size_t i) {
    return i == 0 ? TRUCE_LOOK_BOLD : TRUCE_LOOK_PLAIN;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* Measure what the flow of a column holds. */
static void measure_flow(setting *column) {
    const size_t least = truce_document_flow_longest(&column->flow);
    column->natural = larger(column->natural, truce_document_flow_natural(&column->flow));
    column->least = larger(column->least, least < WORD_LONGEST ? least : WORD_LONGEST);
}

static void measure(const truce_block *table, setting *columns) {
    for (size_t i = 0; i < table->n_columns; i++) {
        const int weight = table->columns[i].weight;
        columns[i].weight = weight > 0 ? (size_t)weight : 1;
        truce_document_flow_reset(&columns[i].flow, 0);
        truce_document_flow_add(&columns[i].flow, TRUCE_LOOK_BOLD, table->columns[i].title);
        measure_flow(&columns[i]);
        for (size_t r = 0; r < table->n_rows; r++) {
            flow_cell(&columns[i].flow, &table->rows[r].cells[i], 0, TRUCE_LOOK_PLAIN);
            measure_flow(&columns[i]);
        }
    }
}

/* What the columns without a final width still have to share. */
typedef struct pool {
    size_t left, weights, open;
} pool;

static void settle(setting *column, size_t width, pool *rest) {
    column->width = width > 0 ? width : 1;
    column->settled = true;
    rest->left -= column->width < rest->left ? column->width : rest->left;
    rest->weights -= column->weight;
    rest->open--;
}

/* A column that needs less than its share gets what it needs; one whose longest word is wider
 * than its share gets that, if the others can spare it. True when one was settled. */
static bool settle_one(setting *columns, size_t n, pool *rest) {
    for (size_t i = 0; i < n; i++) {
        setting *const c = &columns[i];
        if (!c->settled && c->natural * rest->weights <= rest->left * c->weight) {
            settle(c, c->natural, rest);
            return true;
        }
    }
    for (size_t i = 0; i < n; i++) {
        setting *const c = &columns[i];
        if (!c->settled && c->least * rest->weights > rest->left * c->weight &&
            c->least + (rest->open - 1) * COLUMN_LEAST <= rest->left) {
            settle(c, c->least, rest);
            return true;
        }
    }
    return false;
}

/* Decide all widths; those that are not settled divide what is left by weight. False when one of
 * them gets too little. */
static bool share_width(setting *columns, size_t n, size_t width) {
    if (width < (n - 1) * BETWEEN + n) {
        return false;
    }
    pool rest = {.left = width - (n - 1) * BETWEEN, .open = n};
    for (size_t i = 0; i < n; i++) {
        rest.weights += columns[i].weight;
    }
    while (settle_one(columns, n, &rest)) {
    }
    for (size_t i = 0; i < n; i++) {
        setting *const c = &columns[i];
        if (!c->settled) {
            settle(c, rest.left * c->weight / rest.weights, &rest);
            if (c->width < COLUMN_LEAST) {
                return false;
            }
        }
    }
    return true;
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
            flow_cell(&columns[i].flow, &table->rows[r].cells[i], columns[i].width,
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
        flow_cell(flow, &table->rows[r].cells[0], width, TRUCE_LOOK_BOLD);
        write_indented(flow, 0, width, colour, out);
        for (size_t i = 1; i < table->n_columns; i++) {
            truce_document_flow_reset(flow, width - 2);
            truce_document_flow_enclosed(flow, TRUCE_LOOK_BOLD, "", table->columns[i].title, ":");
            write_indented(flow, 2, width, colour, out);
            flow_cell(flow, &table->rows[r].cells[i], width - 4, TRUCE_LOOK_PLAIN);
            write_indented(flow, 4, width, colour, out);
        }
    }
}

void truce_document_text_table(const truce_block *table, size_t width, bool colour,
                               truce_flow *flow, truce_buffer *out) {
    setting *const columns = calloc(table->n_columns, sizeof *columns);
    if (columns == NULL) {
        flow->failed = true;
        return;
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        columns[i].flow = truce_document_flow_new();
    }
    measure(table, columns);
    if (share_width(columns, table->n_columns, width)) {
        write_columns(table, columns, colour, out);
    } else {
        write_stacked(table, width, colour, flow, out);
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        flow->failed = flow->failed || columns[i].flow.failed;
        truce_document_flow_clear(&columns[i].flow);
    }
    free(columns);
}
