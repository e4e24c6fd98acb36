/* Phases, and below them each obligation: in words how it stands, and on the same axis of days how
 * it stood so far and how long it still runs.
 *
 *       1 Silence and release  [=============|====>
 *       No shot is fired
 *       breached, attributed to ...
 *       owed by ...            [ running |/d/|X]- - - -
 *
 * Each state has a form of its own, the same for every side; ink tells nothing. */
#include "agreement_sheet.h"

#include <math.h>
#include <stdlib.h>

#include "truce/base/utf8.h"

enum {
    LINE = 15,
    GAP = 16,
    ROWS_DRAWN = 24,
    ROWS_EACH = 6,   /* in one drawing, beside the next */
    LABEL = 33,      /* cells, the last one empty */
    CHARACTERS = 44, /* of an axis in characters */
    LEGEND = 60      /* behind so many a new line begins */
};

/* ---- the axis ---- */

/* From the first change to the last day that is known, but not so far that what was is a point. */
static void make_axis(sheet *s) {
    const promises *const p = s->p;
    s->first = s->t->first;
    s->last = p->day;
    const int64_t most = p->day + 3 * (p->day - s->first) + 30;
    for (uint32_t i = 0; i < p->n; i++) {
        const promised last = p->at[i].last;
        const int64_t day =
            last.days.latest == TRUCE_OWED_DAY_MAX ? last.days.earliest : last.days.latest;
        s->last = last.kind == PROMISED_ON && day > s->last ? day : s->last;
    }
    s->last = s->last < most ? s->last : most;
}

static truce_str day_text(composer *k, int64_t day) {
    agreement_day(k, day);
    return compose_keep(k);
}

static void draw_axis(sheet *s) {
    const double now = sheet_place(s, s->p->day + 1);
    const double y = s->y + SHEET_NOTE;
    (void)truce_drawing_text(&s->d, (truce_spot){SHEET_LEFT, y}, TRUCE_ANCHOR_START, SHEET_NOTE,
                             TRUCE_INK_MUTED, day_text(s->k, s->first));
    if (s->last > s->p->day) {
        (void)truce_drawing_text(&s->d, (truce_spot){SHEET_RIGHT, y}, TRUCE_ANCHOR_END, SHEET_NOTE,
                                 TRUCE_INK_MUTED, day_text(s->k, s->last));
    }
    truce_buffer_lit(&s->k->text, "as of ");
    agreement_day(s->k, s->p->day);
    const truce_str as_of = compose_keep(s->k);
    const double half = truce_drawing_text_width(as_of, SHEET_NOTE, true) / 2;
    const double x = now + half > SHEET_RIGHT  ? SHEET_RIGHT - half
                     : now - half < SHEET_LEFT ? SHEET_LEFT + half
                                               : now;
    truce_drawing_text(&s->d, (truce_spot){x, y + LINE}, TRUCE_ANCHOR_MIDDLE, SHEET_NOTE,
                       TRUCE_INK_TEXT, as_of)
        ->strong = true;
    s->y = y + LINE + 6;
    (void)truce_drawing_line(&s->d, (truce_spot){SHEET_LEFT, s->y}, (truce_spot){SHEET_RIGHT, s->y},
                             TRUCE_INK_RULE, 1);
    sheet_mark_now(s, s->y - 3, s->y + 3);
    s->y += 6;
}

/* ---- rows ---- */

static size_t words(sheet *s, double size, truce_ink ink, bool strong, truce_str text) {
    const size_t n =
        truce_drawing_lines(&s->d, (truce_spot){SHEET_LEFT, s->y + size}, TRUCE_ANCHOR_START, size,
                            ink, strong, SHEET_RIGHT - SHEET_LEFT, 3, text);
    s->y += (double)n * size * 1.3;
    return n;
}

static void draw_phases(sheet *s) {
    for (uint32_t i = 0; i < s->p->n_phases; i++) {
        const promise_phase *const phase = &s->p->phases[i];
        if (phase->agreement != s->agreement) {
            continue;
        }
        truce_buffer_printf(&s->k->text, "Phase %lld", (long long)phase->number);
        if (phase->title.size > 0) {
            truce_buffer_printf(&s->k->text, ": %.*s", TRUCE_STR_ARGS(phase->title));
        }
        const bool begun = phase->first.kind == PROMISED_ON && phase->first.days.latest <= s->last;
        truce_buffer_printf(&s->k->text, "%s", begun ? "" : " (no day known)");
        (void)words(s, SHEET_NOTE, TRUCE_INK_TEXT, false, compose_keep(s->k));
        if (begun) {
            s->y += 1;
            sheet_rest(s, phase->first.days.earliest, phase->last, s->y);
            sheet_mark_now(s, s->y, s->y + SHEET_BAR);
            s->y += SHEET_BAR;
        }
        s->y += 5;
    }
    s->y += 4;
}

