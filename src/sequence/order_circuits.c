/* Every loop of a knot once: from each step as the lowest, the ways back to it through higher ones.
 * A step from which there was no way back stays blocked until a step behind it is left again.
 * PAPER: johnson1975 */
#include "order_parts.h"

#include <stdlib.h>

#include "solve/antichain.h"

enum { FAMILY_MAX = 20000 };

typedef struct circuits {
    const knot *k;
    uint32_t root;
    truce_arcs in; /* the same arcs by where they end; the edge is the arc's place in k->arcs */
    uint32_t *component; /* [step]: of those not below the root */
    bool *blocked;       /* [step] */
    bool *waits;         /* [arc]: its start is unblocked with its end */
    uint32_t *path;      /* arcs, from the root on */
    uint32_t n_path;
    uint32_t *at;     /* [depth]: the arc to follow next from the step there */
    bool *closed;     /* [depth]: a loop was closed from there */
    uint32_t *stack;  /* of steps to unblock */
    uint32_t *labels; /* of the loop just closed */
    antichain family;
    uint64_t effort, effort_max;
} circuits;

static bool circuits_make(circuits *c, const knot *k, truce_arena *arena) {
    truce_arc *list = truce_arena_take(arena, k->n_links * sizeof *list);
    c->k = k;
    c->component = truce_arena_take(arena, k->n * sizeof *c->component);
    c->blocked = truce_arena_zero(arena, k->n, sizeof *c->blocked);
    c->waits = truce_arena_zero(arena, k->n_links, sizeof *c->waits);
    c->path = truce_arena_take(arena, ((size_t)k->n + 1) * sizeof *c->path);
    c->at = truce_arena_take(arena, ((size_t)k->n + 1) * sizeof *c->at);
    c->closed = truce_arena_take(arena, ((size_t)k->n + 1) * sizeof *c->closed);
    c->stack = truce_arena_take(arena, k->n * sizeof *c->stack);
    c->labels = truce_arena_take(arena, k->n * sizeof *c->labels);
    if (list == NULL || c->component == NULL || c->blocked == NULL || c->waits == NULL ||
        c->path == NULL || c->at == NULL || c->closed == NULL || c->stack == NULL ||
        c->labels == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < k->n; v++) {
        for (uint32_t i = k->arcs.begin[v]; i < k->arcs.begin[v + 1]; i++) {
            list[i] = (truce_arc){k->arcs.to[i], v, i};
        }
    }
    return truce_arcs_make(&c->in, k->n, list, k->n_links, arena) &&
           antichain_init(&c->family, k->n_demands);
}

/* The components of what is not below the root. */
static bool components(circuits *c, truce_arena *arena) {
    const knot *const k = c->k;
    truce_arc *list = truce_arena_take(arena, k->n_links * sizeof *list);
    truce_arcs arcs;
    uint32_t n = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; list != NULL && i < k->n_links; i++) {
        if (k->links[i].from >= c->root && k->links[i].to >= c->root) {
            list[n++] = (truce_arc){k->links[i].from, k->links[i].to, i};
        }
    }
    c->effort += k->n + k->n_links;
    return list != NULL && truce_arcs_make(&arcs, k->n, list, n, arena) &&
           truce_arcs_components(&arcs, c->component, &count, arena);
}

