/* swap_course.h - how the releases of one side of an exchange go on, for its figure (private to the
 * room). */
#ifndef TRUCE_SRC_ACTIONS_SWAP_COURSE_H
#define TRUCE_SRC_ACTIONS_SWAP_COURSE_H

#include "swaps.h"

enum {
    SWAP_WIDTH = 400, /* of a drawing; two stand side by side */
    SWAP_MARGIN = 8,  /* at its right */
    SWAP_LETTERS = 11,
    SWAP_BANDS = 5
};

/* So many of each band, and at the end of which day. */
typedef struct swap_state {
    double x;
    int64_t day; /* or a tranche, where no day is known */
    int64_t band[SWAP_BANDS];
    int64_t all;
} swap_state;

typedef struct swap_course {
    composer *k;
    const swap *s;
    bool back; /* in return */
    uint32_t n_bands;
    uint32_t *band_of; /* [category], or [class] and any class behind them */
    truce_str names[SWAP_BANDS];
    int64_t whole[SWAP_BANDS];
    int64_t all;
    swap_state *at; /* rising */
    uint32_t n;
    truce_spot *early; /* the dashed line; n_early 0: it is the same */
    uint32_t n_early;
    bool by_day, siding;
    int64_t first, last; /* of the days drawn */
    double left, right;  /* of the days' part of the plot */
    double top;          /* of the plot */
    truce_drawing d;
} swap_course;

/* Bands, states and margins of one side, of an exchange with tranches that was counted; `k`, `s`
 * and `back` are set. Within a tranche the first line of its record is taken to be released first.
 * False when memory is out. */
TRUCE_MUST_USE bool swap_course_make(swap_course *c);
/* Where a day is. */
double swap_course_x(const swap_course *c, int64_t day);

/* swap_course_words.c: "A releases: 33"; then the words of the drawing, once it has its title. */
truce_str swap_course_title(swap_course *c);
void swap_course_describe(swap_course *c);
void swap_course_print(swap_course *c);

#endif
