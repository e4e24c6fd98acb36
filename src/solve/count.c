/* What is decided at once is taken away first (reduce.h). The rest falls into pieces: a variable
 * that no nogood has counts as often as it has values; of a piece, values that nothing tells apart
 * are taken together (alike.h), and it is counted along its plan; and all of that is multiplied. */
#include "truce/solve/count.h"

#include <assert.h>

#include "solve/alike.h"
#include "solve/first.h"
#include "solve/pieces.h"
#include "solve/reduce.h"
#include "solve/tables.h"

enum { WORK_FACTOR = 64, WORK_LEAST = 1 << 14 };
static const size_t words_max_default = 4000000;
static const uint64_t effort_max_default = 100000000;

static truce_count_limits limits_of(const truce_count_limits *l) {
    const truce_count_limits given = l != NULL ? *l : (truce_count_limits){0};
    const size_t words_max = given.words_max > 0 ? given.words_max : words_max_default;
    return (truce_count_limits){
        .words_max = words_max,
        .work_max = given.work_max > 0 ? given.work_max : (uint64_t)words_max * WORK_FACTOR,
        .effort_max = given.effort_max > 0 ? given.effort_max : effort_max_default,
    };
}

static truce_status no_memory(const truce_domain *d, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to count over %u variables", d->n_variables);
}

/* ---- the first assignment -------------------------------------------------------------------- */

/* Of each piece by itself: the first of all is made of the first of each. */
static first_end first_by_piece(const truce_domain *d, uint64_t effort_max, truce_arena *scratch,
                                uint32_t *values) {
    pieces all;
    uint32_t *room = truce_arena_take(scratch, d->n_variables * sizeof *room);
    uint32_t *own = truce_arena_take(scratch, d->n_variables * sizeof *own);
    if (room == NULL || own == NULL || !pieces_make(d, NULL, scratch, &all)) {
        return FIRST_NO_MEMORY;
    }
    first_end worst = FIRST_FOUND;
    for (uint32_t i = 0; i < all.n; i++) {
        const piece *const p = &all.at[i];
        if (p->n_nogoods == 0) {
            values[p->variables[0]] = 0;
            continue;
        }
        truce_arena arena = truce_arena_new();
        truce_domain part;
        const first_end end = piece_domain(d, p, room, &arena, &part)
                                  ? first_find(&part, effort_max, own)
                                  : FIRST_NO_MEMORY;
        truce_arena_clear(&arena);
        if (end == FIRST_NONE || end == FIRST_NO_MEMORY) {
            return end;
        }
        for (uint32_t k = 0; end == FIRST_FOUND && k < p->n_variables; k++) {
            values[p->variables[k]] = own[k];
        }
        worst = end == FIRST_UNKNOWN ? end : worst;
    }
    return worst;
}

/* The values of the whole, from those of what was left. */
static uint32_t *put_back(const truce_domain *d, const reduced *r, const uint32_t *values,
                          truce_arena *arena) {
    uint32_t *all = truce_arena_take(arena, d->n_variables * sizeof *all);
    for (uint32_t v = 0; all != NULL && v < d->n_variables; v++) {
        all[v] = r->decided[v];
    }
    for (uint32_t v = 0; all != NULL && v < r->d.n_variables; v++) {
        all[r->variable[v]] = r->value[r->begin[v] + values[v]];
    }
    return all;
}

truce_status truce_first_assignment(const truce_domain *d, const bool *kept,
                                    const truce_count_limits *limits, truce_arena *arena,
                                    truce_first *out, truce_error *err) {
    assert(d != NULL && arena != NULL && out != NULL);
    truce_arena scratch = truce_arena_new();
    reduced r;
    truce_first made = {.known = true};
    bool ok = reduce(d, kept, NULL, &scratch, &r);
    if (ok && !r.contradictory) {
        uint32_t *values = truce_arena_take(&scratch, r.d.n_variables * sizeof *values);
        const first_end end =
            values != NULL ? first_by_piece(&r.d, limits_of(limits).effort_max, &scratch, values)
                           : FIRST_NO_MEMORY;
        made.known = end != FIRST_UNKNOWN;
        if (end == FIRST_FOUND) {
            made.values = put_back(d, &r, values, arena);
        }
        ok = end != FIRST_NO_MEMORY && (end != FIRST_FOUND || made.values != NULL);
    }
    truce_arena_clear(&scratch);
    if (!ok) {
        return no_memory(d, err);
    }
    *out = made;
    return TRUCE_OK;
}

