/* Each exchange on paper: what it comes to, what does not add up, then the tables it follows from.
 * What is stated is told with its claims; what is counted, with the rule it was counted by. */
#include "swaps.h"

enum {
    DAYS_SHOWN = 60,
    TRANCHES_SHOWN = 200,
    CATEGORIES_SHOWN = 8,
    FINDINGS_SHOWN = 60,
    FIGURES_SHOWN = 12
};
enum { CLASSES_SHOWN = 200, TOTALS_SHOWN = 60 };

/* ---- pieces ---- */

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

static void str(composer *k, truce_str text) {
    truce_buffer_add(&k->text, text);
}

static void number(composer *k, int64_t n) {
    swap_number(&k->text, n);
}

static truce_sentence *say(composer *k, truce_passage *passage, const char *basis) {
    return compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static truce_sentence *mute(composer *k, truce_passage *passage, const char *basis) {
    return compose_quietly(k, passage, TRUCE_SPAN_MUTED, compose_keep(k), basis);
}

static void cell(composer *k, truce_row *row, size_t i, truce_span_style style, const char *basis) {
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[i]), style, compose_keep(k),
                          basis);
}

static void heading(composer *k, const swap *s, const char *id, const char *title) {
    truce_buffer_printf(&k->text, "exchange-%.*s-%s",
                        TRUCE_STR_ARGS(truce_case_name(k->c, s->plan->head.name)), id);
    const truce_str key = compose_keep(k);
    (void)truce_document_heading(&k->doc, 3, key, truce_str_of(title));
}

/* What a table had no room for. */
static void add_rest(composer *k, uint64_t n, uint64_t shown, const char *what) {
    if (n > shown) {
        lit(k, "And ");
        number(k, (int64_t)(n - shown));
        lit(k, " more ");
        lit(k, what);
        lit(k, ": --json has them all.");
        (void)mute(k, truce_document_paragraph(&k->doc), "the record of the exchange");
    }
}

static void add_names(composer *k, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        lit(k, i == 0 ? "" : i + 1 == refs.n ? " and " : ", ");
        str(k, phrase_actor(k->c, refs.at[i]));
    }
}

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

/* ---- what does not add up ---- */

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

static void add_checks(composer *k, const swap *s) {
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

/* ---- tranche by tranche ---- */

static void add_tranche(composer *k, const swap *s, truce_row *row, uint32_t t) {
    static const char *const record = "the record of the exchange";
    static const char *const ratio = "persons times what is due for each";
    const truce_exchange_step *const step = &s->x.steps[t];
    truce_passage *const first = truce_document_cell(&k->doc, &row->cells[0]);
    number(k, s->tranches[t]->number.low.units);
    lit(k, ":");
    (void)compose_quietly(k, first, TRUCE_SPAN_STRONG, compose_keep(k), record);
    swap_when(&k->text, k, s, t);
    lit(k, k->text.size == 0 ? "not said when" : "");
    (void)say(k, first, record);
    if (s->deal.tranches[t].day == TRUCE_EXCHANGE_UNKNOWN) {
        swap_days(&k->text, s, s->windows[t].day);
        if (k->text.size > 0) {
            lit(k, " by the plan's days");
            cell(k, row, 0, TRUCE_SPAN_MUTED, "the days and dates of the plan, from step to step");
        }
    }
    swap_released(&k->text, k, s, step);
    cell(k, row, 1, TRUCE_SPAN_PLAIN, record);
    swap_due(&k->text, k, s, step);
    cell(k, row, 2, TRUCE_SPAN_PLAIN, ratio);
    if (s->deal.tranches[t].instead != NULL) {
        lit(k, "(as the tranche says; by the categories ");
        swap_amount(&k->text, step->by_ratios);
        lit(k, ")");
        cell(k, row, 2, TRUCE_SPAN_MUTED, ratio);
    }
    number(k, step->persons_so_far);
    lit(k, " for ");
    swap_amount(&k->text, step->due_so_far);
    cell(k, row, 3, TRUCE_SPAN_PLAIN, "this tranche and all before it");
}

static void add_tranches(composer *k, const swaps *all, const swap *s) {
    static const truce_column columns[] = {{{"Tranche", 7}, 30},
                                           {{"Released", 8}, 22},
                                           {{"Due in return", 13}, 32},
                                           {{"So far", 6}, 16}};
    if (s->deal.n_tranches == 0) {
        return;
    }
    heading(k, s, "tranches", "Tranche by tranche");
    if (all->clash) {
        swap_note_windows(k, all, s, truce_document_paragraph(&k->doc));
    }
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Who is released when, and who is due for them"),
                             columns, sizeof columns / sizeof *columns);
    for (uint32_t t = 0; t < s->deal.n_tranches && t < TRANCHES_SHOWN; t++) {
        add_tranche(k, s, truce_document_row(&k->doc, table), t);
    }
    add_rest(k, s->deal.n_tranches, TRANCHES_SHOWN, "tranches");
}

/* ---- class by class ---- */

