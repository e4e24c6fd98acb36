/* A table has a cell for each way to choose the variables of its scope: how many ways there are to
 * choose those that were eliminated below it. A cell is the sum over the values of the bucket's
 * variable, where no nogood of the bucket is broken, of what the value stands for times the product
 * of the children's cells.
 *
 * All choices of a scope are gone through like the digits of a number, the first variable the
 * fastest, while the places in the children's tables are kept up with by adding strides. Numbers
 * are rows of 64-bit limbs, the lowest first, as wide as the bucket's numbers can get, and once
 * they are known, as they got. */
#include "solve/tables.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 two_limbs;

typedef struct table {
    uint64_t *at; /* [cell][limb]; until the parent has used it */
    uint32_t limbs;
} table;

/* A child's table, seen from the bucket. */
typedef struct view {
    const uint64_t *limbs;
    uint32_t width;
    size_t *strides; /* [scope of the bucket, then its variable]: 0 where the child has it not */
    size_t at;       /* the cell that goes with the choices in hand and the variable's value 0 */
} view;

typedef struct run {
    const truce_domain *d;
    value_weights weights;
    const plan *p;
    table *tables;       /* [bucket] */
    size_t *place;       /* [variable]: its stride in the bucket in hand */
    truce_arena scratch; /* of the bucket in hand */
} run;

/* ---- rows of limbs --------------------------------------------------------------------------- */

