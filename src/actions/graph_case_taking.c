/* Who would stay in an outcome, by the orders alone; and words for it. */
#include "graph_case_taking.h"

#include "truce/stability/hold.h"

static const truce_plan *move_of(const graph_case *g, uint32_t option) {
    return &g->c->moves[g->modelled.moves[option]];
}

void graph_case_add_move(const graph_case *g, uint32_t option, const char *before,
                         const char *behind) {
    const truce_plan *const move = move_of(g, option);
    const truce_str who = phrase_actor(g->c, move->top.what);
    truce_buffer_printf(&g->k->text, "%s%.*s (%.*s%s)", before, TRUCE_STR_ARGS(move->head.title),
                        TRUCE_STR_ARGS(who), behind);
}

void taking_add_moves(const taking *t, uint64_t options, const char *before) {
    for (; options != 0; options &= options - 1) {
        graph_case_add_move(t->g, (uint32_t)__builtin_ctzll(options), before, "");
        before = "; ";
    }
}

static truce_sentence *begin(const taking *t) {
    truce_sentence *const sentence = truce_document_sentence(&t->g->k->doc, t->to);
    sentence->basis = t->g->basis;
    sentence->quiet = true;
    return sentence;
}

static void end(const taking *t, truce_sentence *sentence) {
    const truce_str words = compose_keep(t->g->k);
    truce_sentence_add(&t->g->k->doc, sentence, TRUCE_SPAN_PLAIN, words);
}

void taking_say(const taking *t) {
    end(t, begin(t));
}

/* What the claims say is of the moves, not of the outcome: "On these moves see (s4:P3.left)" */
void taking_cite(const taking *t, uint64_t options) {
    uint64_t with = 0;
    for (; options != 0; options &= options - 1) {
        const uint32_t o = (uint32_t)__builtin_ctzll(options);
        with |= graph_case_cites(t->g, move_of(t->g, o)) ? UINT64_C(1) << o : 0;
    }
    if (with == 0) {
        return;
    }
    truce_sentence *const sentence = begin(t);
    truce_buffer_add(&t->g->k->text, truce_str_of((with & (with - 1)) == 0 ? "On this move see"
                                                                           : "On these moves see"));
    end(t, sentence);
    for (; with != 0; with &= with - 1) {
        graph_case_cite(t->g, sentence, move_of(t->g, (uint32_t)__builtin_ctzll(with)));
    }
}

/* ---- who would stay ---- */

/* By the orders alone: whose order is stated may move, what nobody states is held. */
truce_status taking_judge(taking *t, truce_graph_state s, truce_whatif_at *at, truce_error *err) {
    const truce_graph_pattern held = {.care = t->open, .taken = s & t->open};
    const truce_stable_options options = {.concepts = TAKING_ASKED};
    truce_arena *const arena = t->g->k->arena;
    truce_graph_model *const m = truce_arena_take(arena, sizeof *m);
    truce_status status = TRUCE_OK;
    *at = (truce_whatif_at){.feasible = truce_graph_feasible(t->m, s), .state = s};
    if (!at->feasible) {
        return TRUCE_OK;
    }
    if (m == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    }
    if (!t->listed || t->held != held.taken) {
        *m = *t->m;
        status = held.care != 0 ? truce_graph_hold(t->m, held, arena, m, err) : TRUCE_OK;
        if (status == TRUCE_OK) {
            status = truce_graph_list(m, arena, &t->states, err);
        }
        if (status == TRUCE_OK) {
            status = truce_stable_find(&t->states, &options, arena, &t->stable, err);
        }
        t->listed = status == TRUCE_OK;
        t->held = held.taken;
    }
    if (status != TRUCE_OK) {
        return status;
    }
    const uint32_t place = truce_graph_find(&t->states, s);
    for (int c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        if ((TAKING_ASKED >> c & 1) == 0) {
            continue;
        }
        at->equilibrium |= truce_stable_bit(t->stable.equilibria[c], place) ? 1U << c : 0;
        for (uint32_t i = 0; i < t->m->n_makers; i++) {
            at->stable[i] |= truce_stable_bit(t->stable.stable[c][i], place) ? 1U << c : 0;
        }
    }
    return TRUCE_OK;
}

bool taking_all_stay(const truce_whatif_at *at, truce_graph_concept concept) {
    return at->feasible && (at->equilibrium >> concept & 1) != 0;
}

/* Who moves away under `concept`; under another than is told only those who do not under that. */
uint32_t taking_leavers(const taking *t, const truce_whatif_at *at, truce_graph_concept concept) {
    uint32_t set = 0;
    for (uint32_t i = 0; i < t->m->n_makers; i++) {
        const bool stays = (at->stable[i] >> concept & 1) != 0;
        const bool told_already = concept != TAKING_TOLD && (at->stable[i] >> TAKING_TOLD & 1) == 0;
        set |= !stays && !told_already ? UINT32_C(1) << i : 0;
    }
    return set;
}

/* "A", "A and B", "A, B and C" */
void taking_add_who(const taking *t, uint32_t set) {
    for (const char *before = ""; set != 0; set &= set - 1) {
        const uint32_t i = (uint32_t)__builtin_ctz(set);
        const truce_str who = t->g->c->actors[t->g->modelled.makers[i].actor].head.title;
        truce_buffer_printf(&t->g->k->text, "%s%.*s", before, TRUCE_STR_ARGS(who));
        const uint32_t rest = set & (set - 1);
        before = (rest & (rest - 1)) == 0 ? " and " : ", ";
    }
}
