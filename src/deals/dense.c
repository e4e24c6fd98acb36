/* A table is gone through in tiles, from the largest amount down. In a tile a vector of the set is
 * of use only where it gives the second party more than it had in the tiles before; mostly one or
 * two vectors are, and the others are passed over by what their tiles have at most. */
#include "deals/dense.h"

#include <stdlib.h>
#include <string.h>

enum {
    TILE = 128,
    NONE = -(1 << 30),    /* no package; remains below 0 whatever is added */
    SECOND_MAX = 1 << 29, /* what the second party can have more than least */
    SPARSE = 8,           /* places for one vector */
    PLACES_MAX = 1 << 24
};

/* How the amounts of both parties lie; the first one's are `least` plus multiples of `step`. */
typedef struct extent {
    int64_t least[2];
    uint64_t range[2];
    uint64_t step;
} extent;

typedef struct table {
    int32_t *room;
    int32_t *at; /* [place]: what the second party has more than least, or below 0 */
    int32_t *tops_room;
    int32_t *tops; /* [tile]: the most in it */
} table;

typedef struct dense {
    extent e;      /* of all */
    size_t places; /* in use */
    size_t most;   /* places of all */
    size_t reach;  /* of the set that reaches furthest */
    table now, next;
} dense;

/* ---- what fits ------------------------------------------------------------------------------- */

