/* What a package loses against the most that there is, as shares of what can be lost: points in a
 * cube, and the target is another. Each half's sums are such points; a point of the one half wants
 * a certain point of the other. The other half is sorted by its first share, so the search goes
 * from where that one would be met up and down, until it alone is farther than the nearest so far.
 */
#include "deals/search.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "deals/back.h"
#include "deals/draw.h"
#include "deals/halves.h"
#include "deals/wide.h"

static const size_t vectors_default = 1000000;
static const uint64_t steps_default = 4000000000;
static const uint64_t moves_max = 1000000000; /* terms and links looked at while moving */

typedef struct hunt {
    const truce_worth *w;
    truce_amounts target;
    band b; /* a row for each party, in their order */
    uint32_t n;
    double goal[TRUCE_WORTH_PARTIES_MAX]; /* what the target loses, as a share */
    uint64_t steps, steps_max;
    bool cut;                 /* the steps ran out */
    double best;              /* squared */
    size_t left, right, cell; /* entries of the best pair */
    truce_arena scratch;
} hunt;

static double as_double(const uint64_t *a, uint32_t n) {
    double sum = 0;
    for (uint32_t i = n; i-- > 0;) {
        sum = sum * 0x1p64 + (double)a[i];
    }
    return sum;
}

/* a/b for numbers from 0 on; 0 where b is 0. Large ones lose their low words first. */
static double ratio(const uint64_t *a, const uint64_t *b, uint32_t n) {
    uint32_t top = n;
    while (top > 2 && a[top - 1] == 0 && b[top - 1] == 0) {
        top--;
    }
    const uint32_t low = top > 3 ? top - 3 : 0;
    const double below = as_double(b + low, top - low);
    return below > 0 ? as_double(a + low, top - low) / below : 0;
}

/* The difference of two amounts, as a share of the party's range; without regard to sign. */
static double share_between(const hunt *h, uint32_t party, const uint64_t *a, const uint64_t *b) {
    const uint32_t width = h->w->width;
    const bool less = wide_compare_signed(a, b, width) < 0;
    uint64_t *const room = h->b.loss; /* one word more than an amount */
    room[width] = 0;
    (void)wide_subtract(room, less ? b : a, less ? a : b, width);
    return ratio(room, h->b.rows[party].limit, width + 1);
}

/* What the target loses against the most: the sum of what loses nothing, less the target. */
static bool find_goal(hunt *h) {
    const uint32_t width = h->w->width;
    const uint32_t wide = width + 1;
    uint64_t *sum = truce_arena_zero(&h->scratch, wide, sizeof *sum);
    uint64_t *one = truce_arena_zero(&h->scratch, wide, sizeof *one);
    if (sum == NULL || one == NULL) {
        return false;
    }
    for (uint32_t p = 0; p < h->n; p++) {
        const band_row *const row = &h->b.rows[p];
        memset(sum, 0, wide * sizeof *sum);
        for (uint32_t t = 0; t < h->w->n_terms; t++) {
            wide_extend(one, wide, row->base + (size_t)t * width, width);
            (void)wide_add(sum, sum, one, wide);
        }
        wide_extend(one, wide, h->target + (size_t)p * width, width);
        (void)wide_subtract(sum, sum, one, wide);
        const bool above = wide_is_negative(sum, wide);
        if (above) {
            memset(one, 0, wide * sizeof *one);
            (void)wide_subtract(sum, one, sum, wide);
        }
        h->goal[p] = above ? -ratio(sum, row->limit, wide) : ratio(sum, row->limit, wide);
    }
    return true;
}

/* ---- the pair that comes nearest ------------------------------------------------------------- */

/* A field of a key, as a share of its limit. */
static double share_of(const hunt *h, uint32_t row, const uint64_t *key) {
    const band_row *const r = &h->b.rows[row];
    const uint32_t wide = h->w->width + 1;
    uint64_t *const loss = h->b.loss;
    for (uint32_t i = 0; i < wide; i++) {
        loss[i] = 0;
        for (uint32_t k = 0; k < 2; k++) {
            const uint32_t word = r->place / 64 + i + k;
            const uint32_t rest = r->place % 64;
            if (word < h->b.words && (k == 0 || rest > 0)) {
                loss[i] |= k == 0 ? key[word] >> rest : key[word] << (64 - rest);
            }
        }
        const uint32_t used = r->bits + 2 > i * 64 ? r->bits + 2 - i * 64 : 0;
        loss[i] &= used >= 64 ? UINT64_MAX : (UINT64_C(1) << used) - 1;
    }
    return ratio(loss, r->limit, wide);
}

