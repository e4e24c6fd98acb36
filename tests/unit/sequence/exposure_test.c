/* Exchanges one can follow by hand; then random small ones against the definitions: every order,
 * every cut in tranches. Then limits, wrong data, and memory that runs out.
 *
 * `unit_sequence_exposure SEED` runs one random exchange. */
#include "truce/sequence/exposure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"

enum { STEPS = 8, PAIRS = 12, ROUNDS = 1000, POINTS = 100 };

typedef struct small {
    truce_exposure_step steps[STEPS];
    truce_exposure_pair pairs[PAIRS];
    uint32_t moment[STEPS];
    truce_exposure_plan plan;
} small;

static truce_exposure_step gives(uint8_t giver, int64_t cost, int64_t worth) {
    return (truce_exposure_step){giver, (uint8_t)(1 - giver), cost, worth};
}

/* ---- by hand --------------------------------------------------------------------------------- */

/* Release first, withdraw afterwards: what is released is out of hand while nothing was received.
 */
static void who_gives_first_is_exposed(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_exposure_step steps[] = {gives(0, 10, 12), gives(1, 7, 11)};
    const truce_exposure_plan plan = {.steps = steps, .n_steps = 2};
    const uint32_t order[] = {0, 1};
    truce_exposure_path p;
    assert_int_equal(truce_exposure_follow(&plan, order, &arena, &p, NULL), TRUCE_OK);
    const int64_t first[] = {0, 10, -1};
    const int64_t second[] = {0, -12, -5};
    assert_memory_equal(p.exposure[0], first, sizeof first);
    assert_memory_equal(p.exposure[1], second, sizeof second);
    assert_int_equal(p.worst[0].exposure, 10);
    assert_int_equal(p.worst[0].after, 1);
    assert_int_equal(p.worst[0].gain, 12);
    assert_int_equal(p.worst[1].exposure, 0);
    assert_int_equal(p.worst[1].after, 0);

    truce_exposure x;
    assert_int_equal(truce_exposure_find(&plan, NULL, &arena, &x, NULL), TRUCE_OK);
    assert_true(x.exact && x.complete && x.n == 2 && x.ideals == 4 && x.width == 2);
    assert_int_equal(x.points[0].largest[0], 0);
    assert_int_equal(x.points[0].largest[1], 7);
    assert_int_equal(x.points[0].path.steps[0], 1);
    assert_int_equal(x.points[1].largest[0], 10);

    truce_exposure_split s;
    assert_int_equal(truce_exposure_split_find(&p, 0, 2, (int64_t[]){3, 3}, 0, &s, NULL), TRUCE_OK);
    assert_true(s.possible && s.least == 4);
    assert_true(s.largest[0].over == 5 && s.largest[0].under == 2);
    assert_int_equal(truce_exposure_split_find(&p, 0, 2, (int64_t[]){3, 3}, 3, &s, NULL), TRUCE_OK);
    assert_false(s.possible);
    truce_arena_clear(&arena);
}

