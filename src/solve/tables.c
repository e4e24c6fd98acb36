/* A table has a cell for each way to choose the variables of its scope: how many ways there are to
 * choose those that were eliminated below it. A cell is the sum over the values of the bucket's
 * variable, where no nogood of the bucket is broken, of the product of the children's cells.
 *
 * All choices of a scope are gone through like the digits of a number, the first variable the
 * fastest, while the places in the children's tables are kept up with by adding strides. Numbers
 * are rows of 32-bit words, the lowest first, as wide as the bucket's numbers can get. */
#include "solve/tables.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A child's table, seen from the bucket. */
typedef struct view {
    const uint32_t *words;
    uint32_t width;
    size_t *strides; /* [scope of the bucket, then its variable]: 0 where the child has it not */
    size_t at;       /* the cell that goes with the choices in hand and the variable's value 0 */
} view;

typedef struct run {
    const truce_domain *d;
    const plan *p;
    uint32_t **tables;   /* [bucket]: until its parent has used it */
    size_t *place;       /* [variable]: its stride in the bucket in hand */
    truce_arena scratch; /* of the bucket in hand */
} run;

/* ---- rows of words --------------------------------------------------------------------------- */

static void add_row(uint32_t *sum, uint32_t n_sum, const uint32_t *row, uint32_t n) {
    uint64_t carry = 0;
    for (uint32_t i = 0; i < n_sum && (i < n || carry != 0); i++) {
        carry += (uint64_t)sum[i] + (i < n ? row[i] : 0);
        sum[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert(carry == 0);
}

/* out[n] = a[n] * b[n_b]; what does not fit in n words is 0. `out` is neither. */
static void multiply_rows(uint32_t *out, const uint32_t *a, uint32_t n, const uint32_t *b,
                          uint32_t n_b) {
    memset(out, 0, n * sizeof *out);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t carry = 0;
        for (uint32_t j = 0; a[i] != 0 && i + j < n && (j < n_b || carry != 0); j++) {
            carry += (uint64_t)a[i] * (j < n_b ? b[j] : 0) + out[i + j];
            out[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
    }
}

/* ---- a bucket -------------------------------------------------------------------------------- */

static size_t stride_of(const run *r, const bucket *b, uint32_t variable) {
    return variable == b->variable ? b->cells : r->place[variable];
}

/* Mark the cells that a nogood rules out, in bad[value][cell]. */
static bool mark_bad(run *r, const bucket *b, const truce_nogood *g, bool *bad) {
    size_t at = 0;
    uint32_t *digits = truce_arena_zero(&r->scratch, b->n_scope, sizeof *digits);
    bool *chosen = truce_arena_zero(&r->scratch, b->n_scope, sizeof *chosen);
    if (digits == NULL || chosen == NULL) {
        return false;
    }
    uint32_t s = 0;
    for (uint32_t k = 0; k < g->n_choices; k++) {
        at += stride_of(r, b, g->choices[k].variable) * g->choices[k].value;
        while (s < b->n_scope && b->scope[s] < g->choices[k].variable) {
            s++;
        }
        if (s < b->n_scope && b->scope[s] == g->choices[k].variable) {
            chosen[s] = true;
        }
    }
    for (;;) {
        bad[at] = true;
        uint32_t i = 0;
        for (; i < b->n_scope; i++) {
            const size_t stride = r->place[b->scope[i]];
            if (chosen[i]) {
                continue;
            }
            if (++digits[i] < r->d->n_values[b->scope[i]]) {
                at += stride;
                break;
            }
            at -= stride * (digits[i] - 1);
            digits[i] = 0;
        }
        if (i == b->n_scope) {
            return true;
        }
    }
}

static bool see_child(run *r, const bucket *b, uint32_t child, view *out) {
    const bucket *const c = &r->p->at[child];
    *out = (view){.words = r->tables[child], .width = c->width};
    out->strides = truce_arena_zero(&r->scratch, (size_t)b->n_scope + 1, sizeof *out->strides);
    if (out->strides == NULL) {
        return false;
    }
    size_t stride = 1;
    uint32_t s = 0;
    for (uint32_t i = 0; i < c->n_scope; i++) {
        while (s < b->n_scope && b->scope[s] < c->scope[i]) {
            s++;
        }
        out->strides[c->scope[i] == b->variable ? b->n_scope : s] = stride;
        stride *= r->d->n_values[c->scope[i]];
    }
    return true;
}

/* Add the product of the children's cells for value `a` to the cell. */
static void add_product(const bucket *b, const view *views, uint32_t a, uint32_t *rows,
                        uint32_t *cell) {
    static const uint32_t one[] = {1};
    const uint32_t *product = one;
    uint32_t width = 1;
    for (uint32_t i = 0; i < b->n_children; i++) {
        const view *const v = &views[i];
        const uint32_t *const row = v->words + (v->at + v->strides[b->n_scope] * a) * v->width;
        if (i == 0) {
            product = row;
            width = v->width;
            continue;
        }
        uint32_t *const out = rows + (size_t)(i % 2) * b->width;
        uint32_t *const wide = rows + (size_t)2 * b->width;
        memset(wide, 0, b->width * sizeof *wide);
        memcpy(wide, product, (width < b->width ? width : b->width) * sizeof *wide);
        multiply_rows(out, wide, b->width, row, v->width);
        product = out;
        width = b->width;
    }
    add_row(cell, b->width, product, width < b->width ? width : b->width);
}

static void fill(const run *r, const bucket *b, view *views, const bool *bad, uint32_t *digits,
                 uint32_t *rows, uint32_t *table) {
    for (size_t cell = 0; cell < b->cells; cell++) {
        for (uint32_t a = 0; a < r->d->n_values[b->variable]; a++) {
            if (!bad[a * b->cells + cell]) {
                add_product(b, views, a, rows, table + cell * b->width);
            }
        }
        for (uint32_t i = 0; i < b->n_scope; i++) {
            const bool carries = ++digits[i] == r->d->n_values[b->scope[i]];
            for (uint32_t k = 0; k < b->n_children; k++) {
                views[k].at += views[k].strides[i];
                views[k].at -= carries ? views[k].strides[i] * digits[i] : 0;
            }
            if (!carries) {
                break;
            }
            digits[i] = 0;
        }
    }
}

static bool count_bucket(run *r, uint32_t number) {
    const bucket *const b = &r->p->at[number];
    const size_t values = r->d->n_values[b->variable];
    size_t stride = 1;
    for (uint32_t i = 0; i < b->n_scope; i++) {
        r->place[b->scope[i]] = stride;
        stride *= r->d->n_values[b->scope[i]];
    }
    bool *bad = truce_arena_zero(&r->scratch, b->cells, values * sizeof *bad);
    view *views = truce_arena_zero(&r->scratch, b->n_children, sizeof *views);
    uint32_t *digits = truce_arena_zero(&r->scratch, b->n_scope, sizeof *digits);
    uint32_t *rows = truce_arena_zero(&r->scratch, (size_t)3 * b->width, sizeof *rows);
    r->tables[number] = calloc(b->cells * b->width, sizeof *r->tables[number]);
    bool ok =
        bad != NULL && views != NULL && digits != NULL && rows != NULL && r->tables[number] != NULL;
    for (uint32_t i = 0; ok && i < b->n_nogoods; i++) {
        ok = mark_bad(r, b, &r->d->nogoods[b->nogoods[i]], bad);
    }
    for (uint32_t i = 0; ok && i < b->n_children; i++) {
        ok = see_child(r, b, b->children[i], &views[i]);
    }
    if (ok) {
        fill(r, b, views, bad, digits, rows, r->tables[number]);
    }
    for (uint32_t i = 0; i < b->n_children; i++) {
        free(r->tables[b->children[i]]);
        r->tables[b->children[i]] = NULL;
    }
    truce_arena_clear(&r->scratch);
    return ok;
}

truce_status tables_count(const truce_domain *d, const plan *p, truce_arena *arena,
                          truce_bigint *out, truce_error *err) {
    assert(p->n > 0 && p->at[p->n - 1].n_scope == 0);
    run r = {.d = d, .p = p, .scratch = truce_arena_new()};
    r.tables = calloc(p->n, sizeof *r.tables);
    r.place = calloc((size_t)d->n_variables + 1, sizeof *r.place);
    bool ok = r.tables != NULL && r.place != NULL;
    for (uint32_t i = 0; ok && i < p->n; i++) {
        ok = count_bucket(&r, i);
    }
    const truce_status status =
        ok ? truce_bigint_from_words(r.tables[p->n - 1], p->at[p->n - 1].width, arena, out, err)
           : truce_fail(err, TRUCE_ENOMEM, "no memory to count %u variables", d->n_variables);
    for (uint32_t i = 0; r.tables != NULL && i < p->n; i++) {
        free(r.tables[i]);
    }
    free(r.tables);
    free(r.place);
    return status;
}
