/* Everything is drawn in whole numbers, so that the same seed gives the same profile on every
 * machine: where a textbook takes exponentials and divides by their sum, points on a line are put
 * in order. */
#include "deals/chance_set.h"

#include <assert.h>
#include <string.h>

enum {
    TRIES = 20000, /* proposals, to decide by */
    ENOUGH = 400,  /* so many in it are enough to know */
    RARE = 2,      /* up to so many are taken for less than one in 10,000 */
    SWEEPS = 8,    /* of a walk, between two profiles */
    FIRST_SWEEPS = 400,
};

/* low to high, both included. */
static int64_t between(truce_random *r, int64_t low, int64_t high) {
    return low + (int64_t)truce_random_below(r, (uint64_t)(high - low) + 1);
}

/* `n` points between 0 and `most`, rising. */
static void points(truce_random *r, int64_t most, uint32_t n, int64_t *out) {
    for (uint32_t i = 0; i < n; i++) {
        const int64_t x = between(r, 0, most);
        uint32_t at = i;
        for (; at > 0 && out[at - 1] > x; at--) {
            out[at] = out[at - 1];
        }
        out[at] = x;
    }
}

static bool fits(const chance_set *s) {
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->now[i] < s->at[i].low || s->now[i] > s->at[i].high) {
            return false;
        }
    }
    for (uint32_t k = 0; k < s->n_pairs; k++) {
        if (s->now[s->pairs[k].better] < s->now[s->pairs[k].worse]) {
            return false;
        }
    }
    return true;
}

/* ---- proposals --------------------------------------------------------------------------------
 */

/* Values in one row: as many points in order; the ends where they are anchored. */
static void spread_values(chance_set *s, truce_random *r) {
    const uint32_t fixed = s->anchored ? 1 : 0;
    points(r, s->unit, s->n - 2 * fixed, s->cuts);
    for (uint32_t i = fixed; i + fixed < s->n; i++) {
        s->now[s->rank[s->n - 1 - i]] = s->cuts[i - fixed];
    }
    if (s->anchored) {
        s->now[s->rank[0]] = s->unit;
        s->now[s->rank[s->n - 1]] = 0;
    }
}

/* Numbers that sum to the unit, none below its low end: the points cut what is left into parts. In
 * one row, the part of each place is shared equally by all from the first to there. */
static void spread_sum(chance_set *s, truce_random *r) {
    int64_t left = s->unit;
    for (uint32_t i = 0; s->rank == NULL && i < s->n; i++) {
        left -= s->times[i] * s->at[i].low;
    }
    points(r, left, s->n - 1, s->cuts);
    s->cuts[s->n - 1] = left;
    if (s->rank == NULL) {
        for (uint32_t i = s->n; i-- > 0;) {
            const int64_t part = s->cuts[i] - (i > 0 ? s->cuts[i - 1] : 0);
            s->now[i] = s->at[i].low + part / s->times[i];
        }
        return;
    }
    int64_t sharing = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        sharing += s->times[s->rank[i]];
    }
    int64_t sum = 0;
    for (uint32_t i = s->n; i-- > 0;) {
        const int64_t part = s->cuts[i] - (i > 0 ? s->cuts[i - 1] : 0);
        sum += part / sharing;
        s->now[s->rank[i]] = sum;
        sharing -= s->times[s->rank[i]];
    }
}

/* Each within its ends; a best and a worst first, as likely as the room they leave. */
static void box_values(chance_set *s, truce_random *r) {
    chance_ends ends = {UINT32_MAX, UINT32_MAX, 0};
    if (s->anchored) {
        const double all = s->ends[s->n_ends - 1].room;
        const double at = (double)(truce_random_next(r) >> 11) / 9007199254740992.0 * all;
        uint32_t i = 0;
        while (i + 1 < s->n_ends && s->ends[i].room <= at) {
            i++;
        }
        ends = s->ends[i];
    }
    for (uint32_t i = 0; i < s->n; i++) {
        s->now[i] = i == ends.best    ? s->unit
                    : i == ends.worst ? 0
                                      : between(r, s->at[i].low, s->at[i].high);
    }
}

/* All but one within their ends, and that one takes what is left. */
static void box_sum(chance_set *s, truce_random *r) {
    int64_t left = s->unit;
    for (uint32_t i = 0; i < s->n; i++) {
        if (i != s->loose) {
            s->now[i] = between(r, s->at[i].low, s->at[i].high);
            left -= s->times[i] * s->now[i];
        }
    }
    const int64_t by = s->times[s->loose];
    s->now[s->loose] = left < 0 ? -1 : left / by;
}

static void propose(chance_set *s, chance_method method, truce_random *r) {
    if (method == CHANCE_SPREAD) {
        if (s->summed) {
            spread_sum(s, r);
        } else {
            spread_values(s, r);
        }
    } else if (s->summed) {
        box_sum(s, r);
    } else {
        box_values(s, r);
    }
}

/* ---- a walk -----------------------------------------------------------------------------------
 */

/* How far number `i` can go, with the others where they are. */
static mind_span reach_of(const chance_set *s, uint32_t i) {
    mind_span room = s->at[i];
    for (uint32_t k = 0; k < s->n_pairs; k++) {
        const int64_t below = s->now[s->pairs[k].worse];
        const int64_t above = s->now[s->pairs[k].better];
        if (s->pairs[k].better == i && below > room.low) {
            room.low = below;
        }
        if (s->pairs[k].worse == i && above < room.high) {
            room.high = above;
        }
    }
    return room;
}

