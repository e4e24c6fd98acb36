/* Where what others settle undoes an outcome: who would move away, and how. */
#include "graph_case_taking.h"
#include "graph_words.h"
#include "truce/stability/ask.h"
#include "truce/stability/hold.h"

/* ", as when it takes operation": a gain that nobody answers. */
static truce_status add_gain(const taking *t, uint32_t maker, truce_graph_state s,
                             truce_error *err) {
    composer *const k = t->g->k;
    const truce_graph_pattern held = {.care = t->settled, .taken = s & t->settled};
    truce_graph_model *const m = truce_arena_take(k->arena, sizeof *m);
    truce_graph_states states;
    truce_ask answer;
    truce_status status = m != NULL ? truce_graph_hold(t->m, held, k->arena, m, err)
                                    : truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    if (status == TRUCE_OK) {
        status = truce_graph_list(m, k->arena, &states, err);
    }
    if (status == TRUCE_OK) {
        status = truce_ask_stable(m, &states, s, maker, TAKING_TOLD, NULL, k->arena, &answer, err);
    }
    if (status == TRUCE_OK && answer.answer == TRUCE_ASK_UNSTABLE) {
        graph_writer w = {.m = m, .doc = &k->doc, .arena = k->arena};
        const truce_str change = graph_change(&w, s, answer.improvement);
        truce_buffer_printf(&k->text, ", as when it %.*s", TRUCE_STR_ARGS(change));
    }
    return status;
}

truce_status taking_add_undone(const taking *t, const outcome *of, uint32_t combination,
                               truce_error *err) {
    const truce_whatif_at *const at =
        &t->what.at[(size_t)combination * t->what.n_asked + of->asked];
    const uint32_t leave = taking_leavers(t, at, TAKING_TOLD);
    if (!at->feasible || leave == 0) {
        return TRUCE_OK;
    }
    truce_buffer_lit(&t->g->k->text, ", where ");
    taking_add_who(t, leave);
    truce_buffer_lit(&t->g->k->text, " would move away");
    return (leave & (leave - 1)) == 0 ? add_gain(t, (uint32_t)__builtin_ctz(leave), at->state, err)
                                      : TRUCE_OK;
}
