/* The parts that have nothing to do with each other are added up one by one, those in which the
 * parties have least at stake first: sums stay small for longer. What is worth showing is then
 * taken apart again. */
#include "truce/deals/frontier.h"

#include <assert.h>
#include <stdlib.h>

#include "deals/amounts.h"
#include "deals/frontier_parts.h"

static const uint32_t points_max_default = 1000;
static const size_t bytes_max_default = (size_t)1 << 30;

typedef struct truce_frontier_paths paths;

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for the efficient packages");
}

/* ---- before ---------------------------------------------------------------------------------- */

/* What is at stake in a part for the party to which it matters most, as a share of its range. */
static double stake(const parts *p, const uint64_t *ranges, uint32_t part) {
    const size_t words = shape_words(p->s);
    double largest = 0;
    for (uint32_t q = 0; q < p->s.parties; q++) {
        const size_t at = (size_t)q * p->s.width;
        uint64_t range[AMOUNT_WORDS_MAX];
        amount_subtract(range, p->most + part * words + at, p->least + part * words + at,
                        p->s.width);
        const double whole = amount_double(ranges + at, p->s.width);
        const double share = whole > 0 ? amount_double(range, p->s.width) / whole : 0;
        largest = share > largest ? share : largest;
    }
    return largest;
}

typedef struct ranked {
    double stake;
    uint32_t part;
} ranked;

static int by_stake(const void *left, const void *right) {
    const ranked *const l = left;
    const ranked *const r = right;
    if (l->stake != r->stake) {
        return l->stake < r->stake ? -1 : 1;
    }
    return (l->part > r->part) - (l->part < r->part);
}

/* Bring the parts into the order in which they are added. */
static bool order_parts(parts *p, const uint64_t *ranges, truce_arena *arena) {
    const size_t words = shape_words(p->s);
    const parts old = *p;
    ranked *const order = malloc(((size_t)p->n + 1) * sizeof *order);
    p->sets = truce_arena_zero(arena, p->n, sizeof *p->sets);
    p->least = truce_arena_zero(arena, p->n, words * sizeof *p->least);
    p->most = truce_arena_zero(arena, p->n, words * sizeof *p->most);
    uint32_t *const variable = truce_arena_zero(arena, p->n, sizeof *variable);
    const bool ok =
        order != NULL && p->sets != NULL && p->least != NULL && p->most != NULL && variable != NULL;
    for (uint32_t i = 0; ok && i < p->n; i++) {
        /* One that has no package leaves none at all: it decides at once. */
        order[i] = (ranked){old.sets[i].n > 0 ? stake(&old, ranges, i) : -1, i};
    }
    if (ok) {
        qsort(order, p->n, sizeof *order, by_stake);
    }
    for (uint32_t i = 0; ok && i < p->n; i++) {
        const uint32_t from = order[i].part;
        p->sets[i] = old.sets[from];
        memcpy(p->least + i * words, old.least + from * words, words * sizeof *p->least);
        memcpy(p->most + i * words, old.most + from * words, words * sizeof *p->most);
        variable[i] = old.variable[from];
    }
    p->variable = variable;
    free(order);
    return ok;
}

/* What is least and most of all together, and how far apart they are. */
typedef struct extremes {
    uint64_t *lowest, *highest, *ranges;
} extremes;

static bool add_extremes(const parts *p, truce_arena *arena, extremes *out) {
    const size_t words = shape_words(p->s);
    out->lowest = truce_arena_zero(arena, words, sizeof *out->lowest);
    out->highest = truce_arena_zero(arena, words, sizeof *out->highest);
    out->ranges = truce_arena_zero(arena, words, sizeof *out->ranges);
    if (out->lowest == NULL || out->highest == NULL || out->ranges == NULL) {
        return false;
    }
    const bool any = truce_bigint_compare(p->outcomes, (truce_bigint){0}) > 0;
    for (uint32_t i = 0; any && i < p->n; i++) {
        vector_add(out->lowest, out->lowest, p->least + i * words, p->s.parties, p->s.width);
        vector_add(out->highest, out->highest, p->most + i * words, p->s.parties, p->s.width);
    }
    vector_subtract(out->ranges, out->highest, out->lowest, p->s.parties, p->s.width);
    return true;
}