static void what_happens_at_once_exposes_nobody_in_between(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_exposure_step steps[] = {gives(0, 10, 12), gives(1, 7, 11), gives(0, 1, 1)};
    const uint32_t moment[] = {2, 2, 0};
    const truce_exposure_plan plan = {.steps = steps, .n_steps = 3, .moment = moment};
    truce_exposure x;
    assert_int_equal(truce_exposure_find(&plan, NULL, &arena, &x, NULL), TRUCE_OK);
    assert_true(x.n == 1 && x.points[0].path.n == 2);
    assert_true(x.points[0].largest[0] == 0 && x.points[0].largest[1] == 0);
    const uint32_t torn[] = {0, 2, 1};
    truce_exposure_path p;
    truce_error err;
    assert_int_equal(truce_exposure_follow(&plan, torn, &arena, &p, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "the order tears step 1 from its moment");
    truce_arena_clear(&arena);
}

/* ---- against the definitions ----------------------------------------------------------------- */

static void random_plan(small *s, uint64_t seed, bool chains_only) {
    const uint32_t n = (uint32_t)below(&seed, STEPS);
    const size_t large = percent(&seed, 20) ? 1000000 : 1 + below(&seed, 9);
    s->plan = (truce_exposure_plan){.steps = s->steps, .n_steps = n, .pairs = s->pairs};
    const unsigned beside = (unsigned)below(&seed, 30);
    const unsigned negative = (unsigned)below(&seed, 30);
    for (uint32_t i = 0; i < n; i++) {
        truce_exposure_step *const x = &s->steps[i];
        *x = gives((uint8_t)below(&seed, 2), (int64_t)below(&seed, large + 1),
                   (int64_t)below(&seed, large + 1));
        x->giver = percent(&seed, beside) ? TRUCE_NO_SIDE : x->giver;
        x->receiver = percent(&seed, beside) ? TRUCE_NO_SIDE : x->receiver;
        x->cost = percent(&seed, negative) ? -x->cost : x->cost;
        x->worth = percent(&seed, negative) ? -x->worth : x->worth;
    }
    if (!chains_only && percent(&seed, 30)) {
        s->plan.moment = s->moment;
        for (uint32_t i = 0; i < n; i++) {
            s->moment[i] = (uint32_t)below(&seed, n);
        }
    }
    const uint32_t wanted = chains_only ? n : (uint32_t)below(&seed, PAIRS + 1);
    const uint32_t apart = 1 + (uint32_t)below(&seed, 3);
    for (uint32_t i = 0; i < wanted && n > 1; i++) {
        if (chains_only) {
            if (i + apart < n) {
                s->pairs[s->plan.n_pairs++] = (truce_exposure_pair){i, i + apart};
            }
            continue;
        }
        uint32_t a = (uint32_t)below(&seed, n);
        uint32_t b = (uint32_t)below(&seed, n);
        if (s->plan.moment != NULL) { /* forward by moment, so without circles */
            if (s->moment[a] == s->moment[b]) {
                continue;
            }
        } else if (a == b) {
            continue;
        }
        const bool forward = s->plan.moment != NULL ? s->moment[a] < s->moment[b] : a < b;
        s->pairs[s->plan.n_pairs++] =
            forward ? (truce_exposure_pair){a, b} : (truce_exposure_pair){b, a};
    }
}

/* Every order of moments: the Pareto-minimal points and the first order of each. */
typedef struct every {
    const small *s;
    uint32_t n, of[STEPS];  /* moments by their lowest step */
    int64_t rise[STEPS][2]; /* [moment][side] */
    uint32_t waits[STEPS];  /* [moment]: bits that must have passed */
    struct {
        int64_t at[2];
        uint32_t order[STEPS];
    } points[POINTS];
    uint32_t n_points;
    uint32_t order[STEPS];
    bool can_pass[1 << STEPS];
} every;

static void number(every *e, const small *s) {
    *e = (every){.s = s};
    for (uint32_t i = 0; i < s->plan.n_steps; i++) {
        e->of[i] = UINT32_MAX;
        for (uint32_t j = 0; s->plan.moment != NULL && j < i; j++) {
            e->of[i] = s->moment[j] == s->moment[i] ? e->of[j] : e->of[i];
        }
        e->of[i] = e->of[i] == UINT32_MAX ? e->n++ : e->of[i];
        const truce_exposure_step *const x = &s->steps[i];
        if (x->giver < 2) {
            e->rise[e->of[i]][x->giver] += x->cost;
        }
        if (x->receiver < 2) {
            e->rise[e->of[i]][x->receiver] -= x->worth;
        }
    }
    for (uint32_t i = 0; i < s->plan.n_pairs; i++) {
        e->waits[e->of[s->pairs[i].after]] |= UINT32_C(1) << e->of[s->pairs[i].before];
    }
}

/* Orders come from the lowest on, so the first with a point is its first. */
static void add_point(every *e, const int64_t at[2]) {
    for (uint32_t i = 0; i < e->n_points; i++) {
        if (e->points[i].at[0] <= at[0] && e->points[i].at[1] <= at[1]) {
            return;
        }
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->n_points; i++) {
        if (e->points[i].at[0] < at[0] || e->points[i].at[1] < at[1]) {
            e->points[kept++] = e->points[i];
        }
    }
    e->n_points = kept + 1;
    memcpy(e->points[kept].at, at, sizeof e->points[kept].at);
    memcpy(e->points[kept].order, e->order, sizeof e->order);
}

static void go_through(every *e, uint32_t depth, uint32_t passed, const int64_t now[2],
                       const int64_t worst[2]) {
    e->can_pass[passed] = true;
    if (depth == e->n) {
        add_point(e, worst);
        return;
    }
    for (uint32_t v = 0; v < e->n; v++) {
        if ((passed >> v & 1) != 0 || (e->waits[v] & ~passed) != 0) {
            continue;
        }
        int64_t then[2];
        int64_t worse[2];
        for (int side = 0; side < 2; side++) {
            then[side] = now[side] + e->rise[v][side];
            worse[side] = depth + 1 < e->n && then[side] > worst[side] ? then[side] : worst[side];
        }
        e->order[depth] = v;
        go_through(e, depth + 1, passed | UINT32_C(1) << v, then, worse);
    }
}

/* The most moments that can come in any order. */
static uint32_t widest(const every *e) {
    uint32_t before[STEPS];
    memcpy(before, e->waits, sizeof before);
    for (uint32_t k = 0; k < e->n; k++) {
        for (uint32_t i = 0; i < e->n; i++) {
            before[i] |= (before[i] >> k & 1) != 0 ? before[k] : 0;
        }
    }
    uint32_t most = 0;
    for (uint32_t set = 0; set < UINT32_C(1) << e->n; set++) {
        bool free = true;
        for (uint32_t i = 0; i < e->n; i++) {
            free = free && ((set >> i & 1) == 0 || (before[i] & set) == 0);
        }
        const uint32_t size = (uint32_t)__builtin_popcount(set);
        most = free && size > most ? size : most;
    }
    return most;
}

/* The path is an order of the plan, and says of it what is so. */
static void expect_path(const every *e, const truce_exposure_path *p) {
    truce_arena arena = truce_arena_new();
    truce_exposure_path again;
    assert_int_equal(truce_exposure_follow(&e->s->plan, p->steps, &arena, &again, NULL), TRUCE_OK);
    assert_int_equal(p->n, e->n);
    int64_t now[2] = {0, 0};
    int64_t worst[2] = {0, 0};
    for (uint32_t i = 0; i < p->n; i++) {
        for (int side = 0; side < 2; side++) {
            assert_int_equal(p->exposure[side][i], now[side]);
            assert_int_equal(again.exposure[side][i], now[side]);
            worst[side] = now[side] > worst[side] ? now[side] : worst[side];
            for (uint32_t k = p->begin[i]; k < p->begin[i + 1]; k++) {
                const truce_exposure_step *const x = &e->s->steps[p->steps[k]];
                now[side] += x->giver == side ? x->cost : 0;
                now[side] -= x->receiver == side ? x->worth : 0;
            }
        }
    }
    for (int side = 0; side < 2; side++) {
        const truce_worst *const w = &p->worst[side];
        assert_int_equal(p->exposure[side][p->n], now[side]);
        assert_int_equal(w->exposure, worst[side]);
        assert_int_equal(p->exposure[side][w->after], worst[side]);
        assert_int_equal(w->gain, -p->exposure[1 - side][w->after]);
        for (uint32_t i = 0; i < w->after; i++) {
            assert_true(p->exposure[side][i] < worst[side]);
        }
    }
    truce_arena_clear(&arena);
}

/* Some index of the truth, or n_points. */
static uint32_t which(const every *e, const int64_t at[2]) {
    uint32_t i = 0;
    while (i < e->n_points && (e->points[i].at[0] != at[0] || e->points[i].at[1] != at[1])) {
        i++;
    }
    return i;
}

static void expect_points(const every *e, const truce_exposure *x) {
    assert_true(x->exact);
    for (uint32_t i = 0; i < x->n; i++) {
        const truce_exposure_point *const p = &x->points[i];
        assert_true(i == 0 || (x->points[i - 1].largest[0] < p->largest[0] &&
                               x->points[i - 1].largest[1] > p->largest[1]));
        const uint32_t k = which(e, p->largest);
        assert_true(k < e->n_points);
        expect_path(e, &p->path);
        for (uint32_t m = 0; m < e->n; m++) {
            assert_int_equal(e->of[p->path.steps[p->path.begin[m]]], e->points[k].order[m]);
        }
    }
}

static void expect_limited(const every *e, const truce_exposure *whole, truce_arena *arena) {
    truce_exposure x;
    const truce_exposure_limits few = {.points_max = 3};
    assert_int_equal(truce_exposure_find(&e->s->plan, &few, arena, &x, NULL), TRUCE_OK);
    expect_points(e, &x);
    assert_int_equal(x.complete, e->n_points <= 3);
    assert_int_equal(x.n, e->n_points < 3 ? e->n_points : 3);
    assert_int_equal(x.points[x.n - 1].largest[1], whole->points[whole->n - 1].largest[1]);
    const truce_exposure_limits short_of = {.effort_max = 1};
    assert_int_equal(truce_exposure_find(&e->s->plan, &short_of, arena, &x, NULL), TRUCE_OK);
    expect_points(e, &x);
    assert_true(x.complete ? x.n == e->n_points : x.n >= 2);
    for (uint32_t beam = 0; beam < 40; beam += 13) { /* 0: one order after the other */
        const truce_exposure_limits none = {
            .ideals_max = 1, .beam = beam, .moments_max = beam > 0 ? 0 : 1};
        if (beam == 0 && e->n < 2) {
            continue;
        }
        assert_int_equal(truce_exposure_find(&e->s->plan, &none, arena, &x, NULL), TRUCE_OK);
        if (e->n == 0) {
            continue;
        }
        assert_true(!x.exact && !x.complete && x.n >= 1 && x.ideals <= whole->ideals);
        for (uint32_t i = 0; i < x.n; i++) {
            expect_path(e, &x.points[i].path);
            bool reached = false;
            for (uint32_t k = 0; k < e->n_points; k++) {
                reached = reached || (e->points[k].at[0] <= x.points[i].largest[0] &&
                                      e->points[k].at[1] <= x.points[i].largest[1]);
            }
            assert_true(reached);
            for (int side = 0; side < 2; side++) {
                assert_int_equal(x.points[i].largest[side], x.points[i].path.worst[side].exposure);
                assert_true(x.least[side] <= whole->least[side]);
            }
        }
        assert_true(x.width >= whole->width);
    }
}

static void run_one(uint64_t seed, bool chains_only) {
    static every e;
    small s;
    truce_exposure x;
    truce_arena arena = truce_arena_new();
    random_plan(&s, seed, chains_only);
    number(&e, &s);
    go_through(&e, 0, 0, (int64_t[]){0, 0}, (int64_t[]){0, 0});
    assert_int_equal(truce_exposure_find(&s.plan, NULL, &arena, &x, NULL), TRUCE_OK);
    expect_points(&e, &x);
    assert_true(x.complete && x.n == e.n_points);
    assert_int_equal(x.width, widest(&e));
    uint64_t ideals = 0;
    for (uint32_t set = 0; set < UINT32_C(1) << e.n; set++) {
        ideals += e.can_pass[set];
    }
    assert_int_equal(x.ideals, ideals);
    assert_int_equal(x.least[0], x.points[0].largest[0]);
    assert_int_equal(x.least[1], x.points[x.n - 1].largest[1]);
    expect_limited(&e, &x, &arena);
    if (chains_only && e.n > 0) { /* then what the chains leave possible is all there is */
        truce_exposure by_chains;
        const truce_exposure_limits none = {.ideals_max = 1};
        assert_int_equal(truce_exposure_find(&s.plan, &none, &arena, &by_chains, NULL), TRUCE_OK);
        assert_int_equal(by_chains.least[0], x.least[0]);
        assert_int_equal(by_chains.least[1], x.least[1]);
    }
    truce_arena_clear(&arena);
}

static void points_are_those_of_all_orders(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        run_one(seed, false);
    }
}

