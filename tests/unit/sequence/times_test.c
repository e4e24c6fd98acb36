/* Plans one can time by hand; then random small ones against all shortest ways (Floyd-Warshall) and
 * against the shortest circles by links; then limits, wrong data, and memory that runs out.
 *
 * `unit_sequence_times SEED` runs one random plan. */
#include "truce/sequence/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"

enum { STEPS = 7, LAGS = 16, ROUNDS = 20000 };

#define ZERO TRUCE_DAY_ZERO
#define LOW  TRUCE_DAYS_OPEN_LOW
#define HIGH TRUCE_DAYS_OPEN_HIGH
#define FAR  INT64_C(1000000000000000)

static truce_schedule find(const truce_lags *lags, truce_arena *arena) {
    truce_schedule out;
    assert_int_equal(truce_times_find(lags, arena, &out, NULL), TRUCE_OK);
    return out;
}

/* ---- by hand --------------------------------------------------------------------------------- */

/* Release by day 42, withdrawal 7 days after it begins, talks from day 16 and before the end. */
static void steps_have_their_days(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_lag at[] = {{ZERO, 0, 0, 42}, {0, 1, 7, HIGH}, {ZERO, 2, 16, HIGH}, {2, 1, 0, 30}};
    const truce_lags lags = {4, at, 4};
    const truce_schedule t = find(&lags, &arena);
    assert_true(t.consistent);
    const int64_t earliest[] = {0, 16, 16, LOW};
    const int64_t latest[] = {42, HIGH, HIGH, HIGH};
    const int64_t slack[] = {42, HIGH, HIGH, HIGH};
    assert_memory_equal(t.earliest, earliest, sizeof earliest);
    assert_memory_equal(t.latest, latest, sizeof latest);
    assert_memory_equal(t.slack, slack, sizeof slack);
    assert_int_equal(t.earliest_by[1], 3);
    assert_int_equal(t.earliest_by[2], 2);
    assert_int_equal(t.earliest_by[3], TRUCE_NO_LAG);
    assert_int_equal(t.latest_by[0], 0);

    truce_times_delay d;
    assert_int_equal(truce_times_delay_step(&t, 0, 9, &arena, &d, NULL), TRUCE_OK);
    assert_true(d.possible && d.n_moved == 1);
    assert_int_equal(truce_times_delay_step(&t, 0, 12, &arena, &d, NULL), TRUCE_OK);
    assert_int_equal(d.n_moved, 2);
    assert_int_equal(d.moved[1].step, 1);
    assert_int_equal(d.moved[1].days, 3);
    assert_int_equal(d.moved[1].by, 1);
    assert_int_equal(truce_times_delay_step(&t, 0, 50, &arena, &d, NULL), TRUCE_OK);
    assert_false(d.possible);
    assert_int_equal(d.circle.n, 2);
    assert_int_equal(d.circle.days, -8);
    assert_int_equal(d.circle.at[0].lag, 0);
    assert_int_equal(d.circle.at[1].lag, TRUCE_NO_LAG);
    truce_error err;
    assert_int_equal(truce_times_delay_step(&t, 3, 1, &arena, &d, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "step 3 has no earliest day, so none to be later than");
    truce_arena_clear(&arena);
}

static void what_cannot_be_kept_is_a_circle(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_lag at[] = {{0, 1, 10, HIGH}, {1, 2, 5, HIGH}, {ZERO, 2, LOW, 12}, {0, 2, LOW, 14}};
    const truce_lags lags = {3, at, 4};
    const truce_schedule t = find(&lags, &arena);
    assert_true(!t.consistent && t.shortest);
    assert_int_equal(t.circle.n, 3);
    assert_int_equal(t.circle.days, -1);
    assert_int_equal(t.circle.at[0].lag, 0);
    assert_true(t.circle.at[0].lower);
    assert_int_equal(t.circle.at[0].days, -10);
    assert_int_equal(t.circle.at[1].lag, 3);
    assert_int_equal(t.circle.at[2].lag, 1);
    truce_arena_clear(&arena);
}

/* ---- against the definitions ----------------------------------------------------------------- */

typedef struct plan {
    truce_lag at[LAGS];
    truce_lags lags;
} plan;

static void random_plan(plan *p, uint64_t seed) {
    p->lags =
        (truce_lags){(uint32_t)below(&seed, STEPS + 1), p->at, (uint32_t)below(&seed, LAGS + 1)};
    const int64_t spread = 1 + (int64_t)below(&seed, 12);
    const unsigned open = (unsigned)below(&seed, 90);
    int64_t day[STEPS + 1] = {0}; /* mostly around a plan that can be kept */
    for (uint32_t v = 0; v < p->lags.n_steps; v++) {
        day[v] = (int64_t)below(&seed, 20) - 5;
    }
    for (uint32_t i = 0; i < p->lags.n; i++) {
        truce_lag *const l = &p->at[i];
        const uint32_t zero = p->lags.n_steps;
        const uint32_t from = (uint32_t)below(&seed, zero + 1);
        const uint32_t to = (uint32_t)below(&seed, zero + 1);
        const int64_t apart = day[to == zero ? STEPS : to] - day[from == zero ? STEPS : from];
        l->from = from == zero ? ZERO : from;
        l->to = to == zero ? ZERO : to;
        l->lo = percent(&seed, open) ? LOW : apart - (int64_t)below(&seed, (size_t)spread);
        l->hi = percent(&seed, open) ? HIGH : apart + (int64_t)below(&seed, (size_t)spread);
        if (percent(&seed, 4)) {
            l->lo = 2;
            l->hi = percent(&seed, 50) ? HIGH : (int64_t)below(&seed, 4);
        }
    }
}

/* All shortest ways; [n] is day 0. */
typedef struct ways {
    uint32_t n;
    int64_t at[STEPS + 1][STEPS + 1];
} ways;

static uint32_t node(uint32_t n_steps, uint32_t step) {
    return step == ZERO ? n_steps : step;
}

static void add(ways *w, uint32_t from, uint32_t to, int64_t days) {
    w->at[from][to] = days < w->at[from][to] ? days : w->at[from][to];
}

static void direct(const truce_lags *lags, ways *w) {
    w->n = lags->n_steps + 1;
    for (uint32_t i = 0; i < w->n; i++) {
        for (uint32_t j = 0; j < w->n; j++) {
            w->at[i][j] = FAR;
        }
    }
    for (uint32_t i = 0; i < lags->n; i++) {
        const uint32_t from = node(lags->n_steps, lags->at[i].from);
        const uint32_t to = node(lags->n_steps, lags->at[i].to);
        if (lags->at[i].hi != HIGH) {
            add(w, from, to, lags->at[i].hi);
        }
        if (lags->at[i].lo != LOW) {
            add(w, to, from, -lags->at[i].lo);
        }
    }
}

/* False where some circle is below nothing. */
static bool close_ways(ways *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        add(w, i, i, 0);
    }
    for (uint32_t k = 0; k < w->n; k++) {
        for (uint32_t i = 0; i < w->n; i++) {
            for (uint32_t j = 0; j < w->n; j++) {
                if (w->at[i][k] < FAR && w->at[k][j] < FAR) {
                    add(w, i, j, w->at[i][k] + w->at[k][j]);
                }
            }
        }
    }
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->at[i][i] < 0) {
            return false;
        }
    }
    return true;
}

