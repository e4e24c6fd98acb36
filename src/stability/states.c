/* Options are decided from the last to the first, not taken before taken, so that states come out
 * rising; a pattern is looked at as soon as its first option is decided. Then each maker's states
 * are sorted by how good they are, and equal ones share a rank. */
#include "truce/stability/states.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "stability/radix.h"
#include "stability/worth.h"

typedef struct walk {
    const truce_graph_model *model;
    truce_graph_state *at; /* grows in `arena`; NULL: only counted */
    size_t n, cap;
    uint64_t steps; /* options decided, and patterns looked at */
    /* Patterns by the option that decides them, the first that they care for: those of option k
     * from from[k] to from[k + 1]. */
    truce_graph_pattern *patterns;
    size_t from[TRUCE_GRAPH_OPTIONS_MAX + 1];
    truce_arena *arena;
} walk;

/* What cares for nothing rules out all, as soon as anything is decided. */
static uint32_t decided_by(const truce_graph_model *m, uint32_t i) {
    const uint64_t care = m->infeasible[i].care;
    return care == 0 ? m->n_options - 1 : (uint32_t)__builtin_ctzll(care);
}

static truce_status sort_patterns(walk *w, truce_error *err) {
    const truce_graph_model *const m = w->model;
    size_t next[TRUCE_GRAPH_OPTIONS_MAX + 1] = {0};
    w->patterns = truce_arena_take(w->arena, m->n_infeasible * sizeof *w->patterns);
    if (w->patterns == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what cannot be");
    }
    for (uint32_t i = 0; i < m->n_infeasible; i++) {
        next[decided_by(m, i) + 1]++;
    }
    for (uint32_t k = 0; k < TRUCE_GRAPH_OPTIONS_MAX; k++) {
        next[k + 1] += next[k];
    }
    memcpy(w->from, next, sizeof next);
    for (uint32_t i = 0; i < m->n_infeasible; i++) {
        w->patterns[next[decided_by(m, i)]++] = m->infeasible[i];
    }
    return TRUCE_OK;
}

/* Is a pattern matched that option k decides, with all behind it? */
static bool excluded(walk *w, truce_graph_state s, uint32_t k) {
    for (size_t i = w->from[k]; i < w->from[k + 1]; i++) {
        w->steps++;
        if (truce_graph_matches(w->patterns[i], s)) {
            return true;
        }
    }
    return false;
}

static truce_status too_many(truce_error *err) {
    return truce_fail(err, TRUCE_ELIMIT,
                      "more than %" PRIu32 " feasible states (or patterns that leave too much to "
                      "try); ask about one state at a time",
                      TRUCE_GRAPH_STATES_MAX);
}

static truce_status add(walk *w, truce_graph_state s, truce_error *err) {
    if (w->n == TRUCE_GRAPH_STATES_MAX) {
        return too_many(err);
    }
    truce_graph_state *const grown =
        truce_arena_grow(w->arena, w->at, w->n, &w->cap, sizeof *w->at);
    if (grown == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu states", w->n + 1);
    }
    w->at = grown;
    w->at[w->n++] = s;
    return TRUCE_OK;
}

/* Depth first, without recursion: `s` holds what is decided from option `k` on. */
static truce_status list_feasible(walk *w, truce_error *err) {
    const uint32_t n = w->model->n_options;
    truce_graph_state s = 0;
    uint32_t k = n - 1;
    for (;;) {
        if (++w->steps > UINT64_C(64) * TRUCE_GRAPH_STATES_MAX) {
            return too_many(err);
        }
        const bool out = excluded(w, s, k);
        if (!out && k > 0) {
            k--;
            continue;
        }
        if (!out) {
            const truce_status status = add(w, s, err);
            if (status != TRUCE_OK) {
                return status;
            }
        }
        while (k < n && (s >> k & 1) != 0) { /* both ways are done */
            s ^= UINT64_C(1) << k++;
        }
        if (k == n) {
            return TRUCE_OK;
        }
        s |= UINT64_C(1) << k;
    }
}