static double *shares_of(hunt *h, const sums *s, size_t cell) {
    const size_t n = s->begin[cell + 1] - s->begin[cell];
    double *out = truce_arena_take(&h->scratch, n * h->n * sizeof *out);
    for (size_t i = 0; out != NULL && i < n; i++) {
        for (uint32_t p = 0; p < h->n; p++) {
            out[i * h->n + p] = share_of(h, p, s->words + (s->begin[cell] + i) * sums_stride(s));
        }
    }
    return out;
}

static double squared(const double *a, const double *b, uint32_t n) {
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
}

/* From place `at` of the sorted shares in one direction, until the first share alone is too far. */
static void look(hunt *h, const double *shares, size_t n, size_t at, bool up, const double *wish,
                 size_t first_entry, size_t right) {
    for (size_t i = at; up ? i < n : i-- > 0; i += up) {
        const double *const one = shares + i * h->n;
        const double apart = one[0] - wish[0];
        h->steps++;
        if (apart * apart > h->best || h->steps > h->steps_max) {
            return;
        }
        const double distance = squared(one, wish, h->n);
        if (distance < h->best) {
            h->best = distance;
            h->left = first_entry + i;
            h->right = right;
        }
    }
}

/* The first place whose first share is not below this one. */
static size_t place_of(const double *shares, size_t n, uint32_t width, double share) {
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (shares[middle * width] < share) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool pair_cell(hunt *h, const sums *left, const sums *right, size_t cell) {
    const size_t n = left->begin[cell + 1] - left->begin[cell];
    const size_t m = right->begin[cell + 1] - right->begin[cell];
    const double *const shares = shares_of(h, left, cell);
    const double *const others = shares_of(h, right, cell);
    if (shares == NULL || others == NULL) {
        return false;
    }
    const double before = h->best;
    for (size_t k = 0; n > 0 && k < m; k++) {
        double wish[TRUCE_WORTH_PARTIES_MAX];
        for (uint32_t p = 0; p < h->n; p++) {
            wish[p] = h->goal[p] - others[k * h->n + p];
        }
        const size_t at = place_of(shares, n, h->n, wish[0]);
        look(h, shares, n, at, true, wish, left->begin[cell], right->begin[cell] + k);
        look(h, shares, n, at, false, wish, left->begin[cell], right->begin[cell] + k);
    }
    h->cell = h->best < before ? cell : h->cell;
    h->cut = h->cut || h->steps > h->steps_max;
    return true;
}

/* The sums of a tree of one clique, each a package. */
static bool pair_alone(hunt *h, const sums *s) {
    const double *const shares = shares_of(h, s, 0);
    for (size_t i = 0; shares != NULL && i < s->n; i++) {
        const double distance = squared(shares + i * h->n, h->goal, h->n);
        if (distance < h->best) {
            h->best = distance;
            h->left = i;
        }
    }
    return shares != NULL;
}

/* The best pair, and back to its package. *any: there is one. */
static sums_end pair_halves(hunt *h, passing *p, uint32_t *package, bool *any) {
    sums_end end = halves_meet(p);
    if (end != SUMS_DONE) {
        return end;
    }
    const uint32_t left = p->order[p->n_order - 1];
    const sums *const l = &p->sent[left];
    const uint32_t right = p->n_order > 1 ? p->order[p->n_order - 2] : left;
    bool ok = true;
    if (right == left) {
        ok = pair_alone(h, l);
    }
    for (size_t cell = 0; ok && right != left && cell < l->n_cells; cell++) {
        ok = pair_cell(h, l, &p->sent[right], cell);
    }
    *any = h->best < INFINITY;
    size_t *wanted = truce_arena_zero(&p->arena, p->all->n, sizeof *wanted);
    size_t *cells = truce_arena_zero(&p->arena, p->all->n, sizeof *cells);
    uint64_t *ranks = truce_arena_zero(&p->arena, p->all->n, sizeof *ranks);
    ok = ok && wanted != NULL && cells != NULL && ranks != NULL;
    if (ok && *any) {
        wanted[right] = h->right;
        wanted[left] = h->left;
        cells[right] = h->cell;
        cells[left] = h->cell;
        ok = back_go(p, wanted, cells, NULL, ranks, package);
    }
    return ok ? SUMS_DONE : SUMS_NO_MEMORY;
}

/* ---- moving ---------------------------------------------------------------------------------- */

static double distance_of(const hunt *h, const uint64_t *totals) {
    double sum = 0;
    for (uint32_t p = 0; p < h->n; p++) {
        const size_t at = (size_t)p * h->w->width;
        const double share = share_between(h, p, totals + at, h->target + at);
        sum += share * share;
    }
    return sqrt(sum);
}

static bool is_allowed(const truce_domain *d, const uint32_t *package) {
    for (size_t i = 0; i < d->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[i];
        uint32_t k = 0;
        while (k < g->n_choices && package[g->choices[k].variable] == g->choices[k].value) {
            k++;
        }
        if (k == g->n_choices) {
            return false;
        }
    }
    return true;
}

/* Another option of one issue, as long as that brings the package nearer. */
static double move(const hunt *h, uint32_t *package, uint64_t *totals) {
    const truce_domain *const d = h->w->choices;
    const uint64_t cost = (uint64_t)h->w->n_terms + d->n_nogoods + 1;
    uint64_t spent = 0;
    search_add_up(h->w, package, totals);
    double best = distance_of(h, totals);
    bool moved = true;
    while (moved && spent < moves_max) {
        moved = false;
        for (uint32_t v = 0; v < d->n_variables && spent < moves_max; v++) {
            uint32_t kept = package[v];
            for (uint32_t value = 0; value < d->n_values[v]; value++) {
                package[v] = value;
                spent += cost;
                if (value == kept || !is_allowed(d, package)) {
                    continue;
                }
                search_add_up(h->w, package, totals);
                const double distance = distance_of(h, totals);
                if (distance < best) {
                    best = distance;
                    kept = value;
                    moved = true;
                }
            }
            package[v] = kept;
        }
    }
    return best;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static sums_end hunt_with(hunt *h, const cliques *all, passing_mode mode, size_t entries,
                          size_t bytes, uint64_t steps_max, uint32_t *package, bool *any) {
    passing p;
    if (!passing_init(&p, h->w, &h->b, all, mode, entries, bytes, true)) {
        return SUMS_NO_MEMORY;
    }
    h->best = INFINITY;
    h->steps = 0;
    h->steps_max = steps_max > 0 && steps_max < steps_default ? steps_max : steps_default;
    p.steps_max = steps_max;
    const sums_end end = pair_halves(h, &p, package, any);
    passing_clear(&p);
    return end;
}

static sums_end hunt_all(hunt *h, const search_tree *tree, const truce_search_limits *l,
                         uint32_t *package, truce_nearest *out, bool *any) {
    if (tree->all.n == 0) {
        *any = true;
        return SUMS_DONE;
    }
    sums_end end = hunt_with(h, &tree->all, PASSING_EXACT, l->vectors_max, l->bytes_max / 16,
                             l->steps_max, package, any);
    out->exact = !h->cut;
    if (end == SUMS_TOO_MANY) {
        out->exact = false;
        end = hunt_with(h, &tree->all, PASSING_DOWN,
                        draw_rounded(h->w, &tree->all, l->vectors_max / 4, l->steps_max),
                        l->bytes_max / 16 / tree->all.n, l->steps_max, package, any);
    }
    return end;
}

truce_status truce_nearest_package(const truce_worth *worth, truce_amounts target,
                                   const truce_search_limits *limits, truce_arena *arena,
                                   truce_nearest *out, truce_error *err) {
    assert(worth != NULL && target != NULL && arena != NULL && out != NULL);
    const truce_search_limits l = search_limits_of(limits, vectors_default);
    hunt h = {.w = worth, .target = target, .n = worth->n_parties, .scratch = truce_arena_new()};
    search_tree tree;
    truce_nearest made = {.exact = true};
    uint32_t *package = truce_arena_zero(arena, worth->choices->n_variables, sizeof *package);
    uint64_t *totals = truce_arena_zero(arena, worth->n_parties, worth->width * sizeof *totals);
    truce_status status = search_tree_make(worth, true, &h.scratch, &tree, err);
    bool any = false;
    if (status == TRUCE_OK && (package == NULL || totals == NULL ||
                               !band_full(worth, &h.scratch, &h.b) || !find_goal(&h))) {
        status = search_no_memory(worth, err);
    }
    if (status == TRUCE_OK && tree.possible) {
        const sums_end end = hunt_all(&h, &tree, &l, package, &made, &any);
        if (end != SUMS_DONE) {
            status = end == SUMS_NO_MEMORY
                         ? search_no_memory(worth, err)
                         : truce_fail(err, TRUCE_ELIMIT, "too many packages over %u issues",
                                      worth->choices->n_variables);
        }
    }
    if (status == TRUCE_OK && any) {
        if (made.exact) {
            search_add_up(worth, package, totals);
            made.distance = distance_of(&h, totals);
        } else {
            made.distance = move(&h, package, totals);
            search_add_up(worth, package, totals);
        }
        made.found = (truce_searched){package, totals};
    }
    truce_arena_clear(&h.scratch);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