static bool set_up_chain(const truce_worth *worth, bool unreserved, const extremes *e,
                         truce_arena *arena, paths *out) {
    const parts *const p = &out->parts;
    out->chain =
        (chain){.s = p->s, .sets = p->sets, .n = p->n, .most = p->most, .ranges = e->ranges};
    if (unreserved || worth->reserve == NULL) {
        return true;
    }
    uint64_t *const floors = truce_arena_zero(arena, shape_words(p->s), sizeof *floors);
    if (floors != NULL) {
        vector_subtract(floors, worth->reserve, e->highest, p->s.parties, p->s.width);
    }
    out->chain.floors = floors;
    out->chain.floored = worth->reserved;
    return floors != NULL;
}

/* ---- the sum --------------------------------------------------------------------------------- */

/* Thinned sums are only of use with their steps, so where these outgrew their room all is done
 * once more with as many vectors as they allow. */
static bool add_up(paths *p, size_t bytes_max, truce_arena *arena) {
    enum { SETS_IN_HAND = 6, STEPS_SHARE = 4 };
    const size_t each = (shape_words(p->chain.s) + 1) * sizeof(uint64_t);
    truce_arena steps = truce_arena_new();
    chain_limits limits = {.n_max = bytes_max / each / SETS_IN_HAND + 1,
                           .bytes_max = bytes_max / STEPS_SHARE};
    bool ok = chain_add(&p->chain, 0, p->chain.n, limits, &steps, &p->sum);
    if (ok && p->sum.thinned && p->sum.steps == NULL) {
        truce_arena_clear(&steps);
        vectors_clear(&p->sum.sum);
        limits.n_max = bytes_max / STEPS_SHARE / sizeof(uint32_t) / p->chain.n + 1;
        limits.bytes_max = SIZE_MAX;
        ok = chain_add(&p->chain, 0, p->chain.n, limits, &steps, &p->sum);
    }
    p->steps_max = bytes_max / STEPS_SHARE;
    ok = ok && vectors_move(&p->sum.sum, p->chain.s, arena);
    if (ok && p->sum.steps != NULL) {
        truce_arena_adopt(arena, &steps);
    }
    truce_arena_clear(&steps);
    return ok;
}

static double largest_loss(const paths *p) {
    double largest = 0;
    for (uint32_t q = 0; q < p->chain.s.parties; q++) {
        largest = p->sum.loss.of[q] > largest ? p->sum.loss.of[q] : largest;
    }
    return largest;
}

/* ---- packages -------------------------------------------------------------------------------- */

static truce_status give_count(const vectors *v, size_t place, truce_arena *arena,
                               truce_bigint *out, truce_error *err) {
    if (v->counts == NULL) {
        return truce_bigint_from(1, arena, out, err);
    }
    uint32_t *const words = malloc((size_t)v->limbs * 2 * sizeof *words);
    if (words == NULL) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < v->limbs; i++) {
        words[2 * i] = (uint32_t)v->counts[place * v->limbs + i];
        words[2 * i + 1] = (uint32_t)(v->counts[place * v->limbs + i] >> 32);
    }
    const truce_status status =
        truce_bigint_from_words(words, (size_t)v->limbs * 2, arena, out, err);
    free(words);
    return status;
}

static truce_status give_package(const truce_frontier *f, size_t vector, const uint32_t *places,
                                 truce_arena *arena, truce_frontier_point *out, truce_error *err) {
    const paths *const p = f->paths;
    const uint32_t n = f->worth->choices->n_variables;
    uint32_t *const package = truce_arena_zero(arena, n, sizeof *package);
    if (package == NULL) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < p->parts.n; i++) {
        parts_choose(&p->parts, i, places[i], package);
    }
    *out = (truce_frontier_point){.vector = vector, .package = package};
    return give_count(&p->sum.sum, vector, arena, &out->packages, err);
}