static void chains_by_themselves_are_solved_without_sets(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS / 2; seed++) {
        run_one(seed, true);
    }
}

/* ---- tranches -------------------------------------------------------------------------------- */

/* k times a side's largest exposure, with the part gone through k times. */
static int64_t simulate(const truce_exposure_path *p, uint32_t first, uint32_t end, int64_t k,
                        int side) {
    const int64_t *const e = p->exposure[side];
    int64_t now = 0;
    int64_t worst = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (i >= first && i < end && i > first) {
            continue;
        }
        const uint32_t until = i == first ? end : i + 1;
        const int64_t rounds = i == first ? k : 1;
        for (int64_t round = 0; round < rounds; round++) {
            for (uint32_t m = i; m < until; m++) {
                now += (e[m + 1] - e[m]) * (i == first ? 1 : k);
                const bool whole = until == p->n && m + 1 == until && round + 1 == rounds;
                worst = !whole && now > worst ? now : worst;
            }
        }
    }
    return worst;
}

static void tranches_are_those_of_a_simulation(void **state) {
    (void)state;
    enum { K = 40 };
    unsigned possible = 0;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        small s;
        random_plan(&s, round, false);
        s.plan.moment = NULL;
        s.plan.n_pairs = 0;
        if (s.plan.n_steps == 0) {
            continue;
        }
        uint32_t order[STEPS];
        for (uint32_t i = 0; i < s.plan.n_steps; i++) {
            order[i] = i;
            s.steps[i].cost %= 10;
            s.steps[i].worth %= 10;
        }
        truce_exposure_path p;
        assert_int_equal(truce_exposure_follow(&s.plan, order, &arena, &p, NULL), TRUCE_OK);
        const uint32_t first = (uint32_t)below(&seed, p.n);
        const uint32_t end = first + 1 + (uint32_t)below(&seed, p.n - first);
        const int64_t bounds[] = {(int64_t)below(&seed, 15), (int64_t)below(&seed, 15)};
        uint64_t least = 0;
        uint64_t lowest[2] = {0, 0};
        uint64_t highest[2] = {0, 0};
        for (uint64_t k = 1; k <= K; k++) {
            truce_ratio largest[2];
            bool both = true;
            assert_int_equal(truce_exposure_split_by(&p, first, end, k, largest, NULL), TRUCE_OK);
            for (int side = 0; side < 2; side++) {
                const int64_t want = simulate(&p, first, end, (int64_t)k, side);
                assert_int_equal(largest[side].over * (int64_t)k, want * largest[side].under);
                assert_true(largest[side].under == 1 || largest[side].over % largest[side].under);
                const bool kept = want <= bounds[side] * (int64_t)k;
                both = both && kept;
                lowest[side] = kept && lowest[side] == 0 ? k : lowest[side];
                highest[side] = kept ? k : highest[side];
            }
            least = both && least == 0 ? k : least;
        }
        truce_exposure_split x;
        assert_int_equal(truce_exposure_split_find(&p, first, end, bounds, K, &x, NULL), TRUCE_OK);
        assert_int_equal(x.possible, least > 0);
        assert_int_equal(x.least, least);
        for (int side = 0; side < 2; side++) {
            assert_int_equal(x.side[side].least, lowest[side]);
            assert_true(x.side[side].possible
                            ? highest[side] == (x.side[side].most < K ? x.side[side].most : K)
                            : x.side[side].most == 0);
        }
        possible += x.possible && x.least > 1;
        truce_arena_clear(&arena);
    }
    assert_true(possible > 10);
}

