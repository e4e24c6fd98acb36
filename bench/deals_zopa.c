/* deals_zopa - how long it takes to count the packages that are worth enough to everybody, and how
 * that grows.
 *
 * An instance: issues with as many options each; every party has a weight for an issue, from 1 to
 * `weight`, and a value for an option, from 0 to `value`, all independent; the amount is their
 * product. Everybody asks for a share of the sum of its largest amounts. `chain`: each issue and
 * the next have a joint term besides. Told: the time, whether the number is exact, its share of all
 * packages, and how wide apart the bounds are where it is not. Then, for some: 100 packages drawn
 * from these, the package nearest to 0.7 of everybody's largest sum, and the 100 best for the first
 * party.
 *
 *   deals_zopa      the table
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "truce/deals/search.h"
#include "truce/deals/zopa.h"

typedef struct family {
    uint32_t parties, issues, options;
    uint32_t weight, value;
    double demand; /* share of the largest sum that everybody asks for */
    bool chain;
} family;

static uint64_t next_random(uint64_t *seed) {
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint64_t pick(uint64_t *seed, uint64_t n) {
    return next_random(seed) % n;
}

/* Processor time: one thread, and what else the machine does counts less. */
static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void *must(void *p) {
    if (p == NULL) {
        (void)fprintf(stderr, "bench deals_zopa: no memory\n");
        exit(4);
    }
    return p;
}

typedef struct instance {
    truce_domain choices;
    truce_worth worth;
    uint64_t *reserve, *target;
} instance;

/* A term of one issue or of two. Every party's largest amount is added to its reservation value. */
static truce_worth_term make_term(const family *f, uint64_t *seed, uint32_t first, uint32_t n,
                                  truce_arena *arena, uint64_t *reserve) {
    const size_t combinations = n == 1 ? f->options : (size_t)f->options * f->options;
    uint32_t *variables = must(truce_arena_zero(arena, n, sizeof *variables));
    uint64_t *amounts = must(truce_arena_zero(arena, combinations * f->parties, sizeof *amounts));
    for (uint32_t i = 0; i < n; i++) {
        variables[i] = first + i;
    }
    for (uint32_t p = 0; p < f->parties; p++) {
        const uint64_t weight = 1 + pick(seed, f->weight);
        uint64_t most = 0;
        for (size_t i = 0; i < combinations; i++) {
            const uint64_t amount = weight * pick(seed, (uint64_t)f->value + 1);
            amounts[i * f->parties + p] = amount;
            most = amount > most ? amount : most;
        }
        reserve[p] += most;
    }
    return (truce_worth_term){variables, n, amounts};
}

static void generate(const family *f, uint64_t seed, truce_arena *arena, instance *out) {
    uint32_t *n_values = must(truce_arena_zero(arena, f->issues, sizeof *n_values));
    truce_worth_term *terms = must(truce_arena_zero(arena, (size_t)2 * f->issues, sizeof *terms));
    bool *reserved = must(truce_arena_zero(arena, f->parties, sizeof *reserved));
    out->reserve = must(truce_arena_zero(arena, f->parties, sizeof *out->reserve));
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->issues; i++) {
        n_values[i] = f->options;
        terms[n++] = make_term(f, &seed, i, 1, arena, out->reserve);
    }
    for (uint32_t i = 0; f->chain && i + 1 < f->issues; i++) {
        terms[n++] = make_term(f, &seed, i, 2, arena, out->reserve);
    }
    out->target = must(truce_arena_zero(arena, f->parties, sizeof *out->target));
    for (uint32_t p = 0; p < f->parties; p++) {
        out->target[p] = (uint64_t)((double)out->reserve[p] * 0.7);
        out->reserve[p] = (uint64_t)((double)out->reserve[p] * f->demand);
        reserved[p] = true;
    }
    if (truce_domain_init(&out->choices, n_values, f->issues, 0, 0, arena, NULL) != TRUCE_OK) {
        (void)must(NULL);
    }
    out->worth = (truce_worth){.choices = &out->choices,
                               .n_parties = f->parties,
                               .width = 1,
                               .terms = terms,
                               .n_terms = n,
                               .reserve = out->reserve,
                               .reserved = reserved};
}

/* Decimal logarithm. */
static double magnitude(truce_bigint n, truce_arena *arena) {
    truce_str text;
    if (truce_bigint_decimal(n, arena, &text, NULL) != TRUCE_OK) {
        (void)must(NULL);
    }
    char head[16] = "0.";
    memcpy(head + 2, text.data, text.size < 12 ? text.size : 12);
    return log10(strtod(head, NULL)) + (double)text.size;
}

