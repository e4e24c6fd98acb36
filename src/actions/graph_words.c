#include "graph_words.h"

#include <inttypes.h>

/* Moves a text into the arena, and clears it. */
static truce_str keep(graph_writer *w, truce_buffer *text) {
    const truce_str kept = truce_arena_str(w->arena, truce_buffer_str(text));
    w->doc->failed = w->doc->failed || text->failed || (text->size > 0 && kept.data == NULL);
    truce_buffer_clear(text);
    return kept;
}

truce_str graph_number(graph_writer *w, uint32_t n) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text, "%" PRIu32, n);
    return keep(w, &text);
}

truce_str graph_maker(graph_writer *w, uint32_t maker) {
    if (w->m->makers != NULL && w->m->makers[maker].size > 0) {
        return w->m->makers[maker];
    }
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text, "maker %" PRIu32, maker);
    return keep(w, &text);
}

truce_str graph_letters(graph_writer *w, truce_graph_state s) {
    truce_buffer text = truce_buffer_new();
    for (uint32_t k = 0; k < w->m->n_options; k++) {
        truce_buffer_byte(&text, (s >> k & 1) != 0 ? 'Y' : 'N');
    }
    return keep(w, &text);
}

/* Names of these options, joined by commas. */
static void add_names(const truce_graph_model *m, uint64_t options, truce_buffer *out) {
    const char *before = "";
    for (; options != 0; options &= options - 1) {
        const uint32_t k = (uint32_t)__builtin_ctzll(options);
        if (m->options[k].name.size > 0) {
            truce_buffer_printf(out, "%s%.*s", before, TRUCE_STR_ARGS(m->options[k].name));
        } else {
            truce_buffer_printf(out, "%soption %" PRIu32, before, k);
        }
        before = ", ";
    }
}

truce_str graph_taken(graph_writer *w, truce_graph_state s) {
    truce_buffer text = truce_buffer_new();
    if (s == 0) {
        return TRUCE_STR("no move taken");
    }
    add_names(w->m, s, &text);
    return keep(w, &text);
}

truce_str graph_taken_kept(graph_writer *w, truce_graph_state s, uint64_t kept) {
    truce_buffer text = truce_buffer_new();
    const truce_str named = graph_taken(w, s & ~kept);
    if (kept == 0) {
        return named;
    }
    const truce_str others = graph_taken(w, kept);
    truce_buffer_printf(&text, "%.*s; with, as %s: %.*s", TRUCE_STR_ARGS(named),
                        graph_supposed(w->a) ? "is supposed" : "the model takes things to stand",
                        TRUCE_STR_ARGS(others));
    return keep(w, &text);
}

static truce_str change(graph_writer *w, truce_graph_state from, truce_graph_state to,
                        const char *takes, const char *gives_up) {
    truce_buffer text = truce_buffer_new();
    if ((to & ~from) != 0) {
        truce_buffer_printf(&text, "%s ", takes);
        add_names(w->m, to & ~from, &text);
    }
    if ((from & ~to) != 0) {
        truce_buffer_printf(&text, "%s%s ", text.size > 0 ? " and " : "", gives_up);
        add_names(w->m, from & ~to, &text);
    }
    return keep(w, &text);
}

truce_str graph_change(graph_writer *w, truce_graph_state from, truce_graph_state to) {
    return change(w, from, to, "takes", "gives up");
}

truce_str graph_changed(graph_writer *w, truce_graph_state from, truce_graph_state to) {
    return change(w, from, to, "took", "gave up");
}

truce_str graph_to_change(graph_writer *w, truce_graph_state from, truce_graph_state to) {
    return change(w, from, to, "take", "give up");
}

truce_str graph_keep(graph_writer *w) {
    const truce_str kept = truce_arena_str(w->arena, truce_buffer_str(&w->text));
    w->doc->failed = w->doc->failed || w->text.failed || (w->text.size > 0 && kept.data == NULL);
    w->text.size = 0;
    return kept;
}

void graph_say_state(graph_writer *w, truce_passage *to, truce_graph_state s) {
    const truce_str letters = graph_letters(w, s);
    const truce_str taken = graph_taken_kept(w, s, w->a->q.kept);
    truce_buffer_printf(&w->text, "State %.*s. %s%.*s.", TRUCE_STR_ARGS(letters),
                        (s & ~w->a->q.kept) != 0 ? "Options taken: " : "Here is ",
                        TRUCE_STR_ARGS(taken));
    graph_say(w, to, graph_keep(w));
}

void graph_say(graph_writer *w, truce_passage *to, truce_str text) {
    (void)truce_document_say(w->doc, to, text, w->a->task.basis);
}

void graph_say_quietly(graph_writer *w, truce_passage *to, truce_str text) {
    truce_document_say(w->doc, to, text, w->a->task.basis)->quiet = true;
}
