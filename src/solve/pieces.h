/* pieces.h - the parts of a domain that no nogood connects: each can be solved by itself. */
#ifndef TRUCE_SOLVE_PIECES_H
#define TRUCE_SOLVE_PIECES_H

#include <stdbool.h>

#include "truce/solve/domain.h"

typedef struct piece {
    uint32_t *variables; /* rising */
    uint32_t n_variables;
    uint32_t *nogoods; /* those with a choice, rising */
    uint32_t n_nogoods;
} piece;

typedef struct pieces {
    const piece *at; /* by first variable; together they have every variable once */
    uint32_t n;
} pieces;

/* The pieces of the nogoods that `used` names ([n_nogoods]; NULL: all), into `arena`. False when
 * memory is out. Cost: almost linear. */
bool pieces_make(const truce_domain *d, const bool *used, truce_arena *arena, pieces *out);

/* One piece as a domain of its own, into `arena`: its variables in their order, and its nogoods,
 * all hard. `room` is for [n_variables] of the whole. False when memory is out. */
bool piece_domain(const truce_domain *d, const piece *p, uint32_t *room, truce_arena *arena,
                  truce_domain *out);

/* Which of `n` things are connected: a forest in which each points to its tree's root. */
uint32_t *forest_make(uint32_t n, truce_arena *arena);
uint32_t forest_root(uint32_t *forest, uint32_t i);
void forest_join(uint32_t *forest, uint32_t a, uint32_t b); /* the smaller root stays one */

#endif
