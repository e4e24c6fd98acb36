/* cubes.h - what rules a package out, as a list of combinations of choices (private to the room).
 *
 * A cube is a set of choices, at most one of each variable: it covers the packages that make all of
 * them. A list of cubes covers what some cube of it covers; the empty list nothing, the list of one
 * empty cube everything. */
#ifndef TRUCE_SRC_DEALS_CUBES_H
#define TRUCE_SRC_DEALS_CUBES_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/solve/domain.h"

enum { CUBES_MAX = 1 << 16 /* in one list; a longer one is refused */ };

typedef struct cube {
    const truce_choice *at; /* rising by variable, each once */
    uint32_t n;
} cube;

typedef struct cubes {
    cube *at;
    size_t n, cap;
} cubes;

/* Why a list could not be made. */
typedef struct cube_maker {
    truce_arena *arena;
    bool too_many, no_memory;
} cube_maker;

/* The list of one empty cube. */
cubes cubes_everything(cube_maker *m);

/* Add the cube of one choice. */
void cubes_add(cube_maker *m, cubes *list, truce_choice only);

/* What either list covers: `b` behind `a`. */
void cubes_or(cube_maker *m, cubes *a, const cubes *b);

/* What both lists cover: each of `a` with each of `b`, without those that ask for two values of one
 * variable. Cost O(a.n x b.n) cubes. */
cubes cubes_and(cube_maker *m, const cubes *a, const cubes *b);

#endif
