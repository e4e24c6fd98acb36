/* Where no circle adds up to less than nothing, arcs can be given weights of 0 and more that keep
 * the lengths of all circles: passes to and fro over the steps of a part lower what is raised until
 * nothing changes. Arcs of no days or less come mostly from "after", and a walk along them gives an
 * order in which one pass carries them all the way. Where a step is lowered by itself over others,
 * these are a circle of less than nothing. PAPER: yen1970 */
#include "times_parts.h"

typedef struct raiser {
    truce_times_graph *g;
    uint32_t *component;
    uint32_t n_components;
    truce_arcs members; /* component -> steps, in the order of the passes */
    uint32_t *place;    /* [step]: in that order */
    uint32_t *by;       /* [step]: the edge that lowered it last, or TRUCE_NO_EDGE */
    uint32_t *from;     /* [step]: where that edge starts */
    uint64_t *seen;     /* [step]: in which round of looking for a circle */
    uint64_t rounds;
    uint8_t *lowered; /* [step]: and has not told those behind it (1), before it (2) */
} raiser;

enum { AHEAD = 1, BACK = 2 };

/* ---- the order of the passes ----------------------------------------------------------------- */

/* The steps so that what leads to others along arcs of at most 0 comes before these, as far as that
 * runs in no circle: the last to be left comes first. */
static bool find_order(const truce_times_graph *g, truce_arena *arena, uint32_t *order) {
    uint32_t *next = truce_arena_take(arena, g->n * sizeof *next);
    uint32_t *path = truce_arena_take(arena, g->n * sizeof *path);
    bool *met = truce_arena_zero(arena, g->n, sizeof *met);
    uint32_t left = g->n;
    if (next == NULL || path == NULL || met == NULL) {
        return false;
    }
    for (uint32_t root = g->n; root-- > 0;) {
        uint32_t n = 0;
        if (!met[root]) {
            met[root] = true;
            next[root] = g->out.begin[root];
            path[n++] = root;
        }
        while (n > 0) {
            const uint32_t v = path[n - 1];
            if (next[v] == g->out.begin[v + 1]) {
                order[--left] = v;
                n--;
                continue;
            }
            const uint32_t i = next[v]++;
            const uint32_t to = g->out.to[i];
            if (!met[to] && times_weight(g, g->out.edge[i]) <= 0) {
                met[to] = true;
                next[to] = g->out.begin[to];
                path[n++] = to;
            }
        }
    }
    return true;
}

static bool raiser_make(raiser *r, truce_times_graph *g, truce_arena *arena) {
    *r = (raiser){.g = g};
    uint32_t *order = truce_arena_take(arena, g->n * sizeof *order);
    truce_arc *list = truce_arena_take(arena, g->n * sizeof *list);
    r->component = truce_arena_take(arena, g->n * sizeof *r->component);
    r->place = truce_arena_take(arena, g->n * sizeof *r->place);
    r->by = truce_arena_take(arena, g->n * sizeof *r->by);
    r->from = truce_arena_take(arena, g->n * sizeof *r->from);
    r->seen = truce_arena_zero(arena, g->n, sizeof *r->seen);
    r->lowered = truce_arena_take(arena, g->n);
    if (order == NULL || list == NULL || r->component == NULL || r->place == NULL ||
        r->by == NULL || r->from == NULL || r->seen == NULL || r->lowered == NULL ||
        !find_order(g, arena, order) ||
        !truce_arcs_components(&g->out, r->component, &r->n_components, arena)) {
        return false;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        list[i] = (truce_arc){r->component[order[i]], order[i], i};
        r->place[order[i]] = i;
        r->by[i] = TRUCE_NO_EDGE;
        r->lowered[i] = AHEAD | BACK;
    }
    return truce_arcs_make(&r->members, r->n_components, list, g->n, arena);
}

/* ---- passes ---------------------------------------------------------------------------------- */

/* Tell those that arcs of `v` lead to: within its part and on one side of it in the order, or (0)
 * in other parts. True if one is lowered. */
static bool tell(raiser *r, uint32_t v, uint8_t side) {
    const truce_times_graph *const g = r->g;
    bool any = false;
    for (uint32_t i = g->out.begin[v]; i < g->out.begin[v + 1]; i++) {
        const uint32_t to = g->out.to[i];
        const bool same = r->component[to] == r->component[v];
        if (side == 0 ? same : !same || (side == AHEAD) != (r->place[v] < r->place[to])) {
            continue;
        }
        const int64_t lower = g->raised[v] + times_weight(g, g->out.edge[i]);
        if (lower < g->raised[to]) {
            g->raised[to] = lower;
            r->by[to] = same ? g->out.edge[i] : TRUCE_NO_EDGE;
            r->from[to] = v;
            r->lowered[to] = AHEAD | BACK;
            any = true;
        }
    }
    return any;
}

