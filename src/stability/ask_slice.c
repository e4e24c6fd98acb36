/* The slice of an improvement: all states in which the maker's own options are as it left them.
 * Where no state of the slice would be an answer, there is none; where every combination is
 * feasible, the others can bring about every state of it that directions allow, each by one move.
 *
 * By weights the least sum is a sum of least parts. By statements a solver is asked: options are
 * variables, each statement a literal made of them, and "not preferred to s" says of each statement
 * that does not hold for s: if it holds, then one that is more important and holds for s does not.
 */
#include "stability/ask_parts.h"
#include "truce/solve/sat.h"

/* ---- by weights
 * ------------------------------------------------------------------------------------ */

static bool can_change(const truce_graph_option *o, bool taken) {
    return o->direction == TRUCE_GRAPH_BOTH || taken == (o->direction == TRUCE_GRAPH_BACK);
}

/* The state with the least sum that the others could make of t, and the most that the maker could
 * then go on to. */
static truce_graph_state least_of(const asking *a, truce_graph_state t, int64_t *least,
                                  int64_t *way_out) {
    const int64_t *const weights = a->m->preferences[a->maker].weights;
    truce_graph_state x = t;
    *least = 0;
    *way_out = 0;
    for (uint32_t k = 0; k < a->m->n_options; k++) {
        const truce_graph_option *const o = &a->m->options[k];
        const bool taken = (t >> k & 1) != 0, can = can_change(o, taken);
        const int64_t now = taken ? weights[k] : 0, other = weights[k] - now;
        const int64_t low = can && other < now ? other : now,
                      high = can && other > now ? other : now;
        const bool own = o->owner == a->maker;
        *least += own ? now : low;
        *way_out += own ? high : low;
        x ^= (uint64_t)(!own && low != now) << k;
    }
    return x;
}

/* ---- a state of the slice, as moves
 * ------------------------------------------------------------------ */

static truce_status tell(const asking *a, truce_graph_state t, truce_graph_state x,
                         truce_ask_reply *reply, truce_error *err) {
    truce_ask_move *const way = truce_arena_take(a->arena, a->m->n_makers * sizeof *way);
    uint32_t n = 0;
    truce_graph_state now = t;
    if (way == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    }
    for (uint32_t j = 0; j < a->m->n_makers; j++) {
        const truce_graph_state next = now ^ ((now ^ x) & truce_graph_own(a->m, j));
        if (next != now) {
            way[n++] = (truce_ask_move){j, next};
            now = next;
        }
    }
    *reply = (truce_ask_reply){t, way, n};
    return TRUCE_OK;
}

/* ---- by statements
 * ----------------------------------------------------------------------------------- */

typedef struct clauses {
    truce_sat *sat;
    int32_t last; /* variable; the first ones are the options, behind them one that is true */
} clauses;

static void add2(const clauses *c, int32_t a, int32_t b) {
    truce_sat_clause(c->sat, (const int32_t[]){a, b}, 2);
}

static void add3(const clauses *c, int32_t a, int32_t b, int32_t d) {
    truce_sat_clause(c->sat, (const int32_t[]){a, b, d}, 3);
}

static int32_t both(clauses *c, int32_t a, int32_t b) {
    const int32_t v = ++c->last;
    add2(c, -v, a);
    add2(c, -v, b);
    add3(c, v, -a, -b);
    return v;
}

static int32_t same(clauses *c, int32_t a, int32_t b) {
    const int32_t v = ++c->last;
    add3(c, -v, -a, b);
    add3(c, -v, a, -b);
    add3(c, v, a, b);
    add3(c, v, -a, -b);
    return v;
}

static int32_t literal_of(clauses *c, truce_graph_statement s, const int32_t *option) {
    int32_t held[TRUCE_GRAPH_STATEMENT_DEEP + 1] = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        const truce_graph_op op = s.ops[i];
        if (op.kind == TRUCE_GRAPH_IS) {
            int32_t all = 0;
            for (uint64_t left = op.is.care; left != 0; left &= left - 1) {
                const uint32_t k = (uint32_t)__builtin_ctzll(left);
                const int32_t is = (op.is.taken >> k & 1) != 0 ? option[k] : -option[k];
                all = all == 0 ? is : both(c, all, is);
            }
            held[n++] = all;
            continue;
        }
        if (op.kind == TRUCE_GRAPH_NOT) {
            held[n - 1] = -held[n - 1];
            continue;
        }
        const int32_t b = held[--n], a = held[--n];
        held[n++] = op.kind == TRUCE_GRAPH_AND  ? both(c, a, b)
                    : op.kind == TRUCE_GRAPH_OR ? -both(c, -a, -b)
                    : op.kind == TRUCE_GRAPH_IF ? -both(c, -a, b)
                                                : same(c, a, b);
    }
    return held[0];
}

/* The state with these options is not preferred to the one asked about. */
static void add_not_better(clauses *c, const asking *a, const int32_t *option) {
    const truce_graph_preference *const p = &a->m->preferences[a->maker];
    int32_t clause[TRUCE_GRAPH_STATEMENTS_MAX + 1];
    size_t n = 0; /* of those that hold for s, each negated */
    for (uint32_t i = 0; i < p->n_statements; i++) {
        const int32_t holds = literal_of(c, p->statements[i], option);
        if ((a->worth >> (p->n_statements - 1 - i) & 1) != 0) {
            clause[n++] = -holds;
        } else {
            clause[n] = -holds;
            truce_sat_clause(c->sat, clause, n + 1);
        }
    }
}

