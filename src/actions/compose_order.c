/* The order of steps on paper: what is demanded of it, and whether all of that can be kept. */
#include "compose_order.h"

enum { DEMANDS_SHOWN = 40, LOOPS_SHOWN = 6, SHORT_LOOPS = 2, SHORT_CUTS = 3 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

void order_line(composer *k, truce_passage *passage, truce_span_style style, const char *basis) {
    truce_sentence *const sentence = truce_document_line(&k->doc, passage);
    truce_sentence_add(&k->doc, sentence, style, compose_keep(k));
    sentence->basis = truce_str_of(basis);
    sentence->quiet = true;
}

/* ---- what is demanded ---- */

static void add_demands(composer *k, const sequenced *s) {
    static const truce_column columns[] = {
        {{"By whom", 7}, 20}, {{"First", 5}, 30}, {{"Then", 4}, 30}, {{"How it is known", 15}, 20}};
    const uint32_t first = s->steps.rules.n - s->steps.n_orders;
    if (s->steps.n_orders == 0) {
        return;
    }
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Demands and intentions that stand"), columns,
                             sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->steps.n_orders && i < DEMANDS_SHOWN; i++) {
        const truce_order_rule *const r = &s->steps.rules.at[first + i];
        const truce_position *const p = sequence_position(k, s->steps.said[first + i]);
        truce_row *const row = truce_document_row(&k->doc, table);
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_byte(&k->text, ' ');
        phrase_position_stance(&k->text, p);
        say(k, truce_document_cell(&k->doc, &row->cells[0]), "positions on order that stand");
        plan_thing_says(k, &s->steps.things[r->before]);
        say(k, truce_document_cell(&k->doc, &row->cells[1]), "positions on order that stand");
        truce_buffer_printf(&k->text, "%s", r->together ? "at the same time: " : "");
        plan_thing_says(k, &s->steps.things[r->after]);
        phrase_condition(&k->text, k->c, p->demand->condition);
        say(k, truce_document_cell(&k->doc, &row->cells[2]), "positions on order that stand");
        truce_sentence *const known =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, &row->cells[3]));
        phrase_speakers(&k->text, k->c, &k->c->claims[p->evidence[0].claim]);
        truce_sentence_add(&k->doc, known, TRUCE_SPAN_PLAIN, compose_keep(k));
        sequence_cite(k, s, known, s->steps.said[first + i]);
    }
    if (s->steps.n_orders > DEMANDS_SHOWN) {
        truce_buffer_printf(&k->text, "And %u more: truce sequence --json has all.",
                            s->steps.n_orders - DEMANDS_SHOWN);
        say(k, truce_document_paragraph(&k->doc), "the first of them are shown");
    }
}

/* What is offered, refused or set aside of the order: shown, and not weighed. */
static void add_aside(composer *k, const sequenced *s) {
    if (s->steps.n_aside == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("order-aside"),
                                 TRUCE_STR("Said of the order, and not insisted on"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < s->steps.n_aside && i < DEMANDS_SHOWN; i++) {
        const truce_position *const p = &k->matrix.positions[s->steps.aside[i]];
        truce_sentence *const sentence = truce_document_sentence(
            &k->doc, truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                         k->c->actors[p->actor].head.title));
        phrase_position_stance(&k->text, p);
        truce_buffer_lit(&k->text, ": ");
        phrase_demand(&k->text, k->c, p->demand, true);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        if (p->superseded) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION,
                                 TRUCE_STR("set aside by a later one"));
        }
        sequence_cite(k, s, sentence, (order_said){s->steps.aside[i], NULL, NULL});
    }
}

/* ---- all ---- */

