/* The simplex method on whole numbers. Every entry of the table stands over one common denominator,
 * the last pivot, and is a determinant of the rows given: so the division in each step leaves no
 * rest, and numbers stay as short as they can. Bland's rule, the first column that helps and among
 * equal rows the first to leave, never runs in circles.
 *
 * The column of a row is its slack, or, where the row is exact, an artificial variable that has to
 * be 0. A row that 0 does not satisfy starts with an artificial variable of its own too, which has
 * no column: while it stands in the basis the row is `missing` something, and once it has left, it
 * never comes back. */
#include "truce/solve/linear.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 wide;

enum { NOBODY = -1 };

static truce_status too_long(truce_error *err) {
    return truce_fail(err, TRUCE_ELIMIT, "the numbers are too long for an exact comparison");
}

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for a polytope");
}

/* A table with one row more than `linear` has: the form that is maximised, negated. */
typedef struct tableau {
    int64_t *at; /* [n_rows + 1][n_columns + 1] */
    uint32_t *basis;
    size_t n_rows, width; /* width: columns and the right side */
    int64_t under;
    const bool *equal;
    uint32_t n_variables;
} tableau;

static int64_t *row_of(const tableau *t, size_t row) {
    return t->at + row * t->width;
}

/* Column `in` takes the place of the basis of row `out`, where the table has something but 0. False
 * when a number gets too long. */
static bool pivot(tableau *t, size_t out, size_t in) {
    int64_t *const p = row_of(t, out);
    if (p[in] < 0) { /* the row is turned round, so that the denominator stays above 0 */
        for (size_t j = 0; j < t->width; j++) {
            p[j] = -p[j];
        }
    }
    const int64_t by = p[in];
    for (size_t i = 0; i <= t->n_rows; i++) {
        int64_t *const r = row_of(t, i);
        const int64_t factor = r[in];
        for (size_t j = 0; i != out && j < t->width; j++) {
            const wide whole = (wide)r[j] * by - (wide)p[j] * factor;
            assert(whole % t->under == 0);
            const wide entry = whole / t->under;
            if (entry > INT64_MAX || entry < -INT64_MAX) {
                return false;
            }
            r[j] = (int64_t)entry;
        }
    }
    t->under = by;
    t->basis[out] = (uint32_t)in;
    return true;
}

/* An artificial variable must not come in: that of an exact row. */
static bool may_enter(const tableau *t, size_t column) {
    return column < t->n_variables || !t->equal[column - t->n_variables];
}

/* The row that limits column `in` first; among equal ones the one whose basis is lowest. */
static ptrdiff_t limiting_row(const tableau *t, size_t in) {
    ptrdiff_t best = NOBODY;
    for (size_t i = 0; i < t->n_rows; i++) {
        const int64_t *const r = row_of(t, i);
        if (r[in] > 0) {
            const int64_t *const b = best == NOBODY ? r : row_of(t, (size_t)best);
            const wide here = (wide)r[t->width - 1] * b[in];
            const wide there = (wide)b[t->width - 1] * r[in];
            if (best == NOBODY || here < there || (here == there && t->basis[i] < t->basis[best])) {
                best = (ptrdiff_t)i;
            }
        }
    }
    return best;
}

/* Pivot until the last row has nothing below 0 left. */
static truce_status climb(tableau *t, bool *endless, truce_error *err) {
    const int64_t *const form = row_of(t, t->n_rows);
    for (;;) {
        size_t in = 0;
        while (in + 1 < t->width && (form[in] >= 0 || !may_enter(t, in))) {
            in++;
        }
        if (in + 1 == t->width) {
            *endless = false;
            return TRUCE_OK;
        }
        const ptrdiff_t out = limiting_row(t, in);
        if (out == NOBODY) {
            *endless = true;
            return TRUCE_OK;
        }
        if (!pivot(t, (size_t)out, in)) {
            return too_long(err);
        }
    }
}

/* ---- a first corner ---------------------------------------------------------------------------
 */

/* The number of an artificial variable without a column, in the basis of `row`: above all columns.
 */
static uint32_t artificial(const tableau *t, size_t row) {
    return (uint32_t)(t->width + row);
}

static bool is_missing(const tableau *t, size_t row) {
    const uint32_t b = t->basis[row];
    return b >= t->width || !may_enter(t, b);
}

/* The table of the rows as given; the last row asks for what is missing to shrink. False when a
 * number gets too long. */
static bool set_up(tableau *t, const truce_linear_rows *rows) {
    int64_t *const form = row_of(t, t->n_rows);
    const size_t right = t->width - 1;
    for (size_t i = 0; i < t->n_rows; i++) {
        int64_t *const r = row_of(t, i);
        const int64_t turn = rows->bounds[i] < 0 ? -1 : 1;
        for (size_t v = 0; v < t->n_variables; v++) {
            if (rows->factors[i * t->n_variables + v] == INT64_MIN) {
                return false;
            }
            r[v] = turn * rows->factors[i * t->n_variables + v];
        }
        if (rows->bounds[i] == INT64_MIN) {
            return false;
        }
        r[right] = turn * rows->bounds[i];
        r[t->n_variables + i] = turn;
        const bool own = turn > 0; /* its own column can stand for it */
        t->basis[i] = own ? (uint32_t)(t->n_variables + i) : artificial(t, i);
        for (size_t j = 0; is_missing(t, i) && j < t->width; j++) {
            if (j != t->basis[i] && __builtin_sub_overflow(form[j], r[j], &form[j])) {
                return false;
            }
        }
    }
    return true;
}

