/* Deadlines for other programs: a calendar, a table. */
#include "deadlines.h"

#include "truce/document/calendar.h"
#include "truce/document/csv.h"

/* ---- iCalendar ---- */

/* "hold-fire.ford@phased-deal.truce" */
static truce_str id_of(composer *k, const promises *p, const deadline *d) {
    truce_buffer_add(&k->text, truce_case_name(k->c, p->at[d->promise].plan->head.name));
    if (d->incident != TRUCE_NONE) {
        const uint32_t record = p->incidents[d->incident].record;
        truce_buffer_byte(&k->text, '.');
        truce_buffer_add(&k->text, truce_case_name(k->c, k->c->incidents[record].head.name));
    }
    truce_buffer_byte(&k->text, '@');
    truce_buffer_add(&k->text, k->c->n_cases > 0 ? truce_case_name(k->c, k->c->cases[0].head.name)
                                                 : TRUCE_STR("case"));
    truce_buffer_lit(&k->text, ".truce");
    return compose_keep(k);
}

static truce_calendar_entry entry_of(composer *k, const promises *p, const deadline *d) {
    const promise *const o = &p->at[d->promise];
    truce_calendar_entry e = {.day = d->day, .id = id_of(k, p, d)};
    truce_buffer_add(&k->text, o->plan->head.title);
    truce_buffer_lit(&k->text, ": ");
    deadline_words(k, p, d);
    truce_buffer_printf(&k->text, "%s", d->or_later ? ", or later" : "");
    e.summary = compose_keep(k);
    agreement_sides(k, o);
    truce_buffer_lit(&k->text, ".\nAs of ");
    agreement_day(k, p->day);
    truce_buffer_printf(&k->text, ": %s (",
                        truce_owed_state_words(p->owed.standings[d->promise].state));
    agreement_rule(k, p, d->promise);
    truce_buffer_lit(&k->text, ").");
    e.description = compose_keep(k);
    return e;
}

truce_status deadlines_ics(composer *k, const promises *p, const deadlines *all, truce_buffer *out,
                           truce_error *err) {
    truce_calendar_entry *const entries = truce_arena_zero(k->arena, all->n, sizeof *entries);
    if (entries == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a calendar");
    }
    const bool stamped =
        p->dated && p->day >= TRUCE_CALENDAR_FIRST && p->day <= TRUCE_CALENDAR_LAST;
    for (uint32_t i = 0; i < all->n; i++) {
        entries[i] = entry_of(k, p, &all->at[i]);
    }
    return truce_calendar_write(entries, stamped ? all->n : 0, stamped ? p->day : 0, out, err);
}

/* ---- CSV ---- */

/* The text of k->text, which is emptied. */
static void add_cell(composer *k, truce_csv *csv) {
    truce_csv_cell(csv, truce_buffer_str(&k->text));
    k->text.size = 0;
}

void deadlines_csv(composer *k, const promises *p, const deadlines *all, truce_buffer *out) {
    truce_csv csv = {.out = out};
    truce_buffer_lit(out, "day,or_later,what,obligation,title,of,to,state,rule\r\n");
    for (uint32_t i = 0; i < all->n; i++) {
        const deadline *const d = &all->at[i];
        const promise *const o = &p->at[d->promise];
        const truce_owed_standing *const s = &p->owed.standings[d->promise];
        agreement_day(k, d->day);
        truce_csv_own(&csv, truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_csv_own(&csv, d->or_later ? TRUCE_STR("yes") : TRUCE_STR("no"));
        deadline_words(k, p, d);
        add_cell(k, &csv);
        truce_csv_cell(&csv, truce_case_name(k->c, o->plan->head.name));
        truce_csv_cell(&csv, o->plan->head.title);
        agreement_names(k, o->plan->top.names);
        add_cell(k, &csv);
        agreement_names(k, o->plan->top.to);
        add_cell(k, &csv);
        truce_csv_own(&csv, truce_str_of(truce_owed_state_words(s->state)));
        agreement_rule(k, p, d->promise);
        add_cell(k, &csv);
        truce_csv_row(&csv);
    }
}