/* ---- limits and failures --------------------------------------------------------------------- */

static void a_large_exchange_is_ordered_with_a_bound(void **state) {
    (void)state;
    enum { N = 300 };
    truce_arena arena = truce_arena_new();
    truce_exposure_step steps[N];
    truce_exposure_pair pairs[N];
    uint64_t seed = 5;
    for (uint32_t i = 0; i < N; i++) {
        steps[i] =
            gives((uint8_t)(i % 2), 1 + (int64_t)below(&seed, 9), 1 + (int64_t)below(&seed, 9));
        pairs[i] = (truce_exposure_pair){i >= 24 ? i - 24 : i, i >= 24 ? i : i + 24};
    }
    const truce_exposure_plan plan = {.steps = steps, .n_steps = N, .pairs = pairs, .n_pairs = N};
    truce_exposure x;
    const truce_exposure_limits limits = {.ideals_max = 100000, .beam = 30};
    assert_int_equal(truce_exposure_find(&plan, &limits, &arena, &x, NULL), TRUCE_OK);
    assert_true(!x.exact && x.n >= 1 && x.width == 24 && x.ideals > N);
    assert_true(x.points[0].largest[0] >= x.least[0] && x.points[0].largest[0] < 30);
    truce_arena_clear(&arena);
}

static void a_long_chain_is_exact(void **state) {
    (void)state;
    enum { N = 500 };
    truce_arena arena = truce_arena_new();
    truce_exposure_step steps[N];
    truce_exposure_pair pairs[N];
    for (uint32_t i = 0; i < N; i++) {
        steps[i] = gives((uint8_t)(i % 2), 3, 3);
        pairs[i] = (truce_exposure_pair){i > 1 ? i - 2 : 0, i > 1 ? i : 2};
    }
    const truce_exposure_plan plan = {.steps = steps, .n_steps = N, .pairs = pairs, .n_pairs = N};
    truce_exposure x;
    assert_int_equal(truce_exposure_find(&plan, NULL, &arena, &x, NULL), TRUCE_OK);
    assert_true(x.exact && x.complete && x.n == 2 && x.width == 2);
    assert_int_equal(x.ideals, (N / 2 + 1) * (N / 2 + 1));
    assert_true(x.points[0].largest[0] == 0 && x.points[0].largest[1] == 3);
    truce_arena_clear(&arena);
}

