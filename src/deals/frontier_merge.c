/* What a cell can be worth is what each value of the bucket's variable can: what the children's
 * cells can be worth together, and the bucket's own terms. */
#include <stdlib.h>

#include "deals/amounts.h"
#include "deals/frontier_bound.h"

typedef struct merging {
    tree *t;
    const uint64_t *ranges;
    const uint64_t *floors; /* the reserve, less what all terms together give at most; NULL: none */
    const bounds *bounds;   /* NULL: every vector may be of use */
    size_t bytes_max;
    size_t bytes_kept;   /* of what is kept to find packages */
    uint64_t steps_max;  /* 0: any number */
    uint64_t steps_left; /* of this pass */
    uint64_t heads_left; /* values of all cells to come */
    size_t cells_left;
    vectors unit, nothing;
    /* Of the bucket in hand: */
    uint64_t *floor;
    head *heads;      /* [value] */
    uint64_t *shifts; /* [value][party][word] */
    chain_sum *sums;  /* [value]: of several children */
    vectors *below;   /* [child] */
    thin_loss loss;   /* the largest of its cells */
} merging;

/* ---- bounds ---------------------------------------------------------------------------------- */

/* Half of the memory is for what is kept, the other for the sets of the bucket and those below. */
static size_t vectors_max(const merging *m, const bucket *b) {
    const size_t each = (shape_words(m->t->s) + 1) * sizeof(uint64_t);
    const size_t half = m->bytes_max / 2;
    const size_t left = half > m->bytes_kept ? half - m->bytes_kept : 0;
    const size_t kept = left / sizeof(uint32_t) / (m->cells_left / 2 + 1);
    const size_t live = half / each / (b->cells / 2 + 1);
    size_t n = (kept < live ? kept : live) + 1;
    if (m->steps_max > 0) {
        const uint64_t fit = m->steps_left / chain_steps(m->t->s, m->heads_left) + 1;
        n = n < fit ? n : (size_t)fit;
    }
    const size_t most =
        UINT32_MAX / 8 /
        m->t->worth->choices->n_values[b->variable]; /* candidates have 32-bit numbers */
    return n < most ? n : most;
}

static void spend(merging *m, uint64_t steps) {
    m->steps_left -= steps < m->steps_left ? steps : m->steps_left;
}

static bool set_floors(merging *m) {
    const tree *const t = m->t;
    uint64_t *const floors = truce_arena_zero(t->arena, shape_words(t->s), sizeof *floors);
    if (floors == NULL) {
        return false;
    }
    memcpy(floors, t->worth->reserve, shape_words(t->s) * sizeof *floors);
    for (uint32_t i = 0; i < t->n_roots; i++) {
        vector_subtract(floors, floors, t->nodes[t->roots[i]].most, t->s.parties, t->s.width);
    }
    m->floors = floors;
    return true;
}

/* ---- a cell ---------------------------------------------------------------------------------- */

/* What the children's cells for the values in hand can be worth together. */
static bool add_children(merging *m, const bucket *b, uint32_t value, size_t n_max,
                         tree_cell *cell) {
    const tree *const t = m->t;
    for (uint32_t i = 0; i < b->n_children; i++) {
        m->below[i] = tree_cell_of(t, b->children[i])->set;
        if (m->below[i].n == 0) {
            m->heads[value].base = &m->nothing;
            return true;
        }
    }
    const chain together = {.s = t->s, .sets = m->below, .n = b->n_children, .ranges = m->ranges};
    const chain_limits limits = {.n_max = n_max,
                                 .bytes_max = SIZE_MAX,
                                 .steps_max =
                                     m->steps_max > 0 ? m->steps_left / m->heads_left + 1 : 0};
    chain_sum *const sum = &m->sums[value];
    if (!chain_add(&together, 0, b->n_children, limits, t->arena, sum) || sum->steps == NULL) {
        return false;
    }
    spend(m, sum->taken);
    for (uint32_t p = 0; p < t->s.parties; p++) {
        m->loss.of[p] = sum->loss.of[p] > m->loss.of[p] ? sum->loss.of[p] : m->loss.of[p];
    }
    m->t->thinned = m->t->thinned || sum->thinned;
    m->bytes_kept += b->n_children * sum->sum.n * sizeof(uint32_t);
    cell->below[value] = sum->steps;
    m->heads[value].base = &sum->sum;
    return true;
}

static bool set_head(merging *m, uint32_t number, uint32_t value, size_t n_max, tree_cell *cell) {
    const tree *const t = m->t;
    const bucket *const b = &t->plan.at[number];
    const size_t words = shape_words(t->s);
    head *const h = &m->heads[value];
    t->values[b->variable] = value;
    *h = (head){.base = &m->nothing, .shift = m->shifts + value * words};
    if (!tree_allows(t, b)) {
        return true;
    }
    tree_add_terms(t, number);
    if (m->bounds != NULL && !bounds_allow(m->bounds, number)) {
        return true;
    }
    memcpy(m->shifts + value * words, t->amounts, words * sizeof *t->amounts);
    const uint64_t *const options =
        t->worth->options != NULL ? t->worth->options[b->variable] : NULL;
    h->factor = options != NULL && options[value] > 1 ? &options[value] : NULL;
    h->factor_limbs = 1;
    if (b->n_children > 1) {
        return add_children(m, b, value, n_max, cell);
    }
    h->base = b->n_children == 0 ? &m->unit : &tree_cell_of(t, b->children[0])->set;
    return true;
}

