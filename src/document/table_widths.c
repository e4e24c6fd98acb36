/* How wide the columns of a table are, counted in cells: they share the width by weight, and what a
 * short column does not need goes to the others. */
#include "truce/document/drawing.h"
#include "truce/document/parts.h"

enum {
    COLUMN_LEAST = 12,
    WORD_LONGEST = 20 /* no column grows for the sake of a longer word: it is cut */
};

typedef struct setting {
    size_t natural; /* cells, were nothing wrapped */
    size_t least;   /* cells of its longest word, up to WORD_LONGEST */
    size_t width;
    size_t weight;
    bool settled; /* its width is final */
} setting;

/* What a cell shows; several passages are told apart by a dot and a hanging indent. */
void truce_document_flow_cell(truce_flow *flow, const truce_cell *cell, size_t limit,
                              truce_look plain) {
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

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* Measure what the flow holds: a cell of the column. */
static void measure_flow(const truce_flow *flow, setting *column) {
    const size_t least = truce_document_flow_longest(flow);
    column->natural = larger(column->natural, truce_document_flow_natural(flow));
    column->least = larger(column->least, least < WORD_LONGEST ? least : WORD_LONGEST);
}

/* The longest word of a heading in bold letters that are no cells. */
static size_t heading_cells(truce_str title, double share) {
    double most = 0;
    for (size_t at = 0, end = 0; at < title.size; at = end + 1) {
        for (end = at; end < title.size && title.data[end] != ' '; end++) {
        }
        const double wide =
            truce_drawing_text_width((truce_str){title.data + at, end - at}, 1, true);
        most = wide > most ? wide : most;
    }
    const size_t cells = (size_t)(most / share) + 1;
    return cells < WORD_LONGEST ? cells : WORD_LONGEST;
}

static void measure(const truce_block *table, double share, truce_flow *flow, setting *columns) {
    for (size_t i = 0; i < table->n_columns; i++) {
        const int weight = table->columns[i].weight;
        columns[i] = (setting){.weight = weight > 0 ? (size_t)weight : 1};
        truce_document_flow_reset(flow, 0);
        truce_document_flow_add(flow, TRUCE_LOOK_BOLD, table->columns[i].title);
        measure_flow(flow, &columns[i]);
        if (share > 0) {
            columns[i].least =
                larger(columns[i].least, heading_cells(table->columns[i].title, share));
            columns[i].natural = larger(columns[i].natural, columns[i].least);
        }
        for (size_t r = 0; r < table->n_rows; r++) {
            truce_document_flow_cell(flow, &table->rows[r].cells[i], 0, TRUCE_LOOK_PLAIN);
            measure_flow(flow, &columns[i]);
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

/* Whether the other columns keep room for their longest words when this one takes so much. */
static bool leaves_room(const setting *columns, size_t n, size_t i, const pool *rest) {
    size_t taken = columns[i].natural;
    for (size_t k = 0; k < n; k++) {
        taken += k != i && !columns[k].settled ? columns[k].least : 0;
    }
    return taken <= rest->left;
}

/* A column that needs less than its share gets what it needs; one whose longest word is wider
 * than its share gets that, if the others can spare it. True when one was settled. */
static bool settle_one(setting *columns, size_t n, pool *rest) {
    for (size_t i = 0; i < n; i++) {
        setting *const c = &columns[i];
        if (!c->settled && c->natural * rest->weights <= rest->left * c->weight &&
            leaves_room(columns, n, i, rest)) {
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
static bool share_width(setting *columns, size_t n, size_t width, size_t between) {
    if (width < (n - 1) * between + n) {
        return false;
    }
    pool rest = {.left = width - (n - 1) * between, .open = n};
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

bool truce_document_table_widths(const truce_block *table, size_t width, size_t between,
                                 double share, truce_flow *flow, size_t *widths) {
    setting columns[TRUCE_DOCUMENT_COLUMNS_MAX];
    measure(table, share, flow, columns);
    if (flow->failed || !share_width(columns, table->n_columns, width, between)) {
        return false;
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        widths[i] = columns[i].width;
    }
    return true;
}
