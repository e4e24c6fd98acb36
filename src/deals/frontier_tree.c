/* The plan is that of counting (plan.h): joint terms tie issues as links do. */
#include "deals/frontier_tree.h"

#include <stdlib.h>

#include "deals/amounts.h"

static const size_t words_max = 4000000; /* of the tables of a plan */

static truce_status no_memory(const truce_worth *worth, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for what %u issues are worth together",
                      worth->choices->n_variables);
}

/* ---- the plan -------------------------------------------------------------------------------- */

static bool is_contradictory(const truce_domain *d) {
    bool any = true;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        any = any && d->n_values[v] > 0;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        any = any && d->nogoods[i].n_choices > 0;
    }
    return !any;
}

/* A domain with a nogood for each link and behind them one for each term, over its variables. */
static bool tie(const truce_worth *worth, truce_arena *arena, truce_domain *out) {
    const truce_domain *const d = worth->choices;
    *out = *d;
    out->n_nogoods = d->n_nogoods + worth->n_terms;
    out->nogoods_cap = out->n_nogoods;
    out->nogoods = truce_arena_zero(arena, out->n_nogoods, sizeof *out->nogoods);
    if (out->nogoods == NULL) {
        return false;
    }
    if (d->n_nogoods > 0) {
        memcpy(out->nogoods, d->nogoods, d->n_nogoods * sizeof *out->nogoods);
    }
    for (uint32_t i = 0; i < worth->n_terms; i++) {
        const truce_worth_term *const t = &worth->terms[i];
        truce_choice *const choices = truce_arena_zero(arena, t->n_variables, sizeof *choices);
        if (choices == NULL) {
            return false;
        }
        for (uint32_t k = 0; k < t->n_variables; k++) {
            choices[k].variable = t->variables[k];
        }
        out->nogoods[d->n_nogoods + i] =
            (truce_nogood){.choices = choices, .n_choices = t->n_variables, .link = TRUCE_NO_LINK};
    }
    return true;
}

/* The terms of a bucket are those of its nogoods that stand for one. */
static bool add_node(tree *t, uint32_t number) {
    const bucket *const b = &t->plan.at[number];
    const size_t links = t->worth->choices->n_nogoods;
    tree_node *const node = &t->nodes[number];
    uint32_t *const terms = truce_arena_take(t->arena, b->n_nogoods * sizeof *terms);
    node->cells = truce_arena_zero(t->arena, b->cells, sizeof *node->cells);
    if (terms == NULL || node->cells == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < b->n_nogoods; i++) {
        if (b->nogoods[i] >= links) {
            terms[node->n_terms++] = (uint32_t)(b->nogoods[i] - links);
        }
    }
    node->terms = terms;
    if (b->n_scope == 0) {
        t->roots[t->n_roots++] = number;
    }
    return true;
}

truce_status tree_plan(const truce_worth *worth, truce_arena *arena, tree *out, truce_error *err) {
    const shape s = {worth->n_parties, worth->width};
    const uint32_t n = worth->choices->n_variables;
    tree t = {.worth = worth, .s = s, .arena = arena};
    truce_domain tied;
    t.contradictory = is_contradictory(worth->choices);
    if (t.contradictory) {
        *out = t;
        return TRUCE_OK;
    }
    bool ok = tie(worth, arena, &tied) &&
              plan_make(&tied, NULL, (plan_limits){.words_max = words_max}, arena, &t.plan);
    if (ok && t.plan.n_fixed > 0) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "issue number %u is tied to too many others by links and joint terms",
                          t.plan.fixed[0] + 1);
    }
    t.nodes = truce_arena_zero(arena, n, sizeof *t.nodes);
    t.roots = truce_arena_zero(arena, n, sizeof *t.roots);
    t.zero = truce_arena_zero(arena, shape_words(s), sizeof *t.zero);
    t.amounts = truce_arena_zero(arena, shape_words(s), sizeof *t.amounts);
    t.values = truce_arena_zero(arena, n, sizeof *t.values);
    ok = ok && t.nodes != NULL && t.roots != NULL && t.zero != NULL && t.amounts != NULL &&
         t.values != NULL;
    for (uint32_t i = 0; ok && i < t.plan.n; i++) {
        ok = add_node(&t, i);
    }
    if (!ok) {
        return no_memory(worth, err);
    }
    *out = t;
    return TRUCE_OK;
}

