/* From the lines of a case to a graph model. Names of moves become bits by their place in the
 * model; what was read has been checked, so that only what needs all outcomes can still be wrong.
 */
#include "truce/stability/compile.h"

#include <stdlib.h>
#include <string.h>

#include "truce/case/logic.h"
#include "truce/stability/states.h"

typedef struct compiler {
    const truce_modelled *m;
    const truce_case *c;
    const uint32_t *chosen;
    truce_report *report;
    truce_arena *arena;
    uint8_t *bit; /* [move]: its option */
    truce_graph_model graph;
    truce_graph_preference *preferences;
    truce_error *err;
    truce_status status;
} compiler;

static void *take(compiler *k, size_t n, size_t size) {
    void *const at = k->status == TRUCE_OK ? truce_arena_zero(k->arena, n, size) : NULL;
    if (at == NULL && k->status == TRUCE_OK) {
        k->status = truce_fail(k->err, TRUCE_ENOMEM, "no memory for a model");
    }
    return at;
}

static uint64_t bit_of(const compiler *k, truce_ref move) {
    return UINT64_C(1) << k->bit[truce_case_find(k->c, TRUCE_KIND_MOVE, move)];
}

static truce_graph_state outcome(const compiler *k, truce_refs moves) {
    truce_graph_state s = 0;
    for (uint32_t i = 0; i < moves.n; i++) {
        s |= bit_of(k, moves.at[i]);
    }
    return s;
}

static truce_graph_pattern pattern(const compiler *k, truce_logic logic) {
    truce_graph_pattern p = {0, 0};
    const truce_ref *move;
    bool taken = false;
    for (uint32_t at = 0; (move = truce_logic_next(logic, &at, &taken)) != NULL;) {
        const uint64_t bit = bit_of(k, *move);
        p.care |= bit;
        p.taken |= taken ? bit : 0;
    }
    return p;
}

static uint32_t maker_of(const compiler *k, truce_ref actor) {
    const uint32_t a = truce_case_find(k->c, TRUCE_KIND_ACTOR, actor);
    uint32_t i = 0;
    while (i < k->m->n_makers && k->m->makers[i].actor != a) {
        i++;
    }
    return i;
}

/* How many lines of a kind a record has. */
static uint32_t count(const truce_plan *plan, truce_plan_kind kind) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        n += plan->lines[i].kind == kind;
    }
    return n;
}

/* ---- the model ---- */

static void add_moves(compiler *k) {
    truce_graph_option *const options = take(k, k->m->n_moves, sizeof *options);
    truce_str *const makers = take(k, k->m->n_makers, sizeof *makers);
    for (uint32_t i = 0; k->status == TRUCE_OK && i < k->m->n_moves; i++) {
        const truce_plan *const move = &k->c->moves[k->m->moves[i]];
        k->bit[k->m->moves[i]] = (uint8_t)i;
        options[i] = (truce_graph_option){
            .name = truce_case_name(k->c, move->head.name),
            .owner = maker_of(k, move->top.what),
            .direction = count(move, TRUCE_PLAN_ONCE_TAKEN) > 0     ? TRUCE_GRAPH_FORWARD
                         : count(move, TRUCE_PLAN_ONCE_DROPPED) > 0 ? TRUCE_GRAPH_BACK
                                                                    : TRUCE_GRAPH_BOTH};
    }
    for (uint32_t i = 0; k->status == TRUCE_OK && i < k->m->n_makers; i++) {
        makers[i] = k->c->actors[k->m->makers[i].actor].head.title;
    }
    k->graph.options = options;
    k->graph.n_options = k->m->n_moves;
    k->graph.makers = makers;
    k->graph.n_makers = k->m->n_makers;
}

static void add_model(compiler *k) {
    const truce_plan *const model = &k->c->models[k->m->model];
    truce_graph_pattern *const infeasible =
        take(k, count(model, TRUCE_PLAN_NEVER), sizeof *infeasible);
    truce_graph_common *const common = take(k, count(model, TRUCE_PLAN_TOGETHER), sizeof *common);
    truce_graph_model *const g = &k->graph;
    for (uint32_t i = 0; k->status == TRUCE_OK && i < model->n_lines; i++) {
        const truce_plan_line *const line = &model->lines[i];
        if (line->kind == TRUCE_PLAN_STATUS_QUO) {
            g->has_status_quo = true;
            g->status_quo = outcome(k, line->names);
        } else if (line->kind == TRUCE_PLAN_NEVER) {
            infeasible[g->n_infeasible++] = pattern(k, line->logic);
        } else if (line->kind == TRUCE_PLAN_TOGETHER) {
            truce_graph_common *const to = &common[g->n_common++];
            to->from = pattern(k, line->other);
            to->to = pattern(k, line->logic);
            for (uint32_t b = 0; b < line->by.n; b++) {
                to->makers |= UINT32_C(1) << maker_of(k, line->by.at[b]);
            }
        }
    }
    g->infeasible = infeasible;
    g->common = common;
}

