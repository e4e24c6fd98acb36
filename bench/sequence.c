/* sequence - how fast what is said of the order and the days of steps is untied, and how that
 * grows.
 *
 *   sequence            the tables
 *
 * Order: `demands` that one step come before another (one in ten: together with it), between steps
 * drawn anyhow; each size with several seeds. Told: the median and the slowest; then of the last
 * seed's largest knot how many steps and demands are in it, how many cuts there are, and whether
 * these are exact and the smallest.
 *
 * Times: steps with days of their own, and lags around the distance of two steps drawn anyhow
 * (near: of two that follow each other soon), open on one side or none, so that all can be kept;
 * `tight`: some cannot. `chain`: steps one after the other, named anyhow, with a deadline that is
 * just kept. Then one step is delayed by ten days. The goal: 2,000 steps and 10,000 lags in under
 * 200 ms.
 *
 * Exposure: two sides that give in turn, each in `width` chains of its own, of steps whose costs
 * and worths are 1 to `amount`; `links` pairs besides between steps drawn anyhow, from the earlier
 * to the later. The goals: 24 steps a side of width 4 (6 million sets) in 500 ms; of width 5 with
 * links across in 1,500 ms.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "truce/sequence/exposure.h"
#include "truce/sequence/order.h"
#include "truce/sequence/times.h"

enum { SEEDS = 9 };

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
        (void)fprintf(stderr, "bench sequence: %s failed\n", what);
        exit(4);
    }
}

static void *room(truce_arena *arena, size_t n, size_t size) {
    void *const p = truce_arena_zero(arena, n, size);
    must(p != NULL ? TRUCE_OK : TRUCE_ENOMEM, "memory");
    return p;
}

static int by_value(const void *left, const void *right) {
    const double l = *(const double *)left;
    const double r = *(const double *)right;
    return (l > r) - (l < r);
}

/* ---- order ----------------------------------------------------------------------------------- */

static void measure_order(uint32_t n_steps, uint32_t n_demands) {
    double ms[SEEDS];
    truce_order_knot largest = {.smallest = true};
    uint32_t n_knots = 0;
    for (uint64_t i = 0; i < SEEDS; i++) {
        uint64_t seed = i;
        truce_arena arena = truce_arena_new();
        truce_order_rule *rules = room(&arena, n_demands, sizeof *rules);
        for (uint32_t d = 0; d < n_demands; d++) {
            const uint32_t a = pick(&seed, n_steps);
            const uint32_t b = (a + 1 + pick(&seed, n_steps - 1)) % n_steps;
            rules[d] = (truce_order_rule){a, b, pick(&seed, 10) == 0, d % 2};
        }
        const truce_order_rules all = {n_steps, 2, rules, n_demands};
        truce_ordering o;
        const double start = now_ms();
        must(truce_order_find(&all, NULL, &arena, &o, NULL), "an order");
        ms[i] = now_ms() - start;
        largest = (truce_order_knot){.smallest = true};
        for (uint32_t k = 0; k < o.n_knots; k++) {
            largest = o.knots[k].steps.n > largest.steps.n ? o.knots[k] : largest;
        }
        n_knots = o.n_knots;
        truce_arena_clear(&arena);
    }
    qsort(ms, SEEDS, sizeof *ms, by_value);
    printf("%7u %8u  %9.2f %9.2f %6u %6u %8u %6llu %6s %9s\n", n_steps, n_demands, ms[SEEDS / 2],
           ms[SEEDS - 1], n_knots, largest.steps.n, largest.demands.n,
           (unsigned long long)largest.n, largest.counted ? "all" : "more",
           largest.smallest ? "yes" : "no");
}

/* ---- times ----------------------------------------------------------------------------------- */

typedef enum shape { ANYHOW, NEAR, TIGHT, CHAIN } shape;

