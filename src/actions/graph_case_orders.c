/* An order in words: what its lines put first. */
#include "graph_case.h"
#include "truce/case/logic.h"

enum { LINES_SHOWN = 12 };

bool graph_case_has(const truce_plan *record, truce_plan_kind kind) {
    for (uint32_t i = 0; i < record->n_lines; i++) {
        if (record->lines[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void add_outcome(const graph_case *g, truce_refs moves) {
    for (uint32_t i = 0; i < moves.n; i++) {
        truce_buffer_add(&g->k->text, i > 0 ? TRUCE_STR(", ") : TRUCE_STR(""));
        truce_buffer_add(&g->k->text, truce_case_name(g->c, moves.at[i].symbol));
    }
    if (moves.n == 0) {
        truce_buffer_lit(&g->k->text, "nothing");
    }
}

static const char *begin_of(const truce_plan *order) {
    return graph_case_has(order, TRUCE_PLAN_PREFERS) ? "the most important first: "
           : graph_case_has(order, TRUCE_PLAN_RANKS)
               ? "outcomes by what is done in them, the best first: "
               : "what each move counts: ";
}

/* The lines that order, as many as fit; how many there are. */
static uint32_t add_order_lines(const graph_case *g, const truce_plan *order) {
    truce_buffer *const text = &g->k->text;
    uint32_t n = 0;
    for (uint32_t i = 0; i < order->n_lines; i++) {
        const truce_plan_line *const line = &order->lines[i];
        const bool shown = n < LINES_SHOWN;
        if (line->kind == TRUCE_PLAN_STRONG && shown) {
            truce_buffer_add(text, truce_str_of(line->number.place == 0 ? " (strong so far)"
                                                                        : "; strong from "));
            if (line->number.place != 0) {
                truce_buffer_printf(text, "%lld", (long long)line->number.low.units);
            }
        }
        if (line->kind != TRUCE_PLAN_PREFERS && line->kind != TRUCE_PLAN_RANKS &&
            line->kind != TRUCE_PLAN_EQUALS && line->kind != TRUCE_PLAN_WEIGHS) {
            continue;
        }
        n++;
        if (!shown) {
            continue;
        }
        truce_buffer_add(text, truce_str_of(n == 1                            ? ""
                                            : line->kind == TRUCE_PLAN_EQUALS ? " = "
                                                                              : "; "));
        if (line->kind == TRUCE_PLAN_PREFERS) {
            truce_logic_write(g->c, line->logic, text);
        } else if (line->kind == TRUCE_PLAN_WEIGHS) {
            const truce_str move = truce_case_name(g->c, line->what.symbol);
            truce_buffer_printf(text, "%.*s %+lld", TRUCE_STR_ARGS(move),
                                (long long)line->number.low.units);
        } else {
            add_outcome(g, line->names);
        }
    }
    return n;
}

static void add_order_rest(const graph_case *g, const truce_plan *order) {
    static const char *const attitudes[] = {
        "", "wishes well: ", "neither well nor ill: ", "wishes ill: "};
    truce_buffer *const text = &g->k->text;
    for (uint32_t i = 0; i < order->n_lines; i++) {
        const truce_plan_line *const line = &order->lines[i];
        if (line->kind == TRUCE_PLAN_UNKNOWN) {
            truce_buffer_lit(text, " Not known: ");
            truce_logic_write(g->c, line->logic, text);
            truce_buffer_lit(text, " against ");
            truce_logic_write(g->c, line->other, text);
            truce_buffer_byte(text, '.');
        } else if (line->kind == TRUCE_PLAN_TOWARD) {
            const truce_str who = phrase_actor(g->c, line->what);
            truce_buffer_printf(text, " It %s%.*s.", attitudes[line->attitude],
                                TRUCE_STR_ARGS(who));
        }
    }
}

void graph_case_add_order(const graph_case *g, const truce_plan *order) {
    truce_buffer *const text = &g->k->text;
    const truce_str name = truce_case_name(g->c, order->head.name);
    const truce_str by = graph_case_who(g->c, order->top.author);
    truce_buffer_printf(text, "%.*s by %.*s%s, %s", TRUCE_STR_ARGS(name), TRUCE_STR_ARGS(by),
                        graph_case_by(g, order), begin_of(order));
    const uint32_t n = add_order_lines(g, order);
    if (n > LINES_SHOWN) {
        truce_buffer_printf(text, "; and %u more", n - LINES_SHOWN);
    }
    truce_buffer_byte(text, '.');
    add_order_rest(g, order);
}
