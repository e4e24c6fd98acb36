#include "graph_words.h"

#include <inttypes.h>

#include "graph_parts.h"

truce_str graph_maker(const truce_graph_model *m, uint32_t maker, truce_arena *arena) {
    return m->makers != NULL && m->makers[maker].size > 0
               ? m->makers[maker]
               : truce_arena_printf(arena, "maker %" PRIu32, maker);
}

truce_str graph_letters(const truce_graph_model *m, truce_graph_state s, truce_arena *arena) {
    char text[TRUCE_GRAPH_OPTIONS_MAX];
    for (uint32_t k = 0; k < m->n_options; k++) {
        text[k] = (s >> k & 1) != 0 ? 'Y' : 'N';
    }
    return truce_arena_str(arena, (truce_str){text, m->n_options});
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

static truce_str keep(truce_buffer *text, truce_arena *arena) {
    const truce_str kept =
        text->failed ? (truce_str){NULL, 0} : truce_arena_str(arena, truce_buffer_str(text));
    truce_buffer_clear(text);
    return kept;
}

truce_str graph_taken(const truce_graph_model *m, truce_graph_state s, truce_arena *arena) {
    truce_buffer text = truce_buffer_new();
    add_names(m, s, &text);
    if (s == 0) {
        truce_buffer_lit(&text, "nothing");
    }
    return keep(&text, arena);
}

truce_str graph_change(const truce_graph_model *m, truce_graph_state from, truce_graph_state to,
                       truce_arena *arena) {
    truce_buffer text = truce_buffer_new();
    if ((to & ~from) != 0) {
        truce_buffer_lit(&text, "takes ");
        add_names(m, to & ~from, &text);
    }
    if ((from & ~to) != 0) {
        truce_buffer_add(&text,
                         text.size > 0 ? TRUCE_STR(" and gives up ") : TRUCE_STR("gives up "));
        add_names(m, from & ~to, &text);
    }
    return keep(&text, arena);
}

truce_str graph_keep(graph_writer *w) {
    const truce_str kept = truce_arena_str(w->arena, truce_buffer_str(&w->text));
    w->doc->failed = w->doc->failed || w->text.failed || kept.data == NULL;
    w->text.size = 0;
    return kept;
}

void graph_say(graph_writer *w, truce_passage *to, truce_str text) {
    (void)truce_document_say(w->doc, to, text, w->a->task.basis);
}

void graph_say_quietly(graph_writer *w, truce_passage *to, truce_str text) {
    truce_document_say(w->doc, to, text, w->a->task.basis)->quiet = true;
}
