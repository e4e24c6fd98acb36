/* small_worth.h - random worths small enough to look at every package, in numbers of any width. */
#ifndef TRUCE_TESTS_UNIT_DEALS_SMALL_WORTH_H
#define TRUCE_TESTS_UNIT_DEALS_SMALL_WORTH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "truce/deals/worth.h"

enum {
    SMALL_VARIABLES = 6,
    SMALL_VALUES = 4,
    SMALL_TERMS = SMALL_VARIABLES + 3,
    SMALL_PACKAGES = 4096, /* SMALL_VALUES to the SMALL_VARIABLES */
    SMALL_WIDTH = 4
};

/* The same worth twice: as the library sees it, and in small numbers, of which an amount is a
 * multiple of `factor`. */
typedef struct small_worth {
    truce_arena arena;
    truce_domain domain;
    truce_worth worth;
    const int64_t *plain[SMALL_TERMS]; /* [term][combination][party] */
    uint64_t factor[SMALL_WIDTH];      /* [word] */
    int64_t reserve[TRUCE_WORTH_PARTIES_MAX];
} small_worth;

/* out = number * factor, in two's complement. */
static inline void small_amount(const small_worth *w, int64_t number, uint64_t *out) {
    const uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
    uint64_t carry = 0;
    for (uint32_t i = 0; i < w->worth.width; i++) {
        const uint64_t low = (w->factor[i] & UINT32_MAX) * size + carry;
        const uint64_t high = (w->factor[i] >> 32) * size + (low >> 32);
        out[i] = high << 32 | (low & UINT32_MAX);
        carry = high >> 32;
    }
    carry = 1;
    for (uint32_t i = 0; number < 0 && i < w->worth.width; i++) {
        out[i] = ~out[i] + carry;
        carry = carry == 1 && out[i] == 0;
    }
}

typedef struct small_kind {
    bool joined;    /* with links and joint terms */
    uint32_t width; /* 0: 1 to 4 */
    uint32_t parties_max;
} small_kind;

static inline const uint64_t *small_amounts(small_worth *w, const int64_t *plain, size_t n) {
    uint64_t *out = truce_arena_zero(&w->arena, n * w->worth.width, sizeof *out);
    assert_non_null(out);
    for (size_t i = 0; i < n; i++) {
        small_amount(w, plain[i], out + i * w->worth.width);
    }
    return out;
}

static inline void small_add_term(small_worth *w, uint64_t *seed, const uint32_t *variables,
                                  uint32_t n, int64_t most, bool opposed) {
    truce_worth_term *const term = (truce_worth_term *)(uintptr_t)&w->worth.terms[w->worth.n_terms];
    uint32_t *const own = truce_arena_zero(&w->arena, n, sizeof *own);
    size_t combinations = 1;
    for (uint32_t i = 0; i < n; i++) {
        own[i] = variables[i];
        combinations *= w->domain.n_values[variables[i]];
    }
    const uint32_t parties = w->worth.n_parties;
    int64_t *const plain = truce_arena_zero(&w->arena, combinations * parties, sizeof *plain);
    assert_non_null(plain);
    for (size_t i = 0; i < combinations; i++) {
        for (uint32_t p = 0; p < parties; p++) {
            plain[i * parties + p] = (int64_t)below(seed, (size_t)most) - most / 4;
        }
        if (opposed) {
            plain[i * parties + 1] = most - plain[i * parties];
        }
    }
    w->plain[w->worth.n_terms++] = plain;
    *term = (truce_worth_term){own, n, small_amounts(w, plain, combinations * parties)};
}

static inline void small_add_options(small_worth *w, uint64_t *seed) {
    uint64_t **options = truce_arena_zero(&w->arena, w->domain.n_variables, sizeof *options);
    for (uint32_t v = 0; v < w->domain.n_variables; v++) {
        if (percent(seed, 20)) {
            continue; /* one each */
        }
        options[v] = truce_arena_zero(&w->arena, w->domain.n_values[v], sizeof **options);
        for (uint32_t a = 0; a < w->domain.n_values[v]; a++) {
            options[v][a] = percent(seed, 3) ? UINT64_MAX - below(seed, 9) : 1 + below(seed, 4);
        }
    }
    w->worth.options = (const uint64_t *const *)options;
}

/* Any shape: few and many ties, an opposed pair, issues that matter to nobody, with and without
 * reservation values, with options that cannot be chosen. */
