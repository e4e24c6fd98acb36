/* Where the sets that can have passed are too many: moment after moment, those sets are kept that
 * look best so far, once for each of several ways to weigh the sides against each other. What is
 * found is an order; that there is no better one is not shown. PAPER: lowerre1976 */
#include <stdlib.h>
#include <string.h>

#include "exposure_parts.h"

__extension__ typedef __int128 wide;

#define EFFORT_MAX UINT64_C(1000000)

const int64_t exposure_goals[EXPOSURE_GOALS][TRUCE_SIDES] = {
    {1, 0}, {3, 1}, {1, 1}, {1, 3}, {0, 1}};

typedef struct state {
    int64_t now[TRUCE_SIDES], worst[TRUCE_SIDES];
    uint64_t mark; /* of the set; the same one for the same set */
} state;

typedef struct candidate {
    state s;
    wide worst, sum, now; /* compared in this order */
    uint32_t parent, chain;
} candidate;

typedef struct trace {
    uint32_t parent, moment;
} trace;

typedef struct beam {
    const chains *c;
    uint32_t width;
    int64_t scale[TRUCE_SIDES];
    truce_arcs after;      /* moment -> those that a pair puts before it */
    uint16_t *place;       /* [moment]: in its chain */
    uint8_t *length[2];    /* [width][chain] */
    state *states[2];      /* [width] */
    trace *traces;         /* [moments][width] */
    candidate *candidates; /* of one step on */
    size_t cap;
} beam;

static bool beam_make(beam *b, const chains *c, uint32_t width, truce_arena *arena) {
    const moments *const m = c->m;
    const uint64_t work = (uint64_t)m->n * c->n + 1;
    *b = (beam){.c = c, .width = width < EFFORT_MAX / work ? width : (uint32_t)(EFFORT_MAX / work)};
    b->width = b->width > 0 ? b->width : 1;
    const uint32_t n_pairs = m->before.begin[m->n];
    truce_arc *list = truce_arena_take(arena, n_pairs * sizeof *list);
    b->place = truce_arena_take(arena, m->n * sizeof *b->place);
    b->traces = truce_arena_take(arena, (size_t)m->n * b->width * sizeof *b->traces);
    bool ok = list != NULL && b->place != NULL && b->traces != NULL;
    for (int i = 0; i < 2; i++) {
        b->length[i] = truce_arena_take(arena, (size_t)b->width * c->n);
        b->states[i] = truce_arena_take(arena, b->width * sizeof *b->states[i]);
        ok = ok && b->length[i] != NULL && b->states[i] != NULL;
    }
    if (!ok) {
        return false;
    }
    for (uint32_t v = 0; v < m->n; v++) {
        for (uint32_t i = m->before.begin[v]; i < m->before.begin[v + 1]; i++) {
            list[i] = (truce_arc){m->before.to[i], v, i};
        }
        for (int side = 0; side < TRUCE_SIDES; side++) {
            b->scale[side] += m->rise[side][v] > 0 ? m->rise[side][v] : 0;
        }
    }
    for (uint32_t k = 0; k < c->n; k++) {
        for (uint32_t i = c->begin[k]; i < c->begin[k + 1]; i++) {
            b->place[c->moment[i]] = (uint16_t)(i - c->begin[k]);
        }
    }
    b->scale[0] += b->scale[0] == 0;
    b->scale[1] += b->scale[1] == 0;
    return truce_arcs_make(&b->after, m->n, list, n_pairs, arena);
}

/* splitmix64 of a moment: sets are told apart by the sum of these. */
static uint64_t mark_of(uint32_t moment) {
    uint64_t z = (moment + UINT64_C(1)) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static bool is_ready(const beam *b, const uint8_t *length, uint32_t moment) {
    for (uint32_t i = b->after.begin[moment]; i < b->after.begin[moment + 1]; i++) {
        const uint32_t before = b->after.to[i];
        if (b->place[before] >= length[b->c->chain[before]]) {
            return false;
        }
    }
    return true;
}

static wide larger(wide a, wide b) {
    return a > b ? a : b;
}

static candidate step_on(const beam *b, const state *from, uint32_t parent, uint32_t chain,
                         uint32_t moment, const int64_t goal[TRUCE_SIDES], bool last) {
    candidate x = {.s = *from, .parent = parent, .chain = chain};
    x.s.mark += mark_of(moment);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        x.s.now[side] += b->c->m->rise[side][moment];
        if (!last && x.s.now[side] > x.s.worst[side]) {
            x.s.worst[side] = x.s.now[side];
        }
        const wide scale = b->scale[1 - side];
        x.worst = larger(x.worst, x.s.worst[side] * scale * goal[side]);
        x.sum += x.s.worst[side] * scale;
        x.now += x.s.now[side] * scale;
    }
    return x;
}

static int by_worth(const void *left, const void *right) {
    const candidate *l = left;
    const candidate *r = right;
    if (l->worst != r->worst) {
        return l->worst < r->worst ? -1 : 1;
    }
    if (l->sum != r->sum) {
        return l->sum < r->sum ? -1 : 1;
    }
    if (l->now != r->now) {
        return l->now < r->now ? -1 : 1;
    }
    if (l->parent != r->parent) {
        return l->parent < r->parent ? -1 : 1;
    }
    return (l->chain > r->chain) - (l->chain < r->chain);
}