static bool keep_from(merging *m, tree_cell *cell) {
    const size_t bytes = cell->set.n * sizeof *cell->set.from;
    uint32_t *const from = truce_arena_take(m->t->arena, bytes);
    if (from != NULL && bytes > 0) {
        memcpy(from, cell->set.from, bytes);
    }
    free(cell->set.from);
    cell->set.from = NULL;
    cell->from = from;
    m->bytes_kept += bytes;
    return from != NULL;
}

/* The largest cost of thinning by what one cell cost more than the sums in it. */
static bool thin_cell(merging *m, tree_cell *cell, size_t n_max, thin_loss *largest) {
    if (cell->set.n <= n_max) {
        return true;
    }
    thin_loss loss = {{0}};
    m->t->thinned = true;
    if (!vectors_thin(&cell->set, m->t->s, m->ranges, n_max, &loss)) {
        return false;
    }
    for (uint32_t p = 0; p < m->t->s.parties; p++) {
        largest->of[p] = loss.of[p] > largest->of[p] ? loss.of[p] : largest->of[p];
    }
    return true;
}

static bool merge_cell(merging *m, uint32_t number, thin_loss *largest) {
    const tree *const t = m->t;
    const bucket *const b = &t->plan.at[number];
    const uint32_t n = t->worth->choices->n_values[b->variable];
    const size_t n_max = vectors_max(m, b);
    tree_cell *const cell = tree_cell_of(t, number);
    bool ok = true;
    memset(m->sums, 0, n * sizeof *m->sums);
    if (b->n_children > 1) {
        cell->below = truce_arena_zero(t->arena, n, sizeof *cell->below);
        ok = cell->below != NULL;
    }
    for (uint32_t a = 0; ok && a < n; a++) {
        ok = set_head(m, number, a, n_max, cell);
    }
    ok = ok &&
         vectors_merge(t->s, m->heads, n, (merge_limits){.record = true}, &cell->set) == MERGE_DONE;
    for (uint32_t a = 0; a < n; a++) {
        spend(m, ok ? chain_steps(t->s, m->heads[a].base->n) : 0);
        vectors_clear(&m->sums[a].sum);
    }
    m->heads_left -= n;
    if (ok && m->floors != NULL) {
        ok = vectors_leave_out(&cell->set, t->s, m->floor, t->worth->reserved);
    }
    if (ok && m->bounds != NULL) {
        ok = bounds_leave_out(m->bounds, number, &cell->set);
    }
    m->cells_left--;
    return ok && thin_cell(m, cell, n_max, largest) && keep_from(m, cell);
}

/* ---- a bucket -------------------------------------------------------------------------------- */

static void clear_cells(const tree *t, uint32_t number) {
    for (size_t i = 0; i < t->plan.at[number].cells; i++) {
        vectors_clear(&t->nodes[number].cells[i].set);
    }
}

static bool merge_cells(merging *m, uint32_t number) {
    const tree *const t = m->t;
    const bucket *const b = &t->plan.at[number];
    tree_node *const node = &t->nodes[number];
    thin_loss largest = {{0}};
    bool ok = true;
    m->loss = (thin_loss){{0}};
    if (m->floors != NULL) {
        vector_add(m->floor, m->floors, node->most, t->s.parties, t->s.width);
    }
    tree_first(t, b);
    do {
        ok = merge_cell(m, number, &largest);
    } while (ok && tree_next(t, b));
    for (uint32_t p = 0; p < t->s.parties; p++) {
        double loss = m->loss.of[p] + largest.of[p];
        for (uint32_t i = 0; i < b->n_children; i++) {
            loss = (loss + t->nodes[b->children[i]].loss.of[p]) * (1 + 0x1p-50);
        }
        node->loss.of[p] = loss * (1 + 0x1p-50);
    }
    return ok;
}