/* Another number takes the place of the best (or the worst), which takes its. */
static void try_swap(chance_set *s, uint32_t *end, truce_random *r) {
    const uint32_t other = (uint32_t)truce_random_below(r, s->n);
    if (other != s->best && other != s->worst) {
        const int64_t kept = s->now[*end];
        s->now[*end] = s->now[other];
        s->now[other] = kept;
        if (fits(s)) {
            *end = other;
        } else {
            s->now[other] = s->now[*end];
            s->now[*end] = kept;
        }
    }
}

static void step_value(chance_set *s, truce_random *r) {
    const uint32_t i = (uint32_t)truce_random_below(r, s->n);
    if (!s->anchored || (i != s->best && i != s->worst)) {
        const mind_span room = reach_of(s, i);
        s->now[i] = between(r, room.low, room.high);
    }
    if (s->anchored && s->n_ends > 1) {
        try_swap(s, truce_random_next(r) >> 63 ? &s->best : &s->worst, r);
    }
}

static int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* Two numbers move against each other, so that the sum stays: the first by t * times of the second,
 * the second by -t * times of the first. Between the two an order limits both. */
static void step_sum(chance_set *s, truce_random *r) {
    const uint32_t i = (uint32_t)truce_random_below(r, s->n);
    const uint32_t k = (uint32_t)truce_random_below(r, s->n);
    if (i == k) {
        return;
    }
    const int64_t a = s->times[k];
    const int64_t b = s->times[i];
    int64_t up = INT64_MAX;
    int64_t down = INT64_MAX;
    mind_span of_i = s->at[i];
    mind_span of_k = s->at[k];
    for (uint32_t p = 0; p < s->n_pairs; p++) {
        const chance_pair q = s->pairs[p];
        const int64_t gap = s->now[q.better] - s->now[q.worse];
        if (q.better == i && q.worse == k) {
            down = gap / (a + b) < down ? gap / (a + b) : down;
        } else if (q.better == k && q.worse == i) {
            up = gap / (a + b) < up ? gap / (a + b) : up;
        } else if (q.better == i || q.better == k) {
            mind_span *const room = q.better == i ? &of_i : &of_k;
            room->low = s->now[q.worse] > room->low ? s->now[q.worse] : room->low;
        } else if (q.worse == i || q.worse == k) {
            mind_span *const room = q.worse == i ? &of_i : &of_k;
            room->high = s->now[q.better] < room->high ? s->now[q.better] : room->high;
        }
    }
    const int64_t limits[] = {
        floor_div(of_i.high - s->now[i], a), floor_div(s->now[k] - of_k.low, b),
        floor_div(s->now[i] - of_i.low, a), floor_div(of_k.high - s->now[k], b)};
    up = limits[0] < up ? limits[0] : up;
    up = limits[1] < up ? limits[1] : up;
    down = limits[2] < down ? limits[2] : down;
    down = limits[3] < down ? limits[3] : down;
    if (up >= 0 && down >= 0) {
        const int64_t t = between(r, -down, up);
        s->now[i] += t * a;
        s->now[k] -= t * b;
    }
}

static void walk(chance_set *s, uint32_t sweeps, truce_random *r) {
    for (uint64_t i = 0; i < (uint64_t)sweeps * s->n; i++) {
        if (s->summed) {
            step_sum(s, r);
        } else {
            step_value(s, r);
        }
    }
}

void chance_set_restart(chance_set *s, truce_random *r) {
    if (s->method == CHANCE_WALK) {
        memcpy(s->now, s->start, s->n * sizeof *s->now);
        if (s->anchored) {
            s->best = s->ends[0].best;
            s->worst = s->ends[0].worst;
        }
        walk(s, FIRST_SWEEPS, r);
    }
}

/* ---- which ------------------------------------------------------------------------------------
 */

/* How many of the proposals fit, of how many. */
static double try_out(chance_set *s, chance_method method, truce_random *r) {
    uint32_t good = 0;
    uint32_t tried = 0;
    while (tried < TRIES && good < ENOUGH) {
        propose(s, method, r);
        good += fits(s);
        tried++;
    }
    return good <= RARE ? 0 : (double)good / tried;
}

void chance_set_decide(chance_set *s, truce_random *r) {
    const bool can_spread = s->summed || s->rank != NULL;
    bool open = false;
    for (uint32_t i = 0; i < s->n; i++) {
        open = open || s->at[i].low < s->at[i].high;
    }
    if (!open) {
        s->method = CHANCE_FIXED;
        for (uint32_t i = 0; i < s->n; i++) {
            s->now[i] = s->at[i].low;
        }
        return;
    }
    const double spread = can_spread ? try_out(s, CHANCE_SPREAD, r) : 0;
    const double box = try_out(s, CHANCE_BOX, r);
    s->method = spread == 0 && box == 0 ? CHANCE_WALK : spread >= box ? CHANCE_SPREAD : CHANCE_BOX;
}

void chance_set_next(chance_set *s, truce_random *r) {
    if (s->method == CHANCE_WALK) {
        walk(s, SWEEPS, r);
    } else if (s->method != CHANCE_FIXED) {
        do {
            propose(s, s->method, r);
        } while (!fits(s));
    }
}