static inline void small_worth_make(small_worth *w, uint64_t seed, small_kind kind) {
    static const int64_t most_of[] = {1, 3, 10, 1000};
    memset(w, 0, sizeof *w);
    w->arena = truce_arena_new();
    const uint32_t n = (uint32_t)below(&seed, SMALL_VARIABLES + 1);
    const int64_t most = most_of[below(&seed, 4)];
    const bool opposed = percent(&seed, 30);
    uint32_t *n_values = truce_arena_zero(&w->arena, n, sizeof *n_values);
    for (uint32_t v = 0; v < n; v++) {
        n_values[v] = percent(&seed, 1) ? 0 : 1 + (uint32_t)below(&seed, SMALL_VALUES);
    }
    assert_int_equal(truce_domain_init(&w->domain, n_values, n, 0, 0, &w->arena, NULL), TRUCE_OK);
    w->worth = (truce_worth){
        .choices = &w->domain,
        .n_parties = 2 + (uint32_t)below(&seed, kind.parties_max - 1),
        .width = kind.width > 0 ? kind.width : 1 + (uint32_t)below(&seed, SMALL_WIDTH),
        .terms = truce_arena_zero(&w->arena, SMALL_TERMS, sizeof(truce_worth_term)),
    };
    for (uint32_t i = 0; i < w->worth.width; i++) {
        w->factor[i] = percent(&seed, 50) ? next_random(&seed) : UINT64_MAX;
    }
    w->factor[w->worth.width - 1] >>= 20;
    w->factor[0] |= 1;
    for (uint32_t v = 0; v < n; v++) {
        if (!percent(&seed, 10)) {
            small_add_term(w, &seed, &v, 1, most, opposed);
        }
        if (n_values[v] > 0 && percent(&seed, 10)) {
            const truce_choice out = {v, (uint32_t)below(&seed, n_values[v])};
            assert_int_equal(truce_domain_forbid(&w->domain, &out, 1, NULL, 0, TRUCE_NO_LINK, NULL),
                             TRUCE_OK);
        }
    }
    for (size_t i = kind.joined && n > 1 ? below(&seed, 4) : 0; i > 0; i--) {
        const uint32_t a = (uint32_t)below(&seed, n - 1);
        const uint32_t b = a + 1 + (uint32_t)below(&seed, n - 1 - a);
        const uint32_t c = b + 1 + (uint32_t)below(&seed, 3);
        const uint32_t variables[] = {a, b, c};
        small_add_term(w, &seed, variables, c < n && percent(&seed, 40) ? 3 : 2, most, opposed);
    }
    for (size_t i = kind.joined && n > 1 ? below(&seed, 8) : 0; i > 0; i--) {
        truce_choice choices[3];
        uint32_t n_choices = 0;
        for (size_t k = percent(&seed, 1) ? 0 : 2 + below(&seed, 2); k > 0; k--) {
            const uint32_t v = (uint32_t)below(&seed, n);
            if (n_values[v] > 0) {
                choices[n_choices++] = (truce_choice){v, (uint32_t)below(&seed, n_values[v])};
            }
        }
        assert_int_equal(
            truce_domain_forbid(&w->domain, choices, n_choices, NULL, 0, TRUCE_NO_LINK, NULL),
            TRUCE_OK);
    }
    if (percent(&seed, 50)) {
        small_add_options(w, &seed);
    }
    if (percent(&seed, 50)) {
        bool *const reserved =
            truce_arena_zero(&w->arena, TRUCE_WORTH_PARTIES_MAX, sizeof *reserved);
        for (uint32_t p = 0; p < w->worth.n_parties; p++) {
            reserved[p] = percent(&seed, 70);
            w->reserve[p] = (int64_t)below(&seed, (size_t)(most * (int64_t)(n + 1))) / 2;
        }
        w->worth.reserved = reserved;
        w->worth.reserve = small_amounts(w, w->reserve, w->worth.n_parties);
    }
}

static inline bool small_allowed(const small_worth *w, const uint32_t *package) {
    for (size_t i = 0; i < w->domain.n_nogoods; i++) {
        const truce_nogood *const g = &w->domain.nogoods[i];
        bool broken = true;
        for (uint32_t k = 0; k < g->n_choices; k++) {
            broken = broken && package[g->choices[k].variable] == g->choices[k].value;
        }
        if (broken) {
            return false;
        }
    }
    return true;
}

static inline void small_sum(const small_worth *w, const uint32_t *package, int64_t *sum) {
    memset(sum, 0, w->worth.n_parties * sizeof *sum);
    for (uint32_t i = 0; i < w->worth.n_terms; i++) {
        const truce_worth_term *const t = &w->worth.terms[i];
        size_t at = 0;
        for (uint32_t k = 0; k < t->n_variables; k++) {
            at = at * w->domain.n_values[t->variables[k]] + package[t->variables[k]];
        }
        for (uint32_t p = 0; p < w->worth.n_parties; p++) {
            sum[p] += w->plain[i][at * w->worth.n_parties + p];
        }
    }
}

/* The next package in lexicographic order; false after the last. */
static inline bool small_next(const small_worth *w, uint32_t *package) {
    for (uint32_t v = w->domain.n_variables; v-- > 0;) {
        if (++package[v] < w->domain.n_values[v]) {
            return true;
        }
        package[v] = 0;
    }
    return false;
}

static inline bool small_any(const small_worth *w) {
    for (uint32_t v = 0; v < w->domain.n_variables; v++) {
        if (w->domain.n_values[v] == 0) {
            return false;
        }
    }
    return true;
}

#endif
