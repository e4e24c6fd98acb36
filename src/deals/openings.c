/* Openings: from each component of conflicts one smallest set that meets them all. What such a set
 * costs each party is compared party by party, so the sets that nobody could improve on without
 * somebody else giving more are found component by component and merged (least.h); the product is
 * never written out. */
#include <stdlib.h>
#include <string.h>

#include "deals/least.h"
#include "impasse_parts.h"

enum {
    OPENINGS_USUAL = 24,
    EFFORT_EACH = 50000000 /* to find what meets the conflicts of a component: some 50 ms */
};

typedef struct maker {
    truce_impasse *im;
    truce_arena *arena;
    const truce_hitting_parts *parts;
    least least;
    uint32_t most;
    const truce_set **of; /* [part]: of the opening in hand */
    truce_cost *costs;    /* [party]: what it asks */
    size_t cap;           /* of im->openings */
} maker;

/* ---- costs ---- */

static int compare_cost(const truce_cost *a, const truce_cost *b) {
    for (int f = 0; f < TRUCE_STAND_FIRMNESS_N; f++) {
        if (a->given[f] != b->given[f]) {
            return a->given[f] < b->given[f] ? -1 : 1;
        }
    }
    return 0;
}

/* Whether `a` asks no more of any party than `b` does. */
static bool asks_no_more(const maker *m, const truce_cost *a, const truce_cost *b) {
    for (uint32_t p = 0; p < m->im->stands->n_parties; p++) {
        if (compare_cost(&a[p], &b[p]) > 0) {
            return false;
        }
    }
    return true;
}

static bool is_symmetric(const maker *m, const truce_cost *costs) {
    for (uint32_t p = 1; p < m->im->stands->n_parties; p++) {
        if (compare_cost(&costs[p], &costs[0]) != 0) {
            return false;
        }
    }
    return true;
}

/* ---- an opening ---- */

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* The positions of the sets in hand, rising; NULL when memory is out. */
static uint32_t *join_sets(const maker *m, truce_arena *arena, uint32_t *n) {
    *n = 0;
    for (uint32_t part = 0; part < m->parts->n; part++) {
        *n += m->of[part]->n;
    }
    uint32_t *const at = truce_arena_take(arena, *n * sizeof *at);
    uint32_t end = 0;
    for (uint32_t part = 0; at != NULL && part < m->parts->n; part++) {
        memcpy(at + end, m->of[part]->at, m->of[part]->n * sizeof *at);
        end += m->of[part]->n;
    }
    if (at != NULL && end > 1) {
        qsort(at, end, sizeof *at, by_number);
    }
    return at;
}

/* One more opening, which asks what is in hand. */
static bool append(maker *m, uint32_t *positions, uint32_t n, bool pareto) {
    truce_impasse *const im = m->im;
    const size_t bytes = im->stands->n_parties * sizeof(truce_cost);
    truce_opening *const at =
        truce_arena_grow(m->arena, im->openings, im->n_openings, &m->cap, sizeof *at);
    truce_cost *const costs = truce_arena_take(m->arena, bytes);
    if (at == NULL || costs == NULL) {
        return false;
    }
    memcpy(costs, m->costs, bytes);
    im->openings = at;
    at[im->n_openings++] = (truce_opening){.positions = positions,
                                           .n = n,
                                           .costs = costs,
                                           .pareto = pareto,
                                           .symmetric = is_symmetric(m, costs),
                                           .packages = TRUCE_STR("0")};
    return true;
}

static int by_place(const void *left, const void *right) {
    const truce_opening *const l = left;
    const truce_opening *const r = right;
    if (l->pareto != r->pareto) {
        return l->pareto ? -1 : 1;
    }
    if (l->symmetric != r->symmetric) {
        return l->symmetric ? -1 : 1;
    }
    return truce_set_compare((truce_set){l->positions, l->n}, (truce_set){r->positions, r->n});
}

/* ---- those that ask least ---- */

/* A way to open all components, as far as it decides which are given. */
typedef struct ranked {
    size_t way;
    bool symmetric;
    truce_set positions; /* of those that may have to be told apart by them; `n` of all */
} ranked;

static int by_rank(const void *left, const void *right) {
    const ranked *const l = left;
    const ranked *const r = right;
    if (l->symmetric != r->symmetric) {
        return l->symmetric ? -1 : 1;
    }
    if (l->positions.n != r->positions.n) {
        return l->positions.n < r->positions.n ? -1 : 1;
    }
    if (l->positions.at == NULL || r->positions.at == NULL) {
        return (l->way > r->way) - (l->way < r->way);
    }
    return truce_set_compare(l->positions, r->positions);
}

/* All ways, the symmetric ones first, then those with fewer positions. */
static ranked *rank(const maker *m, truce_arena *arena) {
    const size_t n = m->least.ways.n;
    ranked *const all = truce_arena_take(arena, n * sizeof *all);
    for (size_t i = 0; all != NULL && i < n; i++) {
        least_costs(&m->least, i, m->costs);
        all[i] = (ranked){.way = i,
                          .symmetric = is_symmetric(m, m->costs),
                          .positions = {NULL, least_positions(&m->least, i)}};
    }
    if (all != NULL && n > 1) {
        qsort(all, n, sizeof *all, by_rank);
    }
    return all;
}

