/* Nogoods are listed under their last choice: with the variables tried in their order, that is
 * where they are broken. When every value of a variable is ruled out, each by a nogood whose other
 * choices were made before, all of these together cannot be made: a nogood over variables before,
 * and the search goes back to the last of them. Nothing between it and here had a part in it.
 *
 * PAPER: ginsberg1993 (the nogoods; here all are kept and the order is fixed) */
#include "solve/first.h"

#include <assert.h>
#include <stdlib.h>

#include "solve/grow.h"

#define NO_REASON UINT32_MAX

/* What is known of one nogood: the choices before the last one, as elements, rising. */
typedef struct known {
    size_t begin;
    uint32_t n;
    uint32_t next; /* under the same last choice, or NO_REASON */
} known;

typedef struct search {
    const truce_domain *d;
    uint32_t *begin;       /* [variable]: element of its first value; one more for the end */
    uint32_t *variable_of; /* [element] */
    uint32_t *head;        /* [element]: first nogood with this last choice */
    uint32_t *reason;      /* [element]: the nogood that rules it out at this time */
    uint32_t *value;       /* [variable]: what is tried */
    bool *met;             /* [element]: in the nogood that is being made */
    known *nogoods;
    size_t n_nogoods, nogoods_cap;
    uint32_t *words;
    size_t n_words, words_cap;
    uint64_t effort;
} search;

static bool prepare(search *s) {
    const size_t n = (size_t)s->d->n_variables + 1;
    s->begin = malloc(n * sizeof *s->begin);
    s->value = calloc(n, sizeof *s->value);
    if (s->begin == NULL || s->value == NULL) {
        return false;
    }
    s->begin[0] = 0;
    for (uint32_t i = 0; i < s->d->n_variables; i++) {
        s->begin[i + 1] = s->begin[i] + s->d->n_values[i];
    }
    const size_t elements = (size_t)s->begin[s->d->n_variables] + 1;
    s->variable_of = malloc(elements * sizeof *s->variable_of);
    s->head = malloc(elements * sizeof *s->head);
    s->reason = malloc(elements * sizeof *s->reason);
    s->met = calloc(elements, sizeof *s->met);
    if (s->variable_of == NULL || s->head == NULL || s->reason == NULL || s->met == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < s->d->n_variables; i++) {
        for (uint32_t e = s->begin[i]; e < s->begin[i + 1]; e++) {
            s->variable_of[e] = i;
            s->head[e] = NO_REASON;
        }
    }
    return true;
}

/* Add a nogood of `n` rising elements, the last of which it is listed under. */
static bool add(search *s, const uint32_t *elements, uint32_t n) {
    assert(n > 0);
    known *nogoods = solve_grow(s->nogoods, s->n_nogoods, 1, &s->nogoods_cap, sizeof *nogoods);
    if (nogoods == NULL || s->n_nogoods >= NO_REASON) {
        return false;
    }
    s->nogoods = nogoods;
    uint32_t *words = solve_grow(s->words, s->n_words, n, &s->words_cap, sizeof *words);
    if (words == NULL) {
        return false;
    }
    s->words = words;
    nogoods[s->n_nogoods] =
        (known){.begin = s->n_words, .n = n - 1, .next = s->head[elements[n - 1]]};
    for (uint32_t i = 0; i + 1 < n; i++) {
        words[s->n_words++] = elements[i];
    }
    s->head[elements[n - 1]] = (uint32_t)s->n_nogoods++;
    return true;
}

static bool add_all(search *s) {
    uint32_t *room = malloc(((size_t)s->d->n_variables + 1) * sizeof *room);
    bool ok = room != NULL;
    for (size_t i = 0; ok && i < s->d->n_nogoods; i++) {
        const truce_nogood *const g = &s->d->nogoods[i];
        for (uint32_t k = 0; k < g->n_choices; k++) {
            room[k] = s->begin[g->choices[k].variable] + g->choices[k].value;
        }
        ok = add(s, room, g->n_choices);
    }
    free(room);
    return ok;
}

