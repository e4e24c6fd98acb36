/* Nogoods are listed under their choices. A value that goes makes the nogoods with it empty
 * threats; a variable that is decided shortens those with its value, and one with a single open
 * choice left rules that choice out. */
#include "solve/reduce.h"

#include <string.h>

typedef struct work {
    const truce_domain *d;
    uint32_t *begin; /* [variable]: element of its first value; one more for the end */
    size_t *first; /* [element]: where the nogoods with it begin in `with`; one more for the end */
    uint32_t *with;
    bool *gone;       /* [element] */
    uint32_t *n_left; /* [variable]: values */
    uint32_t *decided;
    uint32_t *open;  /* [nogood]: choices of open variables in it */
    bool *moot;      /* [nogood]: it does not hold, or a choice in it is gone */
    uint32_t *queue; /* of elements that are gone and whose nogoods have not been told; each once */
    uint32_t *queue_variable;
    uint32_t n_queue;
    bool contradictory;
} work;

static uint32_t element_of(const work *w, truce_choice c) {
    return w->begin[c.variable] + c.value;
}

static bool prepare(work *w, truce_arena *arena) {
    const truce_domain *const d = w->d;
    w->begin = truce_arena_take(arena, ((size_t)d->n_variables + 1) * sizeof *w->begin);
    w->n_left = truce_arena_take(arena, d->n_variables * sizeof *w->n_left);
    w->decided = truce_arena_take(arena, d->n_variables * sizeof *w->decided);
    w->open = truce_arena_zero(arena, d->n_nogoods, sizeof *w->open);
    w->moot = truce_arena_zero(arena, d->n_nogoods, sizeof *w->moot);
    if (w->begin == NULL || w->n_left == NULL || w->decided == NULL || w->open == NULL ||
        w->moot == NULL) {
        return false;
    }
    w->begin[0] = 0;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        w->begin[v + 1] = w->begin[v] + d->n_values[v];
        w->n_left[v] = d->n_values[v];
        w->decided[v] = REDUCE_OPEN;
    }
    const size_t n = w->begin[d->n_variables];
    size_t choices = 0;
    for (size_t i = 0; i < d->n_nogoods; i++) {
        choices += d->nogoods[i].n_choices;
    }
    w->gone = truce_arena_zero(arena, n, sizeof *w->gone);
    w->queue = truce_arena_take(arena, n * sizeof *w->queue);
    w->queue_variable = truce_arena_take(arena, n * sizeof *w->queue_variable);
    w->first = truce_arena_zero(arena, n + 2, sizeof *w->first);
    w->with = truce_arena_take(arena, choices * sizeof *w->with);
    return w->gone != NULL && w->queue != NULL && w->queue_variable != NULL && w->first != NULL &&
           w->with != NULL;
}

static void list_nogoods(work *w) {
    const truce_domain *const d = w->d;
    for (size_t i = 0; i < d->n_nogoods; i++) {
        for (uint32_t k = 0; k < d->nogoods[i].n_choices; k++) {
            w->first[element_of(w, d->nogoods[i].choices[k]) + 2]++;
        }
    }
    for (size_t e = 2; e < (size_t)w->begin[d->n_variables] + 2; e++) {
        w->first[e] += w->first[e - 1];
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        for (uint32_t k = 0; k < d->nogoods[i].n_choices; k++) {
            w->with[w->first[element_of(w, d->nogoods[i].choices[k]) + 1]++] = (uint32_t)i;
        }
    }
}

/* ---- what follows ---------------------------------------------------------------------------- */

static void rule_out(work *w, uint32_t variable, uint32_t value) {
    const uint32_t e = w->begin[variable] + value;
    if (!w->gone[e]) {
        w->gone[e] = true;
        w->contradictory = w->contradictory || --w->n_left[variable] == 0;
        w->queue[w->n_queue] = e;
        w->queue_variable[w->n_queue++] = variable;
    }
}

/* All but at most one of its choices are made. */
static void look_at(work *w, size_t nogood) {
    const truce_nogood *const g = &w->d->nogoods[nogood];
    if (w->moot[nogood] || w->open[nogood] > 1) {
        return;
    }
    w->contradictory = w->contradictory || w->open[nogood] == 0;
    for (uint32_t k = 0; k < g->n_choices; k++) {
        if (w->decided[g->choices[k].variable] == REDUCE_OPEN) {
            rule_out(w, g->choices[k].variable, g->choices[k].value);
        }
    }
}

static void decide(work *w, uint32_t variable) {
    uint32_t value = 0;
    while (w->gone[w->begin[variable] + value]) {
        value++;
    }
    w->decided[variable] = value;
    const uint32_t e = w->begin[variable] + value;
    for (size_t i = w->first[e]; i < w->first[e + 1]; i++) {
        w->open[w->with[i]]--;
        look_at(w, w->with[i]);
    }
}

