/* Counting plans what to eliminate after what (solve/plan.h); joint terms join its variables as a
 * nogood over them would. A bucket's variable and scope are a clique, and its table goes to its
 * parent: that is the tree. */
#include "deals/cliques.h"

#include <string.h>

#include "solve/plan.h"

/* The domain with a nogood more for each term: those after the domain's own are the terms. */
static bool with_terms(const truce_worth *w, truce_arena *arena, truce_domain *out) {
    const truce_domain *const d = w->choices;
    *out = *d;
    out->nogoods = truce_arena_zero(arena, d->n_nogoods + w->n_terms, sizeof *out->nogoods);
    if (out->nogoods == NULL) {
        return false;
    }
    if (d->n_nogoods > 0) {
        memcpy(out->nogoods, d->nogoods, d->n_nogoods * sizeof *d->nogoods);
    }
    for (uint32_t t = 0; t < w->n_terms; t++) {
        const truce_worth_term *const term = &w->terms[t];
        truce_choice *choices = truce_arena_zero(arena, term->n_variables, sizeof *choices);
        if (choices == NULL) {
            return false;
        }
        for (uint32_t i = 0; i < term->n_variables; i++) {
            choices[i].variable = term->variables[i];
        }
        out->nogoods[d->n_nogoods + t] =
            (truce_nogood){.choices = choices, .n_choices = term->n_variables};
    }
    out->n_nogoods = d->n_nogoods + w->n_terms;
    return true;
}

/* Scope and variable of a bucket, rising. */
static const uint32_t *members(const bucket *b, truce_arena *arena) {
    uint32_t *all = truce_arena_take(arena, ((size_t)b->n_scope + 1) * sizeof *all);
    uint32_t n = 0;
    for (uint32_t i = 0; all != NULL && i < b->n_scope; i++) {
        if (n == i && b->variable < b->scope[i]) {
            all[n++] = b->variable;
        }
        all[n++] = b->scope[i];
    }
    if (all != NULL && n == b->n_scope) {
        all[n] = b->variable;
    }
    return all;
}

static size_t ways(const truce_domain *d, const uint32_t *variables, uint32_t n) {
    size_t all = 1;
    for (uint32_t i = 0; i < n; i++) {
        all *= d->n_values[variables[i]];
    }
    return all;
}

/* A bucket's nogoods, apart: the domain's own and those that are terms. */
static bool make_clique(const truce_domain *d, size_t n_own, const bucket *b, truce_arena *arena,
                        clique *out) {
    uint32_t *numbers = truce_arena_take(arena, b->n_nogoods * sizeof *numbers);
    const uint32_t *const all = members(b, arena);
    if (numbers == NULL || all == NULL) {
        return false;
    }
    *out = (clique){.variables = all, .n_variables = b->n_scope + 1, .own = b->variable};
    out->choices = ways(d, all, out->n_variables);
    out->nogoods = numbers;
    for (uint32_t i = 0; i < b->n_nogoods; i++) {
        if (b->nogoods[i] < n_own) {
            numbers[out->n_nogoods++] = b->nogoods[i];
        }
    }
    uint32_t *const terms = numbers + out->n_nogoods;
    out->terms = terms;
    for (uint32_t i = 0; i < b->n_nogoods; i++) {
        if (b->nogoods[i] >= n_own) {
            terms[out->n_terms++] = (uint32_t)(b->nogoods[i] - n_own);
        }
    }
    return true;
}

static void join(cliques *all, uint32_t a, uint32_t b, const uint32_t *variables,
                 uint32_t n_variables, size_t cells) {
    clique *const left = &all->at[a];
    clique *const right = &all->at[b];
    left->edges[left->n_edges] = (clique_edge){.to = b,
                                               .back = right->n_edges,
                                               .variables = variables,
                                               .n_variables = n_variables,
                                               .cells = cells};
    right->edges[right->n_edges] = left->edges[left->n_edges];
    right->edges[right->n_edges].to = a;
    right->edges[right->n_edges].back = left->n_edges;
    left->n_edges++;
    right->n_edges++;
}

/* The clique farthest from `from`, the first of them met; every clique met is marked with `mark`.
 */
static uint32_t farthest(const cliques *all, uint32_t from, uint32_t mark, uint32_t *marks,
                         uint32_t *queue) {
    uint32_t n = 0;
    queue[n++] = from;
    marks[from] = mark;
    for (uint32_t i = 0; i < n; i++) {
        const clique *const c = &all->at[queue[i]];
        for (uint32_t e = 0; e < c->n_edges; e++) {
            if (marks[c->edges[e].to] != mark) {
                marks[c->edges[e].to] = mark;
                queue[n++] = c->edges[e].to;
            }
        }
    }
    return queue[n - 1];
}

