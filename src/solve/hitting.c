/* A family is given numbers of its own, dense and small, solved, and the answer is put back into
 * the caller's. First all hitting sets are walked through; only where they are too many are the
 * cheapest looked for. */
#include "truce/solve/hitting.h"

#include <assert.h>
#include <stdlib.h>

#include "solve/hit_state.h"

enum { SETS_MAX = 10000, EFFORT_MAX = 200000000 };

typedef struct job {
    uint32_t *local; /* [the caller's number]: the family's own, else HIT_NONE */
    truce_costs costs;
    size_t sets_max;
    uint64_t effort_max;
    truce_arena *arena; /* of the answer */
} job;

static bool job_make(job *j, uint32_t n_numbers, truce_costs costs,
                     const truce_hitting_limits *limits, truce_arena *arena, truce_arena *scratch) {
    const truce_hitting_limits given = limits != NULL ? *limits : (truce_hitting_limits){0};
    *j = (job){
        .local = truce_arena_take(scratch, n_numbers * sizeof *j->local),
        .costs = costs,
        .sets_max = given.sets_max > 0 ? given.sets_max : SETS_MAX,
        .effort_max = given.effort_max > 0 ? given.effort_max : EFFORT_MAX,
        .arena = arena,
    };
    for (uint32_t i = 0; j->local != NULL && i < n_numbers; i++) {
        j->local[i] = HIT_NONE;
    }
    return j->local != NULL;
}

