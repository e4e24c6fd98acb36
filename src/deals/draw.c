#include "deals/draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "deals/halves.h"
#include "deals/pairs.h"
#include "deals/wide.h"

static const double work_rounded = 2e8; /* words gone through in all, about */
static const size_t rounded_most = 1000000;
static const uint64_t one_package[] = {1};

double draw_work(const truce_worth *worth, const cliques *all) {
    double choices = 1;
    double bits = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const clique *const c = &all->at[i];
        const uint64_t *const options = worth->options != NULL ? worth->options[c->own] : NULL;
        const uint32_t n_values = worth->choices->n_values[c->own];
        double all_options = options != NULL ? 0 : n_values;
        for (uint32_t k = 0; options != NULL && k < n_values; k++) {
            all_options += (double)options[k];
        }
        choices += (double)c->choices;
        bits += log2(all_options);
    }
    return choices * (1 + bits / 128);
}

size_t draw_rounded(const truce_worth *worth, const cliques *all, size_t most, uint64_t words_max) {
    const double words =
        words_max > 0 && (double)words_max < work_rounded ? (double)words_max : work_rounded;
    const double fit = words / draw_work(worth, all);
    size_t least = 1;
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t e = 0; e < all->at[i].n_edges; e++) {
            least = all->at[i].edges[e].cells > least ? all->at[i].edges[e].cells : least;
        }
    }
    most = most < rounded_most ? most : rounded_most;
    most = (double)most < fit ? most : (size_t)fit;
    return most > least ? most : least;
}

/* ---- what can be drawn ----------------------------------------------------------------------- */

static uint32_t last_sender(const draw *d, uint32_t before) {
    return d->p.order[d->p.n_order - 1 - before];
}

static bool is_paired(const draw *d) {
    return d->halves && d->p.n_order > 1;
}

static bool work_areas(draw *d) {
    truce_arena *const arena = &d->p.arena;
    uint64_t bits = d->p.bits[last_sender(d, 0)];
    bits += is_paired(d) ? d->p.bits[last_sender(d, 1)] : 0;
    d->n_total = (uint32_t)(bits / 64 + 1);
    d->total = truce_arena_zero(arena, d->n_total, sizeof *d->total);
    d->left = truce_arena_zero(arena, d->n_total, sizeof *d->left);
    d->one = truce_arena_zero(arena, d->n_total, sizeof *d->one);
    d->key = truce_arena_zero(arena, d->p.b->words, sizeof *d->key);
    d->wanted = truce_arena_zero(arena, d->p.all->n, sizeof *d->wanted);
    d->cells = truce_arena_zero(arena, d->p.all->n, sizeof *d->cells);
    return d->total != NULL && d->left != NULL && d->one != NULL && d->key != NULL &&
           d->wanted != NULL && d->cells != NULL;
}

/* How many packages each entry of the last sums stands for, and all of them. */
static bool count_each(draw *d) {
    const sums *const s = &d->p.sent[last_sender(d, 0)];
    if (!is_paired(d)) {
        for (size_t i = 0; i < s->n; i++) {
            wide_add_product(d->total, d->n_total, s->words + i * sums_stride(s) + s->key, s->count,
                             one_package, 1);
        }
        return true;
    }
    d->each = calloc(s->n * d->n_total + 1, sizeof *d->each);
    bool ok = d->each != NULL;
    for (size_t cell = 0; ok && cell < s->n_cells; cell++) {
        ok = pairs_count(d->p.b, &d->p.sent[last_sender(d, 1)], s, cell, d->total, d->n_total,
                         d->each + s->begin[cell] * d->n_total);
    }
    return ok;
}

sums_end draw_init(draw *d, const truce_worth *worth, const band *b, const cliques *all,
                   draw_bounds bounds) {
    *d = (draw){.halves = true};
    sums_end end = SUMS_TOO_MANY;
    if (bounds.exact > 0) {
        const bool ok =
            passing_init(&d->p, worth, b, all, PASSING_EXACT, bounds.exact, bounds.bytes / 8, true);
        d->p.steps_max = bounds.steps;
        end = ok ? halves_meet(&d->p) : SUMS_NO_MEMORY;
    }
    if (end == SUMS_TOO_MANY) {
        draw_clear(d);
        end = passing_init(&d->p, worth, b, all, PASSING_DOWN, bounds.rounded,
                           bounds.bytes / 2 / all->n, true)
                  ? halves_to_end(&d->p)
                  : SUMS_NO_MEMORY;
    }
    if (end == SUMS_DONE && !(work_areas(d) && count_each(d))) {
        end = SUMS_NO_MEMORY;
    }
    return end;
}

