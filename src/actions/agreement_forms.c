/* The forms of states, which are the same for every side: what tells them apart is their shape. */
#include "agreement_sheet.h"

enum { HATCH = 6 };

double sheet_place(const sheet *s, int64_t day) {
    const double part = (double)(day - s->first) / (double)(s->last - s->first + 1);
    return SHEET_LEFT + (SHEET_RIGHT - SHEET_LEFT) * (part < 0 ? 0 : part > 1 ? 1 : part);
}

void sheet_mark_now(sheet *s, double from, double to) {
    const double x = sheet_place(s, s->p->day + 1);
    (void)truce_drawing_line(&s->d, (truce_spot){x, from}, (truce_spot){x, to}, TRUCE_INK_TEXT, 2);
}

static void hatch(sheet *s, double from, double to, double y, bool falling) {
    for (double x = from; x + HATCH <= to + 0.01; x += HATCH) {
        (void)truce_drawing_line(&s->d, (truce_spot){x, falling ? y : y + SHEET_BAR},
                                 (truce_spot){x + HATCH, falling ? y + SHEET_BAR : y},
                                 TRUCE_INK_TEXT, 1.2);
    }
}

void sheet_form(sheet *s, truce_owed_state state, double from, double to, double y, truce_str tip) {
    const double middle = y + SHEET_BAR / 2.0;
    s->states |= 1U << state;
    if (state == TRUCE_OWED_STATE_NOT_DUE || state == TRUCE_OWED_STATE_WAIVED ||
        state == TRUCE_OWED_STATE_VOID) {
        truce_shape *const line = truce_drawing_line(
            &s->d, (truce_spot){from, middle}, (truce_spot){to, middle}, TRUCE_INK_MUTED, 1.5);
        line->dashed = state != TRUCE_OWED_STATE_NOT_DUE;
        line->tip = tip;
        return;
    }
    const truce_ink fill = state == TRUCE_OWED_STATE_KEPT          ? TRUCE_INK_TEXT
                           : state == TRUCE_OWED_STATE_CANNOT_TELL ? TRUCE_INK_BAND
                                                                   : TRUCE_INK_GROUND;
    truce_shape *const box =
        truce_drawing_box(&s->d, (truce_spot){from, y}, (truce_spot){to, y + SHEET_BAR}, 1, fill);
    box->stroke = TRUCE_INK_TEXT;
    box->stroke_width = 1.2;
    box->dashed = state == TRUCE_OWED_STATE_LATE;
    box->tip = tip;
    if (state == TRUCE_OWED_STATE_PARTLY) {
        (void)truce_drawing_box(&s->d, (truce_spot){from, middle}, (truce_spot){to, y + SHEET_BAR},
                                0, TRUCE_INK_TEXT);
    }
    if (state == TRUCE_OWED_STATE_DISPUTED || state == TRUCE_OWED_STATE_BREACHED) {
        hatch(s, from, to, y, false);
    }
    if (state == TRUCE_OWED_STATE_BREACHED) {
        hatch(s, from, to, y, true);
    }
    if (state == TRUCE_OWED_STATE_CANNOT_TELL && to - from >= SHEET_NOTE) {
        (void)truce_drawing_text(&s->d, (truce_spot){(from + to) / 2, y + SHEET_BAR - 2},
                                 TRUCE_ANCHOR_MIDDLE, SHEET_NOTE, TRUCE_INK_TEXT, TRUCE_STR("?"));
    }
}

void sheet_rest(sheet *s, int64_t from, promised last, double y) {
    if (last.kind != PROMISED_ON && from <= s->last) {
        const double middle = y + SHEET_BAR / 2.0;
        truce_drawing_line(&s->d, (truce_spot){sheet_place(s, from) + 3, middle},
                           (truce_spot){SHEET_RIGHT, middle}, TRUCE_INK_MUTED, 1)
            ->dashed = true;
    }
    if (last.kind != PROMISED_ON || last.days.latest < from) {
        return;
    }
    const bool open = last.days.latest > s->last;
    const int64_t end = open ? s->last : last.days.latest;
    if (end >= from) {
        truce_shape *const box = truce_drawing_box(
            &s->d, (truce_spot){sheet_place(s, from), y + 3},
            (truce_spot){sheet_place(s, end + 1), y + SHEET_BAR - 3}, 1, TRUCE_INK_BAND);
        box->stroke = TRUCE_INK_MUTED;
        box->stroke_width = 1;
    }
    if (open) {
        const double middle = y + SHEET_BAR / 2.0;
        (void)truce_drawing_arrowhead(&s->d, (truce_spot){SHEET_RIGHT - 9, middle},
                                      (truce_spot){SHEET_RIGHT + 5, middle}, 9, TRUCE_INK_MUTED);
    }
}

char sheet_letter(truce_owed_state state) {
    static const char letters[] = {
        [TRUCE_OWED_STATE_NOT_DUE] = '.',  [TRUCE_OWED_STATE_RUNNING] = '-',
        [TRUCE_OWED_STATE_KEPT] = 'K',     [TRUCE_OWED_STATE_PARTLY] = 'P',
        [TRUCE_OWED_STATE_LATE] = 'L',     [TRUCE_OWED_STATE_BREACHED] = 'B',
        [TRUCE_OWED_STATE_DISPUTED] = 'D', [TRUCE_OWED_STATE_WAIVED] = 'W',
        [TRUCE_OWED_STATE_VOID] = 'V',     [TRUCE_OWED_STATE_CANNOT_TELL] = '?',
    };
    return letters[state];
}

void sheet_key(sheet *s) {
    double x = SHEET_LEFT;
    const uint32_t states = s->states;
    for (unsigned i = 0; i < TRUCE_OWED_STATES; i++) {
        const truce_owed_state state = agreement_order[i];
        const truce_str name = truce_str_of(truce_owed_state_words(state));
        const double width = 30 + truce_drawing_text_width(name, SHEET_NOTE, false) + 14;
        if ((states >> state & 1U) == 0) {
            continue;
        }
        if (x + width > SHEET_RIGHT + 14) {
            x = SHEET_LEFT;
            s->y += SHEET_BAR + 8;
        }
        sheet_form(s, state, x, x + 24, s->y, name);
        (void)truce_drawing_text(&s->d, (truce_spot){x + 30, s->y + SHEET_BAR - 2},
                                 TRUCE_ANCHOR_START, SHEET_NOTE, TRUCE_INK_TEXT, name);
        x += width;
    }
    s->y += SHEET_BAR + 4;
}
