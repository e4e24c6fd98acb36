/* What looks further, or at more than rankings, against its definition on small random models: the
 * metarational tree written out, the game tree of limited moves, coalitions as sets of sets, the
 * four relations by asking about every state, shortest sequences by trying all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "truce/stability/coalition.h"
#include "truce/stability/limited.h"
#include "truce/stability/metarational.h"
#include "truce/stability/paths.h"
#include "truce/stability/relational.h"

typedef struct world {
    truce_arena arena;
    truce_graph_model m;
    truce_graph_states states;
    graph_brute b;
    uint64_t seed;
} world;

static bool open_world(world *w, uint64_t seed, unsigned traits) {
    *w = (world){.arena = truce_arena_new(), .seed = seed};
    if (!graph_random(seed, traits, &w->arena, &w->m)) {
        truce_arena_clear(&w->arena);
        return false;
    }
    assert_int_equal(truce_graph_check(&w->m, NULL), TRUCE_OK);
    assert_int_equal(truce_graph_list(&w->m, &w->arena, &w->states, NULL), TRUCE_OK);
    graph_brute_make(&w->m, &w->b);
    return true;
}

static void expect(const world *w, const uint64_t *bits, uint32_t s, bool want, const char *what,
                   unsigned a, uint32_t i) {
    if (truce_stable_bit(bits, s) != want) {
        fail_msg("seed %llu: %s %u for %u at state %u: should be %d", (unsigned long long)w->seed,
                 what, a, (unsigned)i, (unsigned)s, want);
    }
}

static uint32_t others_of(const graph_brute *b, uint32_t i) {
    return ((UINT32_C(1) << b->n_makers) - 1) & ~(UINT32_C(1) << i);
}

/* ---- metarational
 * --------------------------------------------------------------------------------- */

/* The others are to move at t, `left` moves are left, and i came from s. */
static bool answer(graph_brute *b, uint32_t i, uint32_t s, uint32_t t, uint32_t left) {
    const uint64_t after = left > 0 ? graph_brute_reach(b, b->moves, others_of(b, i), t) : 0;
    for (uint32_t x = 0; x < b->n; x++) {
        bool good = (after >> x & 1) != 0 && b->worth[i][x] <= b->worth[i][s];
        for (uint32_t y = 0; y < b->n && good && left > 1; y++) {
            if ((b->moves[i][x] >> y & 1) != 0 && b->worth[i][y] > b->worth[i][s]) {
                good = answer(b, i, s, y, left - 2);
            }
        }
        if (good) {
            return true;
        }
    }
    return false;
}

static void metarational_is_its_tree(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 400; seed++) {
        world w;
        if (!open_world(&w, seed, GRAPH_SMALL | (seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON))) {
            continue;
        }
        for (uint32_t h = 1; h <= 6; h++) {
            truce_metarational found;
            assert_int_equal(truce_metarational_find(&w.states, h, h % 3, &w.arena, &found, NULL),
                             TRUCE_OK);
            for (uint32_t s = 0; s < w.b.n; s++) {
                bool all = true;
                for (uint32_t i = 0; i < w.b.n_makers; i++) {
                    bool want = true;
                    for (uint32_t t = 0; t < w.b.n && want; t++) {
                        want = (w.b.ups[i][s] >> t & 1) == 0 || answer(&w.b, i, s, t, h - 1);
                    }
                    expect(&w, found.stable[i], s, want, "MR", h, i);
                    all = all && want;
                }
                expect(&w, found.equilibria, s, all, "MR equilibrium", h, 0);
            }
        }
        truce_arena_clear(&w.arena);
    }
}

static void what_is_settled_stays(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 200; seed++) {
        world w;
        if (!open_world(&w, seed, GRAPH_PLAIN)) {
            continue;
        }
        for (uint32_t h = 40; h < 42; h++) {
            truce_metarational far, settled;
            assert_int_equal(truce_metarational_find(&w.states, h, 1, &w.arena, &far, NULL),
                             TRUCE_OK);
            assert_true(far.settled > 0 && far.settled <= h);
            const uint32_t same = far.settled + (h - far.settled) % 2;
            assert_int_equal(truce_metarational_find(&w.states, same, 1, &w.arena, &settled, NULL),
                             TRUCE_OK);
            for (uint32_t s = 0; s < w.b.n; s++) {
                expect(&w, settled.equilibria, s, truce_stable_bit(far.equilibria, s), "MR", h, 0);
            }
        }
        truce_arena_clear(&w.arena);
    }
}