/* Whether every loop that is listed holds something that is our own reading. */
static bool all_by_reading(const composer *k, const sequenced *s) {
    bool all = s->ordering.n_knots > 0;
    for (uint32_t i = 0; i < s->ordering.n_knots && all; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        for (uint32_t n = 0; n < knot->n_loops && all; n++) {
            bool read = false;
            for (uint32_t l = 0; l < knot->loops[n].n && !read; l++) {
                const truce_position *const p =
                    sequence_position(k, s->steps.said[knot->loops[n].at[l].rule]);
                read = p != NULL && p->inferred;
            }
            all = read;
        }
    }
    return all;
}

void compose_order_verdict(composer *k, truce_passage *passage, const sequenced *s) {
    const truce_ordering *const o = &s->ordering;
    if (s->steps.rules.n == 0) {
        truce_buffer_lit(&k->text, "Nobody says anything of the order of steps.");
    } else if (o->feasible) {
        truce_buffer_printf(&k->text, "All that is said of the order of steps can be kept%s.",
                            s->steps.n_orders == 0       ? "; nobody demands any of it"
                            : order_against_days(s) == 0 ? ""
                                                         : ", but not on the days that are set");
    } else if (o->contradictory) {
        truce_buffer_lit(&k->text,
                         "The plan contradicts itself: lines of it run in a loop, so that "
                         "no order keeps them all.");
    } else {
        truce_buffer_lit(&k->text, "What is demanded of the order of steps cannot all be kept: the "
                                   "demands run in a loop, in which each step waits for another "
                                   "and none can be the first.");
    }
    say(k, passage, "the positions on order that stand, and the lines of the plan");
    if (!o->feasible && all_by_reading(k, s)) {
        truce_buffer_lit(&k->text, "Each loop found holds a demand that is our own reading: nobody "
                                   "states it.");
        say(k, passage, "positions that are inferred");
    }
    if (s->timed && !s->times.consistent) {
        truce_buffer_printf(&k->text, "%s days that are set cannot all be kept%s.",
                            o->feasible ? "But the" : "The", o->feasible ? "" : " either");
        say(k, passage, "the days and dates of the plan");
    }
}

void compose_order(composer *k, const sequenced *s) {
    compose_order_verdict(k, truce_document_paragraph(&k->doc), s);
    if (order_against_days(s) > 0) {
        truce_buffer_lit(&k->text, "The days that the plan sets do not allow what is demanded:");
        say(k, truce_document_paragraph(&k->doc), "the days and dates of the plan");
        order_days(k, s);
    }
    if (s->steps.n_orders > 0) {
        (void)truce_document_heading(&k->doc, 3, TRUCE_STR("demanded"),
                                     TRUCE_STR("What is demanded of the order"));
    }
    add_demands(k, s);
    add_aside(k, s);
    if (!s->ordering.feasible) {
        order_loops(k, s, LOOPS_SHOWN);
        order_hanging(k, s);
        if (!s->ordering.contradictory) {
            order_cuts(k, s);
            order_ways(k, s);
        }
    }
    if (k->c->n_steps > 0) {
        (void)truce_document_heading(&k->doc, 3, TRUCE_STR("steps"), TRUCE_STR("The steps"));
    }
    order_steps(k, s);
}

void compose_order_short(composer *k, const sequenced *s) {
    compose_order_verdict(k, truce_document_paragraph(&k->doc), s);
    if (s->ordering.feasible) {
        return;
    }
    order_loops(k, s, SHORT_LOOPS);
    const truce_order_knot *const knot = &s->ordering.knots[0];
    if (knot->n_cuts > 0) {
        truce_buffer_lit(&k->text, "The fewest demands to give up, or to change: one of these.");
        say(k, truce_document_paragraph(&k->doc), "minimal sets of demands that break the loops");
        truce_block *const list = truce_document_list(&k->doc);
        for (uint32_t n = 0; n < knot->n_cuts && n < SHORT_CUTS; n++) {
            order_cut(k, s, list, 0, &knot->cuts[n], false);
        }
    }
    truce_buffer_lit(&k->text,
                     "truce sequence has all, with other ways out and who would be exposed.");
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED, compose_keep(k),
                          "this is the short form");
}
