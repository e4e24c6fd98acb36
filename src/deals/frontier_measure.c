/* Least, most and the number of packages: bucket by bucket like the vectors, but with one number
 * for each party instead of a set. */
#include <stdlib.h>

#include "deals/amounts.h"
#include "deals/frontier_tree.h"

typedef struct measuring {
    tree *t;
    uint64_t *least, *most; /* vectors in hand */
    uint64_t *product;      /* counts in hand */
    uint64_t *next;
    uint32_t limbs;
} measuring;

static uint64_t options_of(const tree *t, uint32_t variable, uint32_t value) {
    const uint64_t *const options = t->worth->options != NULL ? t->worth->options[variable] : NULL;
    return options != NULL ? options[value] : 1;
}

/* Limbs of the largest count that a bucket can have: all options, with all that is below. */
static uint32_t limbs_for(const tree *t, const bucket *b) {
    uint64_t options[] = {0, 0};
    uint64_t bits = 1;
    static const uint64_t one = 1;
    for (uint32_t a = 0; a < t->worth->choices->n_values[b->variable]; a++) {
        const uint64_t n = options_of(t, b->variable, a);
        count_add_product(options, 2, &n, 1, &one, 1);
    }
    bits += count_bits(options, 2);
    for (uint32_t i = 0; i < b->n_children; i++) {
        bits += t->nodes[b->children[i]].bits;
    }
    return (uint32_t)((bits + 63) / 64);
}

static bool start_cell(const tree *t, tree_cell *cell, uint32_t limbs, truce_arena *arena) {
    const size_t words = shape_words(t->s);
    cell->least = truce_arena_zero(arena, words, sizeof *cell->least);
    cell->most = truce_arena_zero(arena, words, sizeof *cell->most);
    cell->count = truce_arena_zero(arena, limbs, sizeof *cell->count);
    return cell->least != NULL && cell->most != NULL && cell->count != NULL;
}

/* What the values in hand allow, with all that is below, into the vectors and the product in hand.
 * False when that is nothing. */
static bool add_below(const measuring *m, uint32_t number) {
    const tree *const t = m->t;
    const bucket *const b = &t->plan.at[number];
    if (!tree_allows(t, b)) {
        return false;
    }
    tree_add_terms(t, number);
    memcpy(m->least, t->amounts, shape_words(t->s) * sizeof *m->least);
    memcpy(m->most, t->amounts, shape_words(t->s) * sizeof *m->most);
    memset(m->product, 0, m->limbs * sizeof *m->product);
    m->product[0] = options_of(t, b->variable, t->values[b->variable]);
    for (uint32_t i = 0; i < b->n_children; i++) {
        const tree_cell *const below = tree_cell_of(t, b->children[i]);
        if (below->least == NULL) {
            return false;
        }
        vector_add(m->least, m->least, below->least, t->s.parties, t->s.width);
        vector_add(m->most, m->most, below->most, t->s.parties, t->s.width);
        memset(m->next, 0, m->limbs * sizeof *m->next);
        count_add_product(m->next, m->limbs, below->count, t->nodes[b->children[i]].limbs,
                          m->product, m->limbs);
        memcpy(m->product, m->next, m->limbs * sizeof *m->product);
    }
    return true;
}

/* Let the cell have it too. */
static void widen(const measuring *m, tree_cell *cell, bool first) {
    static const uint64_t one = 1;
    const uint32_t width = m->t->s.width;
    for (uint32_t p = 0; p < m->t->s.parties; p++) {
        const size_t at = (size_t)p * width;
        if (first || amount_compare(m->least + at, cell->least + at, width) < 0) {
            memcpy(cell->least + at, m->least + at, width * sizeof *m->least);
        }
        if (first || amount_compare(m->most + at, cell->most + at, width) > 0) {
            memcpy(cell->most + at, m->most + at, width * sizeof *m->most);
        }
    }
    count_add_product(cell->count, m->limbs, m->product, m->limbs, &one, 1);
}

