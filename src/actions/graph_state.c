/* Of one state: who would move away, and why not. At length of a state that was asked about, in a
 * line for each maker of others. */
#include <inttypes.h>

#include "graph_parts.h"
#include "graph_words.h"

enum { REPLIES_TOLD = 8 };

static const char too_many[] = "Not known: it has too many options of its own for all its moves to "
                               "be tried.";

truce_status graph_tell(const truce_graph_model *m, const truce_graph_states *states,
                        truce_graph_state s, uint64_t effort, truce_arena *arena, graph_told *out,
                        truce_error *err) {
    const truce_ask_limits limits = {.effort_max = effort};
    graph_told told = {.s = s};
    told.of = truce_arena_zero(arena, m->n_makers, sizeof *told.of);
    truce_status status =
        told.of != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    for (uint32_t i = 0; i < m->n_makers && status == TRUCE_OK; i++) {
        for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS && status == TRUCE_OK; c++) {
            status = truce_ask_stable(m, states, s, i, c, &limits, arena, &told.of[i][c], err);
        }
    }
    if (status == TRUCE_OK) {
        *out = told;
    }
    return status;
}

/* Under other concepts something else does answer. */
static const char *answered_by(truce_str stays) {
    return stays.size > 0 ? "no answer follows that counts there" : "nothing answers that";
}

/* ---- in words
 * ------------------------------------------------------------------------------------ */

/* What was found of one maker at one state. */
typedef struct case_of {
    graph_writer *w;
    truce_graph_state s;
    uint32_t maker;
    const truce_ask *at; /* [concept] */
} case_of;

static case_of of_maker(graph_writer *w, const graph_told *told, uint32_t maker) {
    return (case_of){w, told->s, maker, told->of[maker]};
}

/* The strictest concept under which the maker stays because its gains are answered; or TRUCE_NASH.
 */
static truce_graph_concept strictest(const truce_ask *at) {
    static const truce_graph_concept order[] = {TRUCE_SSEQ, TRUCE_SEQ, TRUCE_SMR, TRUCE_GMR,
                                                TRUCE_SIM};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (at[order[i]].answer == TRUCE_ASK_STABLE) {
            return order[i];
        }
    }
    return TRUCE_NASH;
}

/* "gmr, smr": those with this answer; empty for none. */
static truce_str concepts_with(const case_of *o, truce_ask_answer answer) {
    for (truce_graph_concept c = TRUCE_GMR; c < TRUCE_CONCEPTS; c++) {
        if (o->at[c].answer == answer) {
            truce_buffer_printf(&o->w->text, "%s%s", o->w->text.size > 0 ? ", " : "",
                                truce_graph_concept_key(c));
        }
    }
    return graph_keep(o->w);
}

/* The gain that the first of them gives for its reason. */
static truce_str change_with(const case_of *o, truce_ask_answer answer) {
    truce_graph_state to = o->s;
    for (truce_graph_concept c = TRUCE_GMR; c < TRUCE_CONCEPTS; c++) {
        to = o->at[c].answer == answer && to == o->s ? o->at[c].improvement : to;
    }
    return graph_change(o->w, o->s, to);
}

/* "B took war, then C took accept"; of sim all from the same state, "B took war and C took ..." */
static void add_moves(const case_of *o, const truce_ask_reply *reply, bool together) {
    graph_writer *const w = o->w;
    truce_graph_state from = together ? o->s : reply->improvement;
    for (uint32_t k = 0; k < reply->n; k++) {
        const truce_str who = graph_maker(w, reply->moves[k].maker);
        const truce_str change = graph_changed(w, from, reply->moves[k].to);
        truce_buffer_printf(&w->text, "%s %.*s %.*s",
                            k == 0     ? ""
                            : together ? " and"
                                       : ", then",
                            TRUCE_STR_ARGS(who), TRUCE_STR_ARGS(change));
        from = together ? o->s : reply->moves[k].to;
    }
}

/* "If A took accept, it would gain; if then B took war, A would be no better off than before." */
static void add_reply(const case_of *o, const truce_ask_reply *reply, truce_graph_concept c) {
    graph_writer *const w = o->w;
    const truce_str name = graph_maker(w, o->maker);
    const truce_str gain = graph_changed(w, o->s, reply->improvement);
    truce_buffer_printf(&w->text, "If %.*s %.*s, it would gain;%s", TRUCE_STR_ARGS(name),
                        TRUCE_STR_ARGS(gain), c == TRUCE_SIM ? " if at the same time" : " if then");
    add_moves(o, reply, c == TRUCE_SIM);
    truce_buffer_printf(
        &w->text, ", %.*s would be no better off than before%s.", TRUCE_STR_ARGS(name),
        c == TRUCE_SMR || c == TRUCE_SSEQ ? ", and no move of its own from there would help" : "");
}

