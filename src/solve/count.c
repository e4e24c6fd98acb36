/* What is decided at once is taken away first (reduce.h). The rest falls into pieces: a variable
 * that no nogood has counts as often as it has values, a piece is counted along its plan, and all
 * of that is multiplied. */
#include "truce/solve/count.h"

#include <assert.h>

#include "solve/first.h"
#include "solve/pieces.h"
#include "solve/reduce.h"
#include "solve/tables.h"

static const size_t words_max_default = 4000000;
static const uint64_t effort_max_default = 100000000;

static truce_count_limits limits_of(const truce_count_limits *l) {
    const truce_count_limits given = l != NULL ? *l : (truce_count_limits){0};
    return (truce_count_limits){
        .words_max = given.words_max > 0 ? given.words_max : words_max_default,
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

static truce_status count_reduced(const truce_domain *d, truce_count_limits limits,
                                  truce_arena *arena, truce_count *out, truce_error *err);

/* Too large a piece: some of its variables get the values of its first assignment. */
static truce_status count_some(const truce_domain *d, const plan *p, truce_count_limits limits,
                               truce_arena *arena, truce_count *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    uint32_t *values = truce_arena_take(&scratch, d->n_variables * sizeof *values);
    uint32_t *fixed = truce_arena_take(&scratch, d->n_variables * sizeof *fixed);
    const first_end end = values != NULL && fixed != NULL ? first_find(d, limits.effort_max, values)
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
        status = reduce(d, NULL, fixed, &scratch, &r) ? count_reduced(&r.d, limits, arena, out, err)
                                                      : no_memory(d, err);
        out->exact = false;
    } else if (end == FIRST_NO_MEMORY) {
        status = no_memory(d, err);
    } else {
        *out = (truce_count){.exact = end == FIRST_NONE};
    }
    truce_arena_clear(&scratch);
    return status;
}

static truce_status count_piece(const truce_domain *d, const piece *p, uint32_t *room,
                                truce_count_limits limits, truce_arena *arena, truce_count *out,
                                truce_error *err) {
    *out = (truce_count){.exact = true};
    if (p->n_nogoods == 0) {
        return truce_bigint_from(d->n_values[p->variables[0]], arena, &out->n, err);
    }
    truce_arena scratch = truce_arena_new();
    truce_domain part;
    plan order;
    truce_status status = TRUCE_OK;
    if (!piece_domain(d, p, room, &scratch, &part) ||
        !plan_make(&part, limits.words_max, &scratch, &order)) {
        status = no_memory(d, err);
    } else if (order.n_fixed > 0) {
        status = count_some(&part, &order, limits, arena, out, err);
    } else {
        status = tables_count(&part, &order, arena, &out->n, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

static truce_status multiply_pieces(const truce_domain *d, const pieces *all, uint32_t *room,
                                    truce_bigint *factors, truce_count_limits limits,
                                    truce_arena *scratch, truce_arena *arena, truce_count *out,
                                    truce_error *err) {
    *out = (truce_count){.exact = true};
    bool none = false; /* one piece surely has no assignment: neither has the whole */
    for (uint32_t i = 0; i < all->n; i++) {
        truce_count one;
        const truce_status status = count_piece(d, &all->at[i], room, limits, scratch, &one, err);
        if (status != TRUCE_OK) {
            return status;
        }
        factors[i] = one.n;
        none = none || (one.exact && truce_bigint_compare(one.n, (truce_bigint){0}) == 0);
        out->exact = out->exact && one.exact;
    }
    out->exact = out->exact || none;
    return truce_bigint_product(factors, all->n, arena, &out->n, err);
}

/* Every nogood of `d` holds and has at least two choices. */
static truce_status count_reduced(const truce_domain *d, truce_count_limits limits,
                                  truce_arena *arena, truce_count *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    pieces all = {0};
    uint32_t *room = truce_arena_take(&scratch, d->n_variables * sizeof *room);
    truce_bigint *factors = truce_arena_take(&scratch, d->n_variables * sizeof *factors);
    const truce_status status =
        room != NULL && factors != NULL && pieces_make(d, NULL, &scratch, &all)
            ? multiply_pieces(d, &all, room, factors, limits, &scratch, arena, out, err)
            : no_memory(d, err);
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
        status = count_reduced(&r.d, limits_of(limits), arena, &made, err);
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