static void draw_bar(sheet *s, uint32_t o) {
    composer *const k = s->k;
    for (uint32_t i = s->first_change[o]; i != TRUCE_NONE; i = s->next_change[i]) {
        const truce_owed_change *const at = &s->t->changes.at[i];
        const uint32_t next = s->next_change[i];
        const int64_t end = next != TRUCE_NONE ? s->t->changes.at[next].day : s->p->day + 1;
        agreement_day(k, at->day);
        truce_buffer_printf(&k->text, ": %s", truce_owed_state_words(at->state));
        sheet_form(s, at->state, sheet_place(s, at->day), sheet_place(s, end), s->y,
                   compose_keep(k));
    }
    const truce_owed_state now = s->p->owed.standings[o].state;
    if (now != TRUCE_OWED_STATE_KEPT && now != TRUCE_OWED_STATE_WAIVED &&
        now != TRUCE_OWED_STATE_VOID) {
        const promised from = s->p->at[o].from;
        const int64_t begins = from.kind == PROMISED_ON && from.days.earliest > s->p->day
                                   ? from.days.earliest
                                   : s->p->day + 1;
        sheet_rest(s, begins, s->p->at[o].last, s->y);
    }
    sheet_mark_now(s, s->y - 2, s->y + SHEET_BAR + 2);
}

/* As much of a title as LABEL cells hold, and as many spaces as are left. */
static void write_label(sheet *s, truce_str title) {
    size_t end = 0;
    size_t cells = 0;
    while (end < title.size) {
        uint32_t point;
        const truce_str rest = {title.data + end, title.size - end};
        const size_t size = truce_utf8_next(rest, &point);
        const size_t width = truce_utf8_width((truce_str){rest.data, size > 0 ? size : 1});
        if (cells + width > LABEL - 2 && rest.size > size) {
            truce_buffer_add(&s->plain, (truce_str){title.data, end});
            truce_buffer_lit(&s->plain, "\xE2\x80\xA6");
            cells++;
            break;
        }
        end += size > 0 ? size : 1;
        cells += width;
    }
    if (end == title.size) {
        truce_buffer_add(&s->plain, title);
    }
    for (; cells < LABEL; cells++) {
        truce_buffer_byte(&s->plain, ' ');
    }
}

/* Each character stands for the last day of its part of the axis until the day asked about. */
static void write_plain(sheet *s, uint32_t o) {
    write_label(s, s->p->at[o].plan->head.title);
    const double days = (double)(s->p->day - s->first + 1);
    uint32_t i = s->first_change[o];
    for (int c = 0; c < CHARACTERS && i != TRUCE_NONE; c++) {
        const int64_t day = s->first + (int64_t)ceil(days * (c + 1) / CHARACTERS) - 1;
        while (s->next_change[i] != TRUCE_NONE && s->t->changes.at[s->next_change[i]].day <= day) {
            i = s->next_change[i];
        }
        truce_buffer_byte(&s->plain, sheet_letter(s->t->changes.at[i].state));
    }
    truce_buffer_byte(&s->plain, '\n');
}

/* "breached, attributed to Norrin" */
static void say_state(sheet *s, uint32_t o) {
    composer *const k = s->k;
    const truce_owed_standing *const st = &s->p->owed.standings[o];
    truce_buffer_printf(&k->text, "%s", truce_owed_state_words(st->state));
    const size_t before = k->text.size;
    truce_buffer_lit(&k->text, ", ");
    agreement_whose(k, s->p, o, st->rule, s->p->day);
    k->text.size = k->text.size == before + 2 ? before : k->text.size;
}

static void draw_row(sheet *s, uint32_t o) {
    composer *const k = s->k;
    (void)words(s, SHEET_LETTERS, TRUCE_INK_TEXT, true, s->p->at[o].plan->head.title);
    say_state(s, o);
    (void)words(s, SHEET_NOTE, TRUCE_INK_TEXT, false, compose_keep(k));
    agreement_sides(k, &s->p->at[o]);
    (void)words(s, SHEET_NOTE, TRUCE_INK_MUTED, false, compose_keep(k));
    s->y += 3;
    draw_bar(s, o);
    s->y += SHEET_BAR + GAP;
    write_plain(s, o);
}

/* ---- all of it ---- */

/* The days under the ends, and what the letters mean. */
static void end_plain(sheet *s) {
    composer *const k = s->k;
    truce_buffer_printf(&s->plain, "%-*s", LABEL, "");
    agreement_day(k, s->first);
    truce_buffer_add(&s->plain, truce_buffer_str(&k->text));
    const int first = (int)k->text.size;
    k->text.size = 0;
    agreement_day(k, s->p->day);
    truce_buffer_printf(&s->plain, "%*.*s\n", CHARACTERS - first,
                        TRUCE_STR_ARGS(truce_buffer_str(&k->text)));
    k->text.size = 0;
    size_t line = s->plain.size;
    for (unsigned i = 0; i < TRUCE_OWED_STATES; i++) {
        const truce_owed_state state = agreement_order[i];
        if ((s->states >> state & 1U) == 0) {
            continue;
        }
        const bool full = s->plain.size - line > LEGEND;
        truce_buffer_printf(&s->plain, "%s%c %s",
                            s->plain.size == line ? ""
                            : full                ? "\n"
                                                  : ", ",
                            sheet_letter(state), truce_owed_state_words(state));
        line = full ? s->plain.size : line;
    }
    truce_buffer_byte(&s->plain, '\n');
}

