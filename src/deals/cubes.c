#include "cubes.h"

static void append(cube_maker *m, cubes *list, cube next) {
    if (list->n == CUBES_MAX) {
        m->too_many = true;
        return;
    }
    cube *const at = truce_arena_grow(m->arena, list->at, list->n, &list->cap, sizeof *at);
    if (at == NULL) {
        m->no_memory = true;
        return;
    }
    list->at = at;
    list->at[list->n++] = next;
}

cubes cubes_everything(cube_maker *m) {
    cubes list = {NULL, 0, 0};
    append(m, &list, (cube){NULL, 0});
    return list;
}

void cubes_add(cube_maker *m, cubes *list, truce_choice only) {
    truce_choice *const at = truce_arena_take(m->arena, sizeof *at);
    if (at == NULL) {
        m->no_memory = true;
        return;
    }
    *at = only;
    append(m, list, (cube){at, 1});
}

void cubes_or(cube_maker *m, cubes *a, const cubes *b) {
    for (size_t i = 0; i < b->n && !m->too_many && !m->no_memory; i++) {
        append(m, a, b->at[i]);
    }
}

/* The choices of both, or false when they ask for two values of one variable. */
static bool merge(cube_maker *m, const cube *a, const cube *b, cube *out) {
    truce_choice *const at = truce_arena_take(m->arena, ((size_t)a->n + b->n) * sizeof *at);
    uint32_t i = 0;
    uint32_t k = 0;
    uint32_t n = 0;
    if (at == NULL) {
        m->no_memory = true;
        return false;
    }
    while (i < a->n || k < b->n) {
        const bool from_a = k == b->n || (i < a->n && a->at[i].variable <= b->at[k].variable);
        const truce_choice next = from_a ? a->at[i] : b->at[k];
        if (from_a && k < b->n && b->at[k].variable == next.variable) {
            if (b->at[k].value != next.value) {
                return false;
            }
            k++;
        }
        i += from_a;
        k += !from_a;
        at[n++] = next;
    }
    *out = (cube){at, n};
    return true;
}

cubes cubes_and(cube_maker *m, const cubes *a, const cubes *b) {
    cubes both = {NULL, 0, 0};
    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < b->n && !m->too_many && !m->no_memory; k++) {
            cube next;
            if (merge(m, &a->at[i], &b->at[k], &next)) {
                append(m, &both, next);
            }
        }
    }
    return both;
}
