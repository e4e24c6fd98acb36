/* What the readings come to: who would stay by the orders that are assumed, as the model takes
 * things to stand and in its target. */
#include "graph_case_taking.h"

static bool is_party(const graph_case *g, uint32_t actor) {
    return g->c->actors[g->c->actors[actor].side].kind == TRUCE_ACTOR_PARTY;
}

/* Each line stands by itself where it is cut out: by which concept, and that it is a model's. */
static void say_verdict(const taking *t, const truce_whatif_at *at) {
    truce_buffer *const text = &t->g->k->text;
    const uint32_t leave = taking_leavers(t, at, TAKING_TOLD);
    const uint32_t held_back = taking_leavers(t, at, TRUCE_NASH);
    if (!at->feasible) {
        truce_buffer_lit(text, "This cannot be as the others' moves are now.");
        taking_say(t);
        return;
    }
    if (leave == 0 && held_back == 0) {
        truce_buffer_lit(text, "In this model nobody whose preferences are assumed would gain by "
                               "moving away (nash, and so seq).");
    } else if (leave == 0) {
        truce_buffer_lit(text, "In this model, where answers are feared (seq), nobody whose "
                               "preferences are assumed would move away");
    } else {
        truce_buffer_lit(text, "In this model, as the orders assume, ");
        taking_add_who(t, leave);
        truce_buffer_lit(text, " would move away even where answers are feared (seq)");
    }
    if (held_back != 0) {
        truce_buffer_lit(text, "; under nash, where nobody fears an answer, ");
        taking_add_who(t, held_back);
        truce_buffer_add(text, truce_str_of(leave == 0 ? " would" : " would too"));
    }
    truce_buffer_add(text, truce_str_of(leave != 0 || held_back != 0 ? "." : ""));
    taking_say(t);
}

/* "First analyst takes as done: ..."; of the target what it names, then what stays as it is. */
static void say_state(const taking *t, truce_graph_state s, bool now, uint64_t kept) {
    truce_buffer *const text = &t->g->k->text;
    const truce_plan *const model = &t->g->c->models[t->g->modelled.model];
    const truce_str by = graph_case_who(t->g->c, model->top.author);
    if (now) {
        truce_buffer_printf(text, "As %.*s takes things to stand, %s", TRUCE_STR_ARGS(by),
                            s != 0 ? "taken: " : "no move is taken");
        taking_add_moves(t, s, "");
    } else {
        taking_add_moves(t, s & ~kept, "");
        truce_buffer_add(text, truce_str_of((s & ~kept) == 0 ? "No move is taken" : ""));
        taking_add_moves(t, kept, "; with, as things are taken to stand: ");
    }
    truce_buffer_byte(text, '.');
    taking_say(t);
    taking_cite(t, s);
}

/* In parts, which are told together with those of other readings. */
static truce_status find_told(taking *t, outcome *of, told *parts, truce_error *err) {
    const truce_status status = taking_judge(t, of->s, &of->at, err);
    if (status != TRUCE_OK) {
        return status;
    }
    t->to = &parts->parts[TOLD_STAYS];
    say_verdict(t, &of->at);
    t->to = &parts->parts[TOLD_CHANGES];
    return t->what.n > 0 ? taking_say_changes(t, of, err) : TRUCE_OK;
}

static truce_status find_what_if(taking *t, const truce_graph_state *asked, uint32_t n,
                                 truce_error *err) {
    const truce_whatif_question question = {
        .options = t->settled, .asked = asked, .n_asked = n, .stable = {.concepts = TAKING_ASKED}};
    if (t->settled == 0 || __builtin_popcountll(t->settled) > TRUCE_WHATIF_OPTIONS_MAX) {
        return TRUCE_OK;
    }
    const truce_status status = truce_whatif_find(t->m, &question, t->g->k->arena, &t->what, err);
    if (status != TRUCE_OK) {
        return status;
    }
    t->found = truce_arena_take(t->g->k->arena, t->what.n * sizeof *t->found);
    t->nash = truce_arena_take(t->g->k->arena, t->what.n * sizeof *t->nash);
    return t->found != NULL && t->nash != NULL
               ? TRUCE_OK
               : truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
}

static void say_not_asked(taking *t) {
    t->to = truce_document_paragraph(&t->g->k->doc);
    truce_buffer_add(&t->g->k->text,
                     t->settled == 0
                         ? TRUCE_STR("Only parties have moves in this model, and an order is "
                                     "assumed for each, so what others could settle is not asked.")
                         : TRUCE_STR("Others than the parties have too many moves to ask of each "
                                     "combination; truce stability --what-if MOVES asks of some."));
    taking_say(t);
}

static uint64_t settled_by_others(const graph_case *g) {
    const truce_graph_model *const m = &g->readings[0].graph;
    uint64_t settled = 0;
    for (uint32_t o = 0; o < m->n_options; o++) {
        const uint32_t owner = g->modelled.makers[m->options[o].owner].actor;
        settled |= is_party(g, owner) ? 0 : UINT64_C(1) << o;
    }
    return settled;
}

enum { OUTCOMES = 2 }; /* as things are taken to stand, and the target */

/* What one reading comes to in each outcome. */
static truce_status read_one(taking *t, const truce_graph_state *asked, uint32_t n, told *told_of,
                             uint32_t stride, truce_error *err) {
    truce_status status = find_what_if(t, asked, n, err);
    for (uint32_t a = 0; a < n && status == TRUCE_OK; a++) {
        outcome of = {.asked = a, .s = asked[a]};
        status = find_told(t, &of, &told_of[(size_t)a * stride], err);
    }
    return status;
}

truce_status graph_case_outcomes(const graph_case *g, truce_error *err) {
    const uint64_t open = graph_case_open(g);
    taking t = {.g = g, .open = open, .settled = open | settled_by_others(g)};
    truce_graph_state asked[OUTCOMES] = {g->readings[0].graph.status_quo, 0};
    truce_graph_state named = 0;
    const uint32_t n = graph_case_target(g, &g->readings[0], &asked[1], &named) ? OUTCOMES : 1;
    told *const of = truce_arena_zero(g->k->arena, (size_t)n * g->n, sizeof *of);
    truce_status status =
        of != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    for (uint32_t r = 0; r < g->n && status == TRUCE_OK; r++) {
        t = (taking){.g = g, .m = &g->readings[r].graph, .open = t.open, .settled = t.settled};
        status = read_one(&t, asked, n, &of[r], g->n, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    truce_block *const list = truce_document_list(&g->k->doc);
    for (uint32_t a = 0; a < n; a++) {
        t.to = truce_document_item(&g->k->doc, list, TRUCE_STR(""),
                                   a == 0 ? TRUCE_STR("Now, as modelled") : TRUCE_STR("Target"));
        say_state(&t, asked[a], a == 0, asked[a] & ~named);
        taking_tell(g, &of[(size_t)a * g->n], t.to);
    }
    if (t.what.n == 0) {
        say_not_asked(&t);
    }
    return TRUCE_OK;
}