static void set_alternative(sheet *s, const uint32_t *rows, uint32_t n) {
    composer *const k = s->k;
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_add(&k->text, s->p->at[rows[i]].plan->head.title);
        truce_buffer_lit(&k->text, ": ");
        say_state(s, rows[i]);
        truce_buffer_printf(&k->text, "%s", i + 1 < n ? ". " : ".");
    }
    s->d.alternative = compose_keep(k);
}

static void draw(sheet *s, truce_block *figure, truce_str title, bool phases, const uint32_t *rows,
                 uint32_t n) {
    composer *const k = s->k;
    s->d = truce_drawing_new(k->arena, SHEET_WIDTH, title);
    s->plain = truce_buffer_new();
    s->states = 0;
    s->y = 0;
    truce_buffer_printf(&s->plain, "%.*s\n", TRUCE_STR_ARGS(title));
    (void)words(s, SHEET_LETTERS + 1, TRUCE_INK_TEXT, true, title);
    s->y += 6;
    draw_axis(s);
    if (phases) {
        draw_phases(s);
    }
    for (uint32_t i = 0; i < n; i++) {
        draw_row(s, rows[i]);
    }
    set_alternative(s, rows, n);
    sheet_key(s);
    s->d.height = s->y;
    end_plain(s);
    s->d.plain = phrase_keep(&s->plain, k->arena, &k->failed);
    truce_buffer_clear(&s->plain);
    truce_document_draw(&k->doc, figure, &s->d);
}

static void add_caption(sheet *s, truce_block *figure, uint32_t drawn) {
    composer *const k = s->k;
    truce_passage *const caption = truce_document_caption(&k->doc, figure);
    (void)compose_quietly(
        k, caption, TRUCE_SPAN_PLAIN,
        TRUCE_STR("Each bar: how an obligation stood so far, with what was reported by each day; "
                  "behind the mark, thin: how long it still runs. An arrow: longer than is drawn, "
                  "or nobody says how long; dashes: no last day is known."),
        "the states of the table, day by day");
    if (drawn < s->p->n) {
        truce_buffer_printf(&k->text,
                            "Drawn are %u of %u obligations, those first that need a "
                            "look; the table has all.",
                            drawn, s->p->n);
        (void)compose_quietly(k, caption, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "at most 24 obligations are drawn");
    }
}

static int by_place(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* All of the chosen that are of the agreement of the `i`th, if that is the first of them. */
static void draw_agreement(sheet *s, truce_block *figure, const uint32_t *chosen, uint32_t i,
                           uint32_t drawn) {
    uint32_t rows[ROWS_DRAWN];
    uint32_t n = 0;
    s->agreement = s->p->at[chosen[i]].agreement;
    for (uint32_t before = 0; before < i; before++) {
        if (s->p->at[chosen[before]].agreement == s->agreement) {
            return;
        }
    }
    const truce_str title = s->agreement != TRUCE_NONE
                                ? s->k->c->agreements[s->agreement].head.title
                                : TRUCE_STR("In no agreement");
    for (; i < drawn; i++) {
        if (s->p->at[chosen[i]].agreement == s->agreement) {
            rows[n++] = chosen[i];
        }
    }
    const uint32_t sheets = (n + ROWS_EACH - 1) / ROWS_EACH;
    const uint32_t each = (n + sheets - 1) / sheets;
    for (uint32_t at = 0; at < n; at += each) {
        truce_buffer_add(&s->k->text, title);
        truce_buffer_printf(&s->k->text, "%s", at > 0 ? ", continued" : "");
        draw(s, figure, compose_keep(s->k), at == 0, rows + at, n - at < each ? n - at : each);
    }
}

void agreement_figure(composer *k, const promises *p, const over_time *t) {
    sheet s = {.k = k, .p = p, .t = t};
    const uint32_t *const order = compose_by_state(k, p);
    uint32_t chosen[ROWS_DRAWN];
    if (t->too_many || order == NULL ||
        !over_time_chain(k, p, t, &s.first_change, &s.next_change)) {
        return;
    }
    const uint32_t drawn = p->n < ROWS_DRAWN ? p->n : ROWS_DRAWN;
    for (uint32_t i = 0; i < drawn; i++) {
        chosen[i] = order[i];
    }
    qsort(chosen, drawn, sizeof *chosen, by_place);
    make_axis(&s);
    truce_block *const figure = truce_document_figure(&k->doc, TRUCE_STR("phases"),
                                                      TRUCE_STR("Phases and obligations, drawn"));
    for (uint32_t i = 0; i < drawn; i++) {
        draw_agreement(&s, figure, chosen, i, drawn);
    }
    add_caption(&s, figure, drawn);
}
