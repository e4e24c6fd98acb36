/* Who could do what and what each is taken to prefer, so that nobody takes an answer from it for
 * what somebody said. */
#include "graph_case.h"
#include "truce/case/logic.h"

static truce_sentence *say(const graph_case *g, truce_passage *to) {
    truce_sentence *const sentence = truce_document_sentence(&g->k->doc, to);
    const truce_str words = compose_keep(g->k);
    truce_sentence_add(&g->k->doc, sentence, TRUCE_SPAN_PLAIN, words);
    return sentence;
}

static truce_sentence *say_plainly(const graph_case *g, truce_passage *to, truce_str basis) {
    truce_sentence *const sentence = say(g, to);
    sentence->basis = basis;
    sentence->quiet = true;
    return sentence;
}

/* Of its author's word alone: no claim reports it. */
static truce_sentence *say_by_author(const graph_case *g, truce_passage *to,
                                     const truce_plan *record) {
    truce_sentence *const sentence = say(g, to);
    const truce_str name = truce_case_name(g->c, record->head.name);
    truce_buffer_printf(&g->k->text, "the record %.*s", TRUCE_STR_ARGS(name));
    sentence->basis = compose_keep(g->k);
    sentence->quiet = true;
    return sentence;
}

/* Of a record: it rests on its claims, and on its author's word. */
static void say_of(const graph_case *g, truce_passage *to, const truce_plan *record) {
    graph_case_cite(g, say_by_author(g, to, record), record);
}

void graph_case_say_notes(const graph_case *g, truce_passage *to, const truce_plan *record) {
    for (uint32_t i = 0; i < record->head.n_notes; i++) {
        truce_buffer_lit(&g->k->text, "Note: ");
        truce_buffer_add(&g->k->text, record->head.notes[i].text);
        (void)say_by_author(g, to, record);
    }
}

/* ---- moves ---- */

static void add_move(const graph_case *g, truce_block *table, uint32_t i) {
    truce_document *const doc = &g->k->doc;
    const truce_plan *const move = &g->c->moves[g->modelled.moves[i]];
    truce_row *const row = truce_document_row(doc, table);
    truce_buffer *const text = &g->k->text;
    truce_buffer_add(text, truce_case_name(g->c, move->head.name));
    (void)say_plainly(g, truce_document_cell(doc, &row->cells[0]), TRUCE_STR("the model's moves"));
    truce_buffer_add(text, phrase_actor(g->c, move->top.what));
    (void)say_plainly(g, truce_document_cell(doc, &row->cells[1]), TRUCE_STR("the model's moves"));
    truce_buffer_add(text, move->head.title);
    truce_buffer_add(text, truce_str_of(graph_case_has(move, TRUCE_PLAN_ONCE_TAKEN)
                                            ? "; once taken, it stays"
                                        : graph_case_has(move, TRUCE_PLAN_ONCE_DROPPED)
                                            ? "; once dropped, it is gone"
                                            : ""));
    const bool noted = move->head.n_notes > 0;
    truce_passage *const what = truce_document_cell(doc, &row->cells[2]);
    truce_buffer_add(text, truce_str_of(graph_case_cites(g, move) ? "; on this move see"
                                        : noted                   ? "."
                                                                  : ""));
    say_of(g, what, move);
    graph_case_say_notes(g, what, move);
}

