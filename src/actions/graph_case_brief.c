/* What would it take? Of each model: would everybody stay as things stand, and in the outcome that
 * it names; and what those of whom nobody states an order could settle to change that. */
#include "graph_case.h"
#include "truce/stability/hold.h"
#include "truce/stability/whatif.h"

enum { MODELS_SHOWN = 4, WAYS_SHOWN = 4 };

/* The concept by which a brief tells: answers are moves that gain those who make them. */
static const truce_graph_concept told = TRUCE_SEQ;
static const unsigned asked_about = 1U << TRUCE_SEQ | 1U << TRUCE_NASH;

typedef struct taking {
    const graph_case *g;
    const graph_reading *reading;
    uint64_t open; /* options of makers without an order */
} taking;

static const truce_plan *move_of(const taking *t, uint32_t option) {
    return &t->g->c->moves[t->g->modelled.moves[option]];
}

/* "Sign a text (Hamas)" */
static void add_move(const taking *t, uint32_t option, const char *before, const char *behind) {
    const truce_plan *const move = move_of(t, option);
    const truce_str who = phrase_actor(t->g->c, move->top.what);
    truce_buffer_printf(&t->g->k->text, "%s%.*s (%.*s%s)", before, TRUCE_STR_ARGS(move->head.title),
                        TRUCE_STR_ARGS(who), behind);
}

static void add_moves(const taking *t, uint64_t options, const char *before) {
    for (; options != 0; options &= options - 1) {
        add_move(t, (uint32_t)__builtin_ctzll(options), before, "");
        before = "; ";
    }
}

