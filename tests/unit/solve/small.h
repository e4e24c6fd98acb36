/* small.h - random domains small enough to try every assignment, and memory that can run out. */
#ifndef TRUCE_TESTS_UNIT_SOLVE_SMALL_H
#define TRUCE_TESTS_UNIT_SOLVE_SMALL_H

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "truce/solve/domain.h"

enum { SMALL_VARIABLES = 6, SMALL_LABELS = 8, SMALL_LINKS = 4 };

/* Any shape: loose and tight, with and without links, with variables of one value, rarely none. */
static inline void small_domain(uint64_t seed, truce_arena *arena, truce_domain *d) {
    uint32_t n_values[SMALL_VARIABLES];
    const uint32_t n = (uint32_t)below(&seed, SMALL_VARIABLES + 1);
    const uint32_t labels = (uint32_t)below(&seed, SMALL_LABELS + 1);
    const uint32_t links = (uint32_t)below(&seed, SMALL_LINKS + 1);
    const size_t nogoods = below(&seed, 30);
    const unsigned hard = (unsigned)below(&seed, 40);
    const size_t choices_max = 1 + below(&seed, 4);
    for (uint32_t v = 0; v < n; v++) {
        n_values[v] = percent(&seed, 1) ? 0 : 1 + (uint32_t)below(&seed, 3);
    }
    assert_int_equal(truce_domain_init(d, n_values, n, labels, links, arena, NULL), TRUCE_OK);
    for (size_t i = 0; i < nogoods; i++) {
        truce_choice choices[4];
        uint32_t under[3];
        uint32_t n_choices = 0;
        uint32_t n_under = 0;
        uint32_t link = TRUCE_NO_LINK;
        const size_t wanted = percent(&seed, 3) ? 0 : 1 + below(&seed, choices_max);
        for (size_t k = 0; k < wanted && n > 0; k++) {
            const uint32_t v = (uint32_t)below(&seed, n);
            if (n_values[v] > 0) {
                choices[n_choices++] = (truce_choice){v, (uint32_t)below(&seed, n_values[v])};
            }
        }
        if (labels > 0 && !percent(&seed, hard)) {
            n_under = 1 + (uint32_t)below(&seed, percent(&seed, 80) ? 1 : 3);
            for (uint32_t k = 0; k < n_under; k++) {
                under[k] = (uint32_t)below(&seed, labels);
            }
        } else if (links > 0 && percent(&seed, 80)) {
            link = (uint32_t)below(&seed, links);
        }
        if (n_choices + n_under > 0) {
            assert_int_equal(truce_domain_forbid(d, choices, n_choices, under, n_under, link, NULL),
                             TRUCE_OK);
        }
    }
}

/* Does a nogood hold, when the labels of `labels` and the links of `links` (bits) are kept? */
static inline bool small_holds(const truce_nogood *g, uint32_t labels, uint32_t links) {
    bool holds = g->link == TRUCE_NO_LINK || (links >> g->link & 1) != 0;
    for (uint32_t i = 0; i < g->labels.n; i++) {
        holds = holds && (labels >> g->labels.at[i] & 1) != 0;
    }
    return holds;
}

static inline bool small_broken(const truce_nogood *g, const uint32_t *values) {
    bool all = true;
    for (uint32_t i = 0; i < g->n_choices; i++) {
        all = all && values[g->choices[i].variable] == g->choices[i].value;
    }
    return all;
}

/* The next assignment in lexicographic order; false after the last. */
static inline bool small_next(const truce_domain *d, uint32_t *values) {
    for (uint32_t v = d->n_variables; v-- > 0;) {
        if (++values[v] < d->n_values[v]) {
            return true;
        }
        values[v] = 0;
    }
    return false;
}

/* How many assignments keep these labels and links; the first of them into `first` (may be NULL).
 */
static inline uint64_t small_count(const truce_domain *d, uint32_t labels, uint32_t links,
                                   uint32_t *first) {
    uint32_t values[SMALL_VARIABLES] = {0};
    uint64_t n = 0;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        if (d->n_values[v] == 0) {
            return 0;
        }
    }
    do {
        bool good = true;
        for (size_t i = 0; good && i < d->n_nogoods; i++) {
            good = !small_holds(&d->nogoods[i], labels, links) ||
                   !small_broken(&d->nogoods[i], values);
        }
        if (good && n++ == 0 && first != NULL) {
            memcpy(first, values, sizeof values);
        }
    } while (small_next(d, values));
    return n;
}

static inline uint32_t small_bits(truce_set set) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < set.n; i++) {
        bits |= UINT32_C(1) << set.at[i];
    }
    return bits;
}

static inline uint32_t small_size(uint32_t bits) {
    uint32_t n = 0;
    for (; bits != 0; bits &= bits - 1) {
        n++;
    }
    return n;
}

/* ---- memory that runs out (WRAP_ALLOC) ------------------------------------------------------- */

extern long allocations_left;
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *data, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *data, size_t size);

#define SMALL_MEMORY                                                                               \
    long allocations_left = LONG_MAX;                                                              \
    static bool may_allocate(void) {                                                               \
        return allocations_left-- > 0;                                                             \
    }                                                                                              \
    void *__wrap_malloc(size_t size) {                                                             \
        return may_allocate() ? __real_malloc(size) : NULL;                                        \
    }                                                                                              \
    void *__wrap_calloc(size_t n, size_t size) {                                                   \
        return may_allocate() ? __real_calloc(n, size) : NULL;                                     \
    }                                                                                              \
    void *__wrap_realloc(void *data, size_t size) {                                                \
        return may_allocate() ? __real_realloc(data, size) : NULL;                                 \
    }

#endif