void draw_clear(draw *d) {
    if (d->p.all != NULL) {
        passing_clear(&d->p);
    }
    free(d->each);
    *d = (draw){0};
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Which of the numbers the random one in d->left falls to, less those before; each `n` words,
 * `stride` apart. */
static size_t fall(draw *d, const uint64_t *numbers, size_t stride, uint32_t n) {
    for (size_t i = 0;; i++) {
        memset(d->one, 0, d->n_total * sizeof *d->one);
        memcpy(d->one, numbers + i * stride, n * sizeof *d->one);
        if (wide_compare(d->left, d->one, d->n_total) < 0) {
            return i;
        }
        (void)wide_subtract(d->left, d->left, d->one, d->n_total);
    }
}

/* Of the other half's entries in the cell that fit with this one, by count. */
static size_t pick_partner(draw *d, const sums *other, size_t cell, const uint64_t *entry,
                           truce_random *random) {
    const uint32_t words = d->p.b->words;
    memset(d->one, 0, d->n_total * sizeof *d->one);
    for (uint32_t turn = 0; turn < 2; turn++) {
        /* First all that fit are counted, then one of them is found. */
        for (size_t i = other->begin[cell]; i < other->begin[cell + 1]; i++) {
            const uint64_t *const partner = other->words + i * sums_stride(other);
            (void)wide_add(d->key, entry, partner, words);
            if (!band_keeps(d->p.b, d->key, words)) {
                continue;
            }
            if (turn == 0) {
                wide_add_product(d->one, d->n_total, partner + words, other->count, one_package, 1);
                continue;
            }
            memset(d->one, 0, d->n_total * sizeof *d->one);
            memcpy(d->one, partner + words, other->count * sizeof *d->one);
            if (wide_compare(d->left, d->one, d->n_total) < 0) {
                return i;
            }
            (void)wide_subtract(d->left, d->left, d->one, d->n_total);
        }
        if (turn == 0) {
            back_random(random, d->one, d->n_total, d->left);
        }
    }
    return other->begin[cell];
}

bool draw_take(draw *d, truce_random *random, uint32_t *package) {
    const uint32_t last = last_sender(d, 0);
    const sums *const s = &d->p.sent[last];
    back_random(random, d->total, d->n_total, d->left);
    if (!is_paired(d)) {
        d->wanted[last] = fall(d, s->words + s->key, sums_stride(s), s->count);
        d->cells[last] = 0;
        return back_go(&d->p, d->wanted, d->cells, random, NULL, package);
    }
    const size_t entry = fall(d, d->each, d->n_total, d->n_total);
    size_t cell = 0;
    while (s->begin[cell + 1] <= entry) {
        cell++;
    }
    const uint32_t other = last_sender(d, 1);
    d->wanted[last] = entry;
    d->cells[last] = cell;
    d->wanted[other] =
        pick_partner(d, &d->p.sent[other], cell, s->words + entry * sums_stride(s), random);
    d->cells[other] = cell;
    return back_go(&d->p, d->wanted, d->cells, random, NULL, package);
}

bool draw_keeps(draw *d, const uint32_t *package) {
    const truce_worth *const w = d->p.worth;
    memset(d->key, 0, d->p.b->words * sizeof *d->key);
    for (uint32_t t = 0; t < w->n_terms; t++) {
        size_t combination = 0;
        for (uint32_t i = 0; i < w->terms[t].n_variables; i++) {
            const uint32_t v = w->terms[t].variables[i];
            combination = combination * w->choices->n_values[v] + package[v];
        }
        if (!band_add_term(d->p.b, t, combination, d->key)) {
            return false;
        }
    }
    return true;
}