/* ---- limited
 * -------------------------------------------------------------------------------------- */

static uint32_t end_of(const graph_brute *b, uint32_t h, uint32_t i, uint32_t s) {
    uint32_t best = s;
    for (uint32_t t = 0; t < b->n && h > 0; t++) {
        if ((b->moves[i][s] >> t & 1) != 0) {
            const uint32_t end = end_of(b, h - 1, 1 - i, t);
            const bool ties = b->worth[i][end] == b->worth[i][best] && best != s;
            best = b->worth[i][end] > b->worth[i][best] || (ties && end < best) ? end : best;
        }
    }
    return best;
}

static void limited_moves_are_the_game_tree(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        world w;
        if (!open_world(&w, seed, GRAPH_TWO | (seed % 3 == 0 ? GRAPH_STRICT : GRAPH_SMALL))) {
            continue;
        }
        for (uint32_t h = 1; h <= (w.b.n > 8 ? 3 : 5); h++) {
            truce_limited found;
            assert_int_equal(truce_limited_find(&w.states, h, &w.arena, &found, NULL), TRUCE_OK);
            for (uint32_t s = 0; s < w.b.n; s++) {
                const uint32_t ends[] = {end_of(&w.b, h, 0, s), end_of(&w.b, h, 1, s)};
                assert_int_equal(found.ends[0][s], ends[0]);
                assert_int_equal(found.ends[1][s], ends[1]);
                expect(&w, found.equilibria, s, ends[0] == s && ends[1] == s, "L", h, 2);
            }
        }
        truce_arena_clear(&w.arena);
    }
}

/* Stable for every horizon of two whole periods and more. */
static void nonmyopic_is_limited_from_some_horizon_on(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        world w;
        truce_nonmyopic found;
        if (!open_world(&w, seed, GRAPH_TWO)) {
            continue;
        }
        assert_int_equal(truce_nonmyopic_find(&w.states, &w.arena, &found, NULL), TRUCE_OK);
        assert_true(found.known);
        for (uint32_t s = 0; s < w.b.n; s++) {
            for (uint32_t i = 0; i < 2; i++) {
                bool want = true;
                for (uint32_t h = found.from; h < found.from + 2 * found.period; h++) {
                    truce_limited at;
                    assert_int_equal(truce_limited_find(&w.states, h, &w.arena, &at, NULL),
                                     TRUCE_OK);
                    want = want && truce_stable_bit(at.stable[i], s);
                }
                expect(&w, found.stable[i], s, want, "non-myopic", 0, i);
            }
        }
        truce_arena_clear(&w.arena);
    }
}

/* ---- coalitions
 * ----------------------------------------------------------------------------------- */

static bool all_prefer(const graph_brute *b, uint32_t coalition, uint32_t s, uint32_t t) {
    bool all = true;
    for (uint32_t i = 0; i < b->n_makers; i++) {
        all = all && ((coalition >> i & 1) == 0 || b->worth[i][t] > b->worth[i][s]);
    }
    return all;
}

/* Somebody in it does not prefer t to s. */
static bool some_objects(const graph_brute *b, uint32_t coalition, uint32_t s, uint32_t t) {
    bool some = false;
    for (uint32_t i = 0; i < b->n_makers; i++) {
        some = some || ((coalition >> i & 1) != 0 && b->worth[i][t] <= b->worth[i][s]);
    }
    return some;
}

static uint64_t joint_gains(graph_brute *b, uint32_t coalition, uint32_t s) {
    uint64_t gains = graph_brute_reach(b, b->moves, coalition, s) & ~(UINT64_C(1) << s);
    for (uint32_t t = 0; t < b->n; t++) {
        gains &= all_prefer(b, coalition, s, t) ? UINT64_MAX : ~(UINT64_C(1) << t);
    }
    return gains;
}

static uint64_t class_gains(graph_brute *b, uint32_t others, uint32_t s) {
    uint64_t found = 0, next = UINT64_C(1) << s;
    while (next != 0) {
        uint64_t led = 0;
        for (uint32_t t = 0; t < b->n; t++) {
            for (uint32_t d = 1; d <= others && (next >> t & 1) != 0; d++) {
                led |= (d & ~others) == 0 ? joint_gains(b, d, t) : 0;
            }
        }
        next = led & ~found;
        found |= led;
    }
    return found;
}

