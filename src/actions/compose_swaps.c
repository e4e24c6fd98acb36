/* Each exchange on paper: what it comes to, what does not add up, then the tables it follows from.
 * What is stated is told with its claims; what is counted, with the rule it was counted by. */
#include "compose_swap_parts.h"

enum { CLASSES_SHOWN = 200, FIGURES_SHOWN = 12 };

/* Those who are released in tranches; without any, all. */
static int64_t released(const swap *s) {
    return s->deal.n_tranches > 0 ? s->x.steps[s->deal.n_tranches - 1].persons_so_far
                                  : s->x.persons.number;
}

/* ---- what it comes to ---- */

static void add_classes_due(composer *k, const swap *s, truce_passage *passage) {
    bool any = false;
    for (uint32_t i = 0; i < s->deal.n_classes && i < CLASSES_SHOWN; i++) {
        if (s->x.pools[i].due.number > 0) {
            lit(k, any ? "; " : "Of these, ");
            str(k, swap_class(k, s, i));
            lit(k, ": ");
            swap_amount(&k->text, s->x.pools[i].due);
            any = true;
        }
    }
    if (any && s->x.any.number > 0) {
        lit(k, "; any class: ");
        swap_amount(&k->text, s->x.any);
    }
    if (any) {
        lit(k, ".");
        (void)say(k, passage, "what is due for one of each category, by class");
    }
}

static void add_author(composer *k, const swap *s, truce_passage *passage) {
    bool cited = false;
    for (uint32_t i = 0; s->from != NULL && i < s->from->claims.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, s->from->claims.at[i]);
        cited = cited || (claim != TRUCE_NONE && k->scope.in[claim]);
    }
    lit(k, cited
               ? "The plan is that of this case's author, and rests on the claims named here; no "
                 "number is added to it."
               : "The plan is that of this case's author, who names no claim for it; no number is "
                 "added to it.");
    (void)mute(k, passage, "the record of the exchange");
    for (uint32_t i = 0; i < s->plan->head.n_notes; i++) {
        (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED, s->plan->head.notes[i].text,
                              "note of whoever keeps the case");
    }
}

static void add_phase(composer *k, const swap *s, int64_t length) {
    enum { SHOWN_MAX = 1000000 }; /* days: longer ones have no date that anybody reads */
    lit(k, ". Phase ");
    number(k, s->phase->number.low.units);
    truce_buffer_printf(&k->text, " of \xE2\x80\x9C%.*s\xE2\x80\x9D, ",
                        TRUCE_STR_ARGS(s->agreement->head.title));
    number(k, s->deal.days);
    lit(k, s->deal.days == 1 ? " day from " : " days from ");
    swap_date(&k->text, s, 0);
    lit(k, ", would then last ");
    number(k, length);
    lit(k, " days");
    if (length <= SHOWN_MAX) {
        lit(k, ", to ");
        swap_date(&k->text, s, length - 1);
    }
    for (uint32_t i = 0; i < s->agreement->n_lines; i++) {
        const truce_plan_line *const line = &s->agreement->lines[i];
        if (line->kind == TRUCE_PLAN_ROLLS &&
            line->number.low.units == s->phase->number.low.units) {
            lit(k, "; the agreement has it go on while ");
            str(k, line->text);
        }
    }
}

static void add_length(composer *k, const swap *s, truce_passage *passage) {
    int64_t more = 0;
    if (s->extends == NULL || __builtin_mul_overflow(released(s) / s->extends->number.low.units,
                                                     s->extends->days.low.units, &more)) {
        return;
    }
    lit(k, "For each ");
    number(k, s->extends->number.low.units);
    lit(k, " released the truce is ");
    number(k, s->extends->days.low.units);
    lit(k, s->extends->days.low.units == 1 ? " day longer: " : " days longer: ");
    number(k, more);
    lit(k, more == 1 ? " day for " : " days for ");
    number(k, released(s));
    if (s->phase != NULL && s->x.length != TRUCE_EXCHANGE_UNKNOWN) {
        add_phase(k, s, s->x.length);
    }
    lit(k, ".");
    (void)say(
        k, passage,
        "the rule of extension; the phase of the one agreement between the two sides in which "
        "the first dated tranche falls");
}

