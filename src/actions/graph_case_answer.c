#include "graph_case.h"
#include "truce/actions/stability.h"
#include "truce/stability/graph_json.h"

/* What a list of outcomes shows to be wrong with the case is told as of the case. */
static truce_status find(composer *k, graph_case *g, truce_error *err) {
    return graph_case_find(k, &k->session->report, g, err);
}

static truce_status answer_of(const graph_case *g, const graph_reading *reading,
                              const graph_answer **out, truce_error *err) {
    graph_task *const task = truce_arena_take(g->k->arena, sizeof *task);
    if (task == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    }
    *task = (graph_task){.model = &reading->graph,
                         .ask = g->ask,
                         .unstated = g->unstated,
                         .by = graph_case_who(g->c, g->c->models[g->modelled.model].top.author),
                         .basis = g->basis};
    task->has_target = graph_case_target(g, reading, &task->target, &task->target_named);
    return graph_answer_find(task, g->k->arena, out, err);
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    graph_case *const g = truce_arena_take(k->arena, sizeof *g);
    if (g == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    }
    const graph_answer *answer = NULL;
    truce_status status = find(k, g, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (g->n == 0) {
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc),
                                 TRUCE_STR("The case has no model of who could do what."),
                                 TRUCE_STR("the case's models"));
        return TRUCE_OK;
    }
    graph_case_model_document(g);
    if (g->n > 1) {
        return graph_case_readings_document(g, err);
    }
    status = answer_of(g, &g->readings[0], &answer, err);
    if (status == TRUCE_OK) {
        graph_answer_document(answer, &k->doc);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    graph_case *const g = truce_arena_take(k->arena, sizeof *g);
    truce_status status =
        g != NULL ? find(k, g, err) : truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    if (status != TRUCE_OK) {
        return status;
    }
    if (g->n == 0) {
        truce_json_key(json, "model");
        truce_json_null(json);
        return TRUCE_OK;
    }
    graph_case_model_json(g, json);
    truce_json_key(json, "readings");
    truce_json_array(json);
    for (uint32_t r = 0; r < g->n && status == TRUCE_OK; r++) {
        const graph_answer *answer = NULL;
        truce_json_object(json);
        truce_json_key(json, "orders");
        truce_json_array_inline(json);
        for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
            const truce_plan *const order = graph_case_order(g, &g->readings[r], i);
            if (order != NULL) {
                truce_json_str(json, truce_case_name(g->c, order->head.name));
            }
        }
        truce_json_close(json);
        status = answer_of(g, &g->readings[r], &answer, err);
        if (status == TRUCE_OK) {
            graph_answer_json(answer, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    return status;
}

truce_status truce_stability_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                    truce_error *err) {
    static const truce_stability_query nothing_asked = {0};
    const truce_stability_query *const ask =
        session->request.stability != NULL ? session->request.stability : &nothing_asked;
    const answer_parts parts = {.subtitle = graph_answer_subtitle(ask).data,
                                .document = document,
                                .facts = facts,
                                .without_matrix = true};
    return compose_answer(session, &parts, paper, out, err);
}

truce_status truce_stability_export(truce_session *session, truce_buffer *out, truce_error *err) {
    composer k;
    graph_case g;
    truce_status status = compose_begin(&k, session, "", err);
    if (status == TRUCE_OK) {
        status = find(&k, &g, err);
    }
    if (status == TRUCE_OK && g.n != 1) {
        status = g.n == 0 ? truce_fail(err, TRUCE_ENOTFOUND, "the case has no model")
                          : graph_case_refuse_rivals(&g, err);
    }
    if (status == TRUCE_OK) {
        truce_graph_write(&g.readings[0].graph, out);
        status = truce_buffer_status(out, err);
    }
    compose_end(&k);
    return status;
}