static bool coalition_stable(graph_brute *b, unsigned c, uint32_t coalition, uint32_t s) {
    const uint32_t others = ((UINT32_C(1) << b->n_makers) - 1) & ~coalition;
    const uint64_t gains = joint_gains(b, coalition, s);
    for (uint32_t t = 0; t < b->n; t++) {
        if ((gains >> t & 1) == 0) {
            continue;
        }
        uint64_t after = graph_brute_reach(b, b->moves, others, t) & ~(UINT64_C(1) << t);
        after = c == TRUCE_SEQ ? class_gains(b, others, t) : after;
        bool answered = false;
        for (uint32_t x = 0; x < b->n && c != TRUCE_NASH; x++) {
            bool good = (after >> x & 1) != 0 && some_objects(b, coalition, s, x);
            const uint64_t further = graph_brute_reach(b, b->moves, coalition, x);
            for (uint32_t y = 0; y < b->n && good && c == TRUCE_SMR; y++) {
                good = (further >> y & 1) == 0 || y == x || some_objects(b, coalition, s, y);
            }
            answered = answered || good;
        }
        if (!answered) {
            return false;
        }
    }
    return true;
}

static void coalitions_are_their_definitions(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        world w;
        truce_coalitions found;
        if (!open_world(&w, seed, GRAPH_SMALL | (seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON))) {
            continue;
        }
        assert_int_equal(truce_coalitions_find(&w.states, 0, &w.arena, &found, NULL), TRUCE_OK);
        for (unsigned c = 0; c < TRUCE_COALITION_CONCEPTS; c++) {
            for (uint32_t s = 0; s < w.b.n; s++) {
                bool all = true;
                for (uint32_t k = 1; k >> w.b.n_makers == 0; k++) {
                    const bool want = coalition_stable(&w.b, c, k, s);
                    expect(&w, found.stable[c][k], s, want, "coalition", c, k);
                    all = all && want;
                }
                expect(&w, found.universal[c], s, all, "universal", c, 0);
            }
        }
        truce_arena_clear(&w.arena);
    }
}

/* ---- relations
 * -------------------------------------------------------------------------------------- */

static bool matches(truce_graph_pattern p, truce_graph_state s) {
    return ((s ^ p.taken) & p.care) == 0;
}

static bool is_unknown(const graph_brute *b, uint32_t i, uint32_t s, uint32_t t) {
    const truce_graph_preference *const p = &b->model->preferences[i];
    bool is = false;
    for (uint32_t k = 0; k < p->n_unknown; k++) {
        is = is || (matches(p->unknown[k].a, b->at[s]) && matches(p->unknown[k].b, b->at[t])) ||
             (matches(p->unknown[k].b, b->at[s]) && matches(p->unknown[k].a, b->at[t]));
    }
    return is && s != t;
}

/* Is s strongly preferred to t? Straight from the number or statement that parts them. */
static bool is_strong(const graph_brute *b, uint32_t i, uint32_t s, uint32_t t) {
    const truce_graph_preference *const p = &b->model->preferences[i];
    bool strong = false;
    for (uint32_t k = 0; k < p->n_strong_statements; k++) {
        strong = strong || truce_graph_holds(p->statements[k], b->at[s]) !=
                               truce_graph_holds(p->statements[k], b->at[t]);
    }
    for (uint32_t k = 0; k < p->n_strong_from; k++) {
        const uint64_t zero = p->rule == TRUCE_GRAPH_PAYOFFS ? 1000000 : UINT64_C(1) << 63;
        const int64_t high = (int64_t)(b->worth[i][s] - zero);
        const int64_t low = (int64_t)(b->worth[i][t] - zero);
        strong = strong || (high >= p->strong_from[k] && low < p->strong_from[k]);
    }
    return strong && b->worth[i][s] > b->worth[i][t];
}

static bool relates(const graph_brute *b, uint32_t i, uint32_t s, uint32_t t) {
    for (uint32_t j = 0; j < b->n_makers; j++) {
        const int a =
            b->model->attitudes == NULL ? i == j : b->model->attitudes[i * b->n_makers + j];
        const uint64_t x = b->worth[j][s], y = b->worth[j][t];
        if ((a == 1 && y < x) || (a == -1 && y > x)) {
            return false;
        }
    }
    return true;
}