static void unblock(circuits *c, uint32_t step) {
    uint32_t n = 0;
    c->blocked[step] = false;
    c->stack[n++] = step;
    while (n > 0) {
        const uint32_t v = c->stack[--n];
        for (uint32_t i = c->in.begin[v]; i < c->in.begin[v + 1]; i++, c->effort++) {
            const uint32_t from = c->in.to[i];
            if (c->waits[c->in.edge[i]]) {
                c->waits[c->in.edge[i]] = false;
                if (c->blocked[from]) {
                    c->blocked[from] = false;
                    c->stack[n++] = from;
                }
            }
        }
    }
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* The path has come back to the root. */
static bool close(circuits *c) {
    uint32_t n = 0;
    bool strict = false;
    for (uint32_t i = 0; i < c->n_path; i++) {
        const knot_link *const l = &c->k->links[c->k->arcs.edge[c->path[i]]];
        strict = strict || l->strict;
        if (l->demand != KNOT_PLAN) {
            c->labels[n++] = l->demand;
        }
    }
    c->effort += 16 * (uint64_t)c->n_path; /* they are sorted, and compared with others */
    if (!strict) {
        return true;
    }
    if (n > 0) {
        qsort(c->labels, n, sizeof *c->labels, by_number);
    }
    return antichain_add(&c->family, (truce_set){c->labels, n}) != ANTICHAIN_NO_MEMORY;
}

static bool is_over(const circuits *c) {
    return c->effort + c->family.effort > c->effort_max || c->family.n_live > FAMILY_MAX;
}

static void enter(circuits *c, uint32_t step) {
    c->blocked[step] = true;
    c->at[c->n_path] = c->k->arcs.begin[step];
    c->closed[c->n_path] = false;
}

/* All ways on from the path's last step are tried: go back one. */
static void leave(circuits *c, uint32_t step) {
    const knot *const k = c->k;
    if (c->closed[c->n_path]) {
        unblock(c, step);
    } else {
        for (uint32_t i = k->arcs.begin[step]; i < k->arcs.begin[step + 1]; i++, c->effort++) {
            c->waits[i] = true;
        }
    }
    if (c->n_path > 0) {
        c->closed[c->n_path - 1] = c->closed[c->n_path - 1] || c->closed[c->n_path];
    }
}

/* All loops whose lowest step is the root. */
static bool from_root(circuits *c) {
    const knot *const k = c->k;
    for (uint32_t v = c->root; v < k->n; v++) {
        c->blocked[v] = false;
        for (uint32_t i = k->arcs.begin[v]; i < k->arcs.begin[v + 1]; i++) {
            c->waits[i] = false;
        }
    }
    c->n_path = 0;
    enter(c, c->root);
    for (;;) {
        const uint32_t step = c->n_path > 0 ? k->arcs.to[c->path[c->n_path - 1]] : c->root;
        const uint32_t arc = c->at[c->n_path];
        if (arc == k->arcs.begin[step + 1]) {
            leave(c, step);
            if (c->n_path == 0) {
                return true;
            }
            c->n_path--;
            continue;
        }
        c->at[c->n_path]++;
        c->effort++;
        const uint32_t to = k->arcs.to[arc];
        if (to < c->root || c->component[to] != c->component[c->root]) {
            continue;
        }
        if (to == c->root) {
            c->path[c->n_path++] = arc;
            const bool ok = close(c);
            c->closed[--c->n_path] = true;
            if (!ok) {
                return false;
            }
        } else if (!c->blocked[to]) {
            c->path[c->n_path++] = arc;
            enter(c, to);
        }
        if (is_over(c)) {
            return true;
        }
    }
}

static int by_size(const void *left, const void *right) {
    return truce_set_compare(*(const truce_set *)left, *(const truce_set *)right);
}

static bool list_family(const antichain *a, truce_arena *arena, truce_sets *out) {
    truce_set *sets = truce_arena_take(arena, a->n_live * sizeof *sets);
    size_t n = 0;
    for (uint32_t i = 0; sets != NULL && i < a->n; i++) {
        if (a->at[i].dead) {
            continue;
        }
        const truce_set from = antichain_set(a, i);
        uint32_t *at = truce_arena_take(arena, from.n * sizeof *at);
        if (at == NULL) {
            return false;
        }
        for (uint32_t d = 0; d < from.n; d++) {
            at[d] = from.at[d];
        }
        sets[n++] = (truce_set){at, from.n};
    }
    if (n > 1) {
        qsort(sets, n, sizeof *sets, by_size);
    }
    *out = (truce_sets){sets, n};
    return sets != NULL;
}

bool knot_all_loops(knot *k, uint64_t effort_max, truce_arena *arena, truce_sets *family,
                    bool *all) {
    truce_arena scratch = truce_arena_new();
    circuits c = {.effort_max = effort_max};
    bool ok = circuits_make(&c, k, &scratch);
    for (; ok && c.root < k->n && !is_over(&c); c.root++) {
        truce_arena round = truce_arena_new();
        ok = components(&c, &round) && from_root(&c);
        truce_arena_clear(&round);
    }
    *all = ok && !is_over(&c);
    ok = ok && (!*all || list_family(&c.family, arena, family));
    antichain_clear(&c.family);
    truce_arena_clear(&scratch);
    return ok;
}
