/* Orders of things whose numbers lie in spans. Things tied to each other are one class. A strict
 * order is a node of its own between the classes that are worse and those that are better, so that
 * a long line costs what it names and not the pairs. Along the graph each low end lifts the low
 * ends above it, and each high end presses down; `open` says that an end itself is not reached. For
 * such orders that is all there is to know: some numbers satisfy them if and only if no span is
 * empty. */
#include <assert.h>
#include <stdlib.h>

#include "belief_parts.h"

typedef struct bound {
    truce_ratio at;
    bool open;
    uint32_t from; /* the order that made it so; TRUCE_NONE: its own */
} bound;

typedef struct graph {
    belief_maker *m;
    belief_ranking *r;
    uint32_t *parent;             /* [thing]: ties, as a forest */
    uint32_t n;                   /* nodes: classes, then orders */
    uint32_t *begins;             /* [node] -> its first edge upwards */
    uint32_t *edges;              /* to better nodes */
    uint32_t *waits;              /* [node]: worse nodes not yet dealt with */
    uint32_t *sorted;             /* nodes, each behind all that are worse */
    bound *low, *high;            /* [node] */
    truce_ratio *floor, *ceiling; /* [class]: its own span */
} graph;

/* ---- ties ---- */

static uint32_t root(uint32_t *parent, uint32_t i) {
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static void tie(graph *g, uint32_t a, uint32_t b) {
    const uint32_t ra = root(g->parent, a);
    const uint32_t rb = root(g->parent, b);
    g->parent[ra < rb ? rb : ra] = ra < rb ? ra : rb;
}

static void tie_order(graph *g, const truce_belief_order *o) {
    for (uint32_t i = 0; i < o->n_better; i++) {
        tie(g, o->better[0], o->better[i]);
    }
    for (uint32_t i = 0; i < o->n_worse; i++) {
        tie(g, o->better[0], o->worse[i]);
    }
}

static bool find_classes(graph *g) {
    belief_ranking *const r = g->r;
    truce_arena *const arena = g->m->arena;
    g->parent = truce_arena_take(arena, r->n * sizeof *g->parent);
    r->classes = truce_arena_take(arena, r->n * sizeof *r->classes);
    g->floor = truce_arena_take(arena, r->n * sizeof *g->floor);
    g->ceiling = truce_arena_take(arena, r->n * sizeof *g->ceiling);
    if (g->parent == NULL || r->classes == NULL || g->floor == NULL || g->ceiling == NULL) {
        return belief_no_memory(g->m);
    }
    for (uint32_t i = 0; i < r->n; i++) {
        g->parent[i] = i;
    }
    for (uint32_t i = 0; i < r->n_orders; i++) {
        if (r->orders[i].tied && r->orders[i].n_better > 0) {
            tie_order(g, &r->orders[i]);
        }
    }
    r->n_classes = 0;
    for (uint32_t i = 0; i < r->n; i++) { /* a root is the least of its tree */
        const uint32_t of = root(g->parent, i);
        const uint32_t class = of == i ? r->n_classes++ : r->classes[of];
        r->classes[i] = class;
        if (of == i || truce_ratio_compare(r->spans[i].low, g->floor[class]) > 0) {
            g->floor[class] = r->spans[i].low;
        }
        if (of == i || truce_ratio_compare(r->spans[i].high, g->ceiling[class]) < 0) {
            g->ceiling[class] = r->spans[i].high;
        }
    }
    return true;
}

/* ---- the graph ---- */

static void count_edge(graph *g, uint32_t from, uint32_t to, bool put) {
    if (put) {
        g->edges[--g->begins[from]] = to;
    } else {
        g->begins[from]++;
        g->waits[to]++;
    }
}

static void walk_edges(graph *g, bool put) {
    const belief_ranking *const r = g->r;
    for (uint32_t i = 0; i < r->n_orders; i++) {
        const truce_belief_order *const o = &r->orders[i];
        for (uint32_t k = 0; !o->tied && k < o->n_worse; k++) {
            count_edge(g, r->classes[o->worse[k]], r->n_classes + i, put);
        }
        for (uint32_t k = 0; !o->tied && k < o->n_better; k++) {
            count_edge(g, r->n_classes + i, r->classes[o->better[k]], put);
        }
    }
}

static bool build(graph *g) {
    const belief_ranking *const r = g->r;
    truce_arena *const arena = g->m->arena;
    size_t n_edges = 0;
    for (uint32_t i = 0; i < r->n_orders; i++) {
        n_edges += (size_t)r->orders[i].n_better + r->orders[i].n_worse;
    }
    g->n = r->n_classes + r->n_orders;
    g->begins = truce_arena_zero(arena, (size_t)g->n + 1, sizeof *g->begins);
    g->waits = truce_arena_zero(arena, g->n, sizeof *g->waits);
    g->edges = truce_arena_take(arena, n_edges * sizeof *g->edges);
    g->sorted = truce_arena_take(arena, g->n * sizeof *g->sorted);
    g->low = truce_arena_take(arena, g->n * sizeof *g->low);
    g->high = truce_arena_take(arena, g->n * sizeof *g->high);
    if (g->begins == NULL || (g->n > 0 && g->waits == NULL) || g->edges == NULL ||
        g->sorted == NULL || g->low == NULL || g->high == NULL) {
        return belief_no_memory(g->m);
    }
    walk_edges(g, false);
    for (uint32_t i = 1; i <= g->n; i++) {
        g->begins[i] += g->begins[i - 1];
    }
    walk_edges(g, true); /* each begin moves down from the end of its edges to their start */
    return true;
}

/* ---- rings ---- */

/* From a node in a ring, or behind one, always to something worse that waits too: a node met twice
 * is in a ring, whose orders are then walked once more. */
static bool report_ring(graph *g) {
    const belief_ranking *const r = g->r;
    uint32_t *const worse = truce_arena_take(g->m->arena, g->n * sizeof *worse);
    bool *const met = truce_arena_zero(g->m->arena, g->n, sizeof *met);
    if (worse == NULL || met == NULL) {
        return belief_no_memory(g->m);
    }
    uint32_t at = TRUCE_NONE;
    for (uint32_t i = 0; i < g->n; i++) {
        for (uint32_t e = g->begins[i]; g->waits[i] > 0 && e < g->begins[i + 1]; e++) {
            worse[g->edges[e]] = i;
        }
        at = g->waits[i] > 0 ? i : at;
    }
    while (!met[at]) {
        met[at] = true;
        at = worse[at];
    }
    truce_place last = 0;
    truce_place first = UINT32_MAX;
    const uint32_t begin = at;
    do {
        if (at >= r->n_classes) {
            const truce_place place = r->orders[at - r->n_classes].place;
            last = place > last ? place : last;
            first = place < first ? place : first;
        }
        at = worse[at];
    } while (at != begin);
    return belief_wrong(g->m, last, 0,
                        first != last ? belief_other_line(g->m, first)
                                      : TRUCE_STR("something comes out better than itself"),
                        "these orders of %s run in a ring", r->what);
}

/* Every node behind all that are worse; false: there is a ring. */
static bool sort_nodes(graph *g) {
    uint32_t done = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        if (g->waits[i] == 0) {
            g->sorted[n++] = i;
        }
    }
    for (; done < n; done++) {
        const uint32_t at = g->sorted[done];
        for (uint32_t e = g->begins[at]; e < g->begins[at + 1]; e++) {
            if (--g->waits[g->edges[e]] == 0) {
                g->sorted[n++] = g->edges[e];
            }
        }
    }
    return n == g->n || report_ring(g);
}

