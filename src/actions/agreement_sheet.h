/* agreement_sheet.h - a drawing of obligations on an axis of days, and the forms of their states
 * (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_AGREEMENT_SHEET_H
#define TRUCE_SRC_ACTIONS_AGREEMENT_SHEET_H

#include "over_time.h"

enum {
    SHEET_WIDTH = 340,
    SHEET_LEFT = 6,
    SHEET_RIGHT = 334,
    SHEET_LETTERS = 12,
    SHEET_NOTE = 11,
    SHEET_BAR = 12
};

typedef struct sheet {
    composer *k;
    const promises *p;
    const over_time *t;
    const uint32_t *first_change, *next_change; /* [obligation], [change] */
    int64_t first, last;                        /* of the axis */
    uint32_t agreement;                         /* or TRUCE_NONE */
    truce_drawing d;
    truce_buffer plain;
    double y;
    uint32_t states; /* those that are drawn: bits */
} sheet;

/* Where a day begins; no further than either end. */
double sheet_place(const sheet *s, int64_t day);
/* A mark at the end of the day that is asked about. */
void sheet_mark_now(sheet *s, double from, double to);
/* The form of a state, SHEET_BAR high, from one place to another. */
void sheet_form(sheet *s, truce_owed_state state, double from, double to, double y, truce_str tip);
/* What is still to run from a day on, or how long a phase goes on. */
void sheet_rest(sheet *s, int64_t from, promised last, double y);
/* The forms that were drawn, with their words. */
void sheet_key(sheet *s);
/* A letter for each state, for pictures in characters. */
char sheet_letter(truce_owed_state state);

#endif
