/* worths.h - random worths small enough to try every package, and memory that can run out. */
#ifndef TRUCE_TESTS_UNIT_DEALS_WORTHS_H
#define TRUCE_TESTS_UNIT_DEALS_WORTHS_H

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "truce/deals/worth.h"

enum { WORTHS_VARIABLES = 6, WORTHS_VALUES = 3, WORTHS_PARTIES = 5, WORTHS_WIDTH = 3 };

/* What of a random worth is wanted; zero: anything. */
typedef struct worths_shape {
    uint32_t parties;
    uint32_t variables;
    bool plain; /* no links, no joint terms */
} worths_shape;

/* Amounts small enough that packages are often worth the same. Of width 2 and 3 they are shifted
 * up, so that they reach into the highest word; `small` of an amount is what it would be without.
 */
typedef struct worths {
    truce_arena arena;
    truce_domain choices;
    truce_worth worth;
    uint32_t shift; /* bits */
} worths;

/* A small number as an amount of the width, shifted up. */
static inline void worths_amount(uint64_t *out, int64_t small, uint32_t width, uint32_t shift) {
    const uint64_t filled = small < 0 ? UINT64_MAX : 0;
    for (uint32_t i = 0; i < width; i++) {
        out[i] = filled;
    }
    if (shift == 0) {
        out[0] = (uint64_t)small;
        return;
    }
    for (uint32_t bit = 0; bit < 64 * width; bit++) {
        const bool set =
            bit >= shift &&
            ((bit - shift < 64 ? (uint64_t)small >> (bit - shift) & 1 : filled & 1) != 0);
        out[bit / 64] &= ~(UINT64_C(1) << bit % 64);
        out[bit / 64] |= (uint64_t)set << bit % 64;
    }
}

static inline int64_t worths_small(const worths *w, const uint64_t *amount) {
    uint64_t small = 0;
    for (uint32_t bit = 0; bit < 64; bit++) {
        const uint32_t from = bit + w->shift;
        const uint32_t last = from < 64 * w->worth.width ? from : 64 * w->worth.width - 1;
        small |= (amount[last / 64] >> last % 64 & 1) << bit;
    }
    return (int64_t)small;
}

static inline truce_worth_term worths_term(worths *w, uint64_t *seed, const uint32_t *variables,
                                           uint32_t n, int64_t most) {
    uint32_t *kept = truce_arena_zero(&w->arena, n, sizeof *kept);
    size_t combinations = 1;
    for (uint32_t i = 0; i < n; i++) {
        kept[i] = variables[i];
        combinations *= w->choices.n_values[variables[i]];
    }
    const size_t amounts = combinations * w->worth.n_parties;
    uint64_t *at = truce_arena_zero(&w->arena, amounts * w->worth.width, sizeof *at);
    for (size_t i = 0; i < amounts; i++) {
        const int64_t small = (int64_t)below(seed, (size_t)most + 1) - (percent(seed, 20) ? 2 : 0);
        worths_amount(at + i * w->worth.width, small, w->worth.width, w->shift);
    }
    return (truce_worth_term){.variables = kept, .n_variables = n, .amounts = at};
}

static inline void worths_links(worths *w, uint64_t *seed, uint32_t n) {
    const uint32_t links = (uint32_t)below(seed, 5);
    for (uint32_t i = 0; i < links; i++) {
        truce_choice choices[3];
        const uint32_t wanted = 1 + (uint32_t)below(seed, 3);
        for (uint32_t k = 0; k < wanted; k++) {
            const uint32_t v = (uint32_t)below(seed, n);
            choices[k] = (truce_choice){v, (uint32_t)below(seed, w->choices.n_values[v])};
        }
        assert_int_equal(
            truce_domain_forbid(&w->choices, choices, wanted, NULL, 0, TRUCE_NO_LINK, NULL),
            TRUCE_OK);
    }
}

/* Two different variables or three, rising. */
static inline uint32_t worths_pick(uint64_t *seed, uint32_t n, uint32_t *variables) {
    uint32_t picked = 0;
    const uint32_t wanted = 2 + (uint32_t)below(seed, n > 2 ? 2 : 1);
    for (uint32_t v = 0; v < n; v++) {
        if (below(seed, n - v) < wanted - picked) {
            variables[picked++] = v;
        }
    }
    return picked;
}