/* ---- ends ---- */

/* Which of two low ends says more; for high ends with `sign` -1. */
static bool says_more(bound a, bound b, int sign) {
    const int order = sign * truce_ratio_compare(a.at, b.at);
    return order > 0 || (order == 0 && a.open && !b.open);
}

static void lift(graph *g) {
    const uint32_t n_classes = g->r->n_classes;
    bool *const set = g->r->floored; /* classes; an order without anything worse lifts nothing */
    for (uint32_t i = 0; i < n_classes; i++) {
        g->low[i] = (bound){g->floor[i], false, TRUCE_NONE};
        g->high[i] = (bound){g->ceiling[i], false, TRUCE_NONE};
        set[i] = false;
        g->r->topped[i] = false;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        const uint32_t at = g->sorted[i];
        for (uint32_t e = g->begins[at]; e < g->begins[at + 1]; e++) {
            const uint32_t to = g->edges[e];
            bound b = g->low[at];
            if (at < n_classes) { /* to an order: the first, or the most of them */
                const bool first = g->waits[to] == 0;
                g->waits[to] = 1;
                b.open = true;
                b.from = to - n_classes;
                if (first || says_more(b, g->low[to], 1)) {
                    g->low[to] = b;
                }
            } else {
                set[to] = true;
                if (says_more(b, g->low[to], 1)) {
                    g->low[to] = b;
                }
            }
        }
    }
}