/* ---- orders ---- */

static truce_graph_statement statement(compiler *k, truce_logic logic) {
    static const truce_graph_op_kind kinds[] = {
        [TRUCE_LOGIC_MOVE] = TRUCE_GRAPH_IS, [TRUCE_LOGIC_NOT] = TRUCE_GRAPH_NOT,
        [TRUCE_LOGIC_AND] = TRUCE_GRAPH_AND, [TRUCE_LOGIC_OR] = TRUCE_GRAPH_OR,
        [TRUCE_LOGIC_IF] = TRUCE_GRAPH_IF,   [TRUCE_LOGIC_IFF] = TRUCE_GRAPH_IFF,
    };
    truce_graph_op *const ops = take(k, logic.n, sizeof *ops);
    for (uint32_t i = 0; k->status == TRUCE_OK && i < logic.n; i++) {
        ops[i].kind = kinds[logic.at[i].kind];
        if (logic.at[i].kind == TRUCE_LOGIC_MOVE) {
            ops[i].is.care = ops[i].is.taken = bit_of(k, logic.at[i].move);
        }
    }
    return (truce_graph_statement){ops, logic.n};
}

static void add_statements(compiler *k, const truce_plan *order, truce_graph_preference *p) {
    truce_graph_statement *const all = take(k, count(order, TRUCE_PLAN_PREFERS), sizeof *all);
    p->rule = TRUCE_GRAPH_STATEMENTS;
    p->statements = all;
    for (uint32_t i = 0; k->status == TRUCE_OK && i < order->n_lines; i++) {
        if (order->lines[i].kind == TRUCE_PLAN_PREFERS) {
            all[p->n_statements++] = statement(k, order->lines[i].logic);
        } else if (order->lines[i].kind == TRUCE_PLAN_STRONG) {
            p->n_strong_statements = p->n_statements;
        }
    }
}

static int by_number(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l > r) - (l < r);
}

/* In rising order, each once. */
static void set_strong(truce_graph_preference *p, int64_t *from, uint32_t n) {
    uint32_t kept = 0;
    if (n > 0) {
        qsort(from, n, sizeof *from, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || from[kept - 1] != from[i]) {
            from[kept++] = from[i];
        }
    }
    p->strong_from = from;
    p->n_strong_from = kept;
}

static void add_weights(compiler *k, const truce_plan *order, truce_graph_preference *p) {
    int64_t *const weights = take(k, k->m->n_moves, sizeof *weights);
    const uint32_t n_strong = order != NULL ? count(order, TRUCE_PLAN_STRONG) : 0;
    int64_t *const from = take(k, n_strong, sizeof *from);
    uint32_t strong = 0;
    p->rule = TRUCE_GRAPH_WEIGHTS;
    p->weights = weights;
    for (uint32_t i = 0; k->status == TRUCE_OK && order != NULL && i < order->n_lines; i++) {
        const truce_plan_line *const line = &order->lines[i];
        if (line->kind == TRUCE_PLAN_WEIGHS) {
            weights[k->bit[truce_case_find(k->c, TRUCE_KIND_MOVE, line->what)]] =
                line->number.low.units;
        } else if (line->kind == TRUCE_PLAN_STRONG) {
            from[strong++] = line->number.low.units;
        }
    }
    if (k->status == TRUCE_OK) {
        set_strong(p, from, strong);
    }
}

/* A problem of the case, told with its place. */
#define WRONG(k, place, size, hint, ...)                                                           \
    do {                                                                                           \
        truce_report_add((k)->report, false, (place), (size), (hint), __VA_ARGS__);                \
        (k)->status = truce_fail((k)->err, TRUCE_EPARSE, "the case has an error");                 \
    } while (0)

/* "accept, guarantee", or "nothing" */
static truce_str state_words(compiler *k, truce_graph_state s) {
    truce_buffer text = truce_buffer_new();
    for (uint32_t i = 0; i < k->m->n_moves; i++) {
        if ((s >> i & 1) != 0) {
            truce_buffer_add(&text, text.size > 0 ? TRUCE_STR(", ") : TRUCE_STR(""));
            truce_buffer_add(&text, k->graph.options[i].name);
        }
    }
    const truce_str words = truce_buffer_str(&text);
    const truce_str kept = words.size > 0
                               ? truce_arena_printf(k->arena, "%.*s", TRUCE_STR_ARGS(words))
                               : TRUCE_STR("nothing");
    truce_buffer_clear(&text);
    return kept;
}

