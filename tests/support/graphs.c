#include "support/graphs.h"

#include <string.h>

#include "support/random.h"

static uint32_t pick(uint64_t *seed, uint32_t n) {
    return (uint32_t)(next_random(seed) % n);
}

static void *take(truce_arena *arena, size_t n, size_t size) {
    return truce_arena_zero(arena, n > 0 ? n : 1, size);
}

static truce_graph_pattern pattern(uint64_t *seed, uint32_t n_options, uint32_t care) {
    truce_graph_pattern p = {0, 0};
    for (uint32_t k = 0; k < care; k++) {
        p.care |= UINT64_C(1) << pick(seed, n_options);
    }
    p.taken = next_random(seed) & p.care;
    return p;
}

static truce_graph_statement statement(uint64_t *seed, uint32_t n_options, truce_arena *arena) {
    truce_graph_op *const ops = take(arena, 16, sizeof *ops);
    uint32_t n = 0, held = 0;
    while (n < 7 || held != 1) {
        const uint32_t kind = held == 0 || (held == 1 && n < 7) ? 0
                              : n >= 7                          ? 2 + pick(seed, 4)
                              : held > 1                        ? pick(seed, 6)
                                                                : 0;
        ops[n].kind = (truce_graph_op_kind)kind;
        if (kind == TRUCE_GRAPH_IS) {
            ops[n].is = pattern(seed, n_options, 1 + pick(seed, 2));
        }
        held += kind == TRUCE_GRAPH_IS;
        held -= kind > TRUCE_GRAPH_NOT;
        n++;
    }
    return (truce_graph_statement){ops, n};
}

static uint32_t count_feasible(const truce_graph_model *m) {
    uint32_t n = 0;
    for (uint64_t s = 0; s >> m->n_options == 0; s++) {
        n += truce_graph_feasible(m, s);
    }
    return n;
}

static void prefer(uint64_t *seed, unsigned traits, const truce_graph_model *m, uint32_t n_states,
                   truce_arena *arena, truce_graph_preference *p) {
    const uint32_t rule = (traits & GRAPH_STRICT) != 0 ? 0 : pick(seed, 4);
    p->rule = rule == 1   ? TRUCE_GRAPH_STATEMENTS
              : rule == 2 ? TRUCE_GRAPH_WEIGHTS
                          : TRUCE_GRAPH_PAYOFFS;
    if (p->rule == TRUCE_GRAPH_PAYOFFS) {
        int64_t *const payoffs = take(arena, n_states, sizeof *payoffs);
        const uint32_t levels = 2 + pick(seed, 9);
        for (uint32_t s = 0; s < n_states; s++) {
            payoffs[s] = (int64_t)pick(seed, levels) - 3;
            if ((traits & GRAPH_STRICT) != 0) { /* a random order, grown from the front */
                const uint32_t k = pick(seed, s + 1);
                payoffs[s] = s;
                const int64_t moved = payoffs[k];
                payoffs[k] = payoffs[s];
                payoffs[s] = moved;
            }
        }
        p->payoffs = payoffs;
        p->n_payoffs = n_states;
    } else if (p->rule == TRUCE_GRAPH_WEIGHTS) {
        int64_t *const weights = take(arena, m->n_options, sizeof *weights);
        for (uint32_t k = 0; k < m->n_options; k++) {
            weights[k] = (int64_t)pick(seed, 9) - 4;
        }
        p->weights = weights;
    } else {
        const uint32_t n = pick(seed, 5);
        truce_graph_statement *const at = take(arena, n, sizeof *at);
        for (uint32_t i = 0; i < n; i++) {
            at[i] = statement(seed, m->n_options, arena);
        }
        p->statements = at;
        p->n_statements = n;
    }
}

static void be_unsure(uint64_t *seed, const truce_graph_model *m, truce_arena *arena,
                      truce_graph_preference *p) {
    const uint32_t n = pick(seed, 3);
    truce_graph_unknown *const unknown = take(arena, n, sizeof *unknown);
    for (uint32_t i = 0; i < n; i++) {
        unknown[i].a = pattern(seed, m->n_options, 1 + pick(seed, 2));
        unknown[i].b = pattern(seed, m->n_options, 1 + pick(seed, 2));
    }
    p->unknown = unknown;
    p->n_unknown = n;
    if (p->rule == TRUCE_GRAPH_STATEMENTS) {
        p->n_strong_statements = pick(seed, p->n_statements + 1);
    } else {
        int64_t *const from = take(arena, 2, sizeof *from);
        from[0] = (int64_t)pick(seed, 5) - 3;
        from[1] = from[0] + 1 + pick(seed, 4);
        p->strong_from = from;
        p->n_strong_from = pick(seed, 3);
    }
}

