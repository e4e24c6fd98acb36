/* What a nogood asks besides a choice is the rest of that choice. Rests are numbered, variable by
 * variable; values with the same list of rests are alike. */
#include "solve/alike.h"

#include <stdlib.h>

/* A choice and the rest of its nogood. */
typedef struct entry {
    uint64_t hash; /* of the rest; the order of rests is by it, and exact where it ties */
    const truce_nogood *nogood;
    uint32_t place; /* of the choice in it */
    uint32_t variable, value;
} entry;

/* The rests of one value, rising. */
typedef struct rests {
    const uint32_t *at;
    uint32_t n;
    uint32_t value;
} rests;

typedef struct work {
    const truce_domain *d;
    truce_arena *scratch;
    uint32_t *begin; /* [variable]: of its values among all; one more for the end */
    entry *entries;
    size_t n_entries;
    rests *rests;               /* [value among all] */
    uint32_t *class_of, *first; /* [value among all]: its class; of a class: its first value */
    uint32_t *n_classes;        /* [variable] */
} work;

static uint64_t hash_choice(truce_choice c) {
    uint64_t z = (uint64_t)c.variable << 32 | c.value;
    z = (z + UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xBF58476D1CE4E5B9);
    return (z ^ (z >> 31)) * UINT64_C(0x94D049BB133111EB);
}

static int compare_numbers(uint64_t l, uint64_t r) {
    return (l > r) - (l < r);
}

static int compare_rests(const entry *l, const entry *r) {
    if (l->hash != r->hash) {
        return compare_numbers(l->hash, r->hash);
    }
    if (l->nogood->n_choices != r->nogood->n_choices) {
        return compare_numbers(l->nogood->n_choices, r->nogood->n_choices);
    }
    for (uint32_t i = 0, j = 0; i < l->nogood->n_choices && j < r->nogood->n_choices; i++, j++) {
        i += i == l->place;
        j += j == r->place;
        if (i == l->nogood->n_choices || j == r->nogood->n_choices) {
            break; /* of as many choices: both */
        }
        const truce_choice a = l->nogood->choices[i];
        const truce_choice b = r->nogood->choices[j];
        if (a.variable != b.variable || a.value != b.value) {
            return a.variable != b.variable ? compare_numbers(a.variable, b.variable)
                                            : compare_numbers(a.value, b.value);
        }
    }
    return 0;
}

static int by_rest(const void *left, const void *right) {
    const entry *const l = left;
    const entry *const r = right;
    return l->variable != r->variable ? compare_numbers(l->variable, r->variable)
                                      : compare_rests(l, r);
}

static bool list_entries(work *w) {
    const truce_domain *const d = w->d;
    size_t n = 0;
    for (size_t i = 0; i < d->n_nogoods; i++) {
        n += d->nogoods[i].n_choices;
    }
    w->entries = truce_arena_take(w->scratch, n * sizeof *w->entries);
    w->begin = truce_arena_zero(w->scratch, (size_t)d->n_variables + 1, sizeof *w->begin);
    if (w->entries == NULL || w->begin == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < d->n_variables; v++) {
        w->begin[v + 1] = w->begin[v] + d->n_values[v];
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[i];
        uint64_t hash = 0;
        for (uint32_t k = 0; k < g->n_choices; k++) {
            hash += hash_choice(g->choices[k]);
        }
        for (uint32_t k = 0; k < g->n_choices; k++) {
            w->entries[w->n_entries++] = (entry){.hash = hash - hash_choice(g->choices[k]),
                                                 .nogood = g,
                                                 .place = k,
                                                 .variable = g->choices[k].variable,
                                                 .value = g->choices[k].value};
        }
    }
    if (n > 1) {
        qsort(w->entries, n, sizeof *w->entries, by_rest);
    }
    return true;
}

/* The list of each value: entries come by variable and rest, so each list rises. */
static bool list_rests(work *w) {
    const uint32_t n_values = w->begin[w->d->n_variables];
    size_t *const end = truce_arena_zero(w->scratch, (size_t)n_values + 1, sizeof *end);
    uint32_t *const at = truce_arena_take(w->scratch, w->n_entries * sizeof *at);
    w->rests = truce_arena_take(w->scratch, n_values * sizeof *w->rests);
    if (end == NULL || at == NULL || w->rests == NULL) {
        return false;
    }
    for (size_t i = 0; i < w->n_entries; i++) {
        end[w->begin[w->entries[i].variable] + w->entries[i].value + 1]++;
    }
    for (uint32_t i = 0; i < n_values; i++) {
        w->rests[i] = (rests){.at = at + end[i]};
        end[i + 1] += end[i];
    }
    uint32_t rest = 0;
    for (size_t i = 0; i < w->n_entries; i++) {
        const entry *const e = &w->entries[i];
        const uint32_t value = w->begin[e->variable] + e->value;
        rests *const of = &w->rests[value];
        rest += i > 0 && by_rest(&w->entries[i - 1], e) != 0;
        if (of->n == 0 || of->at[of->n - 1] != rest) {
            at[end[value]++] = rest;
            of->n++;
        }
    }
    return true;
}

