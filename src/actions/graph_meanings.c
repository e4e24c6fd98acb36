/* What the concepts that were asked about mean. */
#include <inttypes.h>

#include "graph_parts.h"
#include "graph_words.h"

static truce_str meaning(graph_writer *w, const graph_concept *c) {
    static const char *const basic[] = {
        "no move of one's own gains anything.",
        "each gain can be answered by others, after which who moved is no better off than before; "
        "those who answer need not gain by it.",
        "each gain can be answered by others, after which who moved is no better off than before, "
        "and no further move of its own helps it.",
        "each gain can be answered by moves with which those who answer gain themselves.",
        "each gain can be answered by moves with which those who answer gain themselves, and no "
        "further move of its own helps who moved.",
        "others who move at the same time, to gain themselves, would leave who moved no better "
        "off than before."};
    switch (c->kind) {
    case GRAPH_BASIC:
        return truce_str_of(basic[c->basic]);
    case GRAPH_METARATIONAL:
        truce_buffer_printf(&w->text,
                            "looking %" PRIu32 " move%s ahead: the gain, an answer, a move of "
                            "one's own, and so on.",
                            c->moves, c->moves == 1 ? "" : "s");
        return graph_keep(w);
    case GRAPH_LIMITED:
        truce_buffer_printf(&w->text,
                            "each of the two foresees %" PRIu32 " move%s and what the other would "
                            "do, and does its best by that.",
                            c->moves, c->moves == 1 ? "" : "s");
        return graph_keep(w);
    case GRAPH_NONMYOPIC:
        break;
    }
    return TRUCE_STR(
        "each of the two foresees many moves and does its best by that: as with l1, l2 and so "
        "on, for every number from some number on.");
}

void graph_meanings_document(graph_writer *w) {
    const graph_question *const q = &w->a->q;
    (void)truce_document_heading(w->doc, 2, TRUCE_STR("words"), TRUCE_STR("What the words mean"));
    truce_block *const list = truce_document_list(w->doc);
    for (uint32_t k = 0; k < q->n_concepts; k++) {
        truce_passage *const item = truce_document_item(w->doc, list, (truce_str){NULL, 0},
                                                        truce_str_of(q->concepts[k].key));
        graph_say_quietly(w, item, meaning(w, &q->concepts[k]));
    }
}