/* What is asked for, then what others keep as it is; `kept` is part of `s`. */
static void add_state(const taking *t, truce_graph_state s, uint64_t kept) {
    add_moves(t, s & ~kept, "");
    add_moves(t, kept, (s & ~kept) != 0 ? "; and, as before: " : "As before: ");
    if (s == 0) {
        truce_buffer_lit(&t->g->k->text, "No move is taken");
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

/* What the claims say is of the moves, not of the outcome: "On these moves see (s4:P3.left)" */
static void cite(const taking *t, truce_passage *to, uint64_t options) {
    uint64_t with = 0;
    for (; options != 0; options &= options - 1) {
        const uint32_t o = (uint32_t)__builtin_ctzll(options);
        with |= graph_case_cites(t->g, move_of(t, o)) ? UINT64_C(1) << o : 0;
    }
    if (with == 0) {
        return;
    }
    truce_sentence *const sentence = begin(t, to);
    truce_buffer_add(&t->g->k->text, truce_str_of((with & (with - 1)) == 0 ? "On this move see"
                                                                           : "On these moves see"));
    end(t, sentence);
    for (; with != 0; with &= with - 1) {
        graph_case_cite(t->g, sentence, move_of(t, (uint32_t)__builtin_ctzll(with)));
    }
}

/* "Hamas, Israel": who moves away under `concept`; how many. */
static uint32_t add_leavers(const taking *t, const truce_whatif_at *at, truce_graph_concept concept,
                            const char *before) {
    uint32_t n = 0;
    for (uint32_t i = 0; at->feasible && i < t->g->modelled.n_makers; i++) {
        const bool stays = (at->stable[i] >> concept & 1) != 0;
        const bool told_already = concept != told && (at->stable[i] >> told & 1) == 0;
        if (!stays && !told_already) {
            const truce_str who = t->g->c->actors[t->g->modelled.makers[i].actor].head.title;
            truce_buffer_printf(&t->g->k->text, "%s%.*s", n++ > 0 ? ", " : before,
                                TRUCE_STR_ARGS(who));
        }
    }
    return n;
}

/* Who moves away, who would but for the answers, or that neither is so. */
static void add_verdict(const taking *t, truce_passage *to, const truce_whatif_at *at,
                        bool ruled_out) {
    truce_buffer *const text = &t->g->k->text;
    truce_sentence *const sentence = begin(t, to);
    if (!at->feasible) {
        truce_buffer_add(text,
                         truce_str_of(ruled_out ? "The model rules this out."
                                                : "This cannot be as the others' moves are now."));
        end(t, sentence);
        return;
    }
    const uint32_t leave = add_leavers(t, at, told, "As the orders assume, here would move away: ");
    truce_buffer_add(text, truce_str_of(leave > 0 ? ". "
                                                  : "In this model nobody whose preferences are "
                                                    "assumed would move away. "));
    const uint32_t held_back =
        add_leavers(t, at, TRUCE_NASH, "Held back only by what others would answer: ");
    truce_buffer_add(text,
                     truce_str_of(held_back > 0 ? ", who would else gain by moving (nash)." : ""));
    if (held_back == 0 && text->size > 0) {
        text->size--; /* the space */
    }
    end(t, sentence);
}

/* What others could settle: the smallest changes, each an alternative. */
static void add_changes(const taking *t, truce_passage *to, const truce_whatif *what,
                        uint32_t asked, uint64_t now, bool undo, uint32_t *found) {
    truce_buffer *const text = &t->g->k->text;
    const uint32_t n = truce_whatif_smallest(what, asked, told, now, undo, found);
    truce_sentence *const sentence = begin(t, to);
    uint64_t cited = 0;
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
            add_move(t, o, before, (taken >> o & 1) != 0 ? "" : "; given up");
            cited |= UINT64_C(1) << o;
            before = " and ";
        }
    }
    if (n > WAYS_SHOWN) {
        truce_buffer_printf(text, "; and %u more", n - WAYS_SHOWN);
    }
    truce_buffer_add(text, truce_str_of(n > 0 ? "." : ""));
    end(t, sentence);
    cite(t, to, cited);
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

/* The moves that the target names. */
static truce_graph_state target_moves(const taking *t, const truce_plan_line *line) {
    truce_graph_state s = 0;
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
    const truce_graph_state named = line != NULL ? target_moves(t, line) : 0;
    /* The target, with what others have settled as things stand. */
    truce_graph_state asked[2] = {m->status_quo, named | (m->status_quo & t->open)};
    const truce_whatif_question question = {.options = t->open,
                                            .asked = asked,
                                            .n_asked = line != NULL ? 2 : 1,
                                            .stable = {.concepts = asked_about}};
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
            doc, list, TRUCE_STR(""), a == 0 ? TRUCE_STR("Now") : TRUCE_STR("Target"));
        truce_sentence *const first = begin(t, item);
        uint32_t i = 0;
        while (i + 1 < what.n && what.taken[i] != now) {
            i++;
        }
        add_state(t, asked[a], a == 1 ? asked[a] & t->open & ~named : 0);
        truce_buffer_byte(&t->g->k->text, '.');
        end(t, first);
        cite(t, item, asked[a]);
        bool ruled_out = true;
        for (uint32_t w = 0; w < what.n; w++) {
            ruled_out = ruled_out && !what.at[w * what.n_asked + a].feasible;
        }
        const truce_whatif_at *const at = &what.at[i * what.n_asked + a];
        const bool holds = at->feasible && (at->equilibrium >> told & 1) != 0;
        add_verdict(t, item, at, ruled_out);
        if (!ruled_out) {
            add_changes(t, item, &what, a, now, holds, found);
        }
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

static uint64_t all_options(const graph_case *g) {
    const uint32_t n = g->readings[0].graph.n_options;
    return n > 0 ? UINT64_MAX >> (64 - n) : 0;
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
    truce_buffer_printf(
        &k->text,
        "%.*s By %.*s's model of who could do what. What each is taken to prefer "
        "is assumed by the model's authors and said by nobody in the case. Now is how "
        "the model takes things to stand. Whoever would gain by moving is taken "
        "to stay where others would answer with moves that gain them, after which "
        "it is no better off (seq). This tells what would hold, not how it would "
        "be reached; it is no advice.",
        TRUCE_STR_ARGS(model->head.title), TRUCE_STR_ARGS(by));
    const truce_str words = compose_keep(k);
    truce_sentence *const first =
        truce_document_say(&k->doc, truce_document_paragraph(&k->doc), words, g->basis);
    graph_case_cite(g, first, model);
    if (open != 0 && open == all_options(g)) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Nobody's preferences are stated, so nothing can be told "
                                        "of who would stay."),
                              "the orders of the model");
        return TRUCE_OK;
    }
    if (!g->readings[0].graph.has_status_quo || open == 0 ||
        __builtin_popcountll(open) > TRUCE_WHATIF_OPTIONS_MAX) {
        (void)compose_quietly(
            k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
            !g->readings[0].graph.has_status_quo
                ? TRUCE_STR("The model does not say how things stand; truce "
                            "stability tells where nobody would move away.")
            : open == 0 ? TRUCE_STR("An order is assumed for everybody who has a move, so "
                                    "what one of them could settle is not asked here: "
                                    "truce stability --what-if MOVES asks it.")
                        : TRUCE_STR("Too many moves are open to ask of each combination; "
                                    "truce stability --what-if MOVES asks of some."),
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
