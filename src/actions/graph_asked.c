/* Who is asked: of whom nobody states what it prefers, nothing can be told. */
#include "graph_words.h"

#define NOT_KNOWN "Nobody states what %s: whether %s would stay is not known. %s moves are held."

bool graph_is_asked(const graph_answer *a, uint32_t maker) {
    const uint64_t own = truce_graph_own(a->task.model, maker);
    return own == 0 || (own & ~a->task.unstated) != 0;
}

static uint32_t count(const graph_answer *a) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->model.n_makers; i++) {
        n += !graph_is_asked(a, i);
    }
    return n;
}

const char *graph_everybody(const graph_answer *a) {
    const uint32_t n = count(a);
    return n == 0                  ? "Everybody"
           : n < a->model.n_makers ? "Everybody whose preferences are stated"
                                   : NULL;
}

void graph_not_asked_document(graph_writer *w, truce_block *list) {
    const uint32_t n = count(w->a);
    bool any = false;
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        if (!graph_is_asked(w->a, i)) {
            const truce_str name = graph_maker(w, i);
            truce_buffer_printf(&w->text, "%s%.*s", any ? ", " : "", TRUCE_STR_ARGS(name));
            any = true;
        }
    }
    if (!any) {
        return;
    }
    const truce_str who = graph_keep(w);
    truce_passage *const item = truce_document_item(w->doc, list, (truce_str){NULL, 0}, who);
    truce_buffer_printf(&w->text, NOT_KNOWN, n == 1 ? "it prefers" : "they prefer",
                        n == 1 ? "it" : "they", n == 1 ? "Its" : "Their");
    graph_say_quietly(w, item, graph_keep(w));
}

void graph_not_asked_json(const graph_answer *a, truce_json *json) {
    if (count(a) == 0) {
        return;
    }
    truce_json_key(json, "not_asked");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < a->model.n_makers; i++) {
        if (!graph_is_asked(a, i)) {
            truce_json_int(json, i);
        }
    }
    truce_json_close(json);
}