truce_status truce_frontier_packages(const truce_frontier *frontier, const size_t *wanted,
                                     uint32_t n, truce_arena *arena, truce_frontier_point *points,
                                     truce_error *err) {
    assert(frontier != NULL && arena != NULL && (n == 0 || (wanted != NULL && points != NULL)));
    const paths *const p = frontier->paths;
    uint32_t *const places = calloc((size_t)n * p->chain.n + 1, sizeof *places);
    truce_status status = places != NULL && chain_split(&p->chain, 0, p->chain.n, &p->sum, wanted,
                                                        n, p->steps_max, places)
                              ? TRUCE_OK
                              : no_memory(err);
    for (uint32_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = give_package(frontier, wanted[i], places + (size_t)i * p->chain.n, arena,
                              &points[i], err);
    }
    free(places);
    return status;
}

/* Some vectors of all, evenly spread, with their packages. */
static truce_status give_points(truce_frontier *f, uint32_t points_max, truce_arena *arena,
                                truce_error *err) {
    const uint32_t n = f->n < points_max ? (uint32_t)f->n : points_max;
    size_t *const chosen = malloc(((size_t)n + 1) * sizeof *chosen);
    f->points = truce_arena_zero(arena, n, sizeof *f->points);
    f->n_points = n;
    if (chosen == NULL || f->points == NULL) {
        free(chosen);
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        const size_t last = f->n - 1;
        chosen[i] = n > 1 ? last / (n - 1) * i + last % (n - 1) * i / (n - 1) : 0;
    }
    const truce_status status = truce_frontier_packages(f, chosen, n, arena, f->points, err);
    free(chosen);
    return status;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static truce_status check(const truce_worth *worth, truce_error *err) {
    if (worth->n_parties < 2 || worth->n_parties > TRUCE_WORTH_PARTIES_MAX) {
        return truce_fail(err, TRUCE_EINVAL,
                          "efficient packages are those of two to %d parties, not %u",
                          TRUCE_WORTH_PARTIES_MAX, worth->n_parties);
    }
    if (worth->width < 1 || worth->width > AMOUNT_WORDS_MAX) {
        return truce_fail(
            err, TRUCE_ELIMIT,
            "the preferences need numbers of more than %d bits to be compared exactly",
            AMOUNT_WORDS_MAX * 64);
    }
    return TRUCE_OK;
}

truce_status truce_frontier_find(const truce_worth *worth, truce_frontier_options options,
                                 truce_arena *arena, truce_frontier *frontier, truce_error *err) {
    assert(worth != NULL && arena != NULL && frontier != NULL);
    const truce_status checked = check(worth, err);
    if (checked != TRUCE_OK) {
        return checked;
    }
    const size_t bytes_max = options.bytes_max > 0 ? options.bytes_max : bytes_max_default;
    paths *const p = truce_arena_zero(arena, 1, sizeof *p);
    extremes e = {NULL, NULL, NULL};
    truce_status status = p != NULL ? parts_make(worth, arena, &p->parts, err) : no_memory(err);
    if (status == TRUCE_OK &&
        !(add_extremes(&p->parts, arena, &e) && order_parts(&p->parts, e.ranges, arena) &&
          set_up_chain(worth, options.unreserved, &e, arena, p) && add_up(p, bytes_max, arena))) {
        status = no_memory(err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    truce_frontier f = {
        .worth = worth,
        .vectors = p->sum.sum.at,
        .n = p->sum.sum.n,
        .exact = !p->sum.thinned,
        .epsilon = largest_loss(p),
        .outcomes = p->parts.outcomes,
        .lowest = e.lowest,
        .highest = e.highest,
        .paths = p,
    };
    status = give_points(&f, options.points_max > 0 ? options.points_max : points_max_default,
                         arena, err);
    if (status == TRUCE_OK) {
        *frontier = f;
    }
    return status;
}
