/* deals - how fast efficient packages are found, and how that grows.
 *
 * An instance: issues of ten options; a weight of each issue for each party, from 1 to the largest
 * number of so many digits, and a value of each option from 0 to it, drawn evenly; what an option
 * is worth is their product. `opposed`: the second party's value is what the first one's lacks to
 * the most; a third party's is its own. `chain` and `grid`: also joint terms of neighbouring issues
 * (in a row; in a grid of three columns), with a weight each and values likewise.
 *
 * A run finds all efficient packages, counts them exactly, and gives 1,000 of them with their
 * choices and the number of packages worth the same. Every run is a process of its own; told are
 * the processor time of the best of three, the most memory of a run, and what was asked for.
 *
 *   deals             the table
 *   deals SECONDS     rows that are asked to take no longer than this
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "truce/deals/frontier.h"

enum { RUNS = 3, OPTIONS = 10 };

typedef enum ties { ADDITIVE, CHAIN, GRID } ties;

typedef struct row {
    const char *what;
    uint32_t parties, issues;
    int64_t most; /* of a weight and a value */
    bool opposed;
    ties joined;
    size_t bytes_max;
    double asked_s;
    long asked_mb; /* 0: nothing */
    double asked_epsilon;
} row;

static uint64_t next_random(uint64_t *seed) {
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t pick(uint64_t *seed, int64_t n) {
    return (int64_t)(next_random(seed) % (uint64_t)n);
}

/* Processor time: one thread, and what else the machine does counts less. */
static double now_s(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(bool ok, const char *what) {
    if (!ok) {
        (void)fprintf(stderr, "bench deals: %s failed\n", what);
        exit(4);
    }
}

/* ---- instances ------------------------------------------------------------------------------- */

static truce_worth_term make_term(const row *r, const uint32_t *variables, uint32_t n,
                                  uint64_t *seed, truce_arena *arena) {
    const size_t combinations = n == 1 ? OPTIONS : (size_t)OPTIONS * OPTIONS;
    uint32_t *own = truce_arena_take(arena, n * sizeof *own);
    uint64_t *amounts = truce_arena_zero(arena, combinations * r->parties, sizeof *amounts);
    int64_t weights[TRUCE_WORTH_PARTIES_MAX];
    must(own != NULL && amounts != NULL, "memory");
    memcpy(own, variables, n * sizeof *own);
    for (uint32_t p = 0; p < r->parties; p++) {
        weights[p] = 1 + pick(seed, r->most);
    }
    for (size_t i = 0; i < combinations; i++) {
        int64_t first = 0;
        for (uint32_t p = 0; p < r->parties; p++) {
            const int64_t drawn = pick(seed, r->most + 1);
            const int64_t value = r->opposed && p == 1 ? r->most - first : drawn;
            first = p == 0 ? value : first;
            amounts[i * r->parties + p] = (uint64_t)(weights[p] * value);
        }
    }
    return (truce_worth_term){own, n, amounts};
}

static void generate(const row *r, uint64_t seed, truce_arena *arena, truce_worth *worth) {
    enum { COLUMNS = 3 };
    truce_domain *d = truce_arena_take(arena, sizeof *d);
    uint32_t *n_values = truce_arena_take(arena, r->issues * sizeof *n_values);
    truce_worth_term *terms = truce_arena_take(arena, (size_t)3 * r->issues * sizeof *terms);
    must(d != NULL && n_values != NULL && terms != NULL, "memory");
    for (uint32_t v = 0; v < r->issues; v++) {
        n_values[v] = OPTIONS;
    }
    must(truce_domain_init(d, n_values, r->issues, 0, 0, arena, NULL) == TRUCE_OK, "a domain");
    uint32_t n = 0;
    for (uint32_t v = 0; v < r->issues; v++) {
        terms[n++] = make_term(r, &v, 1, &seed, arena);
    }
    for (uint32_t v = 0; v < r->issues && r->joined != ADDITIVE; v++) {
        const uint32_t across[] = {v, v + 1};
        const uint32_t down[] = {v, v + COLUMNS};
        if (v + 1 < r->issues && (r->joined == CHAIN || v % COLUMNS != COLUMNS - 1)) {
            terms[n++] = make_term(r, across, 2, &seed, arena);
        }
        if (r->joined == GRID && v + COLUMNS < r->issues) {
            terms[n++] = make_term(r, down, 2, &seed, arena);
        }
    }
    *worth = (truce_worth){
        .choices = d, .n_parties = r->parties, .width = 1, .terms = terms, .n_terms = n};
}

/* ---- a run ----------------------------------------------------------------------------------- */

typedef struct cost {
    double s;
    long peak_mb;
    size_t n;
    bool exact;
    double epsilon;
} cost;

static cost find_here(const row *r) {
    truce_arena arena = truce_arena_new();
    truce_worth worth;
    truce_frontier f;
    struct rusage usage;
    truce_error err = {.message = ""};
    generate(r, 1, &arena, &worth);
    const double begin = now_s();
    const truce_status status = truce_frontier_find(
        &worth, (truce_frontier_options){.bytes_max = r->bytes_max}, &arena, &f, &err);
    const double took = now_s() - begin;
    must(status == TRUCE_OK, err.message);
    must(getrusage(RUSAGE_SELF, &usage) == 0, "getrusage");
    const cost c = {took, usage.ru_maxrss / 1024, f.n, f.exact, f.epsilon};
    truce_arena_clear(&arena);
    return c;
}

/* All sums of all outcomes, sorted, and what is beaten left out: what a program does that lists
 * outcomes. */
typedef struct pair {
    int64_t a, b;
} pair;

static int falling(const void *left, const void *right) {
    const pair *const l = left;
    const pair *const r = right;
    if (l->a != r->a) {
        return l->a > r->a ? -1 : 1;
    }
    return (l->b < r->b) - (l->b > r->b);
}

static cost list_here(const row *r) {
    truce_arena arena = truce_arena_new();
    truce_worth worth;
    struct rusage usage;
    generate(r, 1, &arena, &worth);
    const double begin = now_s();
    size_t n = 1;
    for (uint32_t v = 0; v < r->issues; v++) {
        n *= OPTIONS;
    }
    pair *const all = malloc(n * sizeof *all);
    must(all != NULL, "memory");
    for (size_t i = 0; i < n; i++) {
        size_t rest = i;
        all[i] = (pair){0, 0};
        for (uint32_t v = 0; v < r->issues; v++, rest /= OPTIONS) {
            const uint64_t *const amounts = worth.terms[v].amounts + rest % OPTIONS * 2;
            all[i].a += (int64_t)amounts[0];
            all[i].b += (int64_t)amounts[1];
        }
    }
    qsort(all, n, sizeof *all, falling);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const bool same = kept > 0 && falling(&all[kept - 1], &all[i]) == 0;
        if (kept == 0 || (!same && all[i].b > all[kept - 1].b)) {
            all[kept++] = all[i];
        }
    }
    const double took = now_s() - begin;
    free(all);
    must(getrusage(RUSAGE_SELF, &usage) == 0, "getrusage");
    truce_arena_clear(&arena);
    return (cost){took, usage.ru_maxrss / 1024, kept, true, 0};
}

static cost in_fresh_process(cost (*job)(const row *r), const row *r) {
    cost told;
    int ends[2];
    int status = 0;
    must(pipe(ends) == 0, "pipe");
    const pid_t child = fork();
    must(child >= 0, "fork");
    if (child == 0) {
        told = job(r);
        _exit(write(ends[1], &told, sizeof told) == (ssize_t)sizeof told ? 0 : 4);
    }
    must(waitpid(child, &status, 0) == child && status == 0, r->what);
    must(read(ends[0], &told, sizeof told) == (ssize_t)sizeof told, "a run's report");
    (void)close(ends[0]);
    (void)close(ends[1]);
    return told;
}

static cost best_of(cost (*job)(const row *r), const row *r) {
    cost best = {.s = 1e300};
    (void)fflush(stdout);
    for (int i = 0; i < RUNS && (i == 0 || best.s < 10); i++) {
        cost one = in_fresh_process(job, r);
        one.peak_mb = one.peak_mb > best.peak_mb ? one.peak_mb : best.peak_mb;
        one.s = one.s < best.s ? one.s : best.s;
        best = one;
    }
    return best;
}

/* ---- the tables ------------------------------------------------------------------------------ */

#define MB ((size_t)1 << 20)

static const row rows[] = {
    {"2 independent, 250 x 10", 2, 250, 999, false, ADDITIVE, 0, 0.03, 0, 0},
    {"2 independent, 1000 x 10", 2, 1000, 999, false, ADDITIVE, 0, 1, 0, 0},
    {"2 opposed, 250 x 10", 2, 250, 999, true, ADDITIVE, 0, 1.5, 0, 0},
    {"2 opposed, 1000 x 10, 2 digits", 2, 1000, 99, true, ADDITIVE, 512 * MB, 12, 200, 0},
    {"3 independent, 30 x 10", 3, 30, 999, false, ADDITIVE, 0, 0.3, 0, 0},
    {"3 independent, 60 x 10", 3, 60, 999, false, ADDITIVE, 0, 5, 500, 0},
    {"3 independent, 100 x 10", 3, 100, 999, false, ADDITIVE, 2048 * MB, 60, 2000, 0},
    {"3 with an opposed pair, 60 x 10", 3, 60, 999, true, ADDITIVE, 48 * MB, 10, 0, 0.02},
    {"4 independent, 15 x 10", 4, 15, 999, false, ADDITIVE, 0, 5, 0, 0},
    {"2, chain of joint terms, 100 x 10", 2, 100, 999, false, CHAIN, 0, 0.1, 0, 0},
    {"2, grid of joint terms, 3 x 33 x 10", 2, 99, 999, false, GRID, 0, 3, 0, 0},
};

static void tell(const row *r) {
    const cost c = best_of(find_here, r);
    char asked_mb[24] = "";
    char epsilon[48] = "exact";
    if (r->asked_mb > 0) {
        (void)snprintf(asked_mb, sizeof asked_mb, " (%ld)", r->asked_mb);
    }
    if (!c.exact) {
        (void)snprintf(epsilon, sizeof epsilon, "epsilon %.4f (%.2f)", c.epsilon, r->asked_epsilon);
    }
    printf("  %-36s %8.3f s (%.2f)  peak %5ld MB%s  %9zu vectors, %s\n", r->what, c.s, r->asked_s,
           c.peak_mb, asked_mb, c.n, epsilon);
}

static void tell_growth(uint32_t parties, bool opposed, const uint32_t *issues, size_t n) {
    double before = 0;
    printf("%u parties, %s, 3 digits\n", parties, opposed ? "opposed" : "independent");
    for (size_t i = 0; i < n; i++) {
        const row r = {"growth", parties, issues[i], 999, opposed, ADDITIVE, 0, 0, 0, 0};
        const cost c = best_of(find_here, &r);
        printf("  %5u issues %9.4f s  peak %5ld MB  %9zu vectors", issues[i], c.s, c.peak_mb, c.n);
        if (before > 0) {
            printf("  %5.1f times", c.s / before);
        }
        printf("\n");
        before = c.s;
    }
}

int main(int argc, char **argv) {
    const double seconds_max = argc > 1 ? strtod(argv[1], NULL) : 1e300;
    printf("efficient packages, processor time and memory (asked for)\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].asked_s <= seconds_max) {
            tell(&rows[i]);
        }
    }
    if (argc > 1) {
        return 0;
    }
    const row million = {"2 independent, 10^6 outcomes", 2, 6, 999, false, ADDITIVE, 0, 0, 0, 0};
    const cost found = best_of(find_here, &million);
    const cost listed = best_of(list_here, &million);
    must(found.n == listed.n, "agreement with listing all outcomes");
    printf("10^6 outcomes: %.6f s; listing all %.3f s, %.0f times (1000)\n", found.s, listed.s,
           listed.s / found.s);
    tell_growth(2, false, (const uint32_t[]){125, 250, 500, 1000}, 4);
    tell_growth(2, true, (const uint32_t[]){63, 125, 250, 500}, 4);
    tell_growth(3, false, (const uint32_t[]){15, 30, 60}, 3);
    tell_growth(4, false, (const uint32_t[]){8, 12, 16}, 3);
    return 0;
}
