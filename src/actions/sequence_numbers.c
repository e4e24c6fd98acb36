/* In whose numbers two sides count what they give and receive: an author's, or shares. */
#include "compose_sequence.h"
#include "known.h"

#include <stdlib.h>

enum { POWERS_MAX = 15 /* decimals that values may have together with their size */ };

/* The record of values that a side's numbers are taken from: one that --values names, else the only
 * one; NULL: none, so shares. */
static truce_status choose_values(const composer *k, sequence_two *two, truce_error *err) {
    const truce_request *const r = &k->session->request;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < k->c->n_values; i++) {
            const uint32_t of = truce_case_find(k->c, TRUCE_KIND_ACTOR, k->c->values[i].top.what);
            if (of == two->sides[side]) {
                two->worth[side] = n++ == 0 ? &k->c->values[i] : NULL;
            }
        }
    }
    for (size_t i = 0; i < r->n_values; i++) {
        const truce_ref ref = {truce_symbols_find(&k->c->symbols, r->values[i]), 0};
        const uint32_t v = truce_case_find(k->c, TRUCE_KIND_VALUES, ref);
        if (v == TRUCE_NONE) {
            return known_refuse(k->session, TRUCE_KIND_VALUES, r->values[i], err);
        }
        const uint32_t of = truce_case_find(k->c, TRUCE_KIND_ACTOR, k->c->values[v].top.what);
        for (int side = 0; side < TRUCE_SIDES; side++) {
            if (of == two->sides[side]) {
                two->worth[side] = &k->c->values[v];
            }
        }
    }
    return TRUCE_OK;
}

/* As many decimals as the finest of the record's numbers has. */
static int scale_of(const truce_plan *values) {
    int scale = 0;
    for (uint32_t i = 0; i < values->n_lines; i++) {
        if (values->lines[i].kind == TRUCE_PLAN_WORTH) {
            const truce_plan_number n = values->lines[i].number;
            scale = n.low.scale > scale ? n.low.scale : scale;
            scale = n.high.scale > scale ? n.high.scale : scale;
        }
    }
    return scale;
}

static int64_t power(int n) {
    int64_t p = 1;
    while (n-- > 0) {
        p *= 10;
    }
    return p;
}

static bool scaled(truce_decimal d, int scale, int64_t *out) {
    return !__builtin_mul_overflow(d.units, power(scale - d.scale), out);
}

/* ---- an author's ---- */

/* A step and the line that says what it is worth. */
typedef struct valued {
    uint32_t step, line;
} valued;

static int by_step(const void *left, const void *right) {
    const valued *const l = left;
    const valued *const r = right;
    return l->step != r->step ? (l->step > r->step) - (l->step < r->step)
                              : (l->line > r->line) - (l->line < r->line);
}

/* By rising step; NULL when memory is out. */
static valued *list_valued(composer *k, const truce_plan *values, uint32_t *n) {
    valued *const at = truce_arena_take(k->arena, (values->n_lines + 1U) * sizeof *at);
    *n = 0;
    for (uint32_t i = 0; at != NULL && i < values->n_lines; i++) {
        const uint32_t step = truce_case_find(k->c, TRUCE_KIND_STEP, values->lines[i].what);
        if (values->lines[i].kind == TRUCE_PLAN_WORTH && step != TRUCE_NONE) {
            at[(*n)++] = (valued){step, i};
        }
    }
    if (at != NULL && *n > 1) {
        qsort(at, *n, sizeof *at, by_step);
    }
    return at;
}

/* The last line about a step, or NULL. */
static const truce_plan_line *line_of(const truce_plan *values, const valued *at, uint32_t n,
                                      uint32_t step) {
    uint32_t low = 0;
    uint32_t high = n;
    while (low < high) { /* the first that is of a later step */
        const uint32_t mid = low + (high - low) / 2;
        if (at[mid].step <= step) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low > 0 && at[low - 1].step == step ? &values->lines[at[low - 1].line] : NULL;
}

/* The side's own numbers: what it gives at the upper end, what it receives at the lower. */
static truce_status value_side(composer *k, const uint32_t *things, uint32_t n, sequence_two *two,
                               int side, truce_exposure_step *amounts, truce_error *err) {
    const truce_plan *const values = two->worth[side];
    const int scale = scale_of(values);
    bool fits = scale <= POWERS_MAX;
    uint32_t n_valued = 0;
    const valued *const at = list_valued(k, values, &n_valued);
    if (at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the values of steps");
    }
    for (uint32_t i = 0; i < n && fits; i++) {
        const bool given = amounts[i].giver == side;
        if (!given && amounts[i].receiver != side) {
            continue;
        }
        const uint32_t t = things != NULL ? things[i] : i;
        const truce_plan_line *const line = line_of(values, at, n_valued, t);
        if (line == NULL) {
            two->n_unvalued[side]++;
        } else {
            fits = given ? scaled(line->number.high, scale, &amounts[i].cost)
                         : scaled(line->number.low, scale, &amounts[i].worth);
        }
    }
    two->whole[side] = fits ? power(scale) : 0;
    return fits ? TRUCE_OK
                : truce_fail(err, TRUCE_ELIMIT,
                             "the values \"%.*s\" have too many digits to be added",
                             TRUCE_STR_ARGS(truce_case_name(k->c, values->head.name)));
}

/* ---- shares ---- */

/* Part of its own total given, less part of the other's total received: each step counts alike. */
static void share_side(sequence_two *two, uint32_t n, int side, truce_exposure_step *amounts) {
    const int64_t own = two->n_given[side];
    const int64_t others = two->n_given[1 - side];
    for (uint32_t i = 0; i < n; i++) {
        if (amounts[i].giver == side) {
            amounts[i].cost = others;
        } else if (amounts[i].receiver == side) {
            amounts[i].worth = own;
        }
    }
    two->whole[side] = own * others;
}

truce_status sequence_count(composer *k, const uint32_t *things, uint32_t n, sequence_two *two,
                            truce_exposure_step *amounts, truce_error *err) {
    truce_status status = choose_values(k, two, err);
    for (int side = 0; side < TRUCE_SIDES && status == TRUCE_OK; side++) {
        if (two->worth[side] != NULL) {
            status = value_side(k, things, n, two, side, amounts, err);
        } else {
            share_side(two, n, side, amounts);
        }
    }
    return status;
}
