/* linear.h - the largest value that a linear form has over a polytope, exactly.
 *
 * A polytope is what is left of the numbers from 0 on by rows: a sum of multiples is at most, or is
 * exactly, a bound. Whole numbers go in; what comes out are fractions over one common denominator,
 * and a price for each row, which together prove that there is no larger value.
 */
#ifndef TRUCE_SOLVE_LINEAR_H
#define TRUCE_SOLVE_LINEAR_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"

typedef struct truce_linear_rows {
    uint32_t n_variables;
    uint32_t n_rows;
    const int64_t *factors; /* [row][variable]: the sum of factor times variable ... */
    const int64_t *bounds;  /* [row]: ... is at most this */
    const bool *equal;      /* [row]: ... is exactly this; NULL: in no row */
} truce_linear_rows;

/* A corner of the polytope, from which every form is maximised. */
typedef struct truce_linear {
    uint32_t n_variables, n_rows;
    uint32_t n_columns; /* variables; then a column for each row */
    bool empty;         /* nothing satisfies the rows; nothing below is set */
    int64_t *table;     /* [row][n_columns + 1], over `under` */
    uint32_t *basis;    /* [row] -> the column it stands for */
    int64_t under;      /* above 0 */
    const bool *equal;  /* [row] */
} truce_linear;

typedef struct truce_linear_best {
    bool endless;             /* it grows without end; nothing below is set */
    int64_t under;            /* of every number below; above 0 */
    int64_t value;            /* the largest value */
    const int64_t *variables; /* [variable]: where it is reached */
    const int64_t *prices; /* [row]: at least 0 unless the row is exact. For every variable, the sum
                              of price times factor is at least the form's factor; price times
                              bound sums to `value`. */
} truce_linear_best;

/* Find a corner of the polytope, or that it is empty.
 *
 * rows    borrowed
 * arena   `out` lives in it
 *
 * Fails with TRUCE_ENOMEM, or TRUCE_ELIMIT where numbers outgrow 63 bits on the way (determinants
 * of the rows, at most); `out` is then left as it was. Cost: a table of rows by variables and rows,
 * in pivots, nearly always about as many as there are rows. PAPER: bland1977.
 */
TRUCE_MUST_USE truce_status truce_linear_open(const truce_linear_rows *rows, truce_arena *arena,
                                              truce_linear *out, truce_error *err);

/* Maximise the sum of form[variable] times variable over a polytope that is not empty; `linear` is
 * left as it is. Where several corners have the largest value, the same rows and form give the same
 * one. Errors and cost as above. */
TRUCE_MUST_USE truce_status truce_linear_maximise(const truce_linear *linear, const int64_t *form,
                                                  truce_arena *arena, truce_linear_best *out,
                                                  truce_error *err);

#endif