/* ---- the number of assignments --------------------------------------------------------------- */

typedef struct counting {
    truce_count_limits limits;
    uint64_t *work;     /* done so far */
    truce_arena *arena; /* of the numbers */
    truce_error *err;
} counting;

/* How much of the work is left for one more piece; something is for the smallest. */
static plan_limits limits_left(const counting *k) {
    const uint64_t left = k->limits.work_max > *k->work ? k->limits.work_max - *k->work : 0;
    return (plan_limits){k->limits.words_max, left > WORK_LEAST ? left : WORK_LEAST};
}

static truce_status count_reduced(const counting *k, const truce_domain *d, value_weights weights,
                                  truce_count *out);

/* What the values in hand stand for: those of the whole that are decided, times the rest. */
static truce_status count_rest(const counting *k, const alike *a, const reduced *r,
                               truce_arena *scratch, truce_count *out) {
    const uint32_t n = r->d.n_variables;
    const uint32_t n_values = n > 0 ? r->begin[n - 1] + r->d.n_values[n - 1] : 0;
    const uint32_t **const rows = truce_arena_take(scratch, n * sizeof *rows);
    uint32_t *const all = truce_arena_take(scratch, n_values * sizeof *all);
    truce_bigint *const factors =
        truce_arena_take(scratch, ((size_t)a->d.n_variables + 1) * sizeof *factors);
    if (rows == NULL || all == NULL || factors == NULL) {
        return no_memory(&a->d, k->err);
    }
    for (uint32_t v = 0; v < n; v++) {
        rows[v] = all + r->begin[v];
        for (uint32_t x = 0; x < r->d.n_values[v]; x++) {
            all[r->begin[v] + x] = a->weights[r->variable[v]][r->value[r->begin[v] + x]];
        }
    }
    truce_status status = count_reduced(k, &r->d, rows, out);
    factors[0] = out->n;
    size_t n_factors = 1;
    for (uint32_t v = 0; v < a->d.n_variables && status == TRUCE_OK; v++) {
        if (r->decided[v] != REDUCE_OPEN) {
            status = truce_bigint_from(a->weights[v][r->decided[v]], scratch, &factors[n_factors++],
                                       k->err);
        }
    }
    return status == TRUCE_OK ? truce_bigint_product(factors, n_factors, k->arena, &out->n, k->err)
                              : status;
}

/* Too large a piece: some of its variables get the values of its first assignment. */
static truce_status count_some(const counting *k, const alike *a, const plan *p, truce_count *out) {
    const truce_domain *const d = &a->d;
    truce_arena scratch = truce_arena_new();
    uint32_t *values = truce_arena_take(&scratch, d->n_variables * sizeof *values);
    uint32_t *fixed = truce_arena_take(&scratch, d->n_variables * sizeof *fixed);
    const first_end end = values != NULL && fixed != NULL
                              ? first_find(d, k->limits.effort_max, values)
                              : FIRST_NO_MEMORY;
    truce_status status = TRUCE_OK;
    if (end == FIRST_FOUND) {
        for (uint32_t v = 0; v < d->n_variables; v++) {
            fixed[v] = REDUCE_OPEN;
        }
        for (uint32_t i = 0; i < p->n_fixed; i++) {
            fixed[p->fixed[i]] = values[p->fixed[i]];
        }
        reduced r;
        status = reduce(d, NULL, fixed, &scratch, &r) ? count_rest(k, a, &r, &scratch, out)
                                                      : no_memory(d, k->err);
        out->exact = false;
    } else if (end == FIRST_NO_MEMORY) {
        status = no_memory(d, k->err);
    } else {
        *out = (truce_count){.exact = end == FIRST_NONE};
    }
    truce_arena_clear(&scratch);
    return status;
}

/* What is counted of one domain: of its values, how many each stands for; NULL: 1 each. */
typedef struct weighed {
    const truce_domain *d;
    value_weights weights;
} weighed;

