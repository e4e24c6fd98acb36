/* Upper bounds are arcs one way, lower bounds arcs the other way; the latest day of a step is the
 * shortest way to it from day 0, its earliest the shortest way back, with its sign turned. Once no
 * arc is below 0 (times_circle.c), both are searched with the nearest first. PAPER: johnson1977 */
#include "truce/sequence/times.h"

#include <assert.h>
#include <stdlib.h>

#include "solve/key_heap.h"
#include "times_parts.h"

static truce_status no_memory(const truce_lags *lags, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to time %u steps", lags->n_steps);
}

static bool is_day(int64_t days) {
    return days >= -TRUCE_DAYS_MAX && days <= TRUCE_DAYS_MAX;
}

static truce_status check(const truce_lags *lags, truce_error *err) {
    assert(lags->n < UINT32_MAX / 2);
    if (lags->n_steps > TRUCE_TIMES_STEPS_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "%u steps are too many to time; %u can be",
                          lags->n_steps, TRUCE_TIMES_STEPS_MAX);
    }
    for (uint32_t i = 0; i < lags->n; i++) {
        const truce_lag *const l = &lags->at[i];
        const uint32_t ends[] = {l->from, l->to};
        for (int k = 0; k < 2; k++) {
            if (ends[k] != TRUCE_DAY_ZERO && ends[k] >= lags->n_steps) {
                return truce_fail(err, TRUCE_EINVAL, "lag %u names step %u, and there are %u", i,
                                  ends[k], lags->n_steps);
            }
        }
        if ((l->lo != TRUCE_DAYS_OPEN_LOW && !is_day(l->lo)) ||
            (l->hi != TRUCE_DAYS_OPEN_HIGH && !is_day(l->hi))) {
            return truce_fail(err, TRUCE_EINVAL, "lag %u has days out of range", i);
        }
    }
    return TRUCE_OK;
}

/* ---- the graph ------------------------------------------------------------------------------- */

static bool graph_make(truce_times_graph *g, const truce_lags *lags, truce_arena *arena) {
    truce_arena scratch = truce_arena_new();
    *g = (truce_times_graph){.lags = lags->at, .n = lags->n_steps + 1};
    truce_arc *list = truce_arena_take(&scratch, 2 * (size_t)lags->n * sizeof *list);
    uint32_t n = 0;
    for (uint32_t i = 0; list != NULL && i < lags->n; i++) {
        const uint32_t from = times_node(g, lags->at[i].from);
        const uint32_t to = times_node(g, lags->at[i].to);
        if (lags->at[i].hi != TRUCE_DAYS_OPEN_HIGH) {
            list[n++] = (truce_arc){from, to, 2 * i};
        }
        if (lags->at[i].lo != TRUCE_DAYS_OPEN_LOW) {
            list[n++] = (truce_arc){to, from, 2 * i + 1};
        }
    }
    bool ok = list != NULL && truce_arcs_make(&g->out, g->n, list, n, arena);
    for (uint32_t i = 0; ok && i < n; i++) {
        list[i] = (truce_arc){list[i].to, list[i].from, list[i].edge};
    }
    g->raised = truce_arena_zero(arena, g->n, sizeof *g->raised);
    ok = ok && g->raised != NULL && truce_arcs_make(&g->in, g->n, list, n, arena);
    truce_arena_clear(&scratch);
    return ok;
}

truce_times_link times_link(const truce_times_graph *g, uint32_t edge) {
    const truce_lag *const l = &g->lags[edge / 2];
    const bool lower = edge % 2 == 1;
    return (truce_times_link){.lag = edge / 2,
                              .lower = lower,
                              .from = lower ? l->to : l->from,
                              .to = lower ? l->from : l->to,
                              .days = times_weight(g, edge)};
}

bool times_circle_make(const truce_times_graph *g, const uint32_t *edges, uint32_t n,
                       truce_arena *arena, truce_times_circle *out) {
    truce_times_link *at = truce_arena_take(arena, n * sizeof *at);
    truce_times_circle made = {.at = at, .n = n};
    uint32_t lowest = 0;
    for (uint32_t i = 1; i < n; i++) {
        lowest = edges[i] < edges[lowest] ? i : lowest;
    }
    for (uint32_t i = 0; at != NULL && i < n; i++) {
        at[i] = times_link(g, edges[(lowest + i) % n]);
        made.days += at[i].days;
    }
    *out = made;
    return at != NULL;
}

/* ---- the days -------------------------------------------------------------------------------- */

typedef struct search {
    const truce_times_graph *g;
    const truce_arcs *arcs; /* out: ways from day 0; in: ways back to it */
    int64_t *key;           /* [step]: the length, raised */
    uint32_t *by;           /* [step]: the edge it was reached by, TRUCE_NO_EDGE: not at all */
    key_heap heap;
} search;

