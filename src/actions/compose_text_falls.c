/* What reopens if a clause falls, the nearest first, each with its reason. */
#include "text_parts.h"

#include "truce/text/falls.h"

static void add_fall(const text_page *p, truce_row *row, const truce_fall *fall) {
    composer *const k = p->k;
    truce_passage *passage = truce_document_cell(&k->doc, &row->cells[0]);
    text_clause_name(p, fall->clause);
    (void)text_say(p, passage, TRUCE_SPAN_STRONG, &p->c->clauses[fall->clause]);
    passage = truce_document_cell(&k->doc, &row->cells[1]);
    text_clause_name(p, fall->with);
    (void)text_compute(p, passage, TRUCE_SPAN_PLAIN, "the clause with which it reopens");
    passage = truce_document_cell(&k->doc, &row->cells[2]);
    if (fall->why == TRUCE_FALLS_CONDITION) {
        const truce_plan *const standing = &p->c->standings[fall->record];
        text_names(p, standing->top.by);
        truce_buffer_lit(&k->text, ": ");
        text_standing(p, standing);
        (void)text_say(p, passage, TRUCE_SPAN_PLAIN, standing);
    } else if (fall->why == TRUCE_FALLS_WITH) {
        truce_buffer_lit(&k->text, "its record says that it reopens with that clause");
        (void)text_say(p, passage, TRUCE_SPAN_PLAIN, &p->c->clauses[fall->record]);
    } else {
        const truce_link *const link = &p->c->links[fall->record];
        phrase_item(&k->text, p->c, &link->a);
        truce_buffer_printf(&k->text, " %s ",
                            link->kind == TRUCE_LINK_REQUIRES ? "requires" : "affects");
        phrase_item(&k->text, p->c, &link->b);
        truce_sentence *const s =
            text_compute(p, passage, TRUCE_SPAN_PLAIN, "a link between issues they are about");
        for (uint32_t i = 0; i < link->from.n; i++) {
            const uint32_t claim = truce_case_find(p->c, TRUCE_KIND_CLAIM, link->from.at[i]);
            if (k->scope.in[claim]) {
                truce_sentence_claim(&k->doc, s, claim_name(p->c, claim));
            }
        }
    }
}

truce_status compose_text_falls(const text_page *p, truce_error *err) {
    static const truce_column columns[] = {
        {{"Reopens", 7}, 26}, {{"With", 4}, 24}, {{"Because", 7}, 50}};
    composer *const k = p->k;
    truce_falls falls;
    const truce_status status = truce_falls_find(&p->d, p->falls, k->arena, &falls, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_buffer_lit(&k->text, "If this falls: ");
    text_clause_name(p, p->falls);
    const truce_str title = compose_keep(k);
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("text-falls"), title);
    truce_buffer_printf(&k->text, "%u other clause%s reopen%s.", falls.n, falls.n == 1 ? "" : "s",
                        falls.n == 1 ? "s" : "");
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    (void)text_compute(p, passage, TRUCE_SPAN_STRONG,
                       "conditions that hold, lines `reopens with`, and links between issues");
    if (p->d.drafts[p->d.clauses[p->falls].draft].indivisible) {
        truce_buffer_lit(&k->text, "And nothing is agreed until everything is agreed: as long as "
                                   "one clause is open, none is binding.");
        (void)text_say(p, passage, TRUCE_SPAN_PLAIN, &p->c->drafts[p->d.clauses[p->falls].draft]);
    }
    if (falls.n == 0) {
        return TRUCE_OK;
    }
    truce_block *const table = truce_document_table(&k->doc, TRUCE_STR("The nearest first"),
                                                    columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < falls.n; i++) {
        add_fall(p, truce_document_row(&k->doc, table), &falls.at[i]);
    }
    return TRUCE_OK;
}
