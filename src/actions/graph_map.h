/* graph_map.h - where the states of a small model stand in a figure, and what is drawn between them
 * (private).
 *
 * A maker's options change along one direction only: its states stand side by side, or one below
 * another, and so does whatever several makers of the same direction have settled. A move of one
 * maker's own is then always straight across or straight down.
 */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_MAP_H
#define TRUCE_SRC_ACTIONS_GRAPH_MAP_H

#include "graph_parts.h"

enum {
    GRAPH_MAP_STATES = 32,
    GRAPH_MAP_COLUMNS = 6,
    GRAPH_MAP_ROWS = 8,
    GRAPH_MAP_MAKERS = 8,
    GRAPH_MAP_ARROWS = GRAPH_MAP_STATES * GRAPH_MAP_MAKERS
};

typedef struct graph_arrow {
    uint32_t maker, from, to;
} graph_arrow;

typedef struct graph_map {
    uint64_t across, down; /* options that change from column to column, from row to row */
    uint32_t columns, rows;
    uint64_t column_taken[GRAPH_MAP_COLUMNS], row_taken[GRAPH_MAP_ROWS];
    uint8_t column[GRAPH_MAP_STATES], row[GRAPH_MAP_STATES];
    graph_arrow gains[GRAPH_MAP_ARROWS]; /* of each maker and state the move that gains most; of
                                            several the lowest state */
    uint32_t n_gains;
} graph_map;

/* False where the model is too large for a figure. */
bool graph_map_make(const truce_graph_states *states, graph_map *out);

/* graph_figure.c: the figure with its caption; nothing where the states are too many. */
void graph_figure_document(graph_writer *w);

#endif
