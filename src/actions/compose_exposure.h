/* compose_exposure.h - what the parts of the section on exposure share (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_EXPOSURE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_EXPOSURE_H

#include "compose_sequence.h"

/* An order that is told: a row of the table; drawn too, or in words. */
typedef struct exposure_row {
    truce_str title;                 /* "2. As Valdra asks" */
    const char *how;                 /* more on it, or NULL */
    const truce_exposure_path *path; /* NULL: there is no such order */
    bool drawn;
} exposure_row;

enum { EXPOSURE_ROWS_MAX = 8, EXPOSURE_MOMENTS_DRAWN = 40 };

/* sequence_figure.c: the rows that are drawn. */
void exposure_figure(composer *k, const sequenced *s, const exposure_row *rows, uint32_t n);

/* Moments of a path in which one of the two sides gives something. */
uint32_t exposure_count(const sequenced *s, const truce_exposure_path *path);

/* compose_exposure_worst.c: "“Release” and “Withdrawal”", of one moment, the first few. To k->text.
 */
void exposure_things(composer *k, const sequenced *s, const truce_exposure_path *path,
                     uint32_t moment);
/* "1/2 after “Release”", or "never exposed"; what the other has gained by then. */
void exposure_worst(composer *k, const sequenced *s, const sequence_two *two, truce_cell *cell,
                    const truce_exposure_path *path, int side);
/* The same of s->two, with what is still to come, and what is said to be intended behind it. */
void exposure_worst_whole(composer *k, const sequenced *s, truce_cell *cell,
                          const truce_exposure_path *path, int side);

/* compose_exposure_pairs.c: with more than two sides, what each pair risks in the order of the
 * plan; and what is given apart from pairs that give each other something. */
void exposure_pairs(composer *k, const sequenced *s);
/* --between names two sides that do not both give. */
void exposure_one_way(composer *k, const sequenced *s);

#endif