/* The fewest links of a circle below nothing through steps that `v` leads to and that lead to it.
 */
static uint32_t fewest_links(const truce_lags *lags, uint32_t v) {
    ways one;
    ways reach;
    direct(lags, &one);
    direct(lags, &reach);
    for (uint32_t i = 0; i < reach.n; i++) {
        for (uint32_t j = 0; j < reach.n; j++) {
            reach.at[i][j] = reach.at[i][j] < FAR || i == j ? 0 : FAR;
        }
    }
    (void)close_ways(&reach);
    ways now = one;
    for (uint32_t links = 1; links <= one.n; links++) {
        for (uint32_t i = 0; i < one.n; i++) {
            if (reach.at[v][i] < FAR && reach.at[i][v] < FAR && now.at[i][i] < 0) {
                return links;
            }
        }
        ways next = one;
        for (uint32_t i = 0; i < one.n; i++) {
            for (uint32_t j = 0; j < one.n; j++) {
                next.at[i][j] = FAR;
                for (uint32_t k = 0; k < one.n; k++) {
                    if (now.at[i][k] < FAR && one.at[k][j] < FAR) {
                        add(&next, i, j, now.at[i][k] + one.at[k][j]);
                    }
                }
            }
        }
        now = next;
    }
    return UINT32_MAX;
}

