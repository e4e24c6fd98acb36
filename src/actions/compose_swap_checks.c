/* What does not add up in an exchange, each thing with its places; totals side by side. */
#include "compose_swap_parts.h"

enum { FINDINGS_SHOWN = 60, TOTALS_SHOWN = 60 };

static const char *const adds_up = "the numbers of the record, compared with each other";

static bool is_total(const truce_exchange_finding *f) {
    return f->kind == TRUCE_EXCHANGE_TOTAL || f->kind == TRUCE_EXCHANGE_TOTALS;
}

static void add_findings(composer *k, const swap *s) {
    truce_block *list = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->x.n_found; i++) {
        const truce_exchange_finding *const f = &s->x.found[i];
        if (is_total(f) || ++n > FINDINGS_SHOWN) {
            continue;
        }
        list = list != NULL ? list : truce_document_list(&k->doc);
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        truce_str_of(swap_finding_name(f->kind)));
        swap_finding(&k->text, k, s, f);
        (void)say(k, item, adds_up);
        lit(k, "(");
        swap_place(&k->text, k, s, f);
        lit(k, ")");
        (void)mute(k, item, "where the record says it");
    }
    add_rest(k, n, FINDINGS_SHOWN, "things");
}

static void add_total(composer *k, const swap *s, truce_row *row, uint32_t i) {
    const truce_plan_line *const line = s->totals[i];
    const truce_exchange_stated *const stated = &s->x.totals[i];
    bool any = false;
    number(k, s->deal.totals[i].value);
    cell(k, row, 0, TRUCE_SPAN_STRONG, "as stated");
    for (uint32_t c = 0; c < line->claims.n; c++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[c]);
        if (claim == TRUCE_NONE || !k->scope.in[claim]) {
            continue;
        }
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, &row->cells[1]));
        phrase_speakers(&k->text, k->c, &k->c->claims[claim]);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
        any = true;
    }
    if (!any) {
        lit(k, "this case's author");
        cell(k, row, 1, TRUCE_SPAN_PLAIN, "the record of the exchange names no claim");
    }
    if (stated->agrees) {
        lit(k, "the same");
    } else {
        number(k, stated->difference < 0 ? -stated->difference : stated->difference);
        lit(k, stated->difference < 0 ? " fewer" : " more");
    }
    cell(k, row, 2, stated->agrees ? TRUCE_SPAN_MUTED : TRUCE_SPAN_PLAIN, adds_up);
}

static void add_total_places(composer *k, const swap *s) {
    lit(k, "(");
    for (uint32_t i = 0; i < s->deal.n_totals && i < TOTALS_SHOWN; i++) {
        lit(k, i > 0 ? "; " : "");
        swap_line_says(&k->text, k, s, s->totals[i]);
        lit(k, " at ");
        swap_line_where(&k->text, k, s, s->totals[i]);
    }
    lit(k, ")");
    (void)mute(k, truce_document_paragraph(&k->doc), "where the record says it");
}

static void add_totals(composer *k, const swap *s) {
    if (s->deal.n_totals == 0) {
        return;
    }
    lit(k, "Beside the ");
    swap_amount(&k->text, s->x.due);
    lit(k, " of the tables below");
    const truce_column columns[] = {
        {TRUCE_STR("In return"), 18}, {TRUCE_STR("Stated by"), 48}, {compose_keep(k), 34}};
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Totals as they are stated, side by side"), columns,
                             sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->deal.n_totals && i < TOTALS_SHOWN; i++) {
        add_total(k, s, truce_document_row(&k->doc, table), i);
    }
    add_rest(k, s->deal.n_totals, TOTALS_SHOWN, "totals");
    add_total_places(k, s);
}

/* The first tranche that is released on the day on which the truce is over already. */
static void add_late_place(composer *k, const swap *s, truce_passage *passage) {
    for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
        const truce_exchange_span *const span = &s->days.spans[t];
        if (span->first != TRUCE_EXCHANGE_UNKNOWN && span->first <= s->days.late_from &&
            s->days.late_from <= span->last) {
            lit(k, "(");
            swap_line_says(&k->text, k, s, s->tranches[t]);
            lit(k, " at ");
            swap_line_where(&k->text, k, s, s->tranches[t]);
            lit(k, ")");
            (void)mute(k, passage, "where the record says it");
            return;
        }
    }
}

void swap_checks(composer *k, const swap *s) {
    const bool late =
        s->unlaid.size == 0 && s->days.late_from != TRUCE_EXCHANGE_UNKNOWN && s->phase != NULL;
    heading(k, s, "checks", "What does not add up");
    if (s->x.n_found == 0 && !late) {
        lit(k, "Nothing: tranches, categories, classes and stated totals agree.");
        (void)say(k, truce_document_paragraph(&k->doc), adds_up);
    }
    add_totals(k, s);
    add_findings(k, s);
    if (late) {
        lit(k, "On ");
        swap_date(&k->text, s, s->days.late_from);
        lit(k, " somebody is to be released when the truce, with what it was made longer until "
               "then, is over.");
        truce_passage *const passage = truce_document_paragraph(&k->doc);
        (void)say(k, passage, "days of the tranches, quotas, and the phase they fall in");
        add_late_place(k, s, passage);
    }
}