static uint64_t common_step(uint64_t a, uint64_t b) {
    while (b != 0) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Falling by the first party and rising by the second. */
static extent extent_of(const vectors *v) {
    const size_t last = 2 * (v->n - 1);
    extent e = {.least = {(int64_t)v->at[last], (int64_t)v->at[1]}};
    e.range[0] = v->at[0] - v->at[last];
    e.range[1] = v->at[last + 1] - v->at[1];
    for (size_t i = 0; i < v->n; i++) {
        e.step = common_step(v->at[2 * i] - v->at[last], e.step);
    }
    return e;
}

/* False when the ranges are too large. */
static bool add_extent(extent *sum, const extent *e) {
    for (uint32_t p = 0; p < 2; p++) {
        sum->least[p] = (int64_t)((uint64_t)sum->least[p] + (uint64_t)e->least[p]);
        sum->range[p] += e->range[p];
    }
    sum->step = common_step(sum->step, e->step);
    return sum->range[0] <= INT64_MAX / 2 && sum->range[1] < SECOND_MAX;
}

static bool fits(dense *d, const vectors *sum, const vectors *sets, uint32_t n, size_t bytes_max) {
    if (sum->n == 0) {
        return false;
    }
    const extent before = extent_of(sum);
    d->e = before;
    bool ok = before.range[0] <= INT64_MAX / 2 && before.range[1] < SECOND_MAX;
    uint64_t reach = 0;
    for (uint32_t i = 0; ok && i < n; i++) {
        ok = sets[i].n > 0;
        const extent e = ok ? extent_of(&sets[i]) : before;
        ok = ok && e.range[0] <= INT64_MAX / 2 && e.range[1] < SECOND_MAX && add_extent(&d->e, &e);
        reach = e.range[0] > reach ? e.range[0] : reach;
    }
    if (!ok || d->e.step == 0) {
        return false;
    }
    const uint64_t most = d->e.range[0] / d->e.step + 1;
    d->most = (size_t)most;
    d->reach = (size_t)(reach / d->e.step);
    d->places = (size_t)(before.range[0] / d->e.step) + 1;
    return most <= PLACES_MAX && most <= bytes_max / 3 / sizeof(int32_t) &&
           d->places / SPARSE <= sum->n;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static size_t tiles_of(size_t places) {
    return (places + TILE - 1) / TILE;
}

/* Before the first place there is nothing for as far as a set reaches, and a tile behind the last
 * one. */
static bool make_table(const dense *d, table *t) {
    const size_t before = tiles_of(d->reach) + 1;
    const size_t tiles = before + tiles_of(d->most) + 2;
    t->room = malloc(tiles * TILE * sizeof *t->room);
    t->tops_room = malloc(tiles * sizeof *t->tops_room);
    if (t->room == NULL || t->tops_room == NULL) {
        return false;
    }
    for (size_t i = 0; i < tiles * TILE; i++) {
        t->room[i] = NONE;
    }
    for (size_t i = 0; i < tiles; i++) {
        t->tops_room[i] = NONE;
    }
    t->at = t->room + before * TILE;
    t->tops = t->tops_room + before;
    return true;
}

static void clear_table(table *t) {
    free(t->room);
    free(t->tops_room);
}

static void raise(int32_t *top, int32_t to) {
    *top = to > *top ? to : *top;
}

static void fill(dense *d, const vectors *sum) {
    const extent e = extent_of(sum);
    for (size_t i = 0; i < sum->n; i++) {
        const uint64_t place = (sum->at[2 * i] - (uint64_t)e.least[0]) / d->e.step;
        const int32_t second = (int32_t)(sum->at[2 * i + 1] - (uint64_t)e.least[1]);
        d->now.at[place] = second;
        raise(&d->now.tops[place / TILE], second);
    }
}

/* ---- adding ---------------------------------------------------------------------------------- */

/* What a vector of a set adds. */
typedef struct shift {
    ptrdiff_t first; /* places */
    int32_t second;
} shift;

static void raise_tile(int32_t *restrict out, const int32_t *restrict from, int32_t more) {
    for (size_t i = 0; i < TILE; i++) {
        const int32_t second = from[i] + more;
        out[i] = second > out[i] ? second : out[i];
    }
}

static void add_tile(const dense *d, const shift *shifts, size_t n, size_t tile, int32_t *highest) {
    int32_t out[TILE];
    for (size_t i = 0; i < TILE; i++) {
        out[i] = NONE;
    }
    for (size_t k = 0; k < n; k++) {
        const ptrdiff_t from = (ptrdiff_t)(tile * TILE) - shifts[k].first;
        if (from >= (ptrdiff_t)d->places) {
            continue;
        }
        const ptrdiff_t whole = from >= 0 ? from / TILE : -((-from + TILE - 1) / TILE);
        int32_t top = d->now.tops[whole];
        raise(&top, d->now.tops[whole + 1]);
        if (top >= 0 && top + shifts[k].second > *highest) {
            raise_tile(out, d->now.at + from, shifts[k].second);
        }
    }
    int32_t top = NONE;
    for (size_t i = 0; i < TILE; i++) {
        top = out[i] > top ? out[i] : top;
    }
    memcpy(d->next.at + tile * TILE, out, sizeof out);
    d->next.tops[tile] = top;
    raise(highest, top);
}

static bool add_set(dense *d, const vectors *set) {
    const extent e = extent_of(set);
    shift *const shifts = malloc(set->n * sizeof *shifts);
    if (shifts == NULL) {
        return false;
    }
    for (size_t k = 0; k < set->n; k++) {
        const uint64_t *const vector = set->at + 2 * k;
        shifts[k].first = (ptrdiff_t)((vector[0] - (uint64_t)e.least[0]) / d->e.step);
        shifts[k].second = (int32_t)(vector[1] - (uint64_t)e.least[1]);
    }
    const size_t places = d->places + (size_t)(e.range[0] / d->e.step);
    int32_t highest = -1;
    for (size_t tile = tiles_of(places); tile-- > 0;) {
        add_tile(d, shifts, set->n, tile, &highest);
    }
    free(shifts);
    const table now = d->now;
    d->now = d->next;
    d->next = now;
    d->places = places;
    return true;
}

/* Those that nothing beats, by falling amounts of the first party. */
static bool give(const dense *d, vectors *sum) {
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        int32_t highest = -1;
        uint64_t *const at = pass == 0 ? NULL : malloc(2 * n * sizeof *at);
        if (pass == 1 && at == NULL) {
            return false;
        }
        n = 0;
        for (size_t place = d->places; place-- > 0;) {
            const int32_t second = d->now.at[place];
            if (second <= highest) {
                continue;
            }
            highest = second;
            if (at != NULL) {
                at[2 * n] = (uint64_t)d->e.least[0] + place * d->e.step;
                at[2 * n + 1] = (uint64_t)d->e.least[1] + (uint64_t)second;
            }
            n++;
        }
        if (at != NULL) {
            vectors_clear(sum);
            *sum = (vectors){.at = at, .n = n, .cap = n, .limbs = 1, .bits = 1};
        }
    }
    return true;
}

dense_end dense_add(vectors *sum, const vectors *sets, uint32_t n, size_t bytes_max) {
    dense d = {.places = 0};
    if (!fits(&d, sum, sets, n, bytes_max)) {
        return DENSE_UNFIT;
    }
    bool ok = make_table(&d, &d.now) && make_table(&d, &d.next);
    if (ok) {
        fill(&d, sum);
    }
    for (uint32_t i = 0; ok && i < n; i++) {
        ok = add_set(&d, &sets[i]);
    }
    ok = ok && give(&d, sum);
    clear_table(&d.now);
    clear_table(&d.next);
    return ok ? DENSE_DONE : DENSE_NO_MEMORY;
}