static void expect_circle(const truce_lags *lags, const truce_times_circle *c) {
    int64_t sum = 0;
    uint32_t passed = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const truce_times_link *const l = &c->at[i];
        assert_int_equal(l->to, c->at[(i + 1) % c->n].from);
        assert_true((passed >> node(STEPS, l->from) & 1) == 0);
        passed |= UINT32_C(1) << node(STEPS, l->from);
        sum += l->days;
        if (l->lag == TRUCE_NO_LAG) {
            continue;
        }
        const truce_lag *const lag = &lags->at[l->lag];
        assert_int_equal(l->days, l->lower ? -lag->lo : lag->hi);
        assert_int_equal(l->from, l->lower ? lag->to : lag->from);
        assert_int_equal(l->to, l->lower ? lag->from : lag->to);
        assert_true(l->lower ? lag->lo != LOW : lag->hi != HIGH);
    }
    assert_int_equal(sum, c->days);
    assert_true(sum < 0);
}

/* Does this lag put `v` exactly on that day, given the day of the step at its other end? */
static uint32_t pushed_by(const truce_lags *lags, uint32_t lag, uint32_t v, const int64_t *day,
                          bool earliest) {
    const truce_lag *const l = &lags->at[lag];
    const uint32_t other = node(lags->n_steps, l->to == v ? l->from : l->to);
    const int64_t there = other == lags->n_steps ? 0 : day[other];
    const int64_t apart = (l->to == v) == earliest ? l->lo : l->hi;
    assert_int_equal(day[v], l->to == v ? there + apart : there - apart);
    return other;
}

static void expect_reasons(const truce_lags *lags, const int64_t *day, const uint32_t *by,
                           bool earliest) {
    for (uint32_t v = 0; v < lags->n_steps; v++) {
        if (by[v] == TRUCE_NO_LAG) {
            assert_true(day[v] == (earliest ? LOW : HIGH));
            continue;
        }
        uint32_t at = v;
        for (uint32_t links = 0; at != lags->n_steps; links++) {
            assert_true(links < lags->n_steps);
            at = pushed_by(lags, by[at], at, day, earliest);
        }
    }
}