static void say_concepts(const case_of *o, truce_passage *to) {
    graph_writer *const w = o->w;
    const truce_str stays = concepts_with(o, TRUCE_ASK_STABLE);
    const truce_str moves = concepts_with(o, TRUCE_ASK_UNSTABLE);
    const truce_str unknown = concepts_with(o, TRUCE_ASK_UNKNOWN);
    if (stays.size > 0) {
        truce_buffer_printf(&w->text, "It stays all the same under %.*s: each gain is answered.",
                            TRUCE_STR_ARGS(stays));
        graph_say_quietly(w, to, graph_keep(w));
    }
    if (moves.size > 0) {
        truce_buffer_printf(&w->text, "It moves away under %.*s: when it %.*s, %s.",
                            TRUCE_STR_ARGS(moves),
                            TRUCE_STR_ARGS(change_with(o, TRUCE_ASK_UNSTABLE)), answered_by(stays));
        graph_say_quietly(w, to, graph_keep(w));
    }
    if (unknown.size > 0) {
        truce_buffer_printf(&w->text,
                            "Not known under %.*s: so much can follow when it %.*s that no answer "
                            "was found, and none ruled out.",
                            TRUCE_STR_ARGS(unknown),
                            TRUCE_STR_ARGS(change_with(o, TRUCE_ASK_UNKNOWN)));
        graph_say_quietly(w, to, graph_keep(w));
    }
}

static void say_replies(const case_of *o) {
    graph_writer *const w = o->w;
    const truce_graph_concept c = strictest(o->at);
    const truce_ask *const ask = &o->at[c];
    if (c == TRUCE_NASH) {
        return;
    }
    truce_block *const list = truce_document_list(w->doc);
    for (uint32_t i = 0; i < ask->n_replies && i < REPLIES_TOLD; i++) {
        truce_passage *const item =
            truce_document_item(w->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        add_reply(o, &ask->replies[i], c);
        graph_say_quietly(w, item, graph_keep(w));
    }
    if (ask->n_replies > REPLIES_TOLD) {
        truce_buffer_printf(&w->text, "So it is with %" PRIu32 " more of its gains.",
                            ask->n_replies - REPLIES_TOLD);
        graph_say_quietly(w, truce_document_paragraph(w->doc), graph_keep(w));
    }
}

static void say_maker(const case_of *o) {
    graph_writer *const w = o->w;
    (void)truce_document_heading(w->doc, 2, (truce_str){NULL, 0}, graph_maker(w, o->maker));
    truce_passage *const to = truce_document_paragraph(w->doc);
    if (!graph_is_asked(w->a, o->maker)) {
        graph_say_quietly(w, to,
                          TRUCE_STR("Nobody states what it prefers: whether it would stay is not "
                                    "known. Its moves are held."));
        return;
    }
    if (o->at[TRUCE_NASH].answer == TRUCE_ASK_STABLE) {
        graph_say_quietly(w, to,
                          TRUCE_STR("No move of its own leads to a state that it prefers, so it "
                                    "stays, under every concept."));
        return;
    }
    if (o->at[TRUCE_NASH].answer == TRUCE_ASK_UNKNOWN) {
        graph_say_quietly(w, to, truce_str_of(too_many));
        return;
    }
    const truce_str change = graph_change(w, o->s, o->at[TRUCE_NASH].improvement);
    truce_buffer_printf(&w->text, "It would gain by a move of its own, as when it %.*s.",
                        TRUCE_STR_ARGS(change));
    graph_say_quietly(w, to, graph_keep(w));
    say_concepts(o, to);
    say_replies(o);
}

void graph_state_document(graph_writer *w, const graph_told *told) {
    truce_passage *const first = truce_document_paragraph(w->doc);
    graph_say_state(w, first, told->s);
    graph_held_document(w, first);
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        const case_of o = of_maker(w, told, i);
        say_maker(&o);
    }
}

/* ---- in short
 * ------------------------------------------------------------------------------------- */