static int by_set(const void *left, const void *right) {
    const candidate *l = left;
    const candidate *r = right;
    return l->s.mark != r->s.mark ? (l->s.mark > r->s.mark) - (l->s.mark < r->s.mark)
                                  : by_worth(left, right);
}

/* All that can follow, each set once. */
static bool expand(beam *b, int from, uint32_t n, uint32_t level, int goal, size_t *n_out) {
    const chains *const c = b->c;
    size_t count = 0;
    for (uint32_t s = 0; s < n; s++) {
        const uint8_t *const length = b->length[from] + (size_t)s * c->n;
        for (uint32_t k = 0; k < c->n; k++) {
            if (length[k] == chain_length(c, k)) {
                continue;
            }
            const uint32_t moment = c->moment[c->begin[k] + length[k]];
            if (!is_ready(b, length, moment)) {
                continue;
            }
            if (count == b->cap) {
                const size_t cap = count > 0 ? 2 * count : 1024;
                candidate *more = realloc(b->candidates, cap * sizeof *more);
                if (more == NULL) {
                    return false;
                }
                b->candidates = more;
                b->cap = cap;
            }
            b->candidates[count++] = step_on(b, &b->states[from][s], s, k, moment,
                                             exposure_goals[goal], level + 1 == c->m->n);
        }
    }
    qsort(b->candidates, count, sizeof *b->candidates, by_set);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || b->candidates[kept - 1].s.mark != b->candidates[i].s.mark) {
            b->candidates[kept++] = b->candidates[i];
        }
    }
    qsort(b->candidates, kept, sizeof *b->candidates, by_worth);
    *n_out = kept;
    return true;
}

/* The order found for one goal. False when memory is out. */
static bool search(beam *b, int goal, uint32_t *order) {
    const chains *const c = b->c;
    uint32_t n = 1;
    b->states[0][0] = (state){0};
    memset(b->length[0], 0, c->n);
    for (uint32_t level = 0; level < c->m->n; level++) {
        const int from = level % 2 == 0 ? 0 : 1;
        size_t found = 0;
        if (!expand(b, from, n, level, goal, &found)) {
            return false;
        }
        n = found < b->width ? (uint32_t)found : b->width;
        for (uint32_t i = 0; i < n; i++) {
            const candidate *const x = &b->candidates[i];
            const uint8_t *const was = b->length[from] + (size_t)x->parent * c->n;
            uint8_t *const is = b->length[1 - from] + (size_t)i * c->n;
            memcpy(is, was, c->n);
            b->states[1 - from][i] = x->s;
            b->traces[(size_t)level * b->width + i] =
                (trace){x->parent, c->moment[c->begin[x->chain] + is[x->chain]]};
            is[x->chain]++;
        }
    }
    for (uint32_t level = c->m->n, at = 0; level-- > 0;) {
        const trace t = b->traces[(size_t)level * b->width + at];
        order[level] = t.moment;
        at = t.parent;
    }
    return true;
}

static int by_first(const void *left, const void *right) {
    const truce_exposure_point *l = left;
    const truce_exposure_point *r = right;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        if (l->largest[side] != r->largest[side]) {
            return l->largest[side] < r->largest[side] ? -1 : 1;
        }
    }
    return 0;
}

bool points_add(const moments *m, const uint32_t *order, truce_arena *arena,
                truce_exposure_point *points, uint32_t *n) {
    truce_exposure_point *const at = &points[*n];
    if (!moments_follow(m, order, arena, &at->path)) {
        return false;
    }
    at->largest[0] = at->path.worst[0].exposure;
    at->largest[1] = at->path.worst[1].exposure;
    ++*n;
    return true;
}

/* Rising for one side: those that are less for the other than all before. */
void points_keep(truce_exposure_point *points, uint32_t n, truce_exposure *out) {
    qsort(points, n, sizeof *points, by_first);
    out->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (out->n == 0 || points[i].largest[1] < points[out->n - 1].largest[1]) {
            points[out->n++] = points[i];
        }
    }
    out->points = points;
}

bool beam_search(const chains *c, uint32_t width, truce_arena *arena, truce_exposure *out) {
    truce_arena scratch = truce_arena_new();
    beam b = {0};
    uint32_t *order = truce_arena_take(&scratch, c->m->n * sizeof *order);
    truce_exposure_point *points = truce_arena_take(arena, EXPOSURE_GOALS * sizeof *points);
    bool ok = order != NULL && points != NULL && beam_make(&b, c, width, &scratch);
    uint32_t n = 0;
    for (int goal = 0; ok && goal < EXPOSURE_GOALS; goal++) {
        ok = search(&b, goal, order) && points_add(c->m, order, arena, points, &n);
    }
    free(b.candidates);
    truce_arena_clear(&scratch);
    if (ok) {
        points_keep(points, n, out);
    }
    return ok;
}
