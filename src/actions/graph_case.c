/* Which model, which orders: nothing is chosen silently among rival readings. */
#include "graph_case.h"

#include <string.h>

#include "known.h"

static const truce_stability_query nothing_asked = {0};

static const truce_stability_query *asked(const composer *k) {
    const truce_stability_query *const ask = k->session->request.stability;
    return ask != NULL ? ask : &nothing_asked;
}

truce_str graph_case_who(const truce_case *c, truce_ref who) {
    const uint32_t reader = truce_case_find(c, TRUCE_KIND_READER, who);
    return reader != TRUCE_NONE ? c->readers[reader].head.title : phrase_actor(c, who);
}

const truce_plan *graph_case_order(const graph_case *g, const graph_reading *reading,
                                   uint32_t maker) {
    const truce_modelled_maker *const m = &g->modelled.makers[maker];
    return m->n_orders > 0 ? &g->c->orders[m->orders[reading->orders[maker]]] : NULL;
}

static bool cited_already(const truce_sentence *sentence, truce_str claim) {
    for (size_t i = 0; i < sentence->n_claims; i++) {
        if (truce_str_equal(sentence->claims[i], claim)) {
            return true;
        }
    }
    return false;
}

void graph_case_cite(const graph_case *g, truce_sentence *sentence, const truce_plan *record) {
    for (uint32_t i = 0; i < record->n_lines; i++) {
        const truce_plan_line *const line = &record->lines[i];
        for (uint32_t n = 0; line->kind == TRUCE_PLAN_FROM && n < line->claims.n; n++) {
            const uint32_t claim = truce_case_find(g->c, TRUCE_KIND_CLAIM, line->claims.at[n]);
            if (claim != TRUCE_NONE && g->k->scope.in[claim] &&
                !cited_already(sentence, claim_name(g->c, claim))) {
                truce_sentence_claim(&g->k->doc, sentence, claim_name(g->c, claim));
            }
        }
    }
}

bool graph_case_cites(const graph_case *g, const truce_plan *record) {
    for (uint32_t i = 0; i < record->n_lines; i++) {
        const truce_plan_line *const line = &record->lines[i];
        for (uint32_t n = 0; line->kind == TRUCE_PLAN_FROM && n < line->claims.n; n++) {
            const uint32_t claim = truce_case_find(g->c, TRUCE_KIND_CLAIM, line->claims.at[n]);
            if (claim != TRUCE_NONE && g->k->scope.in[claim]) {
                return true;
            }
        }
    }
    return false;
}

/* ---- which model ---- */

static truce_status choose_model(composer *k, uint32_t *model, truce_error *err) {
    const truce_case *const c = k->c;
    const truce_str name = truce_str_of(asked(k)->in);
    if (name.size == 0 && c->n_models < 2) {
        *model = 0;
        return TRUCE_OK;
    }
    if (name.size == 0) {
        const truce_str first = truce_case_name(c, c->models[0].head.name);
        return truce_fail(err, TRUCE_EINVAL,
                          "there are %u models: choose one with --in, such as --in %.*s",
                          c->n_models, TRUCE_STR_ARGS(first));
    }
    for (uint32_t i = 0; i < c->n_models; i++) {
        if (truce_str_equal(name, truce_case_name(c, c->models[i].head.name)) ||
            truce_str_equal(name, c->models[i].head.title)) {
            *model = i;
            return TRUCE_OK;
        }
    }
    return known_refuse(k->session, TRUCE_KIND_MODEL, name, err);
}

/* ---- which orders ---- */

typedef struct choice {
    bool named[TRUCE_GRAPH_MAKERS_MAX];
    uint32_t order[TRUCE_GRAPH_MAKERS_MAX];
} choice;

static truce_status choose_order(const graph_case *g, truce_str name, choice *of,
                                 truce_error *err) {
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_modelled_maker *const m = &g->modelled.makers[i];
        for (uint32_t o = 0; o < m->n_orders; o++) {
            const truce_head *const head = &g->c->orders[m->orders[o]].head;
            if (!truce_str_equal(name, truce_case_name(g->c, head->name))) {
                continue;
            }
            if (of->named[i] && of->order[i] != o) {
                return truce_fail(err, TRUCE_EINVAL,
                                  "--order names two orders of one actor, \"%.*s\" being the "
                                  "second; ask twice",
                                  TRUCE_STR_ARGS(name));
            }
            of->named[i] = true;
            of->order[i] = o;
            return TRUCE_OK;
        }
    }
    const truce_symbol symbol = truce_symbols_find(&g->c->symbols, name);
    const truce_ref ref = {symbol, 0};
    return truce_case_find(g->c, TRUCE_KIND_ORDER, ref) != TRUCE_NONE
               ? truce_fail(err, TRUCE_EINVAL, "the order \"%.*s\" is of another model",
                            TRUCE_STR_ARGS(name))
               : known_refuse(g->k->session, TRUCE_KIND_ORDER, name, err);
}

