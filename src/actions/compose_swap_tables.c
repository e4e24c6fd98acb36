/* The tables of an exchange: tranche by tranche, class by class, what one person elsewhere changes,
 * day by day. */
#include "compose_swap_parts.h"

enum { DAYS_SHOWN = 60, TRANCHES_SHOWN = 200, CATEGORIES_SHOWN = 8, CLASSES_SHOWN = 200 };

static void add_names(composer *k, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        lit(k, i == 0 ? "" : i + 1 == refs.n ? " and " : ", ");
        str(k, phrase_actor(k->c, refs.at[i]));
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

void swap_tranche_table(composer *k, const swaps *all, const swap *s) {
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

void swap_class_table(composer *k, const swap *s) {
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

void swap_move_table(composer *k, const swap *s) {
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

void swap_day_table(composer *k, const swap *s) {
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
