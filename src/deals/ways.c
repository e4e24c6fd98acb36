#include "deals/ways.h"

#include <string.h>

/* For each variable of the clique, how far one value more leads among the ways to choose `some`. */
static void strides_of(const truce_domain *d, const clique *c, const uint32_t *some, uint32_t n,
                       size_t *strides) {
    size_t stride = 1;
    uint32_t k = n;
    for (uint32_t i = c->n_variables; i-- > 0;) {
        strides[i] = 0;
        if (k > 0 && some[k - 1] == c->variables[i]) {
            strides[i] = stride;
            stride *= d->n_values[c->variables[i]];
            k--;
        }
    }
}

/* The next way, the last variable fastest; keeps `at` up with the strides. False after the last. */
static bool next_way(const truce_domain *d, const clique *c, const size_t *strides,
                     const bool *fixed, uint32_t *digits, size_t *at) {
    for (uint32_t i = c->n_variables; i-- > 0;) {
        if (fixed != NULL && fixed[i]) {
            continue;
        }
        if (++digits[i] < d->n_values[c->variables[i]]) {
            *at += strides[i];
            return true;
        }
        *at -= strides[i] * (digits[i] - 1);
        digits[i] = 0;
    }
    return false;
}

typedef struct sketch { /* work area for one clique */
    size_t *strides, *whole;
    uint32_t *digits;
    bool *fixed;
    bool *bad; /* [way] */
} sketch;

static bool sketch_make(const band *b, const clique *c, truce_arena *scratch, sketch *s) {
    s->strides = truce_arena_zero(scratch, c->n_variables, sizeof *s->strides);
    s->whole = truce_arena_zero(scratch, c->n_variables, sizeof *s->whole);
    s->digits = truce_arena_zero(scratch, c->n_variables, sizeof *s->digits);
    s->fixed = truce_arena_zero(scratch, c->n_variables, sizeof *s->fixed);
    s->bad = truce_arena_zero(scratch, c->choices, sizeof *s->bad);
    const bool ok = s->strides != NULL && s->whole != NULL && s->digits != NULL &&
                    s->fixed != NULL && s->bad != NULL;
    if (ok) {
        strides_of(b->worth->choices, c, c->variables, c->n_variables, s->whole);
    }
    return ok;
}

static void start_over(const clique *c, sketch *s) {
    memset(s->digits, 0, c->n_variables * sizeof *s->digits);
    memset(s->fixed, 0, c->n_variables * sizeof *s->fixed);
}

/* The ways that a nogood rules out. */
static void rule_out(const band *b, const clique *c, const truce_nogood *g, sketch *s) {
    start_over(c, s);
    size_t way = 0;
    uint32_t i = 0;
    for (uint32_t k = 0; k < g->n_choices; k++, i++) {
        while (c->variables[i] != g->choices[k].variable) {
            i++;
        }
        s->fixed[i] = true;
        way += s->whole[i] * g->choices[k].value;
    }
    do {
        s->bad[way] = true;
    } while (next_way(b->worth->choices, c, s->whole, s->fixed, s->digits, &way));
}

/* What each way loses by a term; a way that loses too much is ruled out. */
static void add_losses(const band *b, const clique *c, uint32_t term, sketch *s, uint64_t *keys) {
    const truce_worth_term *const t = &b->worth->terms[term];
    start_over(c, s);
    strides_of(b->worth->choices, c, t->variables, t->n_variables, s->strides);
    size_t combination = 0;
    size_t way = 0;
    do {
        s->bad[way] = s->bad[way] || !band_add_term(b, term, combination, keys + way * b->words);
        way++;
    } while (next_way(b->worth->choices, c, s->strides, NULL, s->digits, &combination));
}

static uint32_t *cells_of(const band *b, const clique *c, const uint32_t *variables, uint32_t n,
                          sketch *s, truce_arena *arena) {
    uint32_t *cells = truce_arena_take(arena, c->choices * sizeof *cells);
    size_t way = 0;
    size_t cell = 0;
    start_over(c, s);
    strides_of(b->worth->choices, c, variables, n, s->strides);
    if (cells != NULL) {
        do {
            cells[way++] = (uint32_t)cell;
        } while (next_way(b->worth->choices, c, s->strides, NULL, s->digits, &cell));
    }
    return cells;
}

/* How many options each way stands for, by the clique's own variable. */
static bool count_options(const band *b, const clique *c, sketch *s, truce_arena *scratch,
                          uint64_t *times) {
    const uint64_t *const options = b->worth->options != NULL ? b->worth->options[c->own] : NULL;
    const uint32_t *const values = cells_of(b, c, &c->own, 1, s, scratch);
    for (size_t way = 0; values != NULL && way < c->choices; way++) {
        times[way] = options != NULL ? options[values[way]] : 1;
    }
    return values != NULL;
}

/* The possible ways by the cell of the edge sent along. */
static bool group(const band *b, const clique *c, uint32_t edge, sketch *s, truce_arena *scratch,
                  truce_arena *arena, ways *w) {
    const bool nowhere = edge == WAYS_NOWHERE;
    const size_t n_cells = nowhere ? 1 : c->edges[edge].cells;
    const uint32_t *const cells = cells_of(b, c, nowhere ? NULL : c->edges[edge].variables,
                                           nowhere ? 0 : c->edges[edge].n_variables, s, scratch);
    size_t *next = truce_arena_zero(scratch, n_cells, sizeof *next);
    w->begin = truce_arena_zero(arena, n_cells + 1, sizeof *w->begin);
    w->order = truce_arena_take(arena, c->choices * sizeof *w->order);
    if (cells == NULL || next == NULL || w->begin == NULL || w->order == NULL) {
        return false;
    }
    for (size_t way = 0; way < c->choices; way++) {
        w->begin[cells[way] + 1] += !s->bad[way];
    }
    for (size_t i = 0; i < n_cells; i++) {
        next[i] = w->begin[i];
        w->begin[i + 1] += w->begin[i];
    }
    for (size_t way = 0; way < c->choices; way++) {
        if (!s->bad[way]) {
            w->order[next[cells[way]]++] = (uint32_t)way;
        }
    }
    return true;
}

bool ways_make(const band *b, const clique *c, uint32_t edge, truce_arena *scratch,
               truce_arena *arena, ways *out) {
    sketch s;
    ways w = {0};
    w.keys = truce_arena_zero(arena, c->choices, b->words * sizeof *w.keys);
    w.times = truce_arena_take(arena, c->choices * sizeof *w.times);
    w.cells = truce_arena_zero(arena, c->n_edges, sizeof *w.cells);
    if (w.keys == NULL || w.times == NULL || w.cells == NULL || !sketch_make(b, c, scratch, &s) ||
        !count_options(b, c, &s, scratch, w.times)) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_nogoods; i++) {
        rule_out(b, c, &b->worth->choices->nogoods[c->nogoods[i]], &s);
    }
    for (uint32_t i = 0; i < c->n_terms; i++) {
        add_losses(b, c, c->terms[i], &s, w.keys);
    }
    for (uint32_t e = 0; e < c->n_edges; e++) {
        if (e != edge) {
            w.cells[e] = cells_of(b, c, c->edges[e].variables, c->edges[e].n_variables, &s, arena);
            if (w.cells[e] == NULL) {
                return false;
            }
        }
    }
    *out = w;
    return group(b, c, edge, &s, scratch, arena, out);
}