/* Groups that nothing connects one after the other, each by a longest path. */
static bool string_together(cliques *all, truce_arena *scratch) {
    uint32_t *marks = truce_arena_zero(scratch, all->n, sizeof *marks);
    uint32_t *queue = truce_arena_take(scratch, all->n * sizeof *queue);
    if (marks == NULL || queue == NULL) {
        return false;
    }
    uint32_t mark = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        if (marks[i] != 0) {
            continue;
        }
        const uint32_t begin = farthest(all, i, mark + 1, marks, queue);
        const uint32_t end = farthest(all, begin, mark + 2, marks, queue);
        if (mark == 0) {
            all->start = begin;
        } else {
            join(all, last, begin, NULL, 0, 1);
        }
        mark += 2;
        last = end;
    }
    return true;
}

/* ---- variables on which nothing hangs -------------------------------------------------------- */

/* Does every choice of a term of one variable give everybody the same? */
static bool is_level(const truce_worth *w, const truce_worth_term *t) {
    const size_t words = (size_t)w->n_parties * w->width;
    const uint32_t n = w->choices->n_values[t->variables[0]];
    bool level = true;
    for (uint32_t i = 1; level && i < n; i++) {
        level = memcmp(t->amounts, t->amounts + i * words, words * sizeof *t->amounts) == 0;
    }
    return level;
}

static bool *find_free(const truce_worth *w, truce_arena *arena) {
    const truce_domain *const d = w->choices;
    bool *const is_free = truce_arena_take(arena, d->n_variables + 1U);
    if (is_free == NULL) {
        return NULL;
    }
    memset(is_free, true, d->n_variables);
    for (size_t i = 0; i < d->n_nogoods; i++) {
        for (uint32_t k = 0; k < d->nogoods[i].n_choices; k++) {
            is_free[d->nogoods[i].choices[k].variable] = false;
        }
    }
    for (uint32_t t = 0; t < w->n_terms; t++) {
        const truce_worth_term *const term = &w->terms[t];
        for (uint32_t i = 0; i < term->n_variables; i++) {
            const uint32_t v = term->variables[i];
            is_free[v] = is_free[v] && term->n_variables == 1 && is_level(w, term);
        }
    }
    return is_free;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* The groups of the buckets that are not left out, in their order, and the tree of them. */
static bool make_groups(const truce_worth *worth, const plan *p, truce_arena *arena,
                        truce_arena *scratch, cliques *made) {
    uint32_t *const group = truce_arena_zero(scratch, p->n, sizeof *group); /* [bucket] */
    made->at = truce_arena_zero(arena, p->n, sizeof *made->at);
    bool ok = group != NULL && made->at != NULL;
    for (uint32_t i = 0; ok && i < p->n; i++) {
        const bucket *const b = &p->at[i];
        if (made->is_free != NULL && made->is_free[b->variable]) {
            continue; /* it has neither a scope nor children */
        }
        clique *const c = &made->at[made->n];
        const size_t n = (size_t)b->n_children + 3; /* and the parent, and two to string it with */
        group[i] = made->n;
        ok = make_clique(worth->choices, worth->choices->n_nogoods, b, arena, c);
        c->edges = truce_arena_zero(arena, n, sizeof *c->edges);
        ok = ok && c->edges != NULL;
        for (uint32_t k = 0; ok && k < b->n_children; k++) {
            const bucket *const child = &p->at[b->children[k]];
            const size_t bytes = child->n_scope * sizeof *child->scope;
            uint32_t *shared = truce_arena_take(arena, bytes);
            ok = shared != NULL;
            if (ok) {
                memcpy(shared, child->scope, bytes);
                join(made, made->n, group[b->children[k]], shared, child->n_scope, child->cells);
            }
        }
        made->n++;
    }
    return ok;
}

bool cliques_make(const truce_worth *worth, size_t choices_max, bool free, truce_arena *arena,
                  cliques *out) {
    truce_arena scratch = truce_arena_new();
    truce_domain d;
    plan p;
    cliques made = {0};
    bool ok = with_terms(worth, &scratch, &d) &&
              plan_make(&d, NULL, (plan_limits){.words_max = choices_max}, &scratch, &p);
    if (ok && free) {
        made.is_free = find_free(worth, arena);
        ok = made.is_free != NULL;
    }
    made.too_tangled = ok && p.n_fixed > 0;
    ok = ok && (made.too_tangled || (make_groups(worth, &p, arena, &scratch, &made) &&
                                     string_together(&made, &scratch)));
    truce_arena_clear(&scratch);
    if (ok) {
        *out = made;
    }
    return ok;
}
