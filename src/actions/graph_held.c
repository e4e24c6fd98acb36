/* What is held in an answer: what was asked to be, and the moves of those of whom nobody states
 * what they prefer. */
#include "graph_parts.h"
#include "graph_words.h"

/* "guarantee taken; pressure not taken" */
static void add_settled(graph_writer *w, uint64_t options, uint64_t as) {
    const truce_str taken = graph_taken(w, options & as);
    const truce_str not_taken = graph_taken(w, options & ~as);
    if ((options & as) != 0) {
        truce_buffer_printf(&w->text, "%.*s taken", TRUCE_STR_ARGS(taken));
    }
    if ((options & ~as) != 0) {
        truce_buffer_printf(&w->text, "%s%.*s not taken", (options & as) != 0 ? "; " : "",
                            TRUCE_STR_ARGS(not_taken));
    }
}

/* As what they are held by default. */
static const char *as_what(const graph_question *q) {
    return q->has_state && q->about != GRAPH_WHAT_IF ? "as the state that is asked about has them"
           : q->has_from                             ? "as the state of --from has them"
                                                     : "as the model takes things to stand";
}

bool graph_supposed(const graph_answer *a) {
    const graph_question *const q = &a->q;
    const truce_graph_model *const m = a->task.model;
    const uint64_t asked = q->held.care & ~q->by_default;
    return q->has_from || (m->has_status_quo && ((q->held.taken ^ m->status_quo) & asked) != 0);
}

truce_str graph_stand_title(graph_writer *w) {
    if (graph_supposed(w->a)) {
        return TRUCE_STR("Supposed");
    }
    truce_buffer_lit(&w->text, "As the model takes things to stand");
    if (w->a->task.by.size > 0) {
        truce_buffer_printf(&w->text, " (%.*s)", TRUCE_STR_ARGS(w->a->task.by));
    }
    return graph_keep(w);
}

truce_str graph_target_title(graph_writer *w) {
    const truce_str by = w->a->task.by;
    truce_buffer_lit(&w->text, "The target");
    if (by.size > 0) {
        truce_buffer_printf(&w->text, " (%.*s)", TRUCE_STR_ARGS(by));
    }
    return graph_keep(w);
}

void graph_held_document(graph_writer *w, truce_passage *to) {
    const graph_question *const q = &w->a->q;
    const truce_graph_model *const m = w->a->task.model;
    const uint64_t asked = q->held.care & ~q->by_default;
    const uint64_t other =
        m->has_status_quo ? (q->held.taken ^ m->status_quo) & q->by_default : UINT64_C(0);
    if (asked != 0) {
        truce_buffer_lit(&w->text, "Held, whoever owns them: ");
        add_settled(w, asked, q->held.taken);
        truce_buffer_byte(&w->text, '.');
        graph_say(w, to, graph_keep(w));
    }
    if (q->by_default != 0) {
        truce_buffer_printf(&w->text,
                            "Held %s, because nobody states what those prefer whose moves they "
                            "are: ",
                            as_what(q));
        add_settled(w, q->by_default, q->held.taken);
        truce_buffer_byte(&w->text, '.');
        graph_say(w, to, graph_keep(w));
    }
    if (other != 0) {
        truce_buffer_lit(&w->text, "The model takes these to stand otherwise: ");
        add_settled(w, other, m->status_quo);
        truce_buffer_byte(&w->text, '.');
        graph_say(w, to, graph_keep(w));
    }
}

void graph_held_apart_document(graph_writer *w, truce_passage *to) {
    const graph_question *const q = &w->a->q;
    const uint64_t other = q->has_state && w->a->has_from
                               ? (q->held.taken ^ q->target_held.taken) & q->by_default
                               : UINT64_C(0);
    if (other != 0) {
        truce_buffer_lit(&w->text, "The target is asked about as it has them: ");
        add_settled(w, other, q->state);
        truce_buffer_byte(&w->text, '.');
        graph_say(w, to, graph_keep(w));
    }
}

static void json_held(truce_graph_pattern held, truce_json *json) {
    truce_json_array_inline(json);
    for (uint64_t left = held.care; left != 0; left &= left - 1) {
        const uint32_t k = (uint32_t)__builtin_ctzll(left);
        truce_json_object(json);
        truce_json_member_int(json, "option", k);
        truce_json_member_bool(json, "taken", (held.taken >> k & 1) != 0);
        truce_json_close(json);
    }
    truce_json_close(json);
}

void graph_held_json(const graph_answer *a, truce_json *json) {
    if (a->q.held.care == 0) {
        return;
    }
    truce_json_key(json, "held");
    json_held(a->q.held, json);
    if (a->q.about == GRAPH_WHAT_IF && a->q.has_state && a->has_from) {
        truce_json_key(json, "held_in_target");
        json_held(a->q.target_held, json);
    }
    if (a->q.kept != 0 && a->q.about != GRAPH_WHAT_IF) {
        truce_json_key(json, "kept");
        truce_json_array_inline(json);
        for (uint64_t left = a->q.kept; left != 0; left &= left - 1) {
            truce_json_int(json, __builtin_ctzll(left));
        }
        truce_json_close(json);
    }
}