static void rate(const truce_graph_states *states, uint32_t maker, uint64_t *key) {
    const truce_graph_preference *const p = &states->model->preferences[maker];
    for (uint32_t i = 0; i < states->n; i++) {
        key[i] = p->rule == TRUCE_GRAPH_PAYOFFS
                     ? worth_of(p->payoffs[i])
                     : truce_graph_worth(states->model, maker, truce_graph_at(states, i));
    }
}

/* 0 when memory is out, else how many ranks there are. */
static uint32_t rank_states(const truce_graph_states *states, uint32_t maker, uint32_t *rank) {
    const uint32_t n = states->n;
    uint64_t *const key = malloc((size_t)n * sizeof *key);
    uint32_t *const item = malloc((size_t)n * sizeof *item);
    uint32_t ranks = 0;
    if (key != NULL && item != NULL) {
        rate(states, maker, key);
        for (uint32_t i = 0; i < n; i++) {
            item[i] = i;
        }
        if (radix_sort(key, item, n)) {
            for (uint32_t i = 0; i < n; i++) {
                ranks += i == 0 || key[i] != key[i - 1];
                rank[item[i]] = ranks - 1;
            }
        }
    }
    free(key);
    free(item);
    return ranks;
}

static truce_status rank_all(truce_graph_states *states, truce_arena *arena, truce_error *err) {
    const truce_graph_model *const m = states->model;
    const uint32_t **const rank = truce_arena_zero(arena, m->n_makers, sizeof *rank);
    uint32_t *const n_ranks = truce_arena_zero(arena, m->n_makers, sizeof *n_ranks);
    for (uint32_t i = 0; rank != NULL && n_ranks != NULL && i < m->n_makers; i++) {
        const truce_graph_preference *const p = &m->preferences[i];
        if (p->rule == TRUCE_GRAPH_PAYOFFS && p->n_payoffs != states->n) {
            return truce_fail(err, TRUCE_EINVAL,
                              "payoffs[%" PRIu32 "]: %zu of them; there are %" PRIu32
                              " feasible states",
                              i, p->n_payoffs, states->n);
        }
        uint32_t *const of = truce_arena_take(arena, (size_t)states->n * sizeof *of);
        n_ranks[i] = of != NULL ? rank_states(states, i, of) : 0;
        rank[i] = of;
        if (n_ranks[i] == 0 && states->n > 0) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory to rank %" PRIu32 " states", states->n);
        }
    }
    states->rank = rank;
    states->n_ranks = n_ranks;
    return rank != NULL && n_ranks != NULL
               ? TRUCE_OK
               : truce_fail(err, TRUCE_ENOMEM, "no memory to rank states");
}

truce_status truce_graph_list(const truce_graph_model *model, truce_arena *arena,
                              truce_graph_states *out, truce_error *err) {
    truce_graph_states states = {.model = model};
    walk w = {.model = model, .arena = arena};
    truce_status status = TRUCE_OK;
    if (model->n_infeasible == 0) {
        if (model->n_options > 24) {
            return too_many(err);
        }
        states.n = UINT32_C(1) << model->n_options;
    } else {
        status = sort_patterns(&w, err);
        status = status == TRUCE_OK ? list_feasible(&w, err) : status;
        states.at = w.at;
        states.n = (uint32_t)w.n;
        if (status == TRUCE_OK && w.n == 0) {
            status = truce_fail(err, TRUCE_EINVAL, "infeasible: no state is left");
        }
    }
    if (status == TRUCE_OK) {
        status = rank_all(&states, arena, err);
    }
    if (status == TRUCE_OK) {
        *out = states;
    }
    return status;
}

uint32_t truce_graph_find(const truce_graph_states *states, truce_graph_state s) {
    if (states->at == NULL) {
        return s < states->n ? (uint32_t)s : TRUCE_GRAPH_NONE;
    }
    uint32_t low = 0, high = states->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (states->at[mid] < s) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < states->n && states->at[low] == s ? low : TRUCE_GRAPH_NONE;
}