static void measure(const family *f) {
    truce_arena arena = truce_arena_new();
    instance x;
    truce_zopa got;
    generate(f, 7, &arena, &x);
    const double start = now_ms();
    if (truce_zopa_count(&x.worth, NULL, NULL, &arena, &got, NULL) != TRUCE_OK) {
        (void)must(NULL);
    }
    const double ms = now_ms() - start;
    const double outcomes = f->issues * log10(f->options);
    printf("%2u parties %5u x %2u (10^%.0f)%s w<=%-4u v<=%-4u ask %.2f: %9.1f ms  ", f->parties,
           f->issues, f->options, outcomes, f->chain ? " chain" : "", f->weight, f->value,
           f->demand, ms);
    if (got.exact) {
        printf("exact, share 10^%.3f\n", magnitude(got.at_least, &arena) - outcomes);
    } else {
        printf("at least 10^%.3f, at most 10^%.3f", magnitude(got.at_least, &arena) - outcomes,
               magnitude(got.at_most, &arena) - outcomes);
        if (got.estimated) {
            printf(", about 10^%.3f +- %.1f%%", magnitude(got.estimate, &arena) - outcomes,
                   got.error * 100);
        }
        printf("\n");
    }
    (void)fflush(stdout);
    truce_arena_clear(&arena);
}

static void measure_searches(const family *f) {
    enum { DRAWS = 100, BEST = 100 };
    truce_arena arena = truce_arena_new();
    instance x;
    generate(f, 7, &arena, &x);
    truce_bigint *weights = must(truce_arena_zero(&arena, f->parties, sizeof *weights));
    truce_drawn drawn;
    truce_nearest near;
    truce_ranking best;
    double at[4];
    at[0] = now_ms();
    truce_status status = truce_draw_packages(&x.worth, NULL, DRAWS, 1, NULL, &arena, &drawn, NULL);
    at[1] = now_ms();
    status = status == TRUCE_OK
                 ? truce_nearest_package(&x.worth, x.target, NULL, &arena, &near, NULL)
                 : status;
    at[2] = now_ms();
    status = status == TRUCE_OK ? truce_bigint_from(1, &arena, &weights[0], NULL) : status;
    status = status == TRUCE_OK ? truce_best_packages(&x.worth, weights, BEST, &arena, &best, NULL)
                                : status;
    at[3] = now_ms();
    if (status != TRUCE_OK) {
        (void)must(NULL);
    }
    printf(
        "%2u parties %5u x %2u (10^%.0f)%s: drawn %u in %.1f ms; nearest, %s, %.3g away, in %.1f "
        "ms; best %u in %.1f ms\n",
        f->parties, f->issues, f->options, f->issues * log10(f->options), f->chain ? " chain" : "",
        drawn.n, at[1] - at[0], near.exact ? "exact" : "not exact", near.distance, at[2] - at[1],
        best.n, at[3] - at[2]);
    (void)fflush(stdout);
    truce_arena_clear(&arena);
}

int main(void) {
    static const family families[] = {
        {2, 6, 10, 999, 999, 0.6, false},   {2, 8, 10, 999, 999, 0.6, false},
        {2, 10, 10, 999, 999, 0.6, false},  {2, 12, 10, 999, 999, 0.6, false},
        {2, 14, 10, 999, 999, 0.6, false},  {2, 14, 10, 999, 999, 0.75, false},
        {2, 20, 10, 999, 999, 0.6, false},  {2, 30, 10, 999, 999, 0.6, false},
        {2, 250, 10, 999, 999, 0.5, false}, {2, 30, 10, 9, 9, 0.6, false},
        {2, 60, 10, 9, 9, 0.6, false},      {3, 8, 10, 999, 999, 0.55, false},
        {3, 10, 10, 999, 999, 0.55, false}, {3, 12, 10, 999, 999, 0.55, false},
        {3, 20, 10, 999, 999, 0.55, false}, {4, 10, 10, 999, 999, 0.5, false},
        {2, 10, 10, 99, 99, 0.6, true},     {2, 30, 10, 9, 9, 0.5, true},
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        measure(&families[i]);
    }
    static const family searched[] = {
        {2, 8, 10, 999, 999, 0.6, false},  {2, 12, 10, 999, 999, 0.6, false},
        {2, 20, 10, 999, 999, 0.6, false}, {3, 12, 10, 999, 999, 0.55, false},
        {4, 10, 10, 999, 999, 0.5, false}, {2, 250, 10, 999, 999, 0.5, false},
        {2, 1000, 10, 99, 99, 0.5, false}, {2, 30, 10, 9, 9, 0.5, true},
    };
    for (size_t i = 0; i < sizeof searched / sizeof *searched; i++) {
        measure_searches(&searched[i]);
    }
    return 0;
}
