/* ways.h - the ways to choose a clique's variables: what each loses by the terms that are counted
 * there, and which cells of the edges it belongs to. */
#ifndef TRUCE_DEALS_WAYS_H
#define TRUCE_DEALS_WAYS_H

#include "deals/band.h"
#include "deals/cliques.h"

#define WAYS_NOWHERE UINT32_MAX /* no edge */

typedef struct ways {
    size_t *begin;    /* [cells + 1]: in `order`, by the cell of the edge that is sent along */
    uint32_t *order;  /* the ways that no link rules out and that are within the limits */
    uint64_t *keys;   /* [way]: what it loses here */
    uint64_t *times;  /* [way]: how many options the clique's own value stands for */
    uint32_t **cells; /* [edge][way]: the cell of what the edge brings */
} ways;

/* `edge` is the one that is sent along, or WAYS_NOWHERE: all ways are then of one cell. Into
 * `arena`; false when memory is out. Cost: ways times terms and edges, and what each link rules
 * out. */
bool ways_make(const band *b, const clique *c, uint32_t edge, truce_arena *scratch,
               truce_arena *arena, ways *out);

#endif
