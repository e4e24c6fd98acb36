/* Deadlines for other programs: a calendar, a table. Both are few enough rules to write here: a
 * library for calendars would bring a clock, time zones and its own order of lines, and a file must
 * be the same bytes for the same case. */
#include "deadlines.h"
#include "truce/document/csv.h"

/* ---- iCalendar: lines of at most 75 bytes, the rest on lines that begin with a space ---- */

static void add_folded(truce_buffer *out, truce_str line) {
    enum { MOST = 75 };
    size_t room = MOST;
    for (size_t at = 0; at < line.size;) {
        size_t end = at + room < line.size ? at + room : line.size;
        while (end < line.size && end > at + 1 && ((unsigned char)line.data[end] & 0xC0) == 0x80) {
            end--; /* not within a character */
        }
        truce_buffer_printf(out, "%s", at > 0 ? "\r\n " : "");
        truce_buffer_add(out, (truce_str){line.data + at, end - at});
        at = end;
        room = MOST - 1;
    }
    truce_buffer_lit(out, "\r\n");
}

static void add_escaped(truce_buffer *out, truce_str text) {
    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];
        if (c == '\n') {
            truce_buffer_lit(out, "\\n");
        } else if (c == '\\' || c == ';' || c == ',') {
            truce_buffer_byte(out, '\\');
            truce_buffer_byte(out, c);
        } else if ((unsigned char)c >= ' ') {
            truce_buffer_byte(out, c);
        }
    }
}

/* NAME: and the text of k->text, which is emptied. */
static void add_text(composer *k, const char *name, truce_buffer *out) {
    truce_buffer line = truce_buffer_new();
    truce_buffer_printf(&line, "%s:", name);
    add_escaped(&line, truce_buffer_str(&k->text));
    add_folded(out, truce_buffer_str(&line));
    k->failed = k->failed || line.failed;
    k->text.size = 0;
    truce_buffer_clear(&line);
}

/* 20320620 */
static void add_date(truce_buffer *out, int64_t day) {
    char text[TRUCE_DAY_BYTES];
    const size_t size = truce_day_write(day, text);
    for (size_t i = 0; i < size; i++) {
        if (text[i] != '-') {
            truce_buffer_byte(out, text[i]);
        }
    }
}

static void add_event(composer *k, const promises *p, const deadline *d, truce_buffer *out) {
    const promise *const o = &p->at[d->promise];
    const truce_owed_standing *const s = &p->owed.standings[d->promise];
    truce_buffer_lit(out, "BEGIN:VEVENT\r\n");
    truce_buffer_add(&k->text, truce_case_name(k->c, o->plan->head.name));
    if (d->incident != TRUCE_NONE) {
        const uint32_t record = p->incidents[d->incident].record;
        truce_buffer_byte(&k->text, '.');
        truce_buffer_add(&k->text, truce_case_name(k->c, k->c->incidents[record].head.name));
    }
    truce_buffer_byte(&k->text, '@');
    truce_buffer_add(&k->text, k->c->n_cases > 0 ? truce_case_name(k->c, k->c->cases[0].head.name)
                                                 : TRUCE_STR("case"));
    truce_buffer_lit(&k->text, ".truce");
    add_text(k, "UID", out);
    truce_buffer_lit(out, "DTSTAMP:");
    add_date(out, p->day);
    truce_buffer_lit(out, "T000000Z\r\nDTSTART;VALUE=DATE:");
    add_date(out, d->day);
    truce_buffer_lit(out, "\r\n");
    truce_buffer_add(&k->text, o->plan->head.title);
    truce_buffer_lit(&k->text, ": ");
    deadline_words(k, p, d);
    truce_buffer_printf(&k->text, "%s", d->or_later ? ", or later" : "");
    add_text(k, "SUMMARY", out);
    agreement_sides(k, o);
    truce_buffer_printf(&k->text, ".\nAs of ");
    agreement_day(k, p->day);
    truce_buffer_printf(&k->text, ": %s (", truce_owed_state_words(s->state));
    agreement_rule(k, p, d->promise);
    truce_buffer_lit(&k->text, ").");
    add_text(k, "DESCRIPTION", out);
    truce_buffer_lit(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void deadlines_ics(composer *k, const promises *p, const deadlines *all, truce_buffer *out) {
    enum { FIRST = -719528, LAST = 2932896 }; /* years 0000 to 9999: a date has eight digits */
    truce_buffer_lit(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//truce//agreement//EN\r\n"
                          "CALSCALE:GREGORIAN\r\n");
    for (uint32_t i = 0; i < all->n; i++) {
        if (all->at[i].day >= FIRST && all->at[i].day <= LAST && p->day >= FIRST &&
            p->day <= LAST) {
            add_event(k, p, &all->at[i], out);
        }
    }
    truce_buffer_lit(out, "END:VCALENDAR\r\n");
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