static inline void worths_make(worths *w, uint64_t seed, worths_shape shape) {
    *w = (worths){.arena = truce_arena_new()};
    uint32_t n_values[WORTHS_VARIABLES];
    uint32_t n =
        shape.variables > 0 ? shape.variables : 1 + (uint32_t)below(&seed, WORTHS_VARIABLES);
    for (uint32_t v = 0; v < n; v++) {
        n_values[v] = 1 + (uint32_t)below(&seed, WORTHS_VALUES);
    }
    assert_int_equal(truce_domain_init(&w->choices, n_values, n, 0, 0, &w->arena, NULL), TRUCE_OK);
    truce_worth *const to = &w->worth;
    to->choices = &w->choices;
    to->n_parties =
        shape.parties > 0 ? shape.parties : 2 + (uint32_t)below(&seed, WORTHS_PARTIES - 1);
    to->width = percent(&seed, 50) ? 1 : 1 + (uint32_t)below(&seed, WORTHS_WIDTH);
    w->shift = to->width == 1 ? (uint32_t)below(&seed, 40) : 64 * to->width - 40;
    const int64_t most = 1 + (int64_t)below(&seed, 6);
    truce_worth_term *terms = truce_arena_zero(&w->arena, WORTHS_VARIABLES + 4, sizeof *terms);
    for (uint32_t v = 0; v < n; v++) {
        if (percent(&seed, 90)) {
            terms[to->n_terms++] = worths_term(w, &seed, &v, 1, most);
        }
    }
    for (uint32_t i = 0; !shape.plain && n >= 2 && i < 3; i++) {
        if (percent(&seed, 30)) {
            uint32_t some[3];
            const uint32_t picked = worths_pick(&seed, n, some);
            terms[to->n_terms++] = worths_term(w, &seed, some, picked, most);
        }
    }
    to->terms = terms;
    if (!shape.plain) {
        worths_links(w, &seed, n);
    }
    if (percent(&seed, 40)) {
        const uint64_t **options = truce_arena_zero(&w->arena, n, sizeof *options);
        for (uint32_t v = 0; v < n; v++) {
            uint64_t *counts = truce_arena_zero(&w->arena, n_values[v], sizeof *counts);
            for (uint32_t i = 0; i < n_values[v]; i++) {
                counts[i] = percent(&seed, 5) ? UINT64_MAX - below(&seed, 9) : 1 + below(&seed, 4);
            }
            options[v] = percent(&seed, 70) ? counts : NULL;
        }
        to->options = options;
    }
    truce_bigint *units = truce_arena_zero(&w->arena, to->n_parties, sizeof *units);
    uint64_t *reserve =
        truce_arena_zero(&w->arena, (size_t)to->n_parties * to->width, sizeof *reserve);
    bool *reserved = truce_arena_zero(&w->arena, to->n_parties, sizeof *reserved);
    for (uint32_t p = 0; p < to->n_parties; p++) {
        assert_int_equal(truce_bigint_from(1 + below(&seed, 7), &w->arena, &units[p], NULL),
                         TRUCE_OK);
        reserved[p] = percent(&seed, 70);
        worths_amount(reserve + (size_t)p * to->width,
                      (int64_t)below(&seed, (size_t)most * n / 2 + 3) - 1, to->width, w->shift);
    }
    to->units = units;
    to->reserve = reserve;
    to->reserved = reserved;
}

/* ---- every package --------------------------------------------------------------------------- */

/* The next package in lexicographic order; false after the last. */
static inline bool worths_next(const worths *w, uint32_t *package) {
    for (uint32_t v = w->choices.n_variables; v-- > 0;) {
        if (++package[v] < w->choices.n_values[v]) {
            return true;
        }
        package[v] = 0;
    }
    return false;
}

static inline bool worths_allowed(const worths *w, const uint32_t *package) {
    for (size_t i = 0; i < w->choices.n_nogoods; i++) {
        const truce_nogood *const g = &w->choices.nogoods[i];
        bool all = true;
        for (uint32_t k = 0; k < g->n_choices; k++) {
            all = all && package[g->choices[k].variable] == g->choices[k].value;
        }
        if (all) {
            return false;
        }
    }
    return true;
}

/* What the package is worth to each party, as small numbers. */
static inline void worths_of(const worths *w, const uint32_t *package, int64_t *out) {
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        out[p] = 0;
    }
    for (uint32_t t = 0; t < w->worth.n_terms; t++) {
        const truce_worth_term *const term = &w->worth.terms[t];
        size_t at = 0;
        for (uint32_t i = 0; i < term->n_variables; i++) {
            at = at * w->choices.n_values[term->variables[i]] + package[term->variables[i]];
        }
        for (uint32_t p = 0; p < w->worth.n_parties; p++) {
            out[p] +=
                worths_small(w, term->amounts + (at * w->worth.n_parties + p) * w->worth.width);
        }
    }
}

/* Nobody gets less than its reservation value. */
static inline bool worths_rational(const worths *w, const int64_t *got) {
    bool rational = true;
    for (uint32_t p = 0; p < w->worth.n_parties; p++) {
        rational =
            rational && (!w->worth.reserved[p] ||
                         got[p] >= worths_small(w, w->worth.reserve + (size_t)p * w->worth.width));
    }
    return rational;
}

__extension__ typedef unsigned __int128 worths_wide;

/* For how many options the package stands; a wrapped number when over 128 bits. */
static inline worths_wide worths_options(const worths *w, const uint32_t *package) {
    worths_wide n = 1;
    for (uint32_t v = 0; w->worth.options != NULL && v < w->choices.n_variables; v++) {
        n *= w->worth.options[v] != NULL ? w->worth.options[v][package[v]] : 1;
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

#define WORTHS_MEMORY                                                                              \
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
