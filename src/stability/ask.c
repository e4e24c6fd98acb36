#include "truce/stability/ask.h"

#include <inttypes.h>

#include "stability/ask_parts.h"

enum { EFFORT_MAX = 10000000, CONFLICTS_MAX = 50000 };

bool asking_can_try(const asking *a, uint32_t maker, truce_graph_state s) {
    return a->states != NULL ||
           __builtin_popcountll(moves_open(a->m, maker, s)) <= TRUCE_ASK_OWN_MAX;
}

bool asking_moves(const asking *a, uint32_t maker, truce_graph_state s,
                  bool (*see)(void *context, truce_graph_state to), void *context) {
    const truce_graph_model *const m = a->m;
    const uint64_t open = moves_open(m, maker, s);
    const bool many = a->states != NULL && __builtin_popcountll(open) > TRUCE_ASK_OWN_MAX;
    for (uint32_t i = 0; many && i < a->states->n; i++) {
        const truce_graph_state to = truce_graph_at(a->states, i);
        if (to != s && ((to ^ s) & ~open) == 0 && see(context, to)) {
            return true;
        }
    }
    for (uint64_t flip = many ? 0 : moves_next(open, 0); flip != 0; flip = moves_next(open, flip)) {
        if (truce_graph_feasible(m, s ^ flip) && see(context, s ^ flip)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < m->n_common; i++) {
        const truce_graph_common *const c = &m->common[i];
        const truce_graph_state to = (s & ~c->to.care) | c->to.taken;
        if ((c->makers >> maker & 1) != 0 && truce_graph_matches(c->from, s) && to != s &&
            truce_graph_feasible(m, to) && see(context, to)) {
            return true;
        }
    }
    return false;
}

static bool is_way_out(void *context, truce_graph_state y) {
    asking *const a = context;
    a->effort++;
    return asking_worth(a, a->maker, y) > a->worth;
}

bool asking_answers(asking *a, truce_graph_state x) {
    a->effort++;
    return asking_worth(a, a->maker, x) <= a->worth &&
           (!a->no_way_out || !asking_moves(a, a->maker, x, is_way_out, a));
}

/* The improvements, as they are met; a common move may lead where one's own does. */
typedef struct gains {
    asking *a;
    truce_graph_state *at;
    size_t n, cap;
    bool failed;
} gains;

static bool keep_gain(void *context, truce_graph_state t) {
    gains *const g = context;
    bool known = false;
    if (asking_worth(g->a, g->a->maker, t) <= g->a->worth) {
        return false;
    }
    for (size_t i = 0; i < g->n && g->a->m->n_common > 0 && !known; i++) {
        known = g->at[i] == t;
    }
    if (known) {
        return false;
    }
    truce_graph_state *const grown =
        truce_arena_grow(g->a->arena, g->at, g->n, &g->cap, sizeof *g->at);
    if (grown == NULL) {
        g->failed = true;
        return true;
    }
    g->at = grown;
    g->at[g->n++] = t;
    return false;
}

static truce_status ask_one(asking *a, bool together, truce_graph_state t, truce_ask_answer *answer,
                            truce_ask_reply *reply, truce_error *err) {
    if (together) {
        return asking_joint(a, t, answer, reply, err);
    }
    const truce_status status = asking_slice(a, t, answer, reply, err);
    return status == TRUCE_OK && *answer == TRUCE_ASK_UNKNOWN
               ? asking_search(a, t, answer, reply, err)
               : status;
}

static truce_status ask_each(asking *a, bool together, const gains *g, truce_ask *out,
                             truce_error *err) {
    truce_ask_reply *const replies = truce_arena_zero(a->arena, g->n, sizeof *replies);
    if (replies == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu answers", g->n);
    }
    truce_ask_answer worst = TRUCE_ASK_STABLE;
    for (size_t i = 0; i < g->n; i++) {
        truce_ask_answer answer = TRUCE_ASK_UNKNOWN;
        const truce_status status = ask_one(a, together, g->at[i], &answer, &replies[i], err);
        if (status != TRUCE_OK) {
            return status;
        }
        if (answer == TRUCE_ASK_UNSTABLE || (answer != worst && worst == TRUCE_ASK_STABLE)) {
            worst = answer;
            out->improvement = g->at[i];
        }
        if (answer == TRUCE_ASK_UNSTABLE) {
            break;
        }
    }
    out->answer = worst;
    out->replies = worst == TRUCE_ASK_STABLE ? replies : NULL;
    out->n_replies = worst == TRUCE_ASK_STABLE ? (uint32_t)g->n : 0;
    return TRUCE_OK;
}

static truce_status check(const truce_graph_model *m, const truce_graph_states *states,
                          truce_graph_state s, truce_graph_concept concept, truce_error *err) {
    if (concept >= TRUCE_CONCEPTS) {
        return truce_fail(err, TRUCE_EINVAL, "there is no such concept");
    }
    if (s >> m->n_options != 0 || !truce_graph_feasible(m, s)) {
        return truce_fail(err, TRUCE_EINVAL, "%" PRIu64 " is no feasible state", s);
    }
    for (uint32_t i = 0; i < m->n_makers && states == NULL; i++) {
        if (m->preferences[i].rule == TRUCE_GRAPH_PAYOFFS) {
            return truce_fail(err, TRUCE_EINVAL, "payoffs need the list of states");
        }
    }
    return TRUCE_OK;
}

truce_status truce_ask_stable(const truce_graph_model *model, const truce_graph_states *states,
                              truce_graph_state s, uint32_t maker, truce_graph_concept concept,
                              const truce_ask_limits *limits, truce_arena *arena, truce_ask *out,
                              truce_error *err) {
    truce_status status = check(model, states, s, concept, err);
    if (status != TRUCE_OK) {
        return status;
    }
    asking a = {.m = model, .states = states, .maker = maker, .s = s, .arena = arena};
    a.limits = limits != NULL ? *limits : (truce_ask_limits){.effort_max = 0};
    a.limits.effort_max = a.limits.effort_max == 0 ? EFFORT_MAX : a.limits.effort_max;
    a.limits.conflicts_max = a.limits.conflicts_max == 0 ? CONFLICTS_MAX : a.limits.conflicts_max;
    a.improving = concept == TRUCE_SEQ || concept == TRUCE_SSEQ;
    a.no_way_out = concept == TRUCE_SMR || concept == TRUCE_SSEQ;
    a.worth = asking_worth(&a, maker, s);
    gains g = {.a = &a};
    truce_ask found = {.answer = TRUCE_ASK_UNKNOWN, .improvement = s};
    if (asking_can_try(&a, maker, s)) {
        (void)asking_moves(&a, maker, s, keep_gain, &g);
        if (g.failed) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for improvements");
        }
        if (concept != TRUCE_NASH) {
            status = ask_each(&a, concept == TRUCE_SIM, &g, &found, err);
        } else {
            found.answer = g.n == 0 ? TRUCE_ASK_STABLE : TRUCE_ASK_UNSTABLE;
            found.improvement = g.n > 0 ? g.at[0] : s;
        }
    }
    found.effort = a.effort;
    if (status == TRUCE_OK) {
        *out = found;
    }
    return status;
}
