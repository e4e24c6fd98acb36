/* Scores are rounded; `error` is what all roundings together can make of them. */
#include "deals/frontier_bound.h"

#include <math.h>
#include <stdlib.h>

#include "deals/amounts.h"

typedef bound_scores scores;

/* ---- scores ---------------------------------------------------------------------------------- */

static void add_amounts(const bounds *b, const uint64_t *vector, scores *sum) {
    const uint32_t width = b->t->s.width;
    const double first = amount_double(vector, width);
    const double second = amount_double(vector + width, width);
    for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
        sum->of[d] += first * b->weights[2 * d] + second * b->weights[2 * d + 1];
    }
}

static void add_scores(scores *sum, const scores *more) {
    for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
        sum->of[d] += more->of[d];
    }
}

static void raise_scores(scores *most, const scores *to) {
    for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
        most->of[d] = to->of[d] > most->of[d] ? to->of[d] : most->of[d];
    }
}

static void set_scores(scores *s, size_t n, double value) {
    for (size_t i = 0; i < n; i++) {
        for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
            s[i].of[d] = value;
        }
    }
}

static size_t cell_number(const tree *t, uint32_t number) {
    return (size_t)(tree_cell_of(t, number) - t->nodes[number].cells);
}

/* What the values in hand are worth, with what is below but child `without` (any other number:
 * with all). */
static scores score_below(const bounds *b, uint32_t number, uint32_t without) {
    const bucket *const k = &b->t->plan.at[number];
    scores sum = {{0}};
    add_amounts(b, b->t->amounts, &sum);
    for (uint32_t i = 0; i < k->n_children; i++) {
        if (i != without) {
            add_scores(&sum, &b->below[k->children[i]][cell_number(b->t, k->children[i])]);
        }
    }
    return sum;
}

/* Each way to choose the bucket's scope and its variable that no link rules out. */
typedef void visitor(const bounds *b, uint32_t number, size_t cell);

static void visit(const bounds *b, uint32_t number, visitor *each) {
    const tree *const t = b->t;
    const bucket *const k = &t->plan.at[number];
    tree_first(t, k);
    do {
        const size_t cell = cell_number(t, number);
        for (uint32_t a = 0; a < t->worth->choices->n_values[k->variable]; a++) {
            t->values[k->variable] = a;
            if (tree_allows(t, k)) {
                tree_add_terms(t, number);
                each(b, number, cell);
            }
        }
    } while (tree_next(t, k));
}

static void raise_below(const bounds *b, uint32_t number, size_t cell) {
    const scores sum = score_below(b, number, UINT32_MAX);
    raise_scores(&b->below[number][cell], &sum);
}

static void raise_above(const bounds *b, uint32_t number, size_t cell) {
    const bucket *const k = &b->t->plan.at[number];
    for (uint32_t i = 0; i < k->n_children; i++) {
        scores sum = score_below(b, number, i);
        add_scores(&sum, &b->above[number][cell]);
        raise_scores(&b->above[k->children[i]][cell_number(b->t, k->children[i])], &sum);
    }
}

/* ---- making ---------------------------------------------------------------------------------- */

static bool take_room(bounds *b) {
    const tree *const t = b->t;
    const uint32_t n = t->plan.n;
    b->weights = truce_arena_zero(&b->arena, BOUND_DIRECTIONS, 2 * sizeof *b->weights);
    b->below = truce_arena_zero(&b->arena, n, sizeof *b->below);
    b->above = truce_arena_zero(&b->arena, n, sizeof *b->above);
    b->root = truce_arena_zero(&b->arena, n, sizeof *b->root);
    b->least = truce_arena_zero(&b->arena, t->n_roots, sizeof *b->least);
    bool ok = b->weights != NULL && b->below != NULL && b->above != NULL && b->root != NULL &&
              b->least != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        const size_t cells = t->plan.at[i].cells;
        b->below[i] = truce_arena_zero(&b->arena, cells, sizeof **b->below);
        b->above[i] = truce_arena_zero(&b->arena, cells, sizeof **b->above);
        ok = b->below[i] != NULL && b->above[i] != NULL;
        if (ok) {
            set_scores(b->below[i], cells, -HUGE_VAL);
            set_scores(b->above[i], cells, -HUGE_VAL);
        }
    }
    return ok;
}

/* From all for the first party to all for the second. Every amount of every term counts with its
 * size for the error. */
static void set_weights(bounds *b, const uint64_t *ranges) {
    const tree *const t = b->t;
    const uint32_t width = t->s.width;
    double of[] = {amount_double(ranges, width), amount_double(ranges + width, width)};
    double size = 0;
    for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
        const double share = (double)d / (BOUND_DIRECTIONS - 1);
        b->weights[2 * d] = of[0] > 0 ? (1 - share) / of[0] : 0;
        b->weights[2 * d + 1] = of[1] > 0 ? share / of[1] : 0;
    }
    for (uint32_t i = 0; i < t->worth->n_terms; i++) {
        const truce_worth_term *const term = &t->worth->terms[i];
        size_t n = 1;
        double largest = 0;
        for (uint32_t k = 0; k < term->n_variables; k++) {
            n *= t->worth->choices->n_values[term->variables[k]];
        }
        for (size_t k = 0; k < 2 * n; k++) {
            const double part =
                of[k % 2] > 0 ? fabs(amount_double(term->amounts + k * width, width)) / of[k % 2]
                              : 0;
            largest = part > largest ? part : largest;
        }
        size += largest;
    }
    b->error = size * 0x1p-48 * (1 + t->worth->n_terms);
}

