/* What would it take? Of each model: would everybody stay as things stand, and in the outcome that
 * it names; and what those of whom nobody states an order could settle to change that. */
#include "graph_case.h"
#include "truce/stability/hold.h"
#include "truce/stability/whatif.h"

enum { MODELS_SHOWN = 4, WAYS_SHOWN = 4 };

/* The concept by which a brief tells: answers are moves that gain those who make them. */
static const truce_graph_concept told = TRUCE_SEQ;

typedef struct taking {
    const graph_case *g;
    const graph_reading *reading;
    uint64_t open; /* options of makers without an order */
} taking;

static const truce_plan *move_of(const taking *t, uint32_t option) {
    return &t->g->c->moves[t->g->modelled.moves[option]];
}

/* "Sign a text (Hamas)", cited. */
static void add_move(const taking *t, truce_sentence *sentence, uint32_t option, const char *before,
                     const char *behind) {
    const truce_plan *const move = move_of(t, option);
    const truce_str who = phrase_actor(t->g->c, move->top.what);
    truce_buffer_printf(&t->g->k->text, "%s%.*s (%.*s%s)", before, TRUCE_STR_ARGS(move->head.title),
                        TRUCE_STR_ARGS(who), behind);
    graph_case_cite(t->g, sentence, move);
}

static void add_state(const taking *t, truce_sentence *sentence, truce_graph_state s) {
    const char *before = "";
    for (uint32_t o = 0; o < t->reading->graph.n_options; o++) {
        if ((s >> o & 1) != 0) {
            add_move(t, sentence, o, before, "");
            before = "; ";
        }
    }
    if (s == 0) {
        truce_buffer_lit(&t->g->k->text, "Nothing is done");
    }
}

static truce_sentence *begin(const taking *t, truce_passage *to) {
    truce_sentence *const sentence = truce_document_sentence(&t->g->k->doc, to);
    sentence->basis = t->g->basis;
    sentence->quiet = true;
    return sentence;
}

static void end(const taking *t, truce_sentence *sentence) {
    const truce_str words = compose_keep(t->g->k);
    truce_sentence_add(&t->g->k->doc, sentence, TRUCE_SPAN_PLAIN, words);
}

/* "Everybody stays.", or who moves away. */
static void add_verdict(const taking *t, truce_passage *to, const truce_whatif_at *at) {
    truce_buffer *const text = &t->g->k->text;
    truce_sentence *const sentence = begin(t, to);
    uint32_t n = 0;
    for (uint32_t i = 0; at->feasible && i < t->g->modelled.n_makers; i++) {
        if ((at->stable[i] >> told & 1) == 0) {
            const truce_str who = t->g->c->actors[t->g->modelled.makers[i].actor].head.title;
            truce_buffer_printf(text, "%s%.*s",
                                n++ > 0 ? ", " : "Here would move away: ", TRUCE_STR_ARGS(who));
        }
    }
    truce_buffer_add(text,
                     truce_str_of(!at->feasible ? "This cannot be as the others' moves are now."
                                  : n > 0       ? "."
                                                : "Everybody would stay."));
    end(t, sentence);
}

/* What others could settle: the smallest changes, each an alternative. */
static void add_changes(const taking *t, truce_passage *to, const truce_whatif *what,
                        uint32_t asked, uint64_t now, bool undo, uint32_t *found) {
    truce_buffer *const text = &t->g->k->text;
    const uint32_t n = truce_whatif_smallest(what, asked, told, now, undo, found);
    truce_sentence *const sentence = begin(t, to);
    truce_buffer_add(text,
                     truce_str_of(n == 0 && undo ? "Nothing that others could settle undoes that."
                                  : n == 0       ? "Nothing that others could settle holds it."
                                  : undo         ? "What would undo that: "
                                                 : "What would hold it: "));
    for (uint32_t i = 0; i < n && i < WAYS_SHOWN; i++) {
        const uint64_t taken = what->taken[found[i]];
        const char *before = i > 0 ? "; or: " : "";
        for (uint64_t left = (taken ^ now) & what->options; left != 0; left &= left - 1) {
            const uint32_t o = (uint32_t)__builtin_ctzll(left);
            add_move(t, sentence, o, before, (taken >> o & 1) != 0 ? "" : "; given up");
            before = " and ";
        }
    }
    if (n > WAYS_SHOWN) {
        truce_buffer_printf(text, "; and %u more", n - WAYS_SHOWN);
    }
    truce_buffer_add(text, truce_str_of(n > 0 ? "." : ""));
    end(t, sentence);
}

static const truce_plan_line *target_of(const graph_case *g) {
    const truce_plan *const model = &g->c->models[g->modelled.model];
    for (uint32_t i = 0; i < model->n_lines; i++) {
        if (model->lines[i].kind == TRUCE_PLAN_TARGET) {
            return &model->lines[i];
        }
    }
    return NULL;
}

