/* A plan with very many moments: what no order can do better than, by chains that need not be the
 * fewest; and a few orders, each made of one moment after the other. */
#include <stdlib.h>

#include "exposure_parts.h"
#include "solve/key_heap.h"

__extension__ typedef __int128 wide;

/* ---- the bound ---- */

/* Every moment behind the end of a chain that comes directly before it, else the first of a new
 * one: any chains will do, as less is forbidden by them than by all pairs. */
static bool chain_up(const moments *m, const uint32_t *order, truce_arena *arena, chains *out) {
    uint32_t *const next = truce_arena_take(arena, m->n * sizeof *next);
    bool *const inside = truce_arena_zero(arena, m->n, sizeof *inside);
    *out = (chains){.m = m};
    out->begin = truce_arena_take(arena, ((size_t)m->n + 1) * sizeof *out->begin);
    out->moment = truce_arena_take(arena, m->n * sizeof *out->moment);
    out->sum[0] = truce_arena_take(arena, 2 * (size_t)m->n * sizeof *out->sum[0]);
    out->sum[1] = truce_arena_take(arena, 2 * (size_t)m->n * sizeof *out->sum[1]);
    if (next == NULL || inside == NULL || out->begin == NULL || out->moment == NULL ||
        out->sum[0] == NULL || out->sum[1] == NULL) {
        return false;
    }
    for (uint32_t k = 0; k < m->n; k++) {
        const uint32_t v = order[k];
        next[v] = TRUCE_NO_EDGE;
        for (uint32_t i = m->before.begin[v]; i < m->before.begin[v + 1]; i++) {
            const uint32_t to = m->before.to[i];
            if (!inside[to]) {
                inside[to] = true;
                next[v] = to;
                break;
            }
        }
    }
    uint32_t n = 0;
    for (uint32_t k = 0; k < m->n; k++) {
        if (inside[order[k]]) {
            continue;
        }
        const uint32_t c = out->n++;
        out->begin[c] = n;
        out->sum[0][n + c] = out->sum[1][n + c] = 0;
        for (uint32_t v = order[k]; v != TRUCE_NO_EDGE; v = next[v], n++) {
            for (int side = 0; side < TRUCE_SIDES; side++) {
                out->sum[side][n + c + 1] = out->sum[side][n + c] + m->rise[side][v];
            }
            out->moment[n] = v;
        }
    }
    out->begin[out->n] = n;
    out->width = out->n;
    return true;
}

/* ---- orders ---- */

/* Those that may come next: what exposes nobody more in one heap; all else in one for each side, by
 * how much it raises the side. Whoever was taken from one heap is passed over in the other. */
typedef struct ready {
    const moments *m;
    key_heap free, of[TRUCE_SIDES];
    bool *gone;      /* [moment] */
    uint32_t *waits; /* [moment]: for so many */
    int64_t now[TRUCE_SIDES], worst[TRUCE_SIDES], scale[TRUCE_SIDES];
} ready;

static bool offer(ready *r, uint32_t v) {
    const int64_t rise[] = {r->m->rise[0][v], r->m->rise[1][v]};
    if (rise[0] <= 0 && rise[1] <= 0) {
        return key_heap_put(&r->free, v, v);
    }
    return key_heap_put(&r->of[0], rise[0], v) && key_heap_put(&r->of[1], rise[1], v);
}

/* The one that raises a side least; left in the heap. TRUCE_NO_EDGE: there is none. */
static uint32_t first_of(ready *r, int side) {
    key_heap *const h = &r->of[side];
    while (h->n > 0 && r->gone[h->at[0].number]) {
        (void)key_heap_take(h);
    }
    return h->n > 0 ? h->at[0].number : TRUCE_NO_EDGE;
}

typedef struct harm {
    wide worst, sum, now; /* compared in this order */
} harm;

static harm harm_of(const ready *r, uint32_t v, const int64_t goal[TRUCE_SIDES]) {
    harm h = {0};
    for (int side = 0; side < TRUCE_SIDES; side++) {
        const int64_t now = r->now[side] + r->m->rise[side][v];
        const int64_t worst = now > r->worst[side] ? now : r->worst[side];
        const wide scale = r->scale[1 - side];
        h.worst = worst * scale * goal[side] > h.worst ? worst * scale * goal[side] : h.worst;
        h.sum += worst * scale;
        h.now += now * scale;
    }
    return h;
}