static int by_list(const void *left, const void *right) {
    const rests *const l = left;
    const rests *const r = right;
    if (l->n != r->n) {
        return compare_numbers(l->n, r->n);
    }
    for (uint32_t i = 0; i < l->n; i++) {
        if (l->at[i] != r->at[i]) {
            return compare_numbers(l->at[i], r->at[i]);
        }
    }
    return 0;
}

static int by_list_then_value(const void *left, const void *right) {
    const int order = by_list(left, right);
    return order != 0
               ? order
               : compare_numbers(((const rests *)left)->value, ((const rests *)right)->value);
}

/* The classes of one variable, numbered by their first values. */
static void find_classes_of(work *w, uint32_t v) {
    const uint32_t n = w->d->n_values[v];
    rests *const of = w->rests + w->begin[v];
    uint32_t *const class_of = w->class_of + w->begin[v];
    uint32_t *const first = w->first + w->begin[v];
    for (uint32_t a = 0; a < n; a++) {
        of[a].value = a;
    }
    if (n > 1) {
        qsort(of, n, sizeof *of, by_list_then_value);
    }
    for (uint32_t i = 0; i < n; i++) { /* at first: the first value that is alike */
        const bool same = i > 0 && by_list(&of[i - 1], &of[i]) == 0;
        class_of[of[i].value] = same ? class_of[of[i - 1].value] : of[i].value;
    }
    for (uint32_t a = 0; a < n; a++) {
        const uint32_t leader = class_of[a];
        if (leader == a) {
            first[w->n_classes[v]] = a;
            class_of[a] = w->n_classes[v]++;
        } else {
            class_of[a] = class_of[leader];
        }
    }
}

static bool find_classes(work *w) {
    const uint32_t n_values = w->begin[w->d->n_variables];
    w->class_of = truce_arena_take(w->scratch, n_values * sizeof *w->class_of);
    w->first = truce_arena_take(w->scratch, n_values * sizeof *w->first);
    w->n_classes = truce_arena_zero(w->scratch, w->d->n_variables, sizeof *w->n_classes);
    if (w->class_of == NULL || w->first == NULL || w->n_classes == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < w->d->n_variables; v++) {
        find_classes_of(w, v);
    }
    return true;
}

static bool is_first(const work *w, truce_choice c) {
    const uint32_t class_of = w->class_of[w->begin[c.variable] + c.value];
    return w->first[w->begin[c.variable] + class_of] == c.value;
}

/* Those nogoods that have only first values stand for all. */
static bool add_nogoods(const work *w, truce_domain *out) {
    truce_choice *const room = truce_arena_take(w->scratch, w->d->n_variables * sizeof *room);
    bool ok = room != NULL;
    for (size_t i = 0; ok && i < w->d->n_nogoods; i++) {
        const truce_nogood *const g = &w->d->nogoods[i];
        uint32_t n = 0;
        while (n < g->n_choices && is_first(w, g->choices[n])) {
            const truce_choice c = g->choices[n];
            room[n++] = (truce_choice){c.variable, w->class_of[w->begin[c.variable] + c.value]};
        }
        ok = n < g->n_choices ||
             truce_domain_forbid(out, room, n, NULL, 0, TRUCE_NO_LINK, NULL) == TRUCE_OK;
    }
    return ok;
}

static bool hand_out(const work *w, value_weights weights, truce_arena *arena, alike *out) {
    const truce_domain *const d = w->d;
    const uint32_t **const rows = truce_arena_take(arena, d->n_variables * sizeof *rows);
    uint32_t *const all = truce_arena_zero(arena, w->begin[d->n_variables], sizeof *all);
    if (rows == NULL || all == NULL ||
        truce_domain_init(&out->d, w->n_classes, d->n_variables, 0, 0, arena, NULL) != TRUCE_OK) {
        return false;
    }
    for (uint32_t v = 0; v < d->n_variables; v++) {
        rows[v] = all + w->begin[v];
        for (uint32_t a = 0; a < d->n_values[v]; a++) {
            all[w->begin[v] + w->class_of[w->begin[v] + a]] += weights != NULL ? weights[v][a] : 1;
        }
    }
    out->weights = rows;
    return add_nogoods(w, &out->d);
}

bool alike_make(const truce_domain *d, value_weights weights, truce_arena *arena, alike *out) {
    truce_arena scratch = truce_arena_new();
    work w = {.d = d, .scratch = &scratch};
    const bool ok =
        list_entries(&w) && list_rests(&w) && find_classes(&w) && hand_out(&w, weights, arena, out);
    truce_arena_clear(&scratch);
    return ok;
}
