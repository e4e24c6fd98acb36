/* The conditions of stability/inverse.h do not look at the maker's own preference, so that each
 * statement only changes which states are above s. */
#include "truce/stability/addition.h"

#include "stability/conditions.h"

enum { WORK_MAX = 200000000 };

typedef struct trial {
    const truce_graph_states *states;
    const uint32_t *rank; /* the maker's */
    uint32_t s;
    const truce_inverse *c;
    const truce_addition *with; /* NULL: as it is */
} trial;

static bool holds_in(const truce_addition *a, truce_graph_state s) {
    return truce_graph_matches(a->says, s) != a->denied;
}

static bool above(const trial *t, uint32_t state) {
    if (t->with != NULL) {
        const bool there = holds_in(t->with, truce_graph_at(t->states, state));
        const bool here = holds_in(t->with, truce_graph_at(t->states, t->s));
        if (there != here) {
            return there;
        }
    }
    return t->rank[state] > t->rank[t->s];
}

static bool closed(const trial *t, const truce_inverse_way *way) {
    bool any = above(t, way->state);
    for (uint32_t k = 0; k < way->n_closed && !any; k++) {
        any = above(t, way->closed[k]);
    }
    return any;
}

static bool stable(const trial *t) {
    for (uint32_t i = 0; i < t->c->n; i++) {
        const truce_inverse_condition *const c = &t->c->conditions[i];
        uint32_t w = 0;
        while (w < c->n && closed(t, &c->ways[w])) {
            w++;
        }
        if (w == c->n) {
            return false;
        }
    }
    return true;
}

static void try_one(trial *t, truce_addition a, truce_additions *out) {
    t->with = &a;
    if (stable(t) == out->stable) {
        return;
    }
    if (out->n == TRUCE_ADDITIONS_MAX) {
        out->more = true;
        return;
    }
    out->at[out->n++] = a;
}

/* The four ways to take or not to take two options. */
static void try_pair(trial *t, uint64_t a, uint64_t b, bool denied, truce_additions *out) {
    const uint64_t taken[] = {a | b, a, b, 0};
    for (size_t k = 0; k < sizeof taken / sizeof *taken; k++) {
        try_one(t, (truce_addition){{a | b, taken[k]}, denied}, out);
    }
}

/* How many states the conditions name, each as often as it stands there. */
static uint64_t size_of(const truce_inverse *c) {
    uint64_t size = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        for (uint32_t w = 0; w < c->conditions[i].n; w++) {
            size += 1 + c->conditions[i].ways[w].n_closed;
        }
    }
    return size;
}

static void try_all(trial *t, truce_additions *out) {
    const uint32_t n = t->states->model->n_options;
    for (uint32_t k = 0; k < n; k++) {
        const uint64_t a = UINT64_C(1) << k;
        try_one(t, (truce_addition){{a, a}, false}, out);
        try_one(t, (truce_addition){{a, 0}, false}, out);
    }
    out->untried = out->n == 0 && size_of(t->c) * n * n * 4 > WORK_MAX;
    for (int denied = 0; denied < 2 && out->n == 0 && !out->untried; denied++) {
        for (uint32_t k = 0; k < n; k++) {
            for (uint32_t l = k + 1; l < n; l++) {
                try_pair(t, UINT64_C(1) << k, UINT64_C(1) << l, denied == 1, out);
            }
        }
    }
}

truce_status truce_additions_find(const truce_graph_states *states, uint32_t s, uint32_t maker,
                                  truce_graph_concept concept, truce_additions *out,
                                  truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_inverse c = {.n = 0};
    bool apart = false;
    const truce_status status =
        conditions_find(states, s, maker, concept, &scratch, &c, &apart, err);
    if (status == TRUCE_OK) {
        trial t = {.states = states, .rank = states->rank[maker], .s = s, .c = &c};
        *out = (truce_additions){.stable = stable(&t)};
        try_all(&t, out);
    }
    truce_arena_clear(&scratch);
    return status;
}