static bool is_less(harm a, harm b) {
    if (a.worst != b.worst) {
        return a.worst < b.worst;
    }
    return a.sum != b.sum ? a.sum < b.sum : a.now < b.now;
}

static uint32_t choose(ready *r, const int64_t goal[TRUCE_SIDES]) {
    if (r->free.n > 0) {
        return key_heap_take(&r->free).number;
    }
    const uint32_t a = first_of(r, 0);
    const uint32_t b = first_of(r, 1);
    return a == b || !is_less(harm_of(r, b, goal), harm_of(r, a, goal)) ? a : b;
}

/* False when memory is out. */
static bool make_order(ready *r, const int64_t goal[TRUCE_SIDES], uint32_t *order) {
    const truce_arcs *const before = &r->m->before;
    bool ok = true;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        r->now[side] = r->worst[side] = 0;
        r->of[side].n = 0;
    }
    for (uint32_t v = 0; v < r->m->n; v++) {
        r->gone[v] = false;
        r->waits[v] = 0;
    }
    for (uint32_t i = 0; i < before->begin[before->n]; i++) {
        r->waits[before->to[i]]++;
    }
    for (uint32_t v = 0; v < r->m->n && ok; v++) {
        ok = r->waits[v] > 0 || offer(r, v);
    }
    for (uint32_t k = 0; k < r->m->n && ok; k++) {
        const uint32_t v = choose(r, goal);
        order[k] = v;
        r->gone[v] = true;
        for (int side = 0; side < TRUCE_SIDES; side++) {
            r->now[side] += r->m->rise[side][v];
            r->worst[side] = r->now[side] > r->worst[side] ? r->now[side] : r->worst[side];
        }
        for (uint32_t i = before->begin[v]; i < before->begin[v + 1] && ok; i++) {
            ok = --r->waits[before->to[i]] > 0 || offer(r, before->to[i]);
        }
    }
    return ok;
}

static bool ready_make(ready *r, const moments *m, truce_arena *arena) {
    *r = (ready){.m = m, .scale = {1, 1}};
    r->gone = truce_arena_take(arena, m->n * sizeof *r->gone);
    r->waits = truce_arena_take(arena, m->n * sizeof *r->waits);
    for (uint32_t v = 0; v < m->n; v++) {
        for (int side = 0; side < TRUCE_SIDES; side++) {
            r->scale[side] += m->rise[side][v] > 0 ? m->rise[side][v] : 0;
        }
    }
    return r->gone != NULL && r->waits != NULL;
}

static void ready_clear(ready *r) {
    free(r->free.at);
    free(r->of[0].at);
    free(r->of[1].at);
}

/* ---- both ---- */

static bool find(const moments *m, uint32_t *order, truce_arena *scratch, truce_arena *arena,
                 truce_exposure *out) {
    chains c;
    ready r = {0};
    uint32_t n = 0;
    truce_exposure_point *points = truce_arena_take(arena, (EXPOSURE_GOALS + 1) * sizeof *points);
    bool ok = points != NULL && chain_up(m, order, scratch, &c) &&
              chains_least(&c, 0, &out->least[0]) && chains_least(&c, 1, &out->least[1]) &&
              points_add(m, order, arena, points, &n) && ready_make(&r, m, scratch);
    for (int goal = 0; goal < EXPOSURE_GOALS && ok; goal++) {
        ok = make_order(&r, exposure_goals[goal], order) && points_add(m, order, arena, points, &n);
    }
    ready_clear(&r);
    if (ok) {
        out->width = c.width;
        out->ideals = m->n + UINT64_C(1);
        points_keep(points, n, out);
    }
    return ok;
}

truce_status many_find(const moments *m, truce_arena *arena, truce_exposure *out,
                       truce_error *err) {
    truce_arena scratch = truce_arena_new();
    uint32_t *const order = truce_arena_take(&scratch, m->n * sizeof *order);
    uint32_t *const waits = truce_arena_zero(&scratch, m->n, sizeof *waits);
    *out = (truce_exposure){.exact = false};
    truce_status status = TRUCE_ENOMEM;
    if (order != NULL && waits != NULL) {
        status = moments_sort(m, order, waits, err);
    }
    if (status == TRUCE_OK && !find(m, order, &scratch, arena, out)) {
        status = TRUCE_ENOMEM;
    }
    truce_arena_clear(&scratch);
    return status != TRUCE_ENOMEM
               ? status
               : truce_fail(err, TRUCE_ENOMEM, "no memory to order %u moments", m->n);
}
