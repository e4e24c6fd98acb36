/* A circle that somebody has to read should be short. From each step, the least sums of ways of one
 * link, two links, and so on, through steps that are not below it: the first to come back with less
 * than nothing is a circle with the fewest links, since a way that passes a step twice falls into
 * two circles, one of them shorter and below nothing too. */
#include "times_parts.h"

#include <stdlib.h>

enum { LINKS_MAX = 32, EFFORT_MAX = 20000000 };

typedef struct shortener {
    const truce_times_graph *g;
    const uint32_t *component;
    const uint32_t *members;
    uint32_t n;
    uint32_t *local;      /* [step]: its place among the members */
    int64_t *least[2];    /* [member]: of ways with this many links, and with one more */
    uint32_t *when[2];    /* [member]: == now when that is set */
    uint32_t *reached[2]; /* the members for which it is */
    uint32_t n_reached[2];
    uint32_t *by; /* [links][member]: the last edge of the way */
    uint32_t now;
    uint64_t effort;
} shortener;

static bool shortener_make(shortener *s, truce_arena *arena) {
    s->local = truce_arena_take(arena, s->g->n * sizeof *s->local);
    s->by = truce_arena_take(arena, ((size_t)LINKS_MAX + 1) * s->n * sizeof *s->by);
    bool ok = s->local != NULL && s->by != NULL;
    for (int i = 0; i < 2; i++) {
        s->least[i] = truce_arena_take(arena, s->n * sizeof *s->least[i]);
        s->when[i] = truce_arena_zero(arena, s->n, sizeof *s->when[i]);
        s->reached[i] = truce_arena_take(arena, s->n * sizeof *s->reached[i]);
        ok = ok && s->least[i] != NULL && s->when[i] != NULL && s->reached[i] != NULL;
    }
    for (uint32_t i = 0; ok && i < s->n; i++) {
        s->local[s->members[i]] = i;
    }
    return ok;
}

/* One link more: from what was reached with `links` - 1 of them. */
static void go_on(shortener *s, uint32_t start, uint32_t links) {
    const int from = (links + 1) % 2;
    const int to = links % 2;
    s->n_reached[to] = 0;
    s->now++;
    for (uint32_t k = 0; k < s->n_reached[from]; k++) {
        const uint32_t v = s->reached[from][k];
        const uint32_t step = s->members[v];
        for (uint32_t i = s->g->out.begin[step]; i < s->g->out.begin[step + 1]; i++) {
            s->effort++;
            const uint32_t next = s->g->out.to[i];
            if (s->component[next] != s->component[step] || s->local[next] < start) {
                continue;
            }
            const uint32_t w = s->local[next];
            const int64_t sum = s->least[from][v] + times_weight(s->g, s->g->out.edge[i]);
            if (s->when[to][w] != s->now) {
                s->when[to][w] = s->now;
                s->reached[to][s->n_reached[to]++] = w;
            } else if (s->least[to][w] <= sum) {
                continue;
            }
            s->least[to][w] = sum;
            s->by[(size_t)links * s->n + w] = s->g->out.edge[i];
        }
    }
}

/* Where an edge starts. */
static uint32_t start_of(const truce_times_graph *g, uint32_t edge) {
    return times_node(g, edge % 2 == 0 ? g->lags[edge / 2].from : g->lags[edge / 2].to);
}

/* A way of so many links from `start` back to it, below nothing. */
static bool comes_back(shortener *s, uint32_t start, uint32_t links, uint32_t *circle) {
    s->reached[0][0] = start;
    s->n_reached[0] = 1;
    s->least[0][start] = 0;
    for (uint32_t k = 1; k <= links; k++) {
        go_on(s, start, k);
    }
    if (s->when[links % 2][start] != s->now || s->least[links % 2][start] >= 0) {
        return false;
    }
    uint32_t at = start;
    for (uint32_t k = links; k > 0; k--) {
        circle[k - 1] = s->by[(size_t)k * s->n + at];
        at = s->local[start_of(s->g, circle[k - 1])];
    }
    return true;
}

static void shorten(shortener *s, uint32_t *circle, uint32_t *n, bool *shortest) {
    for (uint32_t links = 2; links < *n; links++) {
        for (uint32_t start = 0; start < s->n; start++) {
            if (links > LINKS_MAX || s->effort > EFFORT_MAX) {
                *shortest = false;
                return;
            }
            if (comes_back(s, start, links, circle)) {
                *n = links;
                return;
            }
        }
    }
}

bool times_shorten(const truce_times_graph *g, const uint32_t *component, const uint32_t *members,
                   uint32_t n_members, uint32_t *circle, uint32_t *n, bool *shortest) {
    truce_arena scratch = truce_arena_new();
    shortener s = {.g = g, .component = component, .members = members, .n = n_members};
    *shortest = true;
    const bool ok = shortener_make(&s, &scratch);
    if (ok) {
        shorten(&s, circle, n, shortest);
    }
    truce_arena_clear(&scratch);
    return ok;
}