bool graph_random(uint64_t seed, unsigned traits, truce_arena *arena, truce_graph_model *out) {
    truce_graph_model m = {.n_options = 2 + pick(&seed, (traits & GRAPH_SMALL) != 0 ? 2 : 5)};
    m.n_makers = (traits & GRAPH_TWO) != 0 ? 2 : 1 + pick(&seed, 5);
    truce_graph_option *const options = take(arena, m.n_options, sizeof *options);
    const bool directed = pick(&seed, 2) == 0;
    for (uint32_t k = 0; k < m.n_options; k++) {
        options[k].owner = pick(&seed, m.n_makers);
        options[k].direction = (truce_graph_direction)(directed ? pick(&seed, 3) : 0);
    }
    m.options = options;
    m.n_infeasible = pick(&seed, 4);
    truce_graph_pattern *const infeasible = take(arena, m.n_infeasible, sizeof *infeasible);
    for (uint32_t i = 0; i < m.n_infeasible; i++) {
        infeasible[i] = pattern(&seed, m.n_options, 2 + pick(&seed, 3));
    }
    m.infeasible = infeasible;
    m.n_common = (traits & GRAPH_COMMON) != 0 ? 1 + pick(&seed, 3) : 0;
    truce_graph_common *const common = take(arena, m.n_common, sizeof *common);
    for (uint32_t i = 0; i < m.n_common; i++) {
        common[i].from = pattern(&seed, m.n_options, pick(&seed, 3));
        common[i].to = pattern(&seed, m.n_options, 1 + pick(&seed, 3));
        common[i].makers = 1 + pick(&seed, (UINT32_C(1) << m.n_makers) - 1);
    }
    m.common = common;
    const uint32_t n = count_feasible(&m);
    truce_graph_preference *const preferences = take(arena, m.n_makers, sizeof *preferences);
    for (uint32_t i = 0; i < m.n_makers; i++) {
        prefer(&seed, traits, &m, n, arena, &preferences[i]);
        if ((traits & GRAPH_UNSURE) != 0) {
            be_unsure(&seed, &m, arena, &preferences[i]);
        }
    }
    m.preferences = preferences;
    if ((traits & GRAPH_UNSURE) != 0) {
        int8_t *const attitudes = take(arena, (size_t)m.n_makers * m.n_makers, sizeof *attitudes);
        for (uint32_t i = 0; i < m.n_makers * m.n_makers; i++) {
            attitudes[i] = (int8_t)((int)pick(&seed, 3) - 1);
        }
        m.attitudes = attitudes;
    }
    *out = m;
    return n > 0;
}

/* ---- from the definitions
 * ------------------------------------------------------------------------ */

static bool common_leads(const truce_graph_model *m, uint32_t i, truce_graph_state s,
                         truce_graph_state t) {
    for (uint32_t c = 0; c < m->n_common; c++) {
        const truce_graph_common *const move = &m->common[c];
        if ((move->makers >> i & 1) != 0 && truce_graph_matches(move->from, s) &&
            truce_graph_matches(move->to, t) && ((s ^ t) & ~move->to.care) == 0) {
            return true;
        }
    }
    return false;
}

static bool leads(const truce_graph_model *m, uint32_t i, truce_graph_state s,
                  truce_graph_state t) {
    bool own = s != t;
    for (uint32_t k = 0; k < m->n_options; k++) {
        const bool before = (s >> k & 1) != 0, after = (t >> k & 1) != 0;
        const truce_graph_direction d = m->options[k].direction;
        if (before != after) {
            own = own && m->options[k].owner == i &&
                  (d == TRUCE_GRAPH_BOTH || (d == TRUCE_GRAPH_FORWARD) == after);
        }
    }
    return own || (s != t && common_leads(m, i, s, t));
}

static uint64_t worth(const truce_graph_model *m, uint32_t i, uint32_t s, truce_graph_state at) {
    const truce_graph_preference *const p = &m->preferences[i];
    return p->rule == TRUCE_GRAPH_PAYOFFS ? (uint64_t)(p->payoffs[s] + 1000000)
                                          : truce_graph_worth(m, i, at);
}