static void add_range(composer *k, int64_t least, int64_t most) {
    if (least == TRUCE_EXCHANGE_UNKNOWN) {
        lit(k, "not known");
        return;
    }
    number(k, least);
    if (most != least) {
        lit(k, " to ");
        number(k, most);
    }
}

static void add_excluded(composer *k, const swap *s, truce_row *row, uint32_t pool) {
    for (uint32_t i = s->first_exclusion[pool]; i != TRUCE_EXCHANGE_NONE;
         i = s->next_exclusion[i]) {
        swap_excluded(&k->text, k, s, i);
        cell(k, row, 2, TRUCE_SPAN_PLAIN, "the record of the exchange");
    }
    for (uint32_t i = s->first_transfer[pool]; i != TRUCE_EXCHANGE_NONE; i = s->next_transfer[i]) {
        number(k, s->deal.transfers[i].number);
        lit(k, " released go to ");
        add_names(k, s->transfers[i]->to);
        cell(k, row, 2, TRUCE_SPAN_MUTED, "the record of the exchange");
    }
}

static void add_short_cell(composer *k, truce_row *row, truce_exchange_amount least,
                           truce_exchange_amount most, bool known) {
    if (!known) {
        lit(k, "not known");
    } else {
        lit(k, most.open && most.number > 0 ? "at least " : "");
        add_range(k, least.number, most.number);
    }
    cell(k, row, 5, most.number > 0 ? TRUCE_SPAN_STRONG : TRUCE_SPAN_PLAIN,
         "what is due by name comes from its class, what is due of any class from what is then "
         "left in all of them");
}

static void add_class(composer *k, const swap *s, truce_row *row, uint32_t i) {
    const truce_exchange_pool *const pool = &s->x.pools[i];
    str(k, swap_class(k, s, i));
    cell(k, row, 0, TRUCE_SPAN_STRONG, "the record of the exchange");
    add_range(k, s->deal.classes[i].size, s->deal.classes[i].size);
    cell(k, row, 1, TRUCE_SPAN_PLAIN, "the record of the exchange");
    add_excluded(k, s, row, i);
    add_range(k, pool->available_least, pool->available_most);
    cell(k, row, 3, TRUCE_SPAN_PLAIN, "the class without those ruled out");
    swap_amount(&k->text, pool->due);
    cell(k, row, 4, TRUCE_SPAN_PLAIN, "persons times what is due for each, by class");
    add_short_cell(k, row, pool->short_least, pool->short_most,
                   pool->available_least != TRUCE_EXCHANGE_UNKNOWN);
}

static void add_classes(composer *k, const swap *s) {
    static const truce_column columns[] = {{{"Class", 5}, 22},     {{"There are", 9}, 12},
                                           {{"Ruled out", 9}, 26}, {{"Left", 4}, 13},
                                           {{"Due", 3}, 13},       {{"Short by", 8}, 14}};
    if (s->deal.n_classes == 0) {
        return;
    }
    bool known = true;
    heading(k, s, "classes", "Class by class");
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Who can be released in return, and who is due"),
                             columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->deal.n_classes; i++) {
        if (i < CLASSES_SHOWN) {
            add_class(k, s, truce_document_row(&k->doc, table), i);
        }
        known = known && s->x.pools[i].available_least != TRUCE_EXCHANGE_UNKNOWN;
    }
    if (s->x.any.number > 0) {
        truce_row *const row = truce_document_row(&k->doc, table);
        lit(k, "any class");
        cell(k, row, 0, TRUCE_SPAN_STRONG, "the record of the exchange");
        swap_amount(&k->text, s->x.any);
        cell(k, row, 4, TRUCE_SPAN_PLAIN, "persons times what is due for each, by class");
        add_short_cell(k, row, s->x.any_short_least, s->x.any_short_most,
                       known || s->x.any_short_most.number > 0);
    }
    add_rest(k, s->deal.n_classes, CLASSES_SHOWN, "classes");
}

/* ---- one person elsewhere ---- */

static void add_move(composer *k, const swap *s, truce_row *row, uint32_t from, uint32_t to) {
    static const char *const basis = "what is due for one of the one category, without what is due "
                                     "for one of the other";
    truce_exchange_move move;
    truce_error err;
    if (from == to) {
        return;
    }
    const truce_status status = truce_exchange_moved(&s->x, from, to, k->arena, &move, &err);
    if (status != TRUCE_OK) {
        k->failed = k->failed || status == TRUCE_ENOMEM;
        lit(k, "too large to tell");
        cell(k, row, 1 + to, TRUCE_SPAN_MUTED, basis);
        return;
    }
    if (move.by == 0) {
        lit(k, "as many");
    } else {
        number(k, move.by < 0 ? -move.by : move.by);
        lit(k, move.by < 0 ? " fewer" : " more");
    }
    lit(k, move.open ? ", as far as is stated" : "");
    cell(k, row, 1 + to, TRUCE_SPAN_STRONG, basis);
    for (uint32_t i = 0; i < move.n && s->deal.n_classes > 0; i++) {
        lit(k, i > 0 ? "; " : "");
        str(k, swap_class(k, s, move.at[i].pool));
        lit(k, ": ");
        number(k, move.at[i].by < 0 ? -move.at[i].by : move.at[i].by);
        lit(k, move.at[i].by < 0 ? " fewer" : " more");
    }
    if (k->text.size > 0) {
        cell(k, row, 1 + to, TRUCE_SPAN_MUTED, basis);
    }
}