static bool pass(raiser *r, uint32_t component, uint8_t side) {
    const uint32_t begin = r->members.begin[component];
    const uint32_t end = r->members.begin[component + 1];
    bool any = false;
    for (uint32_t i = 0; i < end - begin; i++) {
        const uint32_t v = r->members.to[side == AHEAD ? begin + i : end - 1 - i];
        if ((r->lowered[v] & side) != 0) {
            r->lowered[v] = (uint8_t)(r->lowered[v] & ~side);
            any = tell(r, v, side) || any;
        }
    }
    return any;
}

/* A step on a circle of those that lowered each other, or TRUCE_NO_EDGE. */
static uint32_t on_a_circle(raiser *r, uint32_t component) {
    const uint64_t before = r->rounds;
    for (uint32_t i = r->members.begin[component]; i < r->members.begin[component + 1]; i++) {
        uint32_t v = r->members.to[i];
        r->rounds++;
        while (r->seen[v] <= before && r->by[v] != TRUCE_NO_EDGE) {
            r->seen[v] = r->rounds;
            v = r->from[v];
        }
        if (r->seen[v] == r->rounds && r->by[v] != TRUCE_NO_EDGE) {
            return v;
        }
        r->seen[v] = r->seen[v] <= before ? r->rounds : r->seen[v];
    }
    return TRUCE_NO_EDGE;
}

/* An arc from a step of this part to itself, of less than nothing. */
static uint32_t own_circle(const raiser *r, uint32_t component) {
    const truce_times_graph *const g = r->g;
    for (uint32_t m = r->members.begin[component]; m < r->members.begin[component + 1]; m++) {
        const uint32_t v = r->members.to[m];
        for (uint32_t i = g->out.begin[v]; i < g->out.begin[v + 1]; i++) {
            if (g->out.to[i] == v && times_weight(g, g->out.edge[i]) < 0) {
                return g->out.edge[i];
            }
        }
    }
    return TRUCE_NO_EDGE;
}

/* Pass to and fro until nothing changes; a step on a circle, if that never ends. */
static uint32_t settle(raiser *r, uint32_t component) {
    for (;;) {
        const bool ahead = pass(r, component, AHEAD);
        const bool back = pass(r, component, BACK);
        if (!ahead && !back) {
            return TRUCE_NO_EDGE;
        }
        const uint32_t v = on_a_circle(r, component);
        if (v != TRUCE_NO_EDGE) {
            return v;
        }
    }
}

static bool keep_circle(const raiser *r, uint32_t v, truce_arena *arena, uint32_t **circle,
                        uint32_t *n) {
    uint32_t length = 0;
    uint32_t at = v;
    do {
        length++;
        at = r->from[at];
    } while (at != v);
    uint32_t *edges = truce_arena_take(arena, length * sizeof *edges);
    for (uint32_t i = length; edges != NULL && i-- > 0; at = r->from[at]) {
        edges[i] = r->by[at];
    }
    *circle = edges;
    *n = length;
    return edges != NULL;
}

/* The steps of a part, rising. */
static bool sort_members(const raiser *r, uint32_t component, truce_arena *arena, uint32_t **out,
                         uint32_t *n) {
    uint32_t *steps = truce_arena_take(
        arena, (r->members.begin[component + 1] - r->members.begin[component]) * sizeof *steps);
    *n = 0;
    for (uint32_t v = 0; steps != NULL && v < r->g->n; v++) {
        if (r->component[v] == component) {
            steps[(*n)++] = v;
        }
    }
    *out = steps;
    return steps != NULL;
}

bool times_raise(truce_times_graph *g, truce_arena *arena, uint32_t **circle, uint32_t *n,
                 bool *shortest) {
    truce_arena scratch = truce_arena_new();
    raiser r;
    uint32_t *members = NULL;
    uint32_t n_members = 0;
    bool ok = raiser_make(&r, g, &scratch);
    *n = 0;
    *shortest = true;
    for (uint32_t c = 0; ok && *n == 0 && c < r.n_components; c++) {
        const uint32_t own = own_circle(&r, c);
        if (own != TRUCE_NO_EDGE) {
            *circle = truce_arena_take(arena, sizeof **circle);
            ok = *circle != NULL;
            if (ok) {
                (*circle)[0] = own;
                *n = 1;
            }
            continue;
        }
        const uint32_t v = settle(&r, c);
        if (v != TRUCE_NO_EDGE) {
            ok = keep_circle(&r, v, arena, circle, n) &&
                 sort_members(&r, c, &scratch, &members, &n_members) &&
                 times_shorten(g, r.component, members, n_members, *circle, n, shortest);
            continue;
        }
        for (uint32_t i = r.members.begin[c]; i < r.members.begin[c + 1]; i++) {
            (void)tell(&r, r.members.to[i], 0);
        }
    }
    truce_arena_clear(&scratch);
    return ok;
}
