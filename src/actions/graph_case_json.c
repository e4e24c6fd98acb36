/* A model of a case for machines: who could do what, and what each is taken to prefer. */
#include "graph_case.h"
#include "truce/case/logic.h"

static void claims_member(const graph_case *g, const truce_plan *record, truce_json *json) {
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < record->n_lines; i++) {
        const truce_plan_line *const line = &record->lines[i];
        for (uint32_t n = 0; line->kind == TRUCE_PLAN_FROM && n < line->claims.n; n++) {
            const uint32_t claim = truce_case_find(g->c, TRUCE_KIND_CLAIM, line->claims.at[n]);
            if (claim != TRUCE_NONE && g->k->scope.in[claim]) {
                truce_json_str(json, claim_name(g->c, claim));
            }
        }
    }
    truce_json_close(json);
}

static void notes_member(const truce_plan *record, truce_json *json) {
    truce_json_key(json, "notes");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < record->head.n_notes; i++) {
        truce_json_str(json, record->head.notes[i].text);
    }
    truce_json_close(json);
}

static void name_member(const graph_case *g, const char *key, truce_symbol name, truce_json *json) {
    truce_json_member_str(json, key, truce_case_name(g->c, name));
}

static void moves_json(const graph_case *g, truce_json *json) {
    truce_json_key(json, "moves");
    truce_json_array(json);
    for (uint32_t i = 0; i < g->modelled.n_moves; i++) {
        const truce_plan *const move = &g->c->moves[g->modelled.moves[i]];
        truce_json_object_inline(json);
        name_member(g, "name", move->head.name, json);
        truce_json_member_str(json, "title", move->head.title);
        name_member(g, "of", move->top.what.symbol, json);
        claims_member(g, move, json);
        notes_member(move, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void orders_json(const graph_case *g, truce_json *json) {
    truce_json_key(json, "orders");
    truce_json_array(json);
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_modelled_maker *const m = &g->modelled.makers[i];
        for (uint32_t o = 0; o < m->n_orders; o++) {
            const truce_plan *const order = &g->c->orders[m->orders[o]];
            truce_json_object_inline(json);
            name_member(g, "name", order->head.name, json);
            name_member(g, "of", order->top.what.symbol, json);
            name_member(g, "by", order->top.author.symbol, json);
            claims_member(g, order, json);
            notes_member(order, json);
            truce_json_close(json);
        }
    }
    truce_json_close(json);
}

void graph_case_model_json(const graph_case *g, truce_json *json) {
    const truce_plan *const model = &g->c->models[g->modelled.model];
    truce_json_key(json, "model");
    truce_json_object(json);
    name_member(g, "name", model->head.name, json);
    truce_json_member_str(json, "title", model->head.title);
    name_member(g, "by", model->top.author.symbol, json);
    claims_member(g, model, json);
    notes_member(model, json);
    truce_json_close(json);
    moves_json(g, json);
    orders_json(g, json);
}
