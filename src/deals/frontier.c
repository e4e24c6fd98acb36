/* The parts that have nothing to do with each other are added up one by one, those in which the
 * parties have least at stake first: sums stay small for longer. What is worth showing is then
 * taken apart again. */
#include "truce/deals/frontier.h"

#include <assert.h>
#include <stdlib.h>

#include "deals/amounts.h"
#include "deals/frontier_tree.h"

static const uint32_t points_max_default = 1000;
static const size_t bytes_max_default = (size_t)1 << 30;
static const size_t heads_bounded = 1 << 18;
static const size_t choices_max = (size_t)1 << 20; /* of all points given together */

typedef struct truce_frontier_paths {
    tree tree;
    /* Roots with one vector, such as issues that nobody weighs, are one set of the chain, the first
     * one: their vectors added up. For how many packages it stands is no affair of the chain's. */
    vectors fixed;
    truce_bigint fixed_packages;
    uint32_t
        *root; /* [set of the chain]: which root of the tree it is; that of `fixed`: nobody's */
    chain chain;
    chain_sum sum;    /* its vectors are the frontier's, in the arena */
    size_t steps_max; /* bytes of steps in hand */
} paths;

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for the efficient packages");
}

/* ---- before ---------------------------------------------------------------------------------- */

/* What is least and most of all together, and how far apart they are. */
typedef struct extremes {
    uint64_t *lowest, *highest, *ranges;
} extremes;

static const tree_cell *root(const tree *t, uint32_t i) {
    return &t->nodes[t->roots[i]].cells[0];
}

/* Is there any package? */
static bool is_possible(const tree *t) {
    bool possible = !t->contradictory;
    for (uint32_t i = 0; possible && i < t->n_roots; i++) {
        possible = root(t, i)->least != NULL;
    }
    return possible;
}

static bool add_extremes(const tree *t, bool possible, truce_arena *arena, extremes *out) {
    const size_t words = shape_words(t->s);
    out->lowest = truce_arena_zero(arena, words, sizeof *out->lowest);
    out->highest = truce_arena_zero(arena, words, sizeof *out->highest);
    out->ranges = truce_arena_zero(arena, words, sizeof *out->ranges);
    if (out->lowest == NULL || out->highest == NULL || out->ranges == NULL) {
        return false;
    }
    for (uint32_t i = 0; possible && i < t->n_roots; i++) {
        vector_add(out->lowest, out->lowest, root(t, i)->least, t->s.parties, t->s.width);
        vector_add(out->highest, out->highest, root(t, i)->most, t->s.parties, t->s.width);
    }
    vector_subtract(out->ranges, out->highest, out->lowest, t->s.parties, t->s.width);
    return true;
}

static truce_status give_number(const uint64_t *limbs, uint32_t n, truce_arena *arena,
                                truce_bigint *out, truce_error *err) {
    uint32_t *const words = malloc(((size_t)n * 2 + 1) * sizeof *words);
    if (words == NULL) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        words[2 * i] = (uint32_t)limbs[i];
        words[2 * i + 1] = (uint32_t)(limbs[i] >> 32);
    }
    const truce_status status = truce_bigint_from_words(words, (size_t)n * 2, arena, out, err);
    free(words);
    return status;
}

