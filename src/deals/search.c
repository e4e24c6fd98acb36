#include "truce/deals/search.h"

#include <assert.h>
#include <string.h>

#include "deals/draw.h"
#include "deals/search.h"
#include "deals/wide.h"

enum { WORDS_MAX = 1 << 19 }; /* of the tables that the tree is planned for */

static const size_t vectors_default = 10000000;
static const size_t bytes_default = (size_t)2 << 30;
static const uint32_t tries_default = 1000;

truce_search_limits search_limits_of(const truce_search_limits *given, size_t vectors_max) {
    truce_search_limits l = given != NULL ? *given : (truce_search_limits){0};
    l.vectors_max = l.vectors_max > 0 ? l.vectors_max : vectors_max;
    l.bytes_max = l.bytes_max > 0 ? l.bytes_max : bytes_default;
    l.tries_max = l.tries_max > 0 ? l.tries_max : tries_default;
    return l;
}

truce_status search_no_memory(const truce_worth *worth, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to search packages over %u issues",
                      worth->choices->n_variables);
}

truce_status search_tree_make(const truce_worth *worth, bool free, truce_arena *arena,
                              search_tree *out, truce_error *err) {
    const truce_domain *const d = worth->choices;
    search_tree made = {.possible = true};
    for (uint32_t v = 0; v < d->n_variables; v++) {
        made.possible = made.possible && d->n_values[v] > 0;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        made.possible = made.possible && d->nogoods[i].n_choices > 0;
    }
    if (made.possible && !cliques_make(worth, WORDS_MAX, free, arena, &made.all)) {
        return search_no_memory(worth, err);
    }
    if (made.possible && made.all.too_tangled) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "links and joint terms tie too many of %u issues to each other",
                          d->n_variables);
    }
    *out = made;
    return TRUCE_OK;
}

size_t search_combination(const truce_worth *worth, uint32_t term, const uint32_t *package) {
    const truce_worth_term *const t = &worth->terms[term];
    size_t combination = 0;
    for (uint32_t i = 0; i < t->n_variables; i++) {
        const uint32_t v = t->variables[i];
        combination = combination * worth->choices->n_values[v] + package[v];
    }
    return combination;
}

void search_add_up(const truce_worth *worth, const uint32_t *package, uint64_t *room) {
    const uint32_t width = worth->width;
    memset(room, 0, (size_t)worth->n_parties * width * sizeof *room);
    for (uint32_t t = 0; t < worth->n_terms; t++) {
        const uint64_t *const amounts =
            worth->terms[t].amounts +
            search_combination(worth, t, package) * worth->n_parties * width;
        for (uint32_t p = 0; p < worth->n_parties; p++) {
            uint64_t *const sum = room + (size_t)p * width;
            (void)wide_add(sum, sum, amounts + (size_t)p * width, width);
        }
    }
}

uint64_t *search_worth_of(const truce_worth *worth, const uint32_t *package, truce_arena *arena) {
    uint64_t *totals = truce_arena_zero(arena, worth->n_parties, worth->width * sizeof *totals);
    if (totals != NULL) {
        search_add_up(worth, package, totals);
    }
    return totals;
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Variables on which nothing hangs: each option as likely as the other. */
static void draw_free(const truce_worth *w, const bool *is_free, truce_random *random,
                      uint32_t *package) {
    for (uint32_t v = 0; v < w->choices->n_variables; v++) {
        const uint64_t *const options = w->options != NULL ? w->options[v] : NULL;
        uint64_t all[2] = {0};
        uint64_t left[2] = {0};
        for (uint32_t i = 0; is_free[v] && i < w->choices->n_values[v]; i++) {
            const uint64_t here[2] = {options != NULL ? options[i] : 1, 0};
            (void)wide_add(all, all, here, 2);
        }
        if (!is_free[v]) {
            continue;
        }
        back_random(random, all, 2, left);
        for (package[v] = 0;; package[v]++) {
            const uint64_t here[2] = {options != NULL ? options[package[v]] : 1, 0};
            if (wide_compare(left, here, 2) < 0) {
                break;
            }
            (void)wide_subtract(left, left, here, 2);
        }
    }
}

/* One package, in as many tries as there are; false when memory is out. */
static bool draw_one(draw *d, const bool *is_free, uint64_t seed, uint32_t number,
                     uint32_t tries_max, uint32_t *package, bool *found) {
    truce_random random = truce_random_new(seed, number);
    for (uint32_t i = 0; i < tries_max; i++) {
        if (!draw_take(d, &random, package)) {
            return false;
        }
        if (draw_keeps(d, package)) {
            draw_free(d->p.worth, is_free, &random, package);
            *found = true;
            return true;
        }
    }
    return true;
}

static sums_end draw_all(draw *d, const bool *is_free, uint32_t n, uint64_t seed,
                         uint32_t tries_max, truce_arena *arena, truce_drawn *out) {
    truce_searched *at = truce_arena_zero(arena, n, sizeof *at);
    const uint32_t n_variables = d->p.worth->choices->n_variables;
    out->at = at;
    for (uint32_t i = 0; at != NULL && i < n; i++) {
        uint32_t *package = truce_arena_zero(arena, n_variables, sizeof *package);
        bool found = false;
        if (package == NULL || !draw_one(d, is_free, seed, i, tries_max, package, &found)) {
            return SUMS_NO_MEMORY;
        }
        if (found) {
            at[out->n] = (truce_searched){package, search_worth_of(d->p.worth, package, arena)};
            if (at[out->n++].worth == NULL) {
                return SUMS_NO_MEMORY;
            }
        }
    }
    return at != NULL ? SUMS_DONE : SUMS_NO_MEMORY;
}

/* Draws for one package, no more than there are steps for. */
static uint32_t tries_of(const truce_worth *worth, const cliques *all, const truce_search_limits *l,
                         uint32_t n) {
    const double fit = (double)l->steps_max / draw_work(worth, all) / n;
    return l->steps_max > 0 && fit < l->tries_max ? (uint32_t)fit + 1 : l->tries_max;
}

/* Where nothing hangs on any issue, every package is of the band. */
static sums_end draw_nothing(const truce_worth *worth, const bool *is_free, uint32_t n,
                             uint64_t seed, truce_arena *arena, truce_drawn *out) {
    truce_searched *at = truce_arena_zero(arena, n, sizeof *at);
    bool ok = at != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        uint32_t *package =
            truce_arena_zero(arena, worth->choices->n_variables + 1U, sizeof *package);
        truce_random random = truce_random_new(seed, i);
        ok = package != NULL;
        if (ok) {
            draw_free(worth, is_free, &random, package);
            at[i] = (truce_searched){package, search_worth_of(worth, package, arena)};
            ok = at[i].worth != NULL;
        }
    }
    out->at = at;
    out->n = n;
    return ok ? SUMS_DONE : SUMS_NO_MEMORY;
}

