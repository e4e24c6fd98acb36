/* What several items add together, and values that hold on conditions: both are boxes of packages,
 * some values of each of some variables. */
#include <stdlib.h>

#include "belief_parts.h"

enum { WORD = 64 };

static uint32_t words_of(const belief_maker *m, uint32_t v) {
    return (m->space->variables[v].n_values + WORD - 1) / WORD;
}

/* Parts as they are collected: one for each variable of each item. */
typedef struct parts {
    truce_belief_part *at;
    uint32_t n;
    size_t cap;
} parts;

static bool add_part(belief_maker *m, parts *list, uint32_t v, const belief_set *set) {
    truce_belief_part *const at =
        truce_arena_grow(m->arena, list->at, list->n, &list->cap, sizeof *at);
    uint64_t *const bits = truce_arena_zero(m->arena, words_of(m, v), sizeof *bits);
    if (at == NULL || bits == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t i = 0; i < set->n; i++) {
        bits[set->at[i] / WORD] |= UINT64_C(1) << (set->at[i] % WORD);
    }
    list->at = at;
    at[list->n++] = (truce_belief_part){v, bits};
    m->variables[v].joined = true;
    return true;
}

/* Every group of the item has one of its options. */
static bool add_item(belief_maker *m, parts *list, const truce_item *item) {
    belief_whom whom;
    belief_set set;
    if (!belief_whom_of(m, item, &whom) || !belief_set_of(m, item, &set)) {
        return false;
    }
    for (uint32_t i = 0; i < whom.n; i++) {
        if (!add_part(m, list, belief_variable_at(&whom, i), &set)) {
            return false;
        }
    }
    return true;
}

static int by_variable(const void *left, const void *right) {
    const truce_belief_part *const l = left;
    const truce_belief_part *const r = right;
    return (l->variable > r->variable) - (l->variable < r->variable);
}

/* One part for each variable; false when two of one variable have no value in common. */
static bool meet(const belief_maker *m, parts *list) {
    uint32_t n = 0;
    qsort(list->at, list->n, sizeof *list->at, by_variable);
    for (uint32_t i = 0; i < list->n; i++) {
        if (n == 0 || list->at[n - 1].variable != list->at[i].variable) {
            list->at[n++] = list->at[i];
            continue;
        }
        /* Bits are shared by nobody yet: add_part made them. */
        uint64_t *const bits = (uint64_t *)(uintptr_t)list->at[n - 1].values;
        uint64_t any = 0;
        for (uint32_t w = 0; w < words_of(m, list->at[i].variable); w++) {
            bits[w] &= list->at[i].values[w];
            any |= bits[w];
        }
        if (any == 0) {
            return false;
        }
    }
    list->n = n;
    return true;
}

static bool add_joint(belief_maker *m, const truce_preference *line, const parts *list,
                      uint32_t replaces, truce_bounds amount) {
    truce_belief_joint *const at =
        truce_arena_grow(m->arena, m->joints, m->n_joints, &m->joints_cap, sizeof *at);
    if (at == NULL) {
        return belief_no_memory(m);
    }
    m->joints = at;
    m->n_added += replaces == TRUCE_NONE;
    at[m->n_joints++] = (truce_belief_joint){list->at, list->n, replaces, amount, line->place};
    return true;
}

bool belief_add_together(belief_maker *m, const truce_preference *line, truce_bounds amount) {
    parts list = {NULL, 0, 0};
    for (uint32_t i = 0; i < line->n_items; i++) {
        if (!add_item(m, &list, &line->items[i].item)) {
            return false;
        }
    }
    if (!meet(m, &list)) {
        return belief_wrong(m, line->place, 0, TRUCE_STR("every item has to hold at once"),
                            "these items cannot hold together");
    }
    return add_joint(m, line, &list, TRUCE_NONE, amount);
}

/* For each group that the value is of, what the conditions ask of the others. */
bool belief_add_conditional(belief_maker *m, const truce_preference *line, truce_bounds amount) {
    const truce_item *const item = &line->items[0].item;
    belief_whom whom;
    belief_set set;
    if (!belief_whom_of(m, item, &whom) || !belief_set_of(m, item, &set)) {
        return false;
    }
    for (uint32_t i = 0; i < whom.n; i++) {
        const uint32_t v = belief_variable_at(&whom, i);
        parts list = {NULL, 0, 0};
        if (belief_mention(m, v, line) == NULL || !add_part(m, &list, v, &set)) {
            return false;
        }
        for (uint32_t k = 0; k < line->condition.n; k++) {
            if (!add_item(m, &list, &line->condition.parts[k].item)) {
                return false;
            }
        }
        if (!meet(m, &list)) {
            return belief_wrong(m, item->values[0].place, 0,
                                TRUCE_STR("the condition rules out the option whose value it is"),
                                "this value never holds");
        }
        if (!add_joint(m, line, &list, v, amount)) {
            return false;
        }
    }
    return true;
}

/* Some package is in both boxes. */
static bool overlap(const belief_maker *m, const truce_belief_joint *a,
                    const truce_belief_joint *b) {
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < a->n_parts && k < b->n_parts) {
        if (a->parts[i].variable != b->parts[k].variable) {
            if (a->parts[i].variable < b->parts[k].variable) {
                i++;
            } else {
                k++;
            }
            continue;
        }
        uint64_t any = 0;
        for (uint32_t w = 0; w < words_of(m, a->parts[i].variable); w++) {
            any |= a->parts[i].values[w] & b->parts[k].values[w];
        }
        if (any == 0) {
            return false;
        }
        i++;
        k++;
    }
    return true;
}

static int by_replaced(const void *left, const void *right) {
    const truce_belief_joint *const l = *(const truce_belief_joint *const *)left;
    const truce_belief_joint *const r = *(const truce_belief_joint *const *)right;
    return l->replaces != r->replaces ? (l->replaces > r->replaces) - (l->replaces < r->replaces)
                                      : (l > r) - (l < r);
}

bool belief_check_conditionals(belief_maker *m) {
    const truce_belief_joint **const sorted =
        truce_arena_take(m->arena, m->n_joints * sizeof *sorted);
    if (sorted == NULL) {
        return belief_no_memory(m);
    }
    for (uint32_t i = 0; i < m->n_joints; i++) {
        sorted[i] = &m->joints[i];
    }
    if (m->n_joints > 1) {
        qsort(sorted, m->n_joints, sizeof *sorted, by_replaced);
    }
    for (uint32_t i = 0; i < m->n_joints; i++) {
        for (uint32_t k = i + 1; k < m->n_joints && sorted[i]->replaces != TRUCE_NONE &&
                                 sorted[k]->replaces == sorted[i]->replaces;
             k++) {
            if (overlap(m, sorted[i], sorted[k])) {
                return belief_wrong(m, sorted[k]->place, 5, belief_other_line(m, sorted[i]->place),
                                    "a second value of an option, and both could hold");
            }
        }
    }
    return true;
}