/* A row that misses nothing, but still stands for an artificial variable: another column takes its
 * place. A row in which there is none says nothing that the others do not, and stays. */
static truce_status settle(tableau *t, truce_error *err) {
    for (size_t i = 0; i < t->n_rows; i++) {
        for (size_t j = 0; is_missing(t, i) && j + 1 < t->width; j++) {
            if (may_enter(t, j) && row_of(t, i)[j] != 0 && !pivot(t, i, j)) {
                return too_long(err);
            }
        }
    }
    return TRUCE_OK;
}

truce_status truce_linear_open(const truce_linear_rows *rows, truce_arena *arena, truce_linear *out,
                               truce_error *err) {
    const size_t width = (size_t)rows->n_variables + rows->n_rows + 1;
    bool *equal = truce_arena_zero(arena, rows->n_rows, sizeof *equal);
    tableau t = {.at = truce_arena_zero(arena, (rows->n_rows + (size_t)1) * width, sizeof *t.at),
                 .basis = truce_arena_zero(arena, rows->n_rows, sizeof *t.basis),
                 .n_rows = rows->n_rows,
                 .width = width,
                 .under = 1,
                 .equal = equal,
                 .n_variables = rows->n_variables};
    if (t.at == NULL || t.basis == NULL || equal == NULL) {
        return no_memory(err);
    }
    if (rows->equal != NULL) {
        memcpy(equal, rows->equal, rows->n_rows * sizeof *equal);
    }
    bool endless = false;
    if (!set_up(&t, rows)) {
        return too_long(err);
    }
    truce_status status = climb(&t, &endless, err);
    assert(!endless); /* what is missing cannot shrink below 0 */
    const bool empty = status == TRUCE_OK && row_of(&t, t.n_rows)[width - 1] < 0;
    if (status == TRUCE_OK && !empty) {
        status = settle(&t, err);
    }
    if (status == TRUCE_OK) {
        *out = (truce_linear){.n_variables = rows->n_variables,
                              .n_rows = rows->n_rows,
                              .n_columns = (uint32_t)(width - 1),
                              .empty = empty,
                              .table = t.at,
                              .basis = t.basis,
                              .under = t.under,
                              .equal = equal};
    }
    return status;
}

/* ---- a form -----------------------------------------------------------------------------------
 */

/* The last row: the form, in terms of the columns that are not in the basis. */
static bool set_form(tableau *t, const int64_t *form) {
    int64_t *const last = row_of(t, t->n_rows);
    for (size_t j = 0; j < t->width; j++) {
        wide entry = j < t->n_variables ? -(wide)form[j] * t->under : 0;
        for (size_t i = 0; i < t->n_rows; i++) {
            const uint32_t b = t->basis[i];
            if (b < t->n_variables &&
                __builtin_add_overflow(entry, (wide)form[b] * row_of(t, i)[j], &entry)) {
                return false;
            }
        }
        if (entry > INT64_MAX || entry < -INT64_MAX) {
            return false;
        }
        last[j] = (int64_t)entry;
    }
    return true;
}

truce_status truce_linear_maximise(const truce_linear *linear, const int64_t *form,
                                   truce_arena *arena, truce_linear_best *out, truce_error *err) {
    assert(!linear->empty);
    const size_t width = (size_t)linear->n_columns + 1;
    const size_t cells = (linear->n_rows + (size_t)1) * width;
    tableau t = {.at = truce_arena_zero(arena, cells, sizeof *t.at),
                 .basis = truce_arena_zero(arena, linear->n_rows, sizeof *t.basis),
                 .n_rows = linear->n_rows,
                 .width = width,
                 .under = linear->under,
                 .equal = linear->equal,
                 .n_variables = linear->n_variables};
    int64_t *variables = truce_arena_zero(arena, linear->n_variables, sizeof *variables);
    int64_t *prices = truce_arena_zero(arena, linear->n_rows, sizeof *prices);
    if (t.at == NULL || t.basis == NULL || variables == NULL || prices == NULL) {
        return no_memory(err);
    }
    memcpy(t.at, linear->table, (cells - width) * sizeof *t.at);
    memcpy(t.basis, linear->basis, linear->n_rows * sizeof *t.basis);
    if (!set_form(&t, form)) {
        return too_long(err);
    }
    bool endless = false;
    const truce_status status = climb(&t, &endless, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (size_t i = 0; i < t.n_rows; i++) {
        if (t.basis[i] < t.n_variables) {
            variables[t.basis[i]] = row_of(&t, i)[width - 1];
        }
    }
    for (size_t i = 0; i < t.n_rows; i++) { /* the column of a row was its unit vector */
        prices[i] = row_of(&t, t.n_rows)[t.n_variables + i];
    }
    *out = (truce_linear_best){.endless = endless,
                               .under = t.under,
                               .value = row_of(&t, t.n_rows)[width - 1],
                               .variables = variables,
                               .prices = prices};
    return TRUCE_OK;
}