/* The target, with what others have settled as things stand. */
static truce_graph_state target_state(const taking *t, const truce_plan_line *line) {
    truce_graph_state s = t->reading->graph.status_quo & t->open;
    for (uint32_t i = 0; i < line->names.n; i++) {
        for (uint32_t o = 0; o < t->reading->graph.n_options; o++) {
            if (move_of(t, o)->head.name == line->names.at[i].symbol) {
                s |= UINT64_C(1) << o;
            }
        }
    }
    return s;
}

static truce_status add_outcomes(const taking *t, truce_block *list, truce_error *err) {
    truce_document *const doc = &t->g->k->doc;
    const truce_plan_line *const line = target_of(t->g);
    const truce_graph_model *const m = &t->reading->graph;
    truce_graph_state asked[2] = {m->status_quo, line != NULL ? target_state(t, line) : 0};
    const truce_whatif_question question = {.options = t->open,
                                            .asked = asked,
                                            .n_asked = line != NULL ? 2 : 1,
                                            .stable = {.concepts = 1U << told}};
    const uint64_t now = m->status_quo & t->open;
    truce_whatif what;
    const truce_status status = truce_whatif_find(m, &question, t->g->k->arena, &what, err);
    if (status != TRUCE_OK) {
        return status;
    }
    uint32_t *const found = truce_arena_take(t->g->k->arena, what.n * sizeof *found);
    if (found == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    }
    for (uint32_t a = 0; a < what.n_asked; a++) {
        truce_passage *const item = truce_document_item(
            doc, list, TRUCE_STR(""), a == 0 ? TRUCE_STR("As things stand") : TRUCE_STR("Target"));
        truce_sentence *const first = begin(t, item);
        uint32_t i = 0;
        while (i + 1 < what.n && what.taken[i] != now) {
            i++;
        }
        add_state(t, first, asked[a]);
        truce_buffer_byte(&t->g->k->text, '.');
        end(t, first);
        const truce_whatif_at *const at = &what.at[i * what.n_asked + a];
        const bool holds = at->feasible && (at->equilibrium >> told & 1) != 0;
        add_verdict(t, item, at);
        add_changes(t, item, &what, a, now, holds, found);
    }
    return TRUCE_OK;
}

static uint64_t open_options(const graph_case *g) {
    const truce_graph_model *const m = &g->readings[0].graph;
    uint64_t open = 0;
    for (uint32_t o = 0; o < m->n_options; o++) {
        open |= g->modelled.makers[m->options[o].owner].n_orders == 0 ? UINT64_C(1) << o : 0;
    }
    return open;
}

/* Which orders a reading takes, where there are several readings. */
static void add_reading(const graph_case *g, const graph_reading *reading) {
    truce_buffer *const text = &g->k->text;
    const char *before = "If they prefer as these orders have it: ";
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_plan *const order = graph_case_order(g, reading, i);
        if (order != NULL && g->modelled.makers[i].n_orders > 1) {
            const truce_str name = truce_case_name(g->c, order->head.name);
            const truce_str by = graph_case_who(g->c, order->top.author);
            truce_buffer_printf(text, "%s%.*s by %.*s", before, TRUCE_STR_ARGS(name),
                                TRUCE_STR_ARGS(by));
            before = ", ";
        }
    }
    truce_buffer_byte(text, '.');
    truce_sentence *const sentence =
        truce_document_sentence(&g->k->doc, truce_document_paragraph(&g->k->doc));
    const truce_str words = compose_keep(g->k);
    truce_sentence_add(&g->k->doc, sentence, TRUCE_SPAN_PLAIN, words);
    sentence->basis = g->basis;
    sentence->quiet = true;
}

static truce_status add_model(const graph_case *g, truce_error *err) {
    composer *const k = g->k;
    const truce_plan *const model = &g->c->models[g->modelled.model];
    const truce_str by = graph_case_who(g->c, model->top.author);
    const uint64_t open = open_options(g);
    truce_buffer_printf(&k->text,
                        "%.*s By %.*s's model of who could do what. What each is taken to prefer "
                        "is assumed by the model's authors and said by nobody in the case. Whoever "
                        "would gain by moving is taken to stay where others would answer with "
                        "moves that gain them, after which it is no better off. This tells what "
                        "others could change under these assumptions, and is no advice.",
                        TRUCE_STR_ARGS(model->head.title), TRUCE_STR_ARGS(by));
    const truce_str words = compose_keep(k);
    truce_sentence *const first =
        truce_document_say(&k->doc, truce_document_paragraph(&k->doc), words, g->basis);
    graph_case_cite(g, first, model);
    if (!g->readings[0].graph.has_status_quo || open == 0 ||
        __builtin_popcountll(open) > TRUCE_WHATIF_OPTIONS_MAX) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("What others than these could settle is not in the model; "
                                        "truce stability tells where nobody would move away."),
                              "the moves of the model");
        return TRUCE_OK;
    }
    truce_status status = TRUCE_OK;
    for (uint32_t r = 0; r < g->n && status == TRUCE_OK; r++) {
        const taking t = {g, &g->readings[r], open};
        if (g->n > 1) {
            add_reading(g, &g->readings[r]);
        }
        status = add_outcomes(&t, truce_document_list(&k->doc), err);
    }
    return status;
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
