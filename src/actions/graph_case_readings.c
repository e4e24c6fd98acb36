/* Rival readings of what makers prefer, side by side: where things stand, in the target, and where
 * all would stay. */
#include "graph_case.h"
#include "graph_parts.h"
#include "graph_words.h"
#include "truce/stability/hold.h"
#include "truce/stability/stable.h"

enum { OUTCOMES_SHOWN = 3, COLUMNS_MAX = 5 };

/* One reading, found. */
typedef struct found_reading {
    const graph_case *g;
    const graph_reading *reading;
    graph_question q;
    truce_graph_states states;
    truce_stable stable;
    uint32_t now; /* places in the list, or TRUCE_GRAPH_NONE */
    uint32_t target;
} found_reading;

static truce_status find(const graph_case *g, const graph_reading *reading, found_reading *out,
                         truce_error *err) {
    truce_graph_model held = reading->graph;
    truce_graph_state target = 0;
    graph_question *const q = &out->q;
    out->g = g;
    out->reading = reading;
    truce_status status =
        graph_question_read(&reading->graph, g->ask, g->unstated, NULL, g->k->arena, q, err);
    if (status == TRUCE_OK && q->has_from && !truce_graph_feasible(&reading->graph, q->from)) {
        status = truce_fail(err, TRUCE_EINVAL, "--from: %s is no feasible state", q->from_text);
    }
    if (status == TRUCE_OK && q->held.care != 0) {
        status = truce_graph_hold(&reading->graph, q->held, g->k->arena, &held, err);
    }
    if (status == TRUCE_OK) {
        status = truce_graph_list(&held, g->k->arena, &out->states, err);
    }
    if (status == TRUCE_OK) {
        status = truce_stable_find(&out->states, NULL, g->k->arena, &out->stable, err);
    }
    if (status == TRUCE_OK) {
        out->now = q->has_from           ? truce_graph_find(&out->states, q->from)
                   : held.has_status_quo ? truce_graph_find(&out->states, held.status_quo)
                                         : TRUCE_GRAPH_NONE;
        out->target = graph_case_target(g, reading, &target, NULL)
                          ? truce_graph_find(&out->states, target)
                          : TRUCE_GRAPH_NONE;
    }
    return status;
}

/* ---- cells ---- */

static void add_orders(const found_reading *f) {
    const graph_case *const g = f->g;
    const char *before = "";
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_plan *const order = graph_case_order(g, f->reading, i);
        if (order != NULL && g->modelled.makers[i].n_orders > 1) {
            const truce_str name = truce_case_name(g->c, order->head.name);
            const truce_str by = graph_case_who(g->c, order->top.author);
            truce_buffer_printf(&g->k->text, "%s%.*s by %.*s%s", before, TRUCE_STR_ARGS(name),
                                TRUCE_STR_ARGS(by), graph_case_by(g, order));
            before = ", ";
        }
    }
}

static void add_word(const found_reading *f, const char *word, const char *before) {
    truce_buffer_add(&f->g->k->text, truce_str_of(before));
    truce_buffer_add(&f->g->k->text, truce_str_of(word));
}

/* "all stay under gmr, seq; Hamas would leave under nash": who leaves of the two told in columns.
 */
static void add_who_stays(const found_reading *f, uint32_t s) {
    static const truce_graph_concept told[] = {TRUCE_NASH, TRUCE_SEQ};
    const graph_case *const g = f->g;
    truce_buffer *const text = &g->k->text;
    uint32_t n = 0;
    for (int c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        if (truce_stable_bit(f->stable.equilibria[c], s)) {
            add_word(f, truce_graph_concept_key((truce_graph_concept)c),
                     n++ == 0 ? "all stay under " : ", ");
        }
    }
    truce_buffer_add(text, truce_str_of(n == 0 ? "all stay under no concept" : ""));
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_str who = g->c->actors[g->modelled.makers[i].actor].head.title;
        uint32_t leaves = 0;
        for (size_t t = 0; t < sizeof told / sizeof *told; t++) {
            if (truce_stable_bit(f->stable.stable[told[t]][i], s)) {
                continue;
            }
            if (leaves == 0) {
                truce_buffer_printf(text, "; %.*s would leave under", TRUCE_STR_ARGS(who));
            }
            add_word(f, truce_graph_concept_key(told[t]), leaves++ == 0 ? " " : ", ");
        }
    }
}

static void add_now(const found_reading *f) {
    if (f->now == TRUCE_GRAPH_NONE) {
        truce_buffer_lit(&f->g->k->text, "the model does not say how things stand");
    } else {
        add_who_stays(f, f->now);
    }
}

static void add_target(const found_reading *f) {
    if (f->target == TRUCE_GRAPH_NONE) {
        truce_buffer_lit(&f->g->k->text, "not asked about: it has otherwise what is held");
    } else {
        add_who_stays(f, f->target);
    }
}

/* An outcome by the moves of those who are asked; what is held stands above the table. */
static void add_state(const found_reading *f, uint32_t place) {
    const graph_case *const g = f->g;
    truce_buffer *const text = &g->k->text;
    const truce_graph_state s = truce_graph_at(&f->states, place) & ~f->q.held.care;
    const char *before = "";
    if (place == f->now) {
        truce_buffer_add(text, truce_str_of(f->q.has_from ? "as is supposed ("
                                                          : "as things are taken to stand ("));
    } else if (place == f->target) {
        truce_buffer_lit(text, "the target (");
    }
    for (uint32_t i = 0; i < g->modelled.n_moves; i++) {
        if ((s >> i & 1) != 0) {
            const truce_plan *const move = &g->c->moves[g->modelled.moves[i]];
            const truce_str name = truce_case_name(g->c, move->head.name);
            truce_buffer_printf(text, "%s%.*s", before, TRUCE_STR_ARGS(name));
            before = ", ";
        }
    }
    truce_buffer_add(text, truce_str_of(s == 0 ? "no move of theirs" : ""));
    truce_buffer_add(text, truce_str_of(place == f->now || place == f->target ? ")" : ""));
}

