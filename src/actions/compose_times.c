/* On which days steps can happen, on paper; or why they cannot. */
#include "compose_sequence.h"

enum { ROWS_SHOWN = 80 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* "2031-03-02", "day 4", "open". */
static void add_day(composer *k, const sequenced *s, int64_t day) {
    char text[24];
    if (day == TRUCE_DAYS_OPEN_LOW || day == TRUCE_DAYS_OPEN_HIGH) {
        truce_buffer_lit(&k->text, "open");
    } else if (s->steps.calendar) {
        truce_buffer_add(&k->text, (truce_str){text, truce_day_write(day, text)});
    } else {
        truce_buffer_printf(&k->text, "day %lld", (long long)day);
    }
}

static void add_row(composer *k, const sequenced *s, truce_block *table, uint32_t t) {
    static const char *const basis = "the days and dates of the plan, followed from step to step";
    truce_row *const row = truce_document_row(&k->doc, table);
    plan_thing_says(k, &s->steps.things[t]);
    say(k, truce_document_cell(&k->doc, &row->cells[0]), basis);
    add_day(k, s, s->times.earliest[t]);
    say(k, truce_document_cell(&k->doc, &row->cells[1]), basis);
    add_day(k, s, s->times.latest[t]);
    say(k, truce_document_cell(&k->doc, &row->cells[2]), basis);
    if (s->times.slack[t] == TRUCE_DAYS_OPEN_HIGH) {
        truce_buffer_lit(&k->text, "open");
    } else {
        truce_buffer_printf(&k->text, "%lld", (long long)s->times.slack[t]);
    }
    say(k, truce_document_cell(&k->doc, &row->cells[3]), basis);
}

/* One lag of a circle in words. */
static void add_link(composer *k, const sequenced *s, truce_block *list,
                     const truce_times_link *link) {
    const truce_lag *const lag = &s->steps.lags.at[link->lag];
    const order_said said = s->steps.lag_said[link->lag];
    truce_sentence *const sentence = truce_document_sentence(
        &k->doc, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
    const int64_t days = link->lower ? lag->lo : lag->hi;
    truce_buffer_lit(&k->text, "\xE2\x80\x9C");
    plan_thing_says(k, &s->steps.things[lag->to]);
    if (lag->from == TRUCE_DAY_ZERO) {
        truce_buffer_printf(&k->text, "\xE2\x80\x9D is not %s ",
                            link->lower ? "before" : "later than");
        add_day(k, s, days);
    } else {
        truce_buffer_lit(&k->text, "\xE2\x80\x9D is ");
        if (days == 0) {
            truce_buffer_printf(&k->text, "not %s ", link->lower ? "before" : "later than");
        } else {
            truce_buffer_printf(&k->text, "at %s %lld day%s after ", link->lower ? "least" : "most",
                                (long long)days, days == 1 ? "" : "s");
        }
        truce_buffer_lit(&k->text, "\xE2\x80\x9C");
        plan_thing_says(k, &s->steps.things[lag->from]);
        truce_buffer_lit(&k->text, "\xE2\x80\x9D");
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    if (said.plan != NULL) {
        sequence_cite(k, s, sentence, said);
    } else {
        sentence->basis = TRUCE_STR("when claims say it happened, or the plan begins");
    }
}

static void add_circle(composer *k, const sequenced *s) {
    const truce_times_circle *const c = &s->times.circle;
    truce_buffer_printf(&k->text,
                        "The days that are set cannot all be kept: by %lld day%s these leave no "
                        "room for each other.",
                        (long long)-c->days, c->days == -1 ? "" : "s");
    say(k, truce_document_paragraph(&k->doc), "lags that run in a circle to less than no days");
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < c->n; i++) {
        add_link(k, s, list, &c->at[i]);
    }
}

/* What is later when one step is. */
static void add_delay(composer *k, const sequenced *s) {
    static const truce_column columns[] = {
        {{"What moves", 10}, 52}, {{"From", 4}, 16}, {{"To", 2}, 16}, {{"Because of", 10}, 16}};
    const truce_times_delay *const d = &s->delay;
    if (s->delayed == TRUCE_NONE) {
        return;
    }
    truce_buffer_lit(&k->text, "If \xE2\x80\x9C");
    plan_thing_says(k, &s->steps.things[s->delayed]);
    truce_buffer_printf(&k->text,
                        "\xE2\x80\x9D is %lld day%s later than its earliest: ", (long long)s->late,
                        s->late == 1 ? "" : "s");
    if (!d->possible) {
        truce_buffer_lit(&k->text,
                         "it cannot be; the plan does not leave that room. What says so:");
        say(k, truce_document_paragraph(&k->doc), "the lines that bound it from above");
        truce_block *const list = truce_document_list(&k->doc);
        for (uint32_t i = 0; i + 1 < d->circle.n; i++) {
            add_link(k, s, list, &d->circle.at[i]);
        }
        return;
    }
    truce_buffer_printf(&k->text, d->n_moved > 1 ? "%u things move." : "nothing else moves.",
                        d->n_moved);
    say(k, truce_document_paragraph(&k->doc), "the days of the plan, all at their earliest");
    if (d->n_moved < 2) {
        return;
    }
    truce_block *const table = truce_document_table(&k->doc, TRUCE_STR("What a delay moves"),
                                                    columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < d->n_moved && i < ROWS_SHOWN; i++) {
        static const char *const basis = "the days of the plan, all at their earliest";
        const truce_times_moved *const m = &d->moved[i];
        truce_row *const row = truce_document_row(&k->doc, table);
        plan_thing_says(k, &s->steps.things[m->step]);
        say(k, truce_document_cell(&k->doc, &row->cells[0]), basis);
        add_day(k, s, s->times.earliest[m->step]);
        say(k, truce_document_cell(&k->doc, &row->cells[1]), basis);
        add_day(k, s, s->times.earliest[m->step] + m->days);
        say(k, truce_document_cell(&k->doc, &row->cells[2]), basis);
        if (m->by != TRUCE_NO_LAG && s->steps.lags.at[m->by].from != TRUCE_DAY_ZERO) {
            const uint32_t from = s->steps.lags.at[m->by].from;
            plan_thing_says(k,
                            &s->steps.things[from != m->step ? from : s->steps.lags.at[m->by].to]);
        } else {
            truce_buffer_lit(&k->text, "as supposed");
        }
        say(k, truce_document_cell(&k->doc, &row->cells[3]), basis);
    }
}

void compose_times(composer *k, const sequenced *s) {
    static const truce_column columns[] = {
        {{"Step", 4}, 43}, {{"Earliest", 8}, 19}, {{"Latest", 6}, 19}, {{"Days to spare", 13}, 19}};
    if (!s->timed) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("when"), TRUCE_STR("When"));
    if (!s->times.consistent) {
        add_circle(k, s);
        return;
    }
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("On which days each step can happen, if the others still may move"),
        columns, sizeof columns / sizeof *columns);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < s->steps.n_things; i++) {
        const uint32_t t = s->planned != NULL ? s->planned[i] : i;
        if (s->steps.things[t].kind != THING_ITEM && shown++ < ROWS_SHOWN) {
            add_row(k, s, table, t);
        }
    }
    if (shown > ROWS_SHOWN) {
        truce_buffer_printf(&k->text, "And %u more: truce sequence --json has all.",
                            shown - ROWS_SHOWN);
        say(k, truce_document_paragraph(&k->doc), "the first of them are shown");
    }
    add_delay(k, s);
}
