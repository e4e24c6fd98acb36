/* graph.h - what comes before what: arcs laid out by where they start, and the components in which
 * arcs run in a circle. */
#ifndef TRUCE_BASE_GRAPH_H
#define TRUCE_BASE_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"

#define TRUCE_NO_EDGE UINT32_MAX

/* One arc before it is laid out. */
typedef struct truce_arc {
    uint32_t from, to; /* below n */
    uint32_t edge;     /* the caller's: what it comes from, or TRUCE_NO_EDGE */
} truce_arc;

/* A graph of arcs between 0 .. n - 1: those of v are to[begin[v]] .. to[begin[v + 1] - 1], in the
 * order in which they were given. */
typedef struct truce_arcs {
    uint32_t n;
    uint32_t *begin;
    uint32_t *to;
    uint32_t *edge; /* of each arc */
} truce_arcs;

/* Lay out `n_list` arcs, fewer than 2^32, borrowed; `arcs` lives in `arena`. False when memory is
 * out. O(n + arcs). */
bool truce_arcs_make(truce_arcs *arcs, uint32_t n, const truce_arc *list, size_t n_list,
                     truce_arena *arena);

/* The strongly connected components: component[v], room of the caller's for n, numbered so that
 * every arc between two goes from the lower number to the higher; how many there are in `*count`.
 * False when memory is out, which is taken from `arena`. O(n + arcs), and no recursion. PAPER:
 * tarjan1972. */
bool truce_arcs_components(const truce_arcs *arcs, uint32_t *component, uint32_t *count,
                           truce_arena *arena);

#endif