static void expect_delay(const truce_lags *lags, const truce_schedule *t, uint32_t step,
                         int64_t days, truce_arena *arena) {
    ways w;
    direct(lags, &w);
    const int64_t later = t->earliest[step] + days;
    add(&w, step, lags->n_steps, -later);
    const bool possible = close_ways(&w);
    truce_times_delay d;
    assert_int_equal(truce_times_delay_step(t, step, days, arena, &d, NULL), TRUCE_OK);
    assert_int_equal(d.possible, possible);
    if (!possible) {
        expect_circle(lags, &d.circle);
        assert_int_equal(d.circle.at[d.circle.n - 1].lag, TRUCE_NO_LAG);
        assert_int_equal(d.circle.days, t->latest[step] - later);
        return;
    }
    int64_t moved[STEPS];
    memcpy(moved, t->earliest, lags->n_steps * sizeof *moved);
    for (uint32_t i = 0; i < d.n_moved; i++) {
        assert_true(d.moved[i].days > 0);
        assert_true(i == 0 ? d.moved[i].step == step
                           : i == 1 || d.moved[i - 1].step < d.moved[i].step);
        moved[d.moved[i].step] += d.moved[i].days;
    }
    for (uint32_t v = 0; v < lags->n_steps; v++) {
        const int64_t back = w.at[v][lags->n_steps];
        assert_int_equal(moved[v], back < FAR ? -back : LOW);
    }
    for (uint32_t i = 1; i < d.n_moved; i++) {
        (void)pushed_by(lags, d.moved[i].by, d.moved[i].step, moved, true);
    }
}

static void run_one(uint64_t seed) {
    plan p;
    ways w;
    truce_arena arena = truce_arena_new();
    random_plan(&p, seed);
    direct(&p.lags, &w);
    const truce_schedule t = find(&p.lags, &arena);
    assert_int_equal(t.consistent, close_ways(&w));
    if (!t.consistent) {
        expect_circle(&p.lags, &t.circle);
        for (uint32_t i = 1; i < t.circle.n; i++) {
            assert_true(t.circle.at[0].lag <= t.circle.at[i].lag);
        }
        assert_true(t.shortest);
        assert_int_equal(t.circle.n,
                         fewest_links(&p.lags, node(p.lags.n_steps, t.circle.at[0].from)));
    }
    for (uint32_t v = 0; t.consistent && v < p.lags.n_steps; v++) {
        const int64_t back = w.at[v][p.lags.n_steps];
        const int64_t there = w.at[p.lags.n_steps][v];
        assert_int_equal(t.earliest[v], back < FAR ? -back : LOW);
        assert_int_equal(t.latest[v], there < FAR ? there : HIGH);
        assert_int_equal(t.slack[v], back < FAR && there < FAR ? there + back : HIGH);
        for (int64_t days = 1; back < FAR && days < 30; days += 1 + (int64_t)(seed % 7)) {
            expect_delay(&p.lags, &t, v, days, &arena);
        }
    }
    if (t.consistent) {
        expect_reasons(&p.lags, t.earliest, t.earliest_by, true);
        expect_reasons(&p.lags, t.latest, t.latest_by, false);
    }
    truce_arena_clear(&arena);
}

static void days_and_circles_are_those_of_all_ways(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        run_one(seed);
    }
}

/* ---- large, wrong, and without memory -------------------------------------------------------- */

/* A chain whose steps are numbered anyhow, with a deadline that it just misses or keeps. */
static void a_long_chain_is_no_trouble(void **state) {
    (void)state;
    enum { N = 30000 };
    truce_arena arena = truce_arena_new();
    truce_lag *at = truce_arena_take(&arena, (N + 1) * sizeof *at);
    uint32_t *name = truce_arena_take(&arena, N * sizeof *name);
    assert_true(at != NULL && name != NULL);
    uint64_t seed = 1;
    for (uint32_t i = 0; i < N; i++) {
        const uint32_t k = (uint32_t)below(&seed, i + 1);
        name[i] = name[k];
        name[k] = i;
    }
    for (uint32_t i = 0; i < N; i++) {
        at[i] = (truce_lag){i > 0 ? name[i - 1] : ZERO, name[i], 3, HIGH};
    }
    at[N] = (truce_lag){ZERO, name[N - 1], LOW, 3 * N};
    const truce_lags lags = {N, at, N + 1};
    const truce_schedule kept = find(&lags, &arena);
    assert_true(kept.consistent);
    assert_int_equal(kept.earliest[name[N - 1]], 3 * N);
    assert_int_equal(kept.slack[name[17]], 0);
    at[N].hi--;
    const truce_schedule missed = find(&lags, &arena);
    assert_false(missed.consistent);
    assert_int_equal(missed.circle.n, N + 1);
    assert_int_equal(missed.circle.days, -1);
    truce_arena_clear(&arena);
}