/* Two sides that give in turn, in order: whoever goes first is exposed by one step, however many
 * there are; and the other never has to be. */
static void more_moments_than_can_be_searched_are_ordered_all_the_same(void **state) {
    (void)state;
    enum { N = 50000 };
    truce_arena arena = truce_arena_new();
    truce_exposure_step *const steps = truce_arena_take(&arena, N * sizeof *steps);
    truce_exposure_pair *const pairs = truce_arena_take(&arena, N * sizeof *pairs);
    for (uint32_t i = 0; i < N; i++) {
        steps[i] = gives((uint8_t)(i % 2), 3, 3);
        pairs[i] = (truce_exposure_pair){i > 1 ? i - 2 : 0, i > 1 ? i : 2};
    }
    const truce_exposure_plan plan = {.steps = steps, .n_steps = N, .pairs = pairs, .n_pairs = N};
    truce_exposure x;
    assert_int_equal(truce_exposure_find(&plan, NULL, &arena, &x, NULL), TRUCE_OK);
    assert_true(!x.exact && !x.complete && x.n == 2 && x.width == 2);
    assert_true(x.points[0].largest[0] == 0 && x.points[0].largest[1] == 3);
    assert_true(x.points[1].largest[0] == 3 && x.points[1].largest[1] == 0);
    assert_true(x.least[0] == 0 && x.least[1] == 0);
    pairs[0] = (truce_exposure_pair){N - 1, 1};
    truce_error err;
    assert_int_equal(truce_exposure_find(&plan, NULL, &arena, &x, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "step 1 waits for a circle of steps");
    truce_arena_clear(&arena);
}

static void wrong_data_is_named_and_nothing_is_written(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_exposure_step steps[] = {gives(0, 1, 1), gives(1, 1, 1), gives(0, 1, 1)};
    const truce_exposure_pair circle[] = {{0, 1}, {1, 2}, {2, 1}};
    const truce_exposure_pair wrong[] = {{0, 3}};
    const uint32_t moment[] = {0, 0, 1};
    const truce_exposure_step nobody[] = {{3, 0, 1, 1}};
    const truce_exposure_step large[] = {gives(0, TRUCE_EXPOSURE_MAX, 0), gives(0, -1, 0)};
    const struct {
        truce_exposure_plan plan;
        truce_status status;
        const char *message;
    } cases[] = {
        {{steps, 3, NULL, circle, 3}, TRUCE_EINVAL, "step 1 waits for a circle of steps"},
        {{steps, 3, NULL, wrong, 1}, TRUCE_EINVAL, "pair 0 names step 3, and there are 3"},
        {{steps, 3, moment, circle, 1},
         TRUCE_EINVAL,
         "step 0 comes before step 1 and is at once with it"},
        {{nobody, 1, NULL, NULL, 0}, TRUCE_EINVAL, "step 0 is of side 3, and there are two"},
        {{large, 2, NULL, NULL, 0}, TRUCE_ELIMIT, "the amounts up to step 1 are too large"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_exposure x = {.n = 77};
        truce_error err;
        assert_int_equal(truce_exposure_find(&cases[i].plan, NULL, &arena, &x, &err),
                         cases[i].status);
        assert_string_equal(err.message, cases[i].message);
        assert_int_equal(x.n, 77);
    }
    const truce_exposure_plan plan = {steps, 3, NULL, circle, 1};
    const uint32_t twice[] = {0, 0, 1};
    const uint32_t round[] = {1, 0, 2};
    truce_exposure_path p = {.n = 77};
    truce_error err;
    assert_int_equal(truce_exposure_follow(&plan, twice, &arena, &p, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "the order names step 0 twice");
    assert_int_equal(truce_exposure_follow(&plan, round, &arena, &p, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "the order has step 1 before step 0");
    assert_int_equal(p.n, 77);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        small s;
        random_plan(&s, seed * 7, false);
        truce_status status = TRUCE_ENOMEM;
        for (long n = 0; status != TRUCE_OK; n++) {
            truce_arena arena = truce_arena_new();
            truce_exposure x = {.n = 77};
            const truce_exposure_limits limits = {.ideals_max = seed % 3 == 0 ? 1 : 0,
                                                  .moments_max = seed % 3 == 1 ? 1 : 0};
            allocations_left = n;
            fails_once = seed % 2 == 0;
            status = truce_exposure_find(&s.plan, &limits, &arena, &x, NULL);
            const bool refused = allocations_left < 0;
            allocations_left = LONG_MAX;
            assert_true(status == (refused ? TRUCE_ENOMEM : TRUCE_OK));
            assert_true(status == TRUCE_OK || x.n == 77);
            truce_arena_clear(&arena);
        }
    }
}

int main(int argc, char **argv) {
    if (argc > 1) {
        run_one(strtoull(argv[1], NULL, 10), false);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_gives_first_is_exposed),
        cmocka_unit_test(what_happens_at_once_exposes_nobody_in_between),
        cmocka_unit_test(points_are_those_of_all_orders),
        cmocka_unit_test(chains_by_themselves_are_solved_without_sets),
        cmocka_unit_test(tranches_are_those_of_a_simulation),
        cmocka_unit_test(a_large_exchange_is_ordered_with_a_bound),
        cmocka_unit_test(a_long_chain_is_exact),
        cmocka_unit_test(more_moments_than_can_be_searched_are_ordered_all_the_same),
        cmocka_unit_test(wrong_data_is_named_and_nothing_is_written),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