static void set_payoffs(compiler *k, const truce_plan *order, const truce_graph_states *states,
                        int64_t levels, int64_t *payoffs, int64_t *from, uint32_t *strong) {
    int64_t level = levels;
    for (uint32_t i = 0; k->status == TRUCE_OK && i < order->n_lines; i++) {
        const truce_plan_line *const line = &order->lines[i];
        level -= line->kind == TRUCE_PLAN_RANKS;
        if (line->kind == TRUCE_PLAN_STRONG) {
            from[(*strong)++] = level;
        }
        if (line->kind != TRUCE_PLAN_RANKS && line->kind != TRUCE_PLAN_EQUALS) {
            continue;
        }
        const uint32_t s = truce_graph_find(states, outcome(k, line->names));
        if (s == TRUCE_GRAPH_NONE) {
            WRONG(k, line->place, line->kind == TRUCE_PLAN_RANKS ? 5 : 6,
                  TRUCE_STR("the model says \"never\" of it; leave it out"),
                  "this ranks an outcome that cannot be");
        } else {
            payoffs[s] = level;
        }
    }
}

/* Numbers for all outcomes: the worst rank has 0. */
static void add_ranks(compiler *k, const truce_plan *order, const truce_graph_states *states,
                      truce_graph_preference *p) {
    int64_t *const payoffs = take(k, states->n, sizeof *payoffs);
    int64_t *const from = take(k, count(order, TRUCE_PLAN_STRONG), sizeof *from);
    const uint32_t levels = count(order, TRUCE_PLAN_RANKS);
    uint32_t strong = 0;
    for (uint32_t s = 0; k->status == TRUCE_OK && s < states->n; s++) {
        payoffs[s] = -1;
    }
    if (k->status == TRUCE_OK) {
        set_payoffs(k, order, states, levels, payoffs, from, &strong);
    }
    for (uint32_t s = 0; k->status == TRUCE_OK && s < states->n; s++) {
        if (payoffs[s] < 0) {
            const truce_str left_out = state_words(k, truce_graph_at(states, s));
            WRONG(k, order->head.place, 5,
                  truce_arena_printf(k->arena, "give it a line: ranks %.*s",
                                     TRUCE_STR_ARGS(left_out)),
                  "this order by ranks leaves out an outcome that can be");
        }
    }
    if (k->status == TRUCE_OK) {
        *p = (truce_graph_preference){
            .rule = TRUCE_GRAPH_PAYOFFS, .payoffs = payoffs, .n_payoffs = states->n};
        set_strong(p, from, strong);
    }
}

static void add_unknown(compiler *k, const truce_plan *order, truce_graph_preference *p) {
    truce_graph_unknown *const unknown = take(k, count(order, TRUCE_PLAN_UNKNOWN), sizeof *unknown);
    uint32_t n = 0;
    for (uint32_t i = 0; k->status == TRUCE_OK && i < order->n_lines; i++) {
        if (order->lines[i].kind == TRUCE_PLAN_UNKNOWN) {
            unknown[n++] = (truce_graph_unknown){pattern(k, order->lines[i].logic),
                                                 pattern(k, order->lines[i].other)};
        }
    }
    p->unknown = unknown;
    p->n_unknown = n;
}

static const truce_plan *order_of(const compiler *k, uint32_t maker) {
    const truce_modelled_maker *const m = &k->m->makers[maker];
    return m->n_orders > 0 ? &k->c->orders[m->orders[k->chosen[maker]]] : NULL;
}

/* All but what needs the list of outcomes, for which an order by ranks is an order of no weight. */
static void add_orders(compiler *k) {
    k->preferences = take(k, k->m->n_makers, sizeof *k->preferences);
    k->graph.preferences = k->preferences;
    for (uint32_t i = 0; k->status == TRUCE_OK && i < k->m->n_makers; i++) {
        const truce_plan *const order = order_of(k, i);
        truce_graph_preference *const p = &k->preferences[i];
        const bool ranks = order != NULL && count(order, TRUCE_PLAN_RANKS) > 0;
        if (order != NULL && count(order, TRUCE_PLAN_PREFERS) > 0) {
            add_statements(k, order, p);
        } else {
            add_weights(k, ranks ? NULL : order, p);
        }
        if (order != NULL && !ranks && k->status == TRUCE_OK) {
            add_unknown(k, order, p);
        }
    }
}