/* Which of the four questions is it: 0 draws, 1 steps, 2 answers, 3 escapes. */
static bool asked(const graph_brute *b, truce_graph_relation r, int q, uint32_t i, uint32_t s,
                  uint32_t t) {
    const bool unknown = is_unknown(b, i, s, t), up = b->worth[i][t] > b->worth[i][s];
    const bool bold = r == TRUCE_UNKNOWN_A || r == TRUCE_UNKNOWN_C;
    const bool counts = r == TRUCE_UNKNOWN_C || r == TRUCE_UNKNOWN_D;
    switch (r) {
    case TRUCE_STRENGTH:
        return q < 2 ? up : is_strong(b, i, s, t) == (q == 2);
    case TRUCE_ATTITUDES:
        return q == 2 ? relates(b, i, t, s) : relates(b, i, s, t);
    default:
        break;
    }
    if (q < 2) {
        return unknown ? bold || q == 1 : up;
    }
    return (q == 2) == (unknown ? counts : !up);
}

static bool relation_stable(graph_brute *b, truce_graph_relation r, unsigned c, uint32_t i,
                            uint32_t s, uint64_t steps[][GRAPH_STATES_MAX]) {
    for (uint32_t t = 0; t < b->n; t++) {
        if ((b->moves[i][s] >> t & 1) == 0 || !asked(b, r, 0, i, s, t)) {
            continue;
        }
        const uint64_t after =
            graph_brute_reach(b, c == TRUCE_SEQ ? steps : b->moves, others_of(b, i), t);
        bool answered = false;
        for (uint32_t x = 0; x < b->n && c != TRUCE_NASH; x++) {
            bool good = (after >> x & 1) != 0 && asked(b, r, 2, i, s, x);
            for (uint32_t y = 0; y < b->n && good && c == TRUCE_SMR; y++) {
                good = (b->moves[i][x] >> y & 1) == 0 || !asked(b, r, 3, i, s, y);
            }
            answered = answered || good;
        }
        if (!answered) {
            return false;
        }
    }
    return true;
}

static void relations_are_their_definitions(void **state) {
    (void)state;
    static uint64_t steps[TRUCE_GRAPH_MAKERS_MAX][GRAPH_STATES_MAX];
    for (uint64_t seed = 0; seed < 400; seed++) {
        world w;
        if (!open_world(&w, seed, GRAPH_UNSURE | (seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON))) {
            continue;
        }
        for (int r = TRUCE_UNKNOWN_A; r <= TRUCE_ATTITUDES; r++) {
            truce_relational found;
            assert_int_equal(
                truce_relational_find(&w.states, (truce_graph_relation)r, &w.arena, &found, NULL),
                TRUCE_OK);
            for (uint32_t i = 0; i < w.b.n_makers; i++) {
                for (uint32_t s = 0; s < w.b.n; s++) {
                    steps[i][s] = 0;
                    for (uint32_t t = 0; t < w.b.n; t++) {
                        const bool step = (w.b.moves[i][s] >> t & 1) != 0 &&
                                          asked(&w.b, (truce_graph_relation)r, 1, i, s, t);
                        steps[i][s] |= (uint64_t)step << t;
                    }
                }
            }
            for (unsigned c = 0; c < TRUCE_RELATIONAL_CONCEPTS; c++) {
                for (uint32_t s = 0; s < w.b.n; s++) {
                    for (uint32_t i = 0; i < w.b.n_makers; i++) {
                        expect(&w, found.stable[c][i], s,
                               relation_stable(&w.b, (truce_graph_relation)r, c, i, s, steps),
                               "relation", (unsigned)r * 10 + c, i);
                    }
                }
            }
        }
        truce_arena_clear(&w.arena);
    }
}

/* With nothing unknown, everything strong, or attitudes towards oneself alone and no ties, there is
 * nothing but the basic concepts; and where nobody minds anything, gmr and seq are the same. */
