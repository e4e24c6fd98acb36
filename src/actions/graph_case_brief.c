/* What would it take? Of each model, and of each reading of what its makers prefer: the orders
 * that are assumed, whether everybody would stay as things are taken to stand, and in the outcome
 * that the model names. */
#include "graph_case.h"

enum { MODELS_SHOWN = 4, MOVES_SHOWN = 12 };

/* ---- what is assumed ---- */

/* "sign is Sign a text (Hamas)": what the names in orders stand for. */
static void say_moves(const graph_case *g, truce_passage *to) {
    truce_buffer *const text = &g->k->text;
    const uint32_t n = g->modelled.n_moves;
    for (uint32_t o = 0; o < n && n <= MOVES_SHOWN; o++) {
        const truce_str name = truce_case_name(g->c, g->c->moves[g->modelled.moves[o]].head.name);
        truce_buffer_printf(text, "%s%.*s is ", o == 0 ? "Moves: " : "; ", TRUCE_STR_ARGS(name));
        graph_case_add_move(g, o, "", "");
    }
    truce_buffer_add(
        text, truce_str_of(n <= MOVES_SHOWN ? "." : "What each move is, truce stability tells."));
    (void)compose_quietly(g->k, to, TRUCE_SPAN_PLAIN, compose_keep(g->k), "the model's moves");
}

/* What suggested an order, and its notes: what is assumed. */
static void say_order(const graph_case *g, truce_passage *to, const truce_plan *order) {
    truce_buffer_lit(&g->k->text, "Assumed: ");
    graph_case_add_order(g, order);
    truce_buffer_add(&g->k->text, truce_str_of(graph_case_cites(g, order) ? " Suggested by" : ""));
    graph_case_cite(
        g,
        compose_quietly(g->k, to, TRUCE_SPAN_PLAIN, compose_keep(g->k), "the orders of the model"),
        order);
    graph_case_say_notes(g, to, order);
}

/* Each order that is used, with whose assumption it is. */
static void say_orders(const graph_case *g) {
    truce_document *const doc = &g->k->doc;
    truce_block *const list = truce_document_list(doc);
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_modelled_maker *const m = &g->modelled.makers[i];
        const truce_str title = g->c->actors[m->actor].head.title;
        for (uint32_t o = 0; o < m->n_orders; o++) {
            say_order(g, truce_document_item(doc, list, TRUCE_STR(""), title),
                      &g->c->orders[m->orders[o]]);
        }
    }
    say_moves(g, truce_document_paragraph(doc));
}

static uint64_t all_options(const graph_case *g) {
    const uint32_t n = g->readings[0].graph.n_options;
    return n > 0 ? UINT64_MAX >> (64 - n) : 0;
}

static void say_preamble(const graph_case *g) {
    composer *const k = g->k;
    const truce_plan *const model = &g->c->models[g->modelled.model];
    const truce_str by = graph_case_who(g->c, model->top.author);
    truce_buffer_printf(
        &k->text,
        "%.*s By %.*s's model of who could do what. What each is taken to prefer "
        "is assumed by the model's authors and said by nobody in the case. Whoever would gain by "
        "moving is taken to stay where others would answer with moves that gain them, after which "
        "it is no better off (seq). Moves of those who are no party are held one way or the other, "
        "as if "
        "somebody had settled them. This tells what would hold, not how it would "
        "be reached; it is no advice.",
        TRUCE_STR_ARGS(model->head.title), TRUCE_STR_ARGS(by));
    const truce_str words = compose_keep(k);
    truce_sentence *const first =
        truce_document_say(&k->doc, truce_document_paragraph(&k->doc), words, g->basis);
    graph_case_cite(g, first, model);
    if (model->head.n_notes > 0) {
        graph_case_say_notes(g, truce_document_paragraph(&k->doc), model);
    }
}

static truce_status add_model(const graph_case *g, truce_error *err) {
    composer *const k = g->k;
    const uint64_t open = graph_case_open(g);
    say_preamble(g);
    if (open != 0 && open == all_options(g)) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Nobody's preferences are stated, so nothing can be told "
                                        "of who would stay."),
                              "the orders of the model");
        return TRUCE_OK;
    }
    say_orders(g);
    if (!g->readings[0].graph.has_status_quo) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("The model does not say how things stand; truce "
                                        "stability tells where nobody would move away."),
                              "the moves of the model");
        return TRUCE_OK;
    }
    return graph_case_outcomes(g, err);
}

/* Why a model is not told here. */
static void say_why(composer *k, uint32_t model, truce_status status, const truce_error *err) {
    const truce_str name = truce_case_name(k->c, k->c->models[model].head.name);
    truce_buffer_printf(&k->text, "The model %.*s is not answered here: %s.", TRUCE_STR_ARGS(name),
                        status == TRUCE_EPARSE ? "an order does not fit it; truce stability tells "
                                                 "where"
                                               : err->message);
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, compose_keep(k),
                          "the models of the case");
}

truce_status compose_stability(composer *k, truce_error *err) {
    const uint32_t n = k->c->n_models;
    if (n == 0) {
        return TRUCE_OK;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("stability"),
                                 TRUCE_STR("What would it take"));
    for (uint32_t i = 0; i < n && i < MODELS_SHOWN; i++) {
        graph_case *const g = truce_arena_take(k->arena, sizeof *g);
        truce_report report = truce_report_new(k->arena);
        truce_error why = {.message = ""};
        if (g == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
        }
        truce_status status = graph_case_make(k, i, &report, g, &why);
        status = status == TRUCE_OK ? add_model(g, &why) : status;
        if (status == TRUCE_ENOMEM) {
            return truce_fail(err, status, "%s", why.message);
        }
        if (status != TRUCE_OK) {
            say_why(k, i, status, &why);
        }
    }
    if (n > MODELS_SHOWN) {
        truce_buffer_printf(&k->text,
                            "There are %u models more: truce stability --in tells of one.",
                            n - MODELS_SHOWN);
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              compose_keep(k), "the models of the case");
    }
    return TRUCE_OK;
}