static void days_at_the_limits_do_not_overflow(void **state) {
    (void)state;
    enum { N = 2000 };
    truce_arena arena = truce_arena_new();
    truce_lag *at = truce_arena_take(&arena, (N + 1) * sizeof *at);
    assert_non_null(at);
    for (uint32_t i = 0; i < N; i++) {
        at[i] = (truce_lag){i > 0 ? i - 1 : ZERO, i, TRUCE_DAYS_MAX, TRUCE_DAYS_MAX};
    }
    at[N] = (truce_lag){N - 1, ZERO, LOW, TRUCE_DAYS_MAX};
    truce_lags lags = {N, at, N + 1};
    const truce_schedule t = find(&lags, &arena);
    assert_true(t.consistent);
    assert_int_equal(t.latest[N - 1], N * TRUCE_DAYS_MAX);
    at[N] = (truce_lag){ZERO, N - 1, LOW, -TRUCE_DAYS_MAX};
    const truce_schedule missed = find(&lags, &arena);
    assert_int_equal(missed.circle.days, -(N + 1) * TRUCE_DAYS_MAX);
    truce_arena_clear(&arena);
}

static void wrong_data_is_named_and_nothing_is_written(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_lag step[] = {{ZERO, 0, 0, 1}, {0, 2, 0, 1}};
    const truce_lag days[] = {{ZERO, 0, 0, TRUCE_DAYS_MAX + 1}};
    const truce_lags wrong_step = {2, step, 2};
    const truce_lags wrong_days = {2, days, 1};
    const truce_lags many = {TRUCE_TIMES_STEPS_MAX + 1, NULL, 0};
    truce_schedule t = {.shortest = true};
    truce_error err;
    assert_int_equal(truce_times_find(&wrong_step, &arena, &t, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "lag 1 names step 2, and there are 2");
    assert_int_equal(truce_times_find(&wrong_days, &arena, &t, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "lag 0 has days out of range");
    assert_int_equal(truce_times_find(&many, &arena, &t, &err), TRUCE_ELIMIT);
    assert_true(t.shortest && t.lags == NULL);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        plan p;
        random_plan(&p, seed * 13);
        truce_status status = TRUCE_ENOMEM;
        for (long n = 0; status != TRUCE_OK; n++) {
            truce_arena arena = truce_arena_new();
            truce_schedule t = {.shortest = true};
            truce_times_delay d = {.n_moved = 77};
            allocations_left = n;
            fails_once = seed % 2 == 0;
            status = truce_times_find(&p.lags, &arena, &t, NULL);
            bool refused = allocations_left < 0;
            assert_true(status == (refused ? TRUCE_ENOMEM : TRUCE_OK));
            assert_true(status == TRUCE_OK || t.lags == NULL);
            for (uint32_t v = 0; status == TRUCE_OK && t.consistent && v < p.lags.n_steps; v++) {
                if (t.earliest[v] != LOW) {
                    status = truce_times_delay_step(&t, v, 9, &arena, &d, NULL);
                    refused = allocations_left < 0;
                    assert_true(status == (refused ? TRUCE_ENOMEM : TRUCE_OK));
                }
            }
            allocations_left = LONG_MAX;
            truce_arena_clear(&arena);
        }
    }
}

int main(int argc, char **argv) {
    if (argc > 1) {
        run_one(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_have_their_days),
        cmocka_unit_test(what_cannot_be_kept_is_a_circle),
        cmocka_unit_test(days_and_circles_are_those_of_all_ways),
        cmocka_unit_test(a_long_chain_is_no_trouble),
        cmocka_unit_test(days_at_the_limits_do_not_overflow),
        cmocka_unit_test(wrong_data_is_named_and_nothing_is_written),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