static bool merge_bucket(merging *m, uint32_t number) {
    const tree *const t = m->t;
    const bucket *const b = &t->plan.at[number];
    const size_t n = t->worth->choices->n_values[b->variable];
    m->heads = calloc(n, sizeof *m->heads);
    m->shifts = calloc(n, shape_words(t->s) * sizeof *m->shifts);
    m->sums = calloc(n, sizeof *m->sums);
    m->below = calloc((size_t)b->n_children + 1, sizeof *m->below);
    bool ok = m->heads != NULL && m->shifts != NULL && m->sums != NULL && m->below != NULL &&
              merge_cells(m, number);
    if (!ok) {
        clear_cells(t, number);
    } else if (b->n_scope == 0) {
        ok = vectors_move(&t->nodes[number].cells[0].set, t->s, t->arena);
    }
    free(m->heads);
    free(m->shifts);
    free(m->sums);
    free(m->below);
    for (uint32_t i = 0; i < b->n_children; i++) {
        clear_cells(t, b->children[i]);
    }
    return ok;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* What was found the time before is forgotten: it lives in an arena. */
static void forget(tree *t) {
    for (uint32_t i = 0; i < t->plan.n; i++) {
        for (size_t k = 0; k < t->plan.at[i].cells; k++) {
            tree_cell *const cell = &t->nodes[i].cells[k];
            cell->set = (vectors){.at = NULL};
            cell->from = NULL;
            cell->below = NULL;
        }
    }
}

static bool merge_all(merging *m) {
    tree *const t = m->t;
    bool ok = true;
    forget(t);
    m->bytes_kept = 0;
    m->cells_left = 0;
    m->heads_left = 0;
    m->steps_left = m->steps_max;
    t->thinned = false;
    for (uint32_t i = 0; i < t->plan.n; i++) {
        const bucket *const b = &t->plan.at[i];
        m->cells_left += b->cells;
        m->heads_left += (uint64_t)b->cells * t->worth->choices->n_values[b->variable];
    }
    for (uint32_t i = 0; ok && i < t->plan.n; i++) {
        ok = merge_bucket(m, i);
    }
    for (uint32_t i = 0; !ok && i < t->plan.n; i++) {
        if (t->plan.at[i].n_scope > 0) {
            clear_cells(t, i);
        }
    }
    return ok;
}

/* Is there so much to go through that bounding it first costs little, and room for the bounds? */
static bool is_long(const tree *t, tree_limits limits) {
    enum { BOUNDS_SHARE = 4, WIDTH_MAX = 8 }; /* wider amounts may be too large for scores */
    size_t heads = 0;
    size_t cells = 0;
    for (uint32_t i = 0; i < t->plan.n; i++) {
        cells += t->plan.at[i].cells;
        heads += t->plan.at[i].cells * t->worth->choices->n_values[t->plan.at[i].variable];
    }
    return t->s.parties == 2 && t->s.width <= WIDTH_MAX && heads >= limits.heads_bounded &&
           cells <= limits.bytes_max / BOUNDS_SHARE / 2 / sizeof(bound_scores);
}

/* The largest loss of an efficient package, as far as what was found shows. */
static double loss_shown(const merging *m) {
    const tree *const t = m->t;
    double largest = 0;
    for (uint32_t i = 0; i < t->n_roots; i++) {
        const tree_node *const node = &t->nodes[t->roots[i]];
        if (m->floors != NULL) {
            vector_add(m->floor, m->floors, node->most, t->s.parties, t->s.width);
        }
        const double loss =
            bounds_loss(m->bounds, i, &node->cells[0].set, m->floors != NULL ? m->floor : NULL);
        largest = loss > largest ? loss : largest;
    }
    return largest;
}

/* Guess how much an efficient package can lose, and leave out what must lose more. What is found
 * shows how much it can lose at most: if that is more than was guessed, do it again. Thinned sets
 * are no use for that. `found` says whether it led anywhere. */
static bool merge_bounded(merging *m, bool *found) {
    static const double first_guess = 0x1p-9;
    static const double last_guess = 0x1p-3;
    enum { FASTER = 4 };
    tree *const t = m->t;
    truce_arena *const kept = t->arena;
    bounds b;
    *found = false;
    if (!bounds_make(t, m->ranges, &b)) {
        return false;
    }
    bool ok = true;
    m->bounds = &b;
    for (double guess = first_guess; ok && !*found && guess < last_guess;) {
        truce_arena trial = truce_arena_new();
        t->arena = &trial;
        bounds_set(&b, guess);
        ok = merge_all(m);
        if (ok && t->thinned) {
            guess = last_guess;
        } else if (ok) {
            const double loss = loss_shown(m);
            *found = loss <= guess;
            guess = loss < FASTER * guess ? loss : FASTER * guess;
        }
        if (*found) {
            truce_arena_adopt(kept, &trial);
        }
        truce_arena_clear(&trial);
    }
    t->arena = kept;
    m->bounds = NULL;
    bounds_clear(&b);
    return ok;
}

truce_status tree_merge(tree *t, const uint64_t *ranges, tree_limits limits, truce_error *err) {
    merging m = {
        .t = t, .ranges = ranges, .bytes_max = limits.bytes_max, .steps_max = limits.steps_max};
    m.unit = (vectors){.at = t->zero, .n = 1, .limbs = 1, .bits = 1};
    m.floor = calloc(shape_words(t->s), sizeof *m.floor);
    bool found = false;
    bool ok = m.floor != NULL && (limits.unreserved || t->worth->reserve == NULL || set_floors(&m));
    if (ok && is_long(t, limits)) {
        ok = merge_bounded(&m, &found);
    }
    if (ok && !found) {
        ok = merge_all(&m);
    }
    free(m.floor);
    return ok ? TRUCE_OK
              : truce_fail(err, TRUCE_ENOMEM, "no memory for what %u issues are worth together",
                           t->worth->choices->n_variables);
}
