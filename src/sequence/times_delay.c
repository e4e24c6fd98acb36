/* A delayed step pushes those that must come so many days after it, as far as each has no days to
 * spare between its earliest day and where it is pushed to. What is pushed furthest is settled
 * first: nothing can push it further. */
#include "truce/sequence/times.h"

#include <assert.h>
#include <stdlib.h>

#include "solve/key_heap.h"
#include "times_parts.h"

typedef struct delay {
    const truce_schedule *times;
    const truce_times_graph *g;
    int64_t *later; /* [step]: by how many days, 0: not at all */
    uint32_t *by;   /* [step]: the lag */
    uint32_t *moved;
    uint32_t n_moved;
    key_heap heap;
} delay;

/* Push those that lower bounds (and upper ones the other way round) tie to `v`. */
static bool push(delay *d, uint32_t v) {
    const truce_times_graph *const g = d->g;
    const int64_t day = d->times->earliest[v] + d->later[v];
    for (uint32_t i = g->in.begin[v]; i < g->in.begin[v + 1]; i++) {
        const uint32_t to = g->in.to[i];
        if (to == g->n - 1) {
            continue;
        }
        const int64_t later = day - times_weight(g, g->in.edge[i]) - d->times->earliest[to];
        if (later > d->later[to]) {
            d->later[to] = later;
            d->by[to] = g->in.edge[i] / 2;
            if (!key_heap_put(&d->heap, -later, to)) {
                return false;
            }
        }
    }
    return true;
}

static bool push_all(delay *d, uint32_t step) {
    bool ok = key_heap_put(&d->heap, -d->later[step], step);
    while (ok && d->heap.n > 0) {
        const keyed least = key_heap_take(&d->heap);
        if (-least.key == d->later[least.number]) {
            d->moved[d->n_moved++] = least.number;
            ok = push(d, least.number);
        }
    }
    return ok;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static bool lay_out(delay *d, truce_arena *arena, truce_times_delay *out) {
    truce_times_moved *moved = truce_arena_take(arena, d->n_moved * sizeof *moved);
    if (moved == NULL) {
        return false;
    }
    qsort(d->moved + 1, d->n_moved - 1, sizeof *d->moved, by_number);
    for (uint32_t i = 0; i < d->n_moved; i++) {
        const uint32_t v = d->moved[i];
        moved[i] = (truce_times_moved){v, d->later[v], d->by[v]};
    }
    *out = (truce_times_delay){.possible = true, .moved = moved, .n_moved = d->n_moved};
    return true;
}

static bool find_moved(const truce_schedule *times, uint32_t step, int64_t days, truce_arena *arena,
                       truce_times_delay *out) {
    truce_arena scratch = truce_arena_new();
    delay d = {.times = times, .g = times->graph};
    d.later = truce_arena_zero(&scratch, d.g->n, sizeof *d.later);
    d.by = truce_arena_take(&scratch, d.g->n * sizeof *d.by);
    d.moved = truce_arena_take(&scratch, d.g->n * sizeof *d.moved);
    bool ok = d.later != NULL && d.by != NULL && d.moved != NULL;
    if (ok) {
        d.later[step] = days;
        d.by[step] = TRUCE_NO_LAG;
        ok = push_all(&d, step) && lay_out(&d, arena, out);
    }
    free(d.heap.at);
    truce_arena_clear(&scratch);
    return ok;
}

/* Where a lag that says how late a step may be leads back to. */
static uint32_t other_end(const truce_lag *l, uint32_t step) {
    return l->from == step ? l->to : l->from;
}

/* From day 0 to the step by what says how late it may be, and back by the delay. */
static bool tell_why(const truce_schedule *times, uint32_t step, int64_t days, truce_arena *arena,
                     truce_times_delay *out) {
    uint32_t n = 1;
    for (uint32_t v = step; v != TRUCE_DAY_ZERO; n++) {
        v = other_end(&times->lags->at[times->latest_by[v]], v);
    }
    truce_times_link *at = truce_arena_take(arena, n * sizeof *at);
    if (at == NULL) {
        return false;
    }
    const int64_t day = times->earliest[step] + days;
    at[n - 1] = (truce_times_link){
        .lag = TRUCE_NO_LAG, .lower = true, .from = step, .to = TRUCE_DAY_ZERO, .days = -day};
    uint32_t v = step;
    for (uint32_t i = n - 1; i-- > 0;) {
        const uint32_t lag = times->latest_by[v];
        at[i] = times_link(times->graph, 2 * lag + (times->lags->at[lag].from == v));
        v = at[i].from;
    }
    *out = (truce_times_delay){.circle = {.at = at, .n = n, .days = times->latest[step] - day}};
    return true;
}

truce_status truce_times_delay_step(const truce_schedule *times, uint32_t step, int64_t days,
                                    truce_arena *arena, truce_times_delay *out, truce_error *err) {
    assert(times->consistent && step < times->lags->n_steps && days > 0 && days <= TRUCE_DAYS_MAX);
    if (times->earliest[step] == TRUCE_DAYS_OPEN_LOW) {
        return truce_fail(err, TRUCE_EINVAL,
                          "step %u has no earliest day, so none to be later than", step);
    }
    /* No sum overflows: days are few beside an open latest day. */
    const bool late = times->earliest[step] + days > times->latest[step];
    return (late ? tell_why(times, step, days, arena, out)
                 : find_moved(times, step, days, arena, out))
               ? TRUCE_OK
               : truce_fail(err, TRUCE_ENOMEM, "no memory to delay step %u", step);
}
