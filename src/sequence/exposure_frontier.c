/* The frontier from both ends in turn: the least that one side can have within what the other still
 * has, then the least of the other. Each is found between what is known to be too little and what
 * is known to be enough; an order that is found lowers the one, exposures that stood in the way
 * raise the other. */
#include "exposure_parts.h"

typedef struct hunt {
    words *w;
    uint32_t *order;
    int64_t largest[TRUCE_SIDES]; /* of the order found last */
    uint64_t effort, effort_max;  /* 0: none is set yet */
    bool spent;
    truce_arena *arena;
} hunt;

/* What the order just found exposes each side to. */
static void measure(hunt *h) {
    const moments *const m = h->w->c->m;
    int64_t now[TRUCE_SIDES] = {0};
    h->largest[0] = h->largest[1] = 0;
    for (uint32_t i = 0; i + 1 < m->n; i++) {
        for (int side = 0; side < TRUCE_SIDES; side++) {
            now[side] += m->rise[side][h->order[i]];
            h->largest[side] = now[side] > h->largest[side] ? now[side] : h->largest[side];
        }
    }
}

static bool ask(hunt *h, int side, int64_t bound, int64_t *blocked) {
    h->effort += h->w->n;
    const bool yes = words_ask(h->w, side, bound, blocked);
    if (yes) {
        words_order(h->w, h->order);
        measure(h);
        words_close(h->w);
    }
    return yes;
}

/* The least largest exposure of a side over orders through open sets: from `low` on, and `high` is
 * enough. The lowest is tried first: it often is what is sought. */
static int64_t least(hunt *h, int side, int64_t low, int64_t high) {
    for (int64_t tried = low; low < high; tried = low + (high - low) / 2) {
        h->spent = h->spent || (h->effort_max > 0 && h->effort > h->effort_max);
        if (h->spent) {
            break;
        }
        int64_t blocked = 0;
        if (ask(h, side, tried, &blocked)) {
            high = h->largest[side];
        } else {
            low = blocked < high ? blocked : high;
        }
    }
    return high;
}

/* A point, with its first order. */
static bool keep(hunt *h, int64_t a, int64_t b, truce_exposure_point *out) {
    int64_t blocked = 0;
    words_reopen(h->w);
    words_limit(h->w, 1, b);
    (void)ask(h, 0, a, &blocked);
    *out = (truce_exposure_point){.largest = {a, b}};
    return moments_follow(h->w->c->m, h->order, h->arena, &out->path);
}

/* The next point from the end of `side`, whose largest rises from there to `until`. False: there is
 * none (or the effort is spent). */
static bool next_point(hunt *h, int side, const int64_t from[TRUCE_SIDES],
                       const int64_t until[TRUCE_SIDES], int64_t out[TRUCE_SIDES]) {
    const int other = 1 - side;
    words_reopen(h->w);
    words_limit(h->w, other, from[other] - 1);
    const int64_t mine = least(h, side, from[side] + 1, until[side]);
    if (h->spent || mine == until[side]) {
        return false;
    }
    words_limit(h->w, side, mine);
    out[side] = mine;
    out[other] = least(h, other, until[other] + 1, h->largest[other]);
    return !h->spent;
}

/* The point where this side has its least. */
static void end_point(hunt *h, int side, const int64_t floor[TRUCE_SIDES],
                      int64_t out[TRUCE_SIDES]) {
    int64_t blocked = 0;
    words_reopen(h->w);
    (void)ask(h, side, TRUCE_EXPOSURE_MAX, &blocked);
    out[side] = least(h, side, floor[side], h->largest[side]);
    words_limit(h->w, side, out[side]);
    (void)ask(h, side, out[side], &blocked);
    out[1 - side] = least(h, 1 - side, floor[1 - side], h->largest[1 - side]);
}

static bool find(hunt *h, const int64_t floor[TRUCE_SIDES], uint32_t points_max,
                 uint64_t effort_max, truce_exposure *out) {
    int64_t ends[TRUCE_SIDES][TRUCE_SIDES];
    end_point(h, 0, floor, ends[0]);
    end_point(h, 1, floor, ends[1]);
    h->effort_max = effort_max;
    const bool one = ends[0][0] == ends[1][0];
    const uint32_t most = points_max > 2 ? points_max : 2;
    truce_exposure_point *points = truce_arena_take(h->arena, most * sizeof *points);
    uint32_t n[TRUCE_SIDES] = {1, !one}; /* from the front, from the back */
    bool ok = points != NULL && keep(h, ends[0][0], ends[0][1], &points[0]) &&
              (one || keep(h, ends[1][0], ends[1][1], &points[most - 1]));
    out->least[0] = ends[0][0];
    out->least[1] = ends[1][1];
    /* What is between the ends is better than each for one side. */
    words_narrow(h->w, (const int64_t[]){ends[1][0], ends[0][1]});
    bool more = !one;
    for (int side = 0; ok && more && n[0] + n[1] < most; side = 1 - side) {
        int64_t next[TRUCE_SIDES];
        more = next_point(h, side, ends[side], ends[1 - side], next);
        if (more) {
            truce_exposure_point *const at = side == 0 ? &points[n[0]] : &points[most - 1 - n[1]];
            ok = keep(h, next[0], next[1], at);
            n[side]++;
            ends[side][0] = next[0];
            ends[side][1] = next[1];
        }
    }
    if (ok && more) { /* as many as are wanted: is that all? */
        int64_t next[TRUCE_SIDES];
        more = next_point(h, 0, ends[0], ends[1], next);
    }
    for (uint32_t i = 0; ok && i < n[1]; i++) {
        points[n[0] + i] = points[most - n[1] + i];
    }
    out->points = points;
    out->n = n[0] + n[1];
    out->exact = true;
    out->complete = !more && !h->spent;
    return ok;
}

bool words_frontier(words *w, const int64_t least_known[TRUCE_SIDES], uint32_t points_max,
                    uint64_t effort_max, truce_arena *arena, truce_exposure *out) {
    truce_arena scratch = truce_arena_new();
    hunt h = {.w = w, .arena = arena};
    h.order = truce_arena_take(&scratch, w->c->m->n * sizeof *h.order);
    const bool ok = h.order != NULL && find(&h, least_known, points_max, effort_max, out);
    truce_arena_clear(&scratch);
    return ok;
}