truce_status truce_draw_packages(const truce_worth *worth, const truce_band *asked, uint32_t n,
                                 uint64_t seed, const truce_search_limits *limits,
                                 truce_arena *arena, truce_drawn *out, truce_error *err) {
    assert(worth != NULL && arena != NULL && out != NULL);
    const truce_search_limits l = search_limits_of(limits, vectors_default);
    const truce_band reserved = truce_band_reserved(worth);
    truce_arena scratch = truce_arena_new();
    search_tree tree;
    band b;
    truce_drawn made = {0};
    truce_status status = search_tree_make(worth, true, &scratch, &tree, err);
    if (status == TRUCE_OK && !band_make(worth, asked != NULL ? asked : &reserved, &scratch, &b)) {
        status = search_no_memory(worth, err);
    }
    if (status == TRUCE_OK && tree.possible && !b.impossible) {
        sums_end end = SUMS_DONE;
        if (tree.all.n == 0) {
            end = draw_nothing(worth, tree.all.is_free, n, seed, arena, &made);
        } else {
            draw d;
            end = draw_init(
                &d, worth, &b, &tree.all,
                (draw_bounds){.exact = l.vectors_max,
                              .rounded = draw_rounded(worth, &tree.all, l.vectors_max, l.steps_max),
                              .bytes = l.bytes_max,
                              .steps = l.steps_max});
            made.none = end == SUMS_DONE && wide_is_zero(d.total, d.n_total);
            if (end == SUMS_DONE && !made.none) {
                end = draw_all(&d, tree.all.is_free, n, seed,
                               d.halves ? 1 : tries_of(worth, &tree.all, &l, n), arena, &made);
            }
            draw_clear(&d);
        }
        if (end == SUMS_NO_MEMORY) {
            status = search_no_memory(worth, err);
        }
    } else {
        made.none = true;
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}

/* ---- on a frontier --------------------------------------------------------------------------- */

static bool is_within(const truce_worth *w, const truce_band *asked, const uint64_t *vector) {
    bool within = true;
    for (uint32_t p = 0; p < w->n_parties; p++) {
        const size_t at = (size_t)p * w->width;
        if (asked->has_least != NULL && asked->has_least[p]) {
            within = within && wide_compare_signed(vector + at, asked->least + at, w->width) >= 0;
        }
        if (asked->has_most != NULL && asked->has_most[p]) {
            within = within && wide_compare_signed(vector + at, asked->most + at, w->width) <= 0;
        }
    }
    return within;
}

truce_status truce_best_within(const truce_frontier *frontier, uint32_t party,
                               const truce_band *asked, truce_arena *arena, truce_tied *out,
                               truce_error *err) {
    assert(frontier != NULL && asked != NULL && arena != NULL && out != NULL);
    const truce_worth *const w = frontier->worth;
    assert(party < w->n_parties);
    const uint64_t *best = NULL;
    size_t *tied = NULL;
    size_t n = 0;
    size_t cap = 0;
    for (size_t i = 0; i < frontier->n; i++) {
        const uint64_t *const vector = frontier->vectors + i * w->n_parties * w->width;
        if (!is_within(w, asked, vector)) {
            continue;
        }
        const uint64_t *const u = vector + (size_t)party * w->width;
        const int order = best != NULL ? wide_compare_signed(u, best, w->width) : 1;
        if (order > 0) {
            best = u;
            n = 0;
        }
        if (order >= 0) {
            size_t *grown = truce_arena_grow(arena, tied, n, &cap, sizeof *tied);
            if (grown == NULL) {
                return search_no_memory(w, err);
            }
            tied = grown;
            tied[n++] = i;
        }
    }
    *out = (truce_tied){tied, n};
    return TRUCE_OK;
}
