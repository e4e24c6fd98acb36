/* Where demands run in a loop, and what hangs on it. */
#include "compose_order.h"

enum { HANGING_SHOWN = 12 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void add_loop(composer *k, const sequenced *s, truce_block *list,
                     const truce_order_loop *loop) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    for (uint32_t i = 0; i < loop->n; i++) {
        truce_sentence *const sentence =
            i == 0 ? truce_document_sentence(&k->doc, item) : truce_document_line(&k->doc, item);
        sequence_rule_says(k, s, loop->at[i].rule);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        if (s->steps.said[loop->at[i].rule].position == TRUCE_NONE) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("the plan"));
        }
        sequence_cite(k, s, sentence, s->steps.said[loop->at[i].rule]);
    }
    truce_buffer_lit(&k->text, "So ");
    sequence_quote(k, s, loop->at[0].from);
    truce_buffer_lit(&k->text, " would have to come before itself.");
    order_line(k, item, TRUCE_SPAN_MUTED, "each goes on where the one before it ends");
}

/* Demands that tie a step of a loop to one that is on none: they wait with it. */
void order_hanging(composer *k, const sequenced *s) {
    uint32_t *const knot =
        truce_arena_zero(k->arena, (size_t)s->steps.n_things + 1, sizeof *knot); /* from 1 */
    uint32_t n = 0;
    truce_block *list = NULL;
    if (knot == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        for (uint32_t t = 0; t < s->ordering.knots[i].steps.n; t++) {
            knot[s->ordering.knots[i].steps.at[t]] = i + 1;
        }
    }
    for (uint32_t r = s->steps.rules.n - s->steps.n_orders; r < s->steps.rules.n; r++) {
        const truce_order_rule *const rule = &s->steps.rules.at[r];
        if (knot[rule->before] == knot[rule->after]) {
            continue;
        }
        if (n++ == 0) {
            truce_buffer_lit(&k->text, "These hang on it: they tie another step to one of a loop, "
                                       "before it or behind it.");
            say(k, truce_document_paragraph(&k->doc), "demands with one end in a loop");
            list = truce_document_list(&k->doc);
        }
        if (n <= HANGING_SHOWN) {
            truce_sentence *const sentence = truce_document_sentence(
                &k->doc,
                truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
            sequence_rule_says(k, s, r);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
            sequence_cite(k, s, sentence, s->steps.said[r]);
        }
    }
    if (n > HANGING_SHOWN) {
        truce_buffer_printf(&k->text, "And %u more: truce sequence --json has all.",
                            n - HANGING_SHOWN);
        say(k, truce_document_paragraph(&k->doc), "the first of them are shown");
    }
}

void order_loops(composer *k, const sequenced *s, uint32_t most) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("loops"),
                                 TRUCE_STR("Where each waits for the other"));
    truce_block *const list = truce_document_list(&k->doc);
    uint32_t left = 0;
    uint32_t shown = 0;
    bool covered = true;
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        covered = covered && knot->covered;
        for (uint32_t n = 0; n < knot->n_loops; n++) {
            if (shown < most) {
                add_loop(k, s, list, &knot->loops[n]);
                shown++;
            } else {
                left++;
            }
        }
    }
    if (left > 0 || !covered) {
        truce_buffer_printf(&k->text, "There are more such loops; the shortest are shown%s.",
                            left > 0 ? ", and truce sequence --json has more" : "");
        say(k, truce_document_paragraph(&k->doc), "the shortest loops through each demand");
    }
}