/* ---- a family in its own numbers ------------------------------------------------------------- */

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* The numbers of the family, rising, each once; and the way back in j->local. */
static bool number_family(job *j, truce_sets family, truce_arena *arena, truce_set *out) {
    size_t words = 0;
    for (size_t i = 0; i < family.n; i++) {
        words += family.at[i].n;
    }
    uint32_t *at = truce_arena_take(arena, words * sizeof *at);
    uint32_t n = 0;
    for (size_t i = 0; at != NULL && i < family.n; i++) {
        for (uint32_t k = 0; k < family.at[i].n; k++) {
            if (j->local[family.at[i].at[k]] == HIT_NONE) {
                j->local[family.at[i].at[k]] = 0;
                at[n++] = family.at[i].at[k];
            }
        }
    }
    if (n > 0) {
        qsort(at, n, sizeof *at, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        j->local[at[i]] = i;
    }
    *out = (truce_set){at, n};
    return at != NULL;
}

static bool localize(const job *j, truce_sets family, truce_arena *arena, truce_sets *out) {
    truce_set *sets = truce_arena_take(arena, family.n * sizeof *sets);
    for (size_t i = 0; sets != NULL && i < family.n; i++) {
        uint32_t *at = truce_arena_take(arena, family.at[i].n * sizeof *at);
        if (at == NULL) {
            return false;
        }
        for (uint32_t k = 0; k < family.at[i].n; k++) {
            at[k] = j->local[family.at[i].at[k]];
        }
        sets[i] = (truce_set){at, family.at[i].n};
    }
    *out = (truce_sets){sets, family.n};
    return sets != NULL;
}

static bool localize_costs(const job *j, truce_set numbers, truce_arena *arena, truce_costs *out) {
    const uint32_t width = j->costs.width > 0 ? j->costs.width : 1;
    uint32_t *at = truce_arena_take(arena, (size_t)numbers.n * width * sizeof *at);
    for (uint32_t i = 0; at != NULL && i < numbers.n; i++) {
        for (uint32_t k = 0; k < width; k++) {
            at[(size_t)i * width + k] =
                j->costs.width > 0 ? j->costs.at[(size_t)numbers.at[i] * width + k] : 1;
        }
    }
    *out = (truce_costs){at, width};
    return at != NULL;
}

/* ---- the order in which they are listed ------------------------------------------------------ */

typedef struct priced {
    truce_set set;
    const uint64_t *cost;
    uint32_t width;
} priced;

static int by_cost(const void *left, const void *right) {
    const priced *l = left;
    const priced *r = right;
    const int order = hit_cost_compare(l->cost, r->cost, l->width);
    return order != 0 ? order : truce_set_compare(l->set, r->set);
}

/* Sort what was found, keep the first `n_max`, and put it back into the caller's numbers. */
static bool put_in_order(const hit_list *found, truce_costs costs, truce_set numbers, size_t n_max,
                         truce_arena *scratch, truce_arena *arena, truce_sets *out) {
    priced *all = truce_arena_take(scratch, found->n * sizeof *all);
    uint64_t *cost = truce_arena_take(scratch, found->n * costs.width * sizeof *cost);
    const size_t n = found->n < n_max ? found->n : n_max;
    truce_set *sets = truce_arena_take(arena, n * sizeof *sets);
    if (all == NULL || cost == NULL || sets == NULL) {
        return false;
    }
    for (size_t i = 0; i < found->n; i++) {
        all[i] = (priced){found->at[i], cost + i * costs.width, costs.width};
        hit_cost(costs, found->at[i].at, found->at[i].n, cost + i * costs.width);
    }
    if (found->n > 1) {
        qsort(all, found->n, sizeof *all, by_cost);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t *at = truce_arena_take(arena, all[i].set.n * sizeof *at);
        if (at == NULL) {
            return false;
        }
        for (uint32_t k = 0; k < all[i].set.n; k++) {
            at[k] = numbers.at[all[i].set.at[k]];
        }
        sets[i] = (truce_set){at, all[i].set.n};
    }
    *out = (truce_sets){sets, n};
    return true;
}

/* ---- a family solved ------------------------------------------------------------------------- */

static bool solve(const job *j, truce_sets family, truce_set numbers, truce_costs costs,
                  truce_arena *scratch, truce_hitting *out) {
    hit_state s;
    hit_list met = {.arena = scratch};
    hit_list found = {.arena = scratch};
    truce_hitting made = {0};
    if (!hit_state_make(family, numbers.n, scratch, &s)) {
        return false;
    }
    hit_end end = hit_walk(&s, j->sets_max, j->effort_max, &met, &made.n);
    made.counted = end == HIT_ALL;
    made.complete = made.counted && made.n <= j->sets_max;
    if (end != HIT_NO_MEMORY && !made.complete) {
        end = hit_state_make(family, numbers.n, scratch, &s)
                  ? hit_cheapest(&s, costs, j->sets_max, j->effort_max, &found)
                  : HIT_NO_MEMORY;
    }
    made.cheapest = made.complete || found.n > 0;
    if (end == HIT_NO_MEMORY || !put_in_order(found.n > 0 ? &found : &met, costs, numbers,
                                              j->sets_max, scratch, j->arena, &made.sets)) {
        return false;
    }
    if (!made.complete && end == HIT_ALL) { /* the search for the cheapest has met them all */
        made.n = found.n;
        made.counted = true;
        made.complete = found.n <= j->sets_max;
    }
    made.n = made.n < made.sets.n ? made.sets.n : made.n;
    made.n += made.n == 0 && !made.counted; /* there is always one, but where nothing hits */
    *out = made;
    return true;
}

/* The numbers of the family are put into the job's arena too. */
static bool solve_family(job *j, truce_sets family, truce_set *numbers, truce_hitting *out) {
    truce_arena scratch = truce_arena_new();
    truce_sets own = {0};
    truce_costs costs = {0};
    const bool ok = number_family(j, family, j->arena, numbers) &&
                    localize(j, family, &scratch, &own) &&
                    localize_costs(j, *numbers, &scratch, &costs) &&
                    solve(j, own, *numbers, costs, &scratch, out);
    for (uint32_t i = 0; i < numbers->n; i++) {
        j->local[numbers->at[i]] = HIT_NONE;
    }
    truce_arena_clear(&scratch);
    return ok;
}

static truce_status no_memory(truce_sets family, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to hit %zu sets", family.n);
}

truce_status truce_hitting_find(truce_sets family, uint32_t n_numbers, truce_costs costs,
                                const truce_hitting_limits *limits, truce_arena *arena,
                                truce_hitting *out, truce_error *err) {
    assert(out != NULL && (costs.width == 0 || n_numbers == 0 || costs.at != NULL));
    truce_arena scratch = truce_arena_new();
    job j;
    truce_set numbers = {0};
    truce_hitting made = {0};
    const bool ok = job_make(&j, n_numbers, costs, limits, arena, &scratch) &&
                    solve_family(&j, family, &numbers, &made);
    truce_arena_clear(&scratch);
    if (!ok) {
        return no_memory(family, err);
    }
    *out = made;
    return TRUCE_OK;
}

/* ---- component by component ------------------------------------------------------------------ */

/* The sets of each component behind each other, in their order. */
static bool split(truce_sets family, const uint32_t *component, uint32_t n, truce_arena *arena,
                  truce_hitting_part **out) {
    truce_hitting_part *parts = truce_arena_zero(arena, n, sizeof *parts);
    truce_set *sets = truce_arena_take(arena, family.n * sizeof *sets);
    size_t *end = truce_arena_zero(arena, (size_t)n + 1, sizeof *end);
    if (parts == NULL || sets == NULL || end == NULL) {
        return false;
    }
    for (size_t i = 0; i < family.n; i++) {
        end[component[i] + 1]++;
    }
    for (uint32_t p = 0; p < n; p++) {
        parts[p].family = (truce_sets){sets + end[p], end[p + 1]};
        end[p + 1] += end[p];
    }
    for (size_t i = 0; i < family.n; i++) {
        sets[end[component[i]]++] = family.at[i];
    }
    *out = parts;
    return true;
}

static truce_status solve_parts(job *j, truce_hitting_part *parts, truce_hitting_parts *out,
                                truce_error *err) {
    out->counted = out->complete = true;
    truce_arena scratch = truce_arena_new();
    truce_bigint *factors = truce_arena_take(&scratch, out->n * sizeof *factors);
    truce_status status = factors != NULL
                              ? TRUCE_OK
                              : truce_fail(err, TRUCE_ENOMEM, "no memory for %u parts", out->n);
    for (uint32_t p = 0; status == TRUCE_OK && p < out->n; p++) {
        truce_hitting_part *const part = &parts[p];
        if (!solve_family(j, part->family, &part->numbers, &part->hitting)) {
            status = no_memory(part->family, err);
            break;
        }
        out->counted = out->counted && part->hitting.counted;
        out->complete = out->complete && part->hitting.complete;
        status = truce_bigint_from(part->hitting.n, &scratch, &factors[p], err);
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_product(factors, out->n, j->arena, &out->total, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

truce_status truce_hitting_by_part(truce_sets family, uint32_t n_numbers, truce_costs costs,
                                   const truce_hitting_limits *limits, truce_arena *arena,
                                   truce_hitting_parts *out, truce_error *err) {
    assert(out != NULL && (costs.width == 0 || n_numbers == 0 || costs.at != NULL));
    truce_arena scratch = truce_arena_new();
    job j;
    truce_hitting_parts made = {0};
    truce_hitting_part *parts = NULL;
    const uint32_t *component = NULL;
    truce_status status =
        truce_sets_components(family, n_numbers, &scratch, &component, &made.n, err);
    if (status == TRUCE_OK) {
        status = job_make(&j, n_numbers, costs, limits, arena, &scratch) &&
                         split(family, component, made.n, arena, &parts)
                     ? solve_parts(&j, parts, &made, err)
                     : no_memory(family, err);
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        made.at = parts;
        *out = made;
    }
    return status;
}