/* What cannot be, and what is brought about in common. */
static void add_rules(const graph_case *g, const truce_plan *model) {
    truce_buffer *const text = &g->k->text;
    uint32_t n = 0;
    for (uint32_t i = 0; i < model->n_lines; i++) {
        const truce_plan_line *const line = &model->lines[i];
        if (line->kind == TRUCE_PLAN_NEVER) {
            truce_buffer_add(text, truce_str_of(n++ == 0 ? "Taken to be impossible: " : "; "));
            truce_logic_write(g->c, line->logic, text);
        }
    }
    if (n > 0) {
        truce_buffer_byte(text, '.');
        (void)say_by_author(g, truce_document_paragraph(&g->k->doc), model);
    }
    for (uint32_t i = 0; i < model->n_lines; i++) {
        const truce_plan_line *const line = &model->lines[i];
        if (line->kind != TRUCE_PLAN_TOGETHER) {
            continue;
        }
        for (uint32_t b = 0; b < line->by.n; b++) {
            truce_buffer_add(text, b == 0                ? TRUCE_STR("")
                                   : b + 1 == line->by.n ? TRUCE_STR(" or ")
                                                         : TRUCE_STR(", "));
            truce_buffer_add(text, phrase_actor(g->c, line->by.at[b]));
        }
        truce_buffer_lit(text, " alone can bring about: ");
        truce_logic_write(g->c, line->logic, text);
        if (line->other.n > 0) {
            truce_buffer_lit(text, ", from where it is so that ");
            truce_logic_write(g->c, line->other, text);
        }
        truce_buffer_byte(text, '.');
        (void)say_by_author(g, truce_document_paragraph(&g->k->doc), model);
    }
}

/* ---- orders ---- */

static void add_order(const graph_case *g, truce_passage *to, const truce_plan *order) {
    graph_case_add_order(g, order);
    truce_buffer_add(&g->k->text, truce_str_of(!graph_case_cites(g, order) ? ""
                                               : truce_case_find(g->c, TRUCE_KIND_READER,
                                                                 order->top.author) == TRUCE_NONE
                                                   ? " Stated by its author; see"
                                                   : " Assumed by its author, suggested by"));
    say_of(g, to, order);
    graph_case_say_notes(g, to, order);
}

static void add_unstated(const graph_case *g, truce_passage *to) {
    truce_buffer_add(
        &g->k->text,
        truce_str_of(g->readings[0].graph.has_status_quo
                         ? "Nobody states what it prefers; its moves are held as the "
                           "model takes things to stand, unless what is asked settles them."
                         : "Nobody states what it prefers; it is taken to be as "
                           "content with one outcome as with any other."));
    (void)say_plainly(g, to, TRUCE_STR("the orders of the model"));
}

static void add_orders(const graph_case *g) {
    truce_document *const doc = &g->k->doc;
    truce_block *const list = truce_document_list(doc);
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_modelled_maker *const m = &g->modelled.makers[i];
        const truce_str title = g->c->actors[m->actor].head.title;
        bool shown[GRAPH_READINGS_MAX] = {false};
        for (uint32_t r = 0; m->n_orders > 0 && r < g->n; r++) {
            const uint32_t o = g->readings[r].orders[i];
            if (o >= GRAPH_READINGS_MAX || shown[o]) {
                continue;
            }
            shown[o] = true;
            add_order(g, truce_document_item(doc, list, TRUCE_STR(""), title),
                      &g->c->orders[m->orders[o]]);
        }
        if (m->n_orders == 0) {
            add_unstated(g, truce_document_item(doc, list, TRUCE_STR(""), title));
        }
    }
}

void graph_case_model_document(const graph_case *g) {
    static const truce_column columns[] = {{{"Move", sizeof "Move" - 1}, 20},
                                           {{"Who", sizeof "Who" - 1}, 25},
                                           {{"What", sizeof "What" - 1}, 55}};
    truce_document *const doc = &g->k->doc;
    const truce_plan *const model = &g->c->models[g->modelled.model];
    truce_passage *const first = truce_document_paragraph(doc);
    truce_buffer_printf(&g->k->text, "%.*s ", TRUCE_STR_ARGS(model->head.title));
    graph_case_add_whose(g);
    truce_buffer_add(
        &g->k->text,
        truce_str_of(graph_case_cites(g, model) ? " On what it is a model of, see" : ""));
    say_of(g, first, model);
    if (model->head.n_notes > 0) {
        graph_case_say_notes(g, truce_document_paragraph(doc), model);
    }
    (void)truce_document_heading(doc, 2, TRUCE_STR("moves"), TRUCE_STR("Who could do what"));
    truce_block *const table =
        truce_document_table(doc, TRUCE_STR(""), columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < g->modelled.n_moves; i++) {
        add_move(g, table, i);
    }
    add_rules(g, model);
    (void)truce_document_heading(doc, 2, TRUCE_STR("orders"),
                                 TRUCE_STR("What each is taken to prefer"));
    add_orders(g);
}
