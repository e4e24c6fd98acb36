/* solve - how fast every conflict among positions is found, and how that grows.
 *
 * An instance: issues of 3 to 6 rungs in a row, of which three in ten are contested; positions of
 * two sides, one wanting low rungs and one wanting high ones (only on a contested issue can they
 * miss each other), or ruling one rung out, one in five of them under a condition on another issue;
 * and links, half of which rule a pair of rungs out while the other half tie a rung of one issue
 * to the rungs above or below some rung of another. Each size is solved for several seeds, and the
 * slowest and the median are told. A run that outgrew its limits is marked.
 *
 *   solve      the table
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "truce/solve/conflicts.h"
#include "truce/solve/count.h"
#include "truce/solve/hitting.h"

enum { SEEDS = 9, RUNGS_MAX = 6 };

typedef struct family {
    uint32_t issues, positions, links;
    uint32_t size_max; /* of a conflict; 0: all */
} family;

static uint64_t next_random(uint64_t *seed) {
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint32_t pick(uint64_t *seed, uint32_t n) {
    return (uint32_t)(next_random(seed) % n);
}

/* Processor time: one thread, and what else the machine does counts less. */
static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(truce_status status, const char *what) {
    if (status != TRUCE_OK) {
        (void)fprintf(stderr, "bench solve: %s failed\n", what);
        exit(4);
    }
}

static void add_link(truce_domain *d, uint64_t *seed, uint32_t link) {
    const uint32_t i = pick(seed, d->n_variables);
    const uint32_t j = (i + 1 + pick(seed, d->n_variables - 1)) % d->n_variables;
    const uint32_t here = pick(seed, d->n_values[i]);
    const uint32_t there = pick(seed, d->n_values[j]);
    const uint32_t kind = pick(seed, 4); /* 0, 1: the pair; 2: above `there`; 3: below it */
    for (uint32_t a = 0; a < d->n_values[j]; a++) {
        if (kind < 2 ? a == there : kind == 2 ? a < there : a > there) {
            const truce_choice both[] = {{i, here}, {j, a}};
            must(truce_domain_forbid(d, both, 2, NULL, 0, link, NULL), "a link");
        }
    }
}

/* Rule value `a` of issue `i` out under `label`, with no condition or where `other` is `from` or
 * above. */
static void rule_out(truce_domain *d, uint32_t i, uint32_t a, uint32_t label, uint32_t other,
                     uint32_t from) {
    truce_choice both[] = {{i, a}, {other, from}};
    if (other == i) {
        must(truce_domain_forbid(d, both, 1, &label, 1, TRUCE_NO_LINK, NULL), "a position");
    }
    for (uint32_t b = from; other != i && b < d->n_values[other]; b++) {
        both[1].value = b;
        must(truce_domain_forbid(d, both, 2, &label, 1, TRUCE_NO_LINK, NULL), "a position");
    }
}

static void add_position(truce_domain *d, uint64_t *seed, const bool *contested, uint32_t label) {
    const uint32_t i = pick(seed, d->n_variables);
    const uint32_t n = d->n_values[i];
    const bool high = pick(seed, 2) == 1;
    const bool excludes = pick(seed, 3) == 2;
    const uint32_t limit = contested[i] ? pick(seed, n - 1) : (high ? 0 : n - 1);
    const uint32_t excluded = pick(seed, n);
    const uint32_t other = pick(seed, 5) == 0 ? pick(seed, d->n_variables) : i;
    const uint32_t from = pick(seed, d->n_values[other]);
    for (uint32_t a = 0; a < n; a++) {
        const bool out = excludes               ? a == excluded
                         : high && contested[i] ? a <= limit
                         : high                 ? a < limit
                                                : a > limit;
        if (out) {
            rule_out(d, i, a, label, other, from);
        }
    }
}

static void generate(const family *f, uint64_t seed, truce_arena *arena, truce_domain *d) {
    uint32_t *n_values = truce_arena_zero(arena, f->issues, sizeof *n_values);
    bool *contested = truce_arena_zero(arena, f->issues, sizeof *contested);
    must(n_values != NULL && contested != NULL ? TRUCE_OK : TRUCE_ENOMEM, "memory");
    for (uint32_t i = 0; i < f->issues; i++) {
        n_values[i] = 3 + pick(&seed, RUNGS_MAX - 2);
        contested[i] = pick(&seed, 10) < 3;
    }
    must(truce_domain_init(d, n_values, f->issues, f->positions, f->links, arena, NULL),
         "a domain");
    for (uint32_t i = 0; i < f->links; i++) {
        add_link(d, &seed, i);
    }
    for (uint32_t i = 0; i < f->positions; i++) {
        add_position(d, &seed, contested, i);
    }
}

static int by_value(const void *left, const void *right) {
    const double l = *(const double *)left;
    const double r = *(const double *)right;
    return (l > r) - (l < r);
}

typedef struct sample {
    double conflicts_ms, openings_ms, count_ms;
    size_t conflicts, peak, parts, openings;
    uint32_t largest;
    bool outgrown, contradictory, listed, exact;
} sample;

/* Keep all but the first way to open each component. */
static void relax(const truce_hitting_parts *parts, uint32_t n_labels, bool *kept) {
    for (uint32_t i = 0; i < n_labels; i++) {
        kept[i] = true;
    }
    for (uint32_t p = 0; p < parts->n; p++) {
        const truce_sets sets = parts->at[p].hitting.sets;
        for (uint32_t i = 0; sets.n > 0 && i < sets.at[0].n; i++) {
            kept[sets.at[0].at[i]] = false;
        }
    }
}

static sample take(const family *f, uint64_t seed) {
    truce_arena arena = truce_arena_new();
    truce_domain d;
    generate(f, seed, &arena, &d);
    truce_conflicts c;
    const truce_conflict_limits limits = {.size_max = f->size_max};
    const double start = now_ms();
    must(truce_conflicts_find(&d, &limits, &arena, &c, NULL), "a search");
    const double found = now_ms();
    truce_hitting_parts parts;
    must(truce_hitting_by_part(c.sets, f->positions, (truce_costs){0}, NULL, &arena, &parts, NULL),
         "the openings");
    const double hit = now_ms();
    bool *kept = truce_arena_zero(&arena, f->positions, sizeof *kept);
    must(kept != NULL ? TRUCE_OK : TRUCE_ENOMEM, "memory");
    relax(&parts, f->positions, kept);
    const double relaxed = now_ms();
    truce_count count;
    truce_first first;
    must(truce_count_assignments(&d, kept, NULL, &arena, &count, NULL), "a count");
    must(truce_first_assignment(&d, kept, NULL, &arena, &first, NULL), "an example");
    const double counted = now_ms();
    sample s = {
        .conflicts_ms = found - start,
        .openings_ms = hit - found,
        .count_ms = counted - relaxed,
        .conflicts = c.sets.n,
        .peak = c.nogoods_peak,
        .parts = parts.n,
        .largest = c.sets.n > 0 ? c.sets.at[c.sets.n - 1].n : 0,
        .outgrown = f->size_max == 0 ? !c.complete : c.sizes_known < f->size_max,
        .contradictory = c.contradictory,
        .listed = parts.complete,
        .exact = count.exact && first.known && (first.values != NULL || !c.complete),
    };
    for (uint32_t p = 0; p < parts.n; p++) {
        s.openings += parts.at[p].hitting.sets.n;
    }
    truce_arena_clear(&arena);
    return s;
}

static void measure(const family *f) {
    double conflicts_ms[SEEDS];
    double openings_ms[SEEDS];
    double count_ms[SEEDS];
    unsigned bounds = 0;
    sample worst = {.conflicts = 0};
    unsigned outgrown = 0;
    unsigned contradictory = 0;
    unsigned unlisted = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        const sample s = take(f, seed);
        conflicts_ms[seed] = s.conflicts_ms;
        openings_ms[seed] = s.openings_ms;
        count_ms[seed] = s.count_ms;
        bounds += !s.exact;
        worst = s.conflicts >= worst.conflicts ? s : worst;
        outgrown += s.outgrown;
        contradictory += s.contradictory;
        unlisted += !s.listed;
    }
    qsort(conflicts_ms, SEEDS, sizeof *conflicts_ms, by_value);
    qsort(openings_ms, SEEDS, sizeof *openings_ms, by_value);
    qsort(count_ms, SEEDS, sizeof *count_ms, by_value);
    char size[16] = "all";
    if (f->size_max > 0) {
        (void)snprintf(size, sizeof size, "<= %u", f->size_max);
    }
    printf("%7u %9u %6u %5s  %8.1f %8.1f %9zu %7u %8zu %8u  %8.1f %8.1f %6zu %8zu %8u  %8.1f %8.1f "
           "%6u\n",
           f->issues, f->positions, f->links, size, conflicts_ms[SEEDS / 2],
           conflicts_ms[SEEDS - 1], worst.conflicts, worst.largest, worst.peak, outgrown,
           openings_ms[SEEDS / 2], openings_ms[SEEDS - 1], worst.parts, worst.openings, unlisted,
           count_ms[SEEDS / 2], count_ms[SEEDS - 1], bounds);
    if (contradictory > 0) {
        printf("        in %u of them the links contradicted each other\n", contradictory);
    }
}

int main(void) {
    static const family families[] = {
        {50, 125, 75, 0},    {100, 250, 150, 0},     {200, 500, 300, 0},
        {400, 1000, 600, 0}, {800, 2000, 1200, 0},   {800, 2000, 1200, 5},
        {200, 1000, 300, 0}, {200, 2000, 300, 3},    {200, 2000, 300, 5},
        {200, 2000, 300, 0}, {8000, 20000, 8000, 0}, {100000, 100000, 10000, 0},
    };
    printf("conflicts among positions and the openings, %d seeds each, ms of processor time: the\n"
           "median and the slowest; then of the instance with the most conflicts: their number,\n"
           "the largest, the nogoods kept; in how many they outgrew the limits; openings: the\n"
           "components, how many are listed; in how many instances not all could be;\n"
           "the packages of one opening counted, with an example: in how many this was no exact "
           "number\n",
           SEEDS);
    printf(" issues positions  links sizes    median  slowest conflicts largest  nogoods outgrown"
           "    median  slowest  parts openings unlisted    median  slowest bounds\n");
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        measure(&families[i]);
    }
    return 0;
}
