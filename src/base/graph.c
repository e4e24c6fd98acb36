/* Graphs of what comes before what: arcs laid out by where they start, and the strongly connected
 * components of them by Tarjan's walk, with a stack of our own so that long chains cannot exhaust
 * the machine's. */
#include "truce/base/graph.h"

#define NONE UINT32_MAX

bool truce_arcs_make(truce_arcs *arcs, uint32_t n, const truce_arc *list, size_t n_list,
                     truce_arena *arena) {
    *arcs = (truce_arcs){.n = n};
    arcs->begin = truce_arena_zero(arena, n + 2U, sizeof *arcs->begin);
    arcs->to = truce_arena_take(arena, n_list * sizeof *arcs->to);
    arcs->edge = truce_arena_take(arena, n_list * sizeof *arcs->edge);
    if (arcs->begin == NULL || arcs->to == NULL || arcs->edge == NULL) {
        return false;
    }
    for (size_t i = 0; i < n_list; i++) {
        arcs->begin[list[i].from + 2]++;
    }
    for (uint32_t v = 2; v < n + 2U; v++) {
        arcs->begin[v] += arcs->begin[v - 1];
    }
    for (size_t i = 0; i < n_list; i++) {
        const uint32_t at = arcs->begin[list[i].from + 1]++;
        arcs->to[at] = list[i].to;
        arcs->edge[at] = list[i].edge;
    }
    return true;
}

typedef struct walk {
    const truce_arcs *arcs;
    uint32_t *found; /* [v]: when it was first seen, from 1; 0: not yet */
    uint32_t *low;   /* [v]: the earliest that it leads back to */
    uint32_t *next;  /* [v]: the arc to follow next */
    uint32_t *path;  /* from the root to where we are */
    uint32_t *open;  /* seen, and in no component yet */
    uint32_t n_path, n_open, n_found, n_components;
    uint32_t *component;
} walk;

static void enter(walk *w, uint32_t v) {
    w->found[v] = w->low[v] = ++w->n_found;
    w->next[v] = w->arcs->begin[v];
    w->path[w->n_path++] = v;
    w->open[w->n_open++] = v;
}

/* All arcs of v are followed: it may be where its component was entered. */
static void leave(walk *w, uint32_t v) {
    w->n_path--;
    if (w->n_path > 0) {
        const uint32_t above = w->path[w->n_path - 1];
        w->low[above] = w->low[v] < w->low[above] ? w->low[v] : w->low[above];
    }
    if (w->low[v] == w->found[v]) {
        uint32_t member = 0;
        do {
            member = w->open[--w->n_open];
            w->component[member] = w->n_components;
        } while (member != v);
        w->n_components++;
    }
}

static void walk_from(walk *w, uint32_t root) {
    enter(w, root);
    while (w->n_path > 0) {
        const uint32_t v = w->path[w->n_path - 1];
        if (w->next[v] == w->arcs->begin[v + 1]) {
            leave(w, v);
            continue;
        }
        const uint32_t to = w->arcs->to[w->next[v]++];
        if (w->found[to] == 0) {
            enter(w, to);
        } else if (w->component[to] == NONE && w->found[to] < w->low[v]) {
            w->low[v] = w->found[to];
        }
    }
}

bool truce_arcs_components(const truce_arcs *arcs, uint32_t *component, uint32_t *count,
                           truce_arena *arena) {
    walk w = {.arcs = arcs, .component = component};
    w.found = truce_arena_zero(arena, arcs->n, sizeof *w.found);
    w.low = truce_arena_take(arena, arcs->n * sizeof *w.low);
    w.next = truce_arena_take(arena, arcs->n * sizeof *w.next);
    w.path = truce_arena_take(arena, arcs->n * sizeof *w.path);
    w.open = truce_arena_take(arena, arcs->n * sizeof *w.open);
    if (w.found == NULL || w.low == NULL || w.next == NULL || w.path == NULL || w.open == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < arcs->n; v++) {
        component[v] = NONE;
    }
    for (uint32_t v = 0; v < arcs->n; v++) {
        if (w.found[v] == 0) {
            walk_from(&w, v);
        }
    }
    /* A component is closed before those that lead to it, so counting backwards is the order. */
    for (uint32_t v = 0; v < arcs->n; v++) {
        component[v] = w.n_components - 1 - component[v];
    }
    *count = w.n_components;
    return true;
}