static void follow(work *w) {
    for (uint32_t v = 0; v < w->d->n_variables && !w->contradictory; v++) {
        if (w->n_left[v] == 1 && w->decided[v] == REDUCE_OPEN) {
            decide(w, v);
        }
    }
    for (uint32_t next = 0; next < w->n_queue && !w->contradictory; next++) {
        const uint32_t e = w->queue[next];
        const uint32_t v = w->queue_variable[next];
        for (size_t i = w->first[e]; i < w->first[e + 1]; i++) {
            w->moot[w->with[i]] = true;
        }
        if (w->n_left[v] == 1 && w->decided[v] == REDUCE_OPEN) {
            decide(w, v);
        }
    }
}

/* What is known at once: values that are not the fixed one, and nogoods of one choice. */
static void begin_with(work *w, const bool *kept, const uint32_t *fixed) {
    const truce_domain *const d = w->d;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        w->contradictory = w->contradictory || d->n_values[v] == 0;
        for (uint32_t a = 0; fixed != NULL && fixed[v] != REDUCE_OPEN && a < d->n_values[v]; a++) {
            if (a != fixed[v]) {
                rule_out(w, v, a);
            }
        }
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[i];
        for (uint32_t k = 0; kept != NULL && k < g->labels.n; k++) {
            w->moot[i] = w->moot[i] || !kept[g->labels.at[k]];
        }
        w->open[i] = g->n_choices;
        look_at(w, i);
    }
}

/* ---- what is left ---------------------------------------------------------------------------- */

static bool add_nogood(const work *w, const truce_nogood *g, const uint32_t *new_variable,
                       const uint32_t *new_value, truce_choice *room, truce_domain *out) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < g->n_choices; k++) {
        const truce_choice c = g->choices[k];
        if (w->decided[c.variable] == REDUCE_OPEN) {
            room[n++] = (truce_choice){new_variable[c.variable], new_value[element_of(w, c)]};
        }
    }
    return truce_domain_forbid(out, room, n, NULL, 0, TRUCE_NO_LINK, NULL) == TRUCE_OK;
}

static bool hand_out(const work *w, truce_arena *arena, reduced *out) {
    const truce_domain *const d = w->d;
    const size_t n = w->begin[d->n_variables];
    uint32_t *variable = truce_arena_take(arena, d->n_variables * sizeof *variable);
    uint32_t *n_values = truce_arena_take(arena, d->n_variables * sizeof *n_values);
    uint32_t *begin = truce_arena_take(arena, d->n_variables * sizeof *begin);
    uint32_t *value = truce_arena_take(arena, n * sizeof *value);
    uint32_t *new_variable = truce_arena_take(arena, d->n_variables * sizeof *new_variable);
    uint32_t *new_value = truce_arena_take(arena, n * sizeof *new_value);
    truce_choice *room = truce_arena_take(arena, d->n_variables * sizeof *room);
    if (variable == NULL || n_values == NULL || begin == NULL || value == NULL ||
        new_variable == NULL || new_value == NULL || room == NULL) {
        return false;
    }
    uint32_t n_variables = 0;
    uint32_t values = 0;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        if (w->decided[v] != REDUCE_OPEN) {
            continue;
        }
        new_variable[v] = n_variables;
        variable[n_variables] = v;
        begin[n_variables] = values;
        for (uint32_t a = 0; a < d->n_values[v]; a++) {
            if (!w->gone[w->begin[v] + a]) {
                new_value[w->begin[v] + a] = values - begin[n_variables];
                value[values++] = a;
            }
        }
        n_values[n_variables] = values - begin[n_variables];
        n_variables++;
    }
    *out = (reduced){.decided = w->decided, .variable = variable, .begin = begin, .value = value};
    if (truce_domain_init(&out->d, n_values, n_variables, 0, 0, arena, NULL) != TRUCE_OK) {
        return false;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        if (!w->moot[i] && w->open[i] > 0 &&
            !add_nogood(w, &d->nogoods[i], new_variable, new_value, room, &out->d)) {
            return false;
        }
    }
    return true;
}

bool reduce(const truce_domain *d, const bool *kept, const uint32_t *fixed, truce_arena *arena,
            reduced *out) {
    work w = {.d = d};
    if (!prepare(&w, arena)) {
        return false;
    }
    list_nogoods(&w);
    begin_with(&w, kept, fixed);
    follow(&w);
    if (w.contradictory) {
        *out = (reduced){.contradictory = true};
        return true;
    }
    return hand_out(&w, arena, out);
}