/* ---- going through a bucket ------------------------------------------------------------------ */

void tree_first(const tree *t, const bucket *b) {
    for (uint32_t i = 0; i < b->n_scope; i++) {
        t->values[b->scope[i]] = 0;
    }
}

bool tree_next(const tree *t, const bucket *b) {
    for (uint32_t i = 0; i < b->n_scope; i++) {
        uint32_t *const value = &t->values[b->scope[i]];
        if (++*value < t->worth->choices->n_values[b->scope[i]]) {
            return true;
        }
        *value = 0;
    }
    return false;
}

tree_cell *tree_cell_of(const tree *t, uint32_t number) {
    const bucket *const b = &t->plan.at[number];
    size_t at = 0;
    for (uint32_t i = b->n_scope; i-- > 0;) {
        at = at * t->worth->choices->n_values[b->scope[i]] + t->values[b->scope[i]];
    }
    return &t->nodes[number].cells[at];
}

bool tree_allows(const tree *t, const bucket *b) {
    const truce_domain *const d = t->worth->choices;
    for (uint32_t i = 0; i < b->n_nogoods && b->nogoods[i] < d->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[b->nogoods[i]];
        uint32_t k = 0;
        while (k < g->n_choices && t->values[g->choices[k].variable] == g->choices[k].value) {
            k++;
        }
        if (k == g->n_choices) {
            return false;
        }
    }
    return true;
}

void tree_add_terms(const tree *t, uint32_t number) {
    const tree_node *const node = &t->nodes[number];
    memset(t->amounts, 0, shape_words(t->s) * sizeof *t->amounts);
    for (uint32_t i = 0; i < node->n_terms; i++) {
        const truce_worth_term *const term = &t->worth->terms[node->terms[i]];
        size_t at = 0;
        for (uint32_t k = 0; k < term->n_variables; k++) {
            at = at * t->worth->choices->n_values[term->variables[k]] +
                 t->values[term->variables[k]];
        }
        vector_add(t->amounts, t->amounts, term->amounts + at * shape_words(t->s), t->s.parties,
                   t->s.width);
    }
}

/* ---- back to packages ------------------------------------------------------------------------ */

bool tree_choose(const tree *t, const uint32_t *places, uint32_t *package) {
    uint32_t *const place = calloc((size_t)t->plan.n + 1, sizeof *place); /* [bucket] */
    if (place == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < t->n_roots; i++) {
        place[t->roots[i]] = places[i];
    }
    for (uint32_t i = t->plan.n; i-- > 0;) { /* the variables of its scope are chosen */
        const bucket *const b = &t->plan.at[i];
        const uint32_t n = t->worth->choices->n_values[b->variable];
        const tree_cell *const cell = tree_cell_of(t, i);
        const uint32_t value = cell->from[place[i]] % n;
        uint32_t below = cell->from[place[i]] / n;
        t->values[b->variable] = value;
        for (uint32_t k = b->n_children; k-- > 0;) {
            const chain_step *const step = cell->below != NULL ? &cell->below[value][k] : NULL;
            if (step == NULL) {
                place[b->children[k]] = below;
                continue;
            }
            const uint32_t larger = step->from[below] / step->n_heads;
            const uint32_t smaller = step->from[below] % step->n_heads;
            place[b->children[k]] = step->swapped ? larger : smaller;
            below = step->swapped ? smaller : larger;
        }
    }
    memcpy(package, t->values, t->worth->choices->n_variables * sizeof *package);
    free(place);
    return true;
}