static void press(graph *g) {
    const uint32_t n_classes = g->r->n_classes;
    for (uint32_t i = g->n; i-- > 0;) {
        const uint32_t at = g->sorted[i];
        bool first = true;
        for (uint32_t e = g->begins[at]; e < g->begins[at + 1]; e++) {
            bound b = g->high[g->edges[e]];
            if (at < n_classes) {
                g->r->topped[at] = true;
            } else {
                b.open = true;
                b.from = at - n_classes;
            }
            if ((at >= n_classes && first) || says_more(b, g->high[at], -1)) {
                g->high[at] = b;
            }
            first = false;
        }
    }
}

static bool is_empty(bound low, bound high) {
    const int order = truce_ratio_compare(low.at, high.at);
    return order > 0 || (order == 0 && (low.open || high.open));
}

static truce_place last_place(const belief_ranking *r, const uint32_t *things, uint32_t n) {
    truce_place last = 0;
    for (uint32_t i = 0; i < n; i++) {
        last = r->places[things[i]] > last ? r->places[things[i]] : last;
    }
    return last;
}

/* Where the numbers are that it does not fit: advice. */
static truce_str numbers_at(graph *g, const truce_belief_order *order) {
    truce_arena *const arena = g->m->arena;
    const truce_place a = last_place(g->r, order->better, order->n_better);
    const truce_place b = last_place(g->r, order->worse, order->n_worse);
    if (a == 0 && b == 0) {
        return TRUCE_STR("compare it with the numbers stated, and with the other orders");
    }
    const truce_str first = truce_report_where(g->m->report, a != 0 ? a : b, arena);
    if (a == 0 || b == 0) {
        return truce_arena_printf(arena,
                                  "compare it with the number at %.*s, and with the other "
                                  "orders",
                                  TRUCE_STR_ARGS(first));
    }
    const truce_str second = truce_report_where(g->m->report, b, arena);
    return truce_arena_printf(arena, "compare it with the numbers at %.*s and %.*s",
                              TRUCE_STR_ARGS(first), TRUCE_STR_ARGS(second));
}

/* A span that ties or orders leave nothing of. */
static bool report_misfit(graph *g, uint32_t class) {
    const belief_ranking *const r = g->r;
    uint32_t by = g->low[class].from;
    for (uint32_t i = 0; by == TRUCE_NONE && i < r->n_orders; i++) {
        if (r->orders[i].tied && r->classes[r->orders[i].better[0]] == class) {
            by = i;
        }
    }
    assert(by != TRUCE_NONE); /* no span is empty by itself */
    return belief_wrong(g->m, r->orders[by].place, 0, numbers_at(g, &r->orders[by]),
                        "this order of %s does not fit the numbers", r->what);
}

bool belief_rank(belief_maker *m, belief_ranking *ranking) {
    graph g = {.m = m, .r = ranking};
    if (!find_classes(&g)) {
        return false;
    }
    ranking->topped = truce_arena_take(m->arena, ranking->n_classes * sizeof(bool));
    ranking->floored = truce_arena_take(m->arena, ranking->n_classes * sizeof(bool));
    if (ranking->topped == NULL || ranking->floored == NULL) {
        return belief_no_memory(m);
    }
    if (!build(&g) || !sort_nodes(&g)) {
        return false;
    }
    lift(&g); /* sort_nodes() left `waits` all zero */
    for (uint32_t i = 0; i < ranking->n_classes; i++) {
        if (is_empty(g.low[i], (bound){g.ceiling[i], false, TRUCE_NONE})) {
            return report_misfit(&g, i);
        }
    }
    press(&g);
    for (uint32_t i = 0; i < ranking->n; i++) {
        const uint32_t class = ranking->classes[i];
        ranking->spans[i] = (truce_bounds){g.low[class].at, g.high[class].at};
    }
    return true;
}