/* A nogood with this last choice whose other choices are all made; NO_REASON: there is none. */
static uint32_t broken_by(search *s, uint32_t element) {
    for (uint32_t g = s->head[element]; g != NO_REASON; g = s->nogoods[g].next) {
        const uint32_t *const others = s->words + s->nogoods[g].begin;
        uint32_t i = 0;
        while (i < s->nogoods[g].n &&
               s->begin[s->variable_of[others[i]]] + s->value[s->variable_of[others[i]]] ==
                   others[i]) {
            i++;
        }
        s->effort += i + 1;
        if (i == s->nogoods[g].n) {
            return g;
        }
    }
    return NO_REASON;
}

/* No value of `v` is left: why, as a nogood over variables before it. The variable to go back to;
 * NO_REASON: nothing before it has to do with it. */
static bool learn(search *s, uint32_t v, uint32_t *back_to) {
    uint32_t *made = NULL;
    size_t n = 0;
    size_t cap = 0;
    bool ok = true;
    for (uint32_t e = s->begin[v]; ok && e < s->begin[v + 1]; e++) {
        const known *const g = &s->nogoods[s->reason[e]];
        uint32_t *grown = solve_grow(made, n, g->n, &cap, sizeof *made);
        ok = grown != NULL;
        made = ok ? grown : made;
        for (uint32_t i = 0; ok && i < g->n; i++) {
            const uint32_t other = s->words[g->begin + i];
            if (!s->met[other]) {
                s->met[other] = true;
                made[n++] = other;
            }
        }
    }
    uint32_t last = 0;
    for (size_t i = 0; i < n; i++) {
        s->met[made[i]] = false;
        last = made[i] > made[last] ? (uint32_t)i : last;
    }
    if (ok && n > 0) { /* only which one is last matters */
        const uint32_t swapped = made[n - 1];
        made[n - 1] = made[last];
        made[last] = swapped;
        *back_to = s->variable_of[made[n - 1]];
        ok = add(s, made, (uint32_t)n);
        s->reason[made[n - 1]] = (uint32_t)(s->n_nogoods - 1);
    } else {
        *back_to = NO_REASON;
    }
    s->effort += n;
    free(made);
    return ok;
}

/* The next value of `v` that no nogood rules out, from s->value[v] on. */
static bool try_values(search *s, uint32_t v) {
    for (; s->value[v] < s->begin[v + 1] - s->begin[v]; s->value[v]++) {
        const uint32_t e = s->begin[v] + s->value[v];
        s->reason[e] = broken_by(s, e);
        if (s->reason[e] == NO_REASON) {
            return true;
        }
    }
    return false;
}

static first_end run(search *s, uint64_t effort_max) {
    uint32_t v = 0;
    while (v < s->d->n_variables) {
        if (s->effort > effort_max) {
            return FIRST_UNKNOWN;
        }
        if (try_values(s, v)) {
            v++;
            if (v < s->d->n_variables) {
                s->value[v] = 0;
            }
            continue;
        }
        uint32_t back_to = NO_REASON;
        if (!learn(s, v, &back_to)) {
            return FIRST_NO_MEMORY;
        }
        if (back_to == NO_REASON) {
            return FIRST_NONE;
        }
        v = back_to;
        s->value[v]++;
    }
    return FIRST_FOUND;
}

first_end first_find(const truce_domain *d, uint64_t effort_max, uint32_t *values) {
    search s = {.d = d};
    const first_end end = prepare(&s) && add_all(&s) ? run(&s, effort_max) : FIRST_NO_MEMORY;
    for (uint32_t i = 0; end == FIRST_FOUND && i < d->n_variables; i++) {
        values[i] = s.value[i];
    }
    free(s.begin);
    free(s.value);
    free(s.variable_of);
    free(s.head);
    free(s.reason);
    free(s.met);
    free(s.nogoods);
    free(s.words);
    return end;
}