/* Of those that rank as the last one given does, the first by their positions are given. */
static bool part_ties(const maker *m, ranked *all, truce_arena *arena) {
    const size_t n = m->least.ways.n;
    size_t begin = m->most;
    size_t end = m->most;
    if (n <= m->most) {
        return true;
    }
    const ranked last = all[m->most - 1];
    while (begin > 0 && all[begin - 1].symmetric == last.symmetric &&
           all[begin - 1].positions.n == last.positions.n) {
        begin--;
    }
    while (end < n && all[end].symmetric == last.symmetric &&
           all[end].positions.n == last.positions.n) {
        end++;
    }
    for (size_t i = begin; i < end && end > m->most; i++) {
        least_sets(&m->least, all[i].way, m->of);
        all[i].positions.at = join_sets(m, arena, &all[i].positions.n);
        if (all[i].positions.at == NULL) {
            return false;
        }
    }
    qsort(all + begin, end - begin, sizeof *all, by_rank);
    return true;
}

static bool add_least(maker *m, truce_arena *scratch) {
    ranked *const all = rank(m, scratch);
    if (all == NULL || !part_ties(m, all, scratch)) {
        return false;
    }
    for (size_t i = 0; i < m->least.ways.n && i < m->most; i++) {
        uint32_t n = 0;
        least_costs(&m->least, all[i].way, m->costs);
        least_sets(&m->least, all[i].way, m->of);
        uint32_t *const positions = join_sets(m, m->arena, &n);
        if (positions == NULL || !append(m, positions, n, true)) {
            return false;
        }
    }
    return true;
}

/* ---- others ---- */

/* What the sets in hand ask of each party. */
static void add_costs(maker *m) {
    const truce_stands *const stands = m->im->stands;
    memset(m->costs, 0, stands->n_parties * sizeof *m->costs);
    for (uint32_t part = 0; part < m->parts->n; part++) {
        for (uint32_t i = 0; i < m->of[part]->n; i++) {
            const truce_stand_holder holder = stands->positions[m->of[part]->at[i]];
            m->costs[holder.party].given[holder.firmness]++;
        }
    }
}

/* Add the opening in hand, but where it is one of the first `n` that ask least. */
static bool add_other(maker *m, uint32_t n_least, truce_arena *scratch) {
    const truce_opening *const first = m->im->openings;
    uint32_t n = 0;
    uint32_t *const positions = join_sets(m, scratch, &n);
    bool efficient = true; /* as good as one that asks least */
    if (positions == NULL) {
        return false;
    }
    add_costs(m);
    for (uint32_t i = 0; i < n_least && efficient; i++) {
        if (asks_no_more(m, first[i].costs, m->costs)) {
            efficient = asks_no_more(m, m->costs, first[i].costs);
            if (truce_set_compare((truce_set){positions, n},
                                  (truce_set){first[i].positions, first[i].n}) == 0) {
                return true;
            }
        }
    }
    uint32_t *const kept = truce_arena_take(m->arena, n * sizeof *kept);
    if (kept != NULL && n > 0) {
        memcpy(kept, positions, n * sizeof *kept);
    }
    return kept != NULL && append(m, kept, n, efficient);
}

/* Further openings in the order of their components' sets, until `most` are there. */
static bool add_others(maker *m, truce_arena *scratch) {
    const uint32_t n_parts = m->parts->n;
    const uint32_t n_least = m->im->n_openings;
    size_t *const odometer = truce_arena_zero(scratch, n_parts, sizeof *odometer);
    uint64_t tried = 0;
    if (odometer == NULL) {
        return false;
    }
    while (m->im->n_openings < m->most && tried++ < 4U * (uint64_t)m->most + n_least) {
        truce_arena room = truce_arena_new();
        for (uint32_t part = 0; part < n_parts; part++) {
            m->of[part] = &m->parts->at[part].hitting.sets.at[odometer[part]];
        }
        const bool ok = add_other(m, n_least, &room);
        truce_arena_clear(&room);
        if (!ok) {
            return false;
        }
        uint32_t part = n_parts;
        while (part > 0 && ++odometer[part - 1] == m->parts->at[part - 1].hitting.sets.n) {
            odometer[--part] = 0;
        }
        if (part == 0) {
            break;
        }
    }
    return true;
}

/* ---- all ---- */

static bool make_openings(maker *m) {
    truce_arena scratch = truce_arena_new();
    m->of = truce_arena_take(&scratch, m->parts->n * sizeof *m->of);
    m->costs = truce_arena_take(&scratch, m->im->stands->n_parties * sizeof *m->costs);
    const bool ok = m->of != NULL && m->costs != NULL &&
                    least_find(m->im->stands, m->parts, &scratch, &m->least) &&
                    add_least(m, &scratch) && add_others(m, &scratch);
    truce_arena_clear(&scratch);
    if (ok && m->im->n_openings > 1) {
        qsort(m->im->openings, m->im->n_openings, sizeof *m->im->openings, by_place);
    }
    return ok;
}

truce_status impasse_openings(const truce_conflicts *found, truce_impasse_options options,
                              truce_arena *arena, truce_impasse *im, truce_error *err) {
    truce_hitting_parts parts;
    im->openings_total = TRUCE_STR("0");
    im->openings_exact = true;
    im->pareto_complete = true;
    if (found->contradictory || found->sets.n == 0) {
        return TRUCE_OK;
    }
    const truce_hitting_limits limits = {.effort_max = EFFORT_EACH};
    truce_status status = truce_hitting_by_part(
        found->sets, im->stands->n_positions, (truce_costs){NULL, 0}, &limits, arena, &parts, err);
    if (status == TRUCE_OK) {
        status = truce_bigint_decimal(parts.total, arena, &im->openings_total, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    maker m = {.im = im,
               .arena = arena,
               .parts = &parts,
               .most = options.openings_max > 0 ? options.openings_max : OPENINGS_USUAL};
    if (!make_openings(&m)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the openings");
    }
    im->openings_exact = parts.counted && found->complete;
    im->n_pareto = m.least.ways.n;
    im->pareto_complete = parts.complete && found->complete && m.least.complete;
    return TRUCE_OK;
}