static void add_lead(composer *k, const swap *s) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    if (s->refused.size > 0) {
        lit(k, "This exchange cannot be counted: ");
        str(k, s->refused);
        lit(k, ".");
        (void)say(k, passage, "the bounds of the count");
        lit(k, "(");
        swap_line_says(&k->text, k, s, &s->plan->top);
        lit(k, " at ");
        swap_line_where(&k->text, k, s, &s->plan->top);
        lit(k, ")");
        (void)mute(k, passage, "where the record says it");
        return;
    }
    swap_whole(&k->text, k, s);
    swap_cite(k, compose_quietly(k, passage, TRUCE_SPAN_STRONG, compose_keep(k), swap_whole_basis),
              s->from);
    add_classes_due(k, s, passage);
    add_length(k, s, passage);
    if (s->n_opens > 0) {
        number(k, s->n_opens);
        lit(k, s->n_opens == 1 ? " thing is left open; it stands at the end."
                               : " things are left open; they stand at the end.");
        (void)say(k, passage, "the record of the exchange");
    }
    add_author(k, s, truce_document_paragraph(&k->doc));
}

/* ---- what is left open ---- */

static void add_open(composer *k, truce_block **list) {
    *list = *list != NULL ? *list : truce_document_list(&k->doc);
    truce_passage *const item =
        truce_document_item(&k->doc, *list, (truce_str){NULL, 0}, TRUCE_STR("open"));
    (void)say(k, item, "the record of the exchange");
}

static void add_opens(composer *k, const swap *s) {
    truce_block *list = NULL;
    uint32_t unknown = 0;
    for (uint32_t i = 0; i < s->deal.n_tranches; i++) {
        unknown += s->tranches[i]->when.text.size == 0 && s->tranches[i]->what.symbol == 0;
    }
    bool any = s->n_opens > 0 || unknown > 0;
    for (uint32_t i = 0; i < s->deal.n_classes; i++) {
        any = any || s->deal.classes[i].size == TRUCE_EXCHANGE_UNKNOWN;
    }
    for (uint32_t i = 0; i < s->deal.n_categories; i++) {
        any = any || s->deal.categories[i].ratio.open;
    }
    if (!any) {
        return;
    }
    heading(k, s, "open", "What is left open");
    for (uint32_t i = 0; i < s->n_opens; i++) {
        str(k, s->opens[i]->text);
        add_open(k, &list);
    }
    for (uint32_t i = 0; i < s->deal.n_categories; i++) {
        if (s->deal.categories[i].ratio.open) {
            lit(k, "what is due for ");
            str(k, swap_category(k, s, i));
            add_open(k, &list);
        }
    }
    for (uint32_t i = 0; i < s->deal.n_classes; i++) {
        if (s->deal.classes[i].size == TRUCE_EXCHANGE_UNKNOWN) {
            lit(k, "how many there are of ");
            str(k, swap_class(k, s, i));
            add_open(k, &list);
        }
    }
    if (unknown > 0) {
        lit(k, "when ");
        number(k, unknown);
        lit(k, unknown == 1 ? " tranche is released" : " tranches are released");
        add_open(k, &list);
    }
}

/* Nothing to count; what is wanted may be reported all the same. */
void compose_no_swap(composer *k) {
    enum { SHOWN = 4 };
    uint32_t n = 0;
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    lit(k, "The case has no exchange that is counted here.");
    (void)say(k, passage, "the case's list of exchanges");
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        const truce_issue *const issue = &k->c->issues[i];
        if (issue->topic == TRUCE_TOPIC_EXCHANGE && n++ < SHOWN) {
            lit(k, "What is reported on ");
            str(k, issue->head.title);
            lit(k, ": truce matrix --issue ");
            str(k, truce_case_name(k->c, issue->head.name));
            lit(k, "; what is not said on it: truce gaps --issue ");
            str(k, truce_case_name(k->c, issue->head.name));
            lit(k, ".");
            mute(k, passage, "the issues whose topic is exchange")->join = TRUCE_JOIN_LINE;
        }
    }
    if (n > SHOWN) {
        lit(k, "And ");
        number(k, (int64_t)(n - SHOWN));
        lit(k, " more issues of exchange.");
        mute(k, passage, "the issues whose topic is exchange")->join = TRUCE_JOIN_LINE;
    }
}

void compose_swaps(composer *k, const swaps *all) {
    if (all->n == 0) {
        (void)truce_document_heading(&k->doc, 2, TRUCE_STR("exchange"), TRUCE_STR("Exchanges"));
        compose_no_swap(k);
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const swap *const s = &all->at[i];
        truce_buffer_printf(&k->text, "exchange-%.*s",
                            TRUCE_STR_ARGS(truce_case_name(k->c, s->plan->head.name)));
        const truce_str id = compose_keep(k);
        (void)truce_document_heading(&k->doc, 2, id, s->plan->head.title);
        add_lead(k, s);
        if (s->refused.size == 0) {
            swap_checks(k, s);
            k->failed = k->failed || (i < FIGURES_SHOWN && !swap_figure(k, s));
            swap_tranche_table(k, all, s);
            swap_class_table(k, s);
            swap_move_table(k, s);
            swap_day_table(k, s);
            add_opens(k, s);
        }
    }
}
