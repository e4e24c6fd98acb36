/* A root is the smallest variable of its tree, so counting roots in order numbers the pieces. */
#include "solve/pieces.h"

uint32_t *forest_make(uint32_t n, truce_arena *arena) {
    uint32_t *forest = truce_arena_take(arena, n * sizeof *forest);
    for (uint32_t i = 0; forest != NULL && i < n; i++) {
        forest[i] = i;
    }
    return forest;
}

uint32_t forest_root(uint32_t *forest, uint32_t i) {
    while (forest[i] != i) {
        forest[i] = forest[forest[i]];
        i = forest[i];
    }
    return i;
}

void forest_join(uint32_t *forest, uint32_t a, uint32_t b) {
    const uint32_t left = forest_root(forest, a);
    const uint32_t right = forest_root(forest, b);
    if (left < right) {
        forest[right] = left;
    } else {
        forest[left] = right;
    }
}

static bool takes_part(const truce_domain *d, const bool *used, size_t nogood) {
    return d->nogoods[nogood].n_choices > 0 && (used == NULL || used[nogood]);
}

bool pieces_make(const truce_domain *d, const bool *used, truce_arena *arena, pieces *out) {
    uint32_t *forest = forest_make(d->n_variables, arena);
    uint32_t *number = truce_arena_take(arena, d->n_variables * sizeof *number);
    uint32_t *variables = truce_arena_take(arena, d->n_variables * sizeof *variables);
    uint32_t *nogoods = truce_arena_take(arena, d->n_nogoods * sizeof *nogoods);
    if (forest == NULL || number == NULL || variables == NULL || nogoods == NULL) {
        return false;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[i];
        for (uint32_t k = 1; takes_part(d, used, i) && k < g->n_choices; k++) {
            forest_join(forest, g->choices[0].variable, g->choices[k].variable);
        }
    }
    uint32_t n = 0;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        number[v] = forest_root(forest, v) == v ? n++ : number[forest_root(forest, v)];
    }
    piece *at = truce_arena_zero(arena, n, sizeof *at);
    if (at == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < d->n_variables; v++) {
        at[number[v]].n_variables++;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        if (takes_part(d, used, i)) {
            at[number[d->nogoods[i].choices[0].variable]].n_nogoods++;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        at[i].variables = variables;
        at[i].nogoods = nogoods;
        variables += at[i].n_variables;
        nogoods += at[i].n_nogoods;
        at[i].n_variables = at[i].n_nogoods = 0;
    }
    for (uint32_t v = 0; v < d->n_variables; v++) {
        piece *const p = &at[number[v]];
        p->variables[p->n_variables++] = v;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        if (takes_part(d, used, i)) {
            piece *const p = &at[number[d->nogoods[i].choices[0].variable]];
            p->nogoods[p->n_nogoods++] = (uint32_t)i;
        }
    }
    *out = (pieces){at, n};
    return true;
}

bool piece_domain(const truce_domain *d, const piece *p, uint32_t *room, truce_arena *arena,
                  truce_domain *out) {
    uint32_t *n_values = truce_arena_take(arena, p->n_variables * sizeof *n_values);
    truce_choice *choices = truce_arena_take(arena, p->n_variables * sizeof *choices);
    if (n_values == NULL || choices == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < p->n_variables; i++) {
        room[p->variables[i]] = i;
        n_values[i] = d->n_values[p->variables[i]];
    }
    if (truce_domain_init(out, n_values, p->n_variables, 0, 0, arena, NULL) != TRUCE_OK) {
        return false;
    }
    for (uint32_t i = 0; i < p->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[p->nogoods[i]];
        for (uint32_t k = 0; k < g->n_choices; k++) {
            choices[k] = (truce_choice){room[g->choices[k].variable], g->choices[k].value};
        }
        if (truce_domain_forbid(out, choices, g->n_choices, NULL, 0, TRUCE_NO_LINK, NULL) !=
            TRUCE_OK) {
            return false;
        }
    }
    return true;
}