bool bounds_make(const tree *t, const uint64_t *ranges, bounds *out) {
    bounds b = {.t = t, .arena = truce_arena_new()};
    if (!take_room(&b)) {
        truce_arena_clear(&b.arena);
        return false;
    }
    set_weights(&b, ranges);
    for (uint32_t i = 0; i < t->plan.n; i++) {
        visit(&b, i, raise_below);
    }
    for (uint32_t i = 0; i < t->n_roots; i++) {
        set_scores(b.above[t->roots[i]], 1, 0);
        b.root[t->roots[i]] = i;
    }
    for (uint32_t i = t->plan.n; i-- > 0;) {
        const bucket *const k = &t->plan.at[i];
        for (uint32_t c = 0; c < k->n_children; c++) {
            b.root[k->children[c]] = b.root[i];
        }
        visit(&b, i, raise_above);
    }
    *out = b;
    return true;
}

void bounds_clear(bounds *b) {
    truce_arena_clear(&b->arena);
    *b = (bounds){.t = NULL};
}

/* ---- use ------------------------------------------------------------------------------------- */

void bounds_set(bounds *b, double loss) {
    for (uint32_t i = 0; i < b->t->n_roots; i++) {
        b->least[i] = b->below[b->t->roots[i]][0];
        for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
            b->least[i].of[d] -= loss + b->error;
        }
    }
}

bool bounds_allow(const bounds *b, uint32_t number) {
    const scores *const least = &b->least[b->root[number]];
    scores sum = score_below(b, number, UINT32_MAX);
    add_scores(&sum, &b->above[number][cell_number(b->t, number)]);
    bool any = false;
    for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
        any = any || sum.of[d] >= least->of[d];
    }
    return any;
}

bool bounds_leave_out(const bounds *b, uint32_t number, vectors *set) {
    const scores *const least = &b->least[b->root[number]];
    const scores *const above = &b->above[number][cell_number(b->t, number)];
    const uint32_t width = b->t->s.width;
    bool *const kept = malloc(set->n > 0 ? set->n : 1);
    uint32_t likely = 0; /* the direction that kept the one before */
    bool all = true;
    for (size_t i = 0; kept != NULL && i < set->n; i++) {
        const double first = amount_double(set->at + i * 2 * width, width);
        const double second = amount_double(set->at + (i * 2 + 1) * width, width);
        uint32_t tried = 0;
        for (; tried < BOUND_DIRECTIONS; tried++) {
            const uint32_t d = (likely + tried) % BOUND_DIRECTIONS;
            if (first * b->weights[2 * d] + second * b->weights[2 * d + 1] + above->of[d] >=
                least->of[d]) {
                likely = d;
                break;
            }
        }
        kept[i] = tried < BOUND_DIRECTIONS;
        all = all && kept[i];
    }
    if (kept != NULL && !all) {
        vectors_keep(set, b->t->s, kept);
    }
    free(kept);
    return kept != NULL;
}

/* What a package loses in the direction in which it loses least. */
static double least_loss(const bounds *b, uint32_t root, double first, double second) {
    const scores *const most = &b->below[b->t->roots[root]][0];
    double least = HUGE_VAL;
    for (uint32_t d = 0; d < BOUND_DIRECTIONS; d++) {
        const double loss =
            most->of[d] - (first * b->weights[2 * d] + second * b->weights[2 * d + 1]);
        least = loss < least ? loss : least;
    }
    return least + b->error;
}

double bounds_loss(const bounds *b, uint32_t root, const vectors *set, const uint64_t *floor) {
    const uint32_t width = b->t->s.width;
    const uint64_t *const lowest = b->t->nodes[b->t->roots[root]].cells[0].least;
    double low[2];
    for (uint32_t p = 0; p < 2; p++) {
        low[p] = amount_double(lowest + (size_t)p * width, width);
        if (floor != NULL) {
            const double more = amount_double(floor + (size_t)p * width, width);
            low[p] = more > low[p] ? more : low[p];
        }
    }
    /* What comes before or behind all at hand, or between two of them. */
    double largest = set->n == 0 ? HUGE_VAL : 0;
    double second = low[1];
    for (size_t i = 0; i < set->n; i++) {
        const double loss =
            least_loss(b, root, amount_double(set->at + i * 2 * width, width), second);
        largest = loss > largest ? loss : largest;
        second = amount_double(set->at + (i * 2 + 1) * width, width);
    }
    const double last = set->n > 0 ? least_loss(b, root, low[0], second) : largest;
    return last > largest ? last : largest;
}