static void rank_orders(compiler *k) {
    truce_graph_states states = {.n = 0};
    bool listed = false;
    for (uint32_t i = 0; k->status == TRUCE_OK && i < k->m->n_makers; i++) {
        const truce_plan *const order = order_of(k, i);
        if (order == NULL || count(order, TRUCE_PLAN_RANKS) == 0) {
            continue;
        }
        if (!listed) {
            truce_graph_model *const kept = take(k, 1, sizeof *kept);
            if (kept != NULL) {
                *kept = k->graph;
                k->status = truce_graph_list(kept, k->arena, &states, k->err);
            }
            listed = true;
        }
        if (k->status == TRUCE_OK) {
            add_ranks(k, order, &states, &k->preferences[i]);
        }
        if (k->status == TRUCE_OK) {
            add_unknown(k, order, &k->preferences[i]);
        }
    }
}

static void add_attitudes(compiler *k) {
    const uint32_t n = k->m->n_makers;
    bool said = false;
    int8_t *const all = take(k, (size_t)n * n, sizeof *all);
    for (uint32_t i = 0; k->status == TRUCE_OK && i < n; i++) {
        const truce_plan *const order = order_of(k, i);
        all[i * n + i] = 1;
        for (uint32_t l = 0; order != NULL && l < order->n_lines; l++) {
            const truce_plan_line *const line = &order->lines[l];
            const uint32_t to = line->kind == TRUCE_PLAN_TOWARD ? maker_of(k, line->what) : n;
            if (to < n) { /* else it has no part in the model, as far as this reader sees */
                all[i * n + to] = line->attitude == TRUCE_ATTITUDE_POSITIVE   ? 1
                                  : line->attitude == TRUCE_ATTITUDE_NEGATIVE ? -1
                                                                              : 0;
                said = true;
            }
        }
    }
    k->graph.attitudes = said ? all : NULL;
}

truce_status truce_modelled_graph(const truce_modelled *modelled, const uint32_t *orders,
                                  truce_report *report, truce_arena *arena, truce_graph_model *out,
                                  truce_error *err) {
    compiler k = {.m = modelled,
                  .c = modelled->c,
                  .chosen = orders,
                  .report = report,
                  .arena = arena,
                  .err = err,
                  .status = TRUCE_OK};
    if (modelled->n_moves == 0) {
        const truce_str name = truce_case_name(k.c, k.c->models[modelled->model].head.name);
        return truce_fail(err, TRUCE_EINVAL, "the model %.*s has no moves", TRUCE_STR_ARGS(name));
    }
    k.bit = take(&k, k.c->n_moves, sizeof *k.bit);
    if (k.status == TRUCE_OK) {
        add_moves(&k);
        add_model(&k);
        add_orders(&k);
        rank_orders(&k);
        add_attitudes(&k);
    }
    if (k.status == TRUCE_OK) {
        k.status = truce_graph_check(&k.graph, err);
    }
    if (k.status == TRUCE_OK) {
        *out = k.graph;
    }
    return k.status;
}

truce_status truce_modelled_check(const truce_modelled *modelled, truce_report *report,
                                  truce_arena *arena, truce_error *err) {
    const uint32_t first[TRUCE_GRAPH_MAKERS_MAX] = {0};
    compiler k = {.m = modelled,
                  .c = modelled->c,
                  .chosen = first,
                  .report = report,
                  .arena = arena,
                  .err = err,
                  .status = TRUCE_OK};
    truce_graph_states states = {.n = 0};
    bool listed = false;
    k.bit = take(&k, k.c->n_moves, sizeof *k.bit);
    if (k.status == TRUCE_OK && modelled->n_moves > 0) {
        add_moves(&k);
        add_model(&k);
        add_orders(&k);
    }
    for (uint32_t i = 0; i < modelled->n_makers && modelled->n_moves > 0; i++) {
        for (uint32_t o = 0; k.status == TRUCE_OK && o < modelled->makers[i].n_orders; o++) {
            const truce_plan *const order = &k.c->orders[modelled->makers[i].orders[o]];
            truce_graph_preference unused;
            if (count(order, TRUCE_PLAN_RANKS) == 0) {
                continue;
            }
            if (!listed) {
                k.status = truce_graph_list(&k.graph, arena, &states, err);
                listed = true;
            }
            if (k.status == TRUCE_OK) {
                add_ranks(&k, order, &states, &unused);
            } else if (k.status != TRUCE_ENOMEM) {
                WRONG(&k, order->head.place, 5, TRUCE_STR("write prefers or weighs instead"),
                      "outcomes cannot be ranked one by one: %s", err->message);
                return TRUCE_OK;
            }
            k.status = k.status == TRUCE_EPARSE ? TRUCE_OK : k.status;
        }
    }
    return k.status;
}
