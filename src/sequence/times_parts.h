/* times_parts.h - the steps of truce_times_find(), a file each (private to the room).
 *
 * The distance graph: an arc from u to v of weight w says that v is at most w days after u. Steps
 * keep their numbers, day 0 is the one behind them. An arc's edge is twice its lag, and one more
 * for the lower bound. */
#ifndef TRUCE_SEQUENCE_TIMES_PARTS_H
#define TRUCE_SEQUENCE_TIMES_PARTS_H

#include "truce/base/graph.h"
#include "truce/sequence/times.h"

typedef struct truce_times_graph {
    const truce_lag *lags;
    uint32_t n;      /* steps and day 0 */
    truce_arcs out;  /* by where they start */
    truce_arcs in;   /* by where they end: `to` is where they start */
    int64_t *raised; /* [step]: what is to be added to an arc's weight for its start and taken off
                        for its end, so that none is below 0 */
} truce_times_graph;

static inline uint32_t times_node(const truce_times_graph *g, uint32_t step) {
    return step == TRUCE_DAY_ZERO ? g->n - 1 : step;
}

static inline int64_t times_weight(const truce_times_graph *g, uint32_t edge) {
    return edge % 2 == 0 ? g->lags[edge / 2].hi : -g->lags[edge / 2].lo;
}

/* times_circle.c: parts of the plan, and what is raised in each. `*circle` [*n] receives the edges
 * of a circle that adds up to less than 0, if there is one; else *n is 0. False when memory is out.
 */
bool times_raise(truce_times_graph *g, truce_arena *arena, uint32_t **circle, uint32_t *n,
                 bool *shortest);

/* times_short.c: a circle with the fewest links, among the steps of one part, `members` rising.
 * `circle` [*n] holds one, and room for as many edges. `*shortest` is false where there may be one
 * with fewer still. False when memory is out. */
bool times_shorten(const truce_times_graph *g, const uint32_t *component, const uint32_t *members,
                   uint32_t n_members, uint32_t *circle, uint32_t *n, bool *shortest);

/* Lay a circle out, beginning with its lowest edge. False when memory is out. */
bool times_circle_make(const truce_times_graph *g, const uint32_t *edges, uint32_t n,
                       truce_arena *arena, truce_times_circle *out);

/* One edge as a link. */
truce_times_link times_link(const truce_times_graph *g, uint32_t edge);

#endif