/* sum[n] += a[n_a] * b[n_b]; it fits. */
static void add_product(uint64_t *sum, uint32_t n, const uint64_t *a, uint32_t n_a,
                        const uint64_t *b, uint32_t n_b) {
    for (uint32_t i = 0; i < n_a; i++) {
        two_limbs carry = 0;
        uint32_t j = 0;
        for (; a[i] != 0 && j < n_b && i + j < n; j++) {
            carry += (two_limbs)a[i] * b[j] + sum[i + j];
            sum[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        for (; carry != 0 && i + j < n; j++) {
            carry += sum[i + j];
            sum[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        assert(carry == 0);
    }
}

/* The limbs of the largest of n rows. */
static uint32_t measure(const uint64_t *rows, size_t n, uint32_t limbs) {
    uint32_t most = 1;
    for (size_t i = 0; i < n && most < limbs; i++) {
        const uint64_t *const row = rows + i * limbs;
        for (uint32_t k = limbs; k > most; k--) {
            if (row[k - 1] != 0) {
                most = k;
            }
        }
    }
    return most;
}

/* Make a table no wider than its numbers are; the room stays. */
static void pack(table *t, size_t cells) {
    const uint32_t limbs = measure(t->at, cells, t->limbs);
    for (size_t i = 1; limbs < t->limbs && i < cells; i++) {
        memmove(t->at + i * limbs, t->at + i * t->limbs, limbs * sizeof *t->at);
    }
    t->limbs = limbs;
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
    *out = (view){.limbs = r->tables[child].at, .width = r->tables[child].limbs};
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

/* The cell of a child that goes with value `a`. */
static const uint64_t *row_of(const bucket *b, const view *v, uint32_t a) {
    return v->limbs + (v->at + v->strides[b->n_scope] * a) * v->width;
}

/* Add to a cell what value `a` stands for, times the children's cells. */
static void add_value(const bucket *b, const view *views, uint32_t a, uint64_t weight,
                      uint64_t *rows, uint64_t *cell, uint32_t limbs) {
    static const uint64_t one = 1;
    const uint64_t *product = &weight;
    uint32_t width = 1;
    uint32_t i = 0;
    if (weight == 1 && b->n_children > 0) {
        product = row_of(b, &views[0], a);
        width = views[0].width;
        i = 1;
    }
    for (; i + 1 < b->n_children; i++) { /* the last is multiplied as it is added */
        uint64_t *const out = rows + (size_t)(i % 2) * limbs;
        const uint32_t wider = width + views[i].width < limbs ? width + views[i].width : limbs;
        memset(out, 0, wider * sizeof *out);
        add_product(out, wider, product, width, row_of(b, &views[i], a), views[i].width);
        product = out;
        width = wider;
    }
    if (i < b->n_children) {
        add_product(cell, limbs, product, width, row_of(b, &views[i], a), views[i].width);
    } else {
        add_product(cell, limbs, &one, 1, product, width);
    }
}

/* The same where every number fits in one limb. */
static uint64_t narrow_value(const bucket *b, const view *views, uint32_t a, uint64_t weight) {
    uint64_t product = weight;
    for (uint32_t i = 0; i < b->n_children; i++) {
        product *= views[i].limbs[views[i].at + views[i].strides[b->n_scope] * a];
    }
    return product;
}

/* On to the next choices of the scope. */
static void count_up(const run *r, const bucket *b, view *views, uint32_t *digits) {
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

static void fill(const run *r, const bucket *b, view *views, const bool *bad, uint32_t *digits,
                 uint64_t *rows, const table *t) {
    const uint32_t n_values = r->d->n_values[b->variable];
    for (size_t cell = 0; cell < b->cells; cell++) {
        for (uint32_t a = 0; a < n_values; a++) {
            const uint64_t weight = r->weights != NULL ? r->weights[b->variable][a] : 1;
            if (bad[a * b->cells + cell]) {
                continue;
            }
            if (t->limbs == 1) {
                t->at[cell] += narrow_value(b, views, a, weight);
            } else {
                add_value(b, views, a, weight, rows, t->at + cell * t->limbs, t->limbs);
            }
        }
        count_up(r, b, views, digits);
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
    table *const t = &r->tables[number];
    t->limbs = (uint32_t)(b->bits / 64 + 1);
    uint64_t *rows = truce_arena_zero(&r->scratch, (size_t)2 * t->limbs, sizeof *rows);
    t->at = calloc(b->cells * t->limbs, sizeof *t->at);
    bool ok = bad != NULL && views != NULL && digits != NULL && rows != NULL && t->at != NULL;
    for (uint32_t i = 0; ok && i < b->n_nogoods; i++) {
        ok = mark_bad(r, b, &r->d->nogoods[b->nogoods[i]], bad);
    }
    for (uint32_t i = 0; ok && i < b->n_children; i++) {
        ok = see_child(r, b, b->children[i], &views[i]);
    }
    if (ok) {
        fill(r, b, views, bad, digits, rows, t);
        pack(t, b->cells);
    }
    for (uint32_t i = 0; i < b->n_children; i++) {
        free(r->tables[b->children[i]].at);
        r->tables[b->children[i]].at = NULL;
    }
    truce_arena_clear(&r->scratch);
    return ok;
}

/* The number in the only cell of a table. */
static truce_status give(const table *t, truce_arena *arena, truce_bigint *out, truce_error *err) {
    uint32_t *const words = malloc((size_t)t->limbs * 2 * sizeof *words);
    if (words == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a number of %u bits", t->limbs * 64);
    }
    for (uint32_t i = 0; i < t->limbs; i++) {
        words[2 * i] = (uint32_t)t->at[i];
        words[2 * i + 1] = (uint32_t)(t->at[i] >> 32);
    }
    const truce_status status =
        truce_bigint_from_words(words, (size_t)t->limbs * 2, arena, out, err);
    free(words);
    return status;
}

truce_status tables_count(const truce_domain *d, value_weights weights, const plan *p,
                          truce_arena *arena, truce_bigint *out, truce_error *err) {
    assert(p->n > 0 && p->at[p->n - 1].n_scope == 0);
    run r = {.d = d, .weights = weights, .p = p, .scratch = truce_arena_new()};
    r.tables = calloc(p->n, sizeof *r.tables);
    r.place = calloc((size_t)d->n_variables + 1, sizeof *r.place);
    bool ok = r.tables != NULL && r.place != NULL;
    for (uint32_t i = 0; ok && i < p->n; i++) {
        ok = count_bucket(&r, i);
    }
    const truce_status status =
        ok ? give(&r.tables[p->n - 1], arena, out, err)
           : truce_fail(err, TRUCE_ENOMEM, "no memory to count %u variables", d->n_variables);
    for (uint32_t i = 0; r.tables != NULL && i < p->n; i++) {
        free(r.tables[i].at);
    }
    free(r.tables);
    free(r.place);
    return status;
}