/* A variable that no nogood has. */
static uint64_t count_values(const weighed *w, uint32_t v) {
    uint64_t n = w->weights == NULL ? w->d->n_values[v] : 0;
    for (uint32_t a = 0; w->weights != NULL && a < w->d->n_values[v]; a++) {
        n += w->weights[v][a];
    }
    return n;
}

/* The variables of a piece, with values that are alike taken together. */
static bool take_piece(const weighed *w, const piece *p, uint32_t *room, truce_arena *scratch,
                       alike *out) {
    truce_domain part;
    const uint32_t **const rows = truce_arena_take(scratch, p->n_variables * sizeof *rows);
    for (uint32_t i = 0; rows != NULL && w->weights != NULL && i < p->n_variables; i++) {
        rows[i] = w->weights[p->variables[i]];
    }
    return rows != NULL && piece_domain(w->d, p, room, scratch, &part) &&
           alike_make(&part, w->weights != NULL ? rows : NULL, scratch, out);
}

static truce_status count_piece(const counting *k, const weighed *w, const piece *p, uint32_t *room,
                                truce_count *out) {
    *out = (truce_count){.exact = true};
    if (p->n_nogoods == 0) {
        return truce_bigint_from(count_values(w, p->variables[0]), k->arena, &out->n, k->err);
    }
    truce_arena scratch = truce_arena_new();
    alike part;
    plan order;
    truce_status status = TRUCE_OK;
    if (!take_piece(w, p, room, &scratch, &part) ||
        !plan_make(&part.d, part.weights, limits_left(k), &scratch, &order)) {
        status = no_memory(w->d, k->err);
    } else if (order.n_fixed > 0) {
        status = count_some(k, &part, &order, out);
    } else {
        *k->work += order.work;
        status = tables_count(&part.d, part.weights, &order, k->arena, &out->n, k->err);
    }
    truce_arena_clear(&scratch);
    return status;
}

static truce_status multiply_pieces(const counting *k, const weighed *w, const pieces *all,
                                    truce_arena *scratch, truce_count *out) {
    uint32_t *const room = truce_arena_take(scratch, w->d->n_variables * sizeof *room);
    truce_bigint *const factors = truce_arena_take(scratch, w->d->n_variables * sizeof *factors);
    const counting own = {k->limits, k->work, scratch, k->err};
    if (room == NULL || factors == NULL) {
        return no_memory(w->d, k->err);
    }
    *out = (truce_count){.exact = true};
    bool none = false; /* one piece surely has no assignment: neither has the whole */
    for (uint32_t i = 0; i < all->n; i++) {
        truce_count one;
        const truce_status status = count_piece(&own, w, &all->at[i], room, &one);
        if (status != TRUCE_OK) {
            return status;
        }
        factors[i] = one.n;
        none = none || (one.exact && truce_bigint_compare(one.n, (truce_bigint){0}) == 0);
        out->exact = out->exact && one.exact;
    }
    out->exact = out->exact || none;
    return truce_bigint_product(factors, all->n, k->arena, &out->n, k->err);
}

/* Every nogood of `d` holds and has at least two choices. */
static truce_status count_reduced(const counting *k, const truce_domain *d, value_weights weights,
                                  truce_count *out) {
    truce_arena scratch = truce_arena_new();
    pieces all = {0};
    const weighed w = {d, weights};
    const truce_status status = pieces_make(d, NULL, &scratch, &all)
                                    ? multiply_pieces(k, &w, &all, &scratch, out)
                                    : no_memory(d, k->err);
    truce_arena_clear(&scratch);
    return status;
}

truce_status truce_count_assignments(const truce_domain *d, const bool *kept,
                                     const truce_count_limits *limits, truce_arena *arena,
                                     truce_count *out, truce_error *err) {
    assert(d != NULL && arena != NULL && out != NULL);
    truce_arena scratch = truce_arena_new();
    reduced r;
    truce_count made = {.exact = true};
    truce_status status = reduce(d, kept, NULL, &scratch, &r) ? TRUCE_OK : no_memory(d, err);
    if (status == TRUCE_OK && !r.contradictory) {
        uint64_t work = 0;
        const counting k = {limits_of(limits), &work, arena, err};
        status = count_reduced(&k, &r.d, NULL, &made);
        made.work = work;
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