static void add_moves(composer *k, const swap *s) {
    const uint32_t n =
        s->deal.n_categories < CATEGORIES_SHOWN ? s->deal.n_categories : CATEGORIES_SHOWN;
    truce_column columns[CATEGORIES_SHOWN + 1] = {{TRUCE_STR("One counted as"), 24}};
    if (n < 2) {
        return;
    }
    heading(k, s, "moves", "What moving one person changes");
    for (uint32_t i = 0; i < n; i++) {
        columns[1 + i] = (truce_column){swap_category(k, s, i), 30};
    }
    truce_block *const table = truce_document_table(
        &k->doc,
        TRUCE_STR("If one person of the row counted as one of the column, so many would be due in "
                  "return"),
        columns, 1U + n);
    for (uint32_t from = 0; from < n; from++) {
        truce_row *const row = truce_document_row(&k->doc, table);
        str(k, swap_category(k, s, from));
        cell(k, row, 0, TRUCE_SPAN_STRONG, "the record of the exchange");
        for (uint32_t to = 0; to < n; to++) {
            add_move(k, s, row, from, to);
        }
    }
    if (n < s->deal.n_categories) {
        lit(k, "These are the first ");
        number(k, n);
        lit(k, " categories of ");
        number(k, s->deal.n_categories);
        lit(k, ".");
        (void)mute(k, truce_document_paragraph(&k->doc), "the record of the exchange");
    }
}

/* ---- day by day ---- */

static void add_quotas(composer *k, const swap *s, truce_passage *passage) {
    const int64_t quota[] = {s->deal.released_a_day, s->deal.given_a_day};
    const truce_str who[] = {swap_one(k, s), swap_other(k, s)};
    for (int i = 0; i < 2; i++) {
        if (quota[i] > 0) {
            str(k, who[i]);
            lit(k, " releases at most ");
            number(k, quota[i]);
            lit(k, " a day.");
            (void)say(k, passage, "the record of the exchange");
        }
    }
    lit(k,
        "On its day a tranche is released, as far as the quota goes; what is due for it is given "
        "on the same day, as far as the quota goes, and the rest on the days after.");
    (void)mute(k, passage, "how truce works");
    if (s->days.undated > 0) {
        number(k, s->days.undated);
        lit(k, s->days.undated == 1 ? " tranche has no day yet and is not in this table."
                                    : " tranches have no day yet and are not in this table.");
        (void)say(k, passage, "the record of the exchange");
    }
    if (s->days.open) {
        lit(k, "What is due is open for some; the table has what is stated.");
        (void)say(k, passage, "the record of the exchange");
    }
}

static void add_day(composer *k, const swap *s, truce_row *row, const truce_exchange_day *d) {
    static const char *const basis = "tranches by day, under the quotas";
    swap_date(&k->text, s, d->day);
    cell(k, row, 0, TRUCE_SPAN_STRONG, basis);
    number(k, d->released);
    cell(k, row, 1, TRUCE_SPAN_PLAIN, basis);
    number(k, d->released_all);
    cell(k, row, 2, TRUCE_SPAN_MUTED, basis);
    number(k, d->given);
    cell(k, row, 3, TRUCE_SPAN_PLAIN, basis);
    number(k, d->given_all);
    cell(k, row, 4, TRUCE_SPAN_MUTED, basis);
    number(k, d->released_wait + d->given_wait);
    cell(k, row, 5, TRUCE_SPAN_PLAIN, basis);
}

static void add_days(composer *k, const swap *s) {
    static const truce_column columns[] = {{{"Day", 3}, 22},    {{"Released", 8}, 15},
                                           {{"so far", 6}, 14}, {{"In return", 9}, 17},
                                           {{"so far", 6}, 14}, {{"Left waiting", 12}, 18}};
    if (s->unlaid.size > 0) {
        heading(k, s, "days", "Day by day");
        lit(k, "The days cannot be laid out: ");
        str(k, s->unlaid);
        lit(k, ".");
        (void)say(k, truce_document_paragraph(&k->doc), "the bounds of the count");
        return;
    }
    if (s->days.n == 0) {
        return;
    }
    heading(k, s, "days", "Day by day");
    add_quotas(k, s, truce_document_paragraph(&k->doc));
    truce_block *const table = truce_document_table(&k->doc, TRUCE_STR("Released on each day"),
                                                    columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < s->days.n && i < DAYS_SHOWN; i++) {
        add_day(k, s, truce_document_row(&k->doc, table), &s->days.days[i]);
    }
    add_rest(k, s->days.n, DAYS_SHOWN, "days");
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
            add_checks(k, s);
            k->failed = k->failed || (i < FIGURES_SHOWN && !swap_figure(k, s));
            add_tranches(k, all, s);
            add_classes(k, s);
            add_moves(k, s);
            add_days(k, s);
            add_opens(k, s);
        }
    }
}
