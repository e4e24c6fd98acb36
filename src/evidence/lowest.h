/* lowest.h - the lowest of some values, known also without those of any one claim or witness
 * (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_LOWEST_H
#define TRUCE_SRC_EVIDENCE_LOWEST_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/case/model.h"

/* Each value is of somebody (TRUCE_NONE: of several); at[1] is the lowest of those that are of
 * others than at[0] is. Zero: none yet. */
typedef struct lowest {
    int64_t at[2];
    uint32_t of; /* at[0] */
    unsigned n;
} lowest;

static inline void keep_lowest(lowest *l, int64_t value, uint32_t of) {
    const bool again = l->n > 0 && of == l->of && of != TRUCE_NONE;
    if (l->n == 0 || value < l->at[0]) {
        l->at[1] = l->n > 0 && !again ? l->at[0] : l->at[1];
        l->n += l->n == 0 || (!again && l->n == 1);
        l->at[0] = value;
        l->of = of;
    } else if (!again && (l->n == 1 || value < l->at[1])) {
        l->at[1] = value;
        l->n = 2;
    }
}

/* The lowest that is not of `of`. False when there is none. */
static inline bool lowest_without(const lowest *l, uint32_t of, int64_t *value) {
    const unsigned i = l->n > 0 && of != TRUCE_NONE && l->of == of;
    *value = l->at[i];
    return i < l->n;
}

#endif