/* Names with commas between, in each value. */
static truce_status choose_orders(const graph_case *g, choice *of, truce_error *err) {
    const truce_stability_query *const ask = asked(g->k);
    truce_status status = TRUCE_OK;
    *of = (choice){.named = {false}};
    for (size_t v = 0; v < ask->n_orders && status == TRUCE_OK; v++) {
        const truce_str all = ask->orders[v];
        for (size_t at = 0; at <= all.size && status == TRUCE_OK;) {
            size_t end = at;
            while (end < all.size && all.data[end] != ',') {
                end++;
            }
            size_t first = at;
            while (first < end && all.data[first] == ' ') {
                first++;
            }
            status = choose_order(g, (truce_str){all.data + first, end - first}, of, err);
            at = end + 1;
        }
    }
    return status;
}

/* Each combination of the orders that are left. */
static truce_status make_readings(graph_case *g, const choice *of, truce_report *report,
                                  truce_error *err) {
    uint32_t n = 1;
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const uint32_t orders = g->modelled.makers[i].n_orders;
        n *= of->named[i] || orders == 0 ? 1 : orders;
        if (n > GRAPH_READINGS_MAX) {
            return truce_fail(err, TRUCE_EINVAL,
                              "rival orders give more than %d readings of what is preferred; "
                              "choose with --order",
                              GRAPH_READINGS_MAX);
        }
    }
    graph_reading *const all = truce_arena_zero(g->k->arena, n, sizeof *all);
    if (all == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    }
    truce_status status = TRUCE_OK;
    for (uint32_t r = 0; r < n && status == TRUCE_OK; r++) {
        uint32_t left = r;
        for (uint32_t i = g->modelled.n_makers; i-- > 0;) {
            const uint32_t orders = g->modelled.makers[i].n_orders;
            if (of->named[i]) {
                all[r].orders[i] = of->order[i];
            } else if (orders > 0) {
                all[r].orders[i] = left % orders;
                left /= orders;
            }
        }
        status = truce_modelled_graph(&g->modelled, all[r].orders, report, g->k->arena,
                                      &all[r].graph, err);
    }
    g->readings = all;
    g->n = n;
    return status;
}

/* ---- the target ---- */

/* The moves that a line names. */
static uint64_t moves_named(const graph_case *g, const truce_plan_line *line) {
    uint64_t set = 0;
    for (uint32_t i = 0; i < line->names.n; i++) {
        for (uint32_t o = 0; o < g->modelled.n_moves; o++) {
            const truce_plan *const move = &g->c->moves[g->modelled.moves[o]];
            set |= move->head.name == line->names.at[i].symbol ? UINT64_C(1) << o : 0;
        }
    }
    return set;
}

bool graph_case_target(const graph_case *g, const graph_reading *reading, truce_graph_state *target,
                       uint64_t *named) {
    const truce_plan *const model = &g->c->models[g->modelled.model];
    for (uint32_t i = 0; i < model->n_lines; i++) {
        if (model->lines[i].kind == TRUCE_PLAN_TARGET) {
            const uint64_t moves = moves_named(g, &model->lines[i]);
            const truce_graph_model *const m = &reading->graph;
            *target = moves | (m->has_status_quo ? m->status_quo & graph_case_open(g) : 0);
            if (named != NULL) {
                *named = moves;
            }
            return true;
        }
    }
    return false;
}

uint64_t graph_case_open(const graph_case *g) {
    const truce_graph_model *const m = &g->readings[0].graph;
    uint64_t open = 0;
    for (uint32_t o = 0; o < m->n_options; o++) {
        open |= g->modelled.makers[m->options[o].owner].n_orders == 0 ? UINT64_C(1) << o : 0;
    }
    return open;
}

/* ---- what nobody has stated ---- */

/* Who has no order is taken to leave its moves as they are: as what is asked has them. */
static void find_unstated(graph_case *g) {
    const truce_graph_model *const m = &g->readings[0].graph;
    g->ask = asked(g->k);
    g->unstated = m->has_status_quo ? graph_case_open(g) : 0;
}

truce_status graph_case_refuse_rivals(const graph_case *g, truce_error *err) {
    const truce_str such = graph_case_choice(g);
    return truce_fail(err, TRUCE_EINVAL,
                      "there are %u readings of what is preferred; choose one with --order, naming "
                      "an order of each who has several, such as --order %.*s",
                      g->n, TRUCE_STR_ARGS(such));
}

truce_status graph_case_find(composer *k, truce_report *report, graph_case *out, truce_error *err) {
    uint32_t model = 0;
    const truce_status status = choose_model(k, &model, err);
    *out = (graph_case){.k = k, .c = k->c};
    return status != TRUCE_OK || k->c->n_models == 0 ? status
                                                     : graph_case_make(k, model, report, out, err);
}

truce_status graph_case_make(composer *k, uint32_t model, truce_report *report, graph_case *out,
                             truce_error *err) {
    *out = (graph_case){.k = k, .c = k->c};
    const truce_stability_query *const ask = asked(k);
    choice chosen;
    truce_status status = truce_modelled_find(k->c, model, k->arena, &out->modelled, err);
    if (status == TRUCE_OK) {
        status = choose_orders(out, &chosen, err);
    }
    if (status == TRUCE_OK) {
        status = make_readings(out, &chosen, report, err);
    }
    if (status == TRUCE_OK && out->n > 1 &&
        (ask->state != NULL || ask->inverse != NULL || ask->what_if != NULL)) {
        status = graph_case_refuse_rivals(out, err);
    }
    if (status == TRUCE_OK) {
        find_unstated(out);
        out->basis = graph_case_basis(out, NULL);
    }
    return status;
}