/* "South, Mediator: no move of their own gains them anything." */
static void say_content(graph_writer *w, const graph_told *told, truce_block *list) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        if (told->of[i][TRUCE_NASH].answer == TRUCE_ASK_STABLE && graph_is_asked(w->a, i)) {
            const truce_str name = graph_maker(w, i);
            truce_buffer_printf(&w->text, "%s%.*s", n++ > 0 ? ", " : "", TRUCE_STR_ARGS(name));
        }
    }
    if (n == 0) {
        return;
    }
    const truce_str who = graph_keep(w);
    truce_passage *const item = truce_document_item(w->doc, list, (truce_str){NULL, 0}, who);
    graph_say_quietly(w, item,
                      n == 1
                          ? TRUCE_STR("No move of its own gains it anything, so it stays.")
                          : TRUCE_STR("No move of their own gains them anything, so they stay."));
}

static void add_verdicts(const case_of *o) {
    truce_buffer *const text = &o->w->text;
    if (o->at[TRUCE_NASH].answer == TRUCE_ASK_UNKNOWN) {
        truce_buffer_add(text, truce_str_of(too_many));
        return;
    }
    const truce_str stays = concepts_with(o, TRUCE_ASK_STABLE);
    const truce_str moves = concepts_with(o, TRUCE_ASK_UNSTABLE);
    const truce_graph_concept c = strictest(o->at);
    if (stays.size > 0) {
        add_reply(o, &o->at[c].replies[0], c);
        if (o->at[c].n_replies > 1) {
            truce_buffer_printf(text, " Its other gains (%" PRIu32 ") are answered too.",
                                o->at[c].n_replies - 1);
        }
        truce_buffer_printf(text, " So it stays under %.*s.", TRUCE_STR_ARGS(stays));
    }
    if (moves.size > 0) {
        const truce_str change = change_with(o, TRUCE_ASK_UNSTABLE);
        truce_buffer_printf(text, "%sIt moves away under %.*s: when it %.*s, %s.",
                            text->size > 0 ? " " : "", TRUCE_STR_ARGS(moves),
                            TRUCE_STR_ARGS(change), answered_by(stays));
    }
    if (stays.size == 0 && moves.size == 0) {
        truce_buffer_lit(text,
                         "It would gain by a move of its own; what would follow was not found "
                         "in the time that is given to it here.");
    }
}

void graph_state_short(graph_writer *w, const graph_told *told) {
    truce_block *const list = truce_document_list(w->doc);
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        const case_of o = of_maker(w, told, i);
        if (o.at[TRUCE_NASH].answer != TRUCE_ASK_STABLE && graph_is_asked(w->a, i)) {
            truce_passage *const item =
                truce_document_item(w->doc, list, (truce_str){NULL, 0}, graph_maker(w, i));
            add_verdicts(&o);
            graph_say_quietly(w, item, graph_keep(w));
        }
    }
    say_content(w, told, list);
    graph_not_asked_document(w, list);
}

/* ---- for machines
 * -------------------------------------------------------------------------------- */

static void json_replies(const truce_ask *ask, bool together, truce_json *json) {
    truce_json_key(json, "answers");
    truce_json_array(json);
    for (uint32_t i = 0; i < ask->n_replies; i++) {
        const truce_ask_reply *const reply = &ask->replies[i];
        truce_json_object_inline(json);
        truce_json_member_int(json, "gain", (int64_t)reply->improvement);
        if (together) {
            truce_json_member_bool(json, "together", true);
        }
        truce_json_key(json, "moves");
        truce_json_array(json);
        for (uint32_t k = 0; k < reply->n; k++) {
            truce_json_object(json);
            truce_json_member_int(json, "maker", reply->moves[k].maker);
            truce_json_member_int(json, "to", (int64_t)reply->moves[k].to);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void json_maker(const truce_ask *at, truce_json *json) {
    truce_json_object(json);
    truce_json_key(json, "stability");
    truce_json_object_inline(json);
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        truce_json_key(json, truce_graph_concept_key(c));
        if (at[c].answer == TRUCE_ASK_UNKNOWN) {
            truce_json_null(json);
        } else {
            truce_json_bool(json, at[c].answer == TRUCE_ASK_STABLE);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "unanswered");
    truce_json_object_inline(json);
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        if (at[c].answer == TRUCE_ASK_UNSTABLE) {
            truce_json_member_int(json, truce_graph_concept_key(c), (int64_t)at[c].improvement);
        }
    }
    truce_json_close(json);
    json_replies(&at[strictest(at)], strictest(at) == TRUCE_SIM, json);
    truce_json_close(json);
}

void graph_state_json(const graph_answer *a, const graph_told *told, truce_json *json) {
    truce_json_member_int(json, "state", (int64_t)told->s);
    truce_json_key(json, "makers");
    truce_json_array(json);
    for (uint32_t i = 0; i < a->model.n_makers; i++) {
        json_maker(told->of[i], json);
    }
    truce_json_close(json);
    graph_not_asked_json(a, json);
}