static void make_lags(shape how, uint32_t n_steps, uint32_t n, uint64_t seed, truce_arena *arena,
                      truce_lag *lags) {
    uint32_t *day = room(arena, n_steps, sizeof *day);
    for (uint32_t i = 0; i < n_steps; i++) {
        day[i] = how == CHAIN ? i : pick(&seed, 3650);
        if (how == CHAIN) {
            const uint32_t k = pick(&seed, i + 1);
            day[i] = day[k];
            day[k] = i;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (how == CHAIN) {
            lags[i] = i < n_steps ? (truce_lag){i > 0 ? day[i - 1] : TRUCE_DAY_ZERO, day[i], 3,
                                                TRUCE_DAYS_OPEN_HIGH}
                                  : (truce_lag){TRUCE_DAY_ZERO, day[n_steps - 1],
                                                TRUCE_DAYS_OPEN_LOW, 3 * (int64_t)n_steps};
            continue;
        }
        const uint32_t a = pick(&seed, n_steps);
        const uint32_t b = how == NEAR ? (a + 1 + pick(&seed, 20)) % n_steps : pick(&seed, n_steps);
        const bool zero = pick(&seed, 20) == 0;
        const int64_t apart = zero ? day[b] : (int64_t)day[b] - day[a];
        const uint32_t open = pick(&seed, 4);
        lags[i] = (truce_lag){zero ? TRUCE_DAY_ZERO : a, b, apart - pick(&seed, 30),
                              apart + pick(&seed, 30)};
        lags[i].lo = open == 0 ? TRUCE_DAYS_OPEN_LOW : lags[i].lo;
        lags[i].hi = open == 1 ? TRUCE_DAYS_OPEN_HIGH : lags[i].hi;
        if (how == TIGHT && pick(&seed, n / 10) == 0) {
            lags[i].lo = apart + 200;
            lags[i].hi = TRUCE_DAYS_OPEN_HIGH;
        }
    }
}

static void measure_times(const char *name, shape how, uint32_t n_steps, uint32_t n) {
    double ms[SEEDS];
    double delay_ms[SEEDS];
    uint32_t kept = 0;
    uint32_t links = 0;
    uint32_t longer = 0;
    uint32_t moved = 0;
    for (uint64_t i = 0; i < SEEDS; i++) {
        truce_arena arena = truce_arena_new();
        truce_lag *at = room(&arena, n, sizeof *at);
        make_lags(how, n_steps, n, i, &arena, at);
        const truce_lags lags = {n_steps, at, n};
        truce_schedule t;
        const double start = now_ms();
        must(truce_times_find(&lags, &arena, &t, NULL), "a schedule");
        ms[i] = now_ms() - start;
        delay_ms[i] = 0;
        kept += t.consistent;
        links = !t.consistent && t.circle.n > links ? t.circle.n : links;
        longer += !t.consistent && !t.shortest;
        if (t.consistent && t.earliest[0] != TRUCE_DAYS_OPEN_LOW) {
            truce_times_delay d;
            const double from = now_ms();
            must(truce_times_delay_step(&t, 0, 10, &arena, &d, NULL), "a delay");
            delay_ms[i] = now_ms() - from;
            moved = d.n_moved > moved ? d.n_moved : moved;
        }
        truce_arena_clear(&arena);
    }
    qsort(ms, SEEDS, sizeof *ms, by_value);
    qsort(delay_ms, SEEDS, sizeof *delay_ms, by_value);
    printf("%-7s %7u %8u  %9.2f %9.2f %6u %6u %8u  %9.2f %7u\n", name, n_steps, n, ms[SEEDS / 2],
           ms[SEEDS - 1], kept, links, longer, delay_ms[SEEDS - 1], moved);
}

/* ---- exposure -------------------------------------------------------------------------------- */

static void measure_exposure(uint32_t n_side, uint32_t width, uint32_t links, uint32_t amount) {
    double ms[SEEDS];
    truce_exposure last = {0};
    uint32_t points = 0;
    double above = 0;
    for (uint64_t i = 0; i < SEEDS; i++) {
        uint64_t seed = i;
        const uint32_t n = 2 * n_side;
        truce_arena arena = truce_arena_new();
        truce_exposure_step *steps = room(&arena, n, sizeof *steps);
        truce_exposure_pair *pairs = room(&arena, (size_t)n + links, sizeof *pairs);
        uint32_t n_pairs = 0;
        for (uint32_t k = 0; k < n; k++) {
            steps[k] = (truce_exposure_step){(uint8_t)(k % 2), (uint8_t)(1 - k % 2),
                                             1 + pick(&seed, amount), 1 + pick(&seed, amount)};
            if (k >= 2 * width) {
                pairs[n_pairs++] = (truce_exposure_pair){k - 2 * width, k};
            }
        }
        for (uint32_t k = 0; k < links; k++) {
            const uint32_t a = pick(&seed, n - 1);
            pairs[n_pairs++] = (truce_exposure_pair){a, a + 1 + pick(&seed, n - 1 - a)};
        }
        const truce_exposure_plan plan = {steps, n, NULL, pairs, n_pairs};
        const double start = now_ms();
        must(truce_exposure_find(&plan, NULL, &arena, &last, NULL), "an exposure");
        ms[i] = now_ms() - start;
        points = last.n > points ? last.n : points;
        const double least = (double)(last.least[0] > 0 ? last.least[0] : 1);
        above += (double)(last.points[0].largest[0] - last.least[0]) / least;
        truce_arena_clear(&arena);
    }
    qsort(ms, SEEDS, sizeof *ms, by_value);
    printf("%7u %6u %6u %8u  %9.1f %9.1f %6u %10llu %6s %7u %9.2f\n", n_side, width, links, amount,
           ms[SEEDS / 2], ms[SEEDS - 1], last.width, (unsigned long long)last.ideals,
           !last.exact     ? "found"
           : last.complete ? "all"
                           : "some",
           points, above / SEEDS);
}

int main(void) {
    printf("order, %d seeds each, ms of processor time; then of the last seed's largest knot\n",
           SEEDS);
    printf(
        "  steps  demands     median   slowest  knots  steps  demands   cuts  exact  smallest\n");
    static const uint32_t sizes[][2] = {{10, 25},     {12, 34},      {20, 60},
                                        {40, 200},    {300, 600},    {1000, 1100},
                                        {2000, 3000}, {10000, 9000}, {100000, 90000}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        measure_order(sizes[i][0], sizes[i][1]);
    }
    printf(
        "\ntimes, %d seeds each, ms of processor time; how many of them can be kept, the longest\n"
        "circle of those that cannot, how many may not be the shortest; a delay, and the most "
        "steps moved\n",
        SEEDS);
    printf(
        "          steps     lags     median   slowest   kept  links longer?    slowest   moved\n");
    measure_times("anyhow", ANYHOW, 2000, 10000);
    measure_times("near", NEAR, 2000, 10000);
    measure_times("tight", TIGHT, 2000, 10000);
    measure_times("chain", CHAIN, 2000, 2001);
    measure_times("anyhow", ANYHOW, 10000, 50000);
    measure_times("anyhow", ANYHOW, 100000, 500000);
    measure_times("chain", CHAIN, 100000, 100001);
    printf("\nexposure, %d seeds each, ms of processor time; of the last seed its width, the sets "
           "that "
           "can have\npassed, and whether all points are there; the most points; how far the first "
           "side's least lies\nabove what is proven, in its parts, on average\n",
           SEEDS);
    printf(
        " a side  width  links   amount     median   slowest  width       sets points    most     "
        "above\n");
    measure_exposure(12, 4, 0, 9);
    measure_exposure(24, 4, 0, 1);
    measure_exposure(24, 4, 0, 9);
    measure_exposure(24, 4, 0, 1000000);
    measure_exposure(24, 5, 12, 9);
    measure_exposure(24, 5, 12, 1000000);
    measure_exposure(100, 3, 0, 9);
    measure_exposure(100, 12, 0, 9);
    measure_exposure(100, 12, 100, 9);
    measure_exposure(500, 4, 0, 9);
    return 0;
}