static bool measure_cells(const measuring *m, uint32_t number) {
    const tree *const t = m->t;
    const bucket *const b = &t->plan.at[number];
    tree_node *const node = &t->nodes[number];
    truce_arena *const arena = b->n_scope == 0 ? t->arena : &node->room;
    tree_first(t, b);
    do {
        tree_cell *const cell = tree_cell_of(t, number);
        for (uint32_t a = 0; a < t->worth->choices->n_values[b->variable]; a++) {
            t->values[b->variable] = a;
            if (!add_below(m, number)) {
                continue;
            }
            const bool first = cell->least == NULL;
            if (first && !start_cell(t, cell, node->limbs, arena)) {
                return false;
            }
            widen(m, cell, first);
        }
    } while (tree_next(t, b));
    return true;
}

/* Bits of the largest count: as many as what has the bits of all. */
static uint64_t bits_of(const tree *t, uint32_t number) {
    const tree_node *const node = &t->nodes[number];
    for (uint32_t limb = node->limbs; limb-- > 0;) {
        uint64_t any = 0;
        for (size_t i = 0; i < t->plan.at[number].cells; i++) {
            any |= node->cells[i].count != NULL ? node->cells[i].count[limb] : 0;
        }
        if (any != 0) {
            return (uint64_t)64 * limb + count_bits(&any, 1);
        }
    }
    return 1;
}

static bool measure_bucket(measuring *m, uint32_t number) {
    tree *const t = m->t;
    const bucket *const b = &t->plan.at[number];
    m->limbs = t->nodes[number].limbs = limbs_for(t, b);
    m->product = calloc(m->limbs, sizeof *m->product);
    m->next = calloc(m->limbs, sizeof *m->next);
    const bool ok = m->product != NULL && m->next != NULL && measure_cells(m, number);
    free(m->product);
    free(m->next);
    t->nodes[number].bits = ok ? bits_of(t, number) : 0;
    for (uint32_t i = 0; i < b->n_children; i++) {
        truce_arena_clear(&t->nodes[b->children[i]].room);
    }
    return ok;
}

/* most += the most of a term, for each party. */
static void add_most(const tree *t, uint32_t number, uint64_t *most) {
    const truce_worth_term *const term = &t->worth->terms[number];
    size_t combinations = 1;
    for (uint32_t k = 0; k < term->n_variables; k++) {
        combinations *= t->worth->choices->n_values[term->variables[k]];
    }
    for (uint32_t p = 0; p < t->s.parties; p++) {
        const uint64_t *const at = term->amounts + (size_t)p * t->s.width;
        const uint64_t *largest = at;
        for (size_t i = 1; i < combinations; i++) {
            const uint64_t *const amount = at + i * shape_words(t->s);
            largest = amount_compare(amount, largest, t->s.width) > 0 ? amount : largest;
        }
        amount_add(most + (size_t)p * t->s.width, most + (size_t)p * t->s.width, largest,
                   t->s.width);
    }
}

/* What no package of each bucket and what is below can exceed. */
static bool bound_nodes(const tree *t) {
    for (uint32_t i = 0; i < t->plan.n; i++) {
        const bucket *const b = &t->plan.at[i];
        tree_node *const node = &t->nodes[i];
        node->most = truce_arena_zero(t->arena, shape_words(t->s), sizeof *node->most);
        if (node->most == NULL) {
            return false;
        }
        for (uint32_t k = 0; k < node->n_terms; k++) {
            add_most(t, node->terms[k], node->most);
        }
        for (uint32_t k = 0; k < b->n_children; k++) {
            vector_add(node->most, node->most, t->nodes[b->children[k]].most, t->s.parties,
                       t->s.width);
        }
    }
    return true;
}

truce_status tree_measure(tree *t, truce_error *err) {
    measuring m = {.t = t};
    m.least = calloc(shape_words(t->s), sizeof *m.least);
    m.most = calloc(shape_words(t->s), sizeof *m.most);
    bool ok = m.least != NULL && m.most != NULL;
    for (uint32_t i = 0; ok && i < t->plan.n; i++) {
        ok = measure_bucket(&m, i);
    }
    for (uint32_t i = 0; i < t->plan.n; i++) {
        truce_arena_clear(&t->nodes[i].room);
    }
    free(m.least);
    free(m.most);
    ok = ok && bound_nodes(t);
    return ok ? TRUCE_OK
              : truce_fail(err, TRUCE_ENOMEM, "no memory for the packages of %u issues",
                           t->worth->choices->n_variables);
}