void graph_brute_make(const truce_graph_model *model, graph_brute *b) {
    memset(b, 0, sizeof *b);
    b->model = model;
    b->n_makers = model->n_makers;
    for (uint64_t s = 0; s >> model->n_options == 0; s++) {
        if (truce_graph_feasible(model, s)) {
            b->at[b->n++] = s;
        }
    }
    for (uint32_t i = 0; i < b->n_makers; i++) {
        for (uint32_t s = 0; s < b->n; s++) {
            b->worth[i][s] = worth(model, i, s, b->at[s]);
        }
        for (uint32_t s = 0; s < b->n; s++) {
            for (uint32_t t = 0; t < b->n; t++) {
                const uint64_t move = (uint64_t)leads(model, i, b->at[s], b->at[t]) << t;
                b->moves[i][s] |= move;
                b->ups[i][s] |= b->worth[i][t] > b->worth[i][s] ? move : 0;
            }
        }
    }
}

uint64_t graph_brute_reach(const graph_brute *b, uint64_t step[][GRAPH_STATES_MAX], uint32_t movers,
                           uint32_t s) {
    uint64_t arrived[TRUCE_GRAPH_MAKERS_MAX] = {0}; /* [last mover] */
    uint64_t all = 0;
    for (uint32_t j = 0; j < b->n_makers; j++) {
        arrived[j] = (movers >> j & 1) != 0 ? step[j][s] : 0;
    }
    for (bool more = true; more;) {
        more = false;
        for (uint32_t last = 0; last < b->n_makers; last++) {
            for (uint32_t t = 0; t < b->n; t++) {
                for (uint32_t j = 0; j < b->n_makers && (arrived[last] >> t & 1) != 0; j++) {
                    const uint64_t next = j != last && (movers >> j & 1) != 0 ? step[j][t] : 0;
                    more = more || (next & ~arrived[j]) != 0;
                    arrived[j] |= next;
                }
            }
        }
    }
    for (uint32_t j = 0; j < b->n_makers; j++) {
        all |= arrived[j];
    }
    return all;
}

/* Those that maker i does not prefer to s. */
static uint64_t not_better(const graph_brute *b, uint32_t i, uint32_t s) {
    uint64_t set = 0;
    for (uint32_t t = 0; t < b->n; t++) {
        set |= (uint64_t)(b->worth[i][t] <= b->worth[i][s]) << t;
    }
    return set;
}

/* Can an opponent's joint improvements from s, in addition to the changes so far, end badly? Every
 * choice of a step or none for each of them is tried. */
static bool sim_answer(const graph_brute *b, uint32_t i, uint32_t s, uint32_t j, uint64_t changed,
                       bool anybody) {
    if (j == b->n_makers) {
        for (uint32_t x = 0; x < b->n && anybody; x++) {
            if (b->at[x] == (b->at[s] ^ changed)) {
                return b->worth[i][x] <= b->worth[i][s];
            }
        }
        return false;
    }
    bool answer = sim_answer(b, i, s, j + 1, changed, anybody);
    for (uint32_t t = 0; t < b->n && j != i && !answer; t++) {
        const uint64_t flip = b->at[t] ^ b->at[s];
        if ((b->ups[j][s] >> t & 1) != 0 && (flip & changed) == 0) {
            answer = sim_answer(b, i, s, j + 1, changed | flip, true);
        }
    }
    return answer;
}

static bool answered(graph_brute *b, truce_graph_concept c, uint32_t i, uint32_t s, uint32_t t) {
    const uint32_t others = ((UINT32_C(1) << b->n_makers) - 1) & ~(UINT32_C(1) << i);
    if (c == TRUCE_NASH || c == TRUCE_SIM) {
        return c == TRUCE_SIM && sim_answer(b, i, s, 0, b->at[t] ^ b->at[s], false);
    }
    const uint64_t bad = not_better(b, i, s);
    const bool credible = c == TRUCE_SEQ || c == TRUCE_SSEQ;
    const uint64_t after = graph_brute_reach(b, credible ? b->ups : b->moves, others, t);
    for (uint32_t x = 0; x < b->n; x++) {
        const bool escape = (c == TRUCE_SMR || c == TRUCE_SSEQ) && (b->moves[i][x] & ~bad) != 0;
        if ((after & bad) >> x & 1 && !escape) {
            return true;
        }
    }
    return false;
}

bool graph_brute_stable(graph_brute *b, truce_graph_concept c, uint32_t i, uint32_t s) {
    for (uint32_t t = 0; t < b->n; t++) {
        if ((b->ups[i][s] >> t & 1) != 0 && !answered(b, c, i, s, t)) {
            return false;
        }
    }
    return true;
}