/* What an arc of `arcs` is worth from its `v` to its `to` once raised: at least 0. */
static int64_t raised_weight(const search *s, uint32_t v, uint32_t to, uint32_t edge) {
    const int64_t *const raised = s->g->raised;
    const bool back = s->arcs == &s->g->in;
    return times_weight(s->g, edge) + (back ? raised[to] - raised[v] : raised[v] - raised[to]);
}

static bool run(search *s, uint32_t zero) {
    bool ok = key_heap_put(&s->heap, 0, zero);
    s->key[zero] = 0;
    while (ok && s->heap.n > 0) {
        const keyed least = key_heap_take(&s->heap);
        const uint32_t v = least.number;
        if (least.key != s->key[v]) {
            continue;
        }
        for (uint32_t i = s->arcs->begin[v]; ok && i < s->arcs->begin[v + 1]; i++) {
            const uint32_t to = s->arcs->to[i];
            const int64_t key = least.key + raised_weight(s, v, to, s->arcs->edge[i]);
            if (to != zero && (s->by[to] == TRUCE_NO_EDGE || key < s->key[to])) {
                s->key[to] = key;
                s->by[to] = s->arcs->edge[i];
                ok = key_heap_put(&s->heap, key, to);
            }
        }
    }
    return ok;
}

/* One day of each step, earliest or latest; `by` receives lags. */
static bool find_days(const truce_times_graph *g, bool earliest, truce_arena *arena, int64_t **days,
                      uint32_t **by) {
    truce_arena scratch = truce_arena_new();
    const uint32_t zero = g->n - 1;
    search s = {.g = g, .arcs = earliest ? &g->in : &g->out};
    s.key = truce_arena_take(&scratch, g->n * sizeof *s.key);
    s.by = truce_arena_take(arena, g->n * sizeof *s.by);
    *days = truce_arena_take(arena, g->n * sizeof **days);
    bool ok = s.key != NULL && s.by != NULL && *days != NULL;
    for (uint32_t v = 0; ok && v < g->n; v++) {
        s.by[v] = TRUCE_NO_EDGE;
    }
    ok = ok && run(&s, zero);
    for (uint32_t v = 0; ok && v < zero; v++) {
        const int64_t off = g->raised[v] - g->raised[zero];
        if (s.by[v] == TRUCE_NO_EDGE) {
            (*days)[v] = earliest ? TRUCE_DAYS_OPEN_LOW : TRUCE_DAYS_OPEN_HIGH;
        } else {
            (*days)[v] = earliest ? -(s.key[v] - off) : s.key[v] + off;
            s.by[v] /= 2;
        }
    }
    free(s.heap.at);
    truce_arena_clear(&scratch);
    *by = s.by;
    return ok;
}

static bool find_slack(const truce_times_graph *g, const int64_t *earliest, const int64_t *latest,
                       truce_arena *arena, truce_schedule *out) {
    int64_t *slack = truce_arena_take(arena, g->n * sizeof *slack);
    for (uint32_t v = 0; slack != NULL && v + 1 < g->n; v++) {
        const bool open = earliest[v] == TRUCE_DAYS_OPEN_LOW || latest[v] == TRUCE_DAYS_OPEN_HIGH;
        slack[v] = open ? TRUCE_DAYS_OPEN_HIGH : latest[v] - earliest[v];
    }
    out->earliest = earliest;
    out->latest = latest;
    out->slack = slack;
    return slack != NULL;
}

static bool find(truce_times_graph *g, truce_arena *arena, truce_schedule *out) {
    uint32_t *circle = NULL;
    uint32_t n = 0;
    int64_t *earliest = NULL;
    int64_t *latest = NULL;
    uint32_t *earliest_by = NULL;
    uint32_t *latest_by = NULL;
    if (!times_raise(g, arena, &circle, &n, &out->shortest)) {
        return false;
    }
    out->consistent = n == 0;
    if (n > 0) {
        return times_circle_make(g, circle, n, arena, &out->circle);
    }
    const bool ok = find_days(g, true, arena, &earliest, &earliest_by) &&
                    find_days(g, false, arena, &latest, &latest_by) &&
                    find_slack(g, earliest, latest, arena, out);
    out->earliest_by = earliest_by;
    out->latest_by = latest_by;
    return ok;
}

truce_status truce_times_find(const truce_lags *lags, truce_arena *arena, truce_schedule *out,
                              truce_error *err) {
    truce_status status = check(lags, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_times_graph *g = truce_arena_take(arena, sizeof *g);
    truce_schedule made = {.lags = lags, .graph = g};
    if (g == NULL || !graph_make(g, lags, arena) || !find(g, arena, &made)) {
        return no_memory(lags, err);
    }
    *out = made;
    return TRUCE_OK;
}