static void add_outcomes(const found_reading *f, truce_graph_concept concept) {
    truce_buffer *const text = &f->g->k->text;
    uint32_t n = 0;
    for (uint32_t s = 0; s < f->states.n; s++) {
        if (!truce_stable_bit(f->stable.equilibria[concept], s)) {
            continue;
        }
        if (n++ < OUTCOMES_SHOWN) {
            truce_buffer_add(text, n > 1 ? TRUCE_STR("; ") : TRUCE_STR(""));
            add_state(f, s);
        }
    }
    if (n > OUTCOMES_SHOWN) {
        truce_buffer_printf(text, "; and %u more", n - OUTCOMES_SHOWN);
    } else if (n == 0) {
        truce_buffer_lit(text, "none");
    }
}

/* ---- the table ---- */

static void end_cell(const found_reading *f, truce_row *row, uint32_t *column, truce_str basis) {
    truce_document *const doc = &f->g->k->doc;
    truce_sentence *const sentence =
        truce_document_sentence(doc, truce_document_cell(doc, &row->cells[(*column)++]));
    truce_sentence_add(doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(f->g->k));
    sentence->basis = basis;
    sentence->quiet = true;
}

static void add_row(const found_reading *f, bool aims, truce_block *table) {
    const truce_str basis = graph_case_basis(f->g, f->reading);
    truce_row *const row = truce_document_row(&f->g->k->doc, table);
    uint32_t column = 0;
    add_orders(f);
    end_cell(f, row, &column, basis);
    add_now(f);
    end_cell(f, row, &column, basis);
    if (aims) {
        add_target(f);
        end_cell(f, row, &column, basis);
    }
    add_outcomes(f, TRUCE_NASH);
    end_cell(f, row, &column, basis);
    add_outcomes(f, TRUCE_SEQ);
    end_cell(f, row, &column, basis);
}

/* "union-weary,company-own": an order of each who has several, as a reading has it. */
static void add_choice(const graph_case *g, const graph_reading *reading) {
    const char *before = "";
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_plan *const order = graph_case_order(g, reading, i);
        if (order != NULL && g->modelled.makers[i].n_orders > 1) {
            const truce_str name = truce_case_name(g->c, order->head.name);
            truce_buffer_printf(&g->k->text, "%s%.*s", before, TRUCE_STR_ARGS(name));
            before = ",";
        }
    }
}

truce_str graph_case_choice(const graph_case *g) {
    add_choice(g, &g->readings[0]);
    return compose_keep(g->k);
}

static void say_first(graph_writer *w, const graph_case *g) {
    truce_passage *const first = truce_document_paragraph(w->doc);
    const truce_str choice = graph_case_choice(g);
    truce_buffer_printf(&w->text,
                        "Of some there is more than one order: rival readings of what they "
                        "prefer. Each of the %u combinations is asked by itself and none is "
                        "preferred here. --order with one of each who has several, such as "
                        "--order %.*s, tells all of one.%s",
                        g->n, TRUCE_STR_ARGS(choice),
                        g->unstated != 0 ? " Who has no order is not asked: \"all\" are all whose "
                                           "preferences are stated, and outcomes are told by "
                                           "their moves."
                                         : "");
    graph_say(w, first, graph_keep(w));
    graph_held_document(w, first);
}

truce_status graph_case_readings_document(const graph_case *g, truce_error *err) {
    const truce_plan *const model = &g->c->models[g->modelled.model];
    const bool aims = graph_case_has(model, TRUCE_PLAN_TARGET);
    truce_document *const doc = &g->k->doc;
    found_reading *const all = truce_arena_zero(g->k->arena, g->n, sizeof *all);
    graph_answer *const a = truce_arena_zero(g->k->arena, 1, sizeof *a);
    truce_status status = all != NULL && a != NULL
                              ? TRUCE_OK
                              : truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    for (uint32_t r = 0; r < g->n && status == TRUCE_OK; r++) {
        status = find(g, &g->readings[r], &all[r], err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    a->q = all[0].q;
    a->model = g->readings[0].graph;
    a->has_from = a->q.has_from || a->model.has_status_quo;
    a->task = (graph_task){.model = &a->model,
                           .ask = g->ask,
                           .unstated = g->unstated,
                           .by = graph_case_who(g->c, model->top.author),
                           .basis = g->basis};
    graph_writer w = {
        .a = a, .m = &a->model, .doc = doc, .arena = doc->arena, .text = truce_buffer_new()};
    truce_column columns[COLUMNS_MAX] = {{TRUCE_STR("Orders"), 18}, {graph_stand_title(&w), 24}};
    uint32_t n = 2;
    if (aims) {
        columns[n++] = (truce_column){graph_target_title(&w), 24};
    }
    columns[n++] = (truce_column){TRUCE_STR("Where nobody gains by leaving (nash)"), 20};
    columns[n++] = (truce_column){TRUCE_STR("Or fears the answers (seq)"), 20};
    (void)truce_document_heading(doc, 2, TRUCE_STR("readings"),
                                 TRUCE_STR("What each reading comes to"));
    say_first(&w, g);
    truce_block *const table = truce_document_table(doc, TRUCE_STR(""), columns, n);
    for (uint32_t r = 0; r < g->n; r++) {
        add_row(&all[r], aims, table);
    }
    graph_meanings_document(&w);
    truce_buffer_clear(&w.text);
    return TRUCE_OK;
}