static void relations_contain_the_basic_concepts(void **state) {
    (void)state;
    static const int8_t none[TRUCE_GRAPH_MAKERS_MAX * TRUCE_GRAPH_MAKERS_MAX] = {0};
    for (uint64_t seed = 0; seed < 300; seed++) {
        world w;
        truce_stable basic;
        truce_relational found;
        if (!open_world(&w, seed, GRAPH_STRICT)) {
            continue;
        }
        assert_int_equal(truce_stable_find(&w.states, NULL, &w.arena, &basic, NULL), TRUCE_OK);
        for (int r = TRUCE_UNKNOWN_A; r <= TRUCE_ATTITUDES; r++) {
            assert_int_equal(
                truce_relational_find(&w.states, (truce_graph_relation)r, &w.arena, &found, NULL),
                TRUCE_OK);
            for (unsigned c = 0; c < TRUCE_RELATIONAL_CONCEPTS && r != TRUCE_STRENGTH; c++) {
                for (uint32_t s = 0; s < w.b.n; s++) {
                    expect(&w, found.equilibria[c], s, truce_stable_bit(basic.equilibria[c], s),
                           "basic", (unsigned)r * 10 + c, 0);
                }
            }
        }
        w.m.attitudes = none;
        assert_int_equal(truce_relational_find(&w.states, TRUCE_ATTITUDES, &w.arena, &found, NULL),
                         TRUCE_OK);
        for (uint32_t s = 0; s < w.b.n; s++) {
            expect(&w, found.equilibria[TRUCE_SEQ], s,
                   truce_stable_bit(found.equilibria[TRUCE_GMR], s), "neutral", 0, 0);
        }
        truce_arena_clear(&w.arena);
    }
}

/* ---- paths
 * ------------------------------------------------------------------------------------------ */

/* All states that sequences of exactly so many moves lead to, by who moved last. */
static void walk_on(graph_brute *b, uint64_t step[][GRAPH_STATES_MAX], uint64_t *at) {
    uint64_t next[TRUCE_GRAPH_MAKERS_MAX + 1] = {0};
    for (uint32_t last = 0; last <= b->n_makers; last++) {
        for (uint32_t s = 0; s < b->n; s++) {
            for (uint32_t j = 0; j < b->n_makers && (at[last] >> s & 1) != 0; j++) {
                next[j] |= j != last ? step[j][s] : 0;
            }
        }
    }
    for (uint32_t last = 0; last <= b->n_makers; last++) {
        at[last] = next[last];
    }
}

static void expect_legal(uint64_t step[][GRAPH_STATES_MAX], uint32_t from,
                         const truce_paths_move *moves, uint32_t n, uint32_t to) {
    for (uint32_t k = 0; k < n; k++) {
        assert_true((step[moves[k].maker][from] >> moves[k].to & 1) != 0);
        assert_true(k == 0 || moves[k].maker != moves[k - 1].maker);
        from = moves[k].to;
    }
    assert_int_equal(from, to);
}

static void paths_are_legal_and_shortest(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 400; seed++) {
        world w;
        if (!open_world(&w, seed, seed % 2 == 0 ? GRAPH_PLAIN : GRAPH_COMMON)) {
            continue;
        }
        const uint32_t from = (uint32_t)(seed % w.b.n);
        for (int improving = 0; improving < 2; improving++) {
            uint64_t at[TRUCE_GRAPH_MAKERS_MAX + 1] = {0};
            uint64_t met = UINT64_C(1) << from;
            truce_paths found;
            truce_paths_move moves[2 * GRAPH_STATES_MAX];
            assert_int_equal(
                truce_paths_find(&w.states, from, improving == 1, &w.arena, &found, NULL),
                TRUCE_OK);
            assert_int_equal(found.length[from], 0);
            at[w.b.n_makers] = met;
            for (uint32_t length = 1; length <= 2 * w.b.n; length++) {
                uint64_t now = 0;
                walk_on(&w.b, improving == 1 ? w.b.ups : w.b.moves, at);
                for (uint32_t last = 0; last < w.b.n_makers; last++) {
                    now |= at[last];
                }
                for (uint32_t s = 0; s < w.b.n; s++) {
                    if ((now & ~met) >> s & 1) {
                        assert_int_equal(found.length[s], length);
                        truce_paths_to(&found, s, moves);
                        expect_legal(improving == 1 ? w.b.ups : w.b.moves, from, moves, length, s);
                    }
                }
                met |= now;
            }
            for (uint32_t s = 0; s < w.b.n; s++) {
                assert_true((found.length[s] != TRUCE_GRAPH_NONE) == ((met >> s & 1) != 0));
            }
        }
        truce_arena_clear(&w.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metarational_is_its_tree),
        cmocka_unit_test(what_is_settled_stays),
        cmocka_unit_test(limited_moves_are_the_game_tree),
        cmocka_unit_test(nonmyopic_is_limited_from_some_horizon_on),
        cmocka_unit_test(coalitions_are_their_definitions),
        cmocka_unit_test(relations_are_their_definitions),
        cmocka_unit_test(relations_contain_the_basic_concepts),
        cmocka_unit_test(paths_are_legal_and_shortest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