static void add_slice(clauses *c, const asking *a, truce_graph_state t, int32_t *option) {
    const truce_graph_model *const m = a->m;
    for (uint32_t k = 0; k < m->n_options; k++) {
        const bool taken = (t >> k & 1) != 0;
        option[k] = (int32_t)k + 1;
        if (m->options[k].owner == a->maker || !can_change(&m->options[k], taken)) {
            truce_sat_clause(c->sat, (const int32_t[]){taken ? option[k] : -option[k]}, 1);
        }
    }
    c->last = (int32_t)m->n_options + 1;
    truce_sat_clause(c->sat, &c->last, 1);
    for (uint32_t i = 0; i < m->n_infeasible; i++) {
        int32_t clause[TRUCE_GRAPH_OPTIONS_MAX];
        size_t n = 0;
        for (uint64_t left = m->infeasible[i].care; left != 0; left &= left - 1) {
            const uint32_t k = (uint32_t)__builtin_ctzll(left);
            clause[n++] = (m->infeasible[i].taken >> k & 1) != 0 ? -option[k] : option[k];
        }
        truce_sat_clause(c->sat, clause, n);
    }
    add_not_better(c, a, option);
}

/* The best that the maker can go on to. */
typedef struct best_way {
    asking *a;
    truce_graph_state best;
    uint64_t worth;
} best_way;

static bool see_way(void *context, truce_graph_state y) {
    best_way *const b = context;
    const uint64_t worth = asking_worth(b->a, b->a->maker, y);
    b->a->effort++;
    if (worth > b->worth) {
        b->worth = worth;
        b->best = y;
    }
    return b->a->effort > b->a->limits.effort_max;
}

/* Solve until there is no state, or one from which there is no way out: each way that was found is
 * closed by a copy of the statements, in which the maker's options are as on it. */
static truce_sat_answer solve(clauses *c, asking *a, bool ways, const int32_t *option,
                              truce_graph_state *x) {
    const int32_t yes = (int32_t)a->m->n_options + 1;
    for (;;) {
        const truce_sat_answer answer = truce_sat_solve(c->sat, NULL, 0, NULL, 0);
        if (answer != TRUCE_SAT_YES) {
            return answer;
        }
        *x = 0;
        for (uint32_t k = 0; k < a->m->n_options; k++) {
            *x |= (uint64_t)truce_sat_value(c->sat, option[k]) << k;
        }
        best_way b = {.a = a, .best = *x, .worth = a->worth};
        if (!ways) {
            return TRUCE_SAT_YES;
        }
        if (asking_moves(a, a->maker, *x, see_way, &b)) {
            return TRUCE_SAT_UNKNOWN;
        }
        if (b.worth <= a->worth) {
            return TRUCE_SAT_YES;
        }
        int32_t copy[TRUCE_GRAPH_OPTIONS_MAX];
        for (uint32_t k = 0; k < a->m->n_options; k++) {
            copy[k] = a->m->options[k].owner != a->maker ? option[k]
                      : (b.best >> k & 1) != 0           ? yes
                                                         : -yes;
        }
        add_not_better(c, a, copy);
    }
}

static truce_status ask_solver(asking *a, truce_graph_state t, truce_sat_answer *answer,
                               truce_graph_state *x, truce_error *err) {
    clauses c = {.sat = NULL};
    int32_t option[TRUCE_GRAPH_OPTIONS_MAX];
    if (a->limits.no_solver || !truce_sat_available()) {
        *answer = TRUCE_SAT_UNKNOWN;
        return TRUCE_OK;
    }
    const truce_status status = truce_sat_open(a->limits.conflicts_max, &c.sat, err);
    if (status == TRUCE_OK) {
        add_slice(&c, a, t, option);
        *answer = solve(&c, a, a->no_way_out && a->m->n_infeasible == 0, option, x);
        truce_sat_close(c.sat);
    }
    return status;
}

truce_status asking_slice(asking *a, truce_graph_state t, truce_ask_answer *answer,
                          truce_ask_reply *reply, truce_error *err) {
    const truce_graph_rule rule = a->m->preferences[a->maker].rule;
    const bool whole = a->m->n_infeasible == 0;
    truce_sat_answer is_there = TRUCE_SAT_UNKNOWN;
    truce_graph_state x = t;
    truce_status status = TRUCE_OK;
    *answer = TRUCE_ASK_UNKNOWN;
    if (a->m->n_common > 0 || rule == TRUCE_GRAPH_PAYOFFS) {
        return TRUCE_OK; /* others might change the maker's options; there is no rule to reason by
                          */
    }
    if (rule == TRUCE_GRAPH_WEIGHTS) {
        const int64_t bound = (int64_t)(a->worth ^ UINT64_C(1) << 63);
        int64_t least = 0, way_out = 0;
        x = least_of(a, t, &least, &way_out);
        is_there = least > bound || (whole && a->no_way_out && way_out > bound) ? TRUCE_SAT_NO
                   : whole                                                      ? TRUCE_SAT_YES
                                                                                : TRUCE_SAT_UNKNOWN;
    } else {
        status = ask_solver(a, t, &is_there, &x, err);
    }
    if (status == TRUCE_OK && is_there == TRUCE_SAT_NO) {
        *answer = TRUCE_ASK_UNSTABLE;
    } else if (status == TRUCE_OK && is_there == TRUCE_SAT_YES && whole && !a->improving) {
        *answer = TRUCE_ASK_STABLE;
        status = tell(a, t, x, reply, err);
    }
    return status;
}
