/* axis.h - days to places on a line, with the empty stretches cut short (private to the room). */
#ifndef TRUCE_SRC_DOCUMENT_AXIS_H
#define TRUCE_SRC_DOCUMENT_AXIS_H

#include <stdint.h>

#include "truce/base/arena.h"

/* Between two neighbouring days that are named, the line is straight. */
typedef struct axis {
    const int64_t *days; /* rising, each once */
    double *at;          /* [day]: 0 at the first, 1 at the last */
    bool *broken;        /* [day]: the stretch before it was cut short */
    size_t n;
} axis;

/* Lay out the days named, in any order and several times; `days` is sorted in place and kept. False
 * when memory is out. Cost O(n log n). */
bool axis_make(axis *a, int64_t *days, size_t n, truce_arena *arena);

/* Where one of the days is, from 0 to 1. */
double axis_place(const axis *a, int64_t day);

/* "2024-03-25" or, `coarse`, "2024-03", into `text` (24 bytes); returns its size. */
size_t axis_write_day(int64_t day, bool coarse, char *text);

#endif