/* How many packages there are. */
static truce_status multiply_counts(const tree *t, truce_arena *arena, truce_bigint *out,
                                    truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_bigint *const factors = truce_arena_zero(&scratch, t->n_roots, sizeof *factors);
    truce_status status = factors != NULL ? TRUCE_OK : no_memory(err);
    for (uint32_t i = 0; i < t->n_roots && status == TRUCE_OK; i++) {
        status =
            give_number(root(t, i)->count, t->nodes[t->roots[i]].limbs, &scratch, &factors[i], err);
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_product(factors, t->n_roots, arena, out, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

typedef struct ranked {
    double stake;
    uint32_t root;
} ranked;

/* What is at stake in a part for the party to which it matters most, as a share of its range. */
static double stake(const tree *t, const uint64_t *ranges, uint32_t i) {
    double largest = 0;
    for (uint32_t p = 0; p < t->s.parties; p++) {
        const size_t at = (size_t)p * t->s.width;
        uint64_t range[AMOUNT_WORDS_MAX];
        amount_subtract(range, root(t, i)->most + at, root(t, i)->least + at, t->s.width);
        const double whole = amount_double(ranges + at, t->s.width);
        const double share = whole > 0 ? amount_double(range, t->s.width) / whole : 0;
        largest = share > largest ? share : largest;
    }
    return largest;
}

static int by_stake(const void *left, const void *right) {
    const ranked *const l = left;
    const ranked *const r = right;
    if (l->stake != r->stake) {
        return l->stake < r->stake ? -1 : 1;
    }
    return (l->root > r->root) - (l->root < r->root);
}

static bool is_fixed(const tree *t, uint32_t i) {
    return root(t, i)->set.n == 1;
}

/* What the roots with one vector are worth together, and the most they can give; how many packages
 * that is. */
static truce_status add_fixed(paths *p, uint64_t *most, truce_arena *arena, truce_error *err) {
    const tree *const t = &p->tree;
    truce_arena scratch = truce_arena_new();
    truce_bigint *const factors = truce_arena_zero(&scratch, t->n_roots, sizeof *factors);
    p->fixed = (vectors){.n = 1, .cap = 1, .limbs = 1, .bits = 1};
    p->fixed.at = truce_arena_zero(arena, shape_words(t->s), sizeof *p->fixed.at);
    truce_status status = factors != NULL && p->fixed.at != NULL ? TRUCE_OK : no_memory(err);
    size_t n = 0;
    static const uint64_t one = 1;
    for (uint32_t i = 0; i < t->n_roots && status == TRUCE_OK; i++) {
        const vectors *const set = &root(t, i)->set;
        if (is_fixed(t, i)) {
            vector_add(p->fixed.at, p->fixed.at, set->at, t->s.parties, t->s.width);
            vector_add(most, most, root(t, i)->most, t->s.parties, t->s.width);
            status =
                give_number(set->counts != NULL ? set->counts : &one,
                            set->counts != NULL ? set->limbs : 1, &scratch, &factors[n++], err);
        }
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_product(factors, n, arena, &p->fixed_packages, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

/* The parts as a chain, in the order in which they are added. */
static truce_status make_chain(paths *p, const extremes *e, bool unreserved, truce_arena *arena,
                               truce_error *err) {
    const tree *const t = &p->tree;
    const size_t words = shape_words(t->s);
    ranked *const order = malloc(((size_t)t->n_roots + 1) * sizeof *order);
    vectors *const sets = truce_arena_zero(arena, t->n_roots + 1U, sizeof *sets);
    uint64_t *const most = truce_arena_zero(arena, t->n_roots + 1U, words * sizeof *most);
    uint64_t *const floors = truce_arena_zero(arena, words, sizeof *floors);
    p->root = truce_arena_zero(arena, t->n_roots + 1U, sizeof *p->root);
    truce_status status =
        order != NULL && sets != NULL && most != NULL && floors != NULL && p->root != NULL
            ? add_fixed(p, most, arena, err)
            : no_memory(err);
    uint32_t n = 0;
    for (uint32_t i = 0; status == TRUCE_OK && i < t->n_roots; i++) {
        if (!is_fixed(t, i)) {
            order[n++] = (ranked){stake(t, e->ranges, i), i};
        }
    }
    const uint32_t first = n < t->n_roots ? 1 : 0;
    if (n > 0) {
        qsort(order, n, sizeof *order, by_stake);
    }
    if (status == TRUCE_OK && first > 0) {
        sets[0] = p->fixed;
    }
    for (uint32_t i = 0; i < n; i++) {
        p->root[first + i] = order[i].root;
        sets[first + i] = root(t, order[i].root)->set;
        memcpy(most + (first + i) * words, root(t, order[i].root)->most, words * sizeof *most);
    }
    free(order);
    p->chain = (chain){.s = t->s, .sets = sets, .n = first + n, .most = most, .ranges = e->ranges};
    if (status == TRUCE_OK && !unreserved && t->worth->reserve != NULL) {
        vector_subtract(floors, t->worth->reserve, e->highest, t->s.parties, t->s.width);
        p->chain.floors = floors;
        p->chain.floored = t->worth->reserved;
    }
    return status;
}

/* ---- the sum --------------------------------------------------------------------------------- */

/* Thinned sums are only of use with their steps, so where these outgrew their room all is done
 * once more with as many vectors as they allow. */
static bool add_up(paths *p, size_t bytes_max, uint64_t steps_max, truce_arena *arena) {
    enum { SETS_IN_HAND = 6, STEPS_SHARE = 16, THINNED_SHARE = 4 };
    const size_t each = (shape_words(p->chain.s) + 1) * sizeof(uint64_t);
    truce_arena steps = truce_arena_new();
    chain_limits limits = {.n_max = bytes_max / each / SETS_IN_HAND + 1,
                           .bytes_max = bytes_max / STEPS_SHARE,
                           .steps_max = steps_max,
                           .counts = CHAIN_COUNTED_WITH_STEPS};
    bool ok = chain_add(&p->chain, 0, p->chain.n, limits, &steps, &p->sum);
    if (ok && p->sum.thinned && p->sum.steps == NULL) {
        truce_arena_clear(&steps);
        vectors_clear(&p->sum.sum);
        limits.n_max = bytes_max / THINNED_SHARE / sizeof(uint32_t) / p->chain.n + 1;
        limits.bytes_max = SIZE_MAX;
        limits.counts = CHAIN_COUNTED;
        ok = chain_add(&p->chain, 0, p->chain.n, limits, &steps, &p->sum);
    }
    p->steps_max = bytes_max / STEPS_SHARE;
    ok = ok && (!p->sum.thinned || p->sum.steps != NULL);
    ok = ok && vectors_move(&p->sum.sum, p->chain.s, arena);
    if (ok && p->sum.steps != NULL) {
        truce_arena_adopt(arena, &steps);
    }
    truce_arena_clear(&steps);
    return ok;
}

/* Of all parts and of adding them up. */
static double largest_loss(const paths *p) {
    double largest = 0;
    for (uint32_t q = 0; q < p->chain.s.parties; q++) {
        double loss = p->sum.loss.of[q];
        for (uint32_t i = 0; i < p->tree.n_roots; i++) {
            loss += p->tree.nodes[p->tree.roots[i]].loss.of[q];
        }
        loss *= 1 + 0x1p-52 * (1 + p->tree.n_roots); /* sums are rounded */
        largest = loss > largest ? loss : largest;
    }
    return largest;
}

/* ---- packages -------------------------------------------------------------------------------- */

static truce_status give_package(const truce_frontier *f, size_t vector, const uint32_t *places,
                                 uint32_t *room, truce_arena *arena, truce_frontier_point *out,
                                 truce_error *err) {
    const paths *const p = f->paths;
    uint32_t *const package =
        truce_arena_zero(arena, f->worth->choices->n_variables, sizeof *package);
    for (uint32_t i = p->chain.n > 0 && p->chain.sets[0].at == p->fixed.at; i < p->chain.n; i++) {
        room[p->root[i]] = places[i];
    }
    if (package == NULL || !tree_choose(&p->tree, room, package)) {
        return no_memory(err);
    }
    *out = (truce_frontier_point){.vector = vector, .package = package};
    return TRUCE_OK;
}

/* Number i of those found for some vectors, if they were; else that of the vector in the sum. */
static truce_status give_count(const paths *p, const chain_numbers *found, uint32_t i,
                               truce_arena *arena, truce_frontier_point *out, truce_error *err) {
    static const uint64_t one = 1;
    const vectors *const sum = &p->sum.sum;
    const uint64_t *limbs = &one;
    uint32_t n = 1;
    truce_arena scratch = truce_arena_new();
    truce_bigint count;
    if (found->at != NULL) {
        limbs = found->at + (size_t)i * found->limbs;
        n = found->limbs;
    } else if (sum->counts != NULL) {
        limbs = sum->counts + out->vector * sum->limbs;
        n = sum->limbs;
    }
    truce_status status = give_number(limbs, n, &scratch, &count, err);
    if (status == TRUCE_OK) {
        status = truce_bigint_multiply(count, p->fixed_packages, arena, &out->packages, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

truce_status truce_frontier_packages(const truce_frontier *frontier, const size_t *wanted,
                                     uint32_t n, truce_arena *arena, truce_frontier_point *points,
                                     truce_error *err) {
    assert(frontier != NULL && arena != NULL && (n == 0 || (wanted != NULL && points != NULL)));
    const paths *const p = frontier->paths;
    if (n == 0) {
        return TRUCE_OK;
    }
    chain_numbers counts = {.at = NULL};
    const size_t room = p->tree.n_roots > p->chain.n ? p->tree.n_roots : p->chain.n;
    uint32_t *const places = calloc((size_t)n * p->chain.n + room + 1, sizeof *places);
    truce_status status = places != NULL && chain_split(&p->chain, 0, p->chain.n, &p->sum, wanted,
                                                        n, p->steps_max, places, &counts)
                              ? TRUCE_OK
                              : no_memory(err);
    for (uint32_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = give_package(frontier, wanted[i], places + (size_t)i * p->chain.n,
                              places + (size_t)n * p->chain.n, arena, &points[i], err);
        if (status == TRUCE_OK) {
            status = give_count(p, &counts, i, arena, &points[i], err);
        }
    }
    free(counts.at);
    free(places);
    return status;
}

/* Some vectors of all, evenly spread, with their packages. */
static truce_status give_points(truce_frontier *f, uint32_t points_max, truce_arena *arena,
                                truce_error *err) {
    const size_t fit = choices_max / ((size_t)f->worth->choices->n_variables + 1) + 1;
    const uint32_t most = fit < points_max ? (uint32_t)fit : points_max;
    const uint32_t n = f->n < most ? (uint32_t)f->n : most;
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

static truce_status find_all(paths *p, truce_frontier_options options, truce_arena *arena,
                             truce_frontier *f, truce_error *err) {
    const size_t bytes_max = options.bytes_max > 0 ? options.bytes_max : bytes_max_default;
    const bool unreserved = options.unreserved;
    const bool possible = is_possible(&p->tree);
    extremes e;
    if (!add_extremes(&p->tree, possible, arena, &e)) {
        return no_memory(err);
    }
    f->lowest = e.lowest;
    f->highest = e.highest;
    f->exact = true;
    if (!possible) {
        return TRUCE_OK;
    }
    truce_status status = multiply_counts(&p->tree, arena, &f->outcomes, err);
    if (status == TRUCE_OK) {
        const tree_limits limits = {.steps_max = options.steps_max,
                                    .unreserved = unreserved,
                                    .bytes_max = bytes_max,
                                    .heads_bounded = heads_bounded};
        status = tree_merge(&p->tree, e.ranges, limits, err);
    }
    if (status == TRUCE_OK) {
        status = make_chain(p, &e, unreserved, arena, err);
    }
    if (status == TRUCE_OK && !add_up(p, bytes_max, options.steps_max, arena)) {
        status = no_memory(err);
    }
    if (status == TRUCE_OK) {
        f->vectors = p->sum.sum.at;
        f->n = p->sum.sum.n;
        f->exact = !p->sum.thinned && !p->tree.thinned;
        f->epsilon = largest_loss(p);
    }
    return status;
}

truce_status truce_frontier_find(const truce_worth *worth, truce_frontier_options options,
                                 truce_arena *arena, truce_frontier *frontier, truce_error *err) {
    assert(worth != NULL && arena != NULL && frontier != NULL);
    const truce_status checked = check(worth, err);
    if (checked != TRUCE_OK) {
        return checked;
    }
    paths *const p = truce_arena_zero(arena, 1, sizeof *p);
    truce_frontier f = {.worth = worth, .paths = p};
    truce_status status = p != NULL ? tree_plan(worth, arena, &p->tree, err) : no_memory(err);
    if (status == TRUCE_OK && !p->tree.contradictory) {
        status = tree_measure(&p->tree, err);
    }
    if (status == TRUCE_OK) {
        status = find_all(p, options, arena, &f, err);
    }
    if (status == TRUCE_OK) {
        status = give_points(&f, options.points_max > 0 ? options.points_max : points_max_default,
                             arena, err);
    }
    if (status == TRUCE_OK) {
        *frontier = f;
    }
    return status;
}
