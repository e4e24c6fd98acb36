#include "truce/stability/hold.h"

#include <string.h>

#include "truce/stability/states.h"

/* One pattern more for each option that is held: it cannot be the other way. */
static bool rule_out(const truce_graph_model *m, truce_graph_pattern held, truce_arena *arena,
                     truce_graph_model *out) {
    const uint32_t more = (uint32_t)__builtin_popcountll(held.care);
    truce_graph_pattern *const at =
        truce_arena_take(arena, ((size_t)m->n_infeasible + more) * sizeof *at);
    if (at == NULL) {
        return false;
    }
    if (m->n_infeasible > 0) {
        memcpy(at, m->infeasible, m->n_infeasible * sizeof *at);
    }
    uint32_t n = m->n_infeasible;
    for (uint64_t left = held.care; left != 0; left &= left - 1) {
        const uint64_t option = left & (~left + 1);
        at[n++] = (truce_graph_pattern){option, option & ~held.taken};
    }
    out->infeasible = at;
    out->n_infeasible = n;
    return true;
}

/* The payoffs of the states that are left. */
static bool keep_payoffs(const truce_graph_states *states, truce_graph_pattern held,
                         truce_arena *arena, truce_graph_preference *p) {
    int64_t *const kept = truce_arena_take(arena, states->n * sizeof *kept);
    if (kept == NULL) {
        return false;
    }
    p->n_payoffs = 0;
    for (uint32_t s = 0; s < states->n; s++) {
        if (truce_graph_matches(held, truce_graph_at(states, s))) {
            kept[p->n_payoffs++] = p->payoffs[s];
        }
    }
    p->payoffs = kept;
    return true;
}

static truce_status hold_preferences(const truce_graph_model *m, truce_graph_pattern held,
                                     truce_arena *arena, truce_graph_model *out, truce_error *err) {
    truce_graph_preference *const at = truce_arena_take(arena, m->n_makers * sizeof *at);
    truce_arena scratch = truce_arena_new();
    truce_graph_states states = {.model = NULL};
    truce_status status =
        at != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    for (uint32_t i = 0; i < m->n_makers && status == TRUCE_OK; i++) {
        at[i] = m->preferences[i];
        if (at[i].rule != TRUCE_GRAPH_PAYOFFS) {
            continue;
        }
        if (states.model == NULL) {
            status = truce_graph_list(m, &scratch, &states, err);
        }
        if (status == TRUCE_OK && !keep_payoffs(&states, held, arena, &at[i])) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
        }
    }
    truce_arena_clear(&scratch);
    out->preferences = at;
    return status;
}

truce_status truce_graph_hold(const truce_graph_model *model, truce_graph_pattern held,
                              truce_arena *arena, truce_graph_model *out, truce_error *err) {
    truce_graph_model m = *model;
    truce_status status = rule_out(model, held, arena, &m)
                              ? TRUCE_OK
                              : truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    if (status == TRUCE_OK) {
        status = hold_preferences(model, held, arena, &m, err);
    }
    m.status_quo = (m.status_quo & ~held.care) | held.taken;
    m.has_status_quo = m.has_status_quo && truce_graph_feasible(&m, m.status_quo);
    if (status == TRUCE_OK) {
        *out = m;
    }
    return status;
}
